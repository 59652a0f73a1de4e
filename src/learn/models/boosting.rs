//! Boosted trees of second order: each is grown on the slopes and curvatures of the log loss that the trees before it left behind.
//!
//! Friedman (2001), "Greedy function approximation", and Chen and Guestrin (2016), "XGBoost". The library grows single trees; the rounds
//! are ours. So that rows and columns are drawn from our stream of chance, slopes are the same bits on every machine, and one can stop
//! between two trees.

use forust_ml::Matrix;
use forust_ml::binning::{BinnedData, bin_matrix};
use forust_ml::constraints::ConstraintMap;
use forust_ml::gradientbooster::GrowPolicy;
use forust_ml::sampler::SampleMethod;
use forust_ml::splitter::MissingImputerSplitter;
use forust_ml::tree::{Tree, TreeRows};
use serde::{Deserialize, Serialize};

use super::trees::{Grown, Trees};
use super::{FitError, Samples, Watch};
use crate::learn::chance::Chance;

/// Rounds without a gain on the held-out rows after which no more trees are grown.
pub const PATIENCE: usize = 30;

/// Curvature of the log loss at even odds, of an observation that counts fully.
const CURVATURE: f64 = 0.25;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Which share of a tree's advice is taken, 0.01..0.3.
    pub rate: f64,
    /// Splits from root to leaf, 1..6; a tree has at most 2 to that power leaves.
    pub depth: u32,
    /// Penalty on the squares of leaves, in curvature, 0..100.
    pub lambda: f64,
    /// Independent observations in each leaf at least, counted by their curvature, so that those already sure count less; 1..1000.
    pub leaf: f64,
    /// Bins that the numbers of a column are sorted into, 16..256.
    pub bins: u16,
    /// Share of the columns each tree looks at, 0.1..1.
    pub columns: f64,
    /// Share of the days each tree is grown on, 0.1..1.
    pub days: f64,
    /// Trees at most, 1..500.
    pub rounds: u32,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(small: bool, chance: &mut Chance) -> Self {
        let rate = between(chance, 0.02, 0.06);
        let depth = 2 + u32::try_from(chance.below(if small { 2 } else { 3 })).unwrap_or(0);
        let lambda = between(chance, 1.0, 30.0);
        let leaf = between(chance, 10.0, 40.0);
        // Few bins cost little: what they lose in sharpness is far below what can be known.
        let bins = if small { 64 } else { 64 << chance.below(3) };
        let columns = 0.5 + 0.4 * chance.uniform();
        let days = 0.5 + 0.5 * chance.uniform();
        let rounds = between(chance, 50.0, if small { 150.0 } else { 500.0 }) as u32;
        Self { rate, depth, lambda, leaf, bins, columns, days, rounds }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        let ranges = [
            ("rate", self.rate, 0.01, 0.3, "between 0.01 and 0.3"),
            ("depth", f64::from(self.depth), 1.0, 6.0, "between 1 and 6"),
            ("lambda", self.lambda, 0.0, 100.0, "between 0 and 100"),
            ("leaf", self.leaf, 1.0, 1_000.0, "between 1 and 1000"),
            ("bins", f64::from(self.bins), 16.0, 256.0, "between 16 and 256"),
            ("columns", self.columns, 0.1, 1.0, "between 0.1 and 1"),
            ("days", self.days, 0.1, 1.0, "between 0.1 and 1"),
            ("rounds", f64::from(self.rounds), 1.0, 500.0, "between 1 and 500"),
        ];
        match ranges.into_iter().find(|(_, value, low, high, _)| !(*low..=*high).contains(value)) {
            Some((name, value, _, _, range)) => Err(FitError::Parameter { name, value, range }),
            None => Ok(()),
        }
    }

    fn splitter(&self) -> MissingImputerSplitter {
        MissingImputerSplitter {
            l1: 0.0,
            l2: self.lambda as f32,
            max_delta_step: 0.0,
            gamma: 0.0,
            min_leaf_weight: (self.leaf * CURVATURE) as f32,
            learning_rate: self.rate as f32,
            // Missing numbers go left or right, whichever tells more, as they do in `Trees`.
            allow_missing_splits: true,
            constraints_map: ConstraintMap::new(),
        }
    }
}

