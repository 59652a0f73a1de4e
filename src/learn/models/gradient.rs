//! Boosted trees of first order: each is grown on what the trees before it left unexplained, and a part of it is added.
//!
//! Friedman (2001), "Greedy function approximation", and (2002), "Stochastic gradient boosting": leaves are mean residuals, without curvature.

use serde::{Deserialize, Serialize};

use super::grow::{Bins, Grower, Room, Shape, days};
use super::trees::Trees;
use super::{FitError, Samples, Watch};
use crate::learn::chance::Chance;

/// Rounds without a gain on the held-out rows after which no more trees are grown.
const PATIENCE: usize = 30;

/// The residual of a probability is at most a quarter of a change in log odds: leaves are scaled so that a rate of 1 is a whole step at even odds.
const WHOLE_STEP: f64 = 4.0;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Which share of a tree's advice is taken, 0.01..0.3.
    pub rate: f64,
    /// Splits from root to leaf, 1..6.
    pub depth: u32,
    /// Independent observations in each leaf at least, 1..1000.
    pub leaf: f64,
    /// Share of the days each tree is grown on, 0.05..1.
    pub days: f64,
    /// Trees at most, 1..500.
    pub rounds: u32,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(small: bool, chance: &mut Chance) -> Self {
        Self {
            rate: 0.03 * libm::exp(libm::log(0.1 / 0.03) * chance.uniform()),
            depth: 2 + u32::try_from(chance.below(2)).unwrap_or(0),
            leaf: 5.0 * libm::exp(libm::log(6.0) * chance.uniform()),
            days: 0.2,
            rounds: 50 + u32::try_from(chance.below(if small { 100 } else { 250 })).unwrap_or(0),
        }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        let ranges = [
            ("rate", self.rate, 0.01, 0.3, "between 0.01 and 0.3"),
            ("depth", f64::from(self.depth), 1.0, 6.0, "between 1 and 6"),
            ("leaf", self.leaf, 1.0, 1_000.0, "between 1 and 1000"),
            ("days", self.days, 0.05, 1.0, "between 0.05 and 1"),
            ("rounds", f64::from(self.rounds), 1.0, 500.0, "between 1 and 500"),
        ];
        match ranges.into_iter().find(|(_, value, low, high, _)| !(*low..=*high).contains(value)) {
            Some((name, value, _, _, range)) => Err(FitError::Parameter { name, value, range }),
            None => Ok(()),
        }
    }
}

/// Bins of each column.
const BINS: usize = 64;

/// Fits. With `held_out` rows the trees end where the loss on these was least.
pub fn fit(
    params: &Params,
    samples: &Samples<'_>,
    held_out: Option<&Samples<'_>>,
    chance: &mut Chance,
    watch: &mut dyn Watch,
) -> Result<Trees, FitError> {
    params.check()?;
    let bins = Bins::of(samples, BINS);
    let days = days(samples);
    let (rose, all) = samples
        .up
        .iter()
        .zip(samples.weights)
        .fold((0.0, 0.0), |(rose, all), (up, weight)| (rose + if *up { *weight } else { 0.0 }, all + weight));
    let share: f64 = rose / all;
    let base = libm::log(share / (1.0 - share));
    if !base.is_finite() {
        return Err(FitError::OneSided);
    }
    let mut trees = Trees::new(base, params.rate * WHOLE_STEP);
    let mut odds = vec![base; samples.len()];
    let mut residuals = vec![0.0; samples.len()];
    let mut room = Room::default();
    let mut trial = held_out.filter(|rows| !rows.is_empty()).map(|rows| Trial::new(*rows, base));
    let shape = Shape { depth: params.depth, leaf: params.leaf, columns: bins.columns(), smooth: 0.0 };
    for round in 0..params.rounds {
        if !watch.go_on(f64::from(round) / f64::from(params.rounds)) {
            return Err(FitError::Cancelled);
        }
        for ((residual, odds), up) in residuals.iter_mut().zip(&odds).zip(samples.up) {
            *residual = if *up { 1.0 } else { 0.0 } - 1.0 / (1.0 + libm::exp(-odds));
        }
        let drawn: Vec<&std::ops::Range<u32>> = days.iter().filter(|_| chance.uniform() < params.days).collect();
        let rows = drawn.into_iter().cloned().flatten();
        let grower = Grower { bins: &bins, targets: &residuals, weights: samples.weights, shape };
        trees.push(&grower.grow(rows, &mut room, chance));
        let step = params.rate * WHOLE_STEP;
        for (odds, row) in odds.iter_mut().zip(samples.rows()) {
            *odds += step * f64::from(trees.last(row));
        }
        if trial.as_mut().is_some_and(|trial| trial.ends(&trees, step)) {
            break;
        }
    }
    if let Some(trial) = trial {
        trees.truncate(trial.best.0.max(1));
    }
    Ok(trees)
}

/// The loss on later rows, tree by tree.
struct Trial<'t> {
    rows: Samples<'t>,
    odds: Vec<f64>,
    /// How many trees were best, and their loss.
    best: (usize, f64),
}

impl<'t> Trial<'t> {
    fn new(rows: Samples<'t>, base: f64) -> Self {
        Self { rows, odds: vec![base; rows.len()], best: (1, f64::INFINITY) }
    }

    /// Whether nothing was gained for so long that it is over.
    fn ends(&mut self, trees: &Trees, step: f64) -> bool {
        let mut loss = 0.0;
        for ((odds, row), (up, weight)) in
            self.odds.iter_mut().zip(self.rows.rows()).zip(self.rows.up.iter().zip(self.rows.weights))
        {
            *odds += step * f64::from(trees.last(row));
            let against = if *up { -*odds } else { *odds };
            loss += weight * (against.max(0.0) + libm::log1p(libm::exp(-against.abs())));
        }
        if loss < self.best.1 {
            self.best = (trees.len(), loss);
        }
        trees.len() >= self.best.0 + PATIENCE
    }
}
