//! What is on the stage: the code that is shown, the one that waits in the wings, and when which of them is due.
//!
//! Pure but for its own state; times are nanoseconds of the boot clock. All rules of rotation stand here.

use std::collections::VecDeque;

use lz_credential::presentation::{DEAD_AFTER_SECONDS, ROTATE_SECONDS};
use lz_credential::token::Profile;
use lz_credential::{Audience, Label, UnixSeconds};
use lz_license::status::Group;

use super::asks::Pending;
use super::codes::Picture;
use super::{CodeFrame, Frame, ShowMode, WaitFor};
use crate::Code;

const SECOND: u64 = 1_000_000_000;
/// A code stands on the screen for so long.
const SHOWN_FOR: u64 = ROTATE_SECONDS as u64 * SECOND;
/// The next one is signed so long before its turn.
const SIGNED_EARLY: u64 = 5 * SECOND;
/// A code lives for so long by the boot clock: `iat` is cut to a whole second, so one second less than by its `iat`.
const LIVES_FOR: u64 = (DEAD_AFTER_SECONDS as u64 - 1) * SECOND;
/// A challenge is answered for so long: verifiers keep it open no longer.
pub(super) const ANSWERED_FOR: u64 = 120 * SECOND;
/// After a failed signature the next try waits so long.
const RETRY_AFTER: u64 = SECOND;
/// What has kept codes from being signed for so long is told: three tries of a key that answers at once, one of a key that hangs.
const TOLD_AFTER: u64 = 2 * SECOND;
/// A portrait that was asked for on a still screen moves four times a second: slowly enough for eyes that moving pictures
/// trouble, and round in five seconds.
const PORTRAIT_STEP: u64 = SECOND / 4;

/// To whom what is shown.
#[derive(Clone)]
pub(super) struct Showing {
    pub(super) audience: Audience,
    pub(super) profile: Profile,
    pub(super) cnonce: Option<[u8; 16]>,
    /// When an answer ends.
    pub(super) until: Option<u64>,
}

impl Showing {
    /// To police or business, which need not ask.
    pub(super) fn unasked(audience: Audience) -> Self {
        Self { audience, profile: Profile::Full, cnonce: None, until: None }
    }
}

/// One showing, for the driver's own record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEvent {
    /// When the first code of it was signed.
    pub at: UnixSeconds,
    /// `police`, `business`, or `purpose:asker`.
    pub audience: String,
    /// What was disclosed.
    pub profile: Profile,
    /// The name of the firm that asked.
    pub asker: Option<Label>,
    /// Whether it answered a challenge.
    pub challenged: bool,
}

/// A signed code, drawn.
pub(super) struct Signed {
    pub(super) picture: Picture,
    /// The presentation in it.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests judge what is on the screen"))]
    pub(super) bytes: Vec<u8>,
    /// What the license is worth by its own word.
    pub(super) group: Group,
    pub(super) iat: UnixSeconds,
    pub(super) signed_at: u64,
}

/// A signed code with its place in the play.
struct Live {
    code: Signed,
    /// The showing that it was signed for.
    round: u64,
    id: u64,
}

/// Why no code was signed.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    /// Its exact name.
    pub(super) name: &'static str,
    /// The same for a person.
    pub(super) code: Code,
}

/// A fault that lasts.
#[derive(Clone, Copy)]
pub(super) struct Trouble {
    pub(super) name: &'static str,
    code: Code,
    /// When the first of the tries that failed began.
    since: u64,
}

/// What the worker shall do.
pub(super) enum Job {
    /// Sign a code.
    Sign { showing: Showing, round: u64 },
    /// Draw the annex of this profile, in codes of this size.
    Annex { profile: Profile, side: u16 },
    /// Nothing for so long.
    Rest(Option<u64>),
    /// End.
    Over,
}

/// The frames of an annex, drawn.
struct Annex {
    profile: Profile,
    side: u16,
    pictures: Vec<Picture>,
    /// Counts drawings, so that frames of two of them have different names.
    series: u64,
}

