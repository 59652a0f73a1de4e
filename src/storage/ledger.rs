//! Writing what engine steps brought: the event, its effects and the kept figures, in one transaction.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{CachedStatement, Connection, Transaction, params};

use super::kept::Kept;
use super::records::RecordKey;
use super::rows::{OUTCOME_INSERT, PREDICTION_INSERT, insert_outcome, insert_prediction};
use super::tallies::TallyKey;
use super::{StoreError, Writer, lessons, outbox, outside, records, tallies};
use crate::domain::event::{Due, Effect, Event};
use crate::domain::figures::Tally;
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;

/// One step of the fold: what came in, when, and what followed.
#[derive(Clone, Debug)]
pub struct Step {
    /// For which fold.
    pub symbol: Symbol,
    /// What came in.
    pub event: Event,
    /// The `now` that the fold was given.
    pub now: Timestamp,
    /// What followed.
    pub effects: Vec<Effect>,
}

/// Steps that are written together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Whether notices go to the outbox; replayed history tells nobody.
    pub tell: bool,
    /// How far the feed of that name has been read with these steps.
    pub position: Option<(String, Timestamp)>,
    /// The state after the last step.
    pub snapshot: Option<Snapshot>,
}

/// A fold's state as bytes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Whose.
    pub symbol: Symbol,
    /// Which version of the engine wrote it; no other can read it.
    pub engine: String,
    /// When.
    pub taken_at: Timestamp,
    /// The state.
    pub body: Vec<u8>,
}

/// The first sequence number that is free.
pub(super) fn next_seq(connection: &Connection) -> Result<i64, StoreError> {
    let last: i64 = connection.query_row(
        "SELECT max(coalesce((SELECT max(seq) FROM bars), 0), coalesce((SELECT max(seq) FROM dividends), 0), \
         coalesce((SELECT max(seq) FROM due_done), 0), coalesce((SELECT max(seq) FROM snapshots), 0), \
         coalesce((SELECT max(seq) FROM day_bars), 0), coalesce((SELECT max(seq) FROM headlines), 0), \
         coalesce((SELECT max(seq) FROM chains), 0), coalesce((SELECT max(seq) FROM polls), 0))",
        [],
        |row| row.get(0),
    )?;
    Ok(last + 1)
}

/// Writes a batch; where it fails nothing of it is kept, neither in the file nor in memory.
pub(super) fn commit(writer: &mut Writer, batch: &Batch) -> Result<(), StoreError> {
    let written = write(writer, batch);
    writer.tallies.settle(written.is_ok());
    writer.records.settle(written.is_ok());
    writer.next_seq = written?;
    Ok(())
}

fn write(writer: &mut Writer, batch: &Batch) -> Result<i64, StoreError> {
    let transaction = writer.connection.transaction()?;
    let mut seq = writer.next_seq;
    {
        let mut inserts = Inserts::new(&transaction, (&mut writer.tallies, &mut writer.records), batch.tell)?;
        for step in &batch.steps {
            inserts.event(seq, step)?;
            for effect in &step.effects {
                inserts.effect(effect, step.now)?;
            }
            seq += 1;
        }
    }
    tallies::flush(&writer.tallies, &transaction)?;
    records::flush(&writer.records, &transaction)?;
    if let Some((feed, until)) = &batch.position {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO positions (feed, until_us) VALUES (?, ?)")?
            .execute(params![feed, until.as_microsecond()])?;
    }
    if let Some(snapshot) = &batch.snapshot {
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO snapshots (symbol, seq, engine, taken_us, body) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                snapshot.symbol.as_str(),
                seq - 1,
                snapshot.engine,
                snapshot.taken_at.as_microsecond(),
                snapshot.body
            ])?;
    }
    transaction.commit()?;
    Ok(seq)
}

/// The statements of a batch, looked up once: most of what a batch writes goes through four of them.
struct Inserts<'a> {
    transaction: &'a Transaction<'a>,
    bars: CachedStatement<'a>,
    dues: CachedStatement<'a>,
    predictions: CachedStatement<'a>,
    outcomes: CachedStatement<'a>,
    scores: CachedStatement<'a>,
    tallies: &'a mut Kept<TallyKey, Tally>,
    records: &'a mut Kept<RecordKey, SignalRecord>,
    tell: bool,
}

