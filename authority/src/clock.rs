//! The authority's clock: the system's, or in the development profile one that tests and demonstrations set.

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

/// The text is no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a clock is @seconds, +seconds, -seconds, file:PATH or 2021-09-01T08:00:00")]
pub struct ClockError;

impl Clock {
    /// Reads `@1630425600`, `+3600`, `-3600`, `file:PATH`, or `2021-09-01T08:00:00` in Asia/Shanghai.
    pub fn parse(text: &str) -> Result<Self, ClockError> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| ClockError);
        if let Some(seconds) = text.strip_prefix('@') {
            return Ok(Self::Fixed(UnixSeconds(number(seconds)?)));
        }
        if let Some(path) = text.strip_prefix("file:") {
            return Ok(Self::File(PathBuf::from(path)));
        }
        if text.starts_with(['+', '-']) {
            return Ok(Self::Offset(number(text)?));
        }
        let (day, time) = text.split_once('T').ok_or(ClockError)?;
        let day: lz_license::Day = day.parse().map_err(|_| ClockError)?;
        let time = time.strip_suffix("+08:00").unwrap_or(time);
        let parts: Vec<i64> = time.split(':').map(number).collect::<Result<_, _>>()?;
        match parts[..] {
            [h @ 0..24, m @ 0..60, s @ 0..60] => Ok(Self::Fixed(day.start().plus(h * 3600 + m * 60 + s))),
            _ => Err(ClockError),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_in_each_of_its_forms() {
        assert_eq!(Clock::parse("@1630425600").unwrap().now(), UnixSeconds(1_630_425_600));
        assert_eq!(Clock::parse("2021-09-01T00:00:00").unwrap().now(), UnixSeconds(1_630_425_600));
        assert_eq!(Clock::parse("2021-09-01T00:00:00+08:00").unwrap().now(), UnixSeconds(1_630_425_600));
        assert!(matches!(Clock::parse("-60").unwrap(), Clock::Offset(-60)));
        for bad in ["", "2021-09-01", "@x", "+", "2021-02-30T00:00:00", "2021-09-01T24:00:00", "noon"] {
            assert_eq!(Clock::parse(bad).unwrap_err(), ClockError, "{bad}");
        }
    }
}
