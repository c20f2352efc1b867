//! One writer: event → state → commit → effects.
//!
//! Every change takes its turn, works on a copy of the state, commits the copy to the vault and only then becomes what everybody
//! reads; its effects run afterwards in tasks of their own. A change that the disk refuses never happened. Public calls run here
//! too, so that a screen that is left loses the answer and never the work.

use std::collections::{BTreeSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use lz_api::Seconds;
use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

use crate::Language;
use crate::authority::Authority;
use crate::clock::{Clock, TimeKeeper};
use crate::flow;
use crate::holder_key::HolderKey;
use crate::outbox::What;
use crate::pages::PageCache;
use crate::presence::Presence;
use crate::problem::{Code, CoreError};
use crate::proofs::Proofs;
use crate::screens::Known;
use crate::secrets::SecretStore;
use crate::setup::Setup;
use crate::showing::Shows;
use crate::state::{Device, SCHEMA, State};
use crate::vault::{Files, Vault, VaultError};
use crate::watch::{Bell, PageName};

/// How many codes the diagnostics hold.
const REMEMBERED: usize = 200;

/// All that one open wallet is made of.
pub(crate) struct Engine {
    pub(crate) setup: Setup,
    pub(crate) ports: Ports,
    pub(crate) bell: Bell,
    pub(crate) presence: Arc<Presence>,
    pub(crate) language: RwLock<Language>,
    pub(crate) inside: RwLock<Inside>,
    pub(crate) stops: Stops,
    /// Pages that were drawn; dropped when the phone locks and with everything else.
    pub(crate) pages: PageCache,
    /// Codes that are on a screen now.
    pub(crate) shows: Shows,
    /// The one writer.
    writer: tokio::sync::Mutex<()>,
    /// One sender for the outbox, one sync at a time.
    pub(crate) sending: tokio::sync::Mutex<()>,
    pub(crate) syncing: tokio::sync::Mutex<()>,
    pub(crate) retry_planned: AtomicBool,
    codes: Mutex<VecDeque<(Seconds, &'static str)>>,
    /// What runs for this wallet, so that its end can be waited for.
    tasks: Mutex<Vec<AbortHandle>>,
}

/// The phone's I/O.
#[derive(Clone)]
pub(crate) struct Ports {
    pub(crate) files: Arc<dyn Files>,
    pub(crate) secrets: Arc<dyn SecretStore>,
    /// The platform's keys, or software ones.
    pub(crate) keys: Arc<dyn HolderKey>,
    /// Software keys, for sessions that hardware vouches for.
    pub(crate) sessions: Arc<dyn HolderKey>,
    pub(crate) authority: Arc<dyn Authority>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Ports {
    /// The store that holds the request and presentation keys of an enrolled phone.
    pub(crate) fn keys_of(&self, device: &Device) -> &Arc<dyn HolderKey> {
        if device.voucher.is_some() { &self.sessions } else { &self.keys }
    }
}

/// What stands between the start and the vault.
pub(crate) enum Inside {
    Opening,
    Locked,
    /// Gone for good, and why: only erasing helps.
    Lost(Code),
    Ready(Arc<Ready>),
    Ended,
}

/// An open vault with what was read from it.
pub(crate) struct Ready {
    pub(crate) vault: Vault,
    pub(crate) time: Arc<TimeKeeper>,
    /// The state in the vault is older than one that was committed before.
    pub(crate) rolled_back: AtomicBool,
    /// Somebody else wants to use this phone (R64).
    pub(crate) other_holder: AtomicBool,
    /// The last question to the authority failed: nothing on the screen is live.
    pub(crate) out_of_touch: AtomicBool,
    state: RwLock<Arc<State>>,
    proofs: RwLock<Arc<Proofs>>,
}

/// Flags that a person raises to stop work.
#[derive(Default)]
pub(crate) struct Stops {
    pub(crate) sync: tokio::sync::Notify,
    pub(crate) judging: AtomicBool,
    pub(crate) checking: tokio::sync::Notify,
}

/// One change under way.
pub(crate) struct Change<'a> {
    pub(crate) state: State,
    pub(crate) now: Seconds,
    pub(crate) vault: &'a Vault,
    effects: Vec<Task>,
}

/// Work that changes lead to, and that leads to changes: boxed, since the two name each other.
pub(crate) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What runs after a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
    BeginCheck { application: String, key: String },
    FinishCheck { id: String, key: String, hint: Option<String> },
    AskFacts,
    AskLicense,
    SyncAll,
}

impl Change<'_> {
    /// One step of the application flow; what it asks for becomes part of this change, or runs after it.
    pub(crate) fn flow(&mut self, event: &flow::Event) -> Result<(), Code> {
        let (next, effects) = flow::step(&self.state.flow, event)?;
        for effect in effects {
            self.flow_effect(effect);
        }
        self.state.flow = next;
        Ok(())
    }

    /// The same where a refusal only means that the event came too late to matter.
    pub(crate) fn flow_if_it_fits(&mut self, event: &flow::Event) {
        let _too_late = self.flow(event);
    }

    fn flow_effect(&mut self, effect: flow::Effect) {
        let state = &mut self.state;
        match effect {
            flow::Effect::BeginCheck { application, key } => self.effects.push(Task::BeginCheck { application, key }),
            flow::Effect::FinishCheck { id, key, hint } => self.effects.push(Task::FinishCheck { id, key, hint }),
            flow::Effect::AskFacts => self.effects.push(Task::AskFacts),
            flow::Effect::AskLicense => self.effects.push(Task::AskLicense),
            flow::Effect::QueuePhoto { sha256 } => {
                // Born from the bytes: another picture has another key.
                let key = format!("photo-{}", sha256.get(..32).unwrap_or(&sha256));
                let application = state.flow.draft().map_or(String::new(), |draft| draft.id.clone());
                if let Some(blob) = state.preview {
                    state.outbox.push(key, &application, What::Photo { sha256, blob }, self.now);
                }
            }
            flow::Effect::QueueSubmission { submission } => {
                let id = submission.id.clone();
                state.outbox.push(id.clone(), &id, What::Submission(Box::new(submission)), self.now);
            }
            flow::Effect::DropQueued { id } => state.outbox.remove_application(&id),
            flow::Effect::DropPicture { .. } => state.preview = None,
        }
    }

    /// Something to run after the commit.
    pub(crate) fn then(&mut self, task: Task) {
        self.effects.push(task);
    }
}

