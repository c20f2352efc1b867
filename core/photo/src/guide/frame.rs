//! A camera frame as phones deliver it: planes with strides, rotation, mirror.

use super::upright::Upright;
use crate::PhotoError;

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
}

impl FrameView<'_> {
    /// How the frame stands upright.
    pub(super) fn upright(&self) -> Upright {
        Upright { width: self.width, height: self.height, turn: self.turn, mirrored: self.mirrored }
    }

    /// The size once upright.
    pub fn upright_size(&self) -> (u32, u32) {
        self.upright().size()
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
}
