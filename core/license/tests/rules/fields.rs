use lz_license::fields::{
    Address, AuthorityCode, CardNumber, Conditions, FieldError, FileNumber, License, LicenseError, Name, Nationality,
    Record,
};
use lz_license::limits::Limits;
use lz_license::{ClassSet, Day, Sex};

use crate::sample::{day, license};

#[test]
fn each_field_takes_what_a_license_carries_and_nothing_else() {
    let name = |text: &str| Name::from_untrusted(text).map(|_| ());
    let long = "艾".repeat(20);
    assert_eq!(name("样例"), Ok(()));
    assert_eq!(name("阿卜杜拉·买买提"), Ok(()));
    assert_eq!(name("㛃𬱖䶮"), Ok(()), "rare characters");
    assert_eq!(name("Maria-José O'Neill"), Ok(()));
    assert_eq!(name(&long), Ok(()), "60 bytes");
    assert_eq!(name(&format!("{long}a")), Err(FieldError::TooLong("name")));
    assert_eq!(name(" \u{3000}"), Err(FieldError::Empty("name")));
    for hostile in ["样\n例", "样\u{202E}例", "样\u{200B}例", "样\u{2066}例", "样\u{FEFF}例", "样\u{0}例", "a\u{061C}b"]
    {
        assert_eq!(name(hostile), Err(FieldError::Character("name")), "{hostile:?}");
    }
    assert_eq!(
        FileNumber::from_untrusted("110012345678").map(|n| n.as_str().to_owned()),
        Ok("110012345678".to_owned())
    );
    assert_eq!(FileNumber::from_untrusted("11001234567"), Err(FieldError::Digits("file-number")));
    assert_eq!(FileNumber::from_untrusted("11001234567X"), Err(FieldError::Character("file-number")));
    assert!(CardNumber::from_untrusted("4360028416316").is_ok());
    assert_eq!(CardNumber::from_untrusted("436002841631").unwrap_err().field(), "card-number");
    assert!(Nationality::from_untrusted("CHN").is_ok());
    assert!(Nationality::from_untrusted("CHn").is_err());
    assert_eq!(Nationality::from_untrusted("chn").unwrap_err().code(), "field-character");
    assert_eq!(Nationality::from_untrusted("CN").unwrap_err().code(), "field-digits");
    assert_eq!(Address::from_untrusted(&"a".repeat(121)).unwrap_err().code(), "field-too-long");
    assert_eq!(Record::from_untrusted("").unwrap_err().code(), "field-empty");
    assert!(Record::from_untrusted("实习期至2019年05月06日。").is_ok());
    assert_eq!(
        [99_999, 100_000, 999_999, 1_000_000].map(|code| AuthorityCode::new(code).is_ok()),
        [false, true, true, false]
    );
    assert_eq!(AuthorityCode::new(320_500).unwrap().prefix4(), 3205, "as the file number begins");
}

#[test]
fn personal_fields_never_show_in_debug() {
    let shown = format!("{:?}", license());
    for secret in ["样例", "样证路", "1100001880", "320512345678", "3200000000017"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

// R01 R02 R03
#[test]
fn a_license_is_one_record_that_is_checked_as_a_whole_and_survives_json() {
    let sample = license();
    assert_eq!(sample.check(), Ok(()));
    let first = License { first_issue: sample.validity.from(), ..sample.clone() };
    assert_eq!(first.check(), Ok(()), "a first license begins on its first day");
    let json = serde_json::to_string(&sample).unwrap();
    assert_eq!(serde_json::from_str::<License>(&json).unwrap(), sample);
    assert!(serde_json::from_str::<License>(&json.replace("\"points\":0,", "")).is_err(), "a field is missing");
    assert!(
        serde_json::from_str::<License>(&json.replace("\"points\":0", "\"points\":0,\"bloodType\":\"A\"")).is_err()
    );
    type Spoil = fn(&mut License);
    let cases: [(Spoil, LicenseError); 5] = [
        (|license| license.sex = Sex::Female, LicenseError::Sex),
        (|license| license.birth = license.birth.plus_days(1), LicenseError::Birth),
        (|license| license.classes = ClassSet::NONE, LicenseError::NoClass),
        (|license| license.first_issue = license.validity.from().plus_days(1), LicenseError::Order),
        (|license| license.first_issue = license.birth, LicenseError::Order),
    ];
    for (spoil, error) in cases {
        let mut spoiled = sample.clone();
        spoil(&mut spoiled);
        assert_eq!(spoiled.check(), Err(error), "{}", error.code());
    }
}

#[test]
fn conditions_are_the_bits_of_the_wire() {
    for bits in 0..4 {
        assert_eq!(Conditions::from_bits(bits).bits(), bits);
    }
    assert!(Conditions::from_bits(1).hearing_aid && !Conditions::from_bits(1).probation);
    assert_eq!(Conditions::from_bits(0xFF).bits(), 3, "bits that nobody knows are left out");
}

// R25 R76
#[test]
fn a_retained_photo_may_be_changed_at_once_and_an_own_one_after_six_months() {
    let limits = Limits::built_in();
    assert_eq!(limits.may_change_photo(None, day(20260901)), Ok(()));
    let since = Some(day(20260301));
    assert_eq!(limits.may_change_photo(since, day(20260831)), Err(day(20260901)));
    assert_eq!(limits.may_change_photo(since, day(20260901)), Ok(()));
    assert_eq!(limits.may_change_photo(Some(day(20260831)), day(20270228)), Ok(()), "the shorter month ends earlier");
}

#[test]
fn reminders_come_at_90_30_and_7_days_and_not_for_licenses_without_an_end() {
    let limits = Limits::built_in();
    let end = day(20261231);
    let cases = [
        (91, None),
        (90, Some(90)),
        (31, Some(90)),
        (30, Some(30)),
        (8, Some(30)),
        (7, Some(7)),
        (0, Some(7)),
        (-1, None),
    ];
    for (left, reminder) in cases {
        assert_eq!(limits.reminder(end, end.plus_days(-left)), reminder, "{left} days left");
    }
    assert_eq!(limits.reminder(Day::PERPETUAL, Day::PERPETUAL), None);
    assert_eq!((limits.points_limit, limits.failed_reviews, limits.renewal_window_days), (12, 3, 90));
}

#[test]
fn limits_that_make_no_sense_are_refused() {
    let good = serde_json::to_string(Limits::built_in()).unwrap();
    assert_eq!(Limits::from_json(&good).as_ref(), Ok(Limits::built_in()));
    for (from, to) in [
        ("\"pointsLimit\":12", "\"pointsLimit\":0"),
        ("[90,30,7]", "[7,30,90]"),
        ("[90,30,7]", "[90,30,30]"),
        ("[90,30,7]", "[7,90,30]"),
        ("\"reviewWorkingDays\":1", "\"reviewWorkingDays\":0"),
    ] {
        assert_eq!(Limits::from_json(&good.replace(from, to)).unwrap_err().code(), "data-contradiction", "{to}");
    }
}
