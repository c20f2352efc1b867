//! License tokens: what the authority signs, a CWT (RFC 8392) with the license in one private claim.
//!
//! One license is issued as three plain tokens, one for each [`Profile`]. A token names the holder's key in `cnf`
//! (RFC 8747) and an entry of a status list. Requirements R07, R13, R14, R15.

use lz_license::{ClassSet, Day, Sex, StatusSet, UnixSeconds};

use crate::cbor::{Map, Value, raw, write};
use crate::cose::{ContentType, Sign1, authority_header, seal};
use crate::fields;
use crate::format::FormatError;
use crate::key::{Kid, PublicKey};
use crate::presentation;
use crate::signer::{SignError, Signer};

/// How long a token lives at most: seven days.
pub const LIFETIME_SECONDS: i64 = 7 * 86_400;
/// Entries of one status list.
pub const LIST_ENTRIES: u32 = 1 << 20;
const LICENSE_CLAIM: i64 = -70_001;

/// Who a token is for, and so which fields it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// Police and license business: every field.
    Full,
    /// Firms: no id number, birth date, file number, points or card number.
    Limited,
    /// An employer with separate consent: as limited, with points.
    LimitedWithPoints,
}

impl Profile {
    /// All profiles, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Full, Self::Limited, Self::LimitedWithPoints];

    /// The number on the wire.
    pub fn number(self) -> u8 {
        match self {
            Self::Full => 1,
            Self::Limited => 2,
            Self::LimitedWithPoints => 3,
        }
    }

    pub(crate) fn read(value: Value<'_>) -> Result<Self, FormatError> {
        Ok(match value.uint(1..=3)? {
            1 => Self::Full,
            2 => Self::Limited,
            _ => Self::LimitedWithPoints,
        })
    }
}

/// How the person was checked when the license was applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonCheck {
    /// Not at all: a development system.
    Development,
    /// On the phone.
    Remote,
    /// At a window.
    Window,
}

/// Where the holder's key lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyLevel {
    /// In the app, sealed by the phone's keyring.
    Sealed,
    /// In a trusted execution environment.
    TrustedEnvironment,
    /// In a secure element.
    SecureElement,
    /// A session key that a hardware key has vouched for.
    HardwareBound,
}

impl KeyLevel {
    /// The number on the wire.
    pub fn number(self) -> u8 {
        match self {
            Self::Sealed => 0,
            Self::TrustedEnvironment => 1,
            Self::SecureElement => 2,
            Self::HardwareBound => 3,
        }
    }

    pub(crate) fn read(value: Value<'_>) -> Result<Self, FormatError> {
        Ok(match value.uint(0..=3)? {
            0 => Self::Sealed,
            1 => Self::TrustedEnvironment,
            2 => Self::SecureElement,
            _ => Self::HardwareBound,
        })
    }
}

/// Where the status of a token stands: an entry of a list that is known by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRef {
    /// Entry, below 2^20.
    pub index: u32,
    /// Name of the list. A cache key, never an address to fetch from.
    pub uri: String,
}

/// The license itself, as far as the code carries it. Portrait, address and record stand in the annex.
#[derive(Clone, PartialEq, Eq)]
pub struct LicenseClaims {
    /// Which fields there are.
    pub profile: Profile,
    /// 姓名.
    pub name: String,
    /// 证号, the id number; profile 1.
    pub id_number: Option<String>,
    /// 性别.
    pub sex: Sex,
    /// 国籍, three letters.
    pub nationality: String,
    /// 出生日期; profile 1.
    pub birth: Option<Day>,
    /// 初次领证日期.
    pub first_issue: Day,
    /// 准驾车型.
    pub classes: ClassSet,
    /// First day of validity.
    pub valid_from: Day,
    /// Last day of validity, inclusive; [`Day::PERPETUAL`] for 长期.
    pub valid_to: Day,
    /// 档案编号; profile 1.
    pub file_number: Option<String>,
    /// 发证机关 as its six-digit code.
    pub authority: u32,
    /// 累积记分; profiles 1 and 3.
    pub points: Option<u8>,
    /// 状态.
    pub status: StatusSet,
    /// SHA-256 of the annex.
    pub annex_hash: [u8; 32],
    /// 证芯编号; profile 1.
    pub card_number: Option<String>,
    /// Rises with each version of the license.
    pub version: u32,
    /// How the person was checked.
    pub person_check: PersonCheck,
    /// Where the holder's key lives.
    pub key_level: KeyLevel,
    /// Day by which the next review or medical check is due.
    pub next_due: Option<Day>,
    /// Last day of a granted deferral.
    pub deferred_until: Option<Day>,
    /// Condition bits: 1 hearing aid, 2 probation.
    pub conditions: Option<u64>,
}

