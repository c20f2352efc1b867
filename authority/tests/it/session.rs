//! Session keys: a phone whose hardware only vouches changes its presentation keys without a new login.

use crate::license::verified;
use crate::world::{Driver, Phone, World, code, key};
use lz_api::applications::{Kind, Route};
use lz_api::devices::{BindProof, Challenge, Enrol, NewSession, SessionMade};
use lz_api::{Blob, ProblemCode, routes};
use lz_credential::bind::{self, Bind};
use lz_credential::token::KeyLevel;
use lz_credential::{Signer, SoftwareEd25519, SoftwareP256};

fn hardware(seed: u8) -> SoftwareP256 {
    SoftwareP256::from_scalar(&[seed; 32]).unwrap()
}

/// The proof of a session key that a hardware key vouches for.
fn vouched(phone: &Phone, key: &SoftwareEd25519, challenge: &Challenge, chip: &SoftwareP256) -> BindProof {
    let proof = phone.proof(key, challenge, KeyLevel::HardwareBound);
    let bind = Bind::from_untrusted(&proof.bind.0).unwrap();
    let nonce = challenge.nonce.0.clone().try_into().unwrap();
    let claims = bind.by_new_key(&challenge.iss, &nonce).unwrap();
    BindProof {
        by_hardware: Some(Blob(bind::sign(claims, chip).unwrap())),
        hardware_key: Some(Blob(chip.key().to_cose())),
        ..proof
    }
}

fn session(phone: &Phone, keys: [&SoftwareEd25519; 2], challenge: &Challenge, chips: [u8; 2]) -> NewSession {
    let [police, firms] = [0, 1].map(|n| vouched(phone, keys[n], challenge, &hardware(chips[n])));
    NewSession { nonce: challenge.nonce.clone(), police, firms }
}

// R13 R15
#[tokio::test]
async fn session_keys_change_under_the_hardware_of_the_enrolment_and_the_tokens_follow() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::new(&world);
    let challenge = phone.challenge().await;
    let NewSession { nonce, police, firms } = session(&phone, [&phone.police, &phone.firms], &challenge, [7, 7]);
    let request_key = Blob(phone.request.key().to_cose());
    let enrol = Enrol { request_key, nonce, police, firms, device_name: "slow chip".to_owned() };
    let two_chips = Enrol { firms: vouched(&phone, &phone.firms, &challenge, &hardware(8)), ..enrol.clone() };
    assert_eq!(code(phone.post::<serde_json::Value>(routes::DEVICES, &two_chips).await), ProblemCode::BindWrong);
    phone.post::<serde_json::Value>(routes::DEVICES, &enrol).await.unwrap();
    phone.log_in(&driver).await;
    phone.apply(Kind::First, Route::Camera).await.unwrap();
    world.approve("officer").await;
    let first = verified(&world, &phone.license().await).await;
    assert_eq!(first[0].license().key_level, KeyLevel::HardwareBound);
    assert_eq!(&first[0].token().claims().holder, phone.police.key());

    let (police, firms) = (key(), key());
    let wrong = [
        ("another chip", [&police, &firms], [8, 8]),
        ("two chips", [&police, &firms], [7, 8]),
        ("one key for both", [&police, &police], [7, 7]),
        ("the keys in use", [&phone.police, &firms], [7, 7]),
        ("the request key", [&police, &phone.request], [7, 7]),
    ];
    for (what, keys, chips) in wrong {
        let challenge = phone.challenge().await;
        let refused = phone.post::<SessionMade>(routes::SESSION_KEYS, &session(&phone, keys, &challenge, chips)).await;
        assert_eq!(code(refused), ProblemCode::BindWrong, "{what}");
    }
    let challenge = phone.challenge().await;
    let unvouched = NewSession {
        nonce: challenge.nonce.clone(),
        police: phone.proof(&police, &challenge, KeyLevel::Sealed),
        firms: phone.proof(&firms, &challenge, KeyLevel::Sealed),
    };
    let refused = phone.post::<SessionMade>(routes::SESSION_KEYS, &unvouched).await;
    assert_eq!(code(refused), ProblemCode::BindWrong, "without a voucher");

    let good = session(&phone, [&police, &firms], &challenge, [7, 7]);
    phone.post::<SessionMade>(routes::SESSION_KEYS, &good).await.unwrap();
    let again = phone.post::<SessionMade>(routes::SESSION_KEYS, &good).await;
    assert!(again.is_err(), "a nonce is good once");
    let second = verified(&world, &phone.license().await).await;
    assert_eq!(&second[0].token().claims().holder, police.key());
    assert_eq!(&second[1].token().claims().holder, firms.key());
    let status = |license: &lz_credential::verify::VerifiedLicense| license.token().claims().status.clone();
    assert_eq!(status(&second[0]), status(&first[0]), "the binding and its status entry stay");
}

#[tokio::test]
async fn a_phone_that_enrolled_without_a_voucher_cannot_bring_one_later() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    let challenge = phone.challenge().await;
    let (police, firms) = (key(), key());
    let late = session(&phone, [&police, &firms], &challenge, [7, 7]);
    assert_eq!(code(phone.post::<SessionMade>(routes::SESSION_KEYS, &late).await), ProblemCode::BindWrong);
}
