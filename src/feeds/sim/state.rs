//! What one simulated session hands on to the next: prices and volatilities, and how the latter change overnight.

use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT};
use crate::feeds::sim::noise::Noise;
use crate::feeds::sim::vix;

/// The market before the night that leads to a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    /// Natural logarithm of each member's price in dollars.
    pub log_price: [f64; MEMBERS_COUNT],
    /// See [`vix::level`].
    pub vix: f64,
    /// Log volatility of the market in the coming session; 0 is its long-run mean.
    pub market: f64,
    /// That part of the sector's log volatility which is its own.
    pub sector: f64,
    /// That part of each member's log volatility which is its own.
    pub own: [f64; MEMBERS_COUNT],
}

/// A first-order autoregression, one step a session: x' = persistence · x + shock · N(0, 1).
struct Memory {
    persistence: f64,
    shock: f64,
}

const MARKET: Memory = Memory { persistence: 0.97, shock: 0.12 };
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
            market: 0.0,
            sector: 0.0,
            own: [0.0; MEMBERS_COUNT],
        }
    }

    /// How lively the coming session is.
    pub(super) fn moods(&self) -> Moods {
        // For a normal h of variance v, exp(h - v) has a mean square of 1.
        let mood = |log: f64, variance: f64| libm::exp(log - variance);
        let market = MARKET.variance();
        let shared = |loading: f64, own: f64, memory: &Memory| {
            mood(loading * self.market + own, loading * loading * market + memory.variance())
        };
        Moods {
            market: mood(self.market, market),
            sector: shared(SECTOR_LOADING, self.sector, &SECTOR),
            own: self.own.map(|own| shared(OWN_LOADING, own, &OWN)),
        }
    }

    /// Lets the volatilities move on after a session in which the market moved by `market_move` standard deviations.
    pub(super) fn rest(&mut self, market_move: f64, noise: &mut Noise) {
        let surprise = LEVERAGE * market_move + libm::sqrt(1.0 - LEVERAGE * LEVERAGE) * noise.normal();
        self.market = MARKET.next(self.market, surprise);
        self.sector = SECTOR.next(self.sector, noise.normal());
        self.own = self.own.map(|own| OWN.next(own, noise.normal()));
    }
}
