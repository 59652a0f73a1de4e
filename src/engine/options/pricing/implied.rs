//! The volatility at which a solver's price is the market's.

use thiserror::Error;

use super::escrow::Escrow;
use super::terms::{PricingFault, Terms};
use super::{american_price, black, european_price, fast_price};
use crate::domain::option_chain::OptionRight;

/// Volatilities between which one is looked for.
const LOWEST: f64 = 0.01;
const HIGHEST: f64 = 3.0;

/// Less than so many dollars above the intrinsic value, a price tells nothing of volatility: a tick is more than the time value.
pub const TIME_VALUE_MIN: f64 = 0.02;

/// A step shorter than this ends the search.
const STEP_MIN: f64 = 1e-9;

/// Prices computed for one volatility, at most.
const ROUNDS_MAX: usize = 60;

/// Who computes the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// [`american_price`](super::american_price).
    Standard,
    /// [`fast_price`](super::fast_price).
    Fast,
    /// [`european_price`](super::european_price).
    European,
}

/// Why a price has no implied volatility.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum ImpliedFault {
    /// There is next to no time value in it, or less than none.
    #[error("a price of {price} is not clearly above {floor}, what the contract is worth without any volatility")]
    BelowIntrinsic {
        /// As it was given.
        price: f64,
        /// Intrinsic value, or the value at the lowest volatility.
        floor: f64,
    },
    /// No volatility makes it that dear.
    #[error("a price of {price} is above {bound}, the most that the contract can be worth")]
    AboveBound {
        /// As it was given.
        price: f64,
        /// Its bound, or the value at the highest volatility.
        bound: f64,
    },
    /// The price is no number.
    #[error("a price of {0}; give dollars a share")]
    NotFinite(f64),
    /// The search did not end.
    #[error("no implied volatility was found in {ROUNDS_MAX} prices; keep these terms and report them")]
    NoConvergence,
    /// The contract cannot be priced at all.
    #[error(transparent)]
    Pricing(#[from] PricingFault),
}

/// The price by a solver of one's choice.
pub(super) fn price(terms: &Terms<'_>, volatility: f64, solver: Solver) -> Result<f64, PricingFault> {
    match solver {
        Solver::Standard => american_price(terms, volatility),
        Solver::Fast => fast_price(terms, volatility),
        Solver::European => european_price(terms, volatility),
    }
}

/// The volatility a year at which the solver prices the contract at `price` dollars a share.
///
/// Secants from the inverse of Black's formula, held between two volatilities that are known to be too low and too high, where a secant that
/// leaves them is replaced by their middle.
pub fn implied_volatility(terms: &Terms<'_>, price: f64, solver: Solver) -> Result<f64, ImpliedFault> {
    terms.check(HIGHEST)?;
    let floor = terms.intrinsic();
    if !price.is_finite() {
        return Err(ImpliedFault::NotFinite(price));
    }
    if price <= floor + TIME_VALUE_MIN || terms.years == 0.0 {
        return Err(ImpliedFault::BelowIntrinsic { price, floor });
    }
    let bound = if terms.right == OptionRight::Call { terms.spot } else { terms.strike };
    if price >= bound {
        return Err(ImpliedFault::AboveBound { price, bound });
    }
    let escrow = Escrow::of(terms);
    let guess = black::implied(terms, &escrow, price).filter(|guess| (LOWEST..=HIGHEST).contains(guess));
    if let (Solver::European, Some(volatility)) = (solver, guess) {
        return Ok(volatility);
    }
    let start = guess.unwrap_or(GUESS);
    let slope = black::vega(terms, &escrow, start);
    Search { terms, price, solver, low: LOWEST, high: HIGHEST }.run(start, slope)
}

/// Where a search starts without a better guess.
const GUESS: f64 = 0.3;

struct Search<'a> {
    terms: &'a Terms<'a>,
    price: f64,
    solver: Solver,
    low: f64,
    high: f64,
}

impl Search<'_> {
    fn excess(&self, volatility: f64) -> Result<f64, PricingFault> {
        Ok(price(self.terms, volatility, self.solver)? - self.price)
    }

    fn run(mut self, start: f64, mut slope: f64) -> Result<f64, ImpliedFault> {
        let mut at = start;
        let mut excess = self.excess(at)?;
        for _ in 0..ROUNDS_MAX {
            if excess == 0.0 {
                return Ok(at);
            }
            if excess > 0.0 {
                self.high = at;
            } else {
                self.low = at;
            }
            let mut next = at - excess / slope;
            // The ends are tried before anything near them is believed.
            if !(next > self.low && next < self.high) {
                next = self.inside(next)?;
            }
            let step = next - at;
            let there = self.excess(next)?;
            slope = (there - excess) / step;
            (at, excess) = (next, there);
            if step.abs() < STEP_MIN {
                return Ok(at);
            }
        }
        Err(ImpliedFault::NoConvergence)
    }

    /// What is tried in the place of a volatility that is not between those known to be too low and too high.
    fn inside(&self, outside: f64) -> Result<f64, ImpliedFault> {
        let price = self.price;
        if self.low == LOWEST && !(outside >= self.high) {
            let excess = self.excess(LOWEST)?;
            if excess > 0.0 {
                return Err(ImpliedFault::BelowIntrinsic { price, floor: price + excess });
            }
        }
        if self.high == HIGHEST && !(outside <= self.low) {
            let excess = self.excess(HIGHEST)?;
            if excess < 0.0 {
                return Err(ImpliedFault::AboveBound { price, bound: price + excess });
            }
        }
        Ok(f64::midpoint(self.low, self.high))
    }
}
