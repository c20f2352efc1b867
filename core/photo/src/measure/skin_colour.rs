//! Colour: OFIQ's natural colour (distance of the cheeks from the range of skin in CIELAB), and whether there is colour at all.

use super::{View, face_light::cheek_pixels, linear, mean};

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SkinColour {
    /// Distance of the cheeks' mean colour from a in 5..25, b in 5..35 (OFIQ).
    pub(crate) cast: f32,
    /// Mean chroma over the face box: near 0 for a grey picture.
    pub(crate) chroma: f32,
}

/// Measures colour on the face.
pub(crate) fn measure(view: &View) -> Option<SkinColour> {
    let mut sum = [0.0f64; 3];
    let mut count = 0u32;
    for p in cheek_pixels(view, -1.0).chain(cheek_pixels(view, 1.0)) {
        (0..3).for_each(|c| sum[c] += f64::from(p[c]));
        count += 1;
    }
    if count == 0 {
        return None;
    }
    let rgb = sum.map(|s| (s / f64::from(count)) as f32);
    let (a, b) = lab(rgb);
    let outside = |v: f32, low: f32, high: f32| (low - v).max(v - high).max(0.0);
    let cast = outside(a, 5.0, 25.0).hypot(outside(b, 5.0, 35.0));
    let chroma = mean(view.pixels_in(-0.8, -0.4, 0.8, 1.4).step_by(7).map(|p| {
        let (a, b) = lab(p.map(f32::from));
        a.hypot(b)
    }))?;
    Some(SkinColour { cast, chroma })
}

/// CIELAB a and b under D50 (Bradford), as OFIQ computes them.
fn lab(rgb: [f32; 3]) -> (f32, f32) {
    let level = |v: f32| {
        let low = v.floor().clamp(0.0, 255.0);
        let (x, y) = (linear(low as u8), linear((low + 1.0).min(255.0) as u8));
        x + (y - x) * (v - low)
    };
    let [r, g, b] = rgb.map(level);
    let x = 0.436_074_7 * r + 0.385_064_9 * g + 0.143_080_4 * b;
    let y = 0.222_504_5 * r + 0.716_878_6 * g + 0.060_616_9 * b;
    let z = 0.013_932_2 * r + 0.097_104_5 * g + 0.714_173_3 * b;
    let f = |t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let (fx, fy, fz) = (f(x / 0.964_22), f(y), f(z / 0.825_21));
    (500.0 * (fx - fy), 200.0 * (fy - fz))
}
