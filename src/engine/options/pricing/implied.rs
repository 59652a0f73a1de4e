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

/// Where a search starts if Black's formula does not say.
const GUESS: f64 = 0.3;

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
    let search = Search { terms, price, solver, low: LOWEST, high: HIGHEST, ends: [false; 2] };
    search.run(start, slope)
}

/// A search for the volatility of a price, which rises with volatility.
struct Search<'a> {
    terms: &'a Terms<'a>,
    price: f64,
    solver: Solver,
    /// Known to be too low, or the lowest.
    low: f64,
    /// Known to be too high, or the highest.
    high: f64,
    /// Whether the lowest and the highest are known to be too low and too high.
    ends: [bool; 2],
}

impl Search<'_> {
    /// How far the solver's price is above the one looked for.
    fn excess(&self, volatility: f64) -> Result<f64, PricingFault> {
        Ok(price(self.terms, volatility, self.solver)? - self.price)
    }

    fn run(mut self, start: f64, mut slope: f64) -> Result<f64, ImpliedFault> {
        let mut at = start;
        let mut excess = self.excess(at)?;
        for _ in 0..ROUNDS_MAX {
            match excess {
                0.0 => return Ok(at),
                _ if excess > 0.0 => self.high = at,
                _ => self.low = at,
            }
            let secant = at - excess / slope;
            let next = if secant > self.low && secant < self.high { secant } else { self.middle(secant)? };
            let step = next - at;
            if step.abs() < STEP_MIN {
                return Ok(next);
            }
            let there = self.excess(next)?;
            // A secant that brought little is not followed again.
            let slow = there.abs() > excess.abs() / 2.0;
            slope = if slow { f64::NAN } else { (there - excess) / step };
            (at, excess) = (next, there);
        }
        Err(ImpliedFault::NoConvergence)
    }

    /// What is tried in the place of a volatility that is not between those known to be too low and too high. An end that is not known to be
    /// one is tried before, or a price that no volatility brings would be looked for to the last round.
    fn middle(&mut self, outside: f64) -> Result<f64, ImpliedFault> {
        let price = self.price;
        let (beyond_low, beyond_high) = (outside <= self.low, outside >= self.high);
        let [low_known, high_known] = self.ends;
        if self.low == LOWEST && !low_known && !beyond_high {
            let excess = self.excess(LOWEST)?;
            if excess > 0.0 {
                return Err(ImpliedFault::BelowIntrinsic { price, floor: price + excess });
            }
            self.ends = [true, high_known];
        }
        let [low_known, _] = self.ends;
        if self.high == HIGHEST && !high_known && !beyond_low {
            let excess = self.excess(HIGHEST)?;
            if excess < 0.0 {
                return Err(ImpliedFault::AboveBound { price, bound: price + excess });
            }
            self.ends = [low_known, true];
        }
        Ok(f64::midpoint(self.low, self.high))
    }
}
