//! Following the face from frame to frame: most frames search only around the last place.

use super::frame::FrameView;
use crate::{
    PhotoError,
    face::{
        FaceDetector, FaceObservation,
        find::{Found, settle},
    },
    geometry::Rect,
    pixels::{Luma, Window},
};

/// Pixels across of the copy that is searched as a whole; a face must fill 31 % of it.
const WHOLE: u32 = 130;
/// Pixels across of a face in the copy around its last place; the detector's window is 40.
const FACE: f32 = 52.0;
/// Every so many frames the whole frame is searched, so that a second person is seen.
const WHOLE_EVERY: u32 = 6;

/// Remembers where the face was.
#[derive(Debug, Default)]
pub(super) struct Tracker {
    last: Option<Rect>,
    second_area: f32,
    count: u32,
}

impl Tracker {
    /// Finds the face in a frame.
    pub(super) fn find(
        &mut self,
        detector: &dyn FaceDetector,
        frame: &FrameView<'_>,
        seen: Option<&FaceObservation>,
    ) -> Result<Found, PhotoError> {
        self.count += 1;
        let grey = frame.grey(480)?;
        if let Some(last) = self.last.filter(|_| self.count % WHOLE_EVERY != 0) {
            let near = around(detector, &grey, last)?;
            if !near.is_empty() {
                let mut found = settle(near, seen);
                found.second_area = self.second_area;
                self.last = found.best.as_ref().map(|f| f.frame);
                return Ok(found);
            }
        }
        let height = (WHOLE * grey.height / grey.width).clamp(1, 512);
        let mut faces = detector.detect(&grey.resized(WHOLE, height)?)?;
        if faces.is_empty() {
            // A small face far away: worth a second look, since "come closer" is a better hint than "no face".
            faces = detector.detect(&grey.resized(WHOLE * 2, height * 2)?)?;
        }
        let found = settle(faces, seen);
        self.second_area = found.second_area;
        self.last = found.best.as_ref().map(|f| f.frame);
        Ok(found)
    }
}

/// Searches around a place; answers in shares of the whole frame.
fn around(detector: &dyn FaceDetector, grey: &Luma, last: Rect) -> Result<Vec<FaceObservation>, PhotoError> {
    let (w, h) = (f64::from(grey.width), f64::from(grey.height));
    let (fw, fh) = (f64::from(last.w) * w, f64::from(last.h) * h);
    let (cx, cy) = (f64::from(last.centre().x) * w, f64::from(last.centre().y) * h);
    let x = (cx - fw * 0.85).max(0.0);
    let y = (cy - fh * 0.85).max(0.0);
    let window = Window { x, y, w: (cx + fw * 0.85).min(w) - x, h: (cy + fh * 0.85).min(h) - y };
    let scale = f64::from(FACE) / fw.max(1.0);
    let size = |v: f64| ((v * scale).round() as u32).clamp(1, 200);
    let (pw, ph) = (size(window.w), size(window.h));
    if pw < 44 || ph < 44 {
        return Ok(Vec::new());
    }
    let mut faces = detector.detect(&grey.resample(window, pw, ph)?)?;
    for face in &mut faces {
        let f = face.frame;
        face.frame = Rect {
            x: ((window.x + f64::from(f.x) * window.w) / w) as f32,
            y: ((window.y + f64::from(f.y) * window.h) / h) as f32,
            w: (f64::from(f.w) * window.w / w) as f32,
            h: (f64::from(f.h) * window.h / h) as f32,
        };
    }
    Ok(faces)
}
