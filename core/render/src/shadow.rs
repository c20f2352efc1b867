//! Soft shadows, straight into pixels: a blur by formula costs two powers a pixel, distance and a table cost none.
//!
//! The blur of a rounded card is the integral of a Gauss curve over the distance from its edge; only at sharp corners is
//! that not exact. What the card hides is not drawn, so that a shadow may come after the card.

use vello_cpu::kurbo::{Affine, Rect, RoundedRect, Shape};

use crate::scene::{Color, SHADOW_DROP};
use crate::want::Rect as PixelRect;

/// How many standard deviations a shadow reaches.
pub(crate) const REACH: f64 = 2.5;
/// Steps of the table on each side of the edge.
const STEPS: usize = 64;

/// A rounded rectangle in pixels of the window.
#[derive(Clone, Copy)]
struct Card {
    rect: Rect,
    radius: f64,
}

impl Card {
    fn of(card: RoundedRect, to: Affine) -> Self {
        let radius = card.radii().top_left * to.as_coeffs()[0];
        Self { rect: to.transform_rect_bbox(card.bounding_box()), radius }
    }

    /// Distance from the edge, positive outside.
    fn distance(&self, x: f64, y: f64) -> f64 {
        let center = self.rect.center();
        let qx = (x - center.x).abs() - self.rect.width() / 2.0 + self.radius;
        let qy = (y - center.y).abs() - self.rect.height() / 2.0 + self.radius;
        let corner = if qx > 0.0 && qy > 0.0 { (qx * qx + qy * qy).sqrt() } else { qx.max(qy) };
        corner - self.radius
    }
}

/// Draws the shadow of `card`; `to` takes page units to pixels of `window`.
pub(crate) fn draw(card: RoundedRect, blur: f32, color: Color, to: Affine, window: PixelRect, pixels: &mut [u8]) {
    let sigma = f64::from(blur) * to.as_coeffs()[0];
    let body = Card::of(card, to);
    let shadow = Card { rect: body.rect + SHADOW_DROP * to.as_coeffs()[0], ..body };
    let table = falloff(color.3);
    let opacity = |x: u32, y: u32| -> u32 {
        let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let outside = (body.distance(x, y) + 0.5).clamp(0.0, 1.0);
        let step = (shadow.distance(x, y) / (sigma * REACH) + 1.0) * STEPS as f64;
        let soft = table.get(step.max(0.0) as usize).copied().unwrap_or(0.0);
        (soft * outside) as u32
    };
    let limit = Rect::new(0.0, 0.0, window.width.into(), window.height.into());
    let reach = shadow.rect.inflate(sigma * REACH, sigma * REACH).union(body.rect).expand().intersect(limit);
    if reach.is_zero_area() {
        return;
    }
    let [x0, y0, x1, y1] = [reach.x0, reach.y0, reach.x1, reach.y1].map(|edge| edge as u32);
    // Between these the rows are equal, as are the columns: the straight edges.
    let straight = body.radius + sigma * REACH + 3.0;
    let inner = |low: f64, high: f64, from: u32, to: u32| {
        let [low, high] = [low + straight, high - straight].map(|edge| (edge.max(0.0) as u32).clamp(from, to));
        if low < high { (low, high) } else { (to, to) }
    };
    let (left, right) = inner(body.rect.x0, body.rect.x1, x0, x1);
    let (top, bottom) = inner(body.rect.y0, body.rect.y1, y0, y1);
    let mut row = vec![0u32; (x1 - x0) as usize];
    let hidden = body.rect.inset(-1.0 - body.radius);
    let column = |x: f64| (x.max(0.0) as usize).saturating_sub(x0 as usize).min(row.len());
    let hides = (column(hidden.x0), column(hidden.x1));
    let hides = if hides.0 < hides.1 { hides } else { (row.len(), row.len()) };
    for y in y0..y1 {
        if y <= top || y >= bottom {
            for x in (x0..=left.min(x1 - 1)).chain(right..x1) {
                row[(x - x0) as usize] = opacity(x, y);
            }
            if left < right {
                let same = row[(left - x0) as usize];
                row[(left - x0) as usize..(right - x0) as usize].fill(same);
            }
        }
        let from = (y as usize * window.width as usize + x0 as usize) * 4;
        let pixels = &mut pixels[from..from + row.len() * 4];
        // What the card hides is most of it, and is passed over.
        let (start, end) = if (hidden.y0..hidden.y1).contains(&f64::from(y)) { hides } else { (row.len(), row.len()) };
        darken(&mut pixels[..start * 4], &row[..start], color);
        darken(&mut pixels[end * 4..], &row[end..], color);
    }
}

