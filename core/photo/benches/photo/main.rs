//! What looking at a portrait costs: CPU time of one thread, beside the detector alone on the full frame.
//! Appends its rows to `target/bench.json`.
#![allow(clippy::print_stdout, reason = "a tool for people")]

mod clock;
mod frames;
mod guidance;
mod rows;

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
};

use lz_license::time::UnixSeconds;
use lz_photo::{
    PhotoSpec,
    face::{BuiltIn, FaceDetector},
    guide::Guide,
    still::{self, Provenance, StillInput},
    synth::{Cutout, STAGES, Scene, open_rgb, stages},
};

use clock::{cpu_nanoseconds, median, since};
use frames::{Layout, Recorded};
use rows::Rows;

/// Set for the child that measures memory: the file that it checks.
const CHILD: &str = "PHOTO_STILL_FILE";

fn main() {
    if let Some(file) = std::env::var_os(CHILD) {
        return child(Path::new(&file));
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let person = Cutout::new(
        open_rgb(&fs::read(root.join("demo/assets/astronaut.png")).expect("committed")).expect("a picture"),
    );
    let mut rows = Rows::default();
    preview(&person, &mut rows);
    guidance::run(&person, &mut rows);
    still(&person, &mut rows);
    rows.write();
}

/// Frames of a camera that moves a little, as woven YUV planes.
fn preview(person: &Cutout, rows: &mut Rows) {
    let frames: Vec<Recorded> = (0..12u64)
        .map(|i| {
            let mut scene = Scene::good(480, 640, 300);
            scene.eyes.0 += 0.002 * i as f32;
            scene.seed = i;
            Recorded::new(&scene.pixels(person), Layout::Nv12)
        })
        .collect();
    let spec = PhotoSpec::builtin();
    let mut guide = Guide::new(spec);
    let mut times = Vec::new();
    for round in 0..120 {
        let frame = frames[round % frames.len()].view();
        let start = cpu_nanoseconds();
        let guidance = black_box(guide.frame(&frame, None).expect("a frame"));
        times.push(since(start));
        assert!(guidance.face.is_some(), "a frame without its face would be measured too cheap");
    }
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let first = median(20, || drop(black_box(Guide::new(spec).frame(&frames[0].view(), None).expect("a frame"))));
    let peer = peer(&frames[0]);
    times.sort_by(f64::total_cmp);
    rows.add("photo.preview", times[times.len() / 2], "ms", Some(8.0), Some((PEER, peer)));
    rows.add("photo.preview.mean", mean, "ms", None, None);
    rows.add("photo.preview.first", first, "ms", None, None);

    let mut parts: Vec<[u64; STAGES.len()]> = Vec::new();
    for round in 0..60 {
        let frame = frames[round % frames.len()].view();
        parts.push(stages(&frame, cpu_nanoseconds).expect("a frame").expect("a face"));
    }
    for (place, name) in STAGES.iter().enumerate() {
        let mut times: Vec<u64> = parts.iter().map(|part| part[place]).collect();
        times.sort_unstable();
        rows.add(&format!("photo.preview: {name}"), times[times.len() / 2] as f64 / 1e6, "ms", None, None);
    }
}

/// What stands beside the rows of guidance.
const PEER: &str = "rustface on the full frame";

/// The detector alone on the full frame, ms.
fn peer(frame: &Recorded) -> f64 {
    let grey = frame.grey();
    median(12, || drop(black_box(BuiltIn.detect(&grey).expect("a frame"))))
}

fn still(person: &Cutout, rows: &mut Rows) {
    let bytes = Scene::good(3000, 4000, 301).jpeg(person);
    let file = std::env::temp_dir().join(format!("photo-still-{}.jpg", std::process::id()));
    fs::write(&file, &bytes).expect("writable");
    let peer = median(3, || drop(black_box(image::load_from_memory(&bytes).expect("a picture"))));
    let time = median(7, || drop(black_box(check(&bytes))));
    rows.add("photo.still", time, "ms", Some(250.0), Some(("decoding alone", peer)));
    let me = std::env::current_exe().expect("a bench has a path");
    let answer = Command::new(me).env(CHILD, &file).output().expect("the child runs");
    let memory: f64 = String::from_utf8_lossy(&answer.stdout).trim().parse().expect("the child prints megabytes");
    fs::remove_file(&file).expect("removable");
    rows.add("photo.still.memory", memory, "MB", Some(120.0), None);
}

fn check(bytes: &[u8]) -> still::Still {
    let now = UnixSeconds(1_630_425_600);
    let still = still::check(StillInput::Encoded(bytes), None, Provenance::Album, now, PhotoSpec::builtin())
        .expect("a picture");
    assert_eq!(still.report.first_hint(), None, "the picture to measure must be a good one");
    still
}

/// Prints the peak of resident memory over that before the check, in MB.
fn child(file: &Path) {
    let bytes = fs::read(file).expect("the parent wrote it");
    let before = kilobytes("VmRSS:");
    drop(black_box(check(&bytes)));
    println!("{:.1}", (kilobytes("VmHWM:") - before) / 1024.0);
}

fn kilobytes(name: &str) -> f64 {
    let text = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = text.lines().find(|line| line.starts_with(name)).expect("a memory line");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
}
