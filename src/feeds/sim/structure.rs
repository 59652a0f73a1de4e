//! What is planted in RTX for each signal: latent variables of mean 0 and variance 1, and the drift that hangs on them.
//!
//! Time is counted in variance: a full session with the night before it is 1. A latent variable of half-life h that is fed by chance ε of
//! variance 1 goes x' = d·x + √(1 - d²)·ε with d = 2^(-t/h). None depends on a strength, so the same seed has the same latent variables in
//! every market.

use crate::feeds::sim::regime::Regime;
use crate::feeds::sim::strengths::Strengths;

/// Drift at strength 1 for one standard deviation of each latent variable, in standard deviations of the day's return a day.
///
/// The faster a latent variable fades, the larger: what counts is how much of the next return it explains. A drift of a·x explains a share
/// of about a²·((1 - d) / ln(1/d))² of the variance of the next day's return, d being what is left of x after a day.
mod drift {
    pub(super) const NEWS: f64 = 0.35;
    pub(super) const TECHNICAL: f64 = 0.35;
    pub(super) const FLOW: f64 = 0.35;
    pub(super) const VOLATILITY: f64 = 0.50;
    pub(super) const MOMENTUM: f64 = 0.25;
    pub(super) const SECTOR: f64 = 1.5;
    pub(super) const REVERSION: f64 = 0.8;
    pub(super) const REGIME: f64 = 0.35;
}

/// Half-lives in days.
mod half_life {
    /// Eight weeks: the scale of moving averages over 8 to 96 days.
    pub(super) const TREND: f64 = 40.0;
    pub(super) const SWING: f64 = 1.0;
    /// Eight bars of 15 minutes. Shorter than a swing by so much that the two do not cancel where both are planted.
    pub(super) const TRANSIENT: f64 = 0.215;
    pub(super) const ASYMMETRY: f64 = 2.0;
    /// Two bars of 15 minutes.
    pub(super) const GAP: f64 = 0.054;
    pub(super) const MOOD: f64 = 2.0;
    /// 6.5 hours of trading.
    pub(super) const TONE: f64 = 1.0;
    pub(super) const FLOW: f64 = 1.5;
}

/// A day's (RS⁺ - RS⁻)/RV of 15-minute moves goes with its return over √RV by this slope, and what is left has this standard deviation.
const ASYMMETRY_PER_RETURN: f64 = 0.324;
const ASYMMETRY_SIGMA: f64 = 0.143;
/// Weight of the return itself beside what is left: as large as the drift, it takes back what the drift's own persistence adds, and days
/// in a row say nothing of each other.
const RETURN_WEIGHT: f64 = 0.5;
/// Standard deviation of the faded sum of tones that the headlines of `news.rs` add up to.
const TONE_SIGMA: f64 = 2.66;

/// What foretells RTX, as far as it is planted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Latents {
    /// A trend of weeks that nothing but itself feeds.
    pub trend: f64,
    /// Surprises of the last day: what broke out goes on.
    pub swing: f64,
    /// Surprises of the last hours: the part of the price that is taken back.
    pub transient: f64,
    /// Upside over downside variance of the last days, with no more of the days' returns in it than [`RETURN_WEIGHT`] says.
    pub asymmetry: f64,
    /// How far the common move of the last hour is ahead of RTX's own.
    pub gap: f64,
    /// How good the news of these days are; tones of headlines are drawn around it.
    pub mood: f64,
    /// Faded sum of the tones of headlines.
    pub tone: f64,
    /// What option traders lean to.
    pub flow: f64,
}

/// One surprise of RTX, in parts: standard deviations of the whole surprise of that step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surprise {
    /// What it shares with the market and the sector.
    pub common: f64,
    /// What is its own.
    pub own: f64,
    /// Share of the variance that is common.
    pub common_share: f64,
}

/// Sums over the moves of one session, for its asymmetry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Semivariance {
    signed_squares: f64,
    squares: f64,
    total: f64,
    /// The sum since the last full quarter of an hour, and how many were added in all.
    pending: f64,
    steps: u32,
}

