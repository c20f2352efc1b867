//! Sentences of the catalogue in the wallet's language.

use lz_text::{Args, Lang};

use crate::Language;

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::ZhHans => Lang::ZhHans,
            Language::En => Lang::En,
        }
    }
}

/// One sentence without places to fill.
pub(crate) fn say(language: Language, id: &str) -> String {
    lz_text::say(language.into(), id, &Args::NONE)
}

/// One sentence; `args` fill its places.
pub(crate) fn say_with(language: Language, id: &str, args: &[(&'static str, String)]) -> String {
    let args = args.iter().fold(Args::new(), |all, (name, value)| all.text(*name, value.clone()));
    lz_text::say(language.into(), id, &args)
}
