//! A scene as SVG, text as outlines. Nothing on the phone uses it: it serves paper and measurements.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vello_cpu::kurbo::{Affine, BezPath};

use crate::glyphs::GlyphOutlines;
use crate::scene::{Color, Draw, PAGE_WIDTH, Paint, SHADOW_DROP, Scene};
use crate::want::Rect;

/// Writes scenes over each other into one document of the size of `page`.
pub(crate) fn write<'a>(scenes: impl IntoIterator<Item = &'a Scene>, page: Rect, portrait: &[u8]) -> String {
    let scale = f64::from(page.width) / PAGE_WIDTH;
    let height = f64::from(page.height) / scale;
    let mut svg = Svg { out: String::new(), scale, definitions: 0, glyphs: GlyphOutlines::default() };
    let _ = write!(
        svg.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {PAGE_WIDTH} {height}\">",
        page.width, page.height
    );
    for draw in scenes.into_iter().flat_map(|scene| &scene.0) {
        svg.draw(draw, portrait);
    }
    svg.out.push_str("</svg>");
    svg.out
}

struct Svg {
    out: String,
    scale: f64,
    definitions: u32,
    glyphs: GlyphOutlines,
}

impl Svg {
    fn draw(&mut self, draw: &Draw, portrait: &[u8]) {
        match draw {
            Draw::Fill(path, paint) => {
                let fill = self.paint(paint);
                let _ = write!(self.out, "<path d=\"{}\" {fill}/>", path.to_svg());
            }
            Draw::Stroke(path, width, color) => {
                let _ = write!(
                    self.out,
                    "<path d=\"{}\" fill=\"none\" stroke-width=\"{width}\" {}/>",
                    path.to_svg(),
                    attributes("stroke", *color)
                );
            }
            Draw::Shadow { card, blur, color } => {
                self.shadow(card.rect() + SHADOW_DROP, card.radii().top_left, *blur, *color);
            }
            Draw::Glyphs { font, size, at, glyphs, color } => {
                let scale = Affine::scale(GlyphOutlines::scale(*size));
                let mut path = BezPath::new();
                for glyph in glyphs.iter() {
                    let place = Affine::translate((at.x + f64::from(glyph.x), at.y + f64::from(glyph.y)));
                    path.extend(place * scale * self.glyphs.get(font, glyph.id));
                }
                let _ = write!(self.out, "<path d=\"{}\" {}/>", path.to_svg(), attributes("fill", *color));
            }
            Draw::Image { rect, .. } => {
                let _ = write!(
                    self.out,
                    "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"data:image/webp;base64,{}\"/>",
                    rect.x0,
                    rect.y0,
                    rect.width(),
                    rect.height(),
                    STANDARD.encode(portrait)
                );
            }
            Draw::Modules { at, step, modules, dark } => {
                let side = modules.side;
                let dark_ones = (0..side)
                    .flat_map(|y| (0..side).map(move |x| (x, y)))
                    .filter(|(x, y)| modules.dark(*x, *y))
                    .map(|(x, y)| (at.x + u32::from(x) * step, at.y + u32::from(y) * step));
                self.squares(dark_ones.map(|(x, y)| Rect { x, y, width: *step, height: *step }), *dark);
            }
            Draw::Bars { at, step, bars, dark } => {
                let dark_ones = bars.iter().enumerate().filter(|(_, bar)| **bar);
                let rects = dark_ones.map(|(i, _)| Rect { x: at.x + i as u32 * step, width: *step, ..*at });
                self.squares(rects, *dark);
            }
        }
    }

    /// Device pixels, written in page units.
    fn squares(&mut self, rects: impl Iterator<Item = Rect>, color: Color) {
        let mut path = String::new();
        for rect in rects {
            let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(|px| f64::from(px) / self.scale);
            let _ = write!(path, "M{x} {y}h{w}v{h}h-{w}z");
        }
        let _ = write!(self.out, "<path shape-rendering=\"crispEdges\" d=\"{path}\" {}/>", attributes("fill", color));
    }

    fn shadow(&mut self, rect: vello_cpu::kurbo::Rect, radius: f64, blur: f32, color: Color) {
        self.definitions += 1;
        let id = self.definitions;
        let _ = write!(
            self.out,
            "<filter id=\"d{id}\" x=\"-10%\" y=\"-10%\" width=\"120%\" height=\"120%\" color-interpolation-filters=\"sRGB\"><feGaussianBlur stdDeviation=\"{blur}\"/></filter>\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\" filter=\"url(#d{id})\" {}/>",
            rect.x0,
            rect.y0,
            rect.width(),
            rect.height(),
            attributes("fill", color)
        );
    }

    fn paint(&mut self, paint: &Paint) -> String {
        match paint {
            Paint::Solid(color) => attributes("fill", *color),
            Paint::Linear(from, to, [first, last]) => {
                self.definitions += 1;
                let id = self.definitions;
                let stop = |offset: u8, color: &Color| {
                    format!(
                        "<stop offset=\"{offset}\" {}/>",
                        attributes("stop", *color).replace("stop=", "stop-color=")
                    )
                };
                let _ = write!(
                    self.out,
                    "<linearGradient id=\"d{id}\" gradientUnits=\"userSpaceOnUse\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\">{}{}</linearGradient>",
                    from.x,
                    from.y,
                    to.x,
                    to.y,
                    stop(0, first),
                    stop(1, last)
                );
                format!("fill=\"url(#d{id})\"")
            }
        }
    }
}

fn attributes(name: &str, Color(r, g, b, a): Color) -> String {
    format!("{name}=\"#{r:02x}{g:02x}{b:02x}\" {name}-opacity=\"{:.3}\"", f64::from(a) / 255.0)
}
