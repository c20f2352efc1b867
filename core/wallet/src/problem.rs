//! What can go wrong, as the world sees it: stable codes, each with a sentence for a person and a next step.
//!
//! Every module has its own errors with sources, for us. They meet here, in one mapping each, and lose on the way everything that
//! names a person, a file or a server. The words stand in the catalogue `problem.ftl`, by code.

use crate::Language;
use crate::words::say;

/// Declares the codes with their stable names and next steps, so that none can be left out of the list.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $code:ident = $name:literal, $next:ident;)*) => {
        /// What went wrong. Names never change their meaning; new ones may come.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum Code { $($(#[doc = $doc])* $code,)* }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The stable name, as it stands in the catalogue and in diagnostics.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)* }
            }

            /// What helps.
            pub fn next_step(self) -> NextStep {
                match self { $(Code::$code => NextStep::$next,)* }
            }
        }
    };
}

codes! {
    /// No connection to the authority.
    NoNetwork = "no-network", TryAgain;
    /// The authority answers with a fault of its own.
    AuthorityDown = "authority-down", TryLater;
    /// The authority asks to come back later.
    AuthorityBusy = "authority-busy", TryLater;
    /// Whoever answered cannot prove to be the authority.
    AuthorityNotGenuine = "authority-not-genuine", ChangeNetwork;
    /// An answer that this version does not understand.
    AnswerUnreadable = "answer-unreadable", UpdateApp;
    /// The authority refuses a request that this version believes right.
    RequestRefused = "request-refused", TellUs;
    /// The phone's clock is too far off for signed requests.
    ClockWrong = "clock-wrong", SetClock;
    /// Not a number of the chosen kind.
    IdNumberWrong = "id-number-wrong", CorrectInput;
    /// The one-time code is not the one that was sent.
    OneTimeCodeWrong = "one-time-code-wrong", CorrectInput;
    /// The one-time code is too old, or was used.
    OneTimeCodeExpired = "one-time-code-expired", AskNewCode;
    /// Too many wrong codes.
    OneTimeCodeLocked = "one-time-code-locked", TryLater;
    /// Nobody is signed in.
    SignInFirst = "sign-in-first", SignInAgain;
    /// The authority does not know this phone any more.
    DeviceRemoved = "device-removed", SignInAgain;
    /// Another person's license is on this phone.
    HolderDiffers = "holder-differs", EraseFirst;
    /// The device's unlock must be passed first.
    UnlockFirst = "unlock-first", UnlockPhone;
    /// The phone has no secure lock, and policy wants one.
    SecureLockMissing = "secure-lock-missing", SetLock;
    /// The phone's key store is still locked.
    PhoneStillLocked = "phone-still-locked", UnlockPhone;
    /// The keys of this installation are gone.
    KeysGone = "keys-gone", EraseFirst;
    /// The phone's key store fails.
    KeyStoreFails = "key-store-fails", RestartPhone;
    /// What the phone kept is damaged.
    VaultDamaged = "vault-damaged", EraseFirst;
    /// What the phone kept is older than it must be.
    VaultRolledBack = "vault-rolled-back", ConnectOnce;
    /// What the phone kept was written by a newer version.
    VaultNewer = "vault-newer", UpdateApp;
    /// Another running copy has the folder open.
    VaultInUse = "vault-in-use", CloseOther;
    /// The disk refuses to write.
    DiskFails = "disk-fails", FreeSpace;
    /// The app was set up wrongly.
    SetupWrong = "setup-wrong", TellUs;
    /// The signed policy asks for a newer version.
    UpdateNeeded = "update-needed", UpdateApp;
    /// The wallet is still opening.
    StillOpening = "still-opening", WaitShort;
    /// The issuing city has not opened yet.
    CityNotOpen = "city-not-open", WaitUntilOpen;
    /// The license cannot get an electronic copy now.
    NotEligible = "not-eligible", SeeReasons;
    /// Not at this step.
    NotAtThisStep = "not-at-this-step", GoOn;
    /// The facts changed since they were confirmed.
    FactsChanged = "facts-changed", ConfirmAgain;
    /// An application is still open.
    ApplicationOpen = "application-open", GoOn;
    /// The notice must be read first.
    NoticeFirst = "notice-first", ReadNotice;
    /// This route is not offered now.
    RouteNotOffered = "route-not-offered", GoOn;
    /// Album bytes in the camera's path.
    CameraOnly = "camera-only", RetakePicture;
    /// No camera session, or one that is over.
    CameraOver = "camera-over", RetakePicture;
    /// Not a picture that can be read.
    PhotoUnreadable = "photo-unreadable", ChooseAnother;
    /// A picture form that the platform must decode first.
    PhotoFormUnknown = "photo-form-unknown", ChooseAnother;
    /// Too many pixels or bytes.
    PhotoTooLarge = "photo-too-large", ChooseAnother;
    /// Too few pixels.
    PhotoTooSmall = "photo-too-small", ChooseAnother;
    /// No face, or more than one.
    PhotoNoFace = "photo-no-face", RetakePicture;
    /// The picture breaks a rule that pixels show.
    PhotoBreaksRules = "photo-breaks-rules", RetakePicture;
    /// A preview frame whose planes are too small.
    FrameBroken = "frame-broken", RetakePicture;
    /// The real-person check was not passed.
    PersonCheckFailed = "person-check-failed", TryAgain;
    /// The real-person check is too old or was used.
    PersonCheckExpired = "person-check-expired", TryAgain;
    /// Too many failed real-person checks today.
    PersonCheckLocked = "person-check-locked", GoToWindow;
    /// No tries left in the app.
    TriesUsedUp = "tries-used-up", GoToWindow;
    /// Applying and use were stopped (R63).
    UseStopped = "use-stopped", GoToWindow;
    /// A photo may not be changed yet.
    PhotoChangeTooEarly = "photo-change-too-early", WaitUntilOpen;
    /// There is no license to show.
    NothingToShow = "nothing-to-show", Apply;
    /// The license may not be shown now.
    LicenseHidden = "license-hidden", SeeReasons;
    /// The copy is incomplete or does not verify.
    LicenseNotGenuine = "license-not-genuine", ConnectOnce;
    /// A part of the page is missing (R02).
    PageIncomplete = "page-incomplete", ConnectOnce;
    /// A page that no screen can have.
    PageSizeWrong = "page-size-wrong", TellUs;
    /// A text or picture that cannot be drawn.
    PageCannotBeDrawn = "page-cannot-be-drawn", TellUs;
    /// Not a question of a verifier.
    AskUnreadable = "ask-unreadable", AskAgain;
    /// A code of another system.
    AskForeign = "ask-foreign", AskAgain;
    /// A question too old, or answered already.
    AskExpired = "ask-expired", AskAgain;
    /// The asker is not on the trust list.
    AskNotTrusted = "ask-not-trusted", RefuseAsk;
    /// The asker stands for another purpose.
    AskOtherPurpose = "ask-other-purpose", ChoosePurpose;
    /// The holder's consent is missing.
    ConsentFirst = "consent-first", GiveConsent;
    /// A purpose that is not on the list.
    PurposeUnknown = "purpose-unknown", ChoosePurpose;
    /// Showing is over.
    ShowingOver = "showing-over", ShowAgain;
    /// Nothing of that name.
    NoSuchThing = "no-such-thing", GoOn;
    /// Work was stopped by the person.
    StoppedByYou = "stopped-by-you", TryAgain;
    /// A fault of ours.
    OurFault = "our-fault", TellUs;
}

