//! What time it is, and how far that may be trusted, on a phone whose owner can turn the clock.
//!
//! A signed answer of the authority ties server time to the phone's count of nanoseconds since boot, which counts sleep
//! and which nobody can turn. From then on, until reboot, time is that anchor plus what the count has moved. After a
//! reboot there is only the wall clock, held up by a *floor*: the newest time that something signed has proved. The floor
//! moves on with the boot clock and never goes back. The quality flag of `TrustedTime` goes into every code that is shown
//! (wire format, section 3 and 6): it chooses advice at the terminal and is never evidence.
//!
//! `std::time::Instant` stops while the phone sleeps: it is not used here.

#[cfg(test)]
pub(crate) mod manual;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

pub use lz_license::time::UnixSeconds;
use serde::{Deserialize, Serialize};

/// A server answer that took longer says too little about the moment it was made.
pub const LONGEST_ROUND_TRIP_MS: u64 = 10_000;
/// Above this error the phone says [`Quality::Wall`].
pub const LARGEST_ERROR_MS: u64 = 30_000;
/// Drift that crystals of phones stay under, in parts per million.
pub const DRIFT_PPM: u64 = 50;
/// A wall clock further off than this is worth a word to the driver ("switch on automatic time").
pub const WALL_TOLERANCE_MS: u64 = 120_000;

/// The phone's two clocks.
pub trait Clock: Send + Sync {
    /// Unix milliseconds by the clock on the wall, which the owner may turn as he likes.
    fn wall_ms(&self) -> i64;

    /// Nanoseconds since some point of this boot. Never goes back, counts sleep.
    fn boot_ns(&self) -> u64;
}

/// The clocks of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn wall_ms(&self) -> i64 {
        let since = |duration: std::time::Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => since(after),
            Err(before) => since(before.duration()).saturating_neg(),
        }
    }

    fn boot_ns(&self) -> u64 {
        zeitstempel::now()
    }
}

/// A wall clock for demonstrations: stands still, or runs moved. Only a development profile may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DevelopmentClock {
    /// The wall clock stands at this moment.
    Fixed(UnixSeconds),
    /// The wall clock runs, moved by so many seconds.
    Offset(i64),
}

impl Clock for DevelopmentClock {
    fn wall_ms(&self) -> i64 {
        match self {
            Self::Fixed(at) => at.0.saturating_mul(1000),
            Self::Offset(seconds) => SystemClock.wall_ms().saturating_add(seconds.saturating_mul(1000)),
        }
    }

    fn boot_ns(&self) -> u64 {
        SystemClock.boot_ns()
    }
}

/// How far a time may be trusted. The numbers stand in every presentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quality {
    /// Anchored to signed server time since boot, at most 30 s off.
    Anchored = 0,
    /// The wall clock, or the floor under it.
    Wall = 1,
}

/// A time with what is known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrustedTime {
    /// The time itself, never below the floor.
    pub at: UnixSeconds,
    /// How far it may be trusted.
    pub quality: Quality,
    /// The most it can be off, in milliseconds; unknown for a wall clock.
    pub error_ms: Option<u64>,
}

/// All that the clock remembers; the engine keeps it in the vault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRecord {
    anchor: Option<Anchor>,
    /// The true time is not before this, and moves on with the boot clock.
    floor: Option<Mark>,
    /// The newest anchored time that was given out; stands still.
    given_ms: Option<i64>,
}

/// A moment of the boot clock at which the time was known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    at_ms: i64,
    boot_id: String,
    boot_ns: u64,
}

/// Server time, with what the way there and back took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Anchor {
    mark: Mark,
    rtt_ms: u64,
}

/// A question to the server for its time. Used up by the answer: no answer counts twice.
pub struct TimeQuestion {
    /// Send this; the signed answer must repeat it.
    pub nonce: [u8; 16],
    asked_at_ns: u64,
}

/// Why an answer did not become an anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// It answers another question: replayed or mixed up.
    #[error("the time answers another question")]
    OtherQuestion,
    /// It took too long to say anything useful.
    #[error("the time took too long to arrive")]
    TooSlow,
    /// It lies before what signed objects have already proved.
    #[error("the time lies before what is proved")]
    BeforeFloor,
    /// No randomness for a question.
    #[error("no randomness")]
    NoRandomness,
}

impl TimeError {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherQuestion => "time-other-question",
            Self::TooSlow => "time-too-slow",
            Self::BeforeFloor => "time-before-floor",
            Self::NoRandomness => "time-no-randomness",
        }
    }
}

/// Tells the time. One for each open wallet; shared by all that sign or judge.
pub struct TimeKeeper {
    clock: Arc<dyn Clock>,
    boot_id: String,
    record: Mutex<ClockRecord>,
}

impl TimeKeeper {
    /// Goes on from what was remembered. `boot_id` names this boot; without one, every start counts as a new boot.
    pub fn new(clock: Arc<dyn Clock>, boot_id: Option<&str>, record: ClockRecord) -> Self {
        let boot_id = match boot_id {
            Some(named) => format!("named:{named}"),
            None => format!("start:{:x}:{:x}", clock.wall_ms(), clock.boot_ns()),
        };
        Self { clock, boot_id, record: Mutex::new(record) }
    }

    /// The time now.
    pub fn now(&self) -> TrustedTime {
        let boot_ns = self.clock.boot_ns();
        let mut record = self.record();
        let held = self.held_ms(&record, boot_ns);
        let Some((estimate, error)) = self.anchored_ms(&record, boot_ns) else {
            let at_ms = self.clock.wall_ms().max(held);
            return TrustedTime { at: seconds(at_ms), quality: Quality::Wall, error_ms: None };
        };
        let at_ms = estimate.max(held);
        let error_ms = error.saturating_add(at_ms.abs_diff(estimate));
        if error_ms > LARGEST_ERROR_MS {
            return TrustedTime { at: seconds(at_ms), quality: Quality::Wall, error_ms: Some(error_ms) };
        }
        record.given_ms = record.given_ms.max(Some(at_ms));
        TrustedTime { at: seconds(at_ms), quality: Quality::Anchored, error_ms: Some(error_ms) }
    }

