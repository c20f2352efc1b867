//! Text becomes lines of glyphs that fit the room they have: as they are, smaller, wrapped, or at last shortened.
//!
//! Shaping and breaking are parley's; what we add is the order in which room is made, a thin gap between Han and Latin
//! (parley knows none), and a list of characters that no bundled font can draw.

use std::collections::HashMap;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{
    FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap,
    RangedBuilder, StyleProperty,
};
use vello_cpu::kurbo::{Affine, BezPath, Point};
use vello_cpu::peniko::FontData;

use crate::scene::{Color, Draw, PlacedGlyph, Scene};

pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/LiangzhengSansSC-Regular.otf");
pub(crate) const MEDIUM: &[u8] = include_bytes!("../fonts/LiangzhengSansSC-Medium.otf");
pub(crate) const BOLD: &[u8] = include_bytes!("../fonts/LiangzhengLabelSC-Bold.otf");
const FULL: &str = "Liangzheng Sans SC";
const LABEL: &str = "Liangzheng Label SC";

/// The gap between Han and a Latin letter or digit, in em; a quarter is print's rule, on a screen less looks right.
const SCRIPT_GAP: f32 = 0.13;
/// How small text may become before it wraps.
const SMALLEST: f32 = 0.8;

/// Which of the bundled fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    Regular,
    Medium,
    /// Labels, titles, digits; characters that it lacks come from [`Face::Medium`].
    Bold,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) face: Face,
    /// Size in page units.
    pub(crate) size: f32,
    /// Distance of baselines, in em.
    pub(crate) leading: f32,
    /// Extra space after each character, in em.
    pub(crate) tracking: f32,
}

impl Style {
    pub(crate) const fn new(face: Face, size: f32) -> Self {
        Self { face, size, leading: 1.35, tracking: 0.0 }
    }

    pub(crate) const fn tracked(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }

    pub(crate) const fn led(self, leading: f32) -> Self {
        Self { leading, ..self }
    }

    fn scaled(self, by: f32) -> Self {
        Self { size: self.size * by, ..self }
    }
}

/// Another source of outlines, for characters that no bundled font has: the platform's fonts, or the issuer's.
pub trait Outlines: Send + Sync {
    /// The outline of `c` as SVG path data, one unit an em, `y` down from the baseline; `None` if there is none.
    fn outline(&self, c: char) -> Option<String>;
}

#[derive(Clone)]
struct Run {
    font: FontData,
    size: f32,
    glyphs: Arc<[PlacedGlyph]>,
}

/// The place that was kept for a character that no font has, with its outline if somebody else had one.
#[derive(Clone)]
struct Hole {
    c: char,
    x: f32,
    y: f32,
    outline: Option<BezPath>,
}

/// A text that has been laid out; its origin is the left end of the first baseline.
#[derive(Clone)]
pub(crate) struct Block {
    runs: Vec<Run>,
    /// Characters that no font has.
    holes: Vec<Hole>,
    /// Size that was used at last.
    pub(crate) size: f32,
    /// Width of the widest line.
    pub(crate) width: f32,
    /// Lines.
    pub(crate) lines: usize,
    /// Distance of baselines in page units.
    pub(crate) leading: f32,
    /// True if the picture shows only the beginning.
    pub(crate) shortened: bool,
}

impl Block {
    /// From the first baseline to the last.
    pub(crate) fn drop(&self) -> f32 {
        self.leading * (self.lines.max(1) - 1) as f32
    }

    /// Draws the block with its first baseline starting at `at`.
    pub(crate) fn draw(&self, scene: &mut Scene, at: Point, color: Color) {
        for run in &self.runs {
            scene.push(Draw::Glyphs { font: run.font.clone(), size: run.size, at, glyphs: run.glyphs.clone(), color });
        }
        for hole in &self.holes {
            let at = Point::new(at.x + f64::from(hole.x), at.y + f64::from(hole.y));
            match &hole.outline {
                Some(outline) => {
                    scene.fill(Affine::translate(at.to_vec2()) * Affine::scale(f64::from(self.size)) * outline, color);
                }
                None => mark_hole(scene, at, f64::from(self.size), color),
            }
        }
    }

    /// Characters that could not be drawn.
    pub(crate) fn missing(&self) -> impl Iterator<Item = char> + '_ {
        self.holes.iter().filter(|hole| hole.outline.is_none()).map(|hole| hole.c)
    }
}

/// Marks the place of a character that no font has: a crossed frame, never the blank or the box of a font.
fn mark_hole(scene: &mut Scene, at: Point, size: f64, color: Color) {
    let frame =
        vello_cpu::kurbo::Rect::new(at.x + size * 0.08, at.y - size * 0.8, at.x + size * 0.92, at.y + size * 0.06);
    scene.stroke(frame, size * 0.035, color.fade(150));
    let (x0, y0, x1, y1) = (frame.x0, frame.y0, frame.x1, frame.y1);
    scene.stroke(vello_cpu::kurbo::Line::new((x0, y1), (x1, y0)), size * 0.035, color.fade(150));
}

