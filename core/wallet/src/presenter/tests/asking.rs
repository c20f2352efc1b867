//! Challenges: by firms, by officers, forged, late and typed.

use lz_credential::verify::{Note, OpenChallenge, Reason, Verdict};

use super::*;

#[test]
fn a_firm_sees_nothing_before_it_asks_and_then_the_least_after_the_driver_agreed() {
    let world = World::new();
    let mut stand = world.show("rental");
    stand.work();
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Challenge, trouble: None });
    let firm = Audience::Firm { purpose: "rental".to_owned(), asker: "rent".to_owned() };
    let challenge = OpenChallenge::open([9; 16], world.now());
    let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [9; 16]))).unwrap();
    assert_eq!(view.asker, Some(label("Firm of the test")), "the driver reads who asks");
    assert_eq!((view.profile, view.consent_needed), (Profile::Limited, false));
    assert_eq!(view.purpose_name, Some(label("car rental")));
    assert!(
        view.shares.en.starts_with("They see only") && view.shares.zh_hans.starts_with("只给出"),
        "{:?}",
        view.shares
    );
    stand.work();
    assert_eq!(
        stand.presenter.frame(),
        Frame::Wait { until: WaitFor::Challenge, trouble: None },
        "not before the driver's word"
    );
    stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
    stand.work();
    let bytes = stand.shown();
    let mut terminal = session();
    terminal.challenge = Some(challenge);
    let check = world.check(&firm, &bytes, &mut terminal);
    assert_eq!(check.verdict(), Verdict::Valid, "{:?}", check.reasons());
    let license = check.token().unwrap().license();
    assert_eq!((license.profile, &license.id_number, license.points), (Profile::Limited, &None, None));
    // Worth nothing to another firm, and nothing to the police.
    let other = Audience::Firm { purpose: "rental".to_owned(), asker: "boss".to_owned() };
    for other in [other, Audience::Police] {
        assert_eq!(world.check(&other, &bytes, &mut session()).reasons(), [Reason::AnotherAudience]);
    }
    let events = stand.presenter.take_events();
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!((event.audience.as_str(), event.profile, event.challenged), ("rental:rent", Profile::Limited, true));
    assert_eq!(event.asker, Some(label("Firm of the test")));
    assert_eq!(stand.presenter.answer(view.ask_id, Consent::NotGiven), Err(AskError::Gone), "answered once");
}

#[test]
fn points_are_shown_to_an_employer_only_with_consent() {
    for (consent, profile) in [(Consent::NotGiven, Profile::Limited), (Consent::Given, Profile::LimitedWithPoints)] {
        let world = World::new();
        let mut stand = world.show("job");
        let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(13, "job", [9; 16]))).unwrap();
        assert!(view.consent_needed);
        assert!(view.shares.en.contains("your points, but only if you agree"), "{:?}", view.shares);
        stand.presenter.answer(view.ask_id, consent).unwrap();
        stand.work();
        let token = Presentation::from_untrusted(&stand.shown()).unwrap();
        let license = &token.unverified_token().unverified_claims().license;
        assert_eq!((license.profile, license.points.is_some()), (profile, consent == Consent::Given));
    }
}

#[test]
fn an_unknown_purpose_sees_the_least_and_consent_gives_it_no_more() {
    let world = World::new();
    let mut stand = world.show("police");
    let view = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "whatever", [9; 16]))).unwrap();
    assert_eq!((view.profile, view.purpose_name), (Profile::Limited, None));
    stand.presenter.answer(view.ask_id, Consent::Given).unwrap();
    stand.work();
    let token = Presentation::from_untrusted(&stand.shown()).unwrap();
    assert_eq!(token.unverified_token().unverified_claims().license.profile, Profile::Limited);
}

#[test]
fn an_officer_may_challenge_by_code_or_by_six_digits() {
    for typed in [false, true] {
        let world = World::new();
        let mut stand = world.show("police");
        stand.presenter.frame();
        stand.work();
        let before = stand.shown();
        let challenge = OpenChallenge::open([0xa7; 16], world.now());
        let input = match typed {
            true => AskInput::Digits(challenge.digits()),
            false => AskInput::Qr(qr::challenge_text(&ask::open(challenge.nonce()))),
        };
        let mut terminal = session();
        terminal.challenge = Some(challenge);
        assert!(world.check(&Audience::Police, &before, &mut terminal).verdict() >= Verdict::Attention);
        let view = stand.presenter.ask(&input).unwrap();
        assert_eq!((view.asker, view.profile), (None, Profile::Full));
        stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
        assert_eq!(
            stand.presenter.frame(),
            Frame::Wait { until: WaitFor::Signature, trouble: None },
            "nothing old is shown as answer"
        );
        stand.work();
        let check = world.check(&Audience::Police, &stand.shown(), &mut terminal);
        assert_eq!(check.verdict(), Verdict::Valid, "typed {typed}: {:?}", check.reasons());
        assert!(!check.notes().contains(&Note::PhoneClockWrong));
    }
}

