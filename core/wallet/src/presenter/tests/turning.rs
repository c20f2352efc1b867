//! Codes that turn, die, sleep and wake; starts that are refused; the carousel.

use lz_credential::verify::Verdict;

use super::*;
use crate::secrets::{Fault, Operation, SecretError};

// R13 R65
#[test]
fn a_terminal_accepts_what_the_phone_shows_without_a_network() {
    let world = World::new();
    let mut stand = world.show("police");
    assert_eq!(
        stand.presenter.frame(),
        Frame::Wait { until: WaitFor::Signature, trouble: None },
        "frame() signs nothing"
    );
    assert_eq!(world.full.signed.load(Ordering::SeqCst), 0);
    stand.work();
    let bytes = stand.shown();
    let check = world.check(&Audience::Police, &bytes, &mut session());
    assert_eq!(check.verdict(), Verdict::Valid, "{:?} {:?}", check.reasons(), check.notes());
    assert_eq!(check.token().unwrap().license().profile, Profile::Full);
    assert_eq!(stand.code().look, Look::Green);
    assert_eq!(showing(&bytes).quality, lz_credential::presentation::ClockQuality::Anchored);
}

#[test]
fn codes_turn_every_fifteen_seconds_are_signed_ahead_and_never_shown_dead() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.mode(ShowMode::Still);
    stand.presenter.frame();
    stand.work();
    let (mut seen, mut last, mut shown_ms) = (session(), Vec::new(), 0u64);
    let (mut codes, mut signed_before) = (0, 1);
    for step in 0..1200u64 {
        let frame = stand.code();
        assert!(frame.dies_in_ms > 20_000, "at {step}: signed ahead, so never near its end");
        assert!(frame.next_in_ms > 0 && frame.next_in_ms <= 15_000);
        let bytes = stand.shown();
        let age = world.now().since(showing(&bytes).at);
        assert!((0..=25).contains(&age), "{age} s old");
        if bytes != last {
            assert!(codes == 0 || shown_ms == 15_000, "shown for {shown_ms} ms");
            let check = world.check(&Audience::Police, &bytes, &mut seen);
            assert_eq!(check.verdict(), Verdict::Valid, "{:?}", check.reasons());
            (last, shown_ms, codes) = (bytes, 0, codes + 1);
        }
        let signed = world.full.signed.load(Ordering::SeqCst);
        if signed > signed_before {
            assert!(shown_ms >= 10_000, "the next one is signed five seconds early, not sooner: {shown_ms}");
            signed_before = signed;
        }
        world.clock.pass_ms(100);
        shown_ms += 100;
        stand.work();
    }
    assert_eq!(codes, 8, "120 s");
}

#[test]
fn a_code_is_gone_forty_five_seconds_after_its_iat_when_no_new_one_can_be_signed() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.mode(ShowMode::Still);
    stand.presenter.frame();
    stand.work();
    let iat = showing(&stand.shown()).at;
    *world.full.fails.lock().unwrap() = Some(SignError::Locked);
    let mut last_alive = 0;
    for _ in 0..600 {
        world.clock.pass_ms(100);
        stand.work();
        match stand.presenter.frame() {
            Frame::Code(code) => {
                last_alive = world.now().since(iat);
                assert!(last_alive < 45, "{last_alive}");
                assert!(code.dies_in_ms <= 44_000);
            }
            Frame::Wait { until, trouble } => {
                assert_eq!((until, trouble), (WaitFor::Signature, Some(Code::PhoneStillLocked)));
            }
            Frame::Over => panic!("not over"),
        }
    }
    assert_eq!(last_alive, 44, "kept as long as it is good");
    assert_eq!(stand.presenter.trouble(), Some("key-locked"));
    *world.full.fails.lock().unwrap() = None;
    world.clock.pass_ms(1_000);
    stand.work();
    assert!(matches!(stand.presenter.frame(), Frame::Code(_)), "it goes on when the key does");
    assert_eq!(stand.presenter.trouble(), None);
}

#[test]
fn a_key_that_fails_for_two_seconds_is_told_with_its_code_until_it_signs() {
    let cases = [
        (SignError::WrongSignature, Code::KeyStoreFails),
        (SignError::Failed, Code::KeyStoreFails),
        (SignError::Locked, Code::PhoneStillLocked),
        (SignError::Lost, Code::KeysGone),
    ];
    for (error, told) in cases {
        let world = World::new();
        let mut stand = world.show("police");
        *world.full.fails.lock().unwrap() = Some(error);
        for tries in 1..=30 {
            stand.work();
            assert_eq!(world.full.signed.load(Ordering::SeqCst), tries, "tried once a second");
            let trouble = (tries > 2).then_some(told);
            assert_eq!(
                stand.presenter.frame(),
                Frame::Wait { until: WaitFor::Signature, trouble },
                "{error:?} {tries}"
            );
            world.clock.pass_ms(1_000);
        }
        *world.full.fails.lock().unwrap() = None;
        stand.work();
        stand.code();
        assert_eq!(stand.presenter.trouble(), None);
    }
}

