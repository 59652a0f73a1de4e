//! What one option chain says of calls against puts; exactly negated where calls become puts and log moneyness changes its sign.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::unit::LogPrice;

/// Days to expiry of the contracts that count.
const DAYS_LEFT: std::ops::RangeInclusive<i64> = 5..=60;

/// |ln(strike / spot)| of the contracts that count.
const MONEYNESS_MAX: f64 = 0.15;

/// |ln(strike / spot)| in the middle of the skew's window, and how far the window reaches to either side: 0.05 to 0.12.
const SKEW_CENTRE: f64 = 0.085;
const SKEW_REACH: f64 = 0.035;

/// Implied volatilities a year that are believed.
const VOLATILITIES: std::ops::RangeInclusive<f64> = 0.02..=3.0;

/// |delta| of the contracts whose trades are signed.
const DELTAS: std::ops::RangeInclusive<f64> = 0.1..=0.6;

/// Contracts whose volume is remembered at most; of a larger chain, as many of the nearest expiries as fit.
const CONTRACTS_MAX: usize = 1_024;

/// Added to counts before their logarithm is taken, so that none of them is a count too.
const HALF_A_CONTRACT: f64 = 0.5;

/// What was measured, up positive: volume since the last snapshot, open interest, skew, implied volatility at matched strikes, activity.
/// `None` is what the chain does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measures(pub(super) [Option<f64>; Measures::COUNT]);

impl Measures {
    /// How many there are.
    pub(super) const COUNT: usize = 5;
}

/// Volumes of the contracts that counted in a snapshot, by contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Traded(Vec<(Date, OptionRight, f64, u32)>);

/// A contract that counts.
#[derive(Clone, Copy)]
struct Contract<'a> {
    quote: &'a OptionQuote,
    /// ln(strike / spot), exact on the grid of [`LogPrice`].
    moneyness: f64,
    /// Years to expiry.
    years: f64,
    /// Contracts traded since the snapshot before; `None` where that one did not hold it.
    fresh: Option<u32>,
}

/// Sums over the strikes above and below the spot and at it. In the mirror the first two change places, and since the sum of the two does
/// not depend on their order, neither does the total.
#[derive(Clone, Copy, Default)]
struct Sides {
    above: f64,
    below: f64,
    at: f64,
}

/// Measures a chain and remembers its volumes in the place of the last one's. On a `new_day` all volume is fresh.
pub(super) fn measure(chain: &ChainSnapshot, new_day: bool, traded: &mut Traded) -> Measures {
    let contracts = contracts(chain, new_day, traded);
    traded.0.clear();
    traded
        .0
        .extend(contracts.iter().map(|Contract { quote, .. }| (quote.expiry, quote.right, quote.strike, quote.volume)));
    traded.0.sort_by(|a, b| compare((a.0, a.1, a.2), (b.0, b.1, b.2)));
    let counted = |count: fn(&Contract<'_>) -> u32| {
        let of = |right| {
            let of_right = contracts.iter().filter(|contract| contract.quote.right == right);
            of_right.map(|contract| u64::from(count(contract))).sum::<u64>()
        };
        balance(of(OptionRight::Call), of(OptionRight::Put))
    };
    Measures([
        counted(|contract| contract.fresh.unwrap_or(0)),
        counted(|contract| contract.quote.open_interest),
        skew(&contracts),
        matched(&contracts),
        activity(&contracts),
    ])
}

/// ln of calls over puts; `None` where there are neither.
fn balance(calls: u64, puts: u64) -> Option<f64> {
    let log = |count: u64| libm::log(count as f64 + HALF_A_CONTRACT);
    (calls + puts > 0).then(|| log(calls) - log(puts))
}

/// The contracts that count, those nearest the money first, the call and the put of one strike side by side: an order that the mirror keeps
/// within each side and right.
fn contracts<'a>(chain: &'a ChainSnapshot, new_day: bool, traded: &Traded) -> Vec<Contract<'a>> {
    let today = ExchangeCalendar::nyse().new_york(chain.at()).date();
    let Some(spot) = LogPrice::of(chain.spot()) else { return Vec::new() };
    let mut found: Vec<Contract<'_>> = Vec::new();
    for quote in chain.quotes() {
        let days = quote.expiry.duration_since(today).as_hours() / 24;
        let Some(strike) = LogPrice::of(quote.strike).filter(|_| DAYS_LEFT.contains(&days)) else { continue };
        let moneyness = strike.since(spot);
        let twice = found.last().is_some_and(|last| key(last.quote) == key(quote));
        if moneyness.abs() > MONEYNESS_MAX || twice {
            continue;
        }
        let fresh = if new_day { Some(quote.volume) } else { traded.fresh(quote) };
        found.push(Contract { quote, moneyness, years: days as f64 / 365.0, fresh });
    }
    if let Some(first_out) = found.get(CONTRACTS_MAX).map(|contract| contract.quote.expiry) {
        // Whole expiries only: half of one would favour the right that comes first.
        found.retain(|contract| contract.quote.expiry < first_out);
    }
    found.sort_by(|a, b| {
        let distance = a.moneyness.abs().total_cmp(&b.moneyness.abs()).then(a.quote.expiry.cmp(&b.quote.expiry));
        distance.then(a.moneyness.total_cmp(&b.moneyness)).then(a.quote.right.cmp(&b.quote.right))
    });
    found
}

