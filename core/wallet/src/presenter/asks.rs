//! Challenges: who asks, for what, and the driver's word before anything is answered (R72 to R75).

use lz_credential::ask::{self, Asked, typed_cnonce};
use lz_credential::policy::terms;
use lz_credential::qr::{Scanned, classify};
use lz_credential::token::Profile;
use lz_credential::{Audience, Label};

use super::stage::{ANSWERED_FOR, Showing};
use super::{Shared, unasked};
use crate::words::say;
use crate::{Code, CoreError, Language, purposes};

/// Challenges that wait for the driver at a time; the oldest gives way.
const MOST_PENDING: usize = 4;

/// A challenge as it reached the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskInput {
    /// The whole text of a scanned code.
    Qr(String),
    /// Six digits that the officer read out.
    Digits(String),
}

/// Who asks for what. Shown to the driver before he answers; the asker's name comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskView {
    /// Name of this challenge for [`super::Presenter::answer`].
    pub ask_id: u64,
    /// The signed name of the firm; none for the police.
    pub asker: Option<Label>,
    /// The name in the trust list of the firm that signed.
    pub asker_id: Option<String>,
    /// The key of the purpose.
    pub purpose: String,
    /// The purpose's name by policy; none if the policy does not know it.
    pub purpose_name: Option<Label>,
    /// What it will see at most.
    pub profile: Profile,
    /// What it will see, in words of the catalogue.
    pub shares: Label,
    /// Whether the driver must be asked about the points; without consent the asker sees profile 2.
    pub consent_needed: bool,
}

/// What the driver said about his points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consent {
    /// The asker may see them.
    Given,
    /// It may not, or nobody asked.
    NotGiven,
}

/// Why a challenge is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// Not a challenge of this format.
    #[error("not a challenge")]
    NotAChallenge,
    /// A challenge of a later version: the app must be updated.
    #[error("a challenge of a later version")]
    LaterVersion,
    /// Not six digits.
    #[error("not six digits")]
    NotSixDigits,
    /// A firm must sign its challenge, so that the driver sees who asks; digits say nothing.
    #[error("a firm must sign its challenge")]
    FirmMustSign,
    /// Nobody trusted stands behind it, or it is outside its time.
    #[error("the challenge does not hold")]
    NotTrusted(#[source] ask::AskError),
    /// No copy that this asker may see.
    #[error("no copy for this purpose")]
    NoCopy,
    /// It was answered already, is too old, or never existed.
    #[error("the challenge is gone")]
    Gone,
}

impl AskError {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAChallenge => "ask-unreadable",
            Self::LaterVersion => "ask-later-version",
            Self::NotSixDigits => "ask-not-six-digits",
            Self::FirmMustSign => "ask-firm-must-sign",
            Self::NotTrusted(error) => error.code(),
            Self::NoCopy => "no-copy",
            Self::Gone => "ask-gone",
        }
    }
}

impl AskError {
    /// The same as the world's one error, for a person.
    pub fn explained(self) -> CoreError {
        let code = match self {
            Self::NotAChallenge | Self::NotSixDigits => Code::AskUnreadable,
            Self::LaterVersion => Code::UpdateNeeded,
            Self::FirmMustSign => Code::AskNotTrusted,
            Self::NotTrusted(ask::AskError::Time) | Self::Gone => Code::AskExpired,
            Self::NotTrusted(ask::AskError::Format(_)) => Code::AskForeign,
            Self::NotTrusted(ask::AskError::Untrusted(_) | ask::AskError::Audience) => Code::AskNotTrusted,
            Self::NoCopy => Code::NothingToShow,
        };
        CoreError::NotNow { code }
    }
}

/// A challenge that waits for the driver.
pub(super) struct Pending {
    id: u64,
    audience: Audience,
    profile: Profile,
    cnonce: [u8; 16],
    asker: Option<Label>,
    since: u64,
}

impl Pending {
    /// Until when it can be answered.
    fn until(&self) -> u64 {
        self.since.saturating_add(ANSWERED_FOR)
    }

