//! What is held, what was held, and what would have been held had the answer been another.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::contract::Contract;
use crate::domain::desk::approval::{ApprovalId, Mode, Signal};
use crate::domain::desk::order::{OrderId, Progress};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::money::Cents;

/// Contracts that are held; one position for an approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The approval that opened it.
    pub approval: ApprovalId,
    /// Why it was opened.
    pub signal: Signal,
    /// What is held.
    pub contract: Contract,
    /// With whose money.
    pub mode: Mode,
    /// What was bought: contracts, premium, fees.
    pub bought: Progress,
    /// What of it is sold again.
    pub sold: Progress,
    /// When the first contract was bought.
    pub opened_at: Timestamp,
    /// The newest quote when it was first filled.
    pub entry: ContractQuote,
    /// The newest quote.
    pub mark: ContractQuote,
    /// Why it is being closed, with the order that does.
    pub exit: Option<(ExitReason, OrderId)>,
    /// Orders so far that were to close it.
    pub close_attempts: u32,
}

/// A position that was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Trade {
    /// The approval that opened it.
    pub approval: ApprovalId,
    /// Why it was opened.
    pub signal: Signal,
    /// What was held.
    pub contract: Contract,
    /// With whose money.
    pub mode: Mode,
    /// Bought: contracts, premium, fees.
    pub bought: Progress,
    /// Sold: contracts, what they brought, fees. Contracts that expired count as sold for what they were worth.
    pub sold: Progress,
    /// When the first contract was bought.
    pub opened_at: Timestamp,
    /// When the last one was sold.
    pub closed_at: Timestamp,
    /// The quote when it was first filled.
    pub entry: ContractQuote,
    /// The newest quote when it was closed.
    pub exit: ContractQuote,
    /// Why it was closed.
    pub reason: ExitReason,
    /// Where profit and loss came from.
    pub attribution: Option<Attribution>,
}

/// What became of an offer that nobody took: bought at the ask that was offered, sold by the same exits at the bid.
#[derive(Clone, Debug, PartialEq)]
pub struct Shadow {
    /// The offer.
    pub approval: ApprovalId,
    /// What would have been held.
    pub contract: Contract,
    /// Contracts.
    pub quantity: u32,
    /// The quote at the offer.
    pub entry: ContractQuote,
    /// Fees of buying and selling.
    pub fees: Cents,
    /// The newest quote.
    pub mark: ContractQuote,
    /// How and when it would have ended.
    pub ended: Option<ExitReason>,
}

/// Why a position is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitReason {
    /// The bid fell to the stop.
    Stop,
    /// The bid rose to the target.
    Target,
    /// It was held for as many sessions as it may.
    TimeStop,
    /// It comes too near to its expiry.
    NearExpiry,
    /// The opposite side became probable.
    Reversal,
    /// A short-dated call in the money the day before its share goes ex.
    ExDividend,
    /// A person asked for it.
    Asked,
    /// It expired.
    Expiry,
}

impl ExitReason {
    /// All reasons.
    pub const ALL: [Self; 8] = [
        Self::Stop,
        Self::Target,
        Self::TimeStop,
        Self::NearExpiry,
        Self::Reversal,
        Self::ExDividend,
        Self::Asked,
        Self::Expiry,
    ];

    /// The name in exports and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Target => "target",
            Self::TimeStop => "time_stop",
            Self::NearExpiry => "near_expiry",
            Self::Reversal => "reversal",
            Self::ExDividend => "ex_dividend",
            Self::Asked => "asked",
            Self::Expiry => "expiry",
        }
    }
}

/// Where a trade's profit and loss came from, dollars for all its contracts. `price`, `time` and `volatility` are exact: full revaluation,
/// averaged over all orders in which the three can change (Shapley 1953); with `spread`, `fees` and `rest` they sum to the profit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// From the move of the underlying.
    pub price: f64,
    /// From the passing of time.
    pub time: f64,
    /// From the change of implied volatility.
    pub volatility: f64,
    /// Lost between bid and ask, both ways.
    pub spread: f64,
    /// Fees, both ways.
    pub fees: f64,
    /// What the quotes at the fills do not explain, such as fills at other prices than theirs.
    pub rest: f64,
    /// The same in the first terms of Taylor's series at entry: an explanation, whose parts do not sum exactly.
    pub greeks: GreekTerms,
}

/// First terms of Taylor's series, dollars for all contracts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GreekTerms {
    /// Delta times the move.
    pub delta: f64,
    /// Half of gamma times the move squared.
    pub gamma: f64,
    /// Vega times the change of implied volatility.
    pub vega: f64,
    /// Theta times the days.
    pub theta: f64,
}

impl Position {
    /// Contracts still held.
    pub fn held(&self) -> u32 {
        self.bought.filled.saturating_sub(self.sold.filled)
    }

    /// What the contracts still held would bring now, at the bid and without fees.
    pub fn value(&self) -> Cents {
        self.mark.bid.of_contracts(self.held())
    }

    /// Profit so far, counting what is held at the bid, and all fees paid.
    pub fn profit(&self) -> Cents {
        self.value() + self.sold.value - self.bought.value - self.bought.fees - self.sold.fees
    }

    /// Paid for one share on average, dollars; 0 before the first fill.
    pub fn entry_price(&self) -> f64 {
        average(&self.bought)
    }
}

impl Trade {
    /// Profit, fees counted.
    pub fn profit(&self) -> Cents {
        self.sold.value - self.sold.fees - self.bought.value - self.bought.fees
    }

    /// Profit in parts of what was paid, fees counted: -1 where all of it was lost.
    pub fn gain(&self) -> f64 {
        self.profit().share_of(self.bought.value + self.bought.fees).unwrap_or(0.0)
    }

    /// Paid for one share on average, dollars.
    pub fn entry_price(&self) -> f64 {
        average(&self.bought)
    }

    /// Received for one share on average, dollars.
    pub fn exit_price(&self) -> f64 {
        average(&self.sold)
    }
}

impl Shadow {
    /// Profit so far or in the end, fees counted.
    pub fn profit(&self) -> Cents {
        self.mark.bid.of_contracts(self.quantity) - self.entry.ask.of_contracts(self.quantity) - self.fees
    }
}

fn average(progress: &Progress) -> f64 {
    let shares = f64::from(progress.filled) * crate::domain::money::SHARES_A_CONTRACT as f64;
    if shares > 0.0 { progress.value.dollars() / shares } else { 0.0 }
}
