//! Saying a sentence.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use fluent_bundle::{FluentArgs, FluentError, FluentValue};

use crate::catalogue;
use crate::{Arg, Args, Lang};

/// Why a sentence cannot be said as it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SayError {
    /// No file has this name.
    #[error("no text is called {0}")]
    Missing(String),
    /// A placeholder has no value, or a term that the sentence uses does not exist.
    #[error("the text {id} lacks a value")]
    Incomplete {
        /// The name of the sentence.
        id: String,
        /// What can be said nevertheless.
        said: String,
    },
}

impl SayError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "text-missing",
            Self::Incomplete { .. } => "text-incomplete",
        }
    }
}

static FAULTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The sentence `id` in `lang`.
///
/// Never fails and never panics: a missing sentence gives `⟦id⟧`, a missing value its name in braces, and [`missing`]
/// remembers both, so that a test can assert that there were none.
pub fn say(lang: Lang, id: &str, args: &Args) -> String {
    try_say(lang, id, args).unwrap_or_else(|error| {
        FAULTS.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
        match error {
            SayError::Missing(id) => format!("⟦{id}⟧"),
            SayError::Incomplete { said, .. } => said,
        }
    })
}

/// The sentence `id` in `lang`, or what is wrong with it.
pub fn try_say(lang: Lang, id: &str, args: &Args) -> Result<String, SayError> {
    let bundle = catalogue::bundle(lang);
    let message = bundle.get_message(id).and_then(|message| message.value());
    let pattern = message.ok_or_else(|| SayError::Missing(id.to_owned()))?;
    let values: FluentArgs<'_> = args.iter().map(|(name, value)| (name, fluent(value))).collect();
    let mut errors: Vec<FluentError> = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
    if errors.is_empty() { Ok(said) } else { Err(SayError::Incomplete { id: id.to_owned(), said }) }
}

/// The names of all sentences that [`say`] could not say well since the program started.
pub fn missing() -> Vec<String> {
    FAULTS.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}

fn fluent(value: &Arg) -> FluentValue<'_> {
    match value {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Number(number) => FluentValue::from(*number),
    }
}
