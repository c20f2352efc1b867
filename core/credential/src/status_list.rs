//! Status lists (draft-ietf-oauth-status-list): two bits for each issued copy, 2^20 of them in one signed, packed list.
//!
//! A terminal holds them by name and never fetches one because of a scan. The 262,144 bytes are inflated once, into exactly
//! that room, and anything else is refused. Requirements R12, R15.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write as _;

use flate2::{Compression, Decompress, FlushDecompress, Status};
use lz_license::UnixSeconds;

use crate::cbor::write;
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::fields;
use crate::format::FormatError;
use crate::signer::{SignError, Signer};
use crate::status_delta::{self, Delta};
use crate::token::{LIST_ENTRIES, StatusRef};
use crate::trust::{MAX_AHEAD_SECONDS, Origin, Role, TrustList, Untrusted};

/// Largest list that is read.
pub const MAX_BYTES: usize = 300_000;
/// Bytes of a list once inflated.
pub const INFLATED_BYTES: usize = LIST_ENTRIES as usize / 4;
const SEQUENCE_CLAIM: i64 = -70_010;

/// What a list says of one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusValue {
    /// Nothing newer than the token.
    NothingNewer,
    /// Ended: license, phone or use.
    Ended,
    /// Must not drive, or state unknown: ask the register.
    AskRegister,
    /// Replaced by a newer copy.
    Replaced,
}

impl StatusValue {
    /// The two bits.
    pub fn bits(self) -> u8 {
        match self {
            Self::NothingNewer => 0,
            Self::Ended => 1,
            Self::AskRegister => 2,
            Self::Replaced => 3,
        }
    }

    /// From the lowest two bits.
    pub fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::NothingNewer,
            1 => Self::Ended,
            2 => Self::AskRegister,
            _ => Self::Replaced,
        }
    }
}

/// The values of one list.
#[derive(Clone, PartialEq, Eq)]
pub struct Values(Vec<u8>);

impl Default for Values {
    fn default() -> Self {
        Self(vec![0; INFLATED_BYTES])
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values(2^20)")
    }
}

impl Values {
    /// The value at `index`; none beyond the end.
    pub fn get(&self, index: u32) -> Option<StatusValue> {
        let byte = self.0.get(index as usize >> 2)?;
        Some(StatusValue::from_bits(byte >> (2 * (index & 3))))
    }

    /// Sets the value at `index`; false beyond the end.
    pub fn set(&mut self, index: u32, value: StatusValue) -> bool {
        let Some(byte) = self.0.get_mut(index as usize >> 2) else { return false };
        let shift = 2 * (index & 3);
        *byte = *byte & !(3 << shift) | value.bits() << shift;
        true
    }

    /// The 262,144 bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn inflate(packed: &[u8]) -> Result<Self, StatusError> {
        // One byte more than allowed, so that a stream that goes on is told from one that ends.
        let mut room = vec![0; INFLATED_BYTES + 1];
        let mut inflater = Decompress::new(true);
        let status =
            inflater.decompress(packed, &mut room, FlushDecompress::Finish).map_err(|_| StatusError::Inflate)?;
        let whole = status == Status::StreamEnd
            && inflater.total_out() == INFLATED_BYTES as u64
            && inflater.total_in() == packed.len() as u64;
        if !whole {
            return Err(StatusError::Inflate);
        }
        room.truncate(INFLATED_BYTES);
        Ok(Self(room))
    }

    fn deflate(&self) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&self.0).expect("memory takes every byte");
        packer.finish().expect("memory takes every byte")
    }
}

