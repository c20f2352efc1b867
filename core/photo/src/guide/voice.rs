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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    // R56
    #[test]
    fn every_hint_is_spoken_and_each_direction_feels_different() {
        use Toward::{Closer, Down, Farther, Left, Nowhere, Right, Up};
        let mut felt = BTreeSet::new();
        for toward in [Nowhere, Closer, Farther, Left, Right, Up, Down] {
            let check = if matches!(toward, Closer | Farther) { Check::FaceSize } else { Check::FaceCentred };
            let (text, vibration) = of(Phase::Adjust, Some(Hint { check, toward }));
            for lang in [lz_text::Lang::ZhHans, lz_text::Lang::En] {
                let said = lz_text::say(lang, &text, &lz_text::Args::new());
                assert!(!said.is_empty() && !said.contains("photo-"), "{text}");
            }
            assert!(vibration.len() >= 2 && vibration.len() % 2 == 0, "off and on in turn: {vibration:?}");
            assert!(felt.insert(vibration), "{toward:?} feels like another direction");
        }
        for phase in [Phase::HoldStill, Phase::Ready] {
            assert!(felt.insert(of(phase, None).1), "{phase:?}");
        }
        // Nobody is there to feel it.
        assert_eq!(of(Phase::Looking, None).1, Vec::<u16>::new());
    }
}
