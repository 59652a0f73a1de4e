//! Return to a mean: distance from the session's average price and from a 20-day average, where prices have been reverting at all.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, Moment, Signal};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::indicators::{Ema, Ring, Spread};
use crate::engine::window::ClosedBar;

/// Half-life of everything that is estimated: 60 days of 26 bars.
const HALF_LIFE: f64 = 1_560.0;

/// Bars of the slow average: 20 days.
const SLOW_SPAN: f64 = 520.0;

/// Horizons of the variance ratios, bars (Lo and MacKinlay 1988).
const RATIO_LENGTHS: [usize; 2] = [4, 26];

/// A deviation that halves faster than this many bars is noise, slower than the upper bound is drift.
const REVERSION_HALF_LIFE: std::ops::RangeInclusive<f64> = 2.0..=130.0;

/// A deviation that halves within a day counts in full.
const FULL_REVERSION_HALF_LIFE: f64 = 26.0;

/// Bars before the signal speaks: 20 days.
const WARM_UP_BARS: u32 = 520;

/// -ψ(z) κ clip(1 - VR, 0, 1): z is the deviation in its own standard deviations, κ how fast deviations have been dying out, VR the ratio
/// of long to short variance, below 1 where returns reverse. The mean over both deviations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct MeanReversion {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    session: Option<usize>,
    /// Σ volume x price and Σ volume of the session, then Σ price and count for a session without volume.
    average: (f64, f64, f64, f64),
    slow: Ema,
    deviations: [Deviation; 2],
    closes: Ring,
    /// Second moments of returns over 1, 4 and 26 bars.
    moments: [MeanSquare; 1 + RATIO_LENGTHS.len()],
    seen: u32,
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
            average: (0.0, 0.0, 0.0, 0.0),
            slow: Ema::of_span(SLOW_SPAN),
            deviations: [deviation; 2],
            closes: Ring::new(RATIO_LENGTHS.into_iter().fold(1, usize::max) + 1),
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
            self.average = (0.0, 0.0, 0.0, 0.0);
        }
        let from_session = close - self.session_average(bar);
        let from_slow = close - self.slow.push(close);
        let [session, slow] = &mut self.deviations;
        session.observe(from_session, new_session);
        slow.observe(from_slow, false);
        self.closes.push(close);
        for (length, moment) in [1].into_iter().chain(RATIO_LENGTHS).zip(&mut self.moments) {
            if let Some(then) = self.closes.back(length) {
                moment.0.push((close - then) * (close - then));
            }
        }
        self.seen = self.seen.saturating_add(1);
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let age_s = self.seen_at.map(|seen| at.age_s(seen));
        Said { reading: self.reading(), grounds: Grounds { age_s, ..Grounds::default() } }
    }
}

impl MeanReversion {
    fn reading(&self) -> Reading {
        if self.seen < WARM_UP_BARS {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        let reversal = 1.0 - self.variance_ratio();
        let pulls = self.deviations.map(|deviation| deviation.pull());
        if reversal <= 0.0 || pulls.iter().all(Option::is_none) {
            return Reading::Abstains(Abstention::NoEvidence);
        }
        let sum: f64 = pulls.into_iter().map(Option::unwrap_or_default).sum();
        Reading::from_number(Some(reversal.min(1.0) * sum / pulls.len() as f64))
    }

    /// Mean log price of the session so far, weighted by volume.
    fn session_average(&mut self, bar: &ClosedBar) -> f64 {
        let typical = (bar.high.get() + bar.low.get() + bar.close.get()) / 3.0;
        let (weighted, volume, plain, count) = &mut self.average;
        *weighted += bar.volume * typical;
        *volume += bar.volume;
        *plain += typical;
        *count += 1.0;
        if *volume > 0.0 { *weighted / *volume } else { *plain / *count }
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

impl Deviation {
    fn observe(&mut self, deviation: f64, restart: bool) {
        if let Some(last) = self.last.filter(|_| !restart) {
            self.lagged.push(deviation * last);
            self.squares.push(last * last);
        }
        self.spread.push(deviation);
        self.last = Some(deviation);
    }

    /// The pull back to the mean in `[-1, 1]`; `None` where deviations have not been dying out at a usable speed.
    fn pull(&self) -> Option<f64> {
        let persistence = self.lagged.mean() / self.squares.mean();
        if !(persistence > 0.0 && persistence < 1.0) {
            return None;
        }
        let half_life = -std::f64::consts::LN_2 / libm::log(persistence);
        let speed =
            REVERSION_HALF_LIFE.contains(&half_life).then(|| (FULL_REVERSION_HALF_LIFE / half_life).min(1.0))?;
        Some(-Score::squash(self.spread.z(self.last?))?.get() * speed)
    }
}
