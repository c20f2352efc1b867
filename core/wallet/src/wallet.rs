//! The wallet of one phone: everything an app can do, in one object.
//!
//! Snapshots are synchronous reads of memory; [`Watch`] says which of them changed. Whatever changes state runs in the wallet's own
//! task: dropping a call loses its answer, never its work. Only reads and pixels stop when they are dropped.

use std::sync::Arc;

use crate::camera::{Camera, CameraUse};
use crate::holder_key::HolderKey;
use crate::intent::{Event, Intent, PhotoJudgement, PhotoOffer, SyncReport, Work};
use crate::open::Gate;
use crate::presenter::Presenter;
use crate::problem::{self, Code, CoreError, Problem};
use crate::purposes::PurposesView;
use crate::screens::{AccountView, ApplicationState, ChecksView, HomeView, InboxView, LicenseState};
use crate::secrets::SecretStore;
use crate::setup::Setup;
use crate::show::{ClockTile, ExportFile, PagePixels, PageText, PageWant, PreviewPixels};
use crate::watch::Watch;

/// One phone's wallet. Open it once a folder and keep it as long as the app runs.
#[derive(Debug)]
pub struct Wallet {
    setup: Setup,
    bell: crate::watch::Bell,
}

impl Wallet {
    /// Opens the folder, or prepares it at the first start. A locked phone, lost keys and a second holder are states of
    /// [`Wallet::gate`]; an error means that there is nothing to open: [`Code::VaultInUse`], [`Code::VaultDamaged`],
    /// [`Code::VaultNewer`], [`Code::DiskFails`], [`Code::SetupWrong`].
    ///
    /// `key` is the phone's hardware key, if the app brings one; `secrets` its key store, if the built-in one is not to be used.
    pub async fn open(
        setup: Setup,
        key: Option<Arc<dyn HolderKey>>,
        secrets: Option<Arc<dyn SecretStore>>,
    ) -> Result<Wallet, CoreError> {
        let _ = (key, secrets);
        Ok(Wallet { setup, bell: crate::watch::Bell::new() })
    }

    /// What stands between the start and the license.
    pub fn gate(&self) -> Result<Gate, CoreError> {
        Ok(Gate::Opening)
    }

    /// The license screen.
    pub fn license(&self) -> Result<LicenseState, CoreError> {
        opening()
    }

    /// The application screen.
    pub fn application(&self) -> Result<ApplicationState, CoreError> {
        opening()
    }

    /// The first screen.
    pub fn home(&self) -> Result<HomeView, CoreError> {
        opening()
    }

    /// The inbox.
    pub fn inbox(&self) -> Result<InboxView, CoreError> {
        opening()
    }

    /// Who checked.
    pub fn checks(&self) -> Result<ChecksView, CoreError> {
        opening()
    }

    /// The account.
    pub fn account(&self) -> Result<AccountView, CoreError> {
        opening()
    }

    /// The purposes.
    pub fn purposes(&self) -> Result<PurposesView, CoreError> {
        opening()
    }

    /// Explains a code in the language of the wallet.
    pub fn problem(&self, code: Code) -> Problem {
        problem::problem(code, self.setup.language)
    }

    /// Does what a driver decided; returns when it is durable.
    pub async fn act(&self, _intent: Intent) -> Result<(), CoreError> {
        opening()
    }

    /// Judges a picture and puts it into the preview if it is accepted.
    pub async fn offer(&self, _offer: PhotoOffer) -> Result<PhotoJudgement, CoreError> {
        opening()
    }

    /// Stops work that is under way.
    pub fn cancel(&self, _work: Work) {}

    /// Tells what happened around the app.
    pub fn tell(&self, _event: Event) {}

    /// Exchanges what is new with the authority, in at most so many milliseconds.
    pub async fn sync(&self, _budget_ms: u32) -> Result<SyncReport, CoreError> {
        opening()
    }

    /// Draws a page of the license, or of the sample.
    pub async fn page(&self, _want: PageWant) -> Result<PagePixels, CoreError> {
        opening()
    }

    /// The same page for a screen reader.
    pub fn page_text(&self, _want: PageWant) -> Result<Vec<PageText>, CoreError> {
        opening()
    }

    /// The clock of a page that was drawn.
    pub fn clock_tile(&self, _key: String) -> Result<ClockTile, CoreError> {
        opening()
    }

    /// The retained photo or the preview, at most so many pixels high.
    pub async fn photo_preview(&self, _max_px: u32) -> Result<PreviewPixels, CoreError> {
        opening()
    }

    /// Everything the phone knows of its holder, for the holder. Needs a fresh unlock.
    pub async fn export(&self) -> Result<ExportFile, CoreError> {
        opening()
    }

    /// Ends the wallet and frees its folder. Everything durable stays.
    pub async fn end(&self) -> Result<(), CoreError> {
        Ok(())
    }

    /// The last 200 codes and the versions; no personal data.
    pub fn diagnostics(&self) -> String {
        String::new()
    }

    /// A watch of its own for each screen.
    pub fn watch(&self) -> Watch {
        self.bell.watch()
    }

    /// Opens a camera session for the picture that the application waits for.
    pub fn camera(&self, _use: CameraUse) -> Result<Camera, CoreError> {
        opening()
    }

    /// Starts showing for a purpose; [`Code::UnlockFirst`] if the device's unlock is older than two minutes.
    pub fn present(&self, _purpose: String) -> Result<Presenter, CoreError> {
        opening()
    }
}

fn opening<T>() -> Result<T, CoreError> {
    Err(CoreError::not_now(Code::StillOpening))
}
