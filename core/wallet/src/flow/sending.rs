//! The real-person check, the button, and what the authority says to it (R27, R31–R34, R39–R41, R50).

use lz_api::applications::{Application, ApplicationState, Kind, PersonOutcome, Route};

use super::{Check, Draft, Effect, Event, Next, Picture, State, Submission};
use crate::intent::PhotoSource;
use crate::problem::Code;

/// The last steps before the authority has it.
pub(super) fn step(state: &State, event: &Event) -> Result<Next, Code> {
    if let State::Sending { draft, picture, .. } = state {
        return match event {
            // The second tap of two (R32).
            Event::Submit { .. } => Ok((state.clone(), Vec::new())),
            Event::Refused { code } => Ok(refused(state, draft, picture.as_ref(), *code)),
            _ => Err(Code::NotAtThisStep),
        };
    }
    let State::PersonCheck { draft, picture, check, .. } = state else { return Err(Code::NotAtThisStep) };
    let with = |check: Check, trouble: Option<Code>| State::PersonCheck {
        draft: draft.clone(),
        picture: picture.clone(),
        check,
        trouble,
    };
    match (check, event) {
        (Check::Open, Event::StartCheck { key, hint }) => {
            let asked = Check::Asked { key: key.clone(), hint: hint.clone() };
            let begin = Effect::BeginCheck { application: draft.id.clone(), key: key.clone() };
            Ok((with(asked, None), vec![begin]))
        }
        // A second tap while it runs, or once it is passed.
        (_, Event::StartCheck { .. }) => Ok((state.clone(), Vec::new())),
        (Check::Asked { key, hint }, Event::CheckBegun { application, id }) if *application == draft.id => {
            let running = Check::Running { key: key.clone(), id: id.clone(), hint: hint.clone() };
            let finish = Effect::FinishCheck { id: id.clone(), key: key.clone(), hint: hint.clone() };
            Ok((with(running, None), vec![finish]))
        }
        (Check::Running { id: running, .. }, Event::CheckEnded { id, outcome, expires_at }) if id == running => {
            let next = match outcome {
                PersonOutcome::Passed => with(Check::Passed { id: id.clone(), expires_at: *expires_at }, None),
                _ => with(Check::Open, Some(Code::PersonCheckFailed)),
            };
            Ok((next, Vec::new()))
        }
        (Check::Asked { .. } | Check::Running { .. }, Event::CheckTroubled { code }) => {
            Ok((with(Check::Open, Some(*code)), Vec::new()))
        }
        (Check::Passed { expires_at, .. }, Event::Submit { now }) if now >= expires_at => {
            Ok((with(Check::Open, Some(Code::PersonCheckExpired)), Vec::new()))
        }
        (Check::Passed { id, .. }, Event::Submit { .. }) => Ok(submit(draft, picture.as_ref(), id)),
        _ => Err(Code::NotAtThisStep),
    }
}

fn submit(draft: &Draft, picture: Option<&Picture>, check: &str) -> Next {
    let sending = State::Sending { draft: draft.clone(), picture: picture.cloned(), check: check.to_owned() };
    let effects = queue(draft, picture, check);
    (sending, effects)
}

/// The photo first, then the submission that names it.
fn queue(draft: &Draft, picture: Option<&Picture>, check: &str) -> Vec<Effect> {
    let submission = Submission {
        id: draft.id.clone(),
        kind: draft.kind,
        route: picture.map_or(Route::Retained, |picture| match picture.source {
            PhotoSource::LiveCamera => Route::Camera,
            PhotoSource::AlbumFile => Route::Album,
        }),
        facts_id: draft.facts_id.clone(),
        notice_version: picture.and(draft.notice_read),
        photo: picture.map(|picture| picture.sha256.clone()),
        taken_on: picture.and_then(|picture| picture.taken_on),
        evidence: picture.map(|picture| picture.evidence.clone()),
        person_check: check.to_owned(),
    };
    let photo = picture.map(|picture| Effect::QueuePhoto { sha256: picture.sha256.clone() });
    photo.into_iter().chain([Effect::QueueSubmission { submission }]).collect()
}

