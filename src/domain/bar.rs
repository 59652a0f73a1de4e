//! A bar: what a symbol's price did between two instants, checked when it is made.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::symbol::{SourceName, Symbol};

/// The span of a bar; decisions are made on bars of [`Interval::M15`], shorter ones are aggregated to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Interval {
    /// One minute.
    M1,
    /// Five minutes.
    M5,
    /// Fifteen minutes.
    M15,
    /// Thirty minutes.
    M30,
    /// One hour.
    H1,
}

impl Interval {
    /// Every interval, shortest first.
    pub const ALL: [Self; 5] = [Self::M1, Self::M5, Self::M15, Self::M30, Self::H1];

    /// The span in seconds.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::M1 => 60,
            Self::M5 => 300,
            Self::M15 => 900,
            Self::M30 => 1_800,
            Self::H1 => 3_600,
        }
    }

    /// The interval of so many seconds, if there is one.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|interval| interval.seconds() == seconds)
    }

    /// The name people use: `1m`, `5m`, `15m`, `30m`, `1h`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::M1 => "1m",
            Self::M5 => "5m",
            Self::M15 => "15m",
            Self::M30 => "30m",
            Self::H1 => "1h",
        }
    }
}

/// The lowest price that is believed, dollars.
const PRICE_MIN: f64 = 0.000_1;

/// The highest price that is believed, dollars.
const PRICE_MAX: f64 = 100_000_000.0;

/// One bar of one symbol. Prices are US dollars, adjusted for splits and not for dividends; volume is in shares.
///
/// A bar can only be made through [`Bar::new`], so every bar in the tree is sound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    symbol: Symbol,
    source: SourceName,
    interval: Interval,
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    start: Timestamp,
    prices: Prices,
    volume: f64,
}

/// Open, high, low and close in US dollars.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prices {
    /// First price.
    pub open: f64,
    /// Highest price.
    pub high: f64,
    /// Lowest price.
    pub low: f64,
    /// Last price.
    pub close: f64,
}

/// What a symbol's price did on one trading day. It is history for slow signals; nothing is predicted or settled on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayBar {
    symbol: Symbol,
    source: SourceName,
    date: Date,
    prices: Prices,
    volume: f64,
}

impl DayBar {
    /// Makes the bar of a day, or says what is wrong with it. Prices are adjusted for splits and not for dividends.
    pub fn new(symbol: Symbol, source: SourceName, date: Date, prices: Prices, volume: f64) -> Result<Self, BarFault> {
        prices.fault(volume).map_or(Ok(Self { symbol, source, date, prices, volume }), Err)
    }

    /// Whose bar it is.
    pub fn symbol(&self) -> Symbol {
        self.symbol
    }

    /// Who supplied it.
    pub fn source(&self) -> SourceName {
        self.source
    }

    /// The trading day in New York.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Open, high, low and close in dollars.
    pub fn prices(&self) -> Prices {
        self.prices
    }

    /// Shares traded.
    pub fn volume(&self) -> f64 {
        self.volume
    }
}

impl Prices {
    /// What is wrong with them and the volume beside them, if anything.
    fn fault(&self, volume: f64) -> Option<BarFault> {
        let Self { open, high, low, close } = *self;
        if ![open, high, low, close].into_iter().all(|price| (PRICE_MIN..=PRICE_MAX).contains(&price)) {
            return Some(BarFault::Price);
        }
        if high < open || high < close || low > open || low > close {
            return Some(BarFault::Enclosure);
        }
        (!volume.is_finite() || volume < 0.0).then_some(BarFault::Volume)
    }
}

/// Why numbers do not make a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BarFault {
    /// A price is NaN, infinite, zero, negative, or no price that any share has had.
    #[error("a price is not a number between 0.0001 and 100 million dollars")]
    Price,
    /// The high is below, or the low above, another price of the bar.
    #[error("high and low do not enclose open and close")]
    Enclosure,
    /// The volume is NaN, infinite or negative.
    #[error("the volume is not a number of shares")]
    Volume,
    /// The bar does not begin on a full minute.
    #[error("the bar does not begin on a full minute")]
    Start,
}

impl Bar {
    /// Makes a bar of `interval` that begins at `start`, or says what is wrong with it.
    pub fn new(
        symbol: Symbol,
        source: SourceName,
        interval: Interval,
        start: Timestamp,
        prices: Prices,
        volume: f64,
    ) -> Result<Self, BarFault> {
        if let Some(fault) = prices.fault(volume) {
            return Err(fault);
        }
        if start.as_second().rem_euclid(60) != 0 || start.subsec_nanosecond() != 0 {
            return Err(BarFault::Start);
        }
        Ok(Self { symbol, source, interval, start, prices, volume })
    }

    /// Whose bar it is.
    pub fn symbol(&self) -> Symbol {
        self.symbol
    }

    /// Who supplied it.
    pub fn source(&self) -> SourceName {
        self.source
    }

    /// Its span.
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// Its first instant.
    pub fn start(&self) -> Timestamp {
        self.start
    }

    /// The instant at which it is complete: `start + interval`.
    pub fn end(&self) -> Timestamp {
        // A start has whole seconds only.
        Timestamp::from_second(self.start.as_second() + self.interval.seconds()).unwrap_or(Timestamp::MAX)
    }

    /// Open, high, low and close in dollars.
    pub fn prices(&self) -> Prices {
        self.prices
    }

    /// The last price, in dollars.
    pub fn close(&self) -> f64 {
        self.prices.close
    }

    /// The first price, in dollars.
    pub fn open(&self) -> f64 {
        self.prices.open
    }

    /// Shares traded; not comparable between sources.
    pub fn volume(&self) -> f64 {
        self.volume
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(open: f64, high: f64, low: f64, close: f64, volume: f64) -> Result<Bar, BarFault> {
        let start = "2026-01-05T14:30:00Z".parse().unwrap();
        let symbol = Symbol::new("RTX").unwrap();
        Bar::new(symbol, SourceName::UNNAMED, Interval::M5, start, Prices { open, high, low, close }, volume)
    }

    #[test]
    fn unsound_numbers_make_no_bar() {
        assert!(bar(10.0, 11.0, 9.0, 10.5, 0.0).is_ok());
        assert_eq!(bar(f64::NAN, 11.0, 9.0, 10.5, 1.0), Err(BarFault::Price));
        assert_eq!(bar(10.0, 11.0, 0.0, 10.5, 1.0), Err(BarFault::Price));
        assert_eq!(bar(10.0, 10.4, 9.0, 10.5, 1.0), Err(BarFault::Enclosure));
        assert_eq!(bar(10.0, 11.0, 10.1, 10.5, 1.0), Err(BarFault::Enclosure));
        assert_eq!(bar(10.0, 11.0, 9.0, 10.5, -1.0), Err(BarFault::Volume));
        assert_eq!(bar(10.0, 11.0, 9.0, 10.5, f64::INFINITY), Err(BarFault::Volume));
    }

    #[test]
    fn a_bar_ends_when_its_interval_is_over() {
        let five = bar(10.0, 11.0, 9.0, 10.5, 1.0).unwrap();
        assert_eq!(five.end(), "2026-01-05T14:35:00Z".parse().unwrap());
        assert_eq!(Interval::from_seconds(900), Some(Interval::M15));
    }
}
