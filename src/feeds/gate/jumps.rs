//! How far a price may jump from one print to the next before it has to be confirmed.

/// Natural logarithms of the largest believed ratio of two neighbouring prices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// Within a session.
    pub intraday: f64,
    /// From one session to the next.
    pub overnight: f64,
    /// From one day's bar to the next.
    pub daily: f64,
    /// Whether a jump can be a split at all.
    pub splits: bool,
}

impl Limits {
    /// Shares and funds: five and twelve per cent. The worst day of the nine watched symbols since 2000 moved 30 % (RTX, 2001-09-17).
    pub(super) const SHARES: Self = Self { intraday: 0.05, overnight: 0.12, daily: 0.35, splits: true };

    /// The volatility index, whose worst day rose 116 % (2018-02-05).
    pub(super) const VOLATILITY_INDEX: Self = Self { intraday: 0.60, overnight: 1.00, daily: 1.20, splits: false };
}
