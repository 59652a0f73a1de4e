//! Which simulated market is made: its seed, its first day, and how strongly each signal's structure is planted in it.

use std::fmt;

use jiff::civil::Date;

use crate::domain::signal::SignalKind;
use crate::domain::unit::Fraction;

/// How strongly the structure that each signal looks for is planted in RTX: 0 is not at all, 1 is clearly findable within a year or two.
///
/// What strength 1 means for each of them stands in `structure.rs`. Only what is to be expected of a move changes with a strength: chance
/// draws the same numbers, headlines and option chains speak with the same tilts, they merely stop foretelling anything at 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strengths {
    /// Headlines of a tone come before moves in their direction.
    pub news_sentiment: f64,
    /// What moved up within the last day moves on.
    pub technical_analysis: f64,
    /// What option traders lean to comes to pass.
    pub options_flow: f64,
    /// Upside variance without an upward day is followed by falling prices, downside variance by rising ones.
    pub volatility_analysis: f64,
    /// Slow trends of weeks.
    pub momentum: f64,
    /// Catches up with peers and the market within the hour.
    pub sector_correlation: f64,
    /// A part of each move is taken back within hours.
    pub mean_reversion: f64,
    /// Rises in calm regimes of the market, falls in turbulent ones.
    pub market_regime: f64,
}

/// Which market: the same options give the same market, any other options another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimOptions {
    /// Seed of all chance.
    pub seed: u64,
    /// The first session is the one on this day or the next after it.
    pub first: Date,
    /// What is planted.
    pub strengths: Strengths,
}

impl Strengths {
    /// Nothing is planted: what a signal finds is chance.
    pub const NONE: Self = Self::all(0.0);

    /// The same strength for every signal.
    pub const fn all(strength: f64) -> Self {
        Self {
            news_sentiment: strength,
            technical_analysis: strength,
            options_flow: strength,
            volatility_analysis: strength,
            momentum: strength,
            sector_correlation: strength,
            mean_reversion: strength,
            market_regime: strength,
        }
    }

    /// Each signal's own strength, in the order of [`SignalKind::ALL`].
    pub fn by_kind(strengths: [Fraction; SignalKind::COUNT]) -> Self {
        SignalKind::ALL.into_iter().zip(strengths).fold(Self::NONE, |all, (kind, strength)| all.with(kind, strength))
    }

    /// The same, with another strength for one signal.
    #[must_use]
    pub fn with(mut self, kind: SignalKind, strength: Fraction) -> Self {
        let room = match kind {
            SignalKind::NewsSentiment => &mut self.news_sentiment,
            SignalKind::TechnicalAnalysis => &mut self.technical_analysis,
            SignalKind::OptionsFlow => &mut self.options_flow,
            SignalKind::VolatilityAnalysis => &mut self.volatility_analysis,
            SignalKind::Momentum => &mut self.momentum,
            SignalKind::SectorCorrelation => &mut self.sector_correlation,
            SignalKind::MeanReversion => &mut self.mean_reversion,
            SignalKind::MarketRegime => &mut self.market_regime,
        };
        *room = strength.get();
        self
    }

    /// In the order of [`SignalKind::ALL`].
    fn values(&self) -> [f64; SignalKind::COUNT] {
        let Self {
            news_sentiment,
            technical_analysis,
            options_flow,
            volatility_analysis,
            momentum,
            sector_correlation,
            mean_reversion,
            market_regime,
        } = *self;
        [
            news_sentiment,
            technical_analysis,
            options_flow,
            volatility_analysis,
            momentum,
            sector_correlation,
            mean_reversion,
            market_regime,
        ]
    }

    /// Whether each is a number from 0 to 1.
    pub(super) fn are_sound(&self) -> bool {
        self.values().into_iter().all(|strength| (0.0..=1.0).contains(&strength))
    }
}

/// One number where all are equal, else all eight, joined by commas: part of the market's name.
impl fmt::Display for Strengths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values();
        let [first, others @ ..] = values;
        if others.iter().all(|other| *other == first) {
            return write!(f, "{first}");
        }
        values.iter().enumerate().try_for_each(|(at, value)| write!(f, "{}{value}", if at == 0 { "" } else { "," }))
    }
}
