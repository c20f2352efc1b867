//! What apps can call changes only where somebody sees it.

use std::path::{Path, PathBuf};

/// The library of this very build: it stands beside the test's own binary.
fn library() -> PathBuf {
    let beside = std::env::current_exe().expect("a test has a path").parent().expect("in a folder").to_owned();
    beside.join(format!("{}lz_core{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX))
}

#[test]
fn the_exported_api_is_the_committed_one() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../facade/api.txt");
    let committed = std::fs::read_to_string(committed).expect("api.txt is committed");
    let exported = lz_bindgen::describe(&library()).expect("the library can be read");
    assert!(exported.contains("object Wallet"), "the library exports something");
    if exported != committed {
        let only = |one: &str, other: &str| {
            one.lines().filter(|line| !other.lines().any(|l| l == *line)).map(str::to_owned).collect::<Vec<_>>()
        };
        panic!(
            "what apps can call has changed; if that is meant, run scripts/api.sh\nnew: {:#?}\ngone: {:#?}",
            only(&exported, &committed),
            only(&committed, &exported)
        );
    }
}

#[test]
fn no_exported_error_carries_text() {
    let exported = lz_bindgen::describe(&library()).expect("the library can be read");
    let mut inside = false;
    for line in exported.lines() {
        inside = if line.starts_with(' ') { inside } else { line.starts_with("error ") };
        assert!(!(inside && line.contains("String")), "text of an error could name a person: {line}");
    }
}

#[test]
fn every_function_can_fail_with_a_typed_error() {
    let exported = lz_bindgen::describe(&library()).expect("the library can be read");
    let silent: Vec<_> = exported.lines().filter(|line| line.contains('(') && !line.contains(" throws ")).collect();
    assert_eq!(silent, Vec::<&str>::new(), "a fault of ours would end the app on iOS");
}
