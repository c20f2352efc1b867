use lz_license::holder::{HolderError, IdType};
use lz_license::id_number::{self, Derived, IdNumberError};
use lz_license::{Holder, Sex};
use proptest::prelude::*;

use crate::sample::day;

#[test]
fn the_check_digit_finds_the_published_samples_right() {
    let good = [
        ("11010519491231002X", Sex::Female, 19491231),
        ("440524188001010014", Sex::Male, 18800101),
        ("11000018800101001X", Sex::Male, 18800101),
    ];
    for (number, sex, birth) in good {
        assert_eq!(id_number::read(number), Ok(Derived { sex, birth: day(birth) }), "{number}");
    }
    let bad = [
        ("110105194912310021", IdNumberError::CheckDigit),
        ("11010519491231002x", IdNumberError::Form),
        ("1101051949123100", IdNumberError::Form),
        ("11010519491231002XX", IdNumberError::Form),
        ("11010519491231002", IdNumberError::Form),
        ("1101051949123100２", IdNumberError::Form),
        ("1101051949123１002X", IdNumberError::Form),
        ("X1010519491231002X", IdNumberError::Form),
        ("", IdNumberError::Form),
        ("证证证证证证", IdNumberError::Form),
    ];
    for (number, error) in bad {
        assert_eq!(id_number::read(number), Err(error), "{number}");
    }
    assert_eq!(id_number::check_character("1101051949123100"), None);
}

#[test]
fn a_birth_date_that_does_not_exist_is_refused_though_the_check_digit_fits() {
    for digits in ["11000020230229001", "11000019991301001", "11000000000101001"] {
        let number = format!("{digits}{}", id_number::check_character(digits).unwrap());
        assert_eq!(id_number::verify_check_digit(&number), Ok(()));
        assert_eq!(id_number::read(&number), Err(IdNumberError::BirthDate), "{number}");
    }
}

#[test]
fn each_document_has_its_own_form_of_number() {
    let ok = [
        (IdType::Citizen, "11000018800101001X"),
        (IdType::HkMacaoResidencePermit, "810000188001010015"),
        (IdType::HkMacaoResidencePermit, "820000188001010025"),
        (IdType::TaiwanResidencePermit, "830000188001010035"),
        (IdType::HkMacaoTravelPermit, "H12345678"),
        (IdType::HkMacaoTravelPermit, "M1234567890"),
        (IdType::TaiwanTravelPermit, "12345678"),
        (IdType::TaiwanTravelPermit, "1234567890"),
        (IdType::PermanentResidence15, "USA110123456789"),
        (IdType::PermanentResidence18, "91234518800101001X"),
        (IdType::Passport, "E12345678"),
        (IdType::OfficerCard, "军字第1234567号"),
    ];
    for (id_type, number) in ok {
        let holder =
            Holder::from_untrusted(id_type, number).unwrap_or_else(|error| panic!("{id_type:?} {number}: {error}"));
        assert_eq!((holder.id_type(), holder.id_number()), (id_type, number));
        assert!((5..=24).contains(&number.len()), "the wire carries 5 to 24 bytes");
    }
    assert!(
        IdType::ALL.iter().all(|id_type| ok.iter().any(|(named, _)| named == id_type)),
        "every document has a case"
    );
    let form = HolderError::Form;
    let check = HolderError::IdNumber(IdNumberError::CheckDigit);
    let bad = [
        (IdType::Citizen, "810000188001010016", check),
        (IdType::HkMacaoResidencePermit, "830000188001010035", form),
        (IdType::TaiwanResidencePermit, "810000188001010015", form),
        (IdType::HkMacaoResidencePermit, "810000188001010016", check),
        (IdType::HkMacaoTravelPermit, "X12345678", form),
        (IdType::HkMacaoTravelPermit, "H123456789", form),
        (IdType::HkMacaoTravelPermit, "H", form),
        (IdType::TaiwanTravelPermit, "123456789", form),
        (IdType::TaiwanTravelPermit, "H2345678", form),
        (IdType::PermanentResidence15, "US1110123456789", form),
        (IdType::PermanentResidence15, "USA11012345678", form),
        (IdType::PermanentResidence15, "证件", form),
        (IdType::PermanentResidence18, "11000018800101001X", form),
        (IdType::PermanentResidence18, "912345188001010010", check),
        (IdType::Passport, "E123", form),
        (IdType::Passport, "E12345678901234567", form),
        (IdType::Passport, "E1234-678", form),
        (IdType::OfficerCard, "军", form),
        (IdType::OfficerCard, "军字第1234567号\u{202E}", form),
    ];
    for (id_type, number, error) in bad {
        assert_eq!(Holder::from_untrusted(id_type, number), Err(error), "{id_type:?} {number}");
    }
    assert_eq!(check.code(), "id-number-check-digit");
    assert_eq!(form.code(), "holder-form");
}

