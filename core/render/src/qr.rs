//! QR codes as packed modules: one alphanumeric segment, level L, a mask chosen by us instead of searched each time.
//!
//! Searching the best of eight masks costs most of the encoder's time; every mask is valid and decodes alike, so a token
//! chooses one once ([`best_mask`]) and its frames keep it. See `wire` section 5: K up to version 18, F up to 13.

use crate::RenderError;
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, Version};

/// The highest version that is written: cameras lose codes above it.
pub const MAX_VERSION: u8 = 18;
/// Empty modules that must surround a code.
pub const QUIET_ZONE: u32 = 4;

/// A square code, one bit a module, rows from the top, most significant bit first, no padding between rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// Modules a side, without quiet zone.
    pub side: u16,
    /// `side * side` bits, 1 is dark.
    pub bits: Vec<u8>,
}

impl Modules {
    /// True if the module at column `x`, row `y` is dark.
    pub fn dark(&self, x: u16, y: u16) -> bool {
        let at = usize::from(y) * usize::from(self.side) + usize::from(x);
        x < self.side && self.bits.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0)
    }

    /// The version of the code, 1 to 40.
    pub fn version(&self) -> u8 {
        ((self.side.saturating_sub(17)) / 4) as u8
    }
}

/// One of the eight masks of ISO/IEC 18004.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mask(u8);

impl Mask {
    /// A mask by its number; `None` above 7.
    pub fn new(number: u8) -> Option<Self> {
        (number < 8).then_some(Self(number))
    }

    /// Its number, 0 to 7.
    pub fn number(self) -> u8 {
        self.0
    }

    fn pattern(self) -> MaskPattern {
        match self.0 {
            0 => MaskPattern::Checkerboard,
            1 => MaskPattern::HorizontalLines,
            2 => MaskPattern::VerticalLines,
            3 => MaskPattern::DiagonalLines,
            4 => MaskPattern::LargeCheckerboard,
            5 => MaskPattern::Fields,
            6 => MaskPattern::Diamonds,
            _ => MaskPattern::Meadow,
        }
    }
}

/// Mask 4, large checkerboard with diagonals: no long runs in either direction on any content.
impl Default for Mask {
    fn default() -> Self {
        Self(4)
    }
}

/// Encodes `text` with the default mask.
pub fn modules(text: &str) -> Result<Modules, RenderError> {
    modules_with(text, Mask::default())
}

/// Encodes `text` with a mask that the caller keeps for the life of a token.
pub fn modules_with(text: &str, mask: Mask) -> Result<Modules, RenderError> {
    modules_sized(text, mask, 1)
}

/// The same in a code of `at_least` this version: codes that take turns on a screen keep one size.
pub fn modules_sized(text: &str, mask: Mask, at_least: u8) -> Result<Modules, RenderError> {
    let (mut canvas, version) = unmasked(text, at_least)?;
    canvas.apply_mask(mask.pattern());
    let side = version.width().unsigned_abs();
    let mut bits = vec![0u8; (usize::from(side) * usize::from(side)).div_ceil(8)];
    for (at, color) in canvas.into_colors().into_iter().enumerate() {
        if color == Color::Dark {
            bits[at / 8] |= 0x80 >> (at % 8);
        }
    }
    Ok(Modules { side, bits })
}

fn unmasked(text: &str, at_least: u8) -> Result<(Canvas, Version), RenderError> {
    let bytes = text.as_bytes();
    if !bytes.iter().all(|b| ALPHANUMERIC.contains(b)) {
        return Err(RenderError::CodeTooLong);
    }
    let version = smallest_version(bytes.len(), at_least).ok_or(RenderError::CodeTooLong)?;
    let encode = || {
        let mut data = Bits::new(version);
        data.push_alphanumeric_data(bytes)?;
        data.push_terminator(EcLevel::L)?;
        qrcode::ec::construct_codewords(&data.into_bytes(), version, EcLevel::L)
    };
    let (raw, ec) = encode().map_err(|_| RenderError::CodeTooLong)?;
    let mut canvas = Canvas::new(version, EcLevel::L);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&raw, &ec);
    Ok((canvas, version))
}

