//! What officers do.

use crate::world::{Driver, Phone, World, code, face, fresh, now, sha256};
use lz_api::applications::{Application, ApplicationState, Kind, Route};
use lz_api::license::LicenseState;
use lz_api::me::{NoticeKind, WindowOnly};
use lz_api::register::Change;
use lz_api::review::{Decided, Task};
use lz_api::{ProblemCode, routes};
use lz_photo::evidence::Evidence;
use lz_photo::session::{CameraKind, CameraSession};
use lz_photo::still::{Provenance, StillInput, check};
use lz_photo::{PhotoSpec, Report};
use serde_json::{Value, json};

async fn ready() -> Phone {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    Phone::of(&world, &driver).await
}

// R50
#[tokio::test]
async fn a_return_names_its_rules_and_leaves_another_try() {
    let phone = ready().await;
    phone.apply(Kind::First, Route::Camera).await.unwrap();
    let bad: [&[u8]; 4] = [&[], &[0], &[7], &[3, 3]];
    for rules in bad {
        assert_eq!(code(phone.world.give_back("officer", rules, false).await), ProblemCode::RuleUnknown, "{rules:?}");
    }
    phone.world.give_back("officer", &[3, 1], false).await.unwrap();
    let current: Application = phone.get(routes::CURRENT_APPLICATION).await.unwrap();
    assert_eq!((current.state, current.rules, current.tries_left), (ApplicationState::Returned, vec![1, 3], 2));
    assert_eq!(phone.notices().await, [NoticeKind::Returned]);
    phone.apply(Kind::First, Route::Camera).await.unwrap();
    phone.world.approve("officer").await;
    assert_eq!(phone.me().await.tries_left, 3, "an approval starts anew");
}

// R50 R79
#[tokio::test]
async fn the_third_return_leaves_the_window_alone() {
    let phone = ready().await;
    for n in 1..=3 {
        phone.apply(Kind::First, Route::Camera).await.unwrap();
        let decided = phone.world.give_back("officer", &[1], false).await.unwrap();
        assert_eq!(decided.state == ApplicationState::WindowOnly, n == 3);
    }
    let me = phone.me().await;
    assert_eq!((me.window_only, me.routes.len(), me.tries_left), (Some(WindowOnly::ThreeReturns), 0, 0));
    assert_eq!(code(phone.apply(Kind::First, Route::Camera).await), ProblemCode::WindowOnly);
    let notices = phone.notices().await;
    assert_eq!(notices, [NoticeKind::Returned, NoticeKind::Returned, NoticeKind::WindowOnly]);
    let body =
        json!({ "person": { "id_type": "citizen", "id_number": me.facts.id_number }, "photo": lz_api::Blob(face(90)) });
    let world = &phone.world;
    let _: Value = world.inner(&world.tokens.register, "/v1/register/window-issue", &body).await.unwrap();
    assert_eq!(phone.license().await.state, LicenseState::Shown);
}

// R63
#[tokio::test]
async fn abuse_stops_application_and_use_until_the_register_lifts_it() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    phone.apply(Kind::First, Route::Retained).await.unwrap();
    phone.license().await;
    phone.apply(Kind::PhotoChange, Route::Album).await.unwrap();
    let decided = world.give_back("officer", &[], true).await.unwrap();
    assert_eq!(decided.state, ApplicationState::Stopped);
    let license = phone.license().await;
    assert_eq!((license.state, license.tokens.len()), (LicenseState::Stopped, 0));
    assert_eq!(phone.me().await.window_only, Some(WindowOnly::StopOfUse));
    assert_eq!(code(phone.apply(Kind::PhotoChange, Route::Camera).await), ProblemCode::Stopped);
    assert_eq!(phone.notices().await.last(), Some(&NoticeKind::Stopped));
    world.change(Change { stop_of_use: Some(false), ..Change::of(driver.person()) }).await;
    assert_eq!(phone.license().await.state, LicenseState::Shown);
}

