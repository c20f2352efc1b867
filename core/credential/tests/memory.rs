//! What a verifier remembers of codes, how old its word on a status is, and which annex belongs to which token.
#![allow(missing_docs, unreachable_pub)]

mod support;

use lz_credential::annex::{self, Annex};
use lz_credential::policy::terms;
use lz_credential::presentation::{ClockQuality, Showing};
use lz_credential::status_list::{ListClaims, StatusList, StatusLists, StatusValue, Values};
use lz_credential::token::Profile;
use lz_credential::verify::{
    AnnexMismatch, Check, Freshness, Note, OpenChallenge, Reason, RegisterAnswer, Seen, Session, Sighting, Source,
    Verdict, VerifiedToken, Verifier,
};
use lz_credential::{Audience, FormatError, UnixSeconds};
use lz_license::{Group, StatusTable};
use support::*;

fn check(lists: &StatusLists, bytes: &[u8], now: i64, session: &mut Session) -> Check {
    let (trust, audience) = (trust_list(), Audience::Police);
    let terms = terms(&audience, None);
    let verifier = Verifier { trust: &trust, lists, audience: &audience, terms, statuses: StatusTable::built_in() };
    verifier.verify(bytes, UnixSeconds(now), session)
}

// R65
#[test]
fn a_number_is_seen_before_only_if_it_comes_back_late_or_falls() {
    let token = token("holder", |_| ());
    let mut session = Session::new(UnixSeconds(0), Seen::default());
    let cases = [
        ("the first code", 100, 0, false),
        ("the same code before the same camera", 100, 30, false),
        ("the same code a second later", 100, 31, true),
        ("the next code, long after", 101, 600, false),
        ("its own half minute starts anew", 101, 630, false),
        ("and ends", 101, 631, true),
        ("an earlier code", 100, 631, true),
        ("the highest number stays", 101, 632, true),
    ];
    for (what, sequence, after, expected) in cases {
        let now = NOW + after;
        let bytes = shown(&token, "holder", |showing| {
            showing.sequence = sequence;
            showing.at = UnixSeconds(now);
        });
        let check = check(&StatusLists::default(), &bytes, now, &mut session);
        assert_eq!(check.reasons().contains(&Reason::SeenBefore), expected, "{what}");
    }
}

#[test]
fn four_thousand_phones_are_remembered_and_the_one_seen_longest_ago_goes_first() {
    let sighting = |place: u32| {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&place.to_be_bytes());
        Sighting { key, sequence: place, first_seen: UnixSeconds(NOW + i64::from(place)) }
    };
    let kept = |seen: &Seen| {
        let mut places: Vec<_> = seen.sightings().map(|sighting| sighting.sequence).collect();
        places.sort_unstable();
        places
    };
    let full = Seen::restore((0..4_096).map(sighting));
    assert_eq!(kept(&full), (0..4_096).collect::<Vec<_>>(), "as many as there is room for");
    let over = Seen::restore((0..4_099).map(sighting));
    assert_eq!(kept(&over), (3..4_099).collect::<Vec<_>>(), "three more push out the three oldest");
    let again = Sighting { sequence: 9_999, ..sighting(4_095) };
    let known = Seen::restore((0..4_096).map(sighting).chain([again]));
    assert_eq!(kept(&known).len(), 4_096, "a phone that is known takes nobody's place");
}

// R15
#[test]
fn the_word_on_a_status_is_as_new_as_the_newer_of_token_and_list_while_the_list_lasts() {
    let token = token("holder", |_| ());
    let trust = trust_list();
    let own = Freshness { as_of: UnixSeconds(IAT), source: Source::Token };
    let by_list = |at| Freshness { as_of: UnixSeconds(at), source: Source::List };
    let cases = [
        ("a newer list", IAT + 60, IAT + 9_000, NOW, by_list(IAT + 60), false),
        ("in its last second", IAT + 60, NOW + 1, NOW, by_list(IAT + 60), false),
        ("at its end", IAT + 60, NOW, NOW, own, true),
        ("a list as old as the token", IAT, IAT + 9_000, NOW, own, false),
        ("an older list", IAT - 60, IAT + 9_000, NOW, own, false),
        ("an older list at its end", IAT - 60, NOW, NOW, own, true),
    ];
    for (what, issued_at, expires_at, now, freshness, missing) in cases {
        let list = ListClaims { expires_at: UnixSeconds(expires_at), ..list_claims(issued_at, 7) };
        let bytes = StatusList::issue(&list, &Values::default(), &*key("status")).expect("a list");
        let mut lists = StatusLists::default();
        lists.accept(&bytes, &trust, UnixSeconds(IAT + 70)).expect("a good list");
        let bytes = shown(&token, "holder", |_| ());
        let check = check(&lists, &bytes, now, &mut Session::new(UnixSeconds(0), Seen::default()));
        assert_eq!(check.freshness(), Some(freshness), "{what}");
        assert_eq!(check.notes().contains(&Note::NoStatusList), missing, "{what}");
        assert_eq!(lists.look_up(&claims("holder").status).map(|word| word.value), Some(StatusValue::NothingNewer));
    }
}

// R14 R71
#[test]
fn a_limited_copy_has_a_portrait_and_neither_address_nor_record() {
    let trust = trust_list();
    let annex_with = |address: Option<&str>, record: Option<&str>| {
        let portrait = random::<2400>("portrait").to_vec();
        let annex = Annex {
            salt: random("salt"),
            portrait,
            address: address.map(str::to_owned),
            record: record.map(str::to_owned),
        };
        annex::encode(&annex).expect("within limits")
    };
    let refused = Some(AnnexMismatch::Format(FormatError::ProfileFields));
    let cases = [
        (None, None, None),
        (Some("样例市样例区"), None, refused),
        (None, Some("C1"), refused),
        (Some("样例市样例区"), Some("C1"), refused),
    ];
    for (address, record, expected) in cases {
        let annex = annex_with(address, record);
        let bytes =
            token_of(Profile::Limited, "holder-limited", |claims| claims.license.annex_hash = annex::hash(&annex));
        let token = VerifiedToken::check(&bytes, &trust, UnixSeconds(NOW)).expect("a good token");
        assert_eq!(token.bytes(), bytes, "the bytes as received");
        assert_eq!(token.with_annex(&annex).err(), expected, "{address:?} {record:?}");
    }
}

