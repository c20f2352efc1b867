//! What an officer decides: approved and issued, returned with rules, or stopped for abuse (R27, R41, R50, R63).

use super::issue::{Portrait, issue, message};
use super::{Ground, binding};
use crate::store::Case;
use lz_api::applications::ApplicationState;
use lz_api::me::NoticeKind;
use lz_api::review::{Decided, Return};
use lz_api::{Problem, ProblemCode};

/// Approves: the license is issued with the reviewed photo.
pub(crate) fn approve(
    case: &mut Case,
    application: &str,
    portrait: Portrait,
    ground: &Ground,
) -> Result<Decided, Problem> {
    if !super::me::group(&case.file, ground).may_be_issued() {
        return Err(ProblemCode::NotEligible.into());
    }
    let filed = case.file.in_review(application).ok_or(ProblemCode::AlreadyDecided)?;
    filed.state = ApplicationState::Issued;
    filed.decided_at = Some(ground.now);
    let (route, kind, person_check) = (filed.route, filed.kind, filed.person_check);
    let photo = filed.photo.clone().unwrap_or_default();
    case.effects.reviewed_application = Some(application.to_owned());
    issue(case, route, kind, photo, portrait, person_check, ground);
    Ok(Decided { state: ApplicationState::Issued })
}

/// Returns: another try, or after the third one the window alone; abuse stops use at once.
pub(crate) fn give_back(
    case: &mut Case,
    application: &str,
    with: &Return,
    ground: &Ground,
) -> Result<Decided, Problem> {
    let rules = rules(with)?;
    let state = if with.abuse {
        ApplicationState::Stopped
    } else if case.file.returns + 1 >= ground.limits().failed_reviews {
        ApplicationState::WindowOnly
    } else {
        ApplicationState::Returned
    };
    let filed = case.file.in_review(application).ok_or(ProblemCode::AlreadyDecided)?;
    filed.state = state;
    filed.rules = rules.clone();
    filed.decided_at = Some(ground.now);
    case.effects.reviewed_application = Some(application.to_owned());
    if with.abuse {
        case.file.stopped = true;
        case.file.changed_at = ground.now;
    } else {
        case.file.returns += 1;
    }
    let (notice, text) = match state {
        ApplicationState::Stopped => (NoticeKind::Stopped, "stopped"),
        ApplicationState::WindowOnly => (NoticeKind::WindowOnly, "window-only"),
        ApplicationState::Returned | ApplicationState::InReview | ApplicationState::Issued => {
            (NoticeKind::Returned, "returned")
        }
    };
    case.file.notify(notice, ground.now, &rules, None);
    message(case, text);
    binding::follow(case, ground);
    Ok(Decided { state })
}

/// Rules 1 to 6, each once, ascending; none only together with abuse.
fn rules(with: &Return) -> Result<Vec<u8>, Problem> {
    let mut rules = with.rules.clone();
    rules.sort_unstable();
    rules.dedup();
    let good = rules.len() == with.rules.len()
        && rules.iter().all(|rule| (1..=6).contains(rule))
        && (with.abuse || !rules.is_empty());
    if good { Ok(rules) } else { Err(ProblemCode::RuleUnknown.into()) }
}
