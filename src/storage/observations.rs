//! What training learns from: predictions with everything that became of them, in the order of their numbers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::outcome_record::Measured;
use super::pages::{self, blob};
use super::{Store, StoreError, library};
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::prediction::PredictionNumber;
use crate::domain::symbol::Symbol;
use crate::domain::training::observation::Observation;

/// Predictions that are looked through at once.
const WINDOW: i64 = 4_096;

/// The outcomes of one prediction.
type Known = [Option<Measured>; Horizon::COUNT];

impl Store {
    /// The observations of a symbol after the prediction `after`, `limit` at most, in the order of their numbers: only as far as the outcomes of
    /// all of them are known, and where there is a desk, as far as it knows what options on them made. So none of them ever changes, and none
    /// comes in between later. Predictions of models that kept no grounds are passed over.
    pub fn observations(&self, symbol: Symbol, after: i64, limit: usize) -> Result<Vec<Observation>, StoreError> {
        self.read(|connection| {
            let mut found = Vec::new();
            let Some(last) = library::last_number(connection, symbol)? else { return Ok(found) };
            let followed = followed_until(connection, symbol)?;
            let mut first = after.saturating_add(1).max(1);
            while first <= last.0 && found.len() < limit {
                let to = last.0.min(first.saturating_add(WINDOW - 1));
                if !read_window(connection, symbol, (first, to), followed, limit, &mut found)? {
                    break;
                }
                first = to + 1;
            }
            Ok(found)
        })
    }
}

/// Up to when the desk has followed calls with options; `None` where there is no desk.
fn followed_until(connection: &Connection, symbol: Symbol) -> Result<Option<Timestamp>, StoreError> {
    let mut select = connection.prepare_cached("SELECT at_s FROM desk_progress WHERE symbol = ?")?;
    let at_s: Option<i64> = select.query_row([symbol.as_str()], |row| row.get(0)).optional()?;
    Ok(at_s.and_then(|at_s| Timestamp::from_second(at_s).ok()))
}

/// Reads the predictions `first` to `last`; `false` where the unbroken run or the room ends in them.
fn read_window(
    connection: &Connection,
    symbol: Symbol,
    (first, last): (i64, i64),
    followed: Option<Timestamp>,
    limit: usize,
    found: &mut Vec<Observation>,
) -> Result<bool, StoreError> {
    let outcomes = outcomes(connection, symbol, (first, last))?;
    let options = option_returns(connection, symbol, (first, last))?;
    let mut select = connection.prepare_cached(
        "SELECT first_number, body FROM prediction_pages WHERE symbol = ? AND last_number >= ? AND first_number <= ? \
         ORDER BY first_number",
    )?;
    let mut rows = select.query(params![symbol.as_str(), first, last])?;
    while let Some(row) = rows.next()? {
        for prediction in pages::predictions(symbol, row.get(0)?, blob(row, 1)?)? {
            let number = prediction.number.0;
            if !(first..=last).contains(&number) {
                continue;
            }
            let known = usize::try_from(number - first).ok().and_then(|place| outcomes.get(place));
            let Some([Some(one_hour), Some(four_hours), Some(one_day)]) = known else { return Ok(false) };
            if found.len() >= limit || followed.is_some_and(|until| prediction.forecast(Horizon::PRIMARY).due > until) {
                return Ok(false);
            }
            let outcomes = [one_hour, four_hours, one_day].map(|measured| measured.of(&prediction));
            found.extend(Observation::of(&prediction, &outcomes, options.get(&number).copied()));
        }
    }
    Ok(true)
}

/// The outcomes of the predictions `first` to `last`.
fn outcomes(connection: &Connection, symbol: Symbol, (first, last): (i64, i64)) -> Result<Vec<Known>, StoreError> {
    let count = usize::try_from(last - first + 1).unwrap_or(0);
    let mut known: Vec<Known> = vec![[None; Horizon::COUNT]; count];
    let span = (PredictionNumber(first), PredictionNumber(last));
    library::outcomes_of(connection, symbol, span, |measured| {
        let place = usize::try_from(measured.number.0 - first).ok();
        let of_one = place.and_then(|place| known.get_mut(place));
        if let Some(outcome) = of_one.and_then(|of_one| of_one.get_mut(measured.horizon.index())) {
            *outcome = Some(*measured);
        }
    })?;
    Ok(known)
}

/// What options on the calls `first` to `last` made at the primary horizon, in parts of what was paid.
fn option_returns(
    connection: &Connection,
    symbol: Symbol,
    (first, last): (i64, i64),
) -> Result<BTreeMap<i64, f64>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT number, profit, premium FROM option_results WHERE symbol = ? AND number BETWEEN ? AND ? AND horizon = ?",
    )?;
    let mut rows = select.query(params![symbol.as_str(), first, last, Horizon::PRIMARY.name()])?;
    let mut returns = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let gain = Cents(row.get(1)?).share_of(Cents(row.get(2)?));
        returns.extend(gain.map(|gain| Ok::<_, StoreError>((row.get(0)?, gain))).transpose()?);
    }
    Ok(returns)
}
