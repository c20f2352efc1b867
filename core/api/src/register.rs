//! What the register side tells the authority. Bearer token of the register; never reachable for phones.

use crate::{Blob, Ymd};
use serde::{Deserialize, Serialize};

/// Names a person of the register. In a body, never in a path: numbers do not belong into logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Kind of the identity document.
    pub id_type: String,
    /// Its number.
    pub id_number: String,
}

/// Changes facts of one license; absent fields stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Whose.
    pub person: Person,
    /// New status letters, any order, for example `A` or `BDJ`. Unknown letters are taken (R23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// New points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u8>,
    /// New classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<String>,
    /// New first valid day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Ymd>,
    /// New last valid day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Ymd>,
    /// New issuing authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<u32>,
    /// New card number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// New address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Day until which a deferral (N, P, T) is granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_until: Option<Ymd>,
    /// Day since which the holder must not drive, if it is not the day of this change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_since: Option<Ymd>,
    /// Last day of a suspension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_until: Option<Ymd>,
    /// Sets or lifts stop of use (R63).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_of_use: Option<bool>,
}

impl Change {
    /// A change that changes nothing yet.
    pub fn of(person: Person) -> Self {
        Self {
            person,
            status: None,
            points: None,
            classes: None,
            valid_from: None,
            valid_to: None,
            authority: None,
            card: None,
            address: None,
            deferred_until: None,
            status_since: None,
            status_until: None,
            stop_of_use: None,
        }
    }
}

/// The change stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Version of the license after it; none if there is no license.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

/// Issues a license at the window (R79, R80). The photo is the office's own, or the retained one when absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowIssue {
    /// Whose.
    pub person: Person,
    /// The photo that the office took, JPEG or PNG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Blob>,
}

/// Lets a terminal ask and report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddTerminal {
    /// Its key as COSE_Key bytes.
    pub key: Blob,
    /// Name that drivers read in their check log.
    pub name: String,
    /// Audience that it checks for.
    pub audience: String,
}

/// The terminal is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalAdded {
    /// kid of its key.
    pub kid: Blob,
}

/// Sets the busy hint for photo changes (R77).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetBusy {
    /// Busy now.
    pub busy: bool,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id_type", &self.id_type).finish_non_exhaustive()
    }
}
