//! The one place that computes the figures every screen shows: counts, accuracy, interval, baseline, Brier score, log loss.

use serde::{Deserialize, Serialize};

use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::unit::Fraction;

/// Sums over outcomes from which every figure follows; kept incrementally and recounted by `algoslayer verify`.
///
/// Weights are the outcomes' uniqueness: overlapping outcomes share one observation, so the sum of the weights is the number of
/// independent observations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Outcomes with two honest prices.
    pub settled: u64,
    /// Outcomes without.
    pub void: u64,
    /// Weight by call (row) and what became of it (column), both in the order of [`Direction::ALL`].
    pub weight: [[f64; 3]; 3],
    /// Weighted sum of Brier scores, each in `[0, 2]`.
    pub brier: f64,
    /// Weighted sum of log losses in nats.
    pub log_loss: f64,
}

/// Probabilities below this are counted as this much, so that one certain error costs at most 6.9 nats.
const PROBABILITY_FLOOR: f64 = 0.001;

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

impl Tally {
    /// Takes in one outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        let Verdict::Settled(settlement) = &outcome.verdict else {
            self.void += 1;
            return;
        };
        let (became, uniqueness) = (settlement.became, outcome.uniqueness);
        self.settled += 1;
        if let Some(cell) = self.weight.get_mut(outcome.call.index()).and_then(|row| row.get_mut(became.index())) {
            *cell += uniqueness;
        }
        self.brier += uniqueness * brier_score(&outcome.probabilities, became);
        self.log_loss += uniqueness * log_loss(&outcome.probabilities, became);
    }

    /// The sum of two tallies.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.settled += other.settled;
        self.void += other.void;
        self.brier += other.brier;
        self.log_loss += other.log_loss;
        for (cell, more) in self.weight.iter_mut().flatten().zip(other.weight.iter().flatten()) {
            *cell += more;
        }
        self
    }

    /// Independent observations: the sum of all weights.
    pub fn effective(&self) -> f64 {
        self.weight.iter().flatten().sum()
    }

    /// Weight of the outcomes that became `direction`.
    fn became(&self, direction: Direction) -> f64 {
        self.weight.iter().filter_map(|row| row.get(direction.index())).sum()
    }

    fn cell(&self, call: Direction, became: Direction) -> f64 {
        self.weight.get(call.index()).and_then(|row| row.get(became.index())).copied().unwrap_or_default()
    }
}

/// Σ (p - y)² over the three directions, in `[0, 2]` (Brier 1950, multi-class form).
pub fn brier_score(probabilities: &Probabilities, became: Direction) -> f64 {
    Direction::ALL
        .into_iter()
        .map(|direction| {
            let miss = probabilities.of(direction) - if direction == became { 1.0 } else { 0.0 };
            miss * miss
        })
        .sum()
}

/// -ln p of what happened, in nats; p is floored at 0.001.
pub fn log_loss(probabilities: &Probabilities, became: Direction) -> f64 {
    -libm::log(probabilities.of(became).max(PROBABILITY_FLOOR))
}

/// An accuracy with what it takes to judge it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// Share that was right.
    pub share: Fraction,
    /// 95 % interval (Wilson 1927) on the independent observations.
    pub interval: (Fraction, Fraction),
    /// Independent observations.
    pub effective: f64,
    /// What it has to be compared with.
    pub baseline: Fraction,
}

/// All figures of one tally.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Outcomes counted, overlapping ones each as one.
    pub settled: u64,
    /// Outcomes without an honest price.
    pub void: u64,
    /// Calls that came true, HOLD included; the baseline is to call the most frequent direction always.
    pub calls: Accuracy,
    /// The most frequent direction.
    pub majority: Direction,
    /// BUY and SELL calls whose price left the band: how many left it on the called side; the baseline is the coin.
    /// `None` before the first such outcome.
    pub sides: Option<Accuracy>,
    /// Mean Brier score, 0 best, 2 worst.
    pub brier: f64,
    /// Brier score of stating the observed frequencies always.
    pub brier_baseline: f64,
    /// Mean log loss in nats.
    pub log_loss: f64,
    /// Log loss of stating the observed frequencies always.
    pub log_loss_baseline: f64,
}

