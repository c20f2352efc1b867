//! Camera and album: notice → picture → preview (R35–R38, R43–R47, R55).

use super::{Check, Draft, Effect, Event, Next, Picture, State};
use crate::intent::PhotoSource;
use crate::problem::Code;

/// Steps 1 to 3 of 4. The order cannot change.
pub(super) fn step(state: &State, event: &Event) -> Result<Next, Code> {
    match (state, event) {
        (State::Notice { draft, .. }, Event::NoticeRead { version }) => {
            if *version != draft.notice_version {
                return Err(Code::NoticeFirst);
            }
            let draft = Draft { notice_read: Some(*version), ..draft.clone() };
            Ok((State::Notice { draft, trouble: None }, Vec::new()))
        }
        (State::Notice { draft, .. }, Event::Choose { source }) => {
            if draft.notice_read != Some(draft.notice_version) {
                return Err(Code::NoticeFirst);
            }
            Ok((picture(draft, *source), Vec::new()))
        }
        (State::Picture { draft, source, .. }, Event::Offered { picture }) => {
            if picture.source != *source {
                return Err(other_source(*source));
            }
            Ok((State::Preview { draft: draft.clone(), picture: picture.clone(), trouble: None }, Vec::new()))
        }
        (State::Picture { draft, source, .. }, Event::OfferRefused { findings, code }) => {
            let (draft, source, findings) = (draft.clone(), *source, findings.clone());
            Ok((State::Picture { draft, source, findings, trouble: Some(*code) }, Vec::new()))
        }
        (State::Preview { draft, picture, .. }, Event::Keep) => {
            let (draft, picture) = (draft.clone(), Some(picture.clone()));
            Ok((State::PersonCheck { draft, picture, check: Check::Open, trouble: None }, Vec::new()))
        }
        (State::Preview { draft, picture, .. }, Event::Retake) => Ok(again(draft, picture)),
        _ => Err(Code::NotAtThisStep),
    }
}

/// Back to the camera, or the album; the bytes are forgotten.
pub(super) fn again(draft: &Draft, old: &Picture) -> Next {
    (picture(draft, old.source), vec![Effect::DropPicture { sha256: old.sha256.clone() }])
}

fn picture(draft: &Draft, source: PhotoSource) -> State {
    State::Picture { draft: draft.clone(), source, findings: Vec::new(), trouble: None }
}

/// Album bytes never enter the camera's path (R37).
fn other_source(wanted: PhotoSource) -> Code {
    match wanted {
        PhotoSource::LiveCamera => Code::CameraOnly,
        PhotoSource::AlbumFile => Code::NotAtThisStep,
    }
}
