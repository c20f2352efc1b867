//! Phones whose keys live in hardware: P-256, quick or slow, and not always right.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use lz_api::applications::Route;
use lz_api::routes;
use lz_wallet::holder_key::{HolderKey, HolderKeyError, KeyFacts, KeyLevel, KeyName, RawPublicKey};
use lz_wallet::presenter::{Frame, ShowMode, WaitFor};
use lz_wallet::{Code, CoreError, Event, Intent};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

use crate::stub::{Fault, NOW};
use crate::told::code;
use crate::{BUDGET, NUMBER, Phone, ask, kind};

/// How the chip answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answers {
    /// One spelling after the other: raw or DER, low S or high.
    EverySpelling,
    /// With another key's signature.
    Wrong,
    /// Not at all.
    Refuses(HolderKeyError),
}

/// A scripted chip.
pub struct Chip {
    quick: bool,
    keys: Mutex<BTreeMap<String, SigningKey>>,
    answers: Mutex<Answers>,
    made: AtomicU32,
    signed: AtomicU32,
}

impl Chip {
    fn new(quick: bool) -> Arc<Self> {
        Arc::new(Chip {
            quick,
            keys: Mutex::default(),
            answers: Mutex::new(Answers::EverySpelling),
            made: AtomicU32::new(0),
            signed: AtomicU32::new(0),
        })
    }

    fn answers(&self, answers: Answers) {
        *self.answers.lock().unwrap() = answers;
    }

    fn signed(&self) -> u32 {
        self.signed.load(Ordering::SeqCst)
    }

    fn names(&self) -> Vec<String> {
        self.keys.lock().unwrap().keys().map(|name| name.split('.').next().unwrap_or_default().to_owned()).collect()
    }

    fn facts(&self, key: &SigningKey) -> KeyFacts {
        let point = key.verifying_key().to_sec1_point(false);
        KeyFacts {
            public: RawPublicKey::P256(point.as_bytes()[1..].try_into().unwrap()),
            level: KeyLevel::SecureElement,
            signs_often: self.quick,
            attestation: None,
        }
    }
}

