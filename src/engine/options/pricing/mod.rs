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

use crate::domain::option_chain::OptionRight;
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

impl Valued {
    /// Itself, where all its numbers are.
    fn finite(self) -> Result<Self, PricingFault> {
        let Self { price, delta, gamma, theta, vega, rho } = self;
        let sound = [price, delta, gamma, theta, vega, rho].into_iter().all(f64::is_finite);
        if sound { Ok(self) } else { Err(PricingFault::Failed) }
    }

    /// A contract that is used or thrown away now.
    fn expired(terms: &Terms<'_>) -> Self {
        let price = terms.intrinsic();
        let delta = match terms.right {
            _ if price == 0.0 => 0.0,
            OptionRight::Call => 1.0,
            OptionRight::Put => -1.0,
        };
        Self { price, delta, gamma: 0.0, theta: 0.0, vega: 0.0, rho: 0.0 }
    }
}

/// Price and sensitivities of an American option.
///
/// Black's formula where early exercise never pays, a Crank-Nicolson grid elsewhere. `volatility` is that of a year, in [`VOLATILITY_MIN`] to
/// [`VOLATILITY_MAX`].
pub fn american(terms: &Terms<'_>, volatility: f64) -> Result<Valued, PricingFault> {
    terms.check(volatility)?;
    if terms.years == 0.0 {
        Ok(Valued::expired(terms))
    } else if terms.never_early() {
        black::valued(terms, volatility)?.finite()
    } else {
        grid::valued(terms, volatility)
    }
}

/// The price of [`american`] alone, at a fifth of its time.
pub fn american_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    if terms.never_early() {
        return european_price(terms, volatility);
    }
    priced(terms, volatility, grid::price)
}

/// Price of an American option by a small tree, some fifty times as fast as the grid and up to cents off where dividends meet a contract deep
/// in the money; for ranking and quadrature.
pub fn fast_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    priced(terms, volatility, |terms, volatility| tree::price(terms, &Escrow::of(terms), volatility))
}

/// Price of a European option by Black's formula on the forward of the share without its dividends.
pub fn european_price(terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    priced(terms, volatility, |terms, volatility| black::price(terms, &Escrow::of(terms), volatility))
}

/// A price of checked terms, which is a number or an error.
fn priced(terms: &Terms<'_>, volatility: f64, solve: impl Fn(&Terms<'_>, f64) -> f64) -> Result<f64, PricingFault> {
    terms.check(volatility)?;
    if terms.years == 0.0 {
        return Ok(terms.intrinsic());
    }
    let price = solve(terms, volatility);
    if price.is_finite() { Ok(price) } else { Err(PricingFault::Failed) }
}
