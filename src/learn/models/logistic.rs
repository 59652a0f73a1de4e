//! Logistic regression on standardised columns, with a penalty on the squares of its coefficients.
//!
//! The library solves the problem in which all rows count the same, because it knows no weights; Newton's steps lead from there to the
//! solution of the weighted problem. It is convex, so that there is one solution, which does not depend on where the steps began.

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_logistic::LogisticRegression;
use ndarray::{Array1, Array2, ShapeBuilder};
use serde::{Deserialize, Serialize};

use super::{Damaged, FitError, Samples, Watch};
use crate::learn::chance::Chance;
use crate::learn::features::Columns;

/// Newton's steps at most; from the library's solution it takes about five.
const STEPS_MAX: usize = 100;

/// How often a step is halved where the whole of it leads too far.
const HALVINGS: i32 = 40;

/// Slope of the loss per independent observation below which the solution is reached, nats per standard deviation.
const SLOPE_MAX: f64 = 1e-11;

/// The same where the library's solution is near enough for Newton's steps to take over.
const SLOPE_NEAR: f64 = 1e-4;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Inverse of the penalty, 1e-4..100: the loss is the sum over independent observations plus the squares of the coefficients / 2c.
    pub c: f64,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(chance: &mut Chance) -> Self {
        // Evenly spread on a scale of ratios, 0.001..1.
        Self { c: libm::exp(libm::log(1e-3) * chance.uniform()) }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        if (1e-4..=100.0).contains(&self.c) {
            return Ok(());
        }
        Err(FitError::Parameter { name: "c", value: self.c, range: "between 0.0001 and 100" })
    }
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    terms: Vec<Term>,
    /// Log odds of a row that is average in every column.
    intercept: f64,
}

/// What one column adds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Term {
    /// Weighted mean of the rows learned from; stands in for a missing number.
    mean: f64,
    /// One over the weighted standard deviation; 0 for a column that says the same in every row.
    scale: f64,
    /// Log odds per standard deviation.
    coefficient: f64,
}

impl Term {
    fn standardise(&self, value: f32) -> f64 {
        if value.is_nan() { 0.0 } else { (f64::from(value) - self.mean) * self.scale }
    }
}

impl Model {
    /// The log odds for a row.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        let said = self.terms.iter().zip(row).map(|(term, value)| term.coefficient * term.standardise(*value));
        self.intercept + said.sum::<f64>()
    }

    /// Whether the data are a model for rows of these columns.
    pub fn check(&self, columns: Columns) -> Result<(), Damaged> {
        if self.terms.len() != columns.tabular {
            return Err(Damaged(format!("it has {} columns instead of {}", self.terms.len(), columns.tabular)));
        }
        let sound = |term: &Term| term.mean.is_finite() && term.coefficient.is_finite() && is_scale(term.scale);
        if let Some(column) = self.terms.iter().position(|term| !sound(term)) {
            return Err(Damaged(format!("column {column} holds a number that cannot be")));
        }
        if !self.intercept.is_finite() {
            return Err(Damaged("its intercept is no finite number".to_owned()));
        }
        Ok(())
    }
}

fn is_scale(scale: f64) -> bool {
    scale.is_finite() && scale >= 0.0
}

/// Fits.
pub fn fit(params: &Params, samples: &Samples<'_>, watch: &mut dyn Watch) -> Result<Model, FitError> {
    params.check()?;
    let mut go_on = |done| if watch.go_on(done) { Ok(()) } else { Err(FitError::Cancelled) };
    go_on(0.0)?;
    let mut terms = terms(samples);
    let problem = Problem::new(&terms, samples, params.c);
    // The library stops only when it is done.
    go_on(0.1)?;
    let start = problem.unweighted().unwrap_or_else(|| vec![0.0; terms.len() + 1]);
    let at = problem.solve(start, &mut |step| go_on(0.5 + 0.5 * step as f64 / STEPS_MAX as f64))?;
    // Rounded, so that the last bits, in which the library differs between machines, are in no model.
    let rounded = |number: f64| f64::from(number as f32);
    let (intercept, coefficients) = at.split_first().map_or((0.0, [].as_slice()), |(first, rest)| (*first, rest));
    terms.iter_mut().zip(coefficients).for_each(|(term, coefficient)| term.coefficient = rounded(*coefficient));
    let model = Model { terms, intercept: rounded(intercept) };
    model.check(samples.columns).map_err(|damaged| FitError::Failed(damaged.0))?;
    Ok(model)
}

