//! The best of many strategies: luck is told from worth.

use crate::domain::statistics::multiplicity::{deflated_sharpe, overfitting, sharpe_ratio};
use crate::learn::acceptance::measures::{mean, measured};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Strategies in a set, and their days.
const STRATEGIES: usize = 50;
const DAYS: usize = 504;

/// Into how many blocks the days are cut.
const BLOCKS: usize = 10;

/// Which strategy is worth something in sets with one, and how much: its daily Sharpe ratio.
const WORTHY: usize = 7;
const WORTH: f64 = 0.2;

/// A best strategy counts as proven from this probability on.
const PROVEN: f64 = 0.95;

/// Limits: % of sets without worth in which something is proven, mean probability of overfitting without worth and with it.
const PROVEN_MAX: f64 = 5.0;
const OVERFITTING: (f64, f64) = (0.44, 0.56);
const OVERFITTING_WORTHY_MAX: f64 = 0.2;

/// What is found in a set.
struct Found {
    proven: bool,
    overfitting: f64,
}

fn sets(effort: Effort) -> [usize; 2] {
    [effort.pick(300, 100, 12), effort.pick(200, 60, 12)]
}

/// A set costs about as much as so many predictions.
const SET_STEPS: u64 = 6_000;

pub(super) fn steps_taken(effort: Effort) -> u64 {
    sets(effort).iter().map(|sets| *sets as u64 * SET_STEPS).sum()
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let [idle, worthy] = sets(effort);
    let idle = lab.gather(idle, SET_STEPS, |job| found(lab, job, 0.0));
    let worthy = lab.gather(worthy, SET_STEPS, |job| found(lab, 100_000 + job, WORTH));
    let percent =
        |found: &[Found]| measured(found, |found| mean(found.map(|found| if found.proven { 100.0 } else { 0.0 })));
    let overfitting = |found: &[Found]| measured(found, |found| mean(found.map(|found| found.overfitting)));
    let power = percent(&worthy).value;
    let checks = vec![
        effort.at_most("% of sets without worth where the best is proven", percent(&idle), PROVEN_MAX),
        effort.between("probability of overfitting without worth", overfitting(&idle), OVERFITTING.0, OVERFITTING.1),
        effort.at_most("the same with one worthy strategy", overfitting(&worthy), OVERFITTING_WORTHY_MAX),
        Check::told("% of sets where its worth is proven", format!("{power:.0}")),
    ];
    vec![Row::new("A14", "the best of many is not taken for good", checks)]
}

fn found(lab: &Lab<'_>, job: usize, worth: f64) -> Found {
    let mut chance = lab.chance(Topic::Strategies, job);
    let strategies: Vec<Vec<f64>> = (0..STRATEGIES)
        .map(|number| {
            let mean = if number == WORTHY { worth } else { 0.0 };
            (0..DAYS).map(|_| 0.01 * (chance.student(4) + mean)).collect()
        })
        .collect();
    let ratios: Vec<f64> = strategies.iter().filter_map(|returns| sharpe_ratio(returns)).collect();
    let middle = mean(ratios.iter().copied());
    let variance = mean(ratios.iter().map(|ratio| (ratio - middle) * (ratio - middle)));
    let best = strategies.iter().zip(&ratios).enumerate().max_by(|(_, a), (_, b)| a.1.total_cmp(b.1));
    let proven = best.is_some_and(|(number, (returns, _))| {
        let right = worth == 0.0 || number == WORTHY;
        right && deflated_sharpe(returns, variance, STRATEGIES as f64).is_some_and(|probability| probability > PROVEN)
    });
    Found { proven, overfitting: overfitting(&strategies, BLOCKS).unwrap_or(f64::NAN) }
}
