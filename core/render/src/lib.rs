//! The license as pixels: pages, codes and the text that a screen reader speaks over them.
//!
//! One layout pass makes both, a display list for the eye and [`TextItem`]s for the ear, so that they cannot disagree.
//! Pages are drawn from verified facts only (R02, R03, R14); codes leave as packed modules, never as pixels.

pub mod barcode;
mod clock;
mod dirt;
mod error;
mod fingerprint;
mod glyphs;
mod guilloche;
mod ink;
mod layout;
mod mark;
mod nationality;
mod pen;
mod portrait;
pub mod qr;
mod raster;
mod renderer;
mod scene;
mod shadow;
mod sheet;
mod spoken;
mod svg;
mod text_item;
mod turn;
mod typeset;
mod want;

pub use error::{MissingPart, RenderError};
pub use fingerprint::fingerprint;
pub use renderer::Renderer;
pub use sheet::{Code, Freshness, Moment, Sheet, StatusNotes};
pub use text_item::{Spoken, TextItem};
pub use typeset::Outlines;
pub use want::{Page, PageWant, Print, Rect, Side, Slots, Theme, Tile};
