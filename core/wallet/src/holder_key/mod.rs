//! Keys of the phone: who makes them, who signs, and why no signature is believed before it was verified.
//!
//! Three keys, never mixed, so that a signed request can never be shown as a code and firms cannot link a driver to the
//! token that the police reads: one signs requests, one presents profile 1, one presents profiles 2 and 3.
//! The default is Ed25519 with its seed in the secret store. A platform may hand in hardware keys; those are P-256
//! (Secure Enclave and StrongBox know nothing else) and their signatures come as DER or raw, with any S. Hardware that
//! cannot sign every few seconds keeps one key that vouches for software keys of a day (wire format, section 1).

mod software;
#[cfg(test)]
mod tests;
mod verify;

use std::fmt;

pub use self::software::SoftwareKeys;
pub use self::verify::KeySigner;
use crate::secrets::{InstallId, SecretRole};

/// What a key may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyRole {
    /// Requests to the authority.
    Request,
    /// Presentations of profile 1: police and license business.
    PresentFull,
    /// Presentations of profiles 2 and 3: every firm.
    PresentLimited,
    /// As [`KeyRole::PresentFull`]: a fresh session key is made here while the one there is still in use, and the reverse.
    PresentFullSecond,
    /// As [`KeyRole::PresentLimited`].
    PresentLimitedSecond,
    /// Nothing but the `bind` of a session key.
    Voucher,
}

impl KeyRole {
    /// Every role there is.
    pub const ALL: [Self; 6] = [
        Self::Request,
        Self::PresentFull,
        Self::PresentLimited,
        Self::PresentFullSecond,
        Self::PresentLimitedSecond,
        Self::Voucher,
    ];

    /// Where the software key of this role keeps its seed.
    pub fn secret(self) -> SecretRole {
        match self {
            Self::Request => SecretRole::RequestKey,
            Self::PresentFull => SecretRole::PresentFull,
            Self::PresentLimited => SecretRole::PresentLimited,
            Self::PresentFullSecond => SecretRole::PresentFullSecond,
            Self::PresentLimitedSecond => SecretRole::PresentLimitedSecond,
            Self::Voucher => SecretRole::VoucherKey,
        }
    }
}

/// The name of a key: its role and the install that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName {
    /// What the key may sign.
    pub role: KeyRole,
    /// Whose it is.
    pub install: InstallId,
}

impl KeyName {
    /// The name of the key of `role` in `install`.
    pub fn new(role: KeyRole, install: InstallId) -> Self {
        Self { role, install }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.role.secret().word(), self.install)
    }
}

/// A public key as the platform gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawPublicKey {
    /// 32 bytes.
    Ed25519([u8; 32]),
    /// Uncompressed SEC1 point without its leading 04: x, then y.
    P256([u8; 64]),
}

/// How well a key is kept; the numbers stand in the license (field 19) and in `bind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyLevel {
    /// Its seed is sealed in the secret store.
    Sealed = 0,
    /// In the phone's trusted environment.
    Trusted = 1,
    /// In a chip of its own.
    SecureElement = 2,
    /// A session key that a hardware key vouched for.
    HardwareBound = 3,
}

/// What is known of a key without using it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFacts {
    /// Its public half.
    pub public: RawPublicKey,
    /// How well it is kept.
    pub level: KeyLevel,
    /// Whether it can sign a code every 15 s. One that cannot, because its chip is slow, vouches for session keys instead.
    pub signs_often: bool,
    /// The platform's attestation over the challenge of [`HolderKey::create`], if it gave one. Opaque to the phone.
    pub attestation: Option<Vec<u8>>,
}

/// Why a key did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HolderKeyError {
    /// The phone is locked; try again after it was unlocked.
    #[error("the phone is locked")]
    Locked,
    /// The person said no.
    #[error("cancelled by the person")]
    Cancelled,
    /// The key is gone for good, for example because the fingerprints changed. The phone must enrol again.
    #[error("the key was invalidated")]
    Invalidated,
    /// There is no key of this name.
    #[error("no such key")]
    NotFound,
    /// The hardware does not answer as it should; may pass.
    #[error("the key store is not available")]
    Unavailable,
    /// A signature came back that does not fit the key: wrong key, wrong encoding or a fault. It was thrown away.
    #[error("the signature does not fit the key")]
    BadSignature,
}

impl HolderKeyError {
    /// Stable code for the world.
    pub fn code(self) -> &'static str {
        match self {
            Self::Locked => "key-locked",
            Self::Cancelled => "key-cancelled",
            Self::Invalidated => "key-invalidated",
            Self::NotFound => "key-not-found",
            Self::Unavailable => "key-unavailable",
            Self::BadSignature => "key-bad-signature",
        }
    }
}

/// Keeps keys and signs with them. Synchronous and blocking: call it from `spawn_blocking`, never with a lock held.
pub trait HolderKey: Send + Sync {
    /// What is known of the key `name`; `None` if there is none.
    fn find(&self, name: &KeyName) -> Result<Option<KeyFacts>, HolderKeyError>;

    /// Makes the key `name`, for use without asking the person each time, and replaces one of the same name.
    /// `challenge` goes into the platform's attestation.
    fn create(&self, name: &KeyName, challenge: &[u8]) -> Result<KeyFacts, HolderKeyError>;

    /// Signs `message` (not a hash of it). Ed25519: 64 bytes. P-256: DER, or 64 bytes r then s; S may be high.
    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, HolderKeyError>;

    /// Destroys the key; destroying what is not there is fine.
    fn remove(&self, name: &KeyName) -> Result<(), HolderKeyError>;
}
