//! Which store a host gets that hands in none of its own: the platform's, or loudly a file in development.

use std::path::Path;
use std::sync::Arc;

use super::{DevelopmentFile, SecretError, SecretStore};

/// What keeps the secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreKind {
    /// The platform's own store.
    Platform,
    /// Plain files of a development machine: protects nothing.
    DevelopmentFile,
}

impl StoreKind {
    /// What must be said aloud about it, in diagnostics and on development consoles.
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Self::Platform => None,
            Self::DevelopmentFile => Some(
                "this system forbids its keyring: secrets lie in plain files, which only a development machine may do",
            ),
        }
    }
}

/// The platform's store, tried out. Where the system forbids it: files in `development_folder` if there is one, and
/// otherwise [`SecretError::Unavailable`]. A production profile passes `None`.
pub fn platform_store(development_folder: Option<&Path>) -> Result<(Arc<dyn SecretStore>, StoreKind), SecretError> {
    #[cfg(target_os = "linux")]
    if let Ok(store) = super::KeyringStore::linux() {
        return Ok((Arc::new(store), StoreKind::Platform));
    }
    let folder = development_folder.ok_or(SecretError::Unavailable)?;
    Ok((Arc::new(DevelopmentFile::in_folder(folder)?), StoreKind::DevelopmentFile))
}
