//! Who may ask: enrolment, login, signatures.

use crate::world::{Bend, Driver, Phone, World, answer, code, fresh};
use lz_api::devices::{Challenge, CodeSent, Enrol, LoggedIn};
use lz_api::me::NoticeKind;
use lz_api::{ProblemCode, routes};
use lz_credential::Signer as _;
use lz_credential::server_time::Anchor;
use lz_credential::token::KeyLevel;
use lz_credential::trust::{Roots, TrustList};
use serde_json::Value;

#[tokio::test]
async fn a_phone_enrols_once_with_a_challenge_and_proof_of_each_key() {
    let world = World::with(&[]).await;
    let phone = Phone::enrolled(&world).await;
    // The key is known, and nobody is logged in on it.
    assert_eq!(code(phone.get::<Value>(routes::ME).await), ProblemCode::NotLoggedIn);

    let thief = Phone::new(&world);
    let stolen = phone.proof(&phone.police, &phone.challenge().await, KeyLevel::Sealed);
    assert_eq!(code(thief.enrol(|enrol| enrol.police = stolen).await), ProblemCode::BindWrong, "another request key");

    let old = thief.challenge().await;
    let stale = thief.proof(&thief.police, &old, KeyLevel::Sealed);
    assert_eq!(code(thief.enrol(|enrol| enrol.police = stale).await), ProblemCode::BindWrong, "another nonce");
    let one_key = |enrol: &mut Enrol| enrol.firms = enrol.police.clone();
    assert_eq!(code(thief.enrol(one_key).await), ProblemCode::BindWrong, "firms and police share a key");

    let claimed = thief.challenge().await;
    let (police, firms) = (
        thief.proof(&thief.police, &claimed, KeyLevel::HardwareBound),
        thief.proof(&thief.firms, &claimed, KeyLevel::Sealed),
    );
    let hardware = |enrol: &mut Enrol| {
        enrol.nonce = claimed.nonce.clone();
        (enrol.police, enrol.firms) = (police, firms);
    };
    assert_eq!(code(thief.enrol(hardware).await), ProblemCode::BindWrong, "hardware level without hardware");

    let with = |phone: &Phone, challenge: &Challenge| {
        let proof = |key| phone.proof(key, challenge, KeyLevel::Sealed);
        let (nonce, police, firms) = (challenge.nonce.clone(), proof(&phone.police), proof(&phone.firms));
        move |enrol: &mut Enrol| (enrol.nonce, enrol.police, enrol.firms) = (nonce, police, firms)
    };
    for (wait, good) in [(121, false), (120, true)] {
        let challenge = thief.challenge().await;
        world.pass(wait);
        let answer = thief.enrol(with(&thief, &challenge)).await;
        assert_eq!(answer.is_ok(), good, "after {wait} s");
        let third = Phone::new(&world);
        assert_eq!(code(third.enrol(with(&third, &challenge)).await), ProblemCode::ChallengeOver, "used or late");
    }
}

#[tokio::test]
async fn login_takes_the_code_of_this_phone_once_and_within_five_minutes() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::enrolled(&world).await;
    let other = Phone::enrolled(&world).await;
    let first = phone.code(&driver).await;

    assert_eq!(code(other.post::<Value>(routes::LOGIN, &other.login(&driver, &first)).await), ProblemCode::LoginWrong);
    let ask = serde_json::json!({ "id_type": "citizen", "id_number": driver.number });
    let again = phone.post::<CodeSent>(routes::LOGIN_CODE, &ask).await.unwrap_err();
    assert_eq!((again.code, again.retry_after), (ProblemCode::TooMany, Some(60)));

    world.pass(301);
    assert_eq!(code(phone.post::<Value>(routes::LOGIN, &phone.login(&driver, &first)).await), ProblemCode::LoginWrong);
    let second = phone.code(&driver).await;
    let bend = Bend { key: Some(fresh("login")), ..Bend::default() };
    let login = phone.login(&driver, &second);
    let answered: LoggedIn = phone.post_as(routes::LOGIN, &login, &bend).await.unwrap();
    // The same request again has the same answer; the code itself is used up.
    assert_eq!(phone.post_as::<LoggedIn>(routes::LOGIN, &login, &bend).await.unwrap(), answered);
    assert_eq!(code(phone.post::<Value>(routes::LOGIN, &login).await), ProblemCode::LoginWrong);
    assert_eq!(phone.me().await.account, answered.account);
    assert!(!answered.account.contains(&driver.number));
}

