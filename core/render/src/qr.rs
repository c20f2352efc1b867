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
    let (mut canvas, version) = unmasked(text)?;
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

fn unmasked(text: &str) -> Result<(Canvas, Version), RenderError> {
    let bytes = text.as_bytes();
    if !bytes.iter().all(|b| ALPHANUMERIC.contains(b)) {
        return Err(RenderError::CodeTooLong);
    }
    for number in 1..=MAX_VERSION {
        let version = Version::Normal(i16::from(number));
        let mut data = Bits::new(version);
        if data.push_alphanumeric_data(bytes).is_ok() && data.push_terminator(EcLevel::L).is_ok() {
            let (raw, ec) = qrcode::ec::construct_codewords(&data.into_bytes(), version, EcLevel::L)
                .map_err(|_| RenderError::CodeTooLong)?;
            let mut canvas = Canvas::new(version, EcLevel::L);
            canvas.draw_all_functional_patterns();
            canvas.draw_data(&raw, &ec);
            return Ok((canvas, version));
        }
    }
    Err(RenderError::CodeTooLong)
}

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
