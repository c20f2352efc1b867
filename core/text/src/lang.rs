//! The languages of the product.

/// A language in which every sentence exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese, the language of the rules.
    ZhHans,
    /// English.
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::ZhHans, Self::En];

    /// The tag of BCP 47, also the name of the folder with the sentences.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The language for what a system reports, such as `zh_CN.UTF-8` or `en-GB`: Chinese for any Chinese, else English.
    ///
    /// ```
    /// use lz_text::Lang;
    /// assert_eq!(Lang::from_tag("zh_CN.UTF-8"), Lang::ZhHans);
    /// assert_eq!(Lang::from_tag("fr"), Lang::En);
    /// ```
    pub fn from_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::ZhHans } else { Self::En }
    }
}