#[test]
fn a_key_that_hangs_is_told_after_its_first_try_and_is_left_alone_for_a_second() {
    let world = World::new();
    let mut stand = world.show("police");
    *world.full.fails.lock().unwrap() = Some(SignError::Failed);
    *world.full.hangs.lock().unwrap() = Some((world.clock.clone(), 5_000));
    stand.work();
    let trouble = Some(Code::KeyStoreFails);
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Signature, trouble });
    world.clock.pass_ms(900);
    stand.work();
    assert_eq!(world.full.signed.load(Ordering::SeqCst), 1);
    world.clock.pass_ms(100);
    stand.work();
    assert_eq!(world.full.signed.load(Ordering::SeqCst), 2);
}

#[test]
fn an_app_that_sleeps_signs_nothing_and_wakes_without_a_dead_code() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    stand.code();
    world.clock.pass_ms(12_000);
    stand.work();
    let signed = world.full.signed.load(Ordering::SeqCst);
    for _ in 0..50 {
        world.clock.pass_ms(60_000);
        stand.work();
    }
    assert_eq!(world.full.signed.load(Ordering::SeqCst), signed, "nobody looks, nothing is signed");
    world.presence.unlocked(world.clock.boot_ns());
    assert_eq!(stand.presenter.frame(), Frame::Wait { until: WaitFor::Signature, trouble: None }, "no dead code");
    stand.work();
    stand.code();
}

#[test]
fn the_carousel_shows_the_code_then_two_frames_of_the_annex_eight_times_a_second() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let mut kinds = String::new();
    let mut collector = lz_credential::frames::Collector::default();
    let frames = lz_credential::frames::split(&world.copy(Profile::Full).annex).unwrap();
    let mut whole = None;
    for _ in 0..24 {
        let code = stand.code();
        assert_eq!(code.next_in_ms, 125);
        let frame = frames.iter().find(|frame| is_code_of(&code, &qr::frame_text(frame)));
        match frame {
            Some(frame) => {
                kinds.push('F');
                if let lz_credential::frames::Progress::Whole(annex) = collector.add(frame.clone()).unwrap() {
                    whole.get_or_insert(annex);
                }
            }
            None => kinds.push('K'),
        }
        world.clock.pass_ms(125);
    }
    assert_eq!(kinds, "KFF".repeat(8));
    assert_eq!(whole.unwrap(), world.copy(Profile::Full).annex, "the face arrives whole");
    stand.presenter.mode(ShowMode::Moving { fps: 4 });
    assert_eq!(stand.code().next_in_ms, 250);
    stand.presenter.mode(ShowMode::Moving { fps: 200 });
    assert!(stand.code().next_in_ms >= 1, "a rate beyond sense is cut");
    stand.presenter.mode(ShowMode::Still);
    let first = stand.code();
    world.clock.pass_ms(125);
    assert_eq!(stand.code().id, first.id, "still is still");
}

#[test]
fn one_mask_is_chosen_for_each_token_and_every_code_of_it_keeps_it() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let text = qr::presentation_text(&stand.shown());
    let best = lz_render::qr::best_mask(&text).unwrap().number();
    for _ in 0..4 {
        let text = qr::presentation_text(&stand.shown());
        assert_eq!(masks_of(&stand.code(), &text), [best], "the mask of the first code");
        world.clock.pass_ms(15_000);
        stand.work();
    }
    stand.presenter.mode(ShowMode::Moving { fps: 8 });
    let frames = lz_credential::frames::split(&world.copy(Profile::Full).annex).unwrap();
    let mut found = 0;
    for _ in 0..30 {
        let code = stand.code();
        for frame in &frames {
            let masks = masks_of(&code, &qr::frame_text(frame));
            assert!(masks.is_empty() || masks == [best]);
            found += masks.len();
        }
        world.clock.pass_ms(125);
        stand.work();
    }
    assert_eq!(found, 20, "two of three are frames of the annex");
}

