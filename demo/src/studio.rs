//! A studio with one sitter: what a camera sees of her when the photographer does well, and when he makes a mistake.
//!
//! Everything is made from the specimen portrait by the laws of a camera: farther away is smaller, less light is darker.
//! Nothing here knows what the phone will say of it.

use image::{DynamicImage, Rgb, RgbImage, imageops};

use crate::fail::Played;
use crate::pictures;

/// Width and height of a still.
const STILL: (u32, u32) = (720, 960);
/// Width and height of a preview frame.
const PREVIEW: (u32, u32) = (480, 640);
/// Where the shoulders go on outside the specimen: so many pixels down for each pixel outwards.
const SHOULDER: f32 = 1.5;
/// The sitter's eyes as shares of the specimen: middle, then half width and half height of what a lid covers.
const EYES: [(f32, f32); 2] = [(0.419, 0.4005), (0.608, 0.4035)];
const LID: (f32, f32) = (0.047, 0.021);

/// How the camera is held and how the lamp stands.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// 1 is near enough; less is farther away.
    pub near: f32,
    /// The sitter's place, as a share of the width to the right of the middle.
    pub right: f32,
    /// Turn of the camera in degrees.
    pub roll: f32,
    /// Light; 1 is enough.
    pub light: f32,
}

/// As it should be.
pub const GOOD: Pose = Pose { near: 1.0, right: 0.0, roll: 0.0, light: 1.0 };

/// What can go wrong before a camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// A cat in the sitter's place.
    Cat,
    /// A second person looks in.
    TwoPeople,
    /// Four steps away.
    FarAway,
    /// The head, or the camera, is askew.
    Askew,
    /// Too little light.
    Dark,
    /// A flash in the face.
    Glaring,
    /// A window at one side.
    SideLight,
    /// The lens out of focus.
    Blurred,
    /// A blue wall.
    BlueWall,
    /// A tiled wall.
    Tiles,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Mistake; 10] = [
        Mistake::Cat,
        Mistake::TwoPeople,
        Mistake::FarAway,
        Mistake::Askew,
        Mistake::Dark,
        Mistake::Glaring,
        Mistake::SideLight,
        Mistake::Blurred,
        Mistake::BlueWall,
        Mistake::Tiles,
    ];

    /// In two words, for a caption.
    pub fn words(self) -> &'static str {
        match self {
            Mistake::Cat => "a cat",
            Mistake::TwoPeople => "two people",
            Mistake::FarAway => "too far away",
            Mistake::Askew => "askew",
            Mistake::Dark => "too dark",
            Mistake::Glaring => "flash in the face",
            Mistake::SideLight => "light from one side",
            Mistake::Blurred => "out of focus",
            Mistake::BlueWall => "a blue wall",
            Mistake::Tiles => "a tiled wall",
        }
    }
}

/// The sitter before her wall.
pub struct Studio {
    sitter: RgbImage,
    cat: RgbImage,
}

impl Studio {
    /// Opens the studio.
    pub fn open() -> Played<Self> {
        let read = |name| Played::Ok(image::load_from_memory(&pictures::asset(name)?)?.to_rgb8());
        let sitter = read("portrait-specimen.jpg")?;
        Ok(Self {
            sitter: imageops::resize(&sitter, STILL.0, STILL.1, imageops::FilterType::CatmullRom),
            cat: read("chelsea.png")?,
        })
    }

    /// A good still, as JPEG.
    pub fn still(&self) -> Played<Vec<u8>> {
        developed(self.sitter.clone())
    }

    /// A still with one mistake, as JPEG.
    pub fn spoiled(&self, mistake: Mistake) -> Played<Vec<u8>> {
        let good = || self.sitter.clone();
        developed(match mistake {
            Mistake::Cat => fill(&self.cat),
            Mistake::TwoPeople => self.with_a_second_person(),
            Mistake::FarAway => self.seen(STILL, Pose { near: 0.3, ..GOOD }),
            Mistake::Askew => self.seen(STILL, Pose { roll: 13.0, ..GOOD }),
            Mistake::Dark => lit(good(), |_, _| 0.34),
            Mistake::Glaring => lit(good(), |_, _| 1.75),
            Mistake::SideLight => painted(good(), from_one_side),
            Mistake::Blurred => out_of_focus(&self.sitter),
            Mistake::BlueWall => wall(good(), |_, _| [0.55, 0.72, 0.96]),
            Mistake::Tiles => wall(good(), tiles),
        })
    }