/// Implied volatility of calls above the spot less that of puts as far below it: for each expiry the mean of either side within the window,
/// weighted towards its middle; then the mean over the expiries that have both.
fn skew(contracts: &[Contract<'_>]) -> Option<f64> {
    let mut expiries: Vec<Date> = contracts.iter().map(|contract| contract.quote.expiry).collect();
    expiries.sort_unstable();
    expiries.dedup();
    let side = |expiry: Date, right: OptionRight| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for contract in contracts.iter().filter(|one| one.quote.expiry == expiry && one.quote.right == right) {
            let outward = if right == OptionRight::Call { contract.moneyness } else { -contract.moneyness };
            let weight = 1.0 - (outward - SKEW_CENTRE).abs() / SKEW_REACH;
            if let Some(volatility) = contract.volatility().filter(|_| weight > 0.0) {
                sum += weight * volatility;
                weights += weight;
            }
        }
        (weights > 0.0).then(|| sum / weights)
    };
    let (mut sum, mut count) = (0.0, 0.0);
    for expiry in expiries {
        if let (Some(call), Some(put)) = (side(expiry, OptionRight::Call), side(expiry, OptionRight::Put)) {
            sum += call - put;
            count += 1.0;
        }
    }
    (count > 0.0).then(|| sum / count)
}

/// Implied volatility of the call less that of the put at the same strike and expiry, weighted by their open interest.
fn matched(contracts: &[Contract<'_>]) -> Option<f64> {
    let (mut differences, mut weights) = (Sides::default(), 0_u64);
    for pair in contracts.windows(2) {
        let [call, put] = pair else { continue };
        let one_strike = (call.quote.expiry, call.quote.strike) == (put.quote.expiry, put.quote.strike);
        if !one_strike || (call.quote.right, put.quote.right) != (OptionRight::Call, OptionRight::Put) {
            continue;
        }
        if let (Some(of_call), Some(of_put)) = (call.volatility(), put.volatility()) {
            let weight = u64::from(call.quote.open_interest) + u64::from(put.quote.open_interest);
            differences.add(call.moneyness, weight as f64 * (of_call - of_put));
            weights += weight;
        }
    }
    (weights > 0).then(|| differences.total() / weights as f64)
}

/// Share of the fresh trades that pressed for a rise less the share that pressed for a fall, each trade weighted by |delta|: a last price
/// above the middle of the quote was paid by a buyer, one below it taken by a seller (Lee and Ready 1991).
fn activity(contracts: &[Contract<'_>]) -> Option<f64> {
    let (mut signed, mut all) = ([Sides::default(); 2], [Sides::default(); 2]);
    for contract in contracts {
        let (Some(fresh), Some(mid), Some(last)) =
            (contract.fresh.filter(|fresh| *fresh > 0), contract.quote.mid(), contract.quote.last)
        else {
            continue;
        };
        let Some(delta) = contract.delta_size().filter(|delta| DELTAS.contains(delta)) else { continue };
        let size = f64::from(fresh) * delta;
        let pressed = f64::from(i8::from(last > mid) - i8::from(last < mid));
        let [signed, all] = [&mut signed, &mut all].map(|[calls, puts]| match contract.quote.right {
            OptionRight::Call => calls,
            OptionRight::Put => puts,
        });
        signed.add(contract.moneyness, pressed * size);
        all.add(contract.moneyness, size);
    }
    let ([bought_calls, bought_puts], [calls, puts]) = (signed.map(Sides::total), all.map(Sides::total));
    let traded = calls + puts;
    (traded > 0.0).then(|| (bought_calls - bought_puts) / traded)
}

impl Contract<'_> {
    /// The vendor's implied volatility, where somebody makes a market and the number is believable.
    fn volatility(&self) -> Option<f64> {
        self.quote.mid()?;
        self.quote.implied_volatility.filter(|volatility| VOLATILITIES.contains(volatility))
    }

    /// |delta|: the vendor's, else Φ of the log moneyness in standard deviations to expiry, which leaves out the drift because the mirror
    /// would turn it round.
    fn delta_size(&self) -> Option<f64> {
        let own = || {
            let deviation = self.volatility()? * libm::sqrt(self.years);
            let outward = if self.quote.right == OptionRight::Call { self.moneyness } else { -self.moneyness };
            Some(0.5 * libm::erfc(outward / (deviation * std::f64::consts::SQRT_2)))
        };
        self.quote.delta.map(f64::abs).or_else(own)
    }
}

impl Traded {
    /// What was traded of a contract since it was remembered; a volume that shrank was corrected and counts as none.
    fn fresh(&self, quote: &OptionQuote) -> Option<u32> {
        let place =
            self.0.binary_search_by(|(expiry, right, strike, _)| compare((*expiry, *right, *strike), key(quote)));
        let (.., before) = self.0.get(place.ok()?)?;
        Some(quote.volume.saturating_sub(*before))
    }
}

impl Sides {
    fn add(&mut self, moneyness: f64, value: f64) {
        let side = match moneyness {
            above if above > 0.0 => &mut self.above,
            below if below < 0.0 => &mut self.below,
            _ => &mut self.at,
        };
        *side += value;
    }

    fn total(self) -> f64 {
        (self.above + self.below) + self.at
    }
}

fn key(quote: &OptionQuote) -> (Date, OptionRight, f64) {
    (quote.expiry, quote.right, quote.strike)
}

fn compare(a: (Date, OptionRight, f64), b: (Date, OptionRight, f64)) -> std::cmp::Ordering {
    (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))
}
