//! The search for a code in one prepared picture: rxing's finder, sampler and decoder, with limits of our own.
//!
//! rxing tries every three finder patterns that could belong together, and its older reader compares every three of all:
//! a wall of painted finder patterns would keep a terminal busy for minutes. Here the largest patterns are looked at, and
//! the most plausible triples of them, never more.

use std::cmp::Reverse;

use image::GrayImage;
use rxing::common::{BitMatrix, DetectorRXingResult as _, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};
use rxing::{Binarizer as _, Luma8Source};

/// Most finder patterns of one picture that are looked at, the largest first. A busy street shows a dozen.
const MAX_PATTERNS: usize = 128;
/// Most triples of them that are sampled, the most plausible first.
const MAX_TRIPLES: usize = 64;

/// The text of a code in the picture. Where black begins is decided by blocks of eight pixels with their neighbours.
pub(super) fn text(picture: &GrayImage) -> Option<String> {
    let source = Luma8Source::new_with_slice(picture.as_raw(), picture.width(), picture.height()).ok()?;
    in_bits(HybridBinarizer::new(source).get_black_matrix().ok()?)
}

fn in_bits(bits: &BitMatrix) -> Option<String> {
    let mut patterns = FindFinderPatterns(bits, true, 0);
    if patterns.len() > MAX_PATTERNS {
        patterns.sort_by_key(|pattern| Reverse(pattern.size));
        patterns.truncate(MAX_PATTERNS);
    }
    GenerateFinderPatternSets(&mut patterns).iter().take(MAX_TRIPLES).find_map(|triple| {
        let sampled = SampleQR(bits, triple).ok()?;
        let decoded = Decode(sampled.getBits()).ok().filter(|decoded| decoded.isValid())?;
        Some(decoded.text())
    })
}
