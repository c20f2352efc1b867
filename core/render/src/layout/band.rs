//! The head of every page: title, how current the copy is, and the status in word, shape and colour.

use lz_license::Group;
use lz_license::standing::{StatusLine, StatusName};
use lz_license::status::Look;
use lz_text::{Args, Lang, say};
use vello_cpu::kurbo::{Circle, Point, Rect, RoundedRect};

use super::{MARGIN, PAD};
use crate::mark;
use crate::pen::Pen;
use crate::scene::PAGE_WIDTH;
use crate::sheet::{Freshness, Sheet};
use crate::typeset::{Block, Face, Style};

const TITLE: Style = Style::new(Face::Bold, 25.0).tracked(0.07);
const SUBTITLE: Style = Style::new(Face::Medium, 10.5).tracked(0.06);
const BADGE: Style = Style::new(Face::Bold, 16.0).tracked(0.06);
const FRESHNESS: Style = Style::new(Face::Medium, 10.5);
const HEADLINE: Style = Style::new(Face::Bold, 19.0).tracked(0.03).led(1.3);
const DETAIL: Style = Style::new(Face::Regular, 11.5).led(1.45);

/// Draws the head; gives where the first card begins.
pub(super) fn draw(pen: &mut Pen<'_>, sheet: &Sheet, subtitle: &str) -> f64 {
    let words = status_words(pen.lang, sheet);
    let short = pen.set.line(&words, BADGE);
    let in_badge = sheet.look() == Look::Green && f64::from(short.width) <= 96.0;
    // Status first for the ear, whatever stands first for the eye.
    let status_rect = if in_badge { badge(pen, sheet, &words, f64::from(short.width)) } else { Rect::ZERO };
    let status_rect_or_panel = if in_badge { status_rect } else { Rect::new(MARGIN, 86.0, PAGE_WIDTH - MARGIN, 140.0) };
    status_item(pen, sheet, status_rect_or_panel);
    let room = if in_badge { status_rect.x0 - PAD - 8.0 } else { PAGE_WIDTH - 2.0 * PAD };
    let end = title(pen, subtitle, room);
    freshness(pen, sheet, end + 24.0);
    if in_badge { 78.0 } else { panel(pen, sheet, 82.0, 1.0) }
}

/// Title, subtitle and 样证; gives where the last ends.
pub(super) fn title(pen: &mut Pen<'_>, subtitle: &str, room: f64) -> f64 {
    let on_ground = pen.inks.on_ground;
    let title = pen.say("page-title");
    let block = pen.line(&title, TITLE, Point::new(PAD + 2.0, 42.0), room, on_ground);
    let rect = Rect::new(PAD, 18.0, PAD + f64::from(block.width), 50.0);
    let subtitle = pen.say(subtitle);
    pen.heading("title", format!("{title} {subtitle}"), rect);
    let sub = pen.line(&subtitle, SUBTITLE, Point::new(PAD + 2.0, 62.0), 170.0, on_ground);
    specimen_chip(pen, PAD + 2.0 + f64::from(sub.width) + 10.0)
}

/// The head in large print: title, then the status as a sign, then how current the copy is.
pub(super) fn draw_large(pen: &mut Pen<'_>, sheet: &Sheet, subtitle: &str) -> f64 {
    let top = 126.0;
    status_item(pen, sheet, Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, top + 90.0));
    title_large(pen, subtitle);
    let style = Style::new(Face::Medium, 20.0);
    let freshness = freshness_words(pen.lang, sheet.freshness);
    let on_ground = pen.inks.on_ground;
    pen.line(&freshness, style, Point::new(PAD, 112.0), PAGE_WIDTH - 2.0 * PAD, on_ground);
    freshness_item(pen, sheet, freshness, Rect::new(PAD, 94.0, PAGE_WIDTH - PAD, 118.0));
    panel(pen, sheet, top, 1.55)
}

