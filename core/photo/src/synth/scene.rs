//! One synthetic photo: a person, a wall, a light, a camera, and at most one fault.

use super::{
    cutout::{Cutout, EYE_DISTANCE, EYES, OWN_TILT, in_polygon},
    noise::Dice,
};
use crate::{check::Check, encode, pixels::Rgb};

/// What is wrong with a photo; each has three severities, 0 light to 2 strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Fault {
    WallTint,
    WallGrey,
    WallGrid,
    WallShadow,
    SideLight,
    Under,
    Over,
    Blur,
    Tilt,
    Shoulders,
    Small,
    OffCentre,
    Compressed,
    LightClothes,
    Monochrome,
    ColourCast,
    TwoPeople,
    Sunglasses,
    Mask,
    Hat,
    ClosedEyes,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Fault; 21] = [
        Fault::WallTint,
        Fault::WallGrey,
        Fault::WallGrid,
        Fault::WallShadow,
        Fault::SideLight,
        Fault::Under,
        Fault::Over,
        Fault::Blur,
        Fault::Tilt,
        Fault::Shoulders,
        Fault::Small,
        Fault::OffCentre,
        Fault::Compressed,
        Fault::LightClothes,
        Fault::Monochrome,
        Fault::ColourCast,
        Fault::TwoPeople,
        Fault::Sunglasses,
        Fault::Mask,
        Fault::Hat,
        Fault::ClosedEyes,
    ];
}

/// What a scene's picture truly is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Truth {
    /// Checks that must not pass.
    pub broken: Vec<Check>,
    /// Checks that nobody can fairly claim either way on this picture.
    pub open: Vec<Check>,
    /// True tilt of the eye line in degrees, the subject's own included.
    pub roll_deg: f32,
}

/// Everything that makes a picture.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Where the eyes' middle is, as shares of the picture.
    pub eyes: (f32, f32),
    /// Eye distance as a share of the width.
    pub eye_distance: f32,
    /// Turn of the camera or the head, degrees.
    pub roll_deg: f32,
    /// Turn of the shoulders alone, degrees.
    pub body_deg: f32,
    /// Colour of the wall.
    pub wall: [f32; 3],
    /// Levels taken off on one side of the wall.
    pub shadow: f32,
    /// Darkness of tile joints on the wall, levels.
    pub grid: f32,
    /// Colour of the jacket.
    pub jacket: [f32; 3],
    /// Factor on skin colours, per channel (skin-tone variants).
    pub skin: [f32; 3],
    /// Light on the darker half of the face, 1 = even.
    pub side_light: f32,
    /// Exposure: factor on all levels.
    pub gain: f32,
    /// Factor per channel on the finished picture.
    pub cast: [f32; 3],
    /// Grey picture.
    pub monochrome: bool,
    /// Blur, as a share of the eye distance.
    pub blur: f32,
    /// Deviation of noise, levels.
    pub noise: f32,
    /// JPEG quality.
    pub quality: u8,
    /// Clear round spectacles.
    pub glasses: bool,
    /// A second person at a side.
    pub second: Option<f32>,
    /// A drawn overlay and its severity.
    pub overlay: Option<(Fault, usize)>,
    /// Seed of noise.
    pub seed: u64,
}

impl Scene {
    /// A good picture with harmless differences that depend on the seed.
    pub fn good(width: u32, height: u32, seed: u64) -> Scene {
        let mut dice = Dice::new(seed);
        // The portrait's part of the frame is 0.8 of its height; the head is 0.64 of that and 3.86 eye distances long.
        let eye_distance = 0.8 * 0.64 / 3.86 * height as f32 / width as f32 * (1.0 + dice.around(0.03));
        let white = 244.0 + dice.around(6.0);
        Scene {
            width,
            height,
            eyes: (0.5 + dice.around(0.015), 0.39 + dice.around(0.015)),
            eye_distance,
            roll_deg: -OWN_TILT + dice.around(1.5),
            body_deg: dice.around(1.5),
            wall: [white, white, white - dice.unit() * 3.0],
            shadow: dice.unit() * 3.0,
            grid: 0.0,
            jacket: [38.0 + dice.unit() * 14.0, 42.0 + dice.unit() * 14.0, 54.0 + dice.unit() * 16.0],
            skin: [1.0; 3],
            side_light: 1.0,
            gain: 0.95 + dice.unit() * 0.07,
            cast: [1.0; 3],
            monochrome: false,
            blur: 0.0,
            noise: dice.unit() * 2.5,
            quality: 85 + dice.below(12) as u8,
            glasses: false,
            second: None,
            overlay: None,
            seed,
        }
    }

