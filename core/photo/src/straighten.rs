//! Turning a tilted head upright, around the point between the eyes.
//!
//! Only when a platform's own landmarks say how far: the built-in pupils err by some degrees behind spectacles, and a
//! straight photo turned by mistake is worse than a tilted one left alone. Only within the limit that passes, so that a
//! tilted head is still told to straighten; and only when every pixel comes from the picture.

use crate::{
    PhotoError,
    decode::Decoded,
    face::{FaceObservation, SeenBy},
    head::Head,
    pixels::{Rgb, Window},
    spec::Encoded,
};

/// Below this a turn costs more sharpness than it gains.
const LEAST: f32 = 0.5;

/// The tilt that a platform's observation states, in degrees, positive = clockwise; nothing from the built-in detector.
pub(crate) fn stated_tilt(face: &FaceObservation, width: u32, height: u32) -> Option<f32> {
    if face.seen_by == SeenBy::BuiltIn {
        return None;
    }
    let by_eyes = face.eyes.map(|[a, b]| ((b.y - a.y) * height as f32).atan2((b.x - a.x) * width as f32).to_degrees());
    by_eyes.or(face.roll_deg).filter(|tilt| tilt.is_finite())
}

/// Cuts `window` out of a picture, turned so that a head tilted by `tilt` degrees stands upright.
///
/// `None` if the tilt is too small or beyond `most`, or if corners would lie outside the picture.
pub(crate) fn cut(
    decoded: &Decoded,
    window: Window,
    head: Head,
    tilt: f32,
    most: f32,
    size: &Encoded,
) -> Result<Option<Rgb>, PhotoError> {
    if !(LEAST..=most).contains(&tilt.abs()) {
        return Ok(None);
    }
    let (sin, cos) = f64::from(tilt).to_radians().sin_cos();
    let eyes = (f64::from(head.eyes.x), f64::from(head.eyes.y));
    let turned = |x: f64, y: f64| {
        let (dx, dy) = (x - eyes.0, y - eyes.1);
        (eyes.0 + cos * dx - sin * dy, eyes.1 + sin * dx + cos * dy)
    };
    let corners = [(0.0, 0.0), (window.w, 0.0), (0.0, window.h), (window.w, window.h)]
        .map(|(dx, dy)| turned(window.x + dx, window.y + dy));
    let low = corners.iter().fold((f64::MAX, f64::MAX), |l, c| (l.0.min(c.0), l.1.min(c.1)));
    let high = corners.iter().fold((f64::MIN, f64::MIN), |h, c| (h.0.max(c.0), h.1.max(c.1)));
    let (width, height) = decoded.upright_size();
    if low.0 < 0.0 || low.1 < 0.0 || high.0 > f64::from(width) || high.1 > f64::from(height) {
        return Ok(None);
    }
    let around = Window { x: low.0, y: low.1, w: high.0 - low.0, h: high.1 - low.1 };
    let scale = f64::from(size.width) / window.w;
    let pixels = |length: f64| ((length * scale).round() as u32).clamp(1, 8192);
    let wide = decoded.resample(around, pixels(around.w), pixels(around.h))?;
    let mut data = Vec::with_capacity((size.width * size.height * 3) as usize);
    for y in 0..size.height {
        for x in 0..size.width {
            let (sx, sy) = turned(window.x + (f64::from(x) + 0.5) / scale, window.y + (f64::from(y) + 0.5) / scale);
            data.extend_from_slice(&between(&wide, (sx - around.x) * scale - 0.5, (sy - around.y) * scale - 0.5));
        }
    }
    Rgb::new(size.width, size.height, data).map(Some)
}

/// Bilinear sample.
fn between(picture: &Rgb, x: f64, y: f64) -> [u8; 3] {
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let (x0, y0) = (x0 as i64, y0 as i64);
    let [a, b, c, d] = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| picture.at(x0 + dx, y0 + dy));
    std::array::from_fn(|i| {
        let top = f64::from(a[i]) * (1.0 - fx) + f64::from(b[i]) * fx;
        let bottom = f64::from(c[i]) * (1.0 - fx) + f64::from(d[i]) * fx;
        (top * (1.0 - fy) + bottom * fy).round() as u8
    })
}
