//! The issued license: tokens, annexes, status lists, and what the register changes.

use crate::world::{Bend, Driver, Phone, World, face};
use lz_api::applications::{Kind, Route};
use lz_api::license::{License, LicenseState};
use lz_api::me::NoticeKind;
use lz_api::public::StatusIndex;
use lz_api::register::Change;
use lz_api::routes;
use lz_credential::Signer as _;
use lz_credential::policy::{DataFile, Policy};
use lz_credential::status_list::{StatusList, StatusValue};
use lz_credential::token::{PersonCheck, StatusRef};
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::{VerifiedLicense, check_token};
use std::sync::Arc;

pub(crate) async fn fetch(world: &World, path: &str) -> Vec<u8> {
    let response = world.http.get(format!("{}{path}", world.url())).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.bytes().await.unwrap().to_vec()
}

pub(crate) async fn trust(world: &World) -> TrustList {
    TrustList::accept(&fetch(world, routes::TRUST).await, &Roots::development(), None, world.time()).unwrap()
}

pub(crate) async fn entry(world: &World, status: &StatusRef) -> StatusValue {
    let index: StatusIndex = serde_json::from_slice(&fetch(world, routes::STATUS).await).unwrap();
    let list = index.lists.iter().find(|list| list.uri == status.uri).unwrap();
    let bytes = fetch(world, &list.path).await;
    let list = StatusList::check(&bytes, &trust(world).await, world.time()).unwrap();
    list.values.get(status.index).unwrap()
}

/// The three licenses of an answer, verified as a phone does it.
pub(crate) async fn verified(world: &World, license: &License) -> Vec<VerifiedLicense> {
    let trust = trust(world).await;
    let check = |token: &lz_api::license::IssuedToken| {
        check_token(&token.token.0, &token.annex.0, &trust, world.time()).unwrap()
    };
    license.tokens.iter().map(check).collect()
}

pub(crate) async fn issued(driver: &Driver) -> (Arc<World>, Phone) {
    let world = World::with(std::slice::from_ref(driver)).await;
    let phone = Phone::of(&world, driver).await;
    phone.apply(Kind::First, Route::Retained).await.unwrap();
    (world, phone)
}

pub(crate) fn driver() -> Driver {
    Driver::new(1).retained("face.jpg", &face(90), "2020-05-06")
}

// R07 R13 R14
#[tokio::test]
async fn three_tokens_verify_with_their_annexes_and_carry_their_profiles() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let license = phone.license().await;
    let tokens = verified(&world, &license).await;
    assert_eq!(license.tokens.iter().map(|token| token.profile).collect::<Vec<_>>(), [1, 2, 3]);
    let full = tokens[0].license();
    assert_eq!(full.id_number.as_deref(), Some(driver.number.as_str()));
    assert_eq!((full.version, full.person_check), (1, PersonCheck::Development));
    assert_eq!(tokens[0].annex().address.as_deref(), Some("江苏省苏州市样例路 1 号"));
    let portrait = &tokens[0].annex().portrait;
    assert!(portrait.len() <= 2_400 && &portrait[8..12] == b"WEBP", "{} bytes", portrait.len());
    for limited in &tokens[1..] {
        assert_eq!((limited.license().id_number.as_ref(), limited.annex().address.as_ref()), (None, None));
        assert_ne!(limited.annex().salt, tokens[0].annex().salt);
    }
    assert_eq!((tokens[1].license().points, tokens[2].license().points), (None, Some(0)));
    // Firms see another key than the police, all three share one status entry.
    let claims: Vec<_> = tokens.iter().map(|token| token.token().claims().clone()).collect();
    assert_eq!(claims[0].holder, *phone.police.key());
    assert!(claims[1..].iter().all(|claims| claims.holder == *phone.firms.key()));
    assert!(claims.iter().all(|other| other.status == claims[0].status));
    assert!(claims.iter().all(|claims| claims.expires_at.since(claims.issued_at) == 7 * 86_400));
}

