//! Why a page was not drawn.

/// A refusal to draw. Holds no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// One of the parts that every main page must carry is missing (R02).
    #[error("the main page lacks {0:?}")]
    Missing(MissingPart),
    /// The license has ended or is frozen: its pages are not shown, only a message is.
    #[error("this license is not shown")]
    NotShown,
    /// The license has pages, so no message stands in their place.
    #[error("this license is shown")]
    Shown,
    /// The wanted width is outside [`crate::PageWant::WIDTHS`].
    #[error("no page is drawn at this width")]
    Width,
    /// The portrait is not a picture that can be drawn.
    #[error("the portrait cannot be read")]
    Portrait,
    /// A field is longer than any issuer may write it.
    #[error("a field is too long to be drawn")]
    TooLong,
    /// The text does not fit into a code that a camera reads.
    #[error("the text does not fit into a code")]
    CodeTooLong,
}

/// One of the four parts of the main page (R02).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPart {
    /// Name, number, dates, classes, portrait.
    BasicInfo,
    /// When the electronic license was generated.
    GenerationTime,
    /// The rotating code.
    Qr,
    /// The bar code of the card number.
    Barcode,
}

impl RenderError {
    /// The stable name of this error for the world outside.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing(MissingPart::BasicInfo) => "page-without-basic-info",
            Self::Missing(MissingPart::GenerationTime) => "page-without-generation-time",
            Self::Missing(MissingPart::Qr) => "page-without-qr",
            Self::Missing(MissingPart::Barcode) => "page-without-barcode",
            Self::NotShown => "license-not-shown",
            Self::Shown => "license-shown",
            Self::Width => "page-width",
            Self::Portrait => "portrait-unreadable",
            Self::TooLong => "field-too-long",
            Self::CodeTooLong => "code-too-long",
        }
    }
}
