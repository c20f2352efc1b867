//! How an application begins: first, again after a change of the license (R78), or for a new photo alone (R76).

use lz_api::applications::{Kind, Route};

use super::{Draft, Next, State};
use crate::problem::Code;

/// Starts a draft. A start on top of a draft of the same kind is a double tap and changes nothing.
pub(super) fn start(state: &State, draft: &Draft, routes: &[Route]) -> Result<Next, Code> {
    match state {
        State::Idle { .. } | State::Returned { .. } | State::Issued { .. } => {}
        State::WindowOnly => return Err(Code::TriesUsedUp),
        State::Stopped => return Err(Code::UseStopped),
        State::Sending { .. } | State::InReview { .. } => return Err(Code::NotAtThisStep),
        begun => {
            let same = begun.draft().is_some_and(|begun| begun.kind == draft.kind);
            return if same { Ok((begun.clone(), Vec::new())) } else { Err(Code::NotAtThisStep) };
        }
    }
    let draft = Draft { notice_read: None, ..draft.clone() };
    let own_photo = routes.contains(&Route::Camera) && routes.contains(&Route::Album);
    let next = match draft.kind {
        // A fit retained photo hides the two others (R35).
        Kind::First | Kind::Again if routes.contains(&Route::Retained) => State::Confirm { draft },
        Kind::First | Kind::Again | Kind::PhotoChange if own_photo => State::Notice { draft, trouble: None },
        Kind::First | Kind::Again | Kind::PhotoChange => return Err(Code::RouteNotOffered),
    };
    Ok((next, Vec::new()))
}
