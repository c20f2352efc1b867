//! Who may apply for the electronic license: one function, and the whole list of reasons against it (R16 to R23, R63).
//!
//! Phone and authority call the same function, so the phone never promises what the authority will refuse. All reasons
//! are listed, not only the first: nobody should settle one and then learn of the next. Each has a text that says what
//! to do.

use serde::{Deserialize, Serialize};

use crate::fields::{AuthorityCode, License};
use crate::limits::Limits;
use crate::rollout::{Certainty, Rollout};
use crate::standing::{StatusDates, StatusName};
use crate::status::{Group, StatusCode, StatusSet, StatusTable};
use crate::time::{Day, UnixSeconds};
use crate::validity::{Validity, Within};

/// What is asked about an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    /// The authority that issued the license; its city decides (R87).
    pub authority: AuthorityCode,
    /// From when to when the license is valid.
    pub validity: Validity,
    /// The register's codes, with those that the points add.
    pub status: StatusSet,
    /// Last day for the next review or medical check.
    pub next_check_due: Option<Day>,
    /// Last day of a granted deferral.
    pub deferred_until: Option<Day>,
    /// The police stopped this account's applications and use because of an abusive photo (R63).
    pub stopped_for_abuse: bool,
    /// Photos returned so far.
    pub failed_reviews: u8,
}

impl Applicant {
    /// The applicant behind a license that the register holds, without a stop and with no photo returned.
    pub fn of(license: &License, limits: &Limits) -> Self {
        Self {
            authority: license.authority,
            validity: license.validity,
            status: license.effective_status(limits.points_limit),
            next_check_due: license.next_check_due,
            deferred_until: license.deferred_until,
            stopped_for_abuse: false,
            failed_reviews: 0,
        }
    }
}

/// The data that the answer rests on.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Which group each status code has.
    pub status: &'a StatusTable,
    /// Where and since when one may apply.
    pub rollout: &'a Rollout,
    /// The tunable limits.
    pub limits: &'a Limits,
}

impl Rules<'static> {
    /// The built-in copies.
    pub fn built_in() -> Self {
        Self { status: StatusTable::built_in(), rollout: Rollout::built_in(), limits: Limits::built_in() }
    }
}

/// One reason against an application through the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "reason")]
pub enum Reason {
    /// The issuing place opens on a later day (R16).
    CityNotOpen {
        /// The day, at 00:00.
        opens: Day,
        /// Whether the day was announced for this place; otherwise it may open earlier.
        announced: bool,
    },
    /// The code of the issuing authority belongs to no place that issues licenses.
    CityUnknown,
    /// The license is not valid yet (R17).
    NotYetValid {
        /// Its first day.
        from: Day,
    },
    /// The license is no longer valid (R17).
    Expired {
        /// Its last day.
        ended: Day,
    },
    /// A status blocks (R18 to R22); a code without a name here blocks, too (R23).
    Status {
        /// The code.
        code: StatusCode,
        /// Its group today.
        group: Group,
    },
    /// The register sent no status at all (R23).
    StatusMissing,
    /// The day for a review or medical check has passed (R20, R21).
    CheckOverdue {
        /// The last day on which it could be done.
        due: Day,
    },
    /// The police stopped application and use (R63).
    StoppedForAbuse,
    /// So many photos were returned that only the office helps.
    ReviewsUsedUp,
}

/// What a driver can do about a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Come back on the day: the app will say so.
    Wait,
    /// Settle the matter first (renew, check, pay, learn), then apply in the app.
    SettleFirst,
    /// Go to the office of the issuing place: the app cannot help (R79).
    Office,
}

impl Reason {
    /// The text that says why and what to do next.
    ///
    /// Arguments: `day` where [`Reason::day`] gives one, `code` for `reason-status-unnamed`.
    pub fn text_id(&self) -> String {
        match self {
            Self::CityNotOpen { announced: true, .. } => "reason-city-not-open".to_owned(),
            Self::CityNotOpen { announced: false, .. } => "reason-city-not-open-yet-unsure".to_owned(),
            Self::CityUnknown => "reason-city-unknown".to_owned(),
            Self::NotYetValid { .. } => "reason-not-yet-valid".to_owned(),
            Self::Expired { .. } => "reason-expired".to_owned(),
            Self::Status { code, .. } if StatusTable::built_in().lists(*code) => {
                format!("reason-status-{}", code.letter().to_ascii_lowercase())
            }
            Self::Status { .. } => "reason-status-unnamed".to_owned(),
            Self::StatusMissing => "reason-status-missing".to_owned(),
            Self::CheckOverdue { .. } => "reason-check-overdue".to_owned(),
            Self::StoppedForAbuse => "reason-stopped-for-abuse".to_owned(),
            Self::ReviewsUsedUp => "reason-reviews-used-up".to_owned(),
        }
    }

