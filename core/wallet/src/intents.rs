//! What each intent and each event sets in motion. Every arm is one change, or one conversation that ends in one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use lz_api::applications::{Kind, Route};

use crate::account;
use crate::engine::{Engine, Inside, Ready, fresh_key};
use crate::flow;
use crate::intent::{Event, Intent};
use crate::open;
use crate::presence::{Absent, ScreenLock};
use crate::problem::{Code, CoreError};
use crate::state::{Consent, State};

/// Does what a driver decided.
pub(crate) async fn act(engine: &Arc<Engine>, intent: Intent) -> Result<(), CoreError> {
    match intent {
        Intent::SignInAskCode { id_kind, id_number } => account::ask_code(engine, id_kind, &id_number).await,
        Intent::SignInWithCode { one_time_code } => account::with_code(engine, &one_time_code).await,
        Intent::SignInGiveUp => account::give_up(engine).await,
        Intent::ApplyStart => start(engine, None).await,
        Intent::PhotoChange => start(engine, Some(Kind::PhotoChange)).await,
        Intent::ApplyConfirm => step(engine, flow::Event::ConfirmFacts).await,
        Intent::ApplyFactsWrong => step(engine, flow::Event::FactsWrong).await,
        Intent::ApplyNoticeRead { version } => step(engine, flow::Event::NoticeRead { version }).await,
        Intent::ApplyChoose { source } => step(engine, flow::Event::Choose { source }).await,
        Intent::ApplyPersonCheck { hint } => person_check(engine, hint).await,
        Intent::ApplySubmit => submit(engine).await,
        Intent::ApplyBack => step(engine, flow::Event::Back).await,
        Intent::ApplyGiveUp => step(engine, flow::Event::GiveUp).await,
        Intent::PhotoKeep => step(engine, flow::Event::Keep).await,
        Intent::PhotoRetake => step(engine, flow::Event::Retake).await,
        Intent::InboxRead { id } => inbox_read(engine, id).await,
        Intent::ConsentGive { purpose, points } => consent(engine, purpose, Some(points)).await,
        Intent::ConsentTakeBack { purpose } => consent(engine, purpose, None).await,
        Intent::AccountRemoveDevice { id } => {
            present_person(engine)?;
            account::remove_device(engine, &id).await
        }
        Intent::EraseAll => {
            present_person(engine)?;
            account::erase_all(engine).await
        }
    }
}

async fn step(engine: &Arc<Engine>, event: flow::Event) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    engine.change(&ready, move |change| change.flow(&event).map_err(CoreError::not_now)).await
}

/// Starts with what the authority offers now. First, or again after a change of the license (R78), is the authority's word.
async fn start(engine: &Arc<Engine>, kind: Option<Kind>) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    if !ready.state().signed_in() {
        return Err(CoreError::not_now(Code::SignInFirst));
    }
    if engine.known()?.must_update() {
        return Err(CoreError::not_now(Code::UpdateNeeded));
    }
    // The newest facts if they can be had; without a network the last ones, which the authority compares at the end.
    engine.clone().ask_facts().await;
    let id = fresh_key()?;
    engine
        .change(&ready, move |change| {
            let me = change.state.me.as_ref().map(|kept| &kept.value).ok_or(CoreError::not_now(Code::NoNetwork))?;
            let licensed = me.license.as_ref();
            let kind = kind.unwrap_or(match licensed {
                Some(license) if !license.apply_again.is_empty() => Kind::Again,
                _ => Kind::First,
            });
            let routes = match kind {
                Kind::First | Kind::Again => {
                    if change.state.flow.draft().is_none() {
                        may_apply(me)?;
                    }
                    me.routes.clone()
                }
                Kind::PhotoChange => {
                    may_change_photo(me)?;
                    vec![Route::Camera, Route::Album]
                }
            };
            let draft = flow::Draft {
                id,
                kind,
                facts_id: me.facts_id.clone(),
                notice_version: me.notice_version,
                notice_read: None,
            };
            change.flow(&flow::Event::Start { draft, routes }).map_err(CoreError::not_now)
        })
        .await
}

fn may_apply(me: &lz_api::me::Me) -> Result<(), CoreError> {
    use lz_api::me::WindowOnly;
    match me.window_only {
        Some(WindowOnly::ThreeReturns) => return Err(CoreError::not_now(Code::TriesUsedUp)),
        Some(WindowOnly::StopOfUse) => return Err(CoreError::not_now(Code::UseStopped)),
        None => {}
    }
    if me.license.as_ref().is_some_and(|license| license.shown) {
        return Err(CoreError::not_now(Code::RouteNotOffered));
    }
    if me.eligibility.may_apply() {
        return Ok(());
    }
    let closed = me.eligibility.remedy() == Some(lz_license::eligibility::Remedy::Wait);
    Err(CoreError::not_now(if closed { Code::CityNotOpen } else { Code::NotEligible }))
}

fn may_change_photo(me: &lz_api::me::Me) -> Result<(), CoreError> {
    if !me.license.as_ref().is_some_and(|license| license.shown) {
        return Err(CoreError::not_now(Code::NothingToShow));
    }
    if !me.photo_change.allowed {
        return Err(CoreError::not_now(Code::PhotoChangeTooEarly));
    }
    Ok(())
}

/// Runs the check to its end, so that its caller learns how it ended; the work itself does not need the caller.
async fn person_check(engine: &Arc<Engine>, hint: Option<String>) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let key = fresh_key()?;
    step(engine, flow::Event::StartCheck { key, hint }).await?;
    engine.check_ended(&ready).await
}