#[tokio::test]
async fn five_wrong_codes_lock_the_number_for_the_right_code_too() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::enrolled(&world).await;
    let right = phone.code(&driver).await;
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for n in 1..5 {
        let refused = phone.post::<Value>(routes::LOGIN, &phone.login(&driver, wrong)).await;
        assert_eq!(code(refused), ProblemCode::LoginWrong, "wrong code {n}");
    }
    let fifth = phone.post::<Value>(routes::LOGIN, &phone.login(&driver, wrong)).await.unwrap_err();
    assert_eq!((fifth.code, fifth.retry_after), (ProblemCode::LoginLocked, Some(900)));
    assert_eq!(code(phone.post::<Value>(routes::LOGIN, &phone.login(&driver, &right)).await), ProblemCode::LoginLocked);
    world.pass(901);
    phone.log_in(&driver).await;
}

#[tokio::test]
async fn an_unknown_number_is_answered_like_a_known_one() {
    let (known, unknown) = (Driver::new(1), Driver::new(2));
    let world = World::with(std::slice::from_ref(&known)).await;
    let phone = Phone::enrolled(&world).await;
    let mut stories = Vec::new();
    for driver in [&known, &unknown] {
        let mut story = Vec::new();
        let ask = serde_json::json!({ "id_type": "citizen", "id_number": driver.number });
        let sent = phone.send("POST", routes::LOGIN_CODE, Some(ask.to_string().into_bytes()), &Bend::default()).await;
        story.push((sent.status().as_u16(), sent.text().await.unwrap()));
        let sent = phone.send("POST", routes::LOGIN_CODE, Some(ask.to_string().into_bytes()), &Bend::default()).await;
        story.push((sent.status().as_u16(), sent.text().await.unwrap()));
        for _ in 0..6 {
            let login = serde_json::to_vec(&phone.login(driver, "not it")).unwrap();
            let refused = phone.send("POST", routes::LOGIN, Some(login), &Bend::default()).await;
            story.push((refused.status().as_u16(), refused.text().await.unwrap()));
        }
        stories.push(story);
    }
    assert_eq!(stories[0], stories[1]);
    assert_eq!(stories[0].last().unwrap().1, r#"{"code":"login_locked","retry_after":900}"#);
}

#[tokio::test]
async fn a_stale_signature_is_refused_with_the_signed_time_and_one_retry_by_it_works() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    for (away, good) in [(-301, false), (-300, true), (300, true), (301, false)] {
        let nonce = [u8::try_from(away & 0x7f).unwrap(); 16];
        let bend = Bend { created: Some(world.time().0 + away), nonce: Some(nonce), ..Bend::default() };
        let response = answer::<Value>(phone.send("GET", routes::ME, None, &bend).await).await;
        if good {
            response.unwrap();
            continue;
        }
        let problem = response.unwrap_err();
        assert_eq!(problem.code, ProblemCode::ClockOff);
        let trust = world.http.get(format!("{}{}", world.url(), routes::TRUST)).send().await.unwrap();
        let trust =
            TrustList::accept(&trust.bytes().await.unwrap(), &Roots::development(), None, world.time()).unwrap();
        let time = problem.server_time.unwrap();
        let anchor = Anchor::accept(&time.0, &trust, &nonce, phone.request.key().kid(), 0).unwrap();
        assert_eq!(anchor.unix_ms / 1000, u64::try_from(world.time().0).unwrap());
    }
}

