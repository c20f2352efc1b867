//! What a verifier is told: one of five verdicts, every reason for it, and notes that change nothing.

use lz_license::UnixSeconds;
use lz_license::standing::Standing;

use super::genuine::VerifiedToken;
use crate::format::FormatError;
use crate::presentation::ClockQuality;
use crate::trust::Untrusted;

/// The answer, from best to worst. The worst reason wins. [`Verdict::Unreadable`] stands apart: nothing was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Genuine, fresh, and the holder may drive.
    Valid,
    /// Genuine, but something must be asked or looked up first.
    Attention,
    /// Genuine, and the holder must not drive.
    MustNotDrive,
    /// Not accepted. Nothing of it is shown.
    Refused,
    /// No code of ours, or none that could be read. Never a reason to let somebody pass.
    Unreadable,
}

impl Verdict {
    /// Exit status of a command that ends with this verdict.
    pub fn exit_status(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Attention => 1,
            Self::MustNotDrive => 2,
            Self::Refused => 3,
            Self::Unreadable => 4,
        }
    }

    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Attention => "attention",
            Self::MustNotDrive => "must-not-drive",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Why a verdict is no better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The text is no presentation of ours.
    NotOurCode,
    /// A code of a later version: this reader must be updated.
    LaterVersion(u32),
    /// The bytes are not what the format says.
    Malformed(FormatError),
    /// No trusted key stands behind the token.
    Untrusted(Untrusted),
    /// The token's status list has a name outside the prefixes of the trust list.
    StatusName,
    /// The token is dated ahead of the clock.
    TokenAheadOfClock,
    /// The presentation's algorithm is not that of the holder's key.
    HolderAlgorithm,
    /// The presentation is not signed by the holder's key.
    HolderSignature,
    /// Made for somebody else.
    AnotherAudience,
    /// The token shows more than this audience may see.
    TooMuchData,
    /// The code is old: a screenshot, or a clock that is far off. A challenge helps an honest phone.
    OldCode,
    /// The license has ended, or this copy was withdrawn.
    Ended,
    /// A newer copy, on this phone or another, has replaced this one.
    Replaced,
    /// The license's status or dates say that its holder must not drive.
    MustNotDrive,
    /// Twelve points or more.
    PointsFull,
    /// The first day of validity has not come.
    NotYetValid,
    /// The status changed after this copy was issued: ask the register.
    ChangedSinceIssue,
    /// The copy has passed its seven days: genuine, but look the license up by its number.
    CopyTooOld,
    /// A limited copy where the full one is needed.
    LimitedCopy,
    /// The phone says that its clock is unsure, and it differs by more than a minute: challenge it.
    ClockDiffers,
    /// A challenge is open, and this is no answer to it.
    ChallengeNotAnswered,
    /// This audience must challenge, and has not.
    ChallengeRequired,
    /// A code with this number, or a later one, of the same phone was seen before.
    SeenBefore,
    /// A status that nobody here knows: ask online.
    StateUnknown,
    /// Neither token nor list is younger than seven days.
    StatusTooOld,
    /// The verifier's own clock is behind what it has seen signed.
    VerifierClock,
    /// The verifier's trust list has expired.
    TrustListExpired,
}

impl Reason {
    /// The verdict that this reason alone gives.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::NotOurCode | Self::LaterVersion(_) => Verdict::Unreadable,
            Self::Malformed(_)
            | Self::Untrusted(_)
            | Self::StatusName
            | Self::TokenAheadOfClock
            | Self::HolderAlgorithm
            | Self::HolderSignature
            | Self::AnotherAudience
            | Self::TooMuchData
            | Self::OldCode
            | Self::Ended
            | Self::Replaced => Verdict::Refused,
            Self::MustNotDrive | Self::PointsFull | Self::NotYetValid | Self::ChangedSinceIssue => {
                Verdict::MustNotDrive
            }
            Self::CopyTooOld
            | Self::LimitedCopy
            | Self::ClockDiffers
            | Self::ChallengeNotAnswered
            | Self::ChallengeRequired
            | Self::SeenBefore
            | Self::StateUnknown
            | Self::StatusTooOld
            | Self::VerifierClock
            | Self::TrustListExpired => Verdict::Attention,
        }
    }

    /// Stable name; the text catalogue and other programs know reasons by it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotOurCode => "not-our-code",
            Self::LaterVersion(_) => "later-version",
            Self::Malformed(error) => error.code(),
            Self::Untrusted(error) => error.code(),
            Self::StatusName => "status-name",
            Self::TokenAheadOfClock => "token-ahead-of-clock",
            Self::HolderAlgorithm => "holder-algorithm",
            Self::HolderSignature => "holder-signature",
            Self::AnotherAudience => "another-audience",
            Self::TooMuchData => "too-much-data",
            Self::OldCode => "old-code",
            Self::Ended => "ended",
            Self::Replaced => "replaced",
            Self::MustNotDrive => "must-not-drive",
            Self::PointsFull => "points-full",
            Self::NotYetValid => "not-yet-valid",
            Self::ChangedSinceIssue => "changed-since-issue",
            Self::CopyTooOld => "copy-too-old",
            Self::LimitedCopy => "limited-copy",
            Self::ClockDiffers => "clock-differs",
            Self::ChallengeNotAnswered => "challenge-not-answered",
            Self::ChallengeRequired => "challenge-required",
            Self::SeenBefore => "seen-before",
            Self::StateUnknown => "state-unknown",
            Self::StatusTooOld => "status-too-old",
            Self::VerifierClock => "verifier-clock",
            Self::TrustListExpired => "trust-list-expired",
        }
    }

    /// Whether showing a challenge to this phone can better the verdict.
    pub fn challenge_helps(self) -> bool {
        matches!(
            self,
            Self::OldCode
                | Self::ClockDiffers
                | Self::ChallengeNotAnswered
                | Self::ChallengeRequired
                | Self::SeenBefore
        )
    }
}

