//! The route of the retained photo: confirm → real-person check → submit, issued at once (R29–R34).

use super::{Check, Event, Next, State};
use crate::problem::Code;

/// Step 1 of 3. Wrong facts lead to where they are put right; nothing can be edited here (R30).
pub(super) fn step(state: &State, event: &Event) -> Result<Next, Code> {
    let State::Confirm { draft } = state else { return Err(Code::NotAtThisStep) };
    let draft = draft.clone();
    let next = match event {
        Event::FactsWrong => State::Correcting { draft },
        _ => State::PersonCheck { draft, picture: None, check: Check::Open, trouble: None },
    };
    Ok((next, Vec::new()))
}
