//! Pupils by voting of gradients: where most dark-to-bright edges point back to, a round dark thing lies.

use crate::{
    geometry::Point,
    pixels::{Luma, Window},
};

/// How far around the expected place a pupil is looked for first, in eye distances.
const REACH: f32 = 0.28;
/// How far around the first answer it is looked for again.
const AGAIN: f32 = 0.12;
/// How far from the expected place a vote counts little, in eye distances: brows and frames are round too.
const TRUST: f32 = 0.22;
/// Eye distance at which the first search works, in pixels.
const COARSE: f32 = 30.0;

/// Looks for both pupils in a grey picture, around where the face box says the eyes are.
///
/// `mid` is the middle between the eyes and `distance` their distance, in pixels. Answers in pixels, left in the picture
/// first. Two passes: a coarse one on a small copy, and a fine one around its answer, which expects the eyes on the line that
/// the first found, so that a tilt is not pulled level.
/// Spectacles, closed eyes and masks mislead it: use it for the tilt only.
pub fn locate(grey: &Luma, mid: Point, distance: f32) -> [Point; 2] {
    let half = distance / 2.0;
    let level = [Point { x: mid.x - half, y: mid.y }, Point { x: mid.x + half, y: mid.y }];
    let first = coarse(grey, level, distance).unwrap_or_else(|| pair(grey, level, distance, REACH));
    let between = Point { x: (first[0].x + first[1].x) / 2.0, y: (first[0].y + first[1].y) / 2.0 };
    let (dx, dy) = (first[1].x - first[0].x, first[1].y - first[0].y);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length * half, dy / length * half);
    let line = [Point { x: between.x - ux, y: between.y - uy }, Point { x: between.x + ux, y: between.y + uy }];
    pair(grey, line, distance, AGAIN)
}

/// The first search, on a copy of the eye region in which the eyes are [`COARSE`] pixels apart.
fn coarse(grey: &Luma, near: [Point; 2], distance: f32) -> Option<[Point; 2]> {
    if distance < 1.4 * COARSE {
        return None;
    }
    let scale = f64::from(COARSE / distance);
    let (left, top) = (f64::from(near[0].x - 0.6 * distance), f64::from(near[0].y - 0.6 * distance));
    let window =
        Window { x: left.max(0.0), y: top.max(0.0), w: f64::from(2.2 * distance), h: f64::from(1.2 * distance) };
    if window.x + window.w > f64::from(grey.width) || window.y + window.h > f64::from(grey.height) {
        return None;
    }
    let small = grey.resample(window, (window.w * scale).round() as u32, (window.h * scale).round() as u32).ok()?;
    let (sx, sy) = (f64::from(small.width) / window.w, f64::from(small.height) / window.h);
    let into = |p: Point| Point {
        x: ((f64::from(p.x) + 0.5 - window.x) * sx - 0.5) as f32,
        y: ((f64::from(p.y) + 0.5 - window.y) * sy - 0.5) as f32,
    };
    let back = |p: Point| Point {
        x: ((f64::from(p.x) + 0.5) / sx + window.x - 0.5) as f32,
        y: ((f64::from(p.y) + 0.5) / sy + window.y - 0.5) as f32,
    };
    Some(pair(&small, near.map(into), COARSE, REACH).map(back))
}

fn pair(grey: &Luma, near: [Point; 2], distance: f32, reach: f32) -> [Point; 2] {
    near.map(|eye| locate_one(grey, eye, distance, reach))
}

/// Edges by coordinate: where they are, and their direction towards bright. Padded with edges that cannot vote.
#[derive(Default)]
struct Edges {
    x: Vec<f32>,
    y: Vec<f32>,
    gx: Vec<f32>,
    gy: Vec<f32>,
}

/// Edges that vote at once.
const LANES: usize = 8;

impl Edges {
    fn push(&mut self, x: f32, y: f32, gx: f32, gy: f32) {
        self.x.push(x);
        self.y.push(y);
        self.gx.push(gx);
        self.gy.push(gy);
    }

