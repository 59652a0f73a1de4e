//! What reports ask: the figures of a span of days, and of the evenings around it.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;

use super::desk::sum_options;
use super::event_record::{What, due_instant};
use super::views::{day_bounds, each_decision, reason_of, sum_outcomes};
use super::{Store, StoreError, lessons, library, pages};
use crate::domain::call::HIGH_CONFIDENCE;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::event::Due;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Lesson;
use crate::domain::outcome::Verdict;
use crate::domain::prediction::Direction;
use crate::domain::report::{SpanRecord, Voice};
use crate::domain::signal::{Reading, SignalKind};
use crate::domain::symbol::Symbol;

/// The instants at which a span of days in New York begins and ends.
pub fn span_bounds((first, last): (Date, Date)) -> (Timestamp, Timestamp) {
    (day_bounds(first).0, day_bounds(last).1)
}

impl Store {
    /// The figures of the days from the first to the last.
    pub fn span(&self, symbol: Symbol, days: (Date, Date)) -> Result<SpanRecord, StoreError> {
        let (from, to) = span_bounds(days);
        let (span_s, span_us) = ((from.as_second(), to.as_second()), (from.as_microsecond(), to.as_microsecond()));
        let mut span = SpanRecord {
            symbol,
            days,
            calls: [0; 3],
            skipped: 0,
            claims: 0,
            settled: [Tally::default(); Horizon::COUNT],
            options: [OptionSums::default(); Horizon::COUNT],
            voices: [Voice::default(); SignalKind::COUNT],
        };
        self.read(|connection| {
            predictions(connection, &mut span, span_s)?;
            each_decision(connection, symbol, span_s, |_, worked| {
                span.skipped += u64::from(reason_of(worked).is_some());
            })?;
            sum_outcomes(connection, &mut span.settled, symbol, span_us)?;
            span.options = sum_options(connection, symbol, span_s)?;
            sides(connection, &mut span, span_us)
        })?;
        Ok(span)
    }

    /// Everything settled before an instant, by horizon.
    pub fn settled_before(&self, symbol: Symbol, to: Timestamp) -> Result<[Tally; Horizon::COUNT], StoreError> {
        let mut tallies = [Tally::default(); Horizon::COUNT];
        self.read(|connection| sum_outcomes(connection, &mut tallies, symbol, (i64::MIN, to.as_microsecond())))?;
        Ok(tallies)
    }

    /// What options on calls made that were sold before an instant, by horizon.
    pub fn options_before(&self, symbol: Symbol, to: Timestamp) -> Result<[OptionSums; Horizon::COUNT], StoreError> {
        self.read(|connection| sum_options(connection, symbol, (i64::MIN, to.as_second())))
    }

    /// When the report of a day was worked on; `None` before that.
    pub fn report_worked_at(&self, symbol: Symbol, date: Date) -> Result<Option<Timestamp>, StoreError> {
        let due = due_instant(Due::Report(date)).as_second();
        let mut worked_at = None;
        self.read(|connection| {
            pages::happenings(connection, (due, due + 1), |happening| {
                if matches!(happening.what, What::Due(of, Due::Report(day), _) if of == symbol && day == date) {
                    worked_at = Some(happening.now);
                }
                Ok(())
            })
        })?;
        Ok(worked_at)
    }

    /// The newest lessons up to a day, at most `count_max`, the oldest first.
    pub fn lessons_until(&self, symbol: Symbol, date: Date, count_max: u32) -> Result<Vec<Lesson>, StoreError> {
        self.read(|connection| lessons::until(connection, symbol, date, count_max))
    }
}

fn predictions(connection: &Connection, span: &mut SpanRecord, span_s: (i64, i64)) -> Result<(), StoreError> {
    library::predictions(connection, span.symbol, span_s, |prediction| {
        if let Some(calls) = span.calls.get_mut(prediction.call.index()) {
            *calls += 1;
        }
        span.claims += u64::from(prediction.call != Direction::Hold && prediction.confidence.get() >= HIGH_CONFIDENCE);
        for (voice, (_, reading)) in span.voices.iter_mut().zip(prediction.readings.iter()) {
            match reading {
                Reading::Speaks(_) => voice.spoke += 1,
                Reading::Abstains(reason) => {
                    if let Some(count) = voice.silent.get_mut(usize::from(reason.code() - 1)) {
                        *count += 1;
                    }
                }
            }
        }
    })
}

/// How each signal's side fared at the primary horizon.
fn sides(connection: &Connection, span: &mut SpanRecord, span_us: (i64, i64)) -> Result<(), StoreError> {
    library::outcomes(connection, span.symbol, span_us, |prediction, outcome| {
        let Verdict::Settled(settlement) = &outcome.verdict else { return };
        if outcome.horizon != Horizon::PRIMARY {
            return;
        }
        for (voice, (_, reading)) in span.voices.iter_mut().zip(prediction.readings.iter()) {
            if let Some(score) = reading.score() {
                voice.record.add(score, settlement.became, outcome.uniqueness);
            }
        }
    })
}
