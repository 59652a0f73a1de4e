//! Kept figures: one tally per symbol, horizon and crossing, changed in the transaction of the outcomes they count.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use super::kept::Kept;
use super::rows::Columns;
use crate::domain::figures::{BaseSums, Leaned, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::symbol::Symbol;

/// Symbol, horizon, and whether the due instant lies in a later session than the decision.
pub(super) type TallyKey = (Symbol, Horizon, bool);

/// Writes the tallies that changed.
pub(super) fn flush(tallies: &Kept<TallyKey, Tally>, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut upsert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO tallies (symbol, horizon, crosses_close, settled, void, \
         w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu, brier, log_loss, \
         lean_right, lean_wrong, yesterday_known, yesterday_same, \
         base_weight, base_brier, base_log_loss, base_brier_gain, base_gain, base_gain_squares) \
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for ((symbol, horizon, crosses), tally) in tallies.changed() {
        let [[dd, ds, du], [sd, ss, su], [ud, us, uu]] = tally.weight;
        upsert.execute(params![
            symbol.as_str(),
            horizon.name(),
            crosses,
            i64::try_from(tally.settled).unwrap_or(i64::MAX),
            i64::try_from(tally.void).unwrap_or(i64::MAX),
            dd,
            ds,
            du,
            sd,
            ss,
            su,
            ud,
            us,
            uu,
            tally.brier,
            tally.log_loss,
            tally.leaned.right,
            tally.leaned.wrong,
            tally.yesterday.0,
            tally.yesterday.1,
            tally.base.weight,
            tally.base.brier,
            tally.base.log_loss,
            tally.base.brier_gain,
            tally.base.gain,
            tally.base.gain_squares,
        ])?;
    }
    Ok(())
}

/// All kept tallies.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<TallyKey, Tally>, StoreError> {
    let mut select = connection.prepare(
        "SELECT symbol, horizon, crosses_close, settled, void, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu, brier, log_loss, \
         lean_right, lean_wrong, yesterday_known, yesterday_same, \
         base_weight, base_brier, base_log_loss, base_brier_gain, base_gain, base_gain_squares FROM tallies",
    )?;
    let mut rows = select.query([])?;
    let mut tallies = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "tallies" };
        let key = (columns.symbol()?, columns.named(Horizon::from_name)?, columns.take()?);
        let mut tally = Tally { settled: count(columns.take()?), void: count(columns.take()?), ..Tally::default() };
        for cell in tally.weight.iter_mut().flatten() {
            *cell = columns.take()?;
        }
        tally.brier = columns.take()?;
        tally.log_loss = columns.take()?;
        tally.leaned = Leaned { right: columns.take()?, wrong: columns.take()? };
        tally.yesterday = (columns.take()?, columns.take()?);
        tally.base = BaseSums {
            weight: columns.take()?,
            brier: columns.take()?,
            log_loss: columns.take()?,
            brier_gain: columns.take()?,
            gain: columns.take()?,
            gain_squares: columns.take()?,
        };
        tallies.insert(key, tally);
    }
    Ok(tallies)
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
