//! Status deltas: what changed in all lists from one national counter to the next, small enough for the roadside.

use lz_license::UnixSeconds;
use sha2::{Digest, Sha256};

use crate::cbor::{Value, write};
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::fields;
use crate::format::FormatError;
use crate::signer::Signer;
use crate::status_list::{StatusError, StatusValue, Values};
use crate::token::LIST_ENTRIES;
use crate::trust::{MAX_AHEAD_SECONDS, Origin, Role, TrustList};

/// Largest delta that is read.
pub const MAX_BYTES: usize = 2_000_000;
const DELTA_CLAIM: i64 = -70_011;

/// The changes of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListChange {
    /// Name of the list.
    pub uri: String,
    /// Changed entries by rising index, with their new values.
    pub flips: Vec<(u32, StatusValue)>,
    /// First eight bytes of SHA-256 of the list's bytes afterwards.
    pub check: [u8; 8],
}

impl ListChange {
    /// What leads from `before` to `after`; none if nothing does.
    pub fn between(uri: &str, before: &Values, after: &Values) -> Option<Self> {
        let differs = before.bytes().iter().zip(after.bytes()).zip(0u32..).filter(|((a, b), _)| a != b);
        let flips: Vec<_> = differs
            .flat_map(|(_, byte)| byte * 4..byte * 4 + 4)
            .filter(|index| before.get(*index) != after.get(*index))
            .filter_map(|index| after.get(index).map(|value| (index, value)))
            .collect();
        (!flips.is_empty()).then(|| Self { uri: uri.to_owned(), flips, check: check_of(after) })
    }
}

/// What a delta says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeltaClaims {
    /// Who publishes it.
    pub issuer: String,
    /// Issued at: the new age of every list, named or not.
    pub issued_at: UnixSeconds,
    /// Not offered after.
    pub expires_at: UnixSeconds,
    /// Leads from `sequence - 1` to this.
    pub sequence: u32,
    /// [`chain_hash`] of the previous delta, zeros for the first.
    pub previous: [u8; 16],
    /// By rising name.
    pub changes: Vec<ListChange>,
}

/// Signs a delta.
pub fn issue(claims: &DeltaClaims, signer: &dyn Signer) -> Result<Vec<u8>, StatusError> {
    let header = authority_header(signer.key().kid(), ContentType::STATUS_DELTA);
    let payload = write(|w| {
        w.map(4)?.u8(1)?.str(&claims.issuer)?.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?;
        w.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?.i64(DELTA_CLAIM)?.map(3)?;
        w.u8(1)?.u32(claims.sequence)?.u8(2)?.bytes(&claims.previous)?.u8(3)?.array(claims.changes.len() as u64)?;
        for change in &claims.changes {
            w.array(3)?.str(&change.uri)?.bytes(&pack(&change.flips))?.bytes(&change.check)?;
        }
        Ok(())
    });
    let bytes = seal(&header, &payload, signer)?;
    read(&Sign1::open(&bytes, MAX_BYTES)?)?;
    Ok(bytes)
}

/// A delta that a trusted key has signed.
pub(crate) struct Delta {
    pub(crate) claims: DeltaClaims,
}

impl Delta {
    pub(crate) fn check(bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<Self, StatusError> {
        let signed = Sign1::open(bytes, MAX_BYTES)?;
        let kid = signed.authority_kid(ContentType::STATUS_DELTA)?;
        let claims = read(&signed)?;
        let origin =
            Origin { role: Role::Status, issuer: Some(&claims.issuer), issued_at: claims.issued_at, authority: None };
        trust.vouch(&signed, kid, origin, now)?;
        if claims.issued_at > now.plus(MAX_AHEAD_SECONDS) {
            return Err(StatusError::AheadOfClock);
        }
        Ok(Self { claims })
    }
}

fn read(signed: &Sign1) -> Result<DeltaClaims, FormatError> {
    let mut map = signed.payload().map()?;
    let issuer = fields::issuer(map.required(1)?)?;
    let expires_at = fields::seconds(map.required(4)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let mut delta = map.required(DELTA_CLAIM)?.map()?;
    map.done()?;
    let claims = DeltaClaims {
        issuer,
        issued_at,
        expires_at,
        sequence: fields::uint32(delta.required(1)?, 1..=u32::MAX)?,
        previous: delta.required(2)?.byte_array()?,
        changes: delta.required(3)?.items(0..=MAX_BYTES)?.into_iter().map(read_change).collect::<Result<_, _>>()?,
    };
    delta.done()?;
    let rising = claims.changes.windows(2).all(|pair| pair[0].uri < pair[1].uri);
    if expires_at <= issued_at || !rising {
        return Err(FormatError::Contradiction);
    }
    Ok(claims)
}

fn read_change(value: Value<'_>) -> Result<ListChange, FormatError> {
    let [uri, flips, check] = value.array()?;
    Ok(ListChange {
        uri: uri.text(8..=32)?.to_owned(),
        flips: unpack(flips.bytes(0..=MAX_BYTES)?)?,
        check: check.byte_array()?,
    })
}

/// Per change, `LEB128((index - previous - 1) * 4 + value)`, where previous starts at -1.
fn pack(flips: &[(u32, StatusValue)]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut next = 0;
    for (index, value) in flips {
        let mut number = u64::from(index.saturating_sub(next)) << 2 | u64::from(value.bits());
        while number > 0x7f {
            packed.push(number as u8 | 0x80);
            number >>= 7;
        }
        packed.push(number as u8);
        next = index.saturating_add(1);
    }
    packed
}

fn unpack(packed: &[u8]) -> Result<Vec<(u32, StatusValue)>, FormatError> {
    let (mut flips, mut next, mut rest) = (Vec::new(), 0u32, packed);
    while !rest.is_empty() {
        let (number, after) = leb128(rest)?;
        let index =
            u32::try_from(number >> 2).ok().and_then(|gap| next.checked_add(gap)).ok_or(FormatError::OutOfRange)?;
        if index >= LIST_ENTRIES {
            return Err(FormatError::OutOfRange);
        }
        flips.push((index, StatusValue::from_bits(number as u8)));
        next = index + 1;
        rest = after;
    }
    Ok(flips)
}

/// One number of at most four bytes, in its shortest form.
fn leb128(bytes: &[u8]) -> Result<(u64, &[u8]), FormatError> {
    let mut number = 0;
    for (place, byte) in bytes.iter().take(4).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            let longer_than_needed = place > 0 && *byte == 0;
            return if longer_than_needed { Err(FormatError::NotShortest) } else { Ok((number, &bytes[place + 1..])) };
        }
    }
    Err(FormatError::OutOfRange)
}

/// What the next delta names as its predecessor: the first sixteen bytes of SHA-256 of the delta as received.
pub fn chain_hash(delta: &[u8]) -> [u8; 16] {
    head(delta)
}

/// What a list must come out as: the first eight bytes of SHA-256 of its 262,144 bytes.
pub fn check_of(values: &Values) -> [u8; 8] {
    head(values.bytes())
}

fn head<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut head = [0; N];
    head.copy_from_slice(&Sha256::digest(bytes)[..N]);
    head
}