    /// A still that the phone lets pass and a reviewer does not: the wall is in the shade of a lamp, and she blinks.
    pub fn doubtful(&self) -> Played<Vec<u8>> {
        let mut still = wall(self.sitter.clone(), |x, y| {
            let shade = (1.0 - ((x - 0.95).powi(2) + (y - 0.25).powi(2)).sqrt()).clamp(0.0, 1.0);
            [1.0 - 0.42 * shade, 1.0 - 0.46 * shade, 1.0 - 0.52 * shade]
        });
        EYES.iter().for_each(|eye| close(&mut still, *eye));
        developed(still)
    }

    /// One frame of the camera's preview, 480×640.
    pub fn preview(&self, pose: Pose) -> RgbImage {
        self.seen(PREVIEW, pose)
    }

    /// The sitter from this pose.
    fn seen(&self, (width, height): (u32, u32), pose: Pose) -> RgbImage {
        let (w, h) = (width as f32, height as f32);
        let (across, down) = ((w * pose.near) as u32, (h * pose.near) as u32);
        let near = imageops::resize(&self.sitter, across, down, imageops::FilterType::CatmullRom);
        let (sin, cos) = pose.roll.to_radians().sin_cos();
        let seen = RgbImage::from_fn(width, height, |x, y| {
            let (dx, dy) = (x as f32 - w * (0.5 + pose.right), y as f32 - h / 2.0);
            let (dx, dy) = (dx * cos + dy * sin, dy * cos - dx * sin);
            beyond(&near, dx + across as f32 / 2.0, dy + down as f32 / 2.0)
        });
        if pose.light < 1.0 { lit(seen, |_, _| pose.light) } else { seen }
    }

    fn with_a_second_person(&self) -> RgbImage {
        let mut both = self.seen(STILL, Pose { near: 0.62, right: -0.2, ..GOOD });
        let other = imageops::flip_horizontal(&self.seen(STILL, Pose { near: 0.62, right: -0.24, ..GOOD }));
        // The seam runs where both see the wall, and down through two dark jackets.
        let half = STILL.0 / 2;
        for (x, y, pixel) in both.enumerate_pixels_mut().filter(|(x, _, _)| *x >= half) {
            *pixel = *other.get_pixel(x, y);
        }
        both
    }
}

/// Multiplies the levels of a still by a colour that depends on the place, and on whether the wall is seen there (1) or the
/// sitter (0). The wall is what is pale and reached from the upper edge through what is pale.
fn painted(mut still: RgbImage, paint: impl Fn(f32, f32, f32) -> [f32; 3]) -> RgbImage {
    let (width, height) = still.dimensions();
    let pale = |x: u32, y: u32| still.get_pixel(x, y).0.iter().all(|level| *level > 214);
    let mut reached = vec![0_u8; (width * height) as usize];
    let mut waiting: Vec<(u32, u32)> = (0..width).map(|x| (x, 0)).collect();
    while let Some((x, y)) = waiting.pop() {
        let at = (y * width + x) as usize;
        if reached[at] != 0 || !pale(x, y) {
            continue;
        }
        reached[at] = 255;
        let near = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        waiting.extend(near.into_iter().filter(|(x, y)| *x < width && *y < height));
    }
    let mask = image::GrayImage::from_raw(width, height, reached).expect("one byte for each pixel");
    let mask = imageops::blur(&mask, 2.2);
    for (x, y, pixel) in still.enumerate_pixels_mut() {
        let on_wall = f32::from(mask.get_pixel(x, y)[0]) / 255.0;
        let colour = paint(x as f32 / width as f32, y as f32 / height as f32, on_wall);
        for (level, colour) in pixel.0.iter_mut().zip(colour) {
            *level = (f32::from(*level) * colour) as u8;
        }
    }
    still
}

