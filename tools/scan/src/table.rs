//! Shares with their intervals, and rows of the budget.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rustix::time::{ClockId, clock_gettime};
use serde_json::json;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Read.
    pub hits: u32,
    /// Shown.
    pub of: u32,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.of += 1;
    }

    /// Both together.
    pub fn plus(self, other: Share) -> Share {
        Share { hits: self.hits + other.hits, of: self.of + other.of }
    }

    /// In percent.
    pub fn percent(self) -> f64 {
        100.0 * f64::from(self.hits) / f64::from(self.of.max(1))
    }

    /// Wilson's interval at 95 %, in percent.
    pub fn interval(self) -> (f64, f64) {
        let (n, p, z) = (f64::from(self.of.max(1)), self.percent() / 100.0, 1.959_964);
        let middle = p + z * z / (2.0 * n);
        let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 100.0 / (1.0 + z * z / n);
        (((middle - reach) * scale).max(0.0), ((middle + reach) * scale).min(100.0))
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = self.interval();
        write!(f, "{:5.1} ({low:.1}–{high:.1})", self.percent())
    }
}

/// The value that this share of the values does not exceed.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * share).ceil() as usize;
    values.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Milliseconds of CPU that this thread has used.
pub fn thread_ms() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Where builds and results go.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from)
}

/// Whether a number may not be less than its goal, or not more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// At least.
    Least,
    /// At most.
    Most,
}

/// One row of the budget, printed and appended to `target/bench.json`; true if the goal is met.
pub fn budget(name: &str, value: f64, unit: &str, goal: (Goal, f64), peer: Option<(&str, f64)>) -> bool {
    let met = match goal.0 {
        Goal::Least => value >= goal.1,
        Goal::Most => value <= goal.1,
    };
    let sign = if goal.0 == Goal::Least { "≥" } else { "≤" };
    println!("  {} {name:22} {value:>12.3} {unit:5} goal {sign} {}", if met { "✔" } else { "✘" }, goal.1);
    let row = json!({
        "name": name, "value": value, "unit": unit, "goal": goal.1, "peer": peer.map(|peer| peer.0),
        "peer_value": peer.map(|peer| peer.1), "ratio": peer.map(|peer| value / peer.1),
    });
    let file = OpenOptions::new().create(true).append(true).open(target().join("bench.json"));
    writeln!(file.expect("the build's folder exists"), "{row}").expect("the disk takes a line");
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = Share { hits: 95, of: 100 }.interval();
        assert!((low - 88.825).abs() < 0.01 && (high - 97.846).abs() < 0.01, "{low} {high}");
        assert_eq!(Share { hits: 0, of: 10 }.interval().0, 0.0);
        assert_eq!(Share { hits: 10, of: 10 }.interval().1, 100.0);
    }

    #[test]
    fn a_quantile_is_a_value_that_was_measured() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!((quantile(&values, 0.5), quantile(&values, 0.95), quantile(&values, 1.0)), (100.0, 190.0, 200.0));
    }
}
