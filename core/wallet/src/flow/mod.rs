//! `ApplicationFlow`: how a license is applied for, as a state machine without I/O (R28).
//!
//! `step(state, event)` gives the next state and the effects that it asks for. The wallet commits the state before it runs the
//! effects, so that a killed app resumes where it was and nothing is sent twice (R32, R47). Three routes:
//!
//! - the retained photo ([`retained`]): confirm → real-person check → submit → issued at once (R29–R34);
//! - camera and album ([`own_photo`]): notice → picture → preview → real-person check and submit → review (R35–R50);
//! - a photo change or a repeated application enters the same routes ([`change`], R76–R78), and the window issues what this phone
//!   never asked for ([`window`], R79–R80, R63).
//!
//! `docs/flow.md` holds the diagram that `diagram.rs` draws from this very function.

mod change;
#[cfg(test)]
mod diagram;
mod own_photo;
mod retained;
mod sending;
mod window;

#[cfg(test)]
mod tests;

use lz_api::applications::{Application, Due, Kind, PersonOutcome, Route};
use lz_api::{Blob, Seconds, Ymd};
use serde::{Deserialize, Serialize};

use crate::intent::PhotoSource;
use crate::problem::Code;

/// What a draft was begun with. Its id is the idempotency key of its submission, chosen once (R32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// Names the facts that the driver sees and says yes to (R30).
    pub(crate) facts_id: Blob,
    /// Version of the notice that must be read (R36).
    pub(crate) notice_version: u32,
    /// Version of the notice that was read to its end.
    pub(crate) notice_read: Option<u32>,
}

/// The picture in the preview: byte for byte what is sent (R38). The bytes lie in the vault under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Picture {
    pub(crate) source: PhotoSource,
    pub(crate) sha256: String,
    pub(crate) taken_on: Option<Ymd>,
    /// The evidence record of the phone's own check, as JSON.
    pub(crate) evidence: String,
    pub(crate) findings: Vec<Finding>,
}

/// One photo rule as the phone saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Finding {
    pub(crate) measure: String,
    pub(crate) rule: u8,
    pub(crate) outcome: Outcome,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub(crate) enum Outcome {
    Pass,
    Warn,
    Fail,
    Unknown,
}

/// How far the real-person check of this very application is (R31).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Check {
    /// Not begun.
    Open,
    /// Asked for, with the key of that request.
    Asked { key: String, hint: Option<String> },
    /// Under way at the authority.
    Running { key: String, id: String, hint: Option<String> },
    /// Passed; short-lived and good once.
    Passed { id: String, expires_at: Seconds },
}

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    /// Nothing under way; `trouble` is why the last one stopped.
    Idle { trouble: Option<Code> },
    /// Retained 1 of 3: are these facts right (R30)?
    Confirm { draft: Draft },
    /// A fact is wrong: where it is put right (R30).
    Correcting { draft: Draft },
    /// Own photo 1 of 4: the notice, then camera or album (R26, R36).
    Notice { draft: Draft, trouble: Option<Code> },
    /// Own photo 2 of 4.
    Picture { draft: Draft, source: PhotoSource, findings: Vec<Finding>, trouble: Option<Code> },
    /// Own photo 3 of 4.
    Preview { draft: Draft, picture: Picture, trouble: Option<Code> },
    /// Retained 2 and 3 of 3, own photo 4 of 4: the check, then the button.
    PersonCheck { draft: Draft, picture: Option<Picture>, check: Check, trouble: Option<Code> },
    /// Handed in: the outbox has it.
    Sending { draft: Draft, picture: Option<Picture>, check: String },
    /// The police look at the photo (R27, R40).
    InReview { id: String, kind: Kind, route: Route, submitted_at: Seconds, due: Option<Due> },
    /// Returned with rule numbers (R50).
    Returned { id: String, kind: Kind, rules: Vec<u8>, tries_left: u8 },
    /// The window only (R79).
    WindowOnly,
    /// Applying and use were stopped (R63).
    Stopped,
    /// Issued.
    Issued { id: String, kind: Kind },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// The driver starts, with what the authority offers now.
    Start { draft: Draft, routes: Vec<Route> },
    /// Yes, these are my facts.
    ConfirmFacts,
    /// No, something is wrong.
    FactsWrong,
    /// The notice was shown to its end.
    NoticeRead { version: u32 },
    /// Camera or album.
    Choose { source: PhotoSource },
    /// A picture passed the phone's check.
    Offered { picture: Picture },
    /// A picture did not.
    OfferRefused { findings: Vec<Finding>, code: Code },
    /// This is the picture.
    Keep,
    /// Another one.
    Retake,
    /// Begin the real-person check with a fresh request key.
    StartCheck { key: String, hint: Option<String> },
    /// The authority began it.
    CheckBegun { application: String, id: String },
    /// It ended.
    CheckEnded { id: String, outcome: PersonOutcome, expires_at: Seconds },
    /// It could not be asked for.
    CheckTroubled { code: Code },
    /// Hand in.
    Submit { now: Seconds },
    /// The authority took it, or tells how far the newest application is.
    ServerSays { application: Application },
    /// The authority refused the submission.
    Refused { code: Code },
    /// The app is closed to this driver.
    Closed { stopped: bool },
    /// It is open again.
    Reopened,
    /// A license is there that this phone may not have asked for (R80).
    LicenseArrived,
    /// One step back.
    Back,
    /// Leave it.
    GiveUp,
    /// The app was started again.
    Resumed,
}