/// The portrait on a still screen: asked for, or playing since.
#[derive(Clone, Copy)]
enum Portrait {
    Asked,
    Since(u64),
}

pub(super) struct Stage {
    pub(super) live: Group,
    mode: ShowMode,
    portrait: Option<Portrait>,
    pub(super) events: Vec<ShownEvent>,
    pub(super) trouble: Option<Trouble>,
    pub(super) pending: VecDeque<Pending>,
    pub(super) next_ask: u64,
    /// What is shown before any challenge is answered, and after an officer's.
    usual: Option<Showing>,
    showing: Option<Showing>,
    /// Counts what is shown: codes of an earlier round are worth nothing.
    round: u64,
    /// Whether the round's first signature was noted, and who is to be named in it.
    noted: bool,
    asker: Option<Label>,
    current: Option<Live>,
    next: Option<Live>,
    shown_since: u64,
    hurry: bool,
    retry_at: u64,
    annex: Option<Annex>,
    started: Option<u64>,
    last_id: u64,
    over: bool,
}

impl Stage {
    pub(super) fn new(usual: Option<Showing>, live: Group) -> Self {
        Self {
            live,
            mode: ShowMode::Moving { fps: 8 },
            portrait: None,
            events: Vec::new(),
            trouble: None,
            pending: VecDeque::new(),
            next_ask: 1,
            showing: usual.clone(),
            usual,
            round: 1,
            noted: false,
            asker: None,
            current: None,
            next: None,
            shown_since: 0,
            hurry: false,
            retry_at: 0,
            annex: None,
            started: None,
            last_id: 0,
            over: false,
        }
    }

    /// What to draw at `now`, when the clock says `at`; and whether the worker has something to do.
    pub(super) fn frame(&mut self, now: u64, at: UnixSeconds) -> (Frame, bool) {
        if self.over {
            return (Frame::Over, false);
        }
        self.end_answer(now);
        if self.showing.is_none() {
            return self.without_asker(now);
        }
        let changed = self.turn(now, at);
        let due = changed || self.is_due(now);
        self.play_portrait(now);
        let Some(current) = &self.current else {
            return (Frame::Wait { until: WaitFor::Signature, trouble: self.told(now) }, true);
        };
        (Frame::Code(self.picture(current, now)), due)
    }

    /// Nobody may see anything now: the next challenge is waited for. Where an answer to a firm has ended and none waits for
    /// the driver's word, showing is over, so that nothing comes back that he did not choose.
    fn without_asker(&mut self, now: u64) -> (Frame, bool) {
        self.pending.retain(|pending| pending.is_open(now));
        if self.usual.is_some() && self.pending.is_empty() {
            self.stop();
            return (Frame::Over, true);
        }
        (Frame::Wait { until: WaitFor::Challenge, trouble: None }, false)
    }

    /// Still or moving.
    pub(super) fn set_mode(&mut self, mode: ShowMode) {
        self.mode = mode;
        self.portrait = None;
    }

    /// On a still screen: the frames of the portrait, once round. A moving one shows them anyway.
    pub(super) fn ask_portrait(&mut self) {
        if self.mode == ShowMode::Still {
            self.portrait = Some(Portrait::Asked);
        }
    }

    /// Starts the portrait when its frames are drawn, and ends it when each was on the screen.
    fn play_portrait(&mut self, now: u64) {
        let Some(current) = &self.current else { return };
        let frames = self.annex_for(current).map_or(0, |annex| annex.pictures.len() as u64);
        self.portrait = match self.portrait {
            Some(Portrait::Asked) if frames > 0 => Some(Portrait::Since(now)),
            Some(Portrait::Since(since)) if now.saturating_sub(since) >= frames.div_ceil(2) * 3 * PORTRAIT_STEP => None,
            unchanged => unchanged,
        };
    }

    /// The frames that may stand between those of this code: of its profile and of its size.
    fn annex_for(&self, live: &Live) -> Option<&Annex> {
        let profile = self.showing.as_ref()?.profile;
        let fits = |annex: &&Annex| {
            annex.profile == profile && annex.side == live.code.picture.side && !annex.pictures.is_empty()
        };
        self.annex.as_ref().filter(fits)
    }

