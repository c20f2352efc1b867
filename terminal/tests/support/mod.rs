//! A terminal as a program in a folder of its own, in a small [`world`], shown [`pictures`] of codes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file uses a part; a broken world may panic"
)]

pub mod pictures;
pub mod world;

use std::path::{Path, PathBuf};
use std::process::Command;

use lz_api::Blob;
use lz_credential::{Signer, development};
use lz_terminal::store::{Settings, Store};
use serde_json::Value;

pub use world::*;

/// What a run of the program came to.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }

    pub fn reasons(&self) -> Vec<String> {
        self.json()["reasons"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap().to_owned()).collect()
    }
}

/// A terminal in its own folder, run as a program.
pub struct Terminal {
    folder: tempfile::TempDir,
    pub now: i64,
    pub lang: &'static str,
}

impl Terminal {
    /// Set up for `audience`, with no lists yet.
    pub fn bare(audience: &str, authority: &str) -> Self {
        let terminal = Self { folder: tempfile::tempdir().unwrap(), now: NOW, lang: "en" };
        let settings = Settings {
            authority: authority.into(),
            audience: audience.into(),
            name: Some(["样本租车".into(), "Sample Rental".into()]),
            asker: None,
            roots: vec![Blob::from(&development::root().key().to_cose()[..]).to_string()],
            development: true,
        };
        Store::init(&terminal.path("store"), &settings, &[5; 32]).unwrap();
        terminal
    }

    /// For the police, with the lists of this morning.
    pub fn police() -> Self {
        Self::bare("police", "http://127.0.0.1:9").stocked()
    }

    /// The same in another language.
    pub fn speaking(self, lang: &'static str) -> Self {
        Self { lang, ..self }
    }

    /// Holds trust list, policy and a status list of an hour ago.
    pub fn stocked(self) -> Self {
        let store = self.store();
        store.put_trust_list(&trust_list(1, NOW + 60 * 86_400)).unwrap();
        store.put_policy(&policy(1)).unwrap();
        store.put_status_list(LIST, &status_list(LIST, NOW - 3_600, 1, &[])).unwrap();
        self
    }

    pub fn store(&self) -> Store {
        Store::open(&self.path("store")).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in this terminal's folder and time.
    pub fn run(&self, args: &[&str]) -> Run {
        run(&self.path("store"), self.lang, Some(&format!("@{}", self.now)), args)
    }

    /// Draws the texts as camera pictures and scans them.
    pub fn scan(&self, texts: &[String], options: &[&str]) -> Run {
        let files: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let file = self.path(&format!("frame-{at}.png"));
                pictures::code(text).save(&file).unwrap();
                file.to_str().unwrap().to_owned()
            })
            .collect();
        let args = ["scan"].into_iter().chain(options.iter().copied()).chain(files.iter().map(String::as_str));
        self.run(&args.collect::<Vec<_>>())
    }

    /// Scans one phone, with JSON.
    pub fn check(&self, phone: &Phone) -> Run {
        self.scan(&[phone.text()], &["--json"])
    }
}

/// Runs the program.
pub fn run(store: &Path, lang: &str, clock: Option<&str>, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_terminal"));
    command.arg("--store").arg(store).args(["--lang", lang]);
    if let Some(clock) = clock {
        command.args(["--clock", clock]);
    }
    let output = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}
