//! Wall and person apart: the wall is what can be reached from the upper edge without a jump in colour.
//!
//! Hair and shoulders then need no fixed zones, and crown and shoulder line can be read from the outline. It is only as good as
//! the wall is plain; where the wall is busy, the fixed zone beside and above the head is added, so that a busy wall is measured.

use super::View;

/// Largest step between neighbours (of a half-size copy) that still is the same wall, in levels.
const STEP: i32 = 9;

/// The wall and the outline of the person, at the size of the view.
pub(crate) struct Silhouette {
    /// True where the wall is measured.
    pub(crate) wall: Vec<bool>,
    /// Heights of both shoulders below the eyes, in eye distances, if both outlines are seen.
    pub(crate) shoulders: Option<(f32, f32)>,
    /// Height of the crown in pixels of the view, if the outline shows it.
    pub(crate) crown: Option<f32>,
}

/// Separates wall and person.
pub(crate) fn trace(view: &View) -> Silhouette {
    let (w, h) = (view.rgb.width / 2, view.rgb.height / 2);
    let small: Vec<[i32; 3]> = (0..h)
        .flat_map(|y| (0..w).map(move |x| (x, y)))
        .map(|(x, y)| {
            let mut sum = [0i32; 3];
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let p = view.rgb.at(i64::from(2 * x + dx), i64::from(2 * y + dy));
                (0..3).for_each(|c| sum[c] += i32::from(p[c]));
            }
            sum.map(|s| s / 4)
        })
        .collect();
    let flood = flood(view, &small, w, h);
    // Before a plain wall, what the flood did not reach near the head is hair; before a busy one it is the wall's own pattern.
    let plain = reached_share(view, &flood, w, h) > 0.85;
    let mut wall = vec![false; (view.rgb.width * view.rgb.height) as usize];
    // Decided for blocks of 2×2, as the flood is.
    for y in 0..h {
        for x in 0..w {
            let (px, py) = view.place(2 * x, 2 * y);
            let at = (y * w + x) as usize;
            let near = near_head(px, py);
            // The flood is eroded by one half-size pixel: hair edges are neither wall nor hair.
            let deep = flood[at] && py < 0.9 && neighbours(x, y, w, h).all(|i| flood[i]);
            if deep || (in_fixed_zone(px, py) && !(plain && near)) {
                let row = (2 * y * view.rgb.width + 2 * x) as usize;
                let below = row + view.rgb.width as usize;
                wall[row..row + 2].fill(true);
                wall[below..below + 2].fill(true);
            }
        }
    }
    Silhouette { wall, shoulders: shoulders(view, &flood, w, h), crown: crown(view, &flood, w, h) }
}

/// Beside and above every head, however much hair: outside an ellipse, above the shoulders.
fn in_fixed_zone(px: f32, py: f32) -> bool {
    let (u, v) = (px / 1.80, (py + 0.15) / 2.30);
    py < 0.7 && u * u + v * v > 1.0
}

/// So near the head that hair may be there.
fn near_head(px: f32, py: f32) -> bool {
    let (u, v) = (px / 2.3, (py + 0.15) / 2.9);
    u * u + v * v < 1.0
}

/// Share of the fixed zone that the flood reached.
fn reached_share(view: &View, flood: &[bool], w: u32, h: u32) -> f32 {
    let (mut zone, mut reached) = (0u32, 0u32);
    for y in 0..h {
        for x in 0..w {
            let (px, py) = view.place(2 * x, 2 * y);
            if in_fixed_zone(px, py) {
                zone += 1;
                reached += u32::from(flood[(y * w + x) as usize]);
            }
        }
    }
    if zone > 0 { reached as f32 / zone as f32 } else { 0.0 }
}

/// Never wall, whatever its colour: the core of the head and what is under it.
fn in_core(px: f32, py: f32) -> bool {
    let (u, v) = (px / 0.95, (py - 0.2) / 1.6);
    u * u + v * v < 1.0 || (px.abs() < 0.6 && py > 0.5)
}

