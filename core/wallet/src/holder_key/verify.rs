//! A signer that believes nothing: it turns what a key store returns into 64 bytes with a low S, and verifies them.
//!
//! That catches the wrong key, the wrong encoding and injected faults before anything leaves the phone. The public key
//! is fixed when the signer is made: nobody can sign with one key and hash another one in.

use std::sync::Arc;

use super::{HolderKey, HolderKeyError, KeyName, RawPublicKey};

/// One key, ready to sign.
pub struct KeySigner {
    keys: Arc<dyn HolderKey>,
    name: KeyName,
    public: RawPublicKey,
}

impl KeySigner {
    /// The key `name`, which must exist and be `enrolled`: the one that the license or the authority knows.
    pub fn enrolled(keys: Arc<dyn HolderKey>, name: KeyName, enrolled: &RawPublicKey) -> Result<Self, HolderKeyError> {
        let facts = keys.find(&name)?.ok_or(HolderKeyError::NotFound)?;
        if facts.public != *enrolled {
            return Err(HolderKeyError::Invalidated);
        }
        Ok(Self { keys, name, public: facts.public })
    }

    /// The key `name` as the store has it, for enrolling it.
    pub fn found(keys: Arc<dyn HolderKey>, name: KeyName) -> Result<Self, HolderKeyError> {
        let facts = keys.find(&name)?.ok_or(HolderKeyError::NotFound)?;
        Ok(Self { keys, name, public: facts.public })
    }

    /// The public half.
    pub fn public(&self) -> RawPublicKey {
        self.public
    }

    /// Signs `message`: 64 bytes that are verified and canonical.
    pub fn sign_verified(&self, message: &[u8]) -> Result<[u8; 64], HolderKeyError> {
        let returned = self.keys.sign(&self.name, message)?;
        match &self.public {
            RawPublicKey::Ed25519(key) => ed25519(key, message, &returned),
            RawPublicKey::P256(point) => p256(point, message, &returned),
        }
        .ok_or(HolderKeyError::BadSignature)
    }
}

fn ed25519(key: &[u8; 32], message: &[u8], returned: &[u8]) -> Option<[u8; 64]> {
    let raw: [u8; 64] = returned.try_into().ok()?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(key).ok()?;
    key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&raw)).ok()?;
    Some(raw)
}

fn p256(point: &[u8; 64], message: &[u8], returned: &[u8]) -> Option<[u8; 64]> {
    use p256::ecdsa::signature::Verifier;
    use p256::ecdsa::{Signature, VerifyingKey};
    // Raw first: 64 bytes of DER would need both numbers short by chance, and then the verification below refuses.
    let signature = Signature::from_slice(returned).or_else(|_| Signature::from_der(returned)).ok()?;
    let signature = signature.normalize_s();
    let mut sec1 = [4; 65];
    sec1[1..].copy_from_slice(point);
    VerifyingKey::from_sec1_bytes(&sec1).ok()?.verify(message, &signature).ok()?;
    Some(signature.to_bytes().into())
}