    /// The same picture with one fault.
    #[must_use]
    pub fn with(mut self, fault: Fault, severity: usize) -> Scene {
        let s = severity.min(2);
        let mut dice = Dice::new(self.seed ^ 0xFA);
        match fault {
            Fault::WallTint => {
                let tints = [[1.0, 0.93, 0.80], [0.72, 0.84, 1.0], [0.80, 0.95, 0.74]];
                let tint = tints[dice.below(3)];
                let depth = [0.6, 1.0, 1.6][s];
                (0..3).for_each(|c| self.wall[c] *= 1.0 - (1.0 - tint[c]) * depth);
            }
            Fault::WallGrey => self.wall = [[196.0; 3], [165.0; 3], [120.0; 3]][s],
            Fault::WallGrid => self.grid = [35.0, 70.0, 120.0][s],
            Fault::WallShadow => self.shadow = [38.0, 70.0, 110.0][s],
            Fault::SideLight => self.side_light = [0.60, 0.45, 0.30][s],
            Fault::Under => self.gain = [0.55, 0.40, 0.28][s],
            Fault::Over => self.gain = [1.35, 1.6, 2.0][s],
            Fault::Blur => self.blur = [0.022, 0.036, 0.06][s],
            Fault::Tilt => {
                let turn = [8.5, 11.0, 16.0][s] * if dice.unit() < 0.5 { -1.0 } else { 1.0 };
                self.roll_deg = turn - OWN_TILT;
                self.body_deg = turn;
            }
            Fault::Shoulders => self.body_deg = [9.0, 12.0, 16.0][s] * if dice.unit() < 0.5 { -1.0 } else { 1.0 },
            Fault::Small => self.eye_distance *= [0.75, 0.60, 0.45][s],
            Fault::OffCentre => self.eyes.0 += [0.12, 0.16, 0.23][s] * if dice.unit() < 0.5 { -1.0 } else { 1.0 },
            Fault::Compressed => self.quality = [25, 14, 8][s],
            Fault::LightClothes => {
                self.jacket = [[165.0, 165.0, 170.0], [195.0, 195.0, 200.0], [230.0, 230.0, 232.0]][s]
            }
            Fault::Monochrome => self.monochrome = true,
            Fault::ColourCast => {
                let cast = [[1.0, 0.93, 0.72], [0.74, 0.90, 1.0], [0.80, 1.0, 0.80]][dice.below(3)];
                let depth = [0.8, 1.1, 1.4][s];
                (0..3).for_each(|c| self.cast[c] = 1.0 - (1.0 - cast[c]) * depth);
            }
            Fault::TwoPeople => self.second = Some([0.55, 0.7, 0.9][s]),
            Fault::Sunglasses | Fault::Mask | Fault::Hat | Fault::ClosedEyes => self.overlay = Some((fault, s)),
        }
        self
    }

    /// Renders the picture, without JPEG.
    pub fn pixels(&self, person: &Cutout) -> Rgb {
        let (w, h) = (self.width as f32, self.height as f32);
        let scale = self.eye_distance * w / EYE_DISTANCE;
        let mut out = vec![0.0f32; (self.width * self.height * 3) as usize];
        for y in 0..self.height {
            for x in 0..self.width {
                let at = ((y * self.width + x) * 3) as usize;
                let mut colour = self.wall_at(x as f32 / w, y as f32 / h);
                if let Some(size) = self.second {
                    let place =
                        self.to_source(x as f32, y as f32, scale * size, (self.eyes.0 + 0.37, self.eyes.1 + 0.05));
                    self.paint(person, &mut colour, place, false);
                }
                self.paint(person, &mut colour, self.to_source(x as f32, y as f32, scale, self.eyes), true);
                out[at..at + 3].copy_from_slice(&colour);
            }
        }
        if self.blur > 0.0 {
            out = blur(&out, self.width as usize, self.height as usize, self.blur * self.eye_distance * w);
        }
        let mut dice = Dice::new(self.seed ^ 0x0153);
        let data = out
            .chunks_exact(3)
            .flat_map(|p| {
                let grey = 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
                let noise = dice.normal() * self.noise;
                std::array::from_fn::<u8, 3, _>(|c| {
                    let base = if self.monochrome { grey } else { p[c] };
                    (base * self.gain * self.cast[c] + noise).round().clamp(0.0, 255.0) as u8
                })
            })
            .collect();
        Rgb { width: self.width, height: self.height, data }
    }

