//! Numbers that only rise, one with every signature of a key, whatever happens to disks and clocks (wire format, section 3).
//!
//! A terminal that sees a lower number than before, or the same one later, says "seen before". So the number is the
//! largest of three: the first that is surely unused, the last one plus one, and the time in seconds. The first is kept
//! durably by reserving 1,024 numbers when showing starts. If that write fails, showing goes on: time alone keeps the
//! numbers rising, as long as fewer than one a second are used.

use std::sync::Arc;

use crate::clock::UnixSeconds;
use crate::secrets::{SecretError, SecretName, SecretStore};

/// Numbers that one reservation covers: more than two hours of showing.
pub const RESERVED_AT_ONCE: u32 = 1024;

/// The numbers of one key.
pub struct Sequence {
    secrets: Arc<dyn SecretStore>,
    name: SecretName,
    /// The next number to give, time aside.
    next: u32,
    /// Numbers under this are durably spoken for.
    reserved: u32,
}

impl Sequence {
    /// Goes on from what is kept under `name`. A store that cannot be read leaves time as the only guide, and is told.
    pub fn resume(secrets: Arc<dyn SecretStore>, name: SecretName) -> (Self, Result<(), SecretError>) {
        let kept = secrets.get(&name).and_then(|kept| match kept {
            None => Ok(0),
            Some(bytes) => <[u8; 4]>::try_from(&bytes[..]).map(u32::from_be_bytes).map_err(|_| SecretError::Lost),
        });
        let first = kept.unwrap_or(0);
        (Self { secrets, name, next: first, reserved: first }, kept.map(|_| ()))
    }

    /// Reserves numbers durably, once when showing starts. A failure is told and stops nothing.
    pub fn reserve(&mut self, now: UnixSeconds) -> Result<(), SecretError> {
        let until = self.candidate(now).saturating_add(RESERVED_AT_ONCE);
        self.secrets.put(&self.name, &until.to_be_bytes())?;
        self.reserved = until;
        Ok(())
    }

    /// Whether the next number is not covered by a reservation.
    pub fn runs_out(&self, now: UnixSeconds) -> bool {
        self.candidate(now) >= self.reserved
    }

    /// The next number. Never one that this key has given before.
    pub fn take(&mut self, now: UnixSeconds) -> u32 {
        let number = self.candidate(now);
        self.next = number.saturating_add(1);
        number
    }

    fn candidate(&self, now: UnixSeconds) -> u32 {
        self.next.max(u32::try_from(now.0.max(0)).unwrap_or(u32::MAX))
    }
}
