//! The one place that computes the figures every screen shows: counts, accuracy, intervals, baselines, Brier score, log loss, and the verdict.

use serde::{Deserialize, Serialize};

use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::interval::{Mean, anytime, anytime_mean, clamped, wilson};
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
    /// Weight of the outcomes that left the band, by whether they left it on the side that was stated as more probable; whatever the call was.
    pub leaned: Leaned,
    /// Weight of the outcomes whose prediction knew the direction of the last session, and of those among them that became the same.
    pub yesterday: (f64, f64),
    /// What a forecast without skill, stated at the time, had scored at the same outcomes.
    pub base: BaseSums,
}

/// Weight of the outcomes that left the band on the more probable side, and on the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaned {
    /// On the more probable side.
    pub right: f64,
    /// On the other.
    pub wrong: f64,
}

/// Weighted sums over the outcomes of predictions beside which a forecast without skill was stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BaseSums {
    /// Weight of those outcomes.
    pub weight: f64,
    /// Brier scores of the forecast without skill.
    pub brier: f64,
    /// Its log losses in nats.
    pub log_loss: f64,
    /// By how much its Brier scores exceed those of the prediction.
    pub brier_gain: f64,
    /// By how much its log losses exceed those of the prediction, nats.
    pub gain: f64,
    /// The squares of those differences of log losses.
    pub gain_squares: f64,
}

/// Probabilities below this are counted as this much, so that one certain error costs at most 6.9 nats.
const PROBABILITY_FLOOR: f64 = 0.001;

/// Independent observations under which nothing is said of skill.
const OBSERVATIONS_MIN: f64 = 20.0;

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
        match (lean(&outcome.probabilities), became) {
            (Direction::Hold, _) | (_, Direction::Hold) => {}
            (lean, became) if lean == became => self.leaned.right += uniqueness,
            _ => self.leaned.wrong += uniqueness,
        }
        if let Some(yesterday) = outcome.yesterday {
            self.yesterday.0 += uniqueness;
            self.yesterday.1 += if yesterday == became { uniqueness } else { 0.0 };
        }
        if let Some(base) = &outcome.base {
            self.base.add(base, &outcome.probabilities, became, uniqueness);
        }
    }

    /// The sum of two tallies.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.settled += other.settled;
        self.void += other.void;
        self.brier += other.brier;
        self.log_loss += other.log_loss;
        self.leaned.right += other.leaned.right;
        self.leaned.wrong += other.leaned.wrong;
        self.yesterday.0 += other.yesterday.0;
        self.yesterday.1 += other.yesterday.1;
        self.base.merge(&other.base);
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

impl BaseSums {
    fn add(&mut self, base: &Probabilities, stated: &Probabilities, became: Direction, uniqueness: f64) {
        let (brier, log_loss_of_base) = (brier_score(base, became), log_loss(base, became));
        let gain = log_loss_of_base - log_loss(stated, became);
        self.merge(&Self {
            weight: uniqueness,
            brier: uniqueness * brier,
            log_loss: uniqueness * log_loss_of_base,
            brier_gain: uniqueness * (brier - brier_score(stated, became)),
            gain: uniqueness * gain,
            gain_squares: uniqueness * gain * gain,
        });
    }

    fn merge(&mut self, other: &Self) {
        self.weight += other.weight;
        self.brier += other.brier;
        self.log_loss += other.log_loss;
        self.brier_gain += other.brier_gain;
        self.gain += other.gain;
        self.gain_squares += other.gain_squares;
    }
}

