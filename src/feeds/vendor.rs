//! What a vendor over the network is asked and what it answers, before the quality gate has looked at it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::health::Refused;
use crate::domain::option_chain::ChainSnapshot;

/// A bar as a vendor states it: any number may be missing or nonsense.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VendorBar {
    /// Its first instant.
    pub start: Timestamp,
    /// First price, US dollars.
    pub open: Option<f64>,
    /// Highest price.
    pub high: Option<f64>,
    /// Lowest price.
    pub low: Option<f64>,
    /// Last price.
    pub close: Option<f64>,
    /// Shares traded.
    pub volume: Option<f64>,
}

/// A day's bar as a vendor states it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VendorDay {
    /// The trading day in New York.
    pub date: Date,
    /// The numbers; `start` is the vendor's own instant for the day.
    pub bar: VendorBar,
}

/// A headline as a vendor states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorHeadline {
    /// The vendor's identity of it.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// When, as the vendor says.
    pub published: Timestamp,
    /// The title.
    pub title: String,
    /// How many symbols it names, the asked one included; at least 1.
    pub symbols_named: u32,
}

/// What a symbol trades at now, as a vendor states it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VendorQuote {
    /// Instant of the last price.
    pub at: Timestamp,
    /// Last price of the regular session, US dollars.
    pub last: f64,
    /// Highest price offered, where there is one.
    pub bid: Option<f64>,
    /// Lowest price asked, where there is one.
    pub ask: Option<f64>,
}

/// Something that happened at an instant.
pub trait Dated {
    /// The instant: the start of a bar, the time of a headline, quote or chain.
    fn instant(&self) -> Timestamp;
}

impl Dated for VendorBar {
    fn instant(&self) -> Timestamp {
        self.start
    }
}

impl Dated for VendorDay {
    fn instant(&self) -> Timestamp {
        self.bar.start
    }
}

impl Dated for VendorHeadline {
    fn instant(&self) -> Timestamp {
        self.published
    }
}

impl Dated for VendorQuote {
    fn instant(&self) -> Timestamp {
        self.at
    }
}

impl Dated for ChainSnapshot {
    fn instant(&self) -> Timestamp {
        self.at()
    }
}

/// A decoded answer: what is usable, and what had to be left out already when it was decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What was asked for, oldest first.
    pub items: Vec<T>,
    /// Left out, by reason.
    pub left_out: Vec<(Refused, u64)>,
    /// Whether the vendor said that nothing has changed since the last question.
    pub unchanged: bool,
    /// Splits that the vendor tells of in the span asked for: date and ratio of new shares to old.
    pub splits: Vec<(Date, f64)>,
    /// Cash dividends that the vendor tells of in the span asked for: ex-date and US dollars a share.
    pub dividends: Vec<(Date, f64)>,
}

impl<T> Answer<T> {
    /// Only items.
    pub fn of(items: Vec<T>) -> Self {
        Self { items, left_out: Vec::new(), unchanged: false, splits: Vec::new(), dividends: Vec::new() }
    }

    /// Leaves `count` things out for `reason`.
    pub fn leave_out(&mut self, reason: Refused, count: u64) {
        match self.left_out.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, counted)) => *counted += count,
            None if count > 0 => self.left_out.push((reason, count)),
            None => {}
        }
    }
}

impl<T: Dated> Answer<T> {
    /// The newest instant in it, by which the caller judges whether the source stands still.
    pub fn newest(&self) -> Option<Timestamp> {
        self.items.iter().map(Dated::instant).max()
    }
}

/// A decoded option chain, with the faults of quotes that were left out.
pub type ChainAnswer = Answer<ChainSnapshot>;
