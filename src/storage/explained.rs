//! One prediction with what became of it, and the latest decision that took no side.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, Columns, outcome_select_sql};
use super::views::{one_prediction, proven};
use super::{Store, StoreError, lessons};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::SkipReason;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;
use crate::domain::view::{Decision, Explained, NoCall};

impl Store {
    /// A prediction with its outcomes so far; without a number the newest. `None` where there is none of that number.
    pub fn explained(&self, symbol: Symbol, number: Option<PredictionNumber>) -> Result<Option<Explained>, StoreError> {
        self.read(|connection| {
            let Some(last) = last_number(connection, symbol)? else { return Ok(None) };
            let key = params![symbol.as_str(), number.unwrap_or(last).0];
            let prediction = one_prediction(connection, "WHERE symbol = ? AND number = ?", key)?;
            prediction.map(|prediction| with_outcomes(connection, &prediction, last)).transpose()
        })
    }

    /// The number of the newest prediction; numbers run from 1 without holes.
    pub fn last_prediction(&self, symbol: Symbol) -> Result<Option<PredictionNumber>, StoreError> {
        self.read(|connection| last_number(connection, symbol))
    }

    /// The newest decision that took no side: a HOLD, or one that was skipped.
    pub fn no_call(&self, symbol: Symbol) -> Result<Option<NoCall>, StoreError> {
        self.read(|connection| {
            let condition = "WHERE symbol = ? AND call = 'HOLD' ORDER BY number DESC LIMIT 1";
            let held = one_prediction(connection, condition, [symbol.as_str()])?;
            // A skip before the newest HOLD is of no interest, and need not be searched for.
            let after = held.as_ref().map_or(i64::MIN, |held| held.at.as_second());
            if let Some(decision) = last_skip_after(connection, symbol, after)? {
                return Ok(Some(NoCall::Skipped(decision)));
            }
            let Some((held, last)) = held.zip(last_number(connection, symbol)?) else { return Ok(None) };
            Ok(Some(NoCall::Held(Box::new(with_outcomes(connection, &held, last)?))))
        })
    }
}

fn last_number(connection: &Connection, symbol: Symbol) -> Result<Option<PredictionNumber>, StoreError> {
    let mut select =
        connection.prepare_cached("SELECT number FROM predictions WHERE symbol = ? ORDER BY number DESC LIMIT 1")?;
    Ok(select.query_row([symbol.as_str()], |row| row.get(0)).optional()?.map(PredictionNumber))
}

fn last_skip_after(connection: &Connection, symbol: Symbol, after_s: i64) -> Result<Option<Decision>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT due_s, worked_us, result FROM due_done WHERE symbol = ? AND kind = 'decision' AND due_s > ? \
         AND result NOT LIKE 'predicted%' ORDER BY due_s DESC LIMIT 1",
    )?;
    let mut rows = select.query(params![symbol.as_str(), after_s])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut columns = Columns { row, next: 0, table: "due_done" };
    let (at, worked_at) = (columns.seconds()?, columns.micros()?);
    Ok(Some(Decision { at, worked_at, skipped: Some(columns.named(SkipReason::from_name)?) }))
}

fn with_outcomes(
    connection: &Connection,
    prediction: &Prediction,
    last: PredictionNumber,
) -> Result<Explained, StoreError> {
    let outcomes = outcomes(connection, prediction.symbol, prediction.number)?;
    let date = ExchangeCalendar::nyse().new_york(prediction.at).date();
    let lesson = lessons::before(connection, prediction.symbol, date)?.map(|lesson| *lesson.of(Horizon::PRIMARY));
    let skill = proven(connection, prediction.symbol)?;
    Ok(Explained { prediction: *prediction, outcomes, last, lesson, skill })
}

/// The outcomes of one prediction that are measured so far, in the order in which they fell due.
pub(super) fn outcomes(
    connection: &Connection,
    symbol: Symbol,
    number: PredictionNumber,
) -> Result<Vec<Outcome>, StoreError> {
    let sql = outcome_select_sql("WHERE o.symbol = ? AND o.number = ? ORDER BY o.due_s");
    let mut select = connection.prepare_cached(&sql)?;
    let mut rows = select.query(params![symbol.as_str(), number.0])?;
    let mut outcomes = Vec::new();
    while let Some(row) = rows.next()? {
        outcomes.push(rows::outcome(row)?);
    }
    Ok(outcomes)
}
