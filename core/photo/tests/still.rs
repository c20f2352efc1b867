//! The still pipeline: bytes in; report, upload JPEG and evidence out.

mod support;

use lz_credential::trust::Environment;
use lz_license::time::UnixSeconds;
use lz_photo::{
    Check, Evidence, EvidenceError, PhotoError, PhotoSpec,
    evidence::{CaptureMode, Source},
    face::{BuiltIn, FaceObservation, SeenBy},
    geometry::{Point, Rect},
    report::{Outcome, Standing, Why},
    session::{CameraKind, CameraSession},
    still::{self, Provenance, StillInput},
    synth::{Fixed, Scene, Tags, tagged},
};
use sha2::{Digest, Sha256};
use support::{GOOD, PERSON, album, noon, now, open};

/// Names of a JPEG's segments before its first scan.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let mut at = 2;
    let mut found = Vec::new();
    while jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA {
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

// R38 R42 R56 R57
#[test]
fn a_good_portrait_becomes_one_clean_jpeg_of_the_upload_size() {
    let still = album(&GOOD).expect("a picture");
    assert_eq!(still.report.standing(), Standing::Good, "{:?}", still.report.first_hint());
    let picture = open(&still.preview_jpeg);
    assert_eq!((picture.width, picture.height), (520, 756));
    assert!(still.preview_jpeg.len() <= 512_000);
    assert_eq!(still.sha256, <[u8; 32]>::from(Sha256::digest(&still.preview_jpeg)));
    assert_eq!(still.evidence.sha256, still.sha256.map(|b| format!("{b:02x}")).concat());
    assert_eq!((still.evidence.source, still.evidence.mode), (Source::Album, CaptureMode::File));
    // JFIF (for the resolution), tables, one frame: no EXIF, no profile, no comment; nothing after the end.
    assert!(segments(&still.preview_jpeg).iter().all(|s| matches!(s, 0xE0 | 0xDB | 0xC0 | 0xC4)));
    assert!(still.preview_jpeg.ends_with(&[0xFF, 0xD9]));
    // 600 dots an inch both ways; every component at full size (4:4:4).
    let after = |marker: &[u8]| {
        let at = still.preview_jpeg.windows(marker.len()).position(|w| w == marker).expect("a segment");
        &still.preview_jpeg[at + marker.len()..]
    };
    assert_eq!(after(b"JFIF\0")[2..7], [1, 600u16.to_be_bytes()[0], 600u16.to_be_bytes()[1], 2, 88]);
    let frame = after(&[0xFF, 0xC0]);
    assert_eq!((frame[7], [frame[9], frame[12], frame[15]]), (3, [0x11; 3]));
}

// R38
#[test]
fn metadata_trailers_and_thumbnails_do_not_reach_the_output() {
    let tags = Tags {
        make: Some("SECRETCAMERA"),
        software: Some("GPS-IN-TEXT"),
        taken: Some("2021:08:20 10:00:00"),
        ..Tags::default()
    };
    let mut bytes = tagged(&GOOD, &tags);
    bytes.extend_from_slice(b"MotionPhoto GPS trailer");
    let still = album(&bytes).expect("a picture");
    for secret in [b"SECRETCAMERA".as_slice(), b"GPS", b"Exif", b"Motion"] {
        assert!(!still.preview_jpeg.windows(secret.len()).any(|w| w == secret));
    }
    assert!(still.evidence.traces.trailer);
    assert!(!still.evidence.traces.no_camera_tags);
}

// R38
#[test]
fn all_eight_exif_orientations_give_the_same_upright_portrait() {
    let upright = open(&GOOD);
    let buffer = image::RgbImage::from_raw(upright.width, upright.height, upright.data.clone()).expect("whole");
    let mut reference = None;
    // The face is given, so that the detector's jitter does not hide a wrong turn.
    let frame = Rect { x: 0.31, y: 0.28, w: 0.38, h: 0.285 };
    let detector = Fixed(vec![FaceObservation::of_box(frame, SeenBy::Fixed, 1.0)]);
    for orientation in 1..=8u16 {
        let turn = image::metadata::Orientation::from_exif(orientation as u8).expect("1 to 8");
        // Store the picture so that the tag turns it upright again.
        let inverse = match turn {
            image::metadata::Orientation::Rotate90 => image::metadata::Orientation::Rotate270,
            image::metadata::Orientation::Rotate270 => image::metadata::Orientation::Rotate90,
            other => other,
        };
        let mut stored = image::DynamicImage::ImageRgb8(buffer.clone());
        stored.apply_orientation(inverse);
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 97).encode_image(&stored).expect("encodes");
        let bytes = tagged(&jpeg, &Tags { orientation: Some(orientation), ..Tags::default() });
        let input = StillInput::Encoded(&bytes);
        let still = still::check_with(&detector, input, None, Provenance::Album, now(), PhotoSpec::builtin(), None)
            .expect("a picture");
        assert_eq!(
            still.report.standing(),
            Standing::Good,
            "orientation {orientation}: {:?}",
            still.report.first_hint()
        );
        let got = open(&still.preview_jpeg);
        let reference = reference.get_or_insert_with(|| got.clone());
        let difference: u64 = got.data.iter().zip(&reference.data).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(difference / got.data.len() as u64 <= 6, "orientation {orientation} differs by {difference}");
    }
}

