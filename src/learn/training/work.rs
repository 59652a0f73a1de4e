//! One unit of work: search and calibration within what was known, one fit, and what it says of rows that it has not seen.

use serde::{Deserialize, Serialize};

use super::calibrate::{SLOPE_MAX, Slope, side_loss, slope};
use super::plan::{Plan, walk};
use super::table::Table;
use super::{Chances, Part, Unit, seed_of};
use crate::domain::prediction::Direction;
use crate::domain::signal::SignalKind;
use crate::domain::statistics::split::Fold;
use crate::learn::features;
use crate::learn::models::{FitError, Fitted, Params, Watch, fit};

/// One tested row in so many tells of importance: neighbouring rows say nearly the same.
const IMPORTANCE_EVERY: usize = 13;

/// What a unit brought. It follows from the data, the plan and the unit alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitResult {
    /// Which unit.
    pub unit: Unit,
    /// SHA-256 of the data.
    pub dataset: [u8; 32],
    /// What was found; a sentence where nothing could be fitted.
    pub found: Result<Found, String>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Calibrated log odds of every tested row, in its order; none for the final fit.
    pub log_odds: Vec<f64>,
    /// What the log odds were multiplied by, and its standard error.
    pub slope: (f64, f64),
    /// Settings tried.
    pub trials: u32,
    /// The setting that was chosen.
    pub params: Params,
    /// By how much the log loss of the tested rows rises where the columns of each signal, and last all others, are torn from their rows, nats;
    /// zeros for the final fit.
    pub importance: [f64; GROUPS],
    /// The model, of the final fit.
    pub fitted: Option<Fitted>,
}

/// Groups of columns whose importance is told: the signals, then everything else.
pub(super) const GROUPS: usize = SignalKind::COUNT + 1;

impl UnitResult {
    /// Whether a result that came from elsewhere can be one of this unit; a sentence where it cannot.
    pub fn check(&self, unit: &Unit, plan: &Plan, table: &Table) -> Result<(), String> {
        if self.unit != *unit {
            return Err("it is the result of another unit".to_owned());
        }
        if self.dataset != plan.dataset {
            return Err("it was computed from other data".to_owned());
        }
        let Ok(found) = &self.found else { return Ok(()) };
        let rows = match unit.part {
            Part::Fold(fold) => plan.folds.get(fold as usize).map_or(0, |fold| fold.test.len()),
            Part::Final => 0,
        };
        if found.log_odds.len() != rows {
            return Err(format!("it speaks of {} rows instead of {rows}", found.log_odds.len()));
        }
        let numbers = found.log_odds.iter().chain([&found.slope.0, &found.slope.1]).chain(&found.importance);
        if numbers.clone().any(|number| !number.is_finite()) {
            return Err("it holds a number that is not finite".to_owned());
        }
        found.params.check().map_err(|error| error.to_string())?;
        if found.params.family() != unit.family || found.trials != plan.effort.trials {
            return Err("it was found otherwise than was asked".to_owned());
        }
        if !(0.0..=SLOPE_MAX).contains(&found.slope.0) || found.slope.1 < 0.0 {
            return Err(format!("its calibration slope is {}", found.slope.0));
        }
        match (&found.fitted, unit.part) {
            (Some(fitted), Part::Final) => fitted.check(table.columns()).map_err(|damaged| damaged.to_string()),
            (None, Part::Fold(_)) => Ok(()),
            (None, Part::Final) => Err("the model is missing".to_owned()),
            (Some(_), Part::Fold(_)) => Err("it holds a model that nobody asked for".to_owned()),
        }
    }
}