/// Title, subtitle and 样证 in large print; ends above 94.
pub(super) fn title_large(pen: &mut Pen<'_>, subtitle: &str) {
    let on_ground = pen.inks.on_ground;
    let title = pen.say("page-title");
    let subtitle = pen.say(subtitle);
    pen.line(&title, Style { size: 36.0, ..TITLE }, Point::new(PAD, 54.0), PAGE_WIDTH - 2.0 * PAD, on_ground);
    pen.heading("title", format!("{title} {subtitle}"), Rect::new(PAD, 20.0, PAGE_WIDTH - PAD, 64.0));
    let style = Style::new(Face::Medium, 20.0);
    let specimen = pen.say("page-specimen");
    let right = Point::new(PAGE_WIDTH - PAD, 84.0);
    let mark = pen.line_right(&specimen, Style { face: Face::Bold, ..style }, right, 110.0, on_ground);
    let room = right.x - f64::from(mark.width) - 14.0 - PAD;
    pen.line(&subtitle, style, Point::new(PAD, 84.0), room, on_ground);
    let note = pen.say("page-specimen-note");
    let lang = pen.lang.tag();
    pen.item("specimen", String::new(), specimen, Some(note), lang, Rect::new(240.0, 66.0, PAGE_WIDTH - PAD, 90.0));
}

/// 样证 beside the title: every page of this project is a specimen.
fn specimen_chip(pen: &mut Pen<'_>, x: f64) -> f64 {
    let style = Style::new(Face::Bold, 9.5).tracked(0.08);
    let text = pen.say("page-specimen");
    let width = f64::from(pen.set.line(&text, style).width) + 12.0;
    let frame = Rect::new(x, 51.5, x + width, 66.0);
    let color = pen.inks.on_ground;
    pen.scene.stroke(RoundedRect::from_rect(frame, 4.0), 0.8, color);
    pen.line_center(&text, style, Point::new(frame.center().x, 62.2), width, color);
    let note = pen.say("page-specimen-note");
    let lang = pen.lang.tag();
    pen.item("specimen", String::new(), text, Some(note), lang, frame);
    frame.x1
}

fn badge(pen: &mut Pen<'_>, sheet: &Sheet, words: &str, text_width: f64) -> Rect {
    let [body, ink] = pen.inks.badge;
    let width = 14.0 + 20.0 + 8.0 + text_width + 15.0;
    let rect = Rect::new(PAGE_WIDTH - MARGIN - width, 17.0, PAGE_WIDTH - MARGIN, 51.0);
    pen.scene.fill(RoundedRect::from_rect(rect, 17.0), body);
    mark::draw(&mut pen.scene, sheet.look().mark(), Point::new(rect.x0 + 23.0, rect.center().y), 20.0, ink, body);
    pen.line(words, BADGE, Point::new(rect.x0 + 42.0, rect.center().y + 5.7), text_width + 1.0, ink);
    rect
}

fn freshness(pen: &mut Pen<'_>, sheet: &Sheet, leftmost: f64) {
    let text = freshness_words(pen.lang, sheet.freshness);
    let right = PAGE_WIDTH - MARGIN - 3.0;
    let color = pen.inks.on_ground;
    let block = pen.line_right(&text, FRESHNESS, Point::new(right, 66.0), right - leftmost, color);
    let left = right - f64::from(block.width);
    let dot = Circle::new((left - 8.0, 62.2), 2.6);
    match sheet.freshness {
        Freshness::Live => pen.scene.fill(dot, color),
        _ => pen.scene.stroke(dot, 1.1, color),
    }
    freshness_item(pen, sheet, text, Rect::new(left - 12.0, 56.0, right, 70.0));
}

/// How current the copy is, for screen readers.
pub(super) fn freshness_item(pen: &mut Pen<'_>, sheet: &Sheet, text: String, rect: Rect) {
    let label = pen.say("page-label-freshness");
    let lang = pen.lang.tag();
    let spoken = match sheet.freshness {
        Freshness::NotLive { confirmed } => {
            let args = Args::new()
                .text("day", lz_text::day(pen.lang, confirmed.day().ymd()))
                .text("time", lz_text::time_of_day(confirmed.second_of_day()));
            Some(say(pen.lang, "page-not-live", &args))
        }
        _ => None,
    };
    pen.item("freshness", label, text, spoken, lang, rect);
}

