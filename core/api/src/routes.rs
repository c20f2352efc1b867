//! The paths of the authority, in one place.

/// `POST`, unsigned: a nonce to enrol with. [`crate::devices::Challenge`].
pub const DEVICE_CHALLENGE: &str = "/v1/devices/challenge";
/// `POST`, signed by the new request key: [`crate::devices::Enrol`] → [`crate::devices::Enrolled`].
pub const DEVICES: &str = "/v1/devices";
/// `POST`, signed: [`crate::devices::AskCode`] → [`crate::devices::CodeSent`].
pub const LOGIN_CODE: &str = "/v1/login/code";
/// `POST`, signed: [`crate::devices::Login`] → [`crate::devices::LoggedIn`].
pub const LOGIN: &str = "/v1/login";
/// `GET ?nonce=&kid=`, unsigned: raw `server-time`.
pub const TIME: &str = "/v1/time";
/// `GET`, unsigned, ETag: raw trust list.
pub const TRUST: &str = "/v1/trust";
/// `GET`, unsigned, ETag: raw policy.
pub const POLICY: &str = "/v1/policy";
/// `GET`, unsigned, ETag: [`crate::public::StatusIndex`]. `GET {STATUS}/{list}`: raw status list.
pub const STATUS: &str = "/v1/status";
/// `GET`, signed, ETag: [`crate::me::Me`].
pub const ME: &str = "/v1/me";
/// `GET`, signed, ETag: the retained photo, `image/jpeg`.
pub const RETAINED_PHOTO: &str = "/v1/me/retained-photo";
/// `GET`, signed, ETag: [`crate::license::License`].
pub const LICENSE: &str = "/v1/me/license";
/// `HEAD`/`PUT {PHOTOS}/{sha256 in hex}`, signed: `image/jpeg` or `image/png`, at most 512 kB → [`crate::applications::PhotoReceived`].
pub const PHOTOS: &str = "/v1/me/photos";
/// `POST`, signed: [`crate::applications::BeginPersonCheck`] → [`crate::applications::PersonCheck`].
/// `POST {PERSON_CHECKS}/{id}`: [`crate::applications::FinishPersonCheck`] → [`crate::applications::PersonCheck`].
pub const PERSON_CHECKS: &str = "/v1/me/person-checks";
/// `POST`, signed: [`crate::applications::Submit`] → [`crate::applications::Application`].
pub const APPLICATIONS: &str = "/v1/me/applications";
/// `GET`, signed, ETag: the newest [`crate::applications::Application`], or `not_found`.
pub const CURRENT_APPLICATION: &str = "/v1/me/applications/current";
/// `GET ?after=`, signed, ETag: [`crate::me::Notices`].
pub const NOTICES: &str = "/v1/me/notices";
/// `GET`, signed, ETag: [`crate::me::Checks`].
pub const MY_CHECKS: &str = "/v1/me/checks";
/// `POST`, signed: [`crate::devices::Unbind`] → [`crate::devices::Unbound`].
pub const UNBIND: &str = "/v1/me/unbind";
/// Fresh session keys of a phone whose hardware vouches for them.
pub const SESSION_KEYS: &str = "/v1/me/session-keys";
/// `POST`, bearer: [`crate::review::Claim`] → [`crate::review::Task`].
pub const REVIEW_CLAIM: &str = "/v1/review/claim";
/// `GET {REVIEW}/{id}`: [`crate::review::Task`]; `GET {REVIEW}/{id}/photo`; `POST {REVIEW}/{id}/approve` and
/// `POST {REVIEW}/{id}/return` with [`crate::review::Approve`] and [`crate::review::Return`]. Bearer.
pub const REVIEW: &str = "/v1/review";
/// `POST {REGISTER}/change`, bearer: [`crate::register::Change`] → [`crate::register::Changed`];
/// `POST {REGISTER}/window-issue`: [`crate::register::WindowIssue`]; `POST {REGISTER}/terminals`:
/// [`crate::register::AddTerminal`]; `POST {REGISTER}/busy`: [`crate::register::SetBusy`].
pub const REGISTER: &str = "/v1/register";
/// `POST`, signed by a terminal: [`crate::checks::Verify`] → [`crate::checks::Verified`].
pub const CHECK_VERIFY: &str = "/v1/checks/verify";
/// `POST`, signed by a terminal: [`crate::checks::Report`] → [`crate::checks::Reported`].
pub const CHECK_REPORT: &str = "/v1/checks/report";

/// Header that names a retried request.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Largest photo that is taken, in bytes.
pub const MAX_PHOTO_BYTES: usize = 512 * 1024;
