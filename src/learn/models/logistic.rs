//! Logistic regression on standardised columns, with a penalty on the squares of its coefficients.
//!
//! The library solves the problem in which all rows count the same, because it knows no weights; Newton's steps lead from there to the
//! solution of the weighted problem. It is convex, so that there is one solution, which does not depend on where the steps began.

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_logistic::LogisticRegression;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use super::{Damaged, FitError, Samples, Watch};
use crate::learn::chance::Chance;
use crate::learn::features::Columns;

/// Newton's steps at most; from the library's solution it takes about four.
const STEPS_MAX: usize = 100;

/// Slope of the loss per independent observation below which the solution is reached, nats.
const SLOPE_MAX: f64 = 1e-12;

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
    let mut terms: Vec<Term> = (0..samples.columns.tabular).map(|column| spread(samples, column)).collect();
    let problem = Problem::new(&terms, samples, params.c);
    // The library stops only when it is done.
    go_on(0.1)?;
    let mut at = problem.unweighted().unwrap_or_else(|| vec![0.0; terms.len() + 1]);
    let mut loss = problem.loss(&at);
    for step in 0..STEPS_MAX {
        go_on(0.5 + 0.5 * step as f64 / STEPS_MAX as f64)?;
        let (slopes, curvature) = problem.slopes(&at);
        let steepest = slopes.iter().fold(0.0, |most: f64, slope| most.max(slope.abs()));
        let stuck = steepest <= SLOPE_MAX * problem.effective || {
            let direction =
                solve(curvature, slopes).ok_or_else(|| FitError::Failed("the numbers ran away".to_owned()))?;
            !problem.walk(&mut at, &mut loss, &direction)
        };
        if stuck {
            break;
        }
    }
    // Rounded, so that the last bits, in which the library differs between machines, are in no model.
    let rounded = |number: f64| f64::from(number as f32);
    let (intercept, coefficients) = at.split_first().map_or((0.0, [].as_slice()), |(first, rest)| (*first, rest));
    terms.iter_mut().zip(coefficients).for_each(|(term, coefficient)| term.coefficient = rounded(*coefficient));
    let model = Model { terms, intercept: rounded(intercept) };
    model.check(samples.columns).map_err(|damaged| FitError::Failed(damaged.0))?;
    Ok(model)
}

/// Mean and spread of a column.
fn spread(samples: &Samples<'_>, column: usize) -> Term {
    let there = || {
        let values = samples.rows().zip(samples.weights).filter_map(|(row, weight)| Some((*row.get(column)?, *weight)));
        values.filter(|(value, _)| !value.is_nan()).map(|(value, weight)| (f64::from(value), weight))
    };
    let (low, high) = there().fold((f64::MAX, f64::MIN), |(low, high), (value, _)| (low.min(value), high.max(value)));
    if low >= high {
        // Constant, or never there: nothing is learned from it, and nothing is said.
        return Term { mean: 0.0, scale: 0.0, coefficient: 0.0 };
    }
    let effective: f64 = there().map(|(_, weight)| weight).sum();
    let mean = there().map(|(value, weight)| weight * value).sum::<f64>() / effective;
    let variance = there().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum::<f64>() / effective;
    Term { mean, scale: 1.0 / variance.sqrt(), coefficient: 0.0 }
}

/// What is to be solved. The first coefficient is the intercept, which bears no penalty.
struct Problem<'t> {
    samples: &'t Samples<'t>,
    /// Row after row: 1, then the standardised columns.
    table: Vec<f64>,
    width: usize,
    /// Half of the penalty's second derivative is this much for every coefficient but the intercept.
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
        let columns: Vec<f64> =
            self.table.chunks_exact(self.width).flat_map(|row| row.iter().skip(1)).copied().collect();
        let table = Array2::from_shape_vec((rows, self.width - 1), columns).ok()?;
        let data = Dataset::new(table, Array1::from_vec(self.samples.up.to_vec()));
        // Every loss divided by the mean weight, so that each row's is 1.
        let alpha = self.penalty * rows as f64 / self.effective;
        let fitted = LogisticRegression::default().alpha(alpha).gradient_tolerance(1e-6).fit(&data).ok()?;
        // The library takes whichever side has more rows for the positive one.
        let sign = if fitted.labels().pos.class { 1.0 } else { -1.0 };
        let at: Vec<f64> =
            std::iter::once(fitted.intercept()).chain(fitted.params().iter().copied()).map(|x| sign * x).collect();
        at.iter().all(|x| x.is_finite()).then_some(at)
    }

    fn loss(&self, at: &[f64]) -> f64 {
        let rows = self.rows().map(|((row, up), weight)| {
            let odds = dot(row, at);
            let against = if up { -odds } else { odds };
            weight * (against.max(0.0) + libm::log1p(libm::exp(-against.abs())))
        });
        let squares: f64 = at.iter().skip(1).map(|x| x * x).sum();
        rows.sum::<f64>() + 0.5 * self.penalty * squares
    }

    /// First derivatives of the loss, and the lower half of the second.
    fn slopes(&self, at: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
        let mut slopes: Vec<f64> =
            at.iter().enumerate().map(|(k, x)| if k == 0 { 0.0 } else { self.penalty * x }).collect();
        let mut curvature: Vec<Vec<f64>> = (1..=self.width).map(|width| vec![0.0; width]).collect();
        for ((row, up), weight) in self.rows() {
            let rises = 1.0 / (1.0 + libm::exp(-dot(row, at)));
            let slope = weight * (rises - f64::from(u8::from(up)));
            let bend = weight * rises * (1.0 - rises);
            slopes.iter_mut().zip(row).for_each(|(sum, x)| *sum += slope * x);
            for (sums, x) in curvature.iter_mut().zip(row) {
                let factor = bend * x;
                sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += factor * x);
            }
        }
        curvature.iter_mut().skip(1).filter_map(|row| row.last_mut()).for_each(|diagonal| *diagonal += self.penalty);
        (slopes, curvature)
    }

    /// Goes along a direction as far as the loss does not rise; whether it fell.
    fn walk(&self, at: &mut Vec<f64>, loss: &mut f64, direction: &[f64]) -> bool {
        let mut far = 1.0;
        for _ in 0..30 {
            let there: Vec<f64> = at.iter().zip(direction).map(|(x, d)| x - far * d).collect();
            let then = self.loss(&there);
            if then <= *loss {
                let fell = then < *loss;
                (*at, *loss) = (there, then);
                return fell;
            }
            far *= 0.5;
        }
        false
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves for what the symmetric, positive matrix with this lower half takes to the right side, by Cholesky's factors.
fn solve(mut lower: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let mut done: Vec<Vec<f64>> = Vec::with_capacity(lower.len());
    for mut row in lower.drain(..) {
        for (k, above) in done.iter().enumerate() {
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
        done.push(row);
    }
    for (k, row) in done.iter().enumerate() {
        let (before, from) = right.split_at_mut(k);
        let (first, diagonal) = (from.first_mut()?, row.last()?);
        *first = (*first - dot(row, before)) / diagonal;
    }
    for (k, row) in done.iter().enumerate().rev() {
        let (before, from) = right.split_at_mut(k);
        let (first, diagonal) = (from.first_mut()?, row.last()?);
        *first /= diagonal;
        before.iter_mut().zip(row).for_each(|(right, factor)| *right -= *first * factor);
    }
    Some(right)
}