/// What is worth saying beside the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The answer came, so the code is live, but the phone's clock is more than a minute off.
    PhoneClockWrong,
    /// No status list of this token is held, or it has expired.
    NoStatusList,
    /// The newest word on the status is older than a day; see [`Freshness`].
    StatusAged,
    /// The list is newer than the red token and no longer says so: the ban may have been lifted, check online.
    MayBeLifted,
}

impl Note {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::PhoneClockWrong => "phone-clock-wrong",
            Self::NoStatusList => "no-status-list",
            Self::StatusAged => "status-aged",
            Self::MayBeLifted => "may-be-lifted",
        }
    }
}

/// How new the newest word on a license's status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// When it was true.
    pub as_of: UnixSeconds,
    /// Who said it.
    pub source: Source,
}

/// Who said what the status is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The token itself.
    Token,
    /// The status list, as later changed.
    List,
}

impl Freshness {
    /// Seconds since then; never negative.
    pub fn age(&self, now: UnixSeconds) -> i64 {
        now.since(self.as_of).max(0)
    }
}

/// What the register answered when it was asked online. It may only worsen what the token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterAnswer {
    /// The register says what the token says, or better.
    Confirmed,
    /// The license has ended.
    Ended,
    /// The copy was replaced.
    Replaced,
    /// Its holder must not drive.
    MustNotDrive,
    /// The register does not know the state.
    Unknown,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    verdict: Verdict,
    reasons: Vec<Reason>,
    notes: Vec<Note>,
    genuine: Option<Genuine>,
}

/// What a check knows about a presentation whose signatures held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Genuine {
    pub(crate) token: VerifiedToken,
    pub(crate) standing: Standing,
    pub(crate) freshness: Freshness,
    pub(crate) shown_at: UnixSeconds,
    pub(crate) quality: ClockQuality,
    pub(crate) answered_challenge: bool,
}

impl Check {
    pub(crate) fn stopped(reason: Reason) -> Self {
        Self { verdict: reason.verdict(), reasons: vec![reason], notes: Vec::new(), genuine: None }
    }

    pub(crate) fn weighed(reasons: Vec<Reason>, notes: Vec<Note>, genuine: Genuine) -> Self {
        let mut check = Self { verdict: Verdict::Valid, reasons, notes, genuine: Some(genuine) };
        check.settle();
        check
    }

    /// The worst reason wins, reasons stand worst first, and nothing of a refused object is kept.
    fn settle(&mut self) {
        self.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict()));
        self.verdict = self.reasons.first().map_or(Verdict::Valid, |reason| reason.verdict());
        if self.verdict >= Verdict::Refused {
            self.genuine = None;
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// All reasons, worst first; none for [`Verdict::Valid`].
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// What else is worth saying.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The token, for display and for its annex. None if refused or unreadable.
    pub fn token(&self) -> Option<&VerifiedToken> {
        self.genuine.as_ref().map(|genuine| &genuine.token)
    }

    /// What the status means today, line by line.
    pub fn standing(&self) -> Option<&Standing> {
        self.genuine.as_ref().map(|genuine| &genuine.standing)
    }

    /// How new the word on the status is.
    pub fn freshness(&self) -> Option<Freshness> {
        self.genuine.as_ref().map(|genuine| genuine.freshness)
    }

    /// When the code was made, by the phone.
    pub fn shown_at(&self) -> Option<UnixSeconds> {
        self.genuine.as_ref().map(|genuine| genuine.shown_at)
    }

    /// What the phone says of the clock that it made the code by. Chooses advice, proves nothing.
    pub fn phone_clock(&self) -> Option<ClockQuality> {
        self.genuine.as_ref().map(|genuine| genuine.quality)
    }

    /// Whether this presentation answers the verifier's challenge.
    pub fn answered_challenge(&self) -> bool {
        self.genuine.as_ref().is_some_and(|genuine| genuine.answered_challenge)
    }

    /// Whether a challenge can better the verdict.
    pub fn challenge_helps(&self) -> bool {
        self.reasons.iter().any(|reason| reason.challenge_helps())
    }

    /// Takes in what the register said online: it may make the verdict worse, never better.
    #[must_use]
    pub fn with_register_answer(mut self, answer: RegisterAnswer) -> Self {
        let reason = match answer {
            RegisterAnswer::Confirmed => return self,
            RegisterAnswer::Ended => Reason::Ended,
            RegisterAnswer::Replaced => Reason::Replaced,
            RegisterAnswer::MustNotDrive => Reason::ChangedSinceIssue,
            RegisterAnswer::Unknown => Reason::StateUnknown,
        };
        if self.verdict != Verdict::Unreadable && !self.reasons.contains(&reason) {
            self.reasons.push(reason);
            self.settle();
        }
        self
    }
}
