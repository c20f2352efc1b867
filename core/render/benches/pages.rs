//! What a page costs: CPU time of one thread, each beside a peer in the same run. Appends its rows to `target/bench.json`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for people")]

#[path = "../tests/specimens/mod.rs"]
mod specimens;

use std::fs::{self, OpenOptions};
use std::hint::black_box;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use lz_credential::SoftwareEd25519;
use lz_credential::presentation::{self, ClockQuality, Showing};
use lz_credential::token::Token;
use lz_render::{PageWant, Print, Renderer, Side, Theme, qr};
use lz_text::Lang;
use qrcode::{EcLevel, QrCode};
use resvg::{tiny_skia, usvg};
use serde_json::json;

const WANT: PageWant =
    PageWant { side: Side::Main, width: 1080, theme: Theme::Light, print: Print::Normal, lang: Lang::ZhHans };

fn main() {
    let sheet = specimens::sheet("A", |_, _| {});
    let memory_at_start = resident_megabytes();

    // First page of a process: fonts, layout, static layer, text.
    let mut renderer = None;
    let first = milliseconds(|| {
        let mut new = Renderer::new();
        black_box(new.render_page(&sheet, WANT).unwrap());
        renderer = Some(new);
    });
    let mut renderer = renderer.unwrap();
    drop(renderer.render_page(&sheet, PageWant { side: Side::Second, ..WANT }).unwrap());
    let memory = resident_megabytes() - memory_at_start;

    let svg = renderer.page_svg(&sheet, WANT).unwrap();
    let peer_first = milliseconds(|| resvg_page(&svg));
    let peer = median(5, || resvg_page(&svg));

    let page = |renderer: &mut Renderer| {
        let page = black_box(renderer.render_page(&sheet, WANT).unwrap());
        renderer.recycle(page);
    };
    let dynamic = median(7, || page(&mut renderer));
    let whole = median(7, || {
        renderer.forget();
        page(&mut renderer);
    });
    // What a page costs more when its static layer has to be drawn (and its texts laid out) anew.
    let statics = whole - dynamic;
    let mut tick = specimens::NOW;
    let clock = median(7, || {
        tick = tick.plus(1);
        drop(black_box(renderer.clock_tile(&sheet, WANT, tick).unwrap()));
    });

    let mut rows = Rows::default();
    rows.beside("page.first", first, "ms", 0.12 * peer_first, "resvg, first", peer_first);
    rows.beside("page.dynamic", dynamic, "ms", 0.01 * peer, "resvg", peer);
    rows.beside("page.static", statics, "ms", 0.08 * peer, "resvg", peer);
    rows.alone("page.memory", memory, "MB", 40.0);
    rows.alone("page.clock", clock, "ms", 1.0);
    frame(&mut rows);
    library(&mut rows);
    rows.write();
}

/// What fonts and drawing weigh on a phone: the program of `examples/size.rs` in the phone's profile, stripped, with all that
/// Rust itself brings along.
fn library(rows: &mut Rows) {
    let program = target().join("phone/examples/size");
    let stripped = target().join("phone/examples/size.stripped");
    let strip = Command::new("strip").arg("-o").arg(&stripped).arg(&program).status();
    match (strip.is_ok_and(|status| status.success()), fs::metadata(&stripped)) {
        (true, Ok(about)) => rows.alone("page.library", about.len() as f64 / 1e6, "MB", 7.0),
        _ => println!("page.library: not measured; first cargo build --profile phone -p lz-render --example size"),
    }
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from)
}

/// The next frame of the presenter: sign, base45, modules.
fn frame(rows: &mut Rows) {
    let license = specimens::verified(specimens::claims(), &specimens::annex());
    let token = Token::from_untrusted(license.token().bytes()).unwrap();
    let holder = SoftwareEd25519::from_seed(&[3; 32]);
    let mut sequence = 100_000;
    let mut text = String::new();
    let value = median(7, || {
        sequence += 1;
        let showing = Showing {
            audience: "police".into(),
            at: specimens::NOW,
            cnonce: None,
            quality: ClockQuality::Anchored,
            sequence,
        };
        let bytes = presentation::present(&token, &showing, &holder).unwrap();
        text = lz_credential::qr::presentation_text(&bytes);
        black_box(qr::modules(&text).unwrap());
    });
    let codes = median(7, || drop(black_box(qr::modules(&text).unwrap())));
    let peer = median(7, || drop(black_box(QrCode::with_error_correction_level(&text, EcLevel::L).unwrap())));
    rows.beside("present.frame", value, "ms", 0.15, "qrcode, own mask search, code alone", peer);
    rows.beside("present.frame.code", codes, "ms", 0.15, "qrcode, own mask search", peer);
}

fn resvg_page(svg: &str) {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, tiny_skia::Transform::default(), &mut pixels.as_mut());
    black_box(pixels.data()[0]);
}

/// CPU time that this thread spends in `work`.
fn milliseconds(work: impl FnOnce()) -> f64 {
    let before = cpu_nanoseconds();
    work();
    (cpu_nanoseconds() - before) as f64 / 1e6
}

/// Median over batches; a batch is long enough for the kernel's clock, which moves every few milliseconds.
fn median(batches: usize, mut work: impl FnMut()) -> f64 {
    let mut runs = 1;
    while milliseconds(|| (0..runs).for_each(|_| work())) < 60.0 {
        runs *= 2;
    }
    let mut times: Vec<f64> =
        (0..batches).map(|_| milliseconds(|| (0..runs).for_each(|_| work())) / f64::from(runs)).collect();
    times.sort_by(f64::total_cmp);
    times[batches / 2]
}

fn cpu_nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

fn resident_megabytes() -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

#[derive(Default)]
struct Rows(Vec<serde_json::Value>);

impl Rows {
    fn alone(&mut self, name: &str, value: f64, unit: &str, goal: f64) {
        println!("{name:<20} {value:>9.3} {unit:<3} goal {goal:.3}");
        self.0.push(json!({"name": name, "value": value, "unit": unit, "goal": goal, "peer": null, "peer_value": null, "ratio": null}));
    }

    fn beside(&mut self, name: &str, value: f64, unit: &str, goal: f64, peer: &str, peer_value: f64) {
        let ratio = value / peer_value;
        println!("{name:<20} {value:>9.3} {unit:<3} goal {goal:.3}   {peer} {peer_value:.3}, ratio {ratio:.4}");
        self.0.push(json!({"name": name, "value": value, "unit": unit, "goal": goal, "peer": peer, "peer_value": peer_value, "ratio": ratio}));
    }

    fn write(self) {
        let path = target().join("bench.json");
        let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
        for row in self.0 {
            writeln!(file, "{row}").unwrap();
        }
    }
}
