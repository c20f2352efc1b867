//! 正页: who, what for, how long, and the codes that prove it (R02). Never the address (R03).

use lz_text::{Lang, say};
use vello_cpu::kurbo::{Line, Point, Rect};

use super::fields::{self, Main};
use super::{Back, GAP, MARGIN, PAD, Plan, band, codes, finish};
use crate::pen::{LABEL, Pen};
use crate::portrait::ASPECT;
use crate::scene::PAGE_WIDTH;
use crate::sheet::Sheet;
use crate::typeset::{Face, Style};
use crate::want::Slots;
use crate::{clock, spoken};

const SMALL: Style = Style::new(Face::Medium, 13.0);
const LEFT: f64 = MARGIN + PAD;
const RIGHT: f64 = PAGE_WIDTH - MARGIN - PAD;
/// Between the rows of fields.
const ROW_GAP: f64 = 12.0;
const PORTRAIT_WIDTH: f64 = 100.0;
/// The white square of the code.
const QR_TILE: f64 = 206.0;
const BARCODE_TILE: f64 = 67.0;

pub(super) fn plan(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let mut slots = Slots::default();
    let top = band::draw(&mut pen, sheet, "page-subtitle-main");
    let bottom = info_card(&mut pen, sheet, top, &mut back, &mut slots);
    let bottom = code_card(&mut pen, sheet, bottom + GAP, &mut back, &mut slots);
    let tile = Rect::new(MARGIN, bottom + GAP, PAGE_WIDTH - MARGIN, bottom + GAP + BARCODE_TILE);
    codes::bars(&mut pen, sheet, tile, 36.0, &mut back, &mut slots);
    let height = footer(&mut pen, tile.y1, 9.5);
    finish(pen, height, back, slots)
}

fn info_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let lang = pen.lang;
    let field = |which| fields::main(sheet, lang, which);
    let frame_top = top + PAD;
    let frame = Rect::new(RIGHT - PORTRAIT_WIDTH, frame_top, RIGHT, frame_top + PORTRAIT_WIDTH / ASPECT);
    let column = frame.x0 - 14.0 - LEFT;

    // Four rows share the height of the portrait; the fifth has its columns under the portrait's edges.
    let second = LEFT + 96.0;
    let mut y = top + PAD - 2.0;
    y = pen.row(y, &[field(Main::Name).at(LEFT, column)]) + ROW_GAP;
    y = pen.row(y, &[field(Main::Sex).at(LEFT, 90.0), field(Main::Nationality).at(second, column - 96.0)]) + ROW_GAP;
    y = pen.row(y, &[field(Main::IdNumber).at(LEFT, column)]) + ROW_GAP;
    y = pen.row(y, &[field(Main::Birth).at(LEFT, 90.0), field(Main::FirstIssue).at(second, column - 96.0)]);
    codes::portrait(pen, sheet, frame, back, slots);

    y = (y + ROW_GAP).max(frame.y1 + ROW_GAP - 2.0);
    let (validity, classes, points) = (field(Main::Validity), field(Main::Classes), field(Main::Points));
    let last = frame.x0 + 54.0;
    if classes.fits_one_line(pen.set, 48.0) {
        let row = [validity.at(LEFT, column), classes.at(frame.x0, 48.0), points.at(last, RIGHT - last)];
        y = pen.row(y, &row);
    } else {
        // Many classes have a row of their own.
        y = pen.row(y, &[validity.at(LEFT, column), points.at(frame.x0, RIGHT - frame.x0)]) + ROW_GAP;
        y = pen.row(y, &[classes.at(LEFT, RIGHT - LEFT)]);
    }
    let bottom = y + PAD;
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    back.specimen = Some(Rect::new(LEFT, frame.y1 - 70.0, RIGHT - PORTRAIT_WIDTH, bottom));
    bottom
}

