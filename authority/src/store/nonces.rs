//! Nonces of signed requests on disk, so that a signature cannot be replayed after a restart.
//!
//! While the service runs, memory alone says which nonce was seen; this file is written beside it and read at the next
//! start. It is a database of its own that does not wait for the disk: the death of the process loses nothing, a loss of
//! power the last moments, and every signature is dead ten minutes after it was made.

use super::StoreError;
use lz_api::Seconds;
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How often old nonces are taken out, in seconds.
const SWEEP: Seconds = 300;

/// The file.
pub(super) struct Nonces {
    kept: Mutex<Kept>,
}

struct Kept {
    file: Connection,
    swept_at: Seconds,
}

impl Nonces {
    /// Opens the file, and makes it if it is missing.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let file = Connection::open(path)?;
        file.pragma_update(None, "journal_mode", "WAL")?;
        file.pragma_update(None, "synchronous", "OFF")?;
        file.execute_batch(
            "CREATE TABLE IF NOT EXISTS nonce (nonce BLOB PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
        )?;
        Ok(Self { kept: Mutex::new(Kept { file, swept_at: 0 }) })
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a nonce for `life` seconds. The file holds those of `life` + [`SWEEP`] seconds at the most.
    pub(super) fn keep(&self, nonce: [u8; 16], now: Seconds, life: Seconds) -> Result<(), StoreError> {
        let mut kept = self.lock();
        kept.file
            .prepare_cached("INSERT OR REPLACE INTO nonce (nonce, seen_at) VALUES (?1, ?2)")?
            .execute(params![nonce.as_slice(), now])?;
        if (now - kept.swept_at).abs() > SWEEP {
            // Also those of a clock that stood wrong and was set back: nothing else would ever take them out.
            kept.file.execute("DELETE FROM nonce WHERE seen_at NOT BETWEEN ?1 AND ?2", [now - life, now + life])?;
            kept.swept_at = now;
        }
        Ok(())
    }

    /// Those that were seen at `since` or later, in the order in which they came.
    pub(super) fn since(&self, since: Seconds) -> Result<Vec<([u8; 16], Seconds)>, StoreError> {
        let kept = self.lock();
        let mut statement =
            kept.file.prepare("SELECT nonce, seen_at FROM nonce WHERE seen_at >= ?1 ORDER BY seen_at")?;
        let rows = statement.query_map([since], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_found_by_the_next_process_until_its_life_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nonces.db");
        let first = Nonces::open(&path).unwrap();
        first.keep([1; 16], 1_000, 600).unwrap();
        first.keep([2; 16], 1_100, 600).unwrap();
        // Not closed: a process that is killed closes nothing.
        std::mem::forget(first);
        let next = Nonces::open(&path).unwrap();
        assert_eq!(next.since(1_000).unwrap(), [([1; 16], 1_000), ([2; 16], 1_100)]);
        assert_eq!(next.since(1_001).unwrap(), [([2; 16], 1_100)]);
        next.keep([3; 16], 1_650, 600).unwrap();
        assert_eq!(next.since(0).unwrap(), [([2; 16], 1_100), ([3; 16], 1_650)], "the oldest is erased");
    }

    // R64
    #[test]
    fn a_day_of_requests_leaves_no_more_than_the_last_minutes_and_the_file_stops_growing() {
        const LIFE: Seconds = 600;
        const STEP: Seconds = 3;
        const MOST: usize = ((LIFE + SWEEP) / STEP) as usize + 2;
        /// The log of the file ends now a page earlier, now a page later.
        const FEW_PAGES: u64 = 65_536;
        let folder = tempfile::tempdir().unwrap();
        let nonces = Nonces::open(&folder.path().join("nonces.db")).unwrap();
        let size = || -> u64 {
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
        };
        let mut number = 0_u128;
        let mut hour = |start: Seconds| {
            for second in (start..start + 3_600).step_by(STEP as usize) {
                number += 1;
                nonces.keep(number.to_be_bytes(), second, LIFE).unwrap();
            }
            nonces.since(Seconds::MIN).unwrap().len()
        };
        let start = 1_788_000_000;
        for n in 0..4 {
            assert!(hour(start + n * 3_600) <= MOST);
        }
        let settled = size();
        for n in 4..24 {
            assert!(hour(start + n * 3_600) <= MOST);
        }
        assert!(size() < settled + FEW_PAGES, "{} bytes after {settled}", size());
        // The clock was ten years ahead for an hour, and was set right.
        assert!(hour(start + 315_000_000) <= MOST);
        assert!(hour(start + 25 * 3_600) <= MOST);
        assert!(size() < settled + FEW_PAGES, "{} bytes after {settled}", size());
    }
}
