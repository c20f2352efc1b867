//! Other ways of preparing a picture, tried on the frames that the reader's first pass did not read: which way reads how
//! many, at what price, and which few read the most together. It is how the passes of the terminal were chosen.
//!
//! A way is written as letters with numbers: `h` half the size, `b2` softened twice, `m25` black below the mean of 25 pixels
//! around, `p` as it comes.

use std::fs;
use std::path::PathBuf;

use image::GrayImage;
use lz_scan::share::over_cores;
use lz_scan::table::{quantile, thread_ms};
use lz_terminal::reader::PASSES;
use lz_terminal::reader::passes::Pass;

/// Prints the table; the first argument is the folder of frames.
pub(crate) fn compare(args: &[String]) {
    let [folder, ways @ ..] = args else { panic!("a folder of frames, then ways") };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let passes: Vec<Pass> = ways.iter().map(|way| parse(way)).collect();
    let found = over_cores(
        files.len(),
        || (),
        |(), at| {
            let luma: GrayImage = image::open(&files[at]).unwrap().into_luma8();
            let one = |pass: &Pass| {
                let started = thread_ms();
                let read = pass.search(&luma).is_some();
                (read, thread_ms() - started)
            };
            passes.iter().map(one).collect::<Vec<_>>()
        },
    );
    let rows: Vec<String> =
        files.iter().map(|file| file.file_name().unwrap().to_string_lossy()[..2].to_owned()).collect();
    let reads = |frame: usize, way: usize| found[frame][way].0;
    println!("{} frames", files.len());
    for (way, name) in ways.iter().enumerate() {
        let ms: Vec<f64> = found.iter().map(|found| found[way].1).collect();
        let mut by_row = std::collections::BTreeMap::<&str, (u32, u32)>::new();
        for (frame, row) in rows.iter().enumerate() {
            let entry = by_row.entry(row).or_default();
            entry.0 += u32::from(reads(frame, way));
            entry.1 += 1;
        }
        let by_row: Vec<String> = by_row.iter().map(|(row, (read, of))| format!("{row}:{read}/{of}")).collect();
        let read = (0..files.len()).filter(|frame| reads(*frame, way)).count();
        println!(
            "{name:16} {read:4}  {:6.1} ms {:6.1} p95   {}",
            quantile(&ms, 0.5),
            quantile(&ms, 0.95),
            by_row.join(" ")
        );
    }
    let mut left: Vec<usize> = (0..files.len()).collect();
    println!("together, the most first:");
    for _ in 0..10 {
        let gain = |way: usize| left.iter().filter(|frame| reads(**frame, way)).count();
        let Some(best) = (0..ways.len()).max_by_key(|way| gain(*way)).filter(|way| gain(*way) > 0) else { break };
        println!("  {:16} +{}", ways[best], gain(best));
        left.retain(|frame| !reads(*frame, best));
    }
    let names: Vec<_> = left.iter().map(|frame| files[*frame].file_name().unwrap().to_string_lossy()).collect();
    println!("read by none: {}", names.join(" "));
}

fn parse(way: &str) -> Pass {
    let mut pass = PASSES[0];
    let mut rest = way;
    while let Some(letter) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
        let number = &rest[1..end];
        match letter {
            'p' => {}
            'h' => pass.half = true,
            'b' => pass.soften = number.parse().unwrap(),
            'm' => pass.mean = Some(number.parse().unwrap()),
            _ => panic!("no such letter: {letter}"),
        }
        rest = &rest[end..];
    }
    pass
}
