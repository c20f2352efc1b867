//! Pictures of each look and theme, compared with those that somebody has looked at.
//!
//! 240 pixels wide: main page, second page and check view side by side, one file for each look and theme in
//! `tests/goldens`. `LZ_BLESS=1 cargo test -p lz-render --test goldens` writes them anew; then look at them.
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
fn every_look_is_as_it_was_when_somebody_looked_at_it() {
    let bless = std::env::var_os("LZ_BLESS").is_some();
    let mut renderer = Renderer::portable();
    let mut faults = Vec::new();
    for (look, sheet) in specimens::looks().into_iter().chain(specimens::hidden().into_iter().take(1)) {
        for theme in [Theme::Light, Theme::Dark] {
            let name = format!("{look}-{theme:?}").to_lowercase();
            let picture = beside_each_other(&pages(&mut renderer, &sheet, theme));
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
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn pages(renderer: &mut Renderer, sheet: &Sheet, theme: Theme) -> Vec<Page> {
    let want = PageWant { theme, ..WANT };
    if !sheet.standing().group.is_shown() {
        return vec![renderer.render_message(sheet, want).unwrap()];
    }
    [Side::Main, Side::Second, Side::Check]
        .map(|side| renderer.render_page(sheet, PageWant { side, ..want }).unwrap())
        .into()
}

fn beside_each_other(pages: &[Page]) -> RgbImage {
    let height = pages.iter().map(|page| page.height).max().unwrap();
    let mut picture = RgbImage::new(WANT.width * pages.len() as u32, height);
    for (number, page) in pages.iter().enumerate() {
        for (at, pixel) in page.rgba.chunks_exact(4).enumerate() {
            assert_eq!(pixel[3], 255, "pages are opaque");
            let (x, y) = (at as u32 % page.width, at as u32 / page.width);
            picture.put_pixel(number as u32 * WANT.width + x, y, image::Rgb([pixel[0], pixel[1], pixel[2]]));
        }
    }
    picture
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
