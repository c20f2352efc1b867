//! 正页: who, what for, how long, and the codes that prove it (R02). Never the address (R03).

use lz_license::{Day, Sex};
use lz_text::{Args, Lang, say};
use vello_cpu::kurbo::{Line, Point, Rect};

use super::{Back, GAP, MARGIN, PAD, Plan, band, finish, slot};
use crate::barcode;
use crate::ink::TILE_INK;
use crate::pen::{Cell, Pen};
use crate::portrait::ASPECT;
use crate::scene::{Draw, PAGE_WIDTH};
use crate::sheet::{Code, Sheet};
use crate::typeset::{Face, Style};
use crate::want::{Rect as PixelRect, Slots};
use crate::{clock, spoken};

pub(super) const NAME: Style = Style::new(Face::Medium, 25.0).tracked(0.04).led(1.2);
pub(super) const NUMBER: Style = Style::new(Face::Medium, 16.5);
pub(super) const VALUE: Style = Style::new(Face::Medium, 14.5);
pub(super) const CLASS: Style = Style::new(Face::Bold, 18.0).tracked(0.02);
const SMALL: Style = Style::new(Face::Medium, 13.0);

const LEFT: f64 = MARGIN + PAD;
const RIGHT: f64 = PAGE_WIDTH - MARGIN - PAD;
/// Between the rows of fields.
const ROW_GAP: f64 = 11.5;
const PORTRAIT_WIDTH: f64 = 100.0;
/// The white square of the code, in page units.
const QR_TILE: f64 = 200.0;
const BARCODE_TILE: f64 = 64.0;

pub(super) fn plan(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let mut slots = Slots::default();
    let top = band::draw(&mut pen, sheet, "page-subtitle-main");
    let bottom = info_card(&mut pen, sheet, top, &mut back, &mut slots);
    let bottom = code_card(&mut pen, sheet, bottom + GAP, &mut back, &mut slots);
    let bottom = barcode_tile(&mut pen, sheet, bottom + GAP, &mut back, &mut slots);
    let height = footer(&mut pen, bottom);
    finish(pen, height, back, slots)
}

fn info_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let facts = &sheet.facts;
    let (ink, accent) = (pen.inks.ink, pen.inks.accent);
    let frame_top = top + PAD;
    let frame = Rect::new(RIGHT - PORTRAIT_WIDTH, frame_top, RIGHT, frame_top + PORTRAIT_WIDTH / ASPECT);
    let column = frame.x0 - 14.0 - LEFT;
    let cell = |id, label, value, x, width, style| Cell {
        id,
        label,
        value,
        spoken: None,
        value_lang: Lang::ZhHans.tag(),
        x,
        width,
        style,
        lines: 1,
        color: ink,
    };

    // The three rows beside the portrait share its height; a long name takes what it needs from the gaps.
    let one_line = pen.set.line(&facts.name, NAME).width <= column as f32 / 0.8;
    let beside = if one_line { 20.5 } else { ROW_GAP };
    let mut y = top + PAD - 2.0;
    y = pen.row(y, &[Cell { lines: 4, ..cell("name", "page-label-name", &facts.name, LEFT, column, NAME) }]) + beside;

    let sex = pen.say(match facts.sex {
        Sex::Male => "page-sex-male",
        Sex::Female => "page-sex-female",
    });
    let nationality = nationality_words(pen, &facts.nationality);
    let ui = pen.lang.tag();
    y = pen.row(y, &[
        Cell { value_lang: ui, ..cell("sex", "page-label-sex", &sex, LEFT, 60.0, VALUE) },
        Cell { value_lang: ui, ..cell("nationality", "page-label-nationality", &nationality, LEFT + 66.0, column - 66.0, VALUE) },
    ]) + beside;

    let number = grouped(&facts.id_number);
    y = pen.row(y, &[Cell {
        spoken: Some(spoken::digits(&facts.id_number)),
        ..cell("id-number", "page-label-id-number", &number, LEFT, column, NUMBER)
    }]) + ROW_GAP + 4.0;
    portrait(pen, sheet, frame, back, slots);

    y = y.max(frame.y1 + ROW_GAP + 2.0);
    let third = (RIGHT - LEFT) / 3.0;
    let (birth, first) = (facts.birth.to_string(), facts.first_issue.to_string());
    let classes = facts.classes.to_string();
    let class_words = spoken::classes(pen.lang, facts.classes);
    y = pen.row(y, &[
        Cell { spoken: Some(spoken::day(pen.lang, facts.birth)), ..cell("birth", "page-label-birth", &birth, LEFT, third - 8.0, VALUE) },
        Cell {
            spoken: Some(spoken::day(pen.lang, facts.first_issue)),
            ..cell("first-issue", "page-label-first-issue", &first, LEFT + third, third - 8.0, VALUE)
        },
        Cell {
            spoken: Some(class_words),
            color: accent,
            lines: 3,
            ..cell("classes", "page-label-classes", &classes, LEFT + 2.0 * third, third, CLASS)
        },
    ]) + ROW_GAP;

    let validity = validity_words(pen.lang, facts.valid_from, facts.valid_to, Day::to_string);
    let validity_spoken = validity_words(pen.lang, facts.valid_from, facts.valid_to, |day| spoken::day(pen.lang, *day));
    let points = say(pen.lang, "page-points", &Args::new().text("points", facts.points.to_string()));
    let points_spoken = say(pen.lang, "page-points-spoken", &Args::new().text("points", facts.points.to_string()));
    y = pen.row(y, &[
        Cell {
            spoken: Some(validity_spoken),
            value_lang: ui,
            ..cell("validity", "page-label-validity", &validity, LEFT, 2.0 * third - 10.0, VALUE)
        },
        Cell { spoken: Some(points_spoken), ..cell("points", "page-label-points", &points, LEFT + 2.0 * third, third, VALUE) },
    ]);
    let bottom = y + PAD;
    let card = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom);
    back.cards.push(card);
    back.specimen = Some(Rect::new(LEFT, frame.y1 - 70.0, RIGHT - PORTRAIT_WIDTH, bottom));
    bottom
}

