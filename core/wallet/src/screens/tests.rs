//! Screens are pure: here every state of the flow and of the license is drawn in both languages, and no sentence is missing.

use std::sync::Arc;

use lz_api::license::{LicenseState as Issued, LiveStatus};

use super::*;
use crate::flow::{self, Check, Draft, Finding, Outcome, Picture, State as Flow};
use crate::intent::PhotoSource;
use crate::problem::Code;
use crate::state::{LicenseAnswer, LicenseKept};

const NOW: Seconds = 1_788_487_200;

fn known(state: State, language: Language) -> Known {
    Known {
        state: Arc::new(state),
        proofs: Arc::new(Proofs::default()),
        now: NOW,
        language,
        rolled_back: false,
        out_of_touch: false,
        wall_off: true,
        app_version: 1,
    }
}

fn draft(read: Option<u32>) -> Draft {
    Draft {
        id: "0123456789abcdef".to_owned(),
        kind: lz_api::applications::Kind::First,
        facts_id: lz_api::Blob(vec![1]),
        notice_version: 3,
        notice_read: read,
    }
}

fn flows() -> Vec<Flow> {
    let findings = vec![Finding { measure: "face.found".to_owned(), rule: 1, outcome: Outcome::Fail }];
    let picture = |source| Picture {
        source,
        sha256: "aa".repeat(32),
        taken_on: None,
        evidence: "{}".to_owned(),
        findings: findings.clone(),
    };
    let check =
        |picture, check| Flow::PersonCheck { draft: draft(None), picture, check, trouble: Some(Code::NoNetwork) };
    let passed = || Check::Passed { id: "c".to_owned(), expires_at: NOW + 60 };
    let mut flows = vec![
        Flow::Idle { trouble: None },
        Flow::Confirm { draft: draft(None) },
        Flow::Correcting { draft: draft(None) },
        Flow::Notice { draft: draft(None), trouble: None },
        Flow::Notice { draft: draft(Some(3)), trouble: None },
        check(None, Check::Open),
        check(None, Check::Asked { key: "k".to_owned(), hint: None }),
        check(None, passed()),
        check(Some(picture(PhotoSource::AlbumFile)), passed()),
        Flow::Sending { draft: draft(None), picture: None, check: "c".to_owned() },
        Flow::InReview {
            id: "a".to_owned(),
            kind: lz_api::applications::Kind::First,
            route: lz_api::applications::Route::Camera,
            submitted_at: NOW,
            due: None,
        },
        Flow::Returned {
            id: "a".to_owned(),
            kind: lz_api::applications::Kind::First,
            rules: vec![1, 2, 3, 4, 5, 6],
            tries_left: 0,
        },
        Flow::WindowOnly,
        Flow::Stopped,
        Flow::Issued { id: "a".to_owned(), kind: lz_api::applications::Kind::First },
    ];
    for source in [PhotoSource::LiveCamera, PhotoSource::AlbumFile] {
        let draft = draft(Some(3));
        flows.push(Flow::Picture { draft: draft.clone(), source, findings: findings.clone(), trouble: None });
        flows.push(Flow::Preview { draft, picture: picture(source), trouble: None });
    }
    flows
}

/// The catalogue remembers every sentence that it could not say, or not whole.
fn assert_spoken() {
    assert_eq!(lz_text::missing(), Vec::<String>::new());
}

// R27 R28 R50 R55
#[test]
fn every_step_of_every_route_has_its_words_in_both_languages() {
    for flow in flows() {
        let mut titles = Vec::new();
        for language in [Language::ZhHans, Language::En] {
            let view = application(&known(State { flow: flow.clone(), ..State::default() }, language));
            let text = format!("{view:?}");
            assert_spoken();
            titles.push(text);
        }
        assert_ne!(titles[0], titles[1], "{} speaks one language only", flow.name());
    }
}

// R26
#[test]
fn after_the_notice_there_are_exactly_two_ways_to_a_picture() {
    let read = Flow::Notice { draft: draft(Some(3)), trouble: None };
    let ApplicationState::Notice { part, .. } =
        application(&known(State { flow: read, ..State::default() }, Language::En))
    else {
        panic!("another screen");
    };
    let ways: Vec<_> = part.actions.iter().filter(|action| **action != Action::GiveUp).collect();
    assert_eq!(ways, [&Action::UseCamera, &Action::UseAlbum]);
}