// R27 R38
#[tokio::test]
async fn an_officer_holds_a_review_by_lease_and_decides_once() {
    let phone = ready().await;
    phone.apply(Kind::First, Route::Camera).await.unwrap();
    let world = &phone.world;
    let task = world.claim("one").await.unwrap();
    assert_eq!(task.photo, sha256(&face(90)), "what was previewed is what is reviewed");
    assert!(task.report["findings"].as_array().is_some_and(|findings| !findings.is_empty()));
    assert_eq!(code(world.claim("two").await), ProblemCode::NothingToReview);
    assert_eq!(world.claim("one").await.unwrap().id, task.id, "asking again keeps the lease");

    let path = format!("{}/{}/approve", routes::REVIEW, task.id);
    let approve =
        async |officer: &str| world.inner::<Decided>(&world.tokens.review, &path, &json!({ "officer": officer })).await;
    assert_eq!(code(approve("two").await), ProblemCode::LeaseLost);
    let photo = world.http.get(format!("{}{}/{}/photo", world.url(), routes::REVIEW, task.id));
    let photo = photo.bearer_auth(&world.tokens.review).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(sha256(&photo), task.photo);

    world.pass(601);
    assert_eq!(code(approve("one").await), ProblemCode::LeaseLost);
    assert_eq!(world.claim("two").await.unwrap().id, task.id);
    assert_eq!(approve("two").await.unwrap().state, ApplicationState::Issued);
    assert_eq!(code(approve("two").await), ProblemCode::AlreadyDecided);
    assert_eq!(code(world.claim("two").await), ProblemCode::NothingToReview);
}

/// A photo as a phone makes it, with the record beside it.
fn checked() -> (Vec<u8>, Value) {
    let kind = CameraKind::DevFile;
    let ticket = CameraSession::open([5; 16], kind, now()).shot(now());
    let from = Provenance::Camera(ticket);
    let still = check(StillInput::Encoded(&face(95)), None, from, now(), PhotoSpec::builtin()).unwrap();
    (still.preview_jpeg, serde_json::to_value(still.evidence).unwrap())
}

// R37 R38
#[tokio::test]
async fn an_officer_sees_the_authoritys_own_report_beside_the_phones_evidence() {
    let phone = ready().await;
    let (photo, evidence) = checked();
    let uploaded = phone.upload(&photo).await.unwrap();
    let id = fresh("application");
    let mut body = phone.submission(&id, Kind::First, Route::Camera, Some(&uploaded.sha256)).await;
    body.evidence = Some(json!({ "version": 1, "mode": "live" }));
    assert_eq!(code(phone.submit(&id, &body).await), ProblemCode::PhotoRefused, "no record of a phone of ours");
    body.evidence = Some(evidence.clone());
    phone.submit(&id, &body).await.unwrap();

    let task = phone.world.claim("one").await.unwrap();
    // Compared as what it says: the last digit of a number may differ from one JSON to the next.
    let read = |record: &Option<Value>| Evidence::read(record.as_ref().unwrap()).unwrap();
    assert_eq!(read(&task.evidence), read(&Some(evidence.clone())), "kept as it came");
    assert_eq!((evidence["mode"].as_str(), evidence["sha256"].as_str()), (Some("dev-file"), Some(task.photo.as_str())));
    assert_eq!(task.report["spec"], "e-license");
    let outcome = |report: &Value, check: &str| {
        let finding = report["findings"].as_array()?.iter().find(|finding| finding["check"] == check)?;
        Some(finding["outcome"].clone())
    };
    // The authority looks for itself: what comes from the capture it cannot know, what comes from the pixels it sees.
    assert_eq!(outcome(&evidence["report"], "capture.live"), Some(json!("pass")));
    assert_eq!(outcome(&task.report, "capture.live"), Some(json!({ "unknown": "not-applicable" })));
    assert_eq!(outcome(&task.report, "face.found"), Some(json!("pass")));
    let path = format!("{}{}/{}", phone.world.url(), routes::REVIEW, task.id);
    let again = phone.world.http.get(path).bearer_auth(&phone.world.tokens.review).send().await.unwrap();
    let again: Task = again.json().await.unwrap();
    let report = |task: &Task| serde_json::from_value::<Report>(task.report.clone()).unwrap();
    assert_eq!((report(&again), read(&again.evidence)), (report(&task), read(&task.evidence)), "and after the claim");
}

// R40
#[tokio::test]
async fn the_review_that_is_due_first_is_claimed_first() {
    let (early, late) = (Driver::new(1), Driver::new(2));
    let world = World::with(&[early.clone(), late.clone()]).await;
    let (first, second) = (Phone::of(&world, &early).await, Phone::of(&world, &late).await);
    let soon = first.apply(Kind::First, Route::Camera).await.unwrap();
    world.pass(86_400);
    let later = second.apply(Kind::First, Route::Camera).await.unwrap();
    assert!(soon.due.unwrap().day < later.due.unwrap().day);
    assert_eq!(world.claim("a").await.unwrap().name, "陈亮证1");
    assert_eq!(world.claim("b").await.unwrap().name, "陈亮证2");
    world.pass(2 * 86_400);
    assert!(world.claim("c").await.unwrap().overdue);
}
