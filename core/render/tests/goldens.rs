//! Pictures of each look and theme, compared with those that somebody has looked at.
//!
//! 240 pixels wide, in `tests/goldens`, where a better packer has made them a third smaller without loss.
//! `LZ_BLESS=1 cargo test -p lz-render --test goldens` writes them anew; then look at them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod specimens;

use std::path::PathBuf;

use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, RgbImage};
use lz_render::{Page, PageWant, Print, Renderer, Sheet, Side, Theme};
use lz_text::Lang;

const WANT: PageWant =
    PageWant { side: Side::Main, width: 240, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };
/// Channels may differ by this much: SIMD levels do by 1.
const TOLERANCE: u8 = 2;

#[test]
fn every_golden_picture_is_one_that_is_compared() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens");
    let mut kept: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect();
    let mut compared: Vec<std::ffi::OsString> =
        pictures().into_iter().map(|(name, ..)| format!("{name}.webp").into()).collect();
    kept.sort();
    compared.sort();
    assert_eq!(kept, compared);
}

#[test]
fn every_look_is_as_it_was_when_somebody_looked_at_it() {
    let bless = std::env::var_os("LZ_BLESS").is_some();
    let mut renderer = Renderer::portable();
    let mut faults = Vec::new();
    for (name, sheet, want) in pictures() {
        let page = if sheet.standing().group.is_shown() {
            renderer.render_page(&sheet, want)
        } else {
            renderer.render_message(&sheet, want)
        };
        let picture = opaque(&page.unwrap());
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/goldens/{name}.webp"));
        if bless {
            let mut bytes = Vec::new();
            let (width, height) = picture.dimensions();
            WebPEncoder::new_lossless(&mut bytes).encode(&picture, width, height, ExtendedColorType::Rgb8).unwrap();
            std::fs::write(&path, bytes).unwrap();
            continue;
        }
        let golden = image::open(&path).unwrap().into_rgb8();
        if let Err(fault) = compare(&golden, &picture) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The main page of each look and theme; the other pages and languages once in each theme.
fn pictures() -> Vec<(String, Sheet, PageWant)> {
    // One that has ended and one that is frozen.
    let hidden: Vec<_> = specimens::hidden().into_iter().step_by(2).collect();
    let mut all = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let want = PageWant { theme, ..WANT };
        let name = |look: &str, page: &str| format!("{look}-{page}-{theme:?}").to_lowercase();
        for (look, sheet) in specimens::looks().into_iter().chain(hidden.clone()) {
            all.push((name(look, "main"), sheet, want));
        }
        let (look, sheet) = specimens::looks().into_iter().nth(if theme == Theme::Light { 0 } else { 4 }).unwrap();
        all.push((name(look, "second"), sheet.clone(), PageWant { side: Side::Second, ..want }));
        all.push((name(look, "check"), sheet.clone(), PageWant { side: Side::Check, ..want }));
        all.push((name(look, "turned"), sheet.clone(), PageWant { side: Side::CheckTurned, ..want }));
        all.push((name(look, "english"), sheet.clone(), PageWant { lang: Lang::En, ..want }));
        all.push((name(look, "large"), sheet, PageWant { print: Print::Large, ..want }));
    }
    all
}

fn opaque(page: &Page) -> RgbImage {
    assert!(page.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255), "pages are opaque");
    let bytes = page.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    RgbImage::from_raw(page.width, page.height, bytes).unwrap()
}

/// At most one pixel in ten thousand may differ by more than the tolerance.
fn compare(golden: &RgbImage, picture: &RgbImage) -> Result<(), String> {
    if golden.dimensions() != picture.dimensions() {
        return Err(format!("{:?} instead of {:?}", picture.dimensions(), golden.dimensions()));
    }
    let differs =
        |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > TOLERANCE);
    let count = golden.pixels().zip(picture.pixels()).filter(differs).count();
    let allowed = (golden.width() * golden.height()) as usize / 10_000;
    if count > allowed { Err(format!("{count} pixels differ, {allowed} may")) } else { Ok(()) }
}
