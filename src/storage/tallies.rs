//! Kept figures: one tally per symbol, horizon and crossing, written in the transaction of the outcomes they count.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use super::library::{self, ALWAYS};
use super::rows::Columns;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::symbol::Symbol;

/// Symbol, horizon, and whether the due instant lies in a later session than the decision.
pub(super) type TallyKey = (Symbol, Horizon, bool);

/// The tallies of one symbol by horizon, then by crossing.
pub(super) type OfSymbol = [[Tally; 2]; Horizon::COUNT];

/// Writes the tallies that are `behind`.
pub(super) fn write(
    transaction: &Transaction<'_>,
    symbol: Symbol,
    tallies: &OfSymbol,
    behind: &mut [[bool; 2]; Horizon::COUNT],
) -> Result<(), StoreError> {
    let mut upsert = transaction
        .prepare_cached("INSERT OR REPLACE INTO tallies (symbol, horizon, crosses_close, body) VALUES (?, ?, ?, ?)")?;
    for ((horizon, halves), behind) in Horizon::ALL.into_iter().zip(tallies).zip(behind) {
        for ((crosses, tally), behind) in [false, true].into_iter().zip(halves).zip(behind) {
            if std::mem::take(behind) {
                let body = postcard::to_stdvec(tally).map_err(|error| unreadable(&error))?;
                upsert.execute(params![symbol.as_str(), horizon.name(), crosses, body])?;
            }
        }
    }
    Ok(())
}

/// All kept tallies.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<TallyKey, Tally>, StoreError> {
    let mut select = connection.prepare_cached("SELECT symbol, horizon, crosses_close, body FROM tallies")?;
    let mut rows = select.query([])?;
    let mut tallies = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "tallies" };
        let key = (columns.symbol()?, columns.named(Horizon::from_name)?, columns.take()?);
        let body: Vec<u8> = columns.take()?;
        tallies.insert(key, postcard::from_bytes(&body).map_err(|error| unreadable(&error))?);
    }
    Ok(tallies)
}

/// Those of one symbol.
pub(super) fn of(all: &BTreeMap<TallyKey, Tally>, symbol: Symbol) -> OfSymbol {
    let tally = |horizon, crosses| all.get(&(symbol, horizon, crosses)).copied().unwrap_or_default();
    Horizon::ALL.map(|horizon| [tally(horizon, false), tally(horizon, true)])
}

/// The tallies of a symbol, counted anew from its outcomes in the order in which they settled.
pub(super) fn recounted(connection: &Connection, symbol: Symbol) -> Result<BTreeMap<TallyKey, Tally>, StoreError> {
    let mut tallies: BTreeMap<TallyKey, Tally> = BTreeMap::new();
    library::outcomes(connection, symbol, ALWAYS, |_, outcome| {
        tallies.entry((symbol, outcome.horizon, outcome.crosses_close)).or_default().add(outcome);
    })?;
    Ok(tallies)
}

/// Counts all tallies anew where one of them was written by a version that kept fewer figures.
pub(super) fn renew(connection: &mut Connection) -> Result<(), StoreError> {
    if !matches!(read(connection), Err(StoreError::Row { .. })) {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    transaction.execute("DELETE FROM tallies", [])?;
    for symbol in library::symbols(&transaction)? {
        let tallies = of(&recounted(&transaction, symbol)?, symbol);
        let mut behind = tallies.map(|halves| halves.map(|tally| tally != Tally::default()));
        write(&transaction, symbol, &tallies, &mut behind)?;
    }
    transaction.commit()?;
    Ok(())
}

fn unreadable(error: &postcard::Error) -> StoreError {
    StoreError::Row { table: "tallies", reason: error.to_string() }
}