/// Paints the wall, and not the sitter.
fn wall(still: RgbImage, paint: impl Fn(f32, f32) -> [f32; 3]) -> RgbImage {
    painted(still, |x, y, on_wall| paint(x, y).map(|colour| 1.0 - on_wall + on_wall * colour))
}

/// A window at the left: the right half of the face lies in the dark, the wall behind it hardly.
fn from_one_side(x: f32, _: f32, on_wall: f32) -> [f32; 3] {
    let across = ((x - 0.36) / 0.28).clamp(0.0, 1.0);
    let shade = across * across * (3.0 - 2.0 * across);
    [1.0 - shade * (0.08 * on_wall + 0.74 * (1.0 - on_wall)); 3]
}

/// Pixels of a picture and of what lies outside it: the wall goes on, and the shoulders slope down.
fn beyond(picture: &RgbImage, x: f32, y: f32) -> Rgb<u8> {
    let (right, bottom) = (picture.width() as f32 - 1.0, picture.height() as f32 - 1.0);
    let outside = (-x).max(x - right).max(0.0);
    let (x, y) = (x.clamp(0.0, right), (y - SHOULDER * outside).clamp(0.0, bottom));
    imageops::interpolate_bilinear(picture, x, y).unwrap_or(Rgb([246; 3]))
}

/// Levels times a factor that depends on the place, burnt out at white.
fn lit(mut picture: RgbImage, light: impl Fn(f32, f32) -> f32) -> RgbImage {
    let (w, h) = (picture.width() as f32, picture.height() as f32);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let light = light(x as f32 / w, y as f32 / h);
        pixel.0 = pixel.0.map(|level| (f32::from(level) * light).min(255.0) as u8);
    }
    picture
}

/// A lens set to the wrong distance.
fn out_of_focus(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let coarse = imageops::resize(picture, width / 16, height / 16, imageops::FilterType::Triangle);
    imageops::resize(&coarse, width, height, imageops::FilterType::Gaussian)
}

/// Grey tiles with dark joints.
fn tiles(x: f32, y: f32) -> [f32; 3] {
    let joint = |at: f32| (at * 6.0).fract() < 0.035;
    if joint(x) || joint(y * 4.0 / 3.0) { [0.62, 0.63, 0.64] } else { [1.0; 3] }
}

/// Closes one eye: the lid takes its colour from the skin above, and the lashes lie along its lower edge.
fn close(still: &mut RgbImage, (x, y): (f32, f32)) {
    let (w, h) = (still.width() as f32, still.height() as f32);
    let ((cx, cy), (rx, ry)) = ((x * w, y * h), (LID.0 * w, LID.1 * h));
    let skin: Vec<Rgb<u8>> = (0..still.width()).map(|x| *still.get_pixel(x, (cy - 1.18 * ry) as u32)).collect();
    for py in (cy - ry) as u32..=(cy + ry) as u32 {
        for px in (cx - rx) as u32..=(cx + rx) as u32 {
            let (dx, dy) = ((px as f32 - cx) / rx, (py as f32 - cy) / ry);
            let inside = 1.0 - (dx * dx + dy * dy);
            if inside <= 0.0 {
                continue;
            }
            let lash = (1.0 - (dy - 0.62 * (1.0 - dx * dx)).abs() / 0.16).clamp(0.0, 1.0);
            let much = (inside * 4.0).min(1.0);
            let lid =
                skin[px as usize].0.map(|level| f32::from(level) * (1.0 - 0.1 * (dy + 1.0) / 2.0) * (1.0 - 0.7 * lash));
            let pixel = still.get_pixel_mut(px, py);
            for (level, lid) in pixel.0.iter_mut().zip(lid) {
                *level = (f32::from(*level) * (1.0 - much) + lid * much) as u8;
            }
        }
    }
}

/// A picture that fills a still.
fn fill(picture: &RgbImage) -> RgbImage {
    let whole = DynamicImage::ImageRgb8(picture.clone());
    whole.resize_to_fill(STILL.0, STILL.1, imageops::FilterType::CatmullRom).to_rgb8()
}

fn developed(picture: RgbImage) -> Played<Vec<u8>> {
    pictures::jpeg(&DynamicImage::ImageRgb8(picture), 92)
}
