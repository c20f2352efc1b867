//! One hand in one place, and the frames that its camera takes.

use image::{Rgb, RgbImage, RgbaImage};

use crate::condition::Condition;
use crate::dice::Dice;
use crate::pose::Pose;
use crate::{FRAME, lens, sensor, weather};

/// The square of the screen that the officer aims at, in screen pixels: the code with its quiet zone.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width and height.
    pub side: u32,
}

/// What the screen shows while the sensor is read out, row after row.
#[derive(Clone, Copy)]
pub enum Light<'a> {
    /// One picture.
    Steady(&'a RgbaImage),
    /// The picture changes: the rows above the seam still show the first, those below already the second, and the
    /// `band` rows from the seam on, which were exposed while it changed, show both.
    Changing {
        /// Shown first.
        before: &'a RgbaImage,
        /// Shown then.
        after: &'a RgbaImage,
        /// Row of the frame; may lie outside of it.
        seam: f32,
        /// Rows.
        band: f32,
    },
}

/// Takes one frame of `screen` with the code in view, about 540 pixels wide (380 when far away, 470 when turned).
/// The same seed gives the same frame.
pub fn photograph(screen: &RgbaImage, aim: Aim, condition: Condition, seed: u64) -> RgbImage {
    let file = Take::new(condition, seed).file(0, Light::Steady(screen), aim);
    image::load_from_memory(&file).expect("a JPEG just made can be read").into_rgb8()
}

/// A camera pointed at a phone: position and weather stay, hand and noise change from frame to frame.
#[derive(Clone, Debug)]
pub struct Take {
    condition: Condition,
    seed: u64,
    pose: Pose,
}

impl Take {
    /// The same seed gives the same place and the same frames.
    pub fn new(condition: Condition, seed: u64) -> Take {
        let seed = seed ^ 0x9E37_79B9_7F4A_7C15;
        Take { condition, seed, pose: Pose::draw(condition, &mut Dice::new(seed)) }
    }

    /// First and last row of the frame in which the aimed square is seen.
    pub fn rows(&self) -> (f32, f32) {
        self.pose.rows()
    }

    /// Frame `number` of a video as the JPEG file that the camera delivers.
    pub fn file(&self, number: u32, light: Light<'_>, aim: Aim) -> Vec<u8> {
        let mut hand = Dice::new(self.seed ^ u64::from(number).wrapping_mul(0xD134_2543_DE82_EF95) ^ 0x5851_F42D);
        let pose = match number {
            0 => self.pose.clone(),
            _ => self.pose.moved((hand.between(-3.0, 3.0), hand.between(-3.0, 3.0))),
        };
        // What does not change from frame to frame is drawn from the place, not from the hand.
        let mut place = Dice::new(self.seed ^ 0x0DDB_1A5E);
        let mut frame = project(light, aim, &pose, self.condition == Condition::Moire, &mut place);
        let (sigma, smear) = self.condition.softness();
        frame = lens::blurred(&frame, sigma);
        if smear > 0.0 {
            frame = lens::shaken(&frame, smear, hand.between(0.0, std::f32::consts::PI));
        }
        match self.condition {
            Condition::Glare => weather::lamp(&mut frame, &pose, &mut place),
            Condition::Rain => weather::rain(&mut frame, &mut place),
            _ => {}
        }
        sensor::expose(&mut frame, self.condition, &mut hand);
        sensor::compressed(&frame)
    }
}

/// How strongly a stripe of the sub-pixel grid lets the two other colours through, and the dark line below each pixel.
const OTHER_COLOURS: f32 = 0.58;
const LINE: f32 = 0.72;

