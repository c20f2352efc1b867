//! What the screens show: pure functions from what the phone remembers, the time and the language to a view.
//!
//! A view holds sentences that are ready to show, the actions that are allowed now, and the moment at which it must be read
//! again. The apps draw it and own their buttons; no rule is left to them.

mod account;
mod application;
mod checks;
mod home;
mod inbox;
mod license;

pub use account::{AccountView, ConsentLine, DeviceLine};
pub use application::{ApplicationFacts, ApplicationPart, ApplicationState, ReturnReason, Step};
pub use checks::{CheckLine, ChecksView};
pub use home::{HomeView, Tile, TileKind};
pub use inbox::{InboxView, Letter};
pub use license::{LicenseLook, LicensePart, LicenseState};

/// What a person may do on a screen now. The app has a button, or a sheet, for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Ask for a one-time code.
    AskForCode,
    /// Type the one-time code.
    TypeCode,
    /// Start an application.
    StartApplication,
    /// Confirm the facts and the retained photo.
    ConfirmFacts,
    /// Say that a fact is wrong.
    SayFactsWrong,
    /// Say that the notice was read.
    SayNoticeRead,
    /// Take a picture with the live camera.
    UseCamera,
    /// Choose one file from the album.
    UseAlbum,
    /// Keep the picture in the preview.
    KeepPicture,
    /// Another picture.
    RetakePicture,
    /// Start the real-person check.
    StartPersonCheck,
    /// Hand the application in.
    Submit,
    /// One step back.
    GoBack,
    /// Leave the application.
    GiveUp,
    /// Change the photo.
    ChangePhoto,
    /// Show the license.
    ShowLicense,
    /// See the second page.
    TurnPage,
    /// Ask the authority now.
    Refresh,
    /// See where the office is and what to bring.
    SeeOffice,
    /// Open the inbox.
    OpenInbox,
    /// Unlock the device.
    PassUnlock,
    /// Erase everything.
    EraseAll,
    /// Get the newer version.
    UpdateApp,
}

/// Where the window is and what to bring (R79): the office of the city that issued the license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficePart {
    /// Its name.
    pub name: String,
    /// What happens there and what to bring, line by line.
    pub lines: Vec<String>,
}