/// Does one unit. Only a cancel is an error: where nothing can be fitted, that is the result.
pub fn work(
    table: &Table,
    plan: &Plan,
    unit: &Unit,
    chances: Chances<'_>,
    watch: &mut dyn Watch,
) -> Result<UnitResult, FitError> {
    let all: Vec<usize>;
    let (train, test): (&[usize], &[usize]) = match unit.part {
        Part::Fold(number) => match plan.folds.get(number as usize) {
            Some(fold) => (&fold.train, &fold.test),
            None => return Err(FitError::Failed(format!("there is no fold {number}"))),
        },
        Part::Final => {
            all = (0..table.rows().len()).collect();
            (&all, &[])
        }
    };
    let found = match find(&Place { table, plan, unit, chances }, train, test, watch) {
        Ok(found) => Ok(found),
        Err(FitError::Cancelled) => return Err(FitError::Cancelled),
        Err(error) => Err(error.to_string()),
    };
    Ok(UnitResult { unit: *unit, dataset: plan.dataset, found })
}

/// Where the work is done.
struct Place<'p> {
    table: &'p Table,
    plan: &'p Plan,
    unit: &'p Unit,
    chances: Chances<'p>,
}

/// A setting that was tried: its loss on inner tests, and what it said there.
struct Tried {
    params: Params,
    loss: f64,
    said: Inner,
}

/// What was said on the inner tests.
#[derive(Default)]
struct Inner {
    log_odds: Vec<f64>,
    up: Vec<bool>,
    weights: Vec<f64>,
}

fn find(place: &Place<'_>, train: &[usize], test: &[usize], watch: &mut dyn Watch) -> Result<Found, FitError> {
    let Place { table, plan, unit, chances } = *place;
    let effort = plan.effort;
    let fits = f64::from(effort.trials) * effort.inner as f64 + 1.0;
    let inner = inner_folds(table, train, effort.inner);
    let mut done = (0.0, fits);
    let mut best: Option<Tried> = None;
    let mut failed = None;
    for trial in 0..effort.trials {
        let names = [unit.family.index() as u64, fold_name(unit.part), u64::from(trial)];
        let params = Params::draw(unit.family, effort.small, &mut chances(seed_of(plan.order.seed, &names)));
        let tried = inner_test(place, &inner, params, u64::from(trial), &mut done, watch);
        match tried {
            Ok(tried) => {
                if best.as_ref().is_none_or(|best| tried.loss < best.loss) {
                    best = Some(tried);
                }
            }
            Err(FitError::Cancelled) => return Err(FitError::Cancelled),
            Err(error) => failed = Some(error),
        }
    }
    let Some(Tried { params, said, .. }) = best else {
        return Err(failed.unwrap_or_else(|| FitError::Failed("no setting could be tried".to_owned())));
    };
    let Slope { value, error } = slope(&said.log_odds, &said.up, &said.weights);
    let taken = table.take(train);
    let names = [unit.family.index() as u64, fold_name(unit.part), u64::MAX];
    let mut share = Share { watch, from: done.0 / fits, size: 1.0 / fits };
    // How long is trained is one of the settings that are searched: nothing is held back to decide when to stop.
    let mut chance = chances(seed_of(plan.order.seed, &names));
    let fitted = fit(&params, &taken.samples(table.columns()), None, &mut chance, &mut share)?;
    let log_odds = test.iter().map(|row| value * odd(&fitted, table.features(*row))).collect();
    let importance = importance(table, &fitted, value, test);
    let fitted = matches!(unit.part, Part::Final).then_some(fitted);
    Ok(Found { log_odds, slope: (value, error), trials: effort.trials, params, importance, fitted })
}

