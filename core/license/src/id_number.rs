//! The 18-digit identity number of GB 11643: its check digit, and what may be read out of it.
//!
//! The check digit is ISO 7064 MOD 11-2. Residence permits of people from Hong Kong, Macao and Taiwan and the
//! 18-digit permanent-residence card carry the same check digit, but only a citizen's number tells sex and birth date
//! here: see [`crate::holder`].

use crate::holder::Sex;
use crate::time::Day;

/// Why a text is not such a number. The text itself never appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Not 17 digits and one digit or `X`.
    #[error("an identity number has 17 digits and a digit or X")]
    Form,
    /// Digits 7 to 14 are no calendar day.
    #[error("the birth date in the number does not exist")]
    BirthDate,
    /// The last character does not fit the others: a digit was mistyped, or two were swapped.
    #[error("the check digit does not fit")]
    CheckDigit,
}

impl IdNumberError {
    /// The stable code of this error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "id-number-form",
            Self::BirthDate => "id-number-birth-date",
            Self::CheckDigit => "id-number-check-digit",
        }
    }
}

/// The check character for 17 digits, or `None` if they are not digits.
///
/// ```
/// assert_eq!(lz_license::id_number::check_character("11010519491231002"), Some('X'));
/// ```
pub fn check_character(digits: &str) -> Option<char> {
    if digits.len() != 17 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Weight of a place is 2^(18 - place) modulo 11, so doubling from the left needs no table of weights.
    let sum = digits.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let check = (12 - sum) % 11;
    if check == 10 { Some('X') } else { char::from_digit(check, 10) }
}

/// Checks form and check digit alone.
pub fn verify_check_digit(number: &str) -> Result<(), IdNumberError> {
    let (digits, last) = number.split_at_checked(17).ok_or(IdNumberError::Form)?;
    let expected = check_character(digits).ok_or(IdNumberError::Form)?;
    let mut rest = last.chars();
    match (rest.next(), rest.next()) {
        (Some(found), None) if found == expected => Ok(()),
        (Some('0'..='9' | 'X'), None) => Err(IdNumberError::CheckDigit),
        _ => Err(IdNumberError::Form),
    }
}

/// What a citizen's number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Odd sequence numbers are male.
    pub sex: Sex,
    /// Date of birth.
    pub birth: Day,
}

/// Checks a citizen's number whole and reads sex and birth date out of it.
pub fn read(number: &str) -> Result<Derived, IdNumberError> {
    verify_check_digit(number)?;
    let birth = number.get(6..14).and_then(|digits| digits.parse().ok()).ok_or(IdNumberError::Form)?;
    let birth = Day::from_ymd(birth).map_err(|_| IdNumberError::BirthDate)?;
    let sequence = number.as_bytes().get(16).ok_or(IdNumberError::Form)?;
    let sex = if sequence % 2 == 1 { Sex::Male } else { Sex::Female };
    Ok(Derived { sex, birth })
}
