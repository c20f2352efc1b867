//! A camera frame as phones deliver it: planes with strides, rotation, mirror; copied once into a small upright picture.

use crate::{
    PhotoError,
    pixels::{Luma, Rgb, Window},
};

/// One plane. It needs `(rows−1)·row_stride + (cols−1)·pixel_stride + 1` bytes: cameras leave off the last padding.
#[derive(Clone, Copy)]
pub struct Plane<'a> {
    /// The bytes, from the first sample on.
    pub data: &'a [u8],
    /// Bytes from one row to the next.
    pub row_stride: u32,
    /// Bytes from one sample to the next.
    pub pixel_stride: u32,
}

/// The planes of a frame. Chroma planes have half the size, rounded up.
#[derive(Clone, Copy)]
pub enum Planes<'a> {
    /// Y, U and V apart (Android `YUV_420_888`, any strides).
    Yuv420 {
        /// Luma.
        y: Plane<'a>,
        /// Blue difference.
        u: Plane<'a>,
        /// Red difference.
        v: Plane<'a>,
    },
    /// Y, then U and V in turn (iOS bi-planar).
    Nv12 {
        /// Luma.
        y: Plane<'a>,
        /// U first; `pixel_stride` 2.
        uv: Plane<'a>,
    },
    /// Y, then V and U in turn.
    Nv21 {
        /// Luma.
        y: Plane<'a>,
        /// V first; `pixel_stride` 2.
        vu: Plane<'a>,
    },
    /// Red, green, blue, alpha.
    Rgba {
        /// `pixel_stride` 4.
        rgba: Plane<'a>,
    },
}

/// How far the frame must be turned clockwise to stand upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Upright already.
    None,
    /// A quarter.
    Quarter,
    /// Half.
    Half,
    /// Three quarters.
    ThreeQuarters,
}

impl Turn {
    /// From degrees as camera interfaces give them; `None` unless a multiple of 90.
    pub fn from_degrees(degrees: i32) -> Option<Turn> {
        match degrees.rem_euclid(360) {
            0 => Some(Turn::None),
            90 => Some(Turn::Quarter),
            180 => Some(Turn::Half),
            270 => Some(Turn::ThreeQuarters),
            _ => None,
        }
    }
}

/// One camera frame, borrowed.
#[derive(Clone, Copy)]
pub struct FrameView<'a> {
    /// Pixels across, as stored.
    pub width: u32,
    /// Pixels down, as stored.
    pub height: u32,
    /// To stand upright.
    pub turn: Turn,
    /// Mirrored left to right after turning (front cameras).
    pub mirrored: bool,
    /// The pixels.
    pub planes: Planes<'a>,
}

impl Plane<'_> {
    fn holds(&self, cols: u32, rows: u32) -> bool {
        let need =
            u64::from(rows - 1) * u64::from(self.row_stride) + u64::from(cols - 1) * u64::from(self.pixel_stride) + 1;
        self.pixel_stride > 0 && self.data.len() as u64 >= need
    }

    fn place(&self, x: usize, y: usize) -> usize {
        y * self.row_stride as usize + x * self.pixel_stride as usize
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.data[self.place(x, y)]
    }
}

