//! Secrets in the platform's own store, by way of keyring-core.
//!
//! On Linux that is the kernel's keyring (keyutils): no daemon, gone at reboot. On Android an AES key of the Android Keystore seals
//! the entries in a preferences file; on Apple's systems it is the data protection keychain. Traps, each met for real:
//! - A thread without a session keyring gets a credential that answers "access denied", and worse, a write through it
//!   has stored the secret where nobody can read it. So the session keyring is made first, in the thread that asks, and
//!   every operation builds its entry anew: the kernel's credentials belong to the thread.
//! - `Debug` of an entry or of an error prints the secret. Neither is ever printed or kept.
//! - Inside containers `keyctl` is often forbidden: [`KeyringStore::linux`] tries before it promises.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use zeroize::Zeroizing;

#[cfg(target_os = "linux")]
use super::InstallId;
use super::{Secret, SecretError, SecretName, SecretRole, SecretStore, check_length};

/// The service word of every entry; the user word is the entry's name.
const SERVICE: &str = "liangzheng";

/// Apple's `errSecInteractionNotAllowed`: the phone is locked. keyring-core reports it as a platform failure.
const APPLE_LOCKED: &str = "-25308";

/// See the module.
pub struct KeyringStore {
    store: Arc<CredentialStore>,
    /// Run before each operation, in the thread that asks.
    prepare: fn() -> Result<(), SecretError>,
    /// When an entry may be read, for stores that ask.
    policy: Option<fn(SecretRole) -> &'static str>,
}

impl KeyringStore {
    /// The kernel's keyring, after a trial: a secret written by one thread must be read by another and be gone after
    /// its removal. [`SecretError::Unavailable`] where the system forbids it.
    #[cfg(target_os = "linux")]
    pub fn linux() -> Result<Self, SecretError> {
        let options = HashMap::from([("service_no_divider", "true")]);
        let store = linux_keyutils_keyring_store::Store::new_with_configuration(&options).map_err(|e| map(&e))?;
        let ours = Self { store, prepare: join_session_keyring, policy: None };
        ours.trial()?;
        Ok(ours)
    }

    /// Android's store, in a preferences file of its own that backups must leave out. [`SecretError::Unavailable`] until the app has
    /// handed its context to `io.crates.keyring.Keyring.initializeNdkContext`: without it the store panics, which is caught here.
    #[cfg(target_os = "android")]
    pub fn android() -> Result<Self, SecretError> {
        let options = HashMap::from([("name", SERVICE)]);
        let opened = std::panic::catch_unwind(|| android_native_keyring_store::Store::new_with_configuration(&options));
        Ok(Self::over(opened.map_err(|_| SecretError::Unavailable)?.map_err(|error| map(&error))?))
    }

    /// Apple's data protection keychain: never in iCloud, never in a backup, and open only while [`apple_policy`] allows.
    #[cfg(target_os = "ios")]
    pub fn apple() -> Result<Self, SecretError> {
        let store = apple_native_keyring_store::protected::Store::new().map_err(|error| map(&error))?;
        Ok(Self { policy: Some(apple_policy), ..Self::over(store) })
    }

    /// Any store of keyring-core, used as it is. For platforms whose store needs no preparation, and for tests.
    pub fn over(store: Arc<CredentialStore>) -> Self {
        Self { store, prepare: || Ok(()), policy: None }
    }

    fn entry(&self, name: &SecretName) -> Result<Entry, SecretError> {
        (self.prepare)()?;
        let policy = self.policy.map(|policy| HashMap::from([("access-policy", policy(name.role))]));
        self.store.build(SERVICE, &name.to_string(), policy.as_ref()).map_err(|error| map(&error))
    }

    /// Writes here, reads in a thread that has never used the keyring, removes, and looks again.
    #[cfg(target_os = "linux")]
    fn trial(&self) -> Result<(), SecretError> {
        let mut bytes = [0u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| SecretError::Unavailable)?;
        let name = SecretName::new(SecretRole::VaultKey, InstallId(bytes));
        self.put(&name, &bytes)?;
        let elsewhere = std::thread::scope(|scope| scope.spawn(|| self.get(&name)).join());
        self.remove(&name)?;
        let gone = self.get(&name)?.is_none();
        match elsewhere {
            Ok(Ok(Some(read))) if read[..] == bytes && gone => Ok(()),
            _ => Err(SecretError::Unavailable),
        }
    }
}

/// What shows the license opens with the phone; what background sync needs opens with the first unlock after a start. All of it
/// stays on this phone.
#[cfg(any(target_os = "ios", test))]
pub(super) fn apple_policy(role: SecretRole) -> &'static str {
    match role {
        SecretRole::PresentFull
        | SecretRole::PresentLimited
        | SecretRole::PresentFullSecond
        | SecretRole::PresentLimitedSecond => "when-unlocked-this-device-only",
        SecretRole::VaultKey
        | SecretRole::HighWater
        | SecretRole::RequestKey
        | SecretRole::VoucherKey
        | SecretRole::SequenceFull
        | SecretRole::SequenceLimited => "after-first-unlock-this-device-only",
    }
}

/// Gives the calling thread a session keyring if it has none.
#[cfg(target_os = "linux")]
fn join_session_keyring() -> Result<(), SecretError> {
    linux_keyutils::KeyRing::from_special_id(linux_keyutils::KeyRingIdentifier::Session, true)
        .map(|_| ())
        .map_err(|_| SecretError::Unavailable)
}

impl SecretStore for KeyringStore {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        match self.entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(map(&error)),
        }
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        check_length(secret)?;
        self.entry(name)?.set_secret(secret).map_err(|error| map(&error))?;
        match self.get(name)? {
            Some(kept) if kept[..] == *secret => Ok(()),
            _ => Err(SecretError::Unavailable),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(map(&error)),
        }
    }
}

/// The one mapping from the platform's words to ours. The error itself is dropped: it may carry the secret.
fn map(error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(_) => SecretError::Locked,
        Error::PlatformFailure(source) if format!("{source:?}").contains(APPLE_LOCKED) => SecretError::Locked,
        Error::NoEntry | Error::BadDataFormat(..) | Error::BadEncoding(_) => SecretError::Lost,
        Error::TooLong(..) | Error::Invalid(..) | Error::NotSupportedByStore(_) => SecretError::Misuse,
        // Not an arm for each: the enum is open, and whatever comes later is a store that does not answer as it should.
        _ => SecretError::Unavailable,
    }
}
