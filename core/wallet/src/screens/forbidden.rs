//! Since when, and until when, the holder must not drive: the register's word, and the dates of the license itself (R10, R20).

use lz_license::Day;
use lz_license::standing::{StatusDates, StatusName};

use super::Known;

/// Days as far as anybody said them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Forbidden {
    /// The first day.
    pub(crate) since: Option<Day>,
    /// The last day, if the register set one and nothing else stands against driving.
    pub(crate) until: Option<Day>,
}

/// Since when and until when. Nothing while the holder may drive.
pub(crate) fn forbidden(known: &Known) -> Forbidden {
    let live = known.state.license.answer.as_ref().map(|answer| &answer.live);
    let day = |ymd: Option<u32>| ymd.and_then(|ymd| Day::from_ymd(ymd).ok());
    let today = known.today();
    let by_dates = overdue_since(known);
    let by_register = live.filter(|live| {
        let codes = live.status.parse().ok();
        codes.is_some_and(|codes| known.statuses().standing(codes, &dates(known), today).group.must_not_drive())
    });
    let said = by_register.and_then(|live| day(live.since));
    let until = by_register.and_then(|live| day(live.until)).filter(|until| by_dates.is_none() && *until >= today);
    Forbidden { since: said.into_iter().chain(by_dates).min(), until }
}

/// The day after the first date of the license that has passed and makes it red today.
fn overdue_since(known: &Known) -> Option<Day> {
    let license = known.proofs.license(1)?.license();
    let dates = dates(known);
    let lines = known.statuses().standing(license.status, &dates, known.today()).lines;
    let passed = |line: lz_license::standing::StatusLine| {
        let day = match line.name {
            StatusName::PastEnd => dates.valid_to,
            StatusName::CheckOverdue => dates.next_check_due,
            StatusName::Named(code) | StatusName::Unnamed(code) => match code.letter() {
                'M' => dates.valid_to,
                'S' | 'Q' => dates.next_check_due,
                'N' | 'P' | 'T' => dates.deferred_until,
                _ => None,
            },
            StatusName::Missing => None,
        };
        day.filter(|day| line.group.must_not_drive() && *day < known.today()).map(|day| day.plus_days(1))
    };
    lines.into_iter().filter_map(passed).min()
}

fn dates(known: &Known) -> StatusDates {
    known.proofs.license(1).map_or(StatusDates::default(), |license| {
        let fields = license.license();
        StatusDates {
            valid_to: Some(fields.valid_to),
            next_check_due: fields.next_due,
            deferred_until: fields.deferred_until,
        }
    })
}