/// Lays text out. Holds the fonts.
pub(crate) struct Typesetter {
    fonts: FontContext,
    context: LayoutContext<()>,
    layout: Layout<()>,
    outlines: Option<Box<dyn Outlines>>,
    known: HashMap<Job, Block>,
}

/// What was laid out: most of a page is the same the next time that it is drawn.
#[derive(PartialEq, Eq, Hash)]
struct Job {
    text: Box<str>,
    face: Face,
    /// Size, leading, tracking.
    numbers: [u32; 3],
    room: Room,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Room {
    Line,
    Fit { width: u32, lines: usize },
    Wrap { width: u32 },
}

/// How many laid-out texts are kept: both pages in both prints.
const KEPT: usize = 512;

impl Typesetter {
    pub(crate) fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for font in [REGULAR, MEDIUM, BOLD] {
            collection.register_fonts(Blob::new(Arc::new(font)), None);
        }
        let fonts = FontContext { collection, source_cache: Default::default() };
        Self { fonts, context: LayoutContext::new(), layout: Layout::new(), outlines: None, known: HashMap::new() }
    }

    /// One line, however long.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Block {
        self.once(text, style, Room::Line, |this| {
            this.shape(text, for_script(text, style), None);
            this.collect(text, style, false)
        })
    }

    /// Lays a text out unless that was done before.
    fn once(&mut self, text: &str, style: Style, room: Room, work: impl FnOnce(&mut Self) -> Block) -> Block {
        let numbers = [style.size, style.leading, style.tracking].map(f32::to_bits);
        let job = Job { text: text.into(), face: style.face, numbers, room };
        if let Some(block) = self.known.get(&job) {
            return block.clone();
        }
        let block = work(self);
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.insert(job, block.clone());
        block
    }

    /// Forgets the texts that were laid out.
    pub(crate) fn forget(&mut self) {
        self.known = HashMap::new();
    }

    /// Asks `source` for characters that the bundled fonts lack.
    pub(crate) fn with_outlines(mut self, source: Box<dyn Outlines>) -> Self {
        self.outlines = Some(source);
        self
    }

    /// One line of exactly `width` or less, as small as that takes; for decoration.
    pub(crate) fn squeeze(&mut self, text: &str, style: Style, width: f32) -> Block {
        let whole = self.line(text, style);
        if whole.width <= width { whole } else { self.line(text, style.scaled(width / whole.width)) }
    }

    /// At most `lines` lines of `width`: as it is, then smaller down to 80 %, then wrapped, then shortened with `…`.
    pub(crate) fn fit(&mut self, text: &str, style: Style, width: f32, lines: usize) -> Block {
        let room = Room::Fit { width: width.to_bits(), lines };
        self.once(text, style, room, |this| this.make_fit(text, style, width, lines))
    }

    fn make_fit(&mut self, text: &str, style: Style, width: f32, lines: usize) -> Block {
        let whole = self.line(text, style);
        if whole.width <= width {
            return whole;
        }
        let shrink = width / whole.width * 0.998;
        if shrink >= SMALLEST {
            return self.line(text, style.scaled(shrink));
        }
        if lines > 1 {
            for by in [1.0, 0.9, SMALLEST] {
                if self.breaks(text, style.scaled(by), width) <= lines {
                    return self.collect(text, style.scaled(by), false);
                }
            }
        }
        self.shorten(text, style.scaled(SMALLEST), width, lines)
    }

    /// Wrapped at `width` into as many lines as it takes.
    pub(crate) fn wrap(&mut self, text: &str, style: Style, width: f32) -> Block {
        self.once(text, style, Room::Wrap { width: width.to_bits() }, |this| {
            this.break_evenly(text, style, width);
            this.collect(text, style, false)
        })
    }

    /// Breaks at `width`, or a little before it if only a character or two would stand in the last line.
    fn break_evenly(&mut self, text: &str, style: Style, width: f32) {
        let lines = self.breaks(text, style, width);
        let lonely = |this: &Self| {
            this.layout.lines().last().is_some_and(|line| {
                let metrics = line.metrics();
                metrics.advance - metrics.hanging_advance < 2.4 * style.size
            })
        };
        if lines < 2 || !lonely(self) {
            return;
        }
        for by in [0.96, 0.92, 0.88, 0.84] {
            if self.breaks(text, style, width * by) == lines && !lonely(self) {
                return;
            }
        }
        self.breaks(text, style, width);
    }

    fn shorten(&mut self, text: &str, style: Style, width: f32, lines: usize) -> Block {
        let ends: Vec<usize> =
            text.char_indices().map(|(at, _)| at).filter(|at| starts_cluster(&text[*at..])).collect();
        let fits = |this: &mut Self, end: usize| {
            let short = format!("{}…", text[..end].trim_end());
            this.breaks(&short, style, width) <= lines && this.layout.width() <= width
        };
        let (mut low, mut high) = (0, ends.len());
        while low + 1 < high {
            let middle = usize::midpoint(low, high);
            if fits(self, ends[middle]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        let end = ends.get(low).copied().unwrap_or(0);
        let short = format!("{}…", text[..end].trim_end());
        self.breaks(&short, style, width);
        self.collect(&short, style, true)
    }

    fn breaks(&mut self, text: &str, style: Style, width: f32) -> usize {
        let style = for_script(text, style);
        self.shape(text, style, Some(width));
        self.layout.len()
    }

    fn shape(&mut self, text: &str, style: Style, width: Option<f32>) {
        let mut builder = self.context.ranged_builder(&mut self.fonts, text, 1.0, false);
        let families = [FontFamilyName::named(LABEL), FontFamilyName::named(FULL)];
        let stack = if style.face == Face::Bold { &families[..] } else { &families[1..] };
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(stack.into())));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(match style.face {
            Face::Regular => 400.0,
            Face::Medium => 500.0,
            Face::Bold => 700.0,
        })));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if style.tracking != 0.0 {
            builder.push_default(StyleProperty::LetterSpacing(style.tracking * style.size));
        }
        gaps_between_scripts(&mut builder, text, style);
        builder.build_into(&mut self.layout, text);
        self.layout.break_all_lines(width);
    }

    fn collect(&mut self, text: &str, style: Style, shortened: bool) -> Block {
        let style = for_script(text, style);
        let leading = style.leading * style.size;
        let mut block =
            Block { runs: Vec::new(), holes: Vec::new(), size: style.size, width: 0.0, lines: 0, leading, shortened };
        for (number, line) in self.layout.lines().enumerate() {
            let baseline = leading * number as f32;
            block.lines += 1;
            let metrics = line.metrics();
            block.width = block.width.max(metrics.advance - metrics.hanging_advance);
            let mut x = metrics.offset;
            for run in line.runs() {
                x = take_run(&mut block, &run, text, x, baseline);
            }
        }
        if let Some(source) = &self.outlines {
            for hole in &mut block.holes {
                hole.outline = source.outline(hole.c).and_then(|path| BezPath::from_svg(&path).ok());
            }
        }
        // Letter spacing also follows the last character, where nobody sees it.
        block.width = (block.width - style.tracking * style.size).max(0.0);
        block
    }
}

