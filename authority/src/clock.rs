//! The authority's clock: the system's, or in the development profile one that tests and demonstrations set.

use lz_api::clock::{ClockError, ClockSetting};
use lz_license::UnixSeconds;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Always this second. Development only.
    Fixed(UnixSeconds),
    /// The system's clock moved by seconds. Development only.
    Offset(i64),
    /// A second that the test moves. Development only.
    Manual(Arc<AtomicI64>),
    /// A second written in a file, read at every look: several processes step together. Development only.
    File(PathBuf),
}

impl Clock {
    /// Reads the texts of [`ClockSetting`].
    pub fn parse(text: &str) -> Result<Self, ClockError> {
        Ok(match text.parse()? {
            ClockSetting::Fixed(at) => Self::Fixed(at),
            ClockSetting::Offset(seconds) => Self::Offset(seconds),
            ClockSetting::File(path) => Self::File(path),
        })
    }

    /// A clock that the returned cell moves.
    pub fn manual(at: UnixSeconds) -> (Self, Arc<AtomicI64>) {
        let cell = Arc::new(AtomicI64::new(at.0));
        (Self::Manual(cell.clone()), cell)
    }

    /// Now.
    pub fn now(&self) -> UnixSeconds {
        let system = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
        };
        UnixSeconds(match self {
            Self::System => system(),
            Self::Fixed(at) => at.0,
            Self::Offset(seconds) => system().saturating_add(*seconds),
            Self::Manual(cell) => cell.load(Ordering::SeqCst),
            Self::File(path) => {
                std::fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or_else(system)
            }
        })
    }

    /// Now, in milliseconds; a clock that stands counts whole seconds.
    pub fn now_ms(&self) -> u64 {
        let seconds = u64::try_from(self.now().0).unwrap_or(0);
        let part = match self {
            Self::System | Self::Offset(_) => {
                SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_millis()
            }
            Self::Fixed(_) | Self::Manual(_) | Self::File(_) => 0,
        };
        seconds * 1_000 + u64::from(part)
    }

    /// Only the system's clock may run in production.
    pub fn is_system(&self) -> bool {
        matches!(self, Self::System)
    }
}