/// How current the copy is, in words.
pub(super) fn freshness_words(lang: Lang, freshness: Freshness) -> String {
    match freshness {
        Freshness::Live => say(lang, "page-live", &Args::NONE),
        Freshness::NotLive { confirmed } => {
            let day = confirmed.day().to_string();
            let short = day.get(5..).unwrap_or(&day).to_owned();
            let time = lz_text::time_of_day(confirmed.second_of_day());
            say(lang, "page-not-live", &Args::new().text("day", short).text("time", time))
        }
        Freshness::CopyTooOld => say(lang, "page-copy-too-old", &Args::NONE),
        Freshness::NeedsRefresh => say(lang, "page-needs-refresh", &Args::NONE),
    }
}

/// The status as a sign: shape, names, what follows from it, since when, until when and where to contest.
///
/// In large print the shape stands beside the names alone, so that sentences have the whole width.
fn panel(pen: &mut Pen<'_>, sheet: &Sheet, top: f64, zoom: f32) -> f64 {
    let large = |style: Style| Style { size: style.size * zoom, ..style };
    let wide = zoom > 1.0;
    let size = if wide { 52.0 } else { 38.0 };
    let (edge, right) = (MARGIN + 14.0, PAGE_WIDTH - MARGIN - 14.0);
    let beside = edge + size + 13.0;
    let left = if wide { edge + 2.0 } else { beside };
    let rows = headline_rows(pen, sheet, large(HEADLINE), (right - beside) as f32);
    let rise = rows.first().map_or(0.0, |row| f64::from(row.size) * 0.84);
    let (mut texts, mut drop) = (Vec::new(), 0.0);
    for row in rows {
        let (at, leading) = (drop, f64::from(row.leading));
        drop += f64::from(row.drop()) + leading;
        texts.push((row, beside, at));
    }
    drop -= texts.last().map_or(0.0, |(row, ..)| f64::from(row.leading));
    let head = if wide { size.max(rise + drop) } else { rise + drop };
    let start = rise + (head - rise - drop) / 2.0;
    texts.iter_mut().for_each(|(_, _, at)| *at += start);
    let mut y = head;
    for (style, text) in details(pen, sheet) {
        let style = large(style);
        let block = pen.set.wrap(&text, style, (right - left) as f32);
        y += f64::from(style.size) * 1.05 + 6.5 * f64::from(zoom);
        let at = y;
        y += f64::from(block.drop());
        texts.push((block, left, at));
    }
    let height = (y + 32.0).max(66.0);
    let rect = Rect::new(MARGIN, top, PAGE_WIDTH - MARGIN, top + height);
    let first = top + (height - y) / 2.0 - 1.0;
    let [body, ink] = pen.inks.badge;
    pen.scene.card(rect, 14.0, body, pen.inks.shadow);
    let middle = if wide { first + head / 2.0 } else { rect.center().y };
    mark::draw(&mut pen.scene, sheet.look().mark(), Point::new(edge + size / 2.0, middle), size, ink, body);
    for (block, x, at) in texts {
        pen.place(&block, Point::new(x, first + at), ink);
    }
    rect.y1 + super::GAP
}

/// The names in one line if that is possible, else in lines that break between names and not inside of them.
fn headline_rows(pen: &mut Pen<'_>, sheet: &Sheet, style: Style, width: f32) -> Vec<Block> {
    let whole = pen.set.fit(&headline_words(pen, sheet), style, width, 1);
    if !whole.shortened {
        return vec![whole];
    }
    let joint = lz_text::list(pen.lang, &[String::new(), String::new()]);
    let mut rows: Vec<String> = Vec::new();
    for name in headline_lines(pen, sheet) {
        let longer = rows.last().map(|row| format!("{row}{joint}{name}"));
        match longer.filter(|longer| pen.set.line(longer, style).width <= width) {
            Some(longer) => *rows.last_mut().expect("there is a row that got longer") = longer,
            None => {
                if let Some(row) = rows.last_mut() {
                    row.push_str(joint.trim_end());
                }
                rows.push(name);
            }
        }
    }
    rows.iter().map(|row| pen.set.fit(row, style, width, 3)).collect()
}

/// What a copy that must not be relied on says instead of its status.
fn doubt(freshness: Freshness) -> Option<&'static str> {
    match freshness {
        Freshness::CopyTooOld => Some("page-too-old-title"),
        Freshness::NeedsRefresh => Some("page-in-doubt-title"),
        Freshness::Live | Freshness::NotLive { .. } => None,
    }
}

