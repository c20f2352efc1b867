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

    /// Keeps a nonce for `life` seconds.
    pub(super) fn keep(&self, nonce: [u8; 16], now: Seconds, life: Seconds) -> Result<(), StoreError> {
        let mut kept = self.lock();
        kept.file
            .prepare_cached("INSERT OR REPLACE INTO nonce (nonce, seen_at) VALUES (?1, ?2)")?
            .execute(params![nonce.as_slice(), now])?;
        if (now - kept.swept_at).abs() > SWEEP {
            kept.file.execute("DELETE FROM nonce WHERE seen_at < ?1", [now - life])?;
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
}
