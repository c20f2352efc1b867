//! When an issued electronic license no longer matches its card, so that its holder must apply again (R78).

use serde::{Deserialize, Serialize};

use crate::fields::License;

/// A change after which the electronic license is no longer current.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Other classes: added, lowered or given up.
    Classes,
    /// Another period of validity: renewed.
    Validity,
    /// Another issuing authority: moved in.
    Authority,
    /// A new card: lost, damaged or changed details.
    Card,
    /// Another document or number of the holder.
    Holder,
    /// Another name.
    Name,
}

impl Change {
    /// The text that says what changed and that one must apply again.
    pub const fn text_id(self) -> &'static str {
        match self {
            Self::Classes => "reapply-classes",
            Self::Validity => "reapply-validity",
            Self::Authority => "reapply-authority",
            Self::Card => "reapply-card",
            Self::Holder => "reapply-holder",
            Self::Name => "reapply-name",
        }
    }
}

/// All changes between the license that was issued and the one in the register that call for a new application.
///
/// Points, status, address, record and dates of checks change without one: they are refreshed.
pub fn changes(issued: &License, register: &License) -> Vec<Change> {
    [
        (Change::Classes, issued.classes != register.classes),
        (Change::Validity, issued.validity != register.validity),
        (Change::Authority, issued.authority != register.authority),
        (Change::Card, issued.card_number != register.card_number),
        (Change::Holder, issued.holder != register.holder),
        (Change::Name, issued.name != register.name),
    ]
    .into_iter()
    .filter_map(|(change, happened)| happened.then_some(change))
    .collect()
}
