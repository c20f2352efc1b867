//! The line pattern behind everything: bundles of waves and a rosette, drawn from the hash of the license.
//!
//! Every license has a pattern of its own, equal on every phone that shows it. It decorates and makes a crude forgery
//! look wrong; it proves nothing, and no reader looks at it.
//!
//! A bundle is one path: where its lines cross they do not add up, so that text over them keeps its contrast.

use std::f64::consts::TAU;

use vello_cpu::kurbo::{BezPath, Point, Rect};

use crate::scene::{Color, Draw, Scene};

/// Numbers that follow from a hash.
struct Seed([u8; 32], usize);

impl Seed {
    /// The next number from 0 to 1.
    fn next(&mut self) -> f64 {
        let byte = self.0[self.1 % 32] ^ (self.1 / 32) as u8;
        self.1 += 1;
        f64::from(byte) / 255.0
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
}

/// Waves over a card, lower and upper bundle crossing; lines stay inside `area`, whose corners are rounded by `radius`.
pub(crate) fn waves(scene: &mut Scene, seed: &[u8; 32], area: Rect, radius: f64, tones: &[Color], width: f64) {
    let mut seed = Seed(*seed, 0);
    for (number, tone) in tones.iter().enumerate() {
        let share = (number as f64 + 0.5) / tones.len() as f64;
        let middle = area.y0 + area.height() * (share + seed.between(-0.08, 0.08));
        let amplitude = seed.between(16.0, 30.0);
        let periods = seed.between(0.9, 1.9);
        let beat = seed.between(0.4, 1.1);
        let (phase, beat_phase) = (seed.next() * TAU, seed.next() * TAU);
        let lines = 15;
        let mut bundle = BezPath::new();
        for line in 0..lines {
            let t = f64::from(line) / f64::from(lines - 1) - 0.5;
            let curve = |share: f64| {
                let swell = 0.35 + 0.65 * (share * beat * TAU + beat_phase).sin().powi(2);
                let wave = (share * periods * TAU + phase + t * 1.9).sin() * amplitude * swell;
                middle + wave + t * 52.0 * (1.15 - swell)
            };
            bundle.extend(smooth(area, radius, &curve));
        }
        scene.push(Draw::Stroke(bundle, width, *tone));
    }
}

/// A curve through points on `curve`, as cubic pieces with the right slopes at their ends, kept inside `area`.
fn smooth(area: Rect, radius: f64, curve: &dyn Fn(f64) -> f64) -> BezPath {
    const PIECES: u32 = 14;
    // A line begins and ends at the edge of the card, which steps back in its corners.
    let step_back = |share: f64| {
        let y = curve(share).clamp(area.y0, area.y1);
        let into = (radius - (y - area.y0).min(area.y1 - y)).max(0.0);
        radius - (radius * radius - into * into).max(0.0).sqrt()
    };
    let area = Rect { x0: area.x0 + step_back(0.0), x1: area.x1 - step_back(1.0), ..area };
    let point = |i: u32| {
        let share = f64::from(i) / f64::from(PIECES);
        Point::new(area.x0 + area.width() * share, curve(share).clamp(area.y0, area.y1))
    };
    let step = 1.0 / f64::from(PIECES);
    let slope = |i: u32| {
        let share = f64::from(i) * step;
        let inside = |y: f64| (area.y0..=area.y1).contains(&y);
        if inside(curve(share)) { (curve(share + 0.01) - curve(share - 0.01)) / 0.02 * step } else { 0.0 }
    };
    let dx = area.width() * step / 3.0;
    let mut path = BezPath::new();
    path.move_to(point(0));
    for i in 0..PIECES {
        let (from, to) = (point(i), point(i + 1));
        let a = Point::new(from.x + dx, (from.y + slope(i) / 3.0).clamp(area.y0, area.y1));
        let b = Point::new(to.x - dx, (to.y - slope(i + 1) / 3.0).clamp(area.y0, area.y1));
        path.curve_to(a, b, to);
    }
    path
}

/// A rosette: two families of closed curves that weave through each other around `center`.
pub(crate) fn rosette(scene: &mut Scene, seed: &[u8; 32], center: Point, radius: f64, tone: Color, width: f64) {
    let mut seed = Seed(*seed, 17);
    let petals = (9.0 + seed.next() * 7.0).round();
    let turn = seed.next() * TAU;
    for (inner, outer, lines, direction) in [(0.66, 1.0, 7, 1.0), (0.4, 0.74, 7, -1.0), (0.1, 0.46, 6, 1.0)] {
        let mut family = BezPath::new();
        for line in 0..lines {
            let phase = direction * f64::from(line) / f64::from(lines) * TAU + turn;
            let at = |share: f64| {
                let angle = share * TAU;
                let wave = 0.5 + 0.5 * (angle * petals + phase).cos();
                let r = radius * (inner + (outer - inner) * wave);
                Point::new(center.x + r * angle.cos(), center.y + r * angle.sin())
            };
            family.extend(closed(&at, petals as u32 * 4));
        }
        scene.push(Draw::Stroke(family, width, tone));
    }
}

fn closed(at: &dyn Fn(f64) -> Point, pieces: u32) -> BezPath {
    let step = 1.0 / f64::from(pieces);
    let slope = |share: f64| (at(share + 0.001) - at(share - 0.001)) / 0.002 * step / 3.0;
    let mut path = BezPath::new();
    path.move_to(at(0.0));
    for i in 0..pieces {
        let (from, to) = (f64::from(i) * step, f64::from(i + 1) * step);
        path.curve_to(at(from) + slope(from), at(to) - slope(to), at(to));
    }
    path.close_path();
    path
}
