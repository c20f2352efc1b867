//! Measures the numbers of the budget that no part measures on its own: the line from a phone's code to a verdict.
//!
//! CPU time of one thread, median of enough runs, each peer in the same process. Prints a table and appends one object a
//! row to `target/bench.json`. `lz-bench NAME…` measures some groups only. Pages and photos have benches of their own.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring tool prints, and ends where it cannot measure"
)]

mod library;
mod measure;
mod phone;
mod present;
mod terminal;
mod verify;

#[path = "../../../terminal/tests/support/pictures.rs"]
#[allow(dead_code, unreachable_pub, reason = "the pictures of the terminal's tests; a bench needs one of them")]
mod pictures;
#[path = "../../../core/wallet/tests/line/stub.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the scripted authority of the wallet's tests; a bench needs a part of it"
)]
mod stub;
#[path = "../../../terminal/tests/support/world.rs"]
mod world;

use measure::Table;

/// A group of rows: its name on the command line, and what fills them in.
type Group = (&'static str, fn(&mut Table));

const GROUPS: &[Group] = &[
    ("present", present::measure),
    ("verify", verify::measure),
    ("terminal", terminal::measure),
    ("lists", terminal::lists),
    ("wallet", phone::measure),
    ("library", library::measure),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [start, folder] = &args[..]
        && start == phone::COLD_START
    {
        return phone::cold_start(folder.as_ref());
    }
    let mut table = Table::new();
    for (name, fill) in GROUPS.iter().filter(|(name, _)| args.is_empty() || args.iter().any(|arg| arg == name)) {
        println!("{name}");
        fill(&mut table);
    }
}
