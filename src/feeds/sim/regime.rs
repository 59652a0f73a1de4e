//! The three moods of the whole market, which last for weeks: calm, normal and turbulent.

/// A regime of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Regime {
    Calm,
    Normal,
    Turbulent,
}

/// Chances of leaving a regime after a session. In the long run 35 % of the sessions are calm, 40 % normal and 25 % turbulent; a spell lasts
/// 40, 25 and 33 sessions on average.
const CALM_ENDS: f64 = 0.025;
const NORMAL_TO_CALM: f64 = 0.021_875;
const NORMAL_TO_TURBULENT: f64 = 0.018_75;
const TURBULENT_ENDS: f64 = 0.03;

impl Regime {
    /// The regime of the next session, where `chance` is evenly spread over (0, 1).
    pub(super) fn next(self, chance: f64) -> Self {
        match self {
            Self::Calm if chance < CALM_ENDS => Self::Normal,
            Self::Normal if chance < NORMAL_TO_CALM => Self::Calm,
            Self::Normal if chance > 1.0 - NORMAL_TO_TURBULENT => Self::Turbulent,
            Self::Turbulent if chance < TURBULENT_ENDS => Self::Normal,
            stays => stays,
        }
    }

    /// Log volatility of the market in it; the variance over time is [`Regime::VARIANCE`].
    pub(super) fn level(self) -> f64 {
        match self {
            Self::Calm => -0.45,
            Self::Normal => 0.0,
            Self::Turbulent => 0.6,
        }
    }

    /// Long-run variance of [`Regime::level`]: .35 x .45² + .25 x .6² - .0075².
    pub(super) const VARIANCE: f64 = 0.160_819;

    /// What it foretells, with mean 0 and variance 1 in the long run: (1, 0, -1.4) / √.84.
    pub(super) fn tilt(self) -> f64 {
        match self {
            Self::Calm => 1.091_089,
            Self::Normal => 0.0,
            Self::Turbulent => -1.527_525,
        }
    }
}
