//! What people want ([`Intent`]), what the phone tells ([`Event`]) and the pictures they offer.
//!
//! An intent is durable when [`crate::Wallet::act`] returns: whatever it starts goes on without the screen that asked for it.

/// Which paper proves who somebody is. Sex and birth are derived from [`IdKind::Citizen`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum IdKind {
    /// Resident identity card, 18 digits (GB 11643).
    Citizen,
    /// Residence permit or travel permit of a Hong Kong or Macao resident.
    HongKongMacao,
    /// Residence permit or travel permit of a Taiwan resident.
    Taiwan,
    /// Permanent-residence card of a foreigner, 15 or 18 characters.
    PermanentResidence,
    /// Passport.
    Passport,
    /// Identity paper of a member of the forces.
    Officer,
}

/// Where a new portrait comes from. There is no third way (R26).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum PhotoSource {
    /// Taken now, by another person, with the live camera (R37).
    LiveCamera,
    /// One file that the system's picker handed over (R43).
    AlbumFile,
}

/// What a driver decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Send a one-time code to the phone number that the authority holds. Its answer never tells whether the number exists.
    SignInAskCode {
        /// Which paper the number stands on.
        id_kind: IdKind,
        /// As printed; spaces and a small x are accepted.
        id_number: String,
    },
    /// Sign in with the code that arrived.
    SignInWithCode {
        /// The digits as typed.
        one_time_code: String,
    },
    /// Give up a sign-in that waits for its code.
    SignInGiveUp,
    /// Start: a first application, or one that a changed license asks for (R78).
    ApplyStart,
    /// Step 1 of the retained route: the facts and the retained photo are right (R30).
    ApplyConfirm,
    /// Something shown is wrong: leads to where it is put right, never to editing (R30).
    ApplyFactsWrong,
    /// The notice was shown to its end (R36, R55).
    ApplyNoticeRead {
        /// The version that was shown.
        version: u32,
    },
    /// Camera or album (R26).
    ApplyChoose {
        /// One of the two.
        source: PhotoSource,
    },
    /// Begin, or begin again, the real-person check (R31); answers when it has ended.
    ApplyPersonCheck {
        /// Development alone: how the check shall end (`pass`, `no_match`, `not_live`, `timeout`); absent passes.
        hint: Option<String>,
    },
    /// Hand the application in (R32). Twice is once.
    ApplySubmit,
    /// One step back; nothing half-sent stays behind (R44–R47).
    ApplyBack,
    /// Leave the application; what was submitted stays submitted.
    ApplyGiveUp,
    /// Start a photo change from the license screen (R76).
    PhotoChange,
    /// This is the picture (R38).
    PhotoKeep,
    /// Another one, from the same source.
    PhotoRetake,
    /// A notice was opened.
    InboxRead {
        /// Its name.
        id: String,
    },
    /// Agree that a firm of this purpose gets what the purpose lists (R72–R74).
    ConsentGive {
        /// Name of the purpose.
        purpose: String,
        /// Points as well: asked for separately (R74).
        points: bool,
    },
    /// Take the agreement back.
    ConsentTakeBack {
        /// Name of the purpose.
        purpose: String,
    },
    /// Unbind one device of this account; this phone's own is erased after it.
    AccountRemoveDevice {
        /// Its name in the list.
        id: String,
    },
    /// Erase everything this phone holds of the holder. Needs a fresh unlock; it is also how a second person starts (R64).
    EraseAll,
}

/// What happened around the app. Never blocks, never fails loudly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The app is seen.
    Foreground,
    /// The app is not seen any more.
    Background,
    /// The phone was locked: whatever is shown waits for the next unlock.
    Locked,
    /// The device's own unlock was just passed, for this app (biometric or code).
    Unlocked,
    /// Whether the phone has a secure lock at all.
    SecureLock {
        /// True if it has.
        present: bool,
    },
    /// Fingerprints or faces of the phone changed.
    BiometricsChanged,
    /// A push says that something changed; it carries nothing else.
    Pushed,
    /// Another network, or one at all.
    NetworkChanged,
    /// Somebody took a screenshot.
    ScreenshotTaken,
    /// Another language from now on.
    LanguageChanged {
        /// The new one.
        language: crate::Language,
    },
    /// The system wants memory back.
    MemoryLow,
}

/// Work that a person may stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A running [`crate::Wallet::sync`].
    Syncing,
    /// A picture being judged.
    Judging,
    /// The real-person check.
    Checking,
}

/// How the bytes of a picture are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoForm {
    /// JPEG, PNG or WebP.
    Encoded,
    /// Rows of red, green, blue, alpha; decoded by the platform.
    Rgba {
        /// Pixels a row.
        width: u32,
        /// Rows.
        height: u32,
    },
}

/// One picture for the application at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoOffer {
    /// The picture.
    pub bytes: Vec<u8>,
    /// How to read it.
    pub form: PhotoForm,
    /// When it was taken, in UTC seconds, if the platform knows better than the file.
    pub taken_at: Option<i64>,
    /// Where it comes from. Album bytes never enter the camera's path (R37).
    pub from: PhotoSource,
}

/// What came of an offered picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoJudgement {
    /// True: it stands in the preview, to be kept or taken again.
    pub accepted: bool,
    /// The first thing to put right, in words.
    pub hint: Option<String>,
    /// All of it, worst first.
    pub findings: Vec<PhotoFinding>,
}

/// One rule of the photo notice, as the phone sees it. The phone advises; a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoFinding {
    /// Name of the measure, stable.
    pub measure: String,
    /// Rule number 1–6 of the notice.
    pub rule: u32,
    /// How it went.
    pub outcome: FindingOutcome,
    /// In words.
    pub text: String,
}

/// How one photo rule went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingOutcome {
    /// Within its limits.
    Pass,
    /// Worth another look.
    Warn,
    /// Outside its limits.
    Fail,
    /// Pixels cannot tell; a reviewer looks.
    Unknown,
}

/// What one sync did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// True if the authority answered.
    pub reached: bool,
    /// What is new.
    pub changed: Vec<crate::PageName>,
    /// Why it stopped early, if it did.
    pub code: Option<crate::Code>,
    /// Entries of the outbox that still wait.
    pub waiting: u32,
}
