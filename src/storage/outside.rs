//! Days, headlines, option chains and polls: written as they came in, read back to rebuild the fold; and what the gate kept out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Row, Transaction, params};

use super::journal::Entry;
use super::rows::Columns;
use super::{Store, StoreError};
use crate::domain::bar::{DayBar, Prices};
use crate::domain::event::{Event, Polled};
use crate::domain::headline::{Headline, Tone};
use crate::domain::health::{Channel, Refused};
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::unit::{Fraction, Score};

/// The largest chain that is unpacked, bytes.
const CHAIN_BYTES_MAX: u64 = 8 * 1024 * 1024;

pub(super) const DAYS: &str = "SELECT seq, received_us, symbol, date, open, high, low, close, volume, source FROM day_bars \
     WHERE seq > ? ORDER BY seq";

pub(super) const HEADLINES: &str = "SELECT seq, received_us, symbol, id, source, published_s, known_s, title, relevance, \
     tone, reader FROM headlines WHERE symbol = ? AND seq > ? ORDER BY seq";

pub(super) const CHAINS: &str = "SELECT seq, received_us, body FROM chains WHERE symbol = ? AND seq > ? ORDER BY seq";

pub(super) const POLLS: &str =
    "SELECT seq, received_us, symbol, channel, at_s FROM polls WHERE symbol = ? AND seq > ? ORDER BY seq";

pub(super) fn insert_day(to: &Transaction<'_>, seq: i64, day: &DayBar, received_us: i64) -> Result<(), StoreError> {
    let Prices { open, high, low, close } = day.prices();
    to.prepare_cached(
        "INSERT INTO day_bars (seq, symbol, date, open, high, low, close, volume, source, received_us) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        seq,
        day.symbol().as_str(),
        day.date().to_string(),
        open,
        high,
        low,
        close,
        day.volume(),
        day.source().as_str(),
        received_us
    ])?;
    Ok(())
}

pub(super) fn insert_headline(
    to: &Transaction<'_>,
    seq: i64,
    headline: &Headline,
    received_us: i64,
) -> Result<(), StoreError> {
    to.prepare_cached(
        "INSERT INTO headlines (seq, symbol, id, source, published_s, known_s, title, relevance, tone, reader, received_us) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        seq,
        headline.symbol.as_str(),
        headline.id,
        headline.source.as_str(),
        headline.published.as_second(),
        headline.received.as_second(),
        headline.title,
        headline.relevance.get(),
        headline.tone.map(|tone| tone.score.get()),
        headline.tone.map(|tone| tone.reader.as_str().to_owned()),
        received_us
    ])?;
    Ok(())
}

pub(super) fn insert_chain(
    to: &Transaction<'_>,
    seq: i64,
    chain: &ChainSnapshot,
    received_us: i64,
) -> Result<(), StoreError> {
    to.prepare_cached(
        "INSERT INTO chains (seq, symbol, at_s, source, spot, quotes, body, received_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        seq,
        chain.symbol().as_str(),
        chain.at().as_second(),
        chain.source().as_str(),
        chain.spot(),
        i64::try_from(chain.quotes().len()).unwrap_or(i64::MAX),
        packed(chain).map_err(|reason| StoreError::Row { table: "chains", reason })?,
        received_us
    ])?;
    Ok(())
}

pub(super) fn insert_poll(to: &Transaction<'_>, seq: i64, polled: &Polled, received_us: i64) -> Result<(), StoreError> {
    to.prepare_cached("INSERT INTO polls (seq, symbol, channel, at_s, received_us) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![seq, polled.symbol.as_str(), polled.channel.name(), polled.at.as_second(), received_us])?;
    Ok(())
}

/// A chain in postcard's layout, deflated.
fn packed(chain: &ChainSnapshot) -> Result<Vec<u8>, String> {
    let plain = postcard::to_stdvec(chain).map_err(|error| error.to_string())?;
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflated.write_all(&plain).and_then(|()| deflated.finish()).map_err(|error| error.to_string())
}

pub(super) fn unpacked(body: &[u8]) -> Result<ChainSnapshot, String> {
    let mut plain = Vec::new();
    DeflateDecoder::new(body).take(CHAIN_BYTES_MAX).read_to_end(&mut plain).map_err(|error| error.to_string())?;
    postcard::from_bytes(&plain).map_err(|error| error.to_string())
}

pub(super) fn day_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "day_bars" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let date: Date = columns.named(|text| text.parse().ok())?;
    let prices = Prices { open: columns.take()?, high: columns.take()?, low: columns.take()?, close: columns.take()? };
    let volume = columns.take()?;
    let source = columns.named(|text| SourceName::new(text).ok())?;
    let day = DayBar::new(symbol, source, date, prices, volume).map_err(|fault| columns.bad(fault))?;
    Ok(Entry { seq, now, event: Event::Day(day), predicted: None })
}