fn code_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let tile = Rect::new(MARGIN + 6.0, top + 6.0, MARGIN + 6.0 + QR_TILE, top + 6.0 + QR_TILE);
    let card = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, tile.y1 + 6.0);
    back.cards.push(card);
    codes::qr(pen, sheet, tile, back, slots);

    let x = tile.x1 + 12.0;
    let width = RIGHT + 4.0 - x;
    let mut base = top + 23.0;
    clock_block(pen, sheet, x, base, width, slots);
    rule(pen, x, x + width, base + 56.0);
    base += 72.5;
    let generated = sheet.facts.generated;
    let lines = [generated.day().to_string(), clock::words(generated)];
    side_field(pen, "generated", "page-label-generated", &lines, spoken::moment(pen.lang, generated), x, base, width);
    rule(pen, x, x + width, base + 42.5);
    base += 59.0;
    let number = [sheet.facts.file_number.clone()];
    side_field(pen, "file-number", "page-label-file-number", &number, spoken::digits(&number[0]), x, base, width);
    // A picture of this page is worth nothing: the code in it is dead.
    rule(pen, x, x + width, base + 26.0);
    let note = pen.say("page-screenshot");
    let color = pen.inks.label;
    pen.line(&note, LABEL, Point::new(x, base + 43.0), width, color);
    let lang = pen.lang.tag();
    pen.item("screenshots", String::new(), note, None, lang, Rect::new(x, base + 33.0, x + width, base + 46.0));
    card.y1
}

/// 当前时间: label, clock and day.
fn clock_block(pen: &mut Pen<'_>, sheet: &Sheet, x: f64, base: f64, width: f64, slots: &mut Slots) {
    let label = pen.say("page-label-now");
    let color = pen.inks.label;
    pen.line(&label, LABEL, Point::new(x, base), width, color);
    let room = Rect::new(x - 2.0, base + 5.0, x + width, base + 5.0 + clock::HEIGHT);
    slots.clock = Some(pen.pixels(room));
    clock::draw(pen, Point::new(x, room.y0), 1.0, sheet.now);
    let item = Rect::new(x, base - 10.0, x + width, room.y1);
    let spoken = spoken::moment(pen.lang, sheet.now);
    pen.item("now", label, fields::stamp(sheet.now), Some(spoken), Lang::ZhHans.tag(), item);
}

/// A label with one or two short lines under it, in the narrow column beside the code.
#[expect(clippy::too_many_arguments, reason = "a place and a text; a struct would only rename them")]
fn side_field(
    pen: &mut Pen<'_>,
    id: &'static str,
    label: &str,
    lines: &[String],
    spoken: String,
    x: f64,
    base: f64,
    width: f64,
) {
    let inks = pen.inks;
    let label = pen.say(label);
    pen.line(&label, LABEL, Point::new(x, base), width, inks.label);
    let mut y = base + 1.0;
    for line in lines {
        y += 16.5;
        pen.line(line, SMALL, Point::new(x, y), width, inks.ink);
    }
    pen.item(
        id,
        label,
        lines.join(" "),
        Some(spoken),
        Lang::ZhHans.tag(),
        Rect::new(x, base - 10.0, x + width, y + 3.0),
    );
}

fn rule(pen: &mut Pen<'_>, x0: f64, x1: f64, y: f64) {
    let color = pen.inks.rule;
    pen.scene.stroke(Line::new((x0, y), (x1, y)), 0.8, color);
}

/// The line on equal effect, which never stands without its exceptions (R06, R70); the list is on the second page.
pub(super) fn footer(pen: &mut Pen<'_>, bottom: f64, size: f32) -> f64 {
    let line = lz_text::equal_effect(pen.lang).line;
    let line = line.trim_end_matches(['。', '.']).to_owned();
    let text = say(pen.lang, "page-main-effect", &lz_text::Args::new().text("line", line));
    let style = Style::new(Face::Regular, size).led(1.4);
    let width = PAGE_WIDTH - 2.0 * (MARGIN + 4.0);
    let block = pen.set.fit(&text, style, width as f32, 6);
    let base = bottom + 10.5 + f64::from(size);
    let color = pen.inks.on_ground;
    let x = PAGE_WIDTH / 2.0 - f64::from(block.width) / 2.0;
    pen.place(&block, Point::new(x, base), color);
    let end = base + f64::from(block.drop());
    let lang = pen.lang.tag();
    let rect = Rect::new(MARGIN, bottom + 8.0, PAGE_WIDTH - MARGIN, end + 4.0);
    pen.item("equal-effect", String::new(), text, None, lang, rect);
    end + 14.0
}
