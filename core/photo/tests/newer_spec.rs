//! A specification in the signed policy: taken in when it is newer and sound, else the one held stays.

mod support;

use std::collections::BTreeMap;

use lz_credential::{
    SoftwareEd25519, UnixSeconds,
    policy::{Policy, PolicyClaims},
};
use lz_photo::{
    Check, PhotoSpec, SpecError,
    report::Outcome,
    spec::{MAX_BYTES, POLICY_KEY},
    still::{self, Provenance, StillInput},
};

fn json() -> String {
    serde_json::to_string(PhotoSpec::builtin()).expect("serialises")
}

fn newer(json: &str) -> Result<PhotoSpec, SpecError> {
    PhotoSpec::newer(json, PhotoSpec::builtin())
}

/// The built-in specification as version 2 with one more replacement.
fn changed(from: &str, to: &str) -> String {
    let base = json().replacen("\"version\":1", "\"version\":2", 1);
    let changed = base.replacen(from, to, 1);
    assert_ne!(changed, base, "{from} is not in the specification");
    changed
}

#[test]
fn a_newer_specification_travels_in_the_policy_and_judges_by_its_own_limits() {
    let sent = newer(&changed("\"pass\":1.5,", "\"pass\":90.0,")).expect("sound");
    let claims = PolicyClaims {
        issuer: "lz:32".to_owned(),
        issued_at: UnixSeconds(1_630_000_000),
        expires_at: UnixSeconds(1_640_000_000),
        sequence: 2,
        least_app_version: 1,
        purposes: BTreeMap::new(),
        authorities: BTreeMap::new(),
        more: BTreeMap::from([(POLICY_KEY, sent.policy_item())]),
    };
    // Issuing reads the bytes back by the strict rules of the wire.
    Policy::issue(&claims, &SoftwareEd25519::from_seed(&[7; 32])).expect("a policy of the wire format");
    let taken = PhotoSpec::from_policy(&claims.more[&POLICY_KEY], PhotoSpec::builtin()).expect("newer");
    assert_eq!(taken, sent);
    let outcome = |spec: &PhotoSpec| {
        let input = StillInput::Encoded(&support::GOOD);
        let still = still::check(input, None, Provenance::Album, support::now(), spec).expect("a picture");
        (still.report.outcome(Check::Sharpness), still.report.spec_version)
    };
    assert_eq!(outcome(PhotoSpec::builtin()), (Outcome::Pass, 1));
    assert_eq!(outcome(&taken), (Outcome::Warn, 2));
}

#[test]
fn only_a_newer_version_of_the_same_specification_replaces_the_one_held() {
    let held = PhotoSpec::builtin();
    assert_eq!(newer(&json()).as_ref(), Ok(held), "the one held, said again");
    let second = newer(&changed("\"value\":6", "\"value\":12")).expect("newer");
    assert_eq!(second.version, 2);
    assert_eq!(PhotoSpec::newer(&json(), &second), Err(SpecError::Older));
    assert_eq!(newer(&json().replacen("\"value\":6", "\"value\":12", 1)), Err(SpecError::SameVersion));
    let other = serde_json::to_string(PhotoSpec::resident_id()).expect("serialises");
    assert_eq!(newer(&other), Err(SpecError::OtherSpec));
}

#[test]
fn what_is_not_understood_in_full_is_not_used() {
    let text = changed("\"id\"", "\"id\"  ");
    let head = "\"head.room\":{";
    let cases = [
        ("a field that nobody knows", changed("\"age_months\"", "\"pink\":1,\"age_months\"")),
        ("an unknown field of a limit", changed(head, "\"head.room\":{\"hard\":true,")),
        ("a check that nobody knows", changed("\"background.white\"", "\"background.pink\"")),
        ("a check twice", changed(head, &format!("\"head.room\":{},{head}", room()))),
        ("a number twice", changed("\"quality_max\"", "\"quality_max\":90,\"quality_max\"")),
        ("a field missing", changed("\"still_frames\"", "\"stil_frames\"")),
        ("another type", changed("\"dpi\":600", "\"dpi\":\"600\"")),
        ("a negative size", changed("\"width\":520", "\"width\":-520")),
        ("no JSON", "[".to_owned()),
        ("half of it", text[..text.len() / 2].to_owned()),
        ("deep", "[".repeat(60_000)),
    ];
    for (name, json) in cases {
        assert_eq!(newer(&json), Err(SpecError::Unreadable), "{name}");
    }
    assert_eq!(newer(&" ".repeat(MAX_BYTES + 1)), Err(SpecError::TooLong));
}

fn room() -> String {
    serde_json::to_string(&PhotoSpec::builtin().limits[&Check::HeadRoom]).expect("serialises")
}

