//! Pictures in, a verdict out: the exit status, the words, the JSON, and nothing of what is refused.
#![allow(clippy::unwrap_used)]

mod support;

use lz_credential::presentation::ClockQuality;
use lz_credential::status_list::StatusValue;
use support::{ADDRESS, ID_NUMBER, LIST, NAME, NOW, Phone, Terminal, day, status_list, trust_list};

type Case = (&'static str, fn(&mut Phone), i32, &'static str);

const CASES: &[Case] = &[
    ("good standing", |_| {}, 0, ""),
    ("long-term validity", |phone| phone.license.valid_to = lz_license::Day::PERPETUAL, 0, ""),
    (
        "deferred until next year",
        |phone| {
            phone.license.status = "AN".parse().unwrap();
            phone.license.deferred_until = Some(day(20_270_101));
        },
        0,
        "",
    ),
    ("last day of validity", |phone| phone.license.valid_to = day(20_260_904), 0, ""),
    ("unknown status", |phone| phone.license.status = "AX".parse().unwrap(), 1, "state-unknown"),
    (
        "unsure clock, 5 minutes",
        |phone| {
            phone.shown_at = NOW - 300;
            phone.quality = ClockQuality::WallClock;
        },
        1,
        "clock-differs",
    ),
    (
        "copy past its seven days",
        |phone| {
            phone.issued_at = NOW - 8 * 86_400;
            phone.expires_at = NOW - 86_400;
        },
        1,
        "copy-too-old",
    ),
    ("validity ended yesterday", |phone| phone.license.valid_to = day(20_260_903), 2, "must-not-drive"),
    ("withheld", |phone| phone.license.status = "D".parse().unwrap(), 2, "must-not-drive"),
    (
        "deferral over",
        |phone| {
            phone.license.status = "AN".parse().unwrap();
            phone.license.deferred_until = Some(day(20_260_903));
        },
        2,
        "must-not-drive",
    ),
    ("twelve points", |phone| phone.license.points = Some(12), 2, "points-full"),
    ("not begun", |phone| phone.license.valid_from = day(20_260_905), 2, "not-yet-valid"),
    ("screenshot of 11 minutes", |phone| phone.shown_at = NOW - 660, 3, "old-code"),
    ("made for somebody else", |phone| phone.audience = "business", 3, "another-audience"),
    (
        "signed by another phone",
        |phone| {
            phone.signer = 11;
            phone.holder = 11;
            phone.issuer = 6;
        },
        3,
        "unknown-key",
    ),
    ("signed by the status key", |phone| phone.issuer = 2, 3, "wrong-role"),
    ("issued for another province", |phone| phone.license.authority = 440_300, 3, "wrong-authority"),
    ("list of a foreign name", |phone| phone.uri = "https://evil.invalid/1", 3, "status-name"),
    (
        "dated tomorrow",
        |phone| {
            phone.issued_at = NOW + 86_400;
            phone.expires_at = NOW + 2 * 86_400;
        },
        3,
        "token-ahead-of-clock",
    ),
];

// R10 R12 R13 R14 R15 R23 R65
#[test]
fn each_state_of_a_license_gives_its_verdict_as_exit_status_with_its_reason() {
    for (what, change, status, reason) in CASES {
        let run = Terminal::police().check(&Phone::with(change));
        assert_eq!(run.status, *status, "{what}: {} {}", run.out, run.err);
        let json = run.json();
        assert_eq!(json["exit"], *status, "{what}");
        let name = ["valid", "attention", "must-not-drive", "refused"][*status as usize];
        assert_eq!(json["verdict"], name, "{what}");
        let expected: Vec<&str> = if reason.is_empty() { vec![] } else { vec![reason] };
        assert_eq!(run.reasons(), expected, "{what}");
        assert_eq!(json["license"].is_object(), *status < 3, "{what}");
    }
}

// R12 R15
#[test]
fn the_status_list_on_the_terminal_ends_replaces_and_stops_with_no_network() {
    let cases = [
        (StatusValue::NothingNewer, 0, ""),
        (StatusValue::Ended, 3, "ended"),
        (StatusValue::Replaced, 3, "replaced"),
        (StatusValue::AskRegister, 2, "changed-since-issue"),
    ];
    for (value, status, reason) in cases {
        let terminal = Terminal::police();
        let list = status_list(LIST, NOW - 600, 2, &[(support::INDEX, value)]);
        terminal.store().put_status_list(LIST, &list).unwrap();
        let run = terminal.check(&Phone::new());
        assert_eq!((run.status, run.reasons().join(" ")), (status, reason.to_owned()), "{value:?}");
        if status == 0 {
            let freshness = &run.json()["freshness"];
            assert_eq!(
                (freshness["source"].as_str(), freshness["age_seconds"].as_i64()),
                (Some("status-list"), Some(600))
            );
        }
    }
}

