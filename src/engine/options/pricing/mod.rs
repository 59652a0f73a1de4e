//! American options on a share with cash dividends: price, sensitivities and implied volatility, by three solvers of the same contract.
//!
//! The share follows a geometric Brownian motion and drops by the dividend on each ex-date. [`american`] solves that model on a grid.
//! [`fast_price`] and [`european_price`] take the present value of the dividends out of the share and enlarge its volatility until each
//! ex-date, which comes close. An implied volatility belongs to the solver that it came from: to price with another one is a mistake.
//!
//! Every price and every greek is in US dollars a share. Time is counted in years of 365 days (Act/365F). A contract that has expired
//! (`years` is 0) is worth its intrinsic value. Nothing in here returns a number that is not finite.

mod black;
mod escrow;
mod exercise;
mod grid;
mod implied;
mod terms;
mod tree;

pub use exercise::early_exercise_pays;
pub use implied::{ImpliedFault, Solver, TIME_VALUE_MIN, implied_volatility};
pub use terms::{CashDividend, PricingFault, Terms, VOLATILITY_MAX, VOLATILITY_MIN};

use escrow::Escrow;

/// What a contract is worth and how that changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Valued {
    /// US dollars a share.
    pub price: f64,
    /// Change of the price when the share rises by 1 dollar.
    pub delta: f64,
    /// Change of delta when the share rises by 1 dollar.
    pub gamma: f64,
    /// Change of the price in the coming calendar day while the share and its volatility stay; in less than a day to expiry or to the next
    /// ex-date, what that rest changes, as if it went on for the whole day.
    pub theta: f64,
    /// Change of the price when the volatility rises by 1.00.
    pub vega: f64,
    /// Change of the price when the rate rises by 1.00.
    pub rho: f64,
}

/// Price and sensitivities of an American option by the Crank-Nicolson grid, about 2.5e-4 dollars accurate for a share of 150.
///
/// `volatility` is that of a year, in [`VOLATILITY_MIN`] to [`VOLATILITY_MAX`].
pub fn american(terms: &Terms<'_>, volatility: f64) -> Result<Valued, PricingFault> {
    terms.check(volatility)?;
    grid::valued(terms, volatility)
}

/// Price alone of an American option by the same grid as [`american`].
pub fn american_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    terms.check(volatility)?;
    if terms.years == 0.0 {
        return Ok(terms.intrinsic());
    }
    terms.finite(grid::price(terms, volatility))
}

/// Price of an American option by a small tree, some fifty times as fast as the grid and up to a cent off where dividends meet a contract deep
/// in the money; for ranking and quadrature.
pub fn fast_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    terms.check(volatility)?;
    if terms.years == 0.0 {
        return Ok(terms.intrinsic());
    }
    terms.finite(tree::price(terms, &Escrow::of(terms), volatility))
}

/// Price of a European option by Black's formula on the forward without its dividends.
pub fn european_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    terms.check(volatility)?;
    if terms.years == 0.0 {
        return Ok(terms.intrinsic());
    }
    let price = black::price(terms, &Escrow::of(terms), volatility).ok_or(PricingFault::Failed)?;
    terms.finite(price)
}
