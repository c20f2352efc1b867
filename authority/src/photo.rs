//! Photos on arrival, the retained photo, and the portrait that goes into the annex (R29, R38).

use crate::rules::issue::Portrait;
use crate::seal::random;
use lz_api::{Problem, ProblemCode};
use lz_license::UnixSeconds;
use lz_photo::archive::{archive_copy, portrait_pixels};
use lz_photo::report::Standing;
use lz_photo::still::{Provenance, StillInput, check};
use lz_photo::{PhotoError, PhotoSpec};
use sha2::{Digest, Sha256};

/// Largest portrait in an annex, in bytes: seven frames.
pub(crate) const PORTRAIT_BYTES: usize = 2_400;

/// SHA-256 in hex: the name of a photo.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// What the authority's own look at a photo gave.
pub(crate) struct Judged {
    /// Rules that it breaks.
    pub(crate) rules: Vec<u8>,
    /// It cannot be used at all.
    pub(crate) unfit: bool,
    /// The whole report.
    pub(crate) report: serde_json::Value,
}

/// Looks at an uploaded photo: advice for the officer (R38). Errors if it is no picture of the right size.
pub(crate) fn judge_upload(bytes: &[u8], now: UnixSeconds, spec: &PhotoSpec) -> Result<Judged, Problem> {
    let still = check(StillInput::Encoded(bytes), None, Provenance::Album, now, spec).map_err(problem)?;
    // The portrait is made once an officer approves; a picture that gives none must not come so far.
    portrait_pixels(bytes, spec).map_err(problem)?;
    Ok(judged(&still.report))
}

/// Looks at the photo that the register holds (R29). A picture that cannot be read is unfit, not an error.
pub(crate) fn judge_retained(bytes: &[u8], now: UnixSeconds, spec: &PhotoSpec) -> Judged {
    match check(StillInput::Encoded(bytes), None, Provenance::Retained, now, spec) {
        Ok(still) => judged(&still.report),
        Err(_) => Judged { rules: Vec::new(), unfit: true, report: serde_json::Value::Null },
    }
}

fn judged(report: &lz_photo::Report) -> Judged {
    Judged {
        rules: report.broken_rules(),
        unfit: report.standing() == Standing::Refused,
        report: serde_json::to_value(report).unwrap_or_default(),
    }
}

fn problem(error: PhotoError) -> Problem {
    match error {
        PhotoError::TooManyBytes => ProblemCode::TooLarge,
        PhotoError::TooManyPixels | PhotoError::TooFewPixels => ProblemCode::PhotoSize,
        _ => ProblemCode::PhotoUnreadable,
    }
    .into()
}

/// Makes the portrait of a new license version: WebP of 132×192 at the best quality that fits.
pub(crate) fn portrait(photo: &[u8], spec: &PhotoSpec) -> Result<Portrait, Problem> {
    let pixels = portrait_pixels(photo, spec).map_err(problem)?;
    let webp =
        webp_within(&pixels.data, pixels.width, pixels.height, PORTRAIT_BYTES).ok_or(ProblemCode::PhotoUnreadable)?;
    let archive = match archive_copy(photo, spec) {
        Ok(copy) => Some((sha256(&copy.jpeg), copy.jpeg)),
        // A very plain picture stays under the least size at any quality; the photo itself is kept in any case.
        Err(PhotoError::NoQualityFits) => None,
        Err(error) => return Err(problem(error)),
    };
    Ok(Portrait { webp, archive, salt_full: random(), salt_limited: random() })
}

/// The best quality whose file is at most `limit` bytes, by halving.
fn webp_within(rgb: &[u8], width: u32, height: u32, limit: usize) -> Option<Vec<u8>> {
    let encode = |quality: u8| webp::Encoder::from_rgb(rgb, width, height).encode(f32::from(quality)).to_vec();
    let (mut low, mut high, mut best) = (1_u8, 95_u8, None);
    while low <= high {
        let quality = low + (high - low) / 2;
        let bytes = encode(quality);
        if bytes.len() <= limit {
            best = Some(bytes);
            low = quality + 1;
        } else {
            high = quality - 1;
        }
    }
    best.or_else(|| Some(encode(0)).filter(|bytes| bytes.len() <= limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_is_the_best_that_fits_and_even_noise_fits() {
        let noise: Vec<u8> = (0..132 * 192 * 3_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let ramp: Vec<u8> = (0..132 * 192 * 3_u32).map(|i| (i / 396) as u8).collect();
        let smooth = webp_within(&ramp, 132, 192, PORTRAIT_BYTES).unwrap();
        assert!(smooth.len() <= PORTRAIT_BYTES);
        assert_eq!(&smooth[8..12], b"WEBP");
        match webp_within(&noise, 132, 192, PORTRAIT_BYTES) {
            Some(bytes) => assert!(bytes.len() <= PORTRAIT_BYTES),
            None => assert!(webp::Encoder::from_rgb(&noise, 132, 192).encode(0.0).len() > PORTRAIT_BYTES),
        }
    }

    #[test]
    fn an_issue_keeps_a_copy_for_the_files_and_bad_bytes_give_no_portrait() {
        let face = lz_photo::synth::drawn_face(756);
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95)
            .encode(&face.data, face.width, face.height, image::ExtendedColorType::Rgb8)
            .unwrap();
        let portrait = portrait(&jpeg, PhotoSpec::builtin()).unwrap();
        let (name, copy) = portrait.archive.expect("a drawn face fits the files");
        assert_eq!(name, sha256(&copy));
        assert!((14_000..=30_720).contains(&copy.len()), "{} bytes", copy.len());
        assert_eq!(
            super::portrait(b"no picture", PhotoSpec::builtin()).err().unwrap().code,
            ProblemCode::PhotoUnreadable
        );
    }

    // R29
    #[test]
    fn the_specimen_portrait_can_be_used_as_retained_photo_and_other_bytes_cannot() {
        let specimen = include_bytes!("../../demo/assets/portrait-specimen.jpg");
        let judged = judge_retained(specimen, UnixSeconds(1_788_000_000), PhotoSpec::builtin());
        assert!(!judged.unfit, "{:?}", judged.report);
        assert!(portrait(specimen, PhotoSpec::builtin()).unwrap().webp.len() <= PORTRAIT_BYTES);
        assert!(judge_retained(b"no picture", UnixSeconds(1_788_000_000), PhotoSpec::builtin()).unfit);
    }
}
