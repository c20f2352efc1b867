//! Draws sheets: one layout pass, a static layer that is kept, and everything that changes over it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use lz_license::UnixSeconds;
use lz_text::{Args, say};
use vello_cpu::Pixmap;
use vello_cpu::kurbo::{Point, Rect as Units, RoundedRect};

use crate::guilloche;
use crate::ink::{Inks, TILE};
use crate::layout::{self, Back, Plan, RADIUS};
use crate::pen::Pen;
use crate::portrait;
use crate::qr::{self, Modules};
use crate::raster::Raster;
use crate::scene::{Draw, PAGE_WIDTH, Paint, Scene};
use crate::sheet::{Portrait, Sheet};
use crate::typeset::{Face, Outlines, Style, Typesetter};
use crate::want::{Page, PageWant, Rect, Side, Slots, Tile};
use crate::{RenderError, TextItem, clock, svg, turn};

/// How many static layers are kept: both pages of one license.
const LAYERS: usize = 2;

/// Draws pages. Holds the fonts and the static layers of the pages drawn last; make one and keep it.
pub struct Renderer {
    set: Typesetter,
    raster: Raster,
    layers: Vec<Layer>,
    portrait: Option<(u64, Arc<Pixmap>)>,
    spare: Vec<u8>,
}

struct Layer {
    key: u64,
    pixels: Arc<Vec<u8>>,
}

impl Default for Renderer {
    fn default() -> Self {
        Self::new()
    }
}

impl Renderer {
    /// A renderer with the built-in fonts.
    pub fn new() -> Self {
        Self::with(Raster::fast())
    }

    /// A renderer whose pictures do not depend on the processor; slower, for comparing pictures.
    pub fn portable() -> Self {
        Self::with(Raster::portable())
    }

    /// The same renderer with a source of outlines for characters that the bundled fonts lack.
    pub fn with_outlines(self, source: Box<dyn Outlines>) -> Self {
        Self { set: self.set.with_outlines(source), ..self }
    }

    fn with(raster: Raster) -> Self {
        Self { set: Typesetter::new(), raster, layers: Vec::new(), portrait: None, spare: Vec::new() }
    }

    /// Draws a page.
    ///
    /// Errors: [`RenderError::NotShown`] for a license that has ended or is frozen; see [`Renderer::render_message`].
    pub fn render_page(&mut self, sheet: &Sheet, want: PageWant) -> Result<Page, RenderError> {
        let plan = self.plan(sheet, want)?;
        self.draw(sheet, want, plan)
    }

    /// Draws what stands in place of the pages of a license that has ended or is frozen: the reason and the next step.
    ///
    /// Errors: [`RenderError::Shown`] for a license that has pages.
    pub fn render_message(&mut self, sheet: &Sheet, want: PageWant) -> Result<Page, RenderError> {
        want.check()?;
        if sheet.standing().group.is_shown() {
            return Err(RenderError::Shown);
        }
        let plan = layout::plan(&mut self.set, sheet, want);
        self.draw(sheet, want, plan)
    }

    /// The text of a page without its pixels.
    pub fn page_text(&mut self, sheet: &Sheet, want: PageWant) -> Result<Vec<TextItem>, RenderError> {
        let mut plan = self.plan(sheet, want)?;
        let window = window_of(want, plan.height);
        if want.side == Side::CheckTurned {
            turn::items(&mut plan.items, window);
        }
        Ok(plan.items)
    }

    /// The clock of a page at `now`, to be laid over its slot once a second; `None` if the page has no clock.
    pub fn clock_tile(&mut self, sheet: &Sheet, want: PageWant, now: UnixSeconds) -> Result<Option<Tile>, RenderError> {
        let plan = self.plan(sheet, want)?;
        let (Some(at), Some((origin, zoom))) = (plan.slots.clock, plan.clock) else { return Ok(None) };
        let scale = f64::from(want.width) / PAGE_WIDTH;
        let window = window_of(want, plan.height);
        let mut rgba = crop(&self.layer(sheet, want, &plan, window)?, want.width, at);
        let mut pen = self.pen(want, plan.inks);
        clock::draw(&mut pen, origin, zoom, now);
        let scene = pen.scene;
        self.raster.draw(&scene, scale, at, &mut rgba);
        Ok(Some(turned_if(want, Tile { at, rgba }, window)))
    }

