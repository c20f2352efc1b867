//! Policy: signed data that decides which purpose sees which profile, and names authorities. It never touches cryptography,
//! trust or time limits. Requirements R53, R71.

use std::collections::BTreeMap;

use lz_license::UnixSeconds;

use crate::audience::Audience;
use crate::cbor::{Key, Value, raw, write};
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::edition::{Edition, NotNewer};
use crate::fields;
use crate::format::FormatError;
use crate::label::Label;
use crate::signer::{SignError, Signer};
use crate::token::Profile;
use crate::trust::{MAX_AHEAD_SECONDS, Origin, Role, TrustList, Untrusted};

/// Largest policy that is read.
pub const MAX_BYTES: usize = 512_000;
const POLICY_CLAIM: i64 = -70_040;

/// A data file that a policy may carry, as text, under a key of its own. What it says is for the reader of that file to judge:
/// a policy whose data file cannot be used is a policy all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataFile {
    /// Which group each status code belongs to: `status.json` of `lz-license`.
    StatusTable,
    /// Limits and sizes of portraits: `e-license.json` of `lz-photo`.
    PhotoSpec,
}

impl DataFile {
    /// Its key in the policy.
    pub const fn key(self) -> u16 {
        match self {
            Self::PhotoSpec => 110,
            Self::StatusTable => 111,
        }
    }
}

/// What one purpose may see and must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The profile that is shown for it.
    pub profile: Profile,
    /// Whether the asker must challenge.
    pub challenge_required: bool,
    /// Its name.
    pub name: Label,
}

/// What a policy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyClaims {
    /// Who publishes it.
    pub issuer: String,
    /// Issued at.
    pub issued_at: UnixSeconds,
    /// Past this it is still used, and said to be old.
    pub expires_at: UnixSeconds,
    /// Rises with each edition.
    pub sequence: u32,
    /// Apps below this must be updated.
    pub least_app_version: u64,
    /// Purposes by their key.
    pub purposes: BTreeMap<String, Purpose>,
    /// Names of authorities by code.
    pub authorities: BTreeMap<u64, Label>,
    /// Encoded items under keys 100 to 65535: data files ([`DataFile`]) and what later versions add. [`Policy::accept`] keeps
    /// those it does not know.
    pub more: BTreeMap<u16, Vec<u8>>,
}

impl PolicyClaims {
    /// The text of a data file, if the policy carries it.
    ///
    /// Errors: [`FormatError::WrongType`] if something else than a text stands in its place.
    pub fn data(&self, file: DataFile) -> Option<Result<&str, FormatError>> {
        let item = self.more.get(&file.key())?;
        Some(Value::scanned(item).text(0..=MAX_BYTES))
    }

    /// Puts a data file into the policy.
    pub fn set_data(&mut self, file: DataFile, text: &str) {
        self.more.insert(file.key(), write(|w| w.str(text)?.ok()));
    }
}

/// A policy that a trusted key has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    bytes: Vec<u8>,
    claims: PolicyClaims,
}

/// Why a policy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not a policy of this format.
    #[error("not a policy: {0}")]
    Format(#[from] FormatError),
    /// Not signed by a trusted policy key.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// Older than the one that is held. Report it.
    #[error("an older sequence than the one held")]
    OlderSequence,
    /// The sequence of the one that is held, with other bytes. Report it.
    #[error("the sequence of the one held, with other bytes")]
    SameSequence,
    /// Dated too far ahead of the clock to be kept.
    #[error("dated ahead of the clock")]
    AheadOfClock,
    /// No signature could be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl From<NotNewer> for PolicyError {
    fn from(error: NotNewer) -> Self {
        match error {
            NotNewer::Older => Self::OlderSequence,
            NotNewer::SameNumber => Self::SameSequence,
        }
    }
}

impl PolicyError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::Untrusted(error) => error.code(),
            Self::OlderSequence => "policy-older-sequence",
            Self::SameSequence => "policy-same-sequence",
            Self::AheadOfClock => "ahead-of-clock",
            Self::Sign(error) => error.code(),
        }
    }
}

/// What an audience may see and must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The profile that it gets.
    pub profile: Profile,
    /// Whether it must challenge.
    pub challenge_required: bool,
}

/// The terms of an audience. An unknown purpose gets the least data and must challenge.
pub fn terms(audience: &Audience, policy: Option<&Policy>) -> Terms {
    let purpose = policy.and_then(|policy| policy.claims.purposes.get(audience.purpose()));
    match audience {
        Audience::Police | Audience::Business => Terms {
            profile: Profile::Full,
            challenge_required: purpose.is_some_and(|purpose| purpose.challenge_required),
        },
        Audience::Firm { .. } => {
            purpose.map_or(Terms { profile: Profile::Limited, challenge_required: true }, |purpose| Terms {
                profile: purpose.profile,
                challenge_required: purpose.challenge_required,
            })
        }
    }
}

