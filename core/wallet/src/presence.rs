//! Is the person there? Showing, exporting, erasing and moving need the device's unlock within the last two minutes.
//!
//! The UI tells unlocks and locks as events; the core times them with the boot clock, so that turning the wall clock
//! wins nothing. Nothing of the license ever appears over the lock screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// An unlock counts for this long.
pub const COUNTS_FOR_NS: u64 = 120 * 1_000_000_000;

/// Remembers the last unlock. All clones are one: shared by everything that needs the person.
#[derive(Debug, Clone, Default)]
pub struct Presence {
    inside: Arc<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    /// Boot clock of the last unlock, plus one; 0 is never, or locked since.
    unlocked_at: AtomicU64,
    /// Counts locks, so that what was opened before a lock knows that it happened.
    locks: AtomicU64,
}

/// What the phone and the policy say about a missing screen lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenLock {
    /// The phone has one: presence is asked.
    Secure,
    /// It has none, and the policy lets it show all the same; the driver was told.
    NoneAllowed,
    /// It has none, and the policy forbids showing.
    NoneForbidden,
}

/// Why the person does not count as present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Absent {
    /// Unlock the phone first.
    #[error("unlock the phone first")]
    UnlockFirst,
    /// Set up a screen lock first.
    #[error("set up a screen lock first")]
    ScreenLockMissing,
}

impl Presence {
    /// The person proved to be there (biometric or device code) at `boot_ns`.
    pub fn unlocked(&self, boot_ns: u64) {
        self.inside.unlocked_at.store(boot_ns.saturating_add(1), Ordering::SeqCst);
    }

    /// The phone was locked: whatever is shown ends.
    pub fn locked(&self) {
        self.inside.unlocked_at.store(0, Ordering::SeqCst);
        self.inside.locks.fetch_add(1, Ordering::SeqCst);
    }

    /// How often the phone was locked since start.
    pub fn locks(&self) -> u64 {
        self.inside.locks.load(Ordering::SeqCst)
    }

    /// Whether the person counts as present at `boot_ns`.
    pub fn check(&self, boot_ns: u64, lock: ScreenLock) -> Result<(), Absent> {
        match lock {
            ScreenLock::NoneAllowed => Ok(()),
            ScreenLock::NoneForbidden => Err(Absent::ScreenLockMissing),
            ScreenLock::Secure => {
                let at = self.inside.unlocked_at.load(Ordering::SeqCst).checked_sub(1).ok_or(Absent::UnlockFirst)?;
                match boot_ns.checked_sub(at) {
                    Some(age) if age <= COUNTS_FOR_NS => Ok(()),
                    _ => Err(Absent::UnlockFirst),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn an_unlock_counts_for_two_minutes_by_the_boot_clock() {
        let presence = Presence::default();
        assert_eq!(presence.check(0, ScreenLock::Secure), Err(Absent::UnlockFirst), "never unlocked");
        presence.unlocked(10 * SECOND);
        let cases = [(10, true), (130, true), (131, false), (9, false)];
        for (at, counts) in cases {
            assert_eq!(presence.check(at * SECOND, ScreenLock::Secure).is_ok(), counts, "at {at} s");
        }
        presence.locked();
        assert_eq!(presence.check(11 * SECOND, ScreenLock::Secure), Err(Absent::UnlockFirst), "locked since");
    }

    #[test]
    fn a_phone_without_a_screen_lock_shows_if_the_policy_lets_it() {
        let presence = Presence::default();
        assert_eq!(presence.check(0, ScreenLock::NoneAllowed), Ok(()));
        assert_eq!(presence.check(0, ScreenLock::NoneForbidden), Err(Absent::ScreenLockMissing));
    }

    #[test]
    fn an_unlock_at_the_first_nanosecond_counts() {
        let presence = Presence::default();
        presence.unlocked(0);
        assert_eq!(presence.check(1, ScreenLock::Secure), Ok(()));
    }
}
