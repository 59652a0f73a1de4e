//! What one contract could be bought and sold for at an instant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::contract::Contract;
use crate::domain::money::Cents;

/// Bid and ask of one contract at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractQuote {
    /// What is quoted.
    pub contract: Contract,
    /// The instant of the quote.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// Highest price offered, a share; nothing where nobody offers any.
    pub bid: Cents,
    /// Lowest price asked, a share; nothing where nobody asks any.
    pub ask: Cents,
    /// Price of the underlying at that instant, US dollars.
    pub spot: f64,
    /// Volatility a year that the middle of bid and ask implies, solved by ourselves; `None` where it implies none.
    pub implied_volatility: Option<f64>,
    /// Contracts traded on the day so far.
    pub volume: u32,
    /// Contracts open when the day began.
    pub open_interest: u32,
    /// Where it comes from.
    pub source: QuoteSource,
}

/// Where a quote comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteSource {
    /// The market's option chain.
    Chain,
    /// A pricing model: nobody offered this price.
    Model,
}

impl ContractQuote {
    /// Halfway between bid and ask, dollars a share.
    pub fn mid(&self) -> f64 {
        f64::midpoint(self.bid.dollars(), self.ask.dollars())
    }

    /// Half of what lies between bid and ask, dollars a share.
    pub fn half_spread(&self) -> f64 {
        (self.ask - self.bid).dollars() / 2.0
    }
}
