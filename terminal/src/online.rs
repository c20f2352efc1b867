//! Asking the register about a presentation that was found genuine. Its answer can only make the verdict worse (R12).

use lz_api::checks::{Verified, Verify};
use lz_api::{Blob, routes};
use lz_credential::verify::{Check, RegisterAnswer};
use lz_credential::{Day, UnixSeconds};
use lz_license::standing::StatusDates;
use lz_license::{Group, StatusTable};

use crate::check::Outcome;
use crate::client::{Client, ClientError};

/// Asks, and weighs the answer. `None` if there is nothing genuine to ask about: nobody looks up a refused code.
///
/// Without an answer the offline judgement stands as it is.
pub async fn ask(client: &Client, outcome: &mut Outcome) -> Option<Result<(), ClientError>> {
    let token = outcome.check.as_ref().and_then(Check::token)?;
    let deferred_until = token.license().deferred_until;
    let presentation = Blob::from(&outcome.presentation.as_ref()?[..]);
    let answer: Verified = match client.post(routes::CHECK_VERIFY, &Verify { presentation }, outcome.at.0).await {
        Ok(answer) => answer,
        Err(error) => return Some(Err(error)),
    };
    let meant = meaning(&answer, deferred_until, outcome.at);
    let weighed = outcome.check.take().map(|check| check.with_register_answer(meant));
    if weighed.as_ref().is_none_or(|check| check.token().is_none()) {
        outcome.license = None;
    }
    outcome.check = weighed;
    Some(Ok(()))
}

/// What an answer means for a verdict. A status that cannot be read is an unknown one, never a good one (R23).
///
/// The day of a deferral is not part of the answer: the token's counts, which was judged by it already.
pub fn meaning(answer: &Verified, deferred_until: Option<Day>, now: UnixSeconds) -> RegisterAnswer {
    if answer.entry == 1 {
        return RegisterAnswer::Ended;
    }
    if answer.entry == 3 || !answer.current {
        return RegisterAnswer::Replaced;
    }
    let Some(codes) = answer.status.as_ref().and_then(|text| text.parse().ok()) else { return RegisterAnswer::Unknown };
    let dates = StatusDates { deferred_until, ..StatusDates::default() };
    match StatusTable::built_in().standing(codes, &dates, now.day()).group {
        Group::Usable | Group::Deferred => RegisterAnswer::Confirmed,
        Group::Unknown => RegisterAnswer::Unknown,
        Group::NotUsable => RegisterAnswer::MustNotDrive,
        Group::Frozen | Group::Ended => RegisterAnswer::Ended,
    }
}
