//! The wallet of one phone: everything an app can do, in one object.
//!
//! Snapshots are synchronous reads of memory; [`Watch`] says which of them changed. Whatever changes state runs in the wallet's own
//! task: dropping a call loses its answer, never its work. Only reads and pixels stop when they are dropped.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::authority::{Authority, HttpAuthority};
use crate::camera::{Camera, CameraUse};
use crate::clock::{Clock, DevelopmentClock as MovedClock, SystemClock, UnixSeconds};
use crate::engine::{self, Engine, Inside, Ports};
use crate::export;
use crate::holder_key::{HolderKey, SoftwareKeys};
use crate::intent::{Event, Intent, PhotoJudgement, PhotoOffer, SyncReport, Work};
use crate::intents;
use crate::open::{self, Gate};
use crate::paging;
use crate::photo;
use crate::presenter::Presenter;
use crate::problem::{self, Code, CoreError, Problem};
use crate::proofs;
use crate::purposes::{self, PurposesView};
use crate::screens::{self, AccountView, ApplicationState, ChecksView, HomeView, InboxView, Known, LicenseState};
use crate::secrets::{self, SecretStore};
use crate::setup::{DevelopmentClock, Environment, Setup};
use crate::show::{ClockTile, ExportFile, PagePixels, PageText, PageWant, PreviewPixels};
use crate::showing;
use crate::vault::RealFiles;
use crate::watch::Watch;

/// One phone's wallet. Open it once a folder and keep it as long as the app runs.
pub struct Wallet {
    pub(crate) engine: Arc<Engine>,
}

impl std::fmt::Debug for Wallet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wallet")
    }
}

impl Wallet {
    /// Opens the folder, or prepares it at the first start. A locked phone, lost keys, a damaged vault and a second holder are
    /// states of [`Wallet::gate`]; an error means that there is nothing to open: [`Code::VaultInUse`], [`Code::VaultNewer`],
    /// [`Code::DiskFails`], [`Code::KeyStoreFails`], [`Code::SetupWrong`].
    ///
    /// `key` is the phone's hardware key, if the app brings one; `secrets` its key store, if the built-in one is not to be used.
    ///
    /// ```no_run
    /// # async fn start(root: Vec<u8>) -> Result<(), lz_wallet::CoreError> {
    /// use lz_wallet::{Environment, IdKind, Intent, Language, Setup, Wallet};
    /// let setup = Setup {
    ///     folder: "/data/license".to_owned(),
    ///     authority: "http://127.0.0.1:8080".to_owned(),
    ///     environment: Environment::Development,
    ///     trust_roots: vec![root],
    ///     tls_roots: None,
    ///     language: Language::En,
    ///     boot_id: None,
    ///     app_version: 1,
    ///     device_name: "Phone".to_owned(),
    ///     clock: None,
    /// };
    /// let wallet = Wallet::open(setup, None, None).await?;
    /// let number = "190101198001010023".to_owned();
    /// wallet.act(Intent::SignInAskCode { id_kind: IdKind::Citizen, id_number: number }).await?;
    /// wallet.act(Intent::SignInWithCode { one_time_code: "123456".to_owned() }).await?;
    /// wallet.sync(10_000).await?;
    /// println!("{:?}", wallet.license()?);
    /// # Ok(()) }
    /// ```
    pub async fn open(
        setup: Setup,
        key: Option<Arc<dyn HolderKey>>,
        secrets: Option<Arc<dyn SecretStore>>,
    ) -> Result<Wallet, CoreError> {
        let http = HttpAuthority::new(&setup.authority, setup.tls_roots.as_deref());
        let authority: Arc<dyn Authority> = Arc::new(http.ok_or(CoreError::failed(Code::SetupWrong))?);
        Self::open_over(setup, key, secrets, authority).await
    }

    /// The same over another carrier of requests: a platform's own, or a scripted one in tests.
    pub async fn open_over(
        setup: Setup,
        key: Option<Arc<dyn HolderKey>>,
        secrets: Option<Arc<dyn SecretStore>>,
        authority: Arc<dyn Authority>,
    ) -> Result<Wallet, CoreError> {
        let clock: Arc<dyn Clock> = match setup.clock {
            None => Arc::new(SystemClock),
            Some(DevelopmentClock::Fixed { unix_seconds }) => Arc::new(MovedClock::Fixed(UnixSeconds(unix_seconds))),
            Some(DevelopmentClock::Offset { seconds }) => Arc::new(MovedClock::Offset(seconds)),
        };
        Self::open_ports(setup, key, secrets, authority, clock).await
    }

