//! Pupils by voting of gradients: where most dark-to-bright edges point back to, a round dark thing lies.

use crate::{geometry::Point, pixels::Luma};

/// Looks for both pupils in a grey picture, around where the face box says the eyes are.
///
/// `mid` is the middle between the eyes and `distance` their distance, in pixels. Answers in pixels, left in the picture
/// first. Spectacles, closed eyes and masks mislead it: use it for the tilt only.
pub fn locate(grey: &Luma, mid: Point, distance: f32) -> [Point; 2] {
    let half = Point { x: distance * 0.5, y: 0.0 };
    [
        locate_one(grey, Point { x: mid.x - half.x, y: mid.y }, distance),
        locate_one(grey, Point { x: mid.x + half.x, y: mid.y }, distance),
    ]
}

fn locate_one(grey: &Luma, near: Point, distance: f32) -> Point {
    let reach_x = (distance * 0.26).max(4.0) as i64;
    let reach_y = (distance * 0.26).max(4.0) as i64;
    let (cx, cy) = (near.x.round() as i64, near.y.round() as i64);
    let mut edges = Vec::new();
    let mut sum = 0.0;
    for y in cy - reach_y..=cy + reach_y {
        for x in cx - reach_x..=cx + reach_x {
            let gx = f32::from(grey.at(x + 1, y)) - f32::from(grey.at(x - 1, y));
            let gy = f32::from(grey.at(x, y + 1)) - f32::from(grey.at(x, y - 1));
            let strength = gx.hypot(gy);
            sum += strength;
            edges.push((x as f32, y as f32, gx / strength.max(1e-3), gy / strength.max(1e-3), strength));
        }
    }
    let floor = 1.2 * sum / edges.len() as f32;
    edges.retain(|e| e.4 > floor.max(4.0));
    let mut best = (near, f32::MIN);
    for y in (cy - reach_y..=cy + reach_y).step_by(1) {
        for x in (cx - reach_x..=cx + reach_x).step_by(1) {
            let (px, py) = (x as f32, y as f32);
            let mut votes = 0.0;
            for (ex, ey, gx, gy, _) in &edges {
                let (dx, dy) = (ex - px, ey - py);
                let length = dx.hypot(dy).max(1e-3);
                let dot = (dx * gx + dy * gy) / length;
                if dot > 0.0 {
                    votes += dot * dot;
                }
            }
            let dark = 255.0 - f32::from(grey.at(x, y));
            // Far from where the box expects an eye, a vote counts less: brows and frames are round too.
            let far = (px - near.x).hypot(py - near.y) / (distance * 0.3);
            let score = votes * dark * (-0.5 * far * far).exp();
            if score > best.1 {
                best = (Point { x: px, y: py }, score);
            }
        }
    }
    best.0
}