// R61
#[test]
fn a_photo_is_usable_for_six_months_by_its_own_date() {
    let cases = [
        (Some("2021:03:03 12:00:00"), Outcome::Pass), // 5 months 29 days
        (Some("2021:03:01 00:00:01"), Outcome::Pass), // exactly 6 months
        (Some("2021:02:28 23:59:59"), Outcome::Fail), // 6 months 1 day
        (Some("2019:01:01 12:00:00"), Outcome::Fail),
        (Some("2021:09:03 12:00:00"), Outcome::Unknown(Why::FutureDate)),
        (Some("2021:13:40 99:00:00"), Outcome::Unknown(Why::NoDate)),
        (None, Outcome::Unknown(Why::NoDate)),
    ];
    for (taken, expected) in cases {
        let bytes = tagged(&GOOD, &Tags { taken, make: Some("X"), ..Tags::default() });
        let still = still::check(StillInput::Encoded(&bytes), None, Provenance::Album, now(), PhotoSpec::builtin())
            .expect("a picture");
        assert_eq!(still.report.outcome(Check::DateRecent), expected, "{taken:?}");
        let refused = expected == Outcome::Fail;
        assert_eq!(still.report.standing() == Standing::Refused, refused);
        assert_eq!(still.report.broken_rules().contains(&6), refused);
    }
}

// R61
#[test]
fn how_long_a_photo_is_usable_stands_in_the_specification() {
    // Today is 1 September 2021.
    let cases = [
        (6, Some("2021:03:03 12:00:00"), Outcome::Pass), // 5 months 29 days
        (6, Some("2021:03:01 12:00:00"), Outcome::Pass), // 6 months
        (6, Some("2021:02:28 12:00:00"), Outcome::Fail), // 6 months 1 day
        (6, None, Outcome::Unknown(Why::NoDate)),
        (3, Some("2021:06:03 12:00:00"), Outcome::Pass), // 2 months 29 days
        (3, Some("2021:05:31 12:00:00"), Outcome::Fail), // 3 months 1 day
        (3, Some("2021:03:03 12:00:00"), Outcome::Fail),
        (3, None, Outcome::Unknown(Why::NoDate)),
        (12, Some("2021:02:28 12:00:00"), Outcome::Pass),
    ];
    for (months, taken, expected) in cases {
        let mut spec = PhotoSpec::builtin().clone();
        spec.age_months.value = months;
        let bytes = tagged(&GOOD, &Tags { taken, make: Some("X"), ..Tags::default() });
        let report =
            still::check(StillInput::Encoded(&bytes), None, Provenance::Album, now(), &spec).expect("a picture").report;
        let finding = report.of(Check::DateRecent).expect("every check has a finding");
        assert_eq!(finding.outcome, expected, "{months} months, {taken:?}");
        assert_eq!(finding.measured.map(|m| m.limit), taken.map(|_| months as f32), "the limit that is named");
        assert_eq!(report.broken_rules(), if expected == Outcome::Fail { vec![6] } else { Vec::new() });
    }
    assert_eq!(PhotoSpec::builtin().age_months.value, 6, "the notice's six months");
}

// R61
#[test]
fn the_cameras_own_time_zone_counts_and_the_platforms_date_stands_in_where_the_file_has_none() {
    let bytes = tagged(&GOOD, &Tags { taken: Some("2021:08:20 10:00:00"), offset: Some("-05:00"), ..Tags::default() });
    let read = |bytes: &[u8], given| {
        still::check(StillInput::Encoded(bytes), given, Provenance::Album, now(), PhotoSpec::builtin())
            .expect("a picture")
            .evidence
            .taken_at
    };
    assert_eq!(read(&bytes, Some(noon(20200101))), Some(UnixSeconds(1_629_471_600)));
    assert_eq!(read(&GOOD, Some(noon(20200101))), Some(noon(20200101)));
}

