//! What the authority has published is what it judges by: photo limits and status table of the signed policy.

use crate::license::{driver, entry, fetch, issued, trust, verified};
use crate::world::{Driver, Phone, World, code, face};
use lz_api::applications::{ApplicationState, Kind, Route};
use lz_api::license::LicenseState;
use lz_api::me::RetainedVerdict;
use lz_api::register::Change;
use lz_api::{ProblemCode, routes};
use lz_authority::start;
use lz_credential::policy::{DataFile, Policy, PolicyClaims};
use lz_credential::status_list::StatusValue;
use lz_license::{Group, StatusCode, StatusTable};
use lz_photo::PhotoSpec;
use lz_photo::spec::POLICY_KEY;
use lz_photo::still::{Provenance, StillInput, check};
use serde_json::{Value, json};

/// The policy as a phone takes it in.
async fn policy(world: &World) -> PolicyClaims {
    let bytes = fetch(world, routes::POLICY).await;
    Policy::accept(&bytes, &trust(world).await, None, world.time()).unwrap().claims().clone()
}

async fn restart(world: &World) {
    world.stop().await;
    world.start().await;
}

/// Puts a file into the folder, or takes it out, and starts again.
async fn with_file(world: &World, name: &str, text: Option<&str>) {
    world.stop().await;
    let path = world.home().join(name);
    match text {
        Some(text) => std::fs::write(path, text).unwrap(),
        None => std::fs::remove_file(path).unwrap(),
    }
    world.start().await;
}

/// Why a start with this file is refused; the file is taken out again.
async fn refused(world: &World, name: &str, text: &str) -> String {
    world.stop().await;
    let path = world.home().join(name);
    let before = std::fs::read(&path).ok();
    std::fs::write(&path, text).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let error = start(world.config(), listener).await.unwrap_err();
    assert_eq!(error.code(), "policy");
    match before {
        Some(bytes) => std::fs::write(path, bytes).unwrap(),
        None => std::fs::remove_file(path).unwrap(),
    }
    world.start().await;
    error.to_string()
}

/// The built-in limits as version `version`, with so many pixels between the eyes and such a sharpness as the least.
fn limits(version: u32, eyes: f32, sharpness: f32) -> String {
    let mut spec = serde_json::to_value(PhotoSpec::builtin()).unwrap();
    spec["version"] = json!(version);
    for (check, least) in [("face.resolution", eyes), ("sharpness", sharpness)] {
        let limit = &mut spec["limits"][check];
        (limit["pass"], limit["fail"]) = (json!(least), json!(least));
    }
    spec.to_string()
}

/// What a phone with these limits says about a photo, and the bytes that it would send.
fn preview(world: &World, photo: &[u8], spec: &PhotoSpec) -> (Vec<u8>, Vec<u8>) {
    let still = check(StillInput::Encoded(photo), None, Provenance::Album, world.time(), spec).unwrap();
    (still.report.broken_rules(), still.preview_jpeg)
}

/// Preview and arrival agree; what they say.
async fn judged_alike(phone: &Phone, spec: &PhotoSpec, quality: u8) -> Vec<u8> {
    let (advice, sent) = preview(&phone.world, &face(quality), spec);
    let received = phone.upload(&sent).await.unwrap();
    assert_eq!(received.rules, advice, "the phone's preview and the authority's judgement");
    advice
}

