//! Sharpness: Laplacian variance at a fixed eye distance, divided by the mean square, so that dark is not called blurred.

use super::View;
use crate::{PhotoError, pixels::Window};

/// Eye distance at which sharpness is measured, in pixels.
const AT: f32 = 60.0;

/// Thousandths: variance of the Laplacian over the face divided by the square of the mean luma.
pub(crate) fn measure(view: &View) -> Result<Option<f32>, PhotoError> {
    let d = f64::from(view.head.distance);
    let (x, y) = (f64::from(view.head.eyes.x), f64::from(view.head.eyes.y));
    let window = Window { x: x - d, y: y - 0.7 * d, w: 2.0 * d, h: 2.4 * d };
    if window.x < 0.0
        || window.y < 0.0
        || window.x + window.w > f64::from(view.luma.width)
        || window.y + window.h > f64::from(view.luma.height)
    {
        return Ok(None);
    }
    let face = view.luma.resample(window, (2.0 * AT) as u32, (2.4 * AT) as u32)?;
    let (w, h) = (face.width as usize, face.height as usize);
    let (mut sum, mut squares, mut levels, mut count) = (0.0f64, 0.0f64, 0.0f64, 0u32);
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let i = y * w + x;
            let p = |i: usize| f64::from(face.data[i]);
            let laplacian = p(i - 1) + p(i + 1) + p(i - w) + p(i + w) - 4.0 * p(i);
            sum += laplacian;
            squares += laplacian * laplacian;
            levels += p(i);
            count += 1;
        }
    }
    let n = f64::from(count);
    let (mean, level) = (sum / n, levels / n);
    Ok(Some((1000.0 * (squares / n - mean * mean) / (level * level).max(1.0)) as f32))
}
