//! Who trades in the simulated market, and how each of them hangs on the market and on its sector.

/// One symbol with a price of its own; the volatility index stands apart, see `vix.rs`.
#[derive(Debug)]
pub(super) struct Member {
    pub symbol: &'static str,
    /// The price in dollars around which the market is built, and from which it starts.
    pub anchor: f64,
    /// Standard deviation of the log return over a year of 252 sessions, overnight moves included.
    pub volatility: f64,
    /// Share of the variance that comes from the market factor.
    pub market_share: f64,
    /// Share of the variance that comes from the sector factor; what is left is the symbol's own.
    pub sector_share: f64,
    /// Shares traded in an average session.
    pub shares: f64,
}

impl Member {
    /// Share of the variance that no other symbol has.
    pub(super) fn own_share(&self) -> f64 {
        1.0 - self.market_share - self.sector_share
    }

    /// Standard deviation of the log return over one session and the night before it.
    pub(super) fn daily_sigma(&self) -> f64 {
        self.volatility / libm::sqrt(252.0)
    }
}

/// How many symbols have a price of their own.
pub(super) const MEMBERS_COUNT: usize = 8;

/// In alphabetical order, as the feed tells them.
///
/// Two members correlate by √(m₁m₂) + √(s₁s₂) of their market and sector shares: RTX with its peers .5 to .6, with SPY
/// .41, with ITA .69; close to what five-minute bars of 2020 to 2025 show.
#[rustfmt::skip]
pub(super) const MEMBERS: [Member; MEMBERS_COUNT] = [
    Member { symbol: "BA",  anchor: 200.0, volatility: 0.37, market_share: 0.28, sector_share: 0.26, shares: 8.0e6 },
    Member { symbol: "GD",  anchor: 260.0, volatility: 0.23, market_share: 0.20, sector_share: 0.39, shares: 1.2e6 },
    Member { symbol: "ITA", anchor: 140.0, volatility: 0.21, market_share: 0.26, sector_share: 0.62, shares: 0.6e6 },
    Member { symbol: "LHX", anchor: 220.0, volatility: 0.27, market_share: 0.17, sector_share: 0.37, shares: 1.1e6 },
    Member { symbol: "LMT", anchor: 450.0, volatility: 0.25, market_share: 0.14, sector_share: 0.42, shares: 1.3e6 },
    Member { symbol: "NOC", anchor: 480.0, volatility: 0.26, market_share: 0.13, sector_share: 0.42, shares: 0.9e6 },
    Member { symbol: "RTX", anchor: 120.0, volatility: 0.28, market_share: 0.18, sector_share: 0.38, shares: 5.5e6 },
    Member { symbol: "SPY", anchor: 500.0, volatility: 0.17, market_share: 0.95, sector_share: 0.00, shares: 70.0e6 },
];

/// Position of RTX among the members: structure is planted in it, headlines are about it, and its options are quoted.
pub(super) const RTX: usize = 6;
