//! European options by Black's formula (Black 1976, The pricing of commodity contracts), and its inverse after Jäckel (2015, Let's be rational).

use implied_vol::{DefaultSpecialFn, ImpliedBlackVolatility, PriceBlackScholes};

use super::Valued;
use super::escrow::Escrow;
use super::terms::{PricingFault, Terms};
use crate::domain::option_chain::OptionRight;
use crate::domain::statistics::normal;

/// A calendar day in years.
const DAY: f64 = 1.0 / 365.0;

/// The price; not a number where the formula fails.
pub(super) fn price(terms: &Terms<'_>, escrow: &Escrow, volatility: f64) -> f64 {
    let formula = PriceBlackScholes::builder()
        .forward(forward(terms, escrow))
        .strike(terms.strike)
        .volatility(volatility * escrow.stretch)
        .expiry(terms.years)
        .is_call(terms.right == OptionRight::Call)
        .build();
    formula.map_or(f64::NAN, |formula| terms.discounted(formula.calculate::<DefaultSpecialFn>(), terms.years))
}

/// Price and sensitivities of a contract without dividends that has time to run.
pub(super) fn valued(terms: &Terms<'_>, volatility: f64) -> Result<Valued, PricingFault> {
    let price = super::european_price(terms, volatility)?;
    let Terms { spot, strike, years, rate, .. } = *terms;
    let deviation = volatility * libm::sqrt(years);
    let d1 = (libm::log(spot / strike) + rate * years) / deviation + deviation / 2.0;
    let sign = if terms.right == OptionRight::Call { 1.0 } else { -1.0 };
    let soon = years.min(DAY);
    let later = super::european_price(&Terms { years: years - soon, ..*terms }, volatility)?;
    Ok(Valued {
        price,
        delta: sign * normal::cumulative(sign * d1),
        gamma: density(d1) / (spot * deviation),
        theta: (later - price) / soon * DAY,
        vega: spot * density(d1) * libm::sqrt(years),
        rho: sign * years * terms.discounted(strike, years) * normal::cumulative(sign * (d1 - deviation)),
    })
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
    escrow.spot * root * escrow.stretch * density(d1)
}

fn forward(terms: &Terms<'_>, escrow: &Escrow) -> f64 {
    escrow.spot * libm::exp(terms.rate * terms.years)
}

/// Density of the standard normal distribution.
fn density(at: f64) -> f64 {
    libm::exp(-at * at / 2.0) / libm::sqrt(std::f64::consts::TAU)
}
