//! Mirrors the types of `lz_wallet` that stand in its module `problem`. Written by `scripts/mirror.py`.

use lz_wallet::{Code, CoreError, NextStep, Problem};

/// What went wrong. Names never change their meaning; new ones may come.
#[uniffi::remote(Enum)]
pub enum Code {
    /// No connection to the authority.
    NoNetwork,
    /// The authority answers with a fault of its own.
    AuthorityDown,
    /// The authority asks to come back later.
    AuthorityBusy,
    /// Whoever answered cannot prove to be the authority.
    AuthorityNotGenuine,
    /// An answer that this version does not understand.
    AnswerUnreadable,
    /// The authority refuses a request that this version believes right.
    RequestRefused,
    /// The phone's clock is too far off for signed requests.
    ClockWrong,
    /// Not a number of the chosen kind.
    IdNumberWrong,
    /// The one-time code is not the one that was sent.
    OneTimeCodeWrong,
    /// The one-time code is too old, or was used.
    OneTimeCodeExpired,
    /// Too many wrong codes.
    OneTimeCodeLocked,
    /// Nobody is signed in.
    SignInFirst,
    /// The authority does not know this phone any more.
    DeviceRemoved,
    /// Another person's license is on this phone.
    HolderDiffers,
    /// The device's unlock must be passed first.
    UnlockFirst,
    /// The phone has no secure lock, and policy wants one.
    SecureLockMissing,
    /// The phone's key store is still locked.
    PhoneStillLocked,
    /// The keys of this installation are gone.
    KeysGone,
    /// The phone's key store fails.
    KeyStoreFails,
    /// What the phone kept is damaged.
    VaultDamaged,
    /// What the phone kept is older than it must be.
    VaultRolledBack,
    /// What the phone kept was written by a newer version.
    VaultNewer,
    /// Another running copy has the folder open.
    VaultInUse,
    /// The disk refuses to write.
    DiskFails,
    /// The app was set up wrongly.
    SetupWrong,
    /// The signed policy asks for a newer version.
    UpdateNeeded,
    /// The wallet is still opening.
    StillOpening,
    /// The issuing city has not opened yet.
    CityNotOpen,
    /// The license cannot get an electronic copy now.
    NotEligible,
    /// Not at this step.
    NotAtThisStep,
    /// The facts changed since they were confirmed.
    FactsChanged,
    /// An application is still open.
    ApplicationOpen,
    /// The notice must be read first.
    NoticeFirst,
    /// This route is not offered now.
    RouteNotOffered,
    /// Album bytes in the camera's path.
    CameraOnly,
    /// No camera session, or one that is over.
    CameraOver,
    /// Not a picture that can be read.
    PhotoUnreadable,
    /// A picture form that the platform must decode first.
    PhotoFormUnknown,
    /// Too many pixels or bytes.
    PhotoTooLarge,
    /// Too few pixels.
    PhotoTooSmall,
    /// No face, or more than one.
    PhotoNoFace,
    /// The picture breaks a rule that pixels show.
    PhotoBreaksRules,
    /// A preview frame whose planes are too small.
    FrameBroken,
    /// The real-person check was not passed.
    PersonCheckFailed,
    /// The real-person check is too old or was used.
    PersonCheckExpired,
    /// Too many failed real-person checks today.
    PersonCheckLocked,
    /// No tries left in the app.
    TriesUsedUp,
    /// Applying and use were stopped (R63).
    UseStopped,
    /// A photo may not be changed yet.
    PhotoChangeTooEarly,
    /// There is no license to show.
    NothingToShow,
    /// The license may not be shown now.
    LicenseHidden,
    /// The copy is incomplete or does not verify.
    LicenseNotGenuine,
    /// A part of the page is missing (R02).
    PageIncomplete,
    /// A page that no screen can have.
    PageSizeWrong,
    /// A text or picture that cannot be drawn.
    PageCannotBeDrawn,
    /// Not a question of a verifier.
    AskUnreadable,
    /// A code of another system.
    AskForeign,
    /// A question too old, or answered already.
    AskExpired,
    /// The asker is not on the trust list.
    AskNotTrusted,
    /// The asker stands for another purpose.
    AskOtherPurpose,
    /// The holder's consent is missing.
    ConsentFirst,
    /// A purpose that is not on the list.
    PurposeUnknown,
    /// Showing is over.
    ShowingOver,
    /// Nothing of that name.
    NoSuchThing,
    /// Work was stopped by the person.
    StoppedByYou,
    /// A fault of ours.
    OurFault,
}

/// What a person can do about it; the app gives it a button where it has one.
#[uniffi::remote(Enum)]
pub enum NextStep {
    TryAgain,
    TryLater,
    ChangeNetwork,
    UpdateApp,
    TellUs,
    SetClock,
    CorrectInput,
    AskNewCode,
    SignInAgain,
    EraseFirst,
    UnlockPhone,
    SetLock,
    RestartPhone,
    ConnectOnce,
    CloseOther,
    FreeSpace,
    WaitShort,
    WaitUntilOpen,
    SeeReasons,
    ConfirmAgain,
    GoOn,
    ReadNotice,
    RetakePicture,
    ChooseAnother,
    GoToWindow,
    Apply,
    AskAgain,
    RefuseAsk,
    ChoosePurpose,
    GiveConsent,
    ShowAgain,
}

/// The one error of every call.
#[uniffi::remote(Error)]
pub enum CoreError {
    /// Not in this state; nothing happened.
    NotNow {
        /// Why.
        code: Code,
    },
    /// It was tried and failed; nothing is lost.
    Failed {
        /// Why.
        code: Code,
    },
    /// Somebody stopped it.
    Cancelled,
    /// The wallet was ended.
    Ended,
    /// A fault of ours; the number stands in the diagnostics.
    Bug {
        /// Names the place, not the person.
        id: u32,
    },
}

/// One error, told to a person.
#[uniffi::remote(Record)]
pub struct Problem {
    /// The code.
    pub code: Code,
    /// Its stable name, for a person to tell on the telephone.
    pub name: String,
    /// A few words.
    pub title: String,
    /// What happened, in one or two sentences.
    pub body: String,
    /// What to do, in one sentence.
    pub next: String,
    /// The same as a button.
    pub step: NextStep,
}
