//! Sentences of the catalogue in the wallet's language.

use crate::Language;

/// One sentence; `args` fill its places.
pub(crate) fn say(_language: Language, id: &str, _args: &[(&str, String)]) -> String {
    id.to_owned()
}
