//! The sealed folder: all that the phone remembers, unreadable without the secret store, whole after every crash.
//!
//! No database. `install.bin` says that an install exists, `state.bin` is one sealed snapshot of bytes that the engine
//! gives, `b-….bin` are sealed blobs named by their content. The key comes from a secret in the platform's store *and* a
//! salt on disk: losing either half erases the content.
//!
//! The vault answers in types, and never repairs by forgetting: a damaged file is kept, a missing secret is *lost* and
//! never replaced, a locked phone is asked again later. Rolled back is told, not fatal: the license in it still carries
//! the authority's signature and expiry, which every opening verifies again (R13).

mod blobs;
mod commit;
mod files;
mod format;
mod migrate;
mod open;
mod wipe;

#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod folder_tests;
#[cfg(test)]
mod frail_files;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

pub use self::commit::{Committed, MarkState};
pub use self::files::{Files, FolderLock, RealFiles};
use self::format::Keys;
pub use self::migrate::{MigrateError, Step, migrate};
use crate::secrets::{InstallId, SecretError, SecretName, SecretRole, SecretStore};

/// Bytes that are overwritten when dropped.
pub type Sealed = Zeroizing<Vec<u8>>;

/// An open vault. One for each folder; dropping it lets the folder go.
pub struct Vault {
    files: Arc<dyn Files>,
    secrets: Arc<dyn SecretStore>,
    install: InstallId,
    keys: Keys,
    inside: Mutex<Inside>,
    _lock: FolderLock,
}

/// What changes while the vault is open.
struct Inside {
    /// The highest generation that was ever tried.
    generation: u64,
    /// The high-water mark as far as it is known to be kept.
    mark: u64,
    owner: Option<OwnerTag>,
}

/// What opening found.
pub struct Opened {
    /// The vault.
    pub vault: Vault,
    /// The last committed state; `None` before the first commit.
    pub snapshot: Option<Snapshot>,
    /// The state is older than one that was committed before, or gone: show "needs refresh", distrust outbox and log.
    pub rolled_back: bool,
    /// A wipe that a crash had interrupted was finished: remove the hardware keys of this install as well.
    pub finished_wipe: Option<InstallId>,
}

/// One committed state.
pub struct Snapshot {
    /// Version of the bytes, counted by the engine.
    pub schema: u16,
    /// Which commit it is.
    pub generation: u64,
    /// The engine's own bytes.
    pub bytes: Sealed,
}

/// Names a blob by its content: a keyed hash, so that a file name does not tell which photo it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub struct BlobId(pub [u8; 32]);

/// Stands for a holder without naming him: a keyed hash that no other install can compute.
#[derive(Clone, Copy, PartialEq, Eq)]
struct OwnerTag([u8; 16]);

/// The files that a [`VaultError::Damaged`] may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VaultFile {
    /// `install.bin`.
    Install,
    /// `state.bin`.
    State,
    /// One of the blobs.
    Blob,
}

/// Why the vault did not do what it was asked. Nothing is deleted or replaced because of any of these.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Somebody has the folder open.
    #[error("the folder is open already")]
    AlreadyOpen,
    /// The phone is locked: try again after it was unlocked.
    #[error("the phone is locked")]
    Locked,
    /// The secret that opens this folder does not exist here: copied folder, restored backup, reset store.
    #[error("the key of this folder is lost")]
    Lost,
    /// The secret store does not answer as it should.
    #[error("the secret store is not available")]
    Unavailable,
    /// A file is not what was written. It is kept as it is.
    #[error("a file is damaged")]
    Damaged(VaultFile),
    /// A later version of the app wrote this.
    #[error("written by a later version")]
    Newer,
    /// Another holder's data is in this folder; it must be erased first (R64).
    #[error("the folder belongs to another holder")]
    OtherHolder,
    /// There is no such blob.
    #[error("no such blob")]
    NoBlob,
    /// More bytes than the vault keeps in one file.
    #[error("too large")]
    TooLarge,
    /// No randomness.
    #[error("no randomness")]
    NoRandomness,
    /// The disk said no. After a failed commit the disk holds the old or the new state; committing again is safe.
    #[error("the disk failed")]
    Disk(#[source] std::io::Error),
}

