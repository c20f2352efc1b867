//! Puts text on a page for the eye and for the ear at once, so that the two cannot disagree.

use lz_text::{Args, Lang, say};
use vello_cpu::kurbo::{Point, Rect};

use crate::ink::Inks;
use crate::scene::{Color, Scene};
use crate::text_item::{Spoken, TextItem};
use crate::typeset::{Block, Face, Style, Typesetter};
use crate::want::Rect as PixelRect;

/// Label over a value.
pub(crate) const LABEL: Style = Style::new(Face::Regular, 10.0);
/// Distance from a label's baseline to the top of the Han below it.
const LABEL_GAP: f64 = 5.0;
/// Height of Han and digits above the baseline, in em.
const RISE: f64 = 0.84;

/// One field of a row.
pub(crate) struct Cell<'a> {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) value: &'a str,
    pub(crate) spoken: Option<String>,
    pub(crate) value_lang: &'static str,
    pub(crate) x: f64,
    pub(crate) width: f64,
    pub(crate) style: Style,
    pub(crate) lines: usize,
    /// Drawn in the colour that leads the eye.
    pub(crate) leads: bool,
}

/// Draws on one page.
pub(crate) struct Pen<'a> {
    pub(crate) set: &'a mut Typesetter,
    pub(crate) scene: Scene,
    pub(crate) items: Vec<TextItem>,
    pub(crate) missing: Vec<char>,
    pub(crate) lang: Lang,
    pub(crate) inks: Inks,
    /// Device pixels a page unit.
    pub(crate) scale: f64,
    /// Where the clock was drawn, in page units, and how large.
    pub(crate) clock: Option<(Point, f32)>,
    /// Size of the print against the card as designed.
    pub(crate) zoom: f32,
}

impl Pen<'_> {
    pub(crate) fn say(&self, id: &str) -> String {
        say(self.lang, id, &Args::NONE)
    }

    /// Draws a laid-out text and remembers what it lacked.
    pub(crate) fn place(&mut self, block: &Block, at: Point, color: Color) {
        for c in block.missing() {
            if !self.missing.contains(&c) {
                self.missing.push(c);
            }
        }
        block.draw(&mut self.scene, at, color);
    }

    /// One line from the left; gives its block.
    pub(crate) fn line(&mut self, text: &str, style: Style, at: Point, width: f64, color: Color) -> Block {
        let block = self.set.fit(text, style, width as f32, 1);
        self.place(&block, at, color);
        block
    }

    /// One line that ends at `right`.
    pub(crate) fn line_right(&mut self, text: &str, style: Style, right: Point, width: f64, color: Color) -> Block {
        let block = self.set.fit(text, style, width as f32, 1);
        self.place(&block, Point::new(right.x - f64::from(block.width), right.y), color);
        block
    }

    /// One line around `middle`.
    pub(crate) fn line_center(&mut self, text: &str, style: Style, middle: Point, width: f64, color: Color) -> Block {
        let block = self.set.fit(text, style, width as f32, 1);
        self.place(&block, Point::new(middle.x - f64::from(block.width) / 2.0, middle.y), color);
        block
    }

    /// A paragraph from its first baseline; gives the last baseline.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style, at: Point, width: f64, color: Color) -> f64 {
        let block = self.set.wrap(text, style, width as f32);
        self.place(&block, at, color);
        at.y + f64::from(block.drop())
    }

    /// Fields side by side: labels on one baseline, values on another. `y` is the top; gives the last baseline.
    pub(crate) fn row(&mut self, y: f64, cells: &[Cell<'_>]) -> f64 {
        let label_style = Style { size: LABEL.size * self.zoom, ..LABEL };
        let label_base = y + f64::from(label_style.size) * RISE;
        // The first cell sets the row: a larger one beside it has room above, since Latin capitals are lower than Han.
        let first = cells.first().map_or(0.0, |cell| cell.style.size);
        let base = label_base + LABEL_GAP * f64::from(self.zoom) + f64::from(first) * RISE;
        let mut last = base;
        for cell in cells {
            let label = self.say(cell.label);
            self.line(&label, label_style, Point::new(cell.x, label_base), cell.width, self.inks.label);
            let block = self.set.fit(cell.value, cell.style, cell.width as f32, cell.lines);
            let color = if cell.leads { self.inks.accent } else { self.inks.ink };
            self.place(&block, Point::new(cell.x, base), color);
            let bottom = base + f64::from(block.drop());
            last = last.max(bottom);
            let rect = Rect::new(cell.x, y, cell.x + cell.width, bottom + f64::from(block.size) * 0.16);
            self.item(cell.id, label, cell.value.to_owned(), cell.spoken.clone(), cell.value_lang, rect);
            if let Some(item) = self.items.last_mut() {
                item.shortened = block.shortened;
            }
        }
        last
    }

    /// Adds a field for screen readers.
    pub(crate) fn item(
        &mut self,
        id: &'static str,
        label: String,
        value: String,
        spoken: Option<String>,
        value_lang: &'static str,
        rect: Rect,
    ) {
        let text = spoken.unwrap_or_else(|| value.clone());
        let lang = if text == value { value_lang } else { self.lang.tag() };
        let text = if label.is_empty() { text } else { format!("{label}{}{text}", self.colon()) };
        let rect = self.pixels(rect);
        let order = self.items.len() as u32;
        let spoken = Spoken { text, lang };
        self.items.push(TextItem {
            id,
            label,
            value,
            spoken,
            lang: value_lang,
            heading: false,
            shortened: false,
            rect,
            order,
        });
    }

    /// Adds a title for screen readers.
    pub(crate) fn heading(&mut self, id: &'static str, text: String, rect: Rect) {
        let lang = self.lang.tag();
        self.item(id, String::new(), text, None, lang, rect);
        if let Some(item) = self.items.last_mut() {
            item.heading = true;
        }
    }

    /// A rectangle of page units as whole device pixels.
    pub(crate) fn pixels(&self, rect: Rect) -> PixelRect {
        let pixel = |units: f64| (units * self.scale).round().max(0.0) as u32;
        let (x, y) = (pixel(rect.x0), pixel(rect.y0));
        PixelRect { x, y, width: pixel(rect.x1).saturating_sub(x), height: pixel(rect.y1).saturating_sub(y) }
    }

    fn colon(&self) -> &'static str {
        match self.lang {
            Lang::ZhHans => "：",
            Lang::En => ": ",
        }
    }
}
