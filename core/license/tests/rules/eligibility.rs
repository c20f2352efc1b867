use lz_license::eligibility::{Applicant, Reason, Remedy, Rules, check};
use lz_license::limits::Limits;
use lz_license::{Group, StatusTable, Validity};
use proptest::prelude::*;

use crate::sample::{at, day, license};
use crate::status::{GROUPS, code};

const NOW: &str = "2026-09-01 12:00:00";

fn applicant() -> Applicant {
    Applicant::of(&license(), Limits::built_in())
}

fn reasons(applicant: &Applicant, now: &str) -> Vec<Reason> {
    check(applicant, &Rules::built_in(), at(now)).reasons
}

fn with_status(codes: &str) -> Applicant {
    Applicant { status: codes.parse().expect("a set"), ..applicant() }
}

// R16
#[test]
fn nothing_stands_against_a_valid_license_of_an_open_city() {
    let answer = check(&applicant(), &Rules::built_in(), at(NOW));
    assert!(answer.may_apply());
    assert_eq!(answer.remedy(), None);
}

// R16 R51 R52 R84 R87
#[test]
fn the_issuing_city_decides_and_opens_at_midnight() {
    let cases = [
        (320_500, "2021-05-31 23:59:59", Some(20210601)),
        (320_500, "2021-06-01 00:00:00", None),
        (320_200, "2021-08-31 23:59:59", Some(20210901)),
        (320_200, "2021-09-01 00:00:00", None),
        (140_100, "2021-09-01 00:00:00", Some(20211020)),
        (350_100, "2021-10-31 00:00:00", Some(20211210)),
    ];
    for (authority, now, opens) in cases {
        let applicant = Applicant { authority: authority.try_into().unwrap(), ..applicant() };
        let expected: Vec<_> =
            opens.map(|opens| Reason::CityNotOpen { opens: day(opens), announced: true }).into_iter().collect();
        assert_eq!(reasons(&applicant, now), expected, "{authority} {now}");
    }
    let unsure = Applicant { authority: 210_100.try_into().unwrap(), ..applicant() };
    let reason = reasons(&unsure, "2021-10-25 23:59:59")[0];
    assert_eq!(reason, Reason::CityNotOpen { opens: day(20211026), announced: false });
    assert_eq!(reason.text_id(), "reason-city-not-open-yet-unsure");
    let nowhere = Applicant { authority: 190_100.try_into().unwrap(), ..applicant() };
    assert_eq!(reasons(&nowhere, NOW), [Reason::CityUnknown]);
}

// R17
#[test]
fn the_license_must_be_within_its_validity_the_last_day_included() {
    let until = |from, to| Applicant { validity: Validity::new(day(from), day(to)).unwrap(), ..applicant() };
    let cases = [
        (until(20210901, 20260901), vec![]),
        (until(20210831, 20260831), vec![Reason::Expired { ended: day(20260831) }]),
        (until(20260901, 20320901), vec![]),
        (until(20260902, 20320902), vec![Reason::NotYetValid { from: day(20260902) }]),
        (until(20210901, 99991231), vec![]),
    ];
    for (applicant, expected) in cases {
        assert_eq!(reasons(&applicant, NOW), expected, "{:?}", applicant.validity);
        assert_eq!(reasons(&applicant, "2026-09-01 23:59:59"), expected, "the same all day");
    }
}

// R18 R19 R20 R21 R22 R23
#[test]
fn every_code_outside_the_usable_ones_blocks_by_its_own_name() {
    for (group, letters) in GROUPS {
        for letter in letters.chars() {
            let found = reasons(&with_status(&letter.to_string()), NOW);
            match group {
                Group::Usable => assert_eq!(found, [], "{letter}"),
                // Without a granted day a deferral is over.
                Group::Deferred => {
                    assert_eq!(found, [Reason::Status { code: code(letter), group: Group::NotUsable }], "{letter}");
                }
                _ => assert_eq!(found, [Reason::Status { code: code(letter), group }], "{letter}"),
            }
        }
    }
    let named = [
        ('U', "reason-status-u"),
        ('D', "reason-status-d"),
        ('Q', "reason-status-q"),
        ('S', "reason-status-s"),
        ('J', "reason-status-j"),
    ];
    for (letter, text) in named {
        assert_eq!(reasons(&with_status(&letter.to_string()), NOW)[0].text_id(), text);
    }
}

// R23
#[test]
fn a_code_that_nobody_knows_blocks_and_never_crashes_and_so_does_none() {
    let found = reasons(&with_status("AX"), NOW);
    assert_eq!(found, [Reason::Status { code: code('X'), group: Group::Unknown }]);
    assert_eq!((found[0].text_id().as_str(), found[0].remedy()), ("reason-status-unnamed", Remedy::Office));
    assert_eq!(reasons(&with_status(""), NOW), [Reason::StatusMissing]);
    let strange = StatusTable::built_in().read("police", "正常");
    assert!(!reasons(&Applicant { status: strange, ..applicant() }, NOW).is_empty());
}

