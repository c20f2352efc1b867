//! The objects beside presentations: written, read back, and refused where a rule says so.
#![allow(missing_docs, unreachable_pub)]

mod support;

use lz_credential::ask::{self, AskError};
use lz_credential::bind::{Bind, BindError};
use lz_credential::policy::{Policy, PolicyClaims, PolicyError, Terms, terms};
use lz_credential::presentation::{ClockQuality, PresentError, present};
use lz_credential::server_time::{Anchor, TimeError};
use lz_credential::status_list::{StatusLists, StatusValue, Values};
use lz_credential::token::{Profile, StatusRef, Token};
use lz_credential::trust::TrustError;
use lz_credential::trust::TrustList;
use lz_credential::verify::{
    AnnexMismatch, Check, RegisterAnswer, Seen, Session, Sighting, TokenAge, Verdict, VerifiedToken, Verifier,
};
use lz_credential::{Audience, SignError, Signer, UnixSeconds, qr};
use lz_license::StatusTable;
use support::*;

fn at(now: i64) -> UnixSeconds {
    UnixSeconds(now)
}

fn check(bytes: &[u8], now: i64, session: &mut Session) -> Check {
    let trust = trust_list();
    let lists = lists(&["list-nothing-newer"], &trust);
    let audience = Audience::Police;
    let verifier = Verifier {
        trust: &trust,
        lists: &lists,
        audience: &audience,
        terms: terms(&audience, None),
        statuses: StatusTable::built_in(),
    };
    verifier.verify(bytes, at(now), session)
}

fn session() -> Session {
    Session::new(at(0), Seen::default())
}

fn typical() -> Vec<u8> {
    shown(&token("holder", |_| ()), "holder", |_| ())
}

// R12
#[test]
fn what_the_register_says_online_may_only_worsen_the_verdict() {
    let good = || check(&typical(), NOW, &mut session());
    let red = check(
        &shown(&token("holder", |claims| claims.license.status = "D".parse().expect("status")), "holder", |_| ()),
        NOW,
        &mut session(),
    );
    assert_eq!(red.with_register_answer(RegisterAnswer::Confirmed).verdict(), Verdict::MustNotDrive);
    let cases = [
        (RegisterAnswer::Confirmed, Verdict::Valid),
        (RegisterAnswer::Unknown, Verdict::Attention),
        (RegisterAnswer::MustNotDrive, Verdict::MustNotDrive),
        (RegisterAnswer::Ended, Verdict::Refused),
        (RegisterAnswer::Replaced, Verdict::Refused),
    ];
    for (answer, verdict) in cases {
        let check = good().with_register_answer(answer);
        assert_eq!((check.verdict(), check.token().is_some()), (verdict, verdict < Verdict::Refused));
    }
}

#[test]
fn a_verifier_whose_clock_is_behind_what_it_saw_signed_allows_nothing_above_attention() {
    for (floor, verdict) in [(NOW + 60, Verdict::Valid), (NOW + 61, Verdict::Attention)] {
        let mut session = Session::new(at(floor), Seen::default());
        assert_eq!(check(&typical(), NOW, &mut session).verdict(), verdict);
    }
}

#[test]
fn sightings_survive_a_restart_of_the_verifier() {
    let mut before = session();
    check(&typical(), NOW, &mut before);
    let kept: Vec<Sighting> = before.seen.sightings().collect();
    assert_eq!(kept.len(), 1);
    let mut after = Session::new(before.floor, Seen::restore(kept));
    assert_eq!(check(&typical(), NOW + 31, &mut after).verdict(), Verdict::Attention);
    assert_eq!(before.floor, at(IAT), "the token's date raises the floor");
}

