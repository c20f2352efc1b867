//! From a face box to the head: eye line, eye distance, crown, chin, and the crop that a portrait needs.
//!
//! Scale comes from the box (or from a platform's eyes), never from unverified pupils: spectacles mislead those.

use crate::{
    face::FaceObservation,
    geometry::Point,
    pixels::Window,
    spec::{Encoded, HeadGeometry},
};

/// Eye distance as a share of the built-in detector's box width; measured on frontal faces.
const BOX_EYE_DISTANCE: f32 = 0.45;
/// Height of the eye line in the box.
const BOX_EYE_LINE: f32 = 0.36;
/// Chin below the eye line, in eye distances.
const EYES_TO_CHIN: f32 = 1.88;
/// Crown, with hair, above the eye line, in eye distances.
const EYES_TO_CROWN: f32 = 1.98;

/// Eye line below the crown, as a share of crown to chin.
pub(crate) const EYES_FROM_CROWN: f32 = EYES_TO_CROWN / (EYES_TO_CROWN + EYES_TO_CHIN);

/// Where the head is, in pixels of the picture that it was found in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Head {
    /// Middle between the eyes.
    pub(crate) eyes: Point,
    /// Distance between the eyes.
    pub(crate) distance: f32,
}

impl Head {
    /// Reads an observation on a picture of `width` × `height` pixels.
    pub(crate) fn of(seen: &FaceObservation, width: u32, height: u32) -> Head {
        let (w, h) = (width as f32, height as f32);
        if let Some([a, b]) = seen.eyes {
            let distance = ((b.x - a.x) * w).hypot((b.y - a.y) * h);
            let eyes = Point { x: (a.x + b.x) / 2.0 * w, y: (a.y + b.y) / 2.0 * h };
            if distance > 4.0 {
                return Head { eyes, distance };
            }
        }
        let frame = seen.frame;
        Head {
            eyes: Point { x: frame.centre().x * w, y: (frame.y + BOX_EYE_LINE * frame.h) * h },
            distance: BOX_EYE_DISTANCE * frame.w * w,
        }
    }

    /// Height of the crown, hair included.
    pub(crate) fn crown(&self) -> f32 {
        self.eyes.y - EYES_TO_CROWN * self.distance
    }

    /// Crown to chin.
    pub(crate) fn length(&self) -> f32 {
        (EYES_TO_CROWN + EYES_TO_CHIN) * self.distance
    }

    /// The same head after `window` was resampled to `width` pixels across.
    pub(crate) fn seen_in(&self, window: Window, width: u32) -> Head {
        let scale = f64::from(width) / window.w;
        let eyes = Point {
            x: ((f64::from(self.eyes.x) - window.x) * scale) as f32,
            y: ((f64::from(self.eyes.y) - window.y) * scale) as f32,
        };
        Head { eyes, distance: (f64::from(self.distance) * scale) as f32 }
    }

    /// The window that puts the head where `geometry` wants it.
    pub(crate) fn wanted_window(&self, geometry: &HeadGeometry, size: &Encoded) -> Window {
        let height = f64::from(self.length() / geometry.length);
        let width = height * f64::from(size.width) / f64::from(size.height);
        Window {
            x: f64::from(self.eyes.x) - width / 2.0,
            y: f64::from(self.crown()) - f64::from(geometry.crown) * height,
            w: width,
            h: height,
        }
    }
}

/// Moves, then shrinks, a window until it lies inside a picture. Pixels are never invented.
pub(crate) fn inside(window: Window, width: u32, height: u32) -> Window {
    let (pw, ph) = (f64::from(width), f64::from(height));
    let scale = (pw / window.w).min(ph / window.h).min(1.0);
    let (w, h) = (window.w * scale, window.h * scale);
    let x = (window.x + (window.w - w) / 2.0).clamp(0.0, pw - w);
    let y = window.y.clamp(0.0, ph - h);
    Window { x, y, w, h }
}

/// The largest window of the wanted shape in the middle of a picture, for pictures without a face.
pub(crate) fn middle(width: u32, height: u32, size: &Encoded) -> Window {
    let (pw, ph) = (f64::from(width), f64::from(height));
    let ratio = f64::from(size.width) / f64::from(size.height);
    let (w, h) = if pw / ph > ratio { (ph * ratio, ph) } else { (pw, pw / ratio) };
    Window { x: (pw - w) / 2.0, y: (ph - h) / 2.0, w, h }
}
