//! The ladder of schema versions, climbed one rung per transaction; a backup is made before the first rung.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{StoreError, backup, connect, corrupt_or_refused};

/// Each rung in order; rung n leads from version n to n + 1.
const LADDER: &[&str] = &[
    include_str!("../../migrations/0001_ledger.sql"),
    include_str!("../../migrations/0002_chat.sql"),
    include_str!("../../migrations/0003_outside.sql"),
    include_str!("../../migrations/0004_signal_records.sql"),
    include_str!("../../migrations/0005_learning.sql"),
];

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
    for (rung, sql) in LADDER.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
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