#[tokio::test]
async fn a_replayed_nonce_and_a_bent_request_are_refused() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    let bend = Bend { nonce: Some([9; 16]), ..Bend::default() };
    assert_eq!(phone.send("GET", routes::ME, None, &bend).await.status(), 200);
    assert_eq!(code(answer::<Value>(phone.send("GET", routes::ME, None, &bend).await).await), ProblemCode::NonceSeen);

    let short = Bend { key: Some("too-short".to_owned()), ..Bend::default() };
    let signing = lz_api::signing::sign_with(
        &lz_api::signing::Request {
            method: "POST",
            target_uri: "http://a/",
            body: Some(b"{}"),
            idempotency_key: short.key.as_deref(),
        },
        0,
        &[0; 16],
        &phone.request,
    );
    assert!(signing.is_err(), "a phone cannot even sign without a proper key");

    let unsigned = world.http.get(format!("{}{}", world.url(), routes::ME)).send().await.unwrap();
    assert_eq!(code(answer::<Value>(unsigned).await), ProblemCode::SignatureMissing);
    let stranger = Phone::new(&world);
    assert_eq!(code(stranger.get::<Value>(routes::ME).await), ProblemCode::DeviceUnknown);
    // Signed for one path, sent to another.
    let url = format!("{}{}", world.url(), routes::ME);
    let request = lz_api::signing::Request { method: "GET", target_uri: &url, body: None, idempotency_key: None };
    let signed = lz_api::signing::sign_with(&request, world.time().0, &[8; 16], &phone.request).unwrap();
    let moved = world
        .http
        .get(format!("{}{}", world.url(), routes::LICENSE))
        .header("signature-input", signed.signature_input)
        .header("signature", signed.signature);
    assert_eq!(code(answer::<Value>(moved.send().await.unwrap()).await), ProblemCode::SignatureWrong);
}

#[tokio::test]
async fn a_signature_for_another_host_is_worth_nothing_here() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    let request = lz_api::signing::Request {
        method: "GET",
        target_uri: "http://evil.example/v1/me",
        body: None,
        idempotency_key: None,
    };
    let signed = lz_api::signing::sign_with(&request, world.time().0, &[8; 16], &phone.request).unwrap();
    let sent = world
        .http
        .get(format!("{}{}", world.url(), routes::ME))
        .header("host", "evil.example")
        .header("signature-input", signed.signature_input)
        .header("signature", signed.signature);
    assert_eq!(code(answer::<Value>(sent.send().await.unwrap()).await), ProblemCode::SignatureWrong);
}

// R15
#[tokio::test]
async fn a_login_on_a_new_phone_replaces_the_old_one() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let old = Phone::of(&world, &driver).await;
    world.pass(61);
    let new = Phone::of(&world, &driver).await;
    assert_eq!(code(old.get::<Value>(routes::ME).await), ProblemCode::DeviceReplaced);
    assert_eq!(new.notices().await, [NoticeKind::DeviceReplaced]);
}

// R64
#[tokio::test]
async fn a_phone_shows_one_driver_and_takes_no_second() {
    let (first, second) = (Driver::new(1), Driver::new(2));
    let world = World::with(&[first.clone(), second.clone()]).await;
    let phone = Phone::of(&world, &first).await;
    let right = phone.code(&second).await;
    let refused = phone.post::<Value>(routes::LOGIN, &phone.login(&second, &right)).await;
    assert_eq!(code(refused), ProblemCode::DeviceTaken);
    assert_eq!(phone.me().await.facts.id_number, first.number);
}

#[tokio::test]
async fn inner_sides_need_their_own_token() {
    let world = World::with(&[]).await;
    let claim = serde_json::json!({ "officer": "o" });
    let wrong = [world.tokens.register.as_str(), "", "nonsense"];
    for token in wrong {
        let refused = world.inner::<Value>(token, routes::REVIEW_CLAIM, &claim).await;
        assert_eq!(code(refused), ProblemCode::BearerWrong);
    }
    let busy = serde_json::json!({ "busy": true });
    let refused = world.inner::<Value>(&world.tokens.review, "/v1/register/busy", &busy).await;
    assert_eq!(code(refused), ProblemCode::BearerWrong);
}
