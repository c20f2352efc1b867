//! Pages: what is wanted, what they are drawn from, what comes out.

use crate::qr::Modules;
use crate::{RenderError, TextItem};

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// 正页: basic information, generation time, codes (R02).
    Main,
    /// 副页: address, authority, record, class table (R03).
    Second,
    /// Code and portrait alone, as large as the screen allows.
    Check,
    /// The same, turned by 180° for somebody who stands opposite.
    CheckTurned,
}

/// Light or dark surroundings. Codes stand on a white tile in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
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

/// Language of labels and sentences. Values stay as the issuer wrote them.
pub use lang::Lang;
mod lang {
    /// Stands in for the text catalogue's type of the same name until that is published.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[expect(missing_docs, reason = "replaced by lz_text::Lang")]
    pub enum Lang {
        ZhHans,
        En,
    }
}

/// What the screen asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageWant {
    /// Which page.
    pub side: Side,
    /// Width in device pixels, 240..=4096; the height follows from the content.
    pub width: u32,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the print.
    pub print: Print,
    /// Language of labels and sentences.
    pub lang: Lang,
}

/// How current the shown copy is. It is part of the page (R11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// Confirmed by the authority moments ago.
    Live,
    /// Drawn from the signed copy; last confirmed at this time (UTC seconds).
    NotLive {
        /// When the authority last confirmed it.
        confirmed: i64,
    },
    /// The token has expired: genuine, but to be looked up by number.
    CopyTooOld,
    /// The vault was rolled back or is in doubt: refresh before relying on it.
    NeedsRefresh,
}

/// The facts of one license. Made from verified objects only.
#[derive(Clone)]
#[expect(missing_docs, reason = "replaced by the credential crate's verified type")]
pub struct LicenseFacts {
    pub name: String,
    pub id_number: String,
    pub male: bool,
    pub nationality: String,
    pub birth: u32,
    pub first_issue: u32,
    pub classes: String,
    pub valid_from: u32,
    pub valid_to: u32,
    pub file_number: String,
    pub card_number: String,
    pub points: u8,
    pub status: String,
    pub deferred_until: Option<u32>,
    pub generated: i64,
    pub portrait: Vec<u8>,
    pub address: Option<String>,
    pub record: Option<String>,
    pub authority: String,
    pub seed: [u8; 32],
}

/// The rotating code that stands on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// These modules are drawn into the code's place.
    Drawn(Modules),
    /// The place stays white: the screen lays live modules over it.
    Reserved,
}

/// Everything that a page shows at one moment.
#[derive(Clone)]
pub struct Sheet {
    _facts: LicenseFacts,
    _code: Option<Code>,
    _now: i64,
    _freshness: Freshness,
}

impl Sheet {
    /// A sheet of verified facts, with the code of this moment, at `now` (UTC seconds).
    pub fn new(facts: LicenseFacts, code: Option<Code>, now: i64, freshness: Freshness) -> Self {
        Self { _facts: facts, _code: code, _now: now, _freshness: freshness }
    }

    /// The sample license: silhouette, marked 样证, a code that verifies nowhere (R04).
    pub fn sample(now: i64) -> Self {
        Self::new(LicenseFacts::sample(), None, now, Freshness::Live)
    }
}

impl LicenseFacts {
    fn sample() -> Self {
        Self {
            name: "样证".into(),
            id_number: "000000000000000000".into(),
            male: true,
            nationality: "中国".into(),
            birth: 19900101,
            first_issue: 20210901,
            classes: "C1".into(),
            valid_from: 20210901,
            valid_to: 20270901,
            file_number: "000000000000".into(),
            card_number: "0000000000000".into(),
            points: 0,
            status: "A".into(),
            deferred_until: None,
            generated: 0,
            portrait: Vec::new(),
            address: None,
            record: None,
            authority: String::new(),
            seed: [0; 32],
        }
    }
}

/// A rectangle in pixels, from the top left of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Rect {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

/// Places on the page that change faster than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots {
    /// Where [`Renderer::clock_tile`] belongs.
    pub clock: Option<Rect>,
    /// The code with its quiet zone: a whole number of device pixels a module is drawn inside it.
    pub qr: Option<Rect>,
    /// The portrait.
    pub portrait: Option<Rect>,
    /// The bar code with its quiet zone.
    pub barcode: Option<Rect>,
}

/// A drawn page.
pub struct Page {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Premultiplied RGBA, 4 bytes a pixel, rows from the top without padding.
    pub rgba: Vec<u8>,
    /// The page for a screen reader, in reading order.
    pub text: Vec<TextItem>,
    /// Places that change faster.
    pub slots: Slots,
    /// Characters that no font could draw; the screen says so.
    pub missing_glyphs: Vec<char>,
}

/// A small picture that replaces part of a page.
pub struct Tile {
    /// Where it belongs.
    pub at: Rect,
    /// Premultiplied RGBA of exactly that size.
    pub rgba: Vec<u8>,
}

/// Draws pages. Holds fonts and the static layers of the pages drawn last; make one and keep it.
#[derive(Default)]
pub struct Renderer {}

impl Renderer {
    /// A renderer with the built-in fonts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Draws a page.
    pub fn render_page(&mut self, _sheet: &Sheet, _want: PageWant) -> Result<Page, RenderError> {
        Err(RenderError::NotShown)
    }

    /// The text of a page without its pixels.
    pub fn page_text(&mut self, _sheet: &Sheet, _want: PageWant) -> Result<Vec<TextItem>, RenderError> {
        Err(RenderError::NotShown)
    }

    /// The clock of a page at `now`, to be laid over its slot once a second.
    pub fn clock_tile(&mut self, _sheet: &Sheet, _want: PageWant, _now: i64) -> Result<Tile, RenderError> {
        Err(RenderError::NotShown)
    }

    /// The sample page, marked 样证: a silhouette whose code verifies nowhere (R04).
    pub fn sample_page(&mut self, want: PageWant, now: i64) -> Result<Page, RenderError> {
        self.render_page(&Sheet::sample(now), want)
    }
}
