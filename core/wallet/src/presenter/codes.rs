//! From a token to codes: the phone's own copy, verified, and what is drawn of it.

use std::sync::{Arc, OnceLock};

use lz_credential::UnixSeconds;
use lz_credential::token::{Profile, Token};
use lz_credential::trust::TrustList;
use lz_credential::verify::{OwnTokenError, VerifiedLicense, check_token};
use lz_credential::{frames, qr};
use lz_license::standing::StatusDates;
use lz_license::status::{Group, StatusTable};
use lz_render::qr::{Mask, Modules, best_mask, modules_sized};

/// A token and its annex as they lie in the vault.
#[derive(Clone)]
pub struct OwnCopy {
    /// The token's bytes.
    pub token: Vec<u8>,
    /// The annex's bytes.
    pub annex: Vec<u8>,
}

/// Why a copy is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotShowable {
    /// It does not verify (R13).
    #[error(transparent)]
    NotGenuine(#[from] OwnTokenError),
    /// The license has ended or is frozen: a message stands in its place.
    #[error("the license is not shown in its state")]
    State(Group),
    /// There is no copy for this purpose.
    #[error("no copy for this purpose")]
    NoCopy,
}

impl NotShowable {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotGenuine(error) => error.code(),
            Self::State(_) => "license-not-shown",
            Self::NoCopy => "no-copy",
        }
    }
}

/// A verified copy, ready to be presented.
pub(super) struct Copy {
    pub(super) token: Token,
    /// What the license is worth today by its own word.
    pub(super) group: Group,
    license: VerifiedLicense,
    annex: Vec<u8>,
    /// The mask of every code of this token, chosen with its first one.
    mask: OnceLock<Mask>,
}

impl Copy {
    /// Verifies token and annex, and judges whether the license is shown today.
    pub(super) fn verify(
        own: &OwnCopy,
        trust: &TrustList,
        statuses: &StatusTable,
        live: Option<Group>,
        now: UnixSeconds,
    ) -> Result<Self, NotShowable> {
        let license = check_token(&own.token, &own.annex, trust, now)?;
        let token = Token::from_untrusted(&own.token)
            .map_err(|error| OwnTokenError::Token(lz_credential::verify::Reason::Malformed(error)))?;
        let fields = license.license();
        let dates = StatusDates {
            valid_to: Some(fields.valid_to),
            next_check_due: fields.next_due,
            deferred_until: fields.deferred_until,
        };
        let group = statuses.standing(fields.status, &dates, now.day()).group;
        let worst = group.max(live.unwrap_or(Group::Usable));
        if !worst.is_shown() {
            return Err(NotShowable::State(worst));
        }
        Ok(Self { token, group, license, annex: own.annex.clone(), mask: OnceLock::new() })
    }

    pub(super) fn profile(&self) -> Profile {
        self.license.license().profile
    }

    pub(super) fn issued_at(&self) -> UnixSeconds {
        self.license.token().claims().issued_at
    }

    /// The code of one presentation of this token. The first one searches the mask, which takes milliseconds; those after
    /// it keep it.
    pub(super) fn code(&self, presentation: &[u8]) -> Option<Picture> {
        let text = qr::presentation_text(presentation);
        let mask = *self.mask.get_or_init(|| best_mask(&text).unwrap_or_default());
        Picture::draw(&text, mask, 1)
    }

    /// The frames of the annex, as large as the deciding code and with its mask, so that the screen neither jumps nor
    /// flickers between them. Without them the deciding code is shown alone.
    pub(super) fn annex_codes(&self, side: u16) -> Vec<Picture> {
        let mask = self.mask.get().copied().unwrap_or_default();
        let frames = frames::split(&self.annex).unwrap_or_default();
        frames.iter().filter_map(|frame| Picture::draw(&qr::frame_text(frame), mask, version(side))).collect()
    }
}

/// A code as packed modules.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) side: u16,
    pub(super) modules: Arc<[u8]>,
}

impl Picture {
    /// Draws a text. `None` if it is larger than any code that a camera reads; issuers refuse such tokens.
    fn draw(text: &str, mask: Mask, at_least: u8) -> Option<Self> {
        let Modules { side, bits } = modules_sized(text, mask, at_least).ok()?;
        Some(Self { side, modules: bits.into() })
    }
}

/// The version of a code with so many modules a side.
fn version(side: u16) -> u8 {
    u8::try_from(side.saturating_sub(17) / 4).unwrap_or(u8::MAX)
}
