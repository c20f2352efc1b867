//! What drawing weighs: a program that draws one sample page and nothing else, to be built with `--profile phone` and stripped.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for people")]

fn main() {
    let want = lz_render::PageWant {
        side: lz_render::Side::Main,
        width: 720,
        theme: lz_render::Theme::Light,
        print: lz_render::Print::Normal,
        lang: lz_text::Lang::ZhHans,
    };
    let page = lz_render::Renderer::new().sample_page(want, lz_license::UnixSeconds(1_795_484_472)).unwrap();
    println!("{}x{}", page.width, page.height);
}
