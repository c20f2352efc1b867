//! Challenges: a verifier asks, and the phone's next presentation answers with the nonce.
//!
//! A firm signs its ask, so that the driver sees who asks; the police may ask unsigned, because their audience gets nothing that
//! a bystander could use. Where no camera can look, six digits are typed. Requirement R75.

use lz_license::UnixSeconds;
use sha2::{Digest, Sha256};

use crate::audience::Audience;
use crate::cbor::{Map, scan, write};
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::fields;
use crate::format::FormatError;
use crate::label::Label;
use crate::signer::{SignError, Signer};
use crate::trust::{Origin, Role, TrustList, Untrusted};

/// Largest ask that is read.
pub const MAX_BYTES: usize = 512;
const ASK_CLAIM: i64 = -70_050;

/// What a firm's ask says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskClaims {
    /// The asker's name in the trust list.
    pub issuer: String,
    /// For what it asks.
    pub purpose: String,
    /// Made at.
    pub issued_at: UnixSeconds,
    /// Dead from then on.
    pub expires_at: UnixSeconds,
    /// Sixteen random bytes.
    pub nonce: [u8; 16],
    /// Who asks, for the driver to read.
    pub name: Label,
}

/// An ask that may be shown to the driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For whom the answer is meant.
    pub audience: Audience,
    /// The nonce to answer with.
    pub nonce: [u8; 16],
    /// Who asks; none for the police.
    pub name: Option<Label>,
}

/// Why an ask is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// Not an ask of this format.
    #[error("not an ask: {0}")]
    Format(#[from] FormatError),
    /// Not signed by a trusted asker.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// The audience is not purpose and name of the one who signed, or only a signed ask may name it.
    #[error("an audience that this asker may not name")]
    Audience,
    /// Not yet, or no longer.
    #[error("outside its time")]
    Time,
}

impl AskError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::Untrusted(error) => error.code(),
            Self::Audience => "ask-audience",
            Self::Time => "ask-time",
        }
    }
}

/// Signs a firm's ask.
pub fn issue(claims: &AskClaims, signer: &dyn Signer) -> Result<Vec<u8>, AskIssueError> {
    let audience = Audience::Firm { purpose: claims.purpose.clone(), asker: claims.issuer.clone() };
    let header = authority_header(signer.key().kid(), ContentType::ASK);
    let payload = write(|w| {
        w.map(6)?.u8(1)?.str(&claims.issuer)?.u8(3)?.str(&audience.to_string())?;
        w.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?;
        w.u8(39)?.bytes(&claims.nonce)?.i64(ASK_CLAIM)?;
        claims.name.write(w)
    });
    let bytes = seal(&header, &payload, signer)?;
    read_signed(&bytes)?;
    Ok(bytes)
}

/// Why an ask cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskIssueError {
    /// A reader would refuse it.
    #[error("a reader would refuse this ask: {0}")]
    Format(#[from] FormatError),
    /// No signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// The unsigned ask of a police terminal.
pub fn open(nonce: &[u8; 16]) -> Vec<u8> {
    write(|w| w.map(2)?.u8(3)?.str("police")?.u8(39)?.bytes(nonce)?.ok())
}

/// Reads a scanned challenge and decides whether the driver may be asked.
pub fn accept(bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<Asked, AskError> {
    if bytes.len() > MAX_BYTES {
        return Err(FormatError::TooLong.into());
    }
    scan(bytes)?;
    match bytes.first().map(|byte| byte >> 5) {
        Some(5) => accept_open(bytes),
        _ => accept_signed(bytes, trust, now),
    }
}

fn accept_open(bytes: &[u8]) -> Result<Asked, AskError> {
    let mut map = Map::scan(bytes)?;
    let audience = map.required(3)?.text(2..=24)?;
    let nonce = map.required(39)?.byte_array()?;
    map.done()?;
    if audience != "police" {
        return Err(AskError::Audience);
    }
    Ok(Asked { audience: Audience::Police, nonce, name: None })
}

fn accept_signed(bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<Asked, AskError> {
    let (signed, claims) = read_signed(bytes)?;
    let kid = signed.authority_kid(ContentType::ASK)?;
    let origin =
        Origin { role: Role::Asker, issuer: Some(&claims.issuer), issued_at: claims.issued_at, authority: None };
    trust.vouch(&signed, kid, origin, now)?;
    if now < claims.issued_at.plus(-60) || now >= claims.expires_at {
        return Err(AskError::Time);
    }
    let audience = Audience::Firm { purpose: claims.purpose, asker: claims.issuer };
    Ok(Asked { audience, nonce: claims.nonce, name: Some(claims.name) })
}

/// `aud` must be purpose, colon and the name of the one who signs.
fn read_signed(bytes: &[u8]) -> Result<(Sign1, AskClaims), FormatError> {
    let signed = Sign1::open(bytes, MAX_BYTES)?;
    let mut map = signed.payload().map()?;
    let issuer = fields::issuer(map.required(1)?)?;
    let audience: Audience = map.required(3)?.text(2..=24)?.parse()?;
    let expires_at = fields::seconds(map.required(4)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let nonce = map.required(39)?.byte_array()?;
    let name = Label::read(map.required(ASK_CLAIM)?)?;
    map.done()?;
    let Audience::Firm { purpose, asker } = audience else { return Err(FormatError::Contradiction) };
    if asker != issuer || expires_at <= issued_at {
        return Err(FormatError::Contradiction);
    }
    Ok((signed, AskClaims { issuer, purpose, issued_at, expires_at, nonce, name }))
}

/// The six digits that stand for a nonce when it is typed.
pub fn digits(nonce: &[u8; 16]) -> String {
    let [a, b, c, d, ..] = *nonce;
    format!("{:06}", u32::from_be_bytes([a, b, c, d]) % 1_000_000)
}

/// What a phone answers with when six digits were typed.
pub fn typed_cnonce(digits: &str) -> [u8; 16] {
    let mut cnonce = [0; 16];
    cnonce.copy_from_slice(&Sha256::new().chain_update(b"lz1").chain_update(digits.as_bytes()).finalize()[..16]);
    cnonce
}