    /// The white tile with another code, to be laid over its slot; `None` if the page has no code.
    ///
    /// Screens that draw modules themselves need no pixels; this is for those that cannot.
    pub fn code_tile(&mut self, sheet: &Sheet, want: PageWant, code: &Modules) -> Result<Option<Tile>, RenderError> {
        let plan = self.plan(sheet, want)?;
        let Some(slot) = plan.slots.qr else { return Ok(None) };
        let (at, step) = Slots::code_in(slot, code.side);
        let quiet = qr::QUIET_ZONE * step;
        let tile =
            Rect { x: at.x - quiet, y: at.y - quiet, width: at.width + 2 * quiet, height: at.height + 2 * quiet };
        let mut rgba = vec![255u8; tile.width as usize * tile.height as usize * 4];
        crate::raster::modules(code, at, step, plan.inks.code, tile, &mut rgba);
        Ok(Some(turned_if(want, Tile { at: tile, rgba }, window_of(want, plan.height))))
    }

    /// The static layer alone: what is drawn once and kept.
    #[cfg(test)]
    pub(crate) fn static_layer(&mut self, sheet: &Sheet, want: PageWant) -> Result<Arc<Vec<u8>>, RenderError> {
        let plan = layout::plan(&mut self.set, sheet, want);
        let window = window_of(want, plan.height);
        self.layer(sheet, want, &plan, window)
    }

    /// Drops the pictures that are kept, about 20 MB: for an app that goes into the background.
    pub fn forget(&mut self) {
        self.layers.clear();
        self.portrait = None;
        self.spare = Vec::new();
        self.set.forget();
        self.raster.rest();
    }

    /// Takes back the pixels of a page that is no longer needed, so that the next one costs no new memory.
    pub fn recycle(&mut self, page: Page) {
        self.spare = page.rgba;
    }

    /// The same page as SVG, its text as outlines: for paper, and to be measured beside another renderer.
    pub fn page_svg(&mut self, sheet: &Sheet, want: PageWant) -> Result<String, RenderError> {
        let plan = self.plan(sheet, want)?;
        let back = self.back_scene(sheet, want, &plan)?;
        let portrait = match &sheet.facts.portrait {
            Portrait::WebP(bytes) => bytes.as_slice(),
            Portrait::Silhouette => &[],
        };
        Ok(svg::write([&back, &plan.front], window_of(want, plan.height), portrait))
    }

    /// The sample page, marked 样证: a silhouette whose code verifies nowhere (R04).
    pub fn sample_page(&mut self, want: PageWant, now: UnixSeconds) -> Result<Page, RenderError> {
        self.render_page(&Sheet::sample(now), want)
    }

    fn plan(&mut self, sheet: &Sheet, want: PageWant) -> Result<Plan, RenderError> {
        want.check()?;
        if !sheet.standing().group.is_shown() {
            return Err(RenderError::NotShown);
        }
        Ok(layout::plan(&mut self.set, sheet, want))
    }

    fn draw(&mut self, sheet: &Sheet, want: PageWant, plan: Plan) -> Result<Page, RenderError> {
        let window = window_of(want, plan.height);
        let layer = self.layer(sheet, want, &plan, window)?;
        let mut rgba = std::mem::take(&mut self.spare);
        rgba.clear();
        rgba.extend_from_slice(&layer);
        self.raster.draw(&plan.front, f64::from(want.width) / PAGE_WIDTH, window, &mut rgba);
        let Plan { items: text, slots, missing: missing_glyphs, .. } = plan;
        let mut page = Page { width: window.width, height: window.height, rgba, text, slots, missing_glyphs };
        if want.side == Side::CheckTurned {
            turn::page(&mut page);
        }
        Ok(page)
    }