/// The smallest version, `at_least` that one, whose level L holds so many alphanumeric characters: 4 bits of mode, a count,
/// 11 bits a pair.
fn smallest_version(characters: usize, at_least: u8) -> Option<Version> {
    (at_least.max(1)..=MAX_VERSION).map(|number| Version::Normal(i16::from(number))).find(|version| {
        let count = if version.width() <= 53 { 9 } else { 11 };
        let bits = 4 + count + characters / 2 * 11 + characters % 2 * 6;
        Bits::new(*version).max_len(EcLevel::L).is_ok_and(|room| bits <= room)
    })
}

/// The mask that the standard would choose for `text`. Takes milliseconds: once a token, not once a frame.
pub fn best_mask(text: &str) -> Result<Mask, RenderError> {
    let (canvas, _) = unmasked(text, 1)?;
    let best = canvas.apply_best_mask().into_colors();
    let same = |mask: &Mask| {
        let mut masked = canvas.clone();
        masked.apply_mask(mask.pattern());
        masked.into_colors() == best
    };
    Ok((0..8).filter_map(Mask::new).find(same).unwrap_or_default())
}

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

#[cfg(test)]
mod tests {
    use super::*;

    fn text(length: usize) -> String {
        ALPHANUMERIC.iter().cycle().take(length).map(|b| char::from(*b)).collect()
    }

    // Capacities of ISO/IEC 18004, level L, alphanumeric.
    #[test]
    fn a_text_gets_the_smallest_version_that_holds_it() {
        let capacities = [(1, 25), (9, 335), (10, 395), (13, 619), (15, 758), (16, 854), (17, 938), (18, 1_046)];
        for (version, characters) in capacities {
            assert_eq!(modules(&text(characters)).map(|code| code.version()), Ok(version));
            assert!(modules(&text(characters + 1)).map(|code| code.version()) != Ok(version), "{version}");
        }
        assert_eq!(modules(&text(1_047)), Err(RenderError::CodeTooLong));
        assert_eq!(modules("lower case"), Err(RenderError::CodeTooLong));
    }

    #[test]
    fn a_code_may_be_larger_than_its_text_needs_but_never_smaller() {
        let mask = Mask::default();
        let version =
            |characters, at_least| modules_sized(&text(characters), mask, at_least).map(|code| code.version());
        assert_eq!(version(600, 15), Ok(15));
        assert_eq!(version(800, 15), Ok(16));
        assert_eq!(version(600, 0), version(600, 1));
        assert_eq!(version(600, MAX_VERSION + 1), Err(RenderError::CodeTooLong));
        assert_eq!(read(&modules_sized(&text(600), mask, 16).expect("it fits")), text(600));
    }

    #[test]
    fn every_mask_is_read_back_as_the_same_text() {
        let text = format!("LZ1:{}", text(700));
        for mask in (0..8).filter_map(Mask::new) {
            let code = modules_with(&text, mask).expect("it fits");
            assert_eq!(read(&code), text, "mask {}", mask.number());
        }
    }

    /// What a reader finds in the code, four pixels a module.
    fn read(code: &Modules) -> String {
        let side = (u32::from(code.side) + 2 * QUIET_ZONE) * 4;
        let dark = |at: u32| {
            let module = |pixel: u32| (pixel / 4).checked_sub(QUIET_ZONE).and_then(|m| u16::try_from(m).ok());
            module(at % side).zip(module(at / side)).is_some_and(|(x, y)| code.dark(x, y))
        };
        let luma = (0..side * side).map(|at| if dark(at) { 0 } else { 255 }).collect();
        rxing::helpers::detect_in_luma(luma, side, side, None).expect("a code").getText().to_owned()
    }

    #[test]
    fn the_best_mask_is_the_one_that_the_encoder_would_search_for() {
        let text = text(500);
        let ours = modules_with(&text, best_mask(&text).expect("it fits")).expect("it fits");
        let mut bits = Bits::new(Version::Normal(i16::from(ours.version())));
        bits.push_alphanumeric_data(text.as_bytes()).expect("it fits");
        bits.push_terminator(EcLevel::L).expect("it fits");
        let theirs = qrcode::QrCode::with_bits(bits, EcLevel::L).expect("it fits").into_colors();
        let dark: Vec<bool> =
            (0..ours.side).flat_map(|y| (0..ours.side).map(move |x| (x, y))).map(|(x, y)| ours.dark(x, y)).collect();
        assert!(theirs.into_iter().map(|color| color == Color::Dark).eq(dark));
    }
}
