//! The routes of an application.

use crate::world::{Bend, Driver, Phone, World, answer, code, face, fresh, now, sha256, terminal, wall};
use lz_api::applications::{Application, ApplicationState, Kind, Route};
use lz_api::license::LicenseState;
use lz_api::me::{NoticeKind, RetainedVerdict};
use lz_api::register::{Change, SetBusy};
use lz_api::{Blob, ProblemCode, routes};
use lz_license::Day;
use lz_license::eligibility::Reason;
use serde_json::Value;

async fn ready(driver: &Driver) -> Phone {
    let world = World::with(std::slice::from_ref(driver)).await;
    Phone::of(&world, driver).await
}

// R24 R29 R33 R34 R15
#[tokio::test]
async fn a_good_retained_photo_issues_at_once_with_one_notice() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let phone = ready(&driver).await;
    let me = phone.me().await;
    assert_eq!((me.retained_photo.verdict, me.routes), (RetainedVerdict::Good, vec![Route::Retained]));
    let shown = phone.send("GET", routes::RETAINED_PHOTO, None, &Bend::default()).await;
    assert_eq!(shown.headers()["content-type"], "image/jpeg");
    assert_eq!(sha256(&shown.bytes().await.unwrap()), me.retained_photo.sha256.unwrap());

    let application = phone.apply(Kind::First, Route::Retained).await.unwrap();
    assert_eq!((application.state, application.due), (ApplicationState::Issued, None));
    assert_eq!(phone.notices().await, [NoticeKind::Issued]);
    let license = phone.license().await;
    assert_eq!((license.state, license.version, license.tokens.len()), (LicenseState::Shown, 1, 3));
    let messages = phone.world.messages(&driver.phone, 2).await;
    assert_eq!(messages.iter().filter(|message| message.kind == "issued").count(), 1);
}

// R26 R28 R29 R35
#[tokio::test]
async fn routes_follow_the_retained_photo() {
    let cases = [
        (None, RetainedVerdict::None, vec![Route::Camera, Route::Album]),
        (Some((face(90), "2016-09-01")), RetainedVerdict::Good, vec![Route::Retained]),
        (Some((face(90), "2016-08-31")), RetainedVerdict::TooOld, vec![Route::Camera, Route::Album]),
        (Some((wall(), "2020-05-06")), RetainedVerdict::Unfit, vec![Route::Camera, Route::Album]),
        (Some((b"no picture".to_vec(), "2020-05-06")), RetainedVerdict::Unfit, vec![Route::Camera, Route::Album]),
    ];
    for (n, (photo, verdict, offered)) in (1..).zip(cases) {
        let mut driver = Driver::new(n);
        if let Some((bytes, made_on)) = photo {
            driver = driver.retained("photo.jpg", &bytes, made_on);
        }
        let phone = ready(&driver).await;
        let me = phone.me().await;
        assert_eq!((me.retained_photo.verdict, &me.routes), (verdict, &offered), "case {n}");
        for route in [Route::Retained, Route::Camera, Route::Album] {
            if !offered.contains(&route) {
                assert_eq!(code(phone.apply(Kind::First, route).await), ProblemCode::RouteNotOffered, "case {n}");
            }
        }
    }
}

// R30 R36 R38 R55
#[tokio::test]
async fn each_step_of_a_submission_is_looked_at_again() {
    let phone = ready(&Driver::new(1)).await;
    let photo = phone.upload(&face(90)).await.unwrap().sha256;
    type Bent = fn(&mut lz_api::applications::Submit);
    let cases: [(ProblemCode, Bent); 9] = [
        (ProblemCode::NotConfirmed, |submit| submit.confirmed = false),
        (ProblemCode::FactsChanged, |submit| submit.facts_id = Blob(vec![0; 16])),
        (ProblemCode::NoticeNotRead, |submit| submit.notice_version = None),
        (ProblemCode::NoticeNotRead, |submit| submit.notice_version = Some(0)),
        (ProblemCode::PhotoMissing, |submit| submit.photo = None),
        (ProblemCode::PhotoMissing, |submit| submit.photo = Some("00".repeat(32))),
        (ProblemCode::RouteNotOffered, |submit| submit.route = Route::Window),
        (ProblemCode::NoLicense, |submit| submit.kind = Kind::PhotoChange),
        (ProblemCode::PersonCheckMissing, |submit| submit.person_check = "none".to_owned()),
    ];
    for (n, (problem, bend)) in cases.into_iter().enumerate() {
        let id = fresh("application");
        let mut body = phone.submission(&id, Kind::First, Route::Camera, Some(&photo)).await;
        bend(&mut body);
        assert_eq!(code(phone.submit(&id, &body).await), problem, "case {n}");
    }
    assert_eq!(code(phone.get::<Value>(routes::CURRENT_APPLICATION).await), ProblemCode::NotFound);
}

