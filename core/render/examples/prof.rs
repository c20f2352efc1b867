#![allow(missing_docs, clippy::all, clippy::unwrap_used, clippy::print_stdout)]
#[path = "../tests/specimens/mod.rs"]
mod specimens;
use lz_render::*;
use lz_text::Lang;
use std::time::Instant;
const WANT: PageWant =
    PageWant { side: Side::Main, width: 1080, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };
fn main() {
    let sheet = specimens::sheet("A", |_, _| {});
    let mode = std::env::args().nth(1).unwrap_or_default();
    let n: u32 = std::env::args().nth(2).map_or(200, |n| n.parse().unwrap());
    let mut r = Renderer::new();
    let t = Instant::now();
    for _ in 0..n {
        match mode.as_str() {
            "first" => {
                let mut r = Renderer::new();
                std::hint::black_box(r.render_page(&sheet, WANT).unwrap());
            }
            "static" => {
                r.forget();
                let p = r.render_page(&sheet, WANT).unwrap();
                r.recycle(p);
            }
            "text" => {
                std::hint::black_box(r.page_text(&sheet, WANT).unwrap());
            }
            _ => {
                let p = r.render_page(&sheet, WANT).unwrap();
                r.recycle(p);
            }
        }
    }
    println!("{mode} {:.3} ms", t.elapsed().as_secs_f64() * 1000.0 / f64::from(n));
}
