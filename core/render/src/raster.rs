//! The one place that knows the rasteriser: a [`Scene`] becomes premultiplied RGBA through `vello_cpu`.
//!
//! Hinting is off (phones have 2.6 to 3 pixels a point) and only grey antialiasing is used. Pictures are equal on one
//! SIMD level and differ by at most 1 between levels; tests fix the level with [`Raster::portable`].

use std::sync::Arc;

use vello_cpu::color::{AlphaColor, DynamicColor, Srgb};
use vello_cpu::kurbo::{Affine, Point, Rect, RoundedRect, Shape, Stroke};
use vello_cpu::peniko::{ColorStop, Extend, Gradient, ImageQuality, ImageSampler};
use vello_cpu::{
    Image, ImageSource, Level, PaintType, PixmapMut, RasterizerSettings, RenderContext, RenderSettings, Resources,
    TargetInit,
};

use crate::dirt::{self, Dirty};
use crate::glyphs::GlyphOutlines;
use crate::qr::Modules;
use crate::scene::{Color, Draw, Paint, Scene};
use crate::shadow;
use crate::want::Rect as PixelRect;

/// Draws scenes. Keeps the glyph outlines that it has seen.
pub(crate) struct Raster {
    context: RenderContext,
    resources: Resources,
    glyphs: GlyphOutlines,
    settings: RenderSettings,
}

impl Raster {
    /// The fastest that this processor can do.
    pub(crate) fn fast() -> Self {
        Self::with(RenderSettings::default())
    }

    /// The same pixels on every processor of one family; for tests.
    pub(crate) fn portable() -> Self {
        Self::with(RenderSettings { level: Level::baseline(), num_threads: 0 })
    }

    fn with(settings: RenderSettings) -> Self {
        let context = RenderContext::new_with(1, 1, settings);
        Self { context, resources: Resources::new(), glyphs: GlyphOutlines::default(), settings }
    }

    /// Draws `scene` over the part `window` of a page; `pixels` holds exactly that part.
    ///
    /// `scale` is device pixels a page unit. `window` is in device pixels of the whole page. Only the rectangles that
    /// something is drawn into are touched: reading a page back and writing it costs more than the text on it.
    pub(crate) fn draw(&mut self, scene: &Scene, scale: f64, window: PixelRect, pixels: &mut [u8]) {
        let page = page_to(window, scale);
        for dirty in dirt::rectangles(scene, page, (window.width, window.height)) {
            self.draw_part(scene, &dirty, page, window, pixels, TargetInit::SrcOver);
        }
        finish(scene, page, window, pixels);
    }

    /// A whole page from nothing. The scene must cover it: fresh memory is written once and not read.
    pub(crate) fn page(&mut self, scene: &Scene, scale: f64, window: PixelRect) -> Vec<u8> {
        let page = page_to(window, scale);
        let mut pixels = vec![0u8; window.width as usize * window.height as usize * 4];
        let whole = Dirty { rect: PixelRect { x: 0, y: 0, ..window }, draws: (0..scene.0.len()).collect() };
        self.draw_part(scene, &whole, page, window, &mut pixels, TargetInit::Clear(AlphaColor::TRANSPARENT));
        finish(scene, page, window, &mut pixels);
        pixels
    }

    /// Draws some of a scene into a rectangle of the window, and nothing outside of it.
    fn draw_part(
        &mut self,
        scene: &Scene,
        Dirty { rect, draws }: &Dirty,
        page: Affine,
        window: PixelRect,
        pixels: &mut [u8],
        target_init: TargetInit,
    ) {
        self.context.reset_and_resize(rect.width as u16, rect.height as u16);
        let part = Affine::translate((-f64::from(rect.x), -f64::from(rect.y))) * page;
        for draw in draws.iter().filter_map(|at| scene.0.get(*at)) {
            self.record(draw, part);
        }
        self.context.flush();
        let target = PixmapMut::new(window.width as u16, window.height as u16, pixels)
            .expect("the buffer has the size of the window");
        let offset = (rect.x as u16, rect.y as u16);
        let settings = RasterizerSettings { target_init, offset, ..RasterizerSettings::default() };
        self.context.render_with(target, &mut self.resources, settings);
        // Blending in bytes loses a 255th of opacity now and then; pages are opaque.
        for y in rect.y..rect.y + rect.height {
            let from = (y as usize * window.width as usize + rect.x as usize) * 4;
            for pixel in pixels[from..from + rect.width as usize * 4].as_chunks_mut::<4>().0 {
                pixel[3] = 255;
            }
        }
    }

    /// Gives back the memory of the last picture.
    pub(crate) fn rest(&mut self) {
        self.context = RenderContext::new_with(1, 1, self.settings);
    }