impl std::fmt::Debug for LicenseClaims {
    /// No personal data reaches a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LicenseClaims({:?}, version {})", self.profile, self.version)
    }
}

impl LicenseClaims {
    /// The same license with the fields of `profile` alone; its annex is another one, so its hash comes in.
    ///
    /// From a full license every profile can be made; what a smaller one lacks cannot be brought back.
    pub fn reduced(&self, profile: Profile, annex_hash: [u8; 32]) -> Self {
        let mut reduced = Self { profile, annex_hash, ..self.clone() };
        if profile != Profile::Full {
            reduced.id_number = None;
            reduced.birth = None;
            reduced.file_number = None;
            reduced.card_number = None;
        }
        if profile == Profile::Limited {
            reduced.points = None;
        }
        reduced
    }
}

/// Everything that a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenClaims {
    /// The issuer's name, as its trust-list entry has it.
    pub issuer: String,
    /// Eleven characters, base64url of eight random bytes, new for each token.
    pub serial: String,
    /// Issued at.
    pub issued_at: UnixSeconds,
    /// Dead from then on.
    pub expires_at: UnixSeconds,
    /// The key that presents this token.
    pub holder: PublicKey,
    /// Its status entry.
    pub status: StatusRef,
    /// The license.
    pub license: LicenseClaims,
}

/// Why a token cannot be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// A reader would refuse it.
    #[error("a reader would refuse this token: {0}")]
    Format(#[from] FormatError),
    /// Its presentation would not fit the largest code.
    #[error("{bytes} bytes do not fit a code that holds {}", presentation::MAX_WRITTEN)]
    TooLargeForCode {
        /// Bytes of the largest presentation of this token.
        bytes: usize,
    },
    /// No signature.
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl IssueError {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Format(_) => "token-format",
            Self::TooLargeForCode { .. } => "token-too-large",
            Self::Sign(error) => error.code(),
        }
    }
}

/// Signs a token.
///
/// Errors: [`IssueError::TooLargeForCode`] rather than a license that is cut off; [`IssueError::Format`] for claims that no
/// reader would take, so that a mistake ends at the issuer and not at the roadside.
pub fn issue(claims: &TokenClaims, signer: &dyn Signer) -> Result<Vec<u8>, IssueError> {
    let header = authority_header(signer.key().kid(), ContentType::TOKEN);
    let token = seal(&header, &encode(claims), signer)?;
    let bytes = presentation::largest(token.len());
    if bytes > presentation::MAX_WRITTEN {
        return Err(IssueError::TooLargeForCode { bytes });
    }
    Token::from_untrusted(&token)?;
    Ok(token)
}

/// A token as received: well formed, not yet verified. Nothing of it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    signed: Sign1,
    kid: Kid,
    claims: TokenClaims,
}

impl Token {
    /// Reads a token; see [`crate::verify::VerifiedToken::check`] for whether it is genuine.
    pub fn from_untrusted(bytes: &[u8]) -> Result<Self, FormatError> {
        let signed = Sign1::open(bytes, presentation::MAX_READ)?;
        let kid = signed.authority_kid(ContentType::TOKEN)?;
        let claims = read_claims(signed.payload())?;
        Ok(Self { signed, kid, claims })
    }

    /// The bytes as received.
    pub fn bytes(&self) -> &[u8] {
        self.signed.bytes()
    }

