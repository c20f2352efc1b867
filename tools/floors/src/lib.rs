//! The floors of the house: which package may use which, kept by the test in `tests/floors.rs`.
//!
//! The table below is the architecture's drawing as data. A new arrow starts here, where a reviewer sees it.

/// One package of the workspace, its floor, and the packages that it may use (development dependencies included).
pub struct Room {
    /// Package name.
    pub name: &'static str,
    /// Height in the house: an arrow always leads to a lower floor.
    pub floor: u8,
    /// Everything of this workspace that it may depend on.
    pub may_use: &'static [&'static str],
}

const fn room(name: &'static str, floor: u8, may_use: &'static [&'static str]) -> Room {
    Room { name, floor, may_use }
}

/// The house, lowest floor first. A package that is not listed fails the test.
pub const HOUSE: &[Room] = &[
    room("lz-text", 0, &[]),
    room("lz-license", 0, &[]),
    room("lz-credential", 1, &["lz-license"]),
    room("lz-api", 2, &["lz-credential", "lz-license"]),
    room("lz-photo", 3, &["lz-credential", "lz-license", "lz-text"]),
    room("lz-render", 3, &["lz-credential", "lz-license", "lz-text"]),
    room("lz-wallet", 4, &["lz-api", "lz-credential", "lz-license", "lz-photo", "lz-render", "lz-text"]),
    room("lz-authority", 4, &["lz-api", "lz-credential", "lz-license", "lz-photo", "lz-text"]),
    room("lz-terminal", 4, &["lz-api", "lz-camera", "lz-credential", "lz-license", "lz-text"]),
    room("lz-bindings", 5, &["lz-wallet"]),
    room("lz-demo", 6, &["lz-authority", "lz-camera", "lz-terminal", "lz-wallet"]),
    room("lz-bench", 6, &["lz-api", "lz-credential", "lz-license", "lz-render", "lz-terminal", "lz-wallet"]),
    room(
        "lz-scan",
        6,
        &["lz-api", "lz-camera", "lz-credential", "lz-license", "lz-render", "lz-terminal", "lz-text", "lz-wallet"],
    ),
    room("lz-bindgen", 6, &["lz-bindings"]),
    room("lz-camera", 0, &[]),
    room("lz-floors", 0, &[]),
];

/// Packages that decide without doing: no I/O, no runtime, no clock of their own.
pub const PURE: &[&str] = &["lz-text", "lz-license", "lz-credential", "lz-api"];

/// External packages that do I/O or bring a runtime: a pure package that names one is no longer pure.
pub const DOING: &[&str] = &[
    "axum",
    "backon",
    "getrandom",
    "hyper",
    "keyring-core",
    "reqwest",
    "rusqlite",
    "rustls",
    "sqlx",
    "tokio",
    "tower-http",
    "uniffi",
    "zeitstempel",
];

/// Where the code lies that judges a license shown by a stranger. It must work anywhere in the country (R53).
pub const VERIFIES: &[&str] = &["core/credential/src", "terminal/src"];

/// Words that stand for rollout data, or for the rules that read it.
pub const ROLLOUT: &[&str] = &["rollout", "eligib"];