/// What stands largest: the status, or that the copy must not be relied on.
pub(super) fn headline_words(pen: &Pen<'_>, sheet: &Sheet) -> String {
    doubt(sheet.freshness).map_or_else(|| status_words(pen.lang, sheet), |doubt| pen.say(doubt))
}

/// The same as a list, for places where each name has a line of its own.
pub(super) fn headline_lines(pen: &Pen<'_>, sheet: &Sheet) -> Vec<String> {
    doubt(sheet.freshness).map_or_else(|| status_names(pen.lang, sheet), |doubt| vec![pen.say(doubt)])
}

/// What follows from the status, in one line.
pub(super) fn consequences(pen: &Pen<'_>, sheet: &Sheet) -> Vec<String> {
    details(pen, sheet).into_iter().filter(|(style, _)| style.face == Face::Bold).map(|(_, text)| text).collect()
}

fn details(pen: &Pen<'_>, sheet: &Sheet) -> Vec<(Style, String)> {
    let strong = Style::new(Face::Bold, 13.5);
    let mut lines = Vec::new();
    if doubt(sheet.freshness).is_some() {
        lines.push((strong, pen.say("page-go-online")));
        let status = Args::new().text("status", status_words(pen.lang, sheet));
        lines.push((DETAIL, say(pen.lang, "page-status-at-issue", &status)));
    }
    match sheet.standing.group {
        Group::NotUsable => {
            lines.push((strong, pen.say("page-must-not-drive")));
            // A line for each day in large print, where both do not fit one.
            let days = period_words(pen.lang, sheet);
            let days = if pen.zoom > 1.0 { days } else { joined(pen.lang, days) };
            lines.extend(days.into_iter().map(|text| (DETAIL, text)));
            lines.push((DETAIL, contest_words(pen.lang, sheet)));
        }
        Group::Unknown => lines.push((strong, pen.say("page-ask-online"))),
        Group::Usable | Group::Deferred | Group::Frozen | Group::Ended => {}
    }
    lines
}

fn period_words(lang: Lang, sheet: &Sheet) -> Vec<String> {
    let words = |id, day: lz_license::Day| say(lang, id, &Args::new().text("day", lz_text::day(lang, day.ymd())));
    let (since, until) = (sheet.notes.since, sheet.notes.until);
    since.map(|day| words("page-since", day)).into_iter().chain(until.map(|day| words("page-until", day))).collect()
}

fn joined(lang: Lang, parts: Vec<String>) -> Vec<String> {
    let joint = match lang {
        Lang::ZhHans => "",
        Lang::En => " ",
    };
    if parts.is_empty() { parts } else { vec![parts.join(joint)] }
}

fn contest_words(lang: Lang, sheet: &Sheet) -> String {
    match sheet.notes.office.as_ref().or(sheet.authority.as_ref()) {
        Some(office) => say(lang, "page-contest", &Args::new().text("office", office.clone())),
        None => say(lang, "page-contest-issuer", &Args::NONE),
    }
}

/// All status names, worst group first.
pub(super) fn status_words(lang: Lang, sheet: &Sheet) -> String {
    lz_text::list(lang, &status_names(lang, sheet))
}

fn status_names(lang: Lang, sheet: &Sheet) -> Vec<String> {
    let mut lines: Vec<&StatusLine> = sheet.standing.lines.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.group));
    let mut names: Vec<String> = Vec::new();
    for name in lines.iter().map(|line| name_words(lang, line.name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn name_words(lang: Lang, name: StatusName) -> String {
    let code = name.code().map(|code| code.letter().to_string()).unwrap_or_default();
    say(lang, &name.text_id(), &Args::new().text("code", code))
}

/// The status for screen readers, with all that follows from it.
pub(super) fn status_item(pen: &mut Pen<'_>, sheet: &Sheet, rect: Rect) {
    let words = status_words(pen.lang, sheet);
    let label = pen.say("page-label-status");
    let extra: Vec<String> = details(pen, sheet).into_iter().map(|(_, text)| text).collect();
    let stop = match pen.lang {
        Lang::ZhHans => "。",
        Lang::En => ". ",
    };
    let spoken = std::iter::once(words.clone()).chain(extra).collect::<Vec<_>>().join(stop);
    let lang = pen.lang.tag();
    pen.item("status", label, words, Some(spoken), lang, rect);
}
