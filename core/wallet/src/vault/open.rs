//! Opening: which of all possible folders is this? Every branch ends in a vault or in a typed refusal.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex};

use zeroize::Zeroizing;

use super::commit::{self, put_file};
use super::format::{self, INSTALL, Install, Keys, LARGEST_STATE, OVERHEAD, STATE, State, WIPING, WRITING};
use super::{Files, FolderLock, Inside, Opened, Snapshot, Vault, VaultError, VaultFile, wipe};
use crate::secrets::{InstallId, SecretName, SecretRole, SecretStore, patiently};

pub(super) fn open(files: Arc<dyn Files>, secrets: Arc<dyn SecretStore>) -> Result<Opened, VaultError> {
    let lock = files.lock().map_err(VaultError::Disk)?.ok_or(VaultError::AlreadyOpen)?;
    let finished_wipe = wipe::finish(&*files, &*secrets)?;
    // Whatever a crash left half-written was never read and is worth nothing.
    let _ = files.remove(WRITING);
    let mut opened = match read(&*files, INSTALL, 4096)? {
        Some(marker) => open_existing(files, secrets, lock, &marker)?,
        None => start(files, secrets, lock)?,
    };
    opened.finished_wipe = finished_wipe;
    Ok(opened)
}

/// First start. The secret comes before the marker: a crash between them leaves an orphan secret, never a marker
/// without its secret, which would read as lost.
fn start(files: Arc<dyn Files>, secrets: Arc<dyn SecretStore>, lock: FolderLock) -> Result<Opened, VaultError> {
    let names = files.list().map_err(VaultError::Disk)?;
    if names.iter().any(|name| name == STATE || name.starts_with("b-")) {
        // Content without its marker: the salt is gone, and with it the key. Not a first start.
        return Err(VaultError::Lost);
    }
    let install = InstallId(format::random()?);
    let secret = Zeroizing::new(format::random::<32>()?);
    let salt = format::random()?;
    let keys = Keys::derive(&*secret, &salt, install);
    patiently(|| secrets.put(&SecretName::new(SecretRole::VaultKey, install), &*secret))?;
    patiently(|| secrets.put(&SecretName::new(SecretRole::HighWater, install), &0u64.to_be_bytes()))?;
    put_file(&*files, INSTALL, &Install::encode(&keys, &salt)?)?;
    let inside = Mutex::new(Inside { generation: 0, mark: 0, owner: None });
    let vault = Vault { files, secrets, install, keys, inside, _lock: lock };
    Ok(Opened { vault, snapshot: None, rolled_back: false, finished_wipe: None })
}

fn open_existing(
    files: Arc<dyn Files>,
    secrets: Arc<dyn SecretStore>,
    lock: FolderLock,
    marker: &[u8],
) -> Result<Opened, VaultError> {
    let marker = Install::parse(marker)?;
    let secret = patiently(|| secrets.get(&SecretName::new(SecretRole::VaultKey, marker.id)))?;
    let keys = secret.and_then(|secret| marker.keys(&secret)).ok_or(VaultError::Lost)?;
    let mark = patiently(|| secrets.get(&SecretName::new(SecretRole::HighWater, marker.id)))?
        .and_then(|bytes| bytes[..].try_into().ok().map(u64::from_be_bytes));
    let state = match read(&*files, STATE, LARGEST_STATE + OVERHEAD)? {
        Some(bytes) => Some(State::open(&keys, &bytes)?),
        None => None,
    };
    let generation = state.as_ref().map_or(0, |state| state.generation);
    // A mark that is missing proves nothing good: as if it were higher.
    let rolled_back = mark.is_none_or(|mark| generation < mark);
    let known = mark.unwrap_or(0);
    let owner = state.as_ref().and_then(|state| state.owner);
    let inside = Mutex::new(Inside { generation: generation.max(known), mark: known, owner });
    let vault = Vault { files, secrets, install: marker.id, keys, inside, _lock: lock };
    if !rolled_back {
        // A crash came between rename and mark, or the last raise failed. A failure now is made good by the next commit.
        commit::raise_mark(&vault, &mut vault.inside(), generation);
    }
    let snapshot =
        state.map(|state| Snapshot { schema: state.schema, generation: state.generation, bytes: state.bytes });
    Ok(Opened { vault, snapshot, rolled_back, finished_wipe: None })
}

/// A whole file, `None` if there is none; one that is too long is damaged.
pub(super) fn read(files: &dyn Files, name: &str, most: usize) -> Result<Option<Vec<u8>>, VaultError> {
    match files.read(name, most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Err(VaultError::Damaged(match name {
            INSTALL | WIPING => VaultFile::Install,
            STATE => VaultFile::State,
            _ => VaultFile::Blob,
        })),
        Err(error) => Err(VaultError::Disk(error)),
    }
}
