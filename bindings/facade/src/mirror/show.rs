//! Mirrors the types of `lz_wallet` that stand in its module `show`. Written by `scripts/mirror.py`.

use lz_wallet::{
    ClockTile, ExportFile, Language, PagePixels, PageText, PageTheme, PageWant, PixelRect, PreviewPixels, PrintSize,
    Side,
};

/// Which page of the license.
#[uniffi::remote(Enum)]
pub enum Side {
    /// 正页: the facts, the portrait, generation time, code and barcode (R02).
    MainSide,
    /// 副页: address, issuing authority, record, class table (R03).
    SecondSide,
}

/// Ground of everything but the code, which always stands on white.
#[uniffi::remote(Enum)]
pub enum PageTheme {
    /// Dark text on light ground.
    LightTheme,
    /// Light text on dark ground.
    DarkTheme,
}

/// How large the text is.
#[uniffi::remote(Enum)]
pub enum PrintSize {
    /// As on the card.
    NormalPrint,
    /// One field a row, twice as large.
    LargePrint,
    /// Code and portrait alone, as large as they go: what an officer scans.
    CheckView,
    /// The same, turned for somebody who stands opposite.
    CheckViewTurned,
}

/// A page as a screen wants it.
#[uniffi::remote(Record)]
pub struct PageWant {
    /// Which page.
    pub side: Side,
    /// Device pixels across, 240–2,400.
    pub width: u32,
    /// Light or dark.
    pub theme: PageTheme,
    /// Size of text.
    pub print: PrintSize,
    /// Language of the labels; values stay as issued.
    pub language: Language,
}

/// A rectangle in device pixels of its page.
#[uniffi::remote(Record)]
pub struct PixelRect {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// A drawn page. The code's rectangle is left white: frames of the presenter are drawn into it.
#[uniffi::remote(Record)]
pub struct PagePixels {
    /// Names this content; equal keys, equal pixels.
    pub key: String,
    /// Device pixels across.
    pub width: u32,
    /// Device pixels down.
    pub height: u32,
    /// Red, green, blue, alpha (premultiplied), row by row.
    pub rgba: Vec<u8>,
    /// Where the code goes, whole modules; empty on the second page.
    pub code: PixelRect,
    /// Where the clock ticks; see `Wallet.clock_tile`.
    pub clock: PixelRect,
}

/// The clock of a page, drawn anew every second.
#[uniffi::remote(Record)]
pub struct ClockTile {
    /// Where it goes.
    pub rect: PixelRect,
    /// Red, green, blue, alpha (premultiplied), row by row.
    pub rgba: Vec<u8>,
    /// The same for a screen reader.
    pub spoken: String,
    /// Milliseconds until the next one.
    pub next_in_ms: u32,
}

/// One text of a page for a screen reader, in reading order.
#[uniffi::remote(Record)]
pub struct PageText {
    /// Stable name of the field.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What stands there.
    pub value: String,
    /// How it is spoken, numbers digit by digit.
    pub spoken: String,
    /// Language tag of the value.
    pub language: String,
    /// True for a heading.
    pub heading: bool,
    /// Where it stands.
    pub rect: PixelRect,
}

/// A picture to look at: the retained photo, or the preview, which is byte for byte what will be sent (R38).
#[uniffi::remote(Record)]
pub struct PreviewPixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue, alpha, row by row.
    pub rgba: Vec<u8>,
    /// SHA-256 of the JPEG that is sent, in hex.
    pub sha256: String,
}

/// What an app gets that takes its data along (`Wallet.export`).
#[uniffi::remote(Record)]
pub struct ExportFile {
    /// A name for the file.
    pub name: String,
    /// UTF-8 JSON: facts, notices, checks and consents of the holder, no keys.
    pub bytes: Vec<u8>,
}
