//! The machine as a table: every state × every event. What stands in the table happens; everything else changes nothing.

use std::collections::BTreeMap;

use lz_api::applications::{ApplicationState, Kind, PersonOutcome, Route};

use super::diagram::{CHECK_ENDS, OTHER_ROUTES, application, draft, events, picture, read, states};
use super::{Check, Draft, Effect, Event, State, step};
use crate::intent::PhotoSource;
use crate::problem::Code;

/// `state: event → state`, for every pair that leads somewhere else or asks for an effect. Written by hand from the rules.
const TABLE: &str = "
Idle:          start, photo retained → Confirm; start, own photo → Notice; authority: in review → InReview;
               authority: returned → Returned; authority: window only → WindowOnly; authority: stopped → Stopped;
               app closed → WindowOnly; stop of use → Stopped
Confirm:       facts confirmed → PersonCheck; facts wrong → Correcting; authority: in review → InReview;
               app closed → WindowOnly; stop of use → Stopped; license arrived → Idle; back → Idle; give up → Idle
Correcting:    authority: in review → InReview; app closed → WindowOnly; stop of use → Stopped;
               license arrived → Idle; back → Confirm; give up → Idle
Notice:        notice read → NoticeRead; authority: in review → InReview; app closed → WindowOnly;
               stop of use → Stopped; license arrived → Idle; back → Idle; give up → Idle
NoticeRead:    camera → Picture; album → Picture; authority: in review → InReview; app closed → WindowOnly;
               stop of use → Stopped; license arrived → Idle; back → Idle; give up → Idle
Picture:       picture fits → Preview; authority: in review → InReview; app closed → WindowOnly;
               stop of use → Stopped; license arrived → Idle; back → NoticeRead; give up → Idle
Preview:       keep → PersonCheck; retake → Picture; authority: in review → InReview; app closed → WindowOnly;
               stop of use → Stopped; license arrived → Idle; back → Picture; give up → Idle
PersonCheck:   check passed → PersonChecked; authority: in review → InReview; app closed → WindowOnly;
               stop of use → Stopped; license arrived → Idle; back → Preview; give up → Idle
PersonChecked: submit in time → Sending; submit too late → PersonCheck; authority: in review → InReview;
               app closed → WindowOnly; stop of use → Stopped; license arrived → Idle; back → Preview; give up → Idle
Sending:       authority: in review → InReview; authority: returned → Returned; authority: window only → WindowOnly;
               authority: stopped → Stopped; authority: issued → Issued; refused: check over → PersonCheck;
               refused: photo → Picture; refused: otherwise → Idle; stop of use → Stopped
InReview:      authority: returned → Returned; authority: window only → WindowOnly; authority: stopped → Stopped;
               authority: issued → Issued; stop of use → Stopped
Returned:      start, photo retained → Confirm; start, own photo → Notice; authority: in review → InReview;
               authority: window only → WindowOnly; authority: stopped → Stopped; authority: issued → Issued;
               app closed → WindowOnly; stop of use → Stopped; give up → Idle
WindowOnly:    stop of use → Stopped; app open again → Idle
Stopped:       app closed → WindowOnly; app open again → Idle
Issued:        start, photo retained → Confirm; start, own photo → Notice; authority: in review → InReview;
               authority: returned → Returned; authority: window only → WindowOnly; authority: stopped → Stopped;
               app closed → WindowOnly; stop of use → Stopped; give up → Idle
";

fn table() -> BTreeMap<(String, String), String> {
    let mut table = BTreeMap::new();
    let joined = TABLE.trim().lines().fold(String::new(), |text, line| match line.starts_with(' ') {
        true => text + " " + line.trim(),
        false => text + "\n" + line,
    });
    for line in joined.trim().lines() {
        // The event words hold colons too: the state's own is the first.
        let (state, arrows) = line.split_once(':').unwrap();
        for arrow in arrows.split(';') {
            let (event, next) = arrow.split_once('→').unwrap();
            let old = table.insert((state.to_owned(), event.trim().to_owned()), next.trim().to_owned());
            assert_eq!(old, None, "{state}: {event} stands twice");
        }
    }
    table
}

