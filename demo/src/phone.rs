//! A phone as its driver holds it: `lz_wallet::Wallet` over a folder and keys of its own. Nothing here reaches around it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use image::{DynamicImage, RgbaImage};
use lz_wallet::presenter::{Frame, Presenter, ShowMode};
use lz_wallet::secrets::DevelopmentFile;
use lz_wallet::{
    ApplicationState, Environment, Event, Gate, Intent, Language, LicensePart, LicenseState, PagePixels, PageTheme,
    PageWant, PhotoForm, PhotoJudgement, PhotoOffer, PhotoSource, PrintSize, Setup, Side, SyncReport, Wallet,
};

use crate::clock::StoryClock;
use crate::fail::{Fail, Played};
use crate::person::Person;
use crate::screen::{Screen, ShownCode};
use crate::world::World;

/// Longest time for anything that a driver waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// Budget of one exchange with the authority.
const BUDGET_MS: u32 = 15_000;
/// Device pixels across: a common phone.
pub const ACROSS: u32 = 1_080;

/// How a phone is opened; everything that a program of its own needs to open it again.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Folder of the wallet.
    pub folder: PathBuf,
    /// Folder of the key store.
    pub keys: PathBuf,
    /// The authority's address.
    pub url: String,
    /// The pinned root, 32 bytes.
    pub root: Vec<u8>,
    /// The clock.
    pub clock: StoryClock,
    /// Names this boot of the phone.
    pub boot: String,
    /// What the authority's list of devices calls it.
    pub name: String,
}

impl Opening {
    /// Opens the wallet.
    pub async fn open(&self) -> Played<Wallet> {
        let setup = Setup {
            folder: self.folder.display().to_string(),
            authority: self.url.clone(),
            environment: Environment::Development,
            trust_roots: vec![self.root.clone()],
            tls_roots: None,
            language: Language::En,
            boot_id: Some(self.boot.clone()),
            app_version: 1,
            device_name: self.name.clone(),
            clock: None,
        };
        let no_keys = |_| Fail::Never("a key store for the phone".to_owned());
        let keys = DevelopmentFile::in_folder(&self.keys).map_err(no_keys)?;
        Ok(Wallet::open_by(setup, Arc::new(keys), Arc::new(self.clock.clone())).await?)
    }
}

/// One phone.
pub struct Phone {
    opening: Opening,
    /// Its wallet.
    pub wallet: Wallet,
}

impl Phone {
    /// Where the wallet of a phone is.
    pub fn folder_in(world: &World, name: &str) -> PathBuf {
        world.file(&format!("phone-{name}/wallet"))
    }

    /// Where its key store is.
    pub fn keys_in(world: &World, name: &str) -> PathBuf {
        world.file(&format!("phone-{name}/keys"))
    }

