//! Codes seen under hard conditions, and pictures that hold none.

mod support;

use image::{GrayImage, Luma, Rgba, RgbaImage};
use lz_camera::{Aim, Condition, Dice, Light, Take, photograph};
use lz_terminal::reader::{Film, PASSES, WORK_SIDE, decode, qr_text};
use qrcode::{Color, EcLevel, QrCode};
use support::Phone;

/// A screen that shows `text` on a white tile, ten pixels a module, text lines around it.
fn screen(text: &str) -> (RgbaImage, Aim) {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).expect("a text of ours fits a code");
    let (modules, step, left, top) = (code.width() as u32, 10, 80, 300);
    let side = (modules + 8) * step;
    let picture = RgbaImage::from_fn(side + 2 * left, side + 3 * top, |x, y| {
        let module = |at: u32, from: u32| at.checked_sub(from + 4 * step).map(|at| at / step).filter(|m| *m < modules);
        let tile = (left..left + side).contains(&x) && (top..top + side).contains(&y);
        let value = match (module(x, left), module(y, top)) {
            (Some(column), Some(row)) if code[(column as usize, row as usize)] == Color::Dark => 0,
            _ if tile => 255,
            _ if y % 60 < 24 && (x / 14) % 5 != 0 => 90,
            _ => 225,
        };
        Rgba([value, value, value, 255])
    });
    (picture, Aim { x: left, y: top, side })
}

fn luma(picture: image::RgbImage) -> GrayImage {
    image::DynamicImage::ImageRgb8(picture).into_luma8()
}

// R65
#[test]
fn codes_are_read_under_every_condition_of_the_roadside() {
    let text = Phone::new().text();
    let (screen, aim) = screen(&text);
    let mut missed = Vec::new();
    for condition in Condition::ALL {
        for seed in 0..3 {
            match qr_text(&luma(photograph(&screen, aim, condition, seed))) {
                Some(read) => assert_eq!(read, text),
                None => missed.push((condition, seed)),
            }
        }
    }
    // Street lamps and three pixels a module may cost a frame; the camera takes thirty a second.
    missed.retain(|(condition, _)| !matches!(condition, Condition::Night | Condition::Far));
    assert_eq!(missed, []);
}

#[test]
fn a_film_costs_two_searches_a_frame_and_still_comes_to_every_way() {
    let text = Phone::new().text();
    let (screen, aim) = screen(&text);
    let frame = |condition, number| {
        let file = Take::new(condition, 3).file(number, Light::Steady(&screen), aim);
        decode(&file).expect("a JPEG of the camera")
    };
    let mut film = Film::default();
    assert_eq!(film.read(&frame(Condition::Clean, 0)), Some(text.clone()), "an easy frame at once");
    let read = (0..12).filter_map(|number| film.read(&frame(Condition::Night, number))).count();
    assert!(read >= 3, "{read} of 12 frames by street lamps");
    assert_eq!(film.read(&GrayImage::from_pixel(1_280, 720, Luma([90]))), None);
}

/// Nothing but finder patterns, `module` pixels a module.
fn wallpaper(module: u32) -> GrayImage {
    GrayImage::from_fn(1_600, 900, |x, y| {
        let (x, y) = ((x / module) % 9, (y / module) % 9);
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        Luma([if x > 6 || y > 6 || ring == 2 { 240 } else { 15 }])
    })
}

#[test]
fn a_picture_without_a_code_is_given_up_after_a_bounded_search() {
    let noise = |spread: f32, dark: u8| {
        let mut dice = Dice::new(u64::from(dark));
        GrayImage::from_fn(1_280, 720, |_, _| Luma([(f32::from(dark) + dice.bell() * spread).clamp(0.0, 255.0) as u8]))
    };
    let stripes = GrayImage::from_fn(1_280, 720, |x, y| Luma([if (x / 3 + y / 17) % 2 == 0 { 20 } else { 230 }]));
    let plain = GrayImage::from_pixel(1_280, 720, Luma([128]));
    let tiny = GrayImage::from_pixel(1, 1, Luma([0]));
    let pictures = [noise(60.0, 128), noise(3.0, 8), stripes, plain, tiny, wallpaper(1), wallpaper(3), wallpaper(7)];
    for (at, picture) in pictures.iter().enumerate() {
        assert_eq!(qr_text(picture), None, "picture {at}");
    }
    // What a search costs is bounded by its pixels; triples of finder patterns are counted, so a wall of them ends too.
    assert!(PASSES.len() <= 6, "each way is one search of at most the frame's own pixels");
    assert_eq!(WORK_SIDE, 1_600);
}
