//! Real-person checks: bound to one application and one account on one device, used once, soon over (R31).

use super::Ground;
use crate::holder::{Checked, HolderFile};
use crate::real_person::Descriptor;
use lz_api::applications::{PersonCheck, PersonOutcome};
use lz_api::{Blob, Problem, ProblemCode};

/// Seconds that a check is good for.
pub(crate) const LIFE: i64 = 600;
/// Failures within a day after which only the window helps.
const FAILURES: usize = 3;
const DAY: i64 = 86_400;

/// Begins a check.
pub(crate) fn begin(
    file: &mut HolderFile,
    id: String,
    application: String,
    device: &Blob,
    adapter: Descriptor,
    ground: &Ground,
) -> Result<PersonCheck, Problem> {
    file.person_checks.retain(|check| ground.now.since(check.begun_at) < DAY);
    if let Some(wait) = locked(file, ground) {
        return Err(Problem::new(ProblemCode::PersonCheckLocked).after(wait));
    }
    let check = Checked {
        id,
        application,
        device: device.clone(),
        outcome: PersonOutcome::Pending,
        begun_at: ground.now,
        used: false,
    };
    let answer = shown(&check, adapter);
    file.person_checks.push(check);
    Ok(answer)
}

fn locked(file: &HolderFile, ground: &Ground) -> Option<u32> {
    let failed = |check: &&Checked| {
        matches!(check.outcome, PersonOutcome::NoMatch | PersonOutcome::NotLive | PersonOutcome::AttackSuspected)
    };
    let failures: Vec<_> = file.person_checks.iter().filter(failed).collect();
    let oldest = failures.len().checked_sub(FAILURES).map(|at| failures[at])?;
    u32::try_from(DAY - ground.now.since(oldest.begun_at)).ok()
}

/// Takes the adapter's outcome. A check that has one keeps it.
pub(crate) fn finish(
    file: &mut HolderFile,
    id: &str,
    device: &Blob,
    outcome: PersonOutcome,
    adapter: Descriptor,
    ground: &Ground,
) -> Result<PersonCheck, Problem> {
    let check = file
        .person_checks
        .iter_mut()
        .find(|check| check.id == id && check.device == *device)
        .ok_or(ProblemCode::PersonCheckWrong)?;
    if is_over(check, ground) {
        return Err(ProblemCode::PersonCheckWrong.into());
    }
    if check.outcome == PersonOutcome::Pending {
        check.outcome = outcome;
    }
    Ok(shown(check, adapter))
}

fn is_over(check: &Checked, ground: &Ground) -> bool {
    !(0..LIFE).contains(&ground.now.since(check.begun_at))
}

fn shown(check: &Checked, adapter: Descriptor) -> PersonCheck {
    PersonCheck {
        id: check.id.clone(),
        adapter: adapter.name.to_owned(),
        proves: adapter.person_check > 0,
        outcome: check.outcome,
        expires_at: check.begun_at.plus(LIFE).0,
    }
}

/// Uses up a passed check for `application`. Only `Passed` counts, once, in time, on the device that began it.
pub(crate) fn consume(
    file: &mut HolderFile,
    id: &str,
    application: &str,
    device: &Blob,
    ground: &Ground,
) -> Result<(), Problem> {
    let check = file.person_checks.iter_mut().find(|check| check.id == id).ok_or(ProblemCode::PersonCheckMissing)?;
    if check.used || check.application != application || check.device != *device || is_over(check, ground) {
        return Err(ProblemCode::PersonCheckWrong.into());
    }
    if check.outcome != PersonOutcome::Passed {
        return Err(ProblemCode::PersonCheckMissing.into());
    }
    check.used = true;
    Ok(())
}
