//! The trust list: which keys may sign what, under whose name, when, for which authorities. Two of three roots sign it.
//!
//! COSE_Sign (RFC 9052, section 4.1), because several keys sign the same bytes. Terminals and phones hold it; what stands in
//! it decides, and what was taken out of it is revoked at once.

use std::fmt;

use lz_license::UnixSeconds;

use crate::cbor::{Map, Value, raw, scan, write};
use crate::cose::{ContentType, Sign1, authority_header_without_type, checked_signature};
use crate::edition::{Edition, NotNewer};
use crate::fields;
use crate::format::FormatError;
use crate::key::{Alg, Kid, PublicKey};
use crate::signer::{SignError, Signer};

/// Largest trust list that is read.
pub const MAX_BYTES: usize = 1_000_000;
/// Objects dated further ahead of the clock than this are not kept.
pub const MAX_AHEAD_SECONDS: i64 = 600;
const MAX_ENTRIES: usize = 4_096;
const TRUST_CLAIM: i64 = -70_020;

/// What a key may sign. One role a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// License tokens.
    License,
    /// Status lists and deltas.
    Status,
    /// Server time.
    Time,
    /// Policies.
    Policy,
    /// Asks of firms.
    Asker,
}

impl Role {
    fn number(self) -> u8 {
        match self {
            Self::License => 1,
            Self::Status => 2,
            Self::Time => 3,
            Self::Policy => 4,
            Self::Asker => 5,
        }
    }

    fn read(value: Value<'_>) -> Result<Self, FormatError> {
        Ok(match value.uint(1..=5)? {
            1 => Self::License,
            2 => Self::Status,
            3 => Self::Time,
            4 => Self::Policy,
            _ => Self::Asker,
        })
    }
}

/// Which world a list belongs to. The two never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Real licenses.
    Production,
    /// Tests and demonstrations.
    Development,
}

/// The pinned keys at the top.
#[derive(Clone, Debug)]
pub struct Roots {
    environment: Environment,
    keys: Vec<PublicKey>,
    needed: usize,
}

impl Roots {
    /// Three offline roots, two of which must sign.
    ///
    /// Errors: [`FormatError::Key`] if a root stands twice.
    pub fn production(keys: [PublicKey; 3]) -> Result<Self, FormatError> {
        if keys[0] == keys[1] || keys[0] == keys[2] || keys[1] == keys[2] {
            return Err(FormatError::Key);
        }
        Ok(Self { environment: Environment::Production, keys: keys.to_vec(), needed: 2 })
    }

    /// The one development root, whose secret everybody knows: [`crate::development::root`].
    #[cfg(feature = "dev-root")]
    pub fn development() -> Self {
        Self::development_with(crate::development::root().key().clone())
    }

    /// A development root of one's own.
    #[cfg(feature = "dev-root")]
    pub fn development_with(root: PublicKey) -> Self {
        Self { environment: Environment::Development, keys: vec![root], needed: 1 }
    }

    /// The world of these roots.
    pub fn environment(&self) -> Environment {
        self.environment
    }
}

/// One key of the trust list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key: Ed25519.
    pub key: PublicKey,
    /// Name of its owner, which objects repeat as `iss`.
    pub issuer: String,
    /// What it may sign.
    pub role: Role,
    /// Heads of the authority codes whose licenses it may sign. None: no license at all.
    pub authority_prefixes: Vec<String>,
    /// Signs from then on.
    pub signs_from: UnixSeconds,
    /// Signs until then, exclusive.
    pub signs_until: UnixSeconds,
    /// What it signed is accepted until then, exclusive.
    pub accepted_until: UnixSeconds,
}

/// What a trust list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustClaims {
    /// Who publishes it.
    pub issuer: String,
    /// Issued at.
    pub issued_at: UnixSeconds,
    /// A list past this allows nothing above attention.
    pub expires_at: UnixSeconds,
    /// Rises with each edition.
    pub sequence: u32,
    /// Its world.
    pub environment: Environment,
    /// The keys, at most 4,096.
    pub entries: Vec<Entry>,
    /// A status name must start with one of these.
    pub status_prefixes: Vec<String>,
}

/// Why a trust list is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// Not a trust list of this format.
    #[error("not a trust list: {0}")]
    Format(#[from] FormatError),
    /// Of the other world.
    #[error("a list of another environment")]
    Environment,
    /// Too few distinct pinned roots have signed it, or one of their signatures does not hold.
    #[error("not signed by enough pinned roots")]
    Signatures,
    /// Older than the one that is held. Report it.
    #[error("an older sequence than the one held")]
    OlderSequence,
    /// The same sequence as the one that is held, with other bytes. Report it.
    #[error("the sequence of the one held, with other bytes")]
    SameSequence,
    /// Dated too far ahead of the clock to be kept.
    #[error("dated ahead of the clock")]
    AheadOfClock,
    /// No signature could be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl From<NotNewer> for TrustError {
    fn from(error: NotNewer) -> Self {
        match error {
            NotNewer::Older => Self::OlderSequence,
            NotNewer::SameNumber => Self::SameSequence,
        }
    }
}