/// Evenly spread on a scale of ratios.
fn between(chance: &mut Chance, low: f64, high: f64) -> f64 {
    low * libm::exp(libm::log(high / low) * chance.uniform())
}

/// Fits. With `held_out` rows the trees end where the loss on these was least, and at `rounds` at the latest; where no tree makes it less,
/// the model says how often prices rose.
pub fn fit(
    params: &Params,
    samples: &Samples<'_>,
    held_out: Option<&Samples<'_>>,
    chance: &mut Chance,
    watch: &mut dyn Watch,
) -> Result<Trees, FitError> {
    params.check()?;
    let binned = binned(params, samples)?;
    let grid = Matrix::new(&binned.binned_data, samples.len(), samples.columns.tabular);
    let splitter = params.splitter();
    let base = odds(samples);
    let mut said = vec![base; samples.len()];
    let mut trial = held_out.filter(|rows| !rows.is_empty()).map(|rows| Trial::new(*rows, base));
    let mut trees = Trees::new(base, 1.0);
    for round in 0..params.rounds {
        if !watch.go_on(f64::from(round) / f64::from(params.rounds)) {
            return Err(FitError::Cancelled);
        }
        let (slopes, curvatures) = slopes(samples, &said);
        let (rows, others) = draw_rows(params.days, samples.days, chance);
        let columns = draw_columns(params.columns, samples.columns.tabular, chance);
        // `None` has the library take slopes in the order of the table, which is right only while no row is left out.
        let method = if others.is_empty() { SampleMethod::None } else { SampleMethod::Random };
        let (leaves, depth) = (usize::MAX, params.depth as usize);
        let (policy, parallel) = (GrowPolicy::DepthWise, false);
        let mut tree = Tree::new();
        let reached = tree.fit(
            &grid,
            rows,
            &columns,
            &binned.cuts,
            &slopes,
            &curvatures,
            &splitter,
            leaves,
            depth,
            parallel,
            &method,
            &policy,
        );
        trees.push(&grown(&tree, 0).ok_or_else(|| FitError::Failed("the library grew no tree".to_owned()))?);
        hear(&trees, &tree, reached.as_ref(), &others, samples, &mut said);
        if trial.as_mut().is_some_and(|trial| trial.is_over(&trees)) {
            break;
        }
    }
    if said.iter().any(|said| !said.is_finite()) {
        return Err(FitError::Failed("the numbers ran away".to_owned()));
    }
    if let Some(trial) = trial {
        trees.truncate(trial.best);
    }
    if trees.is_empty() {
        trees.push(&Grown::Leaf(0.0));
    }
    Ok(trees)
}

/// The tabular columns sorted into bins, so that about the same weight of rows is in each.
fn binned(params: &Params, samples: &Samples<'_>) -> Result<BinnedData<f64>, FitError> {
    let (rows, columns) = (samples.len(), samples.columns.tabular);
    let mut table = Vec::with_capacity(rows * columns);
    for column in 0..columns {
        table.extend(samples.rows().map(|row| row.get(column).map_or(f64::NAN, |value| f64::from(*value))));
    }
    bin_matrix(&Matrix::new(&table, rows, columns), samples.weights, params.bins, f64::NAN, false)
        .map_err(|error| FitError::Failed(error.to_string()))
}

/// Log odds of a rise over all rows.
fn odds(samples: &Samples<'_>) -> f64 {
    let rose: f64 = samples.up.iter().zip(samples.weights).filter(|(up, _)| **up).map(|(_, weight)| weight).sum();
    libm::log(rose / (samples.effective() - rose))
}

/// First and second derivatives of every row's weighted log loss by its log odds.
fn slopes(samples: &Samples<'_>, said: &[f64]) -> (Vec<f32>, Vec<f32>) {
    let rows = said.iter().zip(samples.up).zip(samples.weights);
    rows.map(|((said, up), weight)| {
        let rises = 1.0 / (1.0 + libm::exp(-said));
        let slope = rises - f64::from(u8::from(*up));
        ((slope * weight) as f32, (rises * (1.0 - rises) * weight) as f32)
    })
    .unzip()
}

