//! What an officer does with a submitted photo: claim with a lease, look, approve or return.

use crate::applications::{Kind, Route};
use crate::{Seconds, Ymd};
use serde::{Deserialize, Serialize};

/// Claims the application that is due first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Name of the officer; a lease belongs to it.
    pub officer: String,
}

/// One application under review.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Id of the review.
    pub id: String,
    /// What for.
    pub kind: Kind,
    /// Where the photo came from.
    pub route: Route,
    /// When it was submitted.
    pub submitted_at: Seconds,
    /// Last day for a decision (R40).
    pub due: Ymd,
    /// The day has passed.
    pub overdue: bool,
    /// Returns before this one.
    pub earlier_returns: u8,
    /// Name of the applicant, to look at beside the photo.
    pub name: String,
    /// SHA-256 of the photo in hex; `GET /v1/review/{id}/photo` gives its bytes.
    pub photo: String,
    /// Day of the photo, as the phone read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_on: Option<Ymd>,
    /// The authority's own report, made on arrival (R38).
    pub report: serde_json::Value,
    /// The phone's evidence record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<serde_json::Value>,
    /// Second at which the lease is over.
    pub lease_until: Seconds,
}

/// Approves: the license is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approve {
    /// The officer who holds the lease.
    pub officer: String,
}

/// Returns the photo: one or more of rules 1 to 6, or abuse (R50, R63).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The officer who holds the lease.
    pub officer: String,
    /// Rules 1 to 6, each once. May be empty only with `abuse`.
    pub rules: Vec<u8>,
    /// Malicious or illegal photo: stop of use.
    #[serde(default)]
    pub abuse: bool,
}

/// The decision stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// State of the application now.
    pub state: crate::applications::ApplicationState,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task").field("id", &self.id).field("due", &self.due).finish_non_exhaustive()
    }
}
