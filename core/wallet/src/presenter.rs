//! Showing the license: codes that are fresh, live for seconds, and never wait for a signature.
//!
//! A presenter is opened for one purpose. It verifies the license again (R13), then a thread of its own signs one
//! key-binding token after the other: a token is on the screen for 15 s, the next one is signed 5 s before its turn, and
//! none is given out 45 s after its `iat`. [`Presenter::frame`] only picks what is ready: it never signs and never waits.
//! Between the deciding codes (K) run the frames of the annex (F), so that the verifier sees the face: K F F, eight a
//! second. Wire format, sections 3 and 5.
//!
//! What is shown to whom is policy: police and license business see profile 1; a firm must ask first, is named to the
//! driver, and sees profile 2, or 3 if the driver agrees (R72 to R75). An unknown purpose sees the least (R71). When an answer to a
//! firm ends, nothing takes its place.

mod asks;
mod codes;
mod stage;
#[cfg(test)]
pub(crate) mod tests;
mod worker;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use lz_credential::Audience;
use lz_credential::Signer;
use lz_credential::policy::Policy;
use lz_credential::token::Profile;
use lz_credential::trust::TrustList;
use lz_license::status::{Group, Look, StatusTable};

pub use self::asks::{AskError, AskInput, AskView, Consent};
use self::codes::Copy;
pub use self::codes::{NotShowable, OwnCopy};
pub use self::stage::ShownEvent;
use self::stage::{Showing, Stage};
use self::worker::{Line, Worker};
use crate::Code;
use crate::clock::TimeKeeper;
use crate::presence::{Absent, Presence, ScreenLock};
use crate::secrets::{InstallId, SecretName, SecretRole, SecretStore};
use crate::sequence::Sequence;

/// What the screen draws now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// Draw this code.
    Code(CodeFrame),
    /// Nothing to draw yet.
    Wait {
        /// For what.
        until: WaitFor,
        /// What keeps codes from being signed, once it has lasted: tell it with its next step. Signing is tried again meanwhile.
        trouble: Option<Code>,
    },
    /// Showing has ended.
    Over,
}

/// One code, as packed modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFrame {
    /// Changes with the picture: draw again only if it differs.
    pub id: u64,
    /// Modules a side, without the quiet zone.
    pub side: u16,
    /// Row by row, eight modules a byte, most significant bit first, 1 is dark; no padding between rows.
    pub modules: Arc<[u8]>,
    /// How the code and its page look: red modules for a license that must not be used.
    pub look: Look,
    /// Ask for the next frame in so many milliseconds.
    pub next_in_ms: u32,
    /// Take the code off the screen in so many milliseconds, whatever happens.
    pub dies_in_ms: u32,
}

/// What a [`Frame::Wait`] waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitFor {
    /// A signature: the first one, or one that is late.
    Signature,
    /// The verifier's challenge: a firm must ask before it is shown anything.
    Challenge,
    /// The phone's unlock.
    Unlock,
}

/// How the code moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShowMode {
    /// The deciding code alone; the portrait on request ([`Presenter::portrait`]).
    Still,
    /// The deciding code, then two frames of the annex, and again.
    Moving {
        /// Frames a second, 2 to 12; 8 is usual.
        fps: u8,
    },
}

/// A signer that threads can share.
pub type SharedSigner = Arc<dyn Signer + Send + Sync>;

/// The key and its numbers for one kind of verifier.
pub struct ShowKey {
    /// The key that the tokens of this kind name.
    pub signer: SharedSigner,
    /// Where its numbers are reserved.
    pub sequence: Sequence,
}

impl ShowKey {
    /// The key of profile 1 with its numbers.
    pub fn full(signer: SharedSigner, secrets: Arc<dyn SecretStore>, install: InstallId) -> Self {
        Self::numbered(signer, secrets, SecretName::new(SecretRole::SequenceFull, install))
    }

    /// The key of profiles 2 and 3 with its numbers.
    pub fn limited(signer: SharedSigner, secrets: Arc<dyn SecretStore>, install: InstallId) -> Self {
        Self::numbered(signer, secrets, SecretName::new(SecretRole::SequenceLimited, install))
    }

    fn numbered(signer: SharedSigner, secrets: Arc<dyn SecretStore>, name: SecretName) -> Self {
        // A store that cannot be read stops nothing: numbers then rise with the time.
        let (sequence, _) = Sequence::resume(secrets, name);
        Self { signer, sequence }
    }
}

