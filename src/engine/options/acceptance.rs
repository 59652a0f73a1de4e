//! Acceptance of option prices: references of another pricer, implied volatilities there and back, and a symmetry that theory demands.

use super::pricing::{
    CashDividend, PricingFault, Solver, TIME_VALUE_MIN, Terms, american, american_price, implied_volatility,
};
use crate::domain::option_chain::OptionRight::{self, Call, Put};
use crate::learn::acceptance::experiments::Experiment;
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};
use crate::learn::chance::Chance;

/// Prices of options, in the table of acceptance.
pub const EXPERIMENT: Experiment = Experiment { ids: &["A15"], steps: steps_taken, conduct };

/// Largest error of a price, dollars, and in parts of the price where that is more.
const PRICE_ERROR_MAX: f64 = 5e-4;
const PRICE_PART_MAX: f64 = 1e-4;

/// Largest error of a delta.
const DELTA_ERROR_MAX: f64 = 5e-4;

/// Largest error of a gamma, in parts of it; the references have six digits after the point.
const GAMMA_PART_MAX: f64 = 0.01;
const GAMMA_DIGITS: f64 = 1e-6;

/// Largest error of a volatility that was priced and implied again, and of the symmetry in dollars.
const ROUND_TRIP_MAX: f64 = 1e-6;
const SYMMETRY_MAX: f64 = 1e-6;

/// A price that moves by less than this for 1.00 of volatility tells nothing of volatility, dollars.
const VEGA_MIN: f64 = 0.1;

/// What finding a volatility and what two prices by formula cost, in predictions.
const STEPS_ROUND_TRIP: u64 = 200;
const STEPS_SYMMETRY: u64 = 1;

/// Contracts drawn until one has some time value, at most.
const DRAWS_MAX: usize = 100;

/// A contract as the reference was computed: a share at 150 dollars, a rate of 0.043, a dividend of 0.68.
pub(super) struct Reference {
    strike: f64,
    days: f64,
    volatility: f64,
    right: OptionRight,
    /// Days to the ex-date, where there is one.
    ex_date: Option<f64>,
    price: f64,
    delta: f64,
    gamma: f64,
}

/// QuantLib 1.44, finite differences on 3,000 times 3,000 nodes after Douglas, the share dropping by the dividend.
#[rustfmt::skip]
pub(super) const REFERENCES: [Reference; 12] = [
    Reference { strike: 150.0, days: 30.0, volatility: 0.25, right: Call, ex_date: None,       price: 4.550_32,  delta: 0.533_93,  gamma: 0.036_974 },
    Reference { strike: 150.0, days: 30.0, volatility: 0.25, right: Put,  ex_date: None,       price: 4.057_21,  delta: -0.471_76, gamma: 0.037_740 },
    Reference { strike: 150.0, days: 45.0, volatility: 0.25, right: Call, ex_date: Some(20.0), price: 5.297_75,  delta: 0.522_09,  gamma: 0.030_586 },
    Reference { strike: 150.0, days: 45.0, volatility: 0.25, right: Put,  ex_date: Some(20.0), price: 5.240_47,  delta: -0.486_61, gamma: 0.031_080 },
    Reference { strike: 130.0, days: 45.0, volatility: 0.25, right: Call, ex_date: Some(20.0), price: 20.459_50, delta: 0.965_18,  gamma: 0.006_866 },
    Reference { strike: 170.0, days: 45.0, volatility: 0.25, right: Put,  ex_date: Some(20.0), price: 20.617_50, delta: -0.930_54, gamma: 0.011_380 },
    Reference { strike: 120.0, days: 30.0, volatility: 0.20, right: Call, ex_date: Some(28.0), price: 30.395_23, delta: 0.999_98,  gamma: 0.000_012 },
    Reference { strike: 155.0, days: 14.0, volatility: 0.30, right: Call, ex_date: Some(5.0),  price: 1.494_18,  delta: 0.282_61,  gamma: 0.038_759 },
    Reference { strike: 145.0, days: 14.0, volatility: 0.30, right: Put,  ex_date: Some(5.0),  price: 1.646_04,  delta: -0.290_30, gamma: 0.039_143 },
    Reference { strike: 160.0, days: 7.0,  volatility: 0.45, right: Call, ex_date: None,       price: 0.770_07,  delta: 0.160_79,  gamma: 0.026_112 },
    Reference { strike: 100.0, days: 60.0, volatility: 0.22, right: Call, ex_date: Some(40.0), price: 50.470_12, delta: 1.000_00,  gamma: 0.0 },
    Reference { strike: 180.0, days: 60.0, volatility: 0.35, right: Put,  ex_date: Some(40.0), price: 30.841_69, delta: -0.891_00, gamma: 0.009_102 },
];

impl Reference {
    /// The largest of the errors of price, delta and gamma, each in parts of what is allowed.
    pub(super) fn miss(&self) -> Result<f64, PricingFault> {
        let dividend = self.ex_date.map(|days| CashDividend { years: days / 365.0, amount: 0.68 });
        let terms = Terms {
            right: self.right,
            spot: 150.0,
            strike: self.strike,
            years: self.days / 365.0,
            rate: 0.043,
            dividends: dividend.as_slice(),
        };
        let valued = american(&terms, self.volatility)?;
        let price = (valued.price - self.price).abs() / PRICE_ERROR_MAX.max(PRICE_PART_MAX * self.price);
        let delta = (valued.delta - self.delta).abs() / DELTA_ERROR_MAX;
        let gamma = (valued.gamma - self.gamma).abs() / (GAMMA_PART_MAX * self.gamma).max(GAMMA_DIGITS);
        Ok(price.max(delta).max(gamma))
    }
}

