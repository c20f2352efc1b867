//! Bad input: each has a typed answer with a stable code, a sentence in both languages, and loses nothing.
#![allow(clippy::unwrap_used)]

mod support;

use lz_api::Blob;
use lz_credential::{Signer, development};
use support::{NOW, Phone, Run, Terminal, key, pictures, run};

const LANGS: [(&str, &str); 2] = [("en", "Run `terminal"), ("zh-Hans", "请")];

fn told(run: &Run, status: i32, code: &str) {
    assert_eq!(run.status, status, "{code}: {} {}", run.out, run.err);
    assert!(run.err.contains(&format!("[{code}]")), "{code}: {}", run.err);
    assert!(!run.err.contains('⟦'), "{}", run.err);
}

// R65
#[test]
fn a_code_of_another_system_is_never_a_reason_to_let_pass() {
    let terminal = Terminal::police();
    let cases = [
        ("https://example.org/menu", "not-our-code"),
        ("HC1:6BFOXN*TS0BI$ZD", "not-our-code"),
        ("LZ1:THIS IS NOT BASE45?", "not-our-code"),
        ("LZ2:6BFOXN", "later-version"),
        ("LZP9:6BFOXN", "later-version"),
        ("LZC1:%69 VD92EX0", "not-our-code"),
    ];
    for (text, code) in cases {
        for lang in ["en", "zh-Hans"] {
            let terminal = Terminal::police().speaking(lang);
            let words = terminal.scan(&[text.to_owned()], &[]);
            assert_eq!(words.status, 4, "{text}");
            let advice = if lang == "en" {
                "Never let pass for a technical failure"
            } else {
                "不得以技术故障为由放行"
            };
            assert!(words.out.contains(advice), "{}", words.out);
        }
        let run = terminal.scan(&[text.to_owned()], &["--json"]);
        assert_eq!((run.status, run.reasons()), (4, vec![code.to_owned()]), "{text}");
        let online = terminal.scan(&[text.to_owned()], &["--json", "--online"]);
        assert_eq!((online.status, online.reasons()), (4, vec![code.to_owned()]), "{text}: asked online");
    }
}

#[test]
fn a_stray_code_beside_the_license_spoils_nothing() {
    let texts = ["https://example.org/".to_owned(), Phone::new().text(), "LZ2:ABC".to_owned()];
    assert_eq!(Terminal::police().scan(&texts, &[]).status, 0);
}

// R13
#[test]
fn a_truncated_presentation_is_refused_as_malformed() {
    let whole = Phone::new().presentation();
    for length in [1, 40, whole.len() / 2, whole.len() - 1] {
        let text = lz_credential::qr::presentation_text(&whole[..length]);
        let run = Terminal::police().scan(&[text], &["--json"]);
        assert_eq!((run.status, run.reasons()), (3, vec!["truncated".to_owned()]), "{length} bytes");
    }
}