// R12
#[test]
fn deltas_lead_from_one_counter_to_the_next_and_make_every_list_younger() {
    let (trust, objects) = (trust_list(), objects());
    let mut lists = StatusLists::default();
    lists.accept(&objects["list-for-deltas"], &trust, at(NOW)).expect("a list");
    lists.apply(&objects["delta-8"], &trust, at(NOW + 600)).expect("the first delta");
    let entry = |index| StatusRef { index, uri: URI.to_owned() };
    let expected = [
        (0, StatusValue::Ended),
        (1, StatusValue::NothingNewer),
        (654_321, StatusValue::AskRegister),
        (1_048_575, StatusValue::Replaced),
    ];
    for (index, value) in expected {
        assert_eq!(lists.look_up(&entry(index)).map(|word| (word.value, word.as_of)), Some((value, at(IAT + 480))));
    }
    lists.apply(&objects["delta-9"], &trust, at(NOW + 600)).expect("the second delta");
    assert_eq!(
        lists.look_up(&entry(0)).map(|word| word.as_of),
        Some(at(IAT + 540)),
        "not named: unchanged, but younger"
    );
}

#[test]
fn a_delta_that_is_refused_changes_nothing() {
    let trust = trust_list();
    let mut lists = StatusLists::default();
    lists.accept(&objects()["list-for-deltas"], &trust, at(NOW)).expect("a list");
    for refused in support::objects_refused::refused_objects().iter().filter(|refused| refused.kind == "delta") {
        assert!(lists.apply(&refused.bytes, &trust, at(NOW + 600)).is_err() || refused.held == Some("delta-8"));
        if refused.held != Some("delta-8") {
            let word = lists.look_up(&StatusRef { index: 1, uri: URI.to_owned() }).expect("held");
            assert_eq!((word.value, word.as_of), (StatusValue::NothingNewer, at(IAT)), "{}", refused.name);
        }
    }
}

#[test]
fn values_are_two_bits_each_and_end_at_two_to_the_twenty() {
    let mut values = Values::default();
    for (index, value) in [(0, StatusValue::Replaced), (3, StatusValue::Ended), (1_048_575, StatusValue::AskRegister)] {
        assert!(values.set(index, value));
        assert_eq!(values.get(index), Some(value));
    }
    assert_eq!((values.bytes()[0], values.bytes()[262_143]), (0b0100_0011, 0b1000_0000));
    assert!(!values.set(1 << 20, StatusValue::Ended));
    assert_eq!(values.get(1 << 20), None);
}

// R53 R71
#[test]
fn purposes_come_from_the_policy_and_an_unknown_one_gets_the_least() {
    let (trust, now) = (trust_list(), at(NOW));
    let policy = Policy::accept(&objects()["policy"], &trust, None, now).expect("a policy");
    assert_eq!(policy.claims(), &policy_claims(), "key 100 is kept for a later version");
    let cases = [
        ("police", Profile::Full, false),
        ("business", Profile::Full, false),
        ("rental:zuche", Profile::Limited, true),
        ("recruit:zuche", Profile::LimitedWithPoints, true),
        ("party:zuche", Profile::Limited, true),
    ];
    for (audience, profile, challenge_required) in cases {
        let found = terms(&audience.parse().expect("an audience"), Some(&policy));
        assert_eq!(found, Terms { profile, challenge_required }, "{audience}");
    }
    assert!(!policy.is_old(at(IAT + 2_591_999)) && policy.is_old(at(IAT + 2_592_000)));
}

#[test]
fn a_policy_of_a_lower_or_the_same_sequence_is_refused() {
    let (trust, now) = (trust_list(), at(NOW));
    let held = Policy::accept(&objects()["policy"], &trust, None, now).expect("a policy");
    let issue = |change: fn(&mut PolicyClaims), signer: &str| {
        let mut claims = policy_claims();
        change(&mut claims);
        Policy::issue(&claims, &*key(signer)).expect("well formed")
    };
    let accept =
        |bytes: Vec<u8>| Policy::accept(&bytes, &trust, Some(&held), now).map(|_| ()).map_err(PolicyError::code);
    assert_eq!(accept(issue(|claims| claims.sequence = 3, "policy")), Err("policy-older-sequence"));
    assert_eq!(accept(issue(|claims| claims.least_app_version = 2, "policy")), Err("policy-same-sequence"));
    assert_eq!(accept(issue(|claims| claims.issued_at = at(NOW + 601), "policy")), Err("policy-same-sequence"));
    assert_eq!(accept(issue(|claims| claims.sequence = 5, "issuer")), Err("wrong-role"));
    assert_eq!(accept(issue(|claims| claims.sequence = 5, "policy")), Ok(()));
    assert_eq!(accept(objects()["policy"].clone()), Ok(()), "the same bytes again");
}

