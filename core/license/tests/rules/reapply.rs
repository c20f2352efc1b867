use lz_license::fields::License;
use lz_license::reapply::{Change, changes};

use crate::sample::{day, license};

// R08 R78
#[test]
fn a_new_class_validity_authority_or_card_calls_for_a_new_application() {
    type Alter = fn(&mut License);
    let cases: [(Alter, &[Change]); 8] = [
        (|license| license.classes = "A2D".parse().unwrap(), &[Change::Classes]),
        (
            |license| license.validity = lz_license::Validity::from_register(day(20210506), "长期").unwrap(),
            &[Change::Validity],
        ),
        (|license| license.authority = 420_100.try_into().unwrap(), &[Change::Authority]),
        (|license| license.card_number = "3200000000024".to_owned().try_into().unwrap(), &[Change::Card]),
        (|license| license.name = "样品".to_owned().try_into().unwrap(), &[Change::Name]),
        (
            |license| {
                let number = "440524188001010014";
                license.holder = lz_license::Holder::from_untrusted(lz_license::IdType::Citizen, number).unwrap();
            },
            &[Change::Holder],
        ),
        (
            |license| {
                license.classes = "C1".parse().unwrap();
                license.card_number = "3200000000024".to_owned().try_into().unwrap();
            },
            &[Change::Classes, Change::Card],
        ),
        (|_| (), &[]),
    ];
    for (change, expected) in cases {
        let mut register = license();
        change(&mut register);
        assert_eq!(changes(&license(), &register), expected);
    }
}

// R09 R10 R78
#[test]
fn points_status_address_record_and_check_dates_are_only_refreshed() {
    let mut register = license();
    register.points = 6;
    register.status = "AH".parse().unwrap();
    register.address = "江苏省苏州市样证路2号".to_owned().try_into().unwrap();
    register.record = Some("实习期至2022年05月06日。".to_owned().try_into().unwrap());
    register.next_check_due = Some(day(20270101));
    register.deferred_until = Some(day(20270101));
    register.conditions.hearing_aid = true;
    assert_ne!(register, license());
    assert_eq!(changes(&license(), &register), []);
}
