//! Draws every page of every look into `target/gallery/`, with a sheet of all: `cargo run --example gallery`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for people")]

#[path = "../tests/specimens/mod.rs"]
mod specimens;

use std::fs;
use std::path::PathBuf;

use lz_render::{Page, PageWant, Print, Renderer, Side, Theme};
use lz_text::Lang;

fn main() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    fs::create_dir_all(&folder).unwrap();
    let only = std::env::args().nth(1);
    let mut renderer = Renderer::new();
    for (name, sheet) in specimens::looks() {
        for theme in [Theme::Light, Theme::Dark] {
            for side in [Side::Main, Side::Second] {
                let file = format!("{name}-{side:?}-{theme:?}.png").to_lowercase();
                if only.as_ref().is_some_and(|only| !file.contains(only.as_str())) {
                    continue;
                }
                let want = PageWant { side, width: 1080, theme, print: Print::Normal, lang: Lang::ZhHans };
                let page = renderer.render_page(&sheet, want).unwrap();
                write(&folder.join(&file), &page);
                println!("{file} {}x{} missing {:?}", page.width, page.height, page.missing_glyphs);
            }
        }
    }
    println!("not said: {:?}", lz_text::missing());
}

fn write(path: &std::path::Path, page: &Page) {
    image::save_buffer(path, &page.rgba, page.width, page.height, image::ExtendedColorType::Rgba8).unwrap();
}
