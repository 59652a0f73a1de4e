//! Kept records of the signals: how each one's own side fared, written in the transaction of the outcomes they count.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use super::rows::Columns;
use super::{Store, StoreError};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::Prediction;
use crate::domain::signal::SignalKind;
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;

/// Symbol, signal and horizon.
pub(super) type RecordKey = (Symbol, SignalKind, Horizon);

/// The records of one symbol by horizon, then by signal.
pub(super) type OfSymbol = [[SignalRecord; SignalKind::COUNT]; Horizon::COUNT];

/// Writes the records of the horizons that are `behind`; a signal that never spoke at an outcome has none.
pub(super) fn write(
    transaction: &Transaction<'_>,
    symbol: Symbol,
    records: &OfSymbol,
    behind: &mut [bool; Horizon::COUNT],
) -> rusqlite::Result<()> {
    let mut upsert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO signal_records (symbol, signal, horizon, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu) \
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for ((horizon, records), behind) in Horizon::ALL.into_iter().zip(records).zip(behind) {
        if !std::mem::take(behind) {
            continue;
        }
        for (signal, record) in SignalKind::ALL.into_iter().zip(records) {
            if *record == SignalRecord::default() {
                continue;
            }
            let [[dd, ds, du], [sd, ss, su], [ud, us, uu]] = record.weight;
            let key = (symbol.as_str(), signal.name(), horizon.name());
            upsert.execute(params![key.0, key.1, key.2, dd, ds, du, sd, ss, su, ud, us, uu])?;
        }
    }
    Ok(())
}

/// All kept records.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<RecordKey, SignalRecord>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT symbol, signal, horizon, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu FROM signal_records",
    )?;
    let mut rows = select.query([])?;
    let mut records = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "signal_records" };
        let key = (columns.symbol()?, columns.named(SignalKind::from_name)?, columns.named(Horizon::from_name)?);
        let mut record = SignalRecord::default();
        for cell in record.weight.iter_mut().flatten() {
            *cell = columns.take()?;
        }
        records.insert(key, record);
    }
    Ok(records)
}

/// Those of one symbol.
pub(super) fn of(all: &BTreeMap<RecordKey, SignalRecord>, symbol: Symbol) -> OfSymbol {
    let record = |signal, horizon| all.get(&(symbol, signal, horizon)).copied().unwrap_or_default();
    Horizon::ALL.map(|horizon| SignalKind::ALL.map(|signal| record(signal, horizon)))
}

/// Counts one outcome in the record of every signal that spoke at its prediction.
pub(super) fn count(records: &mut BTreeMap<RecordKey, SignalRecord>, prediction: &Prediction, outcome: &Outcome) {
    let Verdict::Settled(settlement) = &outcome.verdict else { return };
    for (signal, reading) in prediction.readings.iter() {
        if let Some(score) = reading.score() {
            let record = records.entry((outcome.symbol, signal, outcome.horizon)).or_default();
            record.add(score, settlement.became, outcome.uniqueness);
        }
    }
}

impl Store {
    /// The record of each signal of a symbol at one horizon, in the order of [`SignalKind::ALL`].
    pub fn signal_records(
        &self,
        symbol: Symbol,
        horizon: Horizon,
    ) -> Result<[SignalRecord; SignalKind::COUNT], StoreError> {
        let all = self.read(read)?;
        Ok(SignalKind::ALL.map(|signal| all.get(&(symbol, signal, horizon)).copied().unwrap_or_default()))
    }
}
