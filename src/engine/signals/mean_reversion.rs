//! Return to a mean: distance from the session's average price and from a 20-day average, where prices have been reverting at all.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{BARS_STALE_S, ClosedBars, Moment, Signal};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::indicators::{Ema, Ring, Spread, VOLUME_MAX};
use crate::engine::window::ClosedBar;

/// Half-life of everything that is estimated: 60 days of 26 bars.
const HALF_LIFE: f64 = 1_560.0;

/// Bars of the slow average: 20 days.
const SLOW_SPAN: f64 = 520.0;

/// Horizons of the variance ratios, bars (Lo and MacKinlay 1988).
const RATIO_LENGTHS: [usize; 2] = [4, 26];

/// A return counts at most as so many times what is usual in the variance ratios, which are thereby robust to changing variance: one bad
/// print that is taken back, or one night of news, must not pass for weeks of reversal or of trend.
const WINSOR: f64 = 4.0;

/// Returns seen before it is known what is usual: a day.
const WINSOR_AFTER: u32 = 26;

/// A deviation that halves faster than this many bars is noise, slower than the upper bound is drift.
const REVERSION_HALF_LIFE: std::ops::RangeInclusive<f64> = 2.0..=130.0;

/// A deviation that halves within a day counts in full.
const FULL_REVERSION_HALF_LIFE: f64 = 26.0;

/// Bars before the signal speaks: 20 days.
const WARM_UP_BARS: u32 = 520;

/// -ψ(z) κ clip(1 - VR, 0, 1): z is the deviation in its own standard deviations, κ how fast deviations have been dying out, VR the ratio
/// of long to short variance, below 1 where returns reverse. The mean over both deviations, of which one that has not been dying out at a
/// usable speed counts as 0. Where returns have not been reversing the score is 0: that is what was measured, and not a lack of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct MeanReversion {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    session: Option<usize>,
    average: SessionAverage,
    slow: Ema,
    deviations: [Deviation; 2],
    last_close: Option<f64>,
    /// Sum of all returns, each counted as [`WINSOR`] says, after each bar.
    path: Ring,
    /// Second moments of the path's returns over 1, 4 and 26 bars.
    moments: [MeanSquare; 1 + RATIO_LENGTHS.len()],
    seen: u32,
}

/// What the mean price of the session so far is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct SessionAverage {
    /// Σ volume x log price.
    weighted: f64,
    /// Σ volume.
    volume: f64,
    /// Σ log price, for a session without volume.
    plain: f64,
    /// Bars.
    count: f64,
}

/// An exponentially weighted mean square.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct MeanSquare(Spread);

/// A deviation from a mean with its own first-order autoregression.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Deviation {
    spread: Spread,
    /// Weighted mean of d(t) d(t-1) and of d(t-1)².
    lagged: Spread,
    squares: Spread,
    last: Option<f64>,
}

impl Default for MeanReversion {
    fn default() -> Self {
        let deviation = Deviation {
            spread: Spread::of_half_life(HALF_LIFE),
            lagged: Spread::of_half_life(HALF_LIFE),
            squares: Spread::of_half_life(HALF_LIFE),
            last: None,
        };
        Self {
            seen_at: None,
            session: None,
            average: SessionAverage::default(),
            slow: Ema::of_span(SLOW_SPAN),
            deviations: [deviation; 2],
            last_close: None,
            path: Ring::new(RATIO_LENGTHS.into_iter().fold(1, usize::max) + 1),
            moments: [MeanSquare(Spread::of_half_life(HALF_LIFE)); 1 + RATIO_LENGTHS.len()],
            seen: 0,
        }
    }
}

