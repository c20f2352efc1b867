use lz_license::time::DayError;
use lz_license::{Day, UnixSeconds};
use proptest::prelude::*;

use crate::sample::{at, day};

// R16 R17
#[test]
fn a_day_begins_at_midnight_in_shanghai_not_in_utc() {
    let midnight = day(20210901).start();
    assert_eq!(midnight, UnixSeconds(1_630_425_600));
    assert_eq!((midnight.day(), midnight.plus(-1).day()), (day(20210901), day(20210831)));
    assert_eq!(day(20210901).end(), UnixSeconds(1_630_511_999));
    assert_eq!(at("2021-09-01 23:59:59").second_of_day(), 86_399);
    assert_eq!(midnight.second_of_day(), 0);
    assert_eq!(midnight.plus(90).since(midnight), 90);
}

#[test]
fn only_real_days_of_the_right_form_are_days() {
    let cases = [
        (20240229, Ok("2024-02-29")),
        (20230229, Err(DayError::NotADay)),
        (20211301, Err(DayError::NotADay)),
        (20210001, Err(DayError::NotADay)),
        (20210100, Err(DayError::NotADay)),
        (18000101, Ok("1800-01-01")),
        (17991231, Err(DayError::OutOfRange)),
        (99991231, Ok("9999-12-31")),
        (0, Err(DayError::OutOfRange)),
        (u32::MAX, Err(DayError::OutOfRange)),
    ];
    for (ymd, expected) in cases {
        assert_eq!(Day::from_ymd(ymd).map(|d| d.to_string()), expected.map(str::to_owned), "{ymd}");
    }
    for text in ["2021-9-01", "20210901", "2021-09-01 ", "2021/09/01", "２021-09-01", "2021-09-0a", "", "-021-09-01"] {
        assert_eq!(text.parse::<Day>(), Err(DayError::NotADay), "{text}");
    }
    assert_eq!("1799-01-01".parse::<Day>().unwrap_err().code(), "day-out-of-range");
    assert_eq!("2021-02-30".parse::<Day>().unwrap_err().code(), "day-invalid");
}

#[test]
fn days_and_months_are_counted_as_a_calendar_counts_them() {
    assert_eq!(day(20240228).plus_days(2), day(20240301));
    assert_eq!(day(20240301).plus_days(-1), day(20240229));
    assert_eq!(day(20210831).plus_months(6), day(20220228));
    assert_eq!(day(20240831).plus_months(6), day(20250228));
    assert_eq!(day(20210315).plus_months(-3), day(20201215));
    assert_eq!(day(20210901).days_until(day(20220901)), 365);
    assert_eq!(day(20210901).days_until(day(20210831)), -1);
    assert_eq!([day(20210906), day(20210911), day(20210912)].map(Day::weekday), [1, 6, 7]);
    assert_eq!([day(20210910), day(20210911), day(20210912)].map(Day::is_weekend), [false, true, true]);
    for months in [i32::MAX, i32::MIN, 200_000, -200_000] {
        let expected = if months > 0 { Day::PERPETUAL } else { Day::EARLIEST };
        assert_eq!(day(20210901).plus_months(months), expected, "{months}");
    }
}

proptest! {
    #[test]
    fn a_day_survives_every_way_of_writing_it(days in 0_i64..2_994_872) {
        let one = Day::EARLIEST.plus_days(days);
        prop_assert_eq!(Day::from_ymd(one.ymd()), Ok(one));
        prop_assert_eq!(one.to_string().parse::<Day>(), Ok(one));
        prop_assert_eq!(one.start().day(), one);
        prop_assert_eq!(one.end().day(), one);
        prop_assert_eq!(Day::EARLIEST.days_until(one), days);
        if one < Day::PERPETUAL {
            prop_assert_eq!(one.weekday() % 7 + 1, one.plus_days(1).weekday());
        }
    }

    #[test]
    fn no_number_makes_a_day_panic(seconds in any::<i64>(), days in any::<i64>(), ymd in any::<u32>()) {
        let one = UnixSeconds(seconds).day();
        prop_assert!((Day::EARLIEST..=Day::PERPETUAL).contains(&one.plus_days(days)));
        prop_assert!(UnixSeconds(seconds).second_of_day() < 86_400);
        prop_assert!(Day::from_ymd(ymd).is_ok_and(|d| d.ymd() == ymd) || Day::from_ymd(ymd).is_err());
    }
}
