//! From the results of all units to the model card and the models; it does not matter who did which unit, or when.

use super::calibrate::side_loss;
use super::judge::Judge;
use super::scores::{Said, probabilities};
use super::stack;
use super::table::{Row, Table};
use super::work::{Found, GROUPS, UnitResult};
use super::{Chances, Part, Plan, Unit};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::SignalKind;
use crate::domain::statistics::multiplicity::{deflated_sharpe, overfitting, sharpe_ratio};
use crate::domain::training::card::{FamilyRecord, ModelCard, Ranged};
use crate::domain::training::{Family, ModelId};
use crate::learn::artifact::{Artifact, FORMAT, Member};
use crate::learn::features;

/// Blocks of days of the probability of backtest overfitting.
const OVERFITTING_BLOCKS: usize = 10;

/// Rows with what is said for them that go along with a model.
const PARITY_ROWS: usize = 50;

/// What serves now, to be beaten.
#[derive(Clone, Debug)]
pub enum Incumbent {
    /// No trained model: what is said without skill.
    NoSkill,
    /// The champion's calibrated log odds for every row of the table.
    Champion(Vec<f64>),
}

/// What a training brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The card.
    pub card: ModelCard,
    /// The models, the best by log loss first.
    pub artifacts: Vec<(Family, Artifact)>,
}

/// Why results cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeFault {
    /// Results are missing.
    #[error("the results of {0} units are missing; do them first")]
    Missing(usize),
    /// A result cannot be one of its unit.
    #[error("a result cannot be used: {0}; do its unit again")]
    Unusable(String),
    /// Nothing could be fitted.
    #[error("no family could be fitted: {0}")]
    Nothing(String),
}

/// A family, or the ensemble, with all that it said of the tested rows.
pub(super) struct Contender {
    pub(super) family: Family,
    pub(super) log_odds: Vec<f64>,
    /// Weighted mean over the folds.
    importance: [f64; GROUPS],
    pub(super) trials: u32,
    members: Vec<Member>,
    /// Standard error of the calibration slope.
    slope_error: f64,
}

/// Merges the results of all units. `candidates_before` counts those trained since the present champion came to serve.
pub fn merge(
    table: &Table,
    plan: &Plan,
    results: &[UnitResult],
    incumbent: &Incumbent,
    (candidates_before, simulated): (u32, bool),
    chances: Chances<'_>,
) -> Result<Merged, MergeFault> {
    let tested: Vec<usize> = plan.folds.iter().flat_map(|fold| fold.test.iter().copied()).collect();
    let rows: Vec<&Row> = tested.iter().filter_map(|row| table.rows().get(*row)).collect();
    let (contenders, faults) = gather(table, plan, results, &rows)?;
    let said_before = before(incumbent, &rows, &tested);
    let judge = Judge { plan, rows: &rows, said_before: &said_before, chances };
    let (mut judged, strategies) = judged(&judge, contenders);
    let candidates = candidates_before.saturating_add(u32::try_from(judged.len()).unwrap_or(u32::MAX));
    let mut artifacts = Vec::new();
    for (record, one) in &mut judged {
        let artifact = artifact(table, plan, one, record);
        record.model = Some(artifact.id());
        artifacts.push((one.family, artifact));
    }
    let (importance, rest) =
        judged.first().map_or(([0.0; SignalKind::COUNT], 0.0), |(_, best)| split(&best.importance));
    let hurdles = judged.first().map(|(best, _)| judge.hurdles(best, candidates)).unwrap_or_default();
    let weight: f64 = rows.iter().map(|row| row.weight).sum();
    let mut families: Vec<FamilyRecord> = judged.into_iter().map(|(record, _)| record).collect();
    families.extend(faults.into_iter().map(|(family, fault)| failed(family, fault)));
    let [first, .., last] = table.rows() else { return Err(MergeFault::Nothing("there is no data".to_owned())) };
    let at = |seconds: i64| jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let card = ModelCard {
        horizon: Horizon::PRIMARY,
        from: at(first.span.from),
        until: at(last.span.from),
        last_number: table.last_number(),
        observations: table.rows().len() as u64,
        effective: table.effective(),
        tested: rows.len() as u64,
        tested_effective: weight,
        folds: u32::try_from(plan.folds.len()).unwrap_or(u32::MAX),
        depth: plan.order.depth,
        seed: plan.order.seed,
        dataset: hex(&plan.dataset),
        schema: hex(&features::schema()),
        families,
        baselines: judge.baselines(incumbent),
        importance,
        importance_of_rest: rest,
        overfitting: overfitting(&strategies, OVERFITTING_BLOCKS),
        candidates,
        hurdles,
        simulated,
    };
    Ok(Merged { card, artifacts })
}

/// Families with why they said nothing.
type Faults = Vec<(Family, String)>;

