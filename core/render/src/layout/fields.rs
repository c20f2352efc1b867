//! The fields of both pages: label, value, how it is spoken, how it is set. Which page has which is decided here (R03).

use lz_license::fields::Conditions;
use lz_license::{Day, Sex, UnixSeconds};
use lz_text::{Args, Lang, say};

use crate::nationality;
use crate::pen::Cell;
use crate::sheet::Sheet;
use crate::spoken;
use crate::typeset::{Face, Style, Typesetter};

const NAME: Style = Style::new(Face::Medium, 25.0).tracked(0.04).led(1.2);
const NUMBER: Style = Style::new(Face::Medium, 16.5);
const VALUE: Style = Style::new(Face::Medium, 14.5).led(1.2);
const CLASS: Style = Style::new(Face::Bold, 17.5).tracked(0.02).led(1.15);
const TEXT: Style = Style::new(Face::Regular, 14.0).led(1.4);

/// A field of the main page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Main {
    Name,
    Sex,
    Nationality,
    IdNumber,
    Birth,
    FirstIssue,
    Classes,
    Validity,
    Points,
    Generated,
    FileNumber,
}

/// A field of the second page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    Address,
    Authority,
    Record,
    Conditions,
}

/// A field that is ready to be placed; see [`Field::at`].
pub(super) struct Field {
    id: &'static str,
    label: &'static str,
    value: String,
    spoken: Option<String>,
    value_lang: &'static str,
    style: Style,
    lines: usize,
    leads: bool,
}

impl Field {
    fn new(id: &'static str, label: &'static str, value: String, style: Style) -> Self {
        let value_lang = Lang::ZhHans.tag();
        Self { id, label, value, spoken: None, value_lang, style, lines: 1, leads: false }
    }

    fn spoken(self, spoken: String) -> Self {
        Self { spoken: Some(spoken), ..self }
    }

    /// The field in a column.
    pub(super) fn at(&self, x: f64, width: f64) -> Cell<'_> {
        Cell {
            id: self.id,
            label: self.label,
            value: &self.value,
            spoken: self.spoken.clone(),
            value_lang: self.value_lang,
            x,
            width,
            style: self.style,
            lines: self.lines,
            leads: self.leads,
        }
    }

    /// True if the value needs no second line in a column.
    pub(super) fn fits_one_line(&self, set: &mut Typesetter, width: f32) -> bool {
        !set.fit(&self.value, self.style, width, 1).shortened
    }

    /// The field with its value `by` times as large, in as many lines as it takes.
    pub(super) fn enlarged(self, by: f32) -> Self {
        Self { style: Style { size: self.style.size * by, ..self.style }, lines: self.lines.max(3), ..self }
    }
}

/// A field of the main page.
pub(super) fn main(sheet: &Sheet, lang: Lang, which: Main) -> Field {
    let facts = &sheet.facts;
    let text = |id: &str| say(lang, id, &Args::NONE);
    match which {
        Main::Name => {
            Field { lines: 5, ..Field::new("name", "page-label-name", facts.name.clone(), name_style(&facts.name)) }
        }
        Main::Sex => {
            let value = text(match facts.sex {
                Sex::Male => "page-sex-male",
                Sex::Female => "page-sex-female",
            });
            Field { value_lang: lang.tag(), ..Field::new("sex", "page-label-sex", value, VALUE) }
        }
        Main::Nationality => {
            let value = nationality::words(lang, &facts.nationality).to_owned();
            Field {
                value_lang: lang.tag(),
                lines: 2,
                ..Field::new("nationality", "page-label-nationality", value, VALUE)
            }
        }
        Main::IdNumber => Field::new("id-number", "page-label-id-number", grouped(&facts.id_number), NUMBER)
            .spoken(spoken::digits(&facts.id_number)),
        Main::Birth => Field::new("birth", "page-label-birth", facts.birth.to_string(), VALUE)
            .spoken(spoken::day(lang, facts.birth)),
        Main::FirstIssue => Field::new("first-issue", "page-label-first-issue", facts.first_issue.to_string(), VALUE)
            .spoken(spoken::day(lang, facts.first_issue)),
        Main::Classes => {
            let field = Field::new("classes", "page-label-classes", facts.classes.to_string(), CLASS);
            Field { lines: 9, leads: true, ..field.spoken(spoken::classes(lang, facts.classes)) }
        }
        Main::Validity => {
            let value = validity(lang, facts.valid_from, facts.valid_to, Day::to_string);
            let words = validity(lang, facts.valid_from, facts.valid_to, |day| spoken::day(lang, *day));
            let field = Field::new("validity", "page-label-validity", value, VALUE).spoken(words);
            Field { value_lang: lang.tag(), ..field }
        }
        Main::Points => {
            let args = Args::new().text("points", facts.points.to_string());
            Field::new("points", "page-label-points", say(lang, "page-points", &args), VALUE).spoken(say(
                lang,
                "page-points-spoken",
                &args,
            ))
        }
        Main::Generated => Field::new("generated", "page-label-generated", stamp(facts.generated), VALUE)
            .spoken(spoken::moment(lang, facts.generated)),
        Main::FileNumber => Field::new("file-number", "page-label-file-number", facts.file_number.clone(), VALUE)
            .spoken(spoken::digits(&facts.file_number)),
    }
}

