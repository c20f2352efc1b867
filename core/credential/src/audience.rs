//! Audiences: for whom a presentation is meant, and with it which profile it may show.

use std::fmt;
use std::str::FromStr;

use crate::format::FormatError;

/// For whom a presentation is meant. What is meant for one is worth nothing to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A traffic police check.
    Police,
    /// License business at a window.
    Business,
    /// A firm that has asked: the purpose and its name in the trust list.
    Firm {
        /// Purpose, a key of the policy.
        purpose: String,
        /// The asker's name, `iss` of its trust-list entry.
        asker: String,
    },
}

impl Audience {
    /// The purpose: `police`, `business`, or what the firm asks for.
    pub fn purpose(&self) -> &str {
        match self {
            Self::Police => "police",
            Self::Business => "business",
            Self::Firm { purpose, .. } => purpose,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Police | Self::Business => f.write_str(self.purpose()),
            Self::Firm { purpose, asker } => write!(f, "{purpose}:{asker}"),
        }
    }
}

impl FromStr for Audience {
    type Err = FormatError;

    /// Reads `police`, `business`, or `purpose:asker` of 24 bytes at most; the asker's name may hold colons itself.
    fn from_str(text: &str) -> Result<Self, FormatError> {
        if !(2..=24).contains(&text.len()) {
            return Err(FormatError::OutOfRange);
        }
        match text.split_once(':') {
            None if text == "police" => Ok(Self::Police),
            None if text == "business" => Ok(Self::Business),
            Some((purpose, asker)) if !purpose.is_empty() && (2..=16).contains(&asker.len()) => {
                Ok(Self::Firm { purpose: purpose.to_owned(), asker: asker.to_owned() })
            }
            None | Some(_) => Err(FormatError::Grammar),
        }
    }
}
