//! Enrolment of phones, login and unbinding.

use super::answer::Refusal;
use super::signed::{FromPhone, Received, key};
use super::{Shared, blocking};
use crate::app::{App, refused};
use crate::messages::Message;
use crate::rules::binding;
use crate::seal::random;
use crate::store::{Device, KidBytes};
use axum::Json;
use axum::extract::State;
use lz_api::devices::{
    AskCode, BindProof, Challenge, CodeSent, Enrol, Enrolled, LoggedIn, Login, NewSession, SessionMade, Unbind, Unbound,
};
use lz_api::{Blob, Problem, ProblemCode};
use lz_credential::bind::Bind;
use lz_credential::token::KeyLevel;
use lz_credential::{Kid, PublicKey};
use lz_license::{Holder, IdType};
use lz_text::{Args, Lang, say};

/// Seconds that an enrolment nonce is good for.
const CHALLENGE_LIFE: i64 = 120;
/// Seconds that a one-time code is good for.
const CODE_LIFE: i64 = 300;
/// Seconds between two codes for one number.
const CODE_PAUSE: i64 = 60;
/// Wrong codes that lock a number.
const WRONG_CODES: u8 = 5;
/// For so many seconds.
const LOCK: i64 = 900;
/// Longest name of a device, in bytes.
const DEVICE_NAME: usize = 60;

pub(super) async fn challenge(State(app): Shared) -> Result<Json<Challenge>, Refusal> {
    let nonce = random();
    blocking(&app, move |app| {
        let now = app.clock.now();
        app.store().add_challenge(nonce, now, now.plus(CHALLENGE_LIFE)).map_err(refused)?;
        let iss = app.home.about.iss.clone();
        Ok(Json(Challenge { nonce: Blob::from(&nonce[..]), expires_in: CHALLENGE_LIFE as u32, iss }))
    })
    .await
}

pub(super) async fn enrol(State(app): Shared, received: Received) -> Result<Json<Enrolled>, Refusal> {
    blocking(&app, move |app| {
        let ask: Enrol = received.json()?;
        let request_key = key(&ask.request_key)?;
        if received.kid()? != request_key.kid().0 || ask.device_name.len() > DEVICE_NAME {
            return Err(ProblemCode::SignatureWrong.into());
        }
        received.check(app, &request_key)?;
        let nonce: [u8; 16] = ask.nonce.as_slice().try_into().map_err(|_| ProblemCode::BadRequest)?;
        let (police, police_level) = proven(&ask.police, &app.home.about.iss, &nonce, request_key.kid())?;
        let (firms, firms_level) = proven(&ask.firms, &app.home.about.iss, &nonce, request_key.kid())?;
        // Firms must not be able to link a driver to the police token, and no key signs two kinds of things.
        if police == firms || police == request_key || firms == request_key {
            return Err(ProblemCode::BindWrong.into());
        }
        let voucher = voucher(&ask.police, &ask.firms)?;
        let checked = |level| checked(app, level);
        let device = Device {
            voucher,
            request_key: ask.request_key,
            police_key: Blob(police.to_cose()),
            firms_key: Blob(firms.to_cose()),
            police_level: checked(police_level).number(),
            firms_level: checked(firms_level).number(),
            name: ask.device_name,
            holder: None,
            over: false,
        };
        let now = app.clock.now();
        app.store().enrol(&received.once()?, nonce, request_key.kid().0, &device, now).map_err(refused)?;
        Ok(Json(Enrolled { device: Blob::from(&request_key.kid().0[..]), at: now.0 }))
    })
    .await
}

