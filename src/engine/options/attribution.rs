//! Where the profit of a trade came from: the share's move, time, volatility, spread and fees, in parts that sum to it.
//!
//! Full revaluation by the fast American solver, the one that the volatilities of quotes come from, of the three that change: where the share stands, how
//! much time is left (with the dividends that lie ahead), and the volatility. The part of each is its average effect over all six orders in
//! which the three can change (Shapley 1953), so nothing is left between them.

use super::pricing::{CashDividend, fast_price};
use super::quotes::{Carry, terms};
use crate::domain::desk::order::Progress;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::{Attribution, GreekTerms};
use crate::domain::money::SHARES_A_CONTRACT;

/// The parts of a trade's profit; `None` where as many contracts were not sold as were bought, the quotes are of different contracts, the
/// entry implies no volatility, or a price cannot be computed.
///
/// Where the exit implies no volatility, as at expiry, that of the entry is used for both, and what it does not explain is in the rest.
pub fn attribute(
    entry: &ContractQuote,
    exit: &ContractQuote,
    bought: &Progress,
    sold: &Progress,
    carry: Carry<'_>,
) -> Option<Attribution> {
    if bought.filled == 0 || bought.filled != sold.filled || entry.contract != exit.contract {
        return None;
    }
    let shares = f64::from(bought.filled) * SHARES_A_CONTRACT as f64;
    let model = Model::new(entry, exit, carry)?;
    let [price, time, volatility] = model.parts()?.map(|part| part * shares);
    let spread = -(entry.half_spread() + exit.half_spread()) * shares;
    let fees = -(bought.fees + sold.fees).dollars();
    let profit = (sold.value - bought.value).dollars() + fees;
    let rest = profit - (price + time + volatility + spread + fees);
    let greeks = model.greeks(shares)?;
    Some(Attribution { price, time, volatility, spread, fees, rest, greeks })
}

/// What changes between entry and exit.
struct Model<'a> {
    entry: &'a ContractQuote,
    exit: &'a ContractQuote,
    rate: f64,
    /// Dividends ahead of the entry and of the exit.
    ahead: [Vec<CashDividend>; 2],
    volatilities: [f64; 2],
}

impl<'a> Model<'a> {
    fn new(entry: &'a ContractQuote, exit: &'a ContractQuote, carry: Carry<'_>) -> Option<Self> {
        let ahead = [entry, exit].map(|quote| carry.ahead(quote.contract.underlying, quote.at));
        let before = entry.implied_volatility?;
        let volatilities = [before, exit.implied_volatility.unwrap_or(before)];
        Some(Self { entry, exit, rate: carry.rate, ahead, volatilities })
    }

    /// The value with the share, time and volatility of the entry (`false`) or of the exit.
    fn value(&self, [price, time, volatility]: [bool; 3]) -> Option<f64> {
        let spot = if price { self.exit.spot } else { self.entry.spot };
        let [before, after] = self.volatilities;
        self.value_at(spot, time, if volatility { after } else { before })
    }

    fn value_at(&self, spot: f64, time: bool, volatility: f64) -> Option<f64> {
        let [before, after] = &self.ahead;
        let (at, ahead) = if time { (self.exit.at, after) } else { (self.entry.at, before) };
        fast_price(&terms(&self.entry.contract, spot, at, self.rate, ahead), volatility).ok()
    }

    /// What the share, time and volatility each changed of one share's option, dollars.
    fn parts(&self) -> Option<[f64; 3]> {
        let mut corners = [0.0; 8];
        for (corner, value) in corners.iter_mut().enumerate() {
            *value = self.value([corner & 1 != 0, corner & 2 != 0, corner & 4 != 0])?;
        }
        Some([0, 1, 2].map(|factor| shapley(&corners, factor)))
    }

