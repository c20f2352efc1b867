//! Public keys: Ed25519 everywhere, P-256 for holders whose phone has it in hardware. The list is closed.
//!
//! COSE key form of RFC 9052, section 7; algorithms fully specified as in RFC 9864; identifiers by RFC 9679.

use std::fmt;
use std::hash::{Hash, Hasher};

use p256::ecdsa::signature::Verifier as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use sha2::{Digest, Sha256};

use crate::cbor::{Value, scan, write};
use crate::format::FormatError;

/// Signature algorithms of wire format 1. One private number is kept free for SM2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alg {
    /// Ed25519, COSE -19.
    Ed25519,
    /// ECDSA on P-256 with SHA-256 and low s, COSE -9.
    EsP256,
}

impl Alg {
    /// The COSE number.
    pub fn cose(self) -> i64 {
        match self {
            Self::Ed25519 => -19,
            Self::EsP256 => -9,
        }
    }

    pub(crate) fn from_cose(number: i64) -> Result<Self, FormatError> {
        match number {
            -19 => Ok(Self::Ed25519),
            -9 => Ok(Self::EsP256),
            _ => Err(FormatError::Algorithm),
        }
    }
}

/// Eight bytes that locate a key and decide nothing: the head of its SHA-256 thumbprint (RFC 9679).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kid(pub [u8; 8]);

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A public key that has been checked: a point of its curve, and not a weak one.
#[derive(Clone)]
pub struct PublicKey(Inner);

#[derive(Clone)]
enum Inner {
    Ed25519(ed25519_dalek::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
}

/// A signature that does not hold: wrong key, changed bytes, or a form that is not unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not hold")]
pub struct BadSignature;

impl PublicKey {
    /// An Ed25519 key from its 32 bytes; small-order points and non-canonical bytes are refused.
    pub fn ed25519(bytes: &[u8; 32]) -> Result<Self, FormatError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| FormatError::Key)?;
        if key.is_weak() || !is_canonical(bytes) {
            return Err(FormatError::Key);
        }
        Ok(Self(Inner::Ed25519(key)))
    }

    /// A P-256 key from its coordinates; the point must be on the curve.
    pub fn p256(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, FormatError> {
        let mut sec1 = [4; 65];
        sec1[1..33].copy_from_slice(x);
        sec1[33..].copy_from_slice(y);
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&sec1).map_err(|_| FormatError::Key)?;
        Ok(Self(Inner::P256(key)))
    }

    /// The one algorithm that this key signs with.
    pub fn alg(&self) -> Alg {
        match self.0 {
            Inner::Ed25519(_) => Alg::Ed25519,
            Inner::P256(_) => Alg::EsP256,
        }
    }

    /// The COSE_Key with its required members alone, deterministically encoded.
    pub fn to_cose(&self) -> Vec<u8> {
        write(|w| match &self.0 {
            Inner::Ed25519(key) => w.map(3)?.u8(1)?.u8(1)?.i8(-1)?.u8(6)?.i8(-2)?.bytes(key.as_bytes())?.ok(),
            Inner::P256(key) => {
                let point = key.as_affine().to_sec1_point(false);
                let sec1 = point.as_bytes();
                w.map(4)?.u8(1)?.u8(2)?.i8(-1)?.u8(1)?.i8(-2)?.bytes(&sec1[1..33])?.i8(-3)?.bytes(&sec1[33..])?.ok()
            }
        })
    }

    /// Reads a COSE_Key with exactly the required members.
    pub fn from_cose(bytes: &[u8]) -> Result<Self, FormatError> {
        scan(bytes)?;
        Self::read(Value::scanned(bytes))
    }

    pub(crate) fn read(value: Value<'_>) -> Result<Self, FormatError> {
        let mut map = value.map()?;
        let key = match (map.required(1)?.int()?, map.required(-1)?.int()?) {
            (1, 6) => Self::ed25519(&map.required(-2)?.byte_array()?)?,
            (2, 1) => Self::p256(&map.required(-2)?.byte_array()?, &map.required(-3)?.byte_array()?)?,
            _ => return Err(FormatError::Key),
        };
        map.done()?;
        Ok(key)
    }

    /// SHA-256 thumbprint (RFC 9679).
    pub fn thumbprint(&self) -> [u8; 32] {
        Sha256::digest(self.to_cose()).into()
    }

    /// The short identifier that headers carry.
    pub fn kid(&self) -> Kid {
        let mut kid = [0; 8];
        kid.copy_from_slice(&self.thumbprint()[..8]);
        Kid(kid)
    }

    /// Checks one signature strictly: cofactorless Ed25519 with canonical points, low-s ECDSA.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), BadSignature> {
        match &self.0 {
            Inner::Ed25519(key) => {
                let signature = ed25519_dalek::Signature::from_bytes(signature);
                key.verify_strict(message, &signature).map_err(|_| BadSignature)
            }
            Inner::P256(key) => {
                let signature = p256::ecdsa::Signature::from_slice(signature).map_err(|_| BadSignature)?;
                if signature.normalize_s() != signature {
                    return Err(BadSignature);
                }
                key.verify(message, &signature).map_err(|_| BadSignature)
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        match &self.0 {
            Inner::Ed25519(key) => key.as_bytes().to_vec(),
            Inner::P256(key) => key.to_sec1_bytes().to_vec(),
        }
    }
}

/// The y coordinate must be below 2^255 - 19: RFC 8032 readers differ on the 19 values above.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    bytes[31] & 0x7f != 0x7f || bytes[1..31].iter().any(|byte| *byte != 0xff) || bytes[0] < 0xed
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Inner::Ed25519(a), Inner::Ed25519(b)) => a.as_bytes() == b.as_bytes(),
            (Inner::P256(a), Inner::P256(b)) => a == b,
            (Inner::Ed25519(_), Inner::P256(_)) | (Inner::P256(_), Inner::Ed25519(_)) => false,
        }
    }
}

impl Eq for PublicKey {}

impl Hash for PublicKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({:?}, {})", self.alg(), self.kid())
    }
}

/// ECDSA signatures come in pairs (r, s) and (r, n - s); readers take the one with the lower s.
///
/// Hardware returns either. Bytes that are no P-256 signature are handed back unchanged, and fail when verified.
pub fn lower_s(signature: [u8; 64]) -> [u8; 64] {
    match p256::ecdsa::Signature::from_slice(&signature) {
        Ok(read) => read.normalize_s().to_bytes().into(),
        Err(_) => signature,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_and_non_canonical_keys_are_refused() {
        let identity = {
            let mut b = [0; 32];
            b[0] = 1;
            b
        };
        let order_four = [0; 32];
        let mut above_p = [0xff; 32];
        above_p[0] = 0xee;
        above_p[31] = 0x7f;
        for bytes in [identity, order_four, above_p] {
            assert_eq!(PublicKey::ed25519(&bytes).err(), Some(FormatError::Key));
        }
    }

    #[test]
    fn a_point_beside_the_curve_is_refused() {
        assert_eq!(PublicKey::p256(&[1; 32], &[2; 32]).err(), Some(FormatError::Key));
    }
}
