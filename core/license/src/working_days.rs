//! Chinese working days, and the day by which a review is due: the end of the next working day (R40, R48).
//!
//! The State Council announces each year's holidays together with weekend days on which people work instead. Both are
//! data (`data/calendar.json`). Beyond the announced years only weekends and the holidays fixed by law are known, and
//! every answer that rests on such a year says so.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::data::DataError;
use crate::time::{Day, UnixSeconds};

/// The announced calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: u32,
    years: BTreeSet<u16>,
    holidays: BTreeSet<Day>,
    make_up_days: BTreeSet<Day>,
    fixed: BTreeSet<(u8, u8)>,
}

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Every day looked at lies in an announced year.
    Announced,
    /// This year has not been announced: weekends and fixed holidays only. The answer may be a few days early.
    Estimated {
        /// The first year that was not known.
        year: u16,
    },
}

/// By when something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day, inclusive.
    pub day: Day,
    /// What the day rests on.
    pub basis: Basis,
}

impl Due {
    /// The last second in time: 23:59:59 in Asia/Shanghai.
    pub fn at(&self) -> UnixSeconds {
        self.day.end()
    }

    /// Whether the day has passed. A review that is late is still awaited: say so, promise nothing.
    pub fn is_overdue(&self, now: UnixSeconds) -> bool {
        now > self.at()
    }

    /// The text that tells it: argument `day`.
    pub fn text_id(&self, now: UnixSeconds) -> &'static str {
        match (self.is_overdue(now), self.basis) {
            (true, _) => "review-overdue",
            (false, Basis::Announced) => "review-due",
            (false, Basis::Estimated { .. }) => "review-due-estimated",
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CalendarFile {
    version: u32,
    fixed_holidays: FixedRow,
    years: Vec<YearRow>,
}

#[derive(Deserialize)]
struct FixedRow {
    days: Vec<(u8, u8)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct YearRow {
    year: u16,
    holidays: Vec<HolidayRow>,
    make_up_days: Vec<Day>,
}

#[derive(Deserialize)]
struct HolidayRow {
    from: Day,
    to: Day,
}

impl Calendar {
    /// The calendar that was built in.
    pub fn built_in() -> &'static Self {
        static CALENDAR: std::sync::LazyLock<Calendar> = std::sync::LazyLock::new(|| {
            Calendar::from_json(include_str!("../data/calendar.json")).expect("the built-in calendar is tested")
        });
        &CALENDAR
    }

    /// Reads a calendar as it stands in `data/calendar.json`.
    ///
    /// Errors: [`DataError::Contradiction`] if a holiday ends before it begins or lasts longer than a month, if a
    /// make-up day is no weekend day, or if it is also a holiday; [`DataError::Repeated`] if a year stands twice.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let file: CalendarFile = crate::data::parse(json)?;
        let mut calendar = Self {
            version: file.version,
            years: BTreeSet::new(),
            holidays: BTreeSet::new(),
            make_up_days: BTreeSet::new(),
            fixed: file.fixed_holidays.days.into_iter().collect(),
        };
        for row in file.years {
            if !calendar.years.insert(row.year) {
                return Err(DataError::Repeated);
            }
            for holiday in row.holidays {
                let last = holiday.from.days_until(holiday.to);
                if !(0..31).contains(&last) {
                    return Err(DataError::Contradiction);
                }
                calendar.holidays.extend((0..=last).map(|days| holiday.from.plus_days(days)));
            }
            calendar.make_up_days.extend(row.make_up_days);
        }
        let sound = |day: &Day| day.is_weekend() && !calendar.holidays.contains(day);
        if calendar.make_up_days.iter().all(sound) { Ok(calendar) } else { Err(DataError::Contradiction) }
    }

    /// The version of the data.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The years that were announced.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.years.iter().copied()
    }

    /// Whether offices work on `day`, and what the answer rests on.
    pub fn is_working_day(&self, day: Day) -> (bool, Basis) {
        let (year, month, of_month) = day.parts();
        if self.make_up_days.contains(&day) {
            return (true, Basis::Announced);
        }
        if self.holidays.contains(&day) {
            return (false, Basis::Announced);
        }
        if self.years.contains(&year) {
            return (!day.is_weekend(), Basis::Announced);
        }
        (!day.is_weekend() && !self.fixed.contains(&(month, of_month)), Basis::Estimated { year })
    }

    /// The `count`-th working day after `day`; `day` itself never counts, even at 00:00.
    pub fn working_day_after(&self, day: Day, count: u8) -> Due {
        let mut due = Due { day, basis: Basis::Announced };
        for _ in 0..count.max(1) {
            due = self.next_after(due);
        }
        due
    }

    /// By when a review of what was submitted at `submitted` is due: the end of the `count`-th working day after it.
    ///
    /// ```
    /// use lz_license::working_days::Calendar;
    /// use lz_license::Day;
    ///
    /// // Thursday 30 September 2021, noon: the whole of 国庆 follows, then Friday 8 October.
    /// let noon = Day::from_ymd(20210930).unwrap().start().plus(12 * 3600);
    /// assert_eq!(Calendar::built_in().due(noon, 1).day.ymd(), 20211008);
    /// ```
    pub fn due(&self, submitted: UnixSeconds, count: u8) -> Due {
        self.working_day_after(submitted.day(), count)
    }

    fn next_after(&self, due: Due) -> Due {
        let Due { mut day, mut basis } = due;
        // No run of days off is nearly as long; the bound holds against a hostile calendar and the end of time.
        for _ in 0..62 {
            day = day.plus_days(1);
            let (working, rests_on) = self.is_working_day(day);
            if basis == Basis::Announced {
                basis = rests_on;
            }
            if working {
                break;
            }
        }
        Due { day, basis }
    }
}