    /// First terms of Taylor's series from the entry, dollars for so many shares.
    fn greeks(&self, shares: f64) -> Option<GreekTerms> {
        let (spot, [volatility, later]) = (self.entry.spot, self.volatilities);
        let step = spot * SPOT_STEP;
        let here = self.value_at(spot, false, volatility)?;
        let up = self.value_at(spot + step, false, volatility)?;
        let down = self.value_at(spot - step, false, volatility)?;
        let dearer = self.value_at(spot, false, volatility + VOLATILITY_STEP)?;
        let moved = self.exit.spot - spot;
        let (delta, gamma) = ((up - down) / (2.0 * step), (up - 2.0 * here + down) / (step * step));
        let vega = (dearer - here) / VOLATILITY_STEP;
        let a_day_on = self.entry.at.checked_add(jiff::SignedDuration::from_hours(24)).ok()?;
        let days = (self.exit.at.as_second() - self.entry.at.as_second()) as f64 / 86_400.0;
        let [before, _] = &self.ahead;
        // Dividends stay where they are: theta is the decay of the contract, not what a share pays.
        let decayed = fast_price(&terms(&self.entry.contract, spot, a_day_on, self.rate, before), volatility).ok()?;
        Some(GreekTerms {
            delta: delta * moved * shares,
            gamma: gamma * moved * moved / 2.0 * shares,
            vega: vega * (later - volatility) * shares,
            theta: (decayed - here) * days * shares,
        })
    }
}

/// Part of the share by which it is moved for delta and gamma: wide enough for the steps of a tree to even out.
const SPOT_STEP: f64 = 0.01;

/// Change of the volatility for vega.
const VOLATILITY_STEP: f64 = 0.005;

