//! A signer that believes nothing: it turns what a key store returns into 64 bytes with a low S, and verifies them.
//!
//! That catches the wrong key, the wrong encoding and injected faults before anything leaves the phone. The public key
//! is fixed when the signer is made: nobody can sign with one key and hash another one in.

use std::sync::Arc;

use lz_credential::{PublicKey, SignError, Signer};

use super::{HolderKey, HolderKeyError, KeyName, RawPublicKey};

/// One key, ready to sign.
pub struct KeySigner {
    keys: Arc<dyn HolderKey>,
    name: KeyName,
    raw: RawPublicKey,
    public: PublicKey,
}

impl KeySigner {
    /// The key `name`, which must exist and be `enrolled`: the one that the license or the authority knows.
    pub fn enrolled(keys: Arc<dyn HolderKey>, name: KeyName, enrolled: &PublicKey) -> Result<Self, HolderKeyError> {
        let found = Self::found(keys, name)?;
        if found.public == *enrolled { Ok(found) } else { Err(HolderKeyError::Invalidated) }
    }

    /// The key `name` as the store has it, for enrolling it.
    pub fn found(keys: Arc<dyn HolderKey>, name: KeyName) -> Result<Self, HolderKeyError> {
        let raw = keys.find(&name)?.ok_or(HolderKeyError::NotFound)?.public;
        // Weak keys and points beside the curve: no key that this store could sign with.
        let public = raw.checked().ok_or(HolderKeyError::Invalidated)?;
        Ok(Self { keys, name, raw, public })
    }

    /// The public half as the store gave it.
    pub fn public(&self) -> RawPublicKey {
        self.raw
    }

    /// Signs `message`: 64 bytes that are verified and canonical.
    pub fn sign_verified(&self, message: &[u8]) -> Result<[u8; 64], HolderKeyError> {
        let returned = self.keys.sign(&self.name, message)?;
        let raw = match self.raw {
            RawPublicKey::Ed25519(_) => returned.as_slice().try_into().ok(),
            RawPublicKey::P256(_) => p256_raw(&returned),
        };
        let raw = raw.ok_or(HolderKeyError::BadSignature)?;
        self.public.verify(message, &raw).map_err(|_| HolderKeyError::BadSignature)?;
        Ok(raw)
    }
}

impl RawPublicKey {
    /// The key, if it is a sound one of its curve.
    pub fn checked(&self) -> Option<PublicKey> {
        match self {
            Self::Ed25519(bytes) => PublicKey::ed25519(bytes).ok(),
            Self::P256(point) => {
                let (x, y) = point.split_first_chunk::<32>()?;
                PublicKey::p256(x, y.try_into().ok()?).ok()
            }
        }
    }
}

impl Signer for KeySigner {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        self.sign_verified(message).map_err(|error| match error {
            HolderKeyError::Locked => SignError::Locked,
            HolderKeyError::Invalidated | HolderKeyError::NotFound => SignError::Lost,
            HolderKeyError::Cancelled | HolderKeyError::Unavailable => SignError::Failed,
            HolderKeyError::BadSignature => SignError::WrongSignature,
        })
    }
}

/// 64 bytes with a low S from raw bytes or DER.
fn p256_raw(returned: &[u8]) -> Option<[u8; 64]> {
    use p256::ecdsa::Signature;
    // DER names its own length, so 64 raw bytes are read as DER only by a chance that the verification then refuses.
    let signature = Signature::from_der(returned).or_else(|_| Signature::from_slice(returned)).ok()?;
    Some(signature.normalize_s().to_bytes().into())
}