// R13 R14
#[test]
fn one_flipped_byte_in_the_code_is_refused_wherever_it_stands() {
    let terminal = Terminal::police();
    let whole = Phone::new().presentation();
    for at in (6..whole.len()).step_by(whole.len() / 9) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        let run = terminal.scan(&[lz_credential::qr::presentation_text(&bytes)], &["--json"]);
        assert_eq!(run.status, 3, "byte {at}: {}", run.out);
    }
}

// R13 R64
#[test]
fn nothing_of_a_refused_license_is_printed_or_written() {
    let refused = Phone::with(|phone| phone.shown_at = NOW - 3_600);
    let texts: Vec<String> = [refused.text()].into_iter().chain(refused.frames()).collect();
    for lang in ["en", "zh-Hans"] {
        for form in [&["--json"][..], &[]] {
            let terminal = Terminal::police().speaking(lang);
            let portrait = terminal.path("face.png");
            let options: Vec<&str> = form.iter().copied().chain(["--portrait", portrait.to_str().unwrap()]).collect();
            let run = terminal.scan(&texts, &options);
            assert_eq!(run.status, 3);
            for secret in [NAME, ID_NUMBER, ADDRESS, "C1D", "2029-08-26", "320512345678", "AAAAAAAAAAA"] {
                assert!(!run.out.contains(secret) && !run.err.contains(secret), "{secret} in {}", run.out);
            }
            assert!(!portrait.exists(), "the portrait of a refused license was written");
            assert!(terminal.store().queued(9).unwrap().is_empty(), "a refused code reaches no driver's log");
        }
    }
}

// R12 R13 R14 R65
#[test]
fn code_and_portrait_frames_give_the_signed_face_and_the_words_an_officer_needs() {
    let phone = Phone::new();
    let frames = phone.frames();
    let enough = frames.len() / 2;
    // The repair half of the frames does as well as the data half.
    let texts: Vec<String> = [phone.text()].into_iter().chain(frames.into_iter().skip(enough)).collect();
    let cases: [(&str, [&str; 7]); 2] = [
        (
            "en",
            [
                "VALID",
                "Compare the face",
                "Name  林知夏",
                "Class  C1D",
                "2019-08-26 – 2029-08-26",
                "Normal",
                "60 minutes ago",
            ],
        ),
        (
            "zh-Hans",
            [
                "有效",
                "面貌与证件照片比对",
                "姓名  林知夏",
                "准驾车型  C1D",
                "2019-08-26 – 2029-08-26",
                "正常",
                "60分钟前",
            ],
        ),
    ];
    for (lang, words) in cases {
        let terminal = Terminal::police().speaking(lang);
        let portrait = terminal.path("face.png");
        let run = terminal.scan(&texts, &["--portrait", portrait.to_str().unwrap(), "--vehicle", "car-manual"]);
        assert_eq!(run.status, 0, "{} {}", run.out, run.err);
        for word in words {
            assert!(run.out.contains(word), "{lang}: {word} is missing in\n{}", run.out);
        }
        assert!(!run.out.contains('⟦'), "{}", run.out);
        assert!(run.out.contains(portrait.to_str().unwrap()));
        let face = image::open(&portrait).unwrap();
        assert_eq!((face.width(), face.height()), (132, 192));
    }
    let terminal = Terminal::police();
    let json = terminal.scan(&texts, &["--json", "--vehicle", "car-manual"]).json();
    assert_eq!(json["address"], ADDRESS);
    assert_eq!(json["portrait_frames"][0], json["portrait_frames"][1]);
    assert_eq!(json["may_drive"], true);
    assert!(json["portrait_webp"].as_str().unwrap().len() > 1_000);
}

// R14
#[test]
fn the_portrait_of_another_license_is_never_taken_for_this_one() {
    let other = Phone::with(|phone| phone.license.annex_hash = [9; 32]);
    let texts: Vec<String> = [other.text()].into_iter().chain(Phone::new().frames()).collect();
    let json = Terminal::police().scan(&texts, &["--json"]).json();
    assert_eq!(json["verdict"], "valid");
    assert!(json.get("portrait_webp").is_none() && json.get("address").is_none());
}

