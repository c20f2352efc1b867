//! Every text that this crate names stands in the catalogue, in both languages. The catalogue is another crate on the
//! same floor, so the files are read as they are.

use lz_license::eligibility::Reason;
use lz_license::holder::IdType;
use lz_license::reapply::Change;
use lz_license::rollout::Rollout;
use lz_license::standing::StatusName;
use lz_license::vehicles::VehicleTable;
use lz_license::{Group, LicenseClass, Sex, StatusTable};

use crate::sample::day;
use crate::status::code;

const FILES: [&str; 2] =
    [include_str!("../../../text/locales/zh-Hans/license.ftl"), include_str!("../../../text/locales/en/license.ftl")];

fn line<'a>(file: &'a str, name: &str) -> Option<&'a str> {
    file.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "))
}

fn assert_said(name: &str) {
    for file in FILES {
        assert!(line(file, name).is_some_and(|text| !text.trim().is_empty()), "{name} is missing");
    }
}

// R03 R16 R79
#[test]
fn everything_that_has_a_name_has_words_in_both_languages() {
    for class in LicenseClass::ALL {
        assert_said(&class.text_id());
        assert_said(&class.drives_text_id());
    }
    VehicleTable::built_in().kinds().for_each(|kind| assert_said(&VehicleTable::text_id(kind)));
    Rollout::built_in().bring().for_each(assert_said);
    IdType::ALL.iter().for_each(|id_type| assert_said(id_type.text_id()));
    [Sex::Male, Sex::Female].iter().for_each(|sex| assert_said(sex.text_id()));
    for change in [Change::Classes, Change::Validity, Change::Authority, Change::Card, Change::Holder, Change::Name] {
        assert_said(change.text_id());
    }
    for group in [Group::Usable, Group::Deferred, Group::Unknown, Group::NotUsable, Group::Frozen, Group::Ended] {
        assert_said(group.text_id());
    }
    for text in ["review-due", "review-due-estimated", "review-overdue"] {
        assert_said(text);
    }
}

// R10 R18 R19 R20 R21 R22 R23
#[test]
fn every_status_has_a_name_and_a_reason_with_what_to_do_next() {
    for (status, group) in StatusTable::built_in().rows() {
        assert_said(&StatusName::Named(status).text_id());
        assert_said(&Reason::Status { code: status, group }.text_id());
    }
    for name in [StatusName::Unnamed(code('X')), StatusName::Missing, StatusName::PastEnd, StatusName::CheckOverdue] {
        assert_said(&name.text_id());
    }
}

// R16 R17 R23 R50 R63
#[test]
fn every_reason_says_what_to_do_next_and_names_its_day() {
    let reasons = [
        Reason::CityNotOpen { opens: day(20210901), announced: true },
        Reason::CityNotOpen { opens: day(20210901), announced: false },
        Reason::CityUnknown,
        Reason::NotYetValid { from: day(20210901) },
        Reason::Expired { ended: day(20210901) },
        Reason::Status { code: code('U'), group: Group::NotUsable },
        Reason::Status { code: code('X'), group: Group::Unknown },
        Reason::StatusMissing,
        Reason::CheckOverdue { due: day(20210901) },
        Reason::StoppedForAbuse,
        Reason::ReviewsUsedUp,
    ];
    for reason in reasons {
        let name = reason.text_id();
        for file in FILES {
            let text = line(file, &name).unwrap_or_else(|| panic!("{name} is missing"));
            assert_eq!(text.contains("{ $day }"), reason.day().is_some(), "{name}");
            assert_eq!(text.contains("{ $code }"), name == "reason-status-unnamed", "{name}");
            let sentences = text.matches(['.', '。', '；']).count();
            assert!(sentences >= 2, "{name} gives the reason but no next step: {text}");
        }
    }
}