    fn pen(&mut self, want: PageWant, inks: Inks) -> Pen<'_> {
        Pen {
            set: &mut self.set,
            scene: Scene::default(),
            items: Vec::new(),
            missing: Vec::new(),
            lang: want.lang,
            inks,
            scale: f64::from(want.width) / PAGE_WIDTH,
            clock: None,
            zoom: 1.0,
        }
    }

    /// The static layer of a page, from the cache if an equal one was drawn lately.
    fn layer(&mut self, sheet: &Sheet, want: PageWant, plan: &Plan, window: Rect) -> Result<Arc<Vec<u8>>, RenderError> {
        let key = layer_key(sheet, want, plan, window);
        if let Some(at) = self.layers.iter().position(|layer| layer.key == key) {
            let layer = self.layers.remove(at);
            let pixels = layer.pixels.clone();
            self.layers.push(layer);
            return Ok(pixels);
        }
        let scene = self.back_scene(sheet, want, plan)?;
        let pixels = Arc::new(self.raster.page(&scene, f64::from(want.width) / PAGE_WIDTH, window));
        self.raster.rest();
        if self.layers.len() == LAYERS {
            self.layers.remove(0);
        }
        self.layers.push(Layer { key, pixels: pixels.clone() });
        Ok(pixels)
    }

    fn back_scene(&mut self, sheet: &Sheet, want: PageWant, plan: &Plan) -> Result<Scene, RenderError> {
        let inks = &plan.inks;
        let Back { cards, tiles, portrait: frame, specimen } = &plan.back;
        let seed = &sheet.facts.seed;
        let mut scene = Scene::default();
        // Two units more: the last row of pixels is covered whole.
        let page = Units::new(0.0, 0.0, PAGE_WIDTH, plan.height + 2.0);
        let [from, to] = inks.ground;
        scene.fill(page, Paint::Linear(Point::ZERO, Point::new(PAGE_WIDTH * 0.35, plan.height), [from, to]));
        guilloche::rosette(&mut scene, seed, Point::new(PAGE_WIDTH - 52.0, 34.0), 118.0, inks.ground_line, 0.4);
        guilloche::waves(
            &mut scene,
            seed,
            Units::new(0.0, plan.height - 70.0, PAGE_WIDTH, plan.height),
            0.0,
            &[inks.ground_line],
            0.4,
        );
        for card in cards {
            scene.card(*card, RADIUS, inks.paper, inks.shadow);
            // A hair's width inside the edge.
            guilloche::waves(&mut scene, seed, card.inset(-0.5), RADIUS - 0.5, &inks.paper_line, 0.4);
        }
        if let Some(room) = specimen {
            self.specimen(&mut scene, *room, want, inks);
        }
        for tile in tiles {
            scene.card(*tile, layout::codes::tile_radius(*tile), TILE, inks.shadow.fade(40));
        }
        if let Some(frame) = frame {
            self.portrait(&mut scene, sheet, *frame, inks)?;
        }
        Ok(scene)
    }

    fn specimen(&mut self, scene: &mut Scene, room: Units, want: PageWant, inks: &Inks) {
        let text = say(want.lang, "page-specimen", &Args::NONE);
        let block = self.set.squeeze(&text, Style::new(Face::Bold, 92.0).tracked(0.2), room.width() as f32);
        let x = room.center().x - f64::from(block.width) / 2.0;
        block.draw(scene, Point::new(x, room.center().y + f64::from(block.size) * 0.38), inks.specimen);
    }

    fn portrait(&mut self, scene: &mut Scene, sheet: &Sheet, frame: Units, inks: &Inks) -> Result<(), RenderError> {
        const CORNER: f64 = 7.0;
        scene.card(frame.inset(2.0), CORNER + 2.0, TILE, inks.shadow.fade(60));
        match &sheet.facts.portrait {
            Portrait::Silhouette => portrait::silhouette(scene, frame, CORNER, inks),
            Portrait::WebP(bytes) => {
                let key = hash(bytes);
                let pixels = match &self.portrait {
                    Some((known, pixels)) if *known == key => pixels.clone(),
                    _ => portrait::decode(bytes)?,
                };
                self.portrait = Some((key, pixels.clone()));
                scene.push(Draw::Image { pixels, rect: frame, radius: CORNER });
            }
        }
        scene.stroke(RoundedRect::from_rect(frame, CORNER), 0.6, inks.ink.fade(40));
        Ok(())
    }
}

fn window_of(want: PageWant, height: f64) -> Rect {
    let scale = f64::from(want.width) / PAGE_WIDTH;
    Rect { x: 0, y: 0, width: want.width, height: (height * scale).ceil() as u32 }
}

fn turned_if(want: PageWant, mut tile: Tile, page: Rect) -> Tile {
    if want.side == Side::CheckTurned {
        turn::pixels(&mut tile.rgba);
        tile.at = turn::rect(tile.at, page);
    }
    tile
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Everything that the static layer depends on.
fn layer_key(sheet: &Sheet, want: PageWant, plan: &Plan, window: Rect) -> u64 {
    let mut hasher = DefaultHasher::new();
    // The turned view is the upright one, turned.
    let side = if want.side == Side::CheckTurned { Side::Check } else { want.side };
    (PageWant { side, ..want }, window, sheet.look(), sheet.facts.seed).hash(&mut hasher);
    match &sheet.facts.portrait {
        Portrait::Silhouette => 0u8.hash(&mut hasher),
        Portrait::WebP(bytes) => bytes.hash(&mut hasher),
    }
    let Back { cards, tiles, portrait, specimen } = &plan.back;
    for rect in cards.iter().chain(tiles).chain(portrait).chain(specimen) {
        [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::to_bits).hash(&mut hasher);
    }
    hasher.finish()
}

fn crop(pixels: &[u8], width: u32, at: Rect) -> Vec<u8> {
    let mut out = Vec::with_capacity(at.width as usize * at.height as usize * 4);
    for y in at.y..at.y + at.height {
        let from = (y as usize * width as usize + at.x as usize) * 4;
        out.extend_from_slice(&pixels[from..from + at.width as usize * 4]);
    }
    out
}