    /// What the token says, true or not.
    pub fn unverified_claims(&self) -> &TokenClaims {
        &self.claims
    }

    pub(crate) fn kid(&self) -> Kid {
        self.kid
    }

    pub(crate) fn signed(&self) -> &Sign1 {
        &self.signed
    }

    pub(crate) fn into_claims(self) -> TokenClaims {
        self.claims
    }
}

fn read_claims(value: Value<'_>) -> Result<TokenClaims, FormatError> {
    let mut map = value.map()?;
    let claims = TokenClaims {
        issuer: fields::issuer(map.required(1)?)?,
        serial: serial(map.required(2)?)?,
        expires_at: fields::seconds(map.required(4)?)?,
        issued_at: fields::seconds(map.required(6)?)?,
        holder: confirmation(map.required(8)?)?,
        status: status_ref(map.required(65_535)?)?,
        license: read_license(map.required(LICENSE_CLAIM)?)?,
    };
    map.done()?;
    if claims.expires_at <= claims.issued_at {
        return Err(FormatError::Contradiction);
    }
    Ok(claims)
}

fn serial(value: Value<'_>) -> Result<String, FormatError> {
    let text = value.text(11..=11)?;
    let base64url = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if base64url { Ok(text.to_owned()) } else { Err(FormatError::Grammar) }
}

pub(crate) fn confirmation(value: Value<'_>) -> Result<PublicKey, FormatError> {
    let mut map = value.map()?;
    let key = PublicKey::read(map.required(1)?)?;
    map.done()?;
    Ok(key)
}

fn status_ref(value: Value<'_>) -> Result<StatusRef, FormatError> {
    let mut claim = value.map()?;
    let mut map = claim.required("status_list")?.map()?;
    claim.done()?;
    let status = StatusRef {
        index: fields::uint32(map.required("idx")?, 0..=LIST_ENTRIES - 1)?,
        uri: map.required("uri")?.text(8..=32)?.to_owned(),
    };
    map.done()?;
    Ok(status)
}

fn read_license(value: Value<'_>) -> Result<LicenseClaims, FormatError> {
    let mut map = value.map()?;
    let license = LicenseClaims {
        profile: Profile::read(map.required(0)?)?,
        name: fields::shown_text(map.required(1)?, 1..=60)?,
        id_number: optional(&mut map, 2, |value| fields::shown_text(value, 5..=24))?,
        sex: Sex::from_code(map.required(3)?.uint(1..=2)? as u8).ok_or(FormatError::OutOfRange)?,
        nationality: fields::shown_text(map.required(4)?, 3..=3)?,
        birth: optional(&mut map, 6, fields::day)?,
        first_issue: fields::day(map.required(7)?)?,
        classes: map.required(8)?.text(1..=34)?.parse().map_err(|_| FormatError::Grammar)?,
        valid_from: fields::day(map.required(9)?)?,
        valid_to: fields::day(map.required(10)?)?,
        file_number: optional(&mut map, 11, |value| fields::shown_text(value, 12..=12))?,
        authority: fields::uint32(map.required(12)?, 100_000..=999_999)?,
        points: optional(&mut map, 13, |value| Ok(value.uint(0..=255)? as u8))?,
        status: map.required(14)?.text(1..=8)?.parse().map_err(|_| FormatError::Grammar)?,
        annex_hash: map.required(15)?.byte_array()?,
        card_number: optional(&mut map, 16, |value| fields::shown_text(value, 13..=13))?,
        version: fields::uint32(map.required(17)?, 1..=u32::MAX)?,
        person_check: person_check(map.required(18)?)?,
        key_level: KeyLevel::read(map.required(19)?)?,
        next_due: optional(&mut map, 20, fields::day)?,
        deferred_until: optional(&mut map, 21, fields::day)?,
        conditions: optional(&mut map, 22, |value| value.uint(0..=u64::MAX))?,
    };
    map.done_open()?;
    if has_fields_of_its_profile(&license) { Ok(license) } else { Err(FormatError::ProfileFields) }
}

