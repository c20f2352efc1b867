//! The three routes of an application (R28–R50), photo change (R76), re-application (R78).

use crate::{Blob, Seconds, Ymd};
use serde::{Deserialize, Serialize};

/// Where the photo comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The photo that the register holds: issued at once (R29–R34).
    Retained,
    /// Taken with the phone's camera: reviewed (R36–R42).
    Camera,
    /// Chosen from the album: reviewed (R43–R49).
    Album,
    /// Issued at the window; never asked for by a phone (R80).
    Window,
}

/// What the application is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// First license.
    First,
    /// New photo on a license that stays usable meanwhile (R76).
    PhotoChange,
    /// After a change of class, validity, authority or card (R78).
    Again,
}

/// Submits an application. `Idempotency-Key` is the application's own id, chosen by the phone (R32).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit {
    /// What for.
    pub kind: Kind,
    /// Which photo.
    pub route: Route,
    /// The `facts_id` that the driver said yes to (R30).
    pub facts_id: Blob,
    /// The driver said yes (R30).
    pub confirmed: bool,
    /// Version of the notice that was shown; camera and album only (R36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_version: Option<u32>,
    /// SHA-256 of the uploaded photo in hex; camera and album only (R38).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<String>,
    /// Day on which the photo was taken, by its own data; album only (R61).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Ymd>,
    /// The evidence record of the phone's own photo check, kept for the reviewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<serde_json::Value>,
    /// The real-person check that passed (R31).
    pub person_check: String,
}

/// An application as the driver may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its id: the idempotency key of its submission.
    pub id: String,
    /// What for.
    pub kind: Kind,
    /// Which photo.
    pub route: Route,
    /// How far it is.
    pub state: ApplicationState,
    /// When it was submitted.
    pub submitted_at: Seconds,
    /// Until when it will be reviewed; camera and album only (R40).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Rules that the photo broke, when returned (R50).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<u8>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Seconds>,
    /// Returns left before the window is the only way.
    pub tries_left: u8,
}

/// How far an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// An officer will look at it (R27).
    InReview,
    /// Returned with rule numbers; another try is open (R50).
    Returned,
    /// Returned for the third time: window only.
    WindowOnly,
    /// Returned as abuse: stop of use (R63).
    Stopped,
    /// The license is there.
    Issued,
}

/// The end of the review's working day (R40).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The day, inclusive.
    pub day: Ymd,
    /// The calendar of holidays does not reach so far: the day is a guess from weekdays.
    pub beyond_calendar: bool,
}

/// Begins a real-person check for one application of this account (R31).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginPersonCheck {
    /// Id of the application that it is for: its later idempotency key.
    pub application: String,
}

/// Finishes a check. What stands here is a hint: the authority asks its adapter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishPersonCheck {
    /// `dev-unverified` only: the outcome to play, one of `pass`, `no_match`, `not_live`, `attack`, `timeout`, `pending`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
}

/// A real-person check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCheck {
    /// Its id.
    pub id: String,
    /// Name of the adapter, for example `dev-unverified`.
    pub adapter: String,
    /// False: the check proves nothing, and the license will say so (field 18 = 0).
    pub proves: bool,
    /// How it ended.
    pub outcome: PersonOutcome,
    /// Second at which it is over.
    pub expires_at: Seconds,
}

/// How a real-person check ended. Only `Passed` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonOutcome {
    /// Not finished.
    Pending,
    /// The person is who the account says.
    Passed,
    /// The face is another.
    NoMatch,
    /// No live person.
    NotLive,
    /// An attack was suspected.
    AttackSuspected,
    /// The provider gave no answer in time. The window stays open.
    Unavailable,
}

/// A photo has arrived and was checked again (R38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoReceived {
    /// SHA-256 in hex of the bytes as received.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u32,
    /// Rules that the authority's own check saw broken. Advice: an officer decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<u8>,
}
