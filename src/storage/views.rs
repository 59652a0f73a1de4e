//! Questions that screens ask; each figure on a screen comes from here.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use rusqlite::Connection;

use super::event_record::{What, Worked, due_instant};
use super::library::{self, ALWAYS};
use super::{Store, StoreError, explained, newest_bars, pages, proofs, tallies};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Due, SkipReason};
use crate::domain::figures::{SkillVerdict, Tally, skill};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Prediction, PredictionNumber};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::domain::view::{Day, Decision, HorizonTallies, Status, Watched};

impl Store {
    /// The state of the service for one symbol; `today` is the day in New York that "today" means.
    pub fn status(&self, symbol: Symbol, today: Date) -> Result<Status, StoreError> {
        let (from, to) = day_bounds(today);
        self.read(|connection| {
            let tallies = kept(connection, symbol)?;
            let sql = "SELECT count(*) FROM refusals WHERE symbol = ?";
            let refused = connection.prepare_cached(sql)?.query_row([symbol.as_str()], |row| row.get(0))?;
            let latest = latest_prediction(connection, symbol)?;
            let predictions = latest.as_ref().map_or(0, |prediction| to_count(prediction.number.0));
            let (mut predicted, mut skipped) = (0, 0);
            each_decision(connection, symbol, (from.as_second(), to.as_second()), |_, worked| match worked {
                Worked::Predicted(_) => predicted += 1,
                Worked::Done | Worked::Skipped(_) => skipped += 1,
            })?;
            let settled = tallies.each_ref().map(|tally| tally.all().settled);
            let closed = tallies.each_ref().map(|tally| tally.all().settled + tally.all().void);
            Ok(Status {
                symbol,
                last_decision: last_decision(connection, symbol)?,
                last_bar: newest_bars::of(connection, symbol)?,
                predictions,
                predictions_today: predicted,
                skipped_today: skipped,
                waiting: closed.map(|closed| predictions.saturating_sub(closed)),
                settled,
                effective: tallies.each_ref().map(|tally| tally.all().effective()),
                skill: primary_skill(&tallies),
                differs: proofs::newest(connection, symbol)?
                    .and_then(|(date, proof)| (proof.differing > 0).then_some(date)),
                watched: Vec::new(),
                refused_bars: to_count(refused),
                latest,
            })
        })
    }

    /// The newest prediction of each of these symbols.
    pub fn watched(&self, symbols: &[Symbol]) -> Result<Vec<Watched>, StoreError> {
        self.read(|connection| {
            let one =
                |symbol: &Symbol| Ok(Watched { symbol: *symbol, latest: latest_prediction(connection, *symbol)? });
            symbols.iter().map(one).collect()
        })
    }

    /// The kept figures of a symbol, in the order of [`Horizon::ALL`].
    pub fn tallies(&self, symbol: Symbol) -> Result<[HorizonTallies; Horizon::COUNT], StoreError> {
        self.read(|connection| kept(connection, symbol))
    }

    /// One prediction.
    pub fn prediction(&self, symbol: Symbol, number: PredictionNumber) -> Result<Option<Prediction>, StoreError> {
        self.read(|connection| library::one(connection, symbol, number))
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
            day.skipped = skipped(connection, symbol, (from.as_second(), to.as_second()))?;
            let (from_us, to_us) = (from.as_microsecond(), to.as_microsecond());
            let sql = "SELECT count(*) FROM outcome_pages WHERE symbol = ? AND last_us >= ?";
            let later: i64 = connection.prepare_cached(sql)?.query_row((symbol.as_str(), to_us), |row| row.get(0))?;
            if later == 0 {
                // The newest day: what is kept is what had settled by its end.
                day.until_then = kept(connection, symbol)?.map(|tallies| tallies.all());
            } else {
                sum_outcomes(connection, &mut day.until_then, symbol, (i64::MIN, to_us))?;
            }
            sum_outcomes(connection, &mut day.settled, symbol, (from_us, to_us))
        })?;
        Ok(day)
    }

    /// All decisions ever that passed without a prediction, by reason.
    pub fn skips(&self, symbol: Symbol) -> Result<Vec<(SkipReason, u64)>, StoreError> {
        self.read(|connection| skipped(connection, symbol, ALWAYS))
    }

    /// First and last day in New York with a decision, predicted or skipped.
    pub fn days(&self, symbol: Symbol) -> Result<Option<(Date, Date)>, StoreError> {
        self.read(|connection| {
            let Some(first) = first_decision(connection, symbol)? else { return Ok(None) };
            let last = last_decision(connection, symbol)?.map_or(first, |decision| decision.at);
            let date = |at| ExchangeCalendar::nyse().new_york(at).date();
            Ok(Some((date(first), date(last))))
        })
    }
}