impl HolderKey for Chip {
    fn find(&self, name: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError> {
        Ok(self.keys.lock().unwrap().get(&name.to_string()).map(|key| self.facts(key)))
    }

    fn create(&self, name: &KeyName, _: &[u8]) -> Result<KeyFacts, HolderKeyError> {
        let made = self.made.fetch_add(1, Ordering::SeqCst);
        let key = SigningKey::from_slice(&[u8::try_from(made).unwrap() + 1; 32]).unwrap();
        let facts = self.facts(&key);
        self.keys.lock().unwrap().insert(name.to_string(), key);
        Ok(facts)
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, HolderKeyError> {
        let turn = self.signed.fetch_add(1, Ordering::SeqCst);
        let keys = self.keys.lock().unwrap();
        let signature: Signature = keys.get(&name.to_string()).ok_or(HolderKeyError::NotFound)?.sign(message);
        let low = signature.normalize_s();
        let (r, s) = low.split_scalars();
        let high = Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
        match *self.answers.lock().unwrap() {
            Answers::EverySpelling => Ok(match turn % 4 {
                0 => high.to_der().as_bytes().to_vec(),
                1 => low.to_bytes().to_vec(),
                2 => high.to_bytes().to_vec(),
                _ => low.to_der().as_bytes().to_vec(),
            }),
            Answers::Wrong => {
                let other: Signature = SigningKey::from_slice(&[99; 32]).unwrap().sign(message);
                Ok(other.to_bytes().to_vec())
            }
            Answers::Refuses(error) => Err(error),
        }
    }

    fn remove(&self, name: &KeyName) -> Result<(), HolderKeyError> {
        self.keys.lock().unwrap().remove(&name.to_string());
        Ok(())
    }
}

fn phone(quick: bool) -> (Phone, Arc<Chip>) {
    let chip = Chip::new(quick);
    (Phone { chip: Some(chip.clone()), ..Phone::new(&[Route::Retained]) }, chip)
}

// R13
#[tokio::test]
async fn a_quick_chip_holds_all_keys_and_every_spelling_of_its_signatures_is_accepted() {
    let (phone, chip) = phone(true);
    let wallet = phone.licensed().await;
    assert_eq!(chip.names(), ["present-full", "present-limited", "request-key"]);
    wallet.tell(Event::Unlocked);
    let presenter = wallet.present("police".to_owned()).unwrap();
    presenter.mode(ShowMode::Still);
    let before = chip.signed();
    for _ in 0..4 {
        let shown = code(&presenter).id;
        presenter.renew();
        while code(&presenter).id == shown {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }
    assert!(chip.signed() >= before + 4, "the chip signs the codes");

    chip.answers(Answers::Wrong);
    wallet.act(Intent::EraseAll).await.unwrap();
    assert_eq!(presenter.frame(), Frame::Over);
    assert!(chip.names().is_empty(), "hardware keys go with everything else");
}

#[tokio::test]
async fn a_signature_that_does_not_fit_enrols_nobody_and_shows_nothing() {
    let (phone, chip) = phone(true);
    let wallet = phone.open().await;
    for (answers, expected) in [
        (Answers::Wrong, Code::KeyStoreFails),
        (Answers::Refuses(HolderKeyError::Unavailable), Code::KeyStoreFails),
        (Answers::Refuses(HolderKeyError::Locked), Code::PhoneStillLocked),
    ] {
        chip.answers(answers);
        assert_eq!(ask(&wallet, NUMBER).await, Err(CoreError::Failed { code: expected }), "{answers:?}");
        assert!(phone.stub.inside().presentation_keys().is_none(), "{answers:?}");
    }
    chip.answers(Answers::EverySpelling);
    wallet.end().await.unwrap();
    drop(wallet);
    let wallet = phone.licensed().await;
    wallet.tell(Event::Unlocked);
    chip.answers(Answers::Wrong);
    let presenter = wallet.present("police".to_owned()).unwrap();
    let told = loop {
        let Frame::Wait { until: WaitFor::Signature, trouble } = presenter.frame() else { panic!("nobody signed") };
        if let Some(code) = trouble {
            break code;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    };
    assert_eq!((told, presenter.trouble()), (Code::KeyStoreFails, Some("wrong-signature")));
    chip.answers(Answers::EverySpelling);
    // It was tried again all the while.
    code(&presenter);
}

// R13 R15
#[tokio::test]
async fn a_slow_chip_vouches_once_a_day_for_session_keys_and_never_signs_a_code() {
    let (mut phone, chip) = phone(false);
    let wallet = phone.licensed().await;
    assert_eq!(chip.names(), ["voucher-key"], "one key, and nothing but vouching");
    assert_eq!(chip.signed(), 2, "one bind for each presentation key");
    wallet.tell(Event::Unlocked);
    let presenter = wallet.present("police".to_owned()).unwrap();
    code(&presenter);
    drop(presenter);
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(chip.signed(), 2, "neither codes nor requests need it");
    let first = phone.stub.inside().presentation_keys();
    wallet.end().await.unwrap();
    drop(wallet);

    // The next day: fresh keys, in use as soon as a token names them. The answer may get lost on the way.
    (phone.now, phone.boot) = (NOW + 25 * 3_600, "boot-2");
    phone.stub.inside().now = phone.now;
    let wallet = phone.open().await;
    phone.stub.fail_next(routes::SESSION_KEYS, Fault::AnswerLost);
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(chip.signed(), 4);
    let second = phone.stub.inside().presentation_keys();
    assert!(first != second && second.is_some());
    assert_eq!(kind(&wallet.license().unwrap()), "Shown");
    wallet.tell(Event::Unlocked);
    code(&wallet.present("police".to_owned()).unwrap());
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(phone.stub.inside().presentation_keys(), second, "once a day");
    wallet.end().await.unwrap();
    drop(wallet);

    // A locked chip and a refusal change nothing: the keys in use go on.
    (phone.now, phone.boot) = (NOW + 50 * 3_600, "boot-3");
    phone.stub.inside().now = phone.now;
    let wallet = phone.open().await;
    chip.answers(Answers::Refuses(HolderKeyError::Locked));
    assert_eq!(wallet.sync(BUDGET).await.unwrap().code, None);
    assert_eq!(phone.stub.inside().presentation_keys(), second);
    chip.answers(Answers::EverySpelling);
    phone.stub.fail_next(routes::SESSION_KEYS, Fault::Garbage);
    wallet.sync(BUDGET).await.unwrap();
    assert_eq!(kind(&wallet.license().unwrap()), "Shown");
    wallet.tell(Event::Unlocked);
    code(&wallet.present("police".to_owned()).unwrap());
    wallet.sync(BUDGET).await.unwrap();
    assert_ne!(phone.stub.inside().presentation_keys(), second, "and are replaced when it can be done");
    code(&wallet.present("police".to_owned()).unwrap());
}
