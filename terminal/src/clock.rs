//! The terminal's clock: the system's, or in the development environment one that is handed in.

use lz_credential::{Day, UnixSeconds};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Always this second.
    Fixed(UnixSeconds),
    /// The system's clock, moved by seconds.
    Offset(i64),
    /// A second written in a file: several programs step together.
    File(PathBuf),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> UnixSeconds {
        let system = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        UnixSeconds(match self {
            Clock::System => system,
            Clock::Fixed(at) => at.0,
            Clock::Offset(by) => system.saturating_add(*by),
            Clock::File(path) => {
                std::fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(system)
            }
        })
    }
}

impl FromStr for Clock {
    type Err = String;

    /// Reads `@1630425600`, `+3600`, `-3600`, `file:PATH`, or `2021-09-01T08:00:00` in Asia/Shanghai.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a clock is @seconds, +seconds, -seconds, file:PATH or 2021-09-01T08:00:00".to_owned();
        let number = |text: &str| text.parse::<i64>().map_err(|_| wrong());
        if let Some(path) = text.strip_prefix("file:") {
            return Ok(Clock::File(PathBuf::from(path)));
        }
        if let Some(seconds) = text.strip_prefix('@') {
            return Ok(Clock::Fixed(UnixSeconds(number(seconds)?)));
        }
        if text.starts_with(['+', '-']) {
            return Ok(Clock::Offset(number(text)?));
        }
        let (day, time) = text.split_once('T').ok_or_else(wrong)?;
        let day: Day = day.parse().map_err(|_| wrong())?;
        let parts =
            time.strip_suffix("+08:00").unwrap_or(time).split(':').map(number).collect::<Result<Vec<_>, _>>()?;
        match parts[..] {
            [h @ 0..24, m @ 0..60, s @ 0..60] => Ok(Clock::Fixed(day.start().plus(h * 3_600 + m * 60 + s))),
            _ => Err(wrong()),
        }
    }
}
