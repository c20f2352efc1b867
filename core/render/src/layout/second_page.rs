//! 副页: address, authority, record and the table of classes (R03); when paper is needed all the same (R06, R70).

use lz_license::classes::ClassTable;
use lz_license::{ClassSet, LicenseClass};
use lz_text::{Args, say};
use vello_cpu::kurbo::{Point, Rect, RoundedRect};

use super::fields;
use super::{Back, GAP, MARGIN, PAD, Plan, band, finish};
use crate::pen::Pen;
use crate::scene::PAGE_WIDTH;
use crate::sheet::Sheet;
use crate::typeset::{Face, Style};
use crate::want::Slots;

const LEFT: f64 = MARGIN + PAD;
const RIGHT: f64 = PAGE_WIDTH - MARGIN - PAD;
const ROW_GAP: f64 = 12.0;
const HEADING: Style = Style::new(Face::Bold, 14.5).tracked(0.04);
const CODE: Style = Style::new(Face::Bold, 11.5);
const CLASS_NAME: Style = Style::new(Face::Regular, 10.5);
const CLASS_HELD: Style = Style::new(Face::Medium, 10.5);
const COVERS: Style = Style::new(Face::Regular, 8.5);

pub(super) fn plan(mut pen: Pen<'_>, sheet: &Sheet) -> Plan {
    let mut back = Back::default();
    let top = band::draw(&mut pen, sheet, "page-subtitle-second");
    let bottom = text_card(&mut pen, sheet, top, &mut back);
    let bottom = class_card(&mut pen, sheet.facts.classes, bottom + GAP, &mut back);
    let height = paper_needed(&mut pen, bottom, [11.5, 10.5]);
    finish(pen, height, back, Slots::default())
}

fn text_card(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, back: &mut Back) -> f64 {
    let mut y = top + PAD - 2.0;
    for which in fields::of_second(sheet) {
        let field = fields::second(sheet, pen.lang, which);
        y = pen.row(y, &[field.at(LEFT, RIGHT - LEFT)]) + ROW_GAP;
    }
    let bottom = y - ROW_GAP + PAD;
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    bottom
}

fn class_card(pen: &mut Pen<'_>, held: ClassSet, top: f64, back: &mut Back) -> f64 {
    let inks = pen.inks;
    let base = top + PAD + 9.0;
    let heading = pen.say("page-label-class-table");
    pen.line(&heading, HEADING, Point::new(LEFT, base), 200.0, inks.ink);
    pen.heading("class-table", heading, Rect::new(LEFT, top + PAD - 4.0, RIGHT, base + 4.0));
    let version = Args::new().text("version", ClassTable::built_in().version().to_string());
    let version = say(pen.lang, "page-class-version", &version);
    pen.line_right(&version, COVERS, Point::new(RIGHT, base), 90.0, inks.label);

    let rows = LicenseClass::ALL.len().div_ceil(2);
    let pitch = 27.5;
    let first = base + 15.0;
    let column = (RIGHT - LEFT + 10.0) / 2.0;
    for (number, class) in LicenseClass::ALL.into_iter().enumerate() {
        let x = LEFT + column * (number / rows) as f64;
        let y = first + pitch * (number % rows) as f64;
        class_row(pen, class, held.contains(class), Rect::new(x, y, x + column - 10.0, y + pitch));
    }
    let bottom = first + pitch * rows as f64 + 6.0;
    back.cards.push(Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, bottom));
    back.specimen = Some(Rect::new(LEFT, first, RIGHT, bottom));
    bottom
}

fn class_row(pen: &mut Pen<'_>, class: LicenseClass, held: bool, room: Rect) {
    let inks = pen.inks;
    let [body, ink] = if held { inks.held } else { inks.chip };
    let chip = Rect::new(room.x0, room.y0, room.x0 + 27.0, room.y0 + 20.0);
    pen.scene.fill(RoundedRect::from_rect(chip, 5.0), body);
    pen.line_center(class.code(), CODE, Point::new(chip.center().x, chip.center().y + 4.1), 25.0, ink);
    let (name, covers) = class_words(pen, class);
    let x = chip.x1 + 7.0;
    let width = room.x1 - x;
    let style = if held { CLASS_HELD } else { CLASS_NAME };
    let color = if held { inks.accent } else { inks.ink };
    let block = pen.set.fit(&name, style.led(1.2), width as f32, if covers.is_none() { 2 } else { 1 });
    let name_base = match (covers.is_none(), block.lines) {
        (true, 1) => chip.center().y + 3.9,
        (true, _) => chip.center().y + 3.5 - f64::from(block.drop()) / 2.0,
        (false, _) => chip.y0 + 8.2,
    };
    pen.place(&block, Point::new(x, name_base), color);
    if let Some(covers) = covers {
        pen.line(&covers, COVERS, Point::new(x, chip.y0 + 19.2), width, inks.label);
    }
    class_item(pen, class, held, room);
}

