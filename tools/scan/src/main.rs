//! `make scan`: how many camera-like frames are read, and how fast the carousel is. Prints tables, appends the rows
//! `scan.*` to `target/bench.json`, writes `target/scan/table.md` and what the contact sheet is made of.
//!
//! `lz-scan frames [EACH]`, `lz-scan video [RUNS [FILMED]]`, or both without a word; `lz-scan try FOLDER WAY...` counts what other
//! ways of preparing a picture read of the frames that the first pass of the reader did not.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring tool prints, and ends where it cannot measure"
)]

mod film;
mod stills;
mod ways;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, usual: u32| args.get(at).map_or(usual, |n| n.parse().expect("a number"));
    match args.first().map(String::as_str) {
        None => {
            stills::measure(stills::EACH);
            film::measure(film::RUNS, film::FILMED);
        }
        Some("frames") => stills::measure(number(1, stills::EACH)),
        Some("video") => film::measure(number(1, film::RUNS), number(2, film::FILMED)),
        Some("try") => ways::compare(&args[1..]),
        Some(other) => panic!("no such part: {other}"),
    }
}