#[test]
fn numbers_that_cannot_work_or_lift_a_safety_limit_are_refused() {
    for (from, to) in [
        ("\"width\":520", "\"width\":0"),
        ("\"width\":520", "\"width\":100000"),
        ("\"bytes_min\":14000", "\"bytes_min\":140000"),
        ("\"bytes_max\":512000", "\"bytes_max\":900000"),
        ("\"quality_min\":70", "\"quality_min\":99"),
        ("\"dpi\":600", "\"dpi\":0"),
        ("\"file_bytes\":20000000", "\"file_bytes\":20000001"),
        ("\"pixels\":50000000", "\"pixels\":5000000000"),
        ("\"decoded_bytes\":160000000", "\"decoded_bytes\":1600000000"),
        ("\"side\":9000", "\"side\":65535"),
        ("\"length\":0.64", "\"length\":0.7"),
        ("\"crown\":0.04", "\"crown\":0.5"),
        ("\"value\":6", "\"value\":0"),
        ("\"pass\":1.5", "\"pass\":1e38"),
        // What passes would be worse than what fails.
        ("\"pass\":1.5", "\"pass\":0.5"),
        ("\"enter_frames\":3", "\"enter_frames\":0"),
        ("\"still_motion\":0.03", "\"still_motion\":0.0"),
    ] {
        assert_eq!(newer(&changed(from, to)), Err(SpecError::OutOfBounds), "{to}");
    }
    let adjusted = |adjust: fn(&mut PhotoSpec)| {
        let mut spec = PhotoSpec::builtin().clone();
        spec.version = 2;
        adjust(&mut spec);
        newer(&serde_json::to_string(&spec).expect("serialises"))
    };
    assert!(adjusted(|_| {}).is_ok());
    // A check that would be dropped in silence, and one that blocks without ever failing.
    assert_eq!(adjusted(|spec| drop(spec.limits.remove(&Check::FaceSingle))), Err(SpecError::OutOfBounds));
    let blocks = |spec: &mut PhotoSpec| spec.limits.get_mut(&Check::HeadRoom).expect("a limit").blocks = true;
    assert_eq!(adjusted(blocks), Err(SpecError::OutOfBounds));
    // Two limits for one date.
    let again = |spec: &mut PhotoSpec| {
        let limit = spec.limit(Check::DateRecent).expect("a limit").into_owned();
        spec.limits.insert(Check::DateRecent, limit);
    };
    assert_eq!(adjusted(again), Err(SpecError::OutOfBounds));
}

// R55
#[test]
fn no_specification_can_refuse_a_face_for_its_luminance_or_on_a_guess() {
    for check in [Check::LightFace, Check::Hat, Check::Mask, Check::Sunglasses, Check::PictureRecaptured] {
        let mut spec = PhotoSpec::builtin().clone();
        spec.version = 2;
        let limit = spec.limits.get_mut(&check).expect("a limit");
        assert_eq!(limit.fail, None, "{}", check.id());
        limit.fail = Some(limit.pass);
        assert_eq!(
            newer(&serde_json::to_string(&spec).expect("serialises")),
            Err(SpecError::OutOfBounds),
            "{}",
            check.id()
        );
    }
}

#[test]
fn the_policys_entry_is_one_text_in_its_shortest_form() {
    let held = PhotoSpec::builtin();
    let item = held.policy_item();
    assert_eq!(PhotoSpec::from_policy(&item, held).as_ref(), Ok(held));
    let longer = |head: &[u8]| [head, &item[3..]].concat();
    let wide = u32::try_from(item.len() - 3).expect("short").to_be_bytes();
    let cases: [(&str, Vec<u8>); 9] = [
        ("nothing", Vec::new()),
        ("true", vec![0xf5]),
        ("bytes", longer(&[0x59, item[1], item[2]])),
        ("a longer form", longer(&[0x7a, wide[0], wide[1], wide[2], wide[3]])),
        ("without an end", longer(&[0x7f])),
        ("cut", item[..item.len() - 1].to_vec()),
        ("more behind it", [&item[..], &[0]].concat()),
        ("half a length", vec![0x79, 1]),
        ("no UTF-8", vec![0x61, 0xff]),
    ];
    for (name, bytes) in cases {
        assert_eq!(PhotoSpec::from_policy(&bytes, held), Err(SpecError::NotText), "{name}");
    }
    assert_eq!(PhotoSpec::from_policy(&[0x60], held), Err(SpecError::Unreadable));
    let long = [&[0x7a, 0, 1, 0, 1][..], &[b' '; MAX_BYTES + 1]].concat();
    assert_eq!(PhotoSpec::from_policy(&long, held), Err(SpecError::TooLong));
}

// R61
#[test]
fn how_old_a_picture_may_be_is_the_limit_of_the_specification_for_reports_and_for_dates_alone() {
    let longer = newer(&changed("\"age_months\":{\"value\":6", "\"age_months\":{\"value\":9")).expect("newer");
    let now = support::now().day();
    for (months, days, by_six, by_nine) in
        [(5, 0, false, false), (6, 0, false, false), (6, 1, true, false), (9, 0, true, false), (9, 1, true, true)]
    {
        let taken = now.plus_months(-months).plus_days(-days).start();
        let alone = [PhotoSpec::builtin(), &longer].map(|spec| still::too_old(taken, now.start(), spec));
        assert_eq!(alone, [by_six, by_nine], "{months} months and {days} days");
        let input = StillInput::Encoded(&support::GOOD);
        let still = still::check(input, Some(taken), Provenance::Album, now.start(), &longer).expect("a picture");
        assert_eq!(
            still.report.outcome(Check::DateRecent) == Outcome::Fail,
            by_nine,
            "{months} months and {days} days"
        );
    }
}