#[test]
fn pictures_that_are_none_are_told_apart_and_cost_no_memory() {
    let good = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        pictures::code(&Phone::new().text()).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let cases: [(&str, Option<Vec<u8>>, &str); 9] = [
        ("a PNG header of 30,000 by 30,000", Some(pictures::png_bomb(30_000, 30_000)), "picture_too_large"),
        ("a PNG header of 2^31 by 2", Some(pictures::png_bomb(0x7fff_ffff, 2)), "picture_too_large"),
        ("a JPEG header of 30,000 by 30,000", Some(pictures::jpeg_bomb(30_000, 30_000)), "picture_too_large"),
        ("text", Some(b"this is no picture".to_vec()), "not_a_picture"),
        ("nothing", Some(Vec::new()), "not_a_picture"),
        ("half a picture", Some(good[..good.len() / 2].to_vec()), "not_a_picture"),
        ("a small PNG without pixels", Some(pictures::png_bomb(64, 64)), "not_a_picture"),
        ("a file of 41 MB", Some(vec![0x89; 41 << 20]), "picture_too_large"),
        ("no file", None, "file_unreadable"),
    ];
    for (what, bytes, code) in cases {
        for (lang, _) in LANGS {
            let terminal = Terminal::police().speaking(lang);
            let file = terminal.path("picture");
            bytes.iter().for_each(|bytes| std::fs::write(&file, bytes).unwrap());
            let run = terminal.run(&["scan", "--json", file.to_str().unwrap()]);
            assert!(run.err.contains(code), "{what}: {}", run.err);
            told(&run, 4, code);
            assert_eq!(
                (run.json()["verdict"].as_str(), run.reasons()),
                (Some("unreadable"), vec![code.to_owned()]),
                "{what}"
            );
        }
    }
    let folder = Terminal::police();
    told(&folder.run(&["scan", folder.path("store").to_str().unwrap()]), 4, "file_unreadable");
    if std::path::Path::new("/dev/zero").exists() {
        told(&folder.run(&["scan", "/dev/zero"]), 4, "picture_too_large");
    }
}

#[test]
fn a_broken_picture_beside_a_good_one_does_not_hide_the_license() {
    let terminal = Terminal::police();
    let (good, bad) = (terminal.path("good.png"), terminal.path("bad.png"));
    pictures::code(&Phone::new().text()).save(&good).unwrap();
    std::fs::write(&bad, b"broken").unwrap();
    assert_eq!(terminal.run(&["scan", bad.to_str().unwrap(), good.to_str().unwrap()]).status, 0);
}

#[test]
fn a_picture_without_a_code_is_not_read_and_says_what_to_do() {
    let terminal = Terminal::police();
    let file = terminal.path("wall.png");
    image::GrayImage::from_pixel(640, 480, image::Luma([200])).save(&file).unwrap();
    let dot = terminal.path("dot.png");
    image::GrayImage::from_pixel(1, 1, image::Luma([0])).save(&dot).unwrap();
    let run = terminal.run(&["scan", file.to_str().unwrap(), dot.to_str().unwrap()]);
    assert_eq!(run.status, 4);
    assert!(run.out.contains("NOT READ") && run.out.contains("look the license up"), "{}", run.out);
}

#[test]
fn wrong_use_is_64_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let root = Blob::from(&development::root().key().to_cose()[..]).to_string();
    let other = Blob::from(&key(9).key().to_cose()[..]).to_string();
    let init = ["init", "--authority", "http://127.0.0.1:9"];
    let cases: [(&[&str], &str); 7] = [
        (&[&init[..], &["--root", &root, "--development", "--audience", "me"]].concat(), "[audience]"),
        (&[&init[..], &["--root", &root]].concat(), "[roots]"),
        (&[&init[..], &["--root", "AAAA", "--development"]].concat(), "[root_key]"),
        (&[&init[..], &["--root", &root, "--development", "--key", "/no/such/file"]].concat(), "[key_file]"),
        (&["init", "--authority", "http://example.org", "--root", &root, "--development"], "[authority_address]"),
        (&["scan"], "required"),
        (&["fly"], "unrecognized"),
    ];
    for (args, told) in cases {
        for lang in ["en", "zh-Hans"] {
            let run = run(&store, lang, None, args);
            assert_eq!(run.status, 64, "{args:?}: {}", run.err);
            assert!(run.err.contains(told) && !run.err.contains('⟦'), "{args:?}: {}", run.err);
        }
        assert!(!store.exists(), "{args:?} left something behind");
    }
    assert_eq!(run(&store, "klingon", None, &["status"]).status, 64);
    assert_eq!(run(&store, "en", None, &["--help"]).status, 0);
    let twice = ["--root", &root, "--root", &root, "--root", &other];
    assert_eq!(run(&store, "en", None, &[&init[..], &twice].concat()).status, 70, "two roots that are one");
    assert!(!store.exists());
}

