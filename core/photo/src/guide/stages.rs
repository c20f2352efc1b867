//! The parts of [`super::Guide::frame`] one by one, so that each can be timed.

use super::{
    frame::FrameView,
    look,
    track::{FACE, GREY, REACH, WHOLE},
};
use crate::{
    PhotoError,
    face::{FaceDetector, FaceObservation, find::around},
    geometry::Rect,
    head::Head,
    measure::View,
    pixels::{Luma, Window},
};

/// The grey copy in which faces are looked for.
pub(crate) fn grey(frame: &FrameView<'_>) -> Result<Luma, PhotoError> {
    frame.grey(GREY)
}

/// The search of a whole frame.
pub(crate) fn whole(detector: &dyn FaceDetector, grey: &Luma) -> Result<Vec<FaceObservation>, PhotoError> {
    detector.detect(&grey.resized(WHOLE, (WHOLE * grey.height / grey.width).clamp(1, 512))?)
}

/// The search around the last place.
pub(crate) fn near(detector: &dyn FaceDetector, grey: &Luma, last: Rect) -> Result<Vec<FaceObservation>, PhotoError> {
    around(detector, grey, last, FACE, REACH)
}

/// The picture that is measured.
pub(crate) fn view(frame: &FrameView<'_>, head: Head, window: Window) -> Result<View, PhotoError> {
    look::view(frame, head, window)
}
