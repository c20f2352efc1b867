//! Whether a code is fresh: it answers the open challenge, or its time is near ours.

use lz_license::UnixSeconds;

use super::verdict::{Note, Reason};
use crate::ask;
use crate::presentation::{ClockQuality, Showing};

/// How long a challenge stays open.
pub const OPEN_SECONDS: i64 = 120;
const FRESH_SECONDS: i64 = 60;
const UNSURE_SECONDS: i64 = 600;
const TYPED_SECONDS: i64 = 3_600;

/// A challenge that the verifier shows: sixteen random bytes, open for two minutes, good for one answer.
#[derive(Clone, Debug)]
pub struct OpenChallenge {
    nonce: [u8; 16],
    opened_at: UnixSeconds,
    answered_by: Option<([u8; 32], u32)>,
}

impl OpenChallenge {
    /// Opens a challenge; `nonce` is fresh randomness.
    pub fn open(nonce: [u8; 16], now: UnixSeconds) -> Self {
        Self { nonce, opened_at: now, answered_by: None }
    }

    /// The nonce, for the code to show.
    pub fn nonce(&self) -> &[u8; 16] {
        &self.nonce
    }

    /// The six digits that can be typed instead.
    pub fn digits(&self) -> String {
        ask::digits(&self.nonce)
    }

    fn in_time(&self, now: UnixSeconds) -> bool {
        (0..=OPEN_SECONDS).contains(&now.since(self.opened_at))
    }

    /// Whether frames without the nonce are held down.
    fn waits(&self, now: UnixSeconds) -> bool {
        self.in_time(now) && self.answered_by.is_none()
    }

    /// Whether `showing` is the one answer. The camera may read that answer again: it stays the answer.
    fn answered(&mut self, showing: &Showing, key: &[u8; 32], now: UnixSeconds) -> bool {
        let typed = ask::typed_cnonce(&self.digits());
        let right = match showing.cnonce {
            Some(cnonce) if cnonce == self.nonce => true,
            Some(cnonce) if cnonce == typed => distance(showing, now) <= TYPED_SECONDS,
            Some(_) | None => false,
        };
        if !right || !self.in_time(now) {
            return false;
        }
        *self.answered_by.get_or_insert((*key, showing.sequence)) == (*key, showing.sequence)
    }
}

/// What the time of a code gives.
pub(crate) struct Timing {
    pub(crate) answered: bool,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) note: Option<Note>,
}

/// The time rules, for the holder's key with this thumbprint.
pub(crate) fn judge(
    showing: &Showing,
    key: &[u8; 32],
    challenge: Option<&mut OpenChallenge>,
    challenge_required: bool,
    now: UnixSeconds,
) -> Timing {
    let distance = distance(showing, now);
    let waits = challenge.as_ref().is_some_and(|challenge| challenge.waits(now));
    if challenge.is_some_and(|challenge| challenge.answered(showing, key, now)) {
        let note = (distance > FRESH_SECONDS).then_some(Note::PhoneClockWrong);
        return Timing { answered: true, reasons: Vec::new(), note };
    }
    let by_clock = match (distance, showing.quality) {
        (..=FRESH_SECONDS, _) => None,
        (..=UNSURE_SECONDS, ClockQuality::WallClock) => Some(Reason::ClockDiffers),
        _ => Some(Reason::OldCode),
    };
    let by_challenge = match (waits, challenge_required) {
        (true, _) => Some(Reason::ChallengeNotAnswered),
        (false, true) => Some(Reason::ChallengeRequired),
        (false, false) => None,
    };
    Timing { answered: false, reasons: by_clock.into_iter().chain(by_challenge).collect(), note: None }
}

fn distance(showing: &Showing, now: UnixSeconds) -> i64 {
    now.since(showing.at).saturating_abs()
}