fn portrait(pen: &mut Pen<'_>, sheet: &Sheet, frame: Rect, back: &mut Back, slots: &mut Slots) {
    back.portrait = Some(frame);
    slots.portrait = Some(slot(pen, frame));
    let label = pen.say("page-label-portrait");
    let words = pen.say(match sheet.facts.portrait {
        crate::sheet::Portrait::WebP(_) => "page-portrait-spoken",
        crate::sheet::Portrait::Silhouette => "page-portrait-sample",
    });
    let lang = pen.lang.tag();
    pen.item("portrait", label, words, None, lang, frame);
}

fn code_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let tile = Rect::new(MARGIN + 8.0, top + 8.0, MARGIN + 8.0 + QR_TILE, top + 8.0 + QR_TILE);
    let card = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, tile.y1 + 8.0);
    back.cards.push(card);
    back.tiles.push(tile);
    let place = slot(pen, tile);
    slots.qr = Some(place);
    draw_code(pen, sheet, place);
    let label = pen.say("page-label-qr");
    let words = pen.say("page-qr-spoken");
    let lang = pen.lang.tag();
    pen.item("qr", label, words, None, lang, tile);

    let x = tile.x1 + 14.0;
    let width = RIGHT + 4.0 - x;
    let inks = pen.inks;
    let facts = &sheet.facts;
    let label_style = crate::pen::LABEL;
    // 当前时间
    let mut base = top + 25.0;
    let label = pen.say("page-label-now");
    pen.line(&label, label_style, Point::new(x, base), width, inks.label);
    let clock_rect = Rect::new(x - 2.0, base + 5.0, x + width, base + 5.0 + clock::HEIGHT);
    slots.clock = Some(slot(pen, clock_rect));
    let time = clock::draw(pen, Point::new(clock_rect.x0 + 2.0, clock_rect.y0), sheet.now);
    let item_rect = Rect::new(x, base - 10.0, x + width, clock_rect.y1);
    let day = sheet.now.day().to_string();
    pen.item("now", label, format!("{day} {time}"), Some(spoken::moment(pen.lang, sheet.now)), Lang::ZhHans.tag(), item_rect);
    // 生成时间
    rule(pen, x, x + width, base + 60.0);
    base += 78.0;
    let (day, time) = (facts.generated.day().to_string(), crate::clock::words(facts.generated));
    let label = pen.say("page-label-generated");
    pen.line(&label, label_style, Point::new(x, base), width, inks.label);
    pen.line(&day, SMALL, Point::new(x, base + 17.5), width, inks.ink);
    pen.line(&time, SMALL, Point::new(x, base + 34.0), width, inks.ink);
    let item_rect = Rect::new(x, base - 10.0, x + width, base + 37.0);
    pen.item("generated", label, format!("{day} {time}"), Some(spoken::moment(pen.lang, facts.generated)), Lang::ZhHans.tag(), item_rect);
    // 档案编号
    rule(pen, x, x + width, base + 45.0);
    base += 63.0;
    let label = pen.say("page-label-file-number");
    pen.line(&label, label_style, Point::new(x, base), width, inks.label);
    pen.line(&facts.file_number, SMALL, Point::new(x, base + 17.5), width, inks.ink);
    let item_rect = Rect::new(x, base - 10.0, x + width, base + 21.0);
    pen.item("file-number", label, facts.file_number.clone(), Some(spoken::digits(&facts.file_number)), Lang::ZhHans.tag(), item_rect);
    // A picture of this page is worth nothing: the code in it is dead.
    let note = pen.say("page-screenshot");
    let style = Style::new(Face::Medium, 10.0).tracked(0.04);
    pen.line(&note, style, Point::new(x, card.y1 - 18.0), width, inks.accent);
    let lang = pen.lang.tag();
    pen.item("screenshots", String::new(), note, None, lang, Rect::new(x, card.y1 - 30.0, x + width, card.y1 - 12.0));
    card.y1
}

