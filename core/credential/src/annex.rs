//! The annex: what is read rather than decided. Portrait, address and record, bound to the token by SHA-256.
//!
//! It travels in its own frames (see [`crate::frames`]), so that a bystander's camera that reads the code reads no
//! home address. Requirements R03, R14.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::cbor::{Map, write};
use crate::format::FormatError;

/// Most bytes that an annex may have.
pub const MAX_BYTES: usize = 6_600;

/// Portrait, address and record of one license.
#[derive(Clone, PartialEq, Eq)]
pub struct Annex {
    /// Sixteen random bytes, so that nobody can guess an address and compare hashes.
    pub salt: [u8; 16],
    /// The portrait as WebP, 132 by 192 pixels. Not decoded here.
    pub portrait: Vec<u8>,
    /// Address; profile 1 alone.
    pub address: Option<String>,
    /// Record; profile 1 alone.
    pub record: Option<String>,
}

impl fmt::Debug for Annex {
    /// Says how much there is, never what: an annex is personal through and through.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Annex(portrait of {} bytes)", self.portrait.len())
    }
}

/// Writes the annex. Its hash is what the token signs.
///
/// Errors: [`FormatError::OutOfRange`] for a portrait or text beyond its limits.
pub fn encode(annex: &Annex) -> Result<Vec<u8>, FormatError> {
    let fields = 2 + u64::from(annex.address.is_some()) + u64::from(annex.record.is_some());
    let bytes = write(|w| {
        w.map(fields)?.u8(0)?.bytes(&annex.salt)?.u8(1)?.bytes(&annex.portrait)?;
        if let Some(address) = &annex.address {
            w.u8(2)?.str(address)?;
        }
        if let Some(record) = &annex.record {
            w.u8(3)?.str(record)?;
        }
        Ok(())
    });
    parse(&bytes)?;
    Ok(bytes)
}

/// Reads an annex. Whether it belongs to a license is asked by [`crate::verify::VerifiedToken::with_annex`].
pub fn parse(bytes: &[u8]) -> Result<Annex, FormatError> {
    if bytes.len() > MAX_BYTES {
        return Err(FormatError::TooLong);
    }
    let mut map = Map::scan(bytes)?;
    let annex = Annex {
        salt: map.required(0)?.byte_array()?,
        portrait: map.required(1)?.bytes(1..=6_000)?.to_vec(),
        address: map.optional(2).map(|value| value.text(1..=120).map(str::to_owned)).transpose()?,
        record: map.optional(3).map(|value| value.text(1..=400).map(str::to_owned)).transpose()?,
    };
    map.done()?;
    Ok(annex)
}

/// The hash that field 15 of a license carries.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
