//! Instants, and the calendar days of Asia/Shanghai that every date on a license means.
//!
//! China keeps UTC+8 all year, so no time zone database is needed. A day is written as eight digits on the wire
//! (`20210901`) and as `2021-09-01` for people and in data files. The day 9999-12-31 stands for 长期, "no end".

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

/// How far Asia/Shanghai is ahead of UTC, in seconds.
pub const SHANGHAI_OFFSET: i64 = 8 * 3600;
/// Seconds of a day: Asia/Shanghai has no daylight saving time.
pub const DAY_SECONDS: i64 = 86_400;

/// An instant: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixSeconds(pub i64);

impl UnixSeconds {
    /// The calendar day in Asia/Shanghai; an instant outside [`Day::EARLIEST`]..[`Day::PERPETUAL`] gives the nearer end.
    ///
    /// ```
    /// use lz_license::UnixSeconds;
    /// // 2021-08-31T16:00:00Z is midnight in Shanghai.
    /// assert_eq!(UnixSeconds(1_630_425_600).day().ymd(), 20210901);
    /// assert_eq!(UnixSeconds(1_630_425_599).day().ymd(), 20210831);
    /// ```
    pub fn day(self) -> Day {
        Day::from_epoch_day(self.0.saturating_add(SHANGHAI_OFFSET).div_euclid(DAY_SECONDS))
    }

    /// Seconds since midnight in Asia/Shanghai, 0 to 86,399.
    pub fn second_of_day(self) -> u32 {
        let second = self.0.saturating_add(SHANGHAI_OFFSET).rem_euclid(DAY_SECONDS);
        u32::try_from(second).expect("a remainder by 86,400 fits")
    }

    /// This instant moved by `seconds`, which may be negative; stops at the ends of `i64`.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant; negative if `earlier` is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A calendar day in Asia/Shanghai, from 1800-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// Why something is not a [`Day`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The calendar has no such day, as with 2021-02-30, or the text has another form than `2021-09-01`.
    #[error("not a calendar day")]
    NotADay,
    /// The day exists but lies before 1800 or after 9999.
    #[error("day out of range")]
    OutOfRange,
}

impl DayError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotADay => "day-invalid",
            Self::OutOfRange => "day-out-of-range",
        }
    }
}

impl Day {
    /// The first day that can be written on a license.
    pub const EARLIEST: Self = Self(date(1800, 1, 1));
    /// 长期: a license with this end day does not end.
    pub const PERPETUAL: Self = Self(date(9999, 12, 31));
    const EPOCH: Date = date(1970, 1, 1);

    /// Reads eight digits such as `20210901`.
    pub fn from_ymd(ymd: u32) -> Result<Self, DayError> {
        let (year, month, day) = (ymd / 10_000, ymd / 100 % 100, ymd % 100);
        if !(1800..=9999).contains(&year) {
            return Err(DayError::OutOfRange);
        }
        let year = i16::try_from(year).map_err(|_| DayError::OutOfRange)?;
        let month = i8::try_from(month).map_err(|_| DayError::NotADay)?;
        let day = i8::try_from(day).map_err(|_| DayError::NotADay)?;
        Date::new(year, month, day).map(Self).map_err(|_| DayError::NotADay)
    }

    /// The eight digits, as they stand on the wire.
    pub fn ymd(self) -> u32 {
        let (year, month, day) = self.parts();
        u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)
    }

    /// Year, month from 1 and day from 1.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.0.year().unsigned_abs(), self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// Whether this is 长期.
    pub fn is_perpetual(self) -> bool {
        self == Self::PERPETUAL
    }

    /// The day `days` later, or earlier if negative; stops at [`Day::EARLIEST`] and [`Day::PERPETUAL`].
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_epoch_day(self.epoch_day().saturating_add(days))
    }

    /// The same day of the month `months` later or earlier, or the last day of that month if it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        // A span that `jiff` cannot hold leaves the calendar on either side.
        let end = if months < 0 { Self::EARLIEST } else { Self::PERPETUAL };
        let span = jiff::Span::new().try_months(months);
        span.map_or(end, |span| Self(self.0.saturating_add(span)).clamp(Self::EARLIEST, Self::PERPETUAL))
    }

    /// Days from this day to `later`; negative if `later` is earlier.
    pub fn days_until(self, later: Self) -> i64 {
        later.epoch_day() - self.epoch_day()
    }

    /// Monday is 1, Sunday is 7.
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }

    /// Whether the day is a Saturday or a Sunday, whatever the office calendar says.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// 00:00:00 of this day in Asia/Shanghai.
    pub fn start(self) -> UnixSeconds {
        UnixSeconds(self.epoch_day() * DAY_SECONDS - SHANGHAI_OFFSET)
    }

    /// 23:59:59 of this day in Asia/Shanghai, its last whole second.
    pub fn end(self) -> UnixSeconds {
        UnixSeconds(self.start().0 + DAY_SECONDS - 1)
    }

    fn epoch_day(self) -> i64 {
        Self::EPOCH.duration_until(self.0).as_hours() / 24
    }

    fn from_epoch_day(days: i64) -> Self {
        let (first, last) = (Self::EARLIEST.epoch_day(), Self::PERPETUAL.epoch_day());
        Self(Self::EPOCH.saturating_add(days.clamp(first, last).days()))
    }
}

impl fmt::Display for Day {
    /// `2021-09-01`; 长期 is written as `9999-12-31`, its words come from the text catalogue.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads exactly `2021-09-01`.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let bytes = text.as_bytes();
        let form = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !form {
            return Err(DayError::NotADay);
        }
        let digits = bytes.iter().filter(|b| b.is_ascii_digit());
        Self::from_ymd(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}