    /// How long each picture stands and since when they move; `None` on a still screen.
    fn movement(&self, now: u64) -> Option<(u64, u64)> {
        match (self.mode, self.portrait) {
            (ShowMode::Moving { fps }, _) => Some((SECOND / u64::from(fps.clamp(2, 12)), self.started.unwrap_or(now))),
            (ShowMode::Still, Some(Portrait::Since(since))) => Some((PORTRAIT_STEP, since)),
            (ShowMode::Still, Some(Portrait::Asked) | None) => None,
        }
    }

    /// Takes dead codes off, and brings the next one on when its turn has come.
    fn turn(&mut self, now: u64, at: UnixSeconds) -> bool {
        let round = self.round;
        let alive = |live: &Live| {
            live.round == round
                && now.saturating_sub(live.code.signed_at) < LIVES_FOR
                && at.0.saturating_sub(live.code.iat.0) < DEAD_AFTER_SECONDS
        };
        self.current = self.current.take().filter(alive);
        self.next = self.next.take().filter(alive);
        let turn = self.current.is_none() || self.hurry || now.saturating_sub(self.shown_since) >= SHOWN_FOR;
        match self.next.take() {
            Some(next) if turn => {
                self.current = Some(next);
                self.shown_since = now;
                self.hurry = false;
                true
            }
            next => {
                self.next = next;
                false
            }
        }
    }

    /// Picks from the carousel.
    fn picture(&self, live: &Live, now: u64) -> CodeFrame {
        let dies_in = LIVES_FOR - now.saturating_sub(live.code.signed_at).min(LIVES_FOR);
        let turns_in = SHOWN_FOR.saturating_sub(now.saturating_sub(self.shown_since)).max(SECOND / 10);
        let (id, picture, next_in) = match self.annex_for(live).zip(self.movement(now)) {
            Some((annex, (step, since))) => {
                let played = now.saturating_sub(since);
                let (slot, into) = (played / step, played % step);
                let next_in = step - into;
                match slot % 3 {
                    0 => (live.id, &live.code.picture, next_in),
                    of_two => {
                        let index = (slot / 3 * 2 + of_two - 1) % annex.pictures.len() as u64;
                        (FRAME_IDS + annex.series * 64 + index, &annex.pictures[index as usize], next_in)
                    }
                }
            }
            None => (live.id, &live.code.picture, turns_in),
        };
        CodeFrame {
            id,
            side: picture.side,
            modules: picture.modules.clone(),
            look: live.code.group.max(self.live).look(),
            next_in_ms: milliseconds(next_in.min(dies_in)).max(1),
            dies_in_ms: milliseconds_left(dies_in),
        }
    }

    /// What the worker shall do at `now`.
    pub(super) fn job(&mut self, now: u64) -> Job {
        if self.over {
            return Job::Over;
        }
        self.end_answer(now);
        let Some(showing) = self.showing.clone() else { return Job::Rest(None) };
        if self.is_due(now) {
            return Job::Sign { showing, round: self.round };
        }
        let newest = self.next.as_ref().or(self.current.as_ref());
        if let Some(side) = newest.map(|live| live.code.picture.side) {
            let drawn = |annex: &Annex| annex.profile == showing.profile && annex.side == side;
            if !self.annex.as_ref().is_some_and(drawn) {
                return Job::Annex { profile: showing.profile, side };
            }
        }
        // A next code that waits needs nothing; a failed one is tried again; otherwise the early moment counts.
        if self.next.is_some() {
            return Job::Rest(None);
        }
        let early = self.shown_since + SHOWN_FOR - SIGNED_EARLY;
        Job::Rest(Some(early.max(self.retry_at).saturating_sub(now)))
    }

