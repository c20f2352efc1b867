//! Bind objects: a phone tells the authority its new presentation key, signed by that key, and once more by a hardware key
//! if it has one. Used at enrolment and when a session key changes.

use lz_license::UnixSeconds;

use crate::cbor::{Value, raw, write};
use crate::cose::{ContentType, Sign1, read_alg, seal};
use crate::fields;
use crate::format::FormatError;
use crate::key::{Alg, Kid, PublicKey};
use crate::signer::{SignError, Signer};
use crate::token::{KeyLevel, confirmation};

/// Largest bind that is read; a platform attestation is a chain of certificates.
pub const MAX_BYTES: usize = 20_000;
const BIND_CLAIM: i64 = -70_060;

/// What a bind says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindClaims {
    /// The authority that it is meant for.
    pub audience: String,
    /// Made at, by the phone.
    pub issued_at: UnixSeconds,
    /// The new presentation key.
    pub key: PublicKey,
    /// The authority's nonce.
    pub nonce: [u8; 16],
    /// kid of the key that signs the phone's requests.
    pub request_key: Kid,
    /// Where the new key lives.
    pub level: KeyLevel,
    /// The platform's attestation over SHA-256(nonce, key), if it gives one.
    pub attestation: Option<Vec<u8>>,
}

/// Why a bind is refused or cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// Not a bind of this format.
    #[error("not a bind: {0}")]
    Format(#[from] FormatError),
    /// Meant for another authority, or for another nonce.
    #[error("a bind for somebody else")]
    NotOurs,
    /// Not signed by the key that it should be signed by.
    #[error("the signature does not hold")]
    Signature,
    /// No signature could be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl BindError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::NotOurs => "bind-not-ours",
            Self::Signature => "bad-signature",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Signs a bind with the new key, or with the hardware key that vouches for it.
pub fn sign(claims: &BindClaims, signer: &dyn Signer) -> Result<Vec<u8>, BindError> {
    let header = write(|w| {
        w.map(2)?.u8(1)?.i64(signer.key().alg().cose())?.u8(16)?;
        ContentType::BIND.write(w)
    });
    let payload = write(|w| {
        w.map(5)?.u8(3)?.str(&claims.audience)?.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?;
        w.u8(8)?.map(1)?.u8(1)?;
        raw(w, &claims.key.to_cose());
        w.u8(39)?.bytes(&claims.nonce)?.i64(BIND_CLAIM)?.map(2 + u64::from(claims.attestation.is_some()))?;
        w.u8(1)?.bytes(&claims.request_key.0)?.u8(2)?.u8(claims.level.number())?;
        if let Some(attestation) = &claims.attestation {
            w.u8(3)?.bytes(attestation)?;
        }
        Ok(())
    });
    let bytes = seal(&header, &payload, signer)?;
    Bind::from_untrusted(&bytes)?;
    Ok(bytes)
}

/// A bind as received: well formed, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    signed: Sign1,
    alg: Alg,
    claims: BindClaims,
}

impl Bind {
    /// Reads a bind.
    pub fn from_untrusted(bytes: &[u8]) -> Result<Self, FormatError> {
        let signed = Sign1::open(bytes, MAX_BYTES)?;
        let mut header = signed.protected().map()?;
        ContentType::BIND.expect(header.required(16).map_err(|_| FormatError::ProtectedHeader)?)?;
        let alg = read_alg(&mut header)?;
        header.done().map_err(|_| FormatError::ProtectedHeader)?;
        let claims = read(signed.payload())?;
        Ok(Self { signed, alg, claims })
    }

    /// The claims of a bind that the new key itself has signed, for this authority and this nonce.
    pub fn by_new_key(&self, audience: &str, nonce: &[u8; 16]) -> Result<&BindClaims, BindError> {
        self.by(&self.claims.key, audience, nonce)
    }

    /// The claims of a bind that a hardware key has signed, for this authority and this nonce.
    pub fn by(&self, key: &PublicKey, audience: &str, nonce: &[u8; 16]) -> Result<&BindClaims, BindError> {
        if self.claims.audience != audience || self.claims.nonce != *nonce {
            return Err(BindError::NotOurs);
        }
        if self.alg != key.alg() || self.signed.verify(key).is_err() {
            return Err(BindError::Signature);
        }
        Ok(&self.claims)
    }
}

fn read(value: Value<'_>) -> Result<BindClaims, FormatError> {
    let mut map = value.map()?;
    let audience = fields::issuer(map.required(3)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let key = confirmation(map.required(8)?)?;
    let nonce = map.required(39)?.byte_array()?;
    let mut bind = map.required(BIND_CLAIM)?.map()?;
    map.done()?;
    let claims = BindClaims {
        audience,
        issued_at,
        key,
        nonce,
        request_key: Kid(bind.required(1)?.byte_array()?),
        level: KeyLevel::read(bind.required(2)?)?,
        attestation: bind.optional(3).map(|value| value.bytes(0..=MAX_BYTES).map(<[u8]>::to_vec)).transpose()?,
    };
    bind.done()?;
    Ok(claims)
}
