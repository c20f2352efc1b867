//! Personal data at rest: sealed documents, and a blind index for numbers.
//!
//! Every document of a holder is sealed with XChaCha20-Poly1305 under a key that does not stand in the database; the
//! place that it belongs to is authenticated with it. Identity numbers are found by HMAC-SHA-256, so that the database
//! alone tells no number.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use lz_license::Holder;
use sha2::Sha256;

const NONCE: usize = 24;

/// Seals and opens documents, and hashes numbers.
#[derive(Clone)]
pub(crate) struct Sealer {
    cipher: XChaCha20Poly1305,
    blind_key: [u8; 32],
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(..)")
    }
}

/// A document that was not sealed by us, or not for this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed document does not open")]
pub(crate) struct SealBroken;

impl Sealer {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        let cipher = XChaCha20Poly1305::new_from_slice(&mac(secret, b"lz-authority documents")).expect("32 bytes");
        Self { cipher, blind_key: mac(secret, b"lz-authority blind index") }
    }

    /// Seals `plain` for `place`.
    pub(crate) fn seal(&self, place: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = random();
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).expect("documents are far below 256 GB");
        [&nonce[..], &sealed].concat()
    }

    /// Opens what was sealed for `place`.
    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SealBroken> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(SealBroken)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| SealBroken)
    }

    /// The index under which a holder is found.
    pub(crate) fn blind(&self, holder: &Holder) -> [u8; 32] {
        mac(&self.blind_key, format!("{:?}|{}", holder.id_type(), holder.id_number()).as_bytes())
    }

    /// Hash of a short secret, such as a one-time code, bound to its place.
    pub(crate) fn hash(&self, place: &[u8], secret: &[u8]) -> [u8; 32] {
        mac(&self.blind_key, &[b"hash|", place, b"|", secret].concat())
    }
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Random bytes from the system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("a system without randomness cannot issue licenses");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_document_opens_only_unchanged_and_in_its_place() {
        let sealer = Sealer::new(&[1; 32]);
        let sealed = sealer.seal("holder/1", b"text");
        assert_eq!(sealer.open("holder/1", &sealed).unwrap(), b"text");
        assert_eq!(sealer.open("holder/2", &sealed), Err(SealBroken));
        assert_eq!(Sealer::new(&[2; 32]).open("holder/1", &sealed), Err(SealBroken));
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(sealer.open("holder/1", &bent), Err(SealBroken), "byte {at}");
        }
        assert_eq!(sealer.open("holder/1", b"short"), Err(SealBroken));
    }
}
