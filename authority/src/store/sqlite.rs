//! The embedded store: SQLite through rusqlite, one connection, durable at every commit.
//!
//! `journal_mode = WAL` with `synchronous = FULL`: an answered step survives the loss of power as far as the disk keeps
//! its word. All steps run one after the other; callers come from blocking threads.

use super::nonces::Nonces;
use super::{
    Case, CodeState, Device, Edition, Effects, HolderId, KidBytes, Once, ReviewRow, Rule, Store, StoreError, Terminal,
    answers, schema,
};
use crate::holder::HolderFile;
use crate::messages::Message;
use crate::seal::{Sealer, random};
use crate::status::Permutation;
use lz_api::{ProblemCode, Seconds};
use lz_license::UnixSeconds;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

/// How long a presentation is remembered as answered, in seconds: longer than it can be asked about.
const PRESENTED_KEPT: i64 = 90 * 86_400;

/// The store in one file.
pub struct SqliteStore {
    connection: Mutex<Connection>,
    nonces: Nonces,
    sealer: Sealer,
    permutation: Permutation,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SqliteStore")
    }
}

impl SqliteStore {
    /// Opens the file, makes it if it is missing, and brings its shape up to date.
    ///
    /// Errors: [`StoreError::Newer`] if a newer program made it, [`StoreError::Damaged`] if its pages do not hold together;
    /// nothing is changed then.
    pub(crate) fn open(path: &Path, sealer: Sealer, permutation: Permutation) -> Result<Self, StoreError> {
        let log = std::fs::metadata(format!("{}-wal", path.display())).is_ok_and(|log| log.len() > 0);
        let mut connection = Connection::open(path)?;
        // Until it is known to be ours, a log that a killed process left is not even tidied away.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log)?;
        schema::version(&connection)?;
        let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(StoreError::Damaged);
        }
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        schema::migrate(&mut connection)?;
        let nonces = Nonces::open(&path.with_file_name("nonces.db"))?;
        Ok(Self { connection: Mutex::new(connection), nonces, sealer, permutation })
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A rule that panicked left its transaction rolled back, so the connection is as good as before.
        self.connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// One transaction; an error rolls back.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Uses up the challenge and sets one device by `sql`, once for each request; `otherwise` if no row is set by it.
    fn set_device(
        &self,
        once: &Once,
        nonce: [u8; 16],
        now: UnixSeconds,
        (sql, kid, device): (&str, KidBytes, &Device),
        otherwise: ProblemCode,
    ) -> Result<(), StoreError> {
        self.write(|t| {
            if answers::kept(t, &self.sealer, once, now)?.is_some() {
                return Ok(());
            }
            use_up(t, nonce, now)?;
            if t.execute(sql, params![kid.as_slice(), String::from_utf8_lossy(&json(device))])? != 1 {
                return Err(otherwise.into());
            }
            answers::keep(t, &self.sealer, once, &serde_json::Value::Null, now)
        })
    }

    fn open_file(&self, id: HolderId, sealed: &[u8]) -> Result<HolderFile, StoreError> {
        let plain = self.sealer.open(&format!("holder/{id}"), sealed).map_err(|_| StoreError::Damaged)?;
        serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged)
    }

    fn seal_file(&self, id: HolderId, file: &HolderFile) -> Vec<u8> {
        self.sealer.seal(&format!("holder/{id}"), &json(file))
    }

    fn load(&self, connection: &Connection, id: HolderId) -> Result<HolderFile, StoreError> {
        let sealed: Vec<u8> = connection
            .prepare_cached("SELECT doc FROM holder WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?
            .ok_or(ProblemCode::PersonUnknown)?;
        self.open_file(id, &sealed)
    }

    fn insert_photo(&self, t: &Transaction<'_>, id: HolderId, sha256: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let sealed = self.sealer.seal(&format!("photo/{id}/{sha256}"), bytes);
        t.execute(
            "INSERT OR IGNORE INTO photo (holder, sha256, bytes) VALUES (?1, ?2, ?3)",
            params![id, sha256, sealed],
        )?;
        Ok(())
    }

    fn insert_message(&self, t: &Connection, message: &Message) -> Result<(), StoreError> {
        let sealed = self.sealer.seal(&format!("message/{}", message.id), &json(message));
        t.execute("INSERT OR IGNORE INTO outbox (id, doc) VALUES (?1, ?2)", params![message.id, sealed])?;
        Ok(())
    }

    fn apply(&self, t: &Transaction<'_>, id: HolderId, effects: &Effects, now: i64) -> Result<(), StoreError> {
        for (sha256, bytes) in &effects.photos {
            self.insert_photo(t, id, sha256, bytes)?;
        }
        for sha256 in &effects.erase_photos {
            t.execute("DELETE FROM photo WHERE holder = ?1 AND sha256 = ?2", params![id, sha256])?;
        }
        if let Some((review, application, due, submitted_at)) = &effects.review {
            t.execute(
                "INSERT INTO review (id, holder, application, due, submitted_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![review, id, application, due, submitted_at],
            )?;
        }
        if let Some(application) = &effects.reviewed_application {
            t.execute("UPDATE review SET done = 1 WHERE holder = ?1 AND application = ?2", params![id, application])?;
        }
        if effects.index_taken {
            add_to_number(t, "indexes")?;
        }
        for (index, value, clear_at) in &effects.entries {
            t.execute(
                "INSERT INTO entry (idx, holder, value, clear_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (idx) DO UPDATE SET value = excluded.value, clear_at = excluded.clear_at",
                params![index, id, value, clear_at],
            )?;
        }
        if !effects.entries.is_empty() {
            add_to_number(t, "entries_version")?;
        }
        for (kid, holder, over) in &effects.devices {
            t.execute(
                "UPDATE device SET holder = ?2, over = ?3 WHERE kid = ?1",
                params![kid.as_slice(), holder, over],
            )?;
        }
        if let Some((kind, hash)) = &effects.first_time {
            let added = t.execute(
                "INSERT OR IGNORE INTO presented (kind, hash, at) VALUES (?1, ?2, ?3)",
                params![kind, hash.as_slice(), now],
            )?;
            t.execute("DELETE FROM presented WHERE at < ?1", [now - PRESENTED_KEPT])?;
            if added == 0 {
                return Err(ProblemCode::CheckReplayed.into());
            }
        }
        for message in &effects.messages {
            self.insert_message(t, message)?;
        }
        Ok(())
    }
}

