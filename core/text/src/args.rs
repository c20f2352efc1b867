//! What is filled into a sentence.

use std::borrow::Cow;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words, filled in as they are.
    Text(String),
    /// A number: chooses the plural in English.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

/// The values for the placeholders of one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Args(Vec<(Cow<'static, str>, Arg)>);

impl Args {
    /// For a sentence without placeholders.
    pub const NONE: Self = Self(Vec::new());

    /// Starts a list.
    pub const fn new() -> Self {
        Self::NONE
    }

    /// Adds a value of either kind.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// Adds words.
    #[must_use]
    pub fn text(self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, name: impl Into<Cow<'static, str>>, number: impl Into<i64>) -> Self {
        self.with(name, Arg::Number(number.into()))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Arg)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}
