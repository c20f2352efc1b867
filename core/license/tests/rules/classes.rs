use lz_license::classes::{ClassError, ClassTable};
use lz_license::data::DataError;
use lz_license::vehicles::{MayDrive, VehicleTable};
use lz_license::{ClassSet, LicenseClass};
use proptest::prelude::*;

fn set(text: &str) -> ClassSet {
    if text.is_empty() { ClassSet::NONE } else { text.parse().expect("classes") }
}

// R03
#[test]
fn the_table_of_classes_is_the_one_of_the_regulation() {
    let table = ClassTable::built_in();
    let covers = [
        ("A1", "A1A3B1B2C1C2C3C4M"),
        ("A2", "A2B1B2C1C2C3C4C6M"),
        ("A3", "A3C1C2C3C4"),
        ("B1", "B1C1C2C3C4M"),
        ("B2", "B2C1C2C3C4M"),
        ("C1", "C1C2C3C4"),
        ("C2", "C2"),
        ("C3", "C3C4"),
        ("C4", "C4"),
        ("C5", "C5"),
        ("C6", "C6"),
        ("D", "DEF"),
        ("E", "EF"),
        ("F", "F"),
        ("M", "M"),
        ("N", "N"),
        ("P", "P"),
        ("A2D", "A2B1B2C1C2C3C4C6DEFM"),
        ("", ""),
    ];
    for (held, covered) in covers {
        assert_eq!(table.covered(set(held)), set(covered), "{held}");
    }
    assert_eq!(LicenseClass::ALL.len(), 17);
    assert_eq!(table.version(), 1);
}

#[test]
fn classes_are_joined_without_a_space_and_read_back_in_any_order() {
    for (text, written) in [("A2D", "A2D"), ("DA2", "A2D"), ("C1E", "C1E"), ("F", "F")] {
        assert_eq!(text.parse::<ClassSet>().map(|set| set.to_string()), Ok(written.to_owned()));
    }
    let cases = [
        ("", ClassError::Empty),
        ("A", ClassError::Unknown),
        ("A4", ClassError::Unknown),
        ("C1 E", ClassError::Unknown),
        ("c1", ClassError::Unknown),
        ("C1C1", ClassError::Repeated),
        ("A2D1", ClassError::Unknown),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<ClassSet>(), Err(error), "{text}");
    }
    assert_eq!(ClassError::Unknown.code(), "classes-unknown");
    for class in LicenseClass::ALL {
        assert_eq!(LicenseClass::from_code(class.code()), Some(class));
        assert!(ClassSet::NONE.with(class).contains(class));
    }
    assert_eq!(LicenseClass::from_code("C7"), None);
}

