//! The page that the report becomes.

use lz_photo::{PhotoSpec, synth::Judged};

/// Placeholder filled in below.
pub(super) fn page(_judged: &[Judged], _spec: &PhotoSpec) -> String {
    String::new()
}
