//! The simulated volatility index: tied to the market's volatility, rising when the market falls, never below 8 points.

use crate::feeds::sim::clockwork::Clockwork;
use crate::feeds::sim::noise::Noise;

/// The name under which the feed tells it.
pub(super) const SYMBOL: &str = "VIX";

/// The index stays above this many points.
const FLOOR: f64 = 8.0;
/// How much of the market's log volatility shows in the index.
const LOADING: f64 = 0.9;
/// Share of the way home that the index goes in a session.
const PULL: f64 = 0.08;
/// What a market move of one daily standard deviation takes away, and what the index does by itself in a session.
const MARKET_MOVE: f64 = -0.11;
const OWN_SIGMA: f64 = 0.06;

/// The index in points, of its state y: 8 + e^y.
pub(super) fn level(state: f64) -> f64 {
    FLOOR + libm::exp(state)
}

/// The state to which the index is drawn while the market's log volatility is `market`: 16 points on average days.
pub(super) fn home(market: f64) -> f64 {
    libm::log(FLOOR) + LOADING * market
}

/// The moves of the state over one session, the night before it first; `market` are the market's moves in units of the
/// standard deviation of a session like this one.
pub(super) fn moves(start: f64, home: f64, clockwork: &Clockwork, market: &[f64], noise: &mut Noise) -> Vec<f64> {
    let mut state = start;
    let steps = clockwork.sigma.iter().zip(market).map(|(sigma, market)| {
        let pull = PULL * sigma * sigma * (home - state);
        let step = pull + MARKET_MOVE * market + OWN_SIGMA * sigma * noise.normal();
        state += step;
        step
    });
    steps.collect()
}