/// Everything that showing needs.
pub struct ShowSetup {
    /// `police`, `business`, or the purpose of a firm.
    pub purpose: String,
    /// The phone's own copies, one for each profile that was issued.
    pub copies: Vec<OwnCopy>,
    /// The key of profile 1.
    pub full: ShowKey,
    /// The key of profiles 2 and 3.
    pub limited: ShowKey,
    /// The clock.
    pub time: Arc<TimeKeeper>,
    /// Whom to believe.
    pub trust: Arc<TrustList>,
    /// Which purpose sees what; without it every firm sees the least.
    pub policy: Option<Arc<Policy>>,
    /// What status codes mean.
    pub statuses: Arc<StatusTable>,
    /// The worst that is known of the license beside its token; may only worsen what the token says.
    pub live: Option<Group>,
    /// Whether the person is there.
    pub presence: Presence,
    /// What the phone and the policy say about a missing screen lock.
    pub screen_lock: ScreenLock,
}

/// Why showing did not start. Nothing was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The person must prove to be there first.
    #[error(transparent)]
    Absent(#[from] Absent),
    /// The copy cannot be shown.
    #[error(transparent)]
    NotShowable(#[from] NotShowable),
    /// The system gave no thread.
    #[error("no thread")]
    NoThread,
}

impl StartError {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent(Absent::UnlockFirst) => "unlock-first",
            Self::Absent(Absent::ScreenLockMissing) => "screen-lock-missing",
            Self::NotShowable(error) => error.code(),
            Self::NoThread => "no-thread",
        }
    }
}

/// Shows one license for one purpose. Dropping it ends the showing.
pub struct Presenter {
    shared: Arc<Shared>,
}

/// What the presenter and its thread share.
struct Shared {
    setup: Fixed,
    stage: Mutex<Stage>,
    wake: Condvar,
    /// Locks of the phone that this showing has lived through.
    locks: AtomicU64,
}

/// What does not change while showing.
struct Fixed {
    purpose: String,
    copies: Vec<Copy>,
    time: Arc<TimeKeeper>,
    trust: Arc<TrustList>,
    policy: Option<Arc<Policy>>,
    presence: Presence,
    screen_lock: ScreenLock,
}

impl Presenter {
    /// Starts showing. Verifies the license again, reserves numbers and signs in a thread of its own.
    pub fn start(setup: ShowSetup) -> Result<Self, StartError> {
        let (presenter, mut worker) = Self::prepare(setup)?;
        std::thread::Builder::new()
            .name("lz-presenter".to_owned())
            .spawn(move || worker.run())
            .map_err(|_| StartError::NoThread)?;
        Ok(presenter)
    }

    /// Everything but the thread.
    fn prepare(setup: ShowSetup) -> Result<(Self, Worker), StartError> {
        let locks = setup.presence.locks();
        setup.presence.check(setup.time.boot_ns(), setup.screen_lock)?;
        let now = setup.time.now().at;
        let judge = |own: &OwnCopy| Copy::verify(own, &setup.trust, &setup.statuses, setup.live, now);
        let copies = setup.copies.iter().map(judge).collect::<Result<Vec<_>, _>>()?;
        // At least the one that everybody may see must be there.
        let at_start = unasked(&setup.purpose);
        let needed = at_start.as_ref().map_or(Profile::Limited, |_| Profile::Full);
        if copies.iter().all(|copy| copy.profile() != needed) {
            return Err(NotShowable::NoCopy.into());
        }
        for copy in &copies {
            setup.time.raise_floor(copy.issued_at());
        }
        let stage = Stage::new(at_start.map(Showing::unasked), setup.live.unwrap_or(Group::Usable));
        let fixed = Fixed {
            purpose: setup.purpose,
            copies,
            time: setup.time,
            trust: setup.trust,
            policy: setup.policy,
            presence: setup.presence,
            screen_lock: setup.screen_lock,
        };
        let shared = Arc::new(Shared {
            setup: fixed,
            stage: Mutex::new(stage),
            wake: Condvar::new(),
            locks: AtomicU64::new(locks),
        });
        let worker = Worker::new(shared.clone(), Line::from(setup.full), Line::from(setup.limited));
        Ok((Self { shared }, worker))
    }

