//! Finding the one face of a picture, and what the platform's word about it is worth.

use super::{FaceDetector, FaceObservation};
use crate::{
    PhotoError,
    check::Check,
    decode::Decoded,
    judge::{Fact, Facts},
    pixels::Luma,
    report::Why,
};

/// Pixels of the copies that are searched: about 256×341, then 512×683 if nothing was found.
const AREAS: [f64; 2] = [87_000.0, 350_000.0];
/// Overlap from which two boxes mean the same face.
const SAME: f32 = 0.3;

/// What was found.
pub(crate) struct Found {
    /// The face to judge, with the platform's word where it was confirmed.
    pub(crate) best: Option<FaceObservation>,
    /// Area of the second largest face over that of the largest.
    pub(crate) second_area: f32,
    /// The platform saw a face where the built-in detector saw none, or another one.
    pub(crate) disagree: bool,
}

/// Searches a still.
pub(crate) fn face(
    detector: &dyn FaceDetector,
    picture: &Decoded,
    seen: Option<&FaceObservation>,
) -> Result<Found, PhotoError> {
    let (w, h) = picture.upright_size();
    let mut faces = Vec::new();
    for area in AREAS {
        let scale = (area / (f64::from(w) * f64::from(h))).sqrt().min(1.0);
        let size = |v: u32| ((f64::from(v) * scale).round() as u32).max(1);
        faces = detector.detect(&picture.resized(size(w), size(h))?.luma())?;
        if !faces.is_empty() || scale >= 1.0 {
            break;
        }
    }
    Ok(settle(faces, seen))
}

/// Searches a small grey picture, for live frames.
pub(crate) fn face_in(
    detector: &dyn FaceDetector,
    grey: &Luma,
    seen: Option<&FaceObservation>,
) -> Result<Found, PhotoError> {
    Ok(settle(detector.detect(grey)?, seen))
}

/// Brings both detectors together: the platform's observation counts where the built-in one overlaps it.
pub(crate) fn settle(faces: Vec<FaceObservation>, seen: Option<&FaceObservation>) -> Found {
    let seen = seen.filter(|s| s.frame.is_sane());
    let second_area = match faces.as_slice() {
        [first, second, ..] => second.frame.area() / first.frame.area().max(1e-6),
        _ => 0.0,
    };
    let first = faces.into_iter().next();
    match (first, seen) {
        (Some(own), Some(seen)) if own.frame.overlap(&seen.frame) >= SAME => {
            Found { best: Some(FaceObservation { frame: own.frame, ..seen.clone() }), second_area, disagree: false }
        }
        (Some(own), Some(_)) => Found { best: Some(own), second_area, disagree: true },
        (Some(own), None) => Found { best: Some(own), second_area, disagree: false },
        (None, Some(seen)) => Found { best: Some(seen.clone()), second_area, disagree: true },
        (None, None) => Found { best: None, second_area, disagree: false },
    }
}

/// What only a platform can tell. Hat, mask and sunglasses warn at most: the reviewer decides.
pub(crate) fn platform_facts(facts: &mut Facts, face: &FaceObservation) {
    let degrees = |value: Option<f32>| value.map_or(Fact::Unknown(Why::NeedsPlatform), |v| Fact::Value(v.abs()));
    facts.set(Check::PoseYaw, degrees(face.yaw_deg));
    facts.set(Check::PosePitch, degrees(face.pitch_deg));
    let eyes = face.eye_open.map(|[a, b]| a.min(b));
    facts.set(Check::EyesOpen, eyes.map_or(Fact::Unknown(Why::NeedsPlatform), Fact::Value));
    facts.set(Check::Expression, face.smiling.map_or(Fact::Unknown(Why::NeedsPlatform), Fact::Advice));
    for (check, value) in [(Check::Hat, face.hat), (Check::Mask, face.mask), (Check::Sunglasses, face.sunglasses)] {
        if let Some(value) = value {
            facts.set(check, Fact::Advice(value));
        }
    }
}