/// Mean and spread of every column. One that is constant or never there teaches nothing and adds nothing.
fn terms(samples: &Samples<'_>) -> Vec<Term> {
    let mut ranges = vec![(f32::INFINITY, f32::NEG_INFINITY); samples.columns.tabular];
    for row in samples.rows() {
        let widen = |(range, value): (&mut (f32, f32), &f32)| *range = (range.0.min(*value), range.1.max(*value));
        ranges.iter_mut().zip(row).for_each(widen);
    }
    let zeros = vec![0.0; samples.columns.tabular];
    let means = averages(samples, &zeros, |value, _| value);
    let variances = averages(samples, &means, |value, mean| (value - mean) * (value - mean));
    let terms = ranges.into_iter().zip(means).zip(variances).map(|(((low, high), mean), variance)| {
        let (mean, scale) = if low < high { (mean, 1.0 / variance.sqrt()) } else { (0.0, 0.0) };
        Term { mean, scale, coefficient: 0.0 }
    });
    terms.collect()
}

/// Weighted averages of something made of each number and a number of its column, over the rows in which it is not missing.
fn averages(samples: &Samples<'_>, of_columns: &[f64], what: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); of_columns.len()];
    for (row, weight) in samples.rows().zip(samples.weights) {
        for (((sum, effective), value), of_column) in sums.iter_mut().zip(row).zip(of_columns) {
            if !value.is_nan() {
                *sum += weight * what(f64::from(*value), *of_column);
                *effective += weight;
            }
        }
    }
    sums.into_iter().map(|(sum, effective)| sum / effective).collect()
}

/// What is to be solved. The first coefficient is the intercept, which bears no penalty.
struct Problem<'t> {
    samples: &'t Samples<'t>,
    /// Row after row: 1, then the standardised columns.
    table: Vec<f64>,
    width: usize,
    /// Second derivative of the penalty by each coefficient but the intercept.
    penalty: f64,
    effective: f64,
}

impl<'t> Problem<'t> {
    fn new(terms: &[Term], samples: &'t Samples<'t>, c: f64) -> Self {
        let mut table = Vec::with_capacity(samples.len() * (terms.len() + 1));
        for row in samples.rows() {
            table.push(1.0);
            table.extend(terms.iter().zip(row).map(|(term, value)| term.standardise(*value)));
        }
        Self { samples, table, width: terms.len() + 1, penalty: 1.0 / c, effective: samples.effective() }
    }

    fn rows(&self) -> impl Iterator<Item = ((&[f64], bool), f64)> {
        let rows = self.table.chunks_exact(self.width);
        rows.zip(self.samples.up.iter().copied()).zip(self.samples.weights.iter().copied())
    }

    /// The library's solution where every row counts as much as all do on average; `None` where it found none.
    fn unweighted(&self) -> Option<Vec<f64>> {
        let rows = self.samples.len();
        // Column after column, in which order the library sums faster.
        let mut columns = Vec::with_capacity(self.table.len());
        for column in 1..self.width {
            columns.extend(self.table.chunks_exact(self.width).filter_map(|row| row.get(column)));
        }
        let table = Array2::from_shape_vec((rows, self.width - 1).f(), columns).ok()?;
        let data = Dataset::new(table, Array1::from_vec(self.samples.up.to_vec()));
        // Every loss divided by the mean weight, so that each row's is 1.
        let alpha = self.penalty * rows as f64 / self.effective;
        let fitted =
            LogisticRegression::default().alpha(alpha).gradient_tolerance(SLOPE_NEAR * rows as f64).fit(&data).ok()?;
        // The library takes whichever side has more rows for the positive one.
        let sign = if fitted.labels().pos.class { 1.0 } else { -1.0 };
        let at: Vec<f64> =
            std::iter::once(fitted.intercept()).chain(fitted.params().iter().copied()).map(|x| sign * x).collect();
        at.iter().all(|x| x.is_finite()).then_some(at)
    }

