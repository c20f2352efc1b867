//! Files of the authority's folder: read with their name in the error, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// The system refused a file or folder.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {source}")]
pub struct Refused {
    path: String,
    source: io::Error,
}

impl Refused {
    pub(crate) fn of(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self { path, source }
    }

    /// The stable code: what a person can do about it.
    pub fn code(&self) -> &'static str {
        match self.source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "no-access",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
            _ => "io",
        }
    }

    pub(crate) fn is_missing(&self) -> bool {
        self.source.kind() == ErrorKind::NotFound
    }
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refused> {
    fs::read(path).map_err(Refused::of(path))
}

/// The text of a file, or none if there is no such file.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>, Refused> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Refused::of(path)(error)),
    }
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), Refused> {
    fs::create_dir_all(path).map_err(Refused::of(path))
}

/// Writes a file so that whoever looks, also after a loss of power, finds the old or the new one and never a part.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    write_with(OpenOptions::new().write(true).create(true).truncate(true), path, bytes)
}

/// As [`write`], for a file that only its owner may read.
pub(crate) fn write_secret(path: &Path, text: &str) -> Result<(), Refused> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write_with(&options, path, text.as_bytes())
}

fn write_with(options: &OpenOptions, path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    let unfinished = path.with_added_extension("unfinished");
    let written = || -> io::Result<()> {
        let mut file = options.open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        // Without this the new name may be lost with the power.
        File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    };
    written().map_err(Refused::of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_what_a_killed_process_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.json");
        fs::write(path.with_added_extension("unfinished"), "ha").unwrap();
        for text in ["first", "second, longer", "3rd"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(read_if_there(&path).unwrap().as_deref(), Some(text));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(read_if_there(&folder.path().join("other")).unwrap(), None);
    }

    #[test]
    fn what_the_system_refused_has_a_code_and_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let missing = write(&folder.path().join("no/such/folder"), b"").unwrap_err();
        assert!(missing.to_string().contains("no/such/folder"), "{missing}");
        assert!(missing.is_missing());
        let cases = [
            (ErrorKind::PermissionDenied, "no-access"),
            (ErrorKind::ReadOnlyFilesystem, "no-access"),
            (ErrorKind::StorageFull, "disk-full"),
            (ErrorKind::NotFound, "io"),
        ];
        for (kind, code) in cases {
            assert_eq!(Refused::of(Path::new("policy.json"))(kind.into()).code(), code);
        }
    }
}
