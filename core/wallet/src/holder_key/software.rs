//! Software keys: Ed25519, the seed in the secret store, in memory for one signature at a time.

use std::sync::Arc;

use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

use super::{HolderKey, HolderKeyError, KeyFacts, KeyLevel, KeyName, RawPublicKey};
use crate::secrets::{SecretError, SecretName, SecretStore, patiently};

/// See the module.
pub struct SoftwareKeys {
    secrets: Arc<dyn SecretStore>,
}

impl SoftwareKeys {
    /// Keys whose seeds are kept in `secrets`.
    pub fn new(secrets: Arc<dyn SecretStore>) -> Self {
        Self { secrets }
    }

    fn load(&self, name: &KeyName) -> Result<Option<SigningKey>, HolderKeyError> {
        let Some(seed) = patiently(|| self.secrets.get(&entry(name)))? else { return Ok(None) };
        // Present but of another length: not what we wrote, so lost.
        let seed: &[u8; 32] = seed[..].try_into().map_err(|_| HolderKeyError::Invalidated)?;
        Ok(Some(SigningKey::from_bytes(seed)))
    }
}

impl HolderKey for SoftwareKeys {
    fn find(&self, name: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError> {
        Ok(self.load(name)?.as_ref().map(facts))
    }

    fn create(&self, name: &KeyName, _challenge: &[u8]) -> Result<KeyFacts, HolderKeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| HolderKeyError::Unavailable)?;
        patiently(|| self.secrets.put(&entry(name), &*seed))?;
        Ok(facts(&SigningKey::from_bytes(&seed)))
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, HolderKeyError> {
        let key = self.load(name)?.ok_or(HolderKeyError::NotFound)?;
        Ok(key.sign(message).to_bytes().to_vec())
    }

    fn remove(&self, name: &KeyName) -> Result<(), HolderKeyError> {
        Ok(patiently(|| self.secrets.remove(&entry(name)))?)
    }
}

fn entry(name: &KeyName) -> SecretName {
    SecretName::new(name.role.secret(), name.install)
}

fn facts(key: &SigningKey) -> KeyFacts {
    let public = RawPublicKey::Ed25519(key.verifying_key().to_bytes());
    KeyFacts { public, level: KeyLevel::Sealed, signs_often: true, attestation: None }
}

impl From<SecretError> for HolderKeyError {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Locked => Self::Locked,
            SecretError::Lost => Self::Invalidated,
            SecretError::Unavailable | SecretError::Misuse => Self::Unavailable,
        }
    }
}
