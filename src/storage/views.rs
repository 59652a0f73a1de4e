//! Questions that screens ask; each figure on a screen comes from here.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};

use super::rows::{self, Columns, PREDICTION_COLUMNS, outcome_select_sql};
use super::{Store, StoreError, explained, prices, tallies};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::SkipReason;
use crate::domain::figures::{SkillVerdict, Tally, skill};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Prediction, PredictionNumber};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::domain::view::{Day, Decision, HorizonTallies, Status};

impl Store {
    /// The state of the service for one symbol; `today` is the day in New York that "today" means.
    pub fn status(&self, symbol: Symbol, today: Date) -> Result<Status, StoreError> {
        let (from, to) = day_bounds(today);
        self.read(|connection| {
            let tallies = kept(connection, symbol)?;
            let latest = latest_prediction(connection, symbol)?;
            let predictions = latest.as_ref().map_or(0, |prediction| to_count(prediction.number.0));
            let today = |condition: &str| {
                count(
                    connection,
                    &format!(
                        "SELECT count(*) FROM due_done WHERE symbol = ?1 AND kind = 'decision' AND due_s >= ?2 AND due_s < ?3 {condition}"
                    ),
                    params![symbol.as_str(), from.as_second(), to.as_second()],
                )
            };
            let settled = tallies.each_ref().map(|tally| tally.all().settled);
            let closed = tallies.each_ref().map(|tally| tally.all().settled + tally.all().void);
            Ok(Status {
                symbol,
                last_decision: last_decision(connection, symbol)?,
                last_bar: prices::newest_bar_end(connection, symbol)?,
                predictions,
                predictions_today: today("AND result LIKE 'predicted%'")?,
                skipped_today: today("AND result NOT LIKE 'predicted%'")?,
                waiting: closed.map(|closed| predictions.saturating_sub(closed)),
                settled,
                effective: tallies.each_ref().map(|tally| tally.all().effective()),
                skill: primary_skill(&tallies),
                refused_bars: count(connection, "SELECT count(*) FROM refusals WHERE symbol = ?", [symbol.as_str()])?,
                latest,
            })
        })
    }

    /// The kept figures of a symbol, in the order of [`Horizon::ALL`].
    pub fn tallies(&self, symbol: Symbol) -> Result<[HorizonTallies; Horizon::COUNT], StoreError> {
        self.read(|connection| kept(connection, symbol))
    }

    /// One prediction.
    pub fn prediction(&self, symbol: Symbol, number: PredictionNumber) -> Result<Option<Prediction>, StoreError> {
        self.read(|connection| {
            one_prediction(connection, "WHERE symbol = ? AND number = ?", params![symbol.as_str(), number.0])
        })
    }

    /// The outcomes of one prediction that are measured so far.
    pub fn outcomes(&self, symbol: Symbol, number: PredictionNumber) -> Result<Vec<Outcome>, StoreError> {
        self.read(|connection| explained::outcomes(connection, symbol, number))
    }

    /// One trading day in figures.
    pub fn day(&self, symbol: Symbol, date: Date) -> Result<Day, StoreError> {
        let (from, to) = day_bounds(date);
        let mut day = Day {
            symbol,
            date,
            calls: [0; 3],
            skipped: Vec::new(),
            voices: Vec::new(),
            settled: [Tally::default(); Horizon::COUNT],
            until_then: [Tally::default(); Horizon::COUNT],
            prices: None,
        };
        self.read(|connection| {
            count_predictions(connection, &mut day, from, to)?;
            day.skipped = skipped(connection, symbol, from, to)?;
            let key = params![symbol.as_str(), to.as_microsecond()];
            let later = count(connection, "SELECT count(*) FROM outcomes WHERE symbol = ? AND settled_us >= ?", key)?;
            if later == 0 {
                // The newest day: what is kept is what had settled by its end.
                day.until_then = kept(connection, symbol)?.map(|tallies| tallies.all());
                sum_outcomes(connection, &mut day.settled, symbol, from, to)
            } else {
                sum_outcomes(connection, &mut day.until_then, symbol, Timestamp::UNIX_EPOCH, to)?;
                sum_outcomes(connection, &mut day.settled, symbol, from, to)
            }
        })?;
        Ok(day)
    }

    /// All decisions ever that passed without a prediction, by reason.
    pub fn skips(&self, symbol: Symbol) -> Result<Vec<(SkipReason, u64)>, StoreError> {
        self.read(|connection| skipped(connection, symbol, Timestamp::MIN, Timestamp::MAX))
    }

