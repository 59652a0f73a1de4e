//! Reading back what came into the fold, in the order in which it came, to rebuild the fold's state.

use std::collections::VecDeque;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Rows, params};

use super::event_record::{Happening, Happenings, What, Worked};
use super::library::Library;
use super::pages::blob;
use super::rows::Columns;
use super::{Snapshot, Store, StoreError, model_swaps, outside};
use crate::domain::event::{Dividend, Event};
use crate::domain::prediction::Prediction;
use crate::domain::symbol::Symbol;

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
        self.read(|connection| snapshot(connection, symbol))
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
        visit: impl FnMut(Entry) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read(|connection| recall(connection, symbol, after_seq, visit))
    }
}

/// The stored state of a symbol's fold.
pub(super) fn snapshot(connection: &Connection, symbol: Symbol) -> Result<Option<Recall>, StoreError> {
    let row = connection
        .query_row("SELECT seq, engine, taken_us, body FROM snapshots WHERE symbol = ?", [symbol.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((seq, engine, taken_us, body)) = row else { return Ok(None) };
    let taken_at = Timestamp::from_microsecond(taken_us)
        .map_err(|error| StoreError::Row { table: "snapshots", reason: error.to_string() })?;
    Ok(Some(Recall { seq, snapshot: Snapshot { symbol, engine, taken_at, body } }))
}

/// Hands every event after `after_seq` that concerns the fold of `symbol` to `visit`, in order.
pub(super) fn recall(
    connection: &Connection,
    symbol: Symbol,
    after_seq: i64,
    mut visit: impl FnMut(Entry) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    // Bars and days of every symbol: the fold watches others beside its own, and leaves alone whom it does not know.
    let mut pages = connection.prepare_cached(PAGES)?;
    let mut days = connection.prepare_cached(outside::DAYS)?;
    let mut headlines = connection.prepare_cached(outside::HEADLINES)?;
    let mut chains = connection.prepare_cached(outside::CHAINS)?;
    let mut polls = connection.prepare_cached(outside::POLLS)?;
    let mut dividends = connection.prepare_cached(DIVIDENDS)?;
    let mut swaps = connection.prepare_cached(model_swaps::SWAPS)?;
    let key = params![symbol.as_str(), after_seq];
    let all = params![after_seq];
    let mut paged = Paged { rows: pages.query(all)?, read: VecDeque::new(), symbol, after_seq };
    paged.fill()?;
    let mut library = Library::new(connection, symbol);
    let mut streams = [
        Stream::new(days.query(all)?, outside::day_entry)?,
        Stream::new(headlines.query(key)?, outside::headline_entry)?,
        Stream::new(chains.query(key)?, outside::chain_entry)?,
        Stream::new(polls.query(key)?, outside::poll_entry)?,
        Stream::new(dividends.query(key)?, dividend_entry)?,
        Stream::new(swaps.query(key)?, model_swaps::entry)?,
    ];
    loop {
        let rarest = streams.iter_mut().min_by_key(|stream| stream.seq());
        let rare = rarest.filter(|stream| stream.seq() < paged.seq());
        let entry = match rare {
            Some(stream) => stream.take()?,
            None => paged.take(&mut library)?,
        };
        match entry {
            Some(entry) => visit(entry)?,
            None => return Ok(()),
        }
    }
}

/// From the page on in which the event after the first given one stands.
const PAGES: &str = "SELECT first_seq, body FROM event_pages \
     WHERE first_seq >= coalesce((SELECT max(first_seq) FROM event_pages WHERE first_seq <= ?1 + 1), 0) ORDER BY first_seq";

const DIVIDENDS: &str =
    "SELECT seq, received_us, symbol, ex_date, amount FROM dividends WHERE symbol = ? AND seq > ? ORDER BY seq";

/// Bars and due work, a page read ahead.
struct Paged<'s> {
    rows: Rows<'s>,
    read: VecDeque<Happening>,
    symbol: Symbol,
    after_seq: i64,
}

impl Paged<'_> {
    /// Reads pages until something waits or the last one is read.
    fn fill(&mut self) -> Result<(), StoreError> {
        while self.read.is_empty() {
            let Some(row) = self.rows.next()? else { return Ok(()) };
            for happening in Happenings::new(blob(row, 1)?, row.get(0)?)? {
                let happening = happening?;
                let others = matches!(happening.what, What::Due(of, ..) if of != self.symbol);
                if happening.seq > self.after_seq && !others {
                    self.read.push_back(happening);
                }
            }
        }
        Ok(())
    }

    fn seq(&self) -> i64 {
        self.read.front().map_or(i64::MAX, |happening| happening.seq)
    }

    fn take(&mut self, library: &mut Library<'_>) -> Result<Option<Entry>, StoreError> {
        let Some(Happening { seq, now, what }) = self.read.pop_front() else { return Ok(None) };
        self.fill()?;
        let mut predicted = None;
        let event = match what {
            What::Bar(bar) => Event::Bar(bar),
            What::Due(_, due, worked) => {
                if let Worked::Predicted(number) = worked {
                    predicted = library.get(number)?.copied().map(Box::new);
                }
                Event::Due(due)
            }
        };
        Ok(Some(Entry { seq, now, event, predicted }))
    }
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

fn dividend_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "dividends" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let ex_date = columns.named(|text| text.parse().ok())?;
    let amount = columns.take()?;
    Ok(Entry { seq, now, event: Event::Dividend(Dividend { symbol, ex_date, amount }), predicted: None })
}
