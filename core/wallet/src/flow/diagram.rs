//! The diagram of `docs/flow.md`, drawn from the machine itself: every state × every event, whatever leads on becomes an arrow.
//!
//! `LZ_BLESS=1 cargo test -p lz-wallet diagram` writes the file anew.

use std::collections::{BTreeMap, BTreeSet};

use lz_api::Blob;
use lz_api::applications::{Application, ApplicationState, Kind, PersonOutcome, Route};

use super::{Check, Draft, Event, Finding, Outcome, Picture, State, step};
use crate::intent::PhotoSource;
use crate::problem::Code;

pub(super) const OTHER_ROUTES: [Route; 2] = [Route::Camera, Route::Album];
pub(super) const CHECK_ENDS: i64 = 1_000;

pub(super) fn draft(kind: Kind) -> Draft {
    Draft { id: "0123456789abcdef".to_owned(), kind, facts_id: Blob(vec![1]), notice_version: 3, notice_read: None }
}

pub(super) fn read(kind: Kind) -> Draft {
    Draft { notice_read: Some(3), ..draft(kind) }
}

pub(super) fn picture(source: PhotoSource) -> Picture {
    Picture {
        source,
        sha256: "aa".repeat(32),
        taken_on: None,
        evidence: "{}".to_owned(),
        findings: vec![Finding { measure: "width".to_owned(), rule: 1, outcome: Outcome::Pass }],
    }
}

pub(super) fn application(id: &str, state: ApplicationState) -> Application {
    Application {
        id: id.to_owned(),
        kind: Kind::First,
        route: Route::Camera,
        state,
        submitted_at: 5,
        due: None,
        rules: vec![1, 3],
        decided_at: None,
        tries_left: 2,
    }
}

/// One of each state that the diagram names.
pub(super) fn states() -> Vec<State> {
    let camera = Some(picture(PhotoSource::LiveCamera));
    let check = |check| State::PersonCheck { draft: read(Kind::First), picture: camera.clone(), check, trouble: None };
    vec![
        State::Idle { trouble: None },
        State::Confirm { draft: draft(Kind::First) },
        State::Correcting { draft: draft(Kind::First) },
        State::Notice { draft: draft(Kind::First), trouble: None },
        State::Notice { draft: read(Kind::First), trouble: None },
        State::Picture {
            draft: read(Kind::First),
            source: PhotoSource::LiveCamera,
            findings: Vec::new(),
            trouble: None,
        },
        State::Preview { draft: read(Kind::First), picture: picture(PhotoSource::LiveCamera), trouble: None },
        check(Check::Open),
        check(Check::Asked { key: "k".to_owned(), hint: None }),
        check(Check::Running { key: "k".to_owned(), id: "c".to_owned(), hint: None }),
        check(Check::Passed { id: "c".to_owned(), expires_at: CHECK_ENDS }),
        State::Sending { draft: read(Kind::First), picture: camera.clone(), check: "c".to_owned() },
        State::InReview {
            id: "0123456789abcdef".to_owned(),
            kind: Kind::First,
            route: Route::Camera,
            submitted_at: 5,
            due: None,
        },
        State::Returned { id: "0123456789abcdef".to_owned(), kind: Kind::First, rules: vec![1], tries_left: 2 },
        State::WindowOnly,
        State::Stopped,
        State::Issued { id: "0123456789abcdef".to_owned(), kind: Kind::First },
    ]
}