/// The average effect of one of three factors, given the value for each set of changed factors (bit by bit).
fn shapley(corners: &[f64; 8], factor: usize) -> f64 {
    let bit = 1 << factor;
    let without = (0..8_usize).filter(|corner| corner & bit == 0);
    without
        .map(|corner| {
            let at = |corner: usize| corners.get(corner).copied().unwrap_or(0.0);
            // Of the six orders, two change it first, one after each of the others, two last.
            let weight = if corner.is_power_of_two() { 1.0 / 6.0 } else { 1.0 / 3.0 };
            weight * (at(corner | bit) - at(corner))
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::Contract;
    use crate::domain::desk::quote::QuoteSource;
    use crate::domain::event::Dividend;
    use crate::domain::money::Cents;
    use jiff::civil::date;
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    fn quote(
        contract: Contract,
        hours: i64,
        (bid, ask): (i64, i64),
        spot: f64,
        volatility: Option<f64>,
    ) -> ContractQuote {
        let start: Timestamp = "2026-11-02T16:00:00Z".parse().unwrap();
        ContractQuote {
            contract,
            at: start + SignedDuration::from_hours(hours),
            bid: Cents(bid),
            ask: Cents(ask),
            spot,
            implied_volatility: volatility,
            volume: 0,
            open_interest: 0,
            source: QuoteSource::Chain,
        }
    }

    fn sum(parts: &Attribution) -> f64 {
        parts.price + parts.time + parts.volatility + parts.spread + parts.fees + parts.rest
    }

    const DIVIDENDS: [f64; 2] = [0.0, 0.68];

    proptest! {
        #[test]
        fn parts_sum_to_the_profit(
            strike in 130_u32..170, call: bool, days in 7_i64..60, hours in 1_i64..1_500, spots in (120.0_f64..180.0, 120.0_f64..180.0),
            volatilities in (0.1_f64..0.9, proptest::option::of(0.1_f64..0.9)), prices in (5_i64..3_000, 0_i64..3_000),
            spreads in (0_i64..40, 0_i64..40), fills in (1_u32..9, 1_i64..300_000, 0_i64..300_000), fees in (0_i64..900, 0_i64..900), pays in 0_usize..2
        ) {
            let right = if call { 'C' } else { 'P' };
            let expiry = date(2026, 11, 2).checked_add(jiff::Span::new().days(days)).unwrap();
            let name = format!("RTX{:02}{:02}{:02}{right}{:08}", expiry.year() - 2_000, expiry.month(), expiry.day(), strike * 1_000);
            let contract = Contract::from_occ(&name).unwrap();
            let entry = quote(contract, 0, (prices.0, prices.0 + spreads.0), spots.0, Some(volatilities.0));
            let exit = quote(contract, hours, (prices.1, prices.1 + spreads.1), spots.1, volatilities.1);
            let bought = Progress { filled: fills.0, value: Cents(fills.1), fees: Cents(fees.0) };
            let sold = Progress { filled: fills.0, value: Cents(fills.2), fees: Cents(fees.1) };
            let dividends = [Dividend { symbol: contract.underlying, ex_date: date(2026, 11, 18), amount: DIVIDENDS[pays] }];
            let carry = Carry { rate: 0.043, dividends: &dividends };
            let parts = attribute(&entry, &exit, &bought, &sold, carry).unwrap();
            let profit = (sold.value - sold.fees - bought.value - bought.fees).dollars();
            prop_assert!((sum(&parts) - profit).abs() < 1e-9, "{parts:?} are not {profit}");
        }
    }

    /// A trade at quotes that the model itself gives.
    fn modelled(days: i64, spot: f64, volatility: f64) -> Attribution {
        let contract = Contract::from_occ("RTX261127C00155000").unwrap();
        let carry = Carry { rate: 0.043, dividends: &[] };
        let make = |hours: i64, spot: f64, volatility: f64| {
            let quote = quote(contract, hours, (0, 0), spot, Some(volatility));
            let value = fast_price(&terms(&contract, spot, quote.at, 0.043, &[]), volatility).unwrap();
            ContractQuote {
                bid: Cents::of_dollars(value - 0.05).unwrap(),
                ask: Cents::of_dollars(value + 0.05).unwrap(),
                ..quote
            }
        };
        let (entry, exit) = (make(0, 150.0, 0.25), make(24 * days, spot, volatility));
        let bought = Progress { filled: 1, value: entry.ask.of_contracts(1), fees: Cents(105) };
        let sold = Progress { filled: 1, value: exit.bid.of_contracts(1), fees: Cents(106) };
        attribute(&entry, &exit, &bought, &sold, carry).unwrap()
    }

    #[test]
    fn each_cause_is_told_alone() {
        let moved = modelled(0, 153.0, 0.25);
        assert!(moved.price > 80.0 && moved.time == 0.0 && moved.volatility == 0.0, "{moved:?}");
        assert!((moved.greeks.delta + moved.greeks.gamma - moved.price).abs() < 0.05 * moved.price, "{moved:?}");
        let waited = modelled(3, 150.0, 0.25);
        assert!(waited.time < -20.0 && waited.price == 0.0, "{waited:?}");
        assert!((waited.greeks.theta - waited.time).abs() < 0.1 * waited.time.abs(), "{waited:?}");
        let feared = modelled(0, 150.0, 0.30);
        assert!(feared.volatility > 40.0 && feared.price == 0.0, "{feared:?}");
        assert!((feared.greeks.vega - feared.volatility).abs() < 0.1 * feared.volatility, "{feared:?}");
        for parts in [moved, waited, feared] {
            assert!((parts.spread + 10.0).abs() < 1.01 && parts.fees == -2.11, "{parts:?}");
            assert!(parts.rest.abs() < 2.0, "cents are all that is left: {parts:?}");
        }
    }

    #[test]
    fn what_does_not_belong_together_has_no_parts() {
        let contract = Contract::from_occ("RTX261127C00155000").unwrap();
        let entry = quote(contract, 0, (180, 190), 150.0, Some(0.25));
        let one = Progress { filled: 1, value: Cents(19_000), fees: Cents(105) };
        let carry = Carry { rate: 0.043, dividends: &[] };
        assert!(attribute(&entry, &entry, &one, &Progress { filled: 2, ..one }, carry).is_none());
        assert!(attribute(&ContractQuote { implied_volatility: None, ..entry }, &entry, &one, &one, carry).is_none());
        assert!(attribute(&entry, &ContractQuote { spot: f64::NAN, ..entry }, &one, &one, carry).is_none());
    }
}
