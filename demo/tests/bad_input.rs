//! Bad input, end to end: a typed error with a stable code, a sentence in both languages, and no lost state.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod programs;

use std::path::PathBuf;

use image::{Rgba, RgbaImage};
use lz_demo::camera::Condition;
use lz_demo::fail::Fail;
use lz_demo::officer::Officer;
use lz_demo::person::Person;
use lz_demo::phone::{Phone, kind};
use lz_demo::pictures;
use lz_demo::sabotage::Sabotage;
use lz_demo::screen::Screen;
use lz_demo::world::{World, usual};
use lz_wallet::presenter::AskInput;
use lz_wallet::{Code, Event, Gate, Intent, Language, PhotoSource, PixelRect};

/// A world with these drivers.
async fn world(people: &[u32]) -> World {
    programs::built();
    World::begin(people, usual(), Sabotage::Nothing).await.unwrap()
}

/// Each code is told to a person in both languages, with what to do next.
fn told_in_both_languages(phone: &Phone, code: Code) {
    let words = |language| {
        phone.wallet.tell(Event::LanguageChanged { language });
        let problem = phone.wallet.problem(code);
        assert!(!problem.title.is_empty() && !problem.body.is_empty() && !problem.next.is_empty());
        println!("{:<24} {} | {} | {}", code.name(), problem.title, problem.body, problem.next);
        format!("{} {} {}", problem.title, problem.body, problem.next)
    };
    let (zh, en) = (words(Language::ZhHans), words(Language::En));
    assert!(zh.chars().any(|letter| ('\u{4e00}'..'\u{9fff}').contains(&letter)), "{zh}");
    assert!(en.is_ascii() || !en.chars().any(|letter| ('\u{4e00}'..'\u{9fff}').contains(&letter)), "{en}");
}

async fn licensed(world: &World) -> Phone {
    let phone = world.phone("own").await.unwrap();
    phone.sign_in(world, &Person::number(1).unwrap()).await.unwrap();
    phone.apply_with_retained_photo().await.unwrap();
    phone
}

/// A picture of a code with this text, as a screen.
fn code_of(text: &str) -> Screen {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L).unwrap();
    let (side, step) = (code.width() as u32, 6);
    let full = (side + 8) * step;
    let dark = |at: u32| (at / step).checked_sub(4).filter(|at| *at < side).map(|at| at as usize);
    let pixels = RgbaImage::from_fn(full, full, |x, y| match (dark(x), dark(y)) {
        (Some(x), Some(y)) if code[(x, y)] == qrcode::Color::Dark => Rgba([0, 0, 0, 255]),
        _ => Rgba([255; 4]),
    });
    Screen { pixels, code: PixelRect { x: 0, y: 0, width: full, height: full } }
}

/// What the terminal says in both languages about one file, and its exit status.
fn terminal_says(officer: &Officer, file: &PathBuf) -> (i32, String, String) {
    let (exit, en) = officer.words(&[file], "en").unwrap();
    let (_, zh) = officer.words(&[file], "zh-Hans").unwrap();
    (exit, en, zh)
}

/// A PNG file that claims these sides.
fn claims(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    file.extend(crc(&header).to_be_bytes());
    file.extend(b"\0\0\0\0IDAT");
    file.extend(crc(b"IDAT").to_be_bytes());
    file.extend(b"\0\0\0\0IEND");
    file.extend(crc(b"IEND").to_be_bytes());
    file
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
    };
    !bytes.iter().fold(!0, step)
}

// R11 R47
#[tokio::test(flavor = "multi_thread")]
async fn with_the_authority_down_the_phone_says_so_shows_its_license_and_goes_on_afterwards() {
    let mut world = world(&[1]).await;
    let officer = world.officer().await.unwrap();
    let phone = licensed(&world).await;
    world.service.stop();
    let report = phone.sync().await.unwrap();
    assert_eq!((report.reached, report.code), (false, Some(Code::NoNetwork)));
    told_in_both_languages(&phone, Code::NoNetwork);
    assert_eq!(kind(&phone.license().unwrap()), "NotLive");
    let screen = phone.show().await.unwrap();
    assert_eq!(officer.check(&screen, Condition::Clean, 1).unwrap().1.word(), "valid");
    let update = officer.update().unwrap_err();
    assert_eq!(update.code().as_deref(), Some("authority_unreachable"), "{update}");

    world.service.serve().unwrap();
    assert!(phone.sync().await.unwrap().reached);
    assert_eq!(kind(&phone.license().unwrap()), "Shown");
    assert_eq!(officer.update().unwrap()["reported"], 1, "the check made meanwhile was kept");
}

// R64
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_one_time_code_is_refused_and_the_right_one_still_counts() {
    let world = world(&[1]).await;
    let person = Person::number(1).unwrap();
    let phone = world.phone("own").await.unwrap();
    let ask = Intent::SignInAskCode { id_kind: person.id_kind, id_number: person.id_number.clone() };
    phone.wallet.act(ask).await.unwrap();
    let right = world.service.one_time_code(&person, &[]).await.unwrap();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let refused = phone.wallet.act(Intent::SignInWithCode { one_time_code: wrong.to_owned() }).await.unwrap_err();
    assert_eq!(refused.code(), Code::OneTimeCodeWrong);
    told_in_both_languages(&phone, Code::OneTimeCodeWrong);
    assert!(matches!(phone.gate().unwrap(), Gate::SignIn { code_sent: true, .. }));
    phone.wallet.act(Intent::SignInWithCode { one_time_code: right }).await.unwrap();
    assert_eq!(phone.gate().unwrap(), Gate::Open);
}

