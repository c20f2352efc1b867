//! The fixed set of frames: so many for each row of the table, each made again from its number alone.

use image::GrayImage;
use lz_camera::{Condition, Light, Take};
use lz_credential::qr;
use lz_render::{Renderer, Side, Theme};
use lz_terminal::reader;

use crate::screens::{Screen, deciding, phones};
use crate::world::Phone;

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// Whether the budget counts it.
    pub counted: bool,
    condition: Condition,
    scene: Scene,
}

/// What is unusual about the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scene {
    /// Check view and main page in turn, light.
    Usual,
    /// A license that must not be used: red modules.
    Red,
    /// Dark mode.
    Dark,
    /// The check view turned by 180° for somebody who stands opposite.
    Turned,
    /// The screen changes while the sensor is read out: from the deciding code to a frame of the annex, or back.
    Straddling,
}

/// The rows: ten conditions that the budget counts, then others.
pub fn rows() -> Vec<Row> {
    let camera = Condition::ALL.into_iter().map(|condition| Row {
        name: condition.name(),
        counted: Condition::BUDGET.contains(&condition),
        condition,
        scene: Scene::Usual,
    });
    let mut rows: Vec<Row> = camera.collect();
    let clean = |name, counted, scene| Row { name, counted, condition: Condition::Clean, scene };
    let first_beside = rows.iter().position(|row| !row.counted).unwrap_or(rows.len());
    rows.insert(first_beside, clean("red", true, Scene::Red));
    rows.push(clean("dark mode", false, Scene::Dark));
    rows.push(clean("turned 180", false, Scene::Turned));
    rows.push(clean("straddling", false, Scene::Straddling));
    rows
}

/// A frame as the camera delivers it, and what stands in it.
pub struct Frame {
    /// The JPEG file.
    pub file: Vec<u8>,
    /// Version of the deciding code.
    pub version: u8,
    /// The texts that may be read from it; more than one only where the screen changes.
    pub texts: Vec<String>,
}

impl Frame {
    /// Brightness, decoded as the terminal decodes a file.
    pub fn luma(&self) -> GrayImage {
        reader::decode(&self.file).expect("a JPEG of the camera")
    }
}

impl Row {
    /// Frame `number` of this row: versions 15, 16 and 17 in turn, each in the check view and on the main page in turn.
    pub fn frame(&self, renderer: &mut Renderer, number: u32) -> Frame {
        let seed = self
            .name
            .bytes()
            .fold(u64::from(number), |hash, byte| hash.wrapping_mul(1_099_511_628_211) ^ u64::from(byte));
        let [a, b, c] = phones(number);
        let mut phone = [a, b, c].into_iter().nth(number as usize % 3).expect("one of three");
        if self.scene == Scene::Red {
            phone.license.status = "BD".parse().expect("codes of the table");
        }
        let side = match (self.scene, number / 3 % 2) {
            (Scene::Turned, _) => Side::CheckTurned,
            (_, 0) => Side::Check,
            _ => Side::Main,
        };
        let theme = if self.scene == Scene::Dark { Theme::Dark } else { Theme::Light };
        let screen = Screen::of(renderer, &phone, side, theme);
        let (modules, text) = deciding(&phone);
        let shown = screen.showing(renderer, &modules);
        let take = Take::new(self.condition, seed);
        let (file, texts) = if self.scene == Scene::Straddling {
            let other = annex_frame(&phone, number as usize);
            let modules = lz_render::qr::modules(&other).expect("frames of an annex are codes");
            let next = screen.showing(renderer, &modules);
            let (first, second) = if number.is_multiple_of(2) { (&shown, &next) } else { (&next, &shown) };
            let (top, bottom) = take.rows();
            let share = (number % 10) as f32 / 10.0;
            let seam = top - 200.0 + (bottom - top + 200.0) * share;
            let light = Light::Changing { before: &first.pixels, after: &second.pixels, seam, band: 200.0 };
            (take.file(0, light, shown.aim), vec![text, other])
        } else {
            (take.file(0, Light::Steady(&shown.pixels), shown.aim), vec![text])
        };
        Frame { file, version: modules.version(), texts }
    }
}

fn annex_frame(phone: &Phone, number: usize) -> String {
    let frames = lz_credential::frames::split(&phone.annex).expect("an annex of allowed length");
    qr::frame_text(&frames[number % frames.len()])
}
