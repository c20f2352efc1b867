//! Live guidance: one hint at a time while the person still stands before the white wall (R42, R56).
//!
//! Frames come in as the camera delivers them; the answer is what to say, where the head should be, and whether to hold
//! still. A hint must hold for some frames before it is shown and be gone for some before it leaves, so that it never flickers.

mod copy;
mod frame;
mod look;
mod steady;
mod track;
mod upright;
mod voice;

#[cfg(any(test, feature = "synth"))]
pub(crate) mod stages;

pub use frame::{FrameView, Plane, Planes, Turn};
use serde::Serialize;

use crate::{
    PhotoError,
    check::Check,
    face::{BuiltIn, FaceDetector, FaceObservation},
    geometry::Rect,
    head::EYES_FROM_CROWN,
    report::Report,
    spec::PhotoSpec,
};
use steady::Steady;
use track::Tracker;

/// What the camera screen should be doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Phase {
    /// No face yet.
    Looking,
    /// Something to change; see the hint.
    Adjust,
    /// All well: hold still.
    HoldStill,
    /// Held still long enough: take the picture now.
    Ready,
}

/// Which way to move, where a hint has a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Toward {
    /// No direction.
    Nowhere,
    /// Come closer.
    Closer,
    /// Step back.
    Farther,
    /// The camera's picture should move left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

/// One hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// What is wrong.
    pub check: Check,
    /// Which way to go.
    pub toward: Toward,
}

impl Hint {
    /// The name of its sentence, written and spoken, in the text catalogue.
    pub fn text(self) -> String {
        let suffix = match self.toward {
            Toward::Nowhere => return self.check.text(),
            Toward::Closer => "closer",
            Toward::Farther => "farther",
            Toward::Left => "left",
            Toward::Right => "right",
            Toward::Up => "up",
            Toward::Down => "down",
        };
        format!("{}-{suffix}", self.check.text())
    }
}

/// Where the head should be, as shares of the upright frame.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Outline {
    /// The part of the frame that becomes the picture.
    pub picture: Rect,
    /// Box of the ellipse from crown to chin.
    pub head: Rect,
    /// Height of the eye line.
    pub eye_line: f32,
}

impl Outline {
    /// The part of a frame that becomes the picture is four fifths of its height, or its whole width if it is narrow.
    fn of(width: u32, height: u32, spec: &PhotoSpec) -> Outline {
        let (w, h) = (width as f32, height as f32);
        let ratio = spec.upload.width as f32 / spec.upload.height as f32;
        let ph = (0.8 * h).min(w / ratio);
        let pw = ph * ratio;
        let picture = Rect { x: (w - pw) / 2.0 / w, y: (h - ph) / 2.0 / h, w: pw / w, h: ph / h };
        let length = spec.head.length * picture.h;
        let head_w = (spec.head.width_min + spec.head.width_max) / 2.0 * picture.w;
        let top = picture.y + spec.head.crown * picture.h;
        let head = Rect { x: 0.5 - head_w / 2.0, y: top, w: head_w, h: length };
        Outline { picture, head, eye_line: top + EYES_FROM_CROWN * length }
    }
}

/// The answer to one frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guidance {
    /// What the screen should be doing.
    pub phase: Phase,
    /// The one hint, calmed.
    pub hint: Option<Hint>,
    /// Name of the sentence to show, and to speak when it changes.
    pub text: String,
    /// Vibration to play when the hint changes: milliseconds off, on, off, on …; empty for silence.
    pub vibration: Vec<u16>,
    /// Where the head should be.
    pub outline: Outline,
    /// Where the face is, if one was found.
    pub face: Option<Rect>,
    /// How good this frame is, 0..1; the largest so far wins.
    pub score: f32,
    /// Whether this is the best frame since the phase last changed to `HoldStill`.
    pub best: bool,
    /// All findings on this frame alone, not calmed.
    pub report: Report,
}

/// Guides one camera session.
#[derive(Debug)]
pub struct Guide {
    spec: PhotoSpec,
    steady: Steady,
    tracker: Tracker,
}

impl Guide {
    /// A guide that judges by `spec`.
    pub fn new(spec: &PhotoSpec) -> Guide {
        Guide { steady: Steady::new(&spec.guide), tracker: Tracker::default(), spec: spec.clone() }
    }

    /// Looks at one frame. `seen` is the platform's own observation of the same frame, if it has one.
    ///
    /// Errors: [`PhotoError::ShortBuffer`] if a plane is truly too short for its size and strides.
    pub fn frame(&mut self, frame: &FrameView<'_>, seen: Option<&FaceObservation>) -> Result<Guidance, PhotoError> {
        self.frame_with(&BuiltIn, frame, seen)
    }

    /// As [`Guide::frame`], with another detector.
    pub fn frame_with(
        &mut self,
        detector: &dyn FaceDetector,
        frame: &FrameView<'_>,
        seen: Option<&FaceObservation>,
    ) -> Result<Guidance, PhotoError> {
        frame.check()?;
        let found = self.tracker.find(detector, frame, seen)?;
        let (width, height) = frame.upright_size();
        let outline = Outline::of(width, height, &self.spec);
        let look = look::at(frame, &found, &outline, &self.spec)?;
        let face = found.best.as_ref().map(|f| f.frame);
        let calm = self.steady.next(look.hint, face);
        let score = look.score * (1.0 - (calm.motion * 8.0).min(0.9));
        let best = self.steady.is_best(score);
        let (text, vibration) = voice::of(calm.phase, calm.hint);
        Ok(Guidance {
            phase: calm.phase,
            hint: calm.hint,
            text,
            vibration,
            outline,
            face,
            score,
            best,
            report: look.report,
        })
    }
}
