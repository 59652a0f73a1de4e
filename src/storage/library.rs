//! Reading predictions and outcomes back: one by its number, all of a span, each outcome beside the prediction that it belongs to.

use std::collections::VecDeque;

use rusqlite::{Connection, OptionalExtension, params};

use super::outcome_record::Measured;
use super::pages::{self, blob};
use super::{Store, StoreError};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;

/// Pages of predictions held while outcomes are read: those of a day settle predictions of that day and the one before; after an outage
/// older ones too.
const PAGES_HELD_MAX: usize = 4;

/// The predictions of a symbol, with the pages that were read last at hand.
pub(super) struct Library<'c> {
    connection: &'c Connection,
    symbol: Symbol,
    held: VecDeque<Vec<Prediction>>,
}

impl<'c> Library<'c> {
    pub(super) fn new(connection: &'c Connection, symbol: Symbol) -> Self {
        Self { connection, symbol, held: VecDeque::new() }
    }

    /// The prediction of that number.
    pub(super) fn get(&mut self, number: PredictionNumber) -> Result<Option<&Prediction>, StoreError> {
        let place = |page: &[Prediction]| {
            let first = page.first()?.number.0;
            usize::try_from(number.0 - first).ok().filter(|place| *place < page.len())
        };
        if !self.held.iter().any(|page| place(page).is_some()) {
            let mut select = self.connection.prepare_cached(
                "SELECT first_number, body FROM prediction_pages WHERE symbol = ? AND first_number <= ? \
                 ORDER BY first_number DESC LIMIT 1",
            )?;
            let mut rows = select.query(params![self.symbol.as_str(), number.0])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            if self.held.len() >= PAGES_HELD_MAX {
                self.held.pop_front();
            }
            self.held.push_back(pages::predictions(self.symbol, row.get(0)?, blob(row, 1)?)?);
        }
        Ok(self.held.iter().rev().find_map(|page| page.get(place(page)?)))
    }
}

/// The prediction of that number.
pub(super) fn one(
    connection: &Connection,
    symbol: Symbol,
    number: PredictionNumber,
) -> Result<Option<Prediction>, StoreError> {
    Ok(Library::new(connection, symbol).get(number)?.copied())
}

/// The number of the newest prediction; numbers run from 1 without holes.
pub(super) fn last_number(connection: &Connection, symbol: Symbol) -> Result<Option<PredictionNumber>, StoreError> {
    let sql = "SELECT last_number FROM prediction_pages WHERE symbol = ? ORDER BY first_number DESC LIMIT 1";
    let number = connection.prepare_cached(sql)?.query_row([symbol.as_str()], |row| row.get(0)).optional()?;
    Ok(number.map(PredictionNumber))
}

/// Hands every prediction made from `from_s` on and before `to_s`, seconds, to `visit`, in their order.
pub(super) fn predictions(
    connection: &Connection,
    symbol: Symbol,
    (from_s, to_s): (i64, i64),
    mut visit: impl FnMut(&Prediction),
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT first_number, body FROM prediction_pages WHERE symbol = ? AND last_s >= ? AND first_s < ? \
         ORDER BY first_number",
    )?;
    let mut rows = select.query(params![symbol.as_str(), from_s, to_s])?;
    while let Some(row) = rows.next()? {
        for prediction in pages::predictions(symbol, row.get(0)?, blob(row, 1)?)? {
            if (from_s..to_s).contains(&prediction.at.as_second()) {
                visit(&prediction);
            }
        }
    }
    Ok(())
}

/// The newest prediction that `fits`.
pub(super) fn newest(
    connection: &Connection,
    symbol: Symbol,
    fits: impl Fn(&Prediction) -> bool,
) -> Result<Option<Prediction>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT first_number, body FROM prediction_pages WHERE symbol = ? ORDER BY first_number DESC",
    )?;
    let mut rows = select.query([symbol.as_str()])?;
    while let Some(row) = rows.next()? {
        let page = pages::predictions(symbol, row.get(0)?, blob(row, 1)?)?;
        if let Some(found) = page.into_iter().rfind(&fits) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The outcomes that settled from `from_us` on and before `to_us`, microseconds, each with its prediction, in the order in which they
/// settled. One whose prediction is missing is passed over; `algoslayer verify` names it.
pub(super) fn outcomes(
    connection: &Connection,
    symbol: Symbol,
    (from_us, to_us): (i64, i64),
    mut visit: impl FnMut(&Prediction, &Outcome),
) -> Result<(), StoreError> {
    let mut library = Library::new(connection, symbol);
    measured(connection, symbol, (from_us, to_us), |measured| {
        if let Some(prediction) = library.get(measured.number)? {
            visit(prediction, &measured.of(prediction));
        }
        Ok(())
    })
}

/// The outcomes that settled in a span, as their pages have them.
pub(super) fn measured(
    connection: &Connection,
    symbol: Symbol,
    (from_us, to_us): (i64, i64),
    mut visit: impl FnMut(&Measured) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT body FROM outcome_pages WHERE symbol = ? AND last_us >= ? AND first_us < ? ORDER BY page",
    )?;
    let mut rows = select.query(params![symbol.as_str(), from_us, to_us])?;
    while let Some(row) = rows.next()? {
        pages::outcomes(blob(row, 0)?, |measured| {
            if (from_us..to_us).contains(&measured.settled_at.as_microsecond()) { visit(measured) } else { Ok(()) }
        })?;
    }
    Ok(())
}

