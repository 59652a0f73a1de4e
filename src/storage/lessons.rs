//! Where the learner stood at the end of each day.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Store, StoreError};
use crate::domain::learned::Lesson;
use crate::domain::symbol::Symbol;

/// Keeps a lesson.
pub(super) fn insert(transaction: &Transaction<'_>, lesson: &Lesson) -> Result<(), StoreError> {
    let body = postcard::to_stdvec(lesson).map_err(|error| broken(&error))?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO lessons (symbol, date, body) VALUES (?, ?, ?)")?
        .execute(params![lesson.symbol.as_str(), lesson.date.to_string(), body])?;
    Ok(())
}

impl Store {
    /// Keeps the lessons of a fold that was rebuilt from the ledger, in the place of those that are there.
    pub fn keep_lessons(&self, lessons: Vec<Lesson>) -> Result<(), StoreError> {
        if lessons.is_empty() {
            return Ok(());
        }
        self.write(move |transaction| lessons.iter().try_for_each(|lesson| insert(transaction, lesson)))
    }

    /// The newest lessons of a symbol, at most `count_max`, the oldest first.
    pub fn lessons(&self, symbol: Symbol, count_max: u32) -> Result<Vec<Lesson>, StoreError> {
        self.read(|connection| until(connection, symbol, Date::MAX, count_max))
    }
}

/// The newest lessons up to a day, at most `count_max`, the oldest first.
pub(super) fn until(
    connection: &Connection,
    symbol: Symbol,
    date: Date,
    count_max: u32,
) -> Result<Vec<Lesson>, StoreError> {
    let mut select = connection
        .prepare_cached("SELECT body FROM lessons WHERE symbol = ? AND date <= ? ORDER BY date DESC LIMIT ?")?;
    let mut rows = select.query(params![symbol.as_str(), date.to_string(), count_max])?;
    let mut lessons = Vec::new();
    while let Some(row) = rows.next()? {
        let body: Vec<u8> = row.get(0)?;
        lessons.push(postcard::from_bytes(&body).map_err(|error| broken(&error))?);
    }
    lessons.reverse();
    Ok(lessons)
}

/// The newest lesson before a day.
pub(super) fn before(connection: &Connection, symbol: Symbol, date: Date) -> Result<Option<Lesson>, StoreError> {
    let mut select = connection
        .prepare_cached("SELECT body FROM lessons WHERE symbol = ? AND date < ? ORDER BY date DESC LIMIT 1")?;
    let body: Option<Vec<u8>> =
        select.query_row(params![symbol.as_str(), date.to_string()], |row| row.get(0)).optional()?;
    body.map(|body| postcard::from_bytes(&body).map_err(|error| broken(&error))).transpose()
}

fn broken(error: &postcard::Error) -> StoreError {
    StoreError::Row { table: "lessons", reason: error.to_string() }
}
