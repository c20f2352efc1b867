//! The programs that a demonstration starts, built before a test needs them, so that `cargo test` alone is enough.

use std::process::Command;
use std::sync::Once;

/// Builds them, once.
pub(crate) fn built() {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "-q", "-p", "lz-authority", "-p", "lz-terminal", "-p", "lz-demo"]);
        assert!(build.status().expect("cargo runs").success(), "the programs are built");
    });
}