/// Lays `color` over a row of pixels, each with its own opacity.
fn darken(pixels: &mut [u8], opacities: &[u32], color: Color) {
    let over = [color.0, color.1, color.2].map(u32::from);
    for (pixel, alpha) in pixels.as_chunks_mut::<4>().0.iter_mut().zip(opacities) {
        for (under, over) in pixel.iter_mut().zip(over) {
            let mixed = u32::from(*under) * (255 - alpha) + over * alpha;
            *under = (((mixed + 128) * 257) >> 16) as u8;
        }
    }
}

/// Opacity by distance, from `REACH` deviations inside the edge to as many outside.
fn falloff(most: u8) -> Vec<f64> {
    let at = |step: usize| {
        let deviations = (step as f64 + 0.5) / STEPS as f64 * REACH - REACH;
        f64::from(most) * outside_of(deviations) + 0.5
    };
    (0..2 * STEPS).map(at).collect()
}

/// The part of a Gauss curve beyond `x` deviations (Abramowitz and Stegun 26.2.17, error under 1e-7).
fn outside_of(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let series = [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let sum = series.into_iter().fold(0.0, |sum, term| (sum + term) * t);
    let tail = (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt() * sum;
    if x < 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: PixelRect = PixelRect { x: 0, y: 0, width: 240, height: 200 };

    fn drawn(card: Rect, radius: f64) -> Vec<u8> {
        let mut pixels = [255u8].repeat(240 * 200 * 4);
        let card = RoundedRect::from_rect(card, radius);
        draw(card, 4.0, Color::hex(0).fade(120), Affine::scale(2.0), WINDOW, &mut pixels);
        pixels
    }

    #[test]
    fn a_shadow_is_darkest_under_the_edge_and_absent_inside_and_far_away() {
        let pixels = drawn(Rect::new(30.0, 30.0, 90.0, 70.0), 8.0);
        let at = |x: usize, y: usize| pixels[(y * 240 + x) * 4];
        assert_eq!([at(120, 100), at(70, 70), at(0, 0), at(239, 199)], [255; 4]);
        let down: Vec<u8> = (141..180).map(|y| at(120, y)).collect();
        assert!(down[0] < 215 && down.is_sorted() && down[38] == 255, "{down:?}");
        assert!(at(120, 58) > at(120, 141), "it falls downwards");
        assert_eq!(at(100, 145), at(130, 145), "straight edges are even");
        assert!(pixels.chunks_exact(4).all(|pixel| pixel[3] == 255));
    }

    #[test]
    fn cards_of_any_size_and_place_are_drawn() {
        for rect in
            [(0.0, 0.0, 4.0, 3.0), (-20.0, -20.0, 5.0, 5.0), (50.0, 50.0, 300.0, 300.0), (10.0, 20.0, 110.0, 21.0)]
        {
            drawn(Rect::new(rect.0, rect.1, rect.2, rect.3), 10.0);
        }
        assert!(drawn(Rect::new(500.0, 500.0, 600.0, 600.0), 5.0).iter().all(|byte| *byte == 255));
    }

    #[test]
    fn the_curve_is_that_of_gauss() {
        for (x, part) in [(0.0, 0.5), (1.0, 0.158_655), (-1.0, 0.841_345), (2.0, 0.022_750), (-2.5, 0.993_790)] {
            assert!((outside_of(x) - part).abs() < 1e-5, "{x}");
        }
    }
}
