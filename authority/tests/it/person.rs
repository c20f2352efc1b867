//! Real-person checks.

use crate::world::{Driver, Phone, World, code, face, fresh};
use lz_api::ProblemCode;
use lz_api::applications::{ApplicationState, Kind, PersonOutcome, Route};

async fn ready() -> Phone {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let world = World::with(std::slice::from_ref(&driver)).await;
    Phone::of(&world, &driver).await
}

// R31
#[tokio::test]
async fn a_check_serves_one_application_once_and_for_ten_minutes() {
    let phone = ready().await;
    let (mine, other) = (fresh("application"), fresh("application"));
    let mut body = phone.submission(&mine, Kind::First, Route::Retained, None).await;
    assert_eq!(code(phone.submit(&other, &body).await), ProblemCode::PersonCheckWrong, "another application");
    phone.world.pass(600);
    assert_eq!(code(phone.submit(&mine, &body).await), ProblemCode::PersonCheckWrong, "over");
    body.person_check = phone.passed(&mine).await;
    assert_eq!(phone.submit(&mine, &body).await.unwrap().state, ApplicationState::Issued);
    let used = body.person_check.clone();
    let again = fresh("application");
    let upload = phone.upload(&face(90)).await.unwrap().sha256;
    let mut change = phone.submission(&again, Kind::PhotoChange, Route::Camera, Some(&upload)).await;
    change.person_check = used;
    assert_eq!(code(phone.submit(&again, &change).await), ProblemCode::PersonCheckWrong, "used");
}

// R31
#[tokio::test]
async fn another_drivers_check_is_worth_nothing() {
    let (one, two) = (Driver::new(1), Driver::new(2));
    let (one, two) = (one.retained("a.jpg", &face(90), "2020-05-06"), two.retained("b.jpg", &face(91), "2020-05-06"));
    let world = World::with(&[one.clone(), two.clone()]).await;
    let (thief, other) = (Phone::of(&world, &one).await, Phone::of(&world, &two).await);
    let id = fresh("application");
    let mut body = thief.submission(&id, Kind::First, Route::Retained, None).await;
    body.person_check = other.passed(&id).await;
    assert_eq!(code(thief.submit(&id, &body).await), ProblemCode::PersonCheckMissing);
}

// R31
#[tokio::test]
async fn only_a_passed_check_counts_and_three_failures_lock_for_a_day() {
    let phone = ready().await;
    let outcomes = [
        ("pending", PersonOutcome::Pending),
        ("timeout", PersonOutcome::Unavailable),
        ("no_match", PersonOutcome::NoMatch),
        ("not_live", PersonOutcome::NotLive),
        ("attack", PersonOutcome::AttackSuspected),
    ];
    let body = phone.submission(&fresh("application"), Kind::First, Route::Retained, None).await;
    for (script, outcome) in outcomes {
        let id = fresh("application");
        let check = phone.begin_check(&id).await.unwrap();
        assert!(!check.proves, "a check of development proves nothing and says so");
        assert_eq!(phone.finish_check(&check.id, script).await.unwrap().outcome, outcome);
        let mut body = body.clone();
        body.person_check = check.id.clone();
        assert_eq!(code(phone.submit(&id, &body).await), ProblemCode::PersonCheckMissing, "{script}");
        if outcome != PersonOutcome::Pending {
            // An outcome stands: no second try turns it around.
            assert_eq!(phone.finish_check(&check.id, "pass").await.unwrap().outcome, outcome);
        }
    }
    let locked = phone.begin_check(&fresh("application")).await.unwrap_err();
    assert_eq!((locked.code, locked.retry_after), (ProblemCode::PersonCheckLocked, Some(86_400)));
    phone.world.pass(86_400);
    phone.begin_check(&fresh("application")).await.unwrap();
}