// R61
#[tokio::test]
async fn an_album_photo_may_be_six_months_old_and_no_day_more() {
    let phone = ready(&Driver::new(1)).await;
    let photo = phone.upload(&face(90)).await.unwrap().sha256;
    let id = fresh("application");
    let mut body = phone.submission(&id, Kind::First, Route::Album, Some(&photo)).await;
    body.taken_on = Some(20260228);
    let refused = phone.submit(&id, &body).await.unwrap_err();
    assert_eq!((refused.code, refused.rules), (ProblemCode::PhotoRefused, vec![6]));
    body.taken_on = Some(20260301);
    assert_eq!(phone.submit(&id, &body).await.unwrap().state, ApplicationState::InReview);
}

// R38
#[tokio::test]
async fn a_photo_is_taken_whole_by_its_hash_and_judged_on_arrival() {
    let phone = ready(&Driver::new(1)).await;
    let photo = face(90);
    let path = format!("{}/{}", routes::PHOTOS, sha256(&photo));
    assert_eq!(phone.send("HEAD", &path, None, &Bend::default()).await.status(), 404);
    let first = phone.upload(&photo).await.unwrap();
    assert_eq!((first.sha256.as_str(), first.bytes as usize), (sha256(&photo).as_str(), photo.len()));
    assert_eq!(phone.upload(&photo).await.unwrap(), first);
    assert_eq!(phone.send("HEAD", &path, None, &Bend::default()).await.status(), 200);

    let cases = [
        (face(80), ProblemCode::PhotoDigestWrong, Some(sha256(&photo))),
        (b"GIF89a no picture".to_vec(), ProblemCode::PhotoUnreadable, None),
        (vec![7; routes::MAX_PHOTO_BYTES + 1], ProblemCode::TooLarge, None),
    ];
    for (bytes, problem, name) in cases {
        let path = format!("{}/{}", routes::PHOTOS, name.unwrap_or_else(|| sha256(&bytes)));
        let refused = answer::<Value>(phone.send("PUT", &path, Some(bytes), &Bend::default()).await).await;
        assert_eq!(code(refused), problem);
    }
}

// R27 R40 R41 R48 R49
#[tokio::test]
async fn a_camera_or_album_photo_waits_for_an_officer_until_the_next_working_day() {
    let cases = [
        // Friday evening: Monday. The last day before the holidays of October: the first one after them.
        (Day::from_ymd(20260904).unwrap().start().plus(17 * 3600), 20260907, Route::Camera),
        (Day::from_ymd(20210930).unwrap().start().plus(12 * 3600), 20211008, Route::Album),
    ];
    for (at, due, route) in cases {
        let driver = Driver::new(1).with("validity", serde_json::json!({ "from": "2020-05-06", "to": "2030-05-06" }));
        let world = World::at(at, std::slice::from_ref(&driver)).await;
        let phone = Phone::of(&world, &driver).await;
        let application = phone.apply(Kind::First, route).await.unwrap();
        assert_eq!(application.state, ApplicationState::InReview);
        assert_eq!(application.due.unwrap().day, due);
        assert_eq!(phone.license().await.state, LicenseState::None);
        assert!(phone.notices().await.is_empty());

        let decided = world.approve("officer").await;
        assert_eq!(decided.state, ApplicationState::Issued);
        assert_eq!(phone.license().await.state, LicenseState::Shown);
        assert_eq!(phone.notices().await, [NoticeKind::Issued]);
        let current: Application = phone.get(routes::CURRENT_APPLICATION).await.unwrap();
        assert_eq!((current.state, current.decided_at), (ApplicationState::Issued, Some(at.0)));
    }
}

