//! Signers: whoever holds a private key. The wallet's hardware keys, the authority's keys and the two software ones here.

use std::sync::Arc;

use ed25519_dalek::Signer as _;

use crate::format::FormatError;
use crate::key::{PublicKey, lower_s};

/// Signs with one private key that it does not show.
pub trait Signer {
    /// The public half.
    fn key(&self) -> &PublicKey;
    /// Signs `message`: 64 bytes, for P-256 `r | s` of any s; the caller normalises.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError>;
}

/// Why a signature could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The phone must be unlocked first.
    #[error("the key is locked")]
    Locked,
    /// The key is gone for good.
    #[error("the key is lost")]
    Lost,
    /// The signer failed this time.
    #[error("signing failed")]
    Failed,
    /// The signer returned bytes that its own public key does not accept.
    #[error("the signer returned a wrong signature")]
    WrongSignature,
}

impl SignError {
    /// Stable name for logs and other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Locked => "key-locked",
            Self::Lost => "key-lost",
            Self::Failed => "sign-failed",
            Self::WrongSignature => "wrong-signature",
        }
    }
}

/// An Ed25519 key in memory, wiped when dropped.
pub struct SoftwareEd25519 {
    secret: ed25519_dalek::SigningKey,
    public: PublicKey,
}

impl SoftwareEd25519 {
    /// The key that grows from this seed (RFC 8032).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public =
            PublicKey::ed25519(secret.verifying_key().as_bytes()).expect("a clamped scalar times the base point");
        Self { secret, public }
    }
}

impl Signer for SoftwareEd25519 {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        Ok(self.secret.sign(message).to_bytes())
    }
}

/// A P-256 key in memory with deterministic signatures (RFC 6979): stands in for hardware in tests and demonstrations.
pub struct SoftwareP256 {
    secret: p256::ecdsa::SigningKey,
    public: PublicKey,
}

impl SoftwareP256 {
    /// The key with this secret scalar; zero and numbers of the group order or above are refused.
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, FormatError> {
        let secret = p256::ecdsa::SigningKey::from_slice(scalar).map_err(|_| FormatError::Key)?;
        let sec1 = secret.verifying_key().to_sec1_point(false).as_bytes().to_vec();
        let half = |range: std::ops::Range<usize>| sec1[range].try_into().map_err(|_| FormatError::Key);
        let public = PublicKey::p256(&half(1..33)?, &half(33..65)?)?;
        Ok(Self { secret, public })
    }
}

impl Signer for SoftwareP256 {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        let signature: p256::ecdsa::Signature = self.secret.sign(message);
        Ok(lower_s(signature.to_bytes().into()))
    }
}

impl<S: Signer + ?Sized> Signer for &S {
    fn key(&self) -> &PublicKey {
        (**self).key()
    }
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        (**self).sign(message)
    }
}

impl<S: Signer + ?Sized> Signer for Box<S> {
    fn key(&self) -> &PublicKey {
        (**self).key()
    }
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        (**self).sign(message)
    }
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn key(&self) -> &PublicKey {
        (**self).key()
    }
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignError> {
        (**self).sign(message)
    }
}
