//! Camera frames in memory, in every layout that phones deliver.

use lz_photo::{
    guide::{FrameView, Plane, Planes, Turn},
    pixels::{Luma, Rgb},
};

/// How a camera lays out its planes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Y, U, V apart.
    Planar,
    /// Y, and U and V woven and one sample short, as `YUV_420_888` cameras deliver them, with rows of 512.
    Woven,
    /// Y, then U and V in turn.
    Nv12,
    /// Y, then V and U in turn.
    Nv21,
    /// Red, green, blue, alpha.
    Rgba,
}

impl Layout {
    pub(super) const ALL: [Layout; 5] = [Layout::Planar, Layout::Woven, Layout::Nv12, Layout::Nv21, Layout::Rgba];
}

/// One frame of a recording.
pub(super) struct Recorded {
    layout: Layout,
    width: u32,
    height: u32,
    turn: Turn,
    mirrored: bool,
    row: u32,
    planes: [Vec<u8>; 3],
}

impl Recorded {
    /// An upright frame.
    pub(super) fn new(picture: &Rgb, layout: Layout) -> Recorded {
        Recorded::turned(picture, layout, Turn::None, false)
    }

    /// A frame as a sensor stores it that must be turned, and perhaps mirrored, to stand upright.
    pub(super) fn turned(upright: &Rgb, layout: Layout, turn: Turn, mirrored: bool) -> Recorded {
        let picture = stored(upright, turn, mirrored);
        let (width, height) = (picture.width, picture.height);
        let row = if layout == Layout::Woven { width.next_multiple_of(512) } else { width };
        let planes = if layout == Layout::Rgba {
            [picture.data.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect(), Vec::new(), Vec::new()]
        } else {
            yuv(&picture, layout, row as usize)
        };
        Recorded { layout, width, height, turn, mirrored, row, planes }
    }

    pub(super) fn view(&self) -> FrameView<'_> {
        let [a, b, c] = &self.planes;
        let plane = |data, row_stride, pixel_stride| Plane { data, row_stride, pixel_stride };
        let half = self.width.div_ceil(2);
        let y = plane(a, self.row, 1);
        let planes = match self.layout {
            Layout::Planar => Planes::Yuv420 { y, u: plane(b, half, 1), v: plane(c, half, 1) },
            Layout::Woven => Planes::Yuv420 { y, u: plane(b, self.row, 2), v: plane(c, self.row, 2) },
            Layout::Nv12 => Planes::Nv12 { y, uv: plane(b, 2 * half, 2) },
            Layout::Nv21 => Planes::Nv21 { y, vu: plane(b, 2 * half, 2) },
            Layout::Rgba => Planes::Rgba { rgba: plane(a, 4 * self.width, 4) },
        };
        FrameView { width: self.width, height: self.height, turn: self.turn, mirrored: self.mirrored, planes }
    }

    /// The luma plane of an upright frame.
    pub(super) fn grey(&self) -> Luma {
        Luma::new(self.width, self.height, self.planes[0].clone()).expect("an upright frame without padding")
    }
}

/// Where each pixel of a sensor comes from.
fn stored(upright: &Rgb, turn: Turn, mirrored: bool) -> Rgb {
    let (w, h) = (upright.width, upright.height);
    let (sw, sh) = if matches!(turn, Turn::None | Turn::Half) { (w, h) } else { (h, w) };
    let mut data = Vec::with_capacity(upright.data.len());
    for y in 0..sh {
        for x in 0..sw {
            let (u, v) = match turn {
                Turn::None => (x, y),
                Turn::Quarter => (w - 1 - y, x),
                Turn::Half => (w - 1 - x, h - 1 - y),
                Turn::ThreeQuarters => (y, h - 1 - x),
            };
            data.extend(upright.at(i64::from(if mirrored { w - 1 - u } else { u }), i64::from(v)));
        }
    }
    Rgb::new(sw, sh, data).expect("whole")
}

/// Full-range BT.601 planes.
fn yuv(picture: &Rgb, layout: Layout, row: usize) -> [Vec<u8>; 3] {
    let clip = |v: f32| v.round().clamp(0.0, 255.0) as u8;
    let (w, h) = (picture.width as usize, picture.height as usize);
    let mut luma = vec![0; row * h];
    let (mut u, mut v) = (Vec::new(), Vec::new());
    for y in 0..h {
        for x in 0..w {
            let [r, g, b] = picture.at(x as i64, y as i64).map(f32::from);
            let grey = 0.299 * r + 0.587 * g + 0.114 * b;
            luma[y * row + x] = clip(grey);
            if x % 2 == 0 && y % 2 == 0 {
                u.push(clip((b - grey) * 0.564 + 128.0));
                v.push(clip((r - grey) * 0.713 + 128.0));
            }
        }
    }
    let weave = |a: &[u8], b: &[u8]| -> Vec<u8> { a.iter().zip(b).flat_map(|(a, b)| [*a, *b]).collect() };
    match layout {
        Layout::Planar | Layout::Rgba => [luma, u, v],
        Layout::Nv12 => [luma, weave(&u, &v), Vec::new()],
        Layout::Nv21 => [luma, weave(&v, &u), Vec::new()],
        Layout::Woven => {
            let mut woven: Vec<u8> = weave(&u, &v)
                .chunks(2 * w.div_ceil(2))
                .flat_map(|line| [line, &vec![0; row - line.len()][..]].concat())
                .collect();
            woven.truncate((h.div_ceil(2) - 1) * row + 2 * w.div_ceil(2));
            luma.truncate((h - 1) * row + w);
            let v = woven[1..].to_vec();
            woven.pop();
            [luma, woven, v]
        }
    }
}
