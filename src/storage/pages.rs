//! Pages of records: what stands in the row of each beside its body, how rows are written, and how they are found again.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, params};

use super::StoreError;
use super::bytes::{BODY_BYTES_MAX, Bytes, Put, day_of, put_header};
use super::event_record::{Happening, Happenings, Told, What, due_instant};
use super::outcome_record::{self, Measured};
use super::prediction_record;
use crate::domain::prediction::{Hash, Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;

/// A page that is still written: its body, the two instants and the two numbers that its row names, and whether the row is behind.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Seconds from which the offsets inside count; the page ends with their day.
    pub(super) base_s: i64,
    /// The least and the greatest instant inside: seconds, or microseconds for outcomes.
    pub(super) instants: (i64, i64),
    /// The least and the greatest number inside: of a prediction, or of an event among all events.
    pub(super) numbers: (i64, i64),
    /// The number of its row, for predictions and outcomes.
    pub(super) row: i64,
    pub(super) body: Vec<u8>,
    pub(super) behind: bool,
}

impl Open {
    /// Begins anew at an instant, in the row of that number.
    pub(super) fn begin(&mut self, base_s: i64, row: i64) {
        put_header(&mut self.body, base_s);
        self.row = row;
        self.base_s = base_s;
        self.instants = (i64::MAX, i64::MIN);
        self.numbers = (i64::MAX, i64::MIN);
        self.behind = false;
    }

    /// Whether a record of that instant belongs into this page.
    pub(super) fn takes(&self, at_s: i64) -> bool {
        !self.body.is_empty() && day_of(at_s) == day_of(self.base_s) && self.body.len() < BODY_BYTES_MAX
    }

    /// Notes what a record that was appended is about.
    pub(super) fn note(&mut self, instant: i64, number: i64) {
        self.instants = (self.instants.0.min(instant), self.instants.1.max(instant));
        self.numbers = (self.numbers.0.min(number), self.numbers.1.max(number));
        self.behind = true;
    }
}

/// The statements that write pages, looked up once per transaction. A page that grew is written again as a whole.
pub(super) struct PageInserts<'t> {
    transaction: &'t Transaction<'t>,
    events: CachedStatement<'t>,
    predictions: CachedStatement<'t>,
    outcomes: CachedStatement<'t>,
}

