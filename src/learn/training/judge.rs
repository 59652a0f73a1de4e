//! What families were worth on tested rows: their records, the baselines, and what speaks against promoting the best.

use super::merge::{Contender, Incumbent};
use super::scores::Said;
use super::table::Row;
use super::{Chances, Plan, seed_of};
use crate::domain::figures::log_loss;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::promotion::evidence_needed;
use crate::domain::training::card::{Baseline, BaselineRecord, FamilyRecord, Hurdle};

/// The least gain over what serves that is worth a change, nats.
const GAIN_MIN: f64 = 0.002;

/// By how much the calibration error may be above that of what serves.
const ERROR_MORE_MAX: f64 = 0.01;

/// A calibration error that is always allowed. What says nothing of the side is calibrated without any merit, and a few hundred independent
/// outcomes show an error of that size by chance alone.
const ERROR_FREE: f64 = 0.025;

/// Calibration slopes within which a model may serve.
const SLOPES: (f64, f64) = (0.7, 1.4);

/// Days that count as recent, and by how much a model may be worse in them, nats.
const RECENT_DAYS: u32 = 60;
const RECENT_WORSE_MAX: f64 = 0.01;

/// What judges: the rows, and what served before.
pub(super) struct Judge<'j> {
    pub(super) plan: &'j Plan,
    pub(super) rows: &'j [&'j Row],
    pub(super) said_before: &'j [Probabilities],
    pub(super) chances: Chances<'j>,
}