    /// Nanoseconds of the boot clock, for how long things are shown.
    pub fn boot_ns(&self) -> u64 {
        self.clock.boot_ns()
    }

    /// Something signed and verified says that it was made at `at`: it is not earlier than that now.
    pub fn raise_floor(&self, at: UnixSeconds) {
        let boot_ns = self.clock.boot_ns();
        let at_ms = at.0.saturating_mul(1000);
        let mut record = self.record();
        // Marked anew even if the floor has moved beyond `at` by itself: a reboot would lose that movement.
        let floor_ms = self.floor_ms(&record, boot_ns).map_or(at_ms, |floor| floor.max(at_ms));
        record.floor = Some(self.mark(floor_ms, boot_ns));
    }

    /// A new question for the server.
    pub fn ask(&self) -> Result<TimeQuestion, TimeError> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|_| TimeError::NoRandomness)?;
        Ok(TimeQuestion { nonce, asked_at_ns: self.clock.boot_ns() })
    }

    /// Anchors the clock. The caller has verified the signature of the answer that says `server_ms` and `nonce`.
    pub fn anchor(&self, question: TimeQuestion, server_ms: i64, nonce: &[u8; 16]) -> Result<(), TimeError> {
        if question.nonce != *nonce {
            return Err(TimeError::OtherQuestion);
        }
        let boot_ns = self.clock.boot_ns();
        let rtt_ms = boot_ns.checked_sub(question.asked_at_ns).ok_or(TimeError::OtherQuestion)? / 1_000_000;
        if rtt_ms > LONGEST_ROUND_TRIP_MS {
            return Err(TimeError::TooSlow);
        }
        let half = i64::try_from(rtt_ms / 2).unwrap_or(i64::MAX);
        let now_ms = server_ms.saturating_add(half);
        let mut record = self.record();
        if self.held_ms(&record, boot_ns) > now_ms.saturating_add(half).saturating_add(LARGEST_ERROR_MS as i64) {
            return Err(TimeError::BeforeFloor);
        }
        record.anchor = Some(Anchor { mark: self.mark(now_ms, boot_ns), rtt_ms });
        Ok(())
    }

    /// How far the wall clock is off, if that is known and worth a word to the driver.
    pub fn wall_off_ms(&self) -> Option<i64> {
        let (estimate, error) = self.anchored_ms(&self.record(), self.clock.boot_ns())?;
        let off = self.clock.wall_ms().saturating_sub(estimate);
        (off.unsigned_abs() > WALL_TOLERANCE_MS.saturating_add(error)).then_some(off)
    }

    /// What to remember. The floor in it is raised to what anchor and boot clock prove now: a reboot loses both.
    pub fn remember(&self) -> ClockRecord {
        let boot_ns = self.clock.boot_ns();
        let mut record = self.record();
        let by_anchor = self
            .anchored_ms(&record, boot_ns)
            .map(|(estimate, error)| estimate.saturating_sub(i64::try_from(error).unwrap_or(i64::MAX)));
        if let Some(proved) = self.floor_ms(&record, boot_ns).max(by_anchor) {
            record.floor = Some(self.mark(proved, boot_ns));
        }
        record.clone()
    }

    /// The anchored time and the most it can be off, if an anchor of this boot exists.
    fn anchored_ms(&self, record: &ClockRecord, boot_ns: u64) -> Option<(i64, u64)> {
        let anchor = record.anchor.as_ref()?;
        let age_ms = self.age_ms(&anchor.mark, boot_ns)?;
        let estimate = anchor.mark.at_ms.saturating_add(i64::try_from(age_ms).unwrap_or(i64::MAX));
        Some((estimate, (anchor.rtt_ms.div_ceil(2)).saturating_add(drift_ms(age_ms))))
    }

    /// The floor as it is now: moved on by the boot clock, less what that clock may be fast.
    fn floor_ms(&self, record: &ClockRecord, boot_ns: u64) -> Option<i64> {
        let floor = record.floor.as_ref()?;
        let moved = self.age_ms(floor, boot_ns).map_or(0, |age| age - drift_ms(age).min(age));
        Some(floor.at_ms.saturating_add(i64::try_from(moved).unwrap_or(i64::MAX)))
    }

    /// The time may not be given as earlier than this.
    fn held_ms(&self, record: &ClockRecord, boot_ns: u64) -> i64 {
        self.floor_ms(record, boot_ns).max(record.given_ms).unwrap_or(i64::MIN)
    }

    /// Milliseconds since `mark`, if it was made in this boot.
    fn age_ms(&self, mark: &Mark, boot_ns: u64) -> Option<u64> {
        if mark.boot_id != self.boot_id {
            return None;
        }
        boot_ns.checked_sub(mark.boot_ns).map(|ns| ns / 1_000_000)
    }

    fn mark(&self, at_ms: i64, boot_ns: u64) -> Mark {
        Mark { at_ms, boot_id: self.boot_id.clone(), boot_ns }
    }

    fn record(&self) -> MutexGuard<'_, ClockRecord> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn drift_ms(age_ms: u64) -> u64 {
    age_ms.saturating_mul(DRIFT_PPM).div_ceil(1_000_000)
}

fn seconds(ms: i64) -> UnixSeconds {
    UnixSeconds(ms.div_euclid(1000))
}
