//! Each state as a sentence to show and speak, and as a vibration for those who do not see the screen.

use super::{Hint, Phase, Toward};
use crate::check::Check;

/// Name of the sentence, and milliseconds off, on, off, on …
pub(super) fn of(phase: Phase, hint: Option<Hint>) -> (String, Vec<u16>) {
    let text = match (phase, hint) {
        (_, Some(hint)) => hint.text(),
        (Phase::Looking, None) => Hint { check: Check::FaceFound, toward: Toward::Nowhere }.text(),
        (Phase::Adjust | Phase::HoldStill, None) => "photo-guide-hold-still".to_owned(),
        (Phase::Ready, None) => "photo-guide-ready".to_owned(),
    };
    let vibration: &[u16] = match (phase, hint.map(|h| h.toward)) {
        (Phase::Ready, _) => &[0, 250],
        (Phase::HoldStill, _) => &[0, 30],
        (Phase::Looking, _) => &[],
        (Phase::Adjust, Some(Toward::Closer)) => &[0, 60, 60, 60],
        (Phase::Adjust, Some(Toward::Farther)) => &[0, 60, 60, 60, 60, 60],
        (Phase::Adjust, Some(Toward::Left)) => &[0, 40, 80, 120],
        (Phase::Adjust, Some(Toward::Right)) => &[0, 120, 80, 40],
        (Phase::Adjust, Some(Toward::Up)) => &[0, 40, 40, 40, 40, 120],
        (Phase::Adjust, Some(Toward::Down)) => &[0, 120, 40, 40, 40, 40],
        (Phase::Adjust, _) => &[0, 120],
    };
    (text, vibration.to_vec())
}