    /// The day that the text names.
    pub const fn day(&self) -> Option<Day> {
        match self {
            Self::CityNotOpen { opens: day, .. }
            | Self::NotYetValid { from: day }
            | Self::Expired { ended: day }
            | Self::CheckOverdue { due: day } => Some(*day),
            Self::CityUnknown
            | Self::Status { .. }
            | Self::StatusMissing
            | Self::StoppedForAbuse
            | Self::ReviewsUsedUp => None,
        }
    }

    /// What helps.
    pub const fn remedy(&self) -> Remedy {
        match self {
            Self::CityNotOpen { .. } | Self::NotYetValid { .. } => Remedy::Wait,
            Self::Expired { .. } | Self::CheckOverdue { .. } => Remedy::SettleFirst,
            Self::Status { group, .. } => match group {
                Group::NotUsable | Group::Usable | Group::Deferred => Remedy::SettleFirst,
                Group::Unknown | Group::Frozen | Group::Ended => Remedy::Office,
            },
            Self::CityUnknown | Self::StatusMissing | Self::StoppedForAbuse | Self::ReviewsUsedUp => Remedy::Office,
        }
    }
}

/// The answer: every reason against an application; none means that one may apply.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Eligibility {
    /// The reasons, in the order: place, validity, status, checks, account.
    pub reasons: Vec<Reason>,
}

impl Eligibility {
    /// Whether nothing stands against it.
    pub fn may_apply(&self) -> bool {
        self.reasons.is_empty()
    }

    /// What helps against all reasons together: one that needs the office needs the office.
    pub fn remedy(&self) -> Option<Remedy> {
        self.reasons.iter().map(Reason::remedy).max()
    }
}

/// Everything that stands against an application by `applicant` at `now`.
pub fn check(applicant: &Applicant, rules: &Rules<'_>, now: UnixSeconds) -> Eligibility {
    let today = now.day();
    let mut reasons = Vec::new();
    reasons.extend(place(applicant, rules.rollout, now));
    if applicant.validity.at(today) == Within::NotYet {
        reasons.push(Reason::NotYetValid { from: applicant.validity.from() });
    }
    reasons.extend(status(applicant, rules.status, today));
    if applicant.stopped_for_abuse {
        reasons.push(Reason::StoppedForAbuse);
    }
    if applicant.failed_reviews >= rules.limits.failed_reviews {
        reasons.push(Reason::ReviewsUsedUp);
    }
    Eligibility { reasons }
}

fn place(applicant: &Applicant, rollout: &Rollout, now: UnixSeconds) -> Option<Reason> {
    match rollout.opening(applicant.authority) {
        None => Some(Reason::CityUnknown),
        Some(opening) if opening.is_open(now) => None,
        Some(opening) => Some(Reason::CityNotOpen {
            opens: opening.day,
            announced: !matches!(opening.certainty, Certainty::LastDayOfStage { .. }),
        }),
    }
}

fn status(applicant: &Applicant, table: &StatusTable, today: Day) -> Vec<Reason> {
    let dates = StatusDates {
        valid_to: Some(applicant.validity.to()),
        next_check_due: applicant.next_check_due,
        deferred_until: applicant.deferred_until,
    };
    let standing = table.standing(applicant.status, &dates, today);
    let blocking = standing.lines.into_iter().filter(|line| !line.group.may_apply());
    let reason = |line: crate::standing::StatusLine| match line.name {
        StatusName::Named(code) | StatusName::Unnamed(code) => Reason::Status { code, group: line.group },
        StatusName::Missing => Reason::StatusMissing,
        StatusName::PastEnd => Reason::Expired { ended: applicant.validity.to() },
        StatusName::CheckOverdue => {
            Reason::CheckOverdue { due: applicant.next_check_due.unwrap_or(applicant.validity.to()) }
        }
    };
    blocking.map(reason).collect()
}
