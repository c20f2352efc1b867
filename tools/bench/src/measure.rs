//! How a number is taken, printed and kept.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use rustix::time::{ClockId, clock_gettime};
use serde_json::json;

/// Medians are taken over at least this many batches.
const BATCHES: usize = 15;
/// A batch lasts at least so long, in seconds, so that the clock's own cost disappears.
const BATCH: f64 = 0.02;

/// Seconds of CPU that one call of `work` takes on this thread: the median of enough batches.
pub(crate) fn cpu_seconds(mut work: impl FnMut()) -> f64 {
    work();
    let started = thread_cpu();
    work();
    let once = (thread_cpu() - started).max(1e-8);
    let runs = (BATCH / once).ceil().clamp(1.0, 1e6) as usize;
    median((0..BATCHES).map(|_| {
        let started = thread_cpu();
        (0..runs).for_each(|_| work());
        (thread_cpu() - started) / runs as f64
    }))
}

/// The middle one.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn thread_cpu() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Seconds of CPU that this whole process has taken, all threads, since it started.
pub(crate) fn process_cpu() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Something of the same kind, measured in the same run.
pub(crate) struct Peer {
    /// What it is.
    pub(crate) name: &'static str,
    /// Its value in the unit of the row.
    pub(crate) value: f64,
}

/// The rows, printed as they come and appended to `target/bench.json`.
pub(crate) struct Table {
    file: PathBuf,
}

impl Table {
    /// Appends to the file that other benches append to as well.
    pub(crate) fn new() -> Self {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
        Self { file: target.join("bench.json") }
    }

    /// The folder of the build.
    pub(crate) fn target(&self) -> PathBuf {
        self.file.parent().expect("a file in a folder").to_owned()
    }

    /// One row; `goal` is the most that the value may be.
    pub(crate) fn row(&mut self, name: &str, value: f64, unit: &str, goal: f64, peer: Option<Peer>) {
        let mark = if value <= goal { "✔" } else { "✘" };
        let beside = peer.as_ref().map_or_else(String::new, |peer| {
            format!("   {:.2} × {} ({:.3} {unit})", value / peer.value, peer.name, peer.value)
        });
        println!("  {mark} {name:22} {value:>12.3} {unit:5} goal ≤ {goal}{beside}");
        let row = json!({
            "name": name, "value": value, "unit": unit, "goal": goal,
            "peer": peer.as_ref().map(|peer| peer.name),
            "peer_value": peer.as_ref().map(|peer| peer.value),
            "ratio": peer.as_ref().map(|peer| value / peer.value),
        });
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.file).expect("the build's folder exists");
        writeln!(file, "{row}").expect("the disk takes a line");
    }
}