pub(super) fn headline_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "headlines" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let id: String = columns.take()?;
    let source = columns.named(|text| SourceName::new(text).ok())?;
    let times = (columns.seconds()?, columns.seconds()?);
    let title: String = columns.take()?;
    let relevance = Fraction::new(columns.take()?).map_err(|error| columns.bad(error))?;
    let mut headline =
        Headline::new(symbol, &id, source, times, &title, relevance).map_err(|fault| columns.bad(fault))?;
    let score: Option<f64> = columns.take()?;
    let reader: Option<String> = columns.take()?;
    headline.tone = score
        .and_then(Score::new)
        .zip(reader.and_then(|name| SourceName::new(&name).ok()))
        .map(|(score, reader)| Tone { score, reader });
    Ok(Entry { seq, now, event: Event::News(Arc::new(headline)), predicted: None })
}

pub(super) fn chain_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "chains" };
    let (seq, now) = (columns.take()?, columns.micros()?);
    let body: Vec<u8> = columns.take()?;
    let chain = unpacked(&body).map_err(|reason| columns.bad(reason))?;
    Ok(Entry { seq, now, event: Event::Chain(Arc::new(chain)), predicted: None })
}

pub(super) fn poll_entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "polls" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let channel = columns.named(Channel::from_name)?;
    let at = columns.seconds()?;
    Ok(Entry { seq, now, event: Event::Polled(Polled { symbol, channel, at }), predicted: None })
}

/// Whose, and why: what one count of the gate is about.
pub type RefusalKey = (SourceName, Symbol, Date, Refused);

impl Store {
    /// Adds to the counts of what the gate kept out.
    pub fn count_gate_refusals(&self, counts: Vec<(RefusalKey, u64)>) -> Result<(), StoreError> {
        if counts.is_empty() {
            return Ok(());
        }
        self.write(move |transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO gate_refusals (source, symbol, day, reason, count) VALUES (?, ?, ?, ?, ?) \
                 ON CONFLICT (source, symbol, day, reason) DO UPDATE SET count = count + excluded.count",
            )?;
            for ((source, symbol, day, reason), count) in &counts {
                insert.execute(params![
                    source.as_str(),
                    symbol.as_str(),
                    day.to_string(),
                    reason.name(),
                    i64::try_from(*count).unwrap_or(i64::MAX)
                ])?;
            }
            Ok(())
        })
    }

    /// Headlines that were received since then: whose, the source's identity, when.
    pub fn headlines_since(&self, since: Timestamp) -> Result<Vec<(Symbol, String, Timestamp)>, StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT symbol, id, known_s FROM headlines WHERE known_s >= ? ORDER BY known_s, seq")?;
            let mut rows = select.query([since.as_second()])?;
            let mut headlines = Vec::new();
            while let Some(row) = rows.next()? {
                let mut columns = Columns { row, next: 0, table: "headlines" };
                headlines.push((columns.symbol()?, columns.take()?, columns.seconds()?));
            }
            Ok(headlines)
        })
    }

    /// Dividends that were taken in: whose, and the ex-date.
    pub fn dividends(&self) -> Result<BTreeSet<(Symbol, Date)>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached("SELECT symbol, ex_date FROM dividends")?;
            let mut rows = select.query([])?;
            let mut dividends = BTreeSet::new();
            while let Some(row) = rows.next()? {
                let mut columns = Columns { row, next: 0, table: "dividends" };
                dividends.insert((columns.symbol()?, columns.named(|text| text.parse().ok())?));
            }
            Ok(dividends)
        })
    }

    /// Notes how far something has been read, outside of any step.
    pub fn set_position(&self, feed: String, until: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO positions (feed, until_us) VALUES (?, ?)")?
                .execute(params![feed, until.as_microsecond()])?;
            Ok(())
        })
    }

    /// What the gate ever kept out, by symbol and reason.
    pub fn gate_refusals(&self) -> Result<BTreeMap<(Symbol, Refused), u64>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT symbol, reason, sum(count) FROM gate_refusals GROUP BY symbol, reason ORDER BY symbol, reason",
            )?;
            let mut rows = select.query([])?;
            let mut counts = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let mut columns = Columns { row, next: 0, table: "gate_refusals" };
                let key = (columns.symbol()?, columns.named(Refused::from_name)?);
                let count: i64 = columns.take()?;
                counts.insert(key, u64::try_from(count).unwrap_or(0));
            }
            Ok(counts)
        })
    }
}