    /// The same by a clock that a demonstration moves; [`Code::SetupWrong`] outside [`Environment::Development`].
    pub async fn open_by(
        setup: Setup,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Wallet, CoreError> {
        let http = HttpAuthority::new(&setup.authority, setup.tls_roots.as_deref());
        let authority: Arc<dyn Authority> = Arc::new(http.ok_or(CoreError::failed(Code::SetupWrong))?);
        if setup.environment != Environment::Development {
            return Err(CoreError::failed(Code::SetupWrong));
        }
        Self::open_ports(setup, None, Some(secrets), authority, clock).await
    }

    async fn open_ports(
        setup: Setup,
        key: Option<Arc<dyn HolderKey>>,
        secrets: Option<Arc<dyn SecretStore>>,
        authority: Arc<dyn Authority>,
        clock: Arc<dyn Clock>,
    ) -> Result<Wallet, CoreError> {
        let opening = engine::runtime().spawn_blocking(move || {
            let ports = ports(&setup, key, secrets, authority, clock)?;
            let engine = Arc::new(Engine::new(setup, ports));
            let inside = open::open(&engine)?;
            engine.become_(inside);
            Ok::<_, CoreError>(engine)
        });
        let engine: Arc<Engine> = opening.await.map_err(|_| CoreError::Bug { id: 9 })??;
        let resuming = engine.clone();
        engine.spawn(async move { open::resume(&resuming).await });
        Ok(Wallet { engine })
    }

    /// What stands between the start and the license.
    pub fn gate(&self) -> Result<Gate, CoreError> {
        open::gate(&self.engine)
    }

    /// The license screen.
    pub fn license(&self) -> Result<LicenseState, CoreError> {
        Ok(screens::license(&self.known()?))
    }

    /// The application screen.
    pub fn application(&self) -> Result<ApplicationState, CoreError> {
        Ok(screens::application(&self.known()?))
    }

    /// The first screen.
    pub fn home(&self) -> Result<HomeView, CoreError> {
        Ok(screens::home(&self.known()?))
    }

    /// The inbox.
    pub fn inbox(&self) -> Result<InboxView, CoreError> {
        Ok(screens::inbox(&self.known()?))
    }

    /// Who checked.
    pub fn checks(&self) -> Result<ChecksView, CoreError> {
        Ok(screens::checks(&self.known()?))
    }

    /// The account.
    pub fn account(&self) -> Result<AccountView, CoreError> {
        Ok(screens::account(&self.known()?))
    }

    /// The purposes.
    pub fn purposes(&self) -> Result<PurposesView, CoreError> {
        Ok(purposes::purposes(&self.known()?))
    }

    /// Explains a code in the language of the wallet.
    pub fn problem(&self, code: Code) -> Problem {
        problem::problem(code, self.engine.language())
    }

    /// Does what a driver decided; returns when it is durable.
    pub async fn act(&self, intent: Intent) -> Result<(), CoreError> {
        let engine = self.engine.clone();
        engine::run(&self.engine, async move { intents::act(&engine, intent).await }).await
    }

    /// Judges a picture and puts it into the preview if it is accepted.
    pub async fn offer(&self, offer: PhotoOffer) -> Result<PhotoJudgement, CoreError> {
        let engine = self.engine.clone();
        engine::run(&self.engine, async move { photo::offer(&engine, offer).await }).await
    }

    /// Stops work that is under way.
    pub fn cancel(&self, work: Work) {
        let stops = &self.engine.stops;
        match work {
            Work::Syncing => stops.sync.notify_waiters(),
            Work::Judging => stops.judging.store(true, Ordering::SeqCst),
            Work::Checking => stops.checking.notify_waiters(),
        }
    }

    /// Tells what happened around the app.
    pub fn tell(&self, event: Event) {
        intents::tell(&self.engine, event);
    }

    /// Exchanges what is new with the authority, in at most so many milliseconds. What arrived in time is kept.
    pub async fn sync(&self, budget_ms: u32) -> Result<SyncReport, CoreError> {
        let engine = self.engine.clone();
        let work = async move {
            engine.ready()?;
            let waiting = |engine: &Engine| engine.ready().map_or(0, |ready| ready.state().outbox.len());
            let report = |reached, changed, code| SyncReport { reached, changed, code, waiting: 0 };
            let mut report = tokio::select! {
                done = engine.sync_all() => match done {
                    Ok(changed) => report(true, changed.into_iter().collect(), None),
                    Err(code) => report(code != Code::NoNetwork, Vec::new(), Some(code)),
                },
                () = tokio::time::sleep(Duration::from_millis(budget_ms.into())) => {
                    report(false, Vec::new(), Some(Code::AuthorityBusy))
                }
                () = engine.stops.sync.notified() => return Err(CoreError::Cancelled),
            };
            report.waiting = u32::try_from(waiting(&engine)).unwrap_or(u32::MAX);
            Ok(report)
        };
        engine::run(&self.engine, work).await
    }

    /// Draws a page of the license, or of the sample.
    pub async fn page(&self, want: PageWant) -> Result<PagePixels, CoreError> {
        let engine = self.engine.clone();
        engine::read(&self.engine, async move { paging::page(&engine, want).await }).await
    }

    /// The same page for a screen reader.
    pub fn page_text(&self, want: PageWant) -> Result<Vec<PageText>, CoreError> {
        paging::page_text(&self.engine, want)
    }

    /// The clock of a page that was drawn.
    pub fn clock_tile(&self, key: String) -> Result<ClockTile, CoreError> {
        paging::clock_tile(&self.engine, &key)
    }

    /// The retained photo or the preview, at most so many pixels high and wide.
    pub async fn photo_preview(&self, max_px: u32) -> Result<PreviewPixels, CoreError> {
        let engine = self.engine.clone();
        engine::read(&self.engine, async move { photo::preview(&engine, max_px).await }).await
    }

    /// Everything the phone knows of its holder, for the holder. Needs a fresh unlock.
    pub async fn export(&self) -> Result<ExportFile, CoreError> {
        let (engine, known) = (self.engine.clone(), self.known()?);
        engine::read(&self.engine, async move {
            intents::present_person(&engine)?;
            export::export(&known)
        })
        .await
    }

    /// Ends the wallet and frees its folder. Everything durable stays.
    pub async fn end(&self) -> Result<(), CoreError> {
        let held = self.engine.ready().ok().map(|ready| Arc::downgrade(&ready));
        let engine = self.engine.clone();
        let ended = engine::runtime().spawn(async move {
            let turn = engine.last_turn().await;
            engine.become_(Inside::Ended);
            engine.stop_tasks();
            drop(turn);
            // Whoever still reads lets go in a moment; the folder is free when nobody holds the vault.
            for _ in 0..1_000 {
                if held.as_ref().is_none_or(|held| held.strong_count() == 0) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        ended.await.map_err(|_| CoreError::Bug { id: 10 })
    }

    /// The last 200 codes and the versions; no personal data.
    pub fn diagnostics(&self) -> String {
        export::diagnostics(&self.engine)
    }

    /// A watch of its own for each screen.
    pub fn watch(&self) -> Watch {
        self.engine.bell.watch()
    }

    /// Opens a camera session for the picture that the application waits for.
    pub fn camera(&self, kind: CameraUse) -> Result<Camera, CoreError> {
        Camera::open(&self.engine, kind)
    }

    /// Starts showing for a purpose; [`Code::UnlockFirst`] if the device's unlock is older than two minutes.
    pub fn present(&self, purpose: String) -> Result<Presenter, CoreError> {
        showing::present(&self.engine, purpose)
    }

    /// Everything that the screens may know now.
    pub(crate) fn known(&self) -> Result<Known, CoreError> {
        self.engine.known()
    }
}

fn ports(
    setup: &Setup,
    key: Option<Arc<dyn HolderKey>>,
    secrets: Option<Arc<dyn SecretStore>>,
    authority: Arc<dyn Authority>,
    clock: Arc<dyn Clock>,
) -> Result<Ports, CoreError> {
    let wrong = CoreError::failed(Code::SetupWrong);
    let development = setup.environment == Environment::Development;
    if proofs::roots(setup).is_none() || (setup.clock.is_some() && !development) || setup.folder.is_empty() {
        return Err(wrong);
    }
    let files = RealFiles::open(std::path::Path::new(&setup.folder)).map_err(|_| CoreError::failed(Code::DiskFails))?;
    let secrets = match secrets {
        Some(secrets) => secrets,
        None => {
            let beside = development.then(|| std::path::PathBuf::from(format!("{}.secrets", setup.folder)));
            let found = secrets::platform_store(beside.as_deref());
            found.map_err(|_| CoreError::failed(Code::KeyStoreFails))?.0
        }
    };
    let sessions: Arc<dyn HolderKey> = Arc::new(SoftwareKeys::new(secrets.clone()));
    let keys = key.unwrap_or_else(|| sessions.clone());
    Ok(Ports { files: Arc::new(files), secrets, keys, sessions, authority, clock })
}