/// Why a list or delta is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// Not a list or delta of this format.
    #[error("not a status object: {0}")]
    Format(#[from] FormatError),
    /// Not signed by a trusted status key.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// The name is outside the prefixes of the trust list.
    #[error("a list of a foreign name")]
    Name,
    /// Older than what is held.
    #[error("older than the one held")]
    Older,
    /// Dated too far ahead of the clock to be kept.
    #[error("dated ahead of the clock")]
    AheadOfClock,
    /// Does not inflate to exactly 262,144 bytes.
    #[error("does not inflate to its exact size")]
    Inflate,
    /// A delta that does not lead on from what is held. Fetch lists.
    #[error("a gap before this delta")]
    Gap,
    /// A delta of another chain. Fetch lists.
    #[error("a delta of another chain")]
    Chain,
    /// A delta whose result is not the announced one. Fetch lists.
    #[error("a delta with another result")]
    Check,
    /// No signature could be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl StatusError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::Untrusted(error) => error.code(),
            Self::Name => "status-name",
            Self::Older => "status-older",
            Self::AheadOfClock => "ahead-of-clock",
            Self::Inflate => "status-inflate",
            Self::Gap => "delta-gap",
            Self::Chain => "delta-chain",
            Self::Check => "delta-check",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Everything that a list says, but its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListClaims {
    /// Its name.
    pub uri: String,
    /// Issued at.
    pub issued_at: UnixSeconds,
    /// Old from then on.
    pub expires_at: UnixSeconds,
    /// Seconds after which a newer one may be asked for.
    pub ttl: u32,
    /// The national counter of lists and deltas when it was made.
    pub sequence: u32,
}

/// A status list that a trusted key has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    /// What it says of itself.
    pub claims: ListClaims,
    /// Its values.
    pub values: Values,
}

impl StatusList {
    /// Signs a list.
    pub fn issue(claims: &ListClaims, values: &Values, signer: &dyn Signer) -> Result<Vec<u8>, StatusError> {
        let packed = values.deflate();
        let header = authority_header(signer.key().kid(), ContentType::STATUS_LIST);
        let payload = write(|w| {
            w.map(6)?.u8(2)?.str(&claims.uri)?.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?;
            w.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?;
            w.u16(65_533)?.map(2)?.str("lst")?.bytes(&packed)?.str("bits")?.u8(2)?;
            w.u16(65_534)?.u32(claims.ttl)?.i64(SEQUENCE_CLAIM)?.u32(claims.sequence)?.ok()
        });
        let bytes = seal(&header, &payload, signer)?;
        read(&Sign1::open(&bytes, MAX_BYTES)?)?;
        Ok(bytes)
    }

