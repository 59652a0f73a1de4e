//! European options by Black's formula (Black 1976, The pricing of commodity contracts), and its inverse after Jäckel (2015, Let's be rational).

use implied_vol::{DefaultSpecialFn, ImpliedBlackVolatility, PriceBlackScholes};

use super::escrow::Escrow;
use super::terms::Terms;
use crate::domain::option_chain::OptionRight;

/// The price, or `None` where the formula's own limits are passed.
pub(super) fn price(terms: &Terms<'_>, escrow: &Escrow, volatility: f64) -> Option<f64> {
    let formula = PriceBlackScholes::builder()
        .forward(forward(terms, escrow))
        .strike(terms.strike)
        .volatility(volatility * escrow.stretch)
        .expiry(terms.years)
        .is_call(terms.right == OptionRight::Call)
        .build()?;
    Some(terms.discounted(formula.calculate::<DefaultSpecialFn>(), terms.years))
}

/// The volatility at which [`price`] is that price; `None` where there is none.
pub(super) fn implied(terms: &Terms<'_>, escrow: &Escrow, price: f64) -> Option<f64> {
    let inverse = ImpliedBlackVolatility::builder()
        .option_price(price * libm::exp(terms.rate * terms.years))
        .forward(forward(terms, escrow))
        .strike(terms.strike)
        .expiry(terms.years)
        .is_call(terms.right == OptionRight::Call)
        .build()?;
    let volatility = inverse.calculate::<DefaultSpecialFn>()? / escrow.stretch;
    volatility.is_finite().then_some(volatility)
}

/// How [`price`] changes with the volatility, dollars for 1.00 of it.
pub(super) fn vega(terms: &Terms<'_>, escrow: &Escrow, volatility: f64) -> f64 {
    let root = libm::sqrt(terms.years);
    let deviation = volatility * escrow.stretch * root;
    let d1 = libm::log(forward(terms, escrow) / terms.strike) / deviation + deviation / 2.0;
    escrow.spot * root * escrow.stretch * libm::exp(-d1 * d1 / 2.0) / libm::sqrt(std::f64::consts::TAU)
}

fn forward(terms: &Terms<'_>, escrow: &Escrow) -> f64 {
    escrow.spot * libm::exp(terms.rate * terms.years)
}
