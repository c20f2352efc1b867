//! Whether the person who applies is who the account says: a port, and an adapter for development that proves nothing.
//!
//! A result is asked for by the authority and never taken from the phone. `Unavailable` never becomes `Passed`.
//! Requirement R31.

use lz_api::applications::PersonOutcome;

/// What an adapter says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Descriptor {
    /// Stable name.
    pub name: &'static str,
    /// Value of field 18 in tokens: 0 proves nothing, 1 checked from afar.
    pub person_check: u8,
}

/// A provider of real-person checks.
pub trait RealPerson: Send + Sync {
    /// Who answers.
    fn descriptor(&self) -> Descriptor;
    /// The outcome of the session `id`; `hint` is what the phone sent and is trusted by no real provider. May block.
    fn outcome(&self, id: &str, hint: Option<&str>) -> PersonOutcome;
}

/// Plays the outcome that the caller scripts. Proves nothing, says so in the license, and refuses to run in production.
#[derive(Debug, Clone, Copy, Default)]
pub struct DevUnverified;

impl RealPerson for DevUnverified {
    fn descriptor(&self) -> Descriptor {
        Descriptor { name: "dev-unverified", person_check: 0 }
    }

    fn outcome(&self, _id: &str, hint: Option<&str>) -> PersonOutcome {
        match hint {
            Some("pass") => PersonOutcome::Passed,
            Some("no_match") => PersonOutcome::NoMatch,
            Some("not_live") => PersonOutcome::NotLive,
            Some("attack") => PersonOutcome::AttackSuspected,
            Some("timeout") => PersonOutcome::Unavailable,
            _ => PersonOutcome::Pending,
        }
    }
}
