//! Hardware keys of the phone: Secure Enclave, StrongBox or the phone's trusted environment.

use std::sync::Arc;

use lz_wallet::holder_key::{HolderKey as Port, HolderKeyError, KeyFacts, KeyName, RawPublicKey};

use super::patience::{LONGEST, within};

/// Kind of a hardware key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum KeyCurve {
    /// Ed25519; 32 bytes.
    Ed25519,
    /// P-256; 64 bytes x then y, or 65 with a leading 4.
    P256,
}

/// How well a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum KeyLevel {
    /// Sealed in the key store, used in memory.
    Sealed,
    /// In the phone's trusted environment.
    Trusted,
    /// In a chip of its own.
    SecureElement,
}

/// What is known of a key without using it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HardwareKey {
    /// Its kind.
    pub curve: KeyCurve,
    /// Its public half.
    pub public_bytes: Vec<u8>,
    /// How well it is kept.
    pub level: KeyLevel,
    /// The platform's attestation over the challenge, if it gives one.
    pub attestation: Option<Vec<u8>>,
    /// False for a chip that is too slow to sign a code every 15 s: it then vouches for session keys.
    #[uniffi(default = true)]
    pub signs_often: bool,
}

/// Why a key did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyTrouble {
    /// The phone is locked; it is tried again after an unlock.
    #[error("locked")]
    Locked,
    /// The person said no.
    #[error("refused by the person")]
    RefusedByPerson,
    /// The key is gone for good, for example because the fingerprints changed.
    #[error("gone")]
    Gone,
    /// There is no key of this name.
    #[error("not found")]
    NotFound,
    /// The hardware does not answer as it should.
    #[error("not available")]
    NotAvailable,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for KeyTrouble {
    /// Something else was thrown. Its text is dropped: it is a stack trace of the app.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        KeyTrouble::NotAvailable
    }
}

/// Keys that live in the phone's hardware. Made without a question to the person for each use: the app asks before showing.
#[uniffi::export(foreign)]
pub trait HolderKey: Send + Sync {
    /// What is known of the key; absent if there is none of this name.
    fn find(&self, name: String) -> Result<Option<HardwareKey>, KeyTrouble>;

    /// Makes the key, replacing one of the same name; `challenge` goes into the platform's attestation.
    fn create(&self, name: String, challenge: Vec<u8>) -> Result<HardwareKey, KeyTrouble>;

    /// Signs the message itself, not a hash of it. P-256 as DER or as 64 bytes r then s; Ed25519 as 64 bytes.
    fn sign(&self, name: String, message: Vec<u8>) -> Result<Vec<u8>, KeyTrouble>;

    /// Destroys the key; destroying what is not there is fine.
    fn remove(&self, name: String) -> Result<(), KeyTrouble>;
}

/// The core's port over an app's keys.
pub(crate) struct KeyAdapter(pub(crate) Arc<dyn HolderKey>);

impl KeyAdapter {
    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn HolderKey) -> Result<T, KeyTrouble> + Send + 'static,
    ) -> Result<T, HolderKeyError> {
        let keys = self.0.clone();
        within(LONGEST, move || work(&*keys)).unwrap_or(Err(KeyTrouble::NotAvailable)).map_err(port_error)
    }
}

impl Port for KeyAdapter {
    fn find(&self, name: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError> {
        let name = name.to_string();
        self.call(|keys| keys.find(name))?.map(facts).transpose()
    }

    fn create(&self, name: &KeyName, challenge: &[u8]) -> Result<KeyFacts, HolderKeyError> {
        let (name, challenge) = (name.to_string(), challenge.to_vec());
        facts(self.call(|keys| keys.create(name, challenge))?)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, HolderKeyError> {
        let (name, message) = (name.to_string(), message.to_vec());
        self.call(|keys| keys.sign(name, message))
    }

    fn remove(&self, name: &KeyName) -> Result<(), HolderKeyError> {
        let name = name.to_string();
        self.call(|keys| keys.remove(name))
    }
}

fn port_error(trouble: KeyTrouble) -> HolderKeyError {
    match trouble {
        KeyTrouble::Locked => HolderKeyError::Locked,
        KeyTrouble::RefusedByPerson => HolderKeyError::Cancelled,
        KeyTrouble::Gone => HolderKeyError::Invalidated,
        KeyTrouble::NotFound => HolderKeyError::NotFound,
        KeyTrouble::NotAvailable => HolderKeyError::Unavailable,
    }
}

/// Reads what the platform says of a key; a public key of another length is a key store that does not answer as it should.
fn facts(key: HardwareKey) -> Result<KeyFacts, HolderKeyError> {
    let bytes = match (key.curve, key.public_bytes.as_slice()) {
        (KeyCurve::P256, [4, rest @ ..]) if rest.len() == 64 => rest,
        (_, all) => all,
    };
    let public = match key.curve {
        KeyCurve::Ed25519 => RawPublicKey::Ed25519(bytes.try_into().map_err(|_| HolderKeyError::Unavailable)?),
        KeyCurve::P256 => RawPublicKey::P256(bytes.try_into().map_err(|_| HolderKeyError::Unavailable)?),
    };
    let level = match key.level {
        KeyLevel::Sealed => lz_wallet::holder_key::KeyLevel::Sealed,
        KeyLevel::Trusted => lz_wallet::holder_key::KeyLevel::Trusted,
        KeyLevel::SecureElement => lz_wallet::holder_key::KeyLevel::SecureElement,
    };
    Ok(KeyFacts { public, level, signs_often: key.signs_often, attestation: key.attestation })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(curve: KeyCurve, public_bytes: Vec<u8>) -> HardwareKey {
        HardwareKey { curve, public_bytes, level: KeyLevel::Trusted, signs_often: true, attestation: None }
    }

    #[test]
    fn public_keys_are_read_with_and_without_their_leading_byte_and_refused_otherwise() {
        let with_lead = [vec![4], vec![7; 64]].concat();
        for (curve, bytes, want) in [
            (KeyCurve::P256, vec![7; 64], Some(RawPublicKey::P256([7; 64]))),
            (KeyCurve::P256, with_lead, Some(RawPublicKey::P256([7; 64]))),
            (KeyCurve::P256, vec![4; 64], Some(RawPublicKey::P256([4; 64]))),
            (KeyCurve::P256, vec![2; 33], None),
            (KeyCurve::P256, vec![5; 65], None),
            (KeyCurve::Ed25519, vec![9; 32], Some(RawPublicKey::Ed25519([9; 32]))),
            (KeyCurve::Ed25519, vec![9; 31], None),
            (KeyCurve::Ed25519, vec![], None),
        ] {
            let length = bytes.len();
            assert_eq!(facts(key(curve, bytes)).map(|facts| facts.public).ok(), want, "{curve:?} of {length} bytes");
        }
    }
}