/// The name of a class and what it includes.
pub(super) fn class_words(pen: &Pen<'_>, class: LicenseClass) -> (String, Option<String>) {
    let covered = ClassTable::built_in().covered(ClassSet::NONE.with(class));
    let covers: Vec<&str> = covered.iter().filter(|other| *other != class).map(LicenseClass::code).collect();
    let args = Args::new().text("codes", covers.join(" "));
    let covers = (!covers.is_empty()).then(|| say(pen.lang, "page-class-covers", &args));
    (pen.say(&class.text_id()), covers)
}

/// A row of the class table for screen readers.
pub(super) fn class_item(pen: &mut Pen<'_>, class: LicenseClass, held: bool, rect: Rect) {
    let (name, covers) = class_words(pen, class);
    let held = held.then(|| pen.say("page-class-held"));
    let parts: Vec<String> = std::iter::once(name).chain(covers).chain(held).collect();
    let value = lz_text::list(pen.lang, &parts);
    let lang = pen.lang.tag();
    pen.item(item_id(class), class.code().to_owned(), value, None, lang, rect);
}

/// The line on equal effect with its exceptions, never one without the other; sizes of the line and of the list.
pub(super) fn paper_needed(pen: &mut Pen<'_>, bottom: f64, [strong, plain]: [f32; 2]) -> f64 {
    let effect = lz_text::equal_effect(pen.lang);
    let color = pen.inks.on_ground;
    let lang = pen.lang.tag();
    let width = PAGE_WIDTH - 2.0 * LEFT;
    let mut y = bottom + 12.5 + f64::from(strong);
    let indent_by = f64::from(plain) * 1.33;
    let strong = Style::new(Face::Medium, strong).led(1.4);
    let plain = Style::new(Face::Regular, plain).led(1.42);
    for (id, text, style, indent) in
        [("equal-effect", effect.line, strong, 0.0), ("paper-needed", effect.paper_needed, plain, 0.0)]
            .into_iter()
            .chain(effect.exceptions.into_iter().zip(PAPER_IDS).map(|(text, id)| (id, text, plain, indent_by)))
    {
        if indent > 0.0 {
            pen.scene
                .fill(vello_cpu::kurbo::Circle::new((LEFT + indent * 0.28, y - indent * 0.28), indent * 0.12), color);
        }
        let end = pen.paragraph(&text, style, Point::new(LEFT + indent, y), width - indent, color);
        pen.item(id, String::new(), text, None, lang, Rect::new(LEFT, y - 11.0, RIGHT, end + 3.0));
        y = end + f64::from(style.size) * 1.57;
    }
    y + 2.0
}

const PAPER_IDS: [&str; 5] = ["paper-needed-1", "paper-needed-2", "paper-needed-3", "paper-needed-4", "paper-needed-5"];

fn item_id(class: LicenseClass) -> &'static str {
    match class {
        LicenseClass::A1 => "class-a1",
        LicenseClass::A2 => "class-a2",
        LicenseClass::A3 => "class-a3",
        LicenseClass::B1 => "class-b1",
        LicenseClass::B2 => "class-b2",
        LicenseClass::C1 => "class-c1",
        LicenseClass::C2 => "class-c2",
        LicenseClass::C3 => "class-c3",
        LicenseClass::C4 => "class-c4",
        LicenseClass::C5 => "class-c5",
        LicenseClass::C6 => "class-c6",
        LicenseClass::D => "class-d",
        LicenseClass::E => "class-e",
        LicenseClass::F => "class-f",
        LicenseClass::M => "class-m",
        LicenseClass::N => "class-n",
        LicenseClass::P => "class-p",
    }
}
