//! Small secrets that the platform keeps for us: the vault's key, key seeds, counters. One port, three stores.
//!
//! A store must be slow to lose and quick to say so. Three rules that every caller relies on:
//! - "No entry" is an answer, never an invitation to make a new key: only [`crate::vault`] knows whether an install
//!   exists, and then a missing secret is *lost*.
//! - [`SecretError::Locked`] is retried after the phone was unlocked and never leads to a wipe.
//! - A write counts only after it was read back: Android's store reports success for writes that failed.

mod default;
mod development;
#[cfg(any(target_os = "linux", target_os = "android", target_os = "ios", test))]
mod keyring;
mod memory;
mod retry;
#[cfg(test)]
mod tests;

use std::fmt;

use zeroize::Zeroizing;

pub use self::default::{StoreKind, platform_store};
pub use self::development::DevelopmentFile;
#[cfg(any(target_os = "linux", target_os = "android", target_os = "ios", test))]
pub use self::keyring::KeyringStore;
pub use self::memory::{Fault, MemoryStore, Operation};
pub(crate) use self::retry::patiently;

/// Names one installation of the app: 16 random bytes, made at first start, gone with a wipe.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstallId(pub [u8; 16]);

impl fmt::Display for InstallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for InstallId {
    /// The first four bytes: enough to tell two installs apart in a log, too little to name one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstallId({:02x}{:02x}{:02x}{:02x}…)", self.0[0], self.0[1], self.0[2], self.0[3])
    }
}

/// What a secret is for. A closed list, so that a wipe can delete all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SecretRole {
    /// Half of the key that seals the vault; the other half is the salt on disk.
    VaultKey,
    /// The highest generation of the vault's state that was committed.
    HighWater,
    /// Seed of the key that signs requests to the authority.
    RequestKey,
    /// Seed of the key that presents profile 1 (police, license business).
    PresentFull,
    /// Seed of the key that presents profiles 2 and 3 (firms).
    PresentLimited,
    /// The second place of the key of profile 1: session keys change between the two.
    PresentFullSecond,
    /// The second place of the key of profiles 2 and 3.
    PresentLimitedSecond,
    /// The name of the hardware key that vouches for session keys; no store of ours ever holds it.
    VoucherKey,
    /// First number that the profile 1 key has surely not used.
    SequenceFull,
    /// First number that the key of profiles 2 and 3 has surely not used.
    SequenceLimited,
}

impl SecretRole {
    /// Every role there is.
    pub const ALL: [Self; 10] = [
        Self::VaultKey,
        Self::HighWater,
        Self::RequestKey,
        Self::PresentFull,
        Self::PresentLimited,
        Self::PresentFullSecond,
        Self::PresentLimitedSecond,
        Self::VoucherKey,
        Self::SequenceFull,
        Self::SequenceLimited,
    ];

    /// The fixed word that starts the name of the entry. Letters and dashes only: some stores join words with `@`.
    pub fn word(self) -> &'static str {
        match self {
            Self::VaultKey => "vault-key",
            Self::HighWater => "high-water",
            Self::RequestKey => "request-key",
            Self::PresentFull => "present-full",
            Self::PresentLimited => "present-limited",
            Self::PresentFullSecond => "present-full-second",
            Self::PresentLimitedSecond => "present-limited-second",
            Self::VoucherKey => "voucher-key",
            Self::SequenceFull => "sequence-full",
            Self::SequenceLimited => "sequence-limited",
        }
    }
}

/// The name of one entry: role and install id, so that a copied folder finds nothing on another phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretName {
    /// What the secret is for.
    pub role: SecretRole,
    /// Whose it is.
    pub install: InstallId,
}

impl SecretName {
    /// The name of `role` in `install`.
    pub fn new(role: SecretRole, install: InstallId) -> Self {
        Self { role, install }
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.role.word(), self.install)
    }
}

/// A secret in memory; overwritten when dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// Where secrets are kept. Synchronous and blocking: call it from `spawn_blocking`, never with a lock held.
pub trait SecretStore: Send + Sync {
    /// Reads an entry; `None` if there is none.
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError>;

    /// Writes an entry and reads it back; `Ok` means that it is there. At most 64 bytes, never empty.
    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError>;

    /// Deletes an entry; deleting what is not there is fine.
    fn remove(&self, name: &SecretName) -> Result<(), SecretError>;
}

/// The most that one entry may hold; every platform takes this much.
pub const LONGEST_SECRET: usize = 64;

/// Why a secret could not be had. Carries no text of the platform: that text may hold the secret itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The phone is locked. Try again after it was unlocked; nothing is lost.
    #[error("the phone is locked")]
    Locked,
    /// The entry is there but unreadable, for good: restored backup, changed hardware key.
    #[error("the secret is lost")]
    Lost,
    /// The store does not answer as it should. May pass; if it stays, offer to enrol again, never do so unasked.
    #[error("the secret store is not available")]
    Unavailable,
    /// We asked for something that no store can do (too long, empty): our own mistake.
    #[error("the secret store was misused")]
    Misuse,
}

impl SecretError {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::Locked => "secret-locked",
            Self::Lost => "secret-lost",
            Self::Unavailable => "secret-unavailable",
            Self::Misuse => "secret-misuse",
        }
    }
}

/// Refuses what some platform could not keep, before any store is asked.
pub(crate) fn check_length(secret: &[u8]) -> Result<(), SecretError> {
    if secret.is_empty() || secret.len() > LONGEST_SECRET { Err(SecretError::Misuse) } else { Ok(()) }
}
