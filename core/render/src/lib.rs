//! The license as pixels: pages, codes and the text that a screen reader speaks over them.
//!
//! One layout pass makes both, a display list for the eye and [`TextItem`]s for the ear, so that they cannot disagree.
//! Pages are drawn from verified facts only (R02, R03, R14); the core sends codes as packed modules, never as pixels.

mod error;
pub mod page;
pub mod qr;
mod text_item;

pub use error::RenderError;
pub use page::{Code, Freshness, LicenseFacts, Page, PageWant, Print, Rect, Renderer, Sheet, Side, Slots, Theme, Tile};
pub use text_item::{Spoken, TextItem};