// R40
#[test]
fn a_review_that_is_late_says_so_and_promises_nothing() {
    let flow = |submitted_at| Flow::InReview {
        id: "a".to_owned(),
        kind: lz_api::applications::Kind::First,
        route: lz_api::applications::Route::Camera,
        submitted_at,
        due: None,
    };
    let day = 86_400;
    for (submitted_at, late) in [(NOW, false), (NOW - day, false), (NOW - 7 * day, true)] {
        let view = application(&known(State { flow: flow(submitted_at), ..State::default() }, Language::En));
        let ApplicationState::InReview { overdue, .. } = view else { panic!("another screen") };
        assert_eq!(overdue, late, "submitted {} days ago", (NOW - submitted_at) / day);
    }
}

// R13 R63 R78
#[test]
fn a_license_that_may_not_be_shown_is_words_and_never_a_page() {
    for issued in [Issued::Ended, Issued::Frozen, Issued::Stopped, Issued::ApplyAgain, Issued::Shown] {
        for language in [Language::ZhHans, Language::En] {
            // `Shown` without a token that verifies is not shown either.
            let live = LiveStatus {
                status: "F".to_owned(),
                points: 0,
                changed_at: 0,
                since: None,
                until: None,
                apply_again: Vec::new(),
            };
            let answer = Some(LicenseAnswer { version: 1, state: issued, live });
            let state = State { license: LicenseKept { answer, ..LicenseKept::default() }, ..State::default() };
            let known = known(state, language);
            let LicenseState::Hidden { page, .. } = license(&known) else { panic!("{issued:?} is shown") };
            assert!(!page.headline.is_empty(), "{issued:?} says nothing");
            assert_spoken();
            assert!(shown(&known).is_none());
        }
    }
}

// R10 R20
#[test]
fn a_date_that_passed_says_since_when_and_the_register_may_say_since_earlier() {
    // Valid until 1 June 2031.
    let own = Arc::new(crate::presenter::tests::verified("A"));
    let on = |ymd, status: &str, since, until| {
        let live =
            LiveStatus { status: status.to_owned(), points: 0, changed_at: 0, since, until, apply_again: Vec::new() };
        let answer = Some(LicenseAnswer { version: 7, state: Issued::Shown, live });
        let state = State { license: LicenseKept { answer, ..LicenseKept::default() }, ..State::default() };
        let proofs = Proofs { licenses: vec![(1, own.clone())], ..Proofs::default() };
        let now = Day::from_ymd(ymd).unwrap().end().0;
        Known { now, proofs: Arc::new(proofs), ..known(state, Language::En) }
    };
    let cases = [
        (on(20_310_601, "A", None, None), None, None),
        (on(20_310_602, "A", None, None), Some(20_310_602), None),
        (on(20_310_605, "A", None, None), Some(20_310_602), None),
        (on(20_310_605, "D", Some(20_310_501), Some(20_310_801)), Some(20_310_501), None),
        (on(20_310_520, "D", Some(20_310_501), Some(20_310_801)), Some(20_310_501), Some(20_310_801)),
        (on(20_310_520, "B", None, None), None, None),
        (on(20_310_520, "A", Some(20_310_501), Some(20_310_801)), None, None),
    ];
    for (at, (known, since, until)) in cases.into_iter().enumerate() {
        let days = forbidden(&known);
        let ymd = |day: Option<Day>| day.map(|day| day.ymd());
        assert_eq!((ymd(days.since), ymd(days.until)), (since, until), "case {at}");
    }
    let LicenseState::ExpiredCopy { page } = license(&on(20_310_605, "A", None, None)) else {
        panic!("another screen")
    };
    assert_eq!(page.details[0], "Must not drive since 2 June 2031.");
    assert!(page.details[1].contains("office"), "and where to contest, also without a network: {:?}", page.details);
}

#[test]
fn before_anything_every_screen_can_be_drawn() {
    for language in [Language::ZhHans, Language::En] {
        let known = known(State::default(), language);
        assert_eq!(home(&known).tiles.len(), 2, "the license and the account");
        assert!(matches!(license(&known), LicenseState::Sample { .. }));
        assert!(inbox(&known).letters.is_empty() && checks(&known).checks.is_empty());
        assert_eq!(account(&known).actions, [Action::AskForCode]);
        assert_eq!(crate::purposes::purposes(&known).purposes.len(), 2, "the law's own");
        assert_spoken();
        assert!(flow::step(&known.state.flow, &flow::Event::Resumed).is_ok());
    }
}

#[test]
fn the_middle_of_a_number_is_covered() {
    for (number, seen) in [("190101198001010023", "1901**********0023"), ("E12345678", "E1*****78"), ("", "")] {
        assert_eq!(covered(number), seen);
    }
}
