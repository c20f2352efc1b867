//! The wall: how white it is, how even, and how bright; exposure is judged against it, never against skin.

use super::View;

/// What was measured on the wall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wall {
    /// Share of the wall that is white: least channel ≥ 205 and channels within 28.
    pub(crate) white: f32,
    /// Unevenness in levels: 5th to 95th percentile of the means of 8×8 cells.
    pub(crate) range: f32,
    /// Median luma.
    pub(crate) level: f32,
}

const CELL: usize = 8;

/// Measures the wall, or nothing if too little of it can be seen.
pub(crate) fn measure(view: &View, wall: &[bool]) -> Option<Wall> {
    let (w, h) = (view.rgb.width, view.rgb.height);
    let mut white = 0u32;
    let mut count = 0u32;
    let mut levels = [0u32; 256];
    for ((p, luma), _) in view.rgb.data.chunks_exact(3).zip(&view.luma.data).zip(wall).filter(|(_, wall)| **wall) {
        let (low, high) = (p[0].min(p[1]).min(p[2]), p[0].max(p[1]).max(p[2]));
        count += 1;
        white += u32::from(low >= 205 && high - low <= 28);
        levels[usize::from(*luma)] += 1;
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
    Some(Wall { white: white as f32 / count as f32, range: at(0.95) - at(0.05), level: median(&levels, count) })
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
    let (w, h) = (view.luma.width as usize, view.luma.height as usize);
    let mut means = Vec::new();
    for cy in 0..h / CELL {
        for cx in 0..w / CELL {
            let rows = || (cy * CELL..(cy + 1) * CELL).map(|y| y * w + cx * CELL);
            if rows().all(|from| wall[from..from + CELL].iter().all(|wall| *wall)) {
                let row = |from: usize| view.luma.data[from..from + CELL].iter().map(|v| u32::from(*v)).sum::<u32>();
                means.push(rows().map(row).sum::<u32>() as f32 / (CELL * CELL) as f32);
            }
        }
    }
    means
}

/// Mean Sobel magnitude of luma over every second pixel of the wall (the shape of OFIQ's background uniformity). No rule asks
/// for it; it is held against an independent computation.
#[cfg(any(test, feature = "synth"))]
pub(crate) fn gradient(view: &View, wall: &[bool]) -> f32 {
    let (w, h) = (view.luma.width, view.luma.height);
    let on_wall = |(x, y): &(u32, u32)| wall[(y * w + x) as usize];
    let places = (0..h).step_by(2).flat_map(|y| (0..w).step_by(2).map(move |x| (x, y))).filter(on_wall);
    super::mean(places.map(|(x, y)| sobel(view, x, y))).unwrap_or(0.0)
}

#[cfg(any(test, feature = "synth"))]
fn sobel(view: &View, x: u32, y: u32) -> f32 {
    let (x, y) = (i64::from(x), i64::from(y));
    let p = |dx: i64, dy: i64| f32::from(view.luma.at(x + dx, y + dy));
    let gx = p(1, -1) + 2.0 * p(1, 0) + p(1, 1) - p(-1, -1) - 2.0 * p(-1, 0) - p(-1, 1);
    let gy = p(-1, 1) + 2.0 * p(0, 1) + p(1, 1) - p(-1, -1) - 2.0 * p(0, -1) - p(1, -1);
    gx.hypot(gy)
}
