//! The fields of a license, each a type that has been checked once, and the license as the register holds it (R02, R03).
//!
//! Lengths are bytes of UTF-8, as the wire counts them. Personal fields never show in `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::classes::ClassSet;
use crate::holder::{Holder, Sex};
use crate::standing::StatusDates;
use crate::status::StatusSet;
use crate::time::Day;
use crate::validity::Validity;

/// Why a field cannot hold a value. The value itself never appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Nothing there.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// More bytes than the field can carry.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// A control character, a bidirectional override, or a character that the field does not allow.
    #[error("{0} has a character that it may not have")]
    Character(&'static str),
    /// Another number of digits than the field has.
    #[error("{0} has the wrong number of digits")]
    Digits(&'static str),
}

impl FieldError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty(_) => "field-empty",
            Self::TooLong(_) => "field-too-long",
            Self::Character(_) => "field-character",
            Self::Digits(_) => "field-digits",
        }
    }

    /// The field in question.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Empty(field) | Self::TooLong(field) | Self::Character(field) | Self::Digits(field) => field,
        }
    }
}

/// Controls, line separators and everything that turns the direction of text: none may reach a page.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn printable(field: &'static str, max: usize, text: &str) -> Result<(), FieldError> {
    if text.trim().is_empty() {
        return Err(FieldError::Empty(field));
    }
    if text.len() > max {
        return Err(FieldError::TooLong(field));
    }
    if text.chars().all(is_printable) { Ok(()) } else { Err(FieldError::Character(field)) }
}

fn digits(field: &'static str, count: usize, text: &str) -> Result<(), FieldError> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FieldError::Character(field));
    }
    if text.len() == count { Ok(()) } else { Err(FieldError::Digits(field)) }
}

macro_rules! text_field {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a value that came from outside; spaces around it are dropped.
            pub fn from_untrusted(text: &str) -> Result<Self, FieldError> {
                let text = text.trim();
                let check: fn(&str) -> Result<(), FieldError> = $check;
                check(text)?;
                Ok(Self(text.to_owned()))
            }

            /// The value.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl TryFrom<String> for $name {
            type Error = FieldError;

            fn try_from(text: String) -> Result<Self, FieldError> {
                Self::from_untrusted(&text)
            }
        }

        impl From<$name> for String {
            fn from(field: $name) -> Self {
                field.0
            }
        }
    };
}

text_field!(
    /// 姓名: Han, Latin or other letters, with `·` in names of minorities; at most 60 bytes.
    Name,
    |text| printable("name", 60, text)
);
text_field!(
    /// 住址: free text, at most 120 bytes. Second page only (R03).
    Address,
    |text| printable("address", 120, text)
);
text_field!(
    /// 记录: the office's sentences, such as the end of probation; at most 400 bytes. Second page only (R03).
    Record,
    |text| printable("record", 400, text)
);
text_field!(
    /// 档案编号: 12 digits, the first four from the area of the issuing office.
    FileNumber,
    |text| digits("file-number", 12, text)
);
text_field!(
    /// 证芯编号: 13 digits, new with every card. How its check digit is made is not known, so it is not checked.
    CardNumber,
    |text| digits("card-number", 13, text)
);
text_field!(
    /// 国籍 as three letters of ISO 3166: `CHN`.
    Nationality,
    |text| match text.len() {
        3 if text.bytes().all(|b| b.is_ascii_uppercase()) => Ok(()),
        3 => Err(FieldError::Character("nationality")),
        _ => Err(FieldError::Digits("nationality")),
    }
);

/// 发证机关 by its six-digit area code of GB/T 2260, such as 320500.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct AuthorityCode(u32);

impl AuthorityCode {
    /// Checks six digits; whether such an area exists is not asked.
    pub const fn new(code: u32) -> Result<Self, FieldError> {
        match code {
            100_000..=999_999 => Ok(Self(code)),
            _ => Err(FieldError::Digits("authority")),
        }
    }

    /// The six digits.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The first four digits: the file numbers of this office begin with them.
    pub const fn prefix4(self) -> u32 {
        self.0 / 100
    }
}