// R75
#[test]
fn a_firm_asks_under_its_own_name_and_nobody_else_may() {
    let (trust, objects) = (trust_list(), objects());
    let asked = ask::accept(&objects["ask"], &trust, at(SHOWN)).expect("a signed ask");
    assert_eq!((asked.audience.to_string().as_str(), asked.nonce), ("rental:zuche", NONCE));
    assert_eq!(asked.name.expect("a firm has a name").zh_hans, "样证租车");
    assert_eq!(ask::accept(&objects["ask"], &trust, at(SHOWN + 110)), Err(AskError::Time));
    assert_eq!(ask::accept(&objects["ask"], &trust, at(SHOWN - 71)), Err(AskError::Time));

    let mut claims = ask_claims();
    claims.issuer = "baoche".to_owned();
    let impostor = ask::issue(&claims, &*key("asker")).expect("well formed");
    assert_eq!(ask::accept(&impostor, &trust, at(SHOWN)).map_err(AskError::code), Err("wrong-issuer"));
    let by_status_key = ask::issue(&ask_claims(), &*key("status")).expect("well formed");
    assert_eq!(ask::accept(&by_status_key, &trust, at(SHOWN)).map_err(AskError::code), Err("wrong-role"));

    let open =
        support::cbor::map([(3, support::cbor::text("rental:zuche")), (39, support::cbor::C::Bytes(NONCE.to_vec()))]);
    assert_eq!(ask::accept(&open.encode(), &trust, at(SHOWN)), Err(AskError::Audience));
    let long = vec![0xa0; 513];
    assert_eq!(ask::accept(&long, &trust, at(SHOWN)).map_err(AskError::code), Err("too-long"));
    let mut url = ask_claims();
    url.name.en = "https://evil.example".to_owned();
    assert!(ask::issue(&url, &*key("asker")).is_err(), "a name is no address");
    assert_eq!(qr::classify(&qr::challenge_text(&objects["ask"])), qr::Scanned::Challenge(objects["ask"].clone()));
}

#[test]
fn server_time_anchors_a_clock_that_asked_for_it_and_says_how_sure_it_is() {
    let (trust, time) = (trust_list(), objects()["server-time"].clone());
    let client = key("request").key().kid();
    let anchor = Anchor::accept(&time, &trust, &NONCE, client, 401).expect("our answer");
    assert_eq!(anchor, Anchor { unix_ms: SHOWN as u64 * 1_000 + 451, error_ms: 201 });
    let hour = 3_600_000;
    assert_eq!(anchor.error_after(100 * hour), 201 + 18_000);
    assert_eq!(anchor.quality_after(165 * hour), ClockQuality::Anchored);
    assert_eq!(anchor.quality_after(166 * hour), ClockQuality::WallClock);
    assert_eq!(Anchor::accept(&time, &trust, &[1; 16], client, 1), Err(TimeError::NotOurs));
    assert_eq!(Anchor::accept(&time, &trust, &NONCE, key("holder").key().kid(), 1), Err(TimeError::NotOurs));
    assert_eq!(Anchor::accept(&time, &trust, &NONCE, client, 10_001), Err(TimeError::TooSlow));
    assert!(Anchor::accept(&time, &trust, &NONCE, client, 10_000).is_ok());
}

#[test]
fn a_bind_is_signed_by_the_new_key_and_once_more_by_hardware() {
    let objects = objects();
    let by_new = Bind::from_untrusted(&objects["bind-by-new-key"]).expect("well formed");
    let by_hardware = Bind::from_untrusted(&objects["bind-by-hardware"]).expect("well formed");
    assert_eq!(by_new.by_new_key("lz:32", &NONCE), Ok(&bind_claims("holder")));
    assert_eq!(by_hardware.by(key("hardware").key(), "lz:32", &NONCE), Ok(&bind_claims("holder")));
    assert_eq!(by_hardware.by_new_key("lz:32", &NONCE), Err(BindError::Signature));
    assert_eq!(by_new.by(key("stranger").key(), "lz:32", &NONCE), Err(BindError::Signature));
    assert_eq!(by_new.by_new_key("lz:44", &NONCE), Err(BindError::NotOurs));
    assert_eq!(by_new.by_new_key("lz:32", &[1; 16]), Err(BindError::NotOurs));
}