impl Judge<'_> {
    pub(super) fn record(&self, one: &Contender, deflated_sharpe: Option<f64>) -> FamilyRecord {
        let said = Said::new(self.rows.to_vec(), one.log_odds.clone());
        // Every family is judged by the same draws: differences between them are not made of luck.
        let mut chance = (self.chances)(seed_of(self.plan.order.seed, &[u64::MAX]));
        let chance = &mut chance;
        let base = |row: &Row| log_loss(&row.base, row.became);
        let (calibration_error, calibration_slope, bins) = said.calibration();
        let called = |row: &Row, odds: f64| {
            // The option that there is was one on the side that the service called.
            let stated = if row.stated.up > row.stated.down { 1.0 } else { -1.0 };
            row.option_return.filter(|_| stated * odds > 0.0)
        };
        let option_calls =
            said.rows.iter().zip(&said.log_odds).filter(|(row, odds)| called(row, **odds).is_some()).count();
        FamilyRecord {
            family: one.family,
            model: None,
            log_loss: said.mean(chance, |row, odds| Some(Said::loss(row, odds))),
            gain: said.mean(chance, |row, odds| Some(base(row) - Said::loss(row, odds))),
            brier: said.mean(chance, |row, odds| Some(Said::brier(row, odds))),
            auc: said.auc(chance),
            calibration_error,
            calibration_slope,
            bins,
            accuracy: said.mean(chance, |row, odds| {
                row.moved().then(|| if (odds > 0.0) == (row.became == Direction::Up) { 1.0 } else { 0.0 })
            }),
            conviction: said.conviction(),
            option_return: (option_calls > 0).then(|| said.mean(chance, called)),
            option_calls: u32::try_from(option_calls).unwrap_or(u32::MAX),
            evidence: said.evidence(self.said_before),
            deflated_sharpe,
            recent_gain: self.recent(&one.log_odds),
            trials: one.trials,
            seconds: 0.0,
            fault: None,
        }
    }

    /// Gain over what serves, nats, over all rows that `wanted` holds for.
    fn gain(&self, log_odds: &[f64], wanted: impl Fn(&Row) -> bool) -> f64 {
        let (mut sum, mut weight) = (0.0, 0.0);
        for ((row, odds), before) in self.rows.iter().zip(log_odds).zip(self.said_before) {
            if wanted(row) {
                sum += row.weight * (log_loss(before, row.became) - Said::loss(row, *odds));
                weight += row.weight;
            }
        }
        if weight > 0.0 { sum / weight } else { 0.0 }
    }

    fn recent(&self, log_odds: &[f64]) -> f64 {
        let mut sessions: Vec<u32> = self.rows.iter().map(|row| row.session).collect();
        sessions.dedup();
        let from = sessions.iter().rev().nth(RECENT_DAYS as usize - 1).copied().unwrap_or(0);
        self.gain(log_odds, |row| row.session >= from)
    }

    /// What speaks against promoting the best.
    pub(super) fn hurdles(&self, best: &FamilyRecord, candidates: u32) -> Vec<Hurdle> {
        let mut hurdles = Vec::new();
        let need = evidence_needed(candidates);
        if best.evidence < need {
            hurdles.push(Hurdle::Evidence { have: best.evidence, need });
        }
        let mean = |of: &dyn Fn(&Row, &Probabilities) -> f64| {
            let parts =
                self.rows.iter().zip(self.said_before).map(|(row, before)| (row.weight * of(row, before), row.weight));
            let (sum, weight) = parts.fold((0.0, 0.0), |(sum, all), (more, weight)| (sum + more, all + weight));
            if weight > 0.0 { sum / weight } else { 0.0 }
        };
        let have = mean(&|row, before| log_loss(before, row.became)) - best.log_loss.value;
        if have < GAIN_MIN {
            hurdles.push(Hurdle::Gain { have, need: GAIN_MIN });
        }
        let odds = |before: &Probabilities| libm::log(before.up / before.down);
        let before = Said::new(self.rows.to_vec(), self.said_before.iter().map(odds).collect()).calibration().0;
        let most = (before + ERROR_MORE_MAX).max(ERROR_FREE);
        if best.calibration_error > most {
            hurdles.push(Hurdle::Calibration { have: best.calibration_error, most });
        }
        let slope = best.calibration_slope.unwrap_or(0.0);
        if !(SLOPES.0..=SLOPES.1).contains(&slope) {
            hurdles.push(Hurdle::Slope { have: slope });
        }
        if best.recent_gain < -RECENT_WORSE_MAX {
            hurdles.push(Hurdle::Recent { have: best.recent_gain });
        }
        hurdles
    }

    pub(super) fn baselines(&self, incumbent: &Incumbent) -> Vec<BaselineRecord> {
        let stated = |of: &dyn Fn(&Row) -> Probabilities| {
            let (mut loss, mut all, mut right, mut moved) = (0.0, 0.0, 0.0, 0.0);
            for row in self.rows {
                let stated = of(row);
                loss += row.weight * log_loss(&stated, row.became);
                all += row.weight;
                if row.moved() {
                    moved += row.weight;
                    // Where no side is stated as more probable, either is as good as the other.
                    let up = if stated.up > stated.down {
                        1.0
                    } else if stated.up < stated.down {
                        0.0
                    } else {
                        0.5
                    };
                    right += row.weight * if row.became == Direction::Up { up } else { 1.0 - up };
                }
            }
            ((all > 0.0).then(|| loss / all), (moved > 0.0).then(|| right / moved))
        };
        let record = |baseline, (log_loss, accuracy)| BaselineRecord { baseline, log_loss, accuracy };
        let mut records = vec![
            record(Baseline::NoSkill, (stated(&|row| row.base).0, None)),
            record(Baseline::Online, stated(&|row| row.stated)),
            record(Baseline::Majority, (None, self.majority())),
        ];
        if let Incumbent::Champion(_) = incumbent {
            let (mut loss, mut all) = (0.0, 0.0);
            for (row, before) in self.rows.iter().zip(self.said_before) {
                loss += row.weight * log_loss(before, row.became);
                all += row.weight;
            }
            records.push(record(Baseline::Champion, ((all > 0.0).then(|| loss / all), None)));
        }
        records
    }

    /// How often the side came that had come more often among the outcomes known at each decision.
    fn majority(&self) -> Option<f64> {
        let (mut known, mut ups, mut downs, mut right, mut moved) = (0, 0.0, 0.0, 0.0, 0.0);
        for row in self.rows.iter().filter(|row| row.moved()) {
            while let Some(earlier) = self.rows.get(known).filter(|earlier| earlier.span.until <= row.span.from) {
                match earlier.became {
                    Direction::Up => ups += earlier.weight,
                    Direction::Down => downs += earlier.weight,
                    Direction::Hold => {}
                }
                known += 1;
            }
            let up = row.became == Direction::Up;
            moved += row.weight;
            right += row.weight
                * if ups == downs {
                    0.5
                } else if (ups > downs) == up {
                    1.0
                } else {
                    0.0
                };
        }
        (moved > 0.0).then(|| right / moved)
    }
}