impl TryFrom<u32> for AuthorityCode {
    type Error = FieldError;

    fn try_from(code: u32) -> Result<Self, FieldError> {
        Self::new(code)
    }
}

impl From<AuthorityCode> for u32 {
    fn from(code: AuthorityCode) -> Self {
        code.0
    }
}

/// Notes that restrict the holder or explain the record; the bits of the wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Conditions {
    /// Must wear a hearing aid (准予驾驶机动车听力辅助条件).
    pub hearing_aid: bool,
    /// In the first twelve months (实习期).
    pub probation: bool,
}

impl Conditions {
    /// As bits: 1 hearing aid, 2 probation.
    pub const fn bits(self) -> u64 {
        self.hearing_aid as u64 | (self.probation as u64) << 1
    }

    /// From bits; bits that are not known here are left out.
    pub const fn from_bits(bits: u64) -> Self {
        Self { hearing_aid: bits & 1 != 0, probation: bits & 2 != 0 }
    }
}

/// A license as the register holds it: all that both pages print, without portrait and codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct License {
    /// Document and number; the number is the license number (证号).
    pub holder: Holder,
    /// 姓名.
    pub name: Name,
    /// 性别.
    pub sex: Sex,
    /// 国籍.
    pub nationality: Nationality,
    /// 出生日期.
    pub birth: Day,
    /// 初次领证日期; the points cycle starts on this day of each year.
    pub first_issue: Day,
    /// 准驾车型.
    pub classes: ClassSet,
    /// 有效期限.
    pub validity: Validity,
    /// 档案编号.
    pub file_number: FileNumber,
    /// 证芯编号.
    pub card_number: CardNumber,
    /// 发证机关.
    pub authority: AuthorityCode,
    /// 住址.
    pub address: Address,
    /// 记录.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// 累积记分: may fall within a cycle, so a fall is no fault.
    pub points: u8,
    /// 状态, as the register's codes.
    pub status: StatusSet,
    /// Last day for the next review or medical check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_check_due: Option<Day>,
    /// Last day of a granted deferral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred_until: Option<Day>,
    /// Restrictions and notes.
    #[serde(default)]
    pub conditions: Conditions,
}

/// Why the fields of a license contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LicenseError {
    /// A citizen's number says another sex than the field.
    #[error("sex does not fit the number")]
    Sex,
    /// A citizen's number says another birth date than the field.
    #[error("birth date does not fit the number")]
    Birth,
    /// A class was issued before birth, or the validity begins before the first issue.
    #[error("dates are out of order")]
    Order,
    /// No class at all.
    #[error("no license class")]
    NoClass,
}

impl LicenseError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sex => "license-sex",
            Self::Birth => "license-birth",
            Self::Order => "license-dates-order",
            Self::NoClass => "license-no-class",
        }
    }
}

impl License {
    /// Checks that the fields agree with each other; each by itself was checked when it was made.
    pub fn check(&self) -> Result<(), LicenseError> {
        if self.classes.is_empty() {
            return Err(LicenseError::NoClass);
        }
        if let Some(derived) = self.holder.derived() {
            if derived.sex != self.sex {
                return Err(LicenseError::Sex);
            }
            if derived.birth != self.birth {
                return Err(LicenseError::Birth);
            }
        }
        let ordered = self.birth < self.first_issue && self.first_issue <= self.validity.from();
        if ordered { Ok(()) } else { Err(LicenseError::Order) }
    }

    /// The codes with what the points add: at the limit the license is over its points, whatever the register says (R09).
    pub fn effective_status(&self, points_limit: u8) -> StatusSet {
        if self.points >= points_limit {
            // "Normal" beside "12 points" would be a lie.
            self.status.without(crate::StatusCode::NORMAL).with(crate::StatusCode::POINTS_FULL)
        } else {
            self.status
        }
    }

    /// The dates that bear on the status.
    pub const fn status_dates(&self) -> StatusDates {
        StatusDates {
            valid_to: Some(self.validity.to()),
            next_check_due: self.next_check_due,
            deferred_until: self.deferred_until,
        }
    }
}
