//! Enrolment of a phone, login of its driver, unbinding.

use crate::{Blob, Seconds};
use serde::{Deserialize, Serialize};

/// A nonce to enrol with: one use, 120 s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// 16 random bytes: claim 39 of every `bind`.
    pub nonce: Blob,
    /// Seconds that it is good for.
    pub expires_in: u32,
    /// The issuer that a `bind` must name.
    pub iss: String,
}

/// Enrols a phone. The request itself is signed with the new request key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrol {
    /// The request key as COSE_Key bytes; its kid is the signature's keyid.
    pub request_key: Blob,
    /// The nonce of the [`Challenge`].
    pub nonce: Blob,
    /// `bind` of the presentation key of profile 1, by that key.
    pub police: BindProof,
    /// `bind` of the presentation key of profiles 2 and 3, by that key.
    pub firms: BindProof,
    /// What the driver sees in the list of devices.
    pub device_name: String,
}

/// Proof of one presentation key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindProof {
    /// A `bind` signed by the key that it names.
    pub bind: Blob,
    /// The same claims signed by the phone's hardware key, if it has one that cannot sign every 15 s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hardware: Option<Blob>,
    /// That hardware key as COSE_Key bytes; present exactly with `by_hardware`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hardware_key: Option<Blob>,
}

/// The phone is enrolled; nobody is logged in yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// kid of the request key.
    pub device: Blob,
    /// When, by the authority's clock.
    pub at: Seconds,
}

/// Asks for a one-time code. The answer is the same whether the number exists or not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskCode {
    /// Kind of the identity document, by its stable name.
    pub id_type: String,
    /// Its number.
    pub id_number: String,
}

/// A code is on its way, if the number is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSent {
    /// Seconds that the code is good for.
    pub expires_in: u32,
    /// Seconds until another may be asked for.
    pub next_in: u32,
}

/// Logs in with the code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// Kind of the identity document, by its stable name.
    pub id_type: String,
    /// Its number.
    pub id_number: String,
    /// Six digits.
    pub code: String,
}

/// The driver is logged in on this device; any earlier device of the same driver is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedIn {
    /// Opaque, stable name of the account: never the number.
    pub account: String,
}

/// Fresh session keys, both vouched for by the hardware key of the enrolment. The tokens that are fetched next name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSession {
    /// The nonce of the [`Challenge`].
    pub nonce: Blob,
    /// `bind` of the new presentation key of profile 1.
    pub police: BindProof,
    /// `bind` of the new presentation key of profiles 2 and 3.
    pub firms: BindProof,
}

/// The session keys stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionMade {
    /// When, by the authority's clock.
    pub at: Seconds,
}

/// Unbinds this device: its tokens die, the account stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unbind {}

/// The device is unbound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unbound {
    /// When.
    pub at: Seconds,
}

impl std::fmt::Debug for AskCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AskCode").field("id_type", &self.id_type).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("id_type", &self.id_type).finish_non_exhaustive()
    }
}