// R29 R38 R42
#[tokio::test]
async fn a_stricter_limit_judges_uploads_and_the_retained_photo_as_it_does_on_the_phone() {
    let (keeps, loses) = (driver(), Driver::new(2).retained("face.jpg", &face(90), "2020-05-06"));
    let world = World::with(&[keeps.clone(), loses.clone()]).await;
    let phone = Phone::of(&world, &loses).await;
    assert!(judged_alike(&phone, PhotoSpec::builtin(), 90).await.is_empty());
    assert_eq!(phone.me().await.retained_photo.verdict, RetainedVerdict::Good);

    let strict = limits(2, 400.0, 90.0);
    with_file(&world, "photo-spec.json", Some(&strict)).await;
    let taken = async || PhotoSpec::from_policy(&policy(&world).await.more[&POLICY_KEY], PhotoSpec::builtin()).unwrap();
    let spec = taken().await;
    assert_eq!(spec.version, 2);
    let broken = judged_alike(&phone, &spec, 89).await;
    assert!(!broken.is_empty());
    let me = phone.me().await;
    assert_eq!((me.retained_photo.verdict, &me.retained_photo.rules), (RetainedVerdict::Unfit, &broken));
    assert_eq!(me.routes, [Route::Camera, Route::Album]);
    // A phone that never asked how the photo is judged now is refused all the same.
    let other = Phone::of(&world, &keeps).await;
    assert_eq!(code(other.apply(Kind::First, Route::Retained).await), ProblemCode::RouteNotOffered);
    assert_eq!(phone.apply(Kind::First, Route::Album).await.unwrap().state, ApplicationState::InReview);
    assert_eq!(world.claim("officer").await.unwrap().report["spec_version"], 2, "the officer reads the same judgement");

    // A restart keeps it, also when the file is gone: phones keep it, too.
    restart(&world).await;
    assert_eq!(judged_alike(&phone, &spec, 88).await, broken);
    with_file(&world, "photo-spec.json", None).await;
    assert_eq!(taken().await, spec, "new phones are told");
    assert_eq!(judged_alike(&phone, &spec, 87).await, broken);
    assert_eq!(phone.me().await.retained_photo.verdict, RetainedVerdict::Unfit);

    // Only forward: a newer version may be milder again.
    for (text, why) in
        [(limits(1, 400.0, 90.0), "older"), (limits(2, 60.0, 1.0), "version in use"), ("{".to_owned(), "damaged")]
    {
        let said = refused(&world, "photo-spec.json", &text).await;
        assert!(said.contains("photo-spec.json") && said.contains(why), "{said}");
    }
    with_file(&world, "photo-spec.json", Some(&limits(3, 60.0, 1.0))).await;
    assert!(judged_alike(&phone, &taken().await, 86).await.is_empty());
    assert_eq!(phone.me().await.retained_photo.verdict, RetainedVerdict::Good);
}

/// The built-in table as version `version`, with another group for C.
fn table(version: u32, group: &str) -> String {
    let mut table: Value = serde_json::from_str(StatusTable::BUILT_IN).unwrap();
    table["version"] = json!(version);
    let rows = table["codes"].as_array_mut().unwrap();
    rows.retain(|row| row["code"] != "C");
    rows.push(json!({ "code": "C", "group": group }));
    table.to_string()
}

// R10 R12 R23
#[tokio::test]
async fn a_newer_status_table_decides_for_everybody_at_the_next_start() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let status = verified(&world, &phone.license().await).await[0].token().claims().status.clone();
    world.change(Change { status: Some("C".to_owned()), ..Change::of(driver.person()) }).await;
    let cases = [
        // table in the folder, group, may apply, state, entry
        (None, Group::Unknown, false, LicenseState::Shown, StatusValue::AskRegister),
        (Some(table(2, "usable")), Group::Usable, true, LicenseState::Shown, StatusValue::NothingNewer),
        (Some(table(3, "frozen")), Group::Frozen, false, LicenseState::Frozen, StatusValue::AskRegister),
        (Some(table(4, "ended")), Group::Ended, false, LicenseState::Ended, StatusValue::Ended),
        (Some(table(5, "not-usable")), Group::NotUsable, false, LicenseState::Shown, StatusValue::AskRegister),
    ];
    let letter = StatusCode::try_from('C').unwrap();
    let judged = async |group, apply, state, value, what: &str| {
        let claims = policy(&world).await;
        let told = claims.data(DataFile::StatusTable).map(|text| StatusTable::from_json(text.unwrap()).unwrap());
        let told = told.unwrap_or_else(|| StatusTable::built_in().clone());
        assert_eq!(told.group(letter), group, "{what}: what phones were told");
        assert_eq!(entry(&world, &status).await, value, "{what}: before anybody asks for the license");
        assert_eq!(phone.me().await.eligibility.may_apply(), apply, "{what}");
        assert_eq!(phone.license().await.state, state, "{what}");
    };
    for (table, group, apply, state, value) in cases {
        if let Some(table) = &table {
            with_file(&world, "status.json", Some(table)).await;
        }
        judged(group, apply, state, value, "with its file").await;
        restart(&world).await;
        judged(group, apply, state, value, "after a restart").await;
    }
    with_file(&world, "status.json", None).await;
    judged(Group::NotUsable, false, LicenseState::Shown, StatusValue::AskRegister, "without the file").await;
    assert!(refused(&world, "status.json", &table(4, "usable")).await.contains("older"));
}

#[tokio::test]
async fn a_policy_file_that_cannot_be_published_is_named_with_its_place() {
    let world = World::with(&[]).await;
    let wrong_form = refused(&world, "policy.json", "{ \"leastAppVersion\": 1,\n  \"purposes\": 7 }").await;
    assert!(wrong_form.contains("policy.json, line 2"), "{wrong_form}");
    let purpose = r#"{ "leastAppVersion": 1, "purposes": { "rental": { "profile": 4, "challengeRequired": true } } }"#;
    assert!(refused(&world, "policy.json", purpose).await.contains("profiles 1, 2 and 3"));
}
