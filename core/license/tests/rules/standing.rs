use lz_license::standing::{Standing, StatusDates, StatusName};
use lz_license::status::Look;
use lz_license::{Day, Group, StatusCode, StatusSet, StatusTable};
use proptest::prelude::*;

use crate::sample::day;
use crate::status::{GROUPS, code};

const TODAY: u32 = 20260901;

fn standing(codes: &str, dates: &StatusDates) -> Standing {
    StatusTable::built_in().standing(codes.parse().expect("a set"), dates, day(TODAY))
}

fn deferred(until: Option<u32>) -> StatusDates {
    StatusDates { deferred_until: until.map(day), ..StatusDates::default() }
}

fn names(standing: &Standing) -> Vec<String> {
    standing.lines.iter().map(|line| line.name.text_id()).collect()
}

// R08 R09 R10 R18 R19 R20 R21 R22 R23
#[test]
fn the_worst_group_of_a_set_wins_and_every_name_is_listed_but_normal_beside_worse() {
    let none = deferred(None);
    let before = deferred(Some(TODAY));
    let after = deferred(Some(20260831));
    let cases: [(&str, &StatusDates, Group, &[&str]); 22] = [
        ("A", &none, Group::Usable, &["status-a"]),
        ("H", &none, Group::Usable, &["status-h"]),
        ("AHI", &none, Group::Usable, &["status-a", "status-h", "status-i"]),
        ("EJ", &none, Group::Ended, &["status-e", "status-j"]),
        ("BDJ", &none, Group::Frozen, &["status-b", "status-d", "status-j"]),
        ("BX", &none, Group::NotUsable, &["status-b", "status-unnamed"]),
        ("AX", &none, Group::Unknown, &["status-unnamed"]),
        ("C", &none, Group::Unknown, &["status-c"]),
        ("", &none, Group::Unknown, &["status-missing"]),
        ("NX", &before, Group::Unknown, &["status-unnamed"]),
        ("NX", &after, Group::NotUsable, &["status-n", "status-unnamed"]),
        ("NX", &none, Group::NotUsable, &["status-n", "status-unnamed"]),
        ("AN", &before, Group::Deferred, &["status-a"]),
        ("AN", &after, Group::NotUsable, &["status-n"]),
        ("AN", &none, Group::NotUsable, &["status-n"]),
        ("NPT", &before, Group::Deferred, &["status-a"]),
        ("NPT", &after, Group::NotUsable, &["status-n", "status-p", "status-t"]),
        ("HP", &before, Group::Deferred, &["status-h", "status-a"]),
        ("BN", &before, Group::NotUsable, &["status-b"]),
        ("GT", &after, Group::Ended, &["status-g", "status-t"]),
        ("LN", &after, Group::Frozen, &["status-l", "status-n"]),
        ("Q", &none, Group::NotUsable, &["status-q"]),
    ];
    for (codes, dates, group, texts) in cases {
        let found = standing(codes, dates);
        assert_eq!(found.group, group, "{codes} {dates:?}");
        assert_eq!(names(&found), texts, "{codes} {dates:?}");
        assert_eq!(found.look(), group.look());
    }
}

// R10
#[test]
fn a_deferral_is_normal_up_to_and_including_its_day_and_red_on_the_next() {
    for letter in ["N", "P", "T"] {
        for (until, group, look) in [
            (20260902, Group::Deferred, Look::Green),
            (20260901, Group::Deferred, Look::Green),
            (20260831, Group::NotUsable, Look::Red),
        ] {
            let found = standing(letter, &deferred(Some(until)));
            assert_eq!((found.group, found.look()), (group, look), "{letter} until {until}");
        }
    }
}

// R09
#[test]
fn twelve_points_make_a_license_red_whatever_the_register_says() {
    let mut license = crate::sample::license();
    for (points, set, group) in
        [(0, "A", Group::Usable), (11, "A", Group::Usable), (12, "B", Group::NotUsable), (15, "B", Group::NotUsable)]
    {
        license.points = points;
        let codes = license.effective_status(12);
        assert_eq!(codes.to_string(), set, "{points} points");
        let found = StatusTable::built_in().standing(codes, &license.status_dates(), day(TODAY));
        assert_eq!(found.group, group, "{points} points");
    }
    license.points = 6;
    license.status = "AH".parse().unwrap();
    assert_eq!(license.effective_status(12).to_string(), "AH", "points may fall again: a fall is no fault");
    license.points = 12;
    assert_eq!(license.effective_status(12).to_string(), "BH");
}

