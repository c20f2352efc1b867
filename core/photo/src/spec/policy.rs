//! A specification that the authority sends: one text under [`POLICY_KEY`] of the signed policy (wire format, section 6).

use super::{MAX_BYTES, PhotoSpec, SpecError};

/// The key of the policy's open range (100 to 65535) under which a phone looks for a newer specification of the license photo.
pub const POLICY_KEY: u16 = 110;

/// CBOR's major type of texts, in the upper three bits.
const TEXT: u8 = 3 << 5;

impl PhotoSpec {
    /// Takes in the policy's entry in place of the specification that is `held`.
    ///
    /// `item` is the encoded entry under [`POLICY_KEY`], as `PolicyClaims::more` holds it: one CBOR text with the JSON of
    /// `spec/*.json`. The same version with the same content is the one held, and is answered.
    /// Errors: [`SpecError`]; then the one held stays in force.
    pub fn from_policy(item: &[u8], held: &PhotoSpec) -> Result<PhotoSpec, SpecError> {
        PhotoSpec::newer(read_text(item)?, held)
    }

    /// Takes in the JSON of a specification in place of the one that is `held`: the same kind, and not older.
    pub fn newer(json: &str, held: &PhotoSpec) -> Result<PhotoSpec, SpecError> {
        let spec = PhotoSpec::parse(json)?;
        if spec.id != held.id {
            return Err(SpecError::OtherSpec);
        }
        if spec.version < held.version {
            return Err(SpecError::Older);
        }
        if spec.version == held.version && spec != *held {
            return Err(SpecError::SameVersion);
        }
        Ok(spec)
    }

    /// The policy's entry that carries this specification; for the authority.
    pub fn policy_item(&self) -> Vec<u8> {
        let json = serde_json::to_string(self).expect("maps with text keys and finite numbers");
        let mut item = match json.len() {
            length @ 0..=23 => vec![TEXT | length as u8],
            length @ 24..=0xFF => vec![TEXT | 24, length as u8],
            length @ 0x100..=0xFFFF => [&[TEXT | 25][..], &(length as u16).to_be_bytes()].concat(),
            length => [&[TEXT | 26][..], &(length as u32).to_be_bytes()].concat(),
        };
        item.extend_from_slice(json.as_bytes());
        item
    }
}

/// The content of one CBOR text in its shortest form, with nothing after it.
fn read_text(item: &[u8]) -> Result<&str, SpecError> {
    let (&first, rest) = item.split_first().ok_or(SpecError::NotText)?;
    let wide = match first.checked_sub(TEXT) {
        Some(0..=23) => 0,
        Some(24) => 1,
        Some(25) => 2,
        Some(26) => 4,
        _ => return Err(SpecError::NotText),
    };
    let (length, text) = rest.split_at_checked(wide).ok_or(SpecError::NotText)?;
    let length = if wide == 0 {
        u64::from(first - TEXT)
    } else {
        length.iter().fold(0, |length, byte| length << 8 | u64::from(*byte))
    };
    let least = [0, 24, 0x100, 0, 0x1_0000][wide];
    if length < least || length != text.len() as u64 {
        return Err(SpecError::NotText);
    }
    if text.len() > MAX_BYTES {
        return Err(SpecError::TooLong);
    }
    std::str::from_utf8(text).map_err(|_| SpecError::NotText)
}
