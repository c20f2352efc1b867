//! Checks by terminals, and the log that drivers read.

use crate::license::{driver, issued};
use crate::world::{Phone, World, code, terminal};
use lz_api::checks::{Report, Reported, ReportedCheck, Verified, Verify};
use lz_api::me::Checks;
use lz_api::register::Change;
use lz_api::{Blob, ProblemCode, routes};
use lz_credential::SoftwareEd25519;
use lz_credential::presentation::{ClockQuality, Showing, present};
use lz_credential::token::Token;

async fn shown(world: &World, phone: &Phone, profile: usize, audience: &str, sequence: u32) -> Blob {
    let license = phone.license().await;
    let token = Token::from_untrusted(&license.tokens[profile - 1].token.0).unwrap();
    let key: &SoftwareEd25519 = if profile == 1 { &phone.police } else { &phone.firms };
    let showing = Showing {
        audience: audience.to_owned(),
        at: world.time(),
        cnonce: None,
        quality: ClockQuality::Anchored,
        sequence,
    };
    Blob(present(&token, &showing, key).unwrap())
}

async fn ask(terminal: &Phone, presentation: &Blob) -> Result<Verified, lz_api::Problem> {
    terminal.post(routes::CHECK_VERIFY, &Verify { presentation: presentation.clone() }).await
}

// R12 R65 R75
#[tokio::test]
async fn a_terminal_gets_one_answer_to_one_presentation_and_the_driver_reads_who_asked() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let post = terminal(&world, "Post 7", "police").await;
    let rental = terminal(&world, "Rental 1", "rental:lz:r1").await;

    let code_one = shown(&world, &phone, 1, "police", 1).await;
    let answer = ask(&post, &code_one).await.unwrap();
    assert_eq!((answer.current, answer.entry, answer.status.as_deref(), answer.points), (true, 0, Some("A"), Some(0)));
    assert_eq!(code(ask(&post, &code_one).await), ProblemCode::CheckReplayed);

    let limited = shown(&world, &phone, 2, "rental:lz:r1", 2).await;
    assert_eq!(ask(&rental, &limited).await.unwrap().points, None, "profile 2 shows no points");
    let for_others = shown(&world, &phone, 2, "rental:lz:r1", 3).await;
    assert_eq!(code(ask(&post, &for_others).await), ProblemCode::CheckRefused, "another audience");
    let mut bent = shown(&world, &phone, 1, "police", 4).await;
    *bent.0.last_mut().unwrap() ^= 1;
    assert_eq!(code(ask(&post, &bent).await), ProblemCode::CheckRefused, "a bent signature");
    assert_eq!(code(ask(&phone, &shown(&world, &phone, 1, "police", 5).await).await), ProblemCode::DeviceUnknown);

    let log: Checks = phone.get(routes::MY_CHECKS).await.unwrap();
    let seen: Vec<_> = log.checks.iter().map(|check| (check.who.as_str(), check.profile, check.online)).collect();
    assert_eq!(seen, [("Rental 1", 2, true), ("Post 7", 1, true)]);
    assert_eq!(log.checks[0].at, world.time().0);
}

// R12
#[tokio::test]
async fn an_old_presentation_gets_no_answer_and_a_new_state_is_told() {
    let driver = driver();
    let (world, phone) = issued(&driver).await;
    let post = terminal(&world, "Post 7", "police").await;
    let (in_time, late) = (shown(&world, &phone, 1, "police", 1).await, shown(&world, &phone, 1, "police", 2).await);
    let kept = shown(&world, &phone, 1, "police", 3).await;
    world.pass(600);
    ask(&post, &in_time).await.unwrap();
    world.pass(1);
    assert_eq!(code(ask(&post, &late).await), ProblemCode::CheckOld);
    world.pass(-300);
    world.change(Change { status: Some("F".to_owned()), ..Change::of(driver.person()) }).await;
    let revoked = ask(&post, &kept).await.unwrap();
    assert_eq!((revoked.current, revoked.entry, revoked.status), (false, 1, None));
}

// R75
#[tokio::test]
async fn checks_made_without_a_network_reach_the_log_once() {
    let (world, phone) = issued(&driver()).await;
    let post = terminal(&world, "Post 7", "police").await;
    let mut checks = Vec::new();
    for sequence in 1..=2 {
        let presentation = shown(&world, &phone, 1, "police", sequence).await;
        checks.push(ReportedCheck { presentation, at: world.time().0 });
    }
    checks.push(ReportedCheck { presentation: Blob(b"not one".to_vec()), at: world.time().0 });
    world.pass(3 * 86_400);
    let report = Report { checks };
    let first: Reported = post.post(routes::CHECK_REPORT, &report).await.unwrap();
    assert_eq!(first, Reported { logged: 2, skipped: 1 });
    let again: Reported = post.post(routes::CHECK_REPORT, &report).await.unwrap();
    assert_eq!(again, Reported { logged: 0, skipped: 3 });
    let log: Checks = phone.get(routes::MY_CHECKS).await.unwrap();
    assert_eq!(log.checks.iter().map(|check| check.online).collect::<Vec<_>>(), [false, false]);
}
