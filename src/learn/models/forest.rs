//! A forest: trees grown each on a sample of whole days and looking at a sample of columns for each split; what they say is averaged.
//!
//! Breiman (2001), "Random forests". Neighbouring rows overlap, so that days are drawn and not rows: a row that was left out of a sample of rows would
//! be known all but for its own bar.

use serde::{Deserialize, Serialize};

use super::grow::{Bins, Grower, Room, Shape, days};
use super::trees::Trees;
use super::{FitError, Samples, Watch};
use crate::learn::chance::Chance;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Trees, 1..500.
    pub trees: u32,
    /// Splits from root to leaf, 1..12.
    pub depth: u32,
    /// Share of the columns looked at for each split, 0.05..1.
    pub columns: f64,
    /// Independent observations in each leaf at least, 1..1000.
    pub leaf: f64,
    /// Share of the days each tree is grown on, 0.05..1; days may be drawn more than once.
    pub days: f64,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(small: bool, chance: &mut Chance) -> Self {
        Self {
            trees: if small { 80 } else { 400 },
            depth: 4 + u32::try_from(chance.below(if small { 4 } else { 7 })).unwrap_or(0),
            columns: 0.2 + 0.4 * chance.uniform(),
            leaf: 5.0 * libm::exp(libm::log(4.0) * chance.uniform()),
            days: 0.25,
        }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        let ranges = [
            ("trees", f64::from(self.trees), 1.0, 500.0, "between 1 and 500"),
            ("depth", f64::from(self.depth), 1.0, 12.0, "between 1 and 12"),
            ("columns", self.columns, 0.05, 1.0, "between 0.05 and 1"),
            ("leaf", self.leaf, 1.0, 1_000.0, "between 1 and 1000"),
            ("days", self.days, 0.05, 1.0, "between 0.05 and 1"),
        ];
        match ranges.into_iter().find(|(_, value, low, high, _)| !(*low..=*high).contains(value)) {
            Some((name, value, _, _, range)) => Err(FitError::Parameter { name, value, range }),
            None => Ok(()),
        }
    }
}

/// Bins of each column.
const BINS: usize = 64;

/// Independent observations with the share above it that are mixed into each leaf.
const SMOOTH: f64 = 1.0;

/// Fits.
pub fn fit(
    params: &Params,
    samples: &Samples<'_>,
    chance: &mut Chance,
    watch: &mut dyn Watch,
) -> Result<Trees, FitError> {
    params.check()?;
    let bins = Bins::of(samples, BINS);
    let days = days(samples);
    let targets: Vec<f64> = samples.up.iter().map(|up| if *up { 1.0 } else { 0.0 }).collect();
    let columns = ((params.columns * bins.columns() as f64) as usize).max(1);
    let shape = Shape { depth: params.depth, leaf: params.leaf, columns, smooth: SMOOTH };
    let grower = Grower { bins: &bins, targets: &targets, weights: samples.weights, shape };
    let drawn = ((params.days * days.len() as f64) as usize).max(1);
    let mut trees = Trees::of_shares(f64::from(params.trees));
    let mut room = Room::default();
    for tree in 0..params.trees {
        if !watch.go_on(f64::from(tree) / f64::from(params.trees)) {
            return Err(FitError::Cancelled);
        }
        let sample: Vec<usize> = (0..drawn).map(|_| chance.below(days.len())).collect();
        let rows = sample.into_iter().filter_map(|day| days.get(day).cloned()).flatten();
        trees.push(&grower.grow(rows, &mut room, chance));
    }
    Ok(trees)
}
