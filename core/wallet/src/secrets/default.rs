//! Which store a host gets that hands in none of its own: the platform's, or loudly a file in development.

use std::path::Path;
use std::sync::Arc;

#[cfg(not(any(target_os = "android", target_os = "ios")))]
use super::DevelopmentFile;
use super::{SecretError, SecretStore};

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

/// The platform's store, tried out. A phone has no other. Where a desk machine forbids it: files in `development_folder` if there is one, and
/// otherwise [`SecretError::Unavailable`]. A production profile passes `None`.
pub fn platform_store(
    #[cfg_attr(
        any(target_os = "android", target_os = "ios"),
        expect(unused_variables, reason = "no phone keeps secrets in files")
    )]
    development_folder: Option<&Path>,
) -> Result<(Arc<dyn SecretStore>, StoreKind), SecretError> {
    #[cfg(target_os = "linux")]
    if let Ok(store) = super::KeyringStore::linux() {
        return Ok((Arc::new(store), StoreKind::Platform));
    }
    #[cfg(target_os = "android")]
    return Ok((Arc::new(super::KeyringStore::android()?), StoreKind::Platform));
    #[cfg(target_os = "ios")]
    return Ok((Arc::new(super::KeyringStore::apple()?), StoreKind::Platform));
    #[cfg(not(any(target_os = "android", target_os = "ios")))]
    development_store(development_folder)
}

/// Plain files, where the profile allows them.
#[cfg(not(any(target_os = "android", target_os = "ios")))]
fn development_store(development_folder: Option<&Path>) -> Result<(Arc<dyn SecretStore>, StoreKind), SecretError> {
    let folder = development_folder.ok_or(SecretError::Unavailable)?;
    Ok((Arc::new(DevelopmentFile::in_folder(folder)?), StoreKind::DevelopmentFile))
}
