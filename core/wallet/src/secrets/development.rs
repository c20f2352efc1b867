//! Secrets in plain files: for development machines whose kernel keyring is forbidden. Protects nothing, and says so.
//!
//! The files live in the user's own runtime folder, never inside the vault's folder: a copied vault finds no secret here
//! either, and each user id has its own.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Secret, SecretError, SecretName, SecretStore, check_length};

/// See the module. Only a development profile may use it.
pub struct DevelopmentFile {
    folder: PathBuf,
}

impl DevelopmentFile {
    /// Keeps secrets in `folder`, made with access for its owner alone.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Result<Self, SecretError> {
        let folder = folder.into();
        make_private_folder(&folder).map_err(|_| SecretError::Unavailable)?;
        Ok(Self { folder })
    }

    fn path(&self, name: &SecretName) -> PathBuf {
        self.folder.join(name.to_string())
    }
}

impl SecretStore for DevelopmentFile {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        match fs::read(self.path(name)) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(SecretError::Unavailable),
        }
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        check_length(secret)?;
        let path = self.path(name);
        let beside = path.with_extension("new");
        write_private(&beside, secret)
            .and_then(|()| fs::rename(&beside, &path))
            .map_err(|_| SecretError::Unavailable)?;
        match self.get(name)? {
            Some(kept) if kept[..] == *secret => Ok(()),
            _ => Err(SecretError::Unavailable),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        match fs::remove_file(self.path(name)) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(_) => Err(SecretError::Unavailable),
        }
    }
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}
