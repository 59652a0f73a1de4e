//! The layout of bars and of due work inside their page. Names stand once, before the first record that needs them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::StoreError;
use super::bytes::{Bytes, Put, bit, offset};
use crate::domain::bar::{Bar, Interval, Prices};
use crate::domain::event::{Due, SkipReason};
use crate::domain::prediction::PredictionNumber;
use crate::domain::symbol::{SourceName, Symbol};

/// The table whose pages hold bars and due work.
pub(super) const TABLE: &str = "event_pages";

/// What stands in one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Happening {
    pub(super) seq: i64,
    /// The `now` that the fold was given.
    pub(super) now: Timestamp,
    pub(super) what: What,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Bar(Bar),
    /// Whose due work was done, and what came of it.
    Due(Symbol, Due, Worked),
}

/// What a piece of due work led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worked {
    Done,
    Predicted(PredictionNumber),
    Skipped(SkipReason),
}

/// Kinds of records: the upper two bits of the first byte.
const KIND: u8 = 0b1100_0000;
const NAME: u8 = 0;
const DUE: u8 = 0b0100_0000;
const BAR: u8 = 0b1000_0000;

/// Of a bar and of due work: `now` is not the instant of the event and stands in the record.
const OWN_NOW: u8 = 1 << 3;
/// Of a name: it is a source's, not a symbol's.
const OF_SOURCE: u8 = 1;
/// Of due work: it is a report, not a decision.
const REPORT: u8 = 1;

/// Codes of what due work led to; reasons for skipping count on from the last.
const DONE: u8 = 0;
const PREDICTED: u8 = 1;
const SKIPPED: u8 = 2;

/// The names that a page has told so far, and the place of its last record among all events.
#[derive(Debug, Default)]
pub(super) struct Told {
    symbols: Vec<Symbol>,
    sources: Vec<SourceName>,
    pub(super) last_seq: i64,
}

impl Told {
    /// A page that begins with the event `seq`.
    pub(super) fn begin(&mut self, seq: i64) {
        self.symbols.clear();
        self.sources.clear();
        self.last_seq = seq;
    }

    /// Whether an event can go into this page after what it holds.
    pub(super) fn takes(&self, seq: i64) -> bool {
        u16::try_from(seq - self.last_seq).is_ok()
            && self.symbols.len() < usize::from(u8::MAX)
            && self.sources.len() < usize::from(u8::MAX)
    }

    fn symbol(&mut self, symbol: Symbol, body: &mut Vec<u8>) -> u8 {
        let known = self.symbols.iter().position(|known| *known == symbol);
        known.unwrap_or_else(|| {
            put_name(body, NAME, symbol.as_str());
            self.symbols.push(symbol);
            self.symbols.len() - 1
        }) as u8
    }

    fn source(&mut self, source: SourceName, body: &mut Vec<u8>) -> u8 {
        let known = self.sources.iter().position(|known| *known == source);
        known.unwrap_or_else(|| {
            put_name(body, NAME | OF_SOURCE, source.as_str());
            self.sources.push(source);
            self.sources.len() - 1
        }) as u8
    }

    /// The distance to the event before, which [`Told::takes`] has found to fit.
    fn gap(&mut self, seq: i64) -> u16 {
        let gap = seq - self.last_seq;
        self.last_seq = seq;
        gap as u16
    }
}

fn put_name(body: &mut Vec<u8>, kind: u8, name: &str) {
    body.put_u8(kind);
    // Symbols and names of sources have at most 16 bytes.
    body.put_u8(name.len() as u8);
    body.extend_from_slice(name.as_bytes());
}

/// Appends a bar: kind, interval and whether `now` follows (1 byte), place of its symbol and of its source among the names (1 each), distance
/// to the event before (2), seconds from the page's begin to the bar's (4), four prices and the volume (8 each), `now` where it is not the
/// bar's end (8).
pub(super) fn put_bar(
    body: &mut Vec<u8>,
    told: &mut Told,
    base_s: i64,
    (seq, now): (i64, Timestamp),
    bar: &Bar,
) -> Result<(), StoreError> {
    let (symbol, source) = (told.symbol(bar.symbol(), body), told.source(bar.source(), body));
    let own_now = now != bar.end();
    body.put_u8(BAR | bar.interval() as u8 | bit(own_now, OWN_NOW));
    body.put_u8(symbol);
    body.put_u8(source);
    body.put_u16(told.gap(seq));
    body.put_i32(offset(bar.start(), base_s, TABLE)?);
    let Prices { open, high, low, close } = bar.prices();
    for value in [open, high, low, close, bar.volume()] {
        body.put_f64(value);
    }
    if own_now {
        body.put_i64(now.as_microsecond());
    }
    Ok(())
}

/// Appends due work: kind and whether `now` follows (1 byte), symbol (1), distance (2), seconds from the page's begin to its instant (4), what
/// it led to (1), the number of the prediction (4) where it is one, `now` where it is not the instant (8).
pub(super) fn put_due(
    body: &mut Vec<u8>,
    told: &mut Told,
    base_s: i64,
    (seq, now): (i64, Timestamp),
    (symbol, due, worked): (Symbol, Due, Worked),
) -> Result<(), StoreError> {
    let symbol = told.symbol(symbol, body);
    let instant = due_instant(due);
    let own_now = now != instant;
    let report = matches!(due, Due::Report(_));
    body.put_u8(DUE | bit(report, REPORT) | bit(own_now, OWN_NOW));
    body.put_u8(symbol);
    body.put_u16(told.gap(seq));
    body.put_i32(offset(instant, base_s, TABLE)?);
    match worked {
        Worked::Done => body.put_u8(DONE),
        Worked::Skipped(reason) => body.put_u8(skip_code(reason)),
        Worked::Predicted(number) => {
            body.put_u8(PREDICTED);
            let number = u32::try_from(number.0);
            body.put_u32(
                number.map_err(|_| StoreError::Row { table: TABLE, reason: "a number too large".to_owned() })?,
            );
        }
    }
    if own_now {
        body.put_i64(now.as_microsecond());
    }
    Ok(())
}

