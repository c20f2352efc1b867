//! The bar code of the card number: Code 128, quiet zone 10 modules, at least 13 % as high as it is wide.
//!
//! Which symbology the real card uses is not confirmed, so it is a value here, not a rule elsewhere.

use crate::RenderError;

/// Empty modules on each side.
pub(crate) const QUIET_ZONE: u32 = 10;

/// Which bars stand for the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Symbology {
    /// ISO/IEC 15417; digits take half the room.
    #[default]
    Code128,
}

/// Bars and spaces, one entry a module, true is dark; without quiet zones.
///
/// Errors: [`RenderError::CodeTooLong`] for text that is empty, not ASCII or longer than 24 characters.
pub fn bars(text: &str, symbology: Symbology) -> Result<Vec<bool>, RenderError> {
    let Symbology::Code128 = symbology;
    if text.is_empty() || text.len() > 24 || !text.is_ascii() {
        return Err(RenderError::CodeTooLong);
    }
    let code = code128::Code128::encode_str(text).ok_or(RenderError::CodeTooLong)?;
    let mut modules = Vec::new();
    for bar in code.bars() {
        modules.extend(std::iter::repeat_n(true, bar.width.into()));
        modules.extend(std::iter::repeat_n(false, bar.space.into()));
    }
    // The stop bar ends the symbol; what follows is quiet zone.
    while modules.last() == Some(&false) {
        modules.pop();
    }
    Ok(modules)
}
