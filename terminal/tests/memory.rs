//! What a terminal remembers from one check to the next, over restarts: challenges, numbers, the queue for drivers' logs.
#![allow(clippy::unwrap_used)]

mod support;

use lz_credential::qr::{Scanned, classify};
use lz_credential::trust::{Roots, TrustList};
use lz_credential::{UnixSeconds, ask};
use lz_terminal::reader;
use support::{ASKER, NOW, Phone, Terminal, run, trust_list};

/// Opens a challenge and reads its picture as a phone's camera does: the ask, and the digits that were printed.
fn challenge(terminal: &Terminal) -> (ask::Asked, String) {
    let file = terminal.path("challenge.png");
    let run = terminal.run(&["challenge", "--out", file.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = reader::qr_text(&reader::open(&file).unwrap()).expect("a phone reads it");
    let Scanned::Challenge(bytes) = classify(&text) else { panic!("{text}") };
    let now = UnixSeconds(NOW);
    let trust = TrustList::accept(&trust_list(1, NOW + 86_400), &Roots::development(), None, now).unwrap();
    let asked = ask::accept(&bytes, &trust, now).unwrap();
    let digits = ask::digits(&asked.nonce);
    assert!(run.out.contains(&digits), "{}", run.out);
    (asked, digits)
}

// R65 R75
#[test]
fn a_challenge_makes_an_old_clock_good_once_and_is_then_gone() {
    let terminal = Terminal::police();
    let far_off = |cnonce| {
        Phone::with(|phone| {
            phone.shown_at = NOW - 3 * 3_600 + 7_200;
            phone.cnonce = cnonce;
        })
    };
    let run = terminal.check(&far_off(None));
    assert_eq!((run.status, &run.json()["challenge_helps"]), (3, &true.into()));

    let (asked, _) = challenge(&terminal);
    assert_eq!(asked.name, None, "the police ask unsigned");
    let live_but_no_answer = Phone::with(|phone| phone.holder = 12);
    let live_but_no_answer = Phone { signer: 12, ..live_but_no_answer };
    assert_eq!(terminal.check(&live_but_no_answer).reasons(), ["challenge-not-answered"]);

    let answer = Phone { sequence: NOW as u32 + 1, ..far_off(Some(asked.nonce)) };
    let run = terminal.check(&answer);
    assert_eq!((run.status, &run.json()["answered_challenge"]), (0, &true.into()), "{}", run.out);
    assert_eq!(run.json()["notes"][0]["code"], "phone-clock-wrong");
    assert!(!terminal.path("store/challenge.json").exists(), "an answered challenge stays open");

    let again = Phone { sequence: NOW as u32 + 2, ..answer };
    assert_eq!(terminal.check(&again).reasons(), ["old-code"], "an answer works once");
}

#[test]
fn the_six_digits_typed_on_the_phone_answer_too_and_a_late_answer_does_not() {
    let mut terminal = Terminal::police();
    let (_, digits) = challenge(&terminal);
    let typed = Phone::with(|phone| {
        phone.shown_at = NOW - 1_200;
        phone.cnonce = Some(ask::typed_cnonce(&digits));
    });
    terminal.now = NOW + 121;
    assert_eq!(terminal.check(&typed).reasons(), ["old-code"]);
    terminal.now = NOW + 119;
    assert_eq!(terminal.check(&Phone { sequence: typed.sequence + 1, ..typed }).status, 0);
}

// R73 R75
#[test]
fn a_firm_asks_under_its_own_name_and_its_answer_is_worth_nothing_to_another() {
    let firm = || Terminal::bare("rental:car-4417", "http://127.0.0.1:9").stocked();
    let (first, second) = (firm(), firm());
    let (asked, _) = challenge(&first);
    assert_eq!(asked.name.unwrap().zh_hans, "样本租车");
    assert_eq!(asked.audience.to_string(), format!("rental:{ASKER}"));
    challenge(&second);
    let answer = || {
        let phone = Phone::with(|phone| {
            phone.audience = "rental:car-4417";
            phone.cnonce = Some(asked.nonce);
        });
        phone.limited()
    };
    assert_eq!(second.check(&answer()).reasons(), ["challenge-not-answered"]);
    assert_eq!(Terminal::police().check(&answer()).reasons(), ["another-audience"]);
    assert_eq!(first.check(&answer()).status, 0);
    let business = Terminal::bare("business", "http://127.0.0.1:9").stocked();
    let file = business.path("none.png");
    assert_eq!(business.run(&["challenge", "--out", file.to_str().unwrap()]).status, 0);
    assert!(!file.exists(), "nobody but the police may ask unsigned");
}

// R65
#[test]
fn a_number_seen_before_is_remembered_over_restarts_and_by_each_terminal_for_itself() {
    let mut terminal = Terminal::police();
    assert_eq!(terminal.check(&Phone::new()).status, 0);
    terminal.now = NOW + 20;
    assert_eq!(terminal.check(&Phone::new()).status, 0, "the same code before the same camera");
    terminal.now = NOW + 40;
    let copied = terminal.check(&Phone::new());
    assert_eq!((copied.status, copied.reasons()), (1, vec!["seen-before".to_owned()]));
    let next = Phone::with(|phone| {
        phone.sequence += 1;
        phone.shown_at = NOW + 40;
    });
    assert_eq!(terminal.check(&next).status, 0);
    let lower = Phone::with(|phone| phone.shown_at = NOW + 41);
    assert_eq!(terminal.check(&lower).reasons(), ["seen-before"]);
    assert_eq!(Terminal::police().check(&Phone::new()).status, 0, "another terminal has not seen it");
}

#[test]
fn two_programs_in_one_folder_forget_nothing_of_one_another() {
    let terminal = Terminal::police();
    let store = terminal.path("store");
    let pictures: Vec<String> = (0..6u8)
        .map(|at| {
            let phone = Phone::with(|phone| (phone.holder, phone.signer) = (20 + at, 20 + at));
            let file = terminal.path(&format!("phone-{at}.png"));
            support::pictures::code(&phone.text()).save(&file).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect();
    std::thread::scope(|scope| {
        for picture in &pictures {
            let clock = format!("@{NOW}");
            let store = &store;
            scope.spawn(move || assert_eq!(run(store, "en", Some(&clock), &["scan", picture]).status, 0));
        }
    });
    assert_eq!(terminal.store().queued(99).unwrap().len(), 6);
    let later = format!("@{}", NOW + 45);
    for picture in &pictures {
        let run = run(&store, "en", Some(&later), &["scan", "--json", picture]);
        assert_eq!(run.reasons(), ["seen-before"]);
    }
    let leftovers = std::fs::read_dir(&store).unwrap().flatten();
    assert!(leftovers.into_iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".new")));
}

// R75
#[test]
fn every_genuine_check_is_queued_for_the_drivers_log_and_counted() {
    let terminal = Terminal::police();
    terminal.check(&Phone::new());
    terminal.check(&Phone::with(|phone| {
        phone.license.points = Some(12);
        phone.sequence += 1;
    }));
    terminal.check(&Phone::with(|phone| phone.shown_at = NOW - 3_600));
    assert_eq!(terminal.store().queued(9).unwrap().len(), 2);
    let status = terminal.run(&["status"]);
    assert!(status.out.contains("Checks to hand over: 2") && status.out.contains("60 minutes ago"), "{}", status.out);
    assert_eq!(Terminal::police().speaking("zh-Hans").run(&["status"]).status, 0);
}