/// The instant under which a piece of due work is kept: a trading day as its midnight in UTC; the report's own instant follows from the
/// calendar.
pub(super) fn due_instant(due: Due) -> Timestamp {
    match due {
        Due::Decision(at) => at,
        Due::Report(date) => {
            date.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
        }
    }
}

/// The records of a page, one after the other.
pub(super) struct Happenings<'b> {
    bytes: Bytes<'b>,
    base_s: i64,
    told: Told,
}

impl<'b> Happenings<'b> {
    /// Reads a page whose first event is `first_seq`.
    pub(super) fn new(body: &'b [u8], first_seq: i64) -> Result<Self, StoreError> {
        let mut bytes = Bytes::new(body, TABLE);
        let base_s = bytes.header()?;
        let mut told = Told::default();
        told.begin(first_seq);
        Ok(Self { bytes, base_s, told })
    }

    /// What the page has told, once it is read to its end: with it more can be appended.
    pub(super) fn into_told(self) -> (i64, Told) {
        (self.base_s, self.told)
    }

    fn take(&mut self) -> Result<Option<Happening>, StoreError> {
        loop {
            if self.bytes.is_empty() {
                return Ok(None);
            }
            let head = self.bytes.u8()?;
            match head & KIND {
                NAME => self.take_name(head)?,
                BAR => return self.take_bar(head).map(Some),
                DUE => return self.take_due(head).map(Some),
                _ => return Err(self.bytes.bad(format!("unknown record {head}"))),
            }
        }
    }

    fn take_name(&mut self, head: u8) -> Result<(), StoreError> {
        let name = self.bytes.take_counted()?;
        let name = std::str::from_utf8(name).map_err(|error| self.bytes.bad(error))?;
        if head & OF_SOURCE == 0 {
            self.told.symbols.push(Symbol::new(name).map_err(|error| self.bytes.bad(error))?);
        } else {
            self.told.sources.push(SourceName::new(name).map_err(|error| self.bytes.bad(error))?);
        }
        Ok(())
    }

    fn take_symbol(&mut self) -> Result<Symbol, StoreError> {
        let place = usize::from(self.bytes.u8()?);
        self.told.symbols.get(place).copied().ok_or_else(|| self.bytes.bad("a symbol that was not named"))
    }

    fn take_seq(&mut self) -> Result<i64, StoreError> {
        self.told.last_seq += i64::from(self.bytes.u16()?);
        Ok(self.told.last_seq)
    }

    fn take_bar(&mut self, head: u8) -> Result<Happening, StoreError> {
        let symbol = self.take_symbol()?;
        let source = usize::from(self.bytes.u8()?);
        let source = self.told.sources.get(source).copied();
        let source = source.ok_or_else(|| self.bytes.bad("a source that was not named"))?;
        let seq = self.take_seq()?;
        let interval = Interval::ALL.get(usize::from(head & 7)).copied();
        let interval = interval.ok_or_else(|| self.bytes.bad("unknown interval"))?;
        let bytes = &mut self.bytes;
        let start = bytes.seconds_after(self.base_s)?;
        let prices = Prices { open: bytes.f64()?, high: bytes.f64()?, low: bytes.f64()?, close: bytes.f64()? };
        let volume = bytes.f64()?;
        let bar = Bar::new(symbol, source, interval, start, prices, volume).map_err(|fault| bytes.bad(fault))?;
        let now = if head & OWN_NOW == 0 { bar.end() } else { bytes.micros()? };
        Ok(Happening { seq, now, what: What::Bar(bar) })
    }

    fn take_due(&mut self, head: u8) -> Result<Happening, StoreError> {
        let symbol = self.take_symbol()?;
        let seq = self.take_seq()?;
        let bytes = &mut self.bytes;
        let at = bytes.seconds_after(self.base_s)?;
        let worked = match bytes.u8()? {
            DONE => Worked::Done,
            PREDICTED => Worked::Predicted(PredictionNumber(i64::from(bytes.u32()?))),
            code => Worked::Skipped(skip_of(code).ok_or_else(|| bytes.bad("unknown reason of a skipped decision"))?),
        };
        let due = if head & REPORT == 0 { Due::Decision(at) } else { Due::Report(utc_date(at)) };
        let now = if head & OWN_NOW == 0 { at } else { bytes.micros()? };
        Ok(Happening { seq, now, what: What::Due(symbol, due, worked) })
    }
}

impl Iterator for Happenings<'_> {
    type Item = Result<Happening, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.take().transpose()
    }
}

/// The day whose midnight in UTC an instant is.
pub(super) fn utc_date(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn skip_code(reason: SkipReason) -> u8 {
    SKIPPED
        + match reason {
            SkipReason::NoBar => 0,
            SkipReason::WarmingUp => 1,
            SkipReason::TooLate => 2,
            SkipReason::NoCalendar => 3,
            SkipReason::NoMovement => 4,
        }
}

fn skip_of(code: u8) -> Option<SkipReason> {
    SkipReason::ALL.into_iter().find(|reason| skip_code(*reason) == code)
}