// R17 R20 R21
#[test]
fn dates_that_have_passed_make_a_license_red_even_if_the_register_is_silent() {
    let dates = |valid_to: u32, check: Option<u32>, until: Option<u32>| StatusDates {
        valid_to: Some(day(valid_to)),
        next_check_due: check.map(day),
        deferred_until: until.map(day),
    };
    let cases: [(&str, StatusDates, Group, &[&str]); 12] = [
        ("A", dates(20260901, None, None), Group::Usable, &["status-a"]),
        ("A", dates(20260831, None, None), Group::NotUsable, &["status-m"]),
        ("M", dates(20260831, None, None), Group::NotUsable, &["status-m"]),
        ("A", dates(99991231, None, None), Group::Usable, &["status-a"]),
        ("A", dates(99991231, Some(20260901), None), Group::Usable, &["status-a"]),
        ("A", dates(99991231, Some(20260831), None), Group::NotUsable, &["status-check-overdue"]),
        ("S", dates(99991231, Some(20260831), None), Group::NotUsable, &["status-s"]),
        ("Q", dates(99991231, Some(20260831), None), Group::NotUsable, &["status-q"]),
        ("N", dates(20260831, None, Some(TODAY)), Group::Deferred, &["status-a"]),
        ("P", dates(99991231, Some(20260831), Some(TODAY)), Group::Deferred, &["status-a"]),
        ("P", dates(20260831, None, Some(TODAY)), Group::NotUsable, &["status-m"]),
        ("N", dates(99991231, Some(20260831), Some(TODAY)), Group::NotUsable, &["status-check-overdue"]),
    ];
    for (codes, dates, group, texts) in cases {
        let found = standing(codes, &dates);
        assert_eq!(found.group, group, "{codes} {dates:?}");
        assert_eq!(names(&found), texts, "{codes} {dates:?}");
    }
}

// R23
#[test]
fn a_code_that_only_a_newer_policy_knows_keeps_its_group_and_names_its_letter() {
    let rows = [(code('A'), Group::Usable), (code('W'), Group::Frozen)];
    let table = StatusTable::from_policy(2, rows).expect("a sound policy");
    let found = table.standing("AW".parse().unwrap(), &StatusDates::default(), day(TODAY));
    assert_eq!(found.group, Group::Frozen);
    assert_eq!(found.lines[0].name, StatusName::Unnamed(code('W')));
    assert_eq!(found.lines[0].name.code(), Some(code('W')));
}

fn any_set() -> impl Strategy<Value = StatusSet> {
    (0_u32..1 << 26).prop_map(|bits| {
        ('A'..='Z').enumerate().filter(|(i, _)| bits & 1 << i != 0).map(|(_, letter)| code(letter)).collect()
    })
}

proptest! {
    // R10 R23
    #[test]
    fn one_more_code_never_makes_a_license_better(set in any_set(), letter in proptest::char::range('A', 'Z'), until in proptest::option::of(-3_i64..3)) {
        let today = day(TODAY);
        let dates = StatusDates { deferred_until: until.map(|days| today.plus_days(days)), ..StatusDates::default() };
        let group = |set: StatusSet| StatusTable::built_in().standing(set, &dates, today).group;
        if !set.is_empty() {
            prop_assert!(group(set.with(code(letter))) >= group(set));
        }
    }

    // R10
    #[test]
    fn a_set_is_as_bad_as_its_worst_code_and_lists_no_name_twice(set in any_set()) {
        let found = StatusTable::built_in().standing(set, &StatusDates::default(), day(TODAY));
        let alone = |c: StatusCode| {
            let group = GROUPS.iter().find(|(_, letters)| letters.contains(c.letter())).expect("every letter").0;
            if group == Group::Deferred { Group::NotUsable } else { group }
        };
        prop_assert_eq!(found.group, set.iter().map(alone).max().unwrap_or(Group::Unknown));
        let mut lines = found.lines.clone();
        lines.dedup_by_key(|line| line.name);
        prop_assert_eq!(lines.len(), found.lines.len());
    }

    #[test]
    fn as_days_go_by_a_license_only_gets_worse(set in any_set(), valid in 0_i64..9, due in 0_i64..9, until in 0_i64..9) {
        let first = day(TODAY);
        let dates = StatusDates {
            valid_to: Some(first.plus_days(valid)),
            next_check_due: Some(first.plus_days(due)),
            deferred_until: Some(first.plus_days(until)),
        };
        let group = |today: Day| StatusTable::built_in().standing(set, &dates, today).group;
        for days in 0..10 {
            prop_assert!(group(first.plus_days(days + 1)) >= group(first.plus_days(days)));
        }
    }
}
