//! Where the phone is held: turn, tilt and distance as a homography.

use crate::condition::Condition;
use crate::dice::Dice;
use crate::{FRAME, take::Aim};

/// Distance of the pinhole from the frame, in pixels: a lens of about 44° across.
const FOCAL: f32 = 1_600.0;

/// Where the four corners of the aimed square fall in the frame: top left, top right, bottom right, bottom left.
#[derive(Clone, Debug)]
pub(crate) struct Pose {
    pub(crate) corners: [(f32, f32); 4],
}

impl Pose {
    pub(crate) fn draw(condition: Condition, dice: &mut Dice) -> Pose {
        let height = dice.between(0.96, 1.04) * condition.size();
        let roll = match condition {
            Condition::Rotate => dice.between(12.0, 40.0) * dice.sign(),
            Condition::Mixed => dice.between(6.0, 16.0) * dice.sign(),
            _ => dice.between(-2.5, 2.5),
        };
        let (yaw, pitch) = match condition {
            Condition::Perspective => (dice.between(25.0, 35.0) * dice.sign(), dice.between(-10.0, 10.0)),
            Condition::Mixed => (dice.between(12.0, 20.0) * dice.sign(), dice.between(-10.0, 10.0)),
            _ => (dice.between(-4.0, 4.0), dice.between(-4.0, 4.0)),
        };
        let centre = (FRAME.0 as f32 / 2.0 + dice.between(-20.0, 20.0), FRAME.1 as f32 / 2.0 + dice.between(-8.0, 8.0));
        let (roll, yaw, pitch) = (roll.to_radians(), f32::to_radians(yaw), f32::to_radians(pitch));
        let corner = |sx: f32, sy: f32| {
            let (x, y) = (sx * height / 2.0, sy * height / 2.0);
            let (x, y) = (x * roll.cos() - y * roll.sin(), x * roll.sin() + y * roll.cos());
            let (x, z) = (x * yaw.cos(), x * yaw.sin());
            let (y, z) = (y * pitch.cos() - z * pitch.sin(), y * pitch.sin() + z * pitch.cos());
            let away = FOCAL / (FOCAL + z);
            (centre.0 + x * away, centre.1 + y * away)
        };
        Pose { corners: [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)] }
    }

    /// The same, a moment later: the whole view has moved by so much.
    pub(crate) fn moved(&self, by: (f32, f32)) -> Pose {
        Pose { corners: self.corners.map(|(x, y)| (x + by.0, y + by.1)) }
    }

    /// First and last row of the frame in which the aimed square is seen.
    pub(crate) fn rows(&self) -> (f32, f32) {
        let ys = self.corners.map(|(_, y)| y);
        (ys.iter().copied().fold(f32::MAX, f32::min), ys.iter().copied().fold(f32::MIN, f32::max))
    }

    /// The homography from frame pixels to screen pixels.
    pub(crate) fn to_screen(&self, aim: Aim) -> [f32; 9] {
        let m = inverse(square_to_quad(&self.corners));
        let (x, y, side) = (aim.x as f32, aim.y as f32, aim.side as f32);
        let mut out = m;
        for c in 0..3 {
            out[c] = x * m[6 + c] + side * m[c];
            out[3 + c] = y * m[6 + c] + side * m[3 + c];
        }
        out
    }
}

/// Maps the unit square to a quadrilateral (Heckbert's closed form).
fn square_to_quad(q: &[(f32, f32); 4]) -> [f32; 9] {
    let (dx1, dx2) = (q[1].0 - q[2].0, q[3].0 - q[2].0);
    let (dy1, dy2) = (q[1].1 - q[2].1, q[3].1 - q[2].1);
    let (sx, sy) = (q[0].0 - q[1].0 + q[2].0 - q[3].0, q[0].1 - q[1].1 + q[2].1 - q[3].1);
    let det = dx1 * dy2 - dx2 * dy1;
    let (g, h) = ((sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det);
    [
        q[1].0 - q[0].0 + g * q[1].0,
        q[3].0 - q[0].0 + h * q[3].0,
        q[0].0,
        q[1].1 - q[0].1 + g * q[1].1,
        q[3].1 - q[0].1 + h * q[3].1,
        q[0].1,
        g,
        h,
        1.0,
    ]
}

fn inverse(m: [f32; 9]) -> [f32; 9] {
    let c = |a: usize, b: usize, d: usize, e: usize| m[a] * m[e] - m[b] * m[d];
    let adj = [
        c(4, 5, 7, 8),
        c(2, 1, 8, 7),
        c(1, 2, 4, 5),
        c(5, 3, 8, 6),
        c(0, 2, 6, 8),
        c(2, 0, 5, 3),
        c(3, 4, 6, 7),
        c(1, 0, 7, 6),
        c(0, 1, 3, 4),
    ];
    let det = m[0] * adj[0] + m[1] * adj[3] + m[2] * adj[6];
    adj.map(|v| v / det)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_aim_are_seen_at_the_corners_of_the_pose() {
        let aim = Aim { x: 120, y: 340, side: 700 };
        for (seed, condition) in (0..).zip(Condition::ALL) {
            let pose = Pose::draw(condition, &mut Dice::new(seed));
            let map = pose.to_screen(aim);
            let expected = [(120.0, 340.0), (820.0, 340.0), (820.0, 1040.0), (120.0, 1040.0)];
            for ((x, y), (sx, sy)) in pose.corners.into_iter().zip(expected) {
                let w = map[6] * x + map[7] * y + map[8];
                let (u, v) = ((map[0] * x + map[1] * y + map[2]) / w, (map[3] * x + map[4] * y + map[5]) / w);
                assert!((u - sx).abs() < 0.5 && (v - sy).abs() < 0.5, "{condition:?}: {u} {v} for {sx} {sy}");
            }
        }
    }
}
