//! The window: what the app is closed to, and what it receives without having asked (R63, R79, R80).

use super::{Effect, Next, State};

/// The authority closed the app to this driver: after three returns, or for abuse (R63). A draft ends; a review goes on.
pub(super) fn closed(state: &State, stopped: bool) -> Next {
    let next = if stopped { State::Stopped } else { State::WindowOnly };
    match state {
        State::Sending { .. } | State::InReview { .. } if !stopped => (state.clone(), Vec::new()),
        other => {
            let mut effects = other.drop_picture();
            if let State::Sending { draft, .. } = other {
                effects.push(Effect::DropQueued { id: draft.id.clone() });
            }
            (next, effects)
        }
    }
}

/// The office lifted it.
pub(super) fn reopened(state: &State) -> Next {
    match state {
        State::WindowOnly | State::Stopped => (State::Idle { trouble: None }, Vec::new()),
        other => (other.clone(), Vec::new()),
    }
}

/// A license arrived. A first application that was only begun has nothing left to ask for (R80).
pub(super) fn license_arrived(state: &State) -> Next {
    use lz_api::applications::Kind;
    match state.draft() {
        Some(draft) if draft.kind != Kind::PhotoChange => (State::Idle { trouble: None }, state.drop_picture()),
        _ => (state.clone(), Vec::new()),
    }
}
