//! The table of single frames.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use lz_render::Renderer;
use lz_scan::frames::{Row, rows};
use lz_scan::share::over_cores;
use lz_scan::table::{Goal, Share, budget, quantile, target, thread_ms};
use lz_scan::zxing::Zxing;
use lz_terminal::reader;
use lz_terminal::reader::PASSES;
use serde_json::json;

/// Frames for each row of the table.
pub(crate) const EACH: u32 = 90;
/// Frames of a row that the contact sheet shows, and frames more that one of the readers did not read.
const ON_SHEET: usize = 5;

/// What came of one frame.
struct Seen {
    row: usize,
    number: u32,
    version: u8,
    by_zxing: Option<bool>,
    by_rxing: bool,
    /// Which pass read it.
    pass: Option<usize>,
    /// Milliseconds of CPU.
    rxing_ms: f64,
    zxing_ms: f64,
}

/// Where pictures and the table go.
pub(crate) fn folder() -> PathBuf {
    let folder = target().join("scan");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Makes and reads all frames.
pub(crate) fn measure(each: u32) {
    let rows = rows();
    let python = std::env::var_os("SCAN_PYTHON").map(PathBuf::from);
    if python.is_none() {
        println!("without the second reader: SCAN_PYTHON names no Python that has zxing-cpp");
    }
    for part in ["frames", "hard"] {
        let _absent = fs::remove_dir_all(folder().join(part));
        fs::create_dir_all(folder().join(part)).unwrap();
    }
    let tools =
        || (Renderer::new(), python.as_ref().map(|python| Zxing::start(python).expect("the second reader starts")));
    let seen = over_cores(rows.len() * each as usize, tools, |(renderer, zxing), at| {
        let (row, number) = (at / each as usize, (at % each as usize) as u32);
        look(renderer, zxing.as_mut(), &rows, row, number)
    });
    print(&rows, &seen, each);
    sheet(&rows, &seen);
}

fn look(renderer: &mut Renderer, zxing: Option<&mut Zxing>, rows: &[Row], row: usize, number: u32) -> Seen {
    let frame = rows[row].frame(renderer, number);
    let luma = frame.luma();
    let right = |text: &String| frame.texts.contains(text);
    let started = thread_ms();
    let found = reader::qr_text_by(&luma);
    let rxing_ms = thread_ms() - started;
    assert!(found.as_ref().is_none_or(|(text, _)| right(text)), "a text that nobody showed");
    let (by_zxing, zxing_ms) = match zxing.map(|zxing| zxing.read(&luma).expect("the second reader answers")) {
        Some((texts, seconds)) => (Some(texts.iter().any(right)), seconds * 1e3),
        None => (None, f64::NAN),
    };
    let pass = found.map(|(_, pass)| pass);
    if pass != Some(0) {
        luma.save(folder().join("hard").join(format!("{row:02}-{number:03}.png"))).unwrap();
    }
    if number < ON_SHEET as u32 || pass.is_none() || by_zxing == Some(false) {
        fs::write(folder().join("frames").join(format!("{row:02}-{number:03}.jpg")), &frame.file).unwrap();
    }
    Seen { row, number, version: frame.version, by_zxing, by_rxing: pass.is_some(), pass, rxing_ms, zxing_ms }
}

fn print(rows: &[Row], seen: &[Seen], each: u32) {
    let share = |hit: &dyn Fn(&Seen) -> Option<bool>, of: &dyn Fn(&Seen) -> bool| {
        let mut share = Share::default();
        seen.iter().filter(|seen| of(seen)).filter_map(hit).for_each(|hit| share.count(hit));
        share
    };
    let zxing = |seen: &Seen| seen.by_zxing;
    let rxing = |seen: &Seen| Some(seen.by_rxing);
    let mut lines = vec![
        format!(
            "Deciding codes, {each} frames a row: versions 15, 16 and 17 in turn, check view and main page in turn."
        ),
        String::new(),
        "| condition | frames | % zxing-cpp (95 %) | % terminal (95 %) | terminal, ms of CPU: median, p95, most |"
            .to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    let line = |name: &str, of: &dyn Fn(&Seen) -> bool| {
        let ms: Vec<f64> = seen.iter().filter(|seen| of(seen)).map(|seen| seen.rxing_ms).collect();
        let (z, r) = (share(&zxing, of), share(&rxing, of));
        let time = format!("{:.1}, {:.1}, {:.1}", quantile(&ms, 0.5), quantile(&ms, 0.95), quantile(&ms, 1.0));
        let z = if z.of == 0 { "–".to_owned() } else { z.to_string() };
        format!("| {name} | {} | {z} | {r} | {time} |", r.of)
    };
    let counted = |seen: &Seen| rows[seen.row].counted;
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && !row.counted && rows[at - 1].counted {
            lines.push(line("**all of the budget**", &counted));
        }
        lines.push(line(row.name, &|seen| seen.row == at));
    }
    for version in [15, 16, 17] {
        lines.push(line(&format!("budget, version {version}"), &|seen| counted(seen) && seen.version == version));
    }
    let mut passes = BTreeMap::<usize, u32>::new();
    seen.iter().filter_map(|seen| seen.pass).for_each(|pass| *passes.entry(pass).or_default() += 1);
    let passes: Vec<String> = passes.iter().map(|(pass, count)| format!("{pass}: {count}")).collect();
    lines.push(String::new());
    lines.push(format!(
        "Passes of the terminal's reader that read a frame, of {}: {}.",
        PASSES.len(),
        passes.join(", ")
    ));
    let zxing_ms: Vec<f64> = seen.iter().map(|seen| seen.zxing_ms).filter(|ms| ms.is_finite()).collect();
    if !zxing_ms.is_empty() {
        lines.push(format!(
            "zxing-cpp: {:.1} ms of CPU (median), {:.1} (p95).",
            quantile(&zxing_ms, 0.5),
            quantile(&zxing_ms, 0.95)
        ));
    }
    lines.iter().for_each(|line| println!("{line}"));
    let mut file = fs::File::create(folder().join("table.md")).unwrap();
    writeln!(file, "{}", lines.join("\n")).unwrap();
    let (z, r) = (share(&zxing, &counted), share(&rxing, &counted));
    let z = (z.of > 0).then_some(z);
    if let Some(z) = z {
        budget("scan.zxing", z.percent(), "%", (Goal::Least, 98.0), None);
    }
    budget("scan.rxing", r.percent(), "%", (Goal::Least, 95.0), z.map(|z| ("zxing-cpp", z.percent())));
}

/// What the contact sheet shows, as a list for the program that draws it.
fn sheet(rows: &[Row], seen: &[Seen]) {
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let of_row = || seen.iter().filter(|seen| seen.row == at);
        let missed = of_row().filter(|seen| !seen.by_rxing || seen.by_zxing == Some(false));
        let shown = of_row().take(ON_SHEET).chain(missed.filter(|seen| seen.number >= ON_SHEET as u32).take(3));
        let shown: Vec<_> = shown
            .map(|seen| json!({ "file": format!("frames/{at:02}-{:03}.jpg", seen.number), "zxing": seen.by_zxing, "rxing": seen.by_rxing }))
            .collect();
        lines.push(json!({ "name": row.name, "frames": shown }));
    }
    fs::write(folder().join("sheet.json"), serde_json::to_string_pretty(&lines).unwrap()).unwrap();
}
