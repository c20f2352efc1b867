//! Data that travels with the crate: specification, texts, model, and what the authority derives.

mod support;

use std::path::PathBuf;

use lz_photo::{Check, PhotoError, PhotoSpec, archive, report::Outcome};
use lz_text::Lang;
use sha2::{Digest, Sha256};
use support::{GOOD, album, asset};

#[test]
fn the_archive_copy_and_the_portrait_come_from_the_uploaded_bytes() {
    let spec = PhotoSpec::builtin();
    for bytes in [GOOD.to_vec(), asset("portrait-specimen.jpg")] {
        let upload = album(&bytes).expect("a picture").preview_jpeg;
        let copy = archive::archive_copy(&upload, spec).expect("fits");
        assert!((14_000..=30_000).contains(&copy.jpeg.len()), "{} bytes", copy.jpeg.len());
        let picture = support::open(&copy.jpeg);
        assert_eq!((picture.width, picture.height), (260, 378));
        let portrait = archive::portrait_pixels(&upload, spec).expect("pixels");
        assert_eq!((portrait.width, portrait.height, portrait.data.len()), (132, 192, 132 * 192 * 3));
    }
    assert_eq!(archive::archive_copy(b"no picture", spec).err(), Some(PhotoError::NotAPicture));
}

// R56 R57 R58 R61
#[test]
fn every_measured_check_has_a_limit_with_a_source() {
    let spec = PhotoSpec::builtin();
    for check in Check::ALL {
        let reviewer = Check::FOR_REVIEWER.contains(&check);
        match spec.limit(check) {
            Some(limit) => {
                assert!(!limit.origin.source.is_empty() && !limit.origin.sure.is_empty(), "{}", check.id());
                assert!(!limit.blocks || limit.fail.is_some(), "{} blocks but never fails", check.id());
            }
            None => assert!(reviewer, "{} has no limit", check.id()),
        }
    }
}

// R42 R50
#[test]
fn every_check_and_every_error_has_a_sentence_in_both_languages() {
    let directions = [
        "face.size-closer",
        "face.size-farther",
        "face.centred-left",
        "face.centred-right",
        "face.centred-up",
        "face.centred-down",
    ];
    let mut names: Vec<String> = directions.iter().map(|d| format!("photo-check-{}", d.replace('.', "-"))).collect();
    names.extend(Check::ALL.iter().flat_map(|c| [c.text(), c.label()]));
    names.extend(PhotoError::ALL.iter().map(|e| e.code().to_owned()));
    names.extend(["photo-guide-hold-still", "photo-guide-ready", "photo-unknown"].map(str::to_owned));
    for lang in [Lang::ZhHans, Lang::En] {
        for name in &names {
            let said = lz_text::say(lang, name, &lz_text::Args::new());
            assert!(!said.is_empty() && !said.contains(name.as_str()), "{lang:?} has no sentence {name}");
        }
    }
}

// R50 R56 R57 R58 R59 R60 R61
#[test]
fn every_check_belongs_to_a_rule_of_the_notice_or_to_the_technique() {
    for rule in 1..=6 {
        assert!(Check::ALL.iter().any(|c| c.rule() == rule), "no check for rule {rule}");
    }
    assert!(Check::ALL.iter().all(|c| c.rule() <= 6));
    // A check needs only checks that come before it, so the graph has no circle.
    for (place, check) in Check::ALL.iter().enumerate() {
        for need in check.needs() {
            assert!(Check::ALL[..place].contains(need), "{} needs {} which comes later", check.id(), need.id());
        }
    }
}

#[test]
fn the_detectors_model_is_the_one_that_was_measured() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("model/seeta_fd_frontal_v1.0.bin");
    let digest: [u8; 32] = Sha256::digest(std::fs::read(path).expect("vendored")).into();
    assert_eq!(digest[..4], [0xc4, 0x61, 0x9d, 0x06]);
}

// R61
#[test]
fn the_committed_specimens_are_what_the_generator_makes() {
    assert_eq!(lz_photo::synth::drawn_photo(), asset("portrait-drawn.jpg"));
    assert_eq!(lz_photo::synth::specimen_photo(&support::PERSON), asset("portrait-specimen.jpg"));
}

#[test]
fn a_report_survives_json() {
    let report = album(&GOOD).expect("a picture").report;
    let json = serde_json::to_string(&report).expect("serialises");
    let back: lz_photo::Report = serde_json::from_str(&json).expect("reads");
    assert_eq!(back, report);
    assert_eq!(back.outcome(Check::FaceFound), Outcome::Pass);
}

// R29
#[test]
fn the_second_specification_cuts_and_encodes_to_its_own_numbers() {
    let spec = PhotoSpec::resident_id();
    assert_eq!((spec.archive.width, spec.archive.height), (358, 441));
    let input = lz_photo::still::StillInput::Encoded(&GOOD);
    let still = lz_photo::still::check(input, None, lz_photo::still::Provenance::Retained, support::now(), spec)
        .expect("a picture");
    assert_eq!(still.report.spec, "resident-id");
    let picture = support::open(&still.preview_jpeg);
    assert_eq!((picture.width, picture.height), (716, 882));
    let copy = archive::archive_copy(&still.preview_jpeg, spec).expect("fits");
    assert!((14_000..=20_480).contains(&copy.jpeg.len()), "{} bytes", copy.jpeg.len());
    // The date of a photo on file is the authority's to know.
    assert_eq!(still.report.outcome(Check::DateRecent), Outcome::Unknown(lz_photo::report::Why::NotApplicable));
    for check in Check::ALL {
        assert_eq!(spec.limit(check).is_some(), PhotoSpec::builtin().limit(check).is_some(), "{}", check.id());
    }
}