/// Answers a challenge and lets its two minutes pass; what the screen then shows.
fn after_the_answer(world: &World, stand: &mut Stand, question: &AskInput) -> Frame {
    stand.presenter.frame();
    stand.work();
    let view = stand.presenter.ask(question).unwrap();
    world.clock.pass_ms(20_000);
    stand.presenter.answer(view.ask_id, Consent::NotGiven).unwrap();
    for _ in 0..100 {
        stand.work();
        assert_eq!(showing(&stand.shown()).cnonce, Some([9; 16]));
        world.clock.pass_ms(1_000);
    }
    stand.presenter.frame()
}

// R72 R73 R75
#[test]
fn when_an_answer_to_a_firm_ends_nothing_is_shown_until_the_driver_chooses_again() {
    for (purpose, left) in [
        ("police", Frame::Over),
        ("business", Frame::Over),
        ("rental", Frame::Wait { until: WaitFor::Challenge, trouble: None }),
    ] {
        let world = World::new();
        let mut stand = world.show(purpose);
        let question = AskInput::Qr(world.signed_ask(12, "rental", [9; 16]));
        let frame = after_the_answer(&world, &mut stand, &question);
        assert_eq!(frame, left, "{purpose}");
        let signed = world.full.signed.load(Ordering::SeqCst);
        for _ in 0..60 {
            world.clock.pass_ms(1_000);
            stand.work();
            assert_eq!(stand.presenter.frame(), left, "{purpose}");
        }
        assert_eq!(
            world.full.signed.load(Ordering::SeqCst),
            signed,
            "{purpose}: nothing of the police's is even signed"
        );
    }
}

#[test]
fn when_an_answer_to_an_officer_ends_the_usual_returns() {
    let world = World::new();
    let mut stand = world.show("police");
    let question = AskInput::Qr(qr::challenge_text(&ask::open(&[9; 16])));
    assert_eq!(
        after_the_answer(&world, &mut stand, &question),
        Frame::Wait { until: WaitFor::Signature, trouble: None }
    );
    stand.work();
    let shown = showing(&stand.shown());
    assert_eq!((shown.audience.as_str(), shown.cnonce), ("police", None));
}

// R75
#[test]
fn a_firm_that_asks_once_more_can_be_answered_though_its_first_answer_has_ended() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let first = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [9; 16]))).unwrap();
    stand.presenter.answer(first.ask_id, Consent::NotGiven).unwrap();
    world.clock.pass_ms(100_000);
    let second = stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [8; 16]))).unwrap();
    world.clock.pass_ms(30_000);
    stand.work();
    assert_eq!(
        stand.presenter.frame(),
        Frame::Wait { until: WaitFor::Challenge, trouble: None },
        "the driver's word is waited for"
    );
    stand.presenter.answer(second.ask_id, Consent::NotGiven).unwrap();
    stand.work();
    assert_eq!(showing(&stand.shown()).cnonce, Some([8; 16]));

    stand.presenter.ask(&AskInput::Qr(world.signed_ask(12, "rental", [7; 16]))).unwrap();
    world.clock.pass_ms(120_000);
    assert_eq!(stand.presenter.frame(), Frame::Over, "unless it comes too late");
    assert_eq!(stand.worker.work(), None, "the thread ends");
}

#[test]
fn what_is_no_challenge_is_refused_by_name_and_changes_nothing() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let shown = stand.shown();
    let late = world.signed_ask(12, "rental", [1; 16]);
    world.clock.pass_ms(121_000);
    stand.presenter.frame();
    stand.work();
    let cases = [
        (AskInput::Qr("https://example.org".to_owned()), "ask-unreadable"),
        (AskInput::Qr(qr::presentation_text(&shown)), "ask-unreadable"),
        (AskInput::Qr("LZC2:ABC".to_owned()), "ask-later-version"),
        (AskInput::Qr(late), "ask-time"),
        (AskInput::Digits("12345".to_owned()), "ask-not-six-digits"),
        (AskInput::Digits("12345６".to_owned()), "ask-not-six-digits"),
        (AskInput::Digits("1234567".to_owned()), "ask-not-six-digits"),
    ];
    for (input, code) in cases {
        assert_eq!(stand.presenter.ask(&input).unwrap_err().code(), code, "{input:?}");
    }
    // Signed by a key that the trust list knows for another role.
    let claims = AskClaims {
        issuer: "lz".to_owned(),
        purpose: "rental".to_owned(),
        issued_at: world.now(),
        expires_at: world.now().plus(120),
        nonce: [1; 16],
        name: label("nobody"),
    };
    let forged = qr::challenge_text(&ask::issue(&claims, &key(11)).unwrap());
    assert!(matches!(stand.presenter.ask(&AskInput::Qr(forged)), Err(AskError::NotTrusted(_))));
    assert_eq!(stand.presenter.answer(77, Consent::Given), Err(AskError::Gone));
    assert_eq!(showing(&stand.shown()).audience, "police");
    world.presence.unlocked(world.clock.boot_ns());
    let firm = world.show("rental");
    assert_eq!(firm.presenter.ask(&AskInput::Digits("123456".to_owned())), Err(AskError::FirmMustSign));
}
