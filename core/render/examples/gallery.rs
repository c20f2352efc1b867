//! Draws every look, side, theme, print and language into `target/gallery/`, with `index.html` to look at them all:
//! `cargo run --example gallery [folder [part of a name]]`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for people")]

#[path = "../tests/specimens/mod.rs"]
mod specimens;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use lz_render::{Page, PageWant, Print, Renderer, Sheet, Side, Theme};
use lz_text::Lang;

const WANT: PageWant =
    PageWant { side: Side::Main, width: 1080, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/gallery".into()));
    let only = arguments.next().unwrap_or_default();
    fs::create_dir_all(&folder).unwrap();
    let mut renderer = Renderer::new();
    let mut html = String::from(HEAD);
    for (title, pictures) in chapters() {
        let _ = write!(html, "<section><h2>{title}</h2><div class=row>");
        for (name, sheet, want) in pictures.into_iter().filter(|(name, ..)| name.contains(&only)) {
            let start = Instant::now();
            let page = if sheet.standing().group.is_shown() {
                renderer.render_page(&sheet, want)
            } else {
                renderer.render_message(&sheet, want)
            }
            .unwrap();
            let spent = start.elapsed().as_millis();
            save(&folder.join(format!("{name}.png")), &page);
            println!("{name} {}x{} {spent} ms, missing {:?}", page.width, page.height, page.missing_glyphs);
            let shown = 360;
            let _ = write!(
                html,
                "<figure><a href={name}.png><img src={name}.png alt=\"{name}\" width={shown}></a><figcaption>{name}</figcaption></figure>"
            );
        }
        html.push_str("</div></section>");
    }
    fs::write(folder.join("index.html"), html).unwrap();
    println!("{}", folder.join("index.html").display());
    println!("texts not found: {:?}", lz_text::missing());
}

type Picture = (String, Sheet, PageWant);

fn chapters() -> Vec<(&'static str, Vec<Picture>)> {
    let looks = specimens::looks();
    let both = |side: Side, print: Print, lang: Lang| {
        let mut pictures = Vec::new();
        for (look, sheet) in &looks {
            for theme in [Theme::Light, Theme::Dark] {
                let want = PageWant { side, theme, print, lang, ..WANT };
                pictures.push((
                    format!("{look}-{side:?}-{theme:?}-{print:?}-{}", lang.tag()).to_lowercase(),
                    sheet.clone(),
                    want,
                ));
            }
        }
        pictures
    };
    let hidden = specimens::hidden()
        .into_iter()
        .flat_map(|(look, sheet)| {
            let prints = [(Print::Normal, Lang::ZhHans), (Print::Normal, Lang::En), (Print::Large, Lang::ZhHans)];
            prints.map(|(print, lang)| {
                [Theme::Light, Theme::Dark].map(|theme| {
                    let name = format!("{look}-{theme:?}-{print:?}-{}", lang.tag()).to_lowercase();
                    (name, sheet.clone(), PageWant { theme, print, lang, ..WANT })
                })
            })
        })
        .flatten()
        .collect();
    let mut widths = Vec::new();
    for (look, sheet) in &looks {
        for width in [720, 1440] {
            for theme in [Theme::Light, Theme::Dark] {
                let name = format!("{look}-{theme:?}-{width}").to_lowercase();
                widths.push((name, sheet.clone(), PageWant { width, theme, ..WANT }));
            }
        }
    }
    let facts = specimens::facts()
        .into_iter()
        .flat_map(|(name, sheet)| {
            [(Side::Main, Lang::ZhHans), (Side::Main, Lang::En), (Side::Second, Lang::ZhHans)].map(|(side, lang)| {
                let named = format!("{name}-{side:?}-{}", lang.tag()).to_lowercase();
                (named, sheet.clone(), PageWant { side, lang, ..WANT })
            })
        })
        .collect();
    let names = specimens::names()
        .into_iter()
        .enumerate()
        .map(|(number, sheet)| (format!("name-{number}"), sheet, WANT))
        .collect();
    vec![
        ("正页", both(Side::Main, Print::Normal, Lang::ZhHans)),
        ("副页", both(Side::Second, Print::Normal, Lang::ZhHans)),
        ("Check view", both(Side::Check, Print::Normal, Lang::ZhHans)),
        ("Check view, English", both(Side::Check, Print::Normal, Lang::En)),
        ("Check view, turned", both(Side::CheckTurned, Print::Normal, Lang::ZhHans)),
        ("Not shown", hidden),
        ("Main page, English", both(Side::Main, Print::Normal, Lang::En)),
        ("Second page, English", both(Side::Second, Print::Normal, Lang::En)),
        ("正页, large print", both(Side::Main, Print::Large, Lang::ZhHans)),
        ("副页, large print", both(Side::Second, Print::Large, Lang::ZhHans)),
        ("Main page, large print, English", both(Side::Main, Print::Large, Lang::En)),
        ("Second page, large print, English", both(Side::Second, Print::Large, Lang::En)),
        ("Other facts", facts),
        ("Names", names),
        ("正页, 720 and 1440 pixels wide", widths),
    ]
}

fn save(path: &Path, page: &Page) {
    image::save_buffer(path, &page.rgba, page.width, page.height, image::ExtendedColorType::Rgba8).unwrap();
}

const HEAD: &str = "<!doctype html><meta charset=utf-8><title>Liangzheng: every look</title><style>\
body{font:15px/1.5 system-ui,sans-serif;margin:32px;background:#e9ecef;color:#1b2024}\
h1{font-size:28px;margin:0 0 4px}h2{margin:40px 0 12px}.row{display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start}\
figure{margin:0}img{border-radius:18px;display:block;box-shadow:0 4px 18px #0003}figcaption{font-size:12px;margin-top:6px;color:#444}\
</style><h1>Every look of the license</h1><p>Drawn by lz-render from invented, really issued licenses. All are specimens.</p>";