/// Rows of days that are drawn, and the others. Whole days, because the outcomes of one day's rows overlap.
fn draw_rows(share: f64, days: &[u32], chance: &mut Chance) -> (Vec<usize>, Vec<usize>) {
    if share >= 1.0 {
        return ((0..days.len()).collect(), Vec::new());
    }
    let (mut drawn, mut others) = (Vec::with_capacity(days.len()), Vec::new());
    let mut from = 0;
    for day in days.chunk_by(|a, b| a == b) {
        let rows = from..from + day.len();
        from = rows.end;
        if chance.uniform() < share { drawn.extend(rows) } else { others.extend(rows) }
    }
    if drawn.is_empty() { (others, drawn) } else { (drawn, others) }
}

/// Columns that are drawn, in order; one at least.
fn draw_columns(share: f64, columns: usize, chance: &mut Chance) -> Vec<usize> {
    if share >= 1.0 {
        return (0..columns).collect();
    }
    let mut lots: Vec<(f64, usize)> = (0..columns).map(|column| (chance.uniform(), column)).collect();
    lots.sort_by(|a, b| a.0.total_cmp(&b.0));
    lots.truncate(((columns as f64 * share) as usize).max(1));
    let mut drawn: Vec<usize> = lots.into_iter().map(|(_, column)| column).collect();
    drawn.sort_unstable();
    drawn
}

/// The library's tree in our layout.
fn grown(tree: &Tree, at: usize) -> Option<Grown> {
    let node = tree.nodes.get(at)?;
    if node.is_leaf {
        return Some(Grown::Leaf(node.weight_value));
    }
    Some(Grown::Split {
        column: u16::try_from(node.split_feature).ok()?,
        threshold: threshold(node.split_value),
        missing_left: node.missing_node == node.left_child,
        left: Box::new(grown(tree, node.left_child)?),
        right: Box::new(grown(tree, node.right_child)?),
    })
}

/// The least f32 that is not below a number: whatever f32 is below the one is below the other.
fn threshold(number: f64) -> f32 {
    let near = number as f32;
    if f64::from(near) < number { near.next_up() } else { near }
}

/// Adds what the last tree says to what was said of every row.
fn hear(
    trees: &Trees,
    tree: &Tree,
    reached: Option<&TreeRows>,
    others: &[usize],
    samples: &Samples<'_>,
    said: &mut [f64],
) {
    let Some(reached) = reached else {
        said.iter_mut().zip(samples.rows()).for_each(|(said, row)| *said += f64::from(trees.last(row)));
        return;
    };
    for (rows, leaf) in reached.leaves(tree) {
        rows.iter().filter_map(|row| Some(*said.get_mut(*row)? += leaf)).count();
    }
    let width = samples.columns.count();
    for at in others {
        if let (Some(said), Some(row)) = (said.get_mut(*at), samples.values.get(at * width..(at + 1) * width)) {
            *said += f64::from(trees.last(row));
        }
    }
}

/// Held-out rows that say when trees stop helping.
struct Trial<'t> {
    rows: Samples<'t>,
    said: Vec<f64>,
    least: f64,
    /// Trees that gave the least loss.
    best: usize,
}

impl<'t> Trial<'t> {
    fn new(rows: Samples<'t>, base: f64) -> Self {
        let said = vec![base; rows.len()];
        let least = loss(&rows, &said);
        Self { rows, said, least, best: 0 }
    }

    /// Hears the last tree; whether there was no gain for too long.
    fn is_over(&mut self, trees: &Trees) -> bool {
        self.said.iter_mut().zip(self.rows.rows()).for_each(|(said, row)| *said += f64::from(trees.last(row)));
        let loss = loss(&self.rows, &self.said);
        if loss < self.least {
            (self.least, self.best) = (loss, trees.len());
        }
        trees.len() >= self.best + PATIENCE
    }
}

/// The weighted log loss of all rows, nats.
fn loss(rows: &Samples<'_>, said: &[f64]) -> f64 {
    let odds = said.iter().zip(rows.up).map(|(said, up)| if *up { -said } else { *said });
    odds.zip(rows.weights).map(|(against, weight)| weight * softplus(against)).sum()
}

/// ln(1 + exp(x)).
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}
