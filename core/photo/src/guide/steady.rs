//! Calm: a hint is shown only after it held for some frames, and leaves only after it was gone for some.

use super::{Hint, Phase};
use crate::{check::Check, geometry::Rect, spec::GuideLimits};

/// What is shown after a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Calm {
    pub(super) phase: Phase,
    pub(super) hint: Option<Hint>,
    /// Motion of the face since the last frame, as a share of its width.
    pub(super) motion: f32,
}

/// The memory between frames.
#[derive(Debug)]
pub(super) struct Steady {
    limits: GuideLimits,
    shown: Option<Hint>,
    waiting: Option<Hint>,
    waiting_for: u32,
    gone_for: u32,
    still_for: u32,
    last_face: Option<Rect>,
    best: f32,
}

impl Steady {
    pub(super) fn new(limits: &GuideLimits) -> Steady {
        Steady {
            limits: limits.clone(),
            shown: None,
            waiting: None,
            waiting_for: 0,
            gone_for: 0,
            still_for: 0,
            last_face: None,
            best: 0.0,
        }
    }

    /// Takes the raw hint of a frame and says what to show.
    pub(super) fn next(&mut self, raw: Option<Hint>, face: Option<Rect>) -> Calm {
        let motion = match (self.last_face, face) {
            (Some(a), Some(b)) => ((a.centre().x - b.centre().x).hypot(a.centre().y - b.centre().y)) / b.w.max(1e-3),
            _ => 1.0,
        };
        self.last_face = face;
        self.calm(raw);
        let phase = match self.shown {
            Some(hint) if hint.check == Check::FaceFound => Phase::Looking,
            Some(_) => Phase::Adjust,
            None if face.is_none() => Phase::Looking,
            None => {
                self.still_for =
                    if raw.is_none() && motion <= self.limits.still_motion { self.still_for + 1 } else { 0 };
                if self.still_for >= self.limits.still_frames { Phase::Ready } else { Phase::HoldStill }
            }
        };
        if matches!(phase, Phase::Looking | Phase::Adjust) {
            self.still_for = 0;
            self.best = 0.0;
        }
        Calm { phase, hint: self.shown, motion }
    }

    fn calm(&mut self, raw: Option<Hint>) {
        if raw == self.shown {
            self.gone_for = 0;
            self.waiting = None;
            self.waiting_for = 0;
            return;
        }
        self.gone_for += 1;
        if raw == self.waiting {
            self.waiting_for += 1;
        } else {
            self.waiting = raw;
            self.waiting_for = 1;
        }
        let change = match (self.shown, raw) {
            // Going away takes longer than coming.
            (Some(_), None) => self.waiting_for >= self.limits.leave_frames,
            (None, Some(_)) => self.waiting_for >= self.limits.enter_frames,
            // From one hint to another: the old one is gone long enough and the new one holds.
            _ => self.waiting_for >= self.limits.enter_frames && self.gone_for >= self.limits.enter_frames,
        };
        if change {
            self.shown = raw;
            self.waiting = None;
            self.waiting_for = 0;
            self.gone_for = 0;
        }
    }

    /// Whether a score is the best since the person was last told to change something.
    pub(super) fn is_best(&mut self, score: f32) -> bool {
        let best = score > self.best;
        self.best = self.best.max(score);
        best
    }
}