fn optional<'b, T>(
    map: &mut Map<'b>,
    key: i64,
    read: impl FnOnce(Value<'b>) -> Result<T, FormatError>,
) -> Result<Option<T>, FormatError> {
    map.optional(key).map(read).transpose()
}

fn person_check(value: Value<'_>) -> Result<PersonCheck, FormatError> {
    Ok(match value.uint(0..=2)? {
        0 => PersonCheck::Development,
        1 => PersonCheck::Remote,
        _ => PersonCheck::Window,
    })
}

/// Profile 1 has all five personal fields, profile 2 none of them, profile 3 the points alone.
fn has_fields_of_its_profile(license: &LicenseClaims) -> bool {
    let personal = [
        license.id_number.is_some(),
        license.birth.is_some(),
        license.file_number.is_some(),
        license.card_number.is_some(),
    ];
    let full = license.profile == Profile::Full;
    personal.iter().all(|present| *present == full) && license.points.is_some() == (license.profile != Profile::Limited)
}

fn encode(claims: &TokenClaims) -> Vec<u8> {
    let (key, license) = (claims.holder.to_cose(), encode_license(&claims.license));
    write(|w| {
        w.map(7)?.u8(1)?.str(&claims.issuer)?.u8(2)?.str(&claims.serial)?;
        w.u8(4)?.u64(fields::wire_seconds(claims.expires_at))?.u8(6)?.u64(fields::wire_seconds(claims.issued_at))?;
        w.u8(8)?.map(1)?.u8(1)?;
        raw(w, &key);
        w.u16(65_535)?.map(1)?.str("status_list")?.map(2)?;
        w.str("idx")?.u32(claims.status.index)?.str("uri")?.str(&claims.status.uri)?;
        w.i64(LICENSE_CLAIM)?;
        raw(w, &license);
        Ok(())
    })
}

fn encode_license(license: &LicenseClaims) -> Vec<u8> {
    let text = |value: &Option<String>| value.is_some();
    let present = [
        text(&license.id_number),
        license.birth.is_some(),
        text(&license.file_number),
        license.points.is_some(),
        text(&license.card_number),
        license.next_due.is_some(),
        license.deferred_until.is_some(),
        license.conditions.is_some(),
    ];
    let fields = 14 + present.iter().filter(|present| **present).count() as u64;
    write(|w| {
        w.map(fields)?.u8(0)?.u8(license.profile.number())?.u8(1)?.str(&license.name)?;
        if let Some(id_number) = &license.id_number {
            w.u8(2)?.str(id_number)?;
        }
        w.u8(3)?.u8(license.sex.code())?.u8(4)?.str(&license.nationality)?;
        if let Some(birth) = license.birth {
            w.u8(6)?.u32(birth.ymd())?;
        }
        w.u8(7)?.u32(license.first_issue.ymd())?.u8(8)?.str(&license.classes.to_string())?;
        w.u8(9)?.u32(license.valid_from.ymd())?.u8(10)?.u32(license.valid_to.ymd())?;
        if let Some(file_number) = &license.file_number {
            w.u8(11)?.str(file_number)?;
        }
        w.u8(12)?.u32(license.authority)?;
        if let Some(points) = license.points {
            w.u8(13)?.u8(points)?;
        }
        w.u8(14)?.str(&license.status.to_string())?.u8(15)?.bytes(&license.annex_hash)?;
        if let Some(card_number) = &license.card_number {
            w.u8(16)?.str(card_number)?;
        }
        w.u8(17)?.u32(license.version)?.u8(18)?.u8(license.person_check as u8)?;
        w.u8(19)?.u8(license.key_level.number())?;
        if let Some(next_due) = license.next_due {
            w.u8(20)?.u32(next_due.ymd())?;
        }
        if let Some(deferred_until) = license.deferred_until {
            w.u8(21)?.u32(deferred_until.ymd())?;
        }
        if let Some(conditions) = license.conditions {
            w.u8(22)?.u64(conditions)?;
        }
        Ok(())
    })
}