/// Fresh session keys for a phone whose hardware signs too slowly for codes: the same hardware vouches for them.
pub(super) async fn session(State(app): Shared, phone: FromPhone) -> Result<Json<SessionMade>, Refusal> {
    blocking(&app, move |app| {
        phone.holder()?;
        let ask: NewSession = phone.received.json()?;
        let wrong = || Problem::new(ProblemCode::BindWrong);
        let ours = phone.device.voucher.clone().ok_or_else(wrong)?;
        if voucher(&ask.police, &ask.firms)? != Some(ours) {
            return Err(wrong());
        }
        let nonce: [u8; 16] = ask.nonce.as_slice().try_into().map_err(|_| ProblemCode::BadRequest)?;
        let (iss, request) = (&app.home.about.iss, key(&phone.device.request_key)?);
        let (police, police_level) = proven(&ask.police, iss, &nonce, request.kid())?;
        let (firms, firms_level) = proven(&ask.firms, iss, &nonce, request.kid())?;
        let session = KeyLevel::HardwareBound;
        let fresh = [&phone.device.police_key, &phone.device.firms_key].map(|old| old.0.clone());
        let all_fresh = fresh.iter().all(|old| *old != police.to_cose() && *old != firms.to_cose());
        if police == firms || police == request || firms == request || !all_fresh {
            return Err(wrong());
        }
        if police_level != session || firms_level != session {
            return Err(wrong());
        }
        let device = Device {
            police_key: Blob(police.to_cose()),
            firms_key: Blob(firms.to_cose()),
            police_level: checked(app, police_level).number(),
            firms_level: checked(app, firms_level).number(),
            ..phone.device.clone()
        };
        let now = app.clock.now();
        app.store().rekey(&phone.received.once()?, nonce, phone.kid, &device, now).map_err(refused)?;
        Ok(Json(SessionMade { at: now.0 }))
    })
    .await
}

/// Nobody here reads platform attestations yet: production signs no claim about hardware that it has not checked.
fn checked(app: &App, level: KeyLevel) -> KeyLevel {
    if app.production { KeyLevel::Sealed } else { level }
}

/// The one hardware key that vouches for both presentation keys; none if neither names one.
fn voucher(police: &BindProof, firms: &BindProof) -> Result<Option<Blob>, Problem> {
    let same = police.hardware_key == firms.hardware_key;
    if same { Ok(police.hardware_key.clone()) } else { Err(ProblemCode::BindWrong.into()) }
}

/// The presentation key that a proof proves, and where it lives.
fn proven(proof: &BindProof, iss: &str, nonce: &[u8; 16], request: Kid) -> Result<(PublicKey, KeyLevel), Problem> {
    let wrong = || Problem::new(ProblemCode::BindWrong);
    let bind = Bind::from_untrusted(proof.bind.as_slice()).map_err(|_| wrong())?;
    let claims = bind.by_new_key(iss, nonce).map_err(|_| wrong())?;
    if claims.request_key != request {
        return Err(wrong());
    }
    let by_hardware = match (&proof.by_hardware, &proof.hardware_key) {
        (Some(bind), Some(hardware)) => {
            let bind = Bind::from_untrusted(bind.as_slice()).map_err(|_| wrong())?;
            let vouched = bind.by(&key(hardware)?, iss, nonce).map_err(|_| wrong())?;
            vouched.key == claims.key && vouched.request_key == request
        }
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => return Err(wrong()),
    };
    // A session key that hardware vouches for needs that voucher; without one nobody may claim it.
    match (claims.level, by_hardware) {
        (KeyLevel::HardwareBound, false) => Err(wrong()),
        (level, _) => Ok((claims.key.clone(), level)),
    }
}

fn holder_of(id_type: &str, id_number: &str) -> Result<Holder, Problem> {
    let id_type: IdType = serde_json::from_value(id_type.into()).map_err(|_| ProblemCode::BadRequest)?;
    Holder::from_untrusted(id_type, id_number).map_err(|_| ProblemCode::BadRequest.into())
}

/// Sends a code. Work and answer are the same for a number that nobody has; the message itself goes out afterwards.
pub(super) async fn ask_code(State(app): Shared, phone: FromPhone) -> Result<Json<CodeSent>, Refusal> {
    let (holder, code) = blocking(&app, move |app| {
        let ask: AskCode = phone.received.json()?;
        let holder = holder_of(&ask.id_type, &ask.id_number)?;
        let blind = app.home.sealer.blind(&holder);
        let code = format!("{:06}", u32::from_be_bytes(random()) % 1_000_000);
        let hash = Blob::from(&app.home.sealer.hash(&code_place(&blind, phone.kid), code.as_bytes())[..]);
        let now = app.clock.now().0;
        let mut wait = None;
        app.store()
            .code(blind, &mut |state| {
                if now < state.next_at && state.next_at - now <= CODE_PAUSE {
                    wait = Some((state.next_at - now) as u32);
                    return;
                }
                state.hash = Some(hash.clone());
                state.expires_at = now + CODE_LIFE;
                state.next_at = now + CODE_PAUSE;
            })
            .map_err(refused)?;
        match wait {
            Some(wait) => Err(Problem::new(ProblemCode::TooMany).after(wait)),
            None => Ok((blind, code)),
        }
    })
    .await?;
    let sending = app.clone();
    tokio::task::spawn_blocking(move || send_code(&sending, holder, &code));
    Ok(Json(CodeSent { expires_in: CODE_LIFE as u32, next_in: CODE_PAUSE as u32 }))
}