    /// Newton's steps from a start to the solution. The second derivatives cost most, so they are made anew only where steps with the old
    /// ones bring little.
    fn solve(
        &self,
        mut at: Vec<f64>,
        go_on: &mut dyn FnMut(usize) -> Result<(), FitError>,
    ) -> Result<Vec<f64>, FitError> {
        let ran_away = || FitError::Failed("the numbers ran away".to_owned());
        let mut slopes = self.slopes(&at);
        let mut factors = factorise(self.curvature(&at)).ok_or_else(ran_away)?;
        let mut fresh = true;
        for step in 0..STEPS_MAX {
            if norm(&slopes) <= SLOPE_MAX * self.effective {
                break;
            }
            go_on(step)?;
            let direction = substitute(&factors, slopes.clone()).ok_or_else(ran_away)?;
            let found = self.walk(&at, norm(&slopes), &direction, if fresh { HALVINGS } else { 0 });
            let fell = found.as_ref().map_or(1.0, |(_, then)| norm(then) / norm(&slopes));
            if found.is_none() && fresh {
                // No further fall within the precision of the numbers.
                break;
            }
            if let Some((there, then)) = found {
                (at, slopes) = (there, then);
            }
            fresh = fell > 0.1;
            if fresh {
                factors = factorise(self.curvature(&at)).ok_or_else(ran_away)?;
            }
        }
        Ok(at)
    }

    /// First derivatives of the loss.
    fn slopes(&self, at: &[f64]) -> Vec<f64> {
        let mut slopes: Vec<f64> = at.iter().map(|x| self.penalty * x).collect();
        slopes.iter_mut().take(1).for_each(|intercept| *intercept = 0.0);
        for ((row, up), weight) in self.rows() {
            let slope = weight * (rises(dot(row, at)) - f64::from(u8::from(up)));
            slopes.iter_mut().zip(row).for_each(|(sum, x)| *sum += slope * x);
        }
        slopes
    }

    /// The lower half of the second derivatives.
    fn curvature(&self, at: &[f64]) -> Vec<Vec<f64>> {
        let mut curvature: Vec<Vec<f64>> = (1..=self.width).map(|width| vec![0.0; width]).collect();
        for ((row, _), weight) in self.rows() {
            let rises = rises(dot(row, at));
            let bend = weight * rises * (1.0 - rises);
            for (sums, x) in curvature.iter_mut().zip(row) {
                let factor = bend * x;
                sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += factor * x);
            }
        }
        curvature.iter_mut().skip(1).filter_map(|row| row.last_mut()).for_each(|diagonal| *diagonal += self.penalty);
        curvature
    }

    /// Goes along a direction, half as far each time, until the slopes are less steep: Newton's direction leads there, however far off the
    /// solution is.
    fn walk(&self, at: &[f64], steepness: f64, direction: &[f64], halvings: i32) -> Option<(Vec<f64>, Vec<f64>)> {
        (0..=halvings).find_map(|halved| {
            let far = libm::ldexp(1.0, -halved);
            let there: Vec<f64> = at.iter().zip(direction).map(|(x, d)| x - far * d).collect();
            let slopes = self.slopes(&there);
            (norm(&slopes) < steepness).then_some((there, slopes))
        })
    }
}

