use lz_license::UnixSeconds;
use lz_license::data::DataError;
use lz_license::working_days::{Basis, Calendar};
use proptest::prelude::*;

use crate::sample::{at, day};

/// When something was submitted (Asia/Shanghai), the day by whose end its review is due, and why.
const SUBMITTED: [(&str, u32, &str); 42] = [
    ("2021-09-01 00:00:00", 20210902, "the first second of a Wednesday"),
    ("2021-09-01 09:30:00", 20210902, "a Wednesday morning, before most people apply"),
    ("2021-09-01 23:59:59", 20210902, "the last second of that Wednesday"),
    ("2021-09-02 00:00:00", 20210903, "one second later it is Thursday"),
    ("2021-09-03 17:00:00", 20210906, "Friday afternoon to Monday"),
    ("2021-09-04 10:00:00", 20210906, "Saturday"),
    ("2021-09-05 23:59:59", 20210906, "the last second of Sunday"),
    ("2021-09-17 16:00:00", 20210918, "Friday before a Saturday on which people work"),
    ("2021-09-18 12:00:00", 20210922, "that Saturday: Mid-Autumn follows"),
    ("2021-09-24 18:00:00", 20210926, "Friday before a Sunday on which people work"),
    ("2021-09-25 08:00:00", 20210926, "the Saturday off before it"),
    ("2021-09-26 09:00:00", 20210927, "that Sunday to Monday"),
    ("2021-09-30 00:00:00", 20211008, "the first second before the National Day holiday"),
    ("2021-09-30 23:59:59", 20211008, "the last second before it"),
    ("2021-10-01 00:00:00", 20211008, "its first second"),
    ("2021-10-08 17:00:00", 20211009, "Friday before a Saturday on which people work"),
    ("2021-10-09 11:00:00", 20211011, "that Saturday to Monday"),
    ("2021-12-31 23:59:59", 20220104, "the last second of the year, a Friday"),
    ("2022-01-01 00:00:00", 20220104, "the first second of the year"),
    ("2022-01-28 15:00:00", 20220129, "Friday before two weekend days on which people work"),
    ("2022-01-30 15:00:00", 20220207, "Sunday at work, then the Spring Festival"),
    ("2022-04-01 10:00:00", 20220402, "Friday before a Saturday on which people work"),
    ("2022-04-02 10:00:00", 20220406, "that Saturday: Tomb-Sweeping follows"),
    ("2022-09-30 12:00:00", 20221008, "30 September: a Saturday on which people work ends the holiday"),
    ("2022-10-08 12:00:00", 20221009, "from Saturday at work to Sunday at work"),
    ("2022-12-30 20:00:00", 20230103, "New Year begins on a Saturday of the old year"),
    ("2023-01-20 09:00:00", 20230128, "Friday before the Spring Festival, which ends on a working Saturday"),
    ("2023-06-21 09:00:00", 20230625, "Dragon Boat ends on a working Sunday"),
    ("2023-09-28 09:00:00", 20231007, "Mid-Autumn and National Day together, then a working Saturday"),
    ("2023-12-29 17:30:00", 20240102, "Friday before a New Year's Monday"),
    ("2024-02-09 09:00:00", 20240218, "the eve of the Spring Festival, which ends on a working Sunday"),
    ("2024-02-28 09:00:00", 20240229, "the day before a leap day"),
    ("2024-09-13 09:00:00", 20240914, "Friday before a working Saturday"),
    ("2024-10-11 09:00:00", 20241012, "Friday before a working Saturday"),
    ("2024-12-31 23:59:59", 20250102, "the last second of a year whose first day is off"),
    ("2025-01-27 09:00:00", 20250205, "Monday before the Spring Festival"),
    ("2025-02-07 09:00:00", 20250208, "Friday before a working Saturday"),
    ("2025-09-30 23:59:59", 20251009, "30 September before eight days off"),
    ("2025-12-31 09:00:00", 20260104, "New Year ends on a working Sunday"),
    ("2026-02-14 09:00:00", 20260224, "a working Saturday before nine days off"),
    ("2026-09-30 12:00:00", 20261008, "30 September"),
    ("2026-11-24 09:00:00", 20261125, "a plain Tuesday"),
];

// R40 R48
#[test]
fn a_review_is_due_at_the_end_of_the_next_working_day_after_submission() {
    for (submitted, due, why) in SUBMITTED {
        let found = Calendar::built_in().due(at(submitted), 1);
        assert_eq!(found.day.ymd(), due, "{submitted}: {why}");
        assert_eq!(found.basis, Basis::Announced, "{submitted}: {why}");
        assert_eq!(found.at().day(), found.day);
        assert_eq!(found.at().plus(1).day(), found.day.plus_days(1), "in time until 23:59:59");
    }
}

// R40
#[test]
fn a_year_that_was_not_announced_is_answered_with_a_warning() {
    let cases = [
        ("2026-12-31 09:00:00", 20270104, Basis::Estimated { year: 2027 }, "1 January is off by law, then a weekend"),
        ("2027-09-30 09:00:00", 20271004, Basis::Estimated { year: 2027 }, "fixed days only: surely too early"),
        ("2030-04-30 09:00:00", 20300503, Basis::Estimated { year: 2030 }, "1 and 2 May"),
        ("2020-12-31 09:00:00", 20210104, Basis::Announced, "the days looked at lie in 2021"),
        ("2020-01-02 09:00:00", 20200103, Basis::Estimated { year: 2020 }, "before the data"),
    ];
    for (submitted, due, basis, why) in cases {
        let found = Calendar::built_in().due(at(submitted), 1);
        assert_eq!((found.day.ymd(), found.basis), (due, basis), "{submitted}: {why}");
    }
}