fn send_code(app: &App, blind: [u8; 32], code: &str) {
    let sent = (|| {
        let Some(id) = app.store().holder_by_number(blind)? else { return Ok(()) };
        let to = app.store().holder(id)?.phone;
        let text = say(Lang::ZhHans, "message-login-code", &Args::new().text("code", code));
        let id = format!("code-{}", hex::encode(random::<8>()));
        app.store().add_message(&Message { id, to, kind: "login-code".to_owned(), text })
    })();
    match sent {
        Ok(()) => app.deliver(),
        Err(error) => tracing::error!(%error, "a code could not be sent"),
    }
}

fn code_place(blind: &[u8; 32], device: KidBytes) -> Vec<u8> {
    [&blind[..], &device].concat()
}

pub(super) async fn login(State(app): Shared, phone: FromPhone) -> Result<Json<LoggedIn>, Refusal> {
    blocking(&app, move |app| {
        let once = phone.received.once()?;
        if let Some(answer) = app.store().answered(&once, app.clock.now()).map_err(refused)? {
            return serde_json::from_value(answer).map(Json).map_err(|_| ProblemCode::Internal.into());
        }
        if phone.device.over {
            return Err(ProblemCode::DeviceReplaced.into());
        }
        let ask: Login = phone.received.json()?;
        let holder = holder_of(&ask.id_type, &ask.id_number)?;
        let blind = app.home.sealer.blind(&holder);
        let hash = Blob::from(&app.home.sealer.hash(&code_place(&blind, phone.kid), ask.code.as_bytes())[..]);
        judge_code(app, blind, &hash)?;
        let id = app.store().holder_by_number(blind).map_err(refused)?.ok_or(ProblemCode::LoginWrong)?;
        if phone.device.holder.is_some_and(|other| other != id) {
            return Err(ProblemCode::DeviceTaken.into());
        }
        app.decide(id, Some(&once), |case, ground| {
            binding::login(case, phone.kid, ground);
            Ok(LoggedIn { account: case.file.account.clone() })
        })
        .map(Json)
    })
    .await
}

/// Uses up the code, or counts a wrong one. Known and unknown numbers go the same way.
fn judge_code(app: &App, blind: [u8; 32], hash: &Blob) -> Result<(), Problem> {
    let now = app.clock.now().0;
    let mut outcome = Ok(());
    app.store()
        .code(blind, &mut |state| {
            outcome = if now < state.locked_until {
                Err(Problem::new(ProblemCode::LoginLocked).after((state.locked_until - now) as u32))
            } else if state.hash.as_ref() == Some(hash) && now <= state.expires_at {
                state.hash = None;
                state.wrong = 0;
                Ok(())
            } else {
                state.wrong += 1;
                if state.wrong < WRONG_CODES {
                    Err(ProblemCode::LoginWrong.into())
                } else {
                    state.wrong = 0;
                    state.hash = None;
                    state.locked_until = now + LOCK;
                    Err(Problem::new(ProblemCode::LoginLocked).after(LOCK as u32))
                }
            };
        })
        .map_err(refused)?;
    outcome
}

pub(super) async fn unbind(State(app): Shared, phone: FromPhone) -> Result<Json<Unbound>, Refusal> {
    blocking(&app, move |app| {
        let once = phone.received.once()?;
        if let Some(answer) = app.store().answered(&once, app.clock.now()).map_err(refused)? {
            return serde_json::from_value(answer).map(Json).map_err(|_| ProblemCode::Internal.into());
        }
        let Unbind {} = phone.received.json()?;
        app.decide(phone.holder()?, Some(&once), |case, ground| {
            binding::unbind(case, phone.kid, ground);
            Ok(Unbound { at: ground.now.0 })
        })
        .map(Json)
    })
    .await
}