impl Signal for MeanReversion {
    const KIND: SignalKind = SignalKind::MeanReversion;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let Some(bar) = bars.target else { return };
        self.seen_at = Some(bar.at);
        let close = bar.close.get();
        let new_session = self.session.replace(bar.step.session) != Some(bar.step.session);
        if new_session {
            self.average = SessionAverage::default();
        }
        let from_session = close - self.average.push(bar);
        let from_slow = close - self.slow.push(close);
        let [session, slow] = &mut self.deviations;
        session.observe(from_session, new_session);
        slow.observe(from_slow, false);
        self.extend_path(close);
        self.seen = self.seen.saturating_add(1);
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let Some(seen_at) = self.seen_at else { return Said::silent(Abstention::WarmingUp) };
        let ratio = self.variance_ratio();
        let [session, slow] = self.deviations.map(|deviation| deviation.z());
        let reading = if at.is_stale(seen_at, BARS_STALE_S) {
            Reading::Abstains(Abstention::Stale)
        } else if self.seen < WARM_UP_BARS {
            Reading::Abstains(Abstention::WarmingUp)
        } else {
            self.reading(ratio)
        };
        Said { reading, grounds: Grounds::of(Some(at.age_s(seen_at)), [session, slow, ratio]) }
    }
}

impl MeanReversion {
    fn reading(&self, ratio: f64) -> Reading {
        let [one, ..] = &self.moments;
        if one.0.mean() <= 0.0 {
            // A price that never moved has shown neither reversal nor trend.
            return Reading::Abstains(Abstention::NoEvidence);
        }
        let pulls: f64 = self.deviations.iter().map(Deviation::pull).sum();
        Reading::from_number(Some((1.0 - ratio).clamp(0.0, 1.0) * pulls / self.deviations.len() as f64))
    }

    fn extend_path(&mut self, close: f64) {
        let Some(return_) = self.last_close.replace(close).map(|last| close - last) else {
            self.path.push(0.0);
            return;
        };
        let [one, ..] = &self.moments;
        let limit = WINSOR * one.0.mean().sqrt();
        let known = one.0.seen() >= WINSOR_AFTER && limit > 0.0;
        let counted = if known { return_.clamp(-limit, limit) } else { return_ };
        let position = self.path.back(0).unwrap_or(0.0) + counted;
        self.path.push(position);
        for (length, moment) in [1].into_iter().chain(RATIO_LENGTHS).zip(&mut self.moments) {
            if let Some(then) = self.path.back(length) {
                moment.0.push((position - then) * (position - then));
            }
        }
    }

    /// Mean of the variance ratios: variance over many bars against as many times the variance over one; 1 for a random walk, and where
    /// nothing moved.
    fn variance_ratio(&self) -> f64 {
        let [one, long @ ..] = &self.moments;
        if one.0.mean() <= 0.0 {
            return 1.0;
        }
        let ratios = RATIO_LENGTHS
            .into_iter()
            .zip(long)
            .map(|(length, moment)| moment.0.mean() / (length as f64 * one.0.mean()));
        ratios.sum::<f64>() / RATIO_LENGTHS.len() as f64
    }
}

impl SessionAverage {
    /// Takes a bar in and gives the mean log price of the session so far, weighted by volume.
    fn push(&mut self, bar: &ClosedBar) -> f64 {
        let typical = (bar.high.get() + bar.low.get() + bar.close.get()) / 3.0;
        let volume = bar.volume.min(VOLUME_MAX);
        self.weighted += volume * typical;
        self.volume += volume;
        self.plain += typical;
        self.count += 1.0;
        if self.volume > 0.0 { self.weighted / self.volume } else { self.plain / self.count }
    }
}

impl Deviation {
    fn observe(&mut self, deviation: f64, restart: bool) {
        if let Some(last) = self.last.filter(|_| !restart) {
            self.lagged.push(deviation * last);
            self.squares.push(last * last);
        }
        self.spread.push(deviation);
        self.last = Some(deviation);
    }

    /// The pull back to the mean in `[-1, 1]`; 0 where deviations have not been dying out at a usable speed.
    fn pull(&self) -> f64 {
        let persistence = self.lagged.mean() / self.squares.mean();
        if !(persistence > 0.0 && persistence < 1.0) {
            return 0.0;
        }
        let half_life = -std::f64::consts::LN_2 / libm::log(persistence);
        if !REVERSION_HALF_LIFE.contains(&half_life) {
            return 0.0;
        }
        Score::squash(self.z()).map_or(0.0, |distance| -distance.get())
            * (FULL_REVERSION_HALF_LIFE / half_life).min(1.0)
    }

    /// The newest deviation in standard deviations.
    fn z(&self) -> f64 {
        self.last.map_or(0.0, |last| self.spread.z(last))
    }
}