impl Latents {
    /// Nothing is foretold.
    pub(super) const NONE: Self =
        Self { trend: 0.0, swing: 0.0, transient: 0.0, asymmetry: 0.0, gap: 0.0, mood: 0.0, tone: 0.0, flow: 0.0 };

    /// Drift of RTX in standard deviations of its day's return a day.
    pub(super) fn drift(&self, strengths: &Strengths, regime: Regime) -> f64 {
        strengths.news_sentiment * drift::NEWS * self.tone
            + strengths.technical_analysis * drift::TECHNICAL * self.swing
            + strengths.options_flow * drift::FLOW * self.flow
            - strengths.volatility_analysis * drift::VOLATILITY * self.asymmetry
            + strengths.momentum * drift::MOMENTUM * self.trend
            + strengths.sector_correlation * drift::SECTOR * self.gap
            - strengths.mean_reversion * drift::REVERSION * self.transient
            + strengths.market_regime * drift::REGIME * regime.tilt()
    }

    /// Lives through a step of `time` with its surprise; `flow` is chance of variance 1.
    pub(super) fn step(&mut self, time: f64, surprise: &Surprise, flow: f64) {
        let whole = surprise.common + surprise.own;
        self.swing = fed(self.swing, time, half_life::SWING, whole);
        self.transient = fed(self.transient, time, half_life::TRANSIENT, whole);
        self.gap = fed(self.gap, time, half_life::GAP, surprise.ahead());
        self.flow = fed(self.flow, time, half_life::FLOW, flow);
        self.tone *= libm::exp2(-time / half_life::TONE);
    }

    /// Learns of a headline; `weight` is its tone times its relevance.
    pub(super) fn hear(&mut self, weight: f64) {
        self.tone += weight / TONE_SIGMA;
    }

    /// Rests after a session; `trend` and `mood` are chance of variance 1.
    pub(super) fn rest(&mut self, session: &Semivariance, (trend, mood): (f64, f64)) {
        self.trend = fed(self.trend, 1.0, half_life::TREND, trend);
        self.mood = fed(self.mood, 1.0, half_life::MOOD, mood);
        self.asymmetry = fed(self.asymmetry, 1.0, half_life::ASYMMETRY, session.asymmetry());
    }
}

impl Surprise {
    /// How far the common move is ahead of the own one, with variance 1.
    ///
    /// Each part is weighed by the other's share, so that the whole surprise says nothing of it: who knows RTX alone finds nothing, who knows
    /// its peers too finds that RTX still has to follow them.
    fn ahead(&self) -> f64 {
        let (common, own) = (libm::sqrt(self.common_share), libm::sqrt(1.0 - self.common_share));
        let unit = |part: f64, weight: f64| if weight > 0.0 { part / weight } else { 0.0 };
        own * unit(self.common, common) - common * unit(self.own, own)
    }
}

impl Semivariance {
    /// Takes in a five-minute surprise; three make one that is squared.
    pub(super) fn add(&mut self, surprise: f64) {
        self.pending += surprise;
        self.steps += 1;
        if self.steps.is_multiple_of(3) {
            let move_ = std::mem::take(&mut self.pending);
            self.signed_squares += move_ * move_.abs();
            self.squares += move_ * move_;
            self.total += move_;
        }
    }

    /// What the session's (RS⁺ - RS⁻)/RV has beyond its return, and a weighed part of that return, with variance 1.
    pub(super) fn asymmetry(&self) -> f64 {
        if self.squares <= 0.0 {
            return 0.0;
        }
        let return_ = self.total / libm::sqrt(self.squares);
        let rest = (self.signed_squares / self.squares - ASYMMETRY_PER_RETURN * return_) / ASYMMETRY_SIGMA;
        libm::sqrt(1.0 - RETURN_WEIGHT * RETURN_WEIGHT) * rest + RETURN_WEIGHT * return_
    }
}

/// A latent variable after `time`, fed by `chance`.
fn fed(value: f64, time: f64, half_life: f64, chance: f64) -> f64 {
    let kept = libm::exp2(-time / half_life);
    kept * value + libm::sqrt(1.0 - kept * kept) * chance
}
