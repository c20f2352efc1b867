//! The wall: how white it is, how even, and how bright; exposure is judged against it, never against skin.

use super::{View, mean};
use crate::pixels::luma_of;

/// What was measured on the wall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wall {
    /// Share of the wall that is white: least channel ≥ 205 and channels within 28.
    pub(crate) white: f32,
    /// Unevenness in levels: 5th to 95th percentile of the means of 8×8 cells.
    pub(crate) range: f32,
    /// Median luma.
    pub(crate) level: f32,
    /// Mean Sobel magnitude of luma over the wall (the shape of OFIQ's background uniformity).
    pub(crate) gradient: f32,
    /// Share of the view that counted as wall.
    pub(crate) seen: f32,
}

const CELL: u32 = 8;

/// Measures the wall, or nothing if too little of it can be seen.
pub(crate) fn measure(view: &View, wall: &[bool]) -> Option<Wall> {
    let (w, h) = (view.rgb.width, view.rgb.height);
    let mut white = 0u32;
    let mut count = 0u32;
    let mut levels = [0u32; 256];
    let mut gradient = Vec::new();
    for y in 0..h {
        for x in 0..w {
            if !wall[(y * w + x) as usize] {
                continue;
            }
            let i = ((y * w + x) * 3) as usize;
            let [r, g, b] = [view.rgb.data[i], view.rgb.data[i + 1], view.rgb.data[i + 2]];
            count += 1;
            let (low, high) = (r.min(g).min(b), r.max(g).max(b));
            white += u32::from(low >= 205 && high - low <= 28);
            levels[luma_of(r, g, b) as usize] += 1;
            if x % 2 == 0 && y % 2 == 0 {
                gradient.push(sobel(view, x, y));
            }
        }
    }
    if count < w * h / 50 {
        return None;
    }
    let mut cells = cell_means(view, wall);
    if cells.len() < 4 {
        return None;
    }
    cells.sort_by(f32::total_cmp);
    let at = |share: f32| cells[((cells.len() - 1) as f32 * share).round() as usize];
    Some(Wall {
        white: white as f32 / count as f32,
        range: at(0.95) - at(0.05),
        level: median(&levels, count),
        gradient: mean(gradient.into_iter()).unwrap_or(0.0),
        seen: count as f32 / (w * h) as f32,
    })
}

fn median(levels: &[u32; 256], count: u32) -> f32 {
    let mut sum = 0;
    for (level, n) in levels.iter().enumerate() {
        sum += n;
        if sum * 2 >= count {
            return level as f32;
        }
    }
    255.0
}

/// Means of the cells that lie wholly on the wall.
fn cell_means(view: &View, wall: &[bool]) -> Vec<f32> {
    let (w, h) = (view.luma.width, view.luma.height);
    let mut means = Vec::new();
    for cy in 0..h / CELL {
        for cx in 0..w / CELL {
            let mut sum = 0u32;
            let mut whole = true;
            for y in cy * CELL..(cy + 1) * CELL {
                for x in cx * CELL..(cx + 1) * CELL {
                    let i = (y * w + x) as usize;
                    whole &= wall[i];
                    sum += u32::from(view.luma.data[i]);
                }
            }
            if whole {
                means.push(sum as f32 / (CELL * CELL) as f32);
            }
        }
    }
    means
}

fn sobel(view: &View, x: u32, y: u32) -> f32 {
    let (x, y) = (i64::from(x), i64::from(y));
    let p = |dx: i64, dy: i64| f32::from(view.luma.at(x + dx, y + dy));
    let gx = p(1, -1) + 2.0 * p(1, 0) + p(1, 1) - p(-1, -1) - 2.0 * p(-1, 0) - p(-1, 1);
    let gy = p(-1, 1) + 2.0 * p(0, 1) + p(1, 1) - p(-1, -1) - 2.0 * p(0, -1) - p(1, -1);
    gx.hypot(gy)
}