    /// Renders the picture as the JPEG that a camera would hand over.
    pub fn jpeg(&self, person: &Cutout) -> Vec<u8> {
        encode::jpeg(&self.pixels(person), self.quality, 72).expect("a rendered picture has a size")
    }

    /// Where a pixel lies on the source picture.
    fn to_source(&self, x: f32, y: f32, scale: f32, eyes: (f32, f32)) -> (f32, f32) {
        let (dx, dy) = ((x - eyes.0 * self.width as f32) / scale, (y - eyes.1 * self.height as f32) / scale);
        let (sin, cos) = self.roll_deg.to_radians().sin_cos();
        (EYES.0 + cos * dx + sin * dy, EYES.1 - sin * dx + cos * dy)
    }

    /// A place of the head, seen from a body that turns by itself around the neck.
    fn of_body(&self, (x, y): (f32, f32)) -> (f32, f32) {
        const NECK: (f32, f32) = (224.0, 190.0);
        let (sin, cos) = (self.body_deg - self.roll_deg).to_radians().sin_cos();
        let (dx, dy) = (x - NECK.0, y - NECK.1);
        (NECK.0 + cos * dx + sin * dy, NECK.1 - sin * dx + cos * dy)
    }

    fn wall_at(&self, x: f32, y: f32) -> [f32; 3] {
        // A soft shadow from a quarter of the width on, and tile joints.
        let fall = ((x - 0.45) / 0.4).clamp(0.0, 1.0);
        let mut off = self.shadow * fall;
        if self.grid > 0.0 {
            let joint = |v: f32, step: f32| ((v / step).fract() - 0.5).abs() < 0.035;
            if joint(x, 0.13) || joint(y, 0.10) {
                off += self.grid;
            }
        }
        self.wall.map(|c| (c - off).max(0.0))
    }

    fn paint(&self, person: &Cutout, colour: &mut [f32; 3], (x, y): (f32, f32), front: bool) {
        let (head, cover) = person.at(x, y);
        let mut mix = |paint: [f32; 3], amount: f32| (0..3).for_each(|c| colour[c] += (paint[c] - colour[c]) * amount);
        let (bx, by) = self.of_body((x, y));
        if let Some(paint) = clothes(bx, by, self.jacket).filter(|_| cover < 0.5 || y > 186.0) {
            mix(paint, 1.0);
        }
        if cover > 0.0 && y < 190.0 {
            let side = if front { 1.0 - (1.0 - self.side_light) * smooth((x - EYES.0 + 16.0) / 32.0) } else { 1.0 };
            let skin = skin_share(head);
            mix(std::array::from_fn(|c| head[c] * side * (1.0 + (self.skin[c] - 1.0) * skin)), cover);
        }
        if front {
            if self.glasses {
                glasses(&mut mix, x, y);
            }
            if let Some((fault, severity)) = self.overlay {
                overlay(&mut mix, fault, severity, x, y);
            }
        }
    }
}