    /// How the phone of this name is opened.
    pub fn opening(world: &World, name: &str, boot: &str) -> Opening {
        Opening {
            folder: Self::folder_in(world, name),
            keys: Self::keys_in(world, name),
            url: world.service.url(),
            root: world.service.root_key(),
            clock: world.clock().clone(),
            boot: boot.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Opens the phone of this name.
    pub async fn open(world: &World, name: &str, boot: &str) -> Played<Self> {
        Self::switch_on(Self::opening(world, name, boot)).await
    }

    /// Opens a phone as described.
    pub async fn switch_on(opening: Opening) -> Played<Self> {
        Ok(Self { wallet: opening.open().await?, opening })
    }

    /// Switches the phone off: its folder is free.
    pub async fn off(self) -> Played<Opening> {
        self.wallet.end().await?;
        Ok(self.opening)
    }

    /// Signs in with the one-time code that the authority sends.
    pub async fn sign_in(&self, world: &World, person: &Person) -> Played {
        let before = world.service.letters();
        let ask = Intent::SignInAskCode { id_kind: person.id_kind, id_number: person.id_number.clone() };
        self.wallet.act(ask).await?;
        let one_time_code = world.service.one_time_code(person, &before).await?;
        self.wallet.act(Intent::SignInWithCode { one_time_code }).await?;
        self.sync().await?;
        Ok(())
    }

    /// Exchanges what is new.
    pub async fn sync(&self) -> Played<SyncReport> {
        Ok(self.wallet.sync(BUDGET_MS).await?)
    }

    /// Waits until the phone says so.
    pub async fn until(&self, what: &str, done: impl Fn(&Self) -> Played<bool>) -> Played {
        let waiting = async {
            while !done(self)? {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Ok(())
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(done) => done,
            Err(_) => {
                let state = kind(&self.application()?);
                Err(Fail::Never(format!("{what} (application: {state}, license: {})", kind(&self.license()?))))
            }
        }
    }

    /// The license screen.
    pub fn license(&self) -> Played<LicenseState> {
        Ok(self.wallet.license()?)
    }

    /// The application screen.
    pub fn application(&self) -> Played<ApplicationState> {
        Ok(self.wallet.application()?)
    }

    /// What stands before the license.
    pub fn gate(&self) -> Played<Gate> {
        Ok(self.wallet.gate()?)
    }

    /// Applies with the photo that the register holds, to the end.
    pub async fn apply_with_retained_photo(&self) -> Played {
        for intent in [Intent::ApplyStart, Intent::ApplyConfirm, Intent::ApplyPersonCheck { hint: None }] {
            self.wallet.act(intent).await?;
        }
        self.submit_and_receive().await
    }

    /// Hands the application in and waits for the license.
    pub async fn submit_and_receive(&self) -> Played {
        self.wallet.act(Intent::ApplySubmit).await?;
        self.until("a license after submitting", |phone| Ok(matches!(phone.license()?, LicenseState::Shown { .. })))
            .await
    }

    /// Reads the notice and goes on to a picture from `source`.
    pub async fn to_the_picture(&self, start: Intent, source: PhotoSource) -> Played {
        self.wallet.act(start).await?;
        let ApplicationState::Notice { version, .. } = self.application()? else {
            return Err(Fail::Expected(format!("the notice, not {}", kind(&self.application()?))));
        };
        self.wallet.act(Intent::ApplyNoticeRead { version }).await?;
        self.wallet.act(Intent::ApplyChoose { source }).await?;
        Ok(())
    }

    /// Offers one file of the album.
    pub async fn offer(&self, bytes: Vec<u8>, taken_at: i64) -> Played<PhotoJudgement> {
        let offer =
            PhotoOffer { bytes, form: PhotoForm::Encoded, taken_at: Some(taken_at), from: PhotoSource::AlbumFile };
        Ok(self.wallet.offer(offer).await?)
    }

    /// Keeps the picture, passes the real-person check, hands in, and waits for the review.
    pub async fn keep_and_submit(&self) -> Played<String> {
        let sent = self.wallet.photo_preview(ACROSS).await?.sha256;
        self.wallet.act(Intent::PhotoKeep).await?;
        self.wallet.act(Intent::ApplyPersonCheck { hint: None }).await?;
        self.wallet.act(Intent::ApplySubmit).await?;
        self.until("a review", |phone| Ok(matches!(phone.application()?, ApplicationState::InReview { .. }))).await?;
        Ok(sent)
    }

    /// The preview as a picture, at the size that is sent.
    pub async fn preview(&self) -> Played<DynamicImage> {
        let seen = self.wallet.photo_preview(ACROSS).await?;
        let pixels = RgbaImage::from_raw(seen.width, seen.height, seen.rgba);
        Ok(DynamicImage::ImageRgba8(pixels.ok_or(Fail::Never("the pixels of the preview".to_owned()))?))
    }

    /// The driver unlocks the phone.
    pub fn unlock(&self) {
        self.wallet.tell(Event::Unlocked);
    }

    /// A page in a language of labels that officers read.
    pub async fn page(&self, side: Side, theme: PageTheme) -> Played<Screen> {
        screen(&self.wallet, side, theme, PrintSize::NormalPrint).await
    }

    /// The main page with the code of this moment.
    pub async fn show(&self) -> Played<Screen> {
        self.show_in(PageTheme::LightTheme).await
    }

    /// The same, by day or by night.
    pub async fn show_in(&self, theme: PageTheme) -> Played<Screen> {
        self.unlock();
        let page = self.page(Side::MainSide, theme).await?;
        let presenter = self.wallet.present("police".to_owned())?;
        Ok(page.showing(&one_code(&presenter).await?))
    }
}

/// Draws a page.
pub async fn screen(wallet: &Wallet, side: Side, theme: PageTheme, print: PrintSize) -> Played<Screen> {
    let want = PageWant { side, width: ACROSS, theme, print, language: Language::ZhHans };
    let page: PagePixels = wallet.page(want).await?;
    Screen::of(&page).ok_or(Fail::Never("as many pixels as the page says".to_owned()))
}

/// The deciding code of this moment.
pub async fn one_code(presenter: &Presenter) -> Played<ShownCode> {
    presenter.mode(ShowMode::Still);
    let began = std::time::Instant::now();
    while began.elapsed() < PATIENCE {
        if let Frame::Code(code) = presenter.frame() {
            return Ok(shown(code));
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err(Fail::Never("a code on the screen".to_owned()))
}

/// All codes that the screen shows in `time`, each once, in their order. A busy machine looks until a portrait can be
/// whole: the deciding code and seven frames.
pub async fn codes(presenter: &Presenter, time: Duration) -> Played<Vec<ShownCode>> {
    let mut seen = vec![one_code(presenter).await?];
    presenter.mode(ShowMode::Moving { fps: 12 });
    let began = std::time::Instant::now();
    while began.elapsed() < time || (seen.len() < 8 && began.elapsed() < PATIENCE) {
        if let Frame::Code(code) = presenter.frame()
            && seen.iter().all(|known| known.id != code.id)
        {
            seen.push(shown(code));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(seen)
}

fn shown(code: lz_wallet::presenter::CodeFrame) -> ShownCode {
    let red = format!("{:?}", code.look) == "Red";
    ShownCode { id: code.id, side: u32::from(code.side), modules: code.modules.to_vec(), red }
}

/// The name of a state, without what is in it.
pub fn kind(state: &impl std::fmt::Debug) -> String {
    let text = format!("{state:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

/// What stands around the page.
pub fn part(state: &LicenseState) -> &LicensePart {
    match state {
        LicenseState::Sample { page }
        | LicenseState::None { page }
        | LicenseState::Shown { page }
        | LicenseState::NotLive { page }
        | LicenseState::NeedsRefresh { page }
        | LicenseState::ExpiredCopy { page }
        | LicenseState::Hidden { page, .. } => page,
    }
}

/// True for a folder of a wallet.
pub fn holds_a_wallet(folder: &Path) -> bool {
    folder.join("state.bin").exists()
}