fn neighbours(x: u32, y: u32, w: u32, h: u32) -> impl Iterator<Item = usize> {
    let clamp = |v: i64, end: u32| v.clamp(0, i64::from(end) - 1) as u32;
    [(-1, 0), (1, 0), (0, -1), (0, 1)]
        .into_iter()
        .map(move |(dx, dy)| (clamp(i64::from(y) + dy, h) * w + clamp(i64::from(x) + dx, w)) as usize)
}

fn flood(view: &View, small: &[[i32; 3]], w: u32, h: u32) -> Vec<bool> {
    let mut reached = vec![false; small.len()];
    let mut open: Vec<(u32, u32)> = Vec::with_capacity(small.len() / 2);
    let side = (view.head.eyes.y / 2.0).clamp(0.0, h as f32 - 1.0) as u32;
    let starts = (0..w).map(|x| (x, 0)).chain((0..side).flat_map(|y| [(0, y), (w - 1, y)]));
    for (x, y) in starts {
        let (px, py) = view.place(2 * x, 2 * y);
        let at = (y * w + x) as usize;
        if in_fixed_zone(px, py) && !reached[at] {
            reached[at] = true;
            open.push((x, y));
        }
    }
    while let Some((x, y)) = open.pop() {
        let here = small[(y * w + x) as usize];
        for (dx, dy) in [(-1i64, 0i64), (1, 0), (0, -1), (0, 1)] {
            let (nx, ny) = (i64::from(x) + dx, i64::from(y) + dy);
            if nx < 0 || ny < 0 || nx >= i64::from(w) || ny >= i64::from(h) {
                continue;
            }
            let (nx, ny) = (nx as u32, ny as u32);
            let at = (ny * w + nx) as usize;
            let close = (0..3).all(|c| (small[at][c] - here[c]).abs() <= STEP);
            let (px, py) = view.place(2 * nx, 2 * ny);
            if !reached[at] && close && !in_core(px, py) {
                reached[at] = true;
                open.push((nx, ny));
            }
        }
    }
    reached
}

/// First row, from the top, of the person in a column.
fn top_of_person(flood: &[bool], w: u32, h: u32, x: u32, from: u32) -> Option<u32> {
    (from..h).find(|y| !flood[(y * w + x) as usize])
}

/// Heights of both shoulders below the eyes, in eye distances, if both outlines are seen.
fn shoulders(view: &View, flood: &[bool], w: u32, h: u32) -> Option<(f32, f32)> {
    let d = view.head.distance / 2.0;
    let from = (view.head.eyes.y / 2.0 + 0.9 * d).max(0.0) as u32;
    let side = |sign: f32| -> Option<f32> {
        let mut tops: Vec<f32> = [1.55f32, 1.62, 1.69]
            .iter()
            .filter_map(|k| {
                let x = view.head.eyes.x / 2.0 + sign * k * d;
                if x < 0.0 || x >= w as f32 {
                    return None;
                }
                let top = top_of_person(flood, w, h, x as u32, from)?;
                (top > from).then(|| (top as f32 - view.head.eyes.y / 2.0) / d)
            })
            .collect();
        tops.sort_by(f32::total_cmp);
        tops.get(tops.len() / 2).copied()
    };
    Some((side(-1.0)?, side(1.0)?))
}

/// The highest row in which the person is at least half an eye distance wide.
fn crown(view: &View, flood: &[bool], w: u32, h: u32) -> Option<f32> {
    let d = view.head.distance / 2.0;
    let (cx, need) = (view.head.eyes.x / 2.0, (0.5 * d).max(2.0) as u32);
    let from = (cx - 0.9 * d).max(0.0) as u32;
    let to = ((cx + 0.9 * d) as u32).min(w);
    let row = (0..h).find(|y| (from..to).filter(|x| !flood[(y * w + x) as usize]).count() as u32 >= need)?;
    (row > 0).then_some(2.0 * row as f32)
}