/// Everything that was said, of each family and last of all together; and which families said nothing.
fn gather(
    table: &Table,
    plan: &Plan,
    results: &[UnitResult],
    rows: &[&Row],
) -> Result<(Vec<Contender>, Faults), MergeFault> {
    let (mut contenders, mut faults) = (Vec::new(), Vec::new());
    for family in plan.families() {
        match contender(table, plan, results, family)? {
            Ok(contender) => contenders.push(contender),
            Err(fault) => faults.push((family, fault)),
        }
    }
    if contenders.is_empty() {
        let all: Vec<String> =
            faults.into_iter().map(|(family, fault)| format!("{}: {fault}", family.name())).collect();
        return Err(MergeFault::Nothing(all.join("; ")));
    }
    if contenders.len() > 1 {
        contenders.push(ensemble(plan, &contenders, rows));
    }
    Ok((contenders, faults))
}

/// What is said of each tested row by what serves now.
fn before(incumbent: &Incumbent, rows: &[&Row], tested: &[usize]) -> Vec<Probabilities> {
    match incumbent {
        Incumbent::NoSkill => rows.iter().map(|row| row.base).collect(),
        Incumbent::Champion(said) => {
            let of = |(row, position): (&&Row, &usize)| {
                said.get(*position).map_or(row.base, |odds| probabilities(*odds, &row.base))
            };
            rows.iter().zip(tested).map(of).collect()
        }
    }
}

/// The records, the best by log loss first; and the daily returns of each fitted family.
fn judged(judge: &Judge<'_>, contenders: Vec<Contender>) -> (Vec<(FamilyRecord, Contender)>, Vec<Vec<f64>>) {
    let daily: Vec<Vec<f64>> =
        contenders.iter().map(|one| Said::new(judge.rows.to_vec(), one.log_odds.clone()).daily_returns()).collect();
    let sharpes: Vec<f64> = daily.iter().filter_map(|returns| sharpe_ratio(returns)).collect();
    let spread = variance(&sharpes);
    let fitted = |one: &&Contender| one.family != Family::Ensemble;
    let tries = contenders.iter().filter(fitted).fold(0_u32, |tries, one| tries.saturating_add(one.trials));
    let count = contenders.iter().filter(fitted).count();
    let mut judged: Vec<(FamilyRecord, Contender)> = contenders
        .into_iter()
        .zip(&daily)
        .map(|(one, daily)| {
            let deflated = deflated_sharpe(daily, spread, f64::from(tries.max(1)));
            (judge.record(&one, deflated), one)
        })
        .collect();
    judged.sort_by(|(a, _), (b, _)| {
        a.log_loss.value.total_cmp(&b.log_loss.value).then(a.family.index().cmp(&b.family.index()))
    });
    (judged, daily.into_iter().take(count).collect())
}

/// All that a family said; the inner error is why it said nothing.
fn contender(
    table: &Table,
    plan: &Plan,
    results: &[UnitResult],
    family: Family,
) -> Result<Result<Contender, String>, MergeFault> {
    let result = |part: Part| {
        let unit = Unit { family, part };
        let result = results.iter().find(|result| result.unit == unit).ok_or(MergeFault::Missing(1))?;
        result.check(&unit, plan, table).map_err(MergeFault::Unusable)?;
        Ok(&result.found)
    };
    let (mut log_odds, mut importance, mut trials, mut tested) = (Vec::new(), [0.0; GROUPS], 0, 0.0);
    for (fold, number) in plan.folds.iter().zip(0_u32..) {
        let Ok(found) = result(Part::Fold(number))? else {
            // Where a fold could not be fitted nothing is known: no side.
            log_odds.extend(std::iter::repeat_n(0.0, fold.test.len()));
            continue;
        };
        log_odds.extend_from_slice(&found.log_odds);
        trials = trials.max(found.trials);
        let count = fold.test.len() as f64;
        tested += count;
        for (sum, rise) in importance.iter_mut().zip(&found.importance) {
            *sum += count * rise;
        }
    }
    let last = match result(Part::Final)? {
        Ok(found) => found,
        Err(fault) => return Ok(Err(fault.clone())),
    };
    if tested == 0.0 {
        return Ok(Err("it could not be fitted on any fold".to_owned()));
    }
    let Found { slope: (slope, error), fitted: Some(fitted), .. } = last else {
        return Err(MergeFault::Unusable("the model is missing".to_owned()));
    };
    Ok(Ok(Contender {
        family,
        log_odds,
        importance: importance.map(|sum| sum / tested),
        trials,
        members: vec![Member { family, fitted: fitted.clone(), slope: *slope, weight: 1.0 }],
        slope_error: *error,
    }))
}