// R11
#[tokio::test]
async fn an_unchanged_license_is_304_and_a_day_later_signed_anew_with_the_same_entry() {
    let (world, phone) = issued(&driver()).await;
    let first = phone.send("GET", routes::LICENSE, None, &Bend::default()).await;
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    let first: License = first.json().await.unwrap();
    let known = Bend { etag: Some(etag.clone()), ..Bend::default() };
    let unchanged = phone.send("GET", routes::LICENSE, None, &known).await;
    assert_eq!((unchanged.status().as_u16(), unchanged.headers()["etag"].to_str().unwrap()), (304, etag.as_str()));
    world.pass(86_400);
    let fresh: License = phone.send("GET", routes::LICENSE, None, &known).await.json().await.unwrap();
    assert_eq!(fresh.tokens[0].expires_at, first.tokens[0].expires_at + 86_400);
    let (old, new) = (verified(&world, &first).await, verified(&world, &fresh).await);
    assert_eq!(old[0].token().claims().status, new[0].token().claims().status);
    assert_ne!(old[0].token().claims().serial, new[0].token().claims().serial);
    for path in [routes::ME, routes::NOTICES, routes::MY_CHECKS, routes::CURRENT_APPLICATION] {
        let first = phone.send("GET", path, None, &Bend::default()).await;
        let etag = Some(first.headers()["etag"].to_str().unwrap().to_owned());
        let again = phone.send("GET", path, None, &Bend { etag, ..Bend::default() }).await;
        assert_eq!(again.status(), 304, "{path}");
    }
}

// R09
#[tokio::test]
async fn points_follow_the_register_and_twelve_are_red() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let status = verified(&world, &phone.license().await).await[0].token().claims().status.clone();
    let cases =
        [(0, "A", StatusValue::NothingNewer), (6, "A", StatusValue::NothingNewer), (12, "B", StatusValue::AskRegister)];
    for (points, letters, value) in cases {
        world.change(Change { points: Some(points), ..Change::of(driver.person()) }).await;
        let license = phone.license().await;
        assert_eq!((license.live.points, license.live.status.as_str()), (points, letters));
        let shown = verified(&world, &license).await;
        assert_eq!(
            (shown[0].license().points, shown[0].license().status.to_string().as_str()),
            (Some(points), letters)
        );
        assert_eq!(entry(&world, &status).await, value, "{points} points");
    }
    world.change(Change { points: Some(3), ..Change::of(driver.person()) }).await;
    assert_eq!(entry(&world, &status).await, StatusValue::NothingNewer, "points may fall within a cycle");
    assert_eq!(phone.notices().await.iter().filter(|kind| **kind == NoticeKind::Points).count(), 3);
}

// R10 R12
#[tokio::test]
async fn each_status_has_its_state_and_its_entry() {
    let cases = [
        ("AH", LicenseState::Shown, StatusValue::NothingNewer),
        ("AN", LicenseState::Shown, StatusValue::NothingNewer),
        ("D", LicenseState::Shown, StatusValue::AskRegister),
        ("KU", LicenseState::Shown, StatusValue::AskRegister),
        ("C", LicenseState::Shown, StatusValue::AskRegister),
        ("X", LicenseState::Shown, StatusValue::AskRegister),
        ("", LicenseState::Shown, StatusValue::AskRegister),
        ("J", LicenseState::Frozen, StatusValue::AskRegister),
        ("BL", LicenseState::Frozen, StatusValue::AskRegister),
        ("F", LicenseState::Ended, StatusValue::Ended),
        ("EJ", LicenseState::Ended, StatusValue::Ended),
        ("A", LicenseState::Shown, StatusValue::NothingNewer),
    ];
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let status = verified(&world, &phone.license().await).await[0].token().claims().status.clone();
    for (letters, state, value) in cases {
        let deferred_until = Some(20270101);
        world.change(Change { status: Some(letters.to_owned()), deferred_until, ..Change::of(driver.person()) }).await;
        let license = phone.license().await;
        assert_eq!((license.state, license.tokens.is_empty()), (state, state != LicenseState::Shown), "{letters}");
        assert_eq!(entry(&world, &status).await, value, "{letters}");
        verified(&world, &license).await;
    }
}