// R65
#[test]
fn an_officer_picks_the_vehicle_and_the_table_says_whether_the_holder_may_drive_it() {
    let yes = |by: &str| MayDrive::Yes { by: set(by) };
    let no = |needs: &str| MayDrive::No { needs: set(needs) };
    let cases = [
        ("C1", "car-manual", yes("C1")),
        ("C1", "car-automatic", yes("C1")),
        ("C2", "car-automatic", yes("C2")),
        ("C2", "car-manual", no("C1")),
        ("C2", "light-truck-automatic", yes("C2")),
        ("C2", "light-truck-manual", no("C1")),
        ("C2", "car-adapted-upper-limb", yes("C2")),
        ("C5", "car-adapted-upper-limb", yes("C5")),
        ("C2", "car-adapted-lower-limb", no("C5")),
        ("C5", "car-automatic", no("C2")),
        ("A1", "bus-large", yes("A1")),
        ("A1", "truck-heavy-medium", yes("A1")),
        ("A1", "trailer-over-4500", no("A2")),
        ("A2", "trailer-under-4500", yes("A2")),
        ("A2", "bus-large", no("A1")),
        ("A2", "bus-medium", yes("A2")),
        ("A3", "city-bus-20-up", yes("A3")),
        ("B1", "city-bus-20-up", no("A1A3")),
        ("B1", "city-bus-10-19", yes("B1")),
        ("B1", "truck-heavy-medium", no("B2")),
        ("B2", "bus-medium", no("A1B1")),
        ("C6", "car-automatic", no("C2")),
        ("C1C6", "trailer-under-4500", yes("C6")),
        ("C1", "trailer-under-4500", no("C6")),
        ("C1D", "motorcycle", yes("D")),
        ("C1E", "motor-tricycle", no("D")),
        ("E", "moped", yes("E")),
        ("F", "motorcycle", no("E")),
        ("C1", "motorcycle", no("E")),
        ("C3", "three-wheel-car", yes("C3")),
        ("C4", "low-speed-truck", no("C3")),
        ("B2", "wheeled-machinery", yes("B2")),
        ("A3", "wheeled-machinery", no("M")),
        ("N", "tram", no("P")),
        ("P", "tram", yes("P")),
        ("N", "trolleybus", yes("N")),
        ("A1A2", "car-manual", yes("A1A2")),
        ("", "car-automatic", no("C2")),
        ("C1", "spaceship", MayDrive::UnknownKind),
        ("C1", "", MayDrive::UnknownKind),
    ];
    let table = VehicleTable::built_in();
    for (held, kind, answer) in cases {
        assert_eq!(table.may_drive(ClassTable::built_in(), set(held), kind), answer, "{held} {kind}");
    }
    let asked: std::collections::BTreeSet<_> = cases.iter().map(|(_, kind, _)| *kind).collect();
    assert!(table.kinds().all(|kind| asked.contains(kind)), "every kind has a case");
    assert_eq!(table.kinds().next(), Some("car-manual"), "the most usual first");
}

#[test]
fn a_table_with_a_fault_is_refused() {
    let row = r#"{ "code": "C1", "covers": ["C2"] }"#;
    let twice = format!(r#"{{ "version": 1, "classes": [{row}, {row}] }}"#);
    assert_eq!(ClassTable::from_json(&twice), Err(DataError::Repeated));
    let strange = r#"{ "version": 1, "classes": [{ "code": "C9", "covers": [] }] }"#;
    assert_eq!(ClassTable::from_json(strange).unwrap_err().code(), "data-form");
    let nobody = r#"{ "version": 1, "kinds": [{ "id": "sledge", "classes": [] }] }"#;
    assert_eq!(VehicleTable::from_json(nobody), Err(DataError::Contradiction));
    let kind = r#"{ "id": "sledge", "classes": ["M"] }"#;
    assert_eq!(
        VehicleTable::from_json(&format!(r#"{{ "version": 1, "kinds": [{kind}, {kind}] }}"#)),
        Err(DataError::Repeated)
    );
}

// R54
#[test]
fn a_vehicle_kind_is_added_by_data_alone() {
    let json = r#"{ "version": 5, "kinds": [{ "id": "sledge", "classes": ["M"] }] }"#;
    let table = VehicleTable::from_json(json).expect("a sound table");
    assert_eq!(table.version(), 5);
    assert_eq!(table.may_drive(ClassTable::built_in(), set("A1"), "sledge"), MayDrive::Yes { by: set("A1") });
}

proptest! {
    #[test]
    fn every_set_is_read_back_as_it_was_written_and_covers_itself(bits in 1_u32..1 << 17) {
        let held: ClassSet = LicenseClass::ALL.into_iter().enumerate().filter(|(i, _)| bits & 1 << i != 0).map(|(_, c)| c).collect();
        prop_assert_eq!(held.to_string().parse::<ClassSet>(), Ok(held));
        let table = ClassTable::built_in();
        let covered = table.covered(held);
        prop_assert_eq!(covered.intersection(held), held);
        prop_assert_eq!(table.covered(covered), covered, "what a covered class covers is covered");
    }

    #[test]
    fn no_text_makes_reading_classes_panic(text in "\\PC{0,12}") {
        if let Ok(set) = text.parse::<ClassSet>() {
            prop_assert!(!set.is_empty() && set.to_string().len() == text.len());
        }
    }
}