fn smooth(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// How much a colour is skin: reddish, not too dark.
fn skin_share([r, g, b]: [f32; 3]) -> f32 {
    smooth((r - 70.0) / 60.0) * smooth((r - b - 8.0) / 25.0) * smooth((g / r.max(1.0) - 0.42) / 0.12)
}

const JACKET: [(f32, f32); 12] = [
    (180.0, 188.0),
    (166.0, 206.0),
    (112.0, 232.0),
    (84.0, 262.0),
    (66.0, 330.0),
    (50.0, 2000.0),
    (400.0, 2000.0),
    (384.0, 330.0),
    (366.0, 262.0),
    (338.0, 232.0),
    (278.0, 206.0),
    (264.0, 188.0),
];
const COLLAR: [(f32, f32); 5] = [(184.0, 184.0), (262.0, 184.0), (270.0, 206.0), (224.0, 262.0), (174.0, 206.0)];

/// A jacket and a dark collar, painted.
fn clothes(x: f32, y: f32, jacket: [f32; 3]) -> Option<[f32; 3]> {
    if y < 183.0 {
        return None;
    }
    if in_polygon(&COLLAR, x, y) {
        return Some(jacket.map(|c| c * 0.55));
    }
    in_polygon(&JACKET, x, y).then(|| {
        let fold = 1.0 + 0.06 * ((x * 0.11).sin() + (y * 0.07 + x * 0.03).sin());
        let lapel = if ((x - 224.0).abs() - (y - 200.0) * 0.42).abs() < 2.0 && y > 206.0 { 0.7 } else { 1.0 };
        jacket.map(|c| c * fold * lapel)
    })
}

/// Both eyes in source pixels.
const LEFT_EYE: (f32, f32) = (203.5, 100.8);
const RIGHT_EYE: (f32, f32) = (246.7, 103.3);

fn ring(x: f32, y: f32, eye: (f32, f32)) -> f32 {
    ((x - eye.0) / 19.0).hypot((y - eye.1 - 2.0) / 16.0)
}

fn glasses(mix: &mut impl FnMut([f32; 3], f32), x: f32, y: f32) {
    for eye in [LEFT_EYE, RIGHT_EYE] {
        let r = ring(x, y, eye);
        if (r - 1.0).abs() < 0.075 {
            mix([45.0, 38.0, 34.0], 0.9);
        } else if r < 1.0 {
            mix([235.0, 240.0, 245.0], 0.06);
        }
    }
    let bridge = (x - 225.5).abs() < 5.5 && (y - 98.0).abs() < 1.6;
    let temple = (y - 98.0).abs() < 1.6 && ((176.0..184.0).contains(&x) || (267.0..276.0).contains(&x));
    if bridge || temple {
        mix([45.0, 38.0, 34.0], 0.9);
    }
}

fn overlay(mix: &mut impl FnMut([f32; 3], f32), fault: Fault, severity: usize, x: f32, y: f32) {
    match fault {
        Fault::Sunglasses => {
            let on = [LEFT_EYE, RIGHT_EYE].iter().any(|eye| ring(x, y, *eye) < 1.08)
                || ((x - 225.5).abs() < 6.0 && (y - 98.0).abs() < 2.0);
            if on {
                mix([18.0, 18.0, 20.0], [0.75, 0.9, 1.0][severity]);
            }
        }
        Fault::Mask => {
            let (u, v) = ((x - 224.0) / 44.0, (y - 146.0) / 32.0);
            if u.abs().powi(4) + v.abs().powi(4) < 1.0 {
                mix([[205.0, 222.0, 235.0], [235.0, 235.0, 235.0], [30.0, 30.0, 32.0]][severity], 1.0);
            }
        }
        Fault::Hat => {
            let dome = ((x - 226.0) / 84.0).hypot((y - 62.0) / 62.0) < 1.0 && y < 66.0;
            let brim = (y - 68.0).abs() < 6.0 && (x - 226.0).abs() < 96.0;
            if dome || brim {
                mix([[40.0, 40.0, 70.0], [120.0, 30.0, 30.0], [150.0, 130.0, 90.0]][severity], 1.0);
            }
        }
        Fault::ClosedEyes => {
            for eye in [LEFT_EYE, RIGHT_EYE] {
                let r = ((x - eye.0) / 14.0).hypot((y - eye.1) / 7.5);
                if r < 1.0 {
                    mix([206.0, 160.0, 138.0], smooth((1.0 - r) * 5.0));
                }
                if (x - eye.0).abs() < 12.0 && (y - eye.1 - 3.0 + ((x - eye.0) / 12.0).powi(2) * 2.0).abs() < 0.9 {
                    mix([70.0, 45.0, 38.0], 0.8);
                }
            }
        }
        _ => {}
    }
}

/// Gaussian blur of three channels, edges repeated.
fn blur(data: &[f32], w: usize, h: usize, sigma: f32) -> Vec<f32> {
    let reach = (sigma * 3.0).ceil() as i64;
    let mut kernel: Vec<f32> = (-reach..=reach).map(|i| (-0.5 * (i as f32 / sigma).powi(2)).exp()).collect();
    let sum: f32 = kernel.iter().sum();
    kernel.iter_mut().for_each(|k| *k /= sum);
    let pass = |data: &[f32], across: bool| -> Vec<f32> {
        let mut out = vec![0.0; data.len()];
        for y in 0..h {
            for x in 0..w {
                for (k, weight) in kernel.iter().enumerate() {
                    let shift = k as i64 - reach;
                    let (sx, sy) = if across { (x as i64 + shift, y as i64) } else { (x as i64, y as i64 + shift) };
                    let from = (sy.clamp(0, h as i64 - 1) as usize * w + sx.clamp(0, w as i64 - 1) as usize) * 3;
                    let to = (y * w + x) * 3;
                    (0..3).for_each(|c| out[to + c] += weight * data[from + c]);
                }
            }
        }
        out
    };
    pass(&pass(data, true), false)
}