// R32
#[tokio::test]
async fn sixteen_identical_submissions_are_one_application() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let phone = std::sync::Arc::new(ready(&driver).await);
    let id = fresh("application");
    let body = phone.submission(&id, Kind::First, Route::Retained, None).await;
    let mut taps = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (phone, id, body) = (phone.clone(), id.clone(), body.clone());
        taps.spawn(async move { phone.submit(&id, &body).await.unwrap() });
    }
    let answers = taps.join_all().await;
    assert_eq!(answers.len(), 16);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(phone.license().await.version, 1);
    assert_eq!(phone.notices().await, [NoticeKind::Issued]);

    let mut other = body;
    other.confirmed = false;
    assert_eq!(code(phone.submit(&id, &other).await), ProblemCode::IdempotencyConflict);
}

// R32
#[tokio::test]
async fn a_second_application_waits_until_the_first_is_decided() {
    let phone = ready(&Driver::new(1)).await;
    phone.apply(Kind::First, Route::Camera).await.unwrap();
    assert_eq!(code(phone.apply(Kind::First, Route::Album).await), ProblemCode::ApplicationOpen);
}

// R16 R17 R18 R19 R20 R21 R22 R23
#[tokio::test]
async fn what_stands_against_an_application_is_listed_and_refuses_it() {
    let cases: [(&str, Value, &str); 9] = [
        ("status", "U".into(), "status"),
        ("status", "D".into(), "status"),
        ("status", "Q".into(), "status"),
        ("status", "S".into(), "status"),
        ("status", "J".into(), "status"),
        ("status", "X".into(), "status"),
        ("status", "".into(), "status-missing"),
        ("points", 12.into(), "status"),
        ("validity", serde_json::json!({ "from": "2020-05-06", "to": "2026-08-31" }), "expired"),
    ];
    for (field, value, reason) in cases {
        let driver = Driver::new(1).with(field, value.clone()).retained("face.jpg", &face(90), "2020-05-06");
        let phone = ready(&driver).await;
        let listed = phone.me().await.eligibility;
        assert!(!listed.may_apply(), "{field} {value}");
        let refused = phone.apply(Kind::First, Route::Retained).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::NotEligible, "{field} {value}");
        assert_eq!(refused.reasons, listed.reasons);
        assert_eq!(serde_json::to_value(refused.reasons[0]).unwrap()["reason"], reason);
    }
}

// R16 R51 R52 R87
#[tokio::test]
async fn a_city_opens_at_midnight_of_its_day() {
    let opening = Day::from_ymd(20210901).unwrap().start();
    let driver = Driver::new(1)
        .with("authority", 320200)
        .with("validity", serde_json::json!({ "from": "2020-05-06", "to": "2030-05-06" }))
        .retained("face.jpg", &face(90), "2020-05-06");
    let world = World::at(opening.plus(-1), std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    let refused = phone.apply(Kind::First, Route::Retained).await.unwrap_err();
    let opens = Day::from_ymd(20210901).unwrap();
    assert_eq!(refused.reasons, [Reason::CityNotOpen { opens, announced: true }]);
    world.set_time(opening);
    assert_eq!(phone.apply(Kind::First, Route::Retained).await.unwrap().state, ApplicationState::Issued);
}

// R25 R76
#[tokio::test]
async fn a_retained_photo_may_be_changed_at_once_and_the_next_one_after_six_months() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let phone = ready(&driver).await;
    phone.apply(Kind::First, Route::Retained).await.unwrap();
    assert!(phone.me().await.photo_change.allowed);
    phone.apply(Kind::PhotoChange, Route::Camera).await.unwrap();
    // The old one stays usable until an officer approves.
    assert_eq!((phone.license().await.state, phone.license().await.version), (LicenseState::Shown, 1));
    phone.world.approve("officer").await;
    assert_eq!((phone.license().await.state, phone.license().await.version), (LicenseState::Shown, 2));
    assert_eq!(phone.notices().await, [NoticeKind::Issued, NoticeKind::PhotoChanged]);

    let change = phone.me().await.photo_change;
    assert_eq!((change.allowed, change.from), (false, Some(20270301)));
    let early = phone.apply(Kind::PhotoChange, Route::Album).await.unwrap_err();
    assert_eq!((early.code, early.from), (ProblemCode::PhotoChangeTooEarly, Some(20270301)));
    phone.world.set_time(Day::from_ymd(20270301).unwrap().start());
    phone.apply(Kind::PhotoChange, Route::Album).await.unwrap();
}

