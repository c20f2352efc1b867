//! The two copies that are made of a frame: a grey one in which the face is looked for, and the future portrait.
//!
//! Luma and chroma are cut out and shrunk as they are stored, and only the small result becomes colour and is turned upright.

use super::{
    frame::{FrameView, Plane, Planes},
    upright::{Cut, Upright},
};
use crate::{
    PhotoError,
    pixels::{Luma, Rgb, Window, luma_of},
};

/// Longest side of a cut before it is averaged down: above, only every second, third … pixel is taken.
const LONGEST: u32 = 520;

/// The future portrait, upright, and where in the upright frame it was.
pub(super) struct Portrait {
    pub(super) rgb: Rgb,
    pub(super) luma: Luma,
    pub(super) window: Window,
}

impl FrameView<'_> {
    /// Grey copy, upright, of every `step`-th pixel, where `step` brings the longer side near `longest`.
    pub(crate) fn grey(&self, longest: u32) -> Result<Luma, PhotoError> {
        self.check()?;
        let (uw, uh) = self.upright_size();
        let step = (uw.max(uh) / longest).max(1);
        let (w, h) = (uw / step, uh / step);
        let mut data = Vec::with_capacity((w * h) as usize);
        let (plane, rgba) = match self.planes {
            Planes::Yuv420 { y, .. } | Planes::Nv12 { y, .. } | Planes::Nv21 { y, .. } => (y, false),
            Planes::Rgba { rgba } => (rgba, true),
        };
        let walk = self.upright().walk(step, plane.pixel_stride, plane.row_stride);
        for row in 0..i64::from(h) {
            let from = walk.from + row * walk.down;
            let places = (0..i64::from(w)).map(|x| (from + x * walk.right) as usize);
            if rgba {
                data.extend(places.map(|i| luma_of(plane.data[i], plane.data[i + 1], plane.data[i + 2])));
            } else {
                data.extend(places.map(|i| plane.data[i]));
            }
        }
        Luma::new(w, h, data)
    }

    /// A window of the upright frame, `height` pixels high. Answers the window that was really copied, too.
    pub(super) fn portrait(&self, window: Window, height: u32) -> Result<Portrait, PhotoError> {
        self.check()?;
        let up = self.upright();
        let (uw, uh) = up.size();
        let clip = |v: f64, end: u32| v.round().clamp(0.0, f64::from(end)) as u32;
        let (x, y) = (clip(window.x, uw - 1), clip(window.y, uh - 1));
        let (right, bottom) = (clip(window.x + window.w, uw), clip(window.y + window.h, uh));
        if right < x + 32 || bottom < y + 32 {
            return Err(PhotoError::TooFewPixels);
        }
        let cut = up.stored(Cut { x, y, w: right - x, h: bottom - y });
        let step = (cut.w.max(cut.h) / LONGEST).max(1);
        match self.planes {
            Planes::Yuv420 { y, u, v } => yuv(up, [y, u, v], cut, step, height),
            Planes::Nv12 { y, uv } => yuv(up, [y, uv, second(uv)], cut, step, height),
            Planes::Nv21 { y, vu } => yuv(up, [y, second(vu), vu], cut, step, height),
            Planes::Rgba { rgba } => coloured(up, rgba, cut, step, height),
        }
    }
}

