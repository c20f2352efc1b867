//! What stands in place of a license that has ended or is frozen: a lock, the reason, the next step. No fact of it.

use lz_text::{Args, say};
use vello_cpu::kurbo::{Point, Rect};

use super::{Back, MARGIN, PAD, Plan, band, finish};
use crate::mark;
use crate::pen::Pen;
use crate::scene::PAGE_WIDTH;
use crate::sheet::Sheet;
use crate::typeset::{Face, Style};
use crate::want::Slots;

pub(super) fn plan(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let zoom = pen.zoom;
    let inks = pen.inks;
    let top = if zoom > 1.0 { 108.0 } else { 84.0 };
    let left = MARGIN + PAD;
    let width = PAGE_WIDTH - 2.0 * left;
    let words = band::status_words(pen.lang, sheet);
    let message = say(pen.lang, sheet.standing.group.text_id(), &Args::NONE);

    let size = 46.0;
    let middle = top + PAD + 4.0 + size / 2.0;
    mark::draw(
        &mut pen.scene,
        sheet.look().mark(),
        Point::new(left + size / 2.0, middle),
        size,
        inks.accent,
        inks.paper,
    );
    let room = (width - size - 14.0) as f32;
    let headline = pen.set.fit(&words, Style::new(Face::Bold, 23.0 * zoom.min(1.4)).tracked(0.04).led(1.3), room, 6);
    let first = middle + f64::from(headline.size) * 0.36 - f64::from(headline.drop()) / 2.0;
    let first = first.max(top + PAD + f64::from(headline.size));
    pen.place(&headline, Point::new(left + size + 14.0, first), inks.accent);
    let mut y = (middle + size / 2.0).max(first + f64::from(headline.drop()));
    let status = Rect::new(MARGIN + PAD, top + 20.0, PAGE_WIDTH - MARGIN - PAD, y + 6.0);
    let label = pen.say("page-label-status");
    let lang = pen.lang.tag();
    let spoken = format!("{words}. {message}");
    pen.item("status", label, words, Some(spoken), lang, status);

    if zoom > 1.0 {
        band::title_large(&mut pen, "page-hidden-title");
    } else {
        band::title(&mut pen, "page-hidden-title", PAGE_WIDTH - 2.0 * PAD);
    }

    y += 12.0 + 22.0 * f64::from(zoom);
    let body = Style::new(Face::Regular, 14.5 * zoom).led(1.5);
    let end = pen.paragraph(&message, body, Point::new(MARGIN + PAD, y), width, inks.ink);
    pen.item(
        "message",
        String::new(),
        message,
        None,
        lang,
        Rect::new(MARGIN + PAD, y - 16.0, PAGE_WIDTH - MARGIN - PAD, end + 4.0),
    );
    let card = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, end + 28.0);
    let back = Back { cards: vec![card], ..Back::default() };
    finish(pen, card.y1 + 24.0, back, Slots::default())
}
