//! Wall and person apart: the wall is what can be reached from the upper edge without a jump in colour.
//!
//! Hair and shoulders then need no fixed zones, and crown and shoulder line can be read from the outline. It is only as good as
//! the wall is plain; where the wall is busy, the fixed zone beside and above the head is added, so that a busy wall is measured.

use super::View;

/// Largest step between neighbours (of a half-size copy) that still is the same wall, in levels.
const STEP: u8 = 9;

/// The wall and the outline of the person, at the size of the view.
pub(crate) struct Silhouette {
    /// True where the wall is measured.
    pub(crate) wall: Vec<bool>,
    /// Heights of both shoulders below the eyes, in eye distances, if both outlines are seen.
    pub(crate) shoulders: Option<(f32, f32)>,
    /// Height of the crown in pixels of the view, if the outline shows it.
    pub(crate) crown: Option<f32>,
}

/// Separates wall and person.
pub(crate) fn trace(view: &View) -> Silhouette {
    let half = Half::of(view);
    let cell = |place: &u8| if place & CORE > 0 { Cell::Person } else { Cell::Open };
    let mut cells: Vec<Cell> = half.places.iter().map(cell).collect();
    half.flood(view, &mut cells);
    let flood = Flood { w: half.w, h: half.h, cells };
    // Before a plain wall, what the flood did not reach near the head is hair; before a busy one it is the wall's own pattern.
    let plain = half.reached_share(&flood) > 0.85;
    Silhouette { wall: half.wall(view, &flood, plain), shoulders: shoulders(view, &flood), crown: crown(view, &flood) }
}

/// Bits of [`Half::places`]: beside and above every head, however much hair (outside an ellipse, above the shoulders).
const FIXED: u8 = 1;
/// So near the head that hair may be there.
const NEAR: u8 = 2;
/// Never wall, whatever its colour: the core of the head and what is under it.
const CORE: u8 = 4;
/// Far enough up to be beside the head and not beside the chest.
const ABOVE: u8 = 8;

/// The view at half its size, with a border of one cell on all sides, so that every cell has four neighbours.
struct Half {
    w: usize,
    h: usize,
    colour: Vec<[u8; 3]>,
    places: Vec<u8>,
}

/// What the flood made of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Not reached, or not yet.
    Open,
    /// Wall.
    Wall,
    /// Never wall.
    Person,
    /// Outside the picture.
    Border,
}

/// The flooded cells, with the border of [`Half`].
struct Flood {
    w: usize,
    h: usize,
    cells: Vec<Cell>,
}

impl Flood {
    fn is_wall(&self, x: usize, y: usize) -> bool {
        self.cells[(y + 1) * (self.w + 2) + x + 1] == Cell::Wall
    }
}

impl Half {
    fn of(view: &View) -> Half {
        let (w, h) = (view.rgb.width as usize / 2, view.rgb.height as usize / 2);
        let row = view.rgb.width as usize * 3;
        let mut colour = vec![[0; 3]; (w + 2) * (h + 2)];
        let mut places = vec![0; (w + 2) * (h + 2)];
        let columns: Vec<[f32; 4]> = (0..w)
            .map(|x| {
                let px = view.place(2 * x as u32, 0).0;
                [(px / 1.80).powi(2), (px / 2.3).powi(2), (px / 0.95).powi(2), px.abs()]
            })
            .collect();
        for y in 0..h {
            let from = (y + 1) * (w + 2) + 1;
            let (above, below) = view.rgb.data[2 * y * row..(2 * y + 2) * row].split_at(row);
            for ((cell, a), b) in
                colour[from..from + w].iter_mut().zip(above.chunks_exact(6)).zip(below.chunks_exact(6))
            {
                *cell = std::array::from_fn(|c| {
                    ((u16::from(a[c]) + u16::from(a[c + 3]) + u16::from(b[c]) + u16::from(b[c + 3])) / 4) as u8
                });
            }
            let py = view.place(0, 2 * y as u32).1;
            let (fixed, near) = (((py + 0.15) / 2.30).powi(2), ((py + 0.15) / 2.9).powi(2));
            let core = ((py - 0.2) / 1.6).powi(2);
            for (place, column) in places[from..from + w].iter_mut().zip(&columns) {
                let bit = |is: bool, bit: u8| if is { bit } else { 0 };
                *place = bit(py < 0.7 && column[0] + fixed > 1.0, FIXED)
                    | bit(column[1] + near < 1.0, NEAR)
                    | bit(column[2] + core < 1.0 || (column[3] < 0.6 && py > 0.5), CORE)
                    | bit(py < 0.9, ABOVE);
            }
        }
        Half { w, h, colour, places }
    }

