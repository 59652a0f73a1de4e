//! The eight signals: their names, what each says at a decision, and why one says nothing.

use serde::{Deserialize, Serialize};

use crate::domain::unit::Score;

/// One of the eight signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SignalKind {
    /// Tone of the headlines.
    NewsSentiment,
    /// Trend, channel and volume indicators.
    TechnicalAnalysis,
    /// What option traders do.
    OptionsFlow,
    /// Asymmetry of upward and downward variance.
    VolatilityAnalysis,
    /// Trend over weeks and months.
    Momentum,
    /// Catching up with peers and the sector.
    SectorCorrelation,
    /// Return to a mean price.
    MeanReversion,
    /// State of the whole market.
    MarketRegime,
}

impl SignalKind {
    /// All signals; [`SignalKind::index`] counts in this order.
    pub const ALL: [Self; 8] = [
        Self::NewsSentiment,
        Self::TechnicalAnalysis,
        Self::OptionsFlow,
        Self::VolatilityAnalysis,
        Self::Momentum,
        Self::SectorCorrelation,
        Self::MeanReversion,
        Self::MarketRegime,
    ];

    /// How many signals there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Position in [`SignalKind::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name in the database, in files and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewsSentiment => "news_sentiment",
            Self::TechnicalAnalysis => "technical_analysis",
            Self::OptionsFlow => "options_flow",
            Self::VolatilityAnalysis => "volatility_analysis",
            Self::Momentum => "momentum",
            Self::SectorCorrelation => "sector_correlation",
            Self::MeanReversion => "mean_reversion",
            Self::MarketRegime => "market_regime",
        }
    }

    /// The signal with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl SignalKind {
    /// Names of the three components of [`Grounds::components`], as keys of the locales name them. Those of the signals that live on bars:
    ///
    /// - technical: trend T, the mean of scaled MACD histogram and places in the Donchian and Bollinger channels; strength of the trend,
    ///   the ADX from 0 to 100; scaled balance O of volume on rising and falling bars. The score is ψ(½ (T min(1, ADX / 20) + O)).
    /// - volatility: asymmetry, the mean of (RS⁺ - RS⁻) / RV over a day, a week and a month, each in its own standard deviations, positive
    ///   where upward moves are the larger ones; ratio, the same mean of the plain ratios; sigma, the expected standard deviation of a
    ///   day's log return, 0 where it is not known.
    /// - momentum: mean response to the three crossovers; mean of the three squashed returns; echo of the first half hour, 0 before 15:30.
    /// - mean reversion: deviation from the session's average price and from the 20-day average, in their standard deviations, positive
    ///   above; variance ratio, below 1 where returns reverse.
    pub const fn components(self) -> [&'static str; COMPONENTS_COUNT] {
        match self {
            Self::NewsSentiment => ["fast", "slow", "headlines"],
            Self::TechnicalAnalysis => ["trend", "strength", "volume"],
            Self::OptionsFlow => ["put_call", "skew", "activity"],
            Self::VolatilityAnalysis => ["asymmetry", "ratio", "sigma"],
            Self::Momentum => ["crossover", "time_series", "half_hour"],
            Self::SectorCorrelation => ["catch_up", "correlation", "peers"],
            Self::MeanReversion => ["session", "average", "ratio"],
            Self::MarketRegime => ["turbulence", "drift", "volatility_index"],
        }
    }
}

/// Components that each signal shows.
pub const COMPONENTS_COUNT: usize = 3;

/// What a reading stands on: how old its newest input is, how much it weighs, and the parts it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// Seconds from the newest input used to the decision; `None` where there was none.
    pub age_s: Option<u32>,
    /// Weight of the reading in the call, 0 where it abstains; the weights of the speaking ones sum to 1.
    pub weight: f64,
    /// What [`SignalKind::components`] names, in that order; 0 where there is nothing to say. Single precision: for people and for
    /// training, not for the fold.
    pub components: [f32; COMPONENTS_COUNT],
}

