//! The golden file is what this code writes, and every entry of it is judged as it says.
#![allow(missing_docs, unreachable_pub)]

mod support;

use lz_credential::frames::{Collector, Frame, Progress};
use lz_credential::policy::{self, Policy};
use lz_credential::qr::{Scanned, classify};
use lz_credential::status_list::StatusLists;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::{OpenChallenge, Seen, Session, Verdict, Verifier};
use lz_credential::{Audience, UnixSeconds};
use lz_license::StatusTable;
use serde_json::Value;
use support::{NONCE, NOW};

fn file() -> Value {
    serde_json::from_str(include_str!("../vectors/golden.json")).expect("the committed file is JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().expect("hex text")).expect("hex")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().expect("a list")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

fn now(value: &Value) -> UnixSeconds {
    UnixSeconds(value["now"].as_i64().expect("a time"))
}

/// The verifier of one case, and what it remembers.
struct Desk {
    trust: TrustList,
    lists: StatusLists,
    audience: Audience,
    policy: Policy,
    session: Session,
}

impl Desk {
    fn of(file: &Value, case: &Value) -> Self {
        let at = UnixSeconds(NOW);
        let object = |name: &str| bytes(&file["objects"][name]);
        let trust =
            TrustList::accept(&object(text(case, "trust")), &Roots::development(), None, at).expect("a good list");
        let mut lists = StatusLists::default();
        for name in list(case, "lists") {
            lists.accept(&object(name.as_str().expect("a name")), &trust, at).expect("a good list");
        }
        let policy = Policy::accept(&object("policy"), &trust, None, at).expect("a good policy");
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        session.challenge = case["challenge_opened"].as_i64().map(|at| OpenChallenge::open(NONCE, UnixSeconds(at)));
        Self { trust, lists, audience: text(case, "audience").parse().expect("an audience"), policy, session }
    }

    fn verify(&mut self, qr: &str, now: UnixSeconds) -> lz_credential::verify::Check {
        let verifier = Verifier {
            trust: &self.trust,
            lists: &self.lists,
            audience: &self.audience,
            terms: policy::terms(&self.audience, Some(&self.policy)),
            statuses: StatusTable::built_in(),
        };
        verifier.verify_text(qr, now, &mut self.session)
    }
}

#[test]
fn the_committed_file_is_what_the_seed_word_gives() {
    assert!(
        file() == support::golden::golden(),
        "run: cargo run -p lz-credential --example vectors > core/credential/vectors/golden.json"
    );
}

// R13 R14 R15 R17 R53 R65 R75
#[test]
fn every_presentation_gets_its_verdict_with_its_reasons_and_notes() {
    let file = file();
    for case in list(&file, "presentations") {
        let mut desk = Desk::of(&file, case);
        for before in list(case, "before") {
            desk.verify(text(before, "qr"), now(before));
        }
        let check = desk.verify(text(case, "qr"), now(case));
        let found = (
            check.verdict().code(),
            check.reasons().iter().map(|reason| reason.code()).collect::<Vec<_>>(),
            check.notes().iter().map(|note| note.code()).collect::<Vec<_>>(),
        );
        let texts = |key| list(case, key).iter().map(|text| text.as_str().expect("a text")).collect::<Vec<_>>();
        assert_eq!(found, (text(case, "verdict"), texts("reasons"), texts("notes")), "{}", text(case, "name"));
        assert_eq!(check.token().is_some(), check.verdict() < Verdict::Refused, "nothing of a refused code is kept");
    }
}

// R07 R13 R14
#[test]
fn every_refused_presentation_is_refused_for_its_reason_and_shows_nothing() {
    let file = file();
    let desk_of = &list(&file, "presentations")[0];
    for case in list(&file, "refused_presentations") {
        let mut desk = Desk::of(&file, desk_of);
        let qr = lz_credential::qr::presentation_text(&bytes(&case["hex"]));
        // What is too long for a code never gets as far as its bytes: it is judged as a text that is no code of ours.
        let check = match classify(&qr) {
            Scanned::Presentation(_) => desk.verify(&qr, now(case)),
            _ => {
                assert_eq!(desk.verify(&qr, now(case)).verdict(), Verdict::Unreadable);
                assert_eq!(text(case, "code"), "too-long");
                continue;
            }
        };
        let found: Vec<_> = check.reasons().iter().map(|reason| reason.code()).collect();
        assert_eq!((check.verdict(), found), (Verdict::Refused, vec![text(case, "code")]), "{}", text(case, "name"));
        assert!(check.token().is_none() && check.standing().is_none() && check.freshness().is_none());
    }
}

#[test]
fn every_refused_object_is_refused_for_its_reason() {
    let file = file();
    let object = |name: &str| bytes(&file["objects"][name]);
    let trust = TrustList::accept(&object("trust-list"), &Roots::development(), None, UnixSeconds(NOW)).expect("good");
    for case in list(&file, "refused_objects") {
        let (wrong, at) = (bytes(&case["hex"]), now(case));
        let held = case["held"].as_str();
        let code = match text(case, "kind") {
            "trust-list" => {
                let held = held.map(|_| &trust);
                TrustList::accept(&wrong, &Roots::development(), held, at).map(|_| ()).map_err(|error| error.code())
            }
            "trust-list-production" => TrustList::accept(&wrong, &support::production_roots(), None, at)
                .map(|_| ())
                .map_err(|error| error.code()),
            "status-list" => {
                let mut lists = StatusLists::default();
                if let Some(held) = held {
                    lists.accept(&object(held), &trust, at).expect("a good list");
                }
                lists.accept(&wrong, &trust, at).map_err(|error| error.code())
            }
            "delta" => {
                let mut lists = StatusLists::default();
                lists.accept(&object("list-for-deltas"), &trust, at).expect("a good list");
                if held == Some("delta-8") {
                    lists.apply(&object("delta-8"), &trust, UnixSeconds(NOW + 600)).expect("a good delta");
                }
                lists.apply(&wrong, &trust, UnixSeconds(NOW + 600)).map_err(|error| error.code())
            }
            other => panic!("unknown kind {other}"),
        };
        assert_eq!(code, Err(text(case, "code")), "{}", text(case, "name"));
    }
}

// R14
#[test]
fn the_committed_frames_give_the_annex_that_a_token_signs() {
    let file = file();
    let annex = bytes(&file["objects"]["annex-full"]);
    let mut collector = Collector::default();
    let frames: Vec<Frame> = list(&file, "frames")
        .iter()
        .map(|frame| match classify(frame.as_str().expect("a text")) {
            Scanned::Frame(frame) => frame,
            other => panic!("not a frame: {other:?}"),
        })
        .collect();
    let k = frames.len() / 2;
    let mut last = None;
    for frame in frames.into_iter().rev().take(k) {
        last = Some(collector.add(frame).expect("frames of one annex"));
    }
    assert_eq!(last, Some(Progress::Whole(annex)));
}

#[test]
fn a_production_list_is_accepted_from_two_of_three_roots() {
    let file = file();
    let list = bytes(&file["objects"]["trust-list-production"]);
    let accepted =
        TrustList::accept(&list, &support::production_roots(), None, UnixSeconds(NOW)).expect("two of three");
    assert_eq!(accepted.claims(), &support::production_claims());
}

#[test]
fn a_list_of_more_than_300_kb_is_refused_unread() {
    let long = support::objects_refused::raw_list_of(support::URI, vec![0; 300_000], "status");
    let found = StatusLists::default().accept(&long, &support::trust_list(), UnixSeconds(NOW));
    assert_eq!(found.map_err(|error| error.code()), Err("too-long"));
}
