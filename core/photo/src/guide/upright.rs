//! From stored to upright: turning by quarters and mirroring, for places, for windows and for whole small pictures.

use super::Turn;

/// How a stored picture stands upright.
#[derive(Debug, Clone, Copy)]
pub(super) struct Upright {
    /// Pixels across, as stored.
    pub(super) width: u32,
    /// Pixels down, as stored.
    pub(super) height: u32,
    /// To stand upright.
    pub(super) turn: Turn,
    /// Mirrored after turning.
    pub(super) mirrored: bool,
}

/// A window in whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) w: u32,
    pub(super) h: u32,
}

/// A walk over stored samples in upright order: turning is linear, so each place is one addition away.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// Index of the first sample.
    pub(super) from: i64,
    /// To the next sample to the right.
    pub(super) right: i64,
    /// To the next row.
    pub(super) down: i64,
}

impl Upright {
    /// The size once upright.
    pub(super) fn size(self) -> (u32, u32) {
        if self.across() { (self.width, self.height) } else { (self.height, self.width) }
    }

    /// Whether rows stay rows.
    pub(super) fn across(self) -> bool {
        matches!(self.turn, Turn::None | Turn::Half)
    }

    /// Where an upright window is stored.
    pub(super) fn stored(self, window: Cut) -> Cut {
        let (uw, _) = self.size();
        let u = if self.mirrored { uw - window.x - window.w } else { window.x };
        let Cut { y: v, w, h, .. } = window;
        match self.turn {
            Turn::None => Cut { x: u, y: v, w, h },
            Turn::Quarter => Cut { x: v, y: self.height - u - w, w: h, h: w },
            Turn::Half => Cut { x: self.width - u - w, y: self.height - v - h, w, h },
            Turn::ThreeQuarters => Cut { x: self.width - v - h, y: u, w: h, h: w },
        }
    }

    /// Where a stored window stands upright.
    pub(super) fn upright(self, stored: Cut) -> Cut {
        let Cut { x, y, w, h } = stored;
        let (u, v, w, h) = match self.turn {
            Turn::None => (x, y, w, h),
            Turn::Quarter => (self.height - y - h, x, h, w),
            Turn::Half => (self.width - x - w, self.height - y - h, w, h),
            Turn::ThreeQuarters => (y, self.width - x - w, h, w),
        };
        let (uw, _) = self.size();
        Cut { x: if self.mirrored { uw - u - w } else { u }, y: v, w, h }
    }

    /// The walk from the upper left corner on, over samples that lie `column` and `row` apart, by steps of `step` pixels.
    pub(super) fn walk(self, step: u32, column: u32, row: u32) -> Walk {
        let at = |x: u32, y: u32| {
            let place = self.stored(Cut { x, y, w: 1, h: 1 });
            i64::from(place.y) * i64::from(row) + i64::from(place.x) * i64::from(column)
        };
        let (uw, uh) = self.size();
        let (from, step) = (at(0, 0), i64::from(step));
        // A picture of one column or row is walked without a step.
        let right = if uw > 1 { at(1, 0) - from } else { 0 };
        let down = if uh > 1 { at(0, 1) - from } else { 0 };
        Walk { from, right: right * step, down: down * step }
    }

    /// Turns a whole stored picture of `N` bytes a pixel upright.
    pub(super) fn turned<const N: usize>(self, stored: Vec<u8>) -> Vec<u8> {
        if self.turn == Turn::None && !self.mirrored {
            return stored;
        }
        let (w, h) = self.size();
        let walk = self.walk(1, N as u32, self.width * N as u32);
        let mut out = vec![0; stored.len()];
        for (row, line) in (0..i64::from(h)).zip(out.chunks_exact_mut(w as usize * N)) {
            let mut at = walk.from + row * walk.down;
            for pixel in line.chunks_exact_mut(N) {
                pixel.copy_from_slice(&stored[at as usize..at as usize + N]);
                at += walk.right;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNS: [Turn; 4] = [Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters];

    #[test]
    fn a_window_goes_to_its_stored_place_and_back() {
        for turn in TURNS {
            for mirrored in [false, true] {
                let up = Upright { width: 96, height: 70, turn, mirrored };
                let window = Cut { x: 3, y: 11, w: 40, h: 25 };
                let stored = up.stored(window);
                assert!(stored.x + stored.w <= 96 && stored.y + stored.h <= 70, "{turn:?} {mirrored}");
                assert_eq!(up.upright(stored), window, "{turn:?} {mirrored}");
            }
        }
    }

    #[test]
    fn a_turned_picture_has_each_pixel_where_its_window_is() {
        for turn in TURNS {
            for mirrored in [false, true] {
                let up = Upright { width: 66, height: 64, turn, mirrored };
                let stored: Vec<u8> = (0..66 * 64u32).flat_map(|i| [i as u8, (i >> 8) as u8]).collect();
                let turned = up.turned::<2>(stored.clone());
                let (w, h) = up.size();
                for (x, y) in [(0, 0), (w - 1, 0), (5, h - 1), (17, 23)] {
                    let place = up.stored(Cut { x, y, w: 1, h: 1 });
                    let from = 2 * (place.y * 66 + place.x) as usize;
                    let to = 2 * (y * w + x) as usize;
                    assert_eq!(turned[to..to + 2], stored[from..from + 2], "{turn:?} {mirrored} {x} {y}");
                }
            }
        }
    }
}