    /// First and last day in New York with a decision, predicted or skipped.
    pub fn days(&self, symbol: Symbol) -> Result<Option<(Date, Date)>, StoreError> {
        self.read(|connection| {
            let (first, last): (Option<i64>, Option<i64>) = connection.query_row(
                "SELECT min(due_s), max(due_s) FROM due_done WHERE symbol = ? AND kind = 'decision'",
                [symbol.as_str()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let date =
                |seconds| Timestamp::from_second(seconds).ok().map(|at| ExchangeCalendar::nyse().new_york(at).date());
            Ok(first.and_then(date).zip(last.and_then(date)))
        })
    }
}

/// The instants at which a civil day in New York begins and ends.
fn day_bounds(date: Date) -> (Timestamp, Timestamp) {
    let calendar = ExchangeCalendar::nyse();
    let midnight = |date: Date| calendar.at_new_york(date, Time::midnight()).unwrap_or(Timestamp::UNIX_EPOCH);
    (midnight(date), midnight(date.saturating_add(1.day())))
}

pub(super) fn latest_prediction(connection: &Connection, symbol: Symbol) -> Result<Option<Prediction>, StoreError> {
    one_prediction(connection, "WHERE symbol = ? ORDER BY number DESC LIMIT 1", [symbol.as_str()])
}

pub(super) fn one_prediction(
    connection: &Connection,
    condition: &str,
    params: impl rusqlite::Params,
) -> Result<Option<Prediction>, StoreError> {
    let mut select = connection.prepare_cached(&format!("SELECT {PREDICTION_COLUMNS} FROM predictions {condition}"))?;
    let mut rows = select.query(params)?;
    rows.next()?.map(|row| rows::prediction(row, 0)).transpose()
}

fn last_decision(connection: &Connection, symbol: Symbol) -> Result<Option<Decision>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT due_s, worked_us, result FROM due_done WHERE symbol = ? AND kind = 'decision' ORDER BY seq DESC LIMIT 1",
    )?;
    let mut rows = select.query([symbol.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut columns = Columns { row, next: 0, table: "due_done" };
    let (at, worked_at) = (columns.seconds()?, columns.micros()?);
    let result: String = columns.take()?;
    Ok(Some(Decision { at, worked_at, skipped: SkipReason::from_name(&result) }))
}

fn count_predictions(connection: &Connection, day: &mut Day, from: Timestamp, to: Timestamp) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT {PREDICTION_COLUMNS} FROM predictions WHERE symbol = ? AND at_s >= ? AND at_s < ? ORDER BY at_s"
    ))?;
    let mut rows = select.query(params![day.symbol.as_str(), from.as_second(), to.as_second()])?;
    let mut voices = [0; SignalKind::COUNT];
    while let Some(row) = rows.next()? {
        let prediction = rows::prediction(row, 0)?;
        if let Some(calls) = day.calls.get_mut(prediction.call.index()) {
            *calls += 1;
        }
        for (voice, (_, reading)) in voices.iter_mut().zip(prediction.readings.iter()) {
            *voice += u64::from(reading.score().is_some());
        }
        let first = day.prices.map_or(prediction.price, |(first, _)| first);
        day.prices = Some((first, prediction.price));
    }
    day.voices = SignalKind::ALL.into_iter().zip(voices).collect();
    Ok(())
}

fn skipped(
    connection: &Connection,
    symbol: Symbol,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(SkipReason, u64)>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT result, count(*) FROM due_done WHERE symbol = ? AND kind = 'decision' AND due_s >= ? AND due_s < ? \
         AND result NOT LIKE 'predicted%' GROUP BY result ORDER BY result",
    )?;
    let mut rows = select.query(params![symbol.as_str(), from.as_second(), to.as_second()])?;
    let mut reasons = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "due_done" };
        let reason = columns.named(SkipReason::from_name)?;
        reasons.push((reason, to_count(columns.take()?)));
    }
    Ok(reasons)
}

/// Sums the outcomes that settled in a span.
fn sum_outcomes(
    connection: &Connection,
    tallies: &mut [Tally; Horizon::COUNT],
    symbol: Symbol,
    from: Timestamp,
    to: Timestamp,
) -> Result<(), StoreError> {
    let sql = outcome_select_sql("WHERE o.symbol = ? AND o.settled_us >= ? AND o.settled_us < ?");
    let mut select = connection.prepare_cached(&sql)?;
    let mut rows = select.query(params![symbol.as_str(), from.as_microsecond(), to.as_microsecond()])?;
    while let Some(row) = rows.next()? {
        let outcome = rows::outcome(row)?;
        if let Some(tally) = tallies.get_mut(outcome.horizon.index()) {
            tally.add(&outcome);
        }
    }
    Ok(())
}

/// The kept figures of a symbol, in the order of [`Horizon::ALL`].
fn kept(connection: &Connection, symbol: Symbol) -> Result<[HorizonTallies; Horizon::COUNT], StoreError> {
    let all = tallies::read(connection)?;
    let tally = |horizon, crosses| all.get(&(symbol, horizon, crosses)).copied().unwrap_or_default();
    Ok(Horizon::ALL.map(|horizon| HorizonTallies { within: tally(horizon, false), crossing: tally(horizon, true) }))
}

/// What the calls of a symbol at the primary horizon have proven so far.
pub(super) fn proven(connection: &Connection, symbol: Symbol) -> Result<SkillVerdict, StoreError> {
    Ok(primary_skill(&kept(connection, symbol)?))
}

fn primary_skill(tallies: &[HorizonTallies; Horizon::COUNT]) -> SkillVerdict {
    tallies.get(Horizon::PRIMARY.index()).map(|tallies| skill(&tallies.all())).unwrap_or_default()
}

/// Every tally, counted anew from predictions and outcomes in the order in which the outcomes settled; `look` sees each outcome.
pub(super) fn recounted(
    connection: &Connection,
    mut look: impl FnMut(&Outcome),
) -> Result<BTreeMap<tallies::TallyKey, Tally>, StoreError> {
    let mut select = connection.prepare(&outcome_select_sql("ORDER BY o.symbol, o.settled_us, o.due_s, o.number"))?;
    let mut rows = select.query([])?;
    let mut tallies: BTreeMap<tallies::TallyKey, Tally> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let outcome = rows::outcome(row)?;
        look(&outcome);
        tallies.entry((outcome.symbol, outcome.horizon, outcome.crosses_close)).or_default().add(&outcome);
    }
    Ok(tallies)
}

pub(super) fn count(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<u64, StoreError> {
    let count: i64 = connection.prepare_cached(sql)?.query_row(params, |row| row.get(0))?;
    Ok(to_count(count))
}

fn to_count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
