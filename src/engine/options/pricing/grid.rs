//! The standard price: the Black-Scholes equation in the logarithm of the share, on a grid, from expiry back to now.
//!
//! Time is discretised after Crank and Nicolson (1947), with implicit half-steps after every kink (Rannacher 1984) and steps that grow with
//! their distance from it. Early exercise is part of the solution of each step (Brennan and Schwartz 1977). On an ex-date the price just
//! before is that just after at a share lower by the dividend. The share lies on a node, so greeks are differences; a kink counts by its place
//! inside of its cell (Pooley, Vetzal and Forsyth 2003). Errors shrink with the square of both widths, so a coarse and a fine grid are
//! extrapolated to one of no width (Richardson 1911).

mod march;
mod places;

use march::March;

use super::Valued;
use super::terms::{PricingFault, Terms, VOLATILITY_MAX, VOLATILITY_MIN};

/// Nodes on each side of the share in the coarse grid; the fine one has twice as many, and twice as many steps.
const HALF: usize = 100;

/// The grid reaches so many deviations to each side of the share.
const DEVIATIONS: f64 = 6.0;

/// Volatility and rate are moved so far up and down to see what the price does.
const BUMP: f64 = 1e-4;

/// What a grid tells at today's share; theta a day.
#[derive(Clone, Copy, Debug)]
struct Read {
    price: f64,
    delta: f64,
    gamma: f64,
    theta: f64,
}

/// The price alone; not a number where the grid fails.
pub(super) fn price(terms: &Terms<'_>, volatility: f64) -> f64 {
    read(terms, volatility, reach(terms, volatility)).price
}

/// Price and sensitivities of a contract that has time to run.
pub(super) fn valued(terms: &Terms<'_>, volatility: f64) -> Result<Valued, PricingFault> {
    // What is bumped is looked at on the same nodes, or their move would be taken for a sensitivity.
    let reach = reach(terms, volatility);
    let Read { price, delta, gamma, theta } = read(terms, volatility, reach);
    let (low, high) = ((volatility - BUMP).max(VOLATILITY_MIN), (volatility + BUMP).min(VOLATILITY_MAX));
    let vega = (read(terms, high, reach).price - read(terms, low, reach).price) / (high - low);
    let at = |rate| read(&Terms { rate, ..*terms }, volatility, reach).price;
    let rho = (at(terms.rate + BUMP) - at(terms.rate - BUMP)) / (2.0 * BUMP);
    Valued { price, delta, gamma, theta, vega, rho }.finite()
}

/// How far the grid reaches to each side of the share, in its logarithm: deviations, and where interest and dividends carry it.
fn reach(terms: &Terms<'_>, volatility: f64) -> f64 {
    let paid: f64 = terms.due().map(|dividend| dividend.amount).sum();
    let carried = terms.rate.abs() * terms.years + libm::log1p(paid / terms.spot);
    DEVIATIONS * volatility * libm::sqrt(terms.years) + carried
}

fn read(terms: &Terms<'_>, volatility: f64, reach: f64) -> Read {
    let coarse = March::new(terms, volatility, reach, HALF).run(1);
    let fine = March::new(terms, volatility, reach, 2 * HALF).run(2);
    let finest = |fine: f64, coarse: f64| fine + (fine - coarse) / 3.0;
    Read {
        price: finest(fine.price, coarse.price).max(terms.intrinsic()),
        delta: finest(fine.delta, coarse.delta),
        gamma: finest(fine.gamma, coarse.gamma),
        theta: finest(fine.theta, coarse.theta),
    }
}
