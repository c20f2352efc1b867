//! What the authority refuses, in the wallet's own codes. One mapping, no arm for "everything else".

use lz_api::ProblemCode;

use crate::problem::Code;

/// The code that explains a refusal to a person.
pub(super) fn code(refused: ProblemCode) -> Code {
    use ProblemCode as P;
    match refused {
        P::Internal => Code::AuthorityDown,
        P::TooMany | P::Overloaded => Code::AuthorityBusy,
        P::Unrecognised => Code::AnswerUnreadable,
        P::ClockOff => Code::ClockWrong,
        P::DeviceUnknown | P::DeviceReplaced | P::DeviceTaken => Code::DeviceRemoved,
        P::NotLoggedIn => Code::SignInFirst,
        P::LoginWrong => Code::OneTimeCodeWrong,
        P::LoginLocked => Code::OneTimeCodeLocked,
        P::NotEligible => Code::NotEligible,
        P::FactsChanged => Code::FactsChanged,
        P::RouteNotOffered | P::LicenseCurrent => Code::RouteNotOffered,
        P::NoticeNotRead => Code::NoticeFirst,
        P::ApplicationOpen => Code::ApplicationOpen,
        P::WindowOnly => Code::TriesUsedUp,
        P::Stopped => Code::UseStopped,
        P::PhotoChangeTooEarly => Code::PhotoChangeTooEarly,
        P::NoLicense => Code::NothingToShow,
        P::PersonCheckMissing | P::PersonCheckWrong => Code::PersonCheckExpired,
        P::PersonCheckLocked => Code::PersonCheckLocked,
        P::PhotoMissing | P::PhotoDigestWrong | P::PhotoUnreadable => Code::PhotoUnreadable,
        P::PhotoSize | P::TooLarge => Code::PhotoTooLarge,
        P::PhotoRefused => Code::PhotoBreaksRules,
        P::ChallengeOver => Code::AuthorityBusy,
        P::NotFound => Code::NoSuchThing,
        P::BadRequest
        | P::SignatureMissing
        | P::SignatureWrong
        | P::NonceSeen
        | P::BearerWrong
        | P::IdempotencyKeyMissing
        | P::IdempotencyConflict
        | P::BindWrong
        | P::NotConfirmed
        | P::NothingToReview
        | P::LeaseLost
        | P::RuleUnknown
        | P::AlreadyDecided
        | P::PersonUnknown
        | P::ChangeImpossible
        | P::CheckOld
        | P::CheckReplayed
        | P::CheckRefused => Code::RequestRefused,
    }
}
