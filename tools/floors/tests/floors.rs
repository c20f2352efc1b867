//! Keeps the floors: reads `cargo metadata` and the sources, and fails on an arrow that points up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use lz_floors::{DOING, HOUSE, PURE, ROLLOUT, Room, VERIFIES};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace holds this package")
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().expect("cargo metadata answers")
}

fn rooms() -> BTreeMap<&'static str, &'static Room> {
    HOUSE.iter().map(|room| (room.name, room)).collect()
}

/// Arrows between packages of the workspace that the table does not allow, whatever their kind.
fn forbidden(metadata: &Metadata, rooms: &BTreeMap<&str, &Room>) -> Vec<String> {
    let mut found = Vec::new();
    for package in &metadata.packages {
        let Some(room) = rooms.get(package.name.as_str()) else {
            found.push(format!("{} has no floor", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            // A package that tests itself with a feature switched on points nowhere.
            if name != package.name.as_str() && rooms.contains_key(name) && !room.may_use.contains(&name) {
                found.push(format!("{} -> {name} ({:?})", package.name, dependency.kind));
            }
        }
    }
    found
}

#[test]
fn every_arrow_between_packages_is_one_of_the_architecture() {
    assert_eq!(forbidden(&metadata(), &rooms()), Vec::<String>::new());
}

#[test]
fn the_table_itself_only_points_down() {
    let rooms = rooms();
    assert_eq!(rooms.len(), HOUSE.len(), "a package stands twice in the table");
    for room in HOUSE {
        for name in room.may_use {
            let other = rooms.get(name).unwrap_or_else(|| panic!("{} may use {name}, which has no floor", room.name));
            assert!(other.floor < room.floor, "{} -> {name} does not point down", room.name);
        }
    }
}

#[test]
fn an_arrow_that_points_up_is_found() {
    let metadata = metadata();
    let real = metadata.packages.iter().flat_map(|package| &package.dependencies).any(|d| d.name == "lz-license");
    assert!(real, "nothing uses lz-license: the check would pass on an empty house");
    // The same house with one arrow taken off the table: the arrow must be reported.
    let poorer: Vec<Room> = HOUSE
        .iter()
        .map(|room| Room { may_use: if room.name == "lz-demo" { &[] } else { room.may_use }, ..*room })
        .collect();
    let rooms = poorer.iter().map(|room| (room.name, room)).collect();
    let found = forbidden(&metadata, &rooms);
    assert!(found.iter().any(|arrow| arrow.starts_with("lz-demo -> lz-wallet")), "{found:?}");
}

#[test]
fn pure_packages_name_nothing_that_does_io() {
    for package in metadata().packages.iter().filter(|package| PURE.contains(&package.name.as_str())) {
        let doing: Vec<_> = package
            .dependencies
            .iter()
            .filter(|d| d.kind != DependencyKind::Development && DOING.contains(&d.name.as_str()))
            .map(|d| d.name.as_str())
            .collect();
        assert_eq!(doing, Vec::<&str>::new(), "{} is pure", package.name);
    }
}

#[test]
fn only_the_bindings_know_uniffi() {
    let users: BTreeSet<_> = metadata()
        .packages
        .iter()
        .filter(|package| package.dependencies.iter().any(|d| d.name == "uniffi"))
        .map(|package| package.name.to_string())
        .collect();
    assert_eq!(users, BTreeSet::from(["lz-bindgen".to_owned(), "lz-bindings".to_owned()]));
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder exists").map(|entry| entry.expect("readable")) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Lines of code (not comments) that speak of rollout data.
fn rollout_lines(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter(|line| ROLLOUT.iter().any(|word| line.to_lowercase().contains(word)))
        .collect()
}

// R53
#[test]
fn what_verifies_a_license_never_reads_rollout_data() {
    assert_eq!(rollout_lines("use lz_license::rollout::Rollout;\n// rollout").len(), 1, "the search finds a use");
    let mut files = Vec::new();
    for folder in VERIFIES {
        sources(&root().join(folder), &mut files);
    }
    assert!(files.len() >= VERIFIES.len(), "the folders hold sources");
    for file in files {
        let source = fs::read_to_string(&file).expect("readable");
        assert_eq!(rollout_lines(&source), Vec::<&str>::new(), "{} reads rollout data", file.display());
    }
}

#[test]
fn the_license_of_every_crate_is_on_the_page_of_third_parties() {
    let options = ["--locked", "--filter-platform", "x86_64-unknown-linux-gnu"].map(str::to_owned);
    let page = fs::read_to_string(root().join("THIRD_PARTY.md")).expect("the page stands there");
    let listed: BTreeSet<_> =
        page.lines().filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`')).map(str::to_owned).collect();
    let mut used = BTreeSet::new();
    let all = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).other_options(options).exec();
    for package in all.expect("cargo metadata answers").packages.iter().filter(|package| package.source.is_some()) {
        used.insert(package.license.clone().unwrap_or_else(|| format!("{} says none", package.name)));
    }
    assert_eq!(used, listed);
}
