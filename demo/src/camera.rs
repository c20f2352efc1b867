//! What an officer's camera sees: a phone's screen, held by hand, in weather, through a lens.
//!
//! Every picture that a terminal reads in the demonstration and in the scan bench comes from here, never the rendered
//! page itself. A frame is made as light makes it: the screen is placed in space (turn, tilt, distance), sampled
//! through its sub-pixels, blurred by lens and hand, dimmed, covered by drops or a lamp's reflection, mixed with
//! sensor noise and compressed as JPEG. Everything is drawn from a seed, so that a frame can be made again.

use image::{Rgb, RgbImage, RgbaImage, imageops};

/// Width and height of a camera frame in pixels: what a video preview delivers.
pub const FRAME: (u32, u32) = (1280, 720);

/// What stands between the screen and the sensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// A steady hand in daylight.
    Clean,
    /// Held far away: the code takes about half of the frame's height.
    Small,
    /// Out of focus, with a moving hand.
    Blur,
    /// Turned by up to 40°.
    Rotate,
    /// Seen from the side, 25–35°.
    Perspective,
    /// Dusk: little light and a noisy sensor.
    LowLight,
    /// The screen's sub-pixel grid beats with the sensor's.
    Moire,
    /// A lamp reflected in the glass.
    Glare,
    /// Drops on the glass and washed-out contrast.
    Rain,
    /// Tilt, turn, blur, noise and weak contrast together.
    Mixed,
}

impl Condition {
    /// All conditions, mildest first.
    pub const ALL: [Condition; 10] = [
        Condition::Clean,
        Condition::Small,
        Condition::Blur,
        Condition::Rotate,
        Condition::Perspective,
        Condition::LowLight,
        Condition::Moire,
        Condition::Glare,
        Condition::Rain,
        Condition::Mixed,
    ];
}

/// The square of the screen that the officer aims at, in screen pixels: the code's tile with its quiet zone.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width and height.
    pub side: u32,
}

/// Takes one frame of `screen` with the code in view, about 540 pixels wide (380 when far away, 470 when turned).
/// The same seed gives the same frame.
pub fn photograph(screen: &RgbaImage, aim: Aim, condition: Condition, seed: u64) -> RgbImage {
    let mut dice = Dice::new(seed ^ 0x9E37_79B9_7F4A_7C15);
    let pose = Pose::draw(condition, &mut dice);
    let emitted = if condition == Condition::Moire { sub_pixels(screen) } else { opaque(screen) };
    let mut frame = project(&emitted, screen.width(), aim, &pose, &mut dice);
    let (sigma, shake) = match condition {
        Condition::Blur => (1.5, 3.0),
        Condition::Mixed => (1.1, 2.0),
        _ => (0.6, 0.0),
    };
    frame = imageops::blur(&frame, sigma);
    if shake > 0.0 {
        frame = shaken(&frame, shake, dice.between(0.0, std::f32::consts::PI));
    }
    match condition {
        Condition::Glare => lamp(&mut frame, &pose, &mut dice),
        Condition::Rain => rain(&mut frame, &mut dice),
        _ => {}
    }
    let (gain, lift, noise) = match condition {
        Condition::LowLight => (0.28, 4.0, 9.0),
        Condition::Mixed => (0.55, 40.0, 6.0),
        Condition::Rain => (0.62, 58.0, 4.0),
        _ => (0.92, 8.0, 2.0),
    };
    expose(&mut frame, gain, lift, noise, condition == Condition::Moire, &mut dice);
    compressed(&frame)
}

/// One frame that the sensor took while the screen changed from one picture to the next: the rows above the seam still
/// show `before`, those below already `after`, and a band between them shows both.
pub fn straddle(before: &RgbImage, after: &RgbImage, seam: u32, band: u32) -> RgbImage {
    let mut out = after.clone();
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let share = ((f64::from(y) - f64::from(seam)) / f64::from(band.max(1))).clamp(0.0, 1.0);
        let old = before.get_pixel(x, y);
        for c in 0..3 {
            pixel.0[c] = (f64::from(old.0[c]) * (1.0 - share) + f64::from(pixel.0[c]) * share) as u8;
        }
    }
    out
}

