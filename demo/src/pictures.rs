//! Pictures of `demo/assets`, and what a photographer does with them.

use image::{DynamicImage, ImageFormat, imageops};
use sha2::{Digest as _, Sha256};

use crate::fail::Played;
use crate::person;

/// An asset's bytes.
pub fn asset(name: &str) -> Played<Vec<u8>> {
    Ok(std::fs::read(person::folder().join("assets").join(name))?)
}

/// SHA-256 in hex: the name of a photo.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A picture as JPEG.
pub fn jpeg(picture: &DynamicImage, quality: u8) -> Played<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.to_rgb8().write_with_encoder(encoder)?;
    Ok(bytes)
}

/// A picture as PNG.
pub fn png(picture: &DynamicImage) -> Played<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Small enough for a page: at most so many pixels across, as JPEG.
pub fn for_page(picture: &DynamicImage, across: u32) -> Played<Vec<u8>> {
    if picture.width() <= across {
        return jpeg(picture, 86);
    }
    let high = (u64::from(picture.height()) * u64::from(across) / u64::from(picture.width())).max(1) as u32;
    jpeg(&picture.resize_exact(across, high, imageops::FilterType::CatmullRom), 86)
}

/// The asset as a camera's still.
pub fn still(name: &str) -> Played<Vec<u8>> {
    jpeg(&image::load_from_memory(&asset(name)?)?, 95)
}

/// The same portrait from the other side: another picture of the same person.
pub fn mirrored(name: &str) -> Played<Vec<u8>> {
    jpeg(&image::load_from_memory(&asset(name)?)?.fliph(), 95)
}
