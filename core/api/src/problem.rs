//! Every refusal on the wire: a stable code, a few facts that the driver may need, and never personal data.

use crate::{Blob, Ymd};
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $status:literal;)+) => {
        /// The stable code of a refusal. A code from a newer authority reads as [`ProblemCode::Unrecognised`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ProblemCode {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+
            /// A code that this version does not know.
            #[serde(other, rename = "unrecognised")]
            Unrecognised,
        }

        impl ProblemCode {
            /// All codes that this version knows.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code as it travels.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ Self::Unrecognised => "unrecognised" }
            }

            /// The HTTP status that carries it.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ Self::Unrecognised => 500 }
            }
        }
    };
}

codes! {
    /// The request cannot be read.
    BadRequest = "bad_request", 400;
    /// No such route or object.
    NotFound = "not_found", 404;
    /// The body is over the limit of its route.
    TooLarge = "too_large", 413;
    /// Too many requests; try again after `retry_after`.
    TooMany = "too_many", 429;
    /// The authority is busy; try again after `retry_after`.
    Overloaded = "overloaded", 503;
    /// The authority failed; the request may be repeated with its idempotency key.
    Internal = "internal", 500;

    /// The request is not signed, or not in the way of the profile.
    SignatureMissing = "signature_missing", 401;
    /// The signature does not verify, or does not cover this request.
    SignatureWrong = "signature_wrong", 401;
    /// `created` is more than 300 s away from the authority's clock; `server_time` tells it. Retry once.
    ClockOff = "clock_off", 401;
    /// The nonce of the signature was used before.
    NonceSeen = "nonce_seen", 401;
    /// No device with this key.
    DeviceUnknown = "device_unknown", 401;
    /// Another device of the same driver has taken over, or this one was unbound.
    DeviceReplaced = "device_replaced", 401;
    /// The device is enrolled, but nobody has logged in on it.
    NotLoggedIn = "not_logged_in", 401;
    /// The bearer token is missing or wrong.
    BearerWrong = "bearer_wrong", 401;

    /// A signed request with a body needs an idempotency key of 16 to 64 characters.
    IdempotencyKeyMissing = "idempotency_key_missing", 400;
    /// The idempotency key was used for another request.
    IdempotencyConflict = "idempotency_conflict", 422;

    /// Another driver is logged in on this device: erase and enrol anew first.
    DeviceTaken = "device_taken", 409;
    /// The enrolment challenge is unknown, used or older than 120 s.
    ChallengeOver = "challenge_over", 409;
    /// A bind object does not prove what it should.
    BindWrong = "bind_wrong", 422;
    /// Number and code do not belong together, or the code is over. Says nothing about the number.
    LoginWrong = "login_wrong", 403;
    /// Five wrong codes: locked for `retry_after`.
    LoginLocked = "login_locked", 423;

    /// The driver may not apply now; `reasons` tell why (R16–R23).
    NotEligible = "not_eligible", 409;
    /// The facts that the driver confirmed are not the current ones (R30).
    FactsChanged = "facts_changed", 409;
    /// The route is not offered to this driver now (R26, R35).
    RouteNotOffered = "route_not_offered", 409;
    /// The driver has not confirmed the facts (R30).
    NotConfirmed = "not_confirmed", 422;
    /// The notice was not shown in its current version (R36, R55).
    NoticeNotRead = "notice_not_read", 422;
    /// An application is still open (R32).
    ApplicationOpen = "application_open", 409;
    /// Three returns: the window only; `office` is in `GET /v1/me` (R79).
    WindowOnly = "window_only", 409;
    /// Stop of use after abuse: window only (R63).
    Stopped = "stopped", 409;
    /// The photo was changed less than six months ago; `from` tells the first day.
    PhotoChangeTooEarly = "photo_change_too_early", 409;
    /// There is no license to change.
    NoLicense = "no_license", 409;
    /// The license is current: there is nothing to apply for again (R78).
    LicenseCurrent = "license_current", 409;

    /// The application needs a real-person check that passed (R31).
    PersonCheckMissing = "person_check_missing", 422;
    /// The check was used, is over, or belongs to another application or account (R31).
    PersonCheckWrong = "person_check_wrong", 409;
    /// Too many failed real-person checks today; the window stays open.
    PersonCheckLocked = "person_check_locked", 423;

    /// The photo was not uploaded, or belongs to another account.
    PhotoMissing = "photo_missing", 422;
    /// The bytes do not have the SHA-256 of the path (R38).
    PhotoDigestWrong = "photo_digest_wrong", 422;
    /// The bytes are not a picture that can be decoded.
    PhotoUnreadable = "photo_unreadable", 422;
    /// The picture is outside the limits of size.
    PhotoSize = "photo_size", 422;
    /// The picture breaks rules that a machine can see with certainty; `rules` tells which.
    PhotoRefused = "photo_refused", 422;

    /// Nothing waits for review.
    NothingToReview = "nothing_to_review", 404;
    /// The lease on the review is over or another officer's.
    LeaseLost = "lease_lost", 409;
    /// A return names one or more of rules 1 to 6, or abuse.
    RuleUnknown = "rule_unknown", 422;
    /// The decision was taken already.
    AlreadyDecided = "already_decided", 409;

    /// The register holds no such person.
    PersonUnknown = "person_unknown", 404;
    /// The change is not one that the register can hold.
    ChangeImpossible = "change_impossible", 422;

    /// The presentation is older than 10 minutes.
    CheckOld = "check_old", 409;
    /// This presentation was answered before (R75).
    CheckReplayed = "check_replayed", 409;
    /// The presentation does not verify, or is for another audience.
    CheckRefused = "check_refused", 422;
}

/// The body of every answer that is not 2xx or 304.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What happened.
    pub code: ProblemCode,
    /// Seconds after which a retry makes sense. Also sent as `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// A signed server time for the nonce of the refused request; only with [`ProblemCode::ClockOff`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_time: Option<Blob>,
    /// The reasons; only with [`ProblemCode::NotEligible`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<lz_license::eligibility::Reason>,
    /// Photo rules 1 to 6; only with [`ProblemCode::PhotoRefused`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<u8>,
    /// The first day on which the request can be made; only with [`ProblemCode::PhotoChangeTooEarly`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Ymd>,
}

impl Problem {
    /// A problem with a code alone.
    pub fn new(code: ProblemCode) -> Self {
        Self { code, retry_after: None, server_time: None, reasons: Vec::new(), rules: Vec::new(), from: None }
    }

    /// The same problem, with the seconds to wait.
    pub fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.code())
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_travels_as_its_stable_text_once() {
        let mut seen = std::collections::BTreeSet::new();
        for &code in ProblemCode::ALL {
            assert!(seen.insert(code.code()), "{} twice", code.code());
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
            assert!((400..600).contains(&code.status()));
        }
    }

    #[test]
    fn a_code_of_a_newer_authority_is_still_a_problem() {
        let problem: Problem = serde_json::from_str(r#"{"code":"moon_phase","retry_after":3}"#).unwrap();
        assert_eq!(problem.code, ProblemCode::Unrecognised);
        assert_eq!(problem.retry_after, Some(3));
        assert_eq!(serde_json::to_string(&Problem::new(ProblemCode::Stopped)).unwrap(), r#"{"code":"stopped"}"#);
    }
}