#[test]
fn a_production_terminal_takes_no_other_clock() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let roots: Vec<String> =
        [21, 22, 23].iter().map(|seed| Blob::from(&key(*seed).key().to_cose()[..]).to_string()).collect();
    let init =
        ["init", "--authority", "https://a.invalid", "--root", &roots[0], "--root", &roots[1], "--root", &roots[2]];
    assert_eq!(run(&store, "en", None, &init).status, 0);
    for args in [&["status"][..], &["update"], &["challenge", "--out", "/tmp/never.png"], &["scan", "x.png"]] {
        told(&run(&store, "en", Some("@1630425600"), args), 64, "clock_in_production");
    }
    assert_eq!(run(&store, "en", None, &["status"]).status, 0);
    told(&run(&store, "zh-Hans", None, &init), 70, "terminal_set_up_already");
}

// R13
#[test]
fn a_development_list_is_nothing_to_a_production_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let root = Blob::from(&development::root().key().to_cose()[..]).to_string();
    let more: Vec<String> =
        [22, 23].iter().map(|seed| Blob::from(&key(*seed).key().to_cose()[..]).to_string()).collect();
    let init = ["init", "--authority", "https://a.invalid", "--root", &root, "--root", &more[0], "--root", &more[1]];
    assert_eq!(run(&store, "en", None, &init).status, 0);
    let held = lz_terminal::store::Store::open(&store).unwrap();
    held.put_trust_list(&support::trust_list(1, NOW + 86_400)).unwrap();
    let picture = folder.path().join("code.png");
    pictures::code(&Phone::new().text()).save(&picture).unwrap();
    told(&run(&store, "en", None, &["scan", picture.to_str().unwrap()]), 70, "no_trust_list");
}

#[test]
fn a_terminal_that_cannot_work_says_why_in_both_languages() {
    for (lang, word) in LANGS {
        let bare = Terminal::bare("police", "http://127.0.0.1:9").speaking(lang);
        let run_ = bare.scan(&[Phone::new().text()], &[]);
        told(&run_, 70, "no_trust_list");
        assert!(run_.err.contains(word), "{}", run_.err);
        let nowhere = tempfile::tempdir().unwrap();
        let run_ = run(nowhere.path(), lang, None, &["status"]);
        told(&run_, 70, "terminal_not_set_up");
        assert!(run_.err.contains(word), "{}", run_.err);
    }
}

#[test]
fn a_damaged_file_of_the_store_is_named_and_nothing_is_overwritten() {
    for file in ["terminal.json", "seen.json", "floor.json", "challenge.json"] {
        let terminal = Terminal::police();
        let path = terminal.path("store").join(file);
        std::fs::write(&path, b"{\"half").unwrap();
        let run = terminal.scan(&[Phone::new().text()], &[]);
        told(&run, 70, "terminal_store_damaged");
        assert!(run.err.contains(file), "{}", run.err);
        assert_eq!(std::fs::read(&path).unwrap(), b"{\"half", "{file} was overwritten");
    }
    let terminal = Terminal::police();
    std::fs::write(terminal.path("store/terminal.key"), b"not hex").unwrap();
    told(&terminal.run(&["key"]), 70, "terminal_store_damaged");
}

// R13
#[test]
fn a_list_that_was_changed_on_the_disk_counts_as_not_there() {
    let terminal = Terminal::police();
    let store = terminal.store();
    let mut list = store.status_lists().unwrap().remove(0);
    let middle = list.len() / 2;
    list[middle] ^= 1;
    store.put_status_list(support::LIST, &list).unwrap();
    assert_eq!(terminal.check(&Phone::new()).json()["notes"][0]["code"], "no-status-list");
    let mut trust = store.trust_list().unwrap().unwrap();
    let middle = trust.len() / 2;
    trust[middle] ^= 1;
    store.put_trust_list(&trust).unwrap();
    told(&terminal.scan(&[Phone::new().text()], &[]), 70, "no_trust_list");
}
