//! Where the newest bar of each symbol ends, kept so that nobody has to search for it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::rows::Columns;
use crate::domain::symbol::Symbol;

/// The ends of the newest bars of all symbols.
pub(super) fn read(connection: &Connection) -> Result<Vec<(Symbol, Timestamp)>, StoreError> {
    let mut select = connection.prepare_cached("SELECT symbol, end_s FROM newest_bars ORDER BY symbol")?;
    let mut rows = select.query([])?;
    let mut ends = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "newest_bars" };
        ends.push((columns.symbol()?, columns.seconds()?));
    }
    Ok(ends)
}

/// End of the newest bar of a symbol.
pub(super) fn of(connection: &Connection, symbol: Symbol) -> Result<Option<Timestamp>, StoreError> {
    let end: Option<i64> = connection
        .prepare_cached("SELECT end_s FROM newest_bars WHERE symbol = ?")?
        .query_row([symbol.as_str()], |row| row.get(0))
        .optional()?;
    Ok(end.and_then(|seconds| Timestamp::from_second(seconds).ok()))
}

pub(super) fn write(transaction: &Transaction<'_>, symbol: Symbol, end: Timestamp) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO newest_bars (symbol, end_s) VALUES (?, ?)")?
        .execute(params![symbol.as_str(), end.as_second()])?;
    Ok(())
}
