//! The thread behind a presenter: signs and draws, so that nobody who draws frames ever waits.

use std::sync::Arc;
use std::time::Duration;

use lz_credential::presentation::{self, ClockQuality, PresentError};
use lz_credential::token::Profile;
use lz_credential::{SignError, UnixSeconds};

use super::stage::{Fault, Job, Showing, Signed};
use super::{Shared, SharedSigner, ShowKey};
use crate::Code;
use crate::clock::{Quality, TrustedTime};
use crate::sequence::Sequence;

/// The worker looks again after so long even if nobody wakes it.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// One key with its numbers.
pub(super) struct Line {
    signer: SharedSigner,
    sequence: Sequence,
}

impl From<ShowKey> for Line {
    fn from(key: ShowKey) -> Self {
        Self { signer: key.signer, sequence: key.sequence }
    }
}

/// See the module.
pub(super) struct Worker {
    shared: Arc<Shared>,
    full: Line,
    limited: Line,
}

impl Worker {
    pub(super) fn new(shared: Arc<Shared>, full: Line, limited: Line) -> Self {
        Self { shared, full, limited }
    }

    /// Works until the showing is over.
    pub(super) fn run(&mut self) {
        while self.work().is_some() {
            let shared = self.shared.clone();
            let mut stage = shared.stage();
            // Asked again under the lock, so that no wake between the last look and the rest is lost.
            let Job::Rest(rest) = stage.job(shared.setup.time.boot_ns()) else { continue };
            let rest = rest.map_or(LONGEST_REST, Duration::from_nanos).min(LONGEST_REST);
            drop(shared.wake.wait_timeout(stage, rest));
        }
    }

    /// Does all that is due; how long it may rest then, or `None` when the showing is over.
    pub(super) fn work(&mut self) -> Option<Option<u64>> {
        loop {
            let job = self.shared.stage().job(self.shared.setup.time.boot_ns());
            match job {
                Job::Over => return None,
                Job::Rest(rest) => return Some(rest),
                Job::Annex { profile, side } => {
                    let pictures = self.shared.copy(profile).map(|copy| copy.annex_codes(side)).unwrap_or_default();
                    self.shared.stage().annex_drawn(profile, side, pictures);
                }
                Job::Sign { showing, round } => self.sign(&showing, round),
            }
        }
    }

    /// Signs one code outside the lock and hands it in.
    fn sign(&mut self, showing: &Showing, round: u64) {
        let shared = self.shared.clone();
        let signed_at = shared.setup.time.boot_ns();
        let now = shared.setup.time.now();
        let Some(copy) = shared.copy(showing.profile) else {
            return self.failed(Fault { name: "no-copy", code: Code::NothingToShow }, signed_at);
        };
        let line = match showing.profile {
            Profile::Full => &mut self.full,
            Profile::Limited | Profile::LimitedWithPoints => &mut self.limited,
        };
        let at = UnixSeconds(now.at.0.max(copy.issued_at().0));
        if line.sequence.runs_out(at) {
            // A failed write stops nothing: time keeps the numbers rising (wire format, section 3).
            let _ = line.sequence.reserve(at);
        }
        let claims = presentation::Showing {
            audience: showing.audience.to_string(),
            at,
            cnonce: showing.cnonce,
            quality: quality(now),
            sequence: line.sequence.take(at),
        };
        match presentation::present(&copy.token, &claims, &*line.signer) {
            Ok(bytes) => match copy.code(&bytes) {
                Some(picture) => {
                    shared.stage().signed(Signed { picture, bytes, group: copy.group, iat: at, signed_at }, round);
                }
                None => self.failed(Fault { name: "code-too-long", code: Code::OurFault }, signed_at),
            },
            Err(error) => self.failed(Fault { name: error.code(), code: explained(error) }, signed_at),
        }
    }

    fn failed(&self, fault: Fault, tried_at: u64) {
        let now = self.shared.setup.time.boot_ns();
        self.shared.stage().failed(fault, tried_at, now);
    }
}

/// The one mapping of why a code is not signed.
fn explained(error: PresentError) -> Code {
    match error {
        PresentError::Sign(SignError::Locked) => Code::PhoneStillLocked,
        PresentError::Sign(SignError::Lost) => Code::KeysGone,
        PresentError::Sign(SignError::Failed | SignError::WrongSignature) => Code::KeyStoreFails,
        PresentError::AnotherKey | PresentError::Format(_) => Code::OurFault,
    }
}

fn quality(now: TrustedTime) -> ClockQuality {
    match now.quality {
        Quality::Anchored => ClockQuality::Anchored,
        Quality::Wall => ClockQuality::WallClock,
    }
}