async fn submit(engine: &Arc<Engine>) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let too_late = engine
        .change(&ready, |change| {
            let now = change.now;
            change.flow(&flow::Event::Submit { now }).map_err(CoreError::not_now)?;
            Ok(matches!(change.state.flow, flow::State::PersonCheck { .. }))
        })
        .await?;
    if too_late { Err(CoreError::failed(Code::PersonCheckExpired)) } else { Ok(()) }
}

async fn inbox_read(engine: &Arc<Engine>, id: String) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    engine
        .change(&ready, move |change| {
            let letters = &mut change.state.inbox.letters;
            let letter = letters.iter_mut().find(|letter| letter.notice.number.to_string() == id);
            letter.ok_or(CoreError::not_now(Code::NoSuchThing))?.was_read = true;
            Ok(())
        })
        .await
}

async fn consent(engine: &Arc<Engine>, purpose: String, points: Option<bool>) -> Result<(), CoreError> {
    let ready = engine.ready()?;
    let listed = crate::purposes::purposes(&engine.known()?);
    if listed.purposes.iter().all(|line| line.id != purpose || !line.needs_consent) {
        return Err(CoreError::not_now(Code::PurposeUnknown));
    }
    engine
        .change(&ready, move |change| {
            match points {
                Some(points) => change.state.consents.insert(purpose, Consent { points, at: change.now }),
                None => change.state.consents.remove(&purpose),
            };
            Ok(())
        })
        .await
}

/// Whether the person is there (design: unlock within two minutes). A wallet that does not open has nothing to protect.
pub(crate) fn present_person(engine: &Engine) -> Result<(), CoreError> {
    let Ok(ready) = engine.ready() else { return Ok(()) };
    let lock = screen_lock(&ready.state());
    engine.presence.check(ready.time.boot_ns(), lock).map_err(|absent| {
        CoreError::not_now(match absent {
            Absent::UnlockFirst => Code::UnlockFirst,
            Absent::ScreenLockMissing => Code::SecureLockMissing,
        })
    })
}

/// A phone without a lock is told so, and may show all the same. Not told yet reads as locked well.
pub(crate) fn screen_lock(state: &State) -> ScreenLock {
    match state.secure_lock {
        Some(false) => ScreenLock::NoneAllowed,
        Some(true) | None => ScreenLock::Secure,
    }
}

/// What happened around the app.
pub(crate) fn tell(engine: &Arc<Engine>, event: Event) {
    match event {
        Event::Unlocked => {
            engine.presence.unlocked(engine.ports.clock.boot_ns());
            knock(engine);
        }
        Event::Foreground => {
            knock(engine);
            if let Ok(ready) = engine.ready() {
                engine.spawn(stay_in_touch(engine.clone(), ready));
            }
        }
        Event::Background => engine.note_name("background"),
        Event::Locked => {
            engine.presence.locked();
            engine.pages.forget();
        }
        Event::SecureLock { present } => note_lock(engine, present),
        Event::BiometricsChanged => {
            engine.presence.locked();
            engine.note_name("biometrics-changed");
        }
        Event::Pushed => {
            if let Ok(ready) = engine.ready() {
                engine.spawn(stay_in_touch(engine.clone(), ready));
            }
        }
        Event::NetworkChanged => {
            engine.ports.authority.network_changed();
            if let Ok(ready) = engine.ready() {
                ready.out_of_touch.store(true, Ordering::SeqCst);
                engine.bell.ring(&std::collections::BTreeSet::from([crate::PageName::LicensePage]));
            }
            engine.spawn(engine.clone().send_outbox());
        }
        Event::ScreenshotTaken => {
            engine.note_name("screenshot-taken");
            engine.shows.renew();
        }
        Event::LanguageChanged { language } => {
            *engine.language.write().unwrap_or_else(std::sync::PoisonError::into_inner) = language;
            engine.bell.ring(&crate::PageName::ALL.into());
        }
        Event::MemoryLow => engine.pages.forget(),
    }
}

/// A locked phone may be open now.
fn knock(engine: &Arc<Engine>) {
    let locked = matches!(engine.ready(), Err(CoreError::NotNow { code: Code::PhoneStillLocked }));
    if !locked {
        return;
    }
    engine.become_(Inside::Opening);
    let engine = engine.clone();
    engine.clone().spawn(async move {
        let working = engine.clone();
        let opened = tokio::task::spawn_blocking(move || open::open(&working)).await;
        match opened {
            Ok(Ok(inside)) => engine.become_(inside),
            Ok(Err(error)) => engine.become_(Inside::Lost(error.code())),
            Err(_) => engine.become_(Inside::Lost(Code::OurFault)),
        }
        open::resume(&engine).await;
    });
}

async fn stay_in_touch(engine: Arc<Engine>, ready: Arc<Ready>) {
    if ready.state().signed_in() {
        // How it went stands on the pages.
        let _told_by_the_pages = engine.sync_all().await;
    }
}

fn note_lock(engine: &Arc<Engine>, present: bool) {
    let Ok(ready) = engine.ready() else { return };
    let engine = engine.clone();
    engine.clone().spawn(async move {
        let noted = engine.change(&ready, move |change| {
            change.state.secure_lock = Some(present);
            Ok(())
        });
        if let Err(error) = noted.await {
            engine.note(error.code());
        }
    });
}
