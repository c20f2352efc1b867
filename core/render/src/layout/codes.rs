//! What the main page, the large print and the check view share: portrait, code, bar code.

use vello_cpu::kurbo::{Point, Rect};

use super::Back;
use crate::barcode;
use crate::ink::TILE_INK;
use crate::pen::Pen;
use crate::scene::Draw;
use crate::sheet::{Code, Portrait, Sheet};
use crate::spoken;
use crate::typeset::{Face, Style};
use crate::want::{Rect as PixelRect, Slots};

/// Corners of a white tile: those of a card if it is as wide as one.
pub(crate) fn tile_radius(tile: Rect) -> f64 {
    if tile.width() > 300.0 { super::RADIUS } else { 10.0 }
}

/// The portrait in `frame`.
pub(super) fn portrait(pen: &mut Pen<'_>, sheet: &Sheet, frame: Rect, back: &mut Back, slots: &mut Slots) {
    back.portrait = Some(frame);
    slots.portrait = Some(pen.pixels(frame));
    let label = pen.say("page-label-portrait");
    let words = pen.say(match sheet.facts.portrait {
        Portrait::WebP(_) => "page-portrait-spoken",
        Portrait::Silhouette => "page-portrait-sample",
    });
    let lang = pen.lang.tag();
    pen.item("portrait", label, words, None, lang, frame);
}

/// The white tile with the code of this moment, if the screen does not lay it over the tile.
pub(super) fn qr(pen: &mut Pen<'_>, sheet: &Sheet, tile: Rect, back: &mut Back, slots: &mut Slots) {
    back.tiles.push(tile);
    // The rounded corners of the tile stay out of the quiet zone.
    let place = pen.pixels(tile.inset(-tile_radius(tile) * 0.3));
    slots.qr = Some(place);
    if let Some(Code::Drawn(modules)) = &sheet.code {
        let (at, step) = Slots::code_in(place, modules.side);
        pen.scene.push(Draw::Modules { at, step, modules: modules.clone().into(), dark: pen.inks.code });
    }
    let label = pen.say("page-label-qr");
    let words = pen.say("page-qr-spoken");
    let lang = pen.lang.tag();
    pen.item("qr", label, words, None, lang, tile);
}

/// The white tile with the bar code of the card number; `high` is the least height of the bars in page units.
pub(super) fn bars(pen: &mut Pen<'_>, sheet: &Sheet, tile: Rect, high: f64, back: &mut Back, slots: &mut Slots) {
    back.tiles.push(tile);
    let number = &sheet.facts.card_number;
    let bars = barcode::bars(number, barcode::Symbology::built_in()).unwrap_or_default();
    let room = pen.pixels(tile);
    let step = (room.width / (bars.len() as u32 + 2 * barcode::QUIET_ZONE)).max(1);
    let width = step * bars.len() as u32;
    let at = PixelRect {
        x: room.x + room.width.saturating_sub(width) / 2,
        y: room.y + (8.0 * pen.scale) as u32,
        width,
        height: barcode::height(width).max((high * pen.scale) as u32),
    };
    slots.barcode = Some(room);
    pen.scene.push(Draw::Bars { at, step, bars: bars.into(), dark: TILE_INK });
    let label = pen.say("page-label-card-number");
    let number_style = Style::new(Face::Medium, 11.0 * pen.zoom).tracked(0.2);
    let label_style = Style::new(Face::Regular, 9.5 * pen.zoom);
    let base = tile.y1 - 7.5 * f64::from(pen.zoom);
    let digits = pen.set.line(number, number_style);
    let words = pen.set.line(&label, label_style);
    let gap = 8.0;
    let together = f64::from(words.width) + gap + f64::from(digits.width);
    if pen.zoom == 1.0 && together <= tile.width() - 16.0 {
        let x = tile.center().x - together / 2.0;
        pen.place(&words, Point::new(x, base), TILE_INK);
        pen.place(&digits, Point::new(x + together - f64::from(digits.width), base), TILE_INK);
    } else {
        let x = |block: &crate::typeset::Block| tile.center().x - f64::from(block.width) / 2.0;
        pen.place(&words, Point::new(x(&words), base), TILE_INK);
        pen.place(&digits, Point::new(x(&digits), base - f64::from(label_style.size) * 1.4), TILE_INK);
    }
    pen.item("card-number", label, number.clone(), Some(spoken::digits(number)), lz_text::Lang::ZhHans.tag(), tile);
}