/// One of each event, with each fork that the machine looks at, and the words for its arrow.
pub(super) fn events() -> Vec<(&'static str, Event)> {
    let id = "0123456789abcdef";
    let start = |routes: &[Route]| Event::Start { draft: draft(Kind::First), routes: routes.to_vec() };
    let said = |state| Event::ServerSays { application: application(id, state) };
    let ended = |outcome| Event::CheckEnded { id: "c".to_owned(), outcome, expires_at: CHECK_ENDS };
    vec![
        ("start, photo retained", start(&[Route::Retained])),
        ("start, own photo", start(&OTHER_ROUTES)),
        ("facts confirmed", Event::ConfirmFacts),
        ("facts wrong", Event::FactsWrong),
        ("notice read", Event::NoticeRead { version: 3 }),
        ("older notice read", Event::NoticeRead { version: 2 }),
        ("camera", Event::Choose { source: PhotoSource::LiveCamera }),
        ("album", Event::Choose { source: PhotoSource::AlbumFile }),
        ("picture fits", Event::Offered { picture: picture(PhotoSource::LiveCamera) }),
        ("picture of the other source", Event::Offered { picture: picture(PhotoSource::AlbumFile) }),
        ("picture does not fit", Event::OfferRefused { findings: Vec::new(), code: Code::PhotoBreaksRules }),
        ("keep", Event::Keep),
        ("retake", Event::Retake),
        ("start check", Event::StartCheck { key: "k".to_owned(), hint: None }),
        ("check begun", Event::CheckBegun { application: id.to_owned(), id: "c".to_owned() }),
        ("check begun for another", Event::CheckBegun { application: "other".to_owned(), id: "c".to_owned() }),
        ("check passed", ended(PersonOutcome::Passed)),
        ("check not passed", ended(PersonOutcome::NoMatch)),
        ("check troubled", Event::CheckTroubled { code: Code::NoNetwork }),
        ("submit in time", Event::Submit { now: CHECK_ENDS - 1 }),
        ("submit too late", Event::Submit { now: CHECK_ENDS }),
        ("authority: in review", said(ApplicationState::InReview)),
        ("authority: returned", said(ApplicationState::Returned)),
        ("authority: window only", said(ApplicationState::WindowOnly)),
        ("authority: stopped", said(ApplicationState::Stopped)),
        ("authority: issued", said(ApplicationState::Issued)),
        ("refused: check over", Event::Refused { code: Code::PersonCheckExpired }),
        ("refused: photo", Event::Refused { code: Code::PhotoBreaksRules }),
        ("refused: otherwise", Event::Refused { code: Code::NotEligible }),
        ("app closed", Event::Closed { stopped: false }),
        ("stop of use", Event::Closed { stopped: true }),
        ("app open again", Event::Reopened),
        ("license arrived", Event::LicenseArrived),
        ("back", Event::Back),
        ("give up", Event::GiveUp),
        ("started again", Event::Resumed),
    ]
}

/// The page: one arrow for each pair of states, with all events that lead along it.
fn diagram() -> String {
    let mut arrows: BTreeMap<(usize, &'static str, &'static str), BTreeSet<&'static str>> = BTreeMap::new();
    let states = states();
    let order: Vec<&str> = states.iter().map(State::name).collect();
    for state in &states {
        for (words, event) in events() {
            if let Ok((next, _)) = step(state, &event)
                && next.name() != state.name()
            {
                let rank = order.iter().position(|name| *name == state.name()).unwrap_or(order.len());
                arrows.entry((rank, state.name(), next.name())).or_default().insert(words);
            }
        }
    }
    let mut page = String::from(
        "# How a license is applied for\n\nDrawn from the state machine in `core/wallet/src/flow` by its own test; \
         `LZ_BLESS=1 cargo test -p lz-wallet diagram` writes it anew.\nAn event that has no arrow at a state changes \
         nothing there.\n\n```mermaid\nstateDiagram-v2\n    [*] --> Idle\n",
    );
    for ((_, from, to), words) in arrows {
        let words: Vec<_> = words.into_iter().map(|words| words.replace(':', "")).collect();
        page.push_str(&format!("    {from} --> {to}: {}\n", words.join(" / ")));
    }
    page.push_str("```\n");
    page
}

#[test]
fn the_diagram_in_the_docs_is_the_machine_that_runs() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/flow.md");
    let drawn = diagram();
    if std::env::var_os("LZ_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &drawn).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == drawn, "docs/flow.md is not what the machine does; LZ_BLESS=1 writes it anew");
}
