//! The wallet, as apps see it.

use std::sync::Arc;

use lz_wallet::{
    AccountView, ApplicationState, CameraUse, ChecksView, ClockTile, Code, CoreError, Event, ExportFile, Gate,
    HomeView, InboxView, Intent, LicenseState, PagePixels, PageText, PageWant, PhotoJudgement, PhotoOffer,
    PreviewPixels, Problem, PurposesView, Setup, SyncReport, Work,
};

use crate::bug::{caught, caught_later};
use crate::ports::{HolderKey, KeyAdapter, Secrets, SecretsAdapter};
use crate::{Camera, Presenter, Watch};

/// One phone's wallet: everything an app can do. Open it once a folder and keep it as long as the app runs.
///
/// Snapshots (`gate`, `license`, …) are quick reads of memory; `watch` says which of them changed. Calls that change something
/// return when it is durable, and go on without the screen that made them.
#[derive(uniffi::Object)]
pub struct Wallet {
    inner: lz_wallet::Wallet,
}

#[uniffi::export]
impl Wallet {
    /// Opens the folder, or prepares it at the first start. A locked phone, lost keys and a second holder are states of
    /// `gate`, not errors. `key` is the phone's hardware key, if the app brings one; `secrets` its key store, if the built-in
    /// one is not to be used.
    #[uniffi::constructor]
    pub async fn open(
        setup: Setup,
        key: Option<Arc<dyn HolderKey>>,
        secrets: Option<Arc<dyn Secrets>>,
    ) -> Result<Arc<Self>, CoreError> {
        let opening = caught_later(async move {
            let key = key.map(|key| Arc::new(KeyAdapter(key)) as Arc<dyn lz_wallet::holder_key::HolderKey>);
            let secrets =
                secrets.map(|store| Arc::new(SecretsAdapter(store)) as Arc<dyn lz_wallet::secrets::SecretStore>);
            lz_wallet::Wallet::open(setup, key, secrets).await
        });
        Ok(Arc::new(Wallet { inner: opening.await? }))
    }

    /// What stands between the start and the license.
    pub fn gate(&self) -> Result<Gate, CoreError> {
        caught(|| self.inner.gate())
    }

    /// The first screen.
    pub fn home(&self) -> Result<HomeView, CoreError> {
        caught(|| self.inner.home())
    }

    /// The license screen.
    pub fn license(&self) -> Result<LicenseState, CoreError> {
        caught(|| self.inner.license())
    }

    /// The application screen: step k of n, texts, allowed actions.
    pub fn application(&self) -> Result<ApplicationState, CoreError> {
        caught(|| self.inner.application())
    }

    /// The inbox: every notice once, also without any push.
    pub fn inbox(&self) -> Result<InboxView, CoreError> {
        caught(|| self.inner.inbox())
    }

    /// Who checked this license, when and for what.
    pub fn checks(&self) -> Result<ChecksView, CoreError> {
        caught(|| self.inner.checks())
    }

    /// The account: devices and consents.
    pub fn account(&self) -> Result<AccountView, CoreError> {
        caught(|| self.inner.account())
    }

    /// What the license may be shown for, and what the other side gets.
    pub fn purposes(&self) -> Result<PurposesView, CoreError> {
        caught(|| self.inner.purposes())
    }

    /// Explains a code in the wallet's language: what happened, and what to do next. The only error view there is.
    pub fn problem(&self, code: Code) -> Result<Problem, CoreError> {
        caught(|| Ok(self.inner.problem(code)))
    }

    /// Does what the driver decided. Returns when it is durable; what it starts goes on by itself.
    pub async fn act(&self, intent: Intent) -> Result<(), CoreError> {
        caught_later(self.inner.act(intent)).await
    }

    /// Judges a picture and puts it into the preview if it is accepted.
    pub async fn offer(&self, offer: PhotoOffer) -> Result<PhotoJudgement, CoreError> {
        caught_later(self.inner.offer(offer)).await
    }

    /// Stops work that is under way, because the person said so.
    pub fn cancel(&self, work: Work) -> Result<(), CoreError> {
        caught(|| {
            self.inner.cancel(work);
            Ok(())
        })
    }

    /// Tells what happened around the app: seen, unlocked, pushed, another network. Never blocks.
    pub fn tell(&self, event: Event) -> Result<(), CoreError> {
        caught(|| {
            self.inner.tell(event);
            Ok(())
        })
    }

    /// Exchanges what is new with the authority, in at most so many milliseconds.
    pub async fn sync(&self, budget_ms: u32) -> Result<SyncReport, CoreError> {
        caught_later(self.inner.sync(budget_ms)).await
    }

    /// Draws a page of the license, or of the sample. Equal keys, equal pixels.
    pub async fn page(&self, want: PageWant) -> Result<PagePixels, CoreError> {
        caught_later(self.inner.page(want)).await
    }

    /// The same page for a screen reader, in reading order.
    pub fn page_text(&self, want: PageWant) -> Result<Vec<PageText>, CoreError> {
        caught(|| self.inner.page_text(want))
    }

    /// The clock of a page that was drawn; draw it anew when it says so.
    pub fn clock_tile(&self, key: String) -> Result<ClockTile, CoreError> {
        caught(|| self.inner.clock_tile(key))
    }

    /// The retained photo or the preview, at most so many pixels high.
    pub async fn photo_preview(&self, max_px: u32) -> Result<PreviewPixels, CoreError> {
        caught_later(self.inner.photo_preview(max_px)).await
    }

    /// Everything the phone knows of its holder, for the holder. Needs a fresh unlock.
    pub async fn export(&self) -> Result<ExportFile, CoreError> {
        caught_later(self.inner.export()).await
    }

    /// Ends the wallet and frees its folder. Everything durable stays.
    pub async fn end(&self) -> Result<(), CoreError> {
        caught_later(self.inner.end()).await
    }

    /// The last 200 codes and the versions, to be sent to us; no personal data.
    pub fn diagnostics(&self) -> Result<String, CoreError> {
        caught(|| Ok(self.inner.diagnostics()))
    }

    /// A watch of its own for each screen.
    pub fn watch(&self) -> Result<Arc<Watch>, CoreError> {
        caught(|| Ok(Watch::over(self.inner.watch())))
    }

    /// Opens a camera session for the picture that the application waits for.
    pub fn camera(&self, purpose: CameraUse) -> Result<Arc<Camera>, CoreError> {
        caught(|| self.inner.camera(purpose).map(Camera::over))
    }

    /// Starts showing for a purpose. `unlock-first` if the device's unlock is older than two minutes.
    pub fn present(&self, purpose: String) -> Result<Arc<Presenter>, CoreError> {
        caught(|| self.inner.present(purpose).map(Presenter::over))
    }
}