/// Where the four corners of the aimed square fall in the frame: top left, top right, bottom right, bottom left.
struct Pose {
    corners: [(f32, f32); 4],
}

impl Pose {
    fn draw(condition: Condition, dice: &mut Dice) -> Pose {
        let height = dice.between(0.96, 1.04)
            * match condition {
                Condition::Small => 380.0,
                Condition::Rotate => 470.0,
                _ => 540.0,
            };
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
            let away = 1_600.0 / (1_600.0 + z);
            (centre.0 + x * away, centre.1 + y * away)
        };
        Pose { corners: [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)] }
    }

    /// The homography from frame pixels to the unit square of the aim.
    fn to_screen(&self) -> [f32; 9] {
        inverse(square_to_quad(&self.corners))
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

fn opaque(screen: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(screen.width(), screen.height(), |x, y| {
        let p = screen.get_pixel(x, y);
        Rgb([p[0], p[1], p[2]])
    })
}

/// Each pixel as three upright stripes of one colour: what a sensor fine enough to beat with them would see.
fn sub_pixels(screen: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(screen.width() * 3, screen.height() * 3, |x, y| {
        let p = screen.get_pixel(x / 3, y / 3);
        let lit = (x % 3) as usize;
        let dark = if y % 3 == 2 { 0.72 } else { 1.0 };
        let mut out = [0u8; 3];
        for (c, v) in out.iter_mut().enumerate() {
            *v = (f32::from(p[c]) * if c == lit { 1.0 } else { 0.58 } * dark) as u8;
        }
        Rgb(out)
    })
}

/// Draws the screen into the frame, the phone's bezel around it and a dim street behind. `drawn_for` is the width that
/// the aim is measured in; `screen` may be finer.
fn project(screen: &RgbImage, drawn_for: u32, aim: Aim, pose: &Pose, dice: &mut Dice) -> RgbImage {
    let map = pose.to_screen();
    let (sw, sh) = (screen.width() as f32, screen.height() as f32);
    let fine = sw / drawn_for as f32;
    let (ax, ay, side) = (aim.x as f32 * fine, aim.y as f32 * fine, aim.side as f32 * fine);
    let street = (dice.between(50.0, 90.0), dice.between(0.02, 0.05));
    const SAMPLES: [f32; 3] = [-0.333, 0.0, 0.333];
    RgbImage::from_fn(FRAME.0, FRAME.1, |px, py| {
        let mut sum = [0.0f32; 3];
        for dy in SAMPLES {
            for dx in SAMPLES {
                let (x, y) = (px as f32 + 0.5 + dx, py as f32 + 0.5 + dy);
                let w = map[6] * x + map[7] * y + map[8];
                let (u, v) = ((map[0] * x + map[1] * y + map[2]) / w, (map[3] * x + map[4] * y + map[5]) / w);
                let (sx, sy) = (ax + u * side, ay + v * side);
                let colour = if sx >= 0.0 && sy >= 0.0 && sx < sw && sy < sh {
                    screen.get_pixel(sx as u32, sy as u32).0.map(f32::from)
                } else if sx > -0.035 * sw && sy > -0.05 * sw && sx < 1.035 * sw && sy < sh + 0.05 * sw {
                    [18.0, 18.0, 20.0]
                } else {
                    let wave = ((x * street.1).sin() + (y * street.1 * 0.7).cos()) * 14.0;
                    [street.0 + wave, street.0 + wave * 0.9 + 4.0, street.0 + wave + 10.0]
                };
                (0..3).for_each(|c| sum[c] += colour[c]);
            }
        }
        Rgb(sum.map(|v| (v / 9.0).clamp(0.0, 255.0) as u8))
    })
}

/// Motion blur along one direction, `length` pixels to each side.
fn shaken(frame: &RgbImage, length: f32, angle: f32) -> RgbImage {
    let steps = (length.ceil() as i32).max(1);
    RgbImage::from_fn(frame.width(), frame.height(), |x, y| {
        let mut sum = [0u32; 3];
        for k in -steps..=steps {
            let t = k as f32 * length / steps as f32 / 2.0;
            let sx = (x as f32 + t * angle.cos()).round().clamp(0.0, frame.width() as f32 - 1.0) as u32;
            let sy = (y as f32 + t * angle.sin()).round().clamp(0.0, frame.height() as f32 - 1.0) as u32;
            (0..3).for_each(|c| sum[c] += u32::from(frame.get_pixel(sx, sy)[c]));
        }
        Rgb(sum.map(|v| (v / (2 * steps as u32 + 1)) as u8))
    })
}

fn lamp(frame: &mut RgbImage, pose: &Pose, dice: &mut Dice) {
    let mix = |i: usize, j: usize, t: f32| {
        (pose.corners[i].0 * (1.0 - t) + pose.corners[j].0 * t, pose.corners[i].1 * (1.0 - t) + pose.corners[j].1 * t)
    };
    let (a, b) = (mix(0, 1, dice.between(0.35, 0.65)), mix(3, 2, dice.between(0.35, 0.65)));
    let t = dice.between(0.3, 0.7);
    let (cx, cy, r) = (a.0 * (1.0 - t) + b.0 * t, a.1 * (1.0 - t) + b.1 * t, dice.between(70.0, 110.0));
    for (x, y, p) in frame.enumerate_pixels_mut() {
        let d2 = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)) / (r * r);
        let light = 150.0 * (-d2).exp();
        p.0 = p.0.map(|v| (f32::from(v) + light).min(255.0) as u8);
    }
}

