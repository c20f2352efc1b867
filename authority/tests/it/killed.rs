//! The built program is killed again and again in the middle of uploads, submissions, reviews and issues. Nobody who got an
//! answer may lose what it said, and nobody may get anything twice.

use crate::lifetime::Server;
use crate::world::{Bend, Driver, Phone, World, attempt, face, fresh, sha256};
use lz_api::applications::{
    Application, ApplicationState, Kind, PersonCheck, PersonOutcome, PhotoReceived, Route, Submit,
};
use lz_api::license::License;
use lz_api::me::{Me, NoticeKind};
use lz_api::public::StatusIndex;
use lz_api::review::{Decided, Task};
use lz_api::{ProblemCode, routes};
use rusqlite::Connection;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

const DRIVERS: u32 = 6;
const KILLS: u32 = 12;
/// What the phones have been answered so far; kills are timed by it, not by a clock.
static ANSWERS: AtomicU32 = AtomicU32::new(0);
const PAUSE: Duration = Duration::from_millis(5);

/// One step of a phone: repeated with the same key until an answer comes.
async fn step<T: DeserializeOwned>(phone: &Phone, method: &str, path: &str, body: Option<Vec<u8>>, key: &str) -> T {
    loop {
        let bend = Bend { key: Some(key.to_owned()), ..Bend::default() };
        if let Some(answer) = phone.attempt(method, path, body.clone(), &bend).await {
            ANSWERS.fetch_add(1, Ordering::SeqCst);
            return answer.unwrap_or_else(|problem| panic!("{method} {path}: {problem}"));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn body(value: &impl serde::Serialize) -> Option<Vec<u8>> {
    Some(serde_json::to_vec(value).unwrap())
}

/// Submits once with everything right, and answers with what the authority said.
async fn submit(phone: &Phone, route: Route, photo: &[u8]) -> Application {
    let id = fresh("application");
    if route != Route::Retained {
        let path = format!("{}/{}", routes::PHOTOS, sha256(photo));
        let received: PhotoReceived = step(phone, "PUT", &path, Some(photo.to_vec()), &fresh("upload")).await;
        assert_eq!((received.sha256.as_str(), received.bytes as usize), (sha256(photo).as_str(), photo.len()));
    }
    let me: Me = step(phone, "GET", routes::ME, None, "").await;
    let ask = body(&json!({ "application": id }));
    let check: PersonCheck = step(phone, "POST", routes::PERSON_CHECKS, ask, &fresh("begin-check")).await;
    let path = format!("{}/{}", routes::PERSON_CHECKS, check.id);
    let passed: PersonCheck =
        step(phone, "POST", &path, body(&json!({ "script": "pass" })), &fresh("finish-check")).await;
    assert_eq!(passed.outcome, PersonOutcome::Passed);
    let own_photo = route != Route::Retained;
    let submission = Submit {
        kind: Kind::First,
        route,
        facts_id: me.facts_id,
        confirmed: true,
        notice_version: own_photo.then_some(me.notice_version),
        photo: own_photo.then(|| sha256(photo)),
        taken_on: None,
        evidence: None,
        person_check: check.id,
    };
    let filed: Application = step(phone, "POST", routes::APPLICATIONS, body(&submission), &id).await;
    assert_eq!(filed.id, id);
    filed
}

/// Waits until an officer has decided; the application that was answered is the one that is there.
async fn decided(phone: &Phone, filed: &Application) -> ApplicationState {
    loop {
        let current = phone.attempt::<Application>("GET", routes::CURRENT_APPLICATION, None, &Bend::default()).await;
        if let Some(current) = current {
            let current = current.unwrap();
            assert_eq!(current.id, filed.id, "an answered application is lost");
            if current.state != ApplicationState::InReview {
                return current.state;
            }
        }
        tokio::time::sleep(4 * PAUSE).await;
    }
}

/// A driver's way to the license: at once, or after one return.
async fn applies(phone: Arc<Phone>, n: u32) {
    if n.is_multiple_of(3) {
        assert_eq!(submit(&phone, Route::Retained, &[]).await.state, ApplicationState::Issued);
    } else {
        let first = submit(&phone, Route::Camera, &face(70 + n as u8)).await;
        assert_eq!(decided(&phone, &first).await, ApplicationState::Returned);
        let second = submit(&phone, Route::Album, &face(80 + n as u8)).await;
        assert_eq!(decided(&phone, &second).await, ApplicationState::Issued);
    }
    let license: License = step(&phone, "GET", routes::LICENSE, None, "").await;
    assert_eq!((license.version, license.tokens.len()), (1, 3));
}

/// An officer who returns each first photo and approves each second one.
async fn reviews(world: Arc<World>) {
    let post = |path: String, body: serde_json::Value| {
        world.http.post(format!("{}{path}", world.url())).bearer_auth(&world.tokens.review).json(&body)
    };
    loop {
        let claim = post(routes::REVIEW_CLAIM.to_owned(), json!({ "officer": "one" }));
        if let Some(Ok(task)) = attempt::<Task>(claim).await {
            let path = format!("{}/{}", routes::REVIEW, task.id);
            let photo = world.http.get(format!("{}{path}/photo", world.url())).bearer_auth(&world.tokens.review);
            if let Ok(photo) = photo.send().await
                && photo.status() == 200
                && let Ok(bytes) = photo.bytes().await
            {
                assert_eq!(sha256(&bytes), task.photo, "half a photo");
            }
            let decision = if task.earlier_returns == 0 {
                post(format!("{path}/return"), json!({ "officer": "one", "rules": [1], "abuse": false }))
            } else {
                post(format!("{path}/approve"), json!({ "officer": "one" }))
            };
            if let Some(Err(problem)) = attempt::<Decided>(decision).await {
                assert_eq!(problem.code, ProblemCode::AlreadyDecided, "{problem}");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks at the status lists all the time: their number never falls.
async fn watches(world: Arc<World>, highest: Arc<AtomicU64>) {
    loop {
        if let Some(Ok(index)) =
            attempt::<StatusIndex>(world.http.get(format!("{}{}", world.url(), routes::STATUS))).await
        {
            let sequence = u64::from(index.lists[0].sequence);
            let before = highest.fetch_max(sequence, Ordering::SeqCst);
            assert!(sequence >= before, "list {sequence} after list {before}");
        }
        tokio::time::sleep(4 * PAUSE).await;
    }
}

// R15 R32 R34 R38
#[tokio::test]
async fn kills_in_the_middle_of_everything_lose_nothing_and_repeat_nothing() {
    let drivers: Vec<Driver> = (0..DRIVERS)
        .map(|n| match n % 3 {
            0 => Driver::new(n).retained("face.jpg", &face(90), "2020-05-06"),
            _ => Driver::new(n),
        })
        .collect();
    let world = World::with(&drivers).await;
    let mut phones = Vec::new();
    for driver in &drivers {
        phones.push(Arc::new(Phone::of(&world, driver).await));
    }
    world.stop().await;
    let clock = world.dir.path().join("clock");
    std::fs::write(&clock, world.time().0.to_string()).unwrap();

    let highest = Arc::new(AtomicU64::new(0));
    let mut others = JoinSet::new();
    others.spawn(reviews(world.clone()));
    others.spawn(watches(world.clone(), highest.clone()));
    let mut ways = JoinSet::new();
    for (n, phone) in (0..).zip(&phones) {
        ways.spawn(applies(phone.clone(), n));
    }
    let (mut kills, mut finished) = (0, 0);
    for kill in 0.. {
        let mut server = Server::start(&world.home(), &clock);
        world.serve_elsewhere(&server.url);
        let until = ANSWERS.load(Ordering::SeqCst) + 1 + kill * 5 % 7;
        while finished < DRIVERS && (kill >= KILLS || ANSWERS.load(Ordering::SeqCst) < until) {
            match tokio::time::timeout(PAUSE, ways.join_next()).await {
                Ok(Some(way)) => {
                    way.unwrap();
                    finished += 1;
                }
                Ok(None) => break,
                Err(_) => {}
            }
            if let Some(ended) = others.try_join_next() {
                ended.unwrap();
            }
        }
        server.process.kill().unwrap();
        server.process.wait().unwrap();
        kills += 1;
        if finished == DRIVERS {
            break;
        }
    }
    assert!(kills >= KILLS, "work for {kills} kills only");
    others.shutdown().await;

    let database = Connection::open(world.home().join("authority.db")).unwrap();
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let reviewed = drivers.len() as i64 - i64::from(DRIVERS.div_ceil(3));
    assert_eq!(one("SELECT count(*) FROM review"), 2 * reviewed, "two reviews for each application with a photo");
    assert_eq!(one("SELECT count(*) FROM review WHERE done = 0"), 0);
    assert_eq!(one("SELECT value FROM number WHERE name = 'indexes'"), i64::from(DRIVERS), "one entry a license");
    assert_eq!(one("SELECT count(*) FROM entry"), i64::from(DRIVERS));
    assert!(
        one("SELECT value FROM number WHERE name = 'list_sequence'").unsigned_abs() >= highest.load(Ordering::SeqCst)
    );
    drop(database);

    world.start().await;
    for (n, (phone, driver)) in phones.iter().zip(&drivers).enumerate() {
        assert_eq!(phone.license().await.version, 1, "issued once");
        let photo_was_returned = n % 3 != 0;
        let told: &[NoticeKind] =
            if photo_was_returned { &[NoticeKind::Returned, NoticeKind::Issued] } else { &[NoticeKind::Issued] };
        assert_eq!(phone.notices().await, told);
        if photo_was_returned {
            for quality in [70 + n as u8, 80 + n as u8] {
                let path = format!("{}/{}", routes::PHOTOS, sha256(&face(quality)));
                assert_eq!(phone.send("HEAD", &path, None, &Bend::default()).await.status(), 200);
            }
        }
        let sent = world.messages(&driver.phone, 2 + usize::from(photo_was_returned)).await;
        assert_eq!(sent.iter().filter(|message| message.kind == "issued").count(), 1);
        assert_eq!(sent.iter().filter(|message| message.kind == "returned").count(), usize::from(photo_was_returned));
    }
}
