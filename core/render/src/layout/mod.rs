//! Layouts: from a sheet to a plan. A plan has everything that the pixels and the screen reader need.
//!
//! One national layout: nothing here asks which city issued the license (R05).

mod band;
mod check_page;
pub(crate) mod codes;
mod fields;
mod large_page;
mod main_page;
mod message_page;
mod second_page;
#[cfg(test)]
mod tests;

use vello_cpu::kurbo::{Point, Rect};

use crate::ink::Inks;
use crate::pen::Pen;
use crate::scene::{PAGE_WIDTH, Scene};
use crate::sheet::Sheet;
use crate::text_item::TextItem;
use crate::typeset::Typesetter;
use crate::want::{PageWant, Print, Side, Slots};

/// Distance of cards from the edges.
pub(crate) const MARGIN: f64 = 14.0;
/// Distance of text from the edge of a card.
pub(crate) const PAD: f64 = 16.0;
/// Corners of cards.
pub(crate) const RADIUS: f64 = 14.0;
/// Distance of cards from each other.
pub(crate) const GAP: f64 = 10.0;

/// A page before it is drawn.
pub(crate) struct Plan {
    /// Height in page units.
    pub(crate) height: f64,
    /// What lies under the text and changes seldom.
    pub(crate) back: Back,
    /// Text, codes, marks.
    pub(crate) front: Scene,
    pub(crate) items: Vec<TextItem>,
    pub(crate) slots: Slots,
    /// Where the clock is drawn, in page units.
    pub(crate) clock: Option<(Point, f32)>,
    pub(crate) missing: Vec<char>,
    pub(crate) inks: Inks,
}

/// The static layer: cards, pattern, portrait, tiles. Two pages with equal backs share one picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Back {
    /// Paper with the pattern of the license.
    pub(crate) cards: Vec<Rect>,
    /// White, for codes.
    pub(crate) tiles: Vec<Rect>,
    /// The portrait's frame.
    pub(crate) portrait: Option<Rect>,
    /// Where the large 样证 is centred.
    pub(crate) specimen: Option<Rect>,
}

/// Lays a page out.
pub(crate) fn plan(set: &mut Typesetter, sheet: &Sheet, want: PageWant) -> Plan {
    let pen = Pen {
        set,
        scene: Scene::default(),
        items: Vec::new(),
        missing: Vec::new(),
        lang: want.lang,
        inks: Inks::of(sheet.look(), want.theme),
        scale: f64::from(want.width) / PAGE_WIDTH,
        clock: None,
        zoom: if want.print == Print::Large { large_page::ZOOM } else { 1.0 },
    };
    if !sheet.standing.group.is_shown() {
        return message_page::plan(pen, sheet);
    }
    match (want.side, want.print) {
        (Side::Main, Print::Normal) => main_page::plan(pen, sheet),
        (Side::Main, Print::Large) => large_page::main(pen, sheet),
        (Side::Second, Print::Normal) => second_page::plan(pen, sheet),
        (Side::Second, Print::Large) => large_page::second(pen, sheet),
        // Already as large as the screen allows.
        (Side::Check | Side::CheckTurned, _) => check_page::plan(pen, sheet),
    }
}

fn finish(pen: Pen<'_>, height: f64, back: Back, slots: Slots) -> Plan {
    Plan {
        height,
        back,
        slots,
        clock: pen.clock,
        front: pen.scene,
        items: pen.items,
        missing: pen.missing,
        inks: pen.inks,
    }
}
