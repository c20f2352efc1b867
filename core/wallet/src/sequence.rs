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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::secrets::{Fault, InstallId, MemoryStore, Operation, SecretRole};

    fn resume(store: &MemoryStore) -> Sequence {
        let name = SecretName::new(SecretRole::SequenceFull, InstallId([1; 16]));
        Sequence::resume(Arc::new(store.clone()), name).0
    }

    #[test]
    fn a_number_is_the_largest_of_reserved_last_plus_one_and_time() {
        let store = MemoryStore::new();
        let mut sequence = resume(&store);
        assert!(sequence.runs_out(UnixSeconds(1000)));
        sequence.reserve(UnixSeconds(1000)).unwrap();
        assert!(!sequence.runs_out(UnixSeconds(1000)));
        let numbers = [1000, 1000, 1001, 1500, 900].map(|at| sequence.take(UnixSeconds(at)));
        assert_eq!(numbers, [1000, 1001, 1002, 1500, 1501]);
        let mut after_restart = resume(&store);
        assert_eq!(after_restart.take(UnixSeconds(900)), 2024, "what was reserved is never given again");
        assert!(after_restart.runs_out(UnixSeconds(900)), "one reservation covers one showing");
    }

    #[test]
    fn a_failed_write_stops_nothing_and_numbers_rise_with_time() {
        let store = MemoryStore::new();
        store.always(SecretError::Unavailable);
        let mut sequence = resume(&store);
        assert_eq!(sequence.reserve(UnixSeconds(1000)), Err(SecretError::Unavailable));
        assert_eq!([1000, 1015].map(|at| sequence.take(UnixSeconds(at))), [1000, 1015]);
        let mut after_restart = resume(&store);
        assert_eq!(after_restart.take(UnixSeconds(1030)), 1030);
    }

    #[test]
    fn a_broken_entry_is_told_and_time_is_the_guide() {
        let store = MemoryStore::new();
        let name = SecretName::new(SecretRole::SequenceFull, InstallId([1; 16]));
        store.put(&name, b"five!").unwrap();
        let (mut sequence, told) = Sequence::resume(Arc::new(store), name);
        assert_eq!(told, Err(SecretError::Lost));
        assert_eq!(sequence.take(UnixSeconds(77)), 77);
    }

    #[test]
    fn the_end_of_the_numbers_is_no_panic() {
        let mut sequence = resume(&MemoryStore::new());
        assert_eq!(sequence.take(UnixSeconds(i64::MAX)), u32::MAX);
        assert_eq!(sequence.take(UnixSeconds(-5)), u32::MAX);
    }

    proptest! {
        /// No number comes twice across restarts, unless a showing could not reserve and time has not yet passed its
        /// numbers: then a terminal says "seen before", and nothing is refused.
        #[test]
        fn numbers_rise_across_restarts(
            showings in proptest::collection::vec((0..2000i64, 0..40u32, any::<bool>()), 1..20),
        ) {
            let store = MemoryStore::new();
            let mut last: Option<u32> = None;
            let mut unreserved = false;
            let mut now = 1_000_000;
            for (pause, codes, fails) in showings {
                store.heal();
                now += pause.max(40); // showings are further apart than they have codes in excess of seconds
                if fails {
                    store.order(Operation::Put, None, Fault::Fails(SecretError::Locked), 0, u32::MAX);
                }
                let mut sequence = resume(&store);
                let _ = sequence.reserve(UnixSeconds(now));
                for code in 0..codes {
                    let number = sequence.take(UnixSeconds(now + i64::from(code)));
                    let rises = last.is_none_or(|last| number > last);
                    prop_assert!(rises || (unreserved && last >= u32::try_from(now).ok()), "{} after {:?}", number, last);
                    if rises {
                        last = Some(number);
                        unreserved = fails;
                    }
                }
            }
        }
    }
}
