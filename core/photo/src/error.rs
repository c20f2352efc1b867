//! What can go wrong with bytes that claim to be a picture.

use thiserror::Error;

/// Why no report could be made. None of these carries a byte of the picture or foreign text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PhotoError {
    /// The bytes are no JPEG, PNG or WebP.
    #[error("not a picture that is understood")]
    NotAPicture,
    /// The bytes are HEIC or AVIF: the platform decodes those and hands in pixels.
    #[error("HEIC is decoded by the platform")]
    Heic,
    /// The file is longer than the limit.
    #[error("file too large")]
    TooManyBytes,
    /// The header claims more pixels, or a longer side, than the limit; nothing was decoded.
    #[error("picture too large")]
    TooManyPixels,
    /// The picture is too small to hold a portrait.
    #[error("picture too small")]
    TooFewPixels,
    /// The header is a picture's but the rest cannot be decoded.
    #[error("picture damaged")]
    Damaged,
    /// A kind of picture that the decoder does not handle (for example arithmetic coding).
    #[error("kind of picture not supported")]
    Unsupported,
    /// A pixel buffer or a camera plane is shorter than its size and stride need.
    #[error("buffer shorter than its size needs")]
    ShortBuffer,
    /// No quality brings the picture into the wanted range of bytes.
    #[error("no quality fits the size range")]
    NoQualityFits,
    /// A camera ticket was used twice, is too old, or belongs to another session (R37).
    #[error("not a live capture")]
    NotLive,
    /// The decoder gave up in a way that it should not.
    #[error("decoder failed")]
    Decoder,
}

impl PhotoError {
    /// Every error, for tests of texts and mappings.
    pub const ALL: [PhotoError; 11] = [
        PhotoError::NotAPicture,
        PhotoError::Heic,
        PhotoError::TooManyBytes,
        PhotoError::TooManyPixels,
        PhotoError::TooFewPixels,
        PhotoError::Damaged,
        PhotoError::Unsupported,
        PhotoError::ShortBuffer,
        PhotoError::NoQualityFits,
        PhotoError::NotLive,
        PhotoError::Decoder,
    ];

    /// The stable name of this error for the world; its sentence in the catalogue is the same name.
    pub fn code(self) -> &'static str {
        match self {
            PhotoError::NotAPicture => "photo-not-a-picture",
            PhotoError::Heic => "photo-heic",
            PhotoError::TooManyBytes => "photo-too-many-bytes",
            PhotoError::TooManyPixels => "photo-too-many-pixels",
            PhotoError::TooFewPixels => "photo-too-few-pixels",
            PhotoError::Damaged => "photo-damaged",
            PhotoError::Unsupported => "photo-unsupported",
            PhotoError::ShortBuffer => "photo-short-buffer",
            PhotoError::NoQualityFits => "photo-no-quality-fits",
            PhotoError::NotLive => "photo-not-live",
            PhotoError::Decoder => "photo-decoder",
        }
    }
}
