//! License dates and status: what the token says, what the list says since, and how old both are.

use lz_license::standing::{Standing, StatusDates};
use lz_license::{Group, StatusTable, UnixSeconds};

use super::genuine::VerifiedToken;
use super::verdict::{Freshness, Note, Reason, Source};
use crate::status_list::{StatusLists, StatusValue};

const FRESH_SECONDS: i64 = 86_400;
const USABLE_SECONDS: i64 = 7 * 86_400;
/// Twelve points of twelve: 超分.
const ALL_POINTS: u8 = 12;

/// What dates and status give.
pub(crate) struct Judged {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) notes: Vec<Note>,
    pub(crate) standing: Standing,
    pub(crate) freshness: Freshness,
}

pub(crate) fn judge(token: &VerifiedToken, lists: &StatusLists, table: &StatusTable, now: UnixSeconds) -> Judged {
    let standing = standing(token, table, now);
    let mut reasons: Vec<Reason> = by_token(token, &standing, now).collect();
    let token_is_red = reasons.iter().any(|reason| reason.verdict() == super::Verdict::MustNotDrive);
    let mut notes = Vec::new();

    let issued = token.claims().issued_at;
    let mut freshness = Freshness { as_of: issued, source: Source::Token };
    let word = lists.look_up(&token.claims().status);
    if let Some(word) = word {
        reasons.extend(by_list(word.value, word.as_of, issued));
        if word.value == StatusValue::NothingNewer && token_is_red && word.as_of > issued {
            notes.push(Note::MayBeLifted);
        }
        if now < word.expires_at && word.as_of > issued {
            freshness = Freshness { as_of: word.as_of, source: Source::List };
        }
    }
    if word.is_none_or(|word| now >= word.expires_at) {
        notes.push(Note::NoStatusList);
    }
    let age = freshness.age(now);
    if age > USABLE_SECONDS {
        reasons.push(Reason::StatusTooOld);
    } else if age > FRESH_SECONDS {
        notes.push(Note::StatusAged);
    }
    Judged { reasons, notes, standing, freshness }
}

/// The worst group of the token's codes and dates on today's calendar day in Shanghai.
fn standing(token: &VerifiedToken, table: &StatusTable, now: UnixSeconds) -> Standing {
    let license = token.license();
    let dates = StatusDates {
        valid_to: Some(license.valid_to),
        next_check_due: license.next_due,
        deferred_until: license.deferred_until,
    };
    table.standing(license.status, &dates, now.day())
}

fn by_token(token: &VerifiedToken, standing: &Standing, now: UnixSeconds) -> impl Iterator<Item = Reason> {
    let license = token.license();
    let status = match standing.group {
        Group::Usable | Group::Deferred => None,
        Group::Unknown => Some(Reason::StateUnknown),
        Group::NotUsable | Group::Frozen => Some(Reason::MustNotDrive),
        Group::Ended => Some(Reason::Ended),
    };
    let early = (now.day() < license.valid_from).then_some(Reason::NotYetValid);
    let points = license.points.is_some_and(|points| points >= ALL_POINTS).then_some(Reason::PointsFull);
    status.into_iter().chain(early).chain(points)
}

/// A list may only worsen what the token says, and only an ended or replaced copy is refused by it.
fn by_list(value: StatusValue, as_of: UnixSeconds, issued: UnixSeconds) -> Option<Reason> {
    match value {
        StatusValue::NothingNewer => None,
        StatusValue::Ended => Some(Reason::Ended),
        StatusValue::Replaced => Some(Reason::Replaced),
        StatusValue::AskRegister => (as_of >= issued).then_some(Reason::ChangedSinceIssue),
    }
}