#[test]
fn a_small_x_and_spaces_around_are_corrected() {
    let typed = Holder::from_untrusted(IdType::Citizen, " 11000018800101001x\n").unwrap();
    assert_eq!(typed.id_number(), "11000018800101001X");
}

#[test]
fn only_a_citizens_number_tells_sex_and_birth_date() {
    let derived = |id_type, number| Holder::from_untrusted(id_type, number).unwrap().derived();
    let expected = Derived { sex: Sex::Male, birth: day(18800101) };
    assert_eq!(derived(IdType::Citizen, "11000018800101001X"), Some(expected));
    assert_eq!(derived(IdType::HkMacaoResidencePermit, "810000188001010015"), None);
    assert_eq!(derived(IdType::PermanentResidence18, "91234518800101001X"), None);
    assert_eq!(derived(IdType::Passport, "E12345678"), None);
    assert_eq!([Sex::Male, Sex::Female].map(|sex| Sex::from_code(sex.code())), [Some(Sex::Male), Some(Sex::Female)]);
    assert_eq!(Sex::from_code(0), None);
}

#[test]
fn a_number_never_shows_in_debug_or_in_errors() {
    let holder = Holder::from_untrusted(IdType::Citizen, "11000018800101001X").unwrap();
    assert!(!format!("{holder:?}").contains("1880"));
    let error = Holder::from_untrusted(IdType::Citizen, "110000188001010011").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("1880"));
}

#[test]
fn a_holder_is_checked_when_it_is_read_from_json() {
    let json = r#"{"idType":"citizen","idNumber":"11000018800101001X"}"#;
    let holder: Holder = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&holder).unwrap(), json);
    let wrong = json.replace("001X", "0011");
    assert!(!serde_json::from_str::<Holder>(&wrong).unwrap_err().to_string().contains("1880"));
}

proptest! {
    #[test]
    fn one_wrong_digit_or_two_swapped_neighbours_are_always_found(digits in "[0-9]{17}", place in 0_usize..17, other in 0_u8..10) {
        let number = format!("{digits}{}", id_number::check_character(&digits).unwrap());
        prop_assert_eq!(id_number::verify_check_digit(&number), Ok(()));
        let mut wrong = number.clone().into_bytes();
        wrong[place] = b'0' + other;
        let changed = wrong != number.as_bytes();
        prop_assert_eq!(id_number::verify_check_digit(&String::from_utf8(wrong).unwrap()).is_err(), changed);
        let mut swapped = number.clone().into_bytes();
        swapped.swap(place, place + 1);
        let changed = swapped != number.as_bytes();
        prop_assert_eq!(id_number::verify_check_digit(&String::from_utf8(swapped).unwrap()).is_err(), changed);
    }

    #[test]
    fn no_text_makes_reading_a_number_panic(text in "\\PC{0,24}") {
        for id_type in IdType::ALL {
            let _checked = Holder::from_untrusted(id_type, &text).map(|holder| holder.derived());
        }
    }
}