struct Broken(Box<dyn Signer>);

impl Signer for Broken {
    fn key(&self) -> &lz_credential::PublicKey {
        self.0.key()
    }
    fn sign(&self, _: &[u8]) -> Result<[u8; 64], SignError> {
        Ok([1; 64])
    }
}

#[test]
fn nothing_is_presented_with_a_foreign_key_or_a_signature_that_does_not_hold() {
    let token = Token::from_untrusted(&token("holder-es", |_| ())).expect("our token");
    assert_eq!(present(&token, &showing(|_| ()), &*key("holder")), Err(PresentError::AnotherKey));
    let broken = Broken(key("holder-es"));
    assert_eq!(present(&token, &showing(|_| ()), &broken), Err(PresentError::Sign(SignError::WrongSignature)));
    let nowhere = showing(|showing| showing.audience = String::new());
    assert!(matches!(present(&token, &nowhere, &*key("holder-es")), Err(PresentError::Format(_))));
}

// R14 R73
#[test]
fn an_annex_with_an_address_cannot_stand_behind_a_limited_token() {
    let trust = trust_list();
    let full = annex_bytes(Profile::Full);
    let limited =
        token_of(Profile::Limited, "holder", |claims| claims.license.annex_hash = lz_credential::annex::hash(&full));
    let verified = VerifiedToken::check(&limited, &trust, at(NOW)).expect("genuine");
    assert!(matches!(verified.with_annex(&full), Err(AnnexMismatch::Format(_))));
    assert!(matches!(verified.with_annex(&annex_bytes(Profile::Limited)), Err(AnnexMismatch::Hash)));
}

#[test]
fn a_token_lives_from_a_minute_before_its_date_to_its_end() {
    let token = VerifiedToken::check(&token("holder", |_| ()), &trust_list(), at(NOW)).expect("genuine");
    let ages = [IAT - 61, IAT - 60, IAT + 604_799, IAT + 604_800].map(|now| token.age(at(now)));
    assert_eq!(ages, [TokenAge::AheadOfClock, TokenAge::Current, TokenAge::Current, TokenAge::TooOld]);
}

#[test]
fn taking_a_key_out_of_the_trust_list_kills_its_tokens_at_once() {
    let roots = lz_credential::trust::Roots::development();
    let mut claims = trust_claims();
    claims.sequence += 1;
    claims.entries.remove(0);
    let without =
        TrustList::accept(&sign_trust(&claims, &["root"]), &roots, Some(&trust_list()), at(NOW)).expect("newer");
    let error = VerifiedToken::check(&token("holder", |_| ()), &without, at(NOW)).expect_err("its key is gone");
    assert_eq!(error.code(), "unknown-key");
    let back = TrustList::accept(trust_list().bytes(), &roots, Some(&without), at(NOW));
    assert_eq!(back.err(), Some(TrustError::OlderSequence));
}

#[test]
fn what_a_key_signed_is_accepted_until_its_last_day_and_not_after() {
    let accepted_until = IAT + 9_244_800;
    let token = token("holder", |_| ());
    assert!(VerifiedToken::check(&token, &trust_list(), at(accepted_until - 1)).is_ok());
    let error = VerifiedToken::check(&token, &trust_list(), at(accepted_until)).expect_err("too late");
    assert_eq!(error.code(), "key-no-longer-accepted");
}

// R13
#[test]
fn no_debug_output_of_a_license_shows_whose_it_is() {
    let check = check(&typical(), NOW, &mut session());
    let shown = format!("{check:?} {:?}", annex_bytes(Profile::Full).len());
    for personal in ["陈亮证", "190101198808201031", "320200123456", "19880820"] {
        assert!(!shown.contains(personal), "{personal}");
    }
}