// R38 R43
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_or_far_too_large_is_refused_and_the_application_waits_for_another() {
    let world = world(&[5]).await;
    let officer = world.officer().await.unwrap();
    let phone = world.phone("own").await.unwrap();
    phone.sign_in(&world, &Person::number(5).unwrap()).await.unwrap();
    phone.to_the_picture(Intent::ApplyStart, PhotoSource::AlbumFile).await.unwrap();
    let now = world.clock().now();
    let cases: [(&str, Vec<u8>, Code, &str); 2] = [
        ("text.jpg", b"this is a letter, not a picture".repeat(40), Code::PhotoUnreadable, "not_a_picture"),
        ("huge.png", claims(30_000, 30_000), Code::PhotoTooLarge, "picture_too_large"),
    ];
    for (name, bytes, code, at_terminal) in cases {
        let refused = phone.offer(bytes.clone(), now).await.unwrap_err();
        assert_eq!(refused.phone_code(), Some(code), "{name}");
        told_in_both_languages(&phone, code);
        assert_eq!(kind(&phone.application().unwrap()), "Picture", "{name}");
        let file = world.file(name);
        std::fs::write(&file, bytes).unwrap();
        let (exit, en, _) = terminal_says(&officer, &file);
        assert_eq!(exit, 4, "{en}");
        assert!(en.contains(&format!("[{at_terminal}]")), "{en}");
    }
    let judged = phone.offer(pictures::still("portrait-specimen.jpg").unwrap(), now - 86_400).await.unwrap();
    assert!(judged.accepted, "a good picture goes on from there");
}

// R13 R65
#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_token_and_a_code_of_another_system_are_told_apart_and_never_pass() {
    let world = world(&[1]).await;
    let officer = world.officer().await.unwrap();
    let phone = licensed(&world).await;
    let screen = phone.show().await.unwrap();
    let seen = image::DynamicImage::ImageRgba8(screen.pixels.clone()).into_luma8();
    let text = lz_terminal::reader::qr_text(&seen).unwrap();
    assert!(text.starts_with("LZ1:"));

    // Cut between two groups of base45: what is left can still be read, and is no whole token.
    let cut = 4 + (text.len() - 4 - 60) / 3 * 3;
    let (file, _) = officer.frame(&code_of(&text[..cut]), Condition::Clean, 5).unwrap();
    let verdict = officer.scan(&[&file], None).unwrap();
    assert_eq!((verdict.word(), verdict.exit), ("refused", 3), "{:?}", verdict.codes());
    assert!(verdict.json["license"].is_null(), "nothing of a refused object is shown");
    let (_, en, zh) = terminal_says(&officer, &file);
    assert!(en.contains("REFUSED") && !zh.contains("REFUSED"), "{en} {zh}");

    let other = "https://pay.example/q/7fa2c1";
    let (file, _) = officer.frame(&code_of(other), Condition::Clean, 6).unwrap();
    let verdict = officer.scan(&[&file], None).unwrap();
    assert_eq!((verdict.word(), verdict.exit), ("unreadable", 4));
    assert_eq!(verdict.codes(), ["not-our-code"]);

    phone.unlock();
    let presenter = phone.wallet.present("police".to_owned()).unwrap();
    let refused = presenter.ask(&AskInput::Qr(other.to_owned())).unwrap_err();
    assert_eq!(refused.code(), "ask-unreadable");
    told_in_both_languages(&phone, Code::AskForeign);
    let screen = phone.show().await.unwrap();
    assert_eq!(officer.check(&screen, Condition::Clean, 7).unwrap().1.word(), "valid", "the phone shows on");
}

// R13 R64
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_with_one_bit_flipped_stays_closed_and_opens_when_the_bit_is_put_back() {
    let world = world(&[1]).await;
    licensed(&world).await.off().await.unwrap();
    world.flip_byte("own", "state.bin").unwrap();
    let phone = world.phone("own").await.unwrap();
    assert_eq!(phone.gate().unwrap(), Gate::KeysLost { code: Code::VaultDamaged });
    told_in_both_languages(&phone, Code::VaultDamaged);
    assert_eq!(phone.wallet.license().unwrap_err().code(), Code::VaultDamaged);
    phone.off().await.unwrap();
    world.flip_byte("own", "state.bin").unwrap();
    let phone = world.phone("own").await.unwrap();
    assert_eq!(phone.gate().unwrap(), Gate::Open);
    assert_ne!(kind(&phone.license().unwrap()), "None", "the license is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_authority_on_the_same_folder_is_refused_and_the_first_goes_on() {
    let world = world(&[1]).await;
    let second =
        lz_demo::service::run("authority", &mut world.service.serve_command("127.0.0.1:0").unwrap()).unwrap_err();
    assert!(matches!(second, Fail::Part { status: 1, .. }), "{second}");
    assert_eq!(second.code().as_deref(), Some("already-served"), "{second}");
    licensed(&world).await;
}