/// Draws the screen into the frame, the phone's bezel around it and a dim street behind.
///
/// Nine samples a pixel. With `grid` each screen pixel is three upright stripes of one colour with a dark line below:
/// what a sensor fine enough to beat with them would see.
fn project(light: Light<'_>, aim: Aim, pose: &Pose, grid: bool, dice: &mut Dice) -> RgbImage {
    let map = pose.to_screen(aim);
    let street = (dice.between(50.0, 90.0), dice.between(0.02, 0.05));
    let (first, second) = match light {
        Light::Steady(screen) => (screen, screen),
        Light::Changing { before, after, .. } => (before, after),
    };
    let (width, height) = first.dimensions();
    let (sw, sh) = (width as f32, height as f32);
    let sample = |screen: &RgbaImage, sx: f32, sy: f32| -> [f32; 3] {
        let at = (sy as u32 as usize * width as usize + sx as u32 as usize) * 4;
        let p = &screen.as_raw()[at..at + 3];
        let mut colour = [f32::from(p[0]), f32::from(p[1]), f32::from(p[2])];
        if grid {
            let lit = ((sx.fract() * 3.0) as usize).min(2);
            let line = if sy.fract() * 3.0 >= 2.0 { LINE } else { 1.0 };
            (0..3).for_each(|c| colour[c] *= if c == lit { line } else { OTHER_COLOURS * line });
        }
        colour
    };
    let mut frame = RgbImage::new(FRAME.0, FRAME.1);
    for (py, row) in frame.as_mut().chunks_exact_mut(FRAME.0 as usize * 3).enumerate() {
        let y = py as f32 + 0.5;
        let share = match light {
            Light::Steady(_) => 0.0,
            Light::Changing { seam, band, .. } => ((y - seam) / band.max(1.0)).clamp(0.0, 1.0),
        };
        for (px, out) in row.chunks_exact_mut(3).enumerate() {
            let x = px as f32 + 0.5;
            let w = 1.0 / (map[6] * x + map[7] * y + map[8]);
            let (sx, sy) = ((map[0] * x + map[1] * y + map[2]) * w, (map[3] * x + map[4] * y + map[5]) * w);
            let right = ((map[0] - sx * map[6]) * w / 3.0, (map[3] - sy * map[6]) * w / 3.0);
            let down = ((map[1] - sx * map[7]) * w / 3.0, (map[4] - sy * map[7]) * w / 3.0);
            let mut sum = [0.0f32; 3];
            for j in [-1.0, 0.0, 1.0] {
                for i in [-1.0, 0.0, 1.0] {
                    let (sx, sy) = (sx + i * right.0 + j * down.0, sy + i * right.1 + j * down.1);
                    let colour = if sx >= 0.0 && sy >= 0.0 && sx < sw && sy < sh {
                        match share {
                            0.0 => sample(first, sx, sy),
                            1.0 => sample(second, sx, sy),
                            _ => {
                                let (a, b) = (sample(first, sx, sy), sample(second, sx, sy));
                                [0, 1, 2].map(|c| a[c] * (1.0 - share) + b[c] * share)
                            }
                        }
                    } else if sx > -0.035 * sw && sy > -0.05 * sw && sx < 1.035 * sw && sy < sh + 0.05 * sw {
                        [18.0, 18.0, 20.0]
                    } else {
                        let wave = ((x * street.1).sin() + (y * street.1 * 0.7).cos()) * 14.0;
                        [street.0 + wave, street.0 + wave * 0.9 + 4.0, street.0 + wave + 10.0]
                    };
                    (0..3).for_each(|c| sum[c] += colour[c]);
                }
            }
            out.copy_from_slice(&Rgb(sum.map(|v| (v / 9.0).clamp(0.0, 255.0) as u8)).0);
        }
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    const AIM: Aim = Aim { x: 100, y: 100, side: 400 };

    fn plain(value: u8) -> RgbaImage {
        RgbaImage::from_pixel(600, 600, Rgba([value, value, value, 255]))
    }

    #[test]
    fn the_same_seed_gives_the_same_file_and_another_seed_another() {
        let screen = plain(200);
        let file = |seed, number| Take::new(Condition::Mixed, seed).file(number, Light::Steady(&screen), AIM);
        assert_eq!(file(7, 3), file(7, 3));
        assert_ne!(file(7, 3), file(7, 4));
        assert_ne!(file(7, 3), file(8, 3));
    }

    #[test]
    fn every_condition_delivers_a_frame_of_the_cameras_size_with_the_screen_in_it() {
        let screen = plain(255);
        for condition in Condition::ALL {
            let frame = photograph(&screen, AIM, condition, 1);
            assert_eq!(frame.dimensions(), FRAME);
            let (gain, lift, _) = condition.exposure();
            let middle = image::imageops::crop_imm(&frame, 600, 320, 80, 80).to_image();
            let mean = middle.as_raw().iter().map(|v| f32::from(*v)).sum::<f32>() / middle.as_raw().len() as f32;
            assert!(mean > 0.5 * gain * 255.0 && mean <= 256.0, "{condition:?}: {mean} with lift {lift}");
        }
    }

    #[test]
    fn a_frame_that_straddles_a_change_shows_the_first_picture_above_the_seam_and_the_second_below() {
        let (dark, light) = (plain(20), plain(240));
        let take = Take::new(Condition::Clean, 5);
        let changing = Light::Changing { before: &dark, after: &light, seam: 360.0, band: 40.0 };
        let frame = image::load_from_memory(&take.file(0, changing, AIM)).expect("our own JPEG").into_luma8();
        let row = |y: u32| (600..680).map(|x| u32::from(frame.get_pixel(x, y)[0])).sum::<u32>() / 80;
        assert!(row(300) < 60 && row(380) > 90 && row(380) < 190 && row(430) > 200, "{} {}", row(300), row(430));
    }
}
