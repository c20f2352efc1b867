//! Pixels to JPEG: 4:4:4, with dpi and nothing else, at the best quality that fits the size window.

use image::{
    ExtendedColorType,
    codecs::jpeg::{JpegEncoder, PixelDensity},
};

use crate::{PhotoError, pixels::Rgb, spec::Encoded};

/// Encodes at one quality.
pub(crate) fn jpeg(picture: &Rgb, quality: u8, dpi: u16) -> Result<Vec<u8>, PhotoError> {
    let mut out = Vec::with_capacity(picture.data.len() / 8);
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    encoder.set_pixel_density(PixelDensity::dpi(dpi));
    encoder
        .encode(&picture.data, picture.width, picture.height, ExtendedColorType::Rgb8)
        .map_err(|_| PhotoError::ShortBuffer)?;
    Ok(out)
}

/// Searches the highest quality whose file fits `wanted`'s window of bytes.
///
/// Size grows with quality, so a binary search finds it in at most six encodings. A very plain picture may stay below the
/// least size even at the best quality: then the best quality is taken if the lower bound alone is missed by padding, which we
/// do not do, and the answer is an error.
pub(crate) fn jpeg_in_window(picture: &Rgb, wanted: &Encoded) -> Result<(Vec<u8>, u8), PhotoError> {
    let best = jpeg(picture, wanted.quality_max, wanted.dpi)?;
    if best.len() <= wanted.bytes_max {
        return if best.len() >= wanted.bytes_min {
            Ok((best, wanted.quality_max))
        } else {
            Err(PhotoError::NoQualityFits)
        };
    }
    let (mut low, mut high) = (wanted.quality_min, wanted.quality_max - 1);
    let mut fits = None;
    while low <= high {
        let quality = low + (high - low) / 2;
        let bytes = jpeg(picture, quality, wanted.dpi)?;
        if bytes.len() <= wanted.bytes_max {
            low = quality + 1;
            fits = Some((bytes, quality));
        } else {
            high = quality - 1;
        }
    }
    fits.filter(|(bytes, _)| bytes.len() >= wanted.bytes_min).ok_or(PhotoError::NoQualityFits)
}
