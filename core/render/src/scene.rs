//! A page as a list of things to draw, in page units, before any pixel exists.
//!
//! A page is 360 units wide whatever its pixels. Codes alone are given in device pixels, since each module must cover a
//! whole number of them.

use std::sync::Arc;

use vello_cpu::Pixmap;
use vello_cpu::kurbo::{BezPath, Point, Rect, RoundedRect, Shape, Vec2};
use vello_cpu::peniko::FontData;

use crate::qr::Modules;
use crate::want::Rect as PixelRect;

/// Width of every page in page units.
pub(crate) const PAGE_WIDTH: f64 = 360.0;

/// Straight sRGB with opacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Color(pub(crate) u8, pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Color {
    /// An opaque colour written as 0xRRGGBB.
    pub(crate) const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 255)
    }

    /// The same colour at `alpha` of 255.
    pub(crate) const fn fade(self, alpha: u8) -> Self {
        Self(self.0, self.1, self.2, alpha)
    }
}

/// How an area is filled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Paint {
    Solid(Color),
    /// From the first point to the second.
    Linear(Point, Point, [Color; 2]),
}

impl From<Color> for Paint {
    fn from(color: Color) -> Self {
        Self::Solid(color)
    }
}

/// One glyph, relative to the origin of its run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedGlyph {
    pub(crate) id: u32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// How far a shadow lies below its card.
pub(crate) const SHADOW_DROP: Vec2 = Vec2::new(0.0, 1.5);

/// One thing to draw.
#[derive(Clone)]
pub(crate) enum Draw {
    Fill(BezPath, Paint),
    Stroke(BezPath, f64, Color),
    /// The shadow under `card`, a little below it; what the card hides is not drawn.
    Shadow {
        card: RoundedRect,
        blur: f32,
        color: Color,
    },
    Glyphs {
        font: FontData,
        size: f32,
        at: Point,
        glyphs: Arc<[PlacedGlyph]>,
        color: Color,
    },
    Image {
        pixels: Arc<Pixmap>,
        rect: Rect,
        radius: f64,
    },
    /// Device pixels: modules of `step` pixels from the corner of `at`, whatever the scale.
    Modules {
        at: PixelRect,
        step: u32,
        modules: Arc<Modules>,
        dark: Color,
    },
    /// Device pixels: dark bars of `step` pixels.
    Bars {
        at: PixelRect,
        step: u32,
        bars: Arc<[bool]>,
        dark: Color,
    },
}

/// Things to draw, first at the bottom.
#[derive(Clone, Default)]
pub(crate) struct Scene(pub(crate) Vec<Draw>);

impl Scene {
    pub(crate) fn push(&mut self, draw: Draw) {
        self.0.push(draw);
    }

    pub(crate) fn fill(&mut self, shape: impl Shape, paint: impl Into<Paint>) {
        self.push(Draw::Fill(shape.to_path(0.02), paint.into()));
    }

    pub(crate) fn stroke(&mut self, shape: impl Shape, width: f64, color: Color) {
        self.push(Draw::Stroke(shape.to_path(0.02), width, color));
    }

    /// A rounded box with a soft shadow under it.
    pub(crate) fn card(&mut self, rect: Rect, radius: f64, paint: impl Into<Paint>, shadow: Color) {
        let card = RoundedRect::from_rect(rect, radius);
        self.push(Draw::Shadow { card, blur: 4.0, color: shadow });
        self.fill(card, paint);
    }
}
