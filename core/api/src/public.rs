//! What everybody may fetch: signed time, trust list, policy, status lists.

use crate::Seconds;
use serde::{Deserialize, Serialize};

/// The names of all status lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusIndex {
    /// The lists.
    pub lists: Vec<StatusListName>,
}

/// One status list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusListName {
    /// Name as tokens write it (`status.uri`).
    pub uri: String,
    /// Path to fetch it from, for example `/v1/status/0`.
    pub path: String,
    /// National counter.
    pub sequence: u32,
    /// When it was signed.
    pub issued_at: Seconds,
}