// R15
#[test]
fn a_word_is_fresh_for_a_day_usable_for_seven_and_then_asks_for_attention() {
    let token = token("holder", |_| ());
    let cases = [
        ("a day", 86_400, false, false),
        ("a second more", 86_401, true, false),
        ("seven days", 604_800, true, false),
        ("a second more", 604_801, false, true),
    ];
    for (what, age, aged, too_old) in cases {
        let now = IAT + age;
        let bytes = shown(&token, "holder", |showing| showing.at = UnixSeconds(now));
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        let check = check(&StatusLists::default(), &bytes, now, &mut session);
        assert_eq!(check.notes().contains(&Note::StatusAged), aged, "{what}");
        assert_eq!(check.reasons().contains(&Reason::StatusTooOld), too_old, "{what}");
    }
}

// R08
#[test]
fn a_license_holds_from_the_first_moment_of_its_first_day() {
    let today = UnixSeconds(NOW).day();
    for (first_day, early) in [(today, false), (today.plus_days(1), true)] {
        let token = token("holder", |claims| claims.license.valid_from = first_day);
        let bytes = shown(&token, "holder", |_| ());
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        let check = check(&StatusLists::default(), &bytes, NOW, &mut session);
        assert_eq!(check.reasons().contains(&Reason::NotYetValid), early, "{first_day}");
    }
}

// R65
#[test]
fn a_challenge_is_shown_as_it_was_opened() {
    let challenge = OpenChallenge::open(NONCE, UnixSeconds(NOW));
    assert_eq!(challenge.nonce(), &NONCE);
    assert_eq!(challenge.digits(), "001801", "0x00000709 is 1801");
}

// R65
#[test]
fn an_answer_by_a_phone_a_minute_off_is_good_and_beyond_that_its_clock_is_named() {
    let token = token("holder", |_| ());
    for (distance, named) in [(0, false), (60, false), (61, true), (-60, false), (-61, true)] {
        let bytes = shown(&token, "holder", |showing| {
            showing.at = UnixSeconds(NOW - distance);
            showing.cnonce = Some(NONCE);
        });
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        session.challenge = Some(OpenChallenge::open(NONCE, UnixSeconds(NOW)));
        let check = check(&StatusLists::default(), &bytes, NOW, &mut session);
        assert_eq!((check.verdict(), check.answered_challenge()), (Verdict::Valid, true), "{distance} s");
        assert_eq!(check.notes().contains(&Note::PhoneClockWrong), named, "{distance} s");
        assert_eq!(check.shown_at(), Some(UnixSeconds(NOW - distance)));
        assert_eq!(check.standing().map(|standing| standing.group), Some(Group::Usable));
    }
}

// R12 R65
#[test]
fn a_challenge_is_offered_where_it_helps_and_the_exit_status_tells_the_verdict() {
    let code = |change: fn(&mut Showing)| shown(&token("holder", |_| ()), "holder", change);
    let red = token("holder", |claims| claims.license.status = "D".parse().expect("a code"));
    let cases = [
        ("good", code(|_| ()), Verdict::Valid, 0, false),
        (
            "a wall clock, two minutes off",
            code(|showing| {
                showing.at = UnixSeconds(NOW - 120);
                showing.quality = ClockQuality::WallClock;
            }),
            Verdict::Attention,
            1,
            true,
        ),
        ("withheld", shown(&red, "holder", |_| ()), Verdict::MustNotDrive, 2, false),
        ("a screenshot", code(|showing| showing.at = UnixSeconds(NOW - 660)), Verdict::Refused, 3, true),
        ("another audience", code(|showing| showing.audience = "business".to_owned()), Verdict::Refused, 3, false),
    ];
    for (what, bytes, verdict, exit_status, helps) in cases {
        let mut session = Session::new(UnixSeconds(0), Seen::default());
        let check = check(&StatusLists::default(), &bytes, NOW, &mut session);
        let found = (check.verdict(), check.verdict().exit_status(), check.challenge_helps());
        assert_eq!(found, (verdict, exit_status, helps), "{what}");
        // What the phone says of its clock is told of a genuine code, so that a fitting advice can be chosen.
        let clock = check.phone_clock();
        assert_eq!(clock == Some(ClockQuality::WallClock), what.starts_with("a wall clock"), "{what}: {clock:?}");
        assert!(clock.is_some() || verdict == Verdict::Refused, "{what}");
    }
    assert_eq!(Verdict::Unreadable.exit_status(), 4);
}

// R12
#[test]
fn what_the_register_says_about_no_code_at_all_changes_nothing() {
    let (trust, audience, lists) = (trust_list(), Audience::Police, StatusLists::default());
    let terms = terms(&audience, None);
    let verifier =
        Verifier { trust: &trust, lists: &lists, audience: &audience, terms, statuses: StatusTable::built_in() };
    let mut session = Session::new(UnixSeconds(0), Seen::default());
    let unreadable = verifier.verify_text("https://example.com", UnixSeconds(NOW), &mut session);
    let after = unreadable.clone().with_register_answer(RegisterAnswer::Ended);
    assert_eq!(after, unreadable);
    assert_eq!(after.verdict(), Verdict::Unreadable);
}