impl<'a> Inserts<'a> {
    fn new(
        transaction: &'a Transaction<'a>,
        (tallies, records): (&'a mut Kept<TallyKey, Tally>, &'a mut Kept<RecordKey, SignalRecord>),
        tell: bool,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            transaction,
            bars: transaction.prepare_cached(
                "INSERT INTO bars (seq, symbol, start_s, interval_s, open, high, low, close, volume, source, received_us) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            dues: transaction.prepare_cached(
                "INSERT INTO due_done (seq, symbol, kind, due_s, worked_us, result) VALUES (?, ?, ?, ?, ?, ?)",
            )?,
            predictions: transaction.prepare_cached(&PREDICTION_INSERT)?,
            outcomes: transaction.prepare_cached(&OUTCOME_INSERT)?,
            scores: transaction.prepare_cached(records::SCORES)?,
            tallies,
            records,
            tell,
        })
    }

    fn event(&mut self, seq: i64, step: &Step) -> Result<(), StoreError> {
        let received = step.now.as_microsecond();
        match &step.event {
            _ if step.effects.iter().any(|effect| matches!(effect, Effect::Refused(_))) => {}
            Event::Bar(bar) => {
                let prices = bar.prices();
                self.bars.execute(params![
                    seq,
                    bar.symbol().as_str(),
                    bar.start().as_second(),
                    bar.interval().seconds(),
                    prices.open,
                    prices.high,
                    prices.low,
                    prices.close,
                    bar.volume(),
                    bar.source().as_str(),
                    received
                ])?;
            }
            Event::Day(day) => outside::insert_day(self.transaction, seq, day, received)?,
            Event::News(headline) => outside::insert_headline(self.transaction, seq, headline, received)?,
            Event::Chain(chain) => outside::insert_chain(self.transaction, seq, chain, received)?,
            Event::Polled(polled) => outside::insert_poll(self.transaction, seq, polled, received)?,
            Event::Dividend(dividend) => {
                self.transaction
                    .prepare_cached(
                        "INSERT INTO dividends (seq, symbol, ex_date, amount, received_us) VALUES (?, ?, ?, ?, ?)",
                    )?
                    .execute(params![
                        seq,
                        dividend.symbol.as_str(),
                        dividend.ex_date.to_string(),
                        dividend.amount,
                        received
                    ])?;
            }
            Event::Due(due) => {
                let (kind, due_s) = due_key(*due);
                self.dues.execute(params![seq, step.symbol.as_str(), kind, due_s, received, result(&step.effects)])?;
            }
        }
        Ok(())
    }

    fn effect(&mut self, effect: &Effect, now: Timestamp) -> Result<(), StoreError> {
        match effect {
            Effect::Predicted(prediction) => {
                insert_prediction(&mut self.predictions, prediction)?;
            }
            Effect::Settled(outcome) => {
                insert_outcome(&mut self.outcomes, outcome)?;
                self.tallies.at((outcome.symbol, outcome.horizon, outcome.crosses_close)).add(outcome);
                records::count(self.records, &mut self.scores, outcome)?;
            }
            Effect::Refused(refusal) => {
                self.transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO refusals (symbol, start_s, reason, received_us) VALUES (?, ?, ?, ?)",
                    )?
                    .execute(params![
                        refusal.symbol.as_str(),
                        refusal.start.as_second(),
                        refusal.reason.name(),
                        now.as_microsecond()
                    ])?;
            }
            Effect::Learned(lesson) => lessons::insert(self.transaction, lesson)?,
            Effect::Tell(notice) if self.tell => {
                outbox::enqueue(self.transaction, notice, now)?;
            }
            Effect::Skipped(_) | Effect::Tell(_) => {}
        }
        Ok(())
    }
}

/// Kind and instant under which a piece of due work is done once.
pub(super) fn due_key(due: Due) -> (&'static str, i64) {
    match due {
        Due::Decision(at) => ("decision", at.as_second()),
        // A trading day is kept as its midnight in UTC; the report's own instant follows from the calendar.
        Due::Report(date) => ("report", date.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())),
    }
}

/// What a due event led to, for the `result` column.
fn result(effects: &[Effect]) -> String {
    for effect in effects {
        match effect {
            Effect::Predicted(prediction) => return format!("predicted {}", prediction.number.0),
            Effect::Skipped(skipped) => return skipped.reason.name().to_owned(),
            _ => {}
        }
    }
    "done".to_owned()
}
