//! Light on the face: burnt-out share, mean, evenness of the two cheeks. OFIQ's definitions, our zones.

use super::{View, luminance, mean};

/// What was measured on the face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FaceLight {
    /// Mean linear luminance in the face ellipse, 0..1.
    pub(crate) mean: f32,
    /// Share of the ellipse at linear luminance ≥ 247/255.
    pub(crate) over: f32,
    /// Share of the ellipse at linear luminance ≤ 25/255.
    pub(crate) under: f32,
    /// Entropy of the luminance histogram, bits.
    pub(crate) entropy: f32,
    /// Darker cheek over brighter cheek, 0..1.
    pub(crate) cheeks: f32,
}

/// Measures the light, or nothing if the face lies outside.
pub(crate) fn measure(view: &View) -> Option<FaceLight> {
    let mut histogram = [0u32; 256];
    let mut count = 0u32;
    let mut sum = 0.0f64;
    for y in view.rows(-0.66, 1.76) {
        for x in view.columns(-0.91, 0.91) {
            if view.in_face(x, y) {
                let light = luminance(view.rgb.at(i64::from(x), i64::from(y)));
                histogram[(light * 255.0).round() as usize] += 1;
                sum += f64::from(light);
                count += 1;
            }
        }
    }
    if count < 200 {
        return None;
    }
    let share = |from: usize, to: usize| histogram[from..=to].iter().sum::<u32>() as f32 / count as f32;
    let entropy = histogram.iter().filter(|n| **n > 0).map(|n| *n as f32 / count as f32).map(|p| -p * p.log2()).sum();
    let (left, right) = (cheek(view, -1.0)?, cheek(view, 1.0)?);
    Some(FaceLight {
        mean: (sum / f64::from(count)) as f32,
        over: share(247, 255),
        under: share(0, 25),
        entropy,
        cheeks: left.min(right) / left.max(right).max(1e-4),
    })
}

/// Mean luminance of a cheek: a square of 0.34 eye distances under an eye.
fn cheek(view: &View, side: f32) -> Option<f32> {
    mean(cheek_pixels(view, side).map(luminance))
}

/// The pixels of a cheek.
pub(super) fn cheek_pixels(view: &View, side: f32) -> impl Iterator<Item = [u8; 3]> + '_ {
    let middle = 0.52 * side;
    view.pixels_in(middle - 0.17, 0.42, middle + 0.17, 0.76)
}
