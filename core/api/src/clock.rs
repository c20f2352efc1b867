//! How a development environment writes another clock on a command line. Reading it is pure; looking at it is not done here.
//!
//! Authority, terminal and demonstration take the same texts, so that several programs can stand in one invented moment.

use std::path::PathBuf;
use std::str::FromStr;

use lz_license::{Day, UnixSeconds};

/// Another clock than the system's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockSetting {
    /// Always this second.
    Fixed(UnixSeconds),
    /// The system's clock, moved by seconds.
    Offset(i64),
    /// A second written in a file, read at every look: several programs step together.
    File(PathBuf),
}

/// The text is no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a clock is @seconds, +seconds, -seconds, file:PATH or 2021-09-01T08:00:00")]
pub struct ClockError;

impl FromStr for ClockSetting {
    type Err = ClockError;

    /// Reads `@1630425600`, `+3600`, `-3600`, `file:PATH`, or `2021-09-01T08:00:00` in Asia/Shanghai.
    fn from_str(text: &str) -> Result<Self, ClockError> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| ClockError);
        if let Some(path) = text.strip_prefix("file:") {
            return Ok(Self::File(PathBuf::from(path)));
        }
        if let Some(seconds) = text.strip_prefix('@') {
            return Ok(Self::Fixed(UnixSeconds(number(seconds)?)));
        }
        if text.starts_with(['+', '-']) {
            return Ok(Self::Offset(number(text)?));
        }
        let (day, time) = text.split_once('T').ok_or(ClockError)?;
        let day: Day = day.parse().map_err(|_| ClockError)?;
        let time = time.strip_suffix("+08:00").unwrap_or(time);
        let parts = time.split(':').map(number).collect::<Result<Vec<_>, _>>()?;
        match parts[..] {
            [h @ 0..24, m @ 0..60, s @ 0..60] => Ok(Self::Fixed(day.start().plus(h * 3_600 + m * 60 + s))),
            _ => Err(ClockError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_in_each_of_its_forms() {
        let midnight = ClockSetting::Fixed(UnixSeconds(1_630_425_600));
        let cases = [
            ("@1630425600", midnight.clone()),
            ("2021-09-01T00:00:00", midnight.clone()),
            ("2021-09-01T00:00:00+08:00", midnight),
            ("+3600", ClockSetting::Offset(3_600)),
            ("-60", ClockSetting::Offset(-60)),
            ("file:clock", ClockSetting::File("clock".into())),
        ];
        for (text, setting) in cases {
            assert_eq!(text.parse(), Ok(setting), "{text}");
        }
        for bad in ["", "2021-09-01", "@x", "+", "2021-02-30T00:00:00", "2021-09-01T24:00:00", "noon"] {
            assert_eq!(bad.parse::<ClockSetting>(), Err(ClockError), "{bad}");
        }
    }
}
