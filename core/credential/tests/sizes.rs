//! What fits into which code: the sizes on which cameras were tried.
#![allow(missing_docs, unreachable_pub)]

mod support;

use lz_credential::frames;
use lz_credential::presentation::Showing;
use lz_credential::qr::{frame_text, presentation_text};
use lz_credential::token::{IssueError, KeyLevel, Profile, TokenClaims, issue};
use lz_license::LicenseClass;
use support::{NONCE, claims, key, shown, token, token_of};

/// Alphanumeric characters that versions 13, 15, 16, 17 and 18 hold at level L (ISO/IEC 18004).
const CHARACTERS: [(u8, usize); 5] = [(13, 619), (15, 758), (16, 854), (17, 938), (18, 1_046)];

fn version(text: &str) -> u8 {
    CHARACTERS.into_iter().find(|(_, holds)| text.len() <= *holds).map_or(99, |(version, _)| version)
}

fn answer(showing: &mut Showing) {
    showing.cnonce = Some(NONCE);
}

fn secure_element(claims: &mut TokenClaims) {
    claims.license.key_level = KeyLevel::SecureElement;
}

fn worst(claims: &mut TokenClaims) {
    secure_element(claims);
    claims.license.name = "Ü".repeat(30);
    claims.license.classes = "A1A2B1B2C1DEM".parse().expect("eight classes");
    claims.status.uri = "https://lz.example/s/00000000001".to_owned();
}

fn all_classes(claims: &mut TokenClaims) {
    worst(claims);
    claims.license.classes = LicenseClass::ALL.into_iter().collect();
}

// R02 R65
#[test]
fn presentations_have_the_sizes_that_the_codes_were_planned_for() {
    let typical = token("holder", |_| ());
    let es = token("holder-es", secure_element);
    let worst = token("holder-es", worst);
    let all = token("holder-es", all_classes);
    let limited = token_of(Profile::Limited, "holder-limited", |_| ());
    let to_firm = |showing: &mut Showing| {
        answer(showing);
        showing.audience = "rental:zuche1".to_owned(); // 13 bytes
    };
    let cases = [
        ("typical", shown(&typical, "holder", |_| ()), 501, 15),
        ("typical, challenged", shown(&typical, "holder", answer), 520, 16),
        ("P-256, challenged", shown(&es, "holder-es", answer), 555, 16),
        ("worst", shown(&worst, "holder-es", |_| ()), 604, 17),
        ("worst, challenged", shown(&worst, "holder-es", answer), 623, 18),
        ("all classes, challenged", shown(&all, "holder-es", answer), 639, 18),
        ("limited, challenged", shown(&limited, "holder-limited", to_firm), 469, 15),
    ];
    let found: Vec<_> =
        cases.iter().map(|(name, bytes, ..)| (*name, bytes.len(), version(&presentation_text(bytes)))).collect();
    let expected: Vec<_> = cases.iter().map(|(name, _, bytes, version)| (*name, *bytes, *version)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_capacity_of_each_version_in_bytes_is_the_one_that_the_limits_assume() {
    for (version, bytes) in [(15, 502), (16, 566), (17, 622), (18, 694)] {
        let holds = CHARACTERS.into_iter().find(|(v, _)| *v == version).map(|(_, holds)| holds).expect("listed");
        assert!(presentation_text(&vec![0xff; bytes]).len() <= holds, "version {version}");
        assert!(presentation_text(&vec![0xff; bytes + 1]).len() > holds, "version {version}");
    }
}

#[test]
fn an_annex_of_2_6_kb_takes_seven_frames_of_version_13() {
    let frames = frames::split(&vec![1; 2_600]).expect("an annex");
    assert_eq!(frames.len(), 14);
    assert!(frames.iter().all(|frame| frame_text(frame).len() <= 619));
    let longest = frames::split(&vec![1; 395 * 7]).expect("an annex");
    assert_eq!(frame_text(&longest[0]).len(), 619);
}

#[test]
fn a_token_whose_code_would_be_too_large_is_refused_by_its_issuer_and_never_cut() {
    let mut claims = claims("holder-es");
    all_classes(&mut claims);
    claims.issuer = "lz:32:0123456789".to_owned();
    claims.license.id_number = Some("军官证字第000000001".to_owned());
    claims.license.points = Some(255);
    claims.license.status = "ABCDEFGH".parse().expect("letters");
    claims.license.deferred_until = Some(support::day(20270630));
    claims.license.conditions = Some(u64::MAX);
    let error = issue(&claims, &*key("issuer")).map(|token| token.len()).expect_err("too large");
    let IssueError::TooLargeForCode { bytes } = error else { panic!("{error}") };
    assert!(bytes > 694, "{bytes}");
    claims.license.name = "Ü".repeat(28);
    let largest = issue(&claims, &*key("issuer")).expect("694 bytes and no more");
    let longest = shown(&largest, "holder-es", |showing| {
        answer(showing);
        showing.audience = "purpose:lz:32:0123456789".to_owned();
    });
    assert_eq!((bytes - 4, longest.len()), (longest.len(), 694), "the issuer counts what the phone will write");
}
