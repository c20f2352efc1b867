//! The challenge on the terminal's screen: a code for the phone's camera, six digits for a driver who types.

use image::{GrayImage, Luma};
use lz_api::Blob;
use lz_credential::ask::{self, AskClaims};
use lz_credential::audience::Audience;
use lz_credential::{Label, UnixSeconds, qr};
use qrcode::{Color, EcLevel, QrCode};

use crate::random;
use crate::store::{self, Store, StoreError};

/// Device pixels to one module of the code.
const MODULE: u32 = 6;
/// Light modules around the code.
const QUIET: u32 = 4;
/// How long a signed ask may be answered, in seconds: as long as the challenge is open.
const OPEN: i64 = lz_credential::verify::OPEN_SECONDS;

/// A challenge, shown.
pub struct Shown {
    /// The text of the code; none for license business, which may not ask unsigned and has no key to sign with: its
    /// driver types the digits.
    pub text: Option<String>,
    /// The six digits.
    pub digits: String,
}

/// Why no challenge can be shown.
#[derive(Debug, thiserror::Error)]
pub enum ChallengeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A firm has no name or no entry in the trust list set up.
    #[error("this terminal is not set up as a firm's: it has no asker or no name")]
    NotAFirm,
    /// The ask could not be signed.
    #[error("the challenge cannot be signed")]
    Sign,
    /// The code could not be drawn.
    #[error("the challenge cannot be drawn")]
    Draw,
}

impl ChallengeError {
    /// Stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            ChallengeError::Store(error) => error.code(),
            ChallengeError::NotAFirm => "challenge_not_a_firm",
            ChallengeError::Sign => "challenge_sign",
            ChallengeError::Draw => "challenge_draw",
        }
    }
}

/// Opens a challenge and keeps it for the next check. The police ask unsigned, a firm under its own name (R75).
pub fn open(store: &Store, now: UnixSeconds) -> Result<Shown, ChallengeError> {
    let settings = store.settings()?;
    let nonce = random::<16>();
    let audience: Audience = settings.audience.parse().map_err(|_| StoreError::Damaged("terminal.json"))?;
    let ask = match audience {
        Audience::Firm { purpose, asker } => {
            let [zh_hans, en] = settings.name.ok_or(ChallengeError::NotAFirm)?;
            let claims = AskClaims {
                issuer: asker,
                purpose,
                issued_at: now,
                expires_at: now.plus(OPEN),
                nonce,
                name: Label { zh_hans, en },
            };
            Some(ask::issue(&claims, &store.key()?).map_err(|_| ChallengeError::Sign)?)
        }
        Audience::Police => Some(ask::open(&nonce)),
        Audience::Business => None,
    };
    store.put_note(
        store::CHALLENGE,
        &store::OpenChallenge { nonce: Blob::from(&nonce[..]).to_string(), opened_at: now.0 },
    )?;
    Ok(Shown { text: ask.map(|ask| qr::challenge_text(&ask)), digits: ask::digits(&nonce) })
}

/// The code as a picture, with its quiet zone.
pub fn picture(text: &str) -> Result<GrayImage, ChallengeError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| ChallengeError::Draw)?;
    let side = code.width() as u32 + 2 * QUIET;
    Ok(GrayImage::from_fn(side * MODULE, side * MODULE, |x, y| {
        let inside =
            |pixel: u32| (pixel / MODULE).checked_sub(QUIET).map(|at| at as usize).filter(|at| *at < code.width());
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) if code[(x, y)] == Color::Dark => Luma([0]),
            _ => Luma([255]),
        }
    }))
}
