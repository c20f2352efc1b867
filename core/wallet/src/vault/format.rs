//! What the files look like, byte by byte, and the keys that seal them.
//!
//! ```text
//! install.bin   "LZVI" | version u8 | install id 16 | salt 32 | canary nonce 24 | sealed canary 24 | check 16
//! state.bin     "LZVS" | version u8 | schema u16 | generation u64 | nonce 24 | sealed( owner 16 | state )
//! b-<id>.bin    "LZVB" | version u8 | nonce 24 | sealed( content )
//! ```
//!
//! XChaCha20-Poly1305 with random nonces. Additional data: magic, version, install id, role, then schema and generation
//! (state) or id (blob), so that no file stands in for another one, an older one of another number, or one of another
//! install. `check` is the SHA-256 of all before it, cut to 16 bytes: it tells a damaged marker from a lost key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{BlobId, OwnerTag, Sealed, VaultError, VaultFile};
use crate::secrets::InstallId;

/// The marker of an install.
pub(super) const INSTALL: &str = "install.bin";
/// The state.
pub(super) const STATE: &str = "state.bin";
/// A file that is being written; never read.
pub(super) const WRITING: &str = "writing.tmp";
/// Says that a wipe has begun; holds the install id.
pub(super) const WIPING: &str = "wiping";

/// The most bytes of state.
pub(super) const LARGEST_STATE: usize = 8 << 20;
/// The most bytes of a blob.
pub(super) const LARGEST_BLOB: usize = 16 << 20;
/// What sealing adds to a file, generously.
pub(super) const OVERHEAD: usize = 256;

const VERSION: u8 = 1;
const INSTALL_MAGIC: &[u8; 4] = b"LZVI";
const STATE_MAGIC: &[u8; 4] = b"LZVS";
const BLOB_MAGIC: &[u8; 4] = b"LZVB";
const CANARY: &[u8; 8] = b"liangz.1";
const NONCE: usize = 24;
const TAG: usize = 16;
const CHECK: usize = 16;
const OWNER: usize = 16;
const INSTALL_LENGTH: usize = 4 + 1 + 16 + 32 + NONCE + CANARY.len() + TAG + CHECK;

/// The keys of one install. No `Clone`, no `Debug`; overwritten when dropped.
pub(super) struct Keys {
    install: InstallId,
    sealing: Zeroizing<[u8; 32]>,
    naming: Zeroizing<[u8; 32]>,
}

/// `install.bin`, read and checked, its key not yet tried.
pub(super) struct Install {
    pub(super) id: InstallId,
    salt: [u8; 32],
    canary: [u8; NONCE + CANARY.len() + TAG],
}

/// `state.bin`, opened.
pub(super) struct State {
    pub(super) schema: u16,
    pub(super) generation: u64,
    pub(super) owner: Option<OwnerTag>,
    pub(super) bytes: Sealed,
}

/// Random bytes of the system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::NoRandomness)?;
    Ok(bytes)
}

impl Keys {
    /// The keys from both halves.
    pub(super) fn derive(secret: &[u8], salt: &[u8; 32], install: InstallId) -> Self {
        let kdf = Hkdf::<Sha256>::new(Some(salt), secret);
        let key = |purpose: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            kdf.expand_multi_info(&[b"lz/vault/1/", purpose, &install.0], &mut *key)
                .expect("32 bytes are fewer than HKDF-SHA256 can give");
            key
        };
        Self { install, sealing: key(b"seal"), naming: key(b"name") }
    }

    /// The name of a blob.
    pub(super) fn blob_id(&self, content: &[u8]) -> BlobId {
        BlobId(self.keyed_hash(b"blob", content))
    }

    /// What stands for a holder.
    pub(super) fn owner(&self, holder: &[u8]) -> OwnerTag {
        let hash = self.keyed_hash(b"owner", holder);
        OwnerTag(*hash.first_chunk().expect("a hash of 32 bytes has 16"))
    }

    fn keyed_hash(&self, domain: &[u8], bytes: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*self.naming).expect("HMAC takes keys of any length");
        mac.update(domain);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    fn seal(&self, nonce: &[u8; NONCE], content: &[u8], aad: &[u8]) -> Vec<u8> {
        let cipher = XChaCha20Poly1305::new((&*self.sealing).into());
        cipher
            .encrypt(&XNonce::from(*nonce), Payload { msg: content, aad })
            .expect("content is far shorter than the cipher's limit")
    }

    fn unseal(&self, nonce: &[u8; NONCE], sealed: &[u8], aad: &[u8]) -> Option<Sealed> {
        let cipher = XChaCha20Poly1305::new((&*self.sealing).into());
        cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad }).ok().map(Zeroizing::new)
    }

    /// What a file of this install, role and place is bound to.
    fn aad(&self, magic: &[u8; 4], place: &[u8]) -> Vec<u8> {
        [magic, &[VERSION][..], &self.install.0, place].concat()
    }
}

impl Install {
    /// The bytes of a new marker.
    pub(super) fn encode(keys: &Keys, salt: &[u8; 32]) -> Result<Vec<u8>, VaultError> {
        let nonce = random()?;
        let canary = keys.seal(&nonce, CANARY, &keys.aad(INSTALL_MAGIC, salt));
        let mut bytes = [INSTALL_MAGIC, &[VERSION][..], &keys.install.0, salt, &nonce, &canary].concat();
        let check = Sha256::digest(&bytes);
        bytes.extend_from_slice(&check[..CHECK]);
        Ok(bytes)
    }

