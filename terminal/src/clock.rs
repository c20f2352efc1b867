//! The terminal's clock: the system's, or in the development environment one that is handed in.

use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use lz_api::clock::{ClockError, ClockSetting};
use lz_credential::UnixSeconds;

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Another one; development alone.
    Set(ClockSetting),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> UnixSeconds {
        let system = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        UnixSeconds(match self {
            Clock::System => system,
            Clock::Set(ClockSetting::Fixed(at)) => at.0,
            Clock::Set(ClockSetting::Offset(by)) => system.saturating_add(*by),
            Clock::Set(ClockSetting::File(path)) => {
                std::fs::read_to_string(path).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(system)
            }
        })
    }
}

impl FromStr for Clock {
    type Err = ClockError;

    fn from_str(text: &str) -> Result<Self, ClockError> {
        text.parse().map(Clock::Set)
    }
}