/// A refusal leads to the step that can put it right; the draft is lost only where it cannot be.
fn refused(state: &State, draft: &Draft, picture: Option<&Picture>, code: Code) -> Next {
    let mut effects = vec![Effect::DropQueued { id: draft.id.clone() }];
    let next = match code {
        Code::PersonCheckExpired | Code::PersonCheckFailed => {
            let (draft, picture) = (draft.clone(), picture.cloned());
            State::PersonCheck { draft, picture, check: Check::Open, trouble: Some(code) }
        }
        Code::NoticeFirst if picture.is_some() => {
            effects.extend(state.drop_picture());
            effects.push(Effect::AskFacts);
            State::Idle { trouble: Some(code) }
        }
        Code::PhotoUnreadable | Code::PhotoTooLarge | Code::PhotoTooSmall | Code::PhotoBreaksRules
            if picture.is_some() =>
        {
            effects.extend(state.drop_picture());
            let source = picture.map_or(PhotoSource::AlbumFile, |picture| picture.source);
            State::Picture { draft: draft.clone(), source, findings: Vec::new(), trouble: Some(code) }
        }
        _ => {
            effects.extend(state.drop_picture());
            effects.push(Effect::AskFacts);
            State::Idle { trouble: Some(code) }
        }
    };
    (next, effects)
}

/// What the authority says about the newest application. A draft yields only to an application that is still open: an old
/// decision says nothing about it.
pub(super) fn server_says(state: &State, said: &Application) -> Next {
    let ours = matches!(state, State::Sending { draft, .. } if draft.id == said.id);
    let known = match state {
        State::InReview { id, .. } | State::Returned { id, .. } | State::Issued { id, .. } => *id == said.id,
        _ => false,
    };
    let keep = match state {
        State::Sending { .. } => !ours,
        begun if begun.draft().is_some() => said.state != ApplicationState::InReview,
        State::Idle { trouble: Some(_) } => said.state != ApplicationState::InReview,
        // The driver left this result behind.
        State::Idle { .. } => said.state == ApplicationState::Issued,
        State::WindowOnly | State::Stopped => true,
        _ => false,
    };
    if keep {
        return (state.clone(), Vec::new());
    }
    let (id, kind) = (said.id.clone(), said.kind);
    let mut effects = state.drop_picture();
    if ours {
        effects.push(Effect::DropQueued { id: id.clone() });
    }
    let next = match said.state {
        ApplicationState::InReview => {
            State::InReview { id, kind, route: said.route, submitted_at: said.submitted_at, due: said.due }
        }
        ApplicationState::Returned => {
            State::Returned { id, kind, rules: said.rules.clone(), tries_left: said.tries_left }
        }
        // A photo change that failed three times does not close the license that is there.
        ApplicationState::WindowOnly if kind != Kind::PhotoChange => State::WindowOnly,
        ApplicationState::WindowOnly => State::Returned { id, kind, rules: said.rules.clone(), tries_left: 0 },
        ApplicationState::Stopped => State::Stopped,
        ApplicationState::Issued => {
            if !(known && matches!(state, State::Issued { .. })) {
                effects.push(Effect::AskLicense);
            }
            State::Issued { id, kind }
        }
    };
    (next, effects)
}

/// What a killed app had under way, begun again with the same keys. The outbox remembers the rest by itself.
pub(super) fn resumed(state: &State) -> Vec<Effect> {
    match state {
        State::PersonCheck { draft, check: Check::Asked { key, .. }, .. } => {
            vec![Effect::BeginCheck { application: draft.id.clone(), key: key.clone() }]
        }
        State::PersonCheck { check: Check::Running { key, id, hint }, .. } => {
            vec![Effect::FinishCheck { id: id.clone(), key: key.clone(), hint: hint.clone() }]
        }
        _ => Vec::new(),
    }
}