/// Rise of the log loss of moves where a group of columns comes from other rows: those that stand half of all tested rows away.
fn importance(table: &Table, fitted: &Fitted, slope: f64, test: &[usize]) -> [f64; GROUPS] {
    let group_of = |column: usize| features::signal_of(column).map_or(GROUPS - 1, SignalKind::index);
    let groups: Vec<usize> = (0..table.columns().count()).map(group_of).collect();
    let mut rises = [0.0; GROUPS];
    let mut weight = 0.0;
    let mut torn = Vec::new();
    for (place, position) in test.iter().enumerate().filter(|(place, _)| place.is_multiple_of(IMPORTANCE_EVERY)) {
        let Some(row) = table.rows().get(*position).filter(|row| row.moved()) else { continue };
        let other = test.get((place + test.len() / 2) % test.len().max(1)).map_or(&[][..], |row| table.features(*row));
        let whole = table.features(*position);
        let up = row.became == Direction::Up;
        let loss = side_loss(slope * odd(fitted, whole), up);
        weight += row.weight;
        for (group, rise) in rises.iter_mut().enumerate() {
            torn.clear();
            torn.extend_from_slice(whole);
            for ((number, other), of) in torn.iter_mut().zip(other).zip(&groups) {
                if *of == group {
                    *number = *other;
                }
            }
            *rise += row.weight * (side_loss(slope * odd(fitted, &torn), up) - loss);
        }
    }
    rises.map(|rise| if weight > 0.0 { rise / weight } else { 0.0 })
}

/// Tests a setting on the inner folds.
fn inner_test(
    place: &Place<'_>,
    inner: &[Fold],
    params: Params,
    trial: u64,
    done: &mut (f64, f64),
    watch: &mut dyn Watch,
) -> Result<Tried, FitError> {
    let Place { table, plan, unit, chances } = *place;
    let mut said = Inner::default();
    for (fold, number) in inner.iter().zip(0_u64..) {
        let names = [unit.family.index() as u64, fold_name(unit.part), trial, number];
        let taken = table.take(&fold.train);
        let mut share = Share { watch, from: done.0 / done.1, size: 1.0 / done.1 };
        let mut chance = chances(seed_of(plan.order.seed, &names));
        let fitted = fit(&params, &taken.samples(table.columns()), None, &mut chance, &mut share)?;
        done.0 += 1.0;
        for (row, position) in fold.test.iter().filter_map(|row| Some((table.rows().get(*row)?, *row))) {
            if row.moved() {
                said.log_odds.push(odd(&fitted, table.features(position)));
                said.up.push(row.became == Direction::Up);
                said.weights.push(row.weight);
            }
        }
    }
    if said.log_odds.iter().any(|odds| !odds.is_finite()) {
        return Err(FitError::Failed("a model said something that is no finite number".to_owned()));
    }
    // Settings are compared as they would serve: calibrated.
    let stretched = slope(&said.log_odds, &said.up, &said.weights).value;
    let losses = said.log_odds.iter().zip(&said.up).map(|(odds, up)| side_loss(stretched * odds, *up));
    let (sum, weight) =
        losses.zip(&said.weights).fold((0.0, 0.0), |(sum, all), (loss, weight)| (sum + weight * loss, all + weight));
    if weight <= 0.0 {
        return Err(FitError::TooFew { have: 0, need: 1 });
    }
    Ok(Tried { params, loss: sum / weight, said })
}

/// The last halves of what was known, in as many blocks.
fn inner_folds(table: &Table, train: &[usize], count: usize) -> Vec<Fold> {
    let session = |row: &usize| table.rows().get(*row).map_or(0, |row| row.session);
    let days = train.chunk_by(|a, b| session(a) == session(b)).count();
    let learn_min = days / 2;
    walk(table, train, learn_min, (days - learn_min).div_ceil(count.max(1)))
}

/// What a model says of a row less what it says of the mirrored row, halved: what serves.
pub(super) fn odd(fitted: &Fitted, row: &[f32]) -> f64 {
    let mut mirrored = row.to_vec();
    features::mirror(&mut mirrored);
    (fitted.log_odds(row) - fitted.log_odds(&mirrored)) / 2.0
}

/// The name of a part among seeds.
fn fold_name(part: Part) -> u64 {
    match part {
        Part::Fold(fold) => u64::from(fold),
        Part::Final => u64::from(u32::MAX) + 1,
    }
}

/// Hears of one fit as a share of the whole.
struct Share<'w> {
    watch: &'w mut dyn Watch,
    from: f64,
    size: f64,
}

impl Watch for Share<'_> {
    fn go_on(&mut self, done: f64) -> bool {
        self.watch.go_on(self.from + self.size * done)
    }
}
