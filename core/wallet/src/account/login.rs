//! Signing in: a number, a one-time code, a holder. The authority's answers never tell whether a number exists.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use lz_api::devices::{AskCode, CodeSent, LoggedIn, Login as LoginRequest};
use lz_api::routes;
use lz_license::{Holder, IdType};

use super::enrol::{client, ensure_enrolled};
use crate::authority::{Call, CallError};
use crate::engine::{Engine, Ready, Task, fresh_key};
use crate::intent::IdKind;
use crate::problem::{Code, CoreError};
use crate::state::Login;
use crate::vault::VaultError;

/// Asks for a one-time code; enrols this phone first if need be.
pub(crate) async fn ask_code(engine: &Arc<Engine>, kind: IdKind, number: &str) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let holder = holder(kind, number).ok_or(CoreError::failed(Code::IdNumberWrong))?;
    if ready.state().holder.as_ref().is_some_and(|first| *first != holder) {
        ready.other_holder.store(true, Ordering::SeqCst);
        engine.bell.ring(&crate::PageName::ALL.into());
        return Err(CoreError::not_now(Code::HolderDiffers));
    }
    ensure_enrolled(engine, &ready).await?;
    let client = client(engine, &ready).await?;
    let ask = AskCode { id_type: stable_name(holder.id_type()), id_number: holder.id_number().to_owned() };
    let answer = client.json::<CodeSent>(Call::post(routes::LOGIN_CODE, &ask, &fresh_key()?)).await;
    let sent = match answer {
        Ok(sent) => sent,
        Err(error) => return Err(trouble(engine, &ready, &error).await),
    };
    engine
        .change(&ready, move |change| {
            let (next_at, expires_at) = (change.now + i64::from(sent.next_in), change.now + i64::from(sent.expires_in));
            change.state.login = Some(Login { holder, next_at, expires_at, trouble: None });
            Ok(())
        })
        .await
}

/// Signs in. The vault is claimed for this holder in the same commit.
pub(crate) async fn with_code(engine: &Arc<Engine>, code: &str) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let login = ready.state().login.clone().ok_or(CoreError::not_now(Code::NotAtThisStep))?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if ready.now() >= login.expires_at {
        return Err(trouble_code(engine, &ready, Code::OneTimeCodeExpired).await);
    }
    let client = client(engine, &ready).await?;
    let request = LoginRequest {
        id_type: stable_name(login.holder.id_type()),
        id_number: login.holder.id_number().to_owned(),
        code,
    };
    let answer = client.json::<LoggedIn>(Call::post(routes::LOGIN, &request, &fresh_key()?)).await;
    if let Err(error) = answer {
        return Err(trouble(engine, &ready, &error).await);
    }
    let outcome = engine
        .change(&ready, move |change| {
            let name = serde_json::to_vec(&login.holder).map_err(|_| CoreError::failed(Code::IdNumberWrong))?;
            change.vault.claim(&name).map_err(|error| {
                CoreError::not_now(match error {
                    VaultError::OtherHolder => Code::HolderDiffers,
                    _ => Code::DiskFails,
                })
            })?;
            change.state.holder = Some(login.holder);
            change.state.login = None;
            change.state.me = None;
            change.then(Task::SyncAll);
            Ok(())
        })
        .await;
    if outcome.as_ref().is_err_and(|error| error.code() == Code::HolderDiffers) {
        ready.other_holder.store(true, Ordering::SeqCst);
        engine.bell.ring(&crate::PageName::ALL.into());
    }
    outcome
}

/// Leaves a sign-in, and the question of a second person with it.
pub(crate) async fn give_up(engine: &Arc<Engine>) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    ready.other_holder.store(false, Ordering::SeqCst);
    engine.bell.ring(&crate::PageName::ALL.into());
    engine
        .change(&ready, |change| {
            change.state.login = None;
            Ok(())
        })
        .await
}

/// What went wrong stands at the gate until the next try.
async fn trouble(engine: &Arc<Engine>, ready: &Arc<Ready>, error: &CallError) -> CoreError {
    let code = error.code();
    if code == Code::DeviceRemoved {
        // The authority forgot this phone before anybody signed in: enrol anew at the next try.
        let removed = engine.change(ready, |change| {
            change.state.device_removed = true;
            Ok(())
        });
        let _kept_as_it_was = removed.await;
    }
    trouble_code(engine, ready, code).await
}

async fn trouble_code(engine: &Arc<Engine>, ready: &Arc<Ready>, code: Code) -> CoreError {
    let told = engine.change(ready, move |change| {
        if let Some(login) = &mut change.state.login {
            login.trouble = Some(code);
        }
        Ok(())
    });
    let _shown_at_the_gate = told.await;
    CoreError::failed(code)
}

/// The number as one of the papers of its kind.
pub(crate) fn holder(kind: IdKind, number: &str) -> Option<Holder> {
    let compact: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let papers: &[IdType] = match kind {
        IdKind::Citizen => &[IdType::Citizen],
        IdKind::HongKongMacao => &[IdType::HkMacaoResidencePermit, IdType::HkMacaoTravelPermit],
        IdKind::Taiwan => &[IdType::TaiwanResidencePermit, IdType::TaiwanTravelPermit],
        IdKind::PermanentResidence => &[IdType::PermanentResidence18, IdType::PermanentResidence15],
        IdKind::Passport => &[IdType::Passport],
        IdKind::Officer => &[IdType::OfficerCard],
    };
    papers.iter().find_map(|paper| Holder::from_untrusted(*paper, &compact).ok())
}

/// The name of a kind of paper on the wire: the one that `lz_license` writes.
fn stable_name(paper: IdType) -> String {
    match serde_json::to_value(paper) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_the_paper_of_its_kind_with_its_spaces_and_small_letters() {
        let cases = [
            (IdKind::Citizen, " 110105 19491231 002x", Some(IdType::Citizen)),
            (IdKind::Citizen, "110105194912310021", None),
            (IdKind::HongKongMacao, "810000188001010015", Some(IdType::HkMacaoResidencePermit)),
            (IdKind::HongKongMacao, "h1234567890", Some(IdType::HkMacaoTravelPermit)),
            (IdKind::Taiwan, "830000188001010035", Some(IdType::TaiwanResidencePermit)),
            (IdKind::Taiwan, "12345678", Some(IdType::TaiwanTravelPermit)),
            (IdKind::PermanentResidence, "91234518800101001X", Some(IdType::PermanentResidence18)),
            (IdKind::PermanentResidence, "abc123456789012", Some(IdType::PermanentResidence15)),
            (IdKind::Passport, "e12345678", Some(IdType::Passport)),
            (IdKind::Passport, "", None),
        ];
        for (kind, number, paper) in cases {
            assert_eq!(holder(kind, number).map(|holder| holder.id_type()), paper, "{kind:?} {number}");
        }
        assert_eq!(stable_name(IdType::Citizen), "citizen");
    }
}