/// What a person can do about it; the app gives it a button where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is the sentence `problem-*-next` of the code that names it
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
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoreError {
    /// Not in this state; nothing happened.
    #[error("not now: {}", code.name())]
    NotNow {
        /// Why.
        code: Code,
    },
    /// It was tried and failed; nothing is lost.
    #[error("failed: {}", code.name())]
    Failed {
        /// Why.
        code: Code,
    },
    /// Somebody stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The wallet was ended.
    #[error("ended")]
    Ended,
    /// A fault of ours; the number stands in the diagnostics.
    #[error("bug {id}")]
    Bug {
        /// Names the place, not the person.
        id: u32,
    },
}

impl CoreError {
    /// The code that explains it to a person.
    pub fn code(&self) -> Code {
        match self {
            CoreError::NotNow { code } | CoreError::Failed { code } => *code,
            CoreError::Cancelled => Code::StoppedByYou,
            CoreError::Ended => Code::ShowingOver,
            CoreError::Bug { .. } => Code::OurFault,
        }
    }

    pub(crate) fn not_now(code: Code) -> Self {
        CoreError::NotNow { code }
    }

    pub(crate) fn failed(code: Code) -> Self {
        CoreError::Failed { code }
    }
}

/// One error, told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Explains a code.
pub fn problem(code: Code, language: Language) -> Problem {
    let name = code.name();
    let sentence = |part: &str| say(language, &format!("problem-{name}{part}"));
    Problem {
        code,
        name: name.to_owned(),
        title: sentence(""),
        body: sentence("-body"),
        next: sentence("-next"),
        step: code.next_step(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_title_a_body_and_a_next_step_in_both_languages() {
        for &code in Code::ALL {
            for language in [Language::ZhHans, Language::En] {
                let Problem { title, body, next, .. } = problem(code, language);
                for sentence in [&title, &body, &next] {
                    assert!(!sentence.contains("problem-"), "{} lacks a sentence in {language:?}", code.name());
                    assert!(!sentence.trim().is_empty(), "{} has an empty sentence in {language:?}", code.name());
                }
                assert!(title.chars().count() <= 48, "{}: a title is a few words: {title}", code.name());
            }
        }
    }

    #[test]
    fn names_of_codes_are_unique_and_speakable() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
