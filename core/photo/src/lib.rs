//! Portrait checks: what is wrong with a photo, said while the person still stands before the white wall.
//!
//! Bytes, pixels or camera frames in; a [`Report`], guidance and one clean JPEG out. The device advises, a reviewer
//! decides: what pixels cannot show honestly is `Unknown` and listed for the reviewer. Requirements R37, R38, R42, R55–R63.
//!
//! | To find | Open |
//! |---|---|
//! | every limit and size | [`spec`] and `spec/*.json` |
//! | what is looked at, and by which rule | [`check`] |
//! | bytes → report, upload JPEG, evidence | [`still`] |
//! | camera frames → one hint | [`guide`] |
//! | what the authority derives | [`archive`] |
//! | who finds the face | [`face`] |

pub mod archive;
pub mod check;
mod decode;
mod encode;
mod error;
pub mod evidence;
pub mod face;
pub mod geometry;
pub mod guide;
mod head;
mod judge;
mod measure;
pub mod pixels;
pub mod report;
mod resample;
pub mod session;
pub mod spec;
pub mod still;
mod straighten;

pub use check::Check;
pub use error::PhotoError;
pub use evidence::{Evidence, EvidenceError};
pub use report::Report;
pub use spec::{PhotoSpec, SpecError};

#[cfg(any(test, feature = "synth"))]
pub mod synth;
