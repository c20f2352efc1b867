//! The head of the astronaut portrait, cut from its background; clothes are painted below it.

use crate::pixels::Rgb;

/// Middle between the eyes in the source picture (512×512), marked by hand.
pub(super) const EYES: (f32, f32) = (225.1, 102.05);
/// Distance between the pupils in the source picture, marked by hand.
pub(super) const EYE_DISTANCE: f32 = 43.3;
/// Tilt of the subject's own eye line, degrees.
pub(super) const OWN_TILT: f32 = 3.3;

/// The person as a function of place: colour and how much it covers the wall.
#[derive(Debug, Clone)]
pub struct Cutout {
    source: Rgb,
    cover: Vec<f32>,
}

/// Outline of the head, a pixel or two outside the hair, tight along the jaw and the neck.
const HEAD: [(f32, f32); 25] = [
    (219.0, 14.0),
    (243.0, 14.0),
    (271.0, 24.0),
    (294.0, 46.0),
    (303.0, 76.0),
    (300.0, 102.0),
    (291.0, 119.0),
    (281.0, 128.0),
    (273.0, 126.0),
    (270.0, 138.0),
    (265.0, 153.0),
    (260.0, 164.0),
    (256.0, 176.0),
    (256.0, 200.0),
    (193.0, 200.0),
    (192.0, 172.0),
    (188.0, 157.0),
    (184.0, 141.0),
    (180.0, 126.0),
    (166.0, 118.0),
    (154.0, 100.0),
    (151.0, 76.0),
    (158.0, 58.0),
    (173.0, 42.0),
    (194.0, 24.0),
];

impl Cutout {
    /// Cuts the head out of the 512×512 astronaut portrait. Another picture gives nonsense, not a panic.
    pub fn new(source: Rgb) -> Cutout {
        let (w, h) = (source.width as usize, source.height as usize);
        let inside = |x: usize, y: usize| in_polygon(&HEAD, x as f32 + 0.5, y as f32 + 0.5);
        // Background: reached from outside the outline through pale, greyish pixels.
        let pale = |x: usize, y: usize| {
            let [r, g, b] = source.at(x as i64, y as i64);
            let (low, high) = (r.min(g).min(b), r.max(g).max(b));
            low > 105 && high - low < 42
        };
        // Grey strands further in are hair, not wall.
        let inner = HEAD.map(|(x, y)| (228.0 + (x - 228.0) * 0.88, 80.0 + (y - 80.0) * 0.88));
        let mut wall = vec![false; w * h];
        let mut open: Vec<(usize, usize)> = Vec::new();
        for y in 0..h {
            for x in 0..w {
                if !inside(x, y) {
                    wall[y * w + x] = true;
                    open.push((x, y));
                }
            }
        }
        while let Some((x, y)) = open.pop() {
            for (nx, ny) in [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)] {
                // Skin along the jaw is pale too: below the ears the outline alone decides.
                // So are the pale strands beside the parting.
                let parting = (158..200).contains(&nx) && ny < 62;
                let hair = parting || in_polygon(&inner, nx as f32, ny as f32);
                if nx < w && ny < h && !wall[ny * w + nx] && ny < 126 && !hair && pale(nx, ny) {
                    wall[ny * w + nx] = true;
                    open.push((nx, ny));
                }
            }
        }
        let mut cover: Vec<f32> = wall.iter().map(|w| if *w { 0.0 } else { 1.0 }).collect();
        for _ in 0..2 {
            cover = soften(&cover, w, h);
        }
        Cutout { source, cover }
    }

    /// Colour (0..255) and cover (0..1) at a place in source pixels.
    pub fn at(&self, x: f32, y: f32) -> ([f32; 3], f32) {
        let (w, h) = (self.source.width as i64, self.source.height as i64);
        if x < 0.0 || y < 0.0 || x >= (w - 1) as f32 || y >= (h - 1) as f32 {
            return ([0.0; 3], 0.0);
        }
        let (x0, y0) = (x.floor(), y.floor());
        let (fx, fy) = (x - x0, y - y0);
        let mut colour = [0.0; 3];
        let mut cover = 0.0;
        for (dx, dy, weight) in
            [(0, 0, (1.0 - fx) * (1.0 - fy)), (1, 0, fx * (1.0 - fy)), (0, 1, (1.0 - fx) * fy), (1, 1, fx * fy)]
        {
            let (px, py) = (x0 as i64 + dx, y0 as i64 + dy);
            let p = self.source.at(px, py);
            (0..3).for_each(|c| colour[c] += weight * f32::from(p[c]));
            cover += weight * self.cover[(py * w + px) as usize];
        }
        (colour, cover)
    }
}

fn soften(cover: &[f32], w: usize, h: usize) -> Vec<f32> {
    let at = |x: i64, y: i64| cover[y.clamp(0, h as i64 - 1) as usize * w + x.clamp(0, w as i64 - 1) as usize];
    (0..h as i64)
        .flat_map(|y| (0..w as i64).map(move |x| (x, y)))
        .map(|(x, y)| {
            let sum: f32 =
                (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))).map(|(dx, dy)| at(x + dx, y + dy)).sum();
            sum / 9.0
        })
        .collect()
}

/// Whether a point lies in a polygon (even–odd).
pub(super) fn in_polygon(polygon: &[(f32, f32)], x: f32, y: f32) -> bool {
    let mut inside = false;
    let mut j = polygon.len() - 1;
    for i in 0..polygon.len() {
        let ((xi, yi), (xj, yj)) = (polygon[i], polygon[j]);
        if (yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi {
            inside = !inside;
        }
        j = i;
    }
    inside
}