#[test]
fn the_json_of_a_judged_code_has_one_shape() {
    let json = Terminal::police().check(&Phone::new()).json();
    let names: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "answered_challenge",
        "challenge_helps",
        "checked_at",
        "exit",
        "freshness",
        "license",
        "notes",
        "phone_clock",
        "portrait_frames",
        "reasons",
        "register_asked",
        "shown_at",
        "standing",
        "verdict",
    ];
    assert_eq!(names, expected);
    assert_eq!(json["checked_at"], NOW);
    assert_eq!(json["license"]["id_number"], ID_NUMBER);
    assert_eq!(json["license"]["valid_to"], "2029-08-26");
}

// R65
#[test]
fn the_kind_of_vehicle_is_answered_by_the_class_table() {
    let terminal = Terminal::police();
    let kinds = terminal.run(&["vehicles"]);
    assert_eq!(kinds.status, 0);
    let large =
        kinds.out.lines().find_map(|line| line.split_whitespace().next().filter(|kind| kind.contains("bus-large")));
    let run = terminal.scan(&[Phone::new().text()], &["--json", "--vehicle", large.unwrap()]);
    assert_eq!(run.json()["may_drive"], false);
    let wrong = terminal.scan(&[Phone::new().text()], &["--vehicle", "submarine"]);
    assert_eq!((wrong.status, wrong.err.contains("[vehicle]")), (64, true), "{}", wrong.err);
}

// R66 R67 R68 R69
#[test]
fn business_at_the_window_takes_the_electronic_license_made_for_it_and_no_other() {
    let terminal = Terminal::bare("business", "http://127.0.0.1:9").stocked();
    assert_eq!(terminal.check(&Phone::with(|phone| phone.audience = "business")).status, 0);
    assert_eq!(terminal.check(&Phone::new()).reasons(), ["another-audience"]);
}

// R71 R73
#[test]
fn a_firm_that_is_shown_more_than_it_may_see_sees_nothing() {
    let firm = Terminal::bare("rental:car-4417", "http://127.0.0.1:9").stocked();
    let phone = Phone::with(|phone| phone.audience = "rental:car-4417");
    assert_eq!(firm.check(&phone).reasons(), ["too-much-data"]);
    let run = firm.check(&phone.limited());
    assert_eq!((run.status, run.reasons().join(" ")), (1, "challenge-required".to_owned()));
    assert!(run.json()["license"]["id_number"].is_null() && run.json()["license"]["points"].is_null());
}

// R53
#[test]
fn a_license_of_any_city_is_good_here_whether_or_not_that_city_has_opened() {
    for authority in [320_100, 320_500, 320_900, 321_300] {
        let phone = Phone::with(|phone| phone.license.authority = authority);
        assert_eq!(Terminal::police().check(&phone).status, 0, "{authority}");
    }
}

#[test]
fn a_terminal_that_cannot_rely_on_itself_says_attention() {
    let terminal = Terminal::police();
    terminal.store().put_trust_list(&trust_list(1, NOW - 60)).unwrap();
    assert_eq!(terminal.check(&Phone::new()).reasons(), ["trust-list-expired"]);

    let mut terminal = Terminal::police();
    assert_eq!(terminal.check(&Phone::new()).status, 0);
    terminal.now = NOW - 7_200 - 1_800;
    let later = Phone::with(|phone| {
        phone.shown_at = NOW - 7_200 - 1_800;
        phone.issued_at = NOW - 3 * 86_400;
        phone.expires_at = NOW + 4 * 86_400;
        phone.sequence = NOW as u32 + 1;
    });
    let run = terminal.check(&later);
    assert_eq!((run.status, run.reasons().join(" ")), (1, "verifier-clock".to_owned()), "{}", run.err);
}

#[test]
fn without_a_status_list_the_phones_copy_is_judged_and_that_is_said() {
    let terminal = Terminal::bare("police", "http://127.0.0.1:9");
    terminal.store().put_trust_list(&trust_list(1, NOW + 86_400)).unwrap();
    let run = terminal.check(&Phone::new());
    assert_eq!(run.status, 0);
    assert_eq!(run.json()["notes"][0]["code"], "no-status-list");
    assert_eq!(run.json()["freshness"]["source"], "token");
}
