//! What a screen reader says about a page, in reading order.

use crate::want::Rect;

/// How a value is to be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The words, for example digits one by one.
    pub text: String,
    /// BCP 47 language of the words, for example `zh-Hans`.
    pub lang: &'static str,
}

/// One element of a page for people who listen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextItem {
    /// Stable name of the field, for example `name` or `status`.
    pub id: &'static str,
    /// The label, in the wanted language; empty for titles and sentences.
    pub label: String,
    /// The whole value, even where the picture shows it shortened.
    pub value: String,
    /// What to say.
    pub spoken: Spoken,
    /// BCP 47 language of the value.
    pub lang: &'static str,
    /// True for titles, so that a reader can jump between them.
    pub heading: bool,
    /// True if the picture shows only the beginning of the value.
    pub shortened: bool,
    /// Where it stands on the page, in pixels.
    pub rect: Rect,
    /// Position in reading order, from 0.
    pub order: u32,
}