// R28 R29 R32 R33 R36 R37 R38 R76 R79
#[test]
fn every_state_and_every_event_do_what_the_table_says_and_nothing_else() {
    let mut table = table();
    let mut seen = BTreeMap::new();
    for state in states() {
        for (words, event) in events() {
            if let Ok((next, _)) = step(&state, &event)
                && next.name() != state.name()
            {
                seen.insert((state.name().to_owned(), words.to_owned()), next.name().to_owned());
            }
        }
    }
    for (pair, next) in seen {
        assert_eq!(table.remove(&pair), Some(next.clone()), "{pair:?} leads to {next}");
    }
    assert!(table.is_empty(), "in the table, not in the machine: {table:?}");
}

#[test]
fn a_refused_event_and_a_repeated_one_ask_for_nothing() {
    for state in states() {
        for (words, event) in events() {
            if let Ok((next, effects)) = step(&state, &event)
                && next == state
                && !matches!(event, Event::Resumed)
            {
                assert!(effects.is_empty(), "{} stays at {words}, yet asks for {effects:?}", state.name());
            }
        }
    }
}

fn run(mut state: State, events: &[Event]) -> (State, Vec<Effect>) {
    let mut all = Vec::new();
    for event in events {
        let (next, effects) = step(&state, event).unwrap_or_else(|code| panic!("{} refuses: {code:?}", event.name()));
        state = next;
        all.extend(effects);
    }
    (state, all)
}

fn start(kind: Kind, routes: &[Route]) -> Event {
    Event::Start { draft: draft(kind), routes: routes.to_vec() }
}

fn check_and_submit() -> Vec<Event> {
    vec![
        Event::StartCheck { key: "k".to_owned(), hint: None },
        Event::CheckBegun { application: draft(Kind::First).id, id: "c".to_owned() },
        Event::CheckEnded { id: "c".to_owned(), outcome: PersonOutcome::Passed, expires_at: CHECK_ENDS },
        Event::Submit { now: 1 },
    ]
}

fn own_photo(source: PhotoSource) -> Vec<Event> {
    let mut events = vec![
        Event::NoticeRead { version: 3 },
        Event::Choose { source },
        Event::Offered { picture: picture(source) },
        Event::Keep,
    ];
    events.extend(check_and_submit());
    events
}

// R29 R30 R31 R32 R33
#[test]
fn the_retained_photo_needs_a_yes_and_a_check_and_no_review() {
    let mut events = vec![start(Kind::First, &[Route::Retained, Route::Camera, Route::Album]), Event::ConfirmFacts];
    events.extend(check_and_submit());
    let (state, effects) = run(State::Idle { trouble: None }, &events);
    let submission = effects.iter().find_map(|effect| match effect {
        Effect::QueueSubmission { submission } => Some(submission.clone()),
        _ => None,
    });
    let submission = submission.expect("handed in");
    assert_eq!((submission.route, submission.photo, submission.notice_version), (Route::Retained, None, None));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::QueuePhoto { .. })));
    let issued = Event::ServerSays { application: application(&draft(Kind::First).id, ApplicationState::Issued) };
    let (state, effects) = step(&state, &issued).unwrap();
    assert_eq!(state.name(), "Issued");
    assert!(effects.contains(&Effect::AskLicense));
}

// R38 R39 R43 R44 R45 R46 R47 R48
#[test]
fn both_own_photo_routes_send_the_picture_of_the_preview_before_the_submission() {
    for (source, route) in [(PhotoSource::LiveCamera, Route::Camera), (PhotoSource::AlbumFile, Route::Album)] {
        let mut events = vec![start(Kind::First, &OTHER_ROUTES)];
        events.extend(own_photo(source));
        let (state, effects) = run(State::Idle { trouble: None }, &events);
        assert_eq!(state.name(), "Sending");
        let sent: Vec<_> = effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::QueuePhoto { sha256 } => Some(("photo", sha256.clone())),
                Effect::QueueSubmission { submission } => {
                    assert_eq!((submission.route, submission.notice_version), (route, Some(3)));
                    Some(("submission", submission.photo.clone().unwrap()))
                }
                _ => None,
            })
            .collect();
        let hash = picture(source).sha256;
        assert_eq!(sent, [("photo", hash.clone()), ("submission", hash)]);
    }
}