    /// Reads a marker. Damage is told before any key is tried.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, VaultError> {
        let damaged = || VaultError::Damaged(VaultFile::Install);
        let (body, check) = bytes.split_last_chunk::<CHECK>().ok_or_else(damaged)?;
        if Sha256::digest(body)[..CHECK] != *check {
            return Err(damaged());
        }
        let rest = version_1(body, INSTALL_MAGIC, VaultFile::Install)?;
        if bytes.len() != INSTALL_LENGTH {
            return Err(damaged());
        }
        let (id, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
        let (salt, rest) = rest.split_first_chunk().ok_or_else(damaged)?;
        let canary = rest.try_into().map_err(|_| damaged())?;
        Ok(Self { id: InstallId(*id), salt: *salt, canary })
    }

    /// The keys, if `secret` is the one that this marker was made with.
    pub(super) fn keys(&self, secret: &[u8]) -> Option<Keys> {
        let keys = Keys::derive(secret, &self.salt, self.id);
        let (nonce, sealed) = self.canary.split_first_chunk::<NONCE>()?;
        let canary = keys.unseal(nonce, sealed, &keys.aad(INSTALL_MAGIC, &self.salt))?;
        (canary[..] == CANARY[..]).then_some(keys)
    }
}

impl State {
    /// The bytes of `state.bin`.
    pub(super) fn encode(
        keys: &Keys,
        schema: u16,
        generation: u64,
        owner: Option<OwnerTag>,
        state: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let nonce = random()?;
        let content = Zeroizing::new([&owner.map_or([0; OWNER], |tag| tag.0), state].concat());
        let place = [&schema.to_be_bytes()[..], &generation.to_be_bytes()].concat();
        let sealed = keys.seal(&nonce, &content, &keys.aad(STATE_MAGIC, &place));
        Ok([STATE_MAGIC, &[VERSION][..], &place, &nonce, &sealed].concat())
    }

    /// Opens `state.bin`.
    pub(super) fn open(keys: &Keys, bytes: &[u8]) -> Result<Self, VaultError> {
        let damaged = || VaultError::Damaged(VaultFile::State);
        let rest = version_1(bytes, STATE_MAGIC, VaultFile::State)?;
        let (place, rest) = rest.split_first_chunk::<10>().ok_or_else(damaged)?;
        let (nonce, sealed) = rest.split_first_chunk().ok_or_else(damaged)?;
        let content = keys.unseal(nonce, sealed, &keys.aad(STATE_MAGIC, place)).ok_or_else(damaged)?;
        let (owner, state) = content.split_first_chunk::<OWNER>().ok_or_else(damaged)?;
        let (schema, generation) = place.split_first_chunk::<2>().ok_or_else(damaged)?;
        Ok(Self {
            schema: u16::from_be_bytes(*schema),
            generation: u64::from_be_bytes(generation.try_into().map_err(|_| damaged())?),
            owner: (*owner != [0; OWNER]).then_some(OwnerTag(*owner)),
            bytes: Zeroizing::new(state.to_vec()),
        })
    }
}

/// The bytes of a blob's file.
pub(super) fn encode_blob(keys: &Keys, id: &BlobId, content: &[u8]) -> Result<Vec<u8>, VaultError> {
    let nonce = random()?;
    let sealed = keys.seal(&nonce, content, &keys.aad(BLOB_MAGIC, &id.0));
    Ok([BLOB_MAGIC, &[VERSION][..], &nonce, &sealed].concat())
}

/// Opens a blob's file, and holds its content against its name.
pub(super) fn open_blob(keys: &Keys, id: &BlobId, bytes: &[u8]) -> Result<Sealed, VaultError> {
    let damaged = || VaultError::Damaged(VaultFile::Blob);
    let rest = version_1(bytes, BLOB_MAGIC, VaultFile::Blob)?;
    let (nonce, sealed) = rest.split_first_chunk().ok_or_else(damaged)?;
    let content = keys.unseal(nonce, sealed, &keys.aad(BLOB_MAGIC, &id.0)).ok_or_else(damaged)?;
    if keys.blob_id(&content) == *id { Ok(content) } else { Err(damaged()) }
}

/// The file's name of a blob.
pub(super) fn blob_name(id: &BlobId) -> String {
    let hex: String = id.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("b-{hex}.bin")
}

/// What follows magic and version, if the version is ours.
fn version_1<'a>(bytes: &'a [u8], magic: &[u8; 4], file: VaultFile) -> Result<&'a [u8], VaultError> {
    let rest = bytes.strip_prefix(magic).ok_or(VaultError::Damaged(file))?;
    match rest.split_first() {
        Some((&VERSION, rest)) => Ok(rest),
        Some((&later, _)) if later > VERSION => Err(VaultError::Newer),
        _ => Err(VaultError::Damaged(file)),
    }
}

/// What a wipe leaves as its marker.
pub(super) fn encode_wiping(install: Option<InstallId>) -> Vec<u8> {
    install.map_or_else(Vec::new, |id| id.0.to_vec())
}

/// Whose wipe it was, if the marker still tells.
pub(super) fn parse_wiping(bytes: &[u8]) -> Option<InstallId> {
    bytes.try_into().ok().map(InstallId)
}
