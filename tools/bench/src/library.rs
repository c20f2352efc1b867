//! Size of what a phone's app carries: the release library with its fonts, stripped.

use std::process::Command;

use crate::measure::Table;

/// Fills in the row `library.size`, if the library was built: `cargo build --release -p lz-bindings`.
pub(crate) fn measure(table: &mut Table) {
    let library = table.target().join("release/liblz_core.so");
    let stripped = table.target().join("release/liblz_core.stripped.so");
    let strip = Command::new("strip").arg("--strip-unneeded").arg("-o").arg(&stripped).arg(&library).status();
    match (strip.is_ok_and(|status| status.success()), std::fs::metadata(&stripped)) {
        (true, Ok(about)) => table.row("library.size", about.len() as f64 / 1e6, "MB", 12.0, None),
        _ => println!("  - library.size           not measured: {} is not built", library.display()),
    }
}