/// The side that is stated as more probable; HOLD where both are alike.
pub fn lean(probabilities: &Probabilities) -> Direction {
    if probabilities.up > probabilities.down {
        Direction::Up
    } else if probabilities.down > probabilities.up {
        Direction::Down
    } else {
        Direction::Hold
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
    /// 95 % interval for one look (Wilson 1927) on the independent observations.
    pub interval: (Fraction, Fraction),
    /// 95 % interval that stays valid though it is looked at every day; what the verdict follows from.
    pub anytime: (Fraction, Fraction),
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
    /// All predictions whose price left the band, HOLD calls too: how many left it on the side that was stated as more probable; the baseline
    /// is the coin. `None` before the first such outcome.
    pub lean: Option<Accuracy>,
    /// Mean over the directions that occurred of the share of it that was called, in `[0, 1]`: whoever calls one direction always has
    /// 1 / (directions that occurred).
    pub balanced: Fraction,
    /// Share of the outcomes that rose out of the band: what calling BUY always had got right.
    pub always_up: Fraction,
    /// What calling the direction of the last session had got right, and of how many independent observations; `None` where no prediction
    /// knew it.
    pub yesterday: Option<(Fraction, f64)>,
    /// Mean Brier score, 0 best, 2 worst.
    pub brier: f64,
    /// Brier score of stating the observed frequencies always.
    pub brier_baseline: f64,
    /// Mean log loss in nats.
    pub log_loss: f64,
    /// Log loss of stating the observed frequencies always.
    pub log_loss_baseline: f64,
    /// The comparison with the forecast without skill that was stated at the time; `None` where none was.
    pub base: Option<Base>,
}

/// How a prediction compares with a forecast without skill, stated at the same time and scored at the same outcomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Base {
    /// Independent observations.
    pub effective: f64,
    /// Mean Brier score of the forecast without skill.
    pub brier: f64,
    /// Its mean log loss in nats.
    pub log_loss: f64,
    /// By how much the prediction's mean Brier score is lower; negative where it is higher.
    pub brier_gain: f64,
    /// By how much the prediction's mean log loss is lower, nats, with an interval that may be looked at every day.
    pub gain: Mean,
}

impl Base {
    fn of(sums: &BaseSums) -> Option<Self> {
        let mean = |sum: f64| sum / sums.weight;
        let gain = mean(sums.gain);
        Some(Self {
            effective: sums.weight,
            brier: mean(sums.brier),
            log_loss: mean(sums.log_loss),
            brier_gain: mean(sums.brier_gain),
            gain: anytime_mean(gain, (mean(sums.gain_squares) - gain * gain).max(0.0), sums.weight)?,
        })
    }
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
        let occurred = shares.iter().filter(|share| **share > 0.0).count();
        let recalls = Direction::ALL.map(|direction| match tally.became(direction) {
            0.0 => 0.0,
            weight => tally.cell(direction, direction) / weight,
        });
        let sides_right = tally.cell(Direction::Up, Direction::Up) + tally.cell(Direction::Down, Direction::Down);
        let sides_wrong = tally.cell(Direction::Up, Direction::Down) + tally.cell(Direction::Down, Direction::Up);
        Some(Self {
            settled: tally.settled,
            void: tally.void,
            calls: Accuracy::of(right, effective, clamped(majority.1))?,
            majority: majority.0,
            sides: Accuracy::of(sides_right, sides_right + sides_wrong, Fraction::HALF),
            lean: Accuracy::of(tally.leaned.right, tally.leaned.right + tally.leaned.wrong, Fraction::HALF),
            balanced: clamped(recalls.iter().sum::<f64>() / occurred as f64),
            always_up: clamped(tally.became(Direction::Up) / effective),
            yesterday: Fraction::ratio(tally.yesterday.1.min(tally.yesterday.0), tally.yesterday.0)
                .map(|share| (share, tally.yesterday.0)),
            brier: tally.brier / effective,
            brier_baseline: 1.0 - shares.iter().map(|share| share * share).sum::<f64>(),
            log_loss: tally.log_loss / effective,
            log_loss_baseline: -shares
                .iter()
                .filter(|share| **share > 0.0)
                .map(|share| share * libm::log(*share))
                .sum::<f64>(),
            base: Base::of(&tally.base),
        })
    }

    /// What the record proves, in words: skill only where the log loss, which no choice of calls can flatter, beats the forecast without skill
    /// by an interval that may be looked at every day. Records from before such forecasts were stated go by their accuracy against the
    /// most frequent direction.
    pub fn verdict(&self) -> SkillVerdict {
        self.base.map_or_else(|| self.calls.verdict(), |base| SkillVerdict::of(base.gain.interval, base.effective))
    }
}

impl Accuracy {
    /// `right` out of `effective` independent observations; `None` where there are none.
    pub fn of(right: f64, effective: f64, baseline: Fraction) -> Option<Self> {
        let share = Fraction::ratio(right.min(effective), effective)?;
        let anytime = anytime(right, effective);
        Some(Self { share, interval: wilson(share, effective), anytime, effective, baseline })
    }

    /// What may be said in words: nothing under 20 observations, and skill only where the whole interval lies above the baseline, the one
    /// that may be looked at every day.
    pub fn verdict(&self) -> SkillVerdict {
        let baseline = self.baseline.get();
        SkillVerdict::of((self.anytime.0.get() - baseline, self.anytime.1.get() - baseline), self.effective)
    }
}

/// What the calls of a tally prove.
pub fn skill(tally: &Tally) -> SkillVerdict {
    Figures::of(tally).map(|figures| figures.verdict()).unwrap_or_default()
}