// R35
#[test]
fn a_fit_retained_photo_hides_camera_and_album_for_a_license_but_not_for_a_photo_change() {
    let all = [Route::Retained, Route::Camera, Route::Album];
    for (kind, routes, name) in [
        (Kind::First, &all[..], "Confirm"),
        (Kind::Again, &all[..], "Confirm"),
        (Kind::PhotoChange, &all[..], "Notice"),
        (Kind::First, &all[1..], "Notice"),
    ] {
        let (state, _) = step(&State::Idle { trouble: None }, &start(kind, routes)).unwrap();
        assert_eq!(state.name(), name, "{kind:?}");
    }
    let none = step(&State::Idle { trouble: None }, &start(Kind::First, &[Route::Camera]));
    assert_eq!(none, Err(Code::RouteNotOffered), "one choice is not two (R26)");
}

// R36 R55
#[test]
fn the_camera_stays_shut_until_the_current_notice_was_read() {
    let (state, _) = step(&State::Idle { trouble: None }, &start(Kind::PhotoChange, &OTHER_ROUTES)).unwrap();
    for source in [PhotoSource::LiveCamera, PhotoSource::AlbumFile] {
        assert_eq!(step(&state, &Event::Choose { source }), Err(Code::NoticeFirst));
    }
    assert_eq!(step(&state, &Event::NoticeRead { version: 2 }), Err(Code::NoticeFirst));
    // A draft cannot bring a notice along that was read for another one.
    let started = Event::Start { draft: read(Kind::First), routes: OTHER_ROUTES.to_vec() };
    let (state, _) = step(&State::Idle { trouble: None }, &started).unwrap();
    assert_eq!(state.name(), "Notice");
}

// R37
#[test]
fn album_bytes_never_enter_the_cameras_path() {
    let state = State::Picture {
        draft: read(Kind::First),
        source: PhotoSource::LiveCamera,
        findings: Vec::new(),
        trouble: None,
    };
    let album = Event::Offered { picture: picture(PhotoSource::AlbumFile) };
    assert_eq!(step(&state, &album), Err(Code::CameraOnly));
}

// R31
#[test]
fn a_check_counts_for_its_own_application_once_and_not_for_long() {
    let before = |check| State::PersonCheck { draft: draft(Kind::First), picture: None, check, trouble: None };
    let asked = before(Check::Asked { key: "k".to_owned(), hint: None });
    let foreign = Event::CheckBegun { application: "fedcba9876543210".to_owned(), id: "c".to_owned() };
    assert_eq!(step(&asked, &foreign), Err(Code::NotAtThisStep));
    let running = before(Check::Running { key: "k".to_owned(), id: "c".to_owned(), hint: None });
    let other = Event::CheckEnded { id: "d".to_owned(), outcome: PersonOutcome::Passed, expires_at: CHECK_ENDS };
    assert_eq!(step(&running, &other), Err(Code::NotAtThisStep));
    for outcome in [
        PersonOutcome::Pending,
        PersonOutcome::NoMatch,
        PersonOutcome::NotLive,
        PersonOutcome::AttackSuspected,
        PersonOutcome::Unavailable,
    ] {
        let ended = Event::CheckEnded { id: "c".to_owned(), outcome, expires_at: CHECK_ENDS };
        let (next, _) = step(&running, &ended).unwrap();
        assert_eq!(next.name(), "PersonCheck", "{outcome:?} is not passed");
    }
    let passed = before(Check::Passed { id: "c".to_owned(), expires_at: CHECK_ENDS });
    let (late, effects) = step(&passed, &Event::Submit { now: CHECK_ENDS }).unwrap();
    assert!(matches!(late, State::PersonCheck { check: Check::Open, trouble: Some(Code::PersonCheckExpired), .. }));
    assert!(effects.is_empty());
}

// R32
#[test]
fn two_taps_hand_in_one_application() {
    let mut events = vec![start(Kind::First, &[Route::Retained]), Event::ConfirmFacts];
    events.extend(check_and_submit());
    let (state, _) = run(State::Idle { trouble: None }, &events);
    assert_eq!(step(&state, &Event::Submit { now: 2 }), Ok((state.clone(), Vec::new())));
    assert_eq!(step(&state, &start(Kind::First, &[Route::Retained])), Err(Code::NotAtThisStep));
}

