//! Migration of the engine's bytes: pure steps from one version to the next, done in memory, kept by the next commit.

use super::{Sealed, Snapshot};

/// Why old bytes could not be raised. The file stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MigrateError {
    /// A later version of the app wrote them.
    #[error("written by a later version")]
    Newer,
    /// The step from this version could not read them.
    #[error("a step could not read the state")]
    Step {
        /// The version that the step starts from.
        from: u16,
    },
}

/// One step: the bytes of a version in, those of the next out; `None` if they cannot be read.
pub type Step = fn(&[u8]) -> Option<Sealed>;

/// Raises a snapshot to the newest version. `steps[n]` leads from version `n` to `n + 1`; their number is the newest.
pub fn migrate(snapshot: Snapshot, steps: &[Step]) -> Result<Sealed, MigrateError> {
    let steps = steps.get(usize::from(snapshot.schema)..).ok_or(MigrateError::Newer)?;
    let mut bytes = snapshot.bytes;
    for (from, step) in (snapshot.schema..).zip(steps) {
        bytes = step(&bytes).ok_or(MigrateError::Step { from })?;
    }
    Ok(bytes)
}
