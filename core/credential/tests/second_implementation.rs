//! Bytes of a second implementation, in another language by other code: this one must agree with each of them.
#![allow(missing_docs, unreachable_pub)]

use lz_credential::frames::{Collector, Frame, Progress};
use lz_credential::policy::terms;
use lz_credential::qr::{Scanned, classify};
use lz_credential::status_list::{StatusLists, StatusValue};
use lz_credential::token::StatusRef;
use lz_credential::trust::{Roots, TrustList};
use lz_credential::verify::{OpenChallenge, Seen, Session, Verifier};
use lz_credential::{Audience, PublicKey, Signer, SoftwareEd25519, UnixSeconds, ask, development, frames};
use lz_license::StatusTable;
use proptest::prelude::*;
use serde_json::Value;

const IAT: i64 = 1_795_000_000;

fn file() -> Value {
    serde_json::from_str(include_str!("../vectors/second-implementation.json")).expect("the committed file is JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().expect("hex text")).expect("hex")
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().expect("so many bytes")
}

fn trust(file: &Value) -> TrustList {
    let list = bytes(&file["trust_list_hex"]);
    TrustList::accept(&list, &Roots::development(), None, UnixSeconds(IAT)).expect("their trust list")
}

fn lists(file: &Value, trust: &TrustList) -> StatusLists {
    let mut lists = StatusLists::default();
    lists.accept(&bytes(&file["status_list_hex"]), trust, UnixSeconds(IAT + 125)).expect("their status list");
    lists
}

#[test]
fn keys_and_their_identifiers_are_the_same() {
    let file = file();
    for (name, key) in file["keys"].as_object().expect("keys") {
        let signer = SoftwareEd25519::from_seed(&array(&key["secret_hex"]));
        assert_eq!(signer.key().kid().to_string(), key["kid_hex"].as_str().expect("hex"), "{name}");
        assert_eq!(signer.key().to_cose(), bytes(&key["cose_key_hex"]), "{name}");
        assert_eq!(PublicKey::from_cose(&bytes(&key["cose_key_hex"])).as_ref(), Ok(signer.key()), "{name}");
    }
    assert_eq!(development::root().key().to_cose(), bytes(&file["keys"]["dev_root"]["cose_key_hex"]));
}

// R13 R14
#[test]
fn every_presentation_gets_the_verdict_that_they_give() {
    let file = file();
    let trust = trust(&file);
    let lists = lists(&file, &trust);
    let audience = Audience::Police;
    let verifier = Verifier {
        trust: &trust,
        lists: &lists,
        audience: &audience,
        terms: terms(&audience, None),
        statuses: StatusTable::built_in(),
    };
    for case in file["presentations"].as_array().expect("a list") {
        let now = UnixSeconds(case["now"].as_i64().expect("a time"));
        let qr = case["qr"].as_str().expect("a text");
        let Scanned::Presentation(presentation) = classify(qr) else { panic!("{case}") };
        assert_eq!(presentation.len() as u64, case["bytes"].as_u64().expect("a size"));
        let read = lz_credential::presentation::Presentation::from_untrusted(&presentation).expect("well formed");
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        if read.unverified_showing().cnonce.is_some() {
            session.challenge = Some(OpenChallenge::open(array(&file["nonce_hex"]), now.plus(-30)));
        }
        let check = verifier.verify_text(qr, now, &mut session);
        assert_eq!(check.answered_challenge(), read.unverified_showing().cnonce.is_some());
        let theirs = case["verdict"].as_str().expect("a verdict");
        assert_eq!(format!("{:?}", check.verdict()), theirs, "{}: {:?}", case["name"], check.reasons());
    }
}

#[test]
fn both_lists_say_what_they_put_in() {
    let file = file();
    let trust = trust(&file);
    assert_eq!((trust.claims().sequence, trust.claims().entries.len()), (3, 5));
    let lists = lists(&file, &trust);
    let expected = [
        (654_321, StatusValue::NothingNewer),
        (5, StatusValue::AskRegister),
        (6, StatusValue::Ended),
        (7, StatusValue::Replaced),
        (1_048_575, StatusValue::NothingNewer),
    ];
    for (index, value) in expected {
        let status = StatusRef { index, uri: "https://lz.example/s/00001".to_owned() };
        assert_eq!(lists.look_up(&status).map(|word| word.value), Some(value));
    }
}

// R75
#[test]
fn their_challenge_is_read_and_answered_with_the_same_digits() {
    let file = file();
    let Scanned::Challenge(bytes) = classify(file["ask_open"].as_str().expect("a text")) else { panic!("a challenge") };
    let asked = ask::accept(&bytes, &trust(&file), UnixSeconds(IAT)).expect("the police may ask unsigned");
    assert_eq!((asked.audience, asked.nonce), (Audience::Police, array(&file["nonce_hex"])));
    assert_eq!(ask::digits(&asked.nonce), file["digits"].as_str().expect("digits"));
    assert_eq!(ask::typed_cnonce(&ask::digits(&asked.nonce)), array(&file["typed_cnonce_hex"]));
    assert_eq!(ask::open(&asked.nonce), bytes);
}

#[test]
fn our_frames_of_their_annex_are_their_frames() {
    let file = file();
    let ours = frames::split(&bytes(&file["annex_full_hex"])).expect("an annex");
    let ours: Vec<_> = ours.iter().map(lz_credential::qr::frame_text).collect();
    let theirs: Vec<_> = file["frames"].as_array().expect("a list").iter().map(|f| f.as_str().expect("text")).collect();
    assert_eq!(ours, theirs);
}

proptest! {
    #[test]
    fn any_k_of_their_frames_give_their_annex(order in Just((0..14).collect::<Vec<usize>>()).prop_shuffle()) {
        let file = file();
        let frames: Vec<Frame> = file["frames"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|frame| match classify(frame.as_str().expect("a text")) {
                Scanned::Frame(frame) => frame,
                other => panic!("not a frame: {other:?}"),
            })
            .collect();
        prop_assert_eq!(frames.len(), 14);
        let mut collector = Collector::default();
        let mut last = None;
        for index in &order[..7] {
            last = Some(collector.add(frames[*index].clone()).expect("frames of one annex"));
        }
        prop_assert_eq!(last, Some(Progress::Whole(bytes(&file["annex_full_hex"]))));
    }
}
