//! Columns of a row, read one after the other into domain values.

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::FromSql;

use super::StoreError;
use crate::domain::symbol::Symbol;

/// Reads columns one after the other.
pub(super) struct Columns<'r, 's> {
    pub(super) row: &'r Row<'s>,
    pub(super) next: usize,
    pub(super) table: &'static str,
}

impl Columns<'_, '_> {
    pub(super) fn take<T: FromSql>(&mut self) -> Result<T, StoreError> {
        let value = self.row.get(self.next).map_err(|error| self.bad(error))?;
        self.next += 1;
        Ok(value)
    }

    pub(super) fn seconds(&mut self) -> Result<Timestamp, StoreError> {
        let seconds = self.take()?;
        Timestamp::from_second(seconds).map_err(|error| self.bad(error))
    }

    pub(super) fn micros(&mut self) -> Result<Timestamp, StoreError> {
        let micros = self.take()?;
        Timestamp::from_microsecond(micros).map_err(|error| self.bad(error))
    }

    pub(super) fn symbol(&mut self) -> Result<Symbol, StoreError> {
        let text: String = self.take()?;
        Symbol::new(&text).map_err(|error| self.bad(error))
    }

    /// A text column that must be one of the names a type knows.
    pub(super) fn named<T>(&mut self, find: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        let name: String = self.take()?;
        find(&name).ok_or_else(|| self.bad(format!("unknown name `{name}`")))
    }

    pub(super) fn bad(&self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Row { table: self.table, reason: format!("column {}: {reason}", self.next) }
    }
}
