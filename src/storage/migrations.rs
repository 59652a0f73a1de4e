//! The ladder of schema versions, climbed one rung per transaction; a backup is made before the first rung.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Transaction};

use super::{StoreError, backup, connect, corrupt_or_refused, old_rows};

/// Each rung in order; rung n leads from version n to n + 1.
const LADDER: &[Rung] = &[
    Rung { sql: include_str!("../../migrations/0001_ledger.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0002_chat.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0003_outside.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0004_signal_records.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0005_learning.sql"), carry: Some(old_rows::carry) },
    Rung { sql: include_str!("../../migrations/0006_desk.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0007_companion.sql"), carry: None },
    Rung { sql: include_str!("../../migrations/0008_training.sql"), carry: None },
];

/// Carries rows over from one shape into another.
type Carry = fn(&Transaction<'_>) -> Result<(), StoreError>;

/// One step of the ladder.
struct Rung {
    sql: &'static str,
    /// What is done at [`CARRY`], where SQL alone cannot say it.
    carry: Option<Carry>,
}

/// The line of a rung's SQL at which rows are carried over.
const CARRY: &str = "\n-- Here ";

/// The schema version this program reads and writes.
pub const SCHEMA_VERSION: i64 = LADDER.len() as i64;

/// Brings the file to [`SCHEMA_VERSION`], or leaves it alone and says why not.
pub(super) fn climb(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = version(connection).map_err(|error| corrupt_or_refused(path, error))?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer { path: path.display().to_string(), found, known: SCHEMA_VERSION });
    }
    if found > 0 && found < SCHEMA_VERSION {
        backup::before_migration(connection, path, found)?;
    }
    for (rung, Rung { sql, carry }) in LADDER.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.transaction()?;
        match carry.zip(sql.split_once(CARRY)) {
            // The line begins with a comment, which goes on in the second part.
            Some((carry, (before, after))) => {
                transaction.execute_batch(before)?;
                carry(&transaction)?;
                transaction.execute_batch(&format!("-- {after}"))?;
            }
            None => transaction.execute_batch(sql)?,
        }
        transaction.pragma_update(None, "user_version", rung as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Whether opening the file would climb the ladder, which only the process that owns it may do.
pub fn is_behind(path: &Path) -> Result<bool, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    Ok(version(&connection).map_err(|error| corrupt_or_refused(path, error))? < SCHEMA_VERSION)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