/// The families together: in each fold as they were worth in the folds before it.
fn ensemble(plan: &Plan, contenders: &[Contender], rows: &[&Row]) -> Contender {
    let weigh = |until: usize| {
        let moved: Vec<usize> = (0..until).filter(|place| rows.get(*place).is_some_and(|row| row.moved())).collect();
        let of = |one: &Contender| -> Vec<f64> {
            moved.iter().filter_map(|place| one.log_odds.get(*place).copied()).collect()
        };
        let said: Vec<Vec<f64>> = contenders.iter().map(of).collect();
        let rows: Vec<&&Row> = moved.iter().filter_map(|place| rows.get(*place)).collect();
        let up: Vec<bool> = rows.iter().map(|row| row.became == Direction::Up).collect();
        let weight: Vec<f64> = rows.iter().map(|row| row.weight).collect();
        stack::weights(&said, &up, &weight)
    };
    let (mut log_odds, mut begun) = (Vec::new(), 0);
    for fold in &plan.folds {
        let weights = weigh(begun);
        let end = begun + fold.test.len();
        for place in begun..end {
            let parts = contenders.iter().zip(&weights);
            log_odds.push(parts.map(|(one, weight)| weight * one.log_odds.get(place).copied().unwrap_or(0.0)).sum());
        }
        begun = end;
    }
    let weights = weigh(begun);
    let mut importance = [0.0; GROUPS];
    for (one, weight) in contenders.iter().zip(&weights) {
        for (sum, rise) in importance.iter_mut().zip(&one.importance) {
            *sum += weight * rise;
        }
    }
    let members = contenders
        .iter()
        .zip(&weights)
        .flat_map(|(one, weight)| one.members.iter().map(move |member| Member { weight: *weight, ..member.clone() }));
    let all: f64 = weights.iter().sum();
    let errors = contenders.iter().zip(&weights).map(|(one, weight)| one.slope_error * weight);
    Contender {
        family: Family::Ensemble,
        log_odds,
        importance,
        trials: contenders.iter().map(|one| one.trials).sum(),
        members: members.collect(),
        slope_error: if all > 0.0 { errors.sum::<f64>() / all } else { 1.0 },
    }
}

fn artifact(table: &Table, plan: &Plan, one: &Contender, record: &FamilyRecord) -> Artifact {
    let at = |row: Option<&Row>| {
        row.and_then(|row| jiff::Timestamp::from_second(row.span.from).ok()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    };
    let mut artifact = Artifact {
        format: FORMAT,
        family: one.family,
        horizon: Horizon::PRIMARY,
        schema: features::schema(),
        columns: table.columns(),
        dataset: plan.dataset,
        from: at(table.rows().first()),
        until: at(table.rows().last()),
        last_number: table.last_number(),
        seed: plan.order.seed,
        trials: record.trials,
        slope_error: one.slope_error,
        gain: record.gain.value,
        members: one.members.clone(),
        parity: Vec::new(),
    };
    let every = (table.rows().len() / PARITY_ROWS).max(1);
    let rows = (0..table.rows().len()).step_by(every).take(PARITY_ROWS);
    artifact.parity = rows
        .map(|row| {
            let features = table.features(row).to_vec();
            let said = artifact.log_odds(&features);
            (features, said)
        })
        .collect();
    artifact
}

fn failed(family: Family, fault: String) -> FamilyRecord {
    let none = Ranged::default();
    FamilyRecord {
        family,
        model: None,
        log_loss: none,
        gain: none,
        brier: none,
        auc: none,
        calibration_error: 0.0,
        calibration_slope: None,
        bins: Vec::new(),
        accuracy: none,
        conviction: Vec::new(),
        option_return: None,
        option_calls: 0,
        evidence: 0.0,
        deflated_sharpe: None,
        recent_gain: 0.0,
        trials: 0,
        seconds: 0.0,
        fault: Some(fault),
    }
}

fn split(importance: &[f64; GROUPS]) -> ([f64; SignalKind::COUNT], f64) {
    let [signals @ .., rest] = *importance;
    (signals, rest)
}

fn variance(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    if values.len() < 2 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / count;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0)
}

fn hex(hash: &[u8; 32]) -> String {
    ModelId(*hash).to_string()
}

/// Mean log loss of moves, for the progress of a training: gain over even odds so far, nats.
pub fn side_gain(table: &Table, plan: &Plan, result: &UnitResult) -> Option<(f64, f64)> {
    let Part::Fold(number) = result.unit.part else { return None };
    let (fold, found) = (plan.folds.get(number as usize)?, result.found.as_ref().ok()?);
    let (mut sum, mut weight) = (0.0, 0.0);
    for (row, odds) in fold.test.iter().zip(&found.log_odds) {
        let row = table.rows().get(*row)?;
        if row.moved() {
            sum += row.weight * (std::f64::consts::LN_2 - side_loss(*odds, row.became == Direction::Up));
        }
        weight += row.weight;
    }
    (weight > 0.0).then_some((sum, weight))
}
