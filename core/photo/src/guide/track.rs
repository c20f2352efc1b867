//! Following the face from frame to frame: most frames search only around the last place.

use super::frame::FrameView;
use crate::{
    PhotoError,
    face::{
        FaceDetector, FaceObservation,
        find::{Found, around, settle, whole},
    },
    geometry::Rect,
};

/// Pixels across of the copy that is searched as a whole; a face must fill 22 % of it, so that a second person is seen too.
pub(super) const WHOLE: u32 = 180;
/// Pixels across of a face in the copy around its last place; the detector's window is 40.
pub(super) const FACE: f32 = 52.0;
/// How far around the last place is searched, in box widths from its middle. At 0.75 the search costs a third less, but a face
/// lit from one side slips to its bright half.
pub(super) const REACH: f32 = 0.85;
/// Every so many frames the whole frame is searched, so that a second person is seen.
const WHOLE_EVERY: u32 = 6;

/// Pixels along the longer side of the grey copy.
pub(super) const GREY: u32 = 320;
/// Overlap above which a box has only jittered.
const SAME_PLACE: f32 = 0.75;

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
        let grey = frame.grey(GREY)?;
        if let Some(last) = self.last.filter(|_| !self.count.is_multiple_of(WHOLE_EVERY)) {
            let near = around(detector, &grey, last, FACE, REACH)?;
            if !near.is_empty() {
                let mut found = settle(near, seen);
                found.second_area = self.second_area;
                return Ok(self.smoothed(found));
            }
        }
        let height = (WHOLE * grey.height / grey.width).clamp(1, 512);
        let small = grey.resized(WHOLE, height)?;
        let mut faces = whole(detector, &small)?;
        if faces.is_empty() {
            // A small face far away: worth a second look, since "come closer" is a better hint than "no face".
            faces = detector.detect(&grey.resized(WHOLE * 2, height * 2)?)?;
        }
        let found = settle(faces, seen);
        self.second_area = found.second_area;
        Ok(self.smoothed(found))
    }

    /// Halves the jitter: a box that moved little is averaged with the last one.
    fn smoothed(&mut self, mut found: Found) -> Found {
        if let (Some(face), Some(last)) = (found.best.as_mut(), self.last)
            && face.frame.overlap(&last) > SAME_PLACE
        {
            let mix = |new: f32, old: f32| (new + 2.0 * old) / 3.0;
            let f = face.frame;
            face.frame = Rect { x: mix(f.x, last.x), y: mix(f.y, last.y), w: mix(f.w, last.w), h: mix(f.h, last.h) };
        }
        self.last = found.best.as_ref().map(|f| f.frame);
        found
    }
}
