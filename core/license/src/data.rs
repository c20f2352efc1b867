//! Reading the versioned data files, with one error for all of them.

use serde::de::DeserializeOwned;

/// Why a data file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// Not the JSON that this kind of file has; the place says where, never what.
    #[error("data file does not have its form, line {line} column {column}")]
    Form {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault.
        column: usize,
    },
    /// The same key stands twice.
    #[error("a row of the data file is repeated")]
    Repeated,
    /// A row uses a value that is kept for another meaning.
    #[error("a row of the data file uses a reserved value")]
    Reserved,
    /// Rows contradict each other, for example a range that ends before it begins.
    #[error("rows of the data file contradict each other")]
    Contradiction,
}

impl DataError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "data-form",
            Self::Repeated => "data-repeated",
            Self::Reserved => "data-reserved",
            Self::Contradiction => "data-contradiction",
        }
    }
}

pub(crate) fn parse<T: DeserializeOwned>(json: &str) -> Result<T, DataError> {
    serde_json::from_str(json).map_err(|error| DataError::Form { line: error.line(), column: error.column() })
}
