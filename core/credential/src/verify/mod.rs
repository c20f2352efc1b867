//! From scanned bytes to a verdict, in one fixed reading order, with no network.
//!
//! limits → strict CBOR → content types → key, role, issuer, environment, window, authority → token signature → token
//! times → algorithm and signature of the presentation → audience and profile → challenge or time → number → license
//! dates → status → verdict. Each step is a function. A step that fails for good ends the reading, and nothing of a refused
//! object is shown. The environment is settled when the trust list is accepted. Requirements R13, R14, R15, R53, R65, R75.

mod genuine;
mod seen;
mod status;
mod timing;
mod verdict;

use lz_license::{StatusTable, UnixSeconds};

pub use self::genuine::{AnnexMismatch, OwnTokenError, TokenAge, VerifiedLicense, VerifiedToken, check_token};
pub use self::seen::{Seen, Sighting};
pub use self::timing::{OPEN_SECONDS, OpenChallenge};
pub use self::verdict::{Check, Freshness, Note, Reason, RegisterAnswer, Source, Verdict};

use self::timing::Timing;
use self::verdict::Genuine;
use crate::audience::Audience;
use crate::policy::Terms;
use crate::presentation::Presentation;
use crate::qr::{Scanned, classify};
use crate::status_list::StatusLists;
use crate::token::Profile;
use crate::trust::TrustList;

/// A clock this far under what was seen signed is wrong.
const CLOCK_SLACK_SECONDS: i64 = 60;

/// What a verifier knows before anybody shows it a code.
#[derive(Clone, Copy, Debug)]
pub struct Verifier<'a> {
    /// The keys.
    pub trust: &'a TrustList,
    /// The status lists that it holds.
    pub lists: &'a StatusLists,
    /// Who it is. Configured, never read from a code.
    pub audience: &'a Audience,
    /// What its purpose may see and must do, see [`crate::policy::terms`].
    pub terms: Terms,
    /// What status codes mean.
    pub statuses: &'a StatusTable,
}

/// What a verifier remembers from one code to the next.
#[derive(Clone, Debug)]
pub struct Session {
    /// The challenge on its screen, if any.
    pub challenge: Option<OpenChallenge>,
    /// Numbers of codes.
    pub seen: Seen,
    /// Newest date of anything signed by an authority that it has accepted.
    pub floor: UnixSeconds,
}

impl Session {
    /// A session that starts with what was kept from the last one.
    pub fn new(floor: UnixSeconds, seen: Seen) -> Self {
        Self { challenge: None, seen, floor }
    }
}

impl Verifier<'_> {
    /// Judges the whole text of a scanned code.
    pub fn verify_text(&self, text: &str, now: UnixSeconds, session: &mut Session) -> Check {
        match classify(text) {
            Scanned::Presentation(bytes) => self.verify(&bytes, now, session),
            Scanned::LaterVersion(version) => Check::stopped(Reason::LaterVersion(version)),
            Scanned::Frame(_) | Scanned::Challenge(_) | Scanned::Unreadable => Check::stopped(Reason::NotOurCode),
        }
    }

    /// Judges one presentation.
    pub fn verify(&self, bytes: &[u8], now: UnixSeconds, session: &mut Session) -> Check {
        match self.prove(bytes, now) {
            Ok((presentation, token)) => self.weigh(&presentation, token, now, session),
            Err(reason) => Check::stopped(reason),
        }
    }

    /// The steps that end the reading when they fail: form, issuer, holder, audience.
    fn prove(&self, bytes: &[u8], now: UnixSeconds) -> Result<(Presentation, VerifiedToken), Reason> {
        let presentation = Presentation::from_untrusted(bytes).map_err(Reason::Malformed)?;
        let token = VerifiedToken::vouch(presentation.unverified_token().clone(), self.trust, now)?;
        not_ahead_of_clock(&token, now)?;
        held_by_its_holder(&presentation, &token)?;
        self.for_this_audience(&presentation, &token)?;
        Ok((presentation, token))
    }

    /// The steps whose findings add up; the worst of them is the verdict.
    fn weigh(
        &self,
        presentation: &Presentation,
        token: VerifiedToken,
        now: UnixSeconds,
        session: &mut Session,
    ) -> Check {
        let showing = presentation.unverified_showing();
        let key = token.claims().holder.thumbprint();
        let required = self.terms.challenge_required;
        let timing = timing::judge(showing, &key, session.challenge.as_mut(), required, now);
        let Timing { answered, mut reasons, note } = timing;
        if session.seen.note(key, showing.sequence, now) {
            reasons.push(Reason::SeenBefore);
        }
        reasons.extend(self.own_state(now, session));
        reasons.extend(self.enough_for_this_audience(&token));
        if token.age(now) == TokenAge::TooOld {
            reasons.push(Reason::CopyTooOld);
        }
        session.floor = session.floor.max(token.claims().issued_at);
        let status = status::judge(&token, self.lists, self.statuses, now);
        reasons.extend(status.reasons);
        let notes = note.into_iter().chain(status.notes).collect();
        let genuine = Genuine {
            token,
            standing: status.standing,
            freshness: status.freshness,
            shown_at: showing.at,
            quality: showing.quality,
            answered_challenge: answered,
        };
        Check::weighed(reasons, notes, genuine)
    }

    fn for_this_audience(&self, presentation: &Presentation, token: &VerifiedToken) -> Result<(), Reason> {
        if presentation.unverified_showing().audience != self.audience.to_string() {
            return Err(Reason::AnotherAudience);
        }
        match (token.license().profile, self.terms.profile) {
            (Profile::Full, Profile::Limited | Profile::LimitedWithPoints) => Err(Reason::TooMuchData),
            (Profile::LimitedWithPoints, Profile::Limited) => Err(Reason::TooMuchData),
            _ => Ok(()),
        }
    }

    fn enough_for_this_audience(&self, token: &VerifiedToken) -> Option<Reason> {
        (token.license().profile != self.terms.profile).then_some(Reason::LimitedCopy)
    }

    /// A verifier whose own clock or trust list cannot be relied on allows nothing above attention.
    fn own_state(&self, now: UnixSeconds, session: &Session) -> impl Iterator<Item = Reason> {
        let newest = session.floor.max(self.trust.claims().issued_at).max(self.lists.newest());
        let clock = (now < newest.plus(-CLOCK_SLACK_SECONDS)).then_some(Reason::VerifierClock);
        let expired = (now >= self.trust.claims().expires_at).then_some(Reason::TrustListExpired);
        clock.into_iter().chain(expired)
    }
}

fn not_ahead_of_clock(token: &VerifiedToken, now: UnixSeconds) -> Result<(), Reason> {
    if token.age(now) == TokenAge::AheadOfClock { Err(Reason::TokenAheadOfClock) } else { Ok(()) }
}

fn held_by_its_holder(presentation: &Presentation, token: &VerifiedToken) -> Result<(), Reason> {
    let holder = &token.claims().holder;
    if presentation.alg() != holder.alg() {
        return Err(Reason::HolderAlgorithm);
    }
    presentation.signed().verify(holder).map_err(|_| Reason::HolderSignature)
}