fn rises(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

fn norm(slopes: &[f64]) -> f64 {
    dot(slopes, slopes).sqrt()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Cholesky's factor of a symmetric, positive matrix, lower halves both; `None` where it is not positive.
fn factorise(lower: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(lower.len());
    for mut row in lower {
        for (k, above) in factor.iter().enumerate() {
            let (before, from) = row.split_at_mut(k);
            let (first, diagonal) = (from.first_mut()?, above.last()?);
            *first = (*first - dot(before, above)) / diagonal;
        }
        let (diagonal, before) = row.split_last_mut()?;
        let square = *diagonal - dot(before, before);
        if !(square > 0.0 && square.is_finite()) {
            return None;
        }
        *diagonal = square.sqrt();
        factor.push(row);
    }
    Some(factor)
}

/// Solves for what a matrix with this factor takes to the right side.
fn substitute(factor: &[Vec<f64>], mut right: Vec<f64>) -> Option<Vec<f64>> {
    for (k, row) in factor.iter().enumerate() {
        let (before, from) = right.split_at_mut(k);
        let (first, diagonal) = (from.first_mut()?, row.last()?);
        *first = (*first - dot(row, before)) / diagonal;
    }
    for (k, row) in factor.iter().enumerate().rev() {
        let (before, from) = right.split_at_mut(k);
        let (first, diagonal) = (from.first_mut()?, row.last()?);
        *first /= diagonal;
        before.iter_mut().zip(row).for_each(|(right, factor)| *right -= *first * factor);
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::chance::tests::chance;
    use crate::learn::models::Patient;

    #[derive(Default)]
    struct Table {
        width: usize,
        values: Vec<f32>,
        up: Vec<bool>,
        weights: Vec<f64>,
        days: Vec<u32>,
    }

    impl Table {
        /// The first column tells the outcome, three others do not. `shift` makes one side the more frequent.
        fn planted(rows: u32, shift: f64) -> Self {
            let mut table = Self { width: 4, ..Self::default() };
            let mut chance = chance(5);
            for day in 0..rows {
                let row: Vec<f64> = (0..4).map(|_| chance.normal()).collect();
                table.up.push(chance.uniform() < rises(row[0] + shift));
                table.values.extend(row.iter().map(|x| *x as f32));
                table.weights.push(1.0);
                table.days.push(day);
            }
            table
        }

        fn samples(&self) -> Samples<'_> {
            let Self { width, values, up, weights, days } = self;
            Samples { columns: Columns::tabular(*width), values, up, weights, days }
        }

        /// Every row as often as its weight says, all weights 1.
        fn repeated(&self) -> Self {
            let mut table = Self { width: self.width, ..Self::default() };
            for (at, row) in self.samples().rows().enumerate() {
                for _ in 0..self.weights[at] as usize {
                    table.values.extend(row);
                    table.up.push(self.up[at]);
                    table.weights.push(1.0);
                    table.days.push(self.days[at]);
                }
            }
            table
        }

        fn fit(&self, c: f64) -> Model {
            fit(&Params { c }, &self.samples(), &mut Patient).expect("a fit")
        }
    }

    /// Intercept and coefficients of the library alone for rows of equal weight, brought as near to the solution as it can.
    fn library(table: &Table, c: f64) -> Vec<f64> {
        let samples = table.samples();
        let terms = terms(&samples);
        let rows = samples.rows().flat_map(|row| terms.iter().zip(row).map(|(term, value)| term.standardise(*value)));
        let grid = Array2::from_shape_vec((samples.len(), table.width), rows.collect()).expect("a grid");
        let data = Dataset::new(grid, Array1::from_vec(table.up.clone()));
        let solver = LogisticRegression::default().alpha(1.0 / c).gradient_tolerance(1e-9).max_iterations(1_000);
        let fitted = solver.fit(&data).expect("a fit");
        let sign = if fitted.labels().pos.class { 1.0 } else { -1.0 };
        std::iter::once(fitted.intercept()).chain(fitted.params().iter().copied()).map(|x| sign * x).collect()
    }

    fn coefficients(model: &Model) -> Vec<f64> {
        std::iter::once(model.intercept).chain(model.terms.iter().map(|term| term.coefficient)).collect()
    }

    fn near(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6)
    }

    #[test]
    fn up_is_up_whichever_side_is_the_more_frequent() {
        for shift in [-1.0, 0.0, 1.0] {
            let table = Table::planted(4_000, shift);
            let model = table.fit(1.0);
            let found = coefficients(&model);
            assert!((found[0] - shift).abs() < 0.15 && (found[1] - 1.0).abs() < 0.15, "{shift}: {found:?}");
            assert!(found[2..].iter().all(|x| x.abs() < 0.12), "{found:?}");
            assert!(near(&found, &library(&table, 1.0)), "{shift}: {found:?}");
            assert!(model.log_odds(&[2.0, 0.0, 0.0, 0.0]) > model.log_odds(&[-2.0, 0.0, 0.0, 0.0]) + 3.0);
        }
    }

    #[test]
    fn a_row_of_weight_two_is_a_row_twice() {
        let mut table = Table::planted(600, 0.5);
        table.weights.iter_mut().enumerate().for_each(|(at, weight)| *weight = 1.0 + (at % 3) as f64);
        let weighted = coefficients(&table.fit(0.05));
        let repeated = table.repeated();
        assert!(near(&weighted, &coefficients(&repeated.fit(0.05))));
        assert!(near(&weighted, &library(&repeated, 0.05)));
        table.weights.iter_mut().for_each(|weight| *weight = 2.0);
        let equal = coefficients(&table.fit(0.05));
        assert!(!near(&weighted, &equal), "the weights change something");
        // Weights are worth what they say, not only in comparison: twice the evidence bears twice the penalty.
        table.weights.iter_mut().for_each(|weight| *weight = 1.0);
        assert!(near(&equal, &coefficients(&table.fit(0.1))));
    }

    #[test]
    fn units_constants_and_missing_numbers_do_no_harm() {
        let plain = Table::planted(1_000, 0.0);
        let mut table = Table::planted(1_000, 0.0);
        for (at, row) in table.values.chunks_exact_mut(4).enumerate() {
            row[0] *= 1e6;
            row[1] = row[1] * 1e-6 + 3e-5;
            row[2] = 7.25;
            row[3] = if at % 4 == 0 { row[3] } else { f32::NAN };
        }
        let model = table.fit(1.0);
        let (found, before) = (coefficients(&model), coefficients(&plain.fit(1.0)));
        assert!((found[1] - before[1]).abs() < 0.01 && (found[2] - before[2]).abs() < 0.01, "{found:?} {before:?}");
        assert_eq!(found[3], 0.0);
        assert!(model.terms[3].standardise(f32::NAN) == 0.0 && model.terms[3].mean.abs() < 0.3);
        assert!(model.log_odds(&[f32::NAN; 4]) == model.intercept);
        assert!(model.log_odds(&[f32::MAX, -f32::MAX, f32::MAX, 0.0]).is_finite());
        table.values.chunks_exact_mut(4).for_each(|row| row[3] = f32::NAN);
        assert_eq!(coefficients(&table.fit(1.0))[4], 0.0, "a column that is never there");
    }

    #[test]
    fn sides_that_can_be_told_apart_exactly_are_no_trouble() {
        let mut table = Table::planted(500, 0.0);
        table.up = table.samples().rows().map(|row| row[0] > 0.0).collect();
        let found = coefficients(&table.fit(100.0));
        assert!(found[1] > 10.0 && near(&found[..1], &library(&table, 100.0)[..1]), "{found:?}");
        // From a start as bad as can be, Newton's steps come to the same place.
        let (samples, terms) = (table.samples(), terms(&table.samples()));
        let problem = Problem::new(&terms, &samples, 1.0);
        let far = problem.solve(vec![30.0; 5], &mut |_| Ok(())).expect("a solution");
        assert!(norm(&problem.slopes(&far)) < 1e-8 && near(&far, &coefficients(&table.fit(1.0))), "{far:?}");
    }

    struct After(u32);
    impl Watch for After {
        fn go_on(&mut self, done: f64) -> bool {
            assert!((0.0..=1.0).contains(&done));
            self.0 = self.0.saturating_sub(1);
            self.0 > 0
        }
    }

    #[test]
    fn a_fit_can_be_repeated_stored_and_stopped() {
        let table = Table::planted(300, 0.2);
        let model = table.fit(0.1);
        assert_eq!(model, table.fit(0.1));
        let bytes = postcard::to_stdvec(&model).expect("bytes");
        let read: Model = postcard::from_bytes(&bytes).expect("a model");
        assert_eq!(read, model);
        for steps in 1..4 {
            let stopped = fit(&Params { c: 0.1 }, &table.samples(), &mut After(steps));
            assert_eq!(stopped, Err(FitError::Cancelled), "{steps}");
        }
    }

    #[test]
    fn what_is_no_model_is_caught() {
        let model = Table::planted(300, 0.2).fit(0.1);
        assert_eq!(model.check(Columns::tabular(4)), Ok(()));
        assert!(model.check(Columns::tabular(5)).is_err());
        let broken = |change: fn(&mut Model)| {
            let mut model = model.clone();
            change(&mut model);
            model.check(Columns::tabular(4)).is_err()
        };
        assert!(broken(|model| model.intercept = f64::NAN));
        assert!(broken(|model| model.terms[1].mean = f64::INFINITY));
        assert!(broken(|model| model.terms[1].scale = -1.0));
        assert!(broken(|model| model.terms[1].coefficient = f64::NAN));
        assert!(broken(|model| model.terms.clear()));
    }

    #[test]
    fn the_penalty_is_within_its_range() {
        let mut chance = chance(3);
        let drawn: Vec<f64> = (0..1_000).map(|_| Params::draw(&mut chance).c).collect();
        assert!(drawn.iter().all(|c| (1e-3..=1.0).contains(c)));
        assert!(drawn.iter().any(|c| *c < 2e-3) && drawn.iter().any(|c| *c > 0.5));
        for c in [0.0, -1.0, 101.0, f64::NAN] {
            assert!(matches!(Params { c }.check(), Err(FitError::Parameter { name: "c", .. })));
        }
    }
}
