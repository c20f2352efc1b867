//! Wipe: mark, delete the secrets, delete the files, unmark. Interrupted anywhere, the next opening finishes it.
//!
//! Deleting the secrets is what erases: flash keeps old bytes, but without the key they are noise.

use super::files::LOCK;
use super::format::{INSTALL, Install, WIPING, encode_wiping, parse_wiping};
use super::open::read;
use super::{Files, VaultError};
use crate::secrets::{InstallId, SecretName, SecretRole, SecretStore, patiently};

/// Erases everything in a folder that is held.
pub(super) fn wipe(files: &dyn Files, secrets: &dyn SecretStore) -> Result<(), VaultError> {
    // A marker that cannot be read names no secrets; its files are erased all the same.
    let install = match read(files, INSTALL, 4096) {
        Ok(Some(bytes)) => Install::parse(&bytes).ok().map(|marker| marker.id),
        Ok(None) | Err(VaultError::Damaged(_)) => None,
        Err(error) => return Err(error),
    };
    let mark = || {
        files.write(WIPING, &encode_wiping(install))?;
        files.sync(WIPING)?;
        files.sync_folder()
    };
    mark().map_err(VaultError::Disk)?;
    erase(files, secrets, install)
}

/// Finishes a wipe that was interrupted; tells whose it was.
pub(super) fn finish(files: &dyn Files, secrets: &dyn SecretStore) -> Result<Option<InstallId>, VaultError> {
    let Some(bytes) = read(files, WIPING, 4096)? else { return Ok(None) };
    // The install's own file comes first: while it is there, the marker may be torn. It goes only after the secrets, and
    // by then the marker was synced.
    let marker = read(files, INSTALL, 4096).ok().flatten().and_then(|bytes| Install::parse(&bytes).ok());
    let install = marker.map(|marker| marker.id).or_else(|| parse_wiping(&bytes));
    erase(files, secrets, install)?;
    Ok(install)
}

fn erase(files: &dyn Files, secrets: &dyn SecretStore, install: Option<InstallId>) -> Result<(), VaultError> {
    if let Some(install) = install {
        for role in SecretRole::ALL {
            patiently(|| secrets.remove(&SecretName::new(role, install)))?;
        }
    }
    let unlink = || {
        for name in files.list()? {
            if name != WIPING && name != LOCK {
                files.remove(&name)?;
            }
        }
        files.sync_folder()?;
        files.remove(WIPING)?;
        files.sync_folder()
    };
    unlink().map_err(VaultError::Disk)
}
