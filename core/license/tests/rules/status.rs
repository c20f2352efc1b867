use lz_license::data::DataError;
use lz_license::status::{Look, Mark, NotNewer, StatusError};
use lz_license::{Group, StatusCode, StatusSet, StatusTable};
use proptest::prelude::*;

pub(crate) const GROUPS: [(Group, &str); 6] = [
    (Group::Usable, "AHI"),
    (Group::Deferred, "NPT"),
    (Group::Unknown, "COVWXYZ"),
    (Group::NotUsable, "BDKMQSU"),
    (Group::Frozen, "JL"),
    (Group::Ended, "EFGR"),
];

pub(crate) fn code(letter: char) -> StatusCode {
    StatusCode::try_from(letter).expect("a capital letter")
}

#[test]
fn a_table_takes_the_place_of_the_one_held_only_if_it_is_whole_and_newer_or_the_very_same() {
    let held = StatusTable::built_in();
    let text = |version: u32| StatusTable::BUILT_IN.replacen(r#""version": 1"#, &format!(r#""version": {version}"#), 1);
    let other = |version: u32| text(version).replacen(r#""group": "frozen""#, r#""group": "ended""#, 1);
    let taken = |json: &str, held: &StatusTable| StatusTable::newer(json, held).map(|table| table.version());
    let second = StatusTable::newer(&other(2), held).expect("newer");
    assert_ne!(&second, held);
    let cases = [
        (text(1), held, Ok(1)),
        (other(1), held, Err(NotNewer::SameVersion)),
        (text(2), held, Ok(2)),
        (other(2), &second, Ok(2)),
        (text(2), &second, Err(NotNewer::SameVersion)),
        (text(1), &second, Err(NotNewer::Older)),
        ("{}".to_owned(), held, Err(NotNewer::Damaged)),
        (text(2)[..99].to_owned(), held, Err(NotNewer::Damaged)),
    ];
    for (at, (json, held, wanted)) in cases.into_iter().enumerate() {
        assert_eq!(taken(&json, held), wanted, "case {at}");
    }
}

// R10 R23
#[test]
fn every_letter_has_its_group_and_what_is_not_listed_is_unknown() {
    let table = StatusTable::built_in();
    let mut letters = 0;
    for (group, codes) in GROUPS {
        for letter in codes.chars() {
            assert_eq!(table.group(code(letter)), group, "{letter}");
            letters += 1;
        }
    }
    assert_eq!(letters, 26, "the table above names every letter once");
    assert_eq!(table.rows().count(), 20);
    assert_eq!(table.version(), 1);
}

// R08 R10 R18 R19 R20 R21 R22 R23
#[test]
fn each_group_says_whether_to_apply_to_show_and_to_drive_and_how_it_looks() {
    let cases = [
        (Group::Usable, true, true, false, Look::Green, Mark::Tick),
        (Group::Deferred, true, true, false, Look::Green, Mark::Tick),
        (Group::Unknown, false, true, false, Look::Amber, Mark::Question),
        (Group::NotUsable, false, true, true, Look::Red, Mark::Cross),
        (Group::Frozen, false, false, true, Look::Message, Mark::Lock),
        (Group::Ended, false, false, true, Look::Message, Mark::Lock),
    ];
    for (group, apply, shown, forbidden, look, mark) in cases {
        assert_eq!(
            (group.may_apply(), group.is_shown(), group.must_not_drive()),
            (apply, shown, forbidden),
            "{group:?}"
        );
        assert_eq!((group.look(), group.look().mark()), (look, mark), "{group:?}");
        assert_eq!(group.may_be_issued(), shown, "{group:?}: no token for what is not shown");
    }
    assert!(cases.windows(2).all(|pair| pair[0].0 < pair[1].0), "from best to worst");
}

#[test]
fn a_set_is_written_in_one_way_only() {
    for text in ["A", "AH", "BDJ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""] {
        assert_eq!(text.parse::<StatusSet>().map(|set| set.to_string()), Ok(text.to_owned()));
    }
    let cases = [
        ("HA", StatusError::NotAscending),
        ("AA", StatusError::NotAscending),
        ("a", StatusError::NotALetter),
        ("A1", StatusError::NotALetter),
        ("A B", StatusError::NotALetter),
        ("Ａ", StatusError::NotALetter),
    ];
    for (text, error) in cases {
        assert_eq!(text.parse::<StatusSet>(), Err(error), "{text}");
    }
    assert_eq!(StatusError::NotALetter.code(), "status-not-a-letter");
    assert_eq!("AH".parse::<StatusSet>().unwrap().len(), 2);
    assert_eq!(format!("{:?} {:?}", "AH".parse::<StatusSet>().unwrap(), code('H')), "StatusSet(AH) H");
    assert_eq!("ABH".parse::<StatusSet>().unwrap().without(code('H')).without(code('D')).to_string(), "AB");
}

// R10 R23
#[test]
fn a_register_is_read_in_its_own_spelling_and_strange_letters_become_unknown() {
    let table = StatusTable::built_in();
    let cases = [
        ("police", "HA", "AH"),
        ("police", "AAB", "AB"),
        ("police", "A?", "AX"),
        ("police", "状态", "X"),
        ("police", "", ""),
        ("credit-bureau", "R", "Q"),
        ("credit-bureau", "K", "X"),
        ("credit-bureau", "AZ", "AX"),
        ("nobody", "K", "K"),
    ];
    for (source, sent, read) in cases {
        assert_eq!(table.read(source, sent).to_string(), read, "{source} {sent}");
    }
}

// R10 R23
#[test]
fn a_policy_replaces_the_table_and_what_it_leaves_out_is_unknown() {
    let rows = [(code('A'), Group::Usable), (code('W'), Group::Frozen)];
    let table = StatusTable::from_policy(7, rows).expect("a sound policy");
    assert_eq!(table.version(), 7);
    assert_eq!(table.group(code('W')), Group::Frozen);
    assert_eq!(table.group(code('G')), Group::Unknown);
    let twice = [(code('A'), Group::Usable), (code('A'), Group::Ended)];
    assert_eq!(StatusTable::from_policy(1, twice), Err(DataError::Repeated));
    assert_eq!(StatusTable::from_policy(1, [(StatusCode::UNKNOWN, Group::Usable)]), Err(DataError::Reserved));
    let json = r#"{ "kind": "lz-status-table", "version": 2, "codes": [{ "code": "A", "group": "green" }] }"#;
    assert!(matches!(StatusTable::from_json(json), Err(DataError::Form { line: 1, .. })));
    let lower = r#"{ "kind": "lz-status-table", "version": 2, "codes": [{ "code": "a", "group": "usable" }] }"#;
    assert_eq!(StatusTable::from_json(lower).unwrap_err().code(), "data-form");
    let other = r#"{ "kind": "lz-photo-spec", "version": 2, "codes": [{ "code": "A", "group": "usable" }] }"#;
    assert_eq!(StatusTable::from_json(other).unwrap_err().code(), "data-form");
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic_or_better_than_what_it_says(text in ".{0,20}") {
        let set = StatusTable::built_in().read("police", &text);
        prop_assert_eq!(set.is_empty(), text.is_empty());
        let strange = text.chars().any(|c| !c.is_ascii_uppercase());
        prop_assert!(!strange || set.contains(StatusCode::UNKNOWN));
        prop_assert_eq!(set.to_string().parse::<StatusSet>(), Ok(set));
        if let Ok(parsed) = text.parse::<StatusSet>() {
            prop_assert_eq!(parsed, set);
        }
    }
}
