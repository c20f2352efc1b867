//! Outlines of glyphs, read from the fonts once and kept: never hinted, since phones have pixels enough.
//!
//! Our fonts are all of the CFF kind. It is read directly, so that a phone carries no reader of the other kinds.

use std::collections::HashMap;

use read_fonts::model::pen::OutlinePen;
use read_fonts::ps::cff::CffFontRef;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};
use vello_cpu::kurbo::BezPath;
use vello_cpu::peniko::FontData;

/// Units of an em in the outlines.
const EM: f32 = 1_000.0;
/// How many outlines are kept: a page has some 200 different ones.
const KEPT: usize = 4_096;

/// The outlines that were needed so far.
#[derive(Default)]
pub(crate) struct GlyphOutlines {
    known: HashMap<(u64, u32, u32), BezPath>,
}

impl GlyphOutlines {
    /// The outline of a glyph, `y` down from the baseline; empty for blanks and for glyphs that the font lacks.
    pub(crate) fn get(&mut self, font: &FontData, glyph: u32) -> &BezPath {
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        self.known.entry((font.data.id(), font.index, glyph)).or_insert_with(|| read(font, glyph).unwrap_or_default())
    }

    /// What takes an outline to a size in page units.
    pub(crate) fn scale(size: f32) -> f64 {
        f64::from(size / EM)
    }
}

fn read(font: &FontData, glyph: u32) -> Option<BezPath> {
    let face = FontRef::from_index(font.data.data(), font.index).ok()?;
    let em = i32::from(face.head().ok()?.units_per_em());
    let outlines = CffFontRef::new_cff(face.cff().ok()?.offset_data().as_bytes(), 0, Some(em)).ok()?;
    let glyph = GlyphId::new(glyph);
    let subfont = outlines.subfont(outlines.subfont_index(glyph)?, &[]).ok()?;
    let mut pen = Pen(BezPath::new());
    outlines.draw(&subfont, glyph, &[], Some(EM), &mut pen).ok()?;
    Some(pen.0)
}

/// Takes outlines of a font, which grow upwards, into a path of the page, which grows downwards.
struct Pen(BezPath);

fn at(x: f32, y: f32) -> (f64, f64) {
    (f64::from(x), -f64::from(y))
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(at(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(at(cx, cy), at(x, y));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to(at(ax, ay), at(bx, by), at(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::DrawSettings;

    use super::*;
    use crate::typeset::{BOLD, MEDIUM, REGULAR};

    #[test]
    fn every_outline_of_our_fonts_is_the_one_that_skrifa_draws() {
        for bytes in [REGULAR, MEDIUM, BOLD] {
            let font = FontData::new(bytes.to_vec().into(), 0);
            let face = skrifa::FontRef::new(bytes).expect("a font");
            let settings = || DrawSettings::unhinted(Size::new(EM), LocationRef::default());
            for glyph in 0..u32::from(face.maxp().expect("the number of glyphs").num_glyphs()) {
                let mut pen = Pen(BezPath::new());
                let outline = face.outline_glyphs().get(GlyphId::new(glyph)).expect("an outline");
                outline.draw(settings(), &mut pen).expect("a whole outline");
                assert!(read(&font, glyph) == Some(pen.0), "glyph {glyph}");
            }
        }
    }
}
