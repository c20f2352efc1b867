//! The check view: the code as large as the screen, the portrait, and the status in word and shape.
//!
//! Made to be held out to an officer; turned by 180° for one who stands opposite. The renderer does the turning.

use lz_text::Lang;
use vello_cpu::kurbo::{Point, Rect};

use super::{Back, GAP, MARGIN, PAD, Plan, band, codes, fields, finish};
use crate::pen::Pen;
use crate::portrait::ASPECT;
use crate::scene::PAGE_WIDTH;
use crate::sheet::Sheet;
use crate::typeset::{Face, Style};
use crate::want::Slots;
use crate::{clock, mark, spoken};

const PORTRAIT_WIDTH: f64 = 164.0;
const STATUS: Style = Style::new(Face::Bold, 26.0).tracked(0.03).led(1.25);
const CONSEQUENCE: Style = Style::new(Face::Bold, 13.5).led(1.3);
const NOTE: Style = Style::new(Face::Medium, 11.0).led(1.35);

pub(super) fn plan(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let mut slots = Slots::default();
    let words = band::headline_lines(&pen, sheet);
    let tile = Rect::new(MARGIN, MARGIN, PAGE_WIDTH - MARGIN, PAGE_WIDTH - MARGIN);
    let top = tile.y1 + GAP;
    let frame_top = top + 12.0;
    let frame =
        Rect::new(MARGIN + 12.0, frame_top, MARGIN + 12.0 + PORTRAIT_WIDTH, frame_top + PORTRAIT_WIDTH / ASPECT);
    let x = frame.x1 + 15.0;
    let width = PAGE_WIDTH - MARGIN - PAD + 4.0 - x;
    let end = status(&mut pen, sheet, &words, Rect::new(x, top + 18.0, x + width, frame.y1));
    codes::qr(&mut pen, sheet, tile, &mut back, &mut slots);
    codes::portrait(&mut pen, sheet, frame, &mut back, &mut slots);
    let bottom = (frame.y1 + 12.0).max(end + 12.0 + clock::HEIGHT + 14.0);
    clock_block(&mut pen, sheet, x, bottom - 14.0, width, &mut slots);
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    finish(pen, bottom + MARGIN, back, slots)
}

/// Gives the last baseline.
fn status(pen: &mut Pen<'_>, sheet: &Sheet, words: &[String], room: Rect) -> f64 {
    let inks = pen.inks;
    let size = 54.0;
    let center = Point::new(room.x0 + size / 2.0, room.y0 + size / 2.0);
    mark::draw(&mut pen.scene, sheet.look().mark(), center, size, inks.accent, inks.paper);
    let mut y = room.y0 + size + 34.0;
    for (number, words) in words.iter().enumerate() {
        let block = pen.set.fit(words, STATUS, room.width() as f32, 6);
        y += if number == 0 { 0.0 } else { f64::from(STATUS.size * STATUS.leading) };
        pen.place(&block, Point::new(room.x0, y), inks.accent);
        y += f64::from(block.drop());
    }
    for (style, text) in band::consequences(pen, sheet).into_iter().map(|text| (CONSEQUENCE, text)) {
        y += 23.0;
        y = pen.paragraph(&text, style, Point::new(room.x0, y), room.width(), inks.accent);
    }
    band::status_item(pen, sheet, Rect::new(room.x0, room.y0, room.x1, y + 4.0));
    let specimen = pen.say("page-specimen");
    let freshness = band::freshness_words(pen.lang, sheet.freshness);
    let lang = pen.lang.tag();
    y += 24.0;
    let end = pen.paragraph(&freshness, NOTE, Point::new(room.x0, y), room.width(), inks.label);
    band::freshness_item(pen, sheet, freshness, Rect::new(room.x0, y - 11.0, room.x1, end + 3.0));
    y = end + 17.0;
    pen.line(&specimen, NOTE, Point::new(room.x0, y), room.width(), inks.label);
    let note = pen.say("page-specimen-note");
    pen.item("specimen", String::new(), specimen, Some(note), lang, Rect::new(room.x0, y - 11.0, room.x1, y + 3.0));
    y
}

fn clock_block(pen: &mut Pen<'_>, sheet: &Sheet, x: f64, bottom: f64, width: f64, slots: &mut Slots) {
    let room = Rect::new(x - 2.0, bottom - clock::HEIGHT, x + width, bottom);
    slots.clock = Some(pen.pixels(room));
    clock::draw(pen, Point::new(x, room.y0), 1.0, sheet.now);
    let label = pen.say("page-label-now");
    let spoken = spoken::moment(pen.lang, sheet.now);
    pen.item("now", label, fields::stamp(sheet.now), Some(spoken), Lang::ZhHans.tag(), room);
}