#[test]
fn the_screen_keeps_its_size_and_its_light_while_codes_take_turns() {
    let world = World::new();
    for purpose in ["police", "business"] {
        let mut stand = world.show(purpose);
        stand.presenter.frame();
        stand.work();
        let (mut sides, mut shares) = (std::collections::BTreeSet::new(), Vec::new());
        for _ in 0..60 {
            let code = stand.code();
            let dark: u32 = code.modules.iter().map(|byte| byte.count_ones()).sum();
            shares.push(f64::from(dark) / f64::from(code.side).powi(2));
            sides.insert(code.side);
            world.clock.pass_ms(125);
            stand.work();
        }
        assert_eq!(sides.len(), 1, "{purpose}: one size, {sides:?}");
        let (least, most) = shares.iter().fold((1.0f64, 0.0f64), |(a, b), share| (a.min(*share), b.max(*share)));
        assert!(least > 0.45 && most < 0.55 && most - least < 0.04, "{purpose}: {least:.3} to {most:.3} dark");
    }
}

#[test]
fn on_a_still_screen_the_portrait_comes_on_request_and_goes_by_itself() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.mode(ShowMode::Still);
    stand.presenter.frame();
    stand.work();
    let still = stand.code();
    assert_eq!(still.next_in_ms, 15_000, "nothing moves by itself");
    let frames = lz_credential::frames::split(&world.copy(Profile::Full).annex).unwrap();
    for request in 0..2 {
        stand.presenter.portrait();
        let mut collector = lz_credential::frames::Collector::default();
        let mut whole = None;
        let mut seen = std::collections::BTreeSet::new();
        let mut steps = 0;
        loop {
            let code = stand.code();
            if code.next_in_ms > 250 {
                break;
            }
            assert!(steps < 60, "it ends");
            if let Some(frame) = frames.iter().find(|frame| is_code_of(&code, &qr::frame_text(frame))) {
                seen.insert(frame.to_bytes());
                if let lz_credential::frames::Progress::Whole(annex) = collector.add(frame.clone()).unwrap() {
                    whole.get_or_insert(annex);
                }
            }
            world.clock.pass_ms(u64::from(code.next_in_ms));
            steps += 1;
        }
        assert_eq!(whole, Some(world.copy(Profile::Full).annex), "request {request}: the face arrives whole");
        assert_eq!(seen.len(), frames.len(), "each frame once at least");
        assert_eq!(stand.code().id, still.id, "and the deciding code is back");
    }
    stand.presenter.mode(ShowMode::Moving { fps: 8 });
    stand.presenter.portrait();
    assert_eq!(stand.code().next_in_ms, 125, "a moving screen shows it anyway");
}

#[test]
fn a_showing_ended_from_elsewhere_is_over_with_the_next_frame_even_on_a_locked_phone() {
    for locked in [false, true] {
        let world = World::new();
        let mut stand = world.show("police");
        stand.presenter.frame();
        stand.work();
        stand.code();
        let handle = stand.presenter.handle();
        if locked {
            world.presence.locked();
        }
        handle.stop();
        assert_eq!(stand.presenter.frame(), Frame::Over);
        assert!(!handle.is_gone());
        drop(stand);
        assert!(handle.is_gone());
    }
}

#[test]
fn the_register_may_worsen_what_is_on_the_screen_and_never_better_it() {
    for (status, live, look) in
        [("A", Group::NotUsable, Look::Red), ("A", Group::Unknown, Look::Amber), ("B", Group::Usable, Look::Red)]
    {
        let world = World { status, ..World::new() };
        let mut stand = world.show("police");
        stand.presenter.frame();
        stand.work();
        stand.presenter.handle().live(live);
        assert_eq!(stand.code().look, look, "{status} {live:?}");
    }
}

// R13
#[test]
fn every_start_verifies_again_and_a_changed_copy_is_not_shown() {
    let world = World::new();
    let whole = world.setup("police").copies;
    for (copy, part) in (0..whole.len()).flat_map(|copy| [(copy, "token"), (copy, "annex")]) {
        let length = if part == "token" { whole[copy].token.len() } else { whole[copy].annex.len() };
        for at in (0..length).step_by(17).chain([length - 1]) {
            let mut setup = world.setup("police");
            let bytes = if part == "token" { &mut setup.copies[copy].token } else { &mut setup.copies[copy].annex };
            bytes[at] ^= 1;
            let refused = Presenter::prepare(setup).err();
            assert!(
                matches!(refused, Some(StartError::NotShowable(NotShowable::NotGenuine(_)))),
                "copy {copy}, {part}, byte {at}: {refused:?}"
            );
        }
    }
}

