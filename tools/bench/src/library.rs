//! Size of what a phone's app carries: the library of the profile `phone` with its fonts, stripped.

use crate::measure::Table;

/// Fills in the row `library.size`, if `scripts/phone-library.sh` has built the library.
pub(crate) fn measure(table: &mut Table) {
    let library = table.target().join("phone/liblz_core.stripped.so");
    match std::fs::metadata(&library) {
        Ok(about) => table.row("library.size", about.len() as f64 / 1e6, "MB", 12.0, None),
        Err(_) => println!("  - library.size           not measured: {} is not built", library.display()),
    }
}
