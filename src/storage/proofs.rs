//! The evening's proof: what was stored of a day is handed to whoever replays it, and what came of that is kept.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use super::journal::{self, Entry, Recall};
use super::{Store, StoreError, library, views};
use crate::domain::event::SkipReason;
use crate::domain::outcome::Outcome;
use crate::domain::report::Proof;
use crate::domain::symbol::Symbol;

/// Replays what was stored since the last snapshot and compares, day by day.
pub type Prove = fn(&Kept<'_>, Symbol) -> Result<Vec<(Date, Proof)>, StoreError>;

/// What is stored, as it is seen within the transaction that is about to replace the snapshot.
pub struct Kept<'c>(&'c Connection);

impl Kept<'_> {
    /// The stored state of a symbol's fold.
    pub fn snapshot(&self, symbol: Symbol) -> Result<Option<Recall>, StoreError> {
        journal::snapshot(self.0, symbol)
    }

    /// Every event after `after_seq` that concerns the fold of a symbol, in order.
    pub fn events(&self, symbol: Symbol, after_seq: i64) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        journal::recall(self.0, symbol, after_seq, |entry| {
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    /// The decisions due from `from` to `to` that brought no prediction, with their reasons.
    pub fn skips(
        &self,
        symbol: Symbol,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<(Timestamp, SkipReason)>, StoreError> {
        let mut skips = Vec::new();
        views::each_decision(self.0, symbol, (from.as_second(), to.as_second() + 1), |at, worked| {
            skips.extend(views::reason_of(worked).map(|reason| (at, reason)));
        })?;
        Ok(skips)
    }

    /// The outcomes settled from `from` on, in the order in which they settled.
    pub fn outcomes(&self, symbol: Symbol, from: Timestamp) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = Vec::new();
        library::outcomes(self.0, symbol, (from.as_microsecond(), i64::MAX), |_, outcome| outcomes.push(*outcome))?;
        Ok(outcomes)
    }
}

/// Makes the proof and keeps what came of it. One that cannot be made leaves its day as not compared: the record of the day matters more.
pub(super) fn keep(connection: &Connection, symbol: Symbol, prove: Prove) -> Result<(), StoreError> {
    let proofs = prove(&Kept(connection), symbol).unwrap_or_else(|error| {
        tracing::error!("the day could not be replayed: {error}");
        Vec::new()
    });
    let mut insert = connection.prepare_cached(
        "INSERT INTO replays (symbol, date, compared, differing) VALUES (?, ?, ?, ?) ON CONFLICT (symbol, date) \
         DO UPDATE SET compared = compared + excluded.compared, differing = differing + excluded.differing",
    )?;
    for (date, Proof { compared, differing }) in proofs {
        if differing > 0 {
            tracing::error!(
                "{date}: {differing} of {compared} decisions and outcomes came out otherwise when they were replayed"
            );
        }
        insert.execute(params![symbol.as_str(), date.to_string(), sql(compared), sql(differing)])?;
    }
    Ok(())
}

impl Store {
    /// What came of replaying a day, or days; `None` where none of them was compared.
    pub fn proof(&self, symbol: Symbol, (first, last): (Date, Date)) -> Result<Option<Proof>, StoreError> {
        self.read(|connection| of(connection, symbol, (first, last)))
    }

    /// What came of the newest replay, with its day.
    pub fn newest_proof(&self, symbol: Symbol) -> Result<Option<(Date, Proof)>, StoreError> {
        self.read(|connection| newest(connection, symbol))
    }
}

pub(super) fn newest(connection: &Connection, symbol: Symbol) -> Result<Option<(Date, Proof)>, StoreError> {
    let sql = "SELECT date, compared, differing FROM replays WHERE symbol = ? ORDER BY date DESC LIMIT 1";
    let row = connection.prepare_cached(sql)?.query_row([symbol.as_str()], |row| {
        Ok((row.get::<_, String>(0)?, Proof { compared: count(row.get(1)?), differing: count(row.get(2)?) }))
    });
    let Some((date, proof)) = row.optional()? else { return Ok(None) };
    let bad = |_| StoreError::Row { table: "replays", reason: format!("`{date}` is no date") };
    Ok(Some((date.parse().map_err(bad)?, proof)))
}

fn of(connection: &Connection, symbol: Symbol, (first, last): (Date, Date)) -> Result<Option<Proof>, StoreError> {
    let sql = "SELECT count(*), coalesce(sum(compared), 0), coalesce(sum(differing), 0) FROM replays \
               WHERE symbol = ? AND date >= ? AND date <= ?";
    let key = params![symbol.as_str(), first.to_string(), last.to_string()];
    let (days, compared, differing): (u32, i64, i64) =
        connection.prepare_cached(sql)?.query_row(key, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok((days > 0).then_some(Proof { compared: count(compared), differing: count(differing) }))
}

fn sql(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