impl VaultError {
    /// Stable code for the world.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyOpen => "vault-already-open",
            Self::Locked => "vault-locked",
            Self::Lost => "vault-lost",
            Self::Unavailable => "vault-unavailable",
            Self::Damaged(VaultFile::Install) => "vault-damaged-install",
            Self::Damaged(VaultFile::State) => "vault-damaged-state",
            Self::Damaged(VaultFile::Blob) => "vault-damaged-blob",
            Self::Newer => "vault-newer",
            Self::OtherHolder => "vault-other-holder",
            Self::NoBlob => "vault-no-blob",
            Self::TooLarge => "vault-too-large",
            Self::NoRandomness => "vault-no-randomness",
            Self::Disk(_) => "vault-disk",
        }
    }
}

impl From<SecretError> for VaultError {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Locked => Self::Locked,
            SecretError::Lost => Self::Lost,
            SecretError::Unavailable | SecretError::Misuse => Self::Unavailable,
        }
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("rolled_back", &self.rolled_back).finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens the folder, or starts it if it is empty. Finishes a wipe that was interrupted.
    ///
    /// Blocks on disk and secret store: about 25 µs for keyutils, tens of milliseconds at first start.
    pub fn open(files: Arc<dyn Files>, secrets: Arc<dyn SecretStore>) -> Result<Opened, VaultError> {
        open::open(files, secrets)
    }

    /// Which install this is: the second half of every name in the secret store.
    pub fn install(&self) -> InstallId {
        self.install
    }

    /// Makes `state` the state that the next opening finds. Durable when it returns `Ok`.
    ///
    /// On `Err` the next opening finds the old state or this one, nothing else; committing again is safe.
    pub fn commit(&self, schema: u16, state: &[u8]) -> Result<Committed, VaultError> {
        commit::commit(self, schema, state)
    }

    /// Ties the vault to a holder (id type and number, as canonical bytes), durably with the next commit.
    ///
    /// [`VaultError::OtherHolder`] if it is tied to somebody else: his data must be wiped first (R64).
    pub fn claim(&self, holder: &[u8]) -> Result<(), VaultError> {
        let tag = self.keys.owner(holder);
        let mut inside = self.inside();
        match inside.owner {
            Some(owner) if owner != tag => Err(VaultError::OtherHolder),
            _ => {
                inside.owner = Some(tag);
                Ok(())
            }
        }
    }

    /// Seals `bytes` in a file of their own; durable when it returns. The same bytes give the same name, written once.
    pub fn put_blob(&self, bytes: &[u8]) -> Result<BlobId, VaultError> {
        blobs::put(self, bytes)
    }

    /// The bytes of a blob, verified against their name.
    pub fn blob(&self, id: &BlobId) -> Result<Sealed, VaultError> {
        blobs::get(self, id)
    }

    /// Erases one blob; erasing what is not there is fine.
    pub fn erase_blob(&self, id: &BlobId) -> Result<(), VaultError> {
        blobs::erase(self, id)
    }

    /// Erases every blob that is not in `wanted`, and what crashes left behind. Call it after a commit.
    pub fn keep_blobs(&self, wanted: &[BlobId]) -> Result<usize, VaultError> {
        blobs::keep(self, wanted)
    }

    /// Erases everything: secrets first, so that the content is unreadable even if the files survive.
    ///
    /// Interrupted, it is finished by the next [`Vault::open`]. Hardware keys are the caller's to remove, before this.
    pub fn wipe(self) -> Result<(), VaultError> {
        wipe::wipe(&*self.files, &*self.secrets)
    }

    /// Erases a folder that does not open: lost, damaged, or left by another holder. Only a person may decide this.
    pub fn wipe_unopened(files: &dyn Files, secrets: &dyn SecretStore) -> Result<(), VaultError> {
        let _lock = files.lock().map_err(VaultError::Disk)?.ok_or(VaultError::AlreadyOpen)?;
        wipe::wipe(files, secrets)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn secret(&self, role: SecretRole) -> SecretName {
        SecretName::new(role, self.install)
    }
}