impl Figures {
    /// The figures of a tally; `None` while nothing has settled.
    pub fn of(tally: &Tally) -> Option<Self> {
        let effective = tally.effective();
        if effective <= 0.0 {
            return None;
        }
        let right: f64 = Direction::ALL.into_iter().map(|direction| tally.cell(direction, direction)).sum();
        let shares = Direction::ALL.map(|direction| tally.became(direction) / effective);
        let majority =
            Direction::ALL.into_iter().zip(shares).fold((Direction::Hold, 0.0), |best, (direction, share)| {
                if share > best.1 { (direction, share) } else { best }
            });
        let sides_right = tally.cell(Direction::Up, Direction::Up) + tally.cell(Direction::Down, Direction::Down);
        let sides_wrong = tally.cell(Direction::Up, Direction::Down) + tally.cell(Direction::Down, Direction::Up);
        Some(Self {
            settled: tally.settled,
            void: tally.void,
            calls: Accuracy::of(right, effective, clamped(majority.1))?,
            majority: majority.0,
            sides: Accuracy::of(sides_right, sides_right + sides_wrong, Fraction::HALF),
            brier: tally.brier / effective,
            brier_baseline: 1.0 - shares.iter().map(|share| share * share).sum::<f64>(),
            log_loss: tally.log_loss / effective,
            log_loss_baseline: -shares
                .iter()
                .filter(|share| **share > 0.0)
                .map(|share| share * libm::log(*share))
                .sum::<f64>(),
        })
    }
}

impl Accuracy {
    /// `right` out of `effective` independent observations; `None` where there are none.
    pub fn of(right: f64, effective: f64, baseline: Fraction) -> Option<Self> {
        let share = Fraction::ratio(right.min(effective), effective)?;
        Some(Self { share, interval: wilson(share, effective), effective, baseline })
    }

    /// What may be said in words: nothing under 20 observations, and skill only where the whole interval lies above the baseline.
    pub fn verdict(&self) -> SkillVerdict {
        if self.effective < 20.0 {
            SkillVerdict::TooFew
        } else if self.interval.0 > self.baseline {
            SkillVerdict::Better
        } else if self.interval.1 < self.baseline {
            SkillVerdict::Worse
        } else {
            SkillVerdict::NoEvidence
        }
    }
}

/// What the calls of a tally prove.
pub fn skill(tally: &Tally) -> SkillVerdict {
    Figures::of(tally).map(|figures| figures.calls.verdict()).unwrap_or_default()
}

/// What an accuracy proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkillVerdict {
    /// Fewer than 20 independent observations.
    #[default]
    TooFew,
    /// The interval holds the baseline.
    NoEvidence,
    /// The interval lies above the baseline.
    Better,
    /// The interval lies below the baseline.
    Worse,
}

/// The 95 % interval of a share out of `n` observations (Wilson 1927); `n` may be fractional.
pub fn wilson(share: Fraction, n: f64) -> (Fraction, Fraction) {
    if n <= 0.0 {
        return (Fraction::ZERO, clamped(1.0));
    }
    let (p, z2) = (share.get(), Z_95 * Z_95);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 * libm::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n)) / (1.0 + z2 / n);
    (clamped(centre - half), clamped(centre + half))
}

/// Rounding can carry a share a hair outside `[0, 1]`.
fn clamped(value: f64) -> Fraction {
    Fraction::new(value.clamp(0.0, 1.0)).unwrap_or(Fraction::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 5e-4, "{left} is not {right}");
    }

    #[test]
    fn wilson_matches_published_values() {
        // The table of intervals for 9 of 10, 20 of 24 and 85 of 100.
        for (hits, n, low, high) in
            [(9.0, 10.0, 0.5958, 0.9821), (20.0, 24.0, 0.6415, 0.9332), (85.0, 100.0, 0.7672, 0.9069)]
        {
            let (lower, upper) = wilson(Fraction::new(hits / n).unwrap(), n);
            near(lower.get(), low);
            near(upper.get(), high);
        }
    }

    #[test]
    fn scores_of_known_forecasts() {
        let forecast = Probabilities { down: 0.2, hold: 0.3, up: 0.5 };
        near(brier_score(&forecast, Direction::Up), 0.04 + 0.09 + 0.25);
        near(log_loss(&forecast, Direction::Up), std::f64::consts::LN_2);
        near(log_loss(&Probabilities { down: 0.0, hold: 0.0, up: 1.0 }, Direction::Down), 6.9078);
    }

    #[test]
    fn always_saying_the_majority_is_no_skill() {
        let mut tally = Tally::default();
        tally.weight[Direction::Up.index()] = [30.0, 10.0, 60.0];
        tally.settled = 100;
        let figures = Figures::of(&tally).unwrap();
        assert_eq!(figures.majority, Direction::Up);
        near(figures.calls.share.get(), 0.6);
        near(figures.calls.baseline.get(), 0.6);
        assert_eq!(figures.calls.verdict(), SkillVerdict::NoEvidence);
        near(figures.sides.unwrap().share.get(), 60.0 / 90.0);
        near(figures.brier_baseline, 1.0 - 0.09 - 0.01 - 0.36);
        near(figures.log_loss_baseline, 0.8979);
    }

    #[test]
    fn nothing_settled_gives_no_figures() {
        assert_eq!(Figures::of(&Tally { void: 3, ..Tally::default() }), None);
    }
}
