//! Wall jumps, reboots, replays and drift, by example and at random.

use std::sync::Arc;

use proptest::prelude::*;

use super::manual::ManualClock;
use super::*;

const START_MS: i64 = 1_790_000_000_000;

fn keeper(clock: &ManualClock, boot: &str, record: ClockRecord) -> TimeKeeper {
    TimeKeeper::new(Arc::new(clock.clone()), Some(boot), record)
}

/// Anchors with an answer that took `rtt_ms` and said `true_ms` in the middle of it.
fn anchor(keeper: &TimeKeeper, clock: &ManualClock, true_ms: i64, rtt_ms: u64) -> Result<(), TimeError> {
    let question = keeper.ask().unwrap();
    clock.pass_ms(rtt_ms);
    let nonce = question.nonce;
    keeper.anchor(question, true_ms + (rtt_ms / 2) as i64, &nonce)
}

#[test]
fn before_any_anchor_the_wall_clock_counts_and_says_so() {
    let clock = ManualClock::new(START_MS);
    let now = keeper(&clock, "1", ClockRecord::default()).now();
    assert_eq!(now, TrustedTime { at: UnixSeconds(START_MS / 1000), quality: Quality::Wall, error_ms: None });
}

#[test]
fn an_anchor_outlives_every_turn_of_the_wall_clock() {
    let clock = ManualClock::new(START_MS - 3_600_000);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    anchor(&keeper, &clock, START_MS, 200).unwrap();
    for turn in [-86_400_000, 5 * 86_400_000, -400 * 86_400_000_000] {
        clock.turn_wall_ms(turn);
        let now = keeper.now();
        assert_eq!((now.at, now.quality, now.error_ms), (UnixSeconds(START_MS / 1000), Quality::Anchored, Some(100)));
        assert!(keeper.wall_off_ms().is_some(), "the driver is told to switch on automatic time");
    }
    clock.pass_ms(90_000);
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 90));
}

#[test]
fn quality_falls_when_half_the_round_trip_and_drift_pass_thirty_seconds() {
    // rtt/2 + 50 ppm × age > 30 s: with a round trip of 10 s that is 25 s of drift, after 500,000 s.
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    anchor(&keeper, &clock, START_MS, 10_000).unwrap();
    clock.pass_ms(500_000_000);
    assert_eq!((keeper.now().quality, keeper.now().error_ms), (Quality::Anchored, Some(30_000)));
    clock.pass_ms(20_001);
    assert_eq!((keeper.now().quality, keeper.now().error_ms), (Quality::Wall, Some(30_002)));
}

#[test]
fn an_answer_that_took_over_ten_seconds_anchors_nothing() {
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    assert_eq!(anchor(&keeper, &clock, START_MS, 10_001), Err(TimeError::TooSlow));
    assert_eq!(keeper.now().quality, Quality::Wall);
}

#[test]
fn a_replayed_answer_anchors_nothing() {
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    let first = keeper.ask().unwrap();
    let recorded = first.nonce;
    keeper.anchor(first, START_MS, &recorded).unwrap();
    clock.pass_ms(3_600_000);
    let second = keeper.ask().unwrap();
    assert_eq!(keeper.anchor(second, START_MS, &recorded), Err(TimeError::OtherQuestion));
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 3600));
}

#[test]
fn an_anchor_ends_with_the_boot_and_leaves_its_floor() {
    let clock = ManualClock::new(START_MS);
    let before = keeper(&clock, "1", ClockRecord::default());
    anchor(&before, &clock, START_MS, 0).unwrap();
    clock.pass_ms(1_000_000);
    let remembered = before.remember();
    for boot in [Some("2"), None] {
        clock.reboot();
        clock.turn_wall_ms(-30 * 86_400_000);
        let after = TimeKeeper::new(Arc::new(clock.clone()), boot, remembered.clone());
        let now = after.now();
        assert_eq!(now.quality, Quality::Wall, "{boot:?}");
        // 1,000 s after the anchor, less what the clock may have been fast.
        assert_eq!(now.at, UnixSeconds(START_MS / 1000 + 999), "{boot:?}");
        clock.turn_wall_ms(30 * 86_400_000);
    }
}

#[test]
fn a_restart_of_the_app_in_the_same_boot_keeps_the_anchor() {
    let clock = ManualClock::new(START_MS);
    let before = keeper(&clock, "1", ClockRecord::default());
    anchor(&before, &clock, START_MS, 0).unwrap();
    let remembered = before.remember();
    clock.pass_ms(60_000);
    clock.turn_wall_ms(-86_400_000);
    let after = keeper(&clock, "1", remembered);
    assert_eq!((after.now().at, after.now().quality), (UnixSeconds(START_MS / 1000 + 60), Quality::Anchored));
}

#[test]
fn a_reboot_that_pretends_to_be_the_same_boot_is_found_out_by_its_count() {
    let clock = ManualClock::new(START_MS);
    let before = keeper(&clock, "1", ClockRecord::default());
    anchor(&before, &clock, START_MS, 0).unwrap();
    let remembered = before.remember();
    clock.reboot();
    assert_eq!(keeper(&clock, "1", remembered).now().quality, Quality::Wall);
}

#[test]
fn the_floor_moves_on_by_itself_while_a_wall_clock_is_wrong() {
    let clock = ManualClock::new(0);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    keeper.raise_floor(UnixSeconds(START_MS / 1000));
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000), "a battery that died does not stop the license");
    clock.pass_ms(100_000);
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 99), "codes do not stand still");
    keeper.raise_floor(UnixSeconds(START_MS / 1000 - 5));
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 99), "an older object lowers nothing");
}

