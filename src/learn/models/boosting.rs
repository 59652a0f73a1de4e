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
        for row in rows {
            if let Some(said) = said.get_mut(*row) {
                *said += leaf;
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::chance::tests::chance;
    use crate::learn::features::Columns;
    use crate::learn::models::Patient;
    use forust_ml::GradientBooster;

    const PLAIN: Params =
        Params { rate: 0.1, depth: 3, lambda: 1.0, leaf: 10.0, bins: 64, columns: 1.0, days: 1.0, rounds: 60 };

    #[derive(Default)]
    struct Table {
        values: Vec<f32>,
        up: Vec<bool>,
        weights: Vec<f64>,
        days: Vec<u32>,
    }

    impl Table {
        /// Five columns. Whether the first two are both positive tells the outcome, as does a missing number in the third; the fourth is
        /// constant and the fifth never there. `edge` is how much is told, in log odds.
        fn planted(rows: u32, edge: f64, seed: u64) -> Self {
            let mut table = Self::default();
            let mut chance = chance(seed);
            for row in 0..rows {
                let (a, b, c) = (chance.normal(), chance.normal(), chance.normal());
                let missing = chance.uniform() < 0.2;
                let odds = edge * (if a > 0.0 && b > 0.0 { 2.0 } else { -1.0 }) + if missing { edge } else { 0.0 };
                table.up.push(chance.uniform() < 1.0 / (1.0 + libm::exp(-odds)));
                let c = if missing { f32::NAN } else { c as f32 };
                table.values.extend([a as f32, b as f32, c, 7.25, f32::NAN]);
                table.weights.push(1.0);
                table.days.push(row / 4);
            }
            table
        }

        fn samples(&self) -> Samples<'_> {
            let Self { values, up, weights, days } = self;
            Samples { columns: Columns::tabular(5), values, up, weights, days }
        }

        fn fit(&self, params: &Params, seed: u64) -> Trees {
            fit(params, &self.samples(), None, &mut chance(seed), &mut Patient).expect("a fit")
        }

        fn loss(&self, said: impl Fn(&[f32]) -> f64) -> f64 {
            let samples = self.samples();
            let said: Vec<f64> = samples.rows().map(said).collect();
            loss(&samples, &said) / samples.effective()
        }

        /// Log odds by the library's own rounds, which draw neither rows nor columns, for the first rows.
        fn library(&self, change: impl FnOnce(&mut GradientBooster)) -> Vec<f64> {
            let rows = self.up.len();
            let column = |k: usize| self.values.chunks_exact(5).map(move |row| f64::from(row[k]));
            let table: Vec<f64> = (0..5).flat_map(column).collect();
            let up: Vec<f64> = self.up.iter().map(|up| f64::from(u8::from(*up))).collect();
            let mut booster = GradientBooster::default();
            booster.iterations = 60;
            booster.learning_rate = 0.1;
            booster.max_depth = 3;
            booster.l2 = 1.0;
            booster.min_leaf_weight = 2.5;
            booster.nbins = 64;
            booster.parallel = false;
            change(&mut booster);
            let matrix = Matrix::new(&table, rows, 5);
            booster.fit(&matrix, &up, &self.weights, None).expect("a fit");
            booster.predict(&matrix, false)
        }
    }

    #[test]
    fn columns_that_tell_together_and_missing_numbers_are_found() {
        let (table, later) = (Table::planted(3_000, 1.0, 1), Table::planted(2_000, 1.0, 2));
        let trees = table.fit(&PLAIN, 1);
        assert_eq!(trees.len(), 60);
        assert!(later.loss(|row| trees.log_odds(row)) < later.loss(|_| odds(&table.samples())) - 0.1);
        let said = |a: f32, c: f32| trees.log_odds(&[a, 1.0, c, 7.25, f32::NAN]);
        assert!(said(1.0, 0.0) > 0.5 && said(-1.0, 0.0) < -0.5);
        assert!(said(-1.0, f32::NAN) > said(-1.0, 0.0) + 0.4, "a missing number has its own way");
        assert_eq!(trees.check(Columns::tabular(5)), Ok(()));
    }

    #[test]
    fn our_rounds_and_trees_say_what_the_library_says() {
        let mut table = Table::planted(1_000, 1.0, 3);
        table.weights.iter_mut().enumerate().for_each(|(at, weight)| *weight = 0.5 + (at % 7) as f64 / 10.0);
        let trees = table.fit(&PLAIN, 1);
        let library = table.library(|_| ());
        for (row, said) in table.samples().rows().zip(&library) {
            assert!((trees.log_odds(row) - said).abs() <= 1e-6, "{} {said}", trees.log_odds(row));
        }
        assert!(library.iter().any(|said| (said - library[0]).abs() > 1.0));
    }

    #[test]
    fn a_sample_of_days_is_one() {
        let table = Table::planted(1_000, 1.0, 3);
        // The library's own share of rows does nothing unless it is also told how to draw them: ours does not rest on that.
        assert_eq!(table.library(|booster| booster.subsample = 0.5), table.library(|_| ()));
        let half = Params { days: 0.5, ..PLAIN };
        assert_ne!(table.fit(&half, 1), table.fit(&PLAIN, 1));
        let trees = table.fit(&half, 1);
        assert!(table.loss(|row| trees.log_odds(row)) < table.loss(|_| odds(&table.samples())) - 0.05);
        let (rows, others) = draw_rows(0.5, &table.days, &mut chance(1));
        assert!((350..650).contains(&rows.len()) && rows.len() + others.len() == 1_000);
        assert!(others.iter().all(|row| !rows.contains(&(row ^ 1)) && !rows.contains(&(row ^ 2))), "whole days");
        assert_eq!(draw_rows(0.0, &table.days, &mut chance(1)).0.len(), 1_000, "an empty draw is none");
        assert_eq!(draw_columns(0.5, 5, &mut chance(1)).len(), 2);
        assert_eq!(draw_columns(0.1, 5, &mut chance(1)).len(), 1);
    }

    #[test]
    fn a_row_of_weight_two_is_a_row_twice() {
        // Few different numbers, so that both tables have the same bins.
        let mut table = Table::planted(1_500, 1.0, 4);
        table.values.iter_mut().for_each(|value| *value = (*value * 4.0).round());
        let mut twice = Table::default();
        for (at, row) in table.samples().rows().enumerate() {
            for _ in 0..=at % 2 {
                twice.values.extend(row);
                twice.up.push(table.up[at]);
                twice.weights.push(1.0);
                twice.days.push(0);
            }
        }
        let unweighted = table.fit(&PLAIN, 1);
        table.weights.iter_mut().enumerate().for_each(|(at, weight)| *weight = 1.0 + (at % 2) as f64);
        let (weighted, twice) = (table.fit(&PLAIN, 1), twice.fit(&PLAIN, 1));
        let apart = |a: &Trees, b: &Trees| {
            table.samples().rows().map(|row| (a.log_odds(row) - b.log_odds(row)).abs()).fold(0.0, f64::max)
        };
        assert!(apart(&weighted, &twice) < 1e-4, "{}", apart(&weighted, &twice));
        assert!(apart(&weighted, &unweighted) > 0.05);
    }

    #[test]
    fn trees_end_where_held_out_rows_gain_nothing() {
        let long = Params { rounds: 300, ..PLAIN };
        let run = |edge: f64| {
            let (table, later) = (Table::planted(1_500, edge, 5), Table::planted(1_500, edge, 6));
            let trees =
                fit(&long, &table.samples(), Some(&later.samples()), &mut chance(1), &mut Patient).expect("a fit");
            let full = table.fit(&long, 1);
            assert!(later.loss(|row| trees.log_odds(row)) < later.loss(|row| full.log_odds(row)));
            assert!(later.loss(|row| trees.log_odds(row)) <= later.loss(|_| odds(&table.samples())) + 1e-12);
            trees.len()
        };
        assert!(run(0.0) < 10, "noise");
        assert!((10..250).contains(&run(1.0)));
    }

    #[test]
    fn the_same_chance_gives_the_same_bits() {
        let table = Table::planted(800, 1.0, 7);
        let drawn = Params { columns: 0.6, days: 0.7, ..PLAIN };
        let trees = table.fit(&drawn, 1);
        assert_eq!(trees, table.fit(&drawn, 1));
        assert_ne!(trees, table.fit(&drawn, 2));
        let bytes = postcard::to_stdvec(&trees).expect("bytes");
        assert_eq!(postcard::from_bytes::<Trees>(&bytes).expect("trees"), trees);
        assert!(trees.check(Columns::tabular(1)).is_err());
        let mut cut = trees.clone();
        cut.truncate(0);
        assert!(cut.check(Columns::tabular(5)).is_err());
    }

    #[test]
    fn a_fit_stops_between_two_trees() {
        struct After(u32);
        impl Watch for After {
            fn go_on(&mut self, done: f64) -> bool {
                assert!((0.0..=1.0).contains(&done));
                self.0 = self.0.saturating_sub(1);
                self.0 > 0
            }
        }
        let table = Table::planted(200, 1.0, 8);
        for rounds in [1, 2, 60] {
            let stopped = fit(&PLAIN, &table.samples(), None, &mut chance(1), &mut After(rounds));
            assert_eq!(stopped.err(), Some(FitError::Cancelled), "{rounds}");
        }
        assert!(fit(&PLAIN, &table.samples(), None, &mut chance(1), &mut After(61)).is_ok());
    }

    #[test]
    fn thresholds_split_single_numbers_as_double_ones_do() {
        let mut chance = chance(9);
        for _ in 0..10_000 {
            let number = chance.normal() * libm::exp(20.0 * chance.normal());
            let near = number as f32;
            for x in [near.next_down(), near, near.next_up()] {
                assert_eq!(f64::from(x) < number, x < threshold(number), "{number} {x}");
            }
        }
    }

    #[test]
    fn hyper_parameters_are_within_their_ranges() {
        let mut chance = chance(3);
        for draw in 0..500 {
            let drawn = Params::draw(draw % 2 == 0, &mut chance);
            assert_eq!(drawn.check(), Ok(()), "{drawn:?}");
            assert!((2..=4).contains(&drawn.depth) && (0.02..=0.06).contains(&drawn.rate));
        }
        let wrong = |change: fn(&mut Params)| {
            let mut params = PLAIN;
            change(&mut params);
            let table = Table::planted(100, 1.0, 1);
            match fit(&params, &table.samples(), None, &mut self::chance(1), &mut Patient) {
                Err(FitError::Parameter { name, .. }) => name,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(|params| params.rate = f64::NAN), "rate");
        assert_eq!(wrong(|params| params.depth = 0), "depth");
        assert_eq!(wrong(|params| params.lambda = -1.0), "lambda");
        assert_eq!(wrong(|params| params.leaf = 0.0), "leaf");
        assert_eq!(wrong(|params| params.bins = 300), "bins");
        assert_eq!(wrong(|params| params.columns = 0.0), "columns");
        assert_eq!(wrong(|params| params.days = 1.5), "days");
        assert_eq!(wrong(|params| params.rounds = 501), "rounds");
    }
}