fn rule(pen: &mut Pen<'_>, x0: f64, x1: f64, y: f64) {
    let color = pen.inks.rule;
    pen.scene.stroke(Line::new((x0, y), (x1, y)), 0.8, color);
}

/// Draws the modules of this moment into `place`, if the screen does not lay them over it.
pub(super) fn draw_code(pen: &mut Pen<'_>, sheet: &Sheet, place: PixelRect) {
    if let Some(Code::Drawn(modules)) = &sheet.code {
        let (at, step) = Slots::code_in(place, modules.side);
        pen.scene.push(Draw::Modules { at, step, modules: modules.clone().into(), dark: pen.inks.code });
    }
}

fn barcode_tile(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back, slots: &mut Slots) -> f64 {
    let tile = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, top + BARCODE_TILE);
    back.tiles.push(tile);
    let number = &sheet.facts.card_number;
    let bars = barcode::bars(number, barcode::Symbology::Code128).unwrap_or_default();
    let room = pen.pixels(tile);
    let step = (room.width / (bars.len() as u32 + 2 * barcode::QUIET_ZONE)).max(1);
    let width = step * bars.len() as u32;
    let at = PixelRect {
        x: room.x + room.width.saturating_sub(width) / 2,
        y: room.y + (8.0 * pen.scale) as u32,
        width,
        height: (36.0 * pen.scale) as u32,
    };
    slots.barcode = Some(room);
    pen.scene.push(Draw::Bars { at, step, bars: bars.into(), dark: TILE_INK });
    let label = pen.say("page-label-card-number");
    let style = Style::new(Face::Medium, 11.0).tracked(0.22);
    let base = tile.y1 - 7.5;
    let block = pen.set.line(number, style);
    let label_block = pen.set.line(&label, Style::new(Face::Regular, 9.5));
    let total = f64::from(block.width) + 8.0 + f64::from(label_block.width);
    let x = tile.center().x - total / 2.0;
    pen.place(&label_block, Point::new(x, base), TILE_INK.fade(215));
    pen.place(&block, Point::new(x + total - f64::from(block.width), base), TILE_INK);
    pen.item("card-number", label, number.clone(), Some(spoken::digits(number)), Lang::ZhHans.tag(), tile);
    tile.y1
}

/// The line on equal effect, which never stands without its exceptions (R06, R70); the list is on the second page.
fn footer(pen: &mut Pen<'_>, bottom: f64) -> f64 {
    let line = lz_text::equal_effect(pen.lang).line;
    let line = line.trim_end_matches(['。', '.']).to_owned();
    let text = say(pen.lang, "page-main-effect", &Args::new().text("line", line));
    let style = Style::new(Face::Regular, 9.5).led(1.4);
    let width = PAGE_WIDTH - 2.0 * (MARGIN + 4.0);
    let block = pen.set.fit(&text, style, width as f32, 2);
    let base = bottom + 20.0;
    let color = pen.inks.on_ground;
    let x = PAGE_WIDTH / 2.0 - f64::from(block.width) / 2.0;
    pen.place(&block, Point::new(x, base), color);
    let end = base + f64::from(block.drop());
    let lang = pen.lang.tag();
    pen.item("equal-effect", String::new(), text, None, lang, Rect::new(MARGIN, bottom + 8.0, PAGE_WIDTH - MARGIN, end + 4.0));
    end + 14.0
}

/// 18 digits as area, birth date and the rest; other numbers as they are.
pub(super) fn grouped(number: &str) -> String {
    if number.len() == 18 && number.is_ascii() {
        format!("{} {} {}", &number[..6], &number[6..14], &number[14..])
    } else {
        number.to_owned()
    }
}

pub(super) fn nationality_words(pen: &Pen<'_>, code: &str) -> String {
    lz_text::try_say(pen.lang, &format!("page-nationality-{}", code.to_ascii_lowercase()), &Args::NONE)
        .unwrap_or_else(|_| code.to_owned())
}

pub(super) fn validity_words(lang: Lang, from: Day, to: Day, write: impl Fn(&Day) -> String) -> String {
    let to = if to.is_perpetual() { lz_text::day(lang, to.ymd()) } else { write(&to) };
    say(lang, "page-validity", &Args::new().text("from", write(&from)).text("to", to))
}