    /// Checks a received list.
    pub fn check(bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<Self, StatusError> {
        let signed = Sign1::open(bytes, MAX_BYTES)?;
        let kid = signed.authority_kid(ContentType::STATUS_LIST)?;
        let (claims, packed) = read(&signed)?;
        let origin = Origin { role: Role::Status, issuer: None, issued_at: claims.issued_at, authority: None };
        trust.vouch(&signed, kid, origin, now)?;
        if !trust.allows_status_name(&claims.uri) {
            return Err(StatusError::Name);
        }
        if claims.issued_at > now.plus(MAX_AHEAD_SECONDS) {
            return Err(StatusError::AheadOfClock);
        }
        Ok(Self { values: Values::inflate(packed)?, claims })
    }
}

fn read(signed: &Sign1) -> Result<(ListClaims, &[u8]), FormatError> {
    let mut map = signed.payload().map()?;
    let uri = map.required(2)?.text(8..=32)?.to_owned();
    let expires_at = fields::seconds(map.required(4)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let mut list = map.required(65_533)?.map()?;
    list.required("bits")?.uint(2..=2)?;
    let packed = list.required("lst")?.bytes(0..=MAX_BYTES)?;
    list.done()?;
    let ttl = fields::uint32(map.required(65_534)?, 1..=604_800)?;
    let sequence = fields::uint32(map.required(SEQUENCE_CLAIM)?, 1..=u32::MAX)?;
    map.done()?;
    if expires_at <= issued_at {
        return Err(FormatError::Contradiction);
    }
    Ok((ListClaims { uri, issued_at, expires_at, ttl, sequence }, packed))
}

/// What the held lists say of one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The value.
    pub value: StatusValue,
    /// When that was true: the list's date, or that of the last delta applied to it.
    pub as_of: UnixSeconds,
    /// When the list gets too old to tell freshness.
    pub expires_at: UnixSeconds,
}

/// The status lists that a verifier holds, with the deltas applied to them.
#[derive(Clone, Debug, Default)]
pub struct StatusLists {
    held: BTreeMap<String, Held>,
    last_delta: Option<(u32, [u8; 16])>,
}

#[derive(Clone, Debug)]
struct Held {
    values: Values,
    as_of: UnixSeconds,
    expires_at: UnixSeconds,
    sequence: u32,
}

impl StatusLists {
    /// Takes in a received list, if it is newer than the one held under its name.
    pub fn accept(&mut self, bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<(), StatusError> {
        let StatusList { claims, values } = StatusList::check(bytes, trust, now)?;
        let held = Held { values, as_of: claims.issued_at, expires_at: claims.expires_at, sequence: claims.sequence };
        match self.held.get(&claims.uri) {
            Some(known) if (held.sequence, held.as_of) < (known.sequence, known.as_of) => Err(StatusError::Older),
            Some(_) | None => {
                self.held.insert(claims.uri, held);
                Ok(())
            }
        }
    }

    /// Applies a delta to all lists that do not have it yet: all or nothing.
    ///
    /// Errors: after [`StatusError::Gap`], [`StatusError::Chain`] and [`StatusError::Check`] whole lists must be fetched;
    /// nothing was changed.
    pub fn apply(&mut self, bytes: &[u8], trust: &TrustList, now: UnixSeconds) -> Result<(), StatusError> {
        let delta = Delta::check(bytes, trust, now)?;
        let sequence = delta.claims.sequence;
        if self.held.values().any(|held| held.sequence.saturating_add(1) < sequence) {
            return Err(StatusError::Gap);
        }
        if self.last_delta.is_some_and(|(last, hash)| last + 1 == sequence && hash != delta.claims.previous) {
            return Err(StatusError::Chain);
        }
        let changed = self.changed(&delta)?;
        for (uri, held) in &mut self.held {
            if held.sequence < sequence {
                if let Some(values) = changed.get(uri.as_str()) {
                    held.values = values.clone();
                }
                held.sequence = sequence;
                held.as_of = held.as_of.max(delta.claims.issued_at);
            }
        }
        self.last_delta = Some((sequence, status_delta::chain_hash(bytes)));
        Ok(())
    }

    fn changed<'d>(&self, delta: &'d Delta) -> Result<BTreeMap<&'d str, Values>, StatusError> {
        let mut changed = BTreeMap::new();
        for change in &delta.claims.changes {
            let Some(held) = self.held.get(&change.uri).filter(|held| held.sequence < delta.claims.sequence) else {
                continue;
            };
            let mut values = held.values.clone();
            for (index, value) in &change.flips {
                values.set(*index, *value);
            }
            if status_delta::check_of(&values) != change.check {
                return Err(StatusError::Check);
            }
            changed.insert(change.uri.as_str(), values);
        }
        Ok(changed)
    }

    /// What the lists say of a copy; none if its list is not held.
    pub fn look_up(&self, status: &StatusRef) -> Option<Word> {
        let held = self.held.get(&status.uri)?;
        let value = held.values.get(status.index)?;
        Some(Word { value, as_of: held.as_of, expires_at: held.expires_at })
    }

    /// Date of the newest list or delta.
    pub fn newest(&self) -> UnixSeconds {
        self.held.values().map(|held| held.as_of).max().unwrap_or(UnixSeconds(0))
    }

    /// Names and dates of the lists that are held.
    pub fn held(&self) -> impl Iterator<Item = (&str, UnixSeconds)> {
        self.held.iter().map(|(uri, held)| (uri.as_str(), held.as_of))
    }
}