/// Contracts whose volatility is implied again.
fn contracts(effort: Effort) -> usize {
    effort.pick(500, 500, 50)
}

fn steps_taken(effort: Effort) -> u64 {
    contracts(effort) as u64 * (STEPS_ROUND_TRIP + STEPS_SYMMETRY)
}

fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let checks = vec![references(lab), round_trips(lab), symmetry(lab)];
    vec![Row::new("A15", "prices of options agree with references", checks)]
}

/// What cannot be priced counts as the largest error there is.
fn largest(errors: impl Iterator<Item = Option<f64>>) -> f64 {
    errors.map(|error| error.unwrap_or(f64::INFINITY)).fold(f64::NEG_INFINITY, f64::max)
}

fn references(lab: &Lab<'_>) -> Check {
    let errors = largest(REFERENCES.iter().map(|reference| reference.miss().ok()));
    lab.effort.at_most("12 references, error in parts of the allowed", errors, 1.0)
}

fn round_trips(lab: &Lab<'_>) -> Check {
    let errors =
        lab.gather(contracts(lab.effort), STEPS_ROUND_TRIP, |job| round_trip(&mut lab.chance(Topic::Options, job)));
    let what = format!("{} implied volatilities, largest error in 1e-6", errors.len());
    lab.effort.at_most(&what, largest(errors.into_iter()) / 1e-6, ROUND_TRIP_MAX / 1e-6)
}

/// The error of the volatility of a random contract that has some time value, priced and implied again; `None` where either is refused.
fn round_trip(chance: &mut Chance) -> Option<f64> {
    for _ in 0..DRAWS_MAX {
        let contract = Drawn::new(chance);
        let terms = contract.terms();
        let valued = american(&terms, contract.volatility).ok()?;
        if valued.vega >= VEGA_MIN && valued.price > terms.intrinsic() + TIME_VALUE_MIN {
            let found = implied_volatility(&terms, valued.price, Solver::Standard).ok()?;
            return Some((found - contract.volatility).abs());
        }
    }
    None
}

/// Without interest and dividends a call is worth K / S puts struck at S² / K.
fn symmetry(lab: &Lab<'_>) -> Check {
    let errors = lab.gather(contracts(lab.effort), STEPS_SYMMETRY, |job| {
        let Drawn { spot, strike, years, volatility, .. } = Drawn::new(&mut lab.chance(Topic::Options, 100_000 + job));
        let terms = Terms { right: Call, spot, strike, years, rate: 0.0, dividends: &[] };
        let mirrored = Terms { right: Put, strike: spot * spot / strike, ..terms };
        let call = american_price(&terms, volatility).ok()?;
        Some((call - strike / spot * american_price(&mirrored, volatility).ok()?).abs())
    });
    lab.effort.at_most(
        "call and mirrored put, difference in $ 1e-6",
        largest(errors.into_iter()) / 1e-6,
        SYMMETRY_MAX / 1e-6,
    )
}

/// A random contract on a share of 100 to 200 dollars: 2 to 400 days, up to 40 % in or out of the money, up to three dividends.
struct Drawn {
    right: OptionRight,
    spot: f64,
    strike: f64,
    years: f64,
    rate: f64,
    volatility: f64,
    dividends: Vec<CashDividend>,
}

impl Drawn {
    fn new(chance: &mut Chance) -> Self {
        let mut between = |low: f64, high: f64| low + (high - low) * chance.uniform();
        let right = if between(-1.0, 1.0) < 0.0 { Put } else { Call };
        let spot = between(100.0, 200.0);
        let strike = spot * between(0.6, 1.4);
        let days = between(2.0, 400.0);
        let (rate, volatility) = (between(0.0, 0.08), between(0.08, 1.2));
        let count = between(0.0, 4.0) as usize;
        let mut dividends: Vec<CashDividend> = (0..count)
            .map(|_| CashDividend { years: between(0.5, days) / 365.0, amount: spot * between(0.001, 0.01) })
            .collect();
        dividends.sort_by(|one, other| one.years.total_cmp(&other.years));
        Self { right, spot, strike, years: days / 365.0, rate, volatility, dividends }
    }

    fn terms(&self) -> Terms<'_> {
        let Self { right, spot, strike, years, rate, volatility: _, dividends } = self;
        Terms { right: *right, spot: *spot, strike: *strike, years: *years, rate: *rate, dividends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_is_met() {
        for (number, reference) in REFERENCES.iter().enumerate() {
            let miss = reference.miss().unwrap();
            assert!(miss <= 1.0, "reference {number} is missed by {miss} of what is allowed");
        }
    }

    #[test]
    fn a_wrong_reference_is_missed() {
        let [reference, ..] = REFERENCES;
        assert!(Reference { price: reference.price + 6e-4, ..reference }.miss().unwrap() > 1.0);
        let [reference, ..] = REFERENCES;
        assert!(Reference { delta: reference.delta + 6e-4, ..reference }.miss().unwrap() > 1.0);
        let [reference, ..] = REFERENCES;
        assert!(Reference { gamma: reference.gamma * 1.011, ..reference }.miss().unwrap() > 1.0);
    }
}
