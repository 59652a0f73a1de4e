//! Kept records of the signals: how each one's own side fared, changed in the transaction of the outcomes they count.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Connection, Transaction, params};

use super::kept::Kept;
use super::rows::Columns;
use super::{Store, StoreError};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::Direction;
use crate::domain::signal::SignalKind;
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;
use crate::domain::unit::Score;

/// Symbol, signal and horizon.
pub(super) type RecordKey = (Symbol, SignalKind, Horizon);

/// The scores of one prediction, in the order of [`SignalKind::ALL`].
pub(super) const SCORES: &str = "SELECT news_sentiment, technical_analysis, options_flow, volatility_analysis, momentum, \
     sector_correlation, mean_reversion, market_regime FROM predictions WHERE symbol = ? AND number = ?";

/// Counts one outcome in the record of every signal that spoke; `scores` is [`SCORES`].
pub(super) fn count(
    records: &mut Kept<RecordKey, SignalRecord>,
    scores: &mut CachedStatement<'_>,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let Verdict::Settled(settlement) = &outcome.verdict else { return Ok(()) };
    let mut rows = scores.query(params![outcome.symbol.as_str(), outcome.number.0])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let mut columns = Columns { row, next: 0, table: "predictions" };
    for signal in SignalKind::ALL {
        let score: Option<f64> = columns.take()?;
        if let Some(score) = score.and_then(Score::new) {
            let record = records.at((outcome.symbol, signal, outcome.horizon));
            record.add(score, settlement.became, outcome.uniqueness);
        }
    }
    Ok(())
}

/// Writes the records that changed.
pub(super) fn flush(records: &Kept<RecordKey, SignalRecord>, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut upsert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO signal_records (symbol, signal, horizon, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu) \
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    for ((symbol, signal, horizon), record) in records.changed() {
        let [[dd, ds, du], [sd, ss, su], [ud, us, uu]] = record.weight;
        let key = (symbol.as_str(), signal.name(), horizon.name());
        upsert.execute(params![key.0, key.1, key.2, dd, ds, du, sd, ss, su, ud, us, uu])?;
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

/// Every record, counted anew from predictions and outcomes in the order in which the outcomes settled.
pub(super) fn recounted(connection: &Connection) -> Result<BTreeMap<RecordKey, SignalRecord>, StoreError> {
    let mut select = connection.prepare(
        "SELECT o.symbol, o.horizon, o.became, o.uniqueness, p.news_sentiment, p.technical_analysis, p.options_flow, \
         p.volatility_analysis, p.momentum, p.sector_correlation, p.mean_reversion, p.market_regime \
         FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number WHERE o.void IS NULL \
         ORDER BY o.symbol, o.settled_us, o.due_s, o.number",
    )?;
    let mut rows = select.query([])?;
    let mut records: BTreeMap<RecordKey, SignalRecord> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "outcomes" };
        let (symbol, horizon) = (columns.symbol()?, columns.named(Horizon::from_name)?);
        let (became, uniqueness) = (columns.named(Direction::from_call)?, columns.take()?);
        for signal in SignalKind::ALL {
            let score: Option<f64> = columns.take()?;
            if let Some(score) = score.and_then(Score::new) {
                records.entry((symbol, signal, horizon)).or_default().add(score, became, uniqueness);
            }
        }
    }
    Ok(records)
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
