//! One time for all parts: a second written in a file that every process reads at every look.
//!
//! The clock on the wall stands at that second until a scene moves it. The phone's count of nanoseconds since boot runs on
//! with the machine and jumps when the file does, as if the phone had slept in between.

use std::path::{Path, PathBuf};

use lz_wallet::clock::{Clock, SystemClock};

use crate::fail::Played;

/// The file. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct StoryClock {
    file: PathBuf,
}

impl StoryClock {
    /// A clock in `file`, whoever wrote it.
    pub fn in_file(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into() }
    }

    /// Where it is.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// As the programs take it: `file:PATH`.
    pub fn argument(&self) -> String {
        format!("file:{}", self.file.display())
    }

    /// The second it stands at; 0 before it was set.
    pub fn now(&self) -> i64 {
        std::fs::read_to_string(&self.file).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
    }

    /// Sets it. Readers see the old second or the new one, never half a file.
    pub fn set(&self, unix_seconds: i64) -> Played {
        let beside = self.file.with_extension("new");
        std::fs::write(&beside, unix_seconds.to_string())?;
        std::fs::rename(beside, &self.file)?;
        Ok(())
    }
}

impl Clock for StoryClock {
    fn wall_ms(&self) -> i64 {
        self.now().saturating_mul(1_000)
    }

    fn boot_ns(&self) -> u64 {
        let jumped = u64::try_from(self.now()).unwrap_or(0).saturating_mul(1_000_000_000);
        SystemClock.boot_ns().saturating_add(jumped)
    }
}

/// Seconds of a moment in China, UTC+8 the whole year: days since 1970 by the civil calendar.
pub fn moment(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> i64 {
    // Days from civil, after H. Hinnant: a year that starts in March puts the leap day last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    days * 86_400 + hour * 3_600 + minute * 60 + second - 8 * 3_600
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_moment_in_china_is_eight_hours_ahead_of_utc() {
        assert_eq!(moment(2021, 9, 1, 0, 0, 0), 1_630_425_600);
        assert_eq!(moment(2024, 2, 29, 8, 0, 0), 1_709_164_800);
        assert_eq!(moment(1970, 1, 1, 8, 0, 1), 1);
    }
}
