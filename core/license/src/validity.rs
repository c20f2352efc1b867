//! From when to when a license is valid: both days inclusive, in Asia/Shanghai (R17).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::time::{Day, DayError};

/// The period for which a license is valid. The end may be 长期, [`Day::PERPETUAL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Days", into = "Days")]
pub struct Validity {
    from: Day,
    to: Day,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Days {
    from: Day,
    to: Day,
}

/// Why two days are not a [`Validity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValidityError {
    /// The end comes before the beginning.
    #[error("validity ends before it begins")]
    Reversed,
    /// One of the days is no day.
    #[error("validity has no valid day")]
    Day(#[from] DayError),
    /// Neither an end day, nor 长期, nor a term in whole years.
    #[error("validity has another form")]
    Form,
}

impl ValidityError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reversed => "validity-reversed",
            Self::Day(error) => error.code(),
            Self::Form => "validity-form",
        }
    }
}

/// Where a day stands in a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Before the first day.
    NotYet,
    /// From the first to the last day, both included.
    Yes,
    /// After the last day.
    Past,
}

impl Validity {
    /// Valid from `from` to the end of `to`.
    pub fn new(from: Day, to: Day) -> Result<Self, ValidityError> {
        if from <= to { Ok(Self { from, to }) } else { Err(ValidityError::Reversed) }
    }

    /// Reads the end as registers and older cards write it: `2027-05-06`, `长期`, or a term such as `6年` or `10年`.
    ///
    /// A term of n years ends on the same day n years later, as cards print it (`2019-05-06 至 2025-05-06`).
    pub fn from_register(from: Day, end: &str) -> Result<Self, ValidityError> {
        let end = end.trim();
        if end == "长期" {
            return Self::new(from, Day::PERPETUAL);
        }
        if let Some(years) = end.strip_suffix('年') {
            let years = years.trim().parse::<u8>().map_err(|_| ValidityError::Form)?;
            if years == 0 {
                return Err(ValidityError::Form);
            }
            return Self::new(from, from.plus_months(i32::from(years) * 12));
        }
        Self::new(from, end.parse()?)
    }

    /// The first valid day.
    pub const fn from(self) -> Day {
        self.from
    }

    /// The last valid day; 长期 is [`Day::PERPETUAL`].
    pub const fn to(self) -> Day {
        self.to
    }

    /// Where `today` stands.
    pub fn at(self, today: Day) -> Within {
        if today < self.from {
            Within::NotYet
        } else if today <= self.to || self.to.is_perpetual() {
            Within::Yes
        } else {
            Within::Past
        }
    }

    /// Whole days left after `today`: 0 on the last day, negative after it, `None` for 长期.
    pub fn days_left(self, today: Day) -> Option<i64> {
        (!self.to.is_perpetual()).then(|| today.days_until(self.to))
    }
}

impl TryFrom<Days> for Validity {
    type Error = ValidityError;

    fn try_from(days: Days) -> Result<Self, ValidityError> {
        Self::new(days.from, days.to)
    }
}

impl From<Validity> for Days {
    fn from(validity: Validity) -> Self {
        Self { from: validity.from, to: validity.to }
    }
}

impl fmt::Display for Validity {
    /// As printed on the card: `2019-05-06 至 2025-05-06`, `2019-05-06 至 长期`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.to.is_perpetual() {
            write!(f, "{} 至 长期", self.from)
        } else {
            write!(f, "{} 至 {}", self.from, self.to)
        }
    }
}

impl fmt::Debug for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