/// The instants at which a civil day in New York begins and ends.
pub(super) fn day_bounds(date: Date) -> (Timestamp, Timestamp) {
    let calendar = ExchangeCalendar::nyse();
    let midnight = |date: Date| calendar.at_new_york(date, Time::midnight()).unwrap_or(Timestamp::UNIX_EPOCH);
    (midnight(date), midnight(date.saturating_add(1.day())))
}

/// Hands every decision that was due from `from_s` on and before `to_s` to `visit`, with what it led to.
pub(super) fn each_decision(
    connection: &Connection,
    symbol: Symbol,
    span_s: (i64, i64),
    mut visit: impl FnMut(Timestamp, Worked),
) -> Result<(), StoreError> {
    pages::happenings(connection, span_s, |happening| {
        if let What::Due(of, Due::Decision(at), worked) = happening.what
            && of == symbol
        {
            visit(at, worked);
        }
        Ok(())
    })
}

fn first_decision(connection: &Connection, symbol: Symbol) -> Result<Option<Timestamp>, StoreError> {
    pages::first(connection, |happening| match happening.what {
        What::Due(of, due @ Due::Decision(_), _) if of == symbol => Some(due_instant(due)),
        _ => None,
    })
}

/// The newest decision.
fn last_decision(connection: &Connection, symbol: Symbol) -> Result<Option<Decision>, StoreError> {
    pages::newest(connection, i64::MIN, |happening| match happening.what {
        What::Due(of, Due::Decision(at), worked) if of == symbol => {
            Some(Decision { at, worked_at: happening.now, skipped: reason_of(worked) })
        }
        _ => None,
    })
}

/// Why due work brought no prediction, where that has a reason.
pub(super) fn reason_of(worked: Worked) -> Option<SkipReason> {
    match worked {
        Worked::Skipped(reason) => Some(reason),
        Worked::Done | Worked::Predicted(_) => None,
    }
}

/// The newest prediction.
pub(super) fn latest_prediction(connection: &Connection, symbol: Symbol) -> Result<Option<Prediction>, StoreError> {
    library::newest(connection, symbol, |_| true)
}

fn count_predictions(connection: &Connection, day: &mut Day, from: Timestamp, to: Timestamp) -> Result<(), StoreError> {
    let mut voices = [0; SignalKind::COUNT];
    library::predictions(connection, day.symbol, (from.as_second(), to.as_second()), |prediction| {
        if let Some(calls) = day.calls.get_mut(prediction.call.index()) {
            *calls += 1;
        }
        for (voice, (_, reading)) in voices.iter_mut().zip(prediction.readings.iter()) {
            *voice += u64::from(reading.score().is_some());
        }
        let first = day.prices.map_or(prediction.price, |(first, _)| first);
        day.prices = Some((first, prediction.price));
    })?;
    day.voices = SignalKind::ALL.into_iter().zip(voices).collect();
    Ok(())
}

/// Decisions of a span that brought no prediction, by reason, in the order of the reasons' names.
fn skipped(connection: &Connection, symbol: Symbol, span_s: (i64, i64)) -> Result<Vec<(SkipReason, u64)>, StoreError> {
    let mut counts = SkipReason::ALL.map(|reason| (reason, 0));
    each_decision(connection, symbol, span_s, |_, worked| {
        let reason = reason_of(worked);
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| Some(*known) == reason) {
            *count += 1;
        }
    })?;
    let mut reasons: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    reasons.sort_by_key(|(reason, _)| reason.name());
    Ok(reasons)
}

/// Sums the outcomes that settled in a span.
pub(super) fn sum_outcomes(
    connection: &Connection,
    tallies: &mut [Tally; Horizon::COUNT],
    symbol: Symbol,
    span_us: (i64, i64),
) -> Result<(), StoreError> {
    library::outcomes(connection, symbol, span_us, |_, outcome| {
        if let Some(tally) = tallies.get_mut(outcome.horizon.index()) {
            tally.add(outcome);
        }
    })
}

/// The kept figures of a symbol, in the order of [`Horizon::ALL`].
fn kept(connection: &Connection, symbol: Symbol) -> Result<[HorizonTallies; Horizon::COUNT], StoreError> {
    let halves = tallies::of(&tallies::read(connection)?, symbol);
    Ok(halves.map(|[within, crossing]| HorizonTallies { within, crossing }))
}

/// What the calls of a symbol at the primary horizon have proven so far.
pub(super) fn proven(connection: &Connection, symbol: Symbol) -> Result<SkillVerdict, StoreError> {
    Ok(primary_skill(&kept(connection, symbol)?))
}

fn primary_skill(tallies: &[HorizonTallies; Horizon::COUNT]) -> SkillVerdict {
    tallies.get(Horizon::PRIMARY.index()).map(|tallies| skill(&tallies.all())).unwrap_or_default()
}

fn to_count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
