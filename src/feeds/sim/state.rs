//! What one simulated session hands on to the next: prices and volatilities, and how the latter change overnight.

use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT};
use crate::feeds::sim::noise::Noise;
use crate::feeds::sim::regime::Regime;
use crate::feeds::sim::structure::Latents;
use crate::feeds::sim::vix;

/// The market before the night that leads to a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    /// Natural logarithm of each member's price in dollars.
    pub log_price: [f64; MEMBERS_COUNT],
    /// See [`vix::level`].
    pub vix: f64,
    /// The regime of the market in the coming session.
    pub regime: Regime,
    /// Log volatility of the market in the coming session over that of its regime.
    pub market: f64,
    /// That part of the sector's log volatility which is its own.
    pub sector: f64,
    /// That part of each member's log volatility which is its own.
    pub own: [f64; MEMBERS_COUNT],
    /// What foretells RTX, where it is planted.
    pub latents: Latents,
}

/// A first-order autoregression, one step a session: x' = persistence · x + shock · N(0, 1).
struct Memory {
    persistence: f64,
    shock: f64,
}

/// Together with the regimes the market's log volatility has a standard deviation of .49.
const MARKET: Memory = Memory { persistence: 0.94, shock: 0.098 };
const SECTOR: Memory = Memory { persistence: 0.95, shock: 0.10 };
const OWN: Memory = Memory { persistence: 0.95, shock: 0.12 };

/// How much of the market's log volatility the sector and the members share.
const SECTOR_LOADING: f64 = 0.5;
const OWN_LOADING: f64 = 0.3;

/// Correlation between the market's return and the change of its volatility afterwards: falling markets are nervous.
const LEVERAGE: f64 = -0.6;

impl Memory {
    fn next(&self, value: f64, shock: f64) -> f64 {
        self.persistence * value + self.shock * shock
    }

    /// The variance in the long run.
    fn variance(&self) -> f64 {
        self.shock * self.shock / (1.0 - self.persistence * self.persistence)
    }
}

/// Volatilities of one session over their long-run root mean square.
pub(super) struct Moods {
    pub market: f64,
    pub sector: f64,
    pub own: [f64; MEMBERS_COUNT],
}

impl State {
    /// An average day at the anchors.
    pub(super) fn start() -> Self {
        Self {
            log_price: MEMBERS.each_ref().map(|member| libm::log(member.anchor)),
            vix: vix::home(0.0),
            regime: Regime::Normal,
            market: 0.0,
            sector: 0.0,
            own: [0.0; MEMBERS_COUNT],
            latents: Latents::NONE,
        }
    }

    /// Log volatility of the market in the coming session; 0 is its long-run mean.
    pub(super) fn market_volatility(&self) -> f64 {
        self.regime.level() + self.market
    }

    /// How lively the coming session is.
    pub(super) fn moods(&self) -> Moods {
        // For a normal h of variance v, exp(h - v) has a mean square of 1; regimes are close enough to it, within 2 %.
        let mood = |log: f64, variance: f64| libm::exp(log - variance);
        let (log_market, market) = (self.market_volatility(), Regime::VARIANCE + MARKET.variance());
        let shared = |loading: f64, own: f64, memory: &Memory| {
            mood(loading * log_market + own, loading * loading * market + memory.variance())
        };
        Moods {
            market: mood(log_market, market),
            sector: shared(SECTOR_LOADING, self.sector, &SECTOR),
            own: self.own.map(|own| shared(OWN_LOADING, own, &OWN)),
        }
    }

    /// Lets the volatilities move on after a session in which the market moved by `market_move` standard deviations, and the regime by `chance`,
    /// evenly spread over (0, 1). The volatility index knows at once of half of what a new regime changes.
    pub(super) fn rest(&mut self, market_move: f64, noise: &mut Noise, chance: f64) {
        let (home, regime) = (vix::home(self.regime.level()), self.regime.next(chance));
        self.vix += 0.5 * (vix::home(regime.level()) - home);
        self.regime = regime;
        let surprise = LEVERAGE * market_move + libm::sqrt(1.0 - LEVERAGE * LEVERAGE) * noise.normal();
        self.market = MARKET.next(self.market, surprise);
        self.sector = SECTOR.next(self.sector, noise.normal());
        self.own = self.own.map(|own| OWN.next(own, noise.normal()));
    }
}