/// The outcomes of the predictions `first` to `last` by number that are measured so far, in the order in which they settled.
pub(super) fn outcomes_of(
    connection: &Connection,
    symbol: Symbol,
    (first, last): (PredictionNumber, PredictionNumber),
    mut visit: impl FnMut(&Measured),
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT body FROM outcome_pages WHERE symbol = ? AND last_number >= ? AND first_number <= ? ORDER BY page",
    )?;
    let mut rows = select.query(params![symbol.as_str(), first.0, last.0])?;
    while let Some(row) = rows.next()? {
        pages::outcomes(blob(row, 0)?, |measured| {
            if (first..=last).contains(&measured.number) {
                visit(measured);
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// The symbols that have predictions.
pub(super) fn symbols(connection: &Connection) -> Result<Vec<Symbol>, StoreError> {
    let mut select = connection.prepare_cached("SELECT DISTINCT symbol FROM prediction_pages ORDER BY symbol")?;
    let names = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let symbol = |name: String| {
        Symbol::new(&name).map_err(|error| StoreError::Row { table: "prediction_pages", reason: error.to_string() })
    };
    names.into_iter().map(symbol).collect()
}

/// All instants, in whichever unit.
pub(super) const ALWAYS: (i64, i64) = (i64::MIN, i64::MAX);

impl Store {
    /// The symbols that have predictions.
    pub fn predicted_symbols(&self) -> Result<Vec<Symbol>, StoreError> {
        self.read(symbols)
    }

    /// Hands every prediction of a symbol to `visit`, in the order in which they were made.
    pub fn each_prediction(&self, symbol: Symbol, visit: impl FnMut(&Prediction)) -> Result<(), StoreError> {
        self.read(|connection| predictions(connection, symbol, ALWAYS, visit))
    }

    /// Hands every outcome of a symbol to `visit` beside its prediction, in the order in which they settled.
    pub fn each_outcome(&self, symbol: Symbol, visit: impl FnMut(&Prediction, &Outcome)) -> Result<(), StoreError> {
        self.read(|connection| outcomes(connection, symbol, ALWAYS, visit))
    }

    /// Hands every prediction of a symbol that has an outcome to `visit` with its outcomes so far, in the order in which they were made; the
    /// outcomes in the order in which they fell due.
    pub fn each_resolved(
        &self,
        symbol: Symbol,
        mut visit: impl FnMut(&Prediction, &[Outcome]),
    ) -> Result<(), StoreError> {
        self.read(|connection| {
            let mut library = Library::new(connection, symbol);
            let Some(last) = last_number(connection, symbol)? else { return Ok(()) };
            let mut waiting = Waiting { first: 1, last: last.0, outcomes: VecDeque::new() };
            measured(connection, symbol, ALWAYS, |measured| {
                waiting.take(measured);
                while waiting.outcomes.front().is_some_and(|of_one| of_one.iter().all(Option::is_some)) {
                    waiting.hand_over(&mut library, &mut visit)?;
                }
                Ok(())
            })?;
            while !waiting.outcomes.is_empty() {
                waiting.hand_over(&mut library, &mut visit)?;
            }
            Ok(())
        })
    }
}

/// Outcomes that wait until those of all earlier predictions are known: as long as nothing is open, those of two sessions.
struct Waiting {
    /// The number of the prediction in front.
    first: i64,
    /// The number of the newest prediction.
    last: i64,
    outcomes: VecDeque<[Option<Measured>; Horizon::COUNT]>,
}

impl Waiting {
    fn take(&mut self, measured: &Measured) {
        let place = usize::try_from(measured.number.0 - self.first);
        let Some(place) = place.ok().filter(|_| measured.number.0 <= self.last) else { return };
        while self.outcomes.len() <= place {
            self.outcomes.push_back([None; Horizon::COUNT]);
        }
        let of_one = self.outcomes.get_mut(place);
        if let Some(outcome) = of_one.and_then(|of_one| of_one.get_mut(measured.horizon.index())) {
            *outcome = Some(*measured);
        }
    }

    fn hand_over(
        &mut self,
        library: &mut Library<'_>,
        visit: &mut impl FnMut(&Prediction, &[Outcome]),
    ) -> Result<(), StoreError> {
        let of_one = self.outcomes.pop_front();
        let number = PredictionNumber(self.first);
        self.first += 1;
        let Some(of_one) = of_one.filter(|of_one| of_one.iter().any(Option::is_some)) else { return Ok(()) };
        let Some(prediction) = library.get(number)? else { return Ok(()) };
        let mut outcomes: Vec<Outcome> = of_one.iter().flatten().map(|measured| measured.of(prediction)).collect();
        outcomes.sort_by_key(|outcome| outcome.due);
        visit(prediction, &outcomes);
        Ok(())
    }
}
