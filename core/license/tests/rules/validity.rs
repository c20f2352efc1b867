use lz_license::Validity;
use lz_license::validity::{ValidityError, Within};

use crate::sample::day;

// R17
#[test]
fn a_license_is_valid_from_its_first_day_to_its_last_both_included() {
    let validity = Validity::new(day(20210506), day(20310506)).unwrap();
    let cases = [
        (20210505, Within::NotYet, Some(3653)),
        (20210506, Within::Yes, Some(3652)),
        (20310505, Within::Yes, Some(1)),
        (20310506, Within::Yes, Some(0)),
        (20310507, Within::Past, Some(-1)),
    ];
    for (today, within, left) in cases {
        assert_eq!((validity.at(day(today)), validity.days_left(day(today))), (within, left), "{today}");
    }
}

// R17
#[test]
fn a_license_without_an_end_never_ends() {
    let validity = Validity::from_register(day(20210506), "长期").unwrap();
    assert!(validity.to().is_perpetual());
    assert_eq!(validity.at(day(99991231)), Within::Yes);
    assert_eq!(validity.days_left(day(20300101)), None);
    assert_eq!(validity.to_string(), "2021-05-06 至 长期");
}

#[test]
fn the_end_is_read_as_registers_and_older_cards_write_it() {
    let read = |end: &str| Validity::from_register(day(20200229), end).map(|validity| validity.to().ymd());
    assert_eq!(read("2027-05-06"), Ok(20270506));
    assert_eq!(read(" 6年 "), Ok(20260228), "29 February exists only in leap years");
    assert_eq!(read("10年"), Ok(20300228));
    assert_eq!(read("0年"), Err(ValidityError::Form));
    assert_eq!(read("-6年"), Err(ValidityError::Form));
    assert_eq!(read("2019-01-01"), Err(ValidityError::Reversed));
    assert_eq!(read("永远").unwrap_err().code(), "day-invalid");
    let one = Validity::new(day(20210506), day(20210506)).unwrap();
    assert_eq!(one.at(day(20210506)), Within::Yes, "one day is a validity");
    assert_eq!(format!("{one:?}"), "2021-05-06 至 2021-05-06");
    assert!(serde_json::from_str::<Validity>(r#"{"from":"2021-05-06","to":"2021-05-05"}"#).is_err());
}