#[test]
fn showing_needs_an_unlock_within_two_minutes_and_ends_with_a_lock() {
    let world = World::new();
    world.clock.pass_ms(121_000);
    let refused = Presenter::prepare(world.setup("police")).err();
    assert_eq!(refused, Some(StartError::Absent(Absent::UnlockFirst)));
    assert_eq!(refused.unwrap().code(), "unlock-first");
    world.presence.unlocked(world.clock.boot_ns());
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    stand.code();
    world.presence.locked();
    assert_eq!(
        stand.presenter.frame(),
        Frame::Wait { until: WaitFor::Unlock, trouble: None },
        "nothing over the lock screen"
    );
    world.presence.unlocked(world.clock.boot_ns());
    stand.code();
}

#[test]
fn how_the_license_stands_decides_look_and_whether_it_is_shown() {
    let cases = [
        ("A", None, Some(Look::Green)),
        ("B", None, Some(Look::Red)),
        ("C", None, Some(Look::Amber)),
        ("L", None, None),
        ("A", Some(Group::NotUsable), Some(Look::Red)),
        ("A", Some(Group::Ended), None),
        ("B", Some(Group::Usable), Some(Look::Red)),
    ];
    for (status, live, look) in cases {
        let mut world = World::new();
        world.status = status;
        let mut setup = world.setup("police");
        setup.live = live;
        match (Presenter::prepare(setup), look) {
            (Ok((presenter, mut worker)), Some(look)) => {
                presenter.frame();
                worker.work();
                assert!(matches!(presenter.frame(), Frame::Code(code) if code.look == look), "{status} {live:?}");
            }
            (Err(StartError::NotShowable(NotShowable::State(_))), None) => {}
            (other, _) => panic!("{status} {live:?}: {:?}", other.err()),
        }
    }
}

// R72 R73 R75
// R74
// R71
#[test]
fn a_screenshot_brings_a_fresh_code_and_the_end_is_the_end() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let before = stand.shown();
    world.clock.pass_ms(1_000);
    stand.presenter.renew();
    stand.work();
    let after = stand.shown();
    assert_ne!(before, after);
    assert!(showing(&after).sequence > showing(&before).sequence);
    stand.presenter.stop();
    assert_eq!(stand.presenter.frame(), Frame::Over);
    assert_eq!(stand.worker.work(), None, "the thread ends");
}

#[test]
fn numbers_are_reserved_when_showing_starts_and_a_failed_write_stops_nothing() {
    let world = World::new();
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    let first = showing(&stand.shown()).sequence;
    assert_eq!(i64::from(first), NOW, "time leads");
    drop(stand);
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    assert_eq!(showing(&stand.shown()).sequence, first + 1024, "after a restart: beyond all that was reserved");
    world.secrets.order(Operation::Put, None, Fault::Fails(SecretError::Unavailable), 0, u32::MAX);
    let mut stand = world.show("police");
    stand.presenter.frame();
    stand.work();
    assert_eq!(showing(&stand.shown()).sequence, first + 2048);
}

#[test]
fn a_phone_whose_clock_went_back_shows_no_earlier_than_its_token() {
    let world = World::new();
    let clock = ManualClock::new(1_000_000_000_000);
    let mut setup = world.setup("police");
    setup.time = Arc::new(TimeKeeper::new(Arc::new(clock.clone()), None, ClockRecord::default()));
    let presence = Presence::default();
    presence.unlocked(clock.boot_ns());
    setup.presence = presence;
    let (presenter, worker) = Presenter::prepare(setup).unwrap();
    let mut stand = Stand { presenter, worker };
    stand.presenter.frame();
    stand.work();
    let showing = showing(&stand.shown());
    assert_eq!(showing.at, UnixSeconds(NOW - 3600));
    assert_eq!(showing.quality, lz_credential::presentation::ClockQuality::WallClock);
}

#[test]
fn the_thread_shows_by_itself_and_ends_when_the_presenter_is_dropped() {
    let world = World::new();
    let presenter = Presenter::start(world.setup("police")).unwrap();
    // The clock by hand stands still; the thread is woken by frame() alone. It is waited for, not timed.
    let code = loop {
        match presenter.frame() {
            Frame::Code(code) => break code,
            Frame::Wait { .. } => std::thread::yield_now(),
            Frame::Over => panic!("not over"),
        }
    };
    assert_eq!(code.look, Look::Green);
    let shared = Arc::downgrade(&presenter.shared);
    drop(presenter);
    while shared.upgrade().is_some() {
        std::thread::yield_now();
    }
}
