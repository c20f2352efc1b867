//! Who holds a license: the kind of identity document and its number, which is also the license number.
//!
//! Not every holder has an 18-digit number, and only a citizen's number tells sex and birth date; for all others they
//! are fields of their own.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id_number::{self, Derived, IdNumberError};

/// Sex as GB/T 2261.1 codes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// 男, code 1.
    Male,
    /// 女, code 2.
    Female,
}

impl Sex {
    /// The code, 1 or 2.
    pub const fn code(self) -> u8 {
        match self {
            Self::Male => 1,
            Self::Female => 2,
        }
    }

    /// The sex with this code.
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Male),
            2 => Some(Self::Female),
            _ => None,
        }
    }

    /// The text that names it.
    pub const fn text_id(self) -> &'static str {
        match self {
            Self::Male => "sex-male",
            Self::Female => "sex-female",
        }
    }
}

/// Kinds of identity document that a license can be issued on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdType {
    /// 居民身份证.
    Citizen,
    /// 港澳居民居住证, 18 digits, area 810000 or 820000.
    HkMacaoResidencePermit,
    /// 台湾居民居住证, 18 digits, area 830000.
    TaiwanResidencePermit,
    /// 港澳居民来往内地通行证: H or M and 8 or 10 digits.
    HkMacaoTravelPermit,
    /// 台湾居民来往大陆通行证: 8 digits, older ones 10.
    TaiwanTravelPermit,
    /// 外国人永久居留身份证 before December 2023: 3 letters and 12 digits.
    PermanentResidence15,
    /// 外国人永久居留身份证 since December 2023: 18 digits that begin with 9.
    PermanentResidence18,
    /// 护照: 5 to 17 capital letters and digits.
    Passport,
    /// 军官证 and its like: 5 to 24 bytes of letters, digits and Han characters.
    OfficerCard,
}

/// Why a number does not fit its document. The number itself never appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolderError {
    /// An 18-digit number with a fault of its own.
    #[error(transparent)]
    IdNumber(#[from] IdNumberError),
    /// The form of the number is not the form of this document's numbers.
    #[error("the number does not have the form of this document's numbers")]
    Form,
}

impl HolderError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdNumber(error) => error.code(),
            Self::Form => "holder-form",
        }
    }
}

impl IdType {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Citizen,
        Self::HkMacaoResidencePermit,
        Self::TaiwanResidencePermit,
        Self::HkMacaoTravelPermit,
        Self::TaiwanTravelPermit,
        Self::PermanentResidence15,
        Self::PermanentResidence18,
        Self::Passport,
        Self::OfficerCard,
    ];

    /// The text that names the document.
    pub const fn text_id(self) -> &'static str {
        match self {
            Self::Citizen => "id-type-citizen",
            Self::HkMacaoResidencePermit => "id-type-hk-macao-residence-permit",
            Self::TaiwanResidencePermit => "id-type-taiwan-residence-permit",
            Self::HkMacaoTravelPermit => "id-type-hk-macao-travel-permit",
            Self::TaiwanTravelPermit => "id-type-taiwan-travel-permit",
            Self::PermanentResidence15 => "id-type-permanent-residence-15",
            Self::PermanentResidence18 => "id-type-permanent-residence-18",
            Self::Passport => "id-type-passport",
            Self::OfficerCard => "id-type-officer-card",
        }
    }

    fn check(self, number: &str) -> Result<(), HolderError> {
        let checked = |areas: &[&str]| {
            if !areas.iter().any(|area| number.starts_with(area)) {
                return Err(HolderError::Form);
            }
            Ok(id_number::verify_check_digit(number)?)
        };
        match self {
            Self::Citizen => Ok(id_number::read(number).map(|_| ())?),
            Self::HkMacaoResidencePermit => checked(&["810000", "820000"]),
            Self::TaiwanResidencePermit => checked(&["830000"]),
            Self::PermanentResidence18 => checked(&["9"]),
            Self::HkMacaoTravelPermit => {
                let digits = number.strip_prefix(['H', 'M']).unwrap_or_default();
                form(is_digits(digits) && matches!(digits.len(), 8 | 10))
            }
            Self::TaiwanTravelPermit => form(is_digits(number) && matches!(number.len(), 8 | 10)),
            Self::PermanentResidence15 => {
                let (letters, digits) = number.split_at_checked(3).ok_or(HolderError::Form)?;
                form(is_capitals(letters) && digits.len() == 12 && is_digits(digits))
            }
            Self::Passport => form(
                (5..=17).contains(&number.len())
                    && number.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
            ),
            Self::OfficerCard => form((5..=24).contains(&number.len()) && number.chars().all(is_card_character)),
        }
    }
}

fn form(fits: bool) -> Result<(), HolderError> {
    if fits { Ok(()) } else { Err(HolderError::Form) }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_capitals(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_card_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The holder of a license: document and number, checked against each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Untrusted", into = "Untrusted")]
pub struct Holder {
    id_type: IdType,
    id_number: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Untrusted {
    id_type: IdType,
    id_number: String,
}

impl Holder {
    /// Checks a typed number; spaces around it, and a small `x` or small letters, are accepted and corrected.
    pub fn from_untrusted(id_type: IdType, id_number: &str) -> Result<Self, HolderError> {
        let id_number = id_number.trim().to_ascii_uppercase();
        id_type.check(&id_number)?;
        Ok(Self { id_type, id_number })
    }

    /// The kind of document.
    pub const fn id_type(&self) -> IdType {
        self.id_type
    }

    /// The number, which is also the license number.
    pub fn id_number(&self) -> &str {
        &self.id_number
    }

    /// Sex and birth date, for citizens only: no other number may be taken to tell them.
    pub fn derived(&self) -> Option<Derived> {
        match self.id_type {
            IdType::Citizen => id_number::read(&self.id_number).ok(),
            _ => None,
        }
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder").field("id_type", &self.id_type).finish_non_exhaustive()
    }
}

impl TryFrom<Untrusted> for Holder {
    type Error = HolderError;

    fn try_from(raw: Untrusted) -> Result<Self, HolderError> {
        Self::from_untrusted(raw.id_type, &raw.id_number)
    }
}

impl From<Holder> for Untrusted {
    fn from(holder: Holder) -> Self {
        Self { id_type: holder.id_type, id_number: holder.id_number }
    }
}