// R77
#[tokio::test]
async fn the_busy_hint_is_advice_and_stops_nothing() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let phone = ready(&driver).await;
    phone.apply(Kind::First, Route::Retained).await.unwrap();
    let world = &phone.world;
    let _: SetBusy = world.inner(&world.tokens.register, "/v1/register/busy", &SetBusy { busy: true }).await.unwrap();
    assert!(phone.me().await.busy);
    assert_eq!(phone.license().await.state, LicenseState::Shown);
    phone.apply(Kind::PhotoChange, Route::Camera).await.unwrap();
}

// R78 R15
#[tokio::test]
async fn a_change_of_class_validity_authority_or_card_asks_for_a_new_application() {
    type Bent = fn(&mut Change);
    let cases: [Bent; 4] = [
        |change| change.classes = Some("C1D".to_owned()),
        |change| change.valid_to = Some(20320507),
        |change| change.authority = Some(310000),
        |change| change.card = Some("3299999999999".to_owned()),
    ];
    for (n, bend) in cases.into_iter().enumerate() {
        let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
        let phone = ready(&driver).await;
        phone.apply(Kind::First, Route::Retained).await.unwrap();
        assert_eq!(code(phone.apply(Kind::Again, Route::Retained).await), ProblemCode::LicenseCurrent);
        phone.license().await;
        let mut change = Change::of(driver.person());
        bend(&mut change);
        phone.world.change(change).await;
        let old = phone.license().await;
        assert_eq!((old.state, old.tokens.len(), old.live.apply_again.len()), (LicenseState::ApplyAgain, 0, 1), "{n}");
        assert_eq!(phone.notices().await.last(), Some(&NoticeKind::ApplyAgain));
        phone.apply(Kind::Again, Route::Retained).await.unwrap();
        let new = phone.license().await;
        assert_eq!((new.state, new.version), (LicenseState::Shown, 2), "{n}");
    }
}

// R79 R80
#[tokio::test]
async fn a_window_issue_arrives_on_a_phone_that_did_not_start_it() {
    let driver = Driver::new(1);
    let world = World::with(std::slice::from_ref(&driver)).await;
    let body = lz_api::register::WindowIssue { person: driver.person(), photo: Some(Blob(face(90))) };
    let issued: lz_api::register::Changed =
        world.inner(&world.tokens.register, "/v1/register/window-issue", &body).await.unwrap();
    assert_eq!(issued.version, Some(1));
    let phone = Phone::of(&world, &driver).await;
    assert_eq!(phone.license().await.state, LicenseState::Shown);
    assert_eq!(phone.notices().await, [NoticeKind::Issued]);
    let me = phone.me().await;
    assert_eq!(me.license.unwrap().photo, Route::Window);
    assert!(me.office.unwrap().name.zh_hans.contains("苏州"));
    assert_eq!(me.application, None);

    let nobody = lz_api::register::WindowIssue { person: Driver::new(9).person(), photo: None };
    let refused = world.inner::<Value>(&world.tokens.register, "/v1/register/window-issue", &nobody).await;
    assert_eq!(code(refused), ProblemCode::PersonUnknown);
    let _terminal = terminal(&world, "post 1", "police").await;
    assert!(now() < world.time().plus(1));
}
