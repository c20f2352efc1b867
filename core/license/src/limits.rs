//! Limits that the authority may tune: points, failed reviews, waiting times, when to remind.
//!
//! Data (`data/limits.json`) with its source and certainty beside each number; a signed policy may send a newer copy.

use serde::{Deserialize, Serialize};

use crate::data::DataError;
use crate::time::Day;

/// The tunable limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Version of the data.
    pub version: u32,
    /// Points at which a license may no longer be used: 12.
    pub points_limit: u8,
    /// Returned applications after which only the office helps.
    pub failed_reviews: u8,
    /// Months between one own photo and the next.
    pub photo_change_months: u8,
    /// Working days that a review may take (R40, R48).
    pub review_working_days: u8,
    /// From how many days before its end a license can be renewed.
    pub renewal_window_days: u16,
    /// Days before a date on which to remind, from far to near.
    pub remind_days: Vec<u16>,
}

impl Limits {
    /// The limits that were built in.
    pub fn built_in() -> &'static Self {
        static LIMITS: std::sync::LazyLock<Limits> = std::sync::LazyLock::new(|| {
            Limits::from_json(include_str!("../data/limits.json")).expect("the built-in limits are tested")
        });
        &LIMITS
    }

    /// Reads limits as they stand in `data/limits.json`.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let limits: Self = crate::data::parse(json)?;
        let sensible = limits.points_limit > 0
            && limits.review_working_days > 0
            && limits.remind_days.windows(2).all(|pair| pair[0] > pair[1]);
        if sensible { Ok(limits) } else { Err(DataError::Contradiction) }
    }

    /// Whether a photo may be replaced on `today` by another one (R25, R76).
    ///
    /// `own_photo_since` is the day on which the driver's own photo was taken into the license; `None` while the
    /// retained photo is in use, which may be replaced at once. `Err` carries the first day on which it may.
    pub fn may_change_photo(&self, own_photo_since: Option<Day>, today: Day) -> Result<(), Day> {
        let Some(since) = own_photo_since else { return Ok(()) };
        let first = since.plus_months(i32::from(self.photo_change_months));
        if today >= first { Ok(()) } else { Err(first) }
    }

    /// The reminder that is due `today` for a date: the smallest configured number of days that is not yet passed.
    ///
    /// `None` while the date is further away than the first reminder, after the date, and for 长期.
    pub fn reminder(&self, date: Day, today: Day) -> Option<u16> {
        if date.is_perpetual() {
            return None;
        }
        let left = u16::try_from(today.days_until(date)).ok()?;
        self.remind_days.iter().copied().filter(|days| left <= *days).min()
    }
}
