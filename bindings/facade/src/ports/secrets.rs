//! The phone's own key store, where small secrets of the core are kept.

use std::sync::Arc;

use lz_wallet::secrets::{Secret, SecretError, SecretName, SecretStore};

use super::patience::{LONGEST, within};

/// Why a secret could not be had or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum SecretsTrouble {
    /// The phone is locked; it is tried again after an unlock.
    #[error("locked")]
    Locked,
    /// The entry is there but unreadable, for good: a restored backup, a changed hardware key.
    #[error("lost")]
    Lost,
    /// The store does not answer as it should.
    #[error("not available")]
    NotAvailable,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for SecretsTrouble {
    /// Something else was thrown. Its text is dropped: it is a stack trace of the app.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        SecretsTrouble::NotAvailable
    }
}

/// A key store for values of at most 64 bytes. "No entry" is an answer, not trouble.
#[uniffi::export(foreign)]
pub trait Secrets: Send + Sync {
    /// Reads an entry; absent if there is none.
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretsTrouble>;

    /// Writes an entry. It is read back before it counts.
    fn put(&self, name: String, secret: Vec<u8>) -> Result<(), SecretsTrouble>;

    /// Deletes an entry; deleting what is not there is fine.
    fn remove(&self, name: String) -> Result<(), SecretsTrouble>;
}

/// The core's port over an app's key store.
pub(crate) struct SecretsAdapter(pub(crate) Arc<dyn Secrets>);

impl SecretsAdapter {
    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Secrets) -> Result<T, SecretsTrouble> + Send + 'static,
    ) -> Result<T, SecretError> {
        let store = self.0.clone();
        within(LONGEST, move || work(&*store)).unwrap_or(Err(SecretsTrouble::NotAvailable)).map_err(port_error)
    }
}

impl SecretStore for SecretsAdapter {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        let name = name.to_string();
        Ok(self.call(|store| store.get(name))?.map(Secret::new))
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        let (key, value) = (name.to_string(), secret.to_vec());
        self.call(|store| store.put(key, value))?;
        match self.get(name)? {
            Some(kept) if kept[..] == *secret => Ok(()),
            _ => Err(SecretError::Unavailable),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        let name = name.to_string();
        self.call(|store| store.remove(name))
    }
}

fn port_error(trouble: SecretsTrouble) -> SecretError {
    match trouble {
        SecretsTrouble::Locked => SecretError::Locked,
        SecretsTrouble::Lost => SecretError::Lost,
        SecretsTrouble::NotAvailable => SecretError::Unavailable,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Mutex;

    use lz_wallet::secrets::{InstallId, SecretRole};

    use super::*;

    /// A key store that keeps what it is given, or only says so.
    #[derive(Default)]
    struct Store {
        entries: Mutex<HashMap<String, Vec<u8>>>,
        lies: bool,
    }

    impl Secrets for Store {
        fn get(&self, name: String) -> Result<Option<Vec<u8>>, SecretsTrouble> {
            Ok(self.entries.lock().unwrap().get(&name).cloned())
        }

        fn put(&self, name: String, secret: Vec<u8>) -> Result<(), SecretsTrouble> {
            if !self.lies {
                self.entries.lock().unwrap().insert(name, secret);
            }
            Ok(())
        }

        fn remove(&self, name: String) -> Result<(), SecretsTrouble> {
            self.entries.lock().unwrap().remove(&name);
            Ok(())
        }
    }

    #[test]
    fn a_write_counts_only_after_it_was_read_back() {
        let name = SecretName::new(SecretRole::VaultKey, InstallId([3; 16]));
        for (lies, want) in [(false, Ok(())), (true, Err(SecretError::Unavailable))] {
            let store = SecretsAdapter(Arc::new(Store { lies, ..Store::default() }));
            assert_eq!(store.put(&name, b"secret"), want, "lies: {lies}");
        }
    }
}