/// What the wallet must do; each can be done again after a kill without harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Ask for a real-person check of this application.
    BeginCheck { application: String, key: String },
    /// Finish it.
    FinishCheck { id: String, key: String, hint: Option<String> },
    /// Put the photo into the outbox.
    QueuePhoto { sha256: String },
    /// Put the submission into the outbox, behind the photo.
    QueueSubmission { submission: Submission },
    /// Take a submission that was not sent out of the outbox.
    DropQueued { id: String },
    /// Forget the bytes of a picture.
    DropPicture { sha256: String },
    /// Ask the authority for the driver's facts again.
    AskFacts,
    /// Ask for the license.
    AskLicense,
}

/// What is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Submission {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) route: Route,
    pub(crate) facts_id: Blob,
    pub(crate) notice_version: Option<u32>,
    pub(crate) photo: Option<String>,
    pub(crate) taken_on: Option<Ymd>,
    pub(crate) evidence: Option<String>,
    pub(crate) person_check: String,
}

/// A state and the effects that led to it.
pub(crate) type Next = (State, Vec<Effect>);

/// One step. A refused event changes nothing and says why.
pub(crate) fn step(state: &State, event: &Event) -> Result<Next, Code> {
    match event {
        Event::Start { draft, routes } => change::start(state, draft, routes),
        Event::ConfirmFacts | Event::FactsWrong => retained::step(state, event),
        Event::NoticeRead { .. }
        | Event::Choose { .. }
        | Event::Offered { .. }
        | Event::OfferRefused { .. }
        | Event::Keep
        | Event::Retake => own_photo::step(state, event),
        Event::StartCheck { .. }
        | Event::CheckBegun { .. }
        | Event::CheckEnded { .. }
        | Event::CheckTroubled { .. }
        | Event::Submit { .. }
        | Event::Refused { .. } => sending::step(state, event),
        Event::ServerSays { application } => Ok(sending::server_says(state, application)),
        Event::Closed { stopped } => Ok(window::closed(state, *stopped)),
        Event::Reopened => Ok(window::reopened(state)),
        Event::LicenseArrived => Ok(window::license_arrived(state)),
        Event::Back => back(state),
        Event::GiveUp => give_up(state),
        Event::Resumed => Ok((state.clone(), sending::resumed(state))),
    }
}