/// What a record proves.
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

impl SkillVerdict {
    /// What an interval of the lead over the baseline says, that many independent observations behind it.
    fn of(lead: (f64, f64), effective: f64) -> Self {
        if effective < OBSERVATIONS_MIN {
            Self::TooFew
        } else if lead.0 > 0.0 {
            Self::Better
        } else if lead.1 < 0.0 {
            Self::Worse
        } else {
            Self::NoEvidence
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::horizon::Horizon;
    use crate::domain::outcome::{Mark, MarkRule, Settlement};
    use crate::domain::prediction::PredictionNumber;
    use crate::domain::symbol::Symbol;
    use jiff::Timestamp;

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 5e-4, "{left} is not {right}");
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
        near(figures.balanced.get(), 1.0 / 3.0);
        near(figures.always_up.get(), 0.6);
        assert_eq!((figures.yesterday, figures.base, figures.lean), (None, None, None));
    }

    fn outcome(stated: Probabilities, base: Option<Probabilities>, became: Direction) -> Outcome {
        let mark = Mark { price: 100.0, at: Timestamp::UNIX_EPOCH, rule: MarkRule::LastClose };
        Outcome {
            symbol: Symbol::new("RTX").unwrap(),
            number: PredictionNumber(1),
            horizon: Horizon::OneDay,
            due: Timestamp::UNIX_EPOCH,
            settled_at: Timestamp::UNIX_EPOCH,
            crosses_close: true,
            uniqueness: 0.5,
            call: Direction::Hold,
            probabilities: stated,
            base,
            yesterday: base.map(|_| Direction::Up),
            verdict: Verdict::Settled(Settlement {
                entry: mark,
                exit: mark,
                dividends: 0.0,
                log_return: 0.0,
                became,
                return_to_close: None,
                hindsight_high: 0.0,
                hindsight_low: 0.0,
            }),
        }
    }

    const COIN: Probabilities = Probabilities { down: 0.4, hold: 0.2, up: 0.4 };

    #[test]
    fn what_leans_to_the_right_side_beats_the_forecast_without_skill() {
        let leaning = Probabilities { down: 0.2, hold: 0.2, up: 0.6 };
        let mut tally = Tally::default();
        for turn in 0..2_000 {
            let became = [Direction::Up, Direction::Up, Direction::Up, Direction::Down, Direction::Hold][turn % 5];
            tally.add(&outcome(leaning, Some(COIN), became));
        }
        let figures = Figures::of(&tally).unwrap();
        let (lean, base) = (figures.lean.unwrap(), figures.base.unwrap());
        near(lean.share.get(), 0.75);
        near(lean.effective, 800.0);
        near(figures.yesterday.unwrap().0.get(), 0.6);
        near(base.log_loss, -0.8 * 0.4_f64.ln() - 0.2 * 0.2_f64.ln());
        near(base.gain.mean, 0.6 * 1.5_f64.ln() - 0.2 * 2.0_f64.ln());
        near(base.brier - base.brier_gain, figures.brier);
        assert_eq!((figures.verdict(), lean.verdict()), (SkillVerdict::Better, SkillVerdict::Better));
        assert_eq!(figures.calls.verdict(), SkillVerdict::Worse, "the calls were all HOLD");
    }

    #[test]
    fn accuracy_alone_proves_no_skill() {
        // Every call comes true as often as it would without skill, at odds that were overstated.
        let boasting = Probabilities { down: 0.05, hold: 0.05, up: 0.9 };
        let mut tally = Tally::default();
        for turn in 0..3_000 {
            let became = [Direction::Up, Direction::Up, Direction::Down][turn % 3];
            tally.add(&Outcome { call: Direction::Up, ..outcome(boasting, Some(COIN), became) });
        }
        let figures = Figures::of(&tally).unwrap();
        assert_eq!(figures.lean.unwrap().verdict(), SkillVerdict::Better);
        assert_eq!(figures.verdict(), SkillVerdict::Worse);
        let even = Figures::of(&Tally::default().merged(&tally)).unwrap();
        assert_eq!(even, figures);
        let mut same = Tally::default();
        (0..60).for_each(|_| same.add(&outcome(COIN, Some(COIN), Direction::Up)));
        let figures = Figures::of(&same).unwrap();
        assert_eq!((figures.verdict(), figures.lean), (SkillVerdict::NoEvidence, None));
    }

    #[test]
    fn nothing_settled_gives_no_figures() {
        assert_eq!(Figures::of(&Tally { void: 3, ..Tally::default() }), None);
    }
}
