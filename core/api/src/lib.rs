//! What phone, authority and terminal say to each other: routes, requests, answers, errors and signed requests.
//!
//! Every type here is plain data with serde. Binary objects (tokens, annexes, keys, signed time) travel as [`Blob`]:
//! unpadded base64url in JSON; the public objects (trust list, policy, status lists, server time) travel as raw CBOR
//! bodies. Requests that a key answers for carry an RFC 9421 signature, see [`signing`]. Every refusal is a [`Problem`]
//! with a stable code and no personal data.
//!
//! - [`routes`]: the paths.
//! - [`devices`]: enrolment, login, unbinding.
//! - [`me`]: what the authority knows about the driver who asks, notices and the check log.
//! - [`applications`]: the three routes of an application, photos, real-person checks (R28–R50).
//! - [`license`]: the issued license with its tokens, annexes and live status.
//! - [`review`]: what an officer does with a submitted photo.
//! - [`register`]: what the register side tells the authority: status, points, class, card, window issue.
//! - [`checks`]: the online check of a presentation, and the queue of offline checks (R75).
//! - [`public`]: server time, trust list, policy, status lists.
//! - [`clock`]: how development writes another clock.

pub mod applications;
mod blob;
pub mod checks;
pub mod clock;
pub mod devices;
pub mod license;
pub mod me;
mod problem;
pub mod public;
pub mod register;
pub mod review;
pub mod routes;
pub mod signing;

pub use blob::{Blob, BlobError};
pub use problem::{Problem, ProblemCode};

/// A calendar day in UTC+8 as `yyyymmdd`, for example `20210901`.
pub type Ymd = u32;
/// Seconds since 1970 in UTC.
pub type Seconds = i64;
