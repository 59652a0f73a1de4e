//! Reading back what came into the fold, in the order in which it came, to rebuild the fold's state.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{OptionalExtension, Row, Rows, params};

use super::rows::{self, Columns, PREDICTION_COLUMNS};
use super::{Snapshot, Store, StoreError, outside};
use crate::domain::bar::{Bar, Interval, Prices};
use crate::domain::event::{Dividend, Due, Event};
use crate::domain::prediction::Prediction;
use crate::domain::symbol::{SourceName, Symbol};

/// One event as it came in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Place in the order of all events.
    pub seq: i64,
    /// The `now` that the fold was given.
    pub now: Timestamp,
    /// What came in.
    pub event: Event,
    /// The prediction that was made and stored at this event, if any.
    pub predicted: Option<Box<Prediction>>,
}

/// Where to begin rebuilding: a stored state and the sequence number it includes.
#[derive(Clone, Debug)]
pub struct Recall {
    /// The last event that the state includes.
    pub seq: i64,
    /// The state.
    pub snapshot: Snapshot,
}

impl Store {
    /// The stored state of a symbol's fold.
    pub fn snapshot(&self, symbol: Symbol) -> Result<Option<Recall>, StoreError> {
        self.read(|connection| {
            let row = connection
                .query_row(
                    "SELECT seq, engine, taken_us, body FROM snapshots WHERE symbol = ?",
                    [symbol.as_str()],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
                )
                .optional()?;
            let Some((seq, engine, taken_us, body)) = row else { return Ok(None) };
            let taken_at = Timestamp::from_microsecond(taken_us)
                .map_err(|error| StoreError::Row { table: "snapshots", reason: error.to_string() })?;
            Ok(Some(Recall { seq, snapshot: Snapshot { symbol, engine, taken_at, body } }))
        })
    }

    /// The names of all feeds that were read into this file.
    pub fn positions(&self) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare("SELECT feed FROM positions ORDER BY feed")?;
            let names = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            Ok(names)
        })
    }

    /// How far the feed of that name has been read.
    pub fn position(&self, feed: &str) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let micros: Option<i64> = connection
                .query_row("SELECT until_us FROM positions WHERE feed = ?", [feed], |row| row.get(0))
                .optional()?;
            micros
                .map(Timestamp::from_microsecond)
                .transpose()
                .map_err(|error| StoreError::Row { table: "positions", reason: error.to_string() })
        })
    }

    /// Hands every event after `after_seq` that concerns the fold of `symbol` to `visit`, in order.
    pub fn recall(
        &self,
        symbol: Symbol,
        after_seq: i64,
        mut visit: impl FnMut(Entry) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read(|connection| {
            // Bars and days of every symbol: the fold watches others beside its own, and leaves alone whom it does not know.
            let mut bars = connection.prepare_cached(BARS)?;
            let mut days = connection.prepare_cached(outside::DAYS)?;
            let mut headlines = connection.prepare_cached(outside::HEADLINES)?;
            let mut chains = connection.prepare_cached(outside::CHAINS)?;
            let mut polls = connection.prepare_cached(outside::POLLS)?;
            let mut dividends = connection.prepare_cached(DIVIDENDS)?;
            let mut dues = connection.prepare_cached(&dues_sql())?;
            let key = params![symbol.as_str(), after_seq];
            let all = params![after_seq];
            let mut streams = [
                Stream::new(bars.query(all)?, bar_entry)?,
                Stream::new(days.query(all)?, outside::day_entry)?,
                Stream::new(headlines.query(key)?, outside::headline_entry)?,
                Stream::new(chains.query(key)?, outside::chain_entry)?,
                Stream::new(polls.query(key)?, outside::poll_entry)?,
                Stream::new(dividends.query(key)?, dividend_entry)?,
                Stream::new(dues.query(key)?, due_entry)?,
            ];
            while let Some(stream) =
                streams.iter_mut().filter(|stream| stream.head.is_some()).min_by_key(|stream| stream.seq())
            {
                if let Some(entry) = stream.take()? {
                    visit(entry)?;
                }
            }
            Ok(())
        })
    }
}

const BARS: &str = "SELECT seq, received_us, symbol, start_s, interval_s, open, high, low, close, volume, source FROM bars \
     WHERE seq > ? ORDER BY seq";

const DIVIDENDS: &str =
    "SELECT seq, received_us, symbol, ex_date, amount FROM dividends WHERE symbol = ? AND seq > ? ORDER BY seq";

fn dues_sql() -> String {
    let columns: Vec<String> = PREDICTION_COLUMNS.split(',').map(|name| format!("p.{}", name.trim())).collect();
    format!(
        "SELECT d.seq, d.worked_us, d.kind, d.due_s, {} FROM due_done d LEFT JOIN predictions p \
         ON d.kind = 'decision' AND p.symbol = d.symbol AND p.at_s = d.due_s \
         WHERE d.symbol = ? AND d.seq > ? ORDER BY d.seq",
        columns.join(", ")
    )
}

type ReadEntry = fn(&Row<'_>) -> Result<Entry, StoreError>;

/// A cursor with its next entry read ahead, so that the cursors can be merged by sequence number.
struct Stream<'s> {
    rows: Rows<'s>,
    read: ReadEntry,
    head: Option<Entry>,
}

impl<'s> Stream<'s> {
    fn new(rows: Rows<'s>, read: ReadEntry) -> Result<Self, StoreError> {
        let mut stream = Self { rows, read, head: None };
        stream.take()?;
        Ok(stream)
    }

    fn seq(&self) -> i64 {
        self.head.as_ref().map_or(i64::MAX, |entry| entry.seq)
    }

    fn take(&mut self) -> Result<Option<Entry>, StoreError> {
        let next = self.rows.next()?.map(self.read).transpose()?;
        Ok(std::mem::replace(&mut self.head, next))
    }
}

fn bar_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "bars" };
    let (seq, now, symbol, start) = (columns.take()?, columns.micros()?, columns.symbol()?, columns.seconds()?);
    let interval = Interval::from_seconds(columns.take()?).ok_or_else(|| columns.bad("unknown interval"))?;
    let prices = Prices { open: columns.take()?, high: columns.take()?, low: columns.take()?, close: columns.take()? };
    let volume = columns.take()?;
    let source: String = columns.take()?;
    let source = SourceName::new(&source).map_err(|error| columns.bad(error))?;
    let bar = Bar::new(symbol, source, interval, start, prices, volume).map_err(|fault| columns.bad(fault))?;
    Ok(Entry { seq, now, event: Event::Bar(bar), predicted: None })
}

fn dividend_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "dividends" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let ex_date = columns.named(|text| text.parse().ok())?;
    let amount = columns.take()?;
    Ok(Entry { seq, now, event: Event::Dividend(Dividend { symbol, ex_date, amount }), predicted: None })
}

fn due_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "due_done" };
    let (seq, now) = (columns.take()?, columns.micros()?);
    let kind: String = columns.take()?;
    let at = columns.seconds()?;
    let due = match kind.as_str() {
        "decision" => Due::Decision(at),
        "report" => Due::Report(at.to_zoned(TimeZone::UTC).date()),
        _ => return Err(columns.bad(format!("unknown kind `{kind}`"))),
    };
    let stored: Option<i64> = row.get(columns.next + 1)?;
    let predicted = stored.map(|_| rows::prediction(row, columns.next).map(Box::new)).transpose()?;
    Ok(Entry { seq, now, event: Event::Due(due), predicted })
}