impl TrustError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(error) => error.code(),
            Self::Environment => "trust-environment",
            Self::Signatures => "trust-signatures",
            Self::OlderSequence => "trust-older-sequence",
            Self::SameSequence => "trust-same-sequence",
            Self::AheadOfClock => "ahead-of-clock",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Why no entry of the trust list stands behind an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Untrusted {
    /// No entry with this kid.
    #[error("unknown key")]
    UnknownKey,
    /// The key may sign other things.
    #[error("the key has another role")]
    Role,
    /// The key belongs to another name.
    #[error("the key belongs to another issuer")]
    Issuer,
    /// Signed before the key's window or after it.
    #[error("signed outside the key's window")]
    Window,
    /// The key's objects are no longer accepted.
    #[error("objects of this key are no longer accepted")]
    NoLongerAccepted,
    /// The key may not sign for this authority.
    #[error("the key may not sign for this authority")]
    Authority,
    /// The signature does not hold.
    #[error("the signature does not hold")]
    Signature,
}

impl Untrusted {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown-key",
            Self::Role => "wrong-role",
            Self::Issuer => "wrong-issuer",
            Self::Window => "outside-key-window",
            Self::NoLongerAccepted => "key-no-longer-accepted",
            Self::Authority => "wrong-authority",
            Self::Signature => "bad-signature",
        }
    }
}

/// What an object says of itself, to be held against the entries.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    pub(crate) role: Role,
    pub(crate) issuer: Option<&'a str>,
    pub(crate) issued_at: UnixSeconds,
    pub(crate) authority: Option<u32>,
}

/// A trust list whose roots' signatures held.
#[derive(Clone, PartialEq, Eq)]
pub struct TrustList {
    bytes: Vec<u8>,
    claims: TrustClaims,
    kids: Vec<Kid>,
}

impl fmt::Debug for TrustList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrustList(sequence {}, {} entries)", self.claims.sequence, self.kids.len())
    }
}

impl TrustList {
    /// Takes in a received list; `held` is the one that it would replace.
    ///
    /// An expired list is accepted, since an old list is better than none: [`crate::verify`] then allows nothing above
    /// attention. Errors: [`TrustError::OlderSequence`] and [`TrustError::SameSequence`] are to be reported.
    pub fn accept(bytes: &[u8], roots: &Roots, held: Option<&TrustList>, now: UnixSeconds) -> Result<Self, TrustError> {
        let multi = MultiSigned::open(bytes)?;
        multi.verify(roots)?;
        let claims = read_claims(Value::scanned(multi.payload))?;
        if claims.environment != roots.environment {
            return Err(TrustError::Environment);
        }
        Edition { sequence: claims.sequence, bytes }.replaces(held.map(Self::edition))?;
        if claims.issued_at > now.plus(MAX_AHEAD_SECONDS) {
            return Err(TrustError::AheadOfClock);
        }
        let kids = claims.entries.iter().map(|entry| entry.key.kid()).collect();
        Ok(Self { bytes: bytes.to_vec(), claims, kids })
    }

    /// Writes and signs a list.
    pub fn sign(claims: &TrustClaims, roots: &[&dyn Signer]) -> Result<Vec<u8>, TrustError> {
        let body = write(|w| {
            w.map(1)?.u8(16)?;
            ContentType::TRUST_LIST.write(w)
        });
        let payload = encode(claims);
        let signatures = roots
            .iter()
            .map(|root| {
                let header = authority_header_without_type(root.key().kid());
                let signature = checked_signature(&signature_structure(&body, &header, &payload), *root)?;
                Ok((header, signature))
            })
            .collect::<Result<Vec<_>, SignError>>()?;
        let bytes = write(|w| {
            w.tag(minicbor::data::Tag::new(98))?.array(4)?.bytes(&body)?.map(0)?.bytes(&payload)?;
            w.array(signatures.len() as u64)?;
            for (header, signature) in &signatures {
                w.array(3)?.bytes(header)?.map(0)?.bytes(signature)?;
            }
            Ok(())
        });
        read_claims(Value::scanned(MultiSigned::open(&bytes)?.payload))?;
        Ok(bytes)
    }