/// One step back; nothing half-sent stays behind (R44–R47).
fn back(state: &State) -> Result<Next, Code> {
    let next = match state {
        State::Confirm { .. } | State::Notice { .. } => State::Idle { trouble: None },
        State::Correcting { draft } => State::Confirm { draft: draft.clone() },
        State::Picture { draft, .. } => State::Notice { draft: draft.clone(), trouble: None },
        State::Preview { draft, picture, .. } => return Ok(own_photo::again(draft, picture)),
        State::PersonCheck { draft, picture: Some(picture), .. } => {
            State::Preview { draft: draft.clone(), picture: picture.clone(), trouble: None }
        }
        State::PersonCheck { draft, picture: None, .. } => State::Confirm { draft: draft.clone() },
        State::Idle { .. }
        | State::Sending { .. }
        | State::InReview { .. }
        | State::Returned { .. }
        | State::WindowOnly
        | State::Stopped
        | State::Issued { .. } => return Err(Code::NotAtThisStep),
    };
    Ok((next, Vec::new()))
}

/// Leaves a draft. What was handed in stays handed in.
fn give_up(state: &State) -> Result<Next, Code> {
    match state {
        State::Sending { .. } | State::InReview { .. } | State::WindowOnly | State::Stopped => Err(Code::NotAtThisStep),
        other => Ok((State::Idle { trouble: None }, other.drop_picture())),
    }
}

impl State {
    /// The draft that was not handed in yet.
    pub(crate) fn draft(&self) -> Option<&Draft> {
        match self {
            State::Confirm { draft }
            | State::Correcting { draft }
            | State::Notice { draft, .. }
            | State::Picture { draft, .. }
            | State::Preview { draft, .. }
            | State::PersonCheck { draft, .. } => Some(draft),
            State::Idle { .. }
            | State::Sending { .. }
            | State::InReview { .. }
            | State::Returned { .. }
            | State::WindowOnly
            | State::Stopped
            | State::Issued { .. } => None,
        }
    }

    /// The picture that the vault must keep for this state.
    pub(crate) fn picture(&self) -> Option<&Picture> {
        match self {
            State::Preview { picture, .. } => Some(picture),
            State::PersonCheck { picture, .. } | State::Sending { picture, .. } => picture.as_ref(),
            _ => None,
        }
    }

    fn drop_picture(&self) -> Vec<Effect> {
        self.picture().map(|picture| Effect::DropPicture { sha256: picture.sha256.clone() }).into_iter().collect()
    }

    /// The name in the diagram.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            State::Idle { .. } => "Idle",
            State::Confirm { .. } => "Confirm",
            State::Correcting { .. } => "Correcting",
            State::Notice { draft, .. } if draft.notice_read.is_some() => "NoticeRead",
            State::Notice { .. } => "Notice",
            State::Picture { .. } => "Picture",
            State::Preview { .. } => "Preview",
            State::PersonCheck { check: Check::Passed { .. }, .. } => "PersonChecked",
            State::PersonCheck { .. } => "PersonCheck",
            State::Sending { .. } => "Sending",
            State::InReview { .. } => "InReview",
            State::Returned { .. } => "Returned",
            State::WindowOnly => "WindowOnly",
            State::Stopped => "Stopped",
            State::Issued { .. } => "Issued",
        }
    }
}

#[cfg(test)]
impl Event {
    /// The name in a failed test.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Event::Start { .. } => "start",
            Event::ConfirmFacts => "facts confirmed",
            Event::FactsWrong => "facts wrong",
            Event::NoticeRead { .. } => "notice read",
            Event::Choose { .. } => "camera or album",
            Event::Offered { .. } => "picture fits",
            Event::OfferRefused { .. } => "picture does not fit",
            Event::Keep => "keep",
            Event::Retake => "retake",
            Event::StartCheck { .. } => "start check",
            Event::CheckBegun { .. } => "check begun",
            Event::CheckEnded { .. } => "check ended",
            Event::CheckTroubled { .. } => "check troubled",
            Event::Submit { .. } => "submit",
            Event::ServerSays { .. } => "authority says",
            Event::Refused { .. } => "authority refuses",
            Event::Closed { .. } => "app closed to driver",
            Event::Reopened => "app open again",
            Event::LicenseArrived => "license arrived",
            Event::Back => "back",
            Event::GiveUp => "give up",
            Event::Resumed => "started again",
        }
    }
}
