//! Codes in pictures: what a camera frame or a photo of a phone screen says.
//!
//! rxing searches the picture as it comes first; only when that finds nothing are the other ways of [`passes`] tried, each
//! aimed at a fault that roadside pictures have: noise in poor light, uneven light, and modules so large that their grain
//! shows. All of them together stay far below what a terminal may spend on a picture.

mod enhance;
pub mod passes;
mod search;

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use image::{DynamicImage, GrayImage, ImageError, ImageReader};

pub use passes::PASSES;

/// Most pixels of a picture that is decoded: 50 megapixels, more than any camera at the roadside delivers.
const MAX_PIXELS: u64 = 50_000_000;
/// Largest picture file that is looked at.
const MAX_FILE: u64 = 40 << 20;
/// Frames are brought to this longer side before the search: codes need 3 to 4 pixels a module, not 12.
pub const WORK_SIDE: u32 = 1_600;

/// Why a file could not be looked at. None of these says anything about a license.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is missing or may not be read.
    #[error("the file cannot be opened")]
    Open(#[from] std::io::Error),
    /// Not a PNG, JPEG or WebP, or a broken one.
    #[error("this is not a picture that can be read (PNG, JPEG or WebP)")]
    NotAPicture,
    /// More pixels or bytes than a camera frame has.
    #[error("the picture is larger than 50 megapixels or 40 MB")]
    TooLarge,
}

impl ReadError {
    /// Stable code for machines.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Open(_) => "file_unreadable",
            ReadError::NotAPicture => "not_a_picture",
            ReadError::TooLarge => "picture_too_large",
        }
    }
}

/// Decodes a picture file to luma. The size is judged from the header, before any pixel is allocated.
pub fn open(path: &std::path::Path) -> Result<GrayImage, ReadError> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(ReadError::TooLarge);
    }
    decode(&bytes)
}

/// Decodes picture bytes to luma; see [`open`].
pub fn decode(bytes: &[u8]) -> Result<GrayImage, ReadError> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| ReadError::NotAPicture);
    let fault = |error| match error {
        ImageError::Limits(_) => ReadError::TooLarge,
        _ => ReadError::NotAPicture,
    };
    let (w, h) = reader()?.into_dimensions().map_err(fault)?;
    if u64::from(w) * u64::from(h) > MAX_PIXELS {
        return Err(ReadError::TooLarge);
    }
    reader()?.decode().map(DynamicImage::into_luma8).map_err(fault)
}

/// The text of the QR code in the picture, if one can be read.
///
/// The work is bounded: at most one search for each of [`PASSES`], on at most [`WORK_SIDE`] pixels a side.
pub fn qr_text(picture: &GrayImage) -> Option<String> {
    let frame = fit(picture);
    PASSES.iter().find_map(|pass| pass.search(&frame))
}

/// The same, and which of [`PASSES`] read it: for benches.
pub fn qr_text_by(picture: &GrayImage) -> Option<(String, usize)> {
    let frame = fit(picture);
    PASSES.iter().enumerate().find_map(|(at, pass)| Some((pass.search(&frame)?, at)))
}

/// Reads a film frame by frame, where the next frame is better than a long look at this one.
///
/// Each frame is searched as it comes; if that finds nothing, in one more way, the next one in turn with each frame. So a
/// frame costs two searches at most, and a film under bad conditions still sees every way within a few frames.
#[derive(Debug, Default)]
pub struct Film {
    turn: usize,
}

impl Film {
    /// The text of the QR code in the next frame, if one can be read.
    pub fn read(&mut self, picture: &GrayImage) -> Option<String> {
        let frame = fit(picture);
        let [first, later @ ..] = &PASSES;
        first.search(&frame).or_else(|| {
            let pass = later.get(self.turn % later.len())?;
            self.turn += 1;
            pass.search(&frame)
        })
    }
}

fn fit(picture: &GrayImage) -> Cow<'_, GrayImage> {
    let long = picture.width().max(picture.height());
    if long <= WORK_SIDE {
        return Cow::Borrowed(picture);
    }
    Cow::Owned(enhance::scaled(picture, WORK_SIDE as f32 / long as f32))
}

/// Decodes a signed portrait. Only bytes whose hash a verified token signs may come here.
pub fn portrait(webp: &[u8]) -> Option<DynamicImage> {
    let reader = || Some(ImageReader::with_format(Cursor::new(webp), image::ImageFormat::WebP));
    let (w, h) = reader()?.into_dimensions().ok()?;
    if w > 1_024 || h > 1_024 {
        return None;
    }
    reader()?.decode().ok()
}