    fn edition(&self) -> Edition<'_> {
        Edition { sequence: self.claims.sequence, bytes: &self.bytes }
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the list says.
    pub fn claims(&self) -> &TrustClaims {
        &self.claims
    }

    /// Whether a status name may be used at all.
    pub fn allows_status_name(&self, uri: &str) -> bool {
        self.claims.status_prefixes.iter().any(|prefix| uri.starts_with(prefix.as_str()))
    }

    /// The entry that stands behind a signed object: every entry with its kid is tried, in the order kid, role, issuer,
    /// window, authority, signature; the error is that of the one which came furthest.
    pub(crate) fn vouch(
        &self,
        signed: &Sign1,
        kid: Kid,
        origin: Origin<'_>,
        now: UnixSeconds,
    ) -> Result<&Entry, Untrusted> {
        let mut furthest = Untrusted::UnknownKey;
        for (_, entry) in self.kids.iter().zip(&self.claims.entries).filter(|(known, _)| **known == kid) {
            match entry.vouch(signed, origin, now) {
                Ok(()) => return Ok(entry),
                Err(why) => furthest = furthest.max(why),
            }
        }
        Err(furthest)
    }
}

impl Entry {
    fn vouch(&self, signed: &Sign1, origin: Origin<'_>, now: UnixSeconds) -> Result<(), Untrusted> {
        if self.role != origin.role {
            return Err(Untrusted::Role);
        }
        if origin.issuer.is_some_and(|issuer| issuer != self.issuer) {
            return Err(Untrusted::Issuer);
        }
        if origin.issued_at < self.signs_from || origin.issued_at >= self.signs_until {
            return Err(Untrusted::Window);
        }
        if now >= self.accepted_until {
            return Err(Untrusted::NoLongerAccepted);
        }
        if origin.authority.is_some_and(|code| !self.may_sign_for(code)) {
            return Err(Untrusted::Authority);
        }
        signed.verify(&self.key).map_err(|_| Untrusted::Signature)
    }

    fn may_sign_for(&self, authority: u32) -> bool {
        let code = authority.to_string();
        self.authority_prefixes.iter().any(|prefix| code.starts_with(prefix.as_str()))
    }
}

/// A COSE_Sign as received.
struct MultiSigned<'b> {
    body: &'b [u8],
    payload: &'b [u8],
    signatures: Vec<(&'b [u8], Kid, [u8; 64])>,
}

impl<'b> MultiSigned<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, FormatError> {
        if bytes.len() > MAX_BYTES {
            return Err(FormatError::TooLong);
        }
        scan(bytes)?;
        let [body, unprotected, payload, signatures] = Value::scanned(bytes).tagged(98)?.array()?;
        only_protected(unprotected)?;
        let (body, payload) = (body.bytes(0..=64)?, payload.bytes(0..=MAX_BYTES)?);
        let mut header = Map::scan(body)?;
        ContentType::TRUST_LIST.expect(header.required(16).map_err(|_| FormatError::ProtectedHeader)?)?;
        header.done().map_err(|_| FormatError::ProtectedHeader)?;
        scan(payload)?;
        let signatures = signatures.items(1..=3)?.into_iter().map(root_signature).collect::<Result<_, _>>()?;
        Ok(Self { body, payload, signatures })
    }

    /// Enough distinct pinned roots, and none of them with a signature that does not hold. Others may sign beside them:
    /// while a root is replaced, some readers do not know it yet.
    fn verify(&self, roots: &Roots) -> Result<(), TrustError> {
        let mut signed = 0;
        for root in &roots.keys {
            let mut its = self.signatures.iter().filter(|(_, kid, _)| *kid == root.kid());
            let Some((header, _, signature)) = its.next() else { continue };
            let message = signature_structure(self.body, header, self.payload);
            if its.next().is_some() || root.verify(&message, signature).is_err() {
                return Err(TrustError::Signatures);
            }
            signed += 1;
        }
        if signed >= roots.needed { Ok(()) } else { Err(TrustError::Signatures) }
    }
}

fn only_protected(unprotected: Value<'_>) -> Result<(), FormatError> {
    if unprotected.raw() == [0xa0] { Ok(()) } else { Err(FormatError::UnprotectedHeader) }
}

fn root_signature(value: Value<'_>) -> Result<(&[u8], Kid, [u8; 64]), FormatError> {
    let [header, unprotected, signature] = value.array()?;
    only_protected(unprotected)?;
    let header = header.bytes(0..=64)?;
    let mut map = Map::scan(header)?;
    if map.required(1)?.int()? != Alg::Ed25519.cose() {
        return Err(FormatError::Algorithm);
    }
    let kid = Kid(map.required(4)?.byte_array()?);
    map.done().map_err(|_| FormatError::ProtectedHeader)?;
    Ok((header, kid, signature.byte_array()?))
}

