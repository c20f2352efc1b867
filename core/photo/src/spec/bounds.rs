//! What no specification may ask for, whoever signs it: numbers that cannot work, files that a phone cannot hold, and a
//! refusal for the colour of a skin.

use super::{Better, Encoded, InputLimits, Limit, Origin, PhotoSpec};
use crate::check::Check;

/// Longest file that an upload may be; the authority's interface takes no more.
const UPLOAD_BYTES: usize = 512_000;
/// Checks that can warn and never refuse: what they measure depends on skin, or only a platform's guess tells.
const NEVER_REFUSE: [Check; 5] =
    [Check::LightFace, Check::Hat, Check::Mask, Check::Sunglasses, Check::PictureRecaptured];

impl PhotoSpec {
    /// Whether all numbers lie where they can work.
    pub(super) fn within_bounds(&self) -> bool {
        let origins = [
            &self.upload.origin,
            &self.archive.origin,
            &self.portrait.origin,
            &self.input.origin,
            &self.head.origin,
            &self.age_months.origin,
            &self.guide.origin,
        ];
        (1..=40).contains(&self.id.len())
            && self.version > 0
            && self.upload.works()
            && self.upload.bytes_max <= UPLOAD_BYTES
            && self.archive.works()
            && side(self.portrait.width)
            && side(self.portrait.height)
            && self.input.works()
            && self.head_works()
            && (1..=120).contains(&self.age_months.value)
            && self.limits_work()
            && self.guide_works()
            && origins.into_iter().chain(self.limits.values().map(|limit| &limit.origin)).all(Origin::works)
    }

    fn head_works(&self) -> bool {
        let head = &self.head;
        let rising = |least: f32, aim: f32, most: f32| least > 0.0 && least <= aim && aim <= most && most < 1.0;
        rising(head.length_min, head.length, head.length_max)
            && (0.2..=0.9).contains(&head.length)
            && rising(head.width_min, head.width_min, head.width_max)
            && rising(head.crown_min, head.crown, head.crown_max)
            && head.crown <= 0.4
            && head.length + head.crown <= 1.0
    }

    /// Every check that pixels or a platform can answer has a limit, so that none is dropped in silence. A date's is
    /// `age_months`, and a second one beside it would be one too many.
    fn limits_work(&self) -> bool {
        let all = Check::ALL.iter().filter(|check| !Check::FOR_REVIEWER.contains(check));
        all.into_iter().all(|check| self.limits.contains_key(check) != (*check == Check::DateRecent))
            && self.limits.iter().all(|(check, limit)| {
                limit.works() && (!NEVER_REFUSE.contains(check) || (limit.fail.is_none() && !limit.blocks))
            })
    }

    fn guide_works(&self) -> bool {
        let guide = &self.guide;
        [guide.enter_frames, guide.leave_frames, guide.still_frames].iter().all(|n| (1..=60).contains(n))
            && (0.001..=1.0).contains(&guide.still_motion)
    }
}

fn side(pixels: u32) -> bool {
    (32..=2048).contains(&pixels)
}

impl Encoded {
    fn works(&self) -> bool {
        side(self.width)
            && side(self.height)
            && (1..=2400).contains(&self.dpi)
            && self.bytes_min < self.bytes_max
            && self.bytes_max <= 1_000_000
            && (1..=100).contains(&self.quality_min)
            && self.quality_min <= self.quality_max
            && self.quality_max <= 100
    }
}

impl InputLimits {
    /// A phone's memory sets these, so a specification may lower them and never lift them above what was measured.
    fn works(&self) -> bool {
        (1..=20_000_000).contains(&self.file_bytes)
            && (1..=50_000_000).contains(&self.pixels)
            && (1..=24_000_000).contains(&self.progressive_pixels)
            && self.progressive_pixels <= self.pixels
            && (1..=160_000_000).contains(&self.decoded_bytes)
            && (64..=9_000).contains(&self.side)
            && (64..=self.side).contains(&self.min_side)
    }
}

impl Limit {
    fn works(&self) -> bool {
        let finite = |value: f32| value.is_finite() && value.abs() <= 1e6;
        // What passes cannot be worse than what fails.
        let ordered = |fail: f32| match self.better {
            Better::More => self.pass >= fail,
            Better::Less => self.pass <= fail,
        };
        finite(self.pass)
            && self.fail.is_none_or(|fail| finite(fail) && ordered(fail))
            && (!self.blocks || self.fail.is_some())
    }
}

impl Origin {
    fn works(&self) -> bool {
        (1..=500).contains(&self.source.len()) && (1..=100).contains(&self.sure.len())
    }
}
