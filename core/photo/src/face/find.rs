//! Finding the one face of a picture, and what the platform's word about it is worth.

use super::{
    FaceDetector, FaceObservation,
    light::{evened, is_one_sided, prepared},
};
use crate::{
    PhotoError,
    check::Check,
    decode::Decoded,
    geometry::Rect,
    judge::{Fact, Facts},
    pixels::{Luma, Window},
    report::Why,
};

/// Pixels of the copies that are searched until a face is found: about 256×341, then 512×683 for a small face.
const COPIES: [f64; 2] = [87_000.0, 350_000.0];
/// Confidence below which a face is looked for once more in even light. Synthetic set, even seeds: boxes beside the face ≤ 0.15;
/// boxes a fifth too large on burnt-out faces ≤ 0.58; very dark skin in even light 0.30 to 0.65, and gains by it too.
const SURE: f32 = 0.6;
/// Width of a face that belongs into the outline, as a share of the picture's.
const USUAL: f32 = 0.38;
/// Pixels across of a face in the copies around it, from which the box is averaged: one look jitters by some percent.
const LOOKS: [f32; 5] = [50.0, 55.0, 60.0, 66.0, 72.0];
/// How far around a face it is looked for again, in box widths from its middle.
const REACH: f32 = 0.85;
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
    let mut grey = Luma { width: 0, height: 0, data: Vec::new() };
    for (place, area) in COPIES.into_iter().enumerate() {
        let scale = (area / (f64::from(w) * f64::from(h))).sqrt().min(1.0);
        let size = |v: u32| ((f64::from(v) * scale).round() as u32).max(1);
        if (grey.width, grey.height) == (size(w), size(h)) {
            // A small picture has no larger copy.
            break;
        }
        grey = picture.resized(size(w), size(h))?.luma();
        faces = if place == 0 { whole(detector, &grey)? } else { detector.detect(&grey)? };
        if !faces.is_empty() {
            break;
        }
    }
    if let Some(first) = faces.first_mut() {
        first.frame = averaged(detector, &grey, first.frame)?;
    }
    Ok(settle(faces, seen))
}

/// Searches a whole copy, and once more in even light where no face, a doubtful one or one lit from one side was seen. The surer
/// answer counts: what is then said is "light from the front" or "too bright", and neither "no face" nor "come closer".
pub(crate) fn whole(detector: &dyn FaceDetector, grey: &Luma) -> Result<Vec<FaceObservation>, PhotoError> {
    let plain = detector.detect(grey)?;
    let sure = |faces: &[FaceObservation]| faces.first().map_or(0.0, |face| face.confidence);
    if plain.first().is_some_and(|face| face.confidence >= SURE && !is_one_sided(grey, &face.frame)) {
        return Ok(plain);
    }
    let even = detector.detect(&evened(grey, USUAL * grey.width as f32))?;
    Ok(if sure(&even) > sure(&plain) { even } else { plain })
}

/// The median of several looks at one face.
fn averaged(detector: &dyn FaceDetector, grey: &Luma, frame: Rect) -> Result<Rect, PhotoError> {
    let mut boxes = vec![frame];
    for look in LOOKS {
        let near = around(detector, grey, frame, look, REACH)?;
        boxes.extend(near.first().map(|f| f.frame).filter(|f| f.overlap(&frame) > 0.6));
    }
    let median = |value: &dyn Fn(&Rect) -> f32| {
        let mut values: Vec<f32> = boxes.iter().map(value).collect();
        values.sort_by(f32::total_cmp);
        (values[(values.len() - 1) / 2] + values[values.len() / 2]) / 2.0
    };
    let (w, h) = (median(&|r| r.w), median(&|r| r.h));
    Ok(Rect { x: median(&|r| r.centre().x) - w / 2.0, y: median(&|r| r.centre().y) - h / 2.0, w, h })
}

/// Searches around a place, as far as `reach` box widths from its middle, in a copy where a face of that size is `face` pixels
/// wide; answers in shares of the whole picture.
pub(crate) fn around(
    detector: &dyn FaceDetector,
    grey: &Luma,
    last: Rect,
    face: f32,
    reach: f32,
) -> Result<Vec<FaceObservation>, PhotoError> {
    let (w, h) = (f64::from(grey.width), f64::from(grey.height));
    let (fw, fh) = (f64::from(last.w) * w, f64::from(last.h) * h);
    let (cx, cy) = (f64::from(last.centre().x) * w, f64::from(last.centre().y) * h);
    let reach = f64::from(reach);
    let x = (cx - fw * reach).max(0.0);
    let y = (cy - fh * reach).max(0.0);
    let window = Window { x, y, w: (cx + fw * reach).min(w) - x, h: (cy + fh * reach).min(h) - y };
    let scale = f64::from(face) / fw.max(1.0);
    let size = |v: f64| ((v * scale).round() as u32).clamp(1, 256);
    let (pw, ph) = (size(window.w), size(window.h));
    if pw < 44 || ph < 44 {
        return Ok(Vec::new());
    }
    let here = Rect {
        x: ((cx - fw / 2.0 - x) / window.w) as f32,
        y: ((cy - fh / 2.0 - y) / window.h) as f32,
        w: (fw / window.w) as f32,
        h: (fh / window.h) as f32,
    };
    let mut faces = detector.detect(&prepared(grey.resample(window, pw, ph)?, &here))?;
    for face in &mut faces {
        let f = face.frame;
        face.frame = Rect {
            x: ((window.x + f64::from(f.x) * window.w) / w) as f32,
            y: ((window.y + f64::from(f.y) * window.h) / h) as f32,
            w: (f64::from(f.w) * window.w / w) as f32,
            h: (f64::from(f.h) * window.h / h) as f32,
        };
    }
    Ok(faces)
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