fn signature_structure(body: &[u8], header: &[u8], payload: &[u8]) -> Vec<u8> {
    write(|w| w.array(5)?.str("Signature")?.bytes(body)?.bytes(header)?.bytes(&[])?.bytes(payload)?.ok())
}

fn read_claims(value: Value<'_>) -> Result<TrustClaims, FormatError> {
    let mut map = value.map()?;
    let issuer = fields::issuer(map.required(1)?)?;
    let expires_at = fields::seconds(map.required(4)?)?;
    let issued_at = fields::seconds(map.required(6)?)?;
    let mut trust = map.required(TRUST_CLAIM)?.map()?;
    map.done()?;
    let claims = TrustClaims {
        issuer,
        issued_at,
        expires_at,
        sequence: fields::uint32(trust.required(1)?, 1..=u32::MAX)?,
        environment: match trust.required(2)?.uint(0..=1)? {
            0 => Environment::Production,
            _ => Environment::Development,
        },
        entries: trust.required(3)?.items(1..=MAX_ENTRIES)?.into_iter().map(read_entry).collect::<Result<_, _>>()?,
        status_prefixes: trust
            .required(4)?
            .items(1..=MAX_ENTRIES)?
            .into_iter()
            .map(|prefix| prefix.text(1..=32).map(str::to_owned))
            .collect::<Result<_, _>>()?,
    };
    trust.done()?;
    if claims.expires_at <= claims.issued_at || !one_role_per_key(&claims.entries) {
        return Err(FormatError::Contradiction);
    }
    Ok(claims)
}

fn read_entry(value: Value<'_>) -> Result<Entry, FormatError> {
    let mut map = value.map()?;
    let kid = Kid(map.required(1)?.byte_array()?);
    let entry = Entry {
        key: PublicKey::read(map.required(2)?)?,
        issuer: fields::issuer(map.required(3)?)?,
        role: Role::read(map.required(4)?)?,
        authority_prefixes: map
            .required(5)?
            .items(0..=MAX_ENTRIES)?
            .into_iter()
            .map(|prefix| prefix.text(2..=6).map(str::to_owned))
            .collect::<Result<_, _>>()?,
        signs_from: fields::seconds(map.required(6)?)?,
        signs_until: fields::seconds(map.required(7)?)?,
        accepted_until: fields::seconds(map.required(8)?)?,
    };
    map.done()?;
    if entry.key.alg() != Alg::Ed25519 || entry.key.kid() != kid {
        return Err(FormatError::Key);
    }
    if entry.signs_until <= entry.signs_from || entry.accepted_until < entry.signs_until {
        return Err(FormatError::Contradiction);
    }
    Ok(entry)
}

/// A time, status or policy key can never sign a license, so a key that stands under two roles spoils the list.
fn one_role_per_key(entries: &[Entry]) -> bool {
    let mut roles: std::collections::HashMap<&PublicKey, Role> = std::collections::HashMap::new();
    entries.iter().all(|entry| *roles.entry(&entry.key).or_insert(entry.role) == entry.role)
}

fn encode(claims: &TrustClaims) -> Vec<u8> {
    let environment = match claims.environment {
        Environment::Production => 0,
        Environment::Development => 1,
    };
    write(|w| {
        w.map(4)?.u8(1)?.str(&claims.issuer)?.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?;
        w.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?.i64(TRUST_CLAIM)?.map(4)?;
        w.u8(1)?.u32(claims.sequence)?.u8(2)?.u8(environment)?.u8(3)?.array(claims.entries.len() as u64)?;
        for entry in &claims.entries {
            w.map(8)?.u8(1)?.bytes(&entry.key.kid().0)?.u8(2)?;
            raw(w, &entry.key.to_cose());
            w.u8(3)?.str(&entry.issuer)?.u8(4)?.u8(entry.role.number())?;
            w.u8(5)?.array(entry.authority_prefixes.len() as u64)?;
            for prefix in &entry.authority_prefixes {
                w.str(prefix)?;
            }
            w.u8(6)?.u64(fields::wire_seconds(entry.signs_from))?;
            w.u8(7)?.u64(fields::wire_seconds(entry.signs_until))?;
            w.u8(8)?.u64(fields::wire_seconds(entry.accepted_until))?;
        }
        w.u8(4)?.array(claims.status_prefixes.len() as u64)?;
        for prefix in &claims.status_prefixes {
            w.str(prefix)?;
        }
        Ok(())
    })
}
