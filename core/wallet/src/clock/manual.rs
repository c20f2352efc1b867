//! A clock that tests turn by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::Clock;

/// Both clocks of a phone; cheap to clone, all clones are one.
#[derive(Clone)]
pub(crate) struct ManualClock(Arc<(AtomicI64, AtomicU64)>);

impl ManualClock {
    pub(crate) fn new(wall_ms: i64) -> Self {
        Self(Arc::new((AtomicI64::new(wall_ms), AtomicU64::new(5_000_000_000))))
    }

    /// Time passes.
    pub(crate) fn pass_ms(&self, ms: u64) {
        self.0.0.fetch_add(ms as i64, Ordering::SeqCst);
        self.0.1.fetch_add(ms * 1_000_000, Ordering::SeqCst);
    }

    /// The owner turns the wall clock.
    pub(crate) fn turn_wall_ms(&self, ms: i64) {
        self.0.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// The phone restarts: the count begins anew.
    pub(crate) fn reboot(&self) {
        self.0.1.store(1_000_000_000, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn wall_ms(&self) -> i64 {
        self.0.0.load(Ordering::SeqCst)
    }

    fn boot_ns(&self) -> u64 {
        self.0.1.load(Ordering::SeqCst)
    }
}
