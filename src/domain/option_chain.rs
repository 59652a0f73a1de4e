//! Option contracts and their quotes at one instant, checked when they are made.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::symbol::{SourceName, Symbol};

/// The most quotes that one chain holds.
pub const QUOTES_MAX: usize = 20_000;

/// What the holder of an option may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OptionRight {
    /// Buy at the strike.
    Call,
    /// Sell at the strike.
    Put,
}

impl OptionRight {
    /// The right of the mirrored market: a call there is a put here.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Call => Self::Put,
            Self::Put => Self::Call,
        }
    }
}

/// What a contract cost and how it was traded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionQuote {
    /// Last trading day.
    pub expiry: Date,
    /// Call or put.
    pub right: OptionRight,
    /// Price at which the right can be used, US dollars a share.
    pub strike: f64,
    /// Highest price offered for it, US dollars a share; 0 where nobody offers any.
    pub bid: f64,
    /// Lowest price asked for it, US dollars a share; 0 where nobody asks any.
    pub ask: f64,
    /// Last price paid, US dollars a share.
    pub last: Option<f64>,
    /// Contracts traded today so far.
    pub volume: u32,
    /// Contracts that were open when the day began.
    pub open_interest: u32,
    /// The vendor's implied volatility a year, as a fraction.
    pub implied_volatility: Option<f64>,
    /// The vendor's delta, in `[-1, 1]`.
    pub delta: Option<f64>,
}

impl OptionQuote {
    /// Halfway between bid and ask, where there are both.
    pub fn mid(&self) -> Option<f64> {
        (self.bid > 0.0 && self.ask >= self.bid).then(|| f64::midpoint(self.bid, self.ask))
    }

    fn fault(&self) -> Option<ChainFault> {
        let price = |value: f64| (0.0..=1e6).contains(&value);
        if !(self.strike > 0.0 && self.strike <= 1e6) {
            return Some(ChainFault::Strike);
        }
        if ![self.bid, self.ask, self.last.unwrap_or(0.0)].into_iter().all(price) {
            return Some(ChainFault::Price);
        }
        if self.bid > self.ask && self.ask > 0.0 {
            return Some(ChainFault::Crossed);
        }
        let volatility = self.implied_volatility.is_none_or(|volatility| (0.0..=50.0).contains(&volatility));
        let delta = self.delta.is_none_or(|delta| (-1.0..=1.0).contains(&delta));
        (!volatility || !delta).then_some(ChainFault::Greek)
    }
}

/// The quotes of one underlying at one instant, by expiry, strike and right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainSnapshot {
    symbol: Symbol,
    source: SourceName,
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    at: Timestamp,
    spot: f64,
    quotes: Vec<OptionQuote>,
}

/// Why numbers make no chain or no quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum ChainFault {
    /// The underlying has no price.
    #[error("the underlying has no price")]
    Spot,
    /// A strike is no price.
    #[error("a strike is not a price")]
    Strike,
    /// A bid, ask or last price is no price.
    #[error("a bid, ask or last price is not a price")]
    Price,
    /// A bid lies above its ask.
    #[error("a bid lies above its ask")]
    Crossed,
    /// An implied volatility or delta is impossible.
    #[error("an implied volatility or delta is impossible")]
    Greek,
    /// More quotes than any chain has.
    #[error("more than {QUOTES_MAX} quotes")]
    TooMany,
    /// Not one quote is usable.
    #[error("no usable quote")]
    Empty,
}

impl ChainSnapshot {
    /// Makes a chain of the sound ones among `quotes`, and tells the faults of the others.
    pub fn new(
        symbol: Symbol,
        source: SourceName,
        at: Timestamp,
        spot: f64,
        mut quotes: Vec<OptionQuote>,
    ) -> Result<(Self, Vec<ChainFault>), ChainFault> {
        if !(spot > 0.0 && spot <= 1e8) {
            return Err(ChainFault::Spot);
        }
        if quotes.len() > QUOTES_MAX {
            return Err(ChainFault::TooMany);
        }
        let faults: Vec<ChainFault> = quotes.iter().filter_map(OptionQuote::fault).collect();
        quotes.retain(|quote| quote.fault().is_none());
        if quotes.is_empty() {
            return Err(ChainFault::Empty);
        }
        quotes.sort_by(|a, b| (a.expiry, a.right).cmp(&(b.expiry, b.right)).then(a.strike.total_cmp(&b.strike)));
        // The ledger keeps whole seconds; a live chain has to be what will be read back.
        let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
        Ok((Self { symbol, source, at, spot, quotes }, faults))
    }

    /// The underlying.
    pub fn symbol(&self) -> Symbol {
        self.symbol
    }

    /// Who supplied it.
    pub fn source(&self) -> SourceName {
        self.source
    }

    /// The instant of the quotes.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Price of the underlying at that instant, US dollars.
    pub fn spot(&self) -> f64 {
        self.spot
    }

    /// The quotes, by expiry, right and strike.
    pub fn quotes(&self) -> &[OptionQuote] {
        &self.quotes
    }
}
