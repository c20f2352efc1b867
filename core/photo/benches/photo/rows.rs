//! The table that goes to the screen and to `target/bench.json`.

use std::{fs::OpenOptions, io::Write as _, path::PathBuf};

use serde_json::{Value, json};

/// All rows of a run.
#[derive(Default)]
pub(super) struct Rows(Vec<Value>);

impl Rows {
    /// Prints and keeps one row; `peer` is measured in the same run.
    pub(super) fn add(&mut self, name: &str, value: f64, unit: &str, goal: Option<f64>, peer: Option<(&str, f64)>) {
        let goal_text = goal.map_or_else(String::new, |goal| format!("goal {goal}"));
        let peer_text = peer.map_or_else(String::new, |(name, value)| format!("   {name} {value:.2}"));
        println!("{name:<42} {value:>9.3} {unit:<3} {goal_text}{peer_text}");
        self.0.push(json!({
            "name": name, "value": value, "unit": unit, "goal": goal,
            "peer": peer.map(|p| p.0), "peer_value": peer.map(|p| p.1), "ratio": peer.map(|p| value / p.1),
        }));
    }

    /// Appends the rows to `target/bench.json`.
    pub(super) fn write(&self) {
        let path = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from)
            .join("bench.json");
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("writable");
        for row in &self.0 {
            writeln!(file, "{row}").expect("writable");
        }
    }
}
