//! The invented drivers of `demo/people`, as a scene names them: by number.

use std::path::PathBuf;

use lz_wallet::IdKind;

use crate::fail::{Fail, Played};

/// One driver.
#[derive(Debug, Clone)]
pub struct Person {
    /// Where the file is.
    pub file: PathBuf,
    /// As on the license.
    pub name: String,
    /// Which paper.
    pub id_kind: IdKind,
    /// The register's name of the paper.
    pub id_type: String,
    /// Its number.
    pub id_number: String,
    /// Where one-time codes go.
    pub phone: String,
}

/// The folder `demo` of the repository.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Person {
    /// Number `n` of `demo/people`.
    pub fn number(n: u32) -> Played<Self> {
        let prefix = format!("{n:02}-");
        let missing = || Fail::Never(format!("a driver {prefix} in demo/people"));
        let file = std::fs::read_dir(folder().join("people"))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix)))
            .ok_or_else(missing)?;
        let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
        let text = |pointer: &str| {
            json.pointer(pointer).and_then(|value| value.as_str()).map(str::to_owned).ok_or_else(missing)
        };
        let id_type = text("/license/holder/idType")?;
        let id_kind = match id_type.as_str() {
            "citizen" => IdKind::Citizen,
            "passport" => IdKind::Passport,
            _ => return Err(missing()),
        };
        Ok(Self {
            name: text("/license/name")?,
            id_number: text("/license/holder/idNumber")?,
            phone: text("/phone")?,
            id_kind,
            id_type,
            file,
        })
    }

    /// As the register's side names a person.
    pub fn in_register(&self) -> serde_json::Value {
        serde_json::json!({ "id_type": self.id_type, "id_number": self.id_number })
    }
}
