//! What one contract would have made when a call is due, over all places at which the share may stand then.
//!
//! Done: bought at the ask, sold at the bid at the due instant, fees both ways, time that passed, the dividend that went ex, the volatility
//! of the entry at the same strike (it sticks to the strike), the spread of the entry in dollars. The contract is valued as a European one
//! by Black's formula, at the volatility that the same formula finds in the middle of bid and ask; for the contracts that are chosen from,
//! out of the money and some weeks from expiry, that differs from the fast American solver by fractions of a cent in the change of value.
//! The exits count at the due instant: what is worth more than the target was sold at the target, what is worth less than the stop was
//! sold at the stop less what stops lose by coming late ([`STOP_SLIPPAGE`]).
//!
//! Left out: the path until then (a contract that touched the stop and came back is counted where it came back to), what is made by holding
//! on after the call is due, and changes of the volatility at a strike.

use jiff::Timestamp;

use super::pricing::{CashDividend, ImpliedFault, Solver, Terms, european_price, implied_volatility};
use super::quotes::{Carry, terms};
use super::scenarios::{Belief, POINTS, point};
use crate::domain::contract::Contract;
use crate::domain::desk::fees::{FeeSchedule, fees};
use crate::domain::desk::order::Intent;
use crate::domain::desk::rules::Exits;
use crate::domain::money::{Cents, SHARES_A_CONTRACT};
use crate::domain::option_chain::OptionRight;

/// How far below the stop contracts are sold on average, in parts of the entry: stops are looked at every 15 minutes, and nights have gaps.
pub const STOP_SLIPPAGE: f64 = 0.05;

/// What every contract of a chain is valued with.
pub(super) struct Appraiser<'a> {
    pub(super) at: Timestamp,
    pub(super) due: Timestamp,
    pub(super) spot: f64,
    pub(super) rate: f64,
    pub(super) exits: &'a Exits,
    pub(super) schedule: FeeSchedule,
    /// Dividends ahead of `at` and of `due`.
    pub(super) ahead: Vec<CashDividend>,
    later: Vec<CashDividend>,
    /// The share at each place when the call is due.
    spots: [f64; POINTS],
}

/// One contract, its prices as they are quoted, and the volatility that European solvers find in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Priced {
    pub(super) contract: Contract,
    pub(super) bid: f64,
    pub(super) ask: f64,
    pub(super) volatility: f64,
}

/// What one contract would make at each place, dollars, in the order of the places.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Profits of one contract, fees counted.
    pub profits: [f64; POINTS],
    /// Paid for one contract, fees of buying counted.
    pub cost: Cents,
    /// Fees of buying one contract.
    pub fees_in: Cents,
    /// Fees of selling one contract, at its bid now.
    pub fees_out: Cents,
    /// Whether it gains as the share rises.
    rises: bool,
}

impl<'a> Appraiser<'a> {
    pub(super) fn new(
        contract_of: crate::domain::symbol::Symbol,
        (at, due): (Timestamp, Timestamp),
        (spot, sigma): (f64, f64),
        carry: Carry<'_>,
        (exits, schedule): (&'a Exits, FeeSchedule),
    ) -> Self {
        let paid = carry.paid_between(contract_of, at, due);
        let spots = std::array::from_fn(|index| spot * libm::exp(sigma * point(index)) - paid);
        let (ahead, later) = (carry.ahead(contract_of, at), carry.ahead(contract_of, due));
        Self { at, due, spot, rate: carry.rate, exits, schedule, ahead, later, spots }
    }

    fn terms(&self, contract: &Contract, spot: f64) -> Terms<'_> {
        terms(contract, spot, self.at, self.rate, &self.ahead)
    }

    /// The volatility that Black's formula finds in a price.
    pub(super) fn volatility(&self, contract: &Contract, middle: f64) -> Result<f64, ImpliedFault> {
        implied_volatility(&self.terms(contract, self.spot), middle, Solver::European)
    }

    /// Change of the value for a dollar of the share.
    pub(super) fn delta(&self, contract: &Contract, volatility: f64) -> Option<f64> {
        let step = self.spot * DELTA_STEP;
        let value = |spot| european_price(&self.terms(contract, spot), volatility).ok();
        Some((value(self.spot + step)? - value(self.spot - step)?) / (2.0 * step))
    }

    /// Fees of one contract, bought at the ask and sold at the bid.
    pub(super) fn fees_of_one(&self, bid: Cents, ask: Cents) -> (Cents, Cents) {
        let today = crate::domain::calendar::ExchangeCalendar::nyse().new_york(self.at).date();
        let of = |intent, price: Cents| fees(self.schedule, intent, 1, price.of_contracts(1), today);
        (of(Intent::Open, ask), of(Intent::Close, bid))
    }

    /// What the contract would make at each place; `None` where it has no price at one of them.
    pub(super) fn outlook(&self, priced: &Priced, (fees_in, fees_out): (Cents, Cents)) -> Option<Outlook> {
        let Priced { contract, bid, ask, volatility } = *priced;
        let shares = SHARES_A_CONTRACT as f64;
        let cost = ask * shares + fees_in.dollars();
        let half_spread = (ask - bid) / 2.0;
        let worst = (self.exits.stop - STOP_SLIPPAGE).max(0.0) * ask;
        let best = self.exits.target.max(self.exits.stop) * ask;
        let at_due = Terms {
            years: contract.years_left(self.due),
            dividends: &self.later,
            ..terms(&contract, self.spot, self.at, self.rate, &[])
        };
        let mut profits = [0.0; POINTS];
        for (profit, spot) in profits.iter_mut().zip(self.spots) {
            let value = european_price(&Terms { spot, ..at_due }, volatility).ok()?;
            let sold = (value - half_spread).max(0.0).clamp(worst, best);
            *profit = sold * shares - fees_out.dollars() - cost;
        }
        let paid = Cents::of_dollars(cost)?;
        Some(Outlook { profits, cost: paid, fees_in, fees_out, rises: contract.right == OptionRight::Call })
    }
}

/// Part of the share's price by which it is moved to see how a value changes.
const DELTA_STEP: f64 = 1e-3;

impl Outlook {
    /// Mean profit, dollars, where places are so probable.
    pub fn mean(&self, weights: &[f64; POINTS]) -> f64 {
        self.profits.iter().zip(weights).map(|(profit, weight)| profit * weight).sum()
    }

    /// Profits in parts of what was paid, with their probabilities.
    pub fn gains(&self, weights: &[f64; POINTS]) -> [(f64, f64); POINTS] {
        let cost = self.cost.dollars();
        std::array::from_fn(|index| {
            let of = |values: &[f64; POINTS]| values.get(index).copied().unwrap_or(0.0);
            (of(&self.profits) / cost, of(weights))
        })
    }

    /// The log return until the due instant at which nothing is lost, in σ: above it a call gains, below it a put; `None` where the contract
    /// gains nowhere or everywhere.
    pub fn break_even(&self) -> Option<f64> {
        (1..POINTS).find_map(|index| {
            let (before, here) = (*self.profits.get(index - 1)?, *self.profits.get(index)?);
            let crosses = (before < 0.0) != (here < 0.0);
            crosses.then(|| point(index - 1) + (point(index) - point(index - 1)) * before / (before - here))
        })
    }

    /// The probability of a profit.
    pub fn win_probability(&self, belief: Belief) -> f64 {
        match self.break_even() {
            Some(z) if self.rises => belief.above(z),
            Some(z) => 1.0 - belief.above(z),
            None => f64::from(u8::from(self.profits.iter().all(|profit| *profit >= 0.0))),
        }
    }
}