impl FrameView<'_> {
    /// The size once upright.
    pub fn upright_size(&self) -> (u32, u32) {
        match self.turn {
            Turn::None | Turn::Half => (self.width, self.height),
            Turn::Quarter | Turn::ThreeQuarters => (self.height, self.width),
        }
    }

    /// Refuses planes that are truly too short, so that nothing below can read past an end.
    pub fn check(&self) -> Result<(), PhotoError> {
        if !(64..=8192).contains(&self.width) || !(64..=8192).contains(&self.height) {
            return Err(PhotoError::ShortBuffer);
        }
        let (cw, ch) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let whole = |plane: &Plane<'_>| plane.holds(self.width, self.height);
        let fits = match &self.planes {
            Planes::Yuv420 { y, u, v } => whole(y) && u.holds(cw, ch) && v.holds(cw, ch),
            Planes::Nv12 { y, uv: c } | Planes::Nv21 { y, vu: c } => {
                // The second sample of the last pair must be there too.
                whole(y)
                    && c.holds(cw, ch)
                    && c.data.len() as u64
                        >= u64::from(ch - 1) * u64::from(c.row_stride)
                            + u64::from(cw - 1) * u64::from(c.pixel_stride)
                            + 2
            }
            Planes::Rgba { rgba } => {
                whole(rgba)
                    && rgba.data.len() as u64
                        >= u64::from(self.height - 1) * u64::from(rgba.row_stride)
                            + u64::from(self.width - 1) * u64::from(rgba.pixel_stride)
                            + 3
            }
        };
        if fits { Ok(()) } else { Err(PhotoError::ShortBuffer) }
    }

    /// Where an upright, unmirrored pixel is stored.
    fn stored(&self, x: u32, y: u32) -> (i64, i64) {
        let (uw, _) = self.upright_size();
        let x = i64::from(if self.mirrored { uw - 1 - x } else { x });
        let (y, w, h) = (i64::from(y), i64::from(self.width), i64::from(self.height));
        match self.turn {
            Turn::None => (x, y),
            Turn::Quarter => (y, h - 1 - x),
            Turn::Half => (w - 1 - x, h - 1 - y),
            Turn::ThreeQuarters => (w - 1 - y, x),
        }
    }

    /// Visits every `step`-th pixel of an upright part, row by row. Turning is linear, so each place is one addition away.
    fn visit(&self, (x0, y0): (u32, u32), (w, h): (u32, u32), step: u32, mut see: impl FnMut(usize, usize)) {
        let origin = self.stored(x0, y0);
        let (uw, uh) = self.upright_size();
        let beside = self.stored((x0 + 1).min(uw - 1), y0);
        let below = self.stored(x0, (y0 + 1).min(uh - 1));
        let step = i64::from(step);
        let right = ((beside.0 - origin.0) * step, (beside.1 - origin.1) * step);
        let down = ((below.0 - origin.0) * step, (below.1 - origin.1) * step);
        let mut row = origin;
        for _ in 0..h {
            let mut at = row;
            for _ in 0..w {
                see(at.0 as usize, at.1 as usize);
                at = (at.0 + right.0, at.1 + right.1);
            }
            row = (row.0 + down.0, row.1 + down.1);
        }
    }

    /// Grey copy, upright, of every `step`-th pixel, where `step` brings the longer side near `longest`.
    pub(crate) fn grey(&self, longest: u32) -> Result<Luma, PhotoError> {
        self.check()?;
        let (uw, uh) = self.upright_size();
        let step = (uw.max(uh) / longest).max(1);
        let (w, h) = (uw / step, uh / step);
        let mut data = Vec::with_capacity((w * h) as usize);
        match self.planes {
            Planes::Yuv420 { y: luma, .. } | Planes::Nv12 { y: luma, .. } | Planes::Nv21 { y: luma, .. } => {
                self.visit((0, 0), (w, h), step, |x, y| data.push(luma.at(x, y)));
            }
            Planes::Rgba { rgba } => self.visit((0, 0), (w, h), step, |x, y| {
                let i = rgba.place(x, y);
                data.push(crate::pixels::luma_of(rgba.data[i], rgba.data[i + 1], rgba.data[i + 2]));
            }),
        }
        Luma::new(w, h, data)
    }

    /// Colour copy, upright, of a window, at most about `longest` pixels long. Answers the window that was really copied.
    pub(crate) fn colour(&self, window: Window, longest: u32) -> Result<(Rgb, Window), PhotoError> {
        self.check()?;
        let (uw, uh) = self.upright_size();
        let clip = |v: f64, end: u32| v.round().clamp(0.0, f64::from(end)) as u32;
        let (x0, y0) = (clip(window.x, uw - 1), clip(window.y, uh - 1));
        let (x1, y1) = (clip(window.x + window.w, uw), clip(window.y + window.h, uh));
        if x1 < x0 + 32 || y1 < y0 + 32 {
            return Err(PhotoError::TooFewPixels);
        }
        let step = ((x1 - x0).max(y1 - y0) / longest).max(1);
        let (w, h) = ((x1 - x0) / step, (y1 - y0) / step);
        let mut data = Vec::with_capacity((w * h * 3) as usize);
        match self.planes {
            Planes::Yuv420 { y: luma, u, v } => self.visit((x0, y0), (w, h), step, |x, y| {
                data.extend_from_slice(&yuv_to_rgb(luma.at(x, y), u.at(x / 2, y / 2), v.at(x / 2, y / 2)));
            }),
            Planes::Nv12 { y: luma, uv } => self.visit((x0, y0), (w, h), step, |x, y| {
                let i = uv.place(x / 2, y / 2);
                data.extend_from_slice(&yuv_to_rgb(luma.at(x, y), uv.data[i], uv.data[i + 1]));
            }),
            Planes::Nv21 { y: luma, vu } => self.visit((x0, y0), (w, h), step, |x, y| {
                let i = vu.place(x / 2, y / 2);
                data.extend_from_slice(&yuv_to_rgb(luma.at(x, y), vu.data[i + 1], vu.data[i]));
            }),
            Planes::Rgba { rgba } => self.visit((x0, y0), (w, h), step, |x, y| {
                let i = rgba.place(x, y);
                data.extend_from_slice(&rgba.data[i..i + 3]);
            }),
        }
        let copied = Window { x: f64::from(x0), y: f64::from(y0), w: f64::from(w * step), h: f64::from(h * step) };
        Ok((Rgb::new(w, h, data)?, copied))
    }
}

/// Full-range BT.601, as phone cameras deliver it.
fn yuv_to_rgb(y: u8, u: u8, v: u8) -> [u8; 3] {
    let (y, u, v) = (i32::from(y), i32::from(u) - 128, i32::from(v) - 128);
    let clip = |value: i32| value.clamp(0, 255) as u8;
    [clip(y + ((359 * v + 128) >> 8)), clip(y - ((88 * u + 183 * v + 128) >> 8)), clip(y + ((454 * u + 128) >> 8))]
}
