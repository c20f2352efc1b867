//! Starting, stopping, being killed, and what may run where.

use crate::license::{driver, issued};
use crate::world::{Bend, Driver, Phone, World, code, fresh};
use lz_api::applications::{Application, ApplicationState, Kind, Route};
use lz_api::{ProblemCode, routes};
use lz_authority::clock::Clock;
use lz_authority::{Config, Home, HomeError, Init, Profile, ServeError, start};
use lz_license::UnixSeconds;
use serde_json::Value;
use std::sync::Arc;

async fn refused(config: Config) -> ServeError {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    start(config, listener).await.unwrap_err()
}

/// An authority that serves this driver, whose phone is logged in.
async fn logged_in(driver: &Driver) -> (Arc<World>, Phone) {
    let world = World::with(std::slice::from_ref(driver)).await;
    let phone = Phone::of(&world, driver).await;
    (world, phone)
}

#[tokio::test]
async fn a_second_serve_on_the_same_folder_is_refused_until_the_first_has_ended() {
    let world = World::with(&[]).await;
    let error = refused(world.config()).await;
    assert!(matches!(error, ServeError::Home(HomeError::AlreadyServed)));
    assert_eq!(error.code(), "already-served");
    world.stop().await;
    world.start().await;
}

#[tokio::test]
async fn a_folder_is_never_made_twice_and_an_empty_one_is_not_served() {
    let world = World::with(&[]).await;
    let again = Home::init(&world.home(), &Init::at(world.time())).unwrap_err();
    assert_eq!(again.code(), "already-there");
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(refused(Config::development(empty.path())).await.code(), "not-there");
}

#[tokio::test]
async fn production_refuses_what_only_development_may_have() {
    let world = World::with(&[]).await;
    world.stop().await;
    let production = Config { profile: Profile::Production, ..Config::development(world.home()) };
    assert_eq!(refused(production.clone()).await.code(), "development-only", "a check that proves nothing");
    let clock = Clock::Fixed(UnixSeconds(0));
    assert!(matches!(refused(Config { clock, ..production }).await, ServeError::DevelopmentOnly(_)));
}

// R34
#[tokio::test]
async fn a_restart_keeps_everything() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let license = phone.license().await;
    phone.apply(Kind::PhotoChange, Route::Camera).await.unwrap();
    let (me, notices) = (phone.me().await, phone.notices().await);
    world.stop().await;
    world.start().await;
    assert_eq!(phone.license().await, license, "the same tokens, not new ones");
    assert_eq!(phone.me().await, me);
    assert_eq!(phone.notices().await, notices);
    assert_eq!(world.approve("officer").await.state, ApplicationState::Issued);
}

// R32
#[tokio::test]
async fn a_submission_is_answered_alike_after_a_restart() {
    let (world, phone) = logged_in(&driver()).await;
    let id = fresh("application");
    let body = phone.submission(&id, Kind::First, Route::Retained, None).await;
    let first = phone.submit(&id, &body).await.unwrap();
    world.stop().await;
    world.start().await;
    assert_eq!(phone.submit(&id, &body).await.unwrap(), first);
    assert_eq!(phone.license().await.version, 1);
}

// R32
#[tokio::test]
async fn an_application_stays_filed_once_when_its_kept_answer_is_long_forgotten() {
    let (world, phone) = logged_in(&driver()).await;
    let id = fresh("application");
    let body = phone.submission(&id, Kind::First, Route::Retained, None).await;
    let first = phone.submit(&id, &body).await.unwrap();
    world.pass(30 * 86_400);
    let again = phone.submit(&id, &body).await.unwrap();
    assert_eq!((again.id, again.state), (first.id, first.state));
    assert_eq!((phone.license().await.version, phone.notices().await.len()), (1, 1));
}

// R64
#[tokio::test]
async fn a_signed_request_cannot_be_sent_again_after_a_restart() {
    let (world, phone) = logged_in(&driver()).await;
    let bend = Bend { nonce: Some([9; 16]), ..Bend::default() };
    let asked = async || phone.send("GET", routes::ME, None, &bend).await.status().as_u16();
    assert_eq!((asked().await, asked().await), (200, 401));
    world.stop().await;
    world.start().await;
    assert_eq!(asked().await, 401, "the next process remembers");
    world.pass(601);
    world.stop().await;
    world.start().await;
    assert_eq!(asked().await, 200, "and forgets when the old signature is dead");
}

/// The built program, killed with no warning, and started again on its folder.
// R34
#[tokio::test]
async fn a_killed_process_frees_the_folder_and_loses_nothing_that_it_answered() {
    let (world, phone) = logged_in(&driver()).await;
    world.stop().await;
    let clock = world.dir.path().join("clock");
    std::fs::write(&clock, world.time().0.to_string()).unwrap();
    for round in 0..2 {
        let mut server = Server::start(&world.home(), &clock);
        world.serve_elsewhere(&server.url);
        if round == 0 {
            let application = phone.apply(Kind::First, Route::Retained).await.unwrap();
            assert_eq!(application.state, ApplicationState::Issued);
        } else {
            let current: Application = phone.get(routes::CURRENT_APPLICATION).await.unwrap();
            assert_eq!(current.state, ApplicationState::Issued);
            assert_eq!(phone.license().await.version, 1);
        }
        server.process.kill().unwrap();
        server.process.wait().unwrap();
    }
}

/// The built program, serving a folder.
pub(crate) struct Server {
    pub(crate) process: std::process::Child,
    pub(crate) url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already where the test went well.
        let _gone = self.process.kill().and_then(|()| self.process.wait());
    }
}

impl Server {
    pub(crate) fn start(home: &std::path::Path, clock: &std::path::Path) -> Self {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_authority"));
        command.args(["serve".as_ref(), home.as_os_str(), "--clock".as_ref()]).arg(format!("file:{}", clock.display()));
        Self::spawn(command)
    }

    /// Starts whatever becomes the program, and waits until it serves.
    pub(crate) fn spawn(mut command: std::process::Command) -> Self {
        use std::io::BufRead as _;
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        std::io::BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line: Value = serde_json::from_str(&line).expect("one line that machines read");
        Self { process, url: line["listening"].as_str().unwrap().to_owned() }
    }
}

#[tokio::test]
async fn nothing_personal_reaches_the_database_file_or_an_unknown_route() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    phone.license().await;
    world.stop().await;
    for entry in std::fs::read_dir(world.home()).unwrap() {
        let path = entry.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for secret in [driver.number.as_bytes(), "陈亮证".as_bytes(), driver.phone.as_bytes()] {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "personal data in {}", path.display());
        }
    }
    world.start().await;
    assert_eq!(code(phone.get::<Value>("/v1/nothing").await), ProblemCode::NotFound);
    let big = vec![b'x'; 600_000];
    let sent = phone.send("POST", routes::PERSON_CHECKS, Some(big), &Bend::default()).await;
    assert_eq!(sent.status(), 413);
}