    /// How much the edges within `radius` point back to a place. Eight sums side by side: that is what a processor adds at once.
    fn votes(&self, x: f32, y: f32, radius: f32) -> f32 {
        let square_radius = radius * radius;
        let mut sums = [0.0f32; LANES];
        let places = self.x.chunks_exact(LANES).zip(self.y.chunks_exact(LANES));
        let directions = self.gx.chunks_exact(LANES).zip(self.gy.chunks_exact(LANES));
        for ((ex, ey), (gx, gy)) in places.zip(directions) {
            for ((((sum, ex), ey), gx), gy) in sums.iter_mut().zip(ex).zip(ey).zip(gx).zip(gy) {
                let (dx, dy) = (ex - x, ey - y);
                let square = dx * dx + dy * dy;
                let dot = (dx * gx + dy * gy).max(0.0);
                // Only rings of a pupil's or an iris' size vote.
                let counts = if square < square_radius { 1.0 } else { 0.0 };
                *sum += counts * dot * dot / square.max(1e-3);
            }
        }
        sums.iter().sum()
    }
}

fn locate_one(grey: &Luma, near: Point, distance: f32, reach: f32) -> Point {
    let around = (distance * (reach + 0.14)).max(5.0) as i64;
    let reach = (distance * reach).max(4.0) as i64;
    let (cx, cy) = (near.x.round() as i64, near.y.round() as i64);
    let edges = edges(grey, cx, cy, around);
    let mut scores = Vec::with_capacity(((2 * reach + 1) * (2 * reach + 1)) as usize);
    let radius = distance * 0.22;
    let trust = (distance * TRUST).powi(2);
    for y in cy - reach..=cy + reach {
        for x in cx - reach..=cx + reach {
            let (px, py) = (x as f32, y as f32);
            let far = ((px - near.x).powi(2) + (py - near.y).powi(2)) / trust;
            scores.push((px, py, edges.votes(px, py, radius) * dark(grey, x, y) * (-0.5 * far).exp()));
        }
    }
    centre_of_best(&scores, near, distance)
}

fn edges(grey: &Luma, cx: i64, cy: i64, reach: i64) -> Edges {
    let mut found = Vec::with_capacity(((2 * reach + 1) * (2 * reach + 1)) as usize);
    let mut sum = 0.0;
    for y in cy - reach..=cy + reach {
        for x in cx - reach..=cx + reach {
            let gx = f32::from(grey.at(x + 1, y)) - f32::from(grey.at(x - 1, y));
            let gy = f32::from(grey.at(x, y + 1)) - f32::from(grey.at(x, y - 1));
            let strength = (gx * gx + gy * gy).sqrt();
            sum += strength;
            found.push((strength, x as f32, y as f32, gx, gy));
        }
    }
    let floor = (1.3 * sum / found.len() as f32).max(4.0);
    let mut edges = Edges::default();
    for (strength, x, y, gx, gy) in found.into_iter().filter(|found| found.0 > floor) {
        edges.push(x, y, gx / strength, gy / strength);
    }
    while !edges.x.len().is_multiple_of(LANES) {
        edges.push(f32::MAX, f32::MAX, 0.0, 0.0);
    }
    edges
}

/// Darkness of a small patch, so that a highlight in the pupil does not count as bright.
fn dark(grey: &Luma, x: i64, y: i64) -> f32 {
    let mut sum = 0u32;
    for dy in -1..=1 {
        for dx in -1..=1 {
            sum += u32::from(grey.at(x + dx, y + dy));
        }
    }
    255.0 - sum as f32 / 9.0
}

/// Finer than a pixel: the mean place of all scores near the best one and nearly as good.
fn centre_of_best(scores: &[(f32, f32, f32)], near: Point, distance: f32) -> Point {
    let Some(best) = scores.iter().max_by(|a, b| a.2.total_cmp(&b.2)).filter(|b| b.2 > 0.0) else { return near };
    let mut sum = (0.0, 0.0, 0.0);
    for (x, y, score) in scores {
        if (x - best.0).powi(2) + (y - best.1).powi(2) <= (distance * 0.08).powi(2) {
            let weight = (score / best.2).powi(3);
            sum = (sum.0 + weight * x, sum.1 + weight * y, sum.2 + weight);
        }
    }
    Point { x: sum.0 / sum.2, y: sum.1 / sum.2 }
}