// R20 R21
#[test]
fn an_overdue_check_blocks_even_if_the_register_has_not_noticed() {
    let due = |ymd| Applicant { next_check_due: Some(day(ymd)), ..applicant() };
    assert_eq!(reasons(&due(20260901), NOW), []);
    assert_eq!(reasons(&due(20260831), NOW), [Reason::CheckOverdue { due: day(20260831) }]);
}

// R10 R17
#[test]
fn a_deferral_counts_as_the_state_beneath_it_until_its_day() {
    let until = |codes: &str, ymd| Applicant { deferred_until: Some(day(ymd)), ..with_status(codes) };
    assert_eq!(reasons(&until("N", 20260901), NOW), []);
    assert_eq!(reasons(&until("N", 20260831), NOW), [Reason::Status { code: code('N'), group: Group::NotUsable }]);
    let over = Validity::new(day(20200801), day(20260801)).unwrap();
    assert_eq!(reasons(&Applicant { validity: over, ..until("N", 20260901) }, NOW), []);
    assert_eq!(reasons(&until("BN", 20260901), NOW).len(), 1);
}

// R63
#[test]
fn a_stop_for_abuse_closes_the_app_and_leaves_the_window_open() {
    let stopped = Applicant { stopped_for_abuse: true, ..applicant() };
    let answer = check(&stopped, &Rules::built_in(), at(NOW));
    assert_eq!(answer.reasons, [Reason::StoppedForAbuse]);
    assert_eq!(answer.remedy(), Some(Remedy::Office));
}

// R50 R79
#[test]
fn after_three_returned_photos_only_the_window_helps() {
    for (returned, blocked) in [(0, false), (2, false), (3, true), (200, true)] {
        let found = reasons(&Applicant { failed_reviews: returned, ..applicant() }, NOW);
        assert_eq!(found == [Reason::ReviewsUsedUp], blocked, "{returned}");
    }
    assert_eq!(Reason::ReviewsUsedUp.remedy(), Remedy::Office);
}

// R16 R17 R18 R23 R63
#[test]
fn all_reasons_are_listed_and_the_one_that_needs_the_office_decides_the_way() {
    let worst = Applicant {
        authority: 140_100.try_into().unwrap(),
        validity: Validity::new(day(20150101), day(20210101)).unwrap(),
        status: "BUX".parse().unwrap(),
        next_check_due: Some(day(20210101)),
        deferred_until: None,
        stopped_for_abuse: true,
        failed_reviews: 3,
    };
    let answer = check(&worst, &Rules::built_in(), at("2021-09-01 00:00:00"));
    let names: Vec<_> = answer.reasons.iter().map(Reason::text_id).collect();
    let expected = [
        "reason-city-not-open",
        "reason-status-b",
        "reason-status-u",
        "reason-status-unnamed",
        "reason-expired",
        "reason-check-overdue",
        "reason-stopped-for-abuse",
        "reason-reviews-used-up",
    ];
    assert_eq!(names, expected);
    assert_eq!(answer.remedy(), Some(Remedy::Office));
    let json = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<lz_license::eligibility::Eligibility>(&json).unwrap(), answer);
}

#[test]
fn each_reason_says_what_helps() {
    let cases = [
        (Reason::CityNotOpen { opens: day(20210901), announced: true }, Remedy::Wait),
        (Reason::NotYetValid { from: day(20210901) }, Remedy::Wait),
        (Reason::Expired { ended: day(20210901) }, Remedy::SettleFirst),
        (Reason::CheckOverdue { due: day(20210901) }, Remedy::SettleFirst),
        (Reason::Status { code: code('B'), group: Group::NotUsable }, Remedy::SettleFirst),
        (Reason::Status { code: code('J'), group: Group::Frozen }, Remedy::Office),
        (Reason::Status { code: code('F'), group: Group::Ended }, Remedy::Office),
        (Reason::CityUnknown, Remedy::Office),
        (Reason::StatusMissing, Remedy::Office),
    ];
    for (reason, remedy) in cases {
        assert_eq!(reason.remedy(), remedy, "{reason:?}");
        let dated =
            matches!(remedy, Remedy::Wait) || matches!(reason, Reason::Expired { .. } | Reason::CheckOverdue { .. });
        assert_eq!(reason.day().is_some(), dated, "{reason:?}");
    }
}

proptest! {
    // R16 R23
    #[test]
    fn nobody_applies_unless_status_and_dates_allow_it(letters in "[A-Z]{0,4}", seconds in 1_600_000_000_i64..1_900_000_000, stopped: bool, failed in 0_u8..5) {
        let table = StatusTable::built_in();
        let now = lz_license::UnixSeconds(seconds);
        let one = Applicant { status: table.read("police", &letters), stopped_for_abuse: stopped, failed_reviews: failed, ..applicant() };
        let answer = check(&one, &Rules::built_in(), now);
        let usable = !letters.is_empty() && letters.chars().all(|letter| "AHI".contains(letter));
        let open = now.day() >= day(20210601) && (day(20210506)..=day(20310506)).contains(&now.day());
        prop_assert_eq!(answer.may_apply(), usable && open && !stopped && failed < 3);
    }
}