// R47
#[test]
fn a_killed_app_begins_again_with_the_keys_that_it_had() {
    let asked = State::PersonCheck {
        draft: draft(Kind::First),
        picture: None,
        check: Check::Asked { key: "k".to_owned(), hint: None },
        trouble: None,
    };
    let (same, effects) = step(&asked, &Event::Resumed).unwrap();
    assert_eq!(same, asked);
    assert_eq!(effects, [Effect::BeginCheck { application: draft(Kind::First).id, key: "k".to_owned() }]);
    for state in states() {
        let (same, _) = step(&state, &Event::Resumed).unwrap();
        assert_eq!(same, state, "a start of the app decides nothing");
        let kept = serde_json::to_vec(&state).unwrap();
        assert_eq!(serde_json::from_slice::<State>(&kept).unwrap(), state, "the vault keeps every state");
    }
}

// R44 R45 R46
#[test]
fn going_back_forgets_the_bytes_of_a_picture_that_is_left() {
    let preview = State::Preview { draft: read(Kind::First), picture: picture(PhotoSource::AlbumFile), trouble: None };
    for event in [Event::Back, Event::Retake, Event::GiveUp] {
        let (next, effects) = step(&preview, &event).unwrap();
        assert_eq!(next.picture(), None);
        assert_eq!(effects, [Effect::DropPicture { sha256: "aa".repeat(32) }], "{}", event.name());
    }
}

// R27 R33 R41
#[test]
fn nothing_but_the_authority_leads_to_issued() {
    for state in states() {
        for (words, event) in events() {
            if let Ok((State::Issued { .. }, _)) = step(&state, &event) {
                let said = matches!(event, Event::ServerSays { .. });
                assert!(said || state.name() == "Issued", "{} → Issued by {words}", state.name());
            }
        }
    }
}

// R50
#[test]
fn an_old_decision_says_nothing_about_a_new_draft() {
    let preview = State::Preview { draft: read(Kind::First), picture: picture(PhotoSource::LiveCamera), trouble: None };
    for old in [ApplicationState::Returned, ApplicationState::Issued, ApplicationState::WindowOnly] {
        let said = Event::ServerSays { application: application("another-application", old) };
        assert_eq!(step(&preview, &said), Ok((preview.clone(), Vec::new())), "{old:?}");
    }
}

// R63
#[test]
fn a_stop_of_use_ends_what_was_begun_and_what_was_sent() {
    for state in states().iter().filter(|state| state.name() != "Stopped") {
        let (next, effects) = step(state, &Event::Closed { stopped: true }).unwrap();
        assert_eq!(next, State::Stopped, "{}", state.name());
        let dropped = effects.iter().any(|effect| matches!(effect, Effect::DropPicture { .. }));
        assert_eq!(dropped, state.picture().is_some(), "{}", state.name());
    }
    assert_eq!(step(&State::Stopped, &start(Kind::First, &OTHER_ROUTES)), Err(Code::UseStopped));
    assert_eq!(step(&State::WindowOnly, &start(Kind::First, &OTHER_ROUTES)), Err(Code::TriesUsedUp));
}

// R80
#[test]
fn a_window_issue_ends_a_first_application_and_leaves_a_photo_change_alone() {
    let drafts = [(Kind::First, "Idle"), (Kind::Again, "Idle"), (Kind::PhotoChange, "Notice")];
    for (kind, name) in drafts {
        let state = State::Notice { draft: draft(kind), trouble: None };
        assert_eq!(step(&state, &Event::LicenseArrived).unwrap().0.name(), name, "{kind:?}");
    }
}

// R76
#[test]
fn a_photo_change_that_used_up_its_tries_does_not_close_the_license() {
    let state = State::InReview {
        id: "0123456789abcdef".to_owned(),
        kind: Kind::PhotoChange,
        route: Route::Album,
        submitted_at: 5,
        due: None,
    };
    let said = lz_api::applications::Application {
        kind: Kind::PhotoChange,
        ..application("0123456789abcdef", ApplicationState::WindowOnly)
    };
    let (next, _) = step(&state, &Event::ServerSays { application: said }).unwrap();
    assert!(matches!(next, State::Returned { tries_left: 0, .. }));
}

#[test]
fn a_refused_notice_version_asks_for_the_facts_again() {
    let draft = Draft { notice_version: 3, ..read(Kind::First) };
    let state = State::Sending { draft, picture: Some(picture(PhotoSource::LiveCamera)), check: "c".to_owned() };
    let (next, effects) = step(&state, &Event::Refused { code: Code::NoticeFirst }).unwrap();
    assert_eq!(next, State::Idle { trouble: Some(Code::NoticeFirst) });
    assert!(effects.contains(&Effect::AskFacts));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::DropQueued { .. })));
}