fn add_to_number(t: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
    t.execute(
        "INSERT INTO number (name, value) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
        [name],
    )?;
    Ok(())
}

fn read_number(connection: &Connection, name: &str) -> Result<u64, StoreError> {
    let value: Option<i64> = connection
        .prepare_cached("SELECT value FROM number WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value.unwrap_or(0).unsigned_abs())
}

fn write_number(t: &Transaction<'_>, name: &str, value: u64) -> Result<(), StoreError> {
    let value = i64::try_from(value).map_err(|_| StoreError::Damaged)?;
    t.execute(
        "INSERT INTO number (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value],
    )?;
    Ok(())
}

pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("our own types serialise")
}

fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged)
}

const REVIEW_COLUMNS: &str = "id, holder, application, due, submitted_at, officer, lease_until, done";

fn review_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<ReviewRow> {
    Ok(ReviewRow {
        id: row.get(0)?,
        holder: row.get(1)?,
        application: row.get(2)?,
        due: row.get(3)?,
        submitted_at: row.get(4)?,
        officer: row.get(5)?,
        lease_until: row.get(6)?,
        done: row.get(7)?,
    })
}

impl Store for SqliteStore {
    fn add_holder(
        &self,
        blind: [u8; 32],
        file: &HolderFile,
        photos: &[(String, Vec<u8>)],
    ) -> Result<HolderId, StoreError> {
        self.write(|t| {
            let known: Option<HolderId> = t
                .prepare_cached("SELECT id FROM holder WHERE blind = ?1")?
                .query_row([blind.as_slice()], |row| row.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(id);
            }
            let id = i64::from_be_bytes(random()) & i64::MAX;
            t.execute(
                "INSERT INTO holder (id, blind, doc) VALUES (?1, ?2, ?3)",
                params![id, blind.as_slice(), self.seal_file(id, file)],
            )?;
            for (sha256, bytes) in photos {
                self.insert_photo(t, id, sha256, bytes)?;
            }
            Ok(id)
        })
    }

    fn holder_by_number(&self, blind: [u8; 32]) -> Result<Option<HolderId>, StoreError> {
        Ok(self
            .lock()
            .prepare_cached("SELECT id FROM holder WHERE blind = ?1")?
            .query_row([blind.as_slice()], |row| row.get(0))
            .optional()?)
    }

    fn holder(&self, id: HolderId) -> Result<HolderFile, StoreError> {
        self.load(&self.lock(), id)
    }