impl Ready {
    pub(crate) fn new(vault: Vault, time: Arc<TimeKeeper>, state: State, proofs: Proofs, rolled_back: bool) -> Self {
        Ready {
            vault,
            time,
            rolled_back: AtomicBool::new(rolled_back),
            other_holder: AtomicBool::new(false),
            out_of_touch: AtomicBool::new(true),
            state: RwLock::new(Arc::new(state)),
            proofs: RwLock::new(Arc::new(proofs)),
        }
    }

    pub(crate) fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn proofs(&self) -> Arc<Proofs> {
        self.proofs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn now(&self) -> Seconds {
        self.time.now().at.0
    }
}

impl Engine {
    pub(crate) fn new(setup: Setup, ports: Ports) -> Self {
        let language = RwLock::new(setup.language);
        Engine {
            setup,
            ports,
            language,
            bell: Bell::new(),
            presence: Arc::new(Presence::default()),
            inside: RwLock::new(Inside::Opening),
            stops: Stops::default(),
            pages: PageCache::default(),
            shows: Shows::default(),
            writer: tokio::sync::Mutex::new(()),
            sending: tokio::sync::Mutex::new(()),
            syncing: tokio::sync::Mutex::new(()),
            retry_planned: AtomicBool::new(false),
            codes: Mutex::new(VecDeque::new()),
            tasks: Mutex::new(Vec::new()),
        }
    }

    /// Everything that the screens may know now.
    pub(crate) fn known(&self) -> Result<Known, CoreError> {
        let ready = self.ready()?;
        Ok(Known {
            state: ready.state(),
            proofs: ready.proofs(),
            now: ready.now(),
            language: self.language(),
            rolled_back: ready.rolled_back.load(Ordering::SeqCst),
            out_of_touch: ready.out_of_touch.load(Ordering::SeqCst),
            wall_off: ready.time.wall_off_ms().is_some(),
            app_version: self.setup.app_version,
        })
    }

    /// Waits for the change under way; none starts while the answer is held.
    pub(crate) async fn last_turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.writer.lock().await
    }

