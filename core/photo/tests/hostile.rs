//! Mutated files: no panic, bounded time, bounded memory.

mod support;

use std::{collections::BTreeMap, io::Cursor, process::Command};

use image::{DynamicImage, ImageFormat};
use lz_photo::{
    PhotoError, PhotoSpec, archive,
    still::{self, Provenance, StillInput},
    synth::{Dice, Tags, tagged},
};
use support::open;

/// Small pictures, so that ten thousand of them take seconds: the decoders' code is the same.
fn seeds() -> Vec<Vec<u8>> {
    let portrait = open(&support::GOOD).resized(200, 260).expect("size");
    let picture = DynamicImage::ImageRgb8(image::RgbImage::from_raw(200, 260, portrait.data).expect("whole"));
    let mut all = Vec::new();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encodes");
        all.push(bytes.into_inner());
    }
    let tags =
        Tags { orientation: Some(6), taken: Some("2021:08:20 10:00:00"), make: Some("Camera"), ..Tags::default() };
    all.push(tagged(&all[0], &tags));
    all.extend(["lossy.webp", "progressive.jpg", "palette.png"].map(support::fixture));
    all
}

/// Flips, overwrites, cuts, repeats or inserts.
fn mutate(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        if out.is_empty() {
            break;
        }
        // Half of all changes hit the header, where the lies are.
        let end = if dice.below(2) == 0 { out.len().min(700) } else { out.len() };
        let at = dice.below(end);
        match dice.below(6) {
            0 => out[at] ^= 1 << dice.below(8),
            1 => out[at] = [0, 0xFF, 0x7F, 0x80][dice.below(4)],
            2 => out[at] = dice.bits() as u8,
            3 => out.truncate(at + dice.below(40)),
            4 => {
                let part: Vec<u8> = out[at..(at + dice.below(64)).min(out.len())].to_vec();
                out.splice(at..at, part);
            }
            _ => {
                let to = (at + dice.below(64)).min(out.len());
                out.drain(at..to);
            }
        }
    }
    out
}

/// Files in one run; `make fuzz` sets more.
const FILES: &str = "PHOTO_MUTATIONS";
/// Of so many files, one goes the whole way to a report and a clean JPEG.
const WHOLE_WAY: usize = 200;

/// Mutates every file number that leaves `part` when divided by `parts`, and counts what came of it by its stable name.
fn play(seeds: &[Vec<u8>], files: usize, part: usize, parts: usize) -> BTreeMap<&'static str, usize> {
    let spec = PhotoSpec::builtin();
    let mut dice = Dice::new(4 + part as u64);
    let mut outcomes = BTreeMap::new();
    for file in (part..files).step_by(parts) {
        let bytes = mutate(&seeds[file % seeds.len()], &mut dice);
        let answer = archive::portrait_pixels(&bytes, spec).map(|pixels| assert_eq!(pixels.data.len(), 132 * 192 * 3));
        if file % WHOLE_WAY < parts {
            let input = StillInput::Encoded(&bytes);
            let whole = still::check(input, None, Provenance::Album, support::now(), spec);
            assert_eq!(whole.map(|_| ()), answer, "file {file} of part {part} is read once and refused once");
        }
        *outcomes.entry(answer.map_or_else(PhotoError::code, |()| "read")).or_default() += 1;
    }
    outcomes
}

#[test]
#[allow(clippy::print_stdout, reason = "make fuzz shows what came of the files")]
fn ten_thousand_mutated_files_give_an_answer_or_a_typed_error() {
    let files = std::env::var(FILES).ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let seeds = seeds();
    let spec = PhotoSpec::builtin();
    assert!(seeds.iter().all(|seed| archive::portrait_pixels(seed, spec).is_ok()), "an unmutated file must be read");
    let outcomes = std::thread::scope(|scope| {
        let other = scope.spawn(|| play(&seeds, files, 1, 2));
        let mut outcomes = play(&seeds, files, 0, 2);
        for (name, count) in other.join().expect("a panic in the other half") {
            *outcomes.entry(name).or_default() += count;
        }
        outcomes
    });
    for (name, count) in &outcomes {
        println!("{name:<24} {count:>9}");
    }
    // The decoders' own panics are caught and named; there must be none to catch.
    let count = |name: &str| outcomes.get(name).copied().unwrap_or(0);
    println!("{:<24} {:>9}", "panics", count(PhotoError::Decoder.code()));
    assert_eq!(count(PhotoError::Decoder.code()), 0, "a decoder panicked");
    let (all, read) = (outcomes.values().sum::<usize>(), count("read"));
    assert_eq!(all, files);
    assert!(
        read > files / 20 && all - read > files / 20,
        "{read} of {files} read: the mutations are too weak or too strong"
    );
}

/// Runs this very test in a child whose address space is limited, on files that claim much.
#[test]
fn hostile_files_are_refused_in_little_address_space() {
    const INSIDE: &str = "PHOTO_INSIDE_LIMIT";
    if std::env::var(INSIDE).is_ok() {
        return inside_the_limit();
    }
    let me = std::env::current_exe().expect("a test has a path");
    // 600 MB of address space hold the test and one picture at the limit (160 MB of pixels), not the 815 MB that
    // the same file takes without the guard.
    let script = format!(
        "ulimit -v 600000; exec '{}' --exact hostile_files_are_refused_in_little_address_space --test-threads=1",
        me.display()
    );
    let child = Command::new("/bin/sh")
        .args(["-c", &script])
        .env(INSIDE, "1")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "a hostile file broke through: {}\n{said}", child.status);
    assert!(said.contains("1 passed"), "the child ran something else:\n{said}");
}

fn inside_the_limit() {
    let spec = PhotoSpec::builtin();
    let baseline = support::GOOD.clone();
    let at = baseline.windows(2).position(|w| w == [0xFF, 0xC0]).expect("a frame");
    // Frames at and beyond the limits: 49.9 MP baseline, 24 MP progressive, and what the guard refuses.
    for (width, height, marker) in [
        (8_900u16, 5_600u16, 0xC0u8),
        (4_890, 4_900, 0xC2),
        (11_900, 11_900, 0xC0),
        (11_900, 11_900, 0xC2),
        (65_500, 65_500, 0xC0),
    ] {
        let mut bytes = baseline.clone();
        bytes[at + 1] = marker;
        bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
        let answer = archive::portrait_pixels(&bytes, spec);
        if u64::from(width) * u64::from(height) > spec.input.pixels {
            assert_eq!(answer.err(), Some(PhotoError::TooManyPixels));
        }
    }
    // A PNG whose small file unfolds: 6000×6000 of one colour.
    let mut png = Cursor::new(Vec::new());
    DynamicImage::new_luma8(6_000, 6_000).write_to(&mut png, ImageFormat::Png).expect("encodes");
    let picture = archive::portrait_pixels(png.get_ref(), spec).expect("within the limits");
    assert_eq!(picture.width, 132);
}
