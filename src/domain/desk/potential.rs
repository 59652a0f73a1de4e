//! What an option bought on a call made until the call was checked: kept for every directional call.

use serde::{Deserialize, Serialize};

use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::Attribution;
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::prediction::{Direction, PredictionNumber};
use crate::domain::symbol::Symbol;

/// One contract, bought at the ask when the call was made and sold at the bid when it was due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionResult {
    /// Whose price was predicted.
    pub symbol: Symbol,
    /// Which prediction.
    pub number: PredictionNumber,
    /// Until when.
    pub horizon: Horizon,
    /// BUY, which buys a call, or SELL, which buys a put.
    pub call: Direction,
    /// The quote that it was bought at.
    pub bought: ContractQuote,
    /// The quote that it was sold at; from a model where the chain had none then.
    pub sold: ContractQuote,
    /// Fees of both ways.
    pub fees: Cents,
    /// Where the profit came from.
    pub attribution: Option<Attribution>,
}

impl OptionResult {
    /// Profit of one contract.
    pub fn profit(&self) -> Cents {
        self.sold.bid.of_contracts(1) - self.bought.ask.of_contracts(1) - self.fees
    }

    /// Profit in parts of what was paid.
    pub fn gain(&self) -> f64 {
        self.profit().share_of(self.bought.ask.of_contracts(1)).unwrap_or(0.0)
    }
}
