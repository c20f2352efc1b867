//! The bar code of the card number: quiet zone 10 modules, at least 13 % as high as it is wide.
//!
//! Which symbology the real card uses is not confirmed, so it is data: `data/barcode.txt`, Code 128 by default.

use crate::RenderError;

/// Empty modules on each side.
pub(crate) const QUIET_ZONE: u32 = 10;
/// Height in hundredths of the width: lower bars are lost by a tilted camera.
const HEIGHT_PERCENT: u32 = 14;
/// The data file: a name on the first line that is no comment.
const CHOSEN: &str = include_str!("../data/barcode.txt");

/// Which bars stand for the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbology {
    /// ISO/IEC 15417; digits take half the room.
    Code128,
    /// ISO/IEC 16388; wide bars are twice the narrow ones.
    Code39,
}

impl Symbology {
    /// A symbology by its name in data files; `None` for any other name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "code-128" => Some(Self::Code128),
            "code-39" => Some(Self::Code39),
            _ => None,
        }
    }

    /// The one that the data file names.
    pub(crate) fn built_in() -> Self {
        let name = CHOSEN.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
        Self::from_name(name.trim()).unwrap_or(Self::Code128)
    }
}

/// The least height of bars that are so wide.
pub(crate) const fn height(width: u32) -> u32 {
    (width * HEIGHT_PERCENT).div_ceil(100)
}

/// Bars and spaces, one entry a module, true is dark; without quiet zones.
///
/// Errors: [`RenderError::CodeTooLong`] for text that is empty, longer than 24 characters, or has characters that the
/// symbology lacks.
pub fn bars(text: &str, symbology: Symbology) -> Result<Vec<bool>, RenderError> {
    if text.is_empty() || text.len() > 24 || !text.is_ascii() {
        return Err(RenderError::CodeTooLong);
    }
    let mut modules = match symbology {
        Symbology::Code128 => code_128(text)?,
        Symbology::Code39 => code_39(text)?,
    };
    // The stop bar ends the symbol; what follows is quiet zone.
    while modules.last() == Some(&false) {
        modules.pop();
    }
    Ok(modules)
}

fn code_128(text: &str) -> Result<Vec<bool>, RenderError> {
    let code = code128::Code128::encode_str(text).ok_or(RenderError::CodeTooLong)?;
    let mut modules = Vec::new();
    for bar in code.bars() {
        modules.extend(std::iter::repeat_n(true, bar.width.into()));
        modules.extend(std::iter::repeat_n(false, bar.space.into()));
    }
    Ok(modules)
}

/// Characters of Code 39 and their nine elements, bars and spaces in turn, `w` wide; `*` starts and stops.
const CODE_39: [(u8, &str); 12] = [
    (b'0', "nnnwwnwnn"),
    (b'1', "wnnwnnnnw"),
    (b'2', "nnwwnnnnw"),
    (b'3', "wnwwnnnnn"),
    (b'4', "nnnwwnnnw"),
    (b'5', "wnnwwnnnn"),
    (b'6', "nnwwwnnnn"),
    (b'7', "nnnwnnwnw"),
    (b'8', "wnnwnnwnn"),
    (b'9', "nnwwnnwnn"),
    (b'-', "nwnnnnwnw"),
    (b'*', "nwnnwnwnn"),
];

/// Card numbers are digits, so of the alphabet of Code 39 only digits and the dash are here.
fn code_39(text: &str) -> Result<Vec<bool>, RenderError> {
    if text.contains('*') {
        return Err(RenderError::CodeTooLong);
    }
    let mut modules = Vec::new();
    for character in format!("*{text}*").bytes() {
        let (_, elements) = CODE_39.iter().find(|(known, _)| *known == character).ok_or(RenderError::CodeTooLong)?;
        for (number, width) in elements.bytes().enumerate() {
            modules.extend(std::iter::repeat_n(number % 2 == 0, if width == b'w' { 2 } else { 1 }));
        }
        modules.push(false);
    }
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads bars of four pixels a module with a reader that is not ours.
    fn read(bars: &[bool]) -> Option<String> {
        let padding = [false; QUIET_ZONE as usize];
        let row: Vec<u8> = [&padding[..], bars, &padding[..]]
            .concat()
            .iter()
            .flat_map(|dark| [if *dark { 0 } else { 255 }; 4])
            .collect();
        let (width, high) = (row.len() as u32, 120);
        let found = rxing::helpers::detect_in_luma(row.repeat(high as usize), width, high, None).ok()?;
        Some(found.getText().to_owned())
    }

    // R02
    #[test]
    fn each_symbology_is_read_back() {
        assert_eq!(Symbology::built_in(), Symbology::Code128);
        for name in ["code-128", "code-39"] {
            let symbology = Symbology::from_name(name).expect("a known name");
            for number in ["3260028416316", "4360028416316", "0000000000000", "12-7"] {
                let read = read(&bars(number, symbology).expect("it fits"));
                assert_eq!(read.as_deref(), Some(number), "{name}");
            }
        }
        assert_eq!(Symbology::from_name("pdf417"), None);
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        let long = "1".repeat(25);
        for (text, symbology) in [
            ("", Symbology::Code128),
            ("号", Symbology::Code128),
            (&*long, Symbology::Code39),
            ("1*2", Symbology::Code39),
        ] {
            assert_eq!(bars(text, symbology), Err(RenderError::CodeTooLong), "{text}");
        }
    }

    #[test]
    fn bars_are_never_lower_than_thirteen_hundredths() {
        for width in 1..2_000 {
            assert!(height(width) * 100 >= width * 13);
        }
    }
}