    fn holders(&self) -> Result<u64, StoreError> {
        let count: i64 = self.lock().query_row("SELECT count(*) FROM holder", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn decide(
        &self,
        id: HolderId,
        once: Option<&Once>,
        now: UnixSeconds,
        rule: Rule<'_>,
    ) -> Result<serde_json::Value, StoreError> {
        self.write(|t| {
            if let Some(once) = once
                && let Some(answer) = answers::kept(t, &self.sealer, once, now)?
            {
                return Ok(answer);
            }
            let file = self.load(t, id)?;
            let next = u32::try_from(read_number(t, "indexes")?).map_err(|_| StoreError::Damaged)?;
            let before = file.clone();
            let mut case = Case { id, file, free_index: self.permutation.index(next), effects: Effects::default() };
            let answer = rule(&mut case)?;
            if case.file != before {
                t.prepare_cached("UPDATE holder SET doc = ?2 WHERE id = ?1")?
                    .execute(params![id, self.seal_file(id, &case.file)])?;
            }
            self.apply(t, id, &case.effects, now.0)?;
            if let Some(once) = once {
                answers::keep(t, &self.sealer, once, &answer, now)?;
            }
            Ok(answer)
        })
    }

    fn answered(&self, once: &Once, now: UnixSeconds) -> Result<Option<serde_json::Value>, StoreError> {
        self.write(|t| answers::kept(t, &self.sealer, once, now))
    }

    fn keep_nonce(&self, nonce: [u8; 16], now: Seconds, life: Seconds) -> Result<(), StoreError> {
        self.nonces.keep(nonce, now, life)
    }

    fn nonces(&self, since: Seconds) -> Result<Vec<([u8; 16], Seconds)>, StoreError> {
        self.nonces.since(since)
    }

    fn photo(&self, id: HolderId, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed: Option<Vec<u8>> = self
            .lock()
            .prepare_cached("SELECT bytes FROM photo WHERE holder = ?1 AND sha256 = ?2")?
            .query_row(params![id, sha256], |row| row.get(0))
            .optional()?;
        sealed
            .map(|sealed| self.sealer.open(&format!("photo/{id}/{sha256}"), &sealed).map_err(|_| StoreError::Damaged))
            .transpose()
    }

    fn add_challenge(&self, nonce: [u8; 16], now: UnixSeconds, expires_at: UnixSeconds) -> Result<(), StoreError> {
        self.write(|t| {
            t.execute("DELETE FROM challenge WHERE expires_at < ?1", [now.0])?;
            t.execute(
                "INSERT INTO challenge (nonce, expires_at) VALUES (?1, ?2)",
                params![nonce.as_slice(), expires_at.0],
            )?;
            Ok(())
        })
    }

    fn enrol(
        &self,
        once: &Once,
        nonce: [u8; 16],
        kid: KidBytes,
        device: &Device,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        let added = "INSERT OR IGNORE INTO device (kid, holder, over, doc) VALUES (?1, NULL, 0, ?2)";
        self.set_device(once, nonce, now, (added, kid, device), ProblemCode::BindWrong)
    }

    fn rekey(
        &self,
        once: &Once,
        nonce: [u8; 16],
        kid: KidBytes,
        device: &Device,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        let changed = "UPDATE device SET doc = ?2 WHERE kid = ?1 AND over = 0";
        self.set_device(once, nonce, now, (changed, kid, device), ProblemCode::DeviceReplaced)
    }

    fn device(&self, kid: KidBytes) -> Result<Option<Device>, StoreError> {
        let row: Option<(String, Option<HolderId>, bool)> = self
            .lock()
            .prepare_cached("SELECT doc, holder, over FROM device WHERE kid = ?1")?
            .query_row([kid.as_slice()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        row.map(|(doc, holder, over)| Ok(Device { holder, over, ..read_json(&doc)? })).transpose()
    }

    fn add_terminal(&self, kid: KidBytes, terminal: &Terminal) -> Result<(), StoreError> {
        self.write(|t| {
            t.execute(
                "INSERT INTO terminal (kid, doc) VALUES (?1, ?2) ON CONFLICT (kid) DO UPDATE SET doc = excluded.doc",
                params![kid.as_slice(), String::from_utf8_lossy(&json(terminal))],
            )?;
            Ok(())
        })
    }

    fn terminal(&self, kid: KidBytes) -> Result<Option<Terminal>, StoreError> {
        let doc: Option<String> = self
            .lock()
            .prepare_cached("SELECT doc FROM terminal WHERE kid = ?1")?
            .query_row([kid.as_slice()], |row| row.get(0))
            .optional()?;
        doc.map(|doc| read_json(&doc)).transpose()
    }

    fn code(&self, blind: [u8; 32], change: &mut dyn FnMut(&mut CodeState)) -> Result<(), StoreError> {
        self.write(|t| {
            let doc: Option<String> = t
                .prepare_cached("SELECT doc FROM code WHERE blind = ?1")?
                .query_row([blind.as_slice()], |row| row.get(0))
                .optional()?;
            let mut state: CodeState = doc.map(|doc| read_json(&doc)).transpose()?.unwrap_or_default();
            change(&mut state);
            t.execute(
                "INSERT INTO code (blind, doc) VALUES (?1, ?2) ON CONFLICT (blind) DO UPDATE SET doc = excluded.doc",
                params![blind.as_slice(), String::from_utf8_lossy(&json(&state))],
            )?;
            Ok(())
        })
    }

    fn claim_review(&self, officer: &str, now: UnixSeconds, lease: i64) -> Result<Option<ReviewRow>, StoreError> {
        self.write(|t| {
            // An officer who asks again keeps what they hold.
            let row = t
                .prepare_cached(&format!(
                    "SELECT {REVIEW_COLUMNS} FROM review WHERE done = 0 AND (lease_until <= ?1 OR officer = ?2)
                     ORDER BY (officer IS ?2 AND lease_until > ?1) DESC, due, submitted_at, id LIMIT 1"
                ))?
                .query_row(params![now.0, officer], review_row)
                .optional()?;
            let Some(row) = row else { return Ok(None) };
            let lease_until = now.plus(lease).0;
            t.execute(
                "UPDATE review SET officer = ?2, lease_until = ?3 WHERE id = ?1",
                params![row.id, officer, lease_until],
            )?;
            Ok(Some(ReviewRow { officer: Some(officer.to_owned()), lease_until, ..row }))
        })
    }

    fn review(&self, id: &str) -> Result<Option<ReviewRow>, StoreError> {
        Ok(self
            .lock()
            .prepare_cached(&format!("SELECT {REVIEW_COLUMNS} FROM review WHERE id = ?1"))?
            .query_row([id], review_row)
            .optional()?)
    }

    fn entries(&self, list: u32, now: UnixSeconds) -> Result<Vec<(u32, u8)>, StoreError> {
        let first = list << 20;
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "SELECT idx - ?1, value FROM entry WHERE idx BETWEEN ?1 AND ?2 AND value > 0 AND clear_at > ?3 ORDER BY idx",
        )?;
        let rows =
            statement.query_map(params![first, first | 0xf_ffff, now.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn holder_by_index(&self, index: u32) -> Result<Option<HolderId>, StoreError> {
        Ok(self
            .lock()
            .prepare_cached("SELECT holder FROM entry WHERE idx = ?1")?
            .query_row([index], |row| row.get(0))
            .optional()?)
    }

    fn indexes(&self) -> Result<u32, StoreError> {
        u32::try_from(read_number(&self.lock(), "indexes")?).map_err(|_| StoreError::Damaged)
    }

    fn entries_version(&self) -> Result<u64, StoreError> {
        read_number(&self.lock(), "entries_version")
    }

    fn number(&self, name: &str) -> Result<u64, StoreError> {
        read_number(&self.lock(), name)
    }

    fn set_number(&self, name: &str, value: u64) -> Result<(), StoreError> {
        self.write(|t| write_number(t, name, value))
    }

    fn published(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .lock()
            .prepare_cached("SELECT content FROM published WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    fn publish(&self, edition: &Edition<'_>) -> Result<(), StoreError> {
        self.write(|t| {
            write_number(t, "policy_sequence", edition.sequence)?;
            write_number(t, "policy_mark", edition.mark)?;
            for (name, content) in [("policy", edition.policy)].iter().chain(&edition.files) {
                t.prepare_cached("INSERT OR REPLACE INTO published (name, content) VALUES (?1, ?2)")?
                    .execute(params![name, content])?;
            }
            Ok(())
        })
    }

    fn holder_ids(&self, after: HolderId, most: u32) -> Result<Vec<HolderId>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT id FROM holder WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let ids = statement.query_map(params![after, most], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn outbox(&self) -> Result<Vec<Message>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT id, doc FROM outbox ORDER BY rowid LIMIT 64")?;
        let rows: Vec<(String, Vec<u8>)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        rows.iter()
            .map(|(id, sealed)| {
                let plain = self.sealer.open(&format!("message/{id}"), sealed).map_err(|_| StoreError::Damaged)?;
                serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged)
            })
            .collect()
    }

    fn add_message(&self, message: &Message) -> Result<(), StoreError> {
        self.insert_message(&self.lock(), message)
    }

    fn sent(&self, id: &str) -> Result<(), StoreError> {
        self.lock().execute("DELETE FROM outbox WHERE id = ?1", [id])?;
        Ok(())
    }
}

/// A nonce is good once and for its time.
fn use_up(t: &Transaction<'_>, nonce: [u8; 16], now: UnixSeconds) -> Result<(), StoreError> {
    let good =
        t.execute("DELETE FROM challenge WHERE nonce = ?1 AND expires_at >= ?2", params![nonce.as_slice(), now.0])?;
    if good == 1 { Ok(()) } else { Err(ProblemCode::ChallengeOver.into()) }
}
