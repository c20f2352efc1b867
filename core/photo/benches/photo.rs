//! What looking at a portrait costs: CPU time of one thread, beside the detector alone on the full frame.
//! Appends its rows to `target/bench.json`.
#![allow(clippy::print_stdout, reason = "a tool for people")]

use std::{
    fs::{self, OpenOptions},
    hint::black_box,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use lz_license::time::UnixSeconds;
use lz_photo::{
    PhotoSpec,
    face::{BuiltIn, FaceDetector},
    guide::{FrameView, Guide, Plane, Planes, Turn},
    pixels::Rgb,
    still::{self, Provenance, StillInput},
    synth::{Cutout, Scene, open_rgb},
};
use serde_json::json;

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
    let mut rows = Vec::new();
    preview(&person, &mut rows);
    still(&person, &mut rows);
    write(&rows);
}

/// Frames of a camera that moves a little, as woven YUV planes.
fn preview(person: &Cutout, rows: &mut Vec<serde_json::Value>) {
    let frames: Vec<(Vec<u8>, Vec<u8>)> = (0..12u64)
        .map(|i| {
            let mut scene = Scene::good(480, 640, 300);
            scene.eyes.0 += 0.002 * i as f32;
            scene.seed = i;
            planes(&scene.pixels(person))
        })
        .collect();
    let view = |frame: &'static (Vec<u8>, Vec<u8>)| FrameView {
        width: 480,
        height: 640,
        turn: Turn::None,
        mirrored: false,
        planes: Planes::Nv12 {
            y: Plane { data: &frame.0, row_stride: 480, pixel_stride: 1 },
            uv: Plane { data: &frame.1, row_stride: 480, pixel_stride: 2 },
        },
    };
    let frames: &'static [(Vec<u8>, Vec<u8>)] = Box::leak(frames.into_boxed_slice());
    let spec = PhotoSpec::builtin();
    let mut guide = Guide::new(spec);
    let mut times = Vec::new();
    let mut faces = 0;
    for round in 0..120 {
        let frame = view(&frames[round % frames.len()]);
        let start = cpu_nanoseconds();
        let guidance = black_box(guide.frame(&frame, None).expect("a frame"));
        times.push(since(start));
        faces += usize::from(guidance.face.is_some());
    }
    assert_eq!(faces, times.len(), "a frame without its face would be measured too cheap");
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let first = median(20, || drop(black_box(Guide::new(spec).frame(&view(&frames[0]), None).expect("a frame"))));
    let grey: Vec<_> =
        frames.iter().map(|(y, _)| lz_photo::pixels::Luma::new(480, 640, y.clone()).expect("whole")).collect();
    let peer = median(12, || drop(black_box(BuiltIn.detect(&grey[0]).expect("a frame"))));
    // The tracker's search around the last face: a copy in which the face is 52 pixels wide.
    let scene = Scene::good(480, 640, 300);
    let (x, y) = (f64::from(scene.eyes.0) * 480.0, f64::from(scene.eyes.1) * 640.0);
    let side = f64::from(scene.eye_distance) / 0.45 * 480.0 * 1.7;
    let window = lz_photo::pixels::Window { x: x - side / 2.0, y: y - side * 0.42, w: side, h: side };
    let near = grey[0].resample(window, 88, 88).expect("inside the frame");
    let detector = median(40, || drop(black_box(BuiltIn.detect(&near).expect("a frame"))));
    times.sort_by(f64::total_cmp);
    row(rows, "photo.preview.detector", detector, "ms", None, None);
    row(rows, "photo.preview", times[times.len() / 2], "ms", Some(8.0), Some(("rustface on the full frame", peer)));
    row(rows, "photo.preview.mean", mean, "ms", None, None);
    row(rows, "photo.preview.first", first, "ms", None, None);
}

fn still(person: &Cutout, rows: &mut Vec<serde_json::Value>) {
    let bytes = Scene::good(3000, 4000, 301).jpeg(person);
    let file = std::env::temp_dir().join(format!("photo-still-{}.jpg", std::process::id()));
    fs::write(&file, &bytes).expect("writable");
    let peer = median(3, || drop(black_box(image::load_from_memory(&bytes).expect("a picture"))));
    let time = median(7, || drop(black_box(check(&bytes))));
    row(rows, "photo.still", time, "ms", Some(250.0), Some(("decoding alone", peer)));
    let me = std::env::current_exe().expect("a bench has a path");
    let answer = Command::new(me).env(CHILD, &file).output().expect("the child runs");
    let memory: f64 = String::from_utf8_lossy(&answer.stdout).trim().parse().expect("the child prints megabytes");
    fs::remove_file(&file).expect("removable");
    row(rows, "photo.still.memory", memory, "MB", Some(120.0), None);
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

/// Y, and U and V woven, full range.
fn planes(picture: &Rgb) -> (Vec<u8>, Vec<u8>) {
    let clip = |v: f32| v.round().clamp(0.0, 255.0) as u8;
    let mut luma = Vec::new();
    let mut chroma = Vec::new();
    for y in 0..picture.height {
        for x in 0..picture.width {
            let [r, g, b] = picture.at(i64::from(x), i64::from(y)).map(f32::from);
            let grey = 0.299 * r + 0.587 * g + 0.114 * b;
            luma.push(clip(grey));
            if x % 2 == 0 && y % 2 == 0 {
                chroma.extend_from_slice(&[clip((b - grey) * 0.564 + 128.0), clip((r - grey) * 0.713 + 128.0)]);
            }
        }
    }
    (luma, chroma)
}

fn cpu_nanoseconds() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    text.split_whitespace().next().and_then(|n| n.parse().ok()).expect("a number")
}

fn since(start: u64) -> f64 {
    (cpu_nanoseconds() - start) as f64 / 1e6
}

fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = cpu_nanoseconds();
            work();
            since(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn row(
    rows: &mut Vec<serde_json::Value>,
    name: &str,
    value: f64,
    unit: &str,
    goal: Option<f64>,
    peer: Option<(&str, f64)>,
) {
    let ratio = peer.map(|(_, peer)| value / peer);
    let goal_text = goal.map_or_else(String::new, |goal| format!("goal {goal}"));
    let peer_text = peer.map_or_else(String::new, |(name, value)| format!("   {name} {value:.2}"));
    println!("{name:<22} {value:>9.2} {unit:<3} {goal_text}{peer_text}");
    rows.push(json!({
        "name": name, "value": value, "unit": unit, "goal": goal,
        "peer": peer.map(|p| p.0), "peer_value": peer.map(|p| p.1), "ratio": ratio,
    }));
}

fn write(rows: &[serde_json::Value]) {
    let path = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from)
        .join("bench.json");
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("writable");
    for row in rows {
        writeln!(file, "{row}").expect("writable");
    }
}
