//! One prediction with what became of it, and the latest decision that took no side.

use rusqlite::Connection;

use super::event_record::{What, Worked};
use super::library;
use super::views::proven;
use super::{Store, StoreError, desk, lessons, pages};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Due;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Direction, Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;
use crate::domain::view::{Decision, Explained, NoCall};

impl Store {
    /// A prediction with its outcomes so far; without a number the newest. `None` where there is none of that number.
    pub fn explained(&self, symbol: Symbol, number: Option<PredictionNumber>) -> Result<Option<Explained>, StoreError> {
        self.read(|connection| {
            let Some(last) = library::last_number(connection, symbol)? else { return Ok(None) };
            let prediction = library::one(connection, symbol, number.unwrap_or(last))?;
            prediction.map(|prediction| with_outcomes(connection, &prediction, last)).transpose()
        })
    }

    /// The number of the newest prediction; numbers run from 1 without holes.
    pub fn last_prediction(&self, symbol: Symbol) -> Result<Option<PredictionNumber>, StoreError> {
        self.read(|connection| library::last_number(connection, symbol))
    }

    /// The newest decision that took no side: a HOLD, or one that was skipped.
    pub fn no_call(&self, symbol: Symbol) -> Result<Option<NoCall>, StoreError> {
        self.read(|connection| {
            let held = library::newest(connection, symbol, |prediction| prediction.call == Direction::Hold)?;
            // A skip before the newest HOLD is of no interest, and need not be searched for.
            let after = held.as_ref().map_or(i64::MIN, |held| held.at.as_second());
            if let Some(decision) = last_skip_after(connection, symbol, after)? {
                return Ok(Some(NoCall::Skipped(decision)));
            }
            let Some((held, last)) = held.zip(library::last_number(connection, symbol)?) else { return Ok(None) };
            Ok(Some(NoCall::Held(Box::new(with_outcomes(connection, &held, last)?))))
        })
    }
}

fn last_skip_after(connection: &Connection, symbol: Symbol, after_s: i64) -> Result<Option<Decision>, StoreError> {
    pages::newest(connection, after_s, |happening| match happening.what {
        What::Due(of, Due::Decision(at), Worked::Skipped(reason)) if of == symbol && at.as_second() > after_s => {
            Some(Decision { at, worked_at: happening.now, skipped: Some(reason) })
        }
        _ => None,
    })
}

fn with_outcomes(
    connection: &Connection,
    prediction: &Prediction,
    last: PredictionNumber,
) -> Result<Explained, StoreError> {
    let outcomes = outcomes_of(connection, prediction)?;
    let date = ExchangeCalendar::nyse().new_york(prediction.at).date();
    let lesson = lessons::before(connection, prediction.symbol, date)?.map(|lesson| *lesson.of(Horizon::PRIMARY));
    let skill = proven(connection, prediction.symbol)?;
    let options = desk::results_of(connection, prediction.symbol, prediction.number)?;
    Ok(Explained { prediction: *prediction, outcomes, last, lesson, skill, options })
}

/// The outcomes of one prediction that are measured so far, in the order in which they fell due.
pub(super) fn outcomes(
    connection: &Connection,
    symbol: Symbol,
    number: PredictionNumber,
) -> Result<Vec<Outcome>, StoreError> {
    let prediction = library::one(connection, symbol, number)?;
    prediction.map_or(Ok(Vec::new()), |prediction| outcomes_of(connection, &prediction))
}

fn outcomes_of(connection: &Connection, prediction: &Prediction) -> Result<Vec<Outcome>, StoreError> {
    let (number, mut outcomes) = (prediction.number, Vec::new());
    library::outcomes_of(connection, prediction.symbol, (number, number), |measured| {
        outcomes.push(measured.of(prediction));
    })?;
    outcomes.sort_by_key(|outcome| outcome.due);
    Ok(outcomes)
}
