//! The shape of the database: numbered steps forward, each applied once, all that are missing in one transaction.
//!
//! `PRAGMA user_version` counts the steps that a file has behind it. A new file goes through all of them, so that an old
//! and a new one have one shape. A step that was released is never changed; a change is a new step, and its line here.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};

/// The steps, the first one first.
const STEPS: [&str; 3] = [
    include_str!("schema/0001_first.sql"),
    include_str!("schema/0002_answers_are_over_after_a_week.sql"),
    include_str!("schema/0003_published_rules.sql"),
];

/// Version of a file that this program has brought up to date.
pub(super) const VERSION: u32 = STEPS.len() as u32;

/// Reads the version. Errors: [`StoreError::Newer`] if this program is older than the file; nothing is changed.
pub(super) fn version(connection: &Connection) -> Result<u32, StoreError> {
    let counted: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    match counted {
        0 => uncounted(connection),
        1..=VERSION => Ok(counted),
        found => Err(StoreError::Newer { found, known: VERSION }),
    }
}

/// Files made before versions were counted say 0: their shape tells.
fn uncounted(connection: &Connection) -> Result<u32, StoreError> {
    if !connection.table_exists(None, "holder")? {
        return Ok(0);
    }
    Ok(if connection.column_exists(None, "once", "at")? { 2 } else { 1 })
}

/// Takes the steps that the file lacks: all of them, or none.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version(&transaction)?;
    for step in &STEPS[version as usize..] {
        transaction.execute_batch(step)?;
    }
    // A file of today's shape that was made before versions were counted is counted from now on.
    if transaction.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? != VERSION {
        transaction.pragma_update(None, "user_version", VERSION)?;
        tracing::info!(from = version, to = VERSION, "the database was brought up to date");
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that a file's shape is, in words that do not depend on how it came about.
    fn shape(connection: &Connection) -> Vec<(String, String, String, bool)> {
        let sql = "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_master m, pragma_table_info(m.name) c
                   WHERE m.type IN ('table', 'index') ORDER BY m.name, c.name";
        let mut rows = connection.prepare(sql).unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        rows.query_map([], read).unwrap().map(Result::unwrap).collect()
    }

    fn version_of(connection: &Connection) -> u32 {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    fn new() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection
    }

    #[test]
    fn a_file_of_any_earlier_shape_gets_the_shape_of_a_new_one_and_keeps_its_rows() {
        let today = shape(&new());
        assert!(today.iter().any(|(table, column, ..)| (table.as_str(), column.as_str()) == ("once", "at")));
        for counted in [false, true] {
            for steps in 0..=STEPS.len() {
                let mut old = Connection::open_in_memory().unwrap();
                for step in &STEPS[..steps] {
                    old.execute_batch(step).unwrap();
                }
                // Only the first two shapes were ever made by a program that did not count.
                if counted {
                    old.pragma_update(None, "user_version", steps as u32).unwrap();
                } else if steps > 2 {
                    continue;
                }
                if steps > 0 {
                    old.execute("INSERT INTO number (name, value) VALUES ('list_sequence', 41)", []).unwrap();
                }
                for _ in 0..2 {
                    migrate(&mut old).unwrap();
                    assert_eq!((shape(&old), version_of(&old)), (today.clone(), VERSION), "{steps} steps, {counted}");
                }
                let kept: u32 = old.query_row("SELECT count(*) FROM number", [], |row| row.get(0)).unwrap();
                assert_eq!(kept, u32::from(steps > 0), "{steps} steps");
            }
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut old = Connection::open_in_memory().unwrap();
        old.execute_batch(STEPS[0]).unwrap();
        // Something stands where the second step wants to put its index.
        old.execute_batch("CREATE TABLE once_at (x INTEGER)").unwrap();
        let before = shape(&old);
        assert!(migrate(&mut old).is_err());
        assert_eq!((shape(&old), version_of(&old)), (before, 0));
    }

    #[test]
    fn a_file_of_a_newer_program_is_named_and_left_alone() {
        let mut newer = new();
        newer.pragma_update(None, "user_version", VERSION + 3).unwrap();
        let error = migrate(&mut newer).unwrap_err();
        assert!(matches!(error, StoreError::Newer { found, known } if found == VERSION + 3 && known == VERSION));
        assert_eq!(version_of(&newer), VERSION + 3);
    }
}
