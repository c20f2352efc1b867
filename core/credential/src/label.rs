//! A signed name in two languages: plain text for display, never an address.

use crate::cbor::{Value, Writer};
use crate::fields;
use crate::format::FormatError;

/// A name in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// 简体中文.
    pub zh_hans: String,
    /// English.
    pub en: String,
}

impl Label {
    pub(crate) fn read(value: Value<'_>) -> Result<Self, FormatError> {
        let [zh_hans, en] = value.array()?;
        Ok(Self { zh_hans: plain(zh_hans)?, en: plain(en)? })
    }

    pub(crate) fn write(&self, w: &mut Writer) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
        w.array(2)?.str(&self.zh_hans)?.str(&self.en)?.ok()
    }
}

fn plain(value: Value<'_>) -> Result<String, FormatError> {
    let text = fields::shown_text(value, 1..=120)?;
    if text.contains("://") { Err(FormatError::Grammar) } else { Ok(text) }
}
