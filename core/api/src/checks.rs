//! The online check of a presentation, and the queue of offline checks (R12, R75).

use crate::{Blob, Seconds};
use serde::{Deserialize, Serialize};

/// Asks about the presentation itself: there is no look-up by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    /// The key-binding token as scanned; its iat is at most 10 minutes old.
    pub presentation: Blob,
}

/// What the authority says, one time for one presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The license and this binding of it are current.
    pub current: bool,
    /// What the token's status entry is now: 0 nothing newer, 1 ended, 2 ask the register, 3 replaced.
    pub entry: u8,
    /// Status letters now; only when the license is not ended and the binding is current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Points now; only where the profile shows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
    /// When this was true.
    pub at: Seconds,
}

/// Checks that a terminal made without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// At most 256 presentations with the time of the check.
    pub checks: Vec<ReportedCheck>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedCheck {
    /// The key-binding token as scanned.
    pub presentation: Blob,
    /// When, by the terminal's clock.
    pub at: Seconds,
}

/// How many of them reached a driver's log; the terminal erases all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Written to a log.
    pub logged: u32,
    /// Logged before, or not a presentation of ours.
    pub skipped: u32,
}
