//! The issued license: three tokens with their annexes, and its live status.

use crate::{Blob, Seconds, Ymd};
use serde::{Deserialize, Serialize};

/// What `GET /v1/me/license` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// Version counter: rises with every issue (R15).
    pub version: u32,
    /// Whether it may be shown.
    pub state: LicenseState,
    /// Profiles 1, 2 and 3, ascending; empty unless `Shown`.
    pub tokens: Vec<IssuedToken>,
    /// What the register says now.
    pub live: LiveStatus,
}

/// Whether a license may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenseState {
    /// It may be shown; its tokens tell how.
    Shown,
    /// No license was issued yet.
    None,
    /// Revoked, cancelled or ended: not shown, and why stands in `live`.
    Ended,
    /// Frozen: a message instead.
    Frozen,
    /// Stop of use after abuse (R63).
    Stopped,
    /// Superseded by a change: apply again (R78).
    ApplyAgain,
}

/// One token with what it is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedToken {
    /// 1 full, 2 limited, 3 limited with points.
    pub profile: u8,
    /// The signed token.
    pub token: Blob,
    /// The annex that its field 15 hashes.
    pub annex: Blob,
    /// Second at which the token is over.
    pub expires_at: Seconds,
}

/// The register's word at the time of the answer. It may only worsen what a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveStatus {
    /// Status letters.
    pub status: String,
    /// Points of this cycle.
    pub points: u8,
    /// When the register last changed.
    pub changed_at: Seconds,
    /// Day since which the holder must not drive; none if he may, or if the register does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Ymd>,
    /// Last day on which he must not drive; none if nobody has set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Ymd>,
    /// Fields that changed since the issue (R78).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apply_again: Vec<lz_license::reapply::Change>,
}