impl Policy {
    /// Takes in a received policy; `held` is the one that it would replace.
    pub fn accept(
        bytes: &[u8],
        trust: &TrustList,
        held: Option<&Policy>,
        now: UnixSeconds,
    ) -> Result<Self, PolicyError> {
        let signed = Sign1::open(bytes, MAX_BYTES)?;
        let kid = signed.authority_kid(ContentType::POLICY)?;
        let claims = read(signed.payload())?;
        let origin =
            Origin { role: Role::Policy, issuer: Some(&claims.issuer), issued_at: claims.issued_at, authority: None };
        trust.vouch(&signed, kid, origin, now)?;
        Edition { sequence: claims.sequence, bytes }.replaces(held.map(Self::edition))?;
        if claims.issued_at > now.plus(MAX_AHEAD_SECONDS) {
            return Err(PolicyError::AheadOfClock);
        }
        Ok(Self { bytes: bytes.to_vec(), claims })
    }

    /// Signs a policy.
    pub fn issue(claims: &PolicyClaims, signer: &dyn Signer) -> Result<Vec<u8>, PolicyError> {
        let header = authority_header(signer.key().kid(), ContentType::POLICY);
        let bytes = seal(&header, &encode(claims), signer)?;
        read(Sign1::open(&bytes, MAX_BYTES)?.payload())?;
        Ok(bytes)
    }

    fn edition(&self) -> Edition<'_> {
        Edition { sequence: self.claims.sequence, bytes: &self.bytes }
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it says.
    pub fn claims(&self) -> &PolicyClaims {
        &self.claims
    }

    /// Whether it is past its time: it is used still, and the user is told.
    pub fn is_old(&self, now: UnixSeconds) -> bool {
        now >= self.claims.expires_at
    }
}

fn read(value: Value<'_>) -> Result<PolicyClaims, FormatError> {
    let mut map = value.map()?;
    let issuer = fields::issuer(map.required(1)?)?;
    let expires_at = fields::seconds(map.required(4)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let mut policy = map.required(POLICY_CLAIM)?.map()?;
    map.done()?;
    let sequence = fields::uint32(policy.required(1)?, 1..=u32::MAX)?;
    let least_app_version = policy.required(2)?.uint(0..=u64::MAX)?;
    let purposes = policy.required(3)?.map()?.rest().map(read_purpose).collect::<Result<_, _>>()?;
    let authorities = policy.required(4)?.map()?.rest().map(read_authority).collect::<Result<_, _>>()?;
    let more = policy.rest().map(read_more).collect::<Result<_, _>>()?;
    if expires_at <= issued_at {
        return Err(FormatError::Contradiction);
    }
    Ok(PolicyClaims { issuer, issued_at, expires_at, sequence, least_app_version, purposes, authorities, more })
}

fn read_purpose((key, value): (Key<'_>, Value<'_>)) -> Result<(String, Purpose), FormatError> {
    let Key::Text(key) = key else { return Err(FormatError::WrongType) };
    let [profile, challenge_required, name] = value.array()?;
    let purpose = Purpose {
        profile: Profile::read(profile)?,
        challenge_required: challenge_required.bool()?,
        name: Label::read(name)?,
    };
    Ok((key.to_owned(), purpose))
}

fn read_authority((key, value): (Key<'_>, Value<'_>)) -> Result<(u64, Label), FormatError> {
    let Key::Int(code) = key else { return Err(FormatError::WrongType) };
    Ok((u64::try_from(code).map_err(|_| FormatError::OutOfRange)?, Label::read(value)?))
}

fn read_more((key, value): (Key<'_>, Value<'_>)) -> Result<(u16, Vec<u8>), FormatError> {
    match key {
        Key::Int(number @ 100..=65_535) => Ok((number as u16, value.raw().to_vec())),
        Key::Int(_) | Key::Text(_) => Err(FormatError::UnlistedField),
    }
}

fn encode(claims: &PolicyClaims) -> Vec<u8> {
    // Deterministic order is that of the encoded keys: shorter texts first.
    let mut purposes: Vec<_> = claims.purposes.iter().collect();
    purposes.sort_by_key(|(key, _)| (key.len(), *key));
    write(|w| {
        w.map(4)?.u8(1)?.str(&claims.issuer)?.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?;
        w.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?.i64(POLICY_CLAIM)?.map(4 + claims.more.len() as u64)?;
        w.u8(1)?.u32(claims.sequence)?.u8(2)?.u64(claims.least_app_version)?.u8(3)?.map(purposes.len() as u64)?;
        for (key, purpose) in purposes {
            w.str(key)?.array(3)?.u8(purpose.profile.number())?.bool(purpose.challenge_required)?;
            purpose.name.write(w)?;
        }
        w.u8(4)?.map(claims.authorities.len() as u64)?;
        for (code, name) in &claims.authorities {
            w.u64(*code)?;
            name.write(w)?;
        }
        for (key, item) in &claims.more {
            w.u16(*key)?;
            raw(w, item);
        }
        Ok(())
    })
}
