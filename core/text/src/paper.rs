//! The line on equal legal effect, which never stands without the cases in which paper is needed (R06, R70).

use crate::{Args, Lang, say};

/// The line and its limits, to be shown together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EqualEffect {
    /// The electronic license has the same legal effect as the paper one.
    pub line: String,
    /// What leads to the list: when the paper license must be shown or handed in.
    pub paper_needed: String,
    /// The cases.
    pub exceptions: Vec<String>,
}

/// How many cases the catalogue lists.
const EXCEPTIONS: usize = 5;

/// The line with its cases. There is no way to take one without the other.
pub fn equal_effect(lang: Lang) -> EqualEffect {
    let text = |id: &str| say(lang, id, &Args::NONE);
    EqualEffect {
        line: text("equal-effect"),
        paper_needed: text("paper-needed"),
        exceptions: (1..=EXCEPTIONS).map(|n| text(&format!("paper-needed-{n}"))).collect(),
    }
}