// R37
#[test]
fn only_a_live_ticket_opens_the_camera_route() {
    let spec = PhotoSpec::builtin();
    let session = CameraSession::open([7; 16], CameraKind::Rear, now());
    let taken = now().plus(20);
    let live =
        still::check(StillInput::Encoded(&GOOD), None, Provenance::Camera(session.shot(taken)), taken.plus(3), spec)
            .expect("a picture");
    assert_eq!(live.evidence.mode, CaptureMode::Live);
    assert_eq!(live.evidence.session.as_deref(), Some("07070707070707070707070707070707"));
    assert_eq!(live.report.outcome(Check::CaptureLive), Outcome::Pass);
    assert_eq!(live.report.standing(), Standing::Good);

    // A ticket dies after two minutes, and cannot come from the future.
    for late in [121, -1] {
        let answer = still::check(
            StillInput::Encoded(&GOOD),
            None,
            Provenance::Camera(session.shot(taken)),
            taken.plus(late),
            spec,
        );
        assert_eq!(answer.err(), Some(PhotoError::NotLive));
    }

    // A file from the album, older than the session, is refused in the camera route whatever its pixels.
    let old = tagged(&GOOD, &Tags { taken: Some("2021:08:31 12:00:00"), ..Tags::default() });
    let still = still::check(StillInput::Encoded(&old), None, Provenance::Camera(session.shot(taken)), taken, spec)
        .expect("a picture");
    assert_eq!(still.report.outcome(Check::CaptureLive), Outcome::Fail);
    assert_eq!(still.report.standing(), Standing::Refused);
    assert_eq!(still.report.first_hint(), Some(Check::CaptureLive));
}

// R37
#[test]
fn a_file_that_plays_the_camera_marks_its_evidence() {
    let session = CameraSession::open([1; 16], CameraKind::DevFile, now());
    let still = still::check(
        StillInput::Encoded(&GOOD),
        None,
        Provenance::Camera(session.shot(now())),
        now(),
        PhotoSpec::builtin(),
    )
    .expect("a picture");
    assert_eq!(still.evidence.mode, CaptureMode::DevFile);
    assert_eq!(still.evidence.acceptable_in(Environment::Development), Ok(()));
    assert_eq!(still.evidence.acceptable_in(Environment::Production), Err(EvidenceError::DevFile));
}

// R37
#[test]
fn evidence_counts_only_if_it_is_whole_and_says_one_thing() {
    let evidence = |kind| {
        let shot = CameraSession::open([1; 16], kind, now()).shot(now());
        still::check(StillInput::Encoded(&GOOD), None, Provenance::Camera(shot), now(), PhotoSpec::builtin())
            .expect("a picture")
            .evidence
    };
    let production =
        |json: &serde_json::Value| Evidence::read(json).and_then(|e| e.acceptable_in(Environment::Production));
    let rear = serde_json::to_value(evidence(CameraKind::Rear)).expect("serialises");
    let album = serde_json::to_value(album(&GOOD).expect("a picture").evidence).expect("serialises");
    assert_eq!((production(&rear), production(&album)), (Ok(()), Ok(())));
    let with = |base: &serde_json::Value, field: &str, value: serde_json::Value| {
        let mut changed = base.clone();
        changed[field] = value;
        production(&changed)
    };
    let cases = [
        (with(&rear, "mode", "dev-file".into()), EvidenceError::DevFile),
        // One of the two marks is enough.
        (with(&rear, "camera", "dev-file".into()), EvidenceError::DevFile),
        (with(&rear, "mode", "file".into()), EvidenceError::Contradiction),
        (with(&rear, "session", serde_json::Value::Null), EvidenceError::Contradiction),
        (with(&rear, "camera", serde_json::Value::Null), EvidenceError::Contradiction),
        (with(&rear, "source", "album".into()), EvidenceError::Contradiction),
        (with(&album, "source", "camera".into()), EvidenceError::Contradiction),
        (with(&album, "camera", "front".into()), EvidenceError::Contradiction),
        (with(&rear, "mode", "holiday".into()), EvidenceError::Unreadable),
        (with(&rear, "version", 2.into()), EvidenceError::Unreadable),
        (production(&serde_json::json!({})), EvidenceError::Unreadable),
    ];
    for (place, (answer, expected)) in cases.into_iter().enumerate() {
        assert_eq!(answer, Err(expected), "case {place}");
    }
    let record = Evidence::read(&rear).expect("a record");
    assert_eq!(record.speaks_of(&record.sha256.to_uppercase()), Ok(()));
    assert_eq!(record.speaks_of(&"0".repeat(64)), Err(EvidenceError::OtherPicture));
}