/// Copies the glyphs of `run`, which starts at `x`; gives the `x` after it.
fn take_run(block: &mut Block, run: &parley::Run<'_, ()>, text: &str, mut x: f32, baseline: f32) -> f32 {
    let mut glyphs = Vec::new();
    for cluster in run.visual_clusters() {
        let chars = text.get(cluster.text_range()).unwrap_or_default();
        for (number, glyph) in cluster.glyphs().enumerate() {
            if glyph.id != 0 {
                glyphs.push(PlacedGlyph { id: glyph.id, x: x + glyph.x, y: baseline + glyph.y });
            } else if let Some(c) = chars.chars().nth(number).filter(|c| !c.is_control()) {
                block.holes.push(Hole { c, x, y: baseline, outline: None });
            }
        }
        x += cluster.advance();
    }
    block.runs.push(Run { font: run.font().clone(), size: run.font_size(), glyphs: glyphs.into() });
    x
}

/// Han stands well with air between the characters; the same air tears Latin words apart. Digits keep it.
fn for_script(text: &str, style: Style) -> Style {
    let words = text.chars().any(|c| c.is_alphabetic()) && !text.chars().any(is_han);
    if words { Style { tracking: style.tracking * 0.25, ..style } } else { style }
}

fn starts_cluster(rest: &str) -> bool {
    !matches!(rest.chars().next(), Some('\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{200d}'))
}

fn gaps_between_scripts(builder: &mut RangedBuilder<'_, ()>, text: &str, style: Style) {
    let mut before: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if let Some((start, last)) = before
            && ((is_han(last) && is_latin(c)) || (is_latin(last) && is_han(c)))
        {
            let gap = (style.tracking + SCRIPT_GAP) * style.size;
            builder.push(StyleProperty::LetterSpacing(gap), start..at);
        }
        before = Some((at, c));
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '\u{f900}'..='\u{faff}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_draws_with_its_own_font() {
        let mut set = Typesetter::new();
        let mut fonts = Vec::new();
        for face in [Face::Regular, Face::Medium, Face::Bold] {
            let block = set.line("机动车驾驶证正页0123", Style::new(face, 20.0));
            let used: Vec<u64> = block.runs.iter().map(|run| run.font.data.id()).collect();
            assert!(block.holes.is_empty() && used.iter().all(|font| *font == used[0]), "{face:?}");
            fonts.push(used[0]);
        }
        fonts.dedup();
        assert_eq!(fonts.len(), 3, "three weights");
    }
}
