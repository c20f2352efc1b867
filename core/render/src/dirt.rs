//! Which rectangles of a page a scene touches, so that the rest is neither read nor written.
//!
//! Things whose boxes overlap share a rectangle and keep their order in it; near ones share it too, because every
//! rectangle costs a start of its own.

use vello_cpu::kurbo::{Affine, Rect};

use crate::scene::{Draw, PlacedGlyph, Scene};
use crate::want::Rect as PixelRect;

/// Pixels that may be touched for nothing to save one rectangle.
const WASTE: f64 = 16_000.0;

/// A rectangle and what is drawn into it, by position in the scene.
pub(crate) struct Dirty {
    pub(crate) rect: PixelRect,
    pub(crate) draws: Vec<usize>,
}

/// The rectangles that `scene` touches in a window of this size; `page` takes page units to pixels of the window.
pub(crate) fn rectangles(scene: &Scene, page: Affine, (width, height): (u32, u32)) -> Vec<Dirty> {
    let window = Rect::new(0.0, 0.0, width.into(), height.into());
    let mut found: Vec<(Rect, Vec<usize>)> = Vec::new();
    for (number, draw) in scene.0.iter().enumerate() {
        let Some(reach) = reach(draw) else { continue };
        let place = page.transform_rect_bbox(reach).inflate(1.0, 1.0).expand().intersect(window);
        if place.is_zero_area() {
            continue;
        }
        join(&mut found, place, vec![number]);
    }
    found.into_iter().map(|(place, draws)| Dirty { rect: whole(place), draws }).collect()
}

/// Adds a rectangle, united with all that it overlaps or nearly does.
fn join(found: &mut Vec<(Rect, Vec<usize>)>, mut place: Rect, mut draws: Vec<usize>) {
    let waste = |a: Rect, b: Rect| a.union(b).area() - a.area() - b.area();
    while let Some(at) = found.iter().position(|(other, _)| waste(*other, place) < WASTE || other.overlaps(place)) {
        let (other, more) = found.swap_remove(at);
        place = place.union(other);
        draws.extend(more);
    }
    draws.sort_unstable();
    found.push((place, draws));
}

/// The box of what is drawn, in page units; `None` for codes and shadows, which go straight into pixels.
fn reach(draw: &Draw) -> Option<Rect> {
    match draw {
        Draw::Fill(path, _) => Some(path.control_box()),
        // A mitre may stick out further than half the width.
        Draw::Stroke(path, width, _) => Some(path.control_box().inflate(width * 2.0, width * 2.0)),
        Draw::Glyphs { size, at, glyphs, .. } => {
            let em = f64::from(*size);
            // From the origin of a glyph: Han and capitals with accents above, tails below, no glyph wider than an em.
            let ink =
                |all: Rect| Rect::new(all.x0 - 0.25 * em, all.y0 - 1.1 * em, all.x1 + 1.1 * em, all.y1 + 0.4 * em);
            origins(glyphs).map(|all| ink(all + at.to_vec2()))
        }
        Draw::Image { rect, .. } => Some(*rect),
        Draw::Shadow { .. } | Draw::Modules { .. } | Draw::Bars { .. } => None,
    }
}

/// The box around the origins of glyphs.
fn origins(glyphs: &[PlacedGlyph]) -> Option<Rect> {
    let points = glyphs.iter().map(|glyph| Rect::new(glyph.x.into(), glyph.y.into(), glyph.x.into(), glyph.y.into()));
    points.reduce(|all, one| all.union(one))
}

fn whole(place: Rect) -> PixelRect {
    PixelRect { x: place.x0 as u32, y: place.y0 as u32, width: place.width() as u32, height: place.height() as u32 }
}

#[cfg(test)]
mod tests {
    use vello_cpu::kurbo::Circle;

    use super::*;
    use crate::scene::Color;

    fn scene(dots: &[(f64, f64)]) -> Scene {
        let mut scene = Scene::default();
        for dot in dots {
            scene.fill(Circle::new(*dot, 5.0), Color::hex(0));
        }
        scene
    }

    #[test]
    fn far_things_are_drawn_apart_and_near_ones_together_in_their_order() {
        let found = rectangles(&scene(&[(20.0, 20.0), (900.0, 900.0), (30.0, 22.0)]), Affine::IDENTITY, (1_000, 1_000));
        let draws: Vec<&[usize]> = found.iter().map(|dirty| &dirty.draws[..]).collect();
        assert!(draws.len() == 2 && draws.contains(&&[0, 2][..]) && draws.contains(&&[1][..]), "{draws:?}");
        assert!(found.iter().all(|dirty| dirty.rect.width < 100));
    }

    #[test]
    fn nothing_is_drawn_outside_of_the_window() {
        let found = rectangles(&scene(&[(-50.0, 5.0), (5.0, 500.0), (98.0, 98.0)]), Affine::IDENTITY, (100, 100));
        assert_eq!(found.len(), 1);
        let rect = found[0].rect;
        assert!(rect.x + rect.width <= 100 && rect.y + rect.height <= 100);
    }
}