    /// From the upper edge, and from both sides above the eyes, as far as neighbours differ little.
    fn flood(&self, view: &View, cells: &mut [Cell]) {
        let (w, h, row) = (self.w, self.h, self.w + 2);
        cells[..row].fill(Cell::Border);
        cells[(h + 1) * row..].fill(Cell::Border);
        for y in 1..=h {
            cells[y * row] = Cell::Border;
            cells[y * row + w + 1] = Cell::Border;
        }
        let side = (view.head.eyes.y / 2.0).clamp(0.0, h as f32 - 1.0) as usize;
        let starts = (1..=w).map(|x| row + x).chain((1..=side).flat_map(|y| [y * row + 1, y * row + w]));
        let mut open: Vec<usize> = Vec::with_capacity(w * h / 2);
        for at in starts {
            if self.places[at] & FIXED > 0 && cells[at] == Cell::Open {
                cells[at] = Cell::Wall;
                open.push(at);
            }
        }
        while let Some(at) = open.pop() {
            let here = self.colour[at];
            for next in [at - 1, at + 1, at - row, at + row] {
                if cells[next] == Cell::Open && (0..3).all(|c| self.colour[next][c].abs_diff(here[c]) <= STEP) {
                    cells[next] = Cell::Wall;
                    open.push(next);
                }
            }
        }
    }

    /// Share of the fixed zone that the flood reached.
    fn reached_share(&self, flood: &Flood) -> f32 {
        let zone = || self.places.iter().zip(&flood.cells).filter(|(place, _)| **place & FIXED > 0);
        let reached = zone().filter(|(_, cell)| **cell == Cell::Wall).count();
        reached as f32 / zone().count().max(1) as f32
    }

    /// The wall at the size of the view, in blocks of 2×2 as it was flooded.
    fn wall(&self, view: &View, flood: &Flood, plain: bool) -> Vec<bool> {
        let (row, width) = (self.w + 2, view.rgb.width as usize);
        let mut wall = vec![false; width * view.rgb.height as usize];
        let outside = |cell: Cell| matches!(cell, Cell::Wall | Cell::Border);
        for y in 0..self.h {
            for x in 0..self.w {
                let at = (y + 1) * row + x + 1;
                let place = self.places[at];
                // The flood is eroded by one cell: hair edges are neither wall nor hair.
                let deep = flood.cells[at] == Cell::Wall
                    && place & ABOVE > 0
                    && [at - 1, at + 1, at - row, at + row].iter().all(|next| outside(flood.cells[*next]));
                if deep || (place & FIXED > 0 && !(plain && place & NEAR > 0)) {
                    let upper = 2 * y * width + 2 * x;
                    wall[upper..upper + 2].fill(true);
                    wall[upper + width..upper + width + 2].fill(true);
                }
            }
        }
        wall
    }
}

/// First row, from the top, of the person in a column.
fn top_of_person(flood: &Flood, x: usize, from: usize) -> Option<usize> {
    (from..flood.h).find(|y| !flood.is_wall(x, *y))
}

/// Heights of both shoulders below the eyes, in eye distances, if both outlines are seen.
fn shoulders(view: &View, flood: &Flood) -> Option<(f32, f32)> {
    let d = view.head.distance / 2.0;
    let from = (view.head.eyes.y / 2.0 + 0.9 * d).max(0.0) as usize;
    let side = |sign: f32| -> Option<f32> {
        let mut tops: Vec<f32> = [1.55f32, 1.62, 1.69]
            .iter()
            .filter_map(|k| {
                let x = view.head.eyes.x / 2.0 + sign * k * d;
                if x < 0.0 || x >= flood.w as f32 {
                    return None;
                }
                let top = top_of_person(flood, x as usize, from)?;
                (top > from).then(|| (top as f32 - view.head.eyes.y / 2.0) / d)
            })
            .collect();
        tops.sort_by(f32::total_cmp);
        tops.get(tops.len() / 2).copied()
    };
    Some((side(-1.0)?, side(1.0)?))
}

/// The highest row in which the person is at least half an eye distance wide.
fn crown(view: &View, flood: &Flood) -> Option<f32> {
    let d = view.head.distance / 2.0;
    let (cx, need) = (view.head.eyes.x / 2.0, (0.5 * d).max(2.0) as usize);
    let from = (cx - 0.9 * d).max(0.0) as usize;
    let to = ((cx + 0.9 * d).max(0.0) as usize).min(flood.w);
    let row = (0..flood.h).find(|y| (from..to).filter(|x| !flood.is_wall(*x, *y)).count() >= need)?;
    (row > 0).then_some(2.0 * row as f32)
}
