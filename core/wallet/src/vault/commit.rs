//! Commit: write beside, sync, rename, sync the folder, raise the mark. In this order and no other.

use super::format::{LARGEST_STATE, STATE, State, WRITING};
use super::{Files, Inside, Vault, VaultError};
use crate::secrets::{SecretRole, patiently};

/// What a commit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The number of the commit.
    pub generation: u64,
    /// Whether a rollback to before it would be noticed.
    pub mark: MarkState,
}

/// How the high-water mark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkState {
    /// It names this commit.
    Raised,
    /// The store did not take it; the next commit or opening tries again. The state itself is durable.
    Pending,
}

pub(super) fn commit(vault: &Vault, schema: u16, state: &[u8]) -> Result<Committed, VaultError> {
    if state.len() > LARGEST_STATE {
        return Err(VaultError::TooLarge);
    }
    let mut inside = vault.inside();
    // A number that was tried is spent, even if the try failed: its file may be on the disk.
    let generation = inside.generation.max(inside.mark) + 1;
    inside.generation = generation;
    let bytes = State::encode(&vault.keys, schema, generation, inside.owner, state)?;
    put_file(&*vault.files, STATE, &bytes)?;
    let mark = raise_mark(vault, &mut inside, generation);
    Ok(Committed { generation, mark })
}

/// Raises the mark in the secret store to `generation`, if it is lower.
pub(super) fn raise_mark(vault: &Vault, inside: &mut Inside, generation: u64) -> MarkState {
    if inside.mark >= generation {
        return MarkState::Raised;
    }
    let name = vault.secret(SecretRole::HighWater);
    match patiently(|| vault.secrets.put(&name, &generation.to_be_bytes())) {
        Ok(()) => {
            inside.mark = generation;
            MarkState::Raised
        }
        Err(_) => MarkState::Pending,
    }
}

/// Puts `bytes` in the place of file `name` in one step that survives a loss of power at any moment.
pub(super) fn put_file(files: &dyn Files, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
    let whole = || {
        files.write(WRITING, bytes)?;
        files.sync(WRITING)?;
        files.rename(WRITING, name)?;
        files.sync_folder()
    };
    whole().map_err(VaultError::Disk)
}
