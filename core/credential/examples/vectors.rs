//! Prints the golden vectors: `cargo run -p lz-credential --example vectors > core/credential/vectors/golden.json`.
//!
//! Everything follows from the seed word in `tests/support`; the test `golden` compares the committed file with this output.
#![allow(clippy::print_stdout, missing_docs, unreachable_pub, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    println!("{}", serde_json::to_string_pretty(&support::golden::golden()).expect("JSON of our own"));
}