/// The plane that begins with the second sample of woven chroma.
fn second(woven: Plane<'_>) -> Plane<'_> {
    Plane { data: &woven.data[1..], ..woven }
}

/// The stored size of a portrait that is `height` pixels high once upright.
fn shrunk(up: Upright, cut: Cut, height: u32) -> Upright {
    let Cut { w, h, .. } = up.upright(cut);
    let width = (height * w).div_ceil(h);
    let (width, height) = if up.across() { (width, height) } else { (height, width) };
    Upright { width, height, ..up }
}

fn finished(up: Upright, small: Upright, cut: Cut, rgb: Vec<u8>, luma: Vec<u8>) -> Result<Portrait, PhotoError> {
    let (w, h) = small.size();
    let Cut { x, y, w: cw, h: ch } = up.upright(cut);
    Ok(Portrait {
        rgb: Rgb::new(w, h, small.turned::<3>(rgb))?,
        luma: Luma::new(w, h, small.turned::<1>(luma))?,
        window: Window { x: f64::from(x), y: f64::from(y), w: f64::from(cw), h: f64::from(ch) },
    })
}

/// Luma and chroma apart; the cut is moved to whole chroma samples.
fn yuv(up: Upright, planes: [Plane<'_>; 3], cut: Cut, step: u32, height: u32) -> Result<Portrait, PhotoError> {
    let whole = 2 * step;
    let (x, y) = (cut.x / 2 * 2, cut.y / 2 * 2);
    let cut = Cut { x, y, w: (cut.x + cut.w - x) / whole * whole, h: (cut.y + cut.h - y) / whole * whole };
    let half = Cut { x: x / 2, y: y / 2, w: cut.w / 2, h: cut.h / 2 };
    let small = shrunk(up, cut, height);
    let luma = gather(planes[0], cut, step)?.resized(small.width, small.height)?;
    let (cw, ch) = (small.width.div_ceil(2), small.height.div_ceil(2));
    let u = gather(planes[1], half, step)?.resized(cw, ch)?;
    let v = gather(planes[2], half, step)?.resized(cw, ch)?;
    let rgb = to_rgb(&luma, &u, &v);
    finished(up, small, cut, rgb, luma.data)
}

/// Red, green and blue in one plane.
fn coloured(up: Upright, plane: Plane<'_>, cut: Cut, step: u32, height: u32) -> Result<Portrait, PhotoError> {
    let (w, h) = (cut.w / step, cut.h / step);
    let cut = Cut { w: w * step, h: h * step, ..cut };
    let mut data = Vec::with_capacity((w * h * 3) as usize);
    for row in 0..h {
        let line = plane.place(cut.x, cut.y + row * step);
        for i in (0..w as usize).map(|x| line + x * (step * plane.pixel_stride) as usize) {
            data.extend_from_slice(&plane.data[i..i + 3]);
        }
    }
    let small = shrunk(up, cut, height);
    let rgb = Rgb::new(w, h, data)?.resized(small.width, small.height)?;
    let luma = rgb.luma();
    finished(up, small, cut, rgb.data, luma.data)
}

/// Every `step`-th sample of a part of a plane, packed.
fn gather(plane: Plane<'_>, cut: Cut, step: u32) -> Result<Luma, PhotoError> {
    let (w, h) = (cut.w / step, cut.h / step);
    let apart = (step * plane.pixel_stride) as usize;
    let mut data = Vec::with_capacity((w * h) as usize);
    for row in 0..h {
        let line = &plane.data[plane.place(cut.x, cut.y + row * step)..];
        if apart == 1 {
            data.extend_from_slice(&line[..w as usize]);
        } else {
            data.extend(line.iter().step_by(apart).take(w as usize));
        }
    }
    Luma::new(w, h, data)
}

/// Full-range BT.601, as phone cameras deliver it; chroma has half the size, rounded up.
fn to_rgb(luma: &Luma, u: &Luma, v: &Luma) -> Vec<u8> {
    let (w, half) = (luma.width as usize, u.width as usize);
    let mut out = vec![0; luma.data.len() * 3];
    for (row, (line, y)) in out.chunks_exact_mut(3 * w).zip(luma.data.chunks_exact(w)).enumerate() {
        let chroma = row / 2 * half..row / 2 * half + half;
        let pairs = u.data[chroma.clone()].iter().zip(&v.data[chroma]);
        for ((pair, y), (u, v)) in line.chunks_mut(6).zip(y.chunks(2)).zip(pairs) {
            let (u, v) = (i32::from(*u) - 128, i32::from(*v) - 128);
            let (r, g, b) = ((359 * v + 128) >> 8, (88 * u + 183 * v + 128) >> 8, (454 * u + 128) >> 8);
            for (pixel, y) in pair.chunks_exact_mut(3).zip(y) {
                let y = i32::from(*y);
                pixel[0] = (y + r).clamp(0, 255) as u8;
                pixel[1] = (y - g).clamp(0, 255) as u8;
                pixel[2] = (y + b).clamp(0, 255) as u8;
            }
        }
    }
    out
}

impl Plane<'_> {
    fn place(&self, x: u32, y: u32) -> usize {
        y as usize * self.row_stride as usize + x as usize * self.pixel_stride as usize
    }
}