    pub(crate) fn language(&self) -> Language {
        *self.language.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open vault, or why there is none.
    pub(crate) fn ready(&self) -> Result<Arc<Ready>, CoreError> {
        match &*self.inside.read().unwrap_or_else(PoisonError::into_inner) {
            Inside::Ready(ready) => Ok(ready.clone()),
            Inside::Opening => Err(CoreError::not_now(Code::StillOpening)),
            Inside::Locked => Err(CoreError::not_now(Code::PhoneStillLocked)),
            Inside::Lost(code) => Err(CoreError::not_now(*code)),
            Inside::Ended => Err(CoreError::Ended),
        }
    }

    pub(crate) fn become_(&self, inside: Inside) {
        self.pages.forget();
        let closes = !matches!(inside, Inside::Ready(_));
        *self.inside.write().unwrap_or_else(PoisonError::into_inner) = inside;
        if closes {
            self.shows.stop();
        }
        self.bell.ring(&PageName::ALL.into());
    }

    /// One change, durable when it returns. `f` works on a copy and may block: it runs where blocking is allowed.
    pub(crate) async fn change<T, F>(self: &Arc<Self>, ready: &Arc<Ready>, f: F) -> Result<T, CoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Change<'_>) -> Result<T, CoreError> + Send + 'static,
    {
        let (engine, ready) = (self.clone(), ready.clone());
        let turn = self.writer.lock().await;
        let done = tokio::task::spawn_blocking(move || engine.change_now(&ready, f)).await;
        drop(turn);
        let (answer, tasks) = done.map_err(|_| self.bug(1))??;
        for task in tasks {
            self.spawn(self.clone().perform(task));
        }
        if self.ready().is_ok_and(|ready| ready.state().outbox.len() > 0) {
            self.spawn(self.clone().send_outbox());
        }
        Ok(answer)
    }

    fn change_now<T>(
        &self,
        ready: &Ready,
        f: impl FnOnce(&mut Change<'_>) -> Result<T, CoreError>,
    ) -> Result<(T, Vec<Task>), CoreError> {
        let old = ready.state();
        let mut change =
            Change { state: State::clone(&old), now: ready.now(), vault: &ready.vault, effects: Vec::new() };
        let answer = f(&mut change)?;
        let Change { mut state, effects, .. } = change;
        if state == *old {
            return Ok((answer, effects));
        }
        state.clock = ready.time.remember();
        ready.vault.commit(SCHEMA, &state.to_bytes()).map_err(|error| self.disk(&error))?;
        let blobs = state.blobs();
        if blobs != old.blobs() {
            // Whatever is left over is erased at the next change, or at the next opening.
            let _left_over = ready.vault.keep_blobs(&blobs);
        }
        let pages = changed_pages(&old, &state);
        let proofs = ready.proofs().follow(&self.setup, &old, &state, &ready.vault, ready.now());
        *ready.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        if let Some(proofs) = proofs {
            *ready.proofs.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(proofs);
        }
        if pages.contains(&PageName::LicensePage) {
            self.shows.follow(self);
        }
        self.bell.ring(&pages);
        Ok((answer, effects))
    }

    /// Runs what a commit asked for.
    fn perform(self: Arc<Self>, task: Task) -> Work {
        Box::pin(async move {
            match task {
                Task::BeginCheck { application, key } => self.begin_check(application, key).await,
                Task::FinishCheck { id, key, hint } => self.finish_check(id, key, hint).await,
                Task::AskFacts => self.ask_facts().await,
                Task::AskLicense => self.ask_license().await,
                Task::SyncAll => {
                    let _told_by_the_pages = self.sync_all().await;
                }
            }
        })
    }

    /// A task of the core: nobody waits for it, nobody's leaving stops it.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.track(runtime().spawn(task).abort_handle());
    }

    fn track(&self, task: AbortHandle) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }

    /// Stops everything that runs. Safe at any moment: a commit under way is finished by the thread that makes it, and whatever was
    /// on the network is begun again under the same keys.
    pub(crate) fn stop_tasks(&self) {
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.iter().for_each(AbortHandle::abort);
    }

    /// Remembers a code for the diagnostics.
    pub(crate) fn note(&self, code: Code) {
        self.note_name(code.name());
    }

    pub(crate) fn note_name(&self, name: &'static str) {
        let mut codes = self.codes();
        if codes.len() == REMEMBERED {
            codes.pop_front();
        }
        codes.push_back((self.ports.clock.wall_ms() / 1000, name));
    }