// R57 R58 R59 R60 R61 R62
#[test]
fn what_pixels_cannot_show_is_unknown_and_listed_for_the_reviewer() {
    let report = album(&GOOD).expect("a picture").report;
    let listed = report.for_reviewer();
    for check in Check::FOR_REVIEWER {
        assert_eq!(report.outcome(check), Outcome::Unknown(Why::NeedsReviewer), "{}", check.id());
        assert!(listed.contains(&check));
    }
    // Unknown never blocks.
    assert_eq!(report.standing(), Standing::Good);
}

#[test]
fn pixels_from_the_platform_give_the_same_report_as_the_file() {
    let picture = open(&GOOD);
    let stride = picture.width * 4 + 12;
    let mut pixels = Vec::new();
    for row in picture.data.chunks_exact(picture.width as usize * 3) {
        row.chunks_exact(3).for_each(|p| pixels.extend_from_slice(&[p[0], p[1], p[2], 255]));
        pixels.extend_from_slice(&[9; 12]);
    }
    let input = StillInput::Rgba { pixels: &pixels, width: picture.width, height: picture.height, stride };
    let by_pixels =
        still::check(input, Some(noon(20210820)), Provenance::Album, now(), PhotoSpec::builtin()).expect("pixels");
    let by_file = album(&GOOD).expect("a picture");
    assert_eq!(by_pixels.sha256, by_file.sha256);
    let short =
        StillInput::Rgba { pixels: &pixels[..pixels.len() - 13], width: picture.width, height: picture.height, stride };
    let answer = still::check(short, None, Provenance::Album, now(), PhotoSpec::builtin());
    assert_eq!(answer.err(), Some(PhotoError::ShortBuffer));
}

// R56
#[test]
fn a_small_tilt_is_straightened_by_the_platforms_eyes_and_reported_as_photographed() {
    let mut scene = Scene::good(720, 960, 12);
    scene.roll_deg = 4.0 - 3.3;
    scene.body_deg = 0.0;
    let bytes = scene.jpeg(&PERSON);
    let spec = PhotoSpec::builtin();
    let (w, h) = (720.0, 960.0);
    let half = scene.eye_distance * w / 2.0;
    let eyes = |tilt: f32| {
        let (sin, cos) = tilt.to_radians().sin_cos();
        let at = |side: f32| Point { x: scene.eyes.0 + side * half * cos / w, y: scene.eyes.1 + side * half * sin / h };
        [at(-1.0), at(1.0)]
    };
    let check = |seen: Option<&FaceObservation>| {
        still::check_with(&BuiltIn, StillInput::Encoded(&bytes), None, Provenance::Album, now(), spec, seen)
            .expect("a picture")
    };
    let box_width = scene.eye_distance / 0.45;
    let frame = Rect {
        x: scene.eyes.0 - box_width / 2.0,
        y: scene.eyes.1 - 0.36 * box_width * w / h,
        w: box_width,
        h: box_width * w / h,
    };
    let mut seen = FaceObservation::of_box(frame, SeenBy::Vision, 0.9);
    seen.eyes = Some(eyes(4.0));
    let straight = check(Some(&seen));
    assert_eq!(straight.evidence.seen_by, Some(SeenBy::Vision));
    assert!((straight.evidence.straightened_deg.expect("straightened") - 4.0).abs() < 0.1);
    let roll =
        |still: &still::Still| still.report.of(Check::PoseRoll).and_then(|f| f.measured).expect("measured").value;
    assert!((roll(&straight) - 4.0).abs() < 0.1);
    // The output, looked at afresh, stands straight; the same picture without landmarks is left as it is.
    assert!(roll(&album(&straight.preview_jpeg).expect("a picture")) < 1.5);
    let alone = check(None);
    assert_eq!(alone.evidence.straightened_deg, None);
    assert!(roll(&alone) > 2.5);
    // A larger tilt is not hidden by turning.
    seen.eyes = Some(eyes(9.0));
    let tilted = check(Some(&seen));
    assert_eq!(tilted.evidence.straightened_deg, None);
    assert_eq!(tilted.report.outcome(Check::PoseRoll), Outcome::Fail);
}
