//! Shapes that say a status without colour: a tick in a circle, a question in a triangle, a cross in an octagon, a lock.

use lz_license::status::Mark;
use vello_cpu::kurbo::{Arc, BezPath, Circle, Point, Rect, RoundedRect, Shape};

use crate::scene::{Color, Scene};

/// Draws `mark` of diameter `size` around `center`: `body` filled, the sign on it in `sign`.
pub(crate) fn draw(scene: &mut Scene, mark: Mark, center: Point, size: f64, body: Color, sign: Color) {
    let r = size / 2.0;
    let stroke = size * 0.115;
    let at = |x: f64, y: f64| Point::new(center.x + x * r, center.y + y * r);
    match mark {
        Mark::Tick => {
            scene.fill(Circle::new(center, r), body);
            let mut tick = BezPath::new();
            tick.move_to(at(-0.46, 0.04));
            tick.line_to(at(-0.12, 0.38));
            tick.line_to(at(0.48, -0.34));
            scene.stroke(tick, stroke, sign);
        }
        Mark::Cross => {
            scene.fill(polygon(center, r * 1.04, 8, 0.5), body);
            for side in [-1.0, 1.0] {
                let mut bar = BezPath::new();
                bar.move_to(at(-0.38 * side, -0.38));
                bar.line_to(at(0.38 * side, 0.38));
                scene.stroke(bar, stroke * 1.1, sign);
            }
        }
        Mark::Question => {
            let mut triangle = BezPath::new();
            triangle.move_to(at(0.0, -0.98));
            triangle.line_to(at(1.06, 0.86));
            triangle.line_to(at(-1.06, 0.86));
            triangle.close_path();
            scene.fill(triangle.clone(), body);
            scene.stroke(triangle, size * 0.1, body);
            let hook =
                Arc::new(at(0.0, -0.06), (r * 0.24, r * 0.24), -std::f64::consts::PI, std::f64::consts::PI * 1.42, 0.0);
            let mut path = hook.to_path(0.01);
            path.line_to(at(0.0, 0.36));
            scene.stroke(path, stroke * 0.9, sign);
            scene.fill(Circle::new(at(0.0, 0.6), stroke * 0.56), sign);
        }
        Mark::Lock => {
            scene.fill(Circle::new(center, r), body);
            let a = at(-0.4, -0.06);
            let b = at(0.4, 0.5);
            scene.fill(RoundedRect::from_rect(Rect::new(a.x, a.y, b.x, b.y), r * 0.1), sign);
            let shackle =
                Arc::new(at(0.0, -0.1), (r * 0.25, r * 0.34), -std::f64::consts::PI, std::f64::consts::PI, 0.0);
            scene.stroke(shackle, stroke * 0.8, sign);
        }
    }
}

fn polygon(center: Point, r: f64, corners: u32, turn: f64) -> BezPath {
    let mut path = BezPath::new();
    for i in 0..corners {
        let angle = (f64::from(i) + turn) / f64::from(corners) * std::f64::consts::TAU;
        let point = Point::new(center.x + r * angle.cos(), center.y + r * angle.sin());
        if i == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    path.close_path();
    path
}
