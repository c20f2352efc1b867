//! Key-binding tokens: proof, fresh every few seconds, that the phone showing a license holds its key.
//!
//! A presentation wraps the license token in its protected header (`kcwt`, RFC 9528) and is signed by the key that the
//! license names in `cnf` (RFC 8747). See draft-ietf-spice-sd-cwt, section on key binding. Requirements R13, R14, R65.

use lz_license::UnixSeconds;

use crate::cbor::{Value, raw, write};
use crate::cose::{ContentType, Sign1, read_alg, seal};
use crate::fields;
use crate::format::FormatError;
use crate::key::Alg;
use crate::signer::{SignError, Signer};
use crate::token::Token;

/// Largest presentation that is written: what a version 18-L code holds behind its prefix.
pub const MAX_WRITTEN: usize = 694;
/// Largest presentation that is read: what 1,300 characters hold.
pub const MAX_READ: usize = 864;
/// A code is shown for so long before the next one.
pub const ROTATE_SECONDS: i64 = 15;
/// A code is never shown after its `iat` and this.
pub const DEAD_AFTER_SECONDS: i64 = 45;

const SHOWING_CLAIM: i64 = -70_002;

/// How good the phone thinks its clock is. It chooses the verifier's advice; it is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClockQuality {
    /// Anchored to signed server time since the phone started, error at most 30 s.
    Anchored,
    /// The wall clock, or the floor below which it may not go.
    WallClock,
}

/// What one showing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// For whom: `police`, `business` or `purpose:asker`.
    pub audience: String,
    /// When, by the phone.
    pub at: UnixSeconds,
    /// Answer to a challenge.
    pub cnonce: Option<[u8; 16]>,
    /// How good the phone's clock is.
    pub quality: ClockQuality,
    /// Rises with every signature of this key.
    pub sequence: u32,
}

/// Why a token could not be presented. Nothing has been shown then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PresentError {
    /// The signer's key is not the one that the token names.
    #[error("the token names another key")]
    AnotherKey,
    /// A reader would refuse the presentation.
    #[error("a reader would refuse this presentation: {0}")]
    Format(#[from] FormatError),
    /// No signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl PresentError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::AnotherKey => "another-key",
            Self::Format(_) => "presentation-format",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Signs one presentation of `token`: about 500 bytes for a typical license.
///
/// The caller takes `sequence` from numbers that it has reserved durably, and never uses one twice.
pub fn present(token: &Token, showing: &Showing, signer: &dyn Signer) -> Result<Vec<u8>, PresentError> {
    if *signer.key() != token.unverified_claims().holder {
        return Err(PresentError::AnotherKey);
    }
    let header = write(|w| {
        w.map(3)?.u8(1)?.i64(signer.key().alg().cose())?.u8(13)?;
        raw(w, token.bytes());
        w.u8(16)?;
        ContentType::PRESENTATION.write(w)
    });
    let claims = encode(showing);
    read_showing(Value::scanned(&claims))?;
    let bytes = seal(&header, &claims, signer)?;
    if bytes.len() > MAX_WRITTEN {
        return Err(FormatError::TooLong.into());
    }
    Ok(bytes)
}

/// Bytes of the largest presentation of a token of `token` bytes: with a challenge, and the longest audience that a policy
/// may give to any profile.
pub(crate) fn largest(token: usize) -> usize {
    let claims = 1 + (1 + 2 + 24) + (1 + 5) + (2 + 17) + (5 + 1 + 1 + 5);
    let header = 1 + 2 + 1 + token + 1 + 3;
    1 + 1 + (3 + header) + 1 + (2 + claims) + (2 + 64)
}

fn encode(showing: &Showing) -> Vec<u8> {
    let quality = match showing.quality {
        ClockQuality::Anchored => 0,
        ClockQuality::WallClock => 1,
    };
    write(|w| {
        w.map(3 + u64::from(showing.cnonce.is_some()))?.u8(3)?.str(&showing.audience)?;
        w.u8(6)?.u64(fields::wire_seconds(showing.at))?;
        if let Some(cnonce) = &showing.cnonce {
            w.u8(39)?.bytes(cnonce)?;
        }
        w.i64(SHOWING_CLAIM)?.array(2)?.u8(quality)?.u32(showing.sequence)?.ok()
    })
}

/// A presentation as received: well formed, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    signed: Sign1,
    alg: Alg,
    token: Token,
    showing: Showing,
}

impl Presentation {
    /// Reads both layers with all their fields. Whether any of it is true is [`crate::verify`]'s question.
    pub fn from_untrusted(bytes: &[u8]) -> Result<Self, FormatError> {
        let signed = Sign1::open(bytes, MAX_READ)?;
        let mut header = signed.protected().map()?;
        ContentType::PRESENTATION.expect(header.required(16).map_err(|_| FormatError::ProtectedHeader)?)?;
        let alg = read_alg(&mut header)?;
        let token = header.required(13).map_err(|_| FormatError::ProtectedHeader)?;
        header.done().map_err(|_| FormatError::ProtectedHeader)?;
        let token = Token::from_untrusted(token.raw())?;
        let showing = read_showing(signed.payload())?;
        Ok(Self { signed, alg, token, showing })
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        self.signed.bytes()
    }

    /// What the showing says, true or not.
    pub fn unverified_showing(&self) -> &Showing {
        &self.showing
    }

    /// The wrapped token, genuine or not.
    pub fn unverified_token(&self) -> &Token {
        &self.token
    }

    pub(crate) fn alg(&self) -> Alg {
        self.alg
    }

    pub(crate) fn signed(&self) -> &Sign1 {
        &self.signed
    }
}

fn read_showing(value: Value<'_>) -> Result<Showing, FormatError> {
    let mut map = value.map()?;
    let audience = map.required(3)?.text(2..=24)?.to_owned();
    let at = fields::seconds(map.required(6)?)?;
    let cnonce = map.optional(39).map(Value::byte_array).transpose()?;
    let [quality, sequence] = map.required(SHOWING_CLAIM)?.array()?;
    map.done()?;
    let quality = match quality.uint(0..=1)? {
        0 => ClockQuality::Anchored,
        _ => ClockQuality::WallClock,
    };
    Ok(Showing { audience, at, cnonce, quality, sequence: fields::uint32(sequence, 0..=u32::MAX)? })
}
