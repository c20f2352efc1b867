//! What lies on the glass: reflections and drops.

use image::{Rgb, RgbImage};

use crate::dice::Dice;
use crate::lens;
use crate::pose::Pose;

/// A lamp's reflection somewhere over the code.
pub(crate) fn lamp(frame: &mut RgbImage, pose: &Pose, dice: &mut Dice) {
    let mix = |i: usize, j: usize, t: f32| {
        (pose.corners[i].0 * (1.0 - t) + pose.corners[j].0 * t, pose.corners[i].1 * (1.0 - t) + pose.corners[j].1 * t)
    };
    let (a, b) = (mix(0, 1, dice.between(0.35, 0.65)), mix(3, 2, dice.between(0.35, 0.65)));
    let t = dice.between(0.3, 0.7);
    let (cx, cy, r) = (a.0 * (1.0 - t) + b.0 * t, a.1 * (1.0 - t) + b.1 * t, dice.between(70.0, 110.0));
    for (x, y, p) in frame.enumerate_pixels_mut() {
        let d2 = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)) / (r * r);
        if d2 < 8.0 {
            let light = 150.0 * (-d2).exp();
            p.0 = p.0.map(|v| (f32::from(v) + light).min(255.0) as u8);
        }
    }
}

/// Drops, each a soft and bright-rimmed spot.
pub(crate) fn rain(frame: &mut RgbImage, dice: &mut Dice) {
    let sharp = frame.clone();
    let soft = lens::blurred(frame, 3.0);
    let (width, height) = (frame.width(), frame.height());
    for _ in 0..46 {
        let (cx, cy) = (dice.between(0.0, width as f32), dice.between(0.0, height as f32));
        let r = dice.between(4.0, 13.0);
        let (x0, x1) = ((cx - r).max(0.0) as u32, ((cx + r) as u32).min(width - 1));
        let (y0, y1) = ((cy - r).max(0.0) as u32, ((cy + r) as u32).min(height - 1));
        for y in y0..=y1 {
            for x in x0..=x1 {
                let d = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)).sqrt() / r;
                if d < 1.0 {
                    let (s, b) = (sharp.get_pixel(x, y), soft.get_pixel(x, y));
                    let rim = if d > 0.75 { 26.0 } else { 0.0 };
                    let mixed =
                        [0, 1, 2].map(|c| (f32::from(s[c]) * 0.25 + f32::from(b[c]) * 0.75 + rim).min(255.0) as u8);
                    frame.put_pixel(x, y, Rgb(mixed));
                }
            }
        }
    }
}