#[test]
fn a_server_far_below_the_floor_anchors_nothing_and_a_floor_above_the_anchor_costs_quality() {
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    keeper.raise_floor(UnixSeconds(START_MS / 1000 + 20));
    assert_eq!(anchor(&keeper, &clock, START_MS - 100_000, 0), Err(TimeError::BeforeFloor));
    anchor(&keeper, &clock, START_MS, 0).unwrap();
    assert_eq!((keeper.now().quality, keeper.now().error_ms), (Quality::Anchored, Some(20_000)));
    keeper.raise_floor(UnixSeconds(START_MS / 1000 + 40));
    assert_eq!(keeper.now().quality, Quality::Wall, "forty seconds off is not anchored");
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 40));
}

#[test]
fn a_new_anchor_never_turns_anchored_time_back() {
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    anchor(&keeper, &clock, START_MS + 4_000, 10_000).unwrap();
    let before = keeper.now().at;
    anchor(&keeper, &clock, START_MS + 10_000, 0).unwrap();
    assert!(keeper.now().at >= before);
    clock.pass_ms(10_000);
    assert_eq!(keeper.now().at, UnixSeconds(START_MS / 1000 + 20), "the correction is caught up, not kept");
}

#[test]
fn a_record_survives_its_own_spelling() {
    let clock = ManualClock::new(START_MS);
    let keeper = keeper(&clock, "1", ClockRecord::default());
    anchor(&keeper, &clock, START_MS, 100).unwrap();
    let record = keeper.remember();
    let spelled = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<ClockRecord>(&spelled).unwrap(), record);
}

#[test]
fn the_development_clock_moves_the_wall_alone() {
    assert_eq!(DevelopmentClock::Fixed(UnixSeconds(7)).wall_ms(), 7_000);
    let moved = DevelopmentClock::Offset(-3600);
    assert!((SystemClock.wall_ms() - 3_600_000 - moved.wall_ms()).abs() < 60_000);
    assert!(moved.boot_ns() <= SystemClock.boot_ns());
}

/// What may happen to a phone.
#[derive(Debug, Clone)]
enum Event {
    Pass(u64),
    Turn(i64),
    Reboot,
    Restart,
    /// Server time, with a round trip.
    Anchor(u64),
    /// An old answer is played again.
    Replay,
    /// A signed object is accepted that is so many milliseconds old.
    Signed(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..400_000_000u64).prop_map(Event::Pass),
        (-10_000_000_000..10_000_000_000i64).prop_map(Event::Turn),
        Just(Event::Reboot),
        Just(Event::Restart),
        (0..12_000u64).prop_map(Event::Anchor),
        Just(Event::Replay),
        (0..1_000_000_000i64).prop_map(Event::Signed),
    ]
}

proptest! {
    /// The true time is known to the test alone. Never may the phone overstate its quality, go under what is proved, or
    /// turn anchored time back.
    #[test]
    fn quality_is_never_overstated_and_proved_time_never_lost(
        events in proptest::collection::vec(event(), 1..60), drift_ppm in -50i64..=50,
    ) {
        let clock = ManualClock::new(START_MS);
        let mut true_ms = START_MS;
        let mut boot = 0;
        let mut proved = i64::MIN;
        let mut anchored = i64::MIN;
        let mut recorded = None;
        let mut keeper = keeper(&clock, "0", ClockRecord::default());
        for event in events {
            // The phone's crystal is off; true time is not.
            let pass = |ms: u64, true_ms: i64| {
                clock.pass_ms(ms);
                true_ms + ms as i64 - (ms as i64 * drift_ppm) / 1_000_000
            };
            match event {
                Event::Pass(ms) => true_ms = pass(ms, true_ms),
                Event::Turn(ms) => clock.turn_wall_ms(ms),
                Event::Reboot => {
                    boot += 1;
                    clock.reboot();
                    keeper = self::keeper(&clock, &boot.to_string(), keeper.remember());
                }
                Event::Restart => keeper = self::keeper(&clock, &boot.to_string(), keeper.remember()),
                Event::Anchor(rtt) => {
                    let question = keeper.ask().unwrap();
                    true_ms = pass(rtt / 3, true_ms);
                    let said = true_ms;
                    true_ms = pass(rtt - rtt / 3, true_ms);
                    let nonce = question.nonce;
                    recorded = Some((said, nonce));
                    let outcome = keeper.anchor(question, said, &nonce);
                    prop_assert_eq!(outcome.is_ok(), rtt <= LONGEST_ROUND_TRIP_MS, "{:?}", outcome);
                    if outcome.is_ok() {
                        prop_assert_eq!(keeper.now().quality, Quality::Anchored);
                    }
                }
                Event::Replay => if let Some((said, nonce)) = recorded {
                    let question = keeper.ask().unwrap();
                    prop_assert_eq!(keeper.anchor(question, said, &nonce), Err(TimeError::OtherQuestion));
                }
                Event::Signed(age) => {
                    proved = proved.max((true_ms - age).div_euclid(1000));
                    keeper.raise_floor(UnixSeconds((true_ms - age).div_euclid(1000)));
                }
            }
            let now = keeper.now();
            prop_assert!(now.at.0 >= proved, "under what is proved");
            prop_assert!(now.at.0 >= anchored, "anchored time went back");
            if let Some(error) = now.error_ms {
                // One second for the cut to whole seconds, one for whole milliseconds.
                let off = (now.at.0 * 1000 - true_ms).unsigned_abs();
                prop_assert!(off <= error + 1_002, "off by {} with an error of {}", off, error);
            }
            if now.quality == Quality::Anchored {
                prop_assert!(now.error_ms.is_some_and(|error| error <= LARGEST_ERROR_MS));
                anchored = now.at.0;
            }
        }
    }
}
