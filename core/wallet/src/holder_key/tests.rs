//! Software keys, and hardware keys that return DER, high S, nonsense or refusals.

use std::sync::{Arc, Mutex};

use lz_credential::{Alg, SignError, Signer};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

use super::*;
use crate::secrets::{Fault, MemoryStore, Operation, SecretError, SecretName, SecretStore};

fn name(role: KeyRole) -> KeyName {
    KeyName::new(role, InstallId([7; 16]))
}

/// How the scripted hardware answers.
#[derive(Clone, Copy, Debug)]
enum Answers {
    RawLowS,
    RawHighS,
    Der,
    DerHighS,
    OfAnotherKey,
    OfAnotherMessage,
    Cut,
    Refuses(HolderKeyError),
}

/// A P-256 chip.
struct Chip {
    key: SigningKey,
    answers: Mutex<Answers>,
}

impl Chip {
    fn new(answers: Answers) -> Arc<Self> {
        Arc::new(Self { key: SigningKey::from_slice(&[3; 32]).unwrap(), answers: Mutex::new(answers) })
    }
}

fn high_s(signature: &Signature) -> Signature {
    let (r, s) = signature.normalize_s().split_scalars();
    Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap()
}

impl HolderKey for Chip {
    fn find(&self, _: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError> {
        let sec1 = self.key.verifying_key().to_sec1_point(false);
        let public = RawPublicKey::P256(sec1.as_bytes()[1..].try_into().unwrap());
        Ok(Some(KeyFacts { public, level: KeyLevel::SecureElement, signs_often: true, attestation: None }))
    }

    fn create(&self, name: &KeyName, _: &[u8]) -> Result<KeyFacts, HolderKeyError> {
        self.find(name)?.ok_or(HolderKeyError::NotFound)
    }

    fn sign(&self, _: &KeyName, message: &[u8]) -> Result<Vec<u8>, HolderKeyError> {
        let signature: Signature = self.key.sign(message);
        let low = signature.normalize_s();
        Ok(match *self.answers.lock().unwrap() {
            Answers::RawLowS => low.to_bytes().to_vec(),
            Answers::RawHighS => high_s(&low).to_bytes().to_vec(),
            Answers::Der => low.to_der().as_bytes().to_vec(),
            Answers::DerHighS => high_s(&low).to_der().as_bytes().to_vec(),
            Answers::OfAnotherKey => {
                let other: Signature = SigningKey::from_slice(&[4; 32]).unwrap().sign(message);
                other.to_bytes().to_vec()
            }
            Answers::OfAnotherMessage => {
                let other: Signature = self.key.sign(b"another message");
                other.to_bytes().to_vec()
            }
            Answers::Cut => low.to_bytes()[..63].to_vec(),
            Answers::Refuses(error) => return Err(error),
        })
    }

    fn remove(&self, _: &KeyName) -> Result<(), HolderKeyError> {
        Ok(())
    }
}

#[test]
fn software_keys_are_found_again_sign_and_go() {
    let secrets = MemoryStore::new();
    let keys: Arc<dyn HolderKey> = Arc::new(SoftwareKeys::new(Arc::new(secrets.clone())));
    assert_eq!(keys.find(&name(KeyRole::PresentFull)), Ok(None));
    let made = keys.create(&name(KeyRole::PresentFull), b"challenge").unwrap();
    assert_eq!(made.level, KeyLevel::Sealed);
    let after_restart: Arc<dyn HolderKey> = Arc::new(SoftwareKeys::new(Arc::new(secrets.clone())));
    assert_eq!(after_restart.find(&name(KeyRole::PresentFull)).unwrap().as_ref(), Some(&made));
    let signer = KeySigner::found(after_restart.clone(), name(KeyRole::PresentFull)).unwrap();
    let signature = signer.sign(b"message").unwrap();
    signer.key().verify(b"message", &signature).unwrap();
    assert_eq!(signer.key().alg(), Alg::Ed25519);
    after_restart.remove(&name(KeyRole::PresentFull)).unwrap();
    after_restart.remove(&name(KeyRole::PresentFull)).unwrap();
    assert_eq!(signer.sign(b"message"), Err(SignError::Lost));
    assert!(secrets.is_empty());
}

#[test]
fn the_keys_of_all_roles_are_different_keys_and_installs_do_not_share_them() {
    let keys = SoftwareKeys::new(Arc::new(MemoryStore::new()));
    let mut seen = Vec::new();
    for role in KeyRole::ALL {
        for install in [1, 2] {
            let made = keys.create(&KeyName::new(role, InstallId([install; 16])), b"").unwrap();
            assert!(!seen.contains(&made.public), "{role:?} {install}");
            seen.push(made.public);
        }
    }
}

#[test]
fn every_spelling_of_hardware_becomes_the_one_that_readers_accept() {
    for answers in [Answers::RawLowS, Answers::RawHighS, Answers::Der, Answers::DerHighS] {
        let signer = KeySigner::found(Chip::new(answers), name(KeyRole::PresentFull)).unwrap();
        for n in 0..32u8 {
            let signature = signer.sign(&[n; 40]).unwrap_or_else(|error| panic!("{answers:?} {n}: {error}"));
            // The reader's own check refuses high S.
            signer.key().verify(&[n; 40], &signature).unwrap_or_else(|error| panic!("{answers:?} {n}: {error}"));
        }
        assert_eq!(signer.key().alg(), Alg::EsP256);
    }
}

#[test]
fn a_signature_that_does_not_fit_never_leaves() {
    for answers in [Answers::OfAnotherKey, Answers::OfAnotherMessage, Answers::Cut] {
        let signer = KeySigner::found(Chip::new(answers), name(KeyRole::PresentFull)).unwrap();
        assert_eq!(signer.sign_verified(b"message"), Err(HolderKeyError::BadSignature), "{answers:?}");
        assert_eq!(signer.sign(b"message"), Err(SignError::WrongSignature), "{answers:?}");
    }
}

#[test]
fn each_refusal_of_hardware_has_its_own_name() {
    let cases = [
        (HolderKeyError::Locked, SignError::Locked, "key-locked"),
        (HolderKeyError::Cancelled, SignError::Failed, "key-cancelled"),
        (HolderKeyError::Invalidated, SignError::Lost, "key-invalidated"),
        (HolderKeyError::NotFound, SignError::Lost, "key-not-found"),
        (HolderKeyError::Unavailable, SignError::Failed, "key-unavailable"),
    ];
    for (refusal, signs, code) in cases {
        let signer = KeySigner::found(Chip::new(Answers::Refuses(refusal)), name(KeyRole::PresentFull)).unwrap();
        assert_eq!(signer.sign(b"message"), Err(signs));
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn a_key_that_is_not_the_enrolled_one_does_not_sign() {
    let secrets = MemoryStore::new();
    let keys: Arc<dyn HolderKey> = Arc::new(SoftwareKeys::new(Arc::new(secrets)));
    let enrolled = keys.create(&name(KeyRole::Request), b"").unwrap().public.checked().unwrap();
    assert!(KeySigner::enrolled(keys.clone(), name(KeyRole::Request), &enrolled).is_ok());
    keys.create(&name(KeyRole::Request), b"").unwrap();
    let refused = KeySigner::enrolled(keys, name(KeyRole::Request), &enrolled).err();
    assert_eq!(refused, Some(HolderKeyError::Invalidated));
}

#[test]
fn weak_keys_of_a_store_are_refused() {
    struct Weak(RawPublicKey);
    impl HolderKey for Weak {
        fn find(&self, _: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError> {
            Ok(Some(KeyFacts { public: self.0, level: KeyLevel::Trusted, signs_often: true, attestation: None }))
        }
        fn create(&self, _: &KeyName, _: &[u8]) -> Result<KeyFacts, HolderKeyError> {
            Err(HolderKeyError::Unavailable)
        }
        fn sign(&self, _: &KeyName, _: &[u8]) -> Result<Vec<u8>, HolderKeyError> {
            Ok(vec![0; 64])
        }
        fn remove(&self, _: &KeyName) -> Result<(), HolderKeyError> {
            Ok(())
        }
    }
    for weak in [RawPublicKey::Ed25519([0; 32]), RawPublicKey::P256([0; 64]), RawPublicKey::P256([1; 64])] {
        let refused = KeySigner::found(Arc::new(Weak(weak)), name(KeyRole::PresentFull)).err();
        assert_eq!(refused, Some(HolderKeyError::Invalidated), "{weak:?}");
    }
}

#[test]
fn the_seed_store_speaks_through_the_key() {
    let cases = [
        (SecretError::Locked, HolderKeyError::Locked),
        (SecretError::Lost, HolderKeyError::Invalidated),
        (SecretError::Unavailable, HolderKeyError::Unavailable),
    ];
    for (secret, key) in cases {
        let secrets = MemoryStore::new();
        let keys = SoftwareKeys::new(Arc::new(secrets.clone()));
        keys.create(&name(KeyRole::Request), b"").unwrap();
        secrets.order(Operation::Get, None, Fault::Fails(secret), 0, u32::MAX);
        assert_eq!(keys.sign(&name(KeyRole::Request), b"m"), Err(key));
        assert_eq!(keys.find(&name(KeyRole::Request)), Err(key));
        secrets.heal();
        assert!(keys.sign(&name(KeyRole::Request), b"m").is_ok(), "nothing was lost");
    }
    let secrets = MemoryStore::new();
    secrets.put(&SecretName::new(KeyRole::Request.secret(), InstallId([7; 16])), b"short").unwrap();
    let keys = SoftwareKeys::new(Arc::new(secrets));
    assert_eq!(keys.find(&name(KeyRole::Request)), Err(HolderKeyError::Invalidated));
}