    fn record(&mut self, draw: &Draw, page: Affine) {
        self.context.set_transform(page);
        match draw {
            Draw::Fill(path, paint) => {
                self.context.set_paint(paint_type(paint));
                self.context.fill_path(path);
            }
            Draw::Stroke(path, width, color) => {
                self.context.set_stroke(Stroke::new(*width));
                self.context.set_paint(solid(*color));
                self.context.stroke_path(path);
            }
            Draw::Glyphs { font, size, at, glyphs, color } => {
                self.context.set_paint(solid(*color));
                let scale = Affine::scale(GlyphOutlines::scale(*size));
                for glyph in glyphs.iter() {
                    let place = Affine::translate((at.x + f64::from(glyph.x), at.y + f64::from(glyph.y)));
                    self.context.set_transform(page * place * scale);
                    self.context.fill_path(self.glyphs.get(font, glyph.id));
                }
            }
            Draw::Image { pixels, rect, radius } => self.image(pixels, *rect, *radius),
            Draw::Shadow { .. } | Draw::Modules { .. } | Draw::Bars { .. } => {}
        }
    }

    fn image(&mut self, pixels: &Arc<vello_cpu::Pixmap>, rect: Rect, radius: f64) {
        let scale_x = rect.width() / f64::from(pixels.width());
        let scale_y = rect.height() / f64::from(pixels.height());
        let sampler =
            ImageSampler { x_extend: Extend::Pad, y_extend: Extend::Pad, quality: ImageQuality::High, alpha: 1.0 };
        self.context.set_paint(Image { image: ImageSource::Pixmap(pixels.clone()), sampler });
        self.context.set_paint_transform(
            Affine::translate(Point::new(rect.x0, rect.y0).to_vec2()) * Affine::scale_non_uniform(scale_x, scale_y),
        );
        self.context.fill_path(&RoundedRect::from_rect(rect, radius).to_path(0.02));
        self.context.reset_paint_transform();
    }
}

/// From page units to pixels of a window.
fn page_to(window: PixelRect, scale: f64) -> Affine {
    Affine::translate((-f64::from(window.x), -f64::from(window.y))) * Affine::scale(scale)
}

/// Shadows and codes, which go straight into pixels.
fn finish(scene: &Scene, page: Affine, window: PixelRect, pixels: &mut [u8]) {
    for draw in &scene.0 {
        match draw {
            Draw::Shadow { card, blur, color } => shadow::draw(*card, *blur, *color, page, window, pixels),
            draw => blit_code(draw, window, pixels),
        }
    }
}

fn solid(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color.0, color.1, color.2, color.3)
}

fn paint_type(paint: &Paint) -> PaintType {
    match paint {
        Paint::Solid(color) => solid(*color).into(),
        Paint::Linear(from, to, [first, last]) => {
            let stop = |offset, color| ColorStop { offset, color: DynamicColor::from_alpha_color(solid(color)) };
            Gradient::new_linear(*from, *to).with_stops([stop(0.0, *first), stop(1.0, *last)]).into()
        }
    }
}

/// Codes go straight into the pixels: no antialiasing may touch them.
fn blit_code(draw: &Draw, window: PixelRect, pixels: &mut [u8]) {
    match draw {
        Draw::Modules { at, step, modules: code, dark } => modules(code, *at, *step, *dark, window, pixels),
        Draw::Bars { at, step, bars, dark } => {
            for (i, _) in bars.iter().enumerate().filter(|(_, bar)| **bar) {
                let bar = PixelRect { x: at.x + i as u32 * step, y: at.y, width: *step, height: at.height };
                fill_pixels(bar, *dark, window, pixels);
            }
        }
        _ => {}
    }
}

/// The modules of `code` on white, `step` pixels each, from the corner of `at`.
pub(crate) fn modules(code: &Modules, at: PixelRect, step: u32, dark: Color, window: PixelRect, pixels: &mut [u8]) {
    let x0 = at.x.max(window.x);
    let x1 = (at.x + at.width).min(window.x + window.width);
    if x0 >= x1 {
        return;
    }
    let (dark, white) = ([dark.0, dark.1, dark.2, 255], [255; 4]);
    let mut row = Vec::with_capacity(at.width as usize * 4);
    for y in 0..code.side {
        row.clear();
        for x in 0..code.side {
            let color = if code.dark(x, y) { dark } else { white };
            (0..step).for_each(|_| row.extend_from_slice(&color));
        }
        let part = &row[(x0 - at.x) as usize * 4..(x1 - at.x) as usize * 4];
        let top = at.y + u32::from(y) * step;
        for y in top.max(window.y)..(top + step).min(window.y + window.height) {
            let from = ((y - window.y) as usize * window.width as usize + (x0 - window.x) as usize) * 4;
            pixels[from..from + part.len()].copy_from_slice(part);
        }
    }
}

fn fill_pixels(rect: PixelRect, color: Color, window: PixelRect, pixels: &mut [u8]) {
    let x0 = rect.x.max(window.x);
    let x1 = (rect.x + rect.width).min(window.x + window.width);
    let y0 = rect.y.max(window.y);
    let y1 = (rect.y + rect.height).min(window.y + window.height);
    if x0 >= x1 {
        return;
    }
    for y in y0..y1 {
        let from = ((y - window.y) as usize * window.width as usize + (x0 - window.x) as usize) * 4;
        let row = &mut pixels[from..from + (x1 - x0) as usize * 4];
        for pixel in row.chunks_exact_mut(4) {
            pixel.copy_from_slice(&[color.0, color.1, color.2, 255]);
        }
    }
}
