//! Codes in pictures: what a camera frame or a photo of a phone screen says.
//!
//! rxing reads the picture as it comes first; only when that finds nothing are the slower ways tried, each aimed at a
//! fault that roadside pictures have: noise in poor light, low contrast in rain, and modules that are too small or so
//! large that their grain shows.

use image::{DynamicImage, GrayImage, ImageError, ImageReader, imageops};
use rxing::{BarcodeFormat, DecodeHints};
use std::collections::HashSet;
use std::io::{Cursor, Read as _};

/// Most pixels of a picture that is decoded: 50 megapixels, more than any camera at the roadside delivers.
const MAX_PIXELS: u64 = 50_000_000;
/// Largest picture file that is looked at.
const MAX_FILE: u64 = 40 << 20;
/// Frames are brought to this longer side before the search: codes need 3 to 4 pixels a module, not 12.
const WORK_SIDE: u32 = 1_600;

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
pub fn qr_text(picture: &GrayImage) -> Option<String> {
    let frame = fit(picture, WORK_SIDE);
    scan(&frame)
        .or_else(|| scan(&stretched(&imageops::blur(&frame, 1.0))))
        .or_else(|| scan(&stretched(&scaled(&frame, 0.6))))
        .or_else(|| scan(&stretched(&imageops::blur(&scaled(&frame, 1.6), 1.2))))
        .or_else(|| scan(&stretched(&imageops::blur(&scaled(&frame, 0.75), 1.6))))
}

fn scan(frame: &GrayImage) -> Option<String> {
    let mut hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..Default::default()
    };
    let found = rxing::helpers::detect_in_luma_with_hints(
        frame.as_raw().clone(),
        frame.width(),
        frame.height(),
        Some(BarcodeFormat::QR_CODE),
        &mut hints,
    );
    found.ok().map(|code| code.getText().to_owned())
}

fn fit(picture: &GrayImage, side: u32) -> GrayImage {
    let long = picture.width().max(picture.height());
    if long <= side { picture.clone() } else { scaled(picture, f64::from(side) / f64::from(long)) }
}

fn scaled(picture: &GrayImage, by: f64) -> GrayImage {
    let to = |n: u32| ((f64::from(n) * by).round() as u32).max(1);
    imageops::resize(picture, to(picture.width()), to(picture.height()), imageops::FilterType::Triangle)
}

/// Spreads the middle 96 % of the brightness over the whole scale: wet glass and dusk leave little of it.
fn stretched(picture: &GrayImage) -> GrayImage {
    let mut histogram = [0u64; 256];
    picture.as_raw().iter().for_each(|&v| histogram[usize::from(v)] += 1);
    let total = picture.as_raw().len() as u64;
    let edge = |share: u64| {
        let mut seen = 0;
        histogram.iter().position(|&n| {
            seen += n;
            seen * 100 >= total * share
        })
    };
    let (low, high) = (edge(2).unwrap_or(0) as i32, edge(98).unwrap_or(255) as i32);
    let span = (high - low).max(1);
    let mut out = picture.clone();
    out.iter_mut().for_each(|v| *v = ((i32::from(*v) - low) * 255 / span).clamp(0, 255) as u8);
    out
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
