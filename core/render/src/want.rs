//! What a screen asks for, and what it gets.

use lz_text::Lang;

use crate::{RenderError, TextItem};

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// 正页: basic information, generation time, codes (R02).
    Main,
    /// 副页: address, authority, record, class table (R03).
    Second,
    /// Code and portrait alone, as large as the width allows.
    Check,
    /// The same, turned by 180° for somebody who stands opposite.
    CheckTurned,
}

/// Light or dark surroundings. Codes stand on a white tile in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark text on a light card.
    Light,
    /// Light text on a dark card.
    Dark,
}

/// Size of the print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Print {
    /// The card as designed.
    Normal,
    /// One field a row, twice the size.
    Large,
}

/// What the screen asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageWant {
    /// Which page.
    pub side: Side,
    /// Width in device pixels, [`PageWant::WIDTHS`]; the height follows from the content.
    pub width: u32,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the print.
    pub print: Print,
    /// Language of labels and sentences. Values stay as the issuer wrote them.
    pub lang: Lang,
}

impl PageWant {
    /// Widths that are drawn: below, a code has less than one pixel a module; above, a page is no picture for a phone.
    pub const WIDTHS: std::ops::RangeInclusive<u32> = 240..=2_400;

    pub(crate) fn check(self) -> Result<Self, RenderError> {
        if Self::WIDTHS.contains(&self.width) { Ok(self) } else { Err(RenderError::Width) }
    }
}

/// A rectangle in device pixels, from the top left of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// To the right of `x`.
    pub width: u32,
    /// Below `y`.
    pub height: u32,
}

/// Places on the page that change faster than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots {
    /// Where [`crate::Renderer::clock_tile`] belongs.
    pub clock: Option<Rect>,
    /// The white square for the code, its quiet zone included; see [`Slots::code_in`].
    pub qr: Option<Rect>,
    /// The portrait.
    pub portrait: Option<Rect>,
    /// The bar code with its quiet zone.
    pub barcode: Option<Rect>,
}

impl Slots {
    /// Where a code of `side` modules is drawn inside `slot`, and how many whole pixels a module gets.
    pub fn code_in(slot: Rect, side: u16) -> (Rect, u32) {
        let with_quiet = u32::from(side) + 2 * crate::qr::QUIET_ZONE;
        let step = (slot.width.min(slot.height) / with_quiet).max(1);
        let size = step * u32::from(side);
        let inset = |room: u32| room.saturating_sub(size) / 2;
        (Rect { x: slot.x + inset(slot.width), y: slot.y + inset(slot.height), width: size, height: size }, step)
    }
}

/// A drawn page.
#[derive(Clone)]
pub struct Page {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Premultiplied RGBA, 4 bytes a pixel, rows from the top without padding. Opaque.
    pub rgba: Vec<u8>,
    /// The page for a screen reader, in reading order.
    pub text: Vec<TextItem>,
    /// Places that change faster.
    pub slots: Slots,
    /// Characters that no font could draw, each once; the screen says so.
    pub missing_glyphs: Vec<char>,
}

/// A small picture that replaces part of a page.
#[derive(Clone)]
pub struct Tile {
    /// Where it belongs.
    pub at: Rect,
    /// Premultiplied RGBA of exactly that size.
    pub rgba: Vec<u8>,
}
