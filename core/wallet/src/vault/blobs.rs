//! Blobs: photos and annexes in files of their own, named by their content, so that a commit of the state stays small.
//!
//! A blob is put before the state that names it is committed, and erased after the state that no longer does: a crash
//! leaves at most a blob too many, which [`keep`] collects.

use super::commit::put_file;
use super::format::{LARGEST_BLOB, OVERHEAD, blob_name, encode_blob, open_blob};
use super::open::read;
use super::{BlobId, Sealed, Vault, VaultError};

pub(super) fn put(vault: &Vault, bytes: &[u8]) -> Result<BlobId, VaultError> {
    if bytes.len() > LARGEST_BLOB {
        return Err(VaultError::TooLarge);
    }
    let id = vault.keys.blob_id(bytes);
    // One writer at a time: all share one file beside. A blob that is there and whole stays as it is.
    let _inside = vault.inside();
    if get(vault, &id).is_ok() {
        return Ok(id);
    }
    put_file(&*vault.files, &blob_name(&id), &encode_blob(&vault.keys, &id, bytes)?)?;
    Ok(id)
}

pub(super) fn get(vault: &Vault, id: &BlobId) -> Result<Sealed, VaultError> {
    let bytes = read(&*vault.files, &blob_name(id), LARGEST_BLOB + OVERHEAD)?.ok_or(VaultError::NoBlob)?;
    open_blob(&vault.keys, id, &bytes)
}

pub(super) fn erase(vault: &Vault, id: &BlobId) -> Result<(), VaultError> {
    let _inside = vault.inside();
    vault.files.remove(&blob_name(id)).and_then(|()| vault.files.sync_folder()).map_err(VaultError::Disk)
}

pub(super) fn keep(vault: &Vault, wanted: &[BlobId]) -> Result<usize, VaultError> {
    let _inside = vault.inside();
    let wanted: Vec<String> = wanted.iter().map(blob_name).collect();
    let names = vault.files.list().map_err(VaultError::Disk)?;
    let mut erased = 0;
    for name in names.iter().filter(|name| name.starts_with("b-") && !wanted.contains(name)) {
        vault.files.remove(name).map_err(VaultError::Disk)?;
        erased += 1;
    }
    if erased > 0 {
        vault.files.sync_folder().map_err(VaultError::Disk)?;
    }
    Ok(erased)
}
