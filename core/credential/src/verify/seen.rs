//! Codes seen before: a number that a phone has used already, or an earlier one, says that somebody copied a code.

use std::collections::HashMap;

use lz_license::UnixSeconds;

/// Phones that are remembered; the ones seen longest ago go first.
const MAX_KEYS: usize = 4_096;
/// A camera reads one code many times while it is held up.
const SAME_CODE_SECONDS: i64 = 30;

/// The highest number that a phone's key has shown, and when it was first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Thumbprint of the holder's key.
    pub key: [u8; 32],
    /// Highest number.
    pub sequence: u32,
    /// When that number was first seen.
    pub first_seen: UnixSeconds,
}

/// Memory of numbers, one for each key. A verifier may keep it over a restart.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    keys: HashMap<[u8; 32], (u32, UnixSeconds)>,
}

impl Seen {
    /// Remembers what a verifier has kept.
    pub fn restore(sightings: impl IntoIterator<Item = Sighting>) -> Self {
        let mut seen = Self::default();
        for sighting in sightings {
            seen.note(sighting.key, sighting.sequence, sighting.first_seen);
        }
        seen
    }

    /// What there is to keep.
    pub fn sightings(&self) -> impl Iterator<Item = Sighting> + '_ {
        self.keys.iter().map(|(key, (sequence, first_seen))| Sighting {
            key: *key,
            sequence: *sequence,
            first_seen: *first_seen,
        })
    }

    /// Notes a number; true if it, or a later one of this key, was seen before.
    ///
    /// The same number again within 30 seconds is the same code before the same camera.
    pub(crate) fn note(&mut self, key: [u8; 32], sequence: u32, now: UnixSeconds) -> bool {
        match self.keys.get(&key) {
            Some((highest, _)) if sequence < *highest => true,
            Some((highest, first_seen)) if sequence == *highest => now.since(*first_seen) > SAME_CODE_SECONDS,
            known => {
                if known.is_none() {
                    self.make_room();
                }
                self.keys.insert(key, (sequence, now));
                false
            }
        }
    }

    fn make_room(&mut self) {
        if self.keys.len() < MAX_KEYS {
            return;
        }
        if let Some(oldest) = self.keys.iter().min_by_key(|(_, (_, first_seen))| *first_seen).map(|(key, _)| *key) {
            self.keys.remove(&oldest);
        }
    }
}