fn rain(frame: &mut RgbImage, dice: &mut Dice) {
    let sharp = frame.clone();
    let soft = imageops::blur(frame, 3.0);
    for _ in 0..46 {
        let (cx, cy, r) = (dice.between(0.0, 1280.0), dice.between(0.0, 720.0), dice.between(4.0, 13.0));
        let (x0, x1) = ((cx - r).max(0.0) as u32, (cx + r).min(1279.0) as u32);
        let (y0, y1) = ((cy - r).max(0.0) as u32, (cy + r).min(719.0) as u32);
        for y in y0..=y1 {
            for x in x0..=x1 {
                let d = ((x as f32 - cx).powi(2) + (y as f32 - cy).powi(2)).sqrt() / r;
                if d < 1.0 {
                    let (s, b) = (sharp.get_pixel(x, y), soft.get_pixel(x, y));
                    let rim = if d > 0.75 { 26.0 } else { 0.0 };
                    let mixed =
                        [0, 1, 2].map(|c| (f32::from(s[c]) * 0.25 + f32::from(b[c]) * 0.75 + rim).min(255.0) as u8);
                    frame.put_pixel(x, y, Rgb(mixed));
                }
            }
        }
    }
}

fn expose(frame: &mut RgbImage, gain: f32, lift: f32, noise: f32, banding: bool, dice: &mut Dice) {
    for (_, y, p) in frame.enumerate_pixels_mut() {
        let band = if banding { 1.0 - 0.12 * (y as f32 * 0.11).sin() } else { 1.0 };
        p.0 = p.0.map(|v| (f32::from(v) * gain * band + lift + dice.bell() * noise).clamp(0.0, 255.0) as u8);
    }
}

/// Through a JPEG of quality 82, as cameras deliver frames.
fn compressed(frame: &RgbImage) -> RgbImage {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 82);
    frame.write_with_encoder(encoder).expect("a frame of 1280 by 720 can be encoded");
    image::load_from_memory(&bytes).expect("a JPEG just made can be read").into_rgb8()
}

/// SplitMix64: small, and the same on every machine. Nothing here needs to be hard to guess.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * ((self.next() >> 40) as f32 / (1u64 << 24) as f32)
    }

    fn sign(&mut self) -> f32 {
        if self.next() & 1 == 0 { 1.0 } else { -1.0 }
    }

    /// About normal, mean 0, deviation 1: the sum of four evenly spread numbers.
    fn bell(&mut self) -> f32 {
        let z = self.next();
        let part = |shift: u32| ((z >> shift) & 0xFFFF) as f32 / 65_536.0 - 0.5;
        (part(0) + part(16) + part(32) + part(48)) * 1.732
    }
}