    /// Whether it can still be answered.
    pub(super) fn is_open(&self, now: u64) -> bool {
        now < self.until()
    }
}

/// Reads a challenge and keeps it for the driver's word.
pub(super) fn ask(shared: &Shared, input: &AskInput) -> Result<AskView, AskError> {
    let asked = match input {
        AskInput::Qr(text) => scanned(shared, text)?,
        AskInput::Digits(digits) => typed(shared, digits)?,
    };
    let policy = shared.setup.policy.as_deref();
    // An unknown purpose sees the least (R71).
    let profile = terms(&asked.audience, policy).profile;
    let profile = available(shared, profile)?;
    let since = shared.setup.time.boot_ns();
    let mut stage = shared.stage();
    let id = stage.next_ask;
    stage.next_ask += 1;
    if stage.pending.len() == MOST_PENDING {
        stage.pending.pop_front();
    }
    let view = AskView {
        ask_id: id,
        asker: asked.name.clone(),
        asker_id: match &asked.audience {
            Audience::Firm { asker, .. } => Some(asker.clone()),
            Audience::Police | Audience::Business => None,
        },
        purpose: asked.audience.purpose().to_owned(),
        purpose_name: policy
            .and_then(|policy| policy.claims().purposes.get(asked.audience.purpose()))
            .map(|purpose| purpose.name.clone()),
        profile,
        shares: shares(profile),
        consent_needed: profile == Profile::LimitedWithPoints,
    };
    stage.pending.push_back(Pending {
        id,
        audience: asked.audience,
        profile,
        cnonce: asked.nonce,
        asker: asked.name,
        since,
    });
    Ok(view)
}

/// What a profile gives away, in both languages.
fn shares(profile: Profile) -> Label {
    let id = purposes::shares(profile);
    Label { zh_hans: say(Language::ZhHans, id), en: say(Language::En, id) }
}

/// Answers one challenge, once.
pub(super) fn answer(shared: &Shared, id: u64, consent: Consent) -> Result<(), AskError> {
    let now = shared.setup.time.boot_ns();
    let mut stage = shared.stage();
    let at = stage.pending.iter().position(|pending| pending.id == id).ok_or(AskError::Gone)?;
    let pending = stage.pending.remove(at).ok_or(AskError::Gone)?;
    if !pending.is_open(now) {
        return Err(AskError::Gone);
    }
    let profile = match (pending.profile, consent) {
        (Profile::LimitedWithPoints, Consent::NotGiven) => Profile::Limited,
        (profile, _) => profile,
    };
    if shared.copy(profile).is_none() {
        return Err(AskError::NoCopy);
    }
    let until = pending.until();
    let showing = Showing { audience: pending.audience, profile, cnonce: Some(pending.cnonce), until: Some(until) };
    stage.show(showing, pending.asker);
    drop(stage);
    shared.wake.notify_all();
    Ok(())
}

fn scanned(shared: &Shared, text: &str) -> Result<Asked, AskError> {
    match classify(text) {
        Scanned::Challenge(bytes) => {
            ask::accept(&bytes, &shared.setup.trust, shared.setup.time.now().at).map_err(AskError::NotTrusted)
        }
        Scanned::LaterVersion(_) => Err(AskError::LaterVersion),
        Scanned::Presentation(_) | Scanned::Frame(_) | Scanned::Unreadable => Err(AskError::NotAChallenge),
    }
}

fn typed(shared: &Shared, digits: &str) -> Result<Asked, AskError> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AskError::NotSixDigits);
    }
    let audience = unasked(&shared.setup.purpose).ok_or(AskError::FirmMustSign)?;
    Ok(Asked { audience, nonce: typed_cnonce(digits), name: None })
}

/// The wanted profile, or the next smaller one that was issued. Never a larger one.
fn available(shared: &Shared, wanted: Profile) -> Result<Profile, AskError> {
    let has = |profile| shared.copy(profile).is_some();
    match wanted {
        Profile::LimitedWithPoints if !has(wanted) && has(Profile::Limited) => Ok(Profile::Limited),
        wanted if has(wanted) => Ok(wanted),
        _ => Err(AskError::NoCopy),
    }
}
