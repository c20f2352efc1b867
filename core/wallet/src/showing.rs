//! From the vault to a presenter: the copies, the keys that they name, and what is known beside them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lz_credential::PublicKey;
use lz_license::standing::StatusDates;
use lz_license::status::Group;

use crate::engine::{self, Engine};
use crate::holder_key::{HolderKeyError, KeyName, KeySigner};
use crate::intents;
use crate::presence::Absent;
use crate::presenter::{AskError, NotShowable, OwnCopy, Presenter, ShowHandle, ShowKey, ShowSetup, StartError};
use crate::problem::{Code, CoreError};
use crate::purposes;
use crate::screens::{self, Known};

/// Starts showing for a purpose. No network, and no write that could fail, on this path.
pub(crate) fn present(engine: &Arc<Engine>, purpose: String) -> Result<Presenter, CoreError> {
    intents::present_person(engine)?;
    let known = engine.known()?;
    screens::shown(&known).ok_or(CoreError::not_now(hidden_or_none(&known)))?;
    purposes::may_show(&known, &purpose).map_err(CoreError::not_now)?;
    // Key stores block and may be the platform's own code: never on the caller's thread.
    let (tell, told) = std::sync::mpsc::sync_channel(1);
    let working = engine.clone();
    engine::runtime().spawn_blocking(move || {
        let _nobody_waits = tell.send(start(&working, &known, purpose));
    });
    let presenter = told.recv().map_err(|_| engine.bug(12))??;
    engine.shows.track(&presenter);
    // What changed while the keys were found is followed too: an erasure in between leaves nothing on the screen.
    engine.shows.follow(engine);
    Ok(presenter)
}

/// The showings that are open, so that whatever happens to the license happens to them with their next frame.
#[derive(Default)]
pub(crate) struct Shows(Mutex<Vec<ShowHandle>>);

impl Shows {
    fn track(&self, presenter: &Presenter) {
        let mut open = self.open();
        open.retain(|show| !show.is_gone());
        open.push(presenter.handle());
    }

    /// Ends every showing.
    pub(crate) fn stop(&self) {
        self.open().iter().for_each(ShowHandle::stop);
    }

    /// A fresh code on every screen.
    pub(crate) fn renew(&self) {
        self.open().iter().for_each(ShowHandle::renew);
    }

    /// Looks as the register says now, and ends where the license is shown no more.
    pub(crate) fn follow(&self, engine: &Engine) {
        let known = engine.known().ok().filter(|known| screens::shown(known).is_some());
        match known {
            None => self.stop(),
            Some(known) => {
                let live = live_group(&known).unwrap_or(Group::Usable);
                self.open().iter().for_each(|show| show.live(live));
            }
        }
    }

    fn open(&self) -> MutexGuard<'_, Vec<ShowHandle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hidden_or_none(known: &Known) -> Code {
    match screens::license(known) {
        crate::LicenseState::Hidden { .. } if known.proofs.not_genuine => Code::LicenseNotGenuine,
        crate::LicenseState::Hidden { .. } => Code::LicenseHidden,
        _ => Code::NothingToShow,
    }
}

fn start(engine: &Arc<Engine>, known: &Known, purpose: String) -> Result<Presenter, CoreError> {
    let ready = engine.ready()?;
    let device = known.state.device.as_ref().ok_or(CoreError::not_now(Code::NothingToShow))?;
    let trust = known.proofs.trust.clone().ok_or(CoreError::not_now(Code::LicenseNotGenuine))?;
    let install = ready.vault.install();
    let signer = |role, public: &[u8]| {
        let public = PublicKey::from_cose(public).map_err(|_| HolderKeyError::Invalidated)?;
        KeySigner::enrolled(engine.ports.keys_of(device).clone(), KeyName::new(role, install), &public).map(Arc::new)
    };
    let key_code = |error: HolderKeyError| CoreError::failed(key_code(error));
    let [full_place, limited_place] = device.places();
    let full = signer(full_place, device.full.as_slice()).map_err(key_code)?;
    let limited = signer(limited_place, device.limited.as_slice()).map_err(key_code)?;
    let secrets = &engine.ports.secrets;
    let tokens = &known.state.license.tokens;
    let setup = ShowSetup {
        purpose,
        copies: tokens
            .iter()
            .map(|kept| OwnCopy { token: kept.token.0.clone(), annex: kept.annex.0.clone() })
            .collect(),
        full: ShowKey::full(full, secrets.clone(), install),
        limited: ShowKey::limited(limited, secrets.clone(), install),
        time: ready.time.clone(),
        trust,
        policy: known.proofs.policy.clone(),
        statuses: known.proofs.rules.statuses.clone(),
        live: live_group(known),
        presence: (*engine.presence).clone(),
        screen_lock: intents::screen_lock(&known.state),
    };
    Presenter::start(setup).map_err(CoreError::from)
}

/// What the register said last; it may only worsen the token.
fn live_group(known: &Known) -> Option<Group> {
    let live = &known.state.license.answer.as_ref()?.live;
    let dates = StatusDates {
        deferred_until: known.proofs.license(1).and_then(|license| license.license().deferred_until),
        ..StatusDates::default()
    };
    Some(known.proofs.rules.statuses.standing(live.status.parse().ok()?, &dates, known.today()).group)
}

/// The one mapping of what a key refuses.
pub(crate) fn key_code(error: HolderKeyError) -> Code {
    match error {
        HolderKeyError::Locked => Code::PhoneStillLocked,
        HolderKeyError::Cancelled => Code::StoppedByYou,
        HolderKeyError::Invalidated | HolderKeyError::NotFound => Code::KeysGone,
        HolderKeyError::Unavailable | HolderKeyError::BadSignature => Code::KeyStoreFails,
    }
}

impl From<StartError> for CoreError {
    fn from(error: StartError) -> Self {
        CoreError::not_now(match error {
            StartError::Absent(Absent::UnlockFirst) => Code::UnlockFirst,
            StartError::Absent(Absent::ScreenLockMissing) => Code::SecureLockMissing,
            StartError::NotShowable(NotShowable::NotGenuine(_)) => Code::LicenseNotGenuine,
            StartError::NotShowable(NotShowable::State(_)) => Code::LicenseHidden,
            StartError::NotShowable(NotShowable::NoCopy) => Code::NothingToShow,
            StartError::NoThread => Code::OurFault,
        })
    }
}

impl From<AskError> for CoreError {
    fn from(error: AskError) -> Self {
        CoreError::failed(match error {
            AskError::NotAChallenge => Code::AskForeign,
            AskError::LaterVersion => Code::UpdateNeeded,
            AskError::NotSixDigits => Code::AskUnreadable,
            AskError::FirmMustSign | AskError::NotTrusted(_) => Code::AskNotTrusted,
            AskError::NoCopy => Code::AskOtherPurpose,
            AskError::Gone => Code::AskExpired,
        })
    }
}