    pub(crate) fn codes(&self) -> MutexGuard<'_, VecDeque<(Seconds, &'static str)>> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn bug(&self, id: u32) -> CoreError {
        self.note(Code::OurFault);
        CoreError::Bug { id }
    }

    /// The one mapping from the vault's errors to the world's.
    pub(crate) fn disk(&self, error: &VaultError) -> CoreError {
        self.note_name(error.code());
        CoreError::failed(match error {
            VaultError::AlreadyOpen => Code::VaultInUse,
            VaultError::Locked => Code::PhoneStillLocked,
            VaultError::Lost => Code::KeysGone,
            VaultError::Unavailable | VaultError::NoRandomness => Code::KeyStoreFails,
            VaultError::Damaged(_) | VaultError::NoBlob => Code::VaultDamaged,
            VaultError::Newer => Code::VaultNewer,
            VaultError::OtherHolder => Code::HolderDiffers,
            VaultError::TooLarge => Code::PhotoTooLarge,
            VaultError::Disk(_) => Code::DiskFails,
        })
    }
}

/// The core's own runtime: two workers for all wallets of the process. Callers never do its work.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("lz-core")
            .enable_all()
            .build()
            .expect("a process that cannot start two threads cannot run an app")
    })
}

/// Runs work in the core's own task; the caller may leave.
pub(crate) async fn run<T: Send + 'static>(
    engine: &Arc<Engine>,
    work: impl Future<Output = Result<T, CoreError>> + Send + 'static,
) -> Result<T, CoreError> {
    let task = runtime().spawn(work);
    engine.track(task.abort_handle());
    let answer =
        task.await.unwrap_or_else(|error| Err(if error.is_cancelled() { CoreError::Ended } else { engine.bug(2) }));
    if let Err(error) = &answer {
        engine.note(error.code());
    }
    answer
}

/// Reads and pixels: stopped when the caller leaves.
pub(crate) async fn read<T: Send + 'static>(
    engine: &Arc<Engine>,
    work: impl Future<Output = Result<T, CoreError>> + Send + 'static,
) -> Result<T, CoreError> {
    struct AbortOnDrop(tokio::task::AbortHandle);
    impl Drop for AbortOnDrop {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
    let task = runtime().spawn(work);
    let _guard = AbortOnDrop(task.abort_handle());
    engine.track(task.abort_handle());
    let answer =
        task.await.unwrap_or_else(|error| Err(if error.is_cancelled() { CoreError::Ended } else { engine.bug(3) }));
    if let Err(error) = &answer {
        engine.note(error.code());
    }
    answer
}

/// Which snapshots read differently after a change.
pub(crate) fn changed_pages(old: &State, new: &State) -> BTreeSet<PageName> {
    let mut pages = BTreeSet::from([PageName::HomePage]);
    let mut when = |changed: bool, names: &[PageName]| {
        if changed {
            pages.extend(names);
        }
    };
    when(
        old.holder != new.holder || old.device != new.device || old.device_removed != new.device_removed,
        &PageName::ALL,
    );
    when(old.login != new.login, &[PageName::GatePage, PageName::AccountPage]);
    when(old.policy != new.policy, &[PageName::GatePage, PageName::PurposesPage, PageName::LicensePage]);
    when(old.trust != new.trust || old.synced_at != new.synced_at, &[PageName::LicensePage]);
    when(old.license != new.license, &[PageName::LicensePage, PageName::ApplicationPage, PageName::PurposesPage]);
    when(old.me != new.me, &[PageName::ApplicationPage, PageName::LicensePage, PageName::AccountPage]);
    when(old.flow != new.flow || old.outbox != new.outbox, &[PageName::ApplicationPage]);
    when(old.preview != new.preview || old.retained != new.retained, &[PageName::ApplicationPage]);
    when(old.inbox != new.inbox, &[PageName::InboxPage]);
    when(old.checks != new.checks, &[PageName::ChecksPage]);
    when(old.consents != new.consents, &[PageName::PurposesPage, PageName::AccountPage]);
    when(old.secure_lock != new.secure_lock, &[PageName::AccountPage, PageName::LicensePage]);
    pages
}

/// 32 hexadecimal digits that nobody has used: an idempotency key, an application's id.
pub(crate) fn fresh_key() -> Result<String, CoreError> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| CoreError::failed(Code::KeyStoreFails))?;
    Ok(bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        use std::fmt::Write as _;
        let _never_fails = write!(text, "{byte:02x}");
        text
    }))
}

/// Raises a flag of [`Stops`] and lowers it for the next work.
pub(crate) fn take_flag(flag: &AtomicBool) -> bool {
    flag.swap(false, Ordering::SeqCst)
}