/// A field of the second page.
pub(super) fn second(sheet: &Sheet, lang: Lang, which: Second) -> Field {
    let facts = &sheet.facts;
    let or = |text: &Option<String>, id: &str| text.clone().unwrap_or_else(|| say(lang, id, &Args::NONE));
    let (id, label, value) = match which {
        Second::Address => ("address", "page-label-address", or(&facts.address, "page-no-address")),
        Second::Authority => ("authority", "page-label-authority", authority(sheet, lang)),
        Second::Record => ("record", "page-label-record", or(&facts.record, "page-no-record")),
        Second::Conditions => ("conditions", "page-label-conditions", conditions(lang, facts.conditions)),
    };
    let ours = matches!(which, Second::Conditions);
    let value_lang = if ours { lang.tag() } else { Lang::ZhHans.tag() };
    Field { lines: 16, value_lang, ..Field::new(id, label, value, TEXT) }
}

/// The fields of the second page, in order; conditions only if the license has any.
pub(super) fn of_second(sheet: &Sheet) -> impl Iterator<Item = Second> {
    let conditions = (sheet.facts.conditions != 0).then_some(Second::Conditions);
    [Second::Address, Second::Authority, Second::Record].into_iter().chain(conditions)
}

/// Conditions in words, a bit that no word is known for by its number: nothing that binds the driver is left out.
fn conditions(lang: Lang, bits: u64) -> String {
    let known = Conditions::from_bits(bits);
    let mut words = Vec::new();
    for (set, id) in [(known.hearing_aid, "page-condition-hearing-aid"), (known.probation, "page-condition-probation")]
    {
        if set {
            words.push(say(lang, id, &Args::NONE));
        }
    }
    let other = bits & !known.bits();
    for bit in (0..u64::BITS).filter(|bit| (other >> bit) & 1 == 1) {
        words.push(say(lang, "page-condition-other", &Args::new().text("code", (bit + 1).to_string())));
    }
    lz_text::list(lang, &words)
}

/// Names of more than ten Han or twenty Latin letters start smaller, so that even the longest is shown whole.
fn name_style(name: &str) -> Style {
    let width: u32 = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    if width > 22 { Style { size: 18.0, ..NAME } } else { NAME }
}

/// Day and time to the second.
pub(super) fn stamp(at: UnixSeconds) -> String {
    format!("{} {}", at.day(), crate::clock::words(at))
}

fn authority(sheet: &Sheet, lang: Lang) -> String {
    sheet.authority.clone().unwrap_or_else(|| {
        say(lang, "page-authority-code", &Args::new().text("code", sheet.facts.authority.to_string()))
    })
}

/// 18 digits as area, birth date and the rest; other numbers as they are.
fn grouped(number: &str) -> String {
    if number.len() == 18 && number.is_ascii() {
        format!("{} {} {}", &number[..6], &number[6..14], &number[14..])
    } else {
        number.to_owned()
    }
}

fn validity(lang: Lang, from: Day, to: Day, write: impl Fn(&Day) -> String) -> String {
    let to = if to.is_perpetual() { lz_text::day(lang, to.ymd()) } else { write(&to) };
    say(lang, "page-validity", &Args::new().text("from", write(&from)).text("to", to))
}
