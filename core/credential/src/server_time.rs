//! Signed server time: what anchors a phone's clock, and how sure the phone may be of it afterwards.

use lz_license::UnixSeconds;

use crate::cbor::{Value, write};
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::fields;
use crate::format::FormatError;
use crate::key::Kid;
use crate::presentation::ClockQuality;
use crate::signer::{SignError, Signer};
use crate::trust::{Origin, Role, TrustList, Untrusted};

/// Largest server time that is read.
pub const MAX_BYTES: usize = 512;
/// A slower answer anchors nothing.
pub const MAX_ROUND_TRIP_MS: u64 = 10_000;
/// Above this error the phone calls its clock a wall clock.
pub const MAX_ERROR_MS: u64 = 30_000;
/// A phone's clock may drift by so much.
const DRIFT_PPM: u64 = 50;
const TIME_CLAIM: i64 = -70_030;

/// What a server time says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeClaims {
    /// Who says it.
    pub issuer: String,
    /// The client's nonce.
    pub nonce: [u8; 16],
    /// Milliseconds since 1970, UTC.
    pub unix_ms: u64,
    /// kid of the client's request key.
    pub client: Kid,
}

/// Why a server time is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not a server time of this format.
    #[error("not a server time: {0}")]
    Format(#[from] FormatError),
    /// Not signed by a trusted time key.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// An answer to another question, or to somebody else.
    #[error("an answer to another question")]
    NotOurs,
    /// The answer took too long to say anything about now.
    #[error("the answer took too long")]
    TooSlow,
    /// No signature could be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl TimeError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::Untrusted(error) => error.code(),
            Self::NotOurs => "time-not-ours",
            Self::TooSlow => "time-too-slow",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Signs the time.
pub fn issue(claims: &TimeClaims, signer: &dyn Signer) -> Result<Vec<u8>, TimeError> {
    let header = authority_header(signer.key().kid(), ContentType::SERVER_TIME);
    let payload = write(|w| {
        w.map(4)?.u8(1)?.str(&claims.issuer)?.u8(6)?.u64(claims.unix_ms / 1_000)?;
        w.u8(39)?.bytes(&claims.nonce)?.i64(TIME_CLAIM)?.map(2)?;
        w.u8(1)?.u64(claims.unix_ms)?.u8(2)?.bytes(&claims.client.0)?.ok()
    });
    let bytes = seal(&header, &payload, signer)?;
    read(Sign1::open(&bytes, MAX_BYTES)?.payload())?;
    Ok(bytes)
}

/// A point at which the phone's steady clock and true time were known together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// True time in milliseconds when the answer arrived: the server's, and half the round trip.
    pub unix_ms: u64,
    /// How far that may be off.
    pub error_ms: u64,
}

impl Anchor {
    /// Reads the answer to our own `nonce` and key, which took `round_trip_ms` by a clock that does not jump.
    pub fn accept(
        bytes: &[u8],
        trust: &TrustList,
        nonce: &[u8; 16],
        client: Kid,
        round_trip_ms: u64,
    ) -> Result<Self, TimeError> {
        let signed = Sign1::open(bytes, MAX_BYTES)?;
        let kid = signed.authority_kid(ContentType::SERVER_TIME)?;
        let (claims, issued_at) = read(signed.payload())?;
        let origin = Origin { role: Role::Time, issuer: Some(&claims.issuer), issued_at, authority: None };
        trust.vouch(&signed, kid, origin, issued_at)?;
        if claims.nonce != *nonce || claims.client != client {
            return Err(TimeError::NotOurs);
        }
        if round_trip_ms > MAX_ROUND_TRIP_MS {
            return Err(TimeError::TooSlow);
        }
        let half = round_trip_ms.div_ceil(2);
        Ok(Self { unix_ms: claims.unix_ms.saturating_add(half), error_ms: half })
    }

    /// How far off the clock may be after `age_ms` of the steady clock.
    pub fn error_after(&self, age_ms: u64) -> u64 {
        self.error_ms.saturating_add(age_ms.saturating_mul(DRIFT_PPM) / 1_000_000)
    }

    /// What the phone may say of its clock then.
    pub fn quality_after(&self, age_ms: u64) -> ClockQuality {
        if self.error_after(age_ms) <= MAX_ERROR_MS { ClockQuality::Anchored } else { ClockQuality::WallClock }
    }
}

fn read(value: Value<'_>) -> Result<(TimeClaims, UnixSeconds), FormatError> {
    let mut map = value.map()?;
    let issuer = fields::issuer(map.required(1)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let nonce = map.required(39)?.byte_array()?;
    let mut time = map.required(TIME_CLAIM)?.map()?;
    map.done()?;
    let unix_ms = time.required(1)?.uint(0..=u64::MAX)?;
    let client = Kid(time.required(2)?.byte_array()?);
    time.done()?;
    if unix_ms / 1_000 != fields::wire_seconds(issued_at) {
        return Err(FormatError::Contradiction);
    }
    Ok((TimeClaims { issuer, nonce, unix_ms, client }, issued_at))
}
