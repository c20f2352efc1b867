//! Numbers taken from pixels. Each measure is a function of one [`View`]; none of them knows a limit.
//!
//! Definitions follow OFIQ (ISO/IEC 29794-5) where one exists: linear luminance, zones scaled by the eye distance.

pub(crate) mod background;
pub(crate) mod face_light;
pub(crate) mod portrait;
pub(crate) mod recaptured;
pub(crate) mod sharpness;
pub(crate) mod silhouette;
pub(crate) mod skin_colour;

use std::sync::LazyLock;

use crate::{
    PhotoError,
    geometry::Point,
    head::Head,
    pixels::{Luma, Rgb},
};

/// Height of the picture that is measured; its width follows the upload's shape.
pub(crate) const VIEW_HEIGHT: u32 = 378;

/// The future portrait at a fixed small size, with the head in it: preview frames and stills are measured alike.
pub(crate) struct View {
    pub(crate) rgb: Rgb,
    pub(crate) luma: Luma,
    pub(crate) head: Head,
}

impl View {
    pub(crate) fn new(rgb: Rgb, head: Head) -> View {
        View { luma: rgb.luma(), rgb, head }
    }

    /// Makes the view of a crop in which `head` was seen.
    pub(crate) fn at_view_size(crop: &Rgb, head: Head) -> Result<View, PhotoError> {
        let width = (VIEW_HEIGHT * crop.width).div_ceil(crop.height);
        let scale = width as f32 / crop.width as f32;
        let eyes = Point { x: head.eyes.x * scale, y: head.eyes.y * scale };
        Ok(View::new(crop.resized(width, VIEW_HEIGHT)?, Head { eyes, distance: head.distance * scale }))
    }

    /// Position relative to the eyes, in eye distances: right and down are positive.
    pub(crate) fn place(&self, x: u32, y: u32) -> (f32, f32) {
        ((x as f32 - self.head.eyes.x) / self.head.distance, (y as f32 - self.head.eyes.y) / self.head.distance)
    }

    /// Columns from `left` to `right`, in eye distances from the eyes, that lie in the view.
    pub(crate) fn columns(&self, left: f32, right: f32) -> std::ops::Range<u32> {
        span(self.head.eyes.x, self.head.distance, left, right, self.rgb.width)
    }

    /// Rows from `top` to `bottom`, in eye distances from the eyes, that lie in the view.
    pub(crate) fn rows(&self, top: f32, bottom: f32) -> std::ops::Range<u32> {
        span(self.head.eyes.y, self.head.distance, top, bottom, self.rgb.height)
    }

    /// All pixels of a box given in eye distances from the eyes.
    pub(crate) fn pixels_in(&self, left: f32, top: f32, right: f32, bottom: f32) -> impl Iterator<Item = [u8; 3]> + '_ {
        let columns = self.columns(left, right);
        self.rows(top, bottom).flat_map(move |y| columns.clone().map(move |x| self.rgb.at(i64::from(x), i64::from(y))))
    }

    /// Whether a place lies in the ellipse that stands for the face.
    pub(crate) fn in_face(&self, x: u32, y: u32) -> bool {
        let (px, py) = self.place(x, y);
        let (u, v) = (px / 0.9, (py - 0.55) / 1.2);
        u * u + v * v <= 1.0
    }
}

fn span(centre: f32, distance: f32, from: f32, to: f32, end: u32) -> std::ops::Range<u32> {
    let clip = |v: f32| (centre + v * distance).round().clamp(0.0, end as f32) as u32;
    clip(from)..clip(to)
}

static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|i| {
        let c = i as f32 / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
});

/// Linear light of an sRGB level, 0..1.
pub(crate) fn linear(level: u8) -> f32 {
    LINEAR[level as usize]
}

/// Linear luminance, 0..1 (BT.709 weights).
pub(crate) fn luminance([r, g, b]: [u8; 3]) -> f32 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Mean of numbers; `None` of none.
pub(crate) fn mean(values: impl Iterator<Item = f32>) -> Option<f32> {
    let (sum, count) = values.fold((0.0f64, 0u32), |(s, n), v| (s + f64::from(v), n + 1));
    (count > 0).then(|| (sum / f64::from(count)) as f32)
}