// R10 R20
#[tokio::test]
async fn the_phone_is_told_since_when_and_until_when_its_holder_must_not_drive() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let today = world.time().day().ymd();
    let status = |letters: &str| Change { status: Some(letters.to_owned()), ..Change::of(driver.person()) };
    let cases = [
        (Change { points: Some(3), ..Change::of(driver.person()) }, None, None),
        (status("B"), Some(today), None),
        (status("BH"), Some(today), None),
        (status("A"), None, None),
        (
            Change { status_since: Some(20_260_701), status_until: Some(20_261_231), ..status("D") },
            Some(20_260_701),
            Some(20_261_231),
        ),
        (Change { points: Some(2), ..Change::of(driver.person()) }, Some(20_260_701), Some(20_261_231)),
        (status("H"), None, None),
    ];
    for (at, (change, since, until)) in cases.into_iter().enumerate() {
        world.change(change).await;
        let live = phone.license().await.live;
        assert_eq!((live.since, live.until), (since, until), "case {at}");
    }
}

// R15
#[tokio::test]
async fn a_new_version_a_new_phone_and_an_unbound_one_kill_the_old_entry_for_as_long_as_its_tokens_live() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let index = async |phone: &Phone| verified(&world, &phone.license().await).await[0].token().claims().status.clone();
    let first = index(&phone).await;
    phone.apply(Kind::PhotoChange, Route::Camera).await.unwrap();
    world.approve("officer").await;
    assert_eq!(entry(&world, &first).await, StatusValue::Replaced);
    let second = index(&phone).await;
    assert_ne!(first.index, second.index);

    let newer = Phone::enrolled(&world).await;
    world.pass(61);
    newer.log_in(&driver).await;
    assert_eq!(entry(&world, &second).await, StatusValue::Replaced);
    let third = index(&newer).await;
    let _: lz_api::devices::Unbound = newer.post(routes::UNBIND, &lz_api::devices::Unbind {}).await.unwrap();
    assert_eq!(entry(&world, &third).await, StatusValue::Ended);
    assert!(newer.get::<License>(routes::LICENSE).await.is_err());
    // Cleared when the last token issued before the change has expired.
    world.pass(7 * 86_400 - 1);
    assert_eq!(entry(&world, &third).await, StatusValue::Ended);
    world.pass(300);
    assert_eq!(entry(&world, &third).await, StatusValue::NothingNewer, "in the next list");
}

// R78
#[tokio::test]
async fn a_class_change_kills_the_entry_of_the_old_license() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let old = verified(&world, &phone.license().await).await[0].token().claims().status.clone();
    world.change(Change { classes: Some("C1D".to_owned()), ..Change::of(driver.person()) }).await;
    assert_eq!(entry(&world, &old).await, StatusValue::Replaced);
}

// R71
#[tokio::test]
async fn the_policy_is_signed_and_rises_when_its_file_changes() {
    let world = World::with(&[]).await;
    let trust = trust(&world).await;
    let held = Policy::accept(&fetch(&world, routes::POLICY).await, &trust, None, world.time()).unwrap();
    assert!(held.claims().purposes.contains_key("rental") && !held.claims().authorities.is_empty());
    world.stop().await;
    world.start().await;
    let same = fetch(&world, routes::POLICY).await;
    assert_eq!(same, held.bytes(), "nothing changed");
    world.stop().await;
    let path = world.home().join("policy.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"rental\": { \"profile\": 2", "\"rental\": { \"profile\": 3")).unwrap();
    world.start().await;
    let newer = Policy::accept(&fetch(&world, routes::POLICY).await, &trust, Some(&held), world.time()).unwrap();
    assert_eq!(newer.claims().sequence, held.claims().sequence + 1);
    assert_eq!(newer.claims().purposes["rental"].profile.number(), 3);
    assert_eq!(newer.claims().data(DataFile::StatusTable), None, "phones know the built-in table");

    world.stop().await;
    let table = r#"{ "kind": "lz-status-table", "version": 2, "codes": [{ "code": "A", "group": "usable" }] }"#;
    std::fs::write(world.home().join("status.json"), table).unwrap();
    world.start().await;
    let newest = Policy::accept(&fetch(&world, routes::POLICY).await, &trust, Some(&newer), world.time()).unwrap();
    assert_eq!(newest.claims().sequence, newer.claims().sequence + 1);
    assert_eq!(newest.claims().data(DataFile::StatusTable), Some(Ok(table)));
}