    /// Whether a signature is due.
    fn is_due(&self, now: u64) -> bool {
        if self.showing.is_none() || now < self.retry_at {
            return false;
        }
        let useful = |live: &Option<Live>| live.as_ref().is_some_and(|live| live.round == self.round);
        if useful(&self.next) {
            return false;
        }
        !useful(&self.current) || self.hurry || now.saturating_sub(self.shown_since) >= SHOWN_FOR - SIGNED_EARLY
    }

    /// A signature came back. One for an earlier round is dropped.
    pub(super) fn signed(&mut self, code: Signed, round: u64) {
        self.trouble = None;
        self.retry_at = 0;
        let Some(showing) = self.showing.as_ref().filter(|_| round == self.round) else { return };
        if !self.noted {
            self.noted = true;
            self.events.push(ShownEvent {
                at: code.iat,
                audience: showing.audience.to_string(),
                profile: showing.profile,
                asker: self.asker.clone(),
                challenged: showing.cnonce.is_some(),
            });
        }
        self.started.get_or_insert(code.signed_at);
        self.last_id += 1;
        self.next = Some(Live { code, round, id: self.last_id });
    }

    /// No signature came back, at `now`, of a try that began at `tried_at`.
    pub(super) fn failed(&mut self, fault: Fault, tried_at: u64, now: u64) {
        let since = self.trouble.map_or(tried_at, |trouble| trouble.since);
        self.trouble = Some(Trouble { name: fault.name, code: fault.code, since });
        self.retry_at = now.saturating_add(RETRY_AFTER);
    }

    /// What keeps codes from being signed, if it has lasted.
    fn told(&self, now: u64) -> Option<Code> {
        let lasts = |trouble: &Trouble| now.saturating_sub(trouble.since) >= TOLD_AFTER;
        self.trouble.filter(lasts).map(|trouble| trouble.code)
    }

    /// The annex is drawn.
    pub(super) fn annex_drawn(&mut self, profile: Profile, side: u16, pictures: Vec<Picture>) {
        let series = self.annex.as_ref().map_or(0, |annex| annex.series + 1);
        self.annex = Some(Annex { profile, side, pictures, series });
    }

    /// From now on this is shown, and nothing that was signed before.
    pub(super) fn show(&mut self, showing: Showing, asker: Option<Label>) {
        self.showing = Some(showing);
        self.new_round(asker);
    }

    /// A fresh code as soon as it is there.
    pub(super) fn renew(&mut self) {
        self.next = None;
        self.hurry = true;
    }

    pub(super) fn stop(&mut self) {
        self.over = true;
        self.current = None;
        self.next = None;
        self.pending.clear();
    }

    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// The bytes of the code that is on the screen.
    #[cfg(test)]
    pub(super) fn shown(&self) -> Option<Vec<u8>> {
        self.current.as_ref().map(|live| live.code.bytes.clone())
    }

    /// An answer ends with its challenge. After one to an officer the usual is shown again. After one to a firm it is not:
    /// whoever stands at the counter would be handed what the police see.
    fn end_answer(&mut self, now: u64) {
        let ended = |showing: &&Showing| showing.until.is_some_and(|until| now >= until);
        let Some(showing) = self.showing.as_ref().filter(ended) else { return };
        self.showing = match showing.audience {
            Audience::Police | Audience::Business => self.usual.clone(),
            Audience::Firm { .. } => None,
        };
        self.new_round(None);
    }

    fn new_round(&mut self, asker: Option<Label>) {
        self.round += 1;
        self.noted = false;
        self.asker = asker;
        self.current = None;
        self.next = None;
        self.hurry = false;
        self.retry_at = 0;
        self.trouble = None;
        self.started = None;
        self.portrait = None;
    }
}

/// Ids of annex frames lie above all ids of deciding codes.
const FRAME_IDS: u64 = 1 << 40;

/// Rounded down: a code is never promised longer than it lives.
fn milliseconds_left(ns: u64) -> u32 {
    u32::try_from(ns / 1_000_000).unwrap_or(u32::MAX)
}

fn milliseconds(ns: u64) -> u32 {
    u32::try_from(ns.div_ceil(1_000_000)).unwrap_or(u32::MAX)
}
