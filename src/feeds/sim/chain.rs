//! Option chains of RTX through a session: quotes with a smile, a term structure and a spread, volume that grows, and the traders' leaning.

use jiff::Timestamp;

use crate::domain::option_chain::{ChainFault, ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::session::Session;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::sim::listing::{self, Contract};
use crate::feeds::sim::members::Member;
use crate::feeds::sim::noise::{Noise, Purpose};
use crate::feeds::sim::pricing::Terms;

/// Implied over expected volatility.
const PREMIUM: f64 = 1.05;
/// A year's share in which volatility returns to its long-run level, as a rate.
const RETURN_RATE: f64 = 7.0;
/// Implied volatility over that at the money: 1 + slope·x + curve·x² at x standard deviations from the spot, 3 at most.
const SLOPE: f64 = -0.10;
const CURVE: f64 = 0.03;
const SMILE_MAX: f64 = 3.0;

/// What one standard deviation of the traders' leaning does, and what chance does beside it: to the slope of the smile, to the volatility of
/// calls over puts, to the logarithm of the volume of calls (and, negated, of puts), to that of all volume, and to where between bid and ask the
/// last trade was.
const SLOPE_LEANING: (f64, f64) = (0.03, 0.015);
const VOLATILITY_LEANING: (f64, f64) = (0.004, 0.003);
const VOLUME_LEANING: (f64, f64) = (0.15, 0.12);
const TOTAL_LEANING: (f64, f64) = (-0.10, 0.10);
const TRADE_LEANING: (f64, f64) = (0.25, 0.7);

/// Chance in the level of implied volatility from one quarter of an hour to the next.
const LEVEL_SIGMA: f64 = 0.01;

/// Calls and puts of a strike differ by no more implied volatility than this: more would be riskless money.
const SPREAD_MAX: f64 = 0.012;

/// Half of what lies between bid and ask: at least these dollars, else this share of the price.
const HALF_SPREAD_MIN: f64 = 0.025;
const HALF_SPREAD_SHARE: f64 = 0.03;

const SECONDS_A_YEAR: f64 = 365.0 * 86_400.0;

/// Whoever quotes RTX's options on one day.
pub(super) struct Desk {
    symbol: Symbol,
    source: SourceName,
    /// Volatility a year that today's moves have, and that of an average day.
    volatility: (f64, f64),
    contracts: Vec<(Contract, Traded)>,
    noise: Noise,
    /// Chance in the day's share of calls, as a logarithm.
    day_bias: f64,
}

/// What was traded of one contract today.
#[derive(Clone, Copy, Default)]
struct Traded {
    volume: f64,
    last: Option<f64>,
}

/// The market in a moment of the session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    pub at: Timestamp,
    /// Price of RTX, US dollars.
    pub spot: f64,
    /// What traders lean to, of variance 1.
    pub flow: f64,
    /// Share of a full day's volume since the glance before.
    pub volume_share: f64,
}

/// What all quotes of one chain have in common.
struct Surface {
    slope: f64,
    level: f64,
    /// Implied volatility of calls over that of puts.
    call_spread: f64,
}

impl Desk {
    /// Opens before `session`, where the price before was `spot` and the day's standard deviation of `member` is `sigma`.
    pub(super) fn open(
        (seed, session): (u64, &Session),
        (symbol, source): (Symbol, SourceName),
        member: &Member,
        spot: f64,
        sigma: f64,
    ) -> Self {
        let mut noise = Noise::new(seed, session, Purpose::Chain);
        let day_bias = 0.1 * noise.normal();
        let contracts = listing::contracts(seed, session, spot, &mut noise);
        let contracts = contracts.into_iter().map(|contract| (contract, Traded::default())).collect();
        let volatility = (sigma * libm::sqrt(252.0), member.volatility);
        Self { symbol, source, volatility, contracts, noise, day_bias }
    }

    /// The chain in a moment; moments come in order.
    pub(super) fn quote(&mut self, glance: &Glance) -> Result<ChainSnapshot, ChainFault> {
        let mut lean = |(leaning, chance): (f64, f64)| leaning * glance.flow + chance * self.noise.normal();
        let surface = Surface {
            slope: SLOPE + lean(SLOPE_LEANING),
            call_spread: lean(VOLATILITY_LEANING).clamp(-SPREAD_MAX, SPREAD_MAX),
            level: PREMIUM * libm::exp(lean((0.0, LEVEL_SIGMA))),
        };
        let (calls, all) = (lean(VOLUME_LEANING) + self.day_bias, lean(TOTAL_LEANING));
        let volumes = [all + calls, all - calls].map(|log| glance.volume_share * libm::exp(log));
        let mut quotes = Vec::with_capacity(self.contracts.len());
        for (contract, traded) in &mut self.contracts {
            let years = (contract.expires.as_second() - glance.at.as_second()).max(3_600) as f64 / SECONDS_A_YEAR;
            let [calls, puts] = volumes;
            let (volume, side) = if contract.right == OptionRight::Call { (calls, 1.0) } else { (puts, -1.0) };
            let at_the_money = surface.level * expected_volatility(self.volatility, years);
            let deviations = libm::log(contract.strike / glance.spot) / (at_the_money * libm::sqrt(years));
            let x = deviations.clamp(-SMILE_MAX, SMILE_MAX);
            let smile = (1.0 + surface.slope * x + CURVE * x * x).max(0.5);
            let volatility = at_the_money * smile + 0.5 * side * surface.call_spread;
            let Contract { right, strike, .. } = *contract;
            let worth = Terms { right, spot: glance.spot, strike, years, volatility }.worth();
            let half = (HALF_SPREAD_SHARE * worth.price).max(HALF_SPREAD_MIN);
            let (bid, ask) = (down(worth.price - half).max(0.0), up(worth.price + half));
            let before = traded.volume as u32;
            traded.volume += contract.popularity * volume * 2.0 * self.noise.uniform();
            let (leaning, chance) = TRADE_LEANING;
            let place = leaning * side * glance.flow + chance * (2.0 * self.noise.uniform() - 1.0);
            if traded.volume as u32 > before {
                let price = worth.price + half * place.clamp(-1.0, 1.0);
                traded.last = Some(rounded(price, 100.0).max(0.01));
            }
            quotes.push(OptionQuote {
                expiry: contract.expiry,
                right,
                strike,
                bid,
                ask,
                last: traded.last,
                volume: traded.volume as u32,
                open_interest: contract.open_interest,
                implied_volatility: Some(rounded(volatility, 10_000.0)),
                delta: Some(rounded(worth.delta, 10_000.0) + 0.0),
            });
        }
        ChainSnapshot::new(self.symbol, self.source, glance.at, glance.spot, quotes).map(|(chain, _)| chain)
    }
}

/// Root mean square of the volatility a year to be expected over so many years, where it is `now` and returns to `usual`.
fn expected_volatility((now, usual): (f64, f64), years: f64) -> f64 {
    let time = RETURN_RATE * years;
    let stays = -libm::expm1(-time) / time;
    libm::sqrt(usual * usual + (now * now - usual * usual) * stays)
}

fn rounded(value: f64, parts: f64) -> f64 {
    libm::round(value * parts) / parts
}

fn down(price: f64) -> f64 {
    libm::floor(price * 100.0) / 100.0
}

fn up(price: f64) -> f64 {
    libm::ceil(price * 100.0) / 100.0
}