    /// What to draw now. Picks what is ready: never signs, never waits.
    pub fn frame(&self) -> Frame {
        let shared = &self.shared;
        let now = shared.setup.time.boot_ns();
        if !shared.unlocked(now) {
            let over = shared.stage().is_over();
            return if over { Frame::Over } else { Frame::Wait { until: WaitFor::Unlock, trouble: None } };
        }
        let at = shared.setup.time.now().at;
        let (frame, wake) = shared.stage().frame(now, at);
        if wake {
            shared.wake.notify_all();
        }
        frame
    }

    /// Still or moving.
    pub fn mode(&self, mode: ShowMode) {
        self.shared.stage().set_mode(mode);
    }

    /// On a still screen: plays the frames of the portrait once round, slowly, and is still again. A moving screen shows them
    /// all the time.
    pub fn portrait(&self) {
        self.shared.stage().ask_portrait();
        self.shared.wake.notify_all();
    }

    /// For whoever ends or renews the showing from elsewhere; does not keep it alive.
    pub(crate) fn handle(&self) -> ShowHandle {
        ShowHandle(Arc::downgrade(&self.shared))
    }

    /// Reads a verifier's challenge and says who asks for what. Nothing is answered yet.
    pub fn ask(&self, input: &AskInput) -> Result<AskView, AskError> {
        asks::ask(&self.shared, input)
    }

    /// The driver agrees: the next codes answer this challenge, for two minutes at most. Then an officer sees the usual again;
    /// after a firm nothing is shown until the driver chooses again.
    pub fn answer(&self, ask_id: u64, consent: Consent) -> Result<(), AskError> {
        asks::answer(&self.shared, ask_id, consent)
    }

    /// A fresh code as soon as it is signed: after a screenshot.
    pub fn renew(&self) {
        self.shared.stage().renew();
        self.shared.wake.notify_all();
    }

    /// Ends the showing; every later frame is [`Frame::Over`].
    pub fn stop(&self) {
        self.shared.stage().stop();
        self.shared.wake.notify_all();
    }

    /// What was shown to whom since the last call, for the driver's own record.
    pub fn take_events(&self) -> Vec<ShownEvent> {
        std::mem::take(&mut self.shared.stage().events)
    }

    /// The exact name of what went wrong last in signing, until a signature succeeds. What a driver is told stands in
    /// [`Frame::Wait`].
    pub fn trouble(&self) -> Option<&'static str> {
        self.shared.stage().trouble.map(|trouble| trouble.name)
    }
}

/// A showing seen from the rest of the wallet.
pub(crate) struct ShowHandle(std::sync::Weak<Shared>);

impl ShowHandle {
    /// Whether the showing is gone.
    pub(crate) fn is_gone(&self) -> bool {
        self.0.strong_count() == 0
    }

    /// Ends the showing: nothing of it is drawn from the next frame on.
    pub(crate) fn stop(&self) {
        self.each(Stage::stop);
    }

    /// A fresh code, since the one on the screen was copied.
    pub(crate) fn renew(&self) {
        self.each(Stage::renew);
    }

    /// What the register says now; the next frame looks so.
    pub(crate) fn live(&self, live: Group) {
        self.each(|stage| stage.live = live);
    }

    fn each(&self, change: impl FnOnce(&mut Stage)) {
        if let Some(shared) = self.0.upgrade() {
            change(&mut shared.stage());
            shared.wake.notify_all();
        }
    }
}

impl Drop for Presenter {
    fn drop(&mut self) {
        self.stop();
    }
}

impl std::fmt::Debug for Presenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presenter").field("purpose", &self.shared.setup.purpose).finish_non_exhaustive()
    }
}

impl Shared {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True unless the phone was locked since and not unlocked again. An unlock that merely grew old ends no showing.
    fn unlocked(&self, boot_ns: u64) -> bool {
        let locks = self.setup.presence.locks();
        if locks == self.locks.load(Ordering::SeqCst) {
            return true;
        }
        if self.setup.screen_lock != ScreenLock::Secure
            || self.setup.presence.check(boot_ns, ScreenLock::Secure).is_ok()
        {
            self.locks.store(locks, Ordering::SeqCst);
            return true;
        }
        false
    }

    fn copy(&self, profile: Profile) -> Option<&Copy> {
        self.setup.copies.iter().find(|copy| copy.profile() == profile)
    }
}

/// Whom this purpose may be shown to without having asked.
fn unasked(purpose: &str) -> Option<Audience> {
    match purpose {
        "police" => Some(Audience::Police),
        "business" => Some(Audience::Business),
        _ => None,
    }
}
