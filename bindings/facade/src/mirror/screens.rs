//! Mirrors the types of `lz_wallet` that stand in its module `screens`. Written by `scripts/mirror.py`.

use lz_wallet::{
    AccountView, Action, ApplicationFacts, ApplicationPart, ApplicationState, CheckLine, ChecksView, Code, ConsentLine,
    DeviceLine, HomeView, InboxView, Letter, LicenseLook, LicensePart, LicenseState, OfficePart, PhotoFinding,
    PhotoSource, ReturnReason, Step, Tile, TileKind,
};

/// One device of the account.
#[uniffi::remote(Record)]
pub struct DeviceLine {
    /// Its name for `Intent.AccountRemoveDevice`.
    pub id: String,
    /// What the device called itself.
    pub title: String,
    /// Since when, in UTC seconds.
    pub since: i64,
    /// True for this phone.
    pub this_one: bool,
}

/// One consent.
#[uniffi::remote(Record)]
pub struct ConsentLine {
    /// Name of the purpose.
    pub purpose: String,
    /// The purpose in words.
    pub title: String,
    /// True if points may be told too.
    pub points: bool,
}

/// The account screen.
#[uniffi::remote(Record)]
pub struct AccountView {
    /// Name of the holder; empty before sign-in.
    pub name: String,
    /// Number with its middle covered; empty before sign-in.
    pub id_number: String,
    /// Where the keys of this phone live, in words.
    pub keys: String,
    /// All devices.
    pub devices: Vec<DeviceLine>,
    /// All consents.
    pub consents: Vec<ConsentLine>,
    /// What should be known: no secure lock, a wrong clock.
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// Where a person stands.
#[uniffi::remote(Record)]
pub struct Step {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub total: u32,
}

/// What every state of an application has.
#[uniffi::remote(Record)]
pub struct ApplicationPart {
    /// Step k of n, where there are steps.
    pub step: Option<Step>,
    /// A few words.
    pub title: String,
    /// What this step asks or tells, line by line.
    pub lines: Vec<String>,
    /// Advice beside it, such as busy hours (R77).
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// The problem that stopped this step, if one did; the step can be tried again.
    pub trouble: Option<Code>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The facts that step 1 asks to confirm (R30). They are read, never edited.
#[uniffi::remote(Record)]
pub struct ApplicationFacts {
    /// Name.
    pub name: String,
    /// Number, with its middle covered.
    pub id_number: String,
    /// Classes.
    pub classes: String,
    /// From and to, in words.
    pub validity: String,
    /// Issuing authority.
    pub authority: String,
    /// True if a retained photo stands beside them; `Wallet.photo_preview` has it.
    pub photo: bool,
}

/// One of the six rules that a returned photo broke (R50).
#[uniffi::remote(Record)]
pub struct ReturnReason {
    /// 1–6.
    pub rule: u32,
    /// The rule.
    pub text: String,
    /// How to put it right.
    pub remedy: String,
}

/// The application screen.
#[uniffi::remote(Enum)]
pub enum ApplicationState {
    /// The issuing city has not opened (R16, R51–R54).
    NotOpen {
        /// Words and actions.
        part: ApplicationPart,
        /// The day it opens, as YYYY-MM-DD, if it is known.
        opens_on: Option<String>,
    },
    /// Not now, and every reason why (R17–R23).
    NotEligible {
        /// Words and actions.
        part: ApplicationPart,
        /// Each reason with what helps.
        reasons: Vec<String>,
    },
    /// Step 1 of the retained route: are these facts right (R30)? Before it is started, without a step.
    Confirm {
        /// Words and actions.
        part: ApplicationPart,
        /// What is to be confirmed.
        facts: ApplicationFacts,
    },
    /// Step 1 of the two others: the notice, and then camera or album (R26, R36, R55). Before it is started, without a step.
    Notice {
        /// Words and actions; the lines are the notice.
        part: ApplicationPart,
        /// Its version, to be handed back.
        version: u32,
        /// True once it was read: camera and album are offered.
        was_read: bool,
    },
    /// Step 2: take or choose the picture.
    Picture {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What was wrong with the last one.
        findings: Vec<PhotoFinding>,
    },
    /// Step 3: exactly what will be sent (R38).
    Preview {
        /// Words and actions.
        part: ApplicationPart,
        /// From where.
        source: PhotoSource,
        /// What the phone saw.
        findings: Vec<PhotoFinding>,
    },
    /// The real-person check (R31): step 2 of 3, or inside step 4 of 4.
    PersonCheck {
        /// Words and actions.
        part: ApplicationPart,
        /// True once it was passed: the application can be handed in.
        passed: bool,
    },
    /// On its way; goes on without this screen.
    Sending {
        /// Words and actions.
        part: ApplicationPart,
    },
    /// The police look at it (R27, R40).
    InReview {
        /// Words and actions.
        part: ApplicationPart,
        /// The last day for the answer, as YYYY-MM-DD.
        due: String,
        /// True after that day: "overdue, still waiting".
        overdue: bool,
    },
    /// Returned with rule numbers (R50).
    Returned {
        /// Words and actions.
        part: ApplicationPart,
        /// Which rules.
        reasons: Vec<ReturnReason>,
        /// Tries left in the app.
        tries_left: u32,
    },
    /// Only the window is left (R79).
    WindowOnly {
        /// Words and actions.
        part: ApplicationPart,
        /// Where.
        office: OfficePart,
    },
    /// Applying and use were stopped (R63).
    Stopped {
        /// Words and actions.
        part: ApplicationPart,
        /// Where to go and to object.
        office: OfficePart,
    },
    /// Issued.
    Issued {
        /// Words and actions.
        part: ApplicationPart,
    },
}

/// One check.
#[uniffi::remote(Record)]
pub struct CheckLine {
    /// When, in UTC seconds.
    pub at: i64,
    /// Who asked, as the trust list or the authority names them.
    pub who: String,
    /// For what.
    pub purpose: String,
    /// What they were told.
    pub result: String,
    /// True if it was checked without a network and reported later.
    pub offline: bool,
}

/// The log, newest first.
#[uniffi::remote(Record)]
pub struct ChecksView {
    /// All checks that the authority still keeps.
    pub checks: Vec<CheckLine>,
    /// What this log is, and how long it is kept.
    pub note: String,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// What a tile leads to.
#[uniffi::remote(Enum)]
pub enum TileKind {
    /// The license (R65).
    ToLicense,
    /// The application.
    ToApplication,
    /// The inbox.
    ToInbox,
    /// Who checked.
    ToChecks,
    /// Purposes.
    ToPurposes,
    /// Account and devices.
    ToAccount,
}

/// One tile.
#[uniffi::remote(Record)]
pub struct Tile {
    /// Where it leads.
    pub kind: TileKind,
    /// A few words.
    pub title: String,
    /// One line of state.
    pub line: String,
    /// A number to be drawn on it; 0 for none.
    pub badge: u32,
}

/// The first screen.
#[uniffi::remote(Record)]
pub struct HomeView {
    /// In the order to be drawn.
    pub tiles: Vec<Tile>,
    /// What should be known first: reminders, busy hours, a wrong clock.
    pub advice: Vec<String>,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// One notice.
#[uniffi::remote(Record)]
pub struct Letter {
    /// Its name, for `Intent.InboxRead`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// When it was sent, in UTC seconds.
    pub sent_at: i64,
    /// True once opened.
    pub was_read: bool,
}

/// The inbox, newest first.
#[uniffi::remote(Record)]
pub struct InboxView {
    /// All letters.
    pub letters: Vec<Letter>,
    /// How many are not read.
    pub unread: u32,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// Ground and code of the page. Words always stand beside the colour.
#[uniffi::remote(Enum)]
pub enum LicenseLook {
    /// Green ground, black code.
    Usable,
    /// Amber: the state is unknown.
    Unclear,
    /// Red ground, red code: must not drive.
    MustNotDrive,
    /// Grey: a sample, or nothing that counts.
    Plain,
}

/// What stands around the page.
#[uniffi::remote(Record)]
pub struct LicensePart {
    /// Ground and code.
    pub look: LicenseLook,
    /// One line above the page: the worst of its states.
    pub headline: String,
    /// All states, in words (R10).
    pub states: Vec<String>,
    /// Why, since when, until when, which office, where to contest.
    pub details: Vec<String>,
    /// How old this copy is, in words (R11).
    pub age: String,
    /// Same effect as paper, and where paper is still needed (R06, R70).
    pub effect: Vec<String>,
    /// What comes due: 90, 30 and 7 days before each date.
    pub reminders: Vec<String>,
    /// Advice beside the actions, such as busy hours (R77).
    pub advice: Vec<String>,
    /// When the authority made it, in UTC seconds.
    pub generated_at: i64,
    /// When it was last compared with the authority, in UTC seconds.
    pub checked_at: i64,
    /// Version of the license; 0 for a sample.
    pub version: u32,
    /// What may be done now.
    pub actions: Vec<Action>,
    /// Read it again then, in UTC seconds.
    pub good_until: i64,
}

/// The license screen.
#[uniffi::remote(Enum)]
pub enum LicenseState {
    /// Before anything: a specimen that verifies nowhere (R04).
    Sample {
        /// Around the page.
        page: LicensePart,
    },
    /// Signed in, nothing issued.
    None {
        /// Words instead of a page.
        page: LicensePart,
    },
    /// Compared with the authority a moment ago.
    Shown {
        /// Around the page.
        page: LicensePart,
    },
    /// Genuine, verified on this phone, but not compared with the authority just now (R11).
    NotLive {
        /// Around the page.
        page: LicensePart,
    },
    /// Older than something this phone already knew, or changed since: connect once. The code still verifies.
    NeedsRefresh {
        /// Around the page.
        page: LicensePart,
    },
    /// The copy's seven days are over: a verifier sees "too old".
    ExpiredCopy {
        /// Around the page.
        page: LicensePart,
    },
    /// Ended, frozen, stopped or replaced: not shown, says why.
    Hidden {
        /// Words instead of a page.
        page: LicensePart,
        /// Where to go.
        office: Option<OfficePart>,
    },
}

/// What a person may do on a screen now. The app has a button, or a sheet, for each.
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Record)]
pub struct OfficePart {
    /// Its name.
    pub name: String,
    /// What happens there and what to bring, line by line.
    pub lines: Vec<String>,
}