// R40
#[test]
fn the_words_say_when_it_is_due_and_after_that_that_it_is_late() {
    let due = Calendar::built_in().due(at("2021-09-03 17:00:00"), 1);
    assert!(!due.is_overdue(at("2021-09-06 23:59:59")));
    assert!(due.is_overdue(at("2021-09-07 00:00:00")));
    assert_eq!(due.text_id(at("2021-09-06 12:00:00")), "review-due");
    assert_eq!(due.text_id(at("2021-09-07 00:00:00")), "review-overdue");
    let unsure = Calendar::built_in().due(at("2027-03-03 12:00:00"), 1);
    assert_eq!(unsure.text_id(at("2027-03-03 12:00:01")), "review-due-estimated");
}

#[test]
fn several_working_days_are_counted_one_after_the_other() {
    let calendar = Calendar::built_in();
    for (count, due) in
        [(0, 20210927), (1, 20210927), (2, 20210928), (4, 20210930), (5, 20211008), (6, 20211009), (7, 20211011)]
    {
        assert_eq!(calendar.working_day_after(day(20210926), count).day.ymd(), due, "{count}");
    }
}

// R40
#[test]
fn a_new_year_is_added_by_data_alone() {
    let json = r#"{ "version": 9, "fixedHolidays": { "days": [] }, "years": [
        { "year": 2027, "holidays": [{ "from": "2027-03-01", "to": "2027-03-05" }], "makeUpDays": ["2027-03-06"] }] }"#;
    let calendar = Calendar::from_json(json).expect("a sound calendar");
    assert_eq!(calendar.version(), 9);
    assert_eq!(calendar.years().collect::<Vec<_>>(), [2027]);
    let due = calendar.due(at("2027-02-28 10:00:00"), 1);
    assert_eq!((due.day.ymd(), due.basis), (20270306, Basis::Announced));
}

#[test]
fn a_calendar_that_contradicts_itself_is_refused() {
    let year = |holidays: &str, make_up: &str| {
        format!(
            r#"{{ "version": 1, "fixedHolidays": {{ "days": [] }}, "years": [
            {{ "year": 2027, "holidays": [{holidays}], "makeUpDays": [{make_up}] }} ] }}"#
        )
    };
    let cases = [
        year(r#"{ "from": "2027-03-05", "to": "2027-03-01" }"#, ""),
        year(r#"{ "from": "2027-03-05", "to": "2028-03-01" }"#, ""),
        year("", r#""2027-03-05""#),
        year("", r#""2027-03-06", "2027-03-05""#),
        year(r#"{ "from": "2027-03-06", "to": "2027-03-06" }"#, r#""2027-03-06""#),
    ];
    for json in cases {
        assert_eq!(Calendar::from_json(&json).unwrap_err(), DataError::Contradiction, "{json}");
    }
    assert_eq!(Calendar::from_json("{").unwrap_err().code(), "data-form");
    let twice = r#"{ "version": 1, "fixedHolidays": { "days": [] }, "years": [
        { "year": 2027, "holidays": [], "makeUpDays": [] }, { "year": 2027, "holidays": [], "makeUpDays": [] }] }"#;
    assert_eq!(Calendar::from_json(twice).unwrap_err(), DataError::Repeated);
}

#[test]
fn each_announced_year_has_as_many_make_up_days_as_the_holidays_moved() {
    let calendar = Calendar::built_in();
    let working = |year: u32| {
        let first = day(year * 10_000 + 101);
        (0..366)
            .map(|n| first.plus_days(n))
            .filter(|d| d.parts().0 == year as u16 && calendar.is_working_day(*d).0)
            .count()
    };
    // Counted with an independent calendar (chinesecalendar 1.11.0 from PyPI).
    let expected = [(2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)];
    for (year, days) in expected {
        assert_eq!(working(year), days, "{year}");
    }
}

proptest! {
    // R40
    #[test]
    fn a_due_day_is_a_later_working_day_and_never_moves_back(seconds in -6_000_000_000_i64..260_000_000_000, later in 0_i64..10_000_000) {
        let calendar = Calendar::built_in();
        let due = calendar.due(UnixSeconds(seconds), 1);
        prop_assert!(due.day > UnixSeconds(seconds).day() || due.day.is_perpetual());
        prop_assert!(calendar.is_working_day(due.day).0);
        prop_assert!(due.day.days_until(UnixSeconds(seconds).day()) >= -12);
        prop_assert!(calendar.due(UnixSeconds(seconds + later), 1).day >= due.day);
    }

    #[test]
    fn no_instant_makes_the_calendar_panic(seconds in any::<i64>(), count in any::<u8>()) {
        let due = Calendar::built_in().due(UnixSeconds(seconds), count);
        prop_assert!(due.day >= UnixSeconds(seconds).day());
    }
}
