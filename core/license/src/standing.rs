//! What a set of status codes means on a given day: the one function behind applying, showing and checking.
//!
//! The worst group in the set decides; every name is listed. A deferral counts as normal until its granted day
//! inclusive, then it is red under its own name; without a granted day it is red at once. Dates that the license
//! itself carries (its end, the next review or medical check) make it red on the day after, whatever the codes say,
//! unless a deferral of that duty is in force. Requirements R08, R10, R17 to R23.

use crate::status::{Group, Look, StatusCode, StatusSet, StatusTable};
use crate::time::Day;

/// The signed dates that bear on a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct StatusDates {
    /// Last day of the license's validity.
    pub valid_to: Option<Day>,
    /// Last day for the next review or medical check.
    pub next_check_due: Option<Day>,
    /// Last day of a granted deferral.
    pub deferred_until: Option<Day>,
}

/// One line of the status field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusName {
    /// A code that has a name; a deferral in force has the name of [`StatusCode::NORMAL`].
    Named(StatusCode),
    /// A code without a name here: unknown, or added by a newer policy. The text names its letter.
    Unnamed(StatusCode),
    /// The authority sent no code at all.
    Missing,
    /// The license's end day has passed.
    PastEnd,
    /// The day for a review or medical check has passed.
    CheckOverdue,
}

impl StatusName {
    /// The text with this name; [`StatusName::Unnamed`] takes the argument `code`.
    pub fn text_id(self) -> String {
        match self {
            Self::Named(code) => format!("status-{}", code.letter().to_ascii_lowercase()),
            Self::Unnamed(_) => "status-unnamed".to_owned(),
            Self::Missing => "status-missing".to_owned(),
            Self::PastEnd => "status-m".to_owned(),
            Self::CheckOverdue => "status-check-overdue".to_owned(),
        }
    }

    /// The code that the text may name.
    pub const fn code(self) -> Option<StatusCode> {
        match self {
            Self::Named(code) | Self::Unnamed(code) => Some(code),
            Self::Missing | Self::PastEnd | Self::CheckOverdue => None,
        }
    }
}

/// One status name with the group that it has today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusLine {
    /// What to print.
    pub name: StatusName,
    /// How bad it is today.
    pub group: Group,
}

/// What the license is worth today, by status and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The worst group of all lines.
    pub group: Group,
    /// Every name, in the order of the codes, dates last; each text once; "normal" only where nothing speaks against it.
    pub lines: Vec<StatusLine>,
}

impl Standing {
    /// How the page looks.
    pub const fn look(&self) -> Look {
        self.group.look()
    }
}

impl StatusTable {
    /// What `codes` mean on `today`.
    ///
    /// ```
    /// use lz_license::standing::StatusDates;
    /// use lz_license::{Day, Group, StatusTable};
    ///
    /// let today = Day::from_ymd(20260901).unwrap();
    /// let dates = StatusDates { deferred_until: Some(today), ..StatusDates::default() };
    /// let codes = "AN".parse().unwrap();
    /// assert_eq!(StatusTable::built_in().standing(codes, &dates, today).group, Group::Deferred);
    /// assert_eq!(StatusTable::built_in().standing(codes, &dates, today.plus_days(1)).group, Group::NotUsable);
    /// ```
    pub fn standing(&self, codes: StatusSet, dates: &StatusDates, today: Day) -> Standing {
        let mut lines: Vec<StatusLine> = Vec::new();
        let mut add = |line: StatusLine| match lines.iter_mut().find(|old| old.name == line.name) {
            Some(old) => old.group = old.group.max(line.group),
            None => lines.push(line),
        };
        if codes.is_empty() {
            add(StatusLine { name: StatusName::Missing, group: Group::Unknown });
        }
        for code in codes.iter() {
            add(self.line(code, dates.deferred_until, today));
        }
        for line in self.overdue(codes, dates, today) {
            add(line);
        }
        let group = lines.iter().map(|line| line.group).max().unwrap_or(Group::Unknown);
        if group > Group::Deferred {
            // Registers leave "normal" beside other codes; beside "locked" it would only mislead who reads in a hurry.
            lines.retain(|line| line.name != StatusName::Named(StatusCode::NORMAL));
        }
        Standing { group, lines }
    }

    fn line(&self, code: StatusCode, deferred_until: Option<Day>, today: Day) -> StatusLine {
        let name = if Self::built_in().lists(code) { StatusName::Named(code) } else { StatusName::Unnamed(code) };
        match self.group(code) {
            group @ Group::Deferred if deferred_until.is_some_and(|until| today <= until) => {
                StatusLine { name: StatusName::Named(StatusCode::NORMAL), group }
            }
            Group::Deferred => StatusLine { name, group: Group::NotUsable },
            group => StatusLine { name, group },
        }
    }

    fn overdue(&self, codes: StatusSet, dates: &StatusDates, today: Day) -> impl Iterator<Item = StatusLine> {
        let in_force = dates.deferred_until.is_some_and(|until| today <= until);
        let deferred = |duties: &[StatusCode]| {
            in_force && duties.iter().any(|duty| codes.contains(*duty) && self.group(*duty) == Group::Deferred)
        };
        let past = |day: Option<Day>| day.is_some_and(|day| day < today && !day.is_perpetual());
        let known = [StatusCode::RENEWAL_OVERDUE, StatusCode::REVIEW_OVERDUE, StatusCode::MEDICAL_OVERDUE]
            .map(|code| codes.contains(code));
        let end = past(dates.valid_to) && !known[0] && !deferred(&[StatusCode::RENEWAL_DEFERRED]);
        let check = past(dates.next_check_due)
            && !(known[1] || known[2])
            && !deferred(&[StatusCode::REVIEW_DEFERRED, StatusCode::MEDICAL_DEFERRED]);
        let line = |name| StatusLine { name, group: Group::NotUsable };
        [end.then(|| line(StatusName::PastEnd)), check.then(|| line(StatusName::CheckOverdue))].into_iter().flatten()
    }
}