impl<'t> PageInserts<'t> {
    pub(super) fn new(transaction: &'t Transaction<'t>) -> rusqlite::Result<Self> {
        Ok(Self {
            transaction,
            events: transaction.prepare_cached(
                "INSERT OR REPLACE INTO event_pages (first_seq, last_seq, first_s, last_s, body) VALUES (?, ?, ?, ?, ?)",
            )?,
            predictions: transaction.prepare_cached(
                "INSERT OR REPLACE INTO prediction_pages (page, symbol, first_number, last_number, first_s, last_s, body) \
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?,
            outcomes: transaction.prepare_cached(
                "INSERT OR REPLACE INTO outcome_pages (page, symbol, first_number, last_number, first_us, last_us, body) \
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?,
        })
    }

    /// What the pages are written in.
    pub(super) fn transaction(&self) -> &'t Transaction<'t> {
        self.transaction
    }

    /// Writes a page of events whose row is behind.
    pub(super) fn events(&mut self, page: &mut Open) -> rusqlite::Result<()> {
        if std::mem::take(&mut page.behind) {
            let (numbers, instants) = (page.numbers, page.instants);
            self.events.execute(params![numbers.0, numbers.1, instants.0, instants.1, page.body])?;
        }
        Ok(())
    }

    /// Writes a page of predictions whose row is behind.
    pub(super) fn predictions(&mut self, symbol: Symbol, page: &mut Open) -> rusqlite::Result<()> {
        write(&mut self.predictions, symbol, page)
    }

    /// Writes a page of outcomes whose row is behind.
    pub(super) fn outcomes(&mut self, symbol: Symbol, page: &mut Open) -> rusqlite::Result<()> {
        write(&mut self.outcomes, symbol, page)
    }
}

fn write(insert: &mut CachedStatement<'_>, symbol: Symbol, page: &mut Open) -> rusqlite::Result<()> {
    if std::mem::take(&mut page.behind) {
        let (numbers, instants) = (page.numbers, page.instants);
        let values = params![page.row, symbol.as_str(), numbers.0, numbers.1, instants.0, instants.1, page.body];
        insert.execute(values)?;
    }
    Ok(())
}

/// The first numbers of rows that are free, of predictions and of outcomes.
pub(super) fn free_rows(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let sql = "SELECT coalesce((SELECT max(page) FROM prediction_pages), 0) + 1, \
               coalesce((SELECT max(page) FROM outcome_pages), 0) + 1";
    connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The last page of events, to be gone on with.
pub(super) fn last_events(connection: &Connection) -> Result<Option<(Open, Told)>, StoreError> {
    let sql = "SELECT first_seq, last_seq, first_s, last_s, body FROM event_pages ORDER BY first_seq DESC LIMIT 1";
    let row = connection
        .prepare_cached(sql)?
        .query_row([], |row| {
            let page = Open {
                base_s: 0,
                row: 0,
                numbers: (row.get(0)?, row.get(1)?),
                instants: (row.get(2)?, row.get(3)?),
                body: row.get(4)?,
                behind: false,
            };
            Ok(page)
        })
        .optional()?;
    let Some(mut page) = row else { return Ok(None) };
    let mut records = Happenings::new(&page.body, page.numbers.0)?;
    for record in records.by_ref() {
        record?;
    }
    let (base_s, told) = records.into_told();
    page.base_s = base_s;
    Ok(Some((page, told)))
}

/// The last page of predictions of a symbol with what stands in it.
pub(super) fn last_predictions(
    connection: &Connection,
    symbol: Symbol,
) -> Result<Option<(Open, Vec<Prediction>)>, StoreError> {
    let sql = "SELECT page, first_number, last_number, first_s, last_s, body FROM prediction_pages WHERE symbol = ? \
               ORDER BY first_number DESC LIMIT 1";
    let page = last(connection, sql, symbol, prediction_record::TABLE)?;
    page.map(|page| {
        let predictions = predictions(symbol, page.numbers.0, &page.body)?;
        Ok((page, predictions))
    })
    .transpose()
}

/// The last page of outcomes of a symbol.
pub(super) fn last_outcomes(connection: &Connection, symbol: Symbol) -> Result<Option<Open>, StoreError> {
    let sql = "SELECT page, first_number, last_number, first_us, last_us, body FROM outcome_pages WHERE symbol = ? \
               ORDER BY page DESC LIMIT 1";
    last(connection, sql, symbol, outcome_record::TABLE)
}

fn last(connection: &Connection, sql: &str, symbol: Symbol, table: &'static str) -> Result<Option<Open>, StoreError> {
    let row = connection
        .prepare_cached(sql)?
        .query_row([symbol.as_str()], |row| {
            Ok(Open {
                base_s: 0,
                row: row.get(0)?,
                numbers: (row.get(1)?, row.get(2)?),
                instants: (row.get(3)?, row.get(4)?),
                body: row.get(5)?,
                behind: false,
            })
        })
        .optional()?;
    let Some(mut page) = row else { return Ok(None) };
    page.base_s = Bytes::new(&page.body, table).header()?;
    Ok(Some(page))
}

/// Opens the body of a page of predictions: after the header stands the hash of the prediction before the first.
pub(super) fn begin_predictions(page: &mut Open, (base_s, row): (i64, i64), previous: Hash) {
    page.begin(base_s, row);
    page.body.put(previous.0);
}

/// All predictions of a page.
pub(super) fn predictions(symbol: Symbol, first: i64, body: &[u8]) -> Result<Vec<Prediction>, StoreError> {
    let mut bytes = Bytes::new(body, prediction_record::TABLE);
    let base_s = bytes.header()?;
    let mut previous = Hash(bytes.take()?);
    let mut predictions = Vec::with_capacity(body.len() / prediction_record::RECORD_BYTES_MAX + 1);
    let mut number = first;
    while !bytes.is_empty() {
        let prediction = prediction_record::take(&mut bytes, (symbol, PredictionNumber(number)), previous, base_s)?;
        previous = prediction.hash;
        predictions.push(prediction);
        number += 1;
    }
    Ok(predictions)
}

/// Hands every outcome of a page to `visit`.
pub(super) fn outcomes(
    body: &[u8],
    mut visit: impl FnMut(&Measured) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut bytes = Bytes::new(body, outcome_record::TABLE);
    let base_s = bytes.header()?;
    while !bytes.is_empty() {
        visit(&outcome_record::take(&mut bytes, base_s)?)?;
    }
    Ok(())
}

/// Hands every bar and every piece of due work that lies in the span, from `from_s` on and before `to_s`, to `visit`, in their order.
pub(super) fn happenings(
    connection: &Connection,
    (from_s, to_s): (i64, i64),
    mut visit: impl FnMut(&Happening) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT first_seq, body FROM event_pages INDEXED BY event_pages_by_time WHERE last_s >= ? AND first_s < ? \
         ORDER BY first_seq",
    )?;
    let mut rows = select.query([from_s, to_s])?;
    while let Some(row) = rows.next()? {
        for happening in Happenings::new(blob(row, 1)?, row.get(0)?)? {
            let happening = happening?;
            if (from_s..to_s).contains(&instant_s(&happening)) {
                visit(&happening)?;
            }
        }
    }
    Ok(())
}

/// The newest happening in which `find` finds something; pages are read backward from the end, as far as one ends at or after `from_s`.
pub(super) fn newest<T>(
    connection: &Connection,
    from_s: i64,
    mut find: impl FnMut(&Happening) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let mut select =
        connection.prepare_cached("SELECT first_seq, last_s, body FROM event_pages ORDER BY first_seq DESC")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let last_s: i64 = row.get(1)?;
        if last_s < from_s {
            break;
        }
        let mut found = None;
        for happening in Happenings::new(blob(row, 2)?, row.get(0)?)? {
            found = find(&happening?).or(found);
        }
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The first happening in which `find` finds something.
pub(super) fn first<T>(
    connection: &Connection,
    mut find: impl FnMut(&Happening) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let mut select = connection.prepare_cached("SELECT first_seq, body FROM event_pages ORDER BY first_seq")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        for happening in Happenings::new(blob(row, 1)?, row.get(0)?)? {
            if let Some(found) = find(&happening?) {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// The instant by which a happening is found: the begin of a bar, the due instant of due work, seconds.
pub(super) fn instant_s(happening: &Happening) -> i64 {
    match &happening.what {
        What::Bar(bar) => bar.start().as_second(),
        What::Due(_, due, _) => due_instant(*due).as_second(),
    }
}

/// The bytes of a column, where they lie.
pub(super) fn blob<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<&'r [u8], StoreError> {
    let value = row.get_ref(column)?;
    value.as_blob().map_err(|error| StoreError::Row { table: "pages", reason: error.to_string() })
}