impl Grounds {
    /// Grounds that nobody has weighed yet. A component that is no finite number is shown as 0.
    pub fn of(age_s: Option<u32>, components: [f64; COMPONENTS_COUNT]) -> Self {
        // Adding zero makes the negative zero positive, as in scores.
        let shown = |value: f64| if value.is_finite() { value as f32 + 0.0 } else { 0.0 };
        Self { age_s, weight: 0.0, components: components.map(shown) }
    }
}

/// What a signal says and on what grounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// A direction, or nothing and why.
    pub reading: Reading,
    /// On what grounds; the weight is set later, by whoever weighs.
    pub grounds: Grounds,
}

impl Said {
    /// Silence without any grounds.
    pub fn silent(why: Abstention) -> Self {
        Self { reading: Reading::Abstains(why), grounds: Grounds::default() }
    }
}

/// What a signal says at a decision: a direction, or nothing and why.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// The signal speaks.
    Speaks(Score),
    /// The signal says nothing; it is left out, not counted as zero.
    Abstains(Abstention),
}

impl Reading {
    /// The score, where the signal speaks.
    pub fn score(self) -> Option<Score> {
        match self {
            Self::Speaks(score) => Some(score),
            Self::Abstains(_) => None,
        }
    }

    /// A reading from a number that may have left `[-1, 1]` or be NaN: then the signal abstains with [`Abstention::BadInput`].
    pub fn from_number(value: Option<f64>) -> Self {
        value.and_then(Score::new).map_or(Self::Abstains(Abstention::BadInput), Self::Speaks)
    }
}

/// Why a signal says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Abstention {
    /// It has not seen enough history since the start or since a gap.
    WarmingUp,
    /// Its newest input is too old.
    Stale,
    /// Nothing that could feed it is connected.
    NoFeed,
    /// It measured, and found no evidence on direction.
    NoEvidence,
    /// Its input led to no finite number.
    BadInput,
    /// This version cannot compute it yet, whatever is connected.
    NotBuilt,
}

impl Abstention {
    /// All reasons; [`Abstention::code`] counts in this order, from 1.
    pub const ALL: [Self; 6] =
        [Self::WarmingUp, Self::Stale, Self::NoFeed, Self::NoEvidence, Self::BadInput, Self::NotBuilt];

    /// The code in the database: 1 to 15.
    pub const fn code(self) -> u8 {
        self as u8 + 1
    }

    /// The reason with that code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The name in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WarmingUp => "warming_up",
            Self::Stale => "stale",
            Self::NoFeed => "no_feed",
            Self::NoEvidence => "no_evidence",
            Self::BadInput => "bad_input",
            Self::NotBuilt => "not_built",
        }
    }
}

/// The eight readings of one decision, in the order of [`SignalKind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readings(pub [Reading; SignalKind::COUNT]);

impl Readings {
    /// Each signal with its reading.
    pub fn iter(&self) -> impl Iterator<Item = (SignalKind, Reading)> {
        SignalKind::ALL.into_iter().zip(self.0)
    }

    /// What one signal says.
    pub fn of(&self, kind: SignalKind) -> Reading {
        self.0.get(kind.index()).copied().unwrap_or(Reading::Abstains(Abstention::BadInput))
    }

    /// How many signals speak.
    pub fn voices(&self) -> usize {
        self.0.iter().filter(|reading| reading.score().is_some()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_codes_are_consistent() {
        for (position, kind) in SignalKind::ALL.into_iter().enumerate() {
            assert_eq!(kind.index(), position);
        }
        for reason in Abstention::ALL {
            assert_eq!(Abstention::from_code(reason.code()), Some(reason));
        }
        assert_eq!(Abstention::from_code(0), None);
    }

    #[test]
    fn a_number_outside_the_range_is_an_abstention() {
        assert_eq!(Reading::from_number(Some(f64::NAN)), Reading::Abstains(Abstention::BadInput));
        assert_eq!(Reading::from_number(None), Reading::Abstains(Abstention::BadInput));
        assert_eq!(Reading::from_number(Some(0.5)), Reading::Speaks(Score::new(0.5).unwrap()));
    }
}
