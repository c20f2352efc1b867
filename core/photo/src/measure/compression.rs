//! Traces of strong JPEG compression: steps on the 8-pixel grid, measured on stored pixels.

use crate::pixels::Luma;

/// Steps across block borders beyond the steps elsewhere, in levels; near 0 without a grid.
pub(crate) fn grid(stored: &Luma) -> Option<f32> {
    let (w, h) = (stored.width as usize, stored.height as usize);
    if w < 64 || h < 64 {
        return None;
    }
    let (mut on, mut off) = ((0.0f64, 0u32), (0.0f64, 0u32));
    for y in 0..h {
        for x in 2..w - 2 {
            let p = |i: usize| f64::from(stored.data[y * w + i]);
            // The step between x−1 and x, beyond what the slopes on both sides explain.
            let step = (p(x) - p(x - 1) - (p(x + 1) - p(x) + p(x - 1) - p(x - 2)) / 2.0).abs();
            // Strong edges of the picture itself would drown the grid.
            if step < 24.0 {
                let bin = if x % 8 == 0 { &mut on } else { &mut off };
                bin.0 += step;
                bin.1 += 1;
            }
        }
    }
    let mean = |(sum, count): (f64, u32)| sum / f64::from(count.max(1));
    Some((mean(on) - mean(off)) as f32)
}
