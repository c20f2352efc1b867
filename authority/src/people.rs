//! The register, loaded from data files: one JSON file a driver, with the photo that the register holds beside it.
//!
//! ```json
//! { "license": { "holder": { "idType": "citizen", "idNumber": "…" }, "name": "…", … },
//!   "phone": "13900000000",
//!   "retainedPhoto": { "file": "portrait.jpg", "madeOn": "2019-05-06" },
//!   "stopped": false }
//! ```
//!
//! `license` has the fields of [`lz_license::License`].

use crate::holder::{HolderFile, Retained};
use crate::photo;
use crate::seal::{Sealer, random};
use crate::store::{Store, StoreError};
use lz_license::{Day, License, UnixSeconds};
use lz_photo::PhotoSpec;
use serde::Deserialize;
use std::io;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PersonFile {
    license: License,
    phone: String,
    #[serde(default)]
    retained_photo: Option<RetainedFile>,
    #[serde(default)]
    stopped: bool,
    /// What the file is for, in words; not read.
    #[serde(default, rename = "notes")]
    _notes: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RetainedFile {
    file: PathBuf,
    #[serde(default)]
    made_on: Option<Day>,
}

/// Why people could not be loaded. Names the file, never what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// A file cannot be read.
    #[error("{file}: {source}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file is not a driver.
    #[error("{file}, line {line}: not a driver of the register")]
    Form {
        /// The file.
        file: String,
        /// Where.
        line: usize,
    },
    /// The fields contradict each other.
    #[error("{file}: {code}")]
    Contradiction {
        /// The file.
        file: String,
        /// The code of the contradiction.
        code: &'static str,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PeopleError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "people-io",
            Self::Form { .. } => "people-form",
            Self::Contradiction { .. } => "people-contradiction",
            Self::Store(error) => error.code(),
        }
    }
}

/// Reads every file, and looks whether the photos are there, without taking anything in.
pub(crate) fn check(folder: &Path) -> Result<(), PeopleError> {
    for path in files(folder)? {
        let person = person(&path)?;
        if let Some(retained) = person.retained_photo {
            let photo = beside(&path, &retained.file);
            std::fs::File::open(&photo).map_err(io(&photo))?;
        }
    }
    Ok(())
}

/// Loads every `*.json` of `folder`; drivers that are there already stay as they are. Returns how many files were read.
pub(crate) fn load(folder: &Path, store: &dyn Store, sealer: &Sealer, now: UnixSeconds) -> Result<u32, PeopleError> {
    let mut count = 0;
    for path in files(folder)? {
        let (file, photos) = read(&path, now)?;
        store.add_holder(sealer.blind(&file.license.holder), &file, &photos)?;
        count += 1;
    }
    Ok(count)
}

fn io(path: &Path) -> impl FnOnce(io::Error) -> PeopleError {
    let file = path.display().to_string();
    move |source| PeopleError::Io { file, source }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, PeopleError> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(io(folder))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    Ok(files)
}

/// A driver's file, whose facts hold together.
fn person(path: &Path) -> Result<PersonFile, PeopleError> {
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let json = std::fs::read(path).map_err(io(path))?;
    let person: PersonFile =
        serde_json::from_slice(&json).map_err(|error| PeopleError::Form { file: name(), line: error.line() })?;
    person.license.check().map_err(|error| PeopleError::Contradiction { file: name(), code: error.code() })?;
    Ok(person)
}

fn beside(path: &Path, file: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new(".")).join(file)
}

type PhotoBytes = Vec<(String, Vec<u8>)>;

fn read(path: &Path, now: UnixSeconds) -> Result<(HolderFile, PhotoBytes), PeopleError> {
    let person = person(path)?;
    let account = hex::encode(random::<8>());
    let mut file = HolderFile::new(account, person.license, person.phone, now);
    file.stopped = person.stopped;
    let mut photos = Vec::new();
    if let Some(retained) = person.retained_photo {
        let photo = beside(path, &retained.file);
        let bytes = std::fs::read(&photo).map_err(io(&photo))?;
        let sha256 = photo::sha256(&bytes);
        // Nothing is published before the first start; newer limits judge again when the photo is first needed.
        let spec = PhotoSpec::builtin();
        let judged = photo::judge_retained(&bytes, now, spec);
        file.retained = Some(Retained {
            sha256: sha256.clone(),
            made_on: retained.made_on,
            broken: judged.rules,
            unfit: judged.unfit,
            spec_version: spec.version,
        });
        photos.push((sha256, bytes));
    }
    Ok((file, photos))
}
