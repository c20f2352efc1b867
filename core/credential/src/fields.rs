//! Readers for the value types that many objects share: instants, days, issuer names, texts for display.

use std::ops::RangeInclusive;

use lz_license::{Day, UnixSeconds};

use crate::cbor::Value;
use crate::format::FormatError;

/// Instants from 2020-01-01 to 2100-01-01: everything else on the wire is a mistake.
const SECONDS: RangeInclusive<u64> = 1_577_836_800..=4_102_444_800;

pub(crate) fn seconds(value: Value<'_>) -> Result<UnixSeconds, FormatError> {
    Ok(UnixSeconds(value.uint(SECONDS)? as i64))
}

/// An instant as it is written; what a reader would refuse becomes the nearer end, and is then refused with its object.
pub(crate) fn wire_seconds(at: UnixSeconds) -> u64 {
    u64::try_from(at.0).unwrap_or(0)
}

pub(crate) fn day(value: Value<'_>) -> Result<Day, FormatError> {
    let number = value.uint(18_000_101..=99_991_231)? as u32;
    Day::from_ymd(number).map_err(|_| FormatError::NoSuchDay)
}

pub(crate) fn issuer(value: Value<'_>) -> Result<String, FormatError> {
    value.text(2..=16).map(str::to_owned)
}

pub(crate) fn uint32(value: Value<'_>, range: RangeInclusive<u32>) -> Result<u32, FormatError> {
    Ok(value.uint(u64::from(*range.start())..=u64::from(*range.end()))? as u32)
}

/// A text that will be shown, cleaned; what is nothing but control characters is no text.
pub(crate) fn shown_text(value: Value<'_>, length: RangeInclusive<usize>) -> Result<String, FormatError> {
    let cleaned = clean(value.text(length)?);
    if cleaned.is_empty() { Err(FormatError::Grammar) } else { Ok(cleaned) }
}

/// Takes out what could turn, hide or break a line: controls, bidirectional marks, invisible format characters.
pub fn clean(text: &str) -> String {
    text.chars().filter(|character| !is_hazard(*character)).collect()
}

fn is_hazard(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn display_texts_lose_what_could_turn_or_hide_them_and_nothing_else() {
        assert_eq!(clean("陈\u{202e}亮\u{0}证\n·Ü𬱖\u{2066}"), "陈亮证·Ü𬱖");
        assert_eq!(clean("Mary-Jane O'Neil"), "Mary-Jane O'Neil");
    }
}
