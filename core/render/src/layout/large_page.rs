//! Large print: the same pages at twice the size, one field a row, for eyes that need it.

use lz_license::LicenseClass;
use lz_text::Lang;
use vello_cpu::kurbo::{Point, Rect, RoundedRect};

use super::fields::{self, Field, Main};
use super::{Back, GAP, MARGIN, PAD, Plan, band, codes, finish, main_page, second_page};
use crate::pen::Pen;
use crate::portrait::ASPECT;
use crate::scene::PAGE_WIDTH;
use crate::sheet::Sheet;
use crate::typeset::{Face, Style};
use crate::want::Slots;
use crate::{clock, spoken};

const LEFT: f64 = MARGIN + PAD - 2.0;
const RIGHT: f64 = PAGE_WIDTH - LEFT;
const ROW_GAP: f64 = 30.0;
/// What large print means: twice the size of the card as designed.
pub(super) const ZOOM: f32 = 2.0;
const MAIN: [Main; 10] = [
    Main::Name,
    Main::Sex,
    Main::Nationality,
    Main::IdNumber,
    Main::Birth,
    Main::FirstIssue,
    Main::Classes,
    Main::Validity,
    Main::Points,
    Main::FileNumber,
];

/// 正页 in large print.
pub(super) fn main(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let mut slots = Slots::default();
    let top = band::draw_large(&mut pen, sheet, "page-subtitle-main");
    let tile = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, top + PAGE_WIDTH - 2.0 * MARGIN);
    codes::qr(&mut pen, sheet, tile, &mut back, &mut slots);
    let top = clock_card(&mut pen, sheet, tile.y1 + GAP, &mut back, &mut slots) + GAP;

    let width = 190.0;
    let frame_top = top + PAD;
    let frame = Rect::new(
        PAGE_WIDTH / 2.0 - width / 2.0,
        frame_top,
        PAGE_WIDTH / 2.0 + width / 2.0,
        frame_top + width / ASPECT,
    );
    codes::portrait(&mut pen, sheet, frame, &mut back, &mut slots);
    let rows: Vec<Field> = MAIN.iter().map(|which| fields::main(sheet, pen.lang, *which)).collect();
    let bottom = rows_card(&mut pen, rows, frame.y1 + 18.0);
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    back.specimen = Some(Rect::new(LEFT, frame.y1 + 40.0, RIGHT, frame.y1 + 170.0));

    let tile = Rect::new(MARGIN, bottom + GAP, PAGE_WIDTH - MARGIN, bottom + GAP + 124.0);
    codes::bars(&mut pen, sheet, tile, 50.0, &mut back, &mut slots);
    let height = main_page::footer(&mut pen, tile.y1, 18.0);
    finish(pen, height, back, slots)
}

/// 副页 in large print.
pub(super) fn second(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let top = band::draw_large(&mut pen, sheet, "page-subtitle-second");
    let rows = fields::of_second(sheet).map(|which| fields::second(sheet, pen.lang, which)).collect();
    let bottom = rows_card(&mut pen, rows, top + PAD - 2.0);
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    let bottom = class_card(&mut pen, sheet, bottom + GAP, &mut back);
    let height = second_page::paper_needed(&mut pen, bottom, [23.0, 21.0]);
    finish(pen, height, back, Slots::default())
}

/// One field a row; gives the bottom of the card.
fn rows_card(pen: &mut Pen<'_>, rows: Vec<Field>, mut y: f64) -> f64 {
    for field in rows {
        y = pen.row(y, &[field.enlarged(ZOOM).at(LEFT, RIGHT - LEFT)]) + ROW_GAP;
    }
    y - ROW_GAP + PAD + 6.0
}

fn clock_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let inks = pen.inks;
    let label_style = Style::new(Face::Regular, 20.0);
    let base = top + PAD + 15.0;
    let label = pen.say("page-label-now");
    pen.line(&label, label_style, Point::new(LEFT, base), RIGHT - LEFT, inks.label);
    let room = Rect::new(LEFT - 2.0, base + 8.0, RIGHT, base + 8.0 + clock::HEIGHT * 2.0);
    slots.clock = Some(pen.pixels(room));
    clock::draw(pen, Point::new(LEFT, room.y0), 2.0, sheet.now);
    let words = spoken::moment(pen.lang, sheet.now);
    pen.item(
        "now",
        label,
        fields::stamp(sheet.now),
        Some(words),
        Lang::ZhHans.tag(),
        Rect::new(LEFT, top, RIGHT, room.y1),
    );
    let generated = fields::main(sheet, pen.lang, Main::Generated).enlarged(ZOOM);
    let end = pen.row(room.y1 + 16.0, &[generated.at(LEFT, RIGHT - LEFT)]);
    let note = pen.say("page-screenshot");
    let y = end + 34.0;
    pen.line(&note, label_style, Point::new(LEFT, y), RIGHT - LEFT, inks.label);
    let lang = pen.lang.tag();
    pen.item("screenshots", String::new(), note, None, lang, Rect::new(LEFT, y - 20.0, RIGHT, y + 5.0));
    let bottom = y + PAD + 2.0;
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    bottom
}

fn class_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back) -> f64 {
    let inks = pen.inks;
    let heading = pen.say("page-label-class-table");
    let base = top + PAD + 21.0;
    pen.line(&heading, Style::new(Face::Bold, 27.0).tracked(0.03), Point::new(LEFT, base), RIGHT - LEFT, inks.ink);
    pen.heading("class-table", heading, Rect::new(LEFT, top + PAD - 4.0, RIGHT, base + 6.0));
    let mut y = base + 22.0;
    for class in LicenseClass::ALL {
        y = class_row(pen, class, sheet.facts.classes.contains(class), y) + 14.0;
    }
    let bottom = y + 2.0;
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    back.specimen = Some(Rect::new(LEFT, top + 120.0, RIGHT, top + 260.0));
    bottom
}

fn class_row(pen: &mut Pen<'_>, class: LicenseClass, held: bool, y: f64) -> f64 {
    let inks = pen.inks;
    let [body, ink] = if held { inks.held } else { inks.chip };
    let chip = Rect::new(LEFT, y, LEFT + 50.0, y + 36.0);
    pen.scene.fill(RoundedRect::from_rect(chip, 8.0), body);
    let code = Style::new(Face::Bold, 22.0);
    pen.line_center(class.code(), code, Point::new(chip.center().x, chip.center().y + 7.9), 46.0, ink);
    let (name, covers) = second_page::class_words(pen, class);
    let (x, width) = (chip.x1 + 12.0, RIGHT - chip.x1 - 12.0);
    let face = if held { Face::Medium } else { Face::Regular };
    let color = if held { inks.accent } else { inks.ink };
    let mut end = pen.paragraph(&name, Style::new(face, 21.0).led(1.3), Point::new(x, y + 25.0), width, color);
    if let Some(covers) = &covers {
        end = pen.paragraph(
            covers,
            Style::new(Face::Regular, 17.0).led(1.3),
            Point::new(x, end + 24.0),
            width,
            inks.label,
        );
    }
    let bottom = (end + 6.0).max(chip.y1);
    second_page::class_item(pen, class, held, Rect::new(LEFT, y, RIGHT, bottom));
    bottom
}
