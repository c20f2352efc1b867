//! Answers kept under their idempotency keys, in the transaction that did the work: a repeated request gets the first one (R32).
//!
//! A phone gives up a request after a day; an answer is kept for a week, and then forgotten with the next that is kept.

use super::{Once, StoreError};
use crate::seal::Sealer;
use lz_api::ProblemCode;
use lz_license::UnixSeconds;
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde_json::Value;

/// How long an answer is kept, in seconds.
const KEPT: i64 = 7 * 86_400;

/// The kept answer of a request, or `None` if it is new.
pub(super) fn kept(
    t: &Transaction<'_>,
    sealer: &Sealer,
    once: &Once,
    now: UnixSeconds,
) -> Result<Option<Value>, StoreError> {
    let row: Option<(Vec<u8>, Vec<u8>)> = t
        .prepare_cached("SELECT digest, answer FROM once WHERE scope = ?1 AND key = ?2 AND at >= ?3")?
        .query_row(params![once.scope, once.key, now.0 - KEPT], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((digest, sealed)) = row else { return Ok(None) };
    if digest != once.digest {
        return Err(ProblemCode::IdempotencyConflict.into());
    }
    let plain = sealer.open(&place(once), &sealed).map_err(|_| StoreError::Damaged)?;
    serde_json::from_slice(&plain).map(Some).map_err(|_| StoreError::Damaged)
}

/// Keeps an answer, and forgets those that are over.
pub(super) fn keep(
    t: &Transaction<'_>,
    sealer: &Sealer,
    once: &Once,
    answer: &Value,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    t.prepare_cached("DELETE FROM once WHERE at < ?1")?.execute([now.0 - KEPT])?;
    let sealed = sealer.seal(&place(once), &super::sqlite::json(answer));
    t.prepare_cached("INSERT INTO once (scope, key, digest, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![once.scope, once.key, once.digest.as_slice(), sealed, now.0])?;
    Ok(())
}

fn place(once: &Once) -> String {
    format!("once/{}/{}", once.scope, once.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;
    use serde_json::json;

    fn once(key: &str, digest: u8) -> Once {
        Once { scope: "phone".to_owned(), key: key.to_owned(), digest: [digest; 32] }
    }

    // R32
    #[test]
    fn an_answer_is_given_again_for_a_week_and_then_erased() {
        let mut connection = Connection::open_in_memory().unwrap();
        crate::store::schema::migrate(&mut connection).unwrap();
        let sealer = Sealer::new(&[7; 32]);
        let t = connection.transaction().unwrap();
        let day = |n: i64| UnixSeconds(1_788_000_000 + n * 86_400);
        let look = |once: &Once, at| kept(&t, &sealer, once, at);
        assert_eq!(look(&once("a", 1), day(0)).unwrap(), None);
        keep(&t, &sealer, &once("a", 1), &json!({ "n": 1 }), day(0)).unwrap();
        assert_eq!(look(&once("a", 1), day(7)).unwrap(), Some(json!({ "n": 1 })));
        let other = look(&once("a", 2), day(1)).unwrap_err();
        assert!(matches!(other, StoreError::Refused(problem) if problem.code == ProblemCode::IdempotencyConflict));
        assert_eq!(look(&once("a", 1), day(7).plus(1)).unwrap(), None, "over, though still on the disk");

        keep(&t, &sealer, &once("b", 1), &json!(2), day(7)).unwrap();
        keep(&t, &sealer, &once("c", 1), &json!(3), day(8)).unwrap();
        let mut rows = t.prepare("SELECT key FROM once ORDER BY key").unwrap();
        let left: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(left, ["b", "c"], "the oldest was erased when the next was kept");
    }
}
