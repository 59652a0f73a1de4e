//! Walking forward on synthetic markets: what is planted is found, what is not is not, and the card does not depend on who did what.

use super::*;
use crate::domain::training::card::Hurdle;
use crate::domain::training::observation::Observation;
use crate::learn::acceptance::market::Recipe;
use crate::learn::acceptance::observed::observations;
use crate::learn::artifact::Artifact;
use crate::learn::chance::tests::chance;
use crate::learn::models::{FitError, Patient, Watch};

fn market(days: usize, strength: f64) -> Vec<Observation> {
    observations(&Recipe::new(days, strength).market(&mut chance(5)))
}

fn logistic(seed: u64) -> Order {
    Order { families: Families::of([Family::Logistic]).unwrap(), depth: Depth::Light, seed }
}

fn results(table: &Table, plan: &Plan) -> Vec<UnitResult> {
    plan.units().iter().map(|unit| work(table, plan, unit, &chance, &mut Patient).unwrap()).collect()
}

fn card(table: &Table, order: &Order) -> Merged {
    let plan = plan(table, order).unwrap();
    merge(table, &plan, &results(table, &plan), &Incumbent::NoSkill, (0, true), &chance).unwrap()
}

#[test]
fn a_planted_edge_is_found_and_a_shifted_one_is_not() {
    let table = Table::of(&market(500, 0.25)).unwrap();
    let found = card(&table, &logistic(1));
    let best = found.card.best().unwrap();
    assert!(best.gain.low > 0.02 && best.auc.low > 0.6 && best.evidence > 10.0, "{best:?}");
    assert!(best.gain.low <= best.gain.value && best.gain.value <= best.gain.high);
    assert!((0.6..1.6).contains(&best.calibration_slope.unwrap()));
    assert!(found.card.importance[0] > 5.0 * found.card.importance[6].abs(), "{:?}", found.card.importance);
    assert!(!found.card.hurdles.iter().any(|hurdle| matches!(hurdle, Hurdle::Gain { .. } | Hurdle::Slope { .. })));
    let nothing = card(&table.shifted(150), &logistic(1));
    let best = nothing.card.best().unwrap();
    assert!(best.gain.value < 0.004 && best.evidence < 5.0, "{best:?}");
    assert!(!nothing.card.hurdles.is_empty());
    assert_ne!(nothing.card.dataset, found.card.dataset);
}

#[test]
fn card_and_models_do_not_depend_on_the_order_of_results_or_the_place() {
    let table = Table::of(&market(330, 0.2)).unwrap();
    let order = Order { families: Families::of([Family::Logistic, Family::Boosting]).unwrap(), ..logistic(3) };
    let plan = plan(&table, &order).unwrap();
    let mut results = results(&table, &plan);
    let merged = merge(&table, &plan, &results, &Incumbent::NoSkill, (2, true), &chance).unwrap();
    results.reverse();
    // As if they had come from elsewhere, and one of them twice.
    let bytes: Vec<Vec<u8>> = results.iter().map(|result| postcard::to_stdvec(result).unwrap()).collect();
    let mut again: Vec<UnitResult> = bytes.iter().map(|bytes| postcard::from_bytes(bytes).unwrap()).collect();
    again.push(again[0].clone());
    let same = merge(&table, &plan, &again, &Incumbent::NoSkill, (2, true), &chance).unwrap();
    // Missing numbers among the rows of a model are equal to nothing: files are compared.
    let files =
        |merged: &Merged| -> Vec<Vec<u8>> { merged.artifacts.iter().map(|(_, model)| model.to_bytes()).collect() };
    assert_eq!((&same.card, files(&same)), (&merged.card, files(&merged)));
    assert_eq!(merged.card.families.len(), 3, "both and the ensemble");
    assert_eq!(merged.card.candidates, 5);
    assert!(merged.card.families.windows(2).all(|pair| pair[0].log_loss.value <= pair[1].log_loss.value));
    for (family, artifact) in &merged.artifacts {
        let read = Artifact::from_bytes(&artifact.to_bytes()).unwrap();
        assert_eq!((read.to_bytes(), read.family), (artifact.to_bytes(), *family));
        let record = merged.card.families.iter().find(|record| record.family == *family).unwrap();
        assert_eq!(record.model, Some(artifact.id()));
    }
    again.truncate(3);
    assert!(matches!(
        merge(&table, &plan, &again, &Incumbent::NoSkill, (0, true), &chance),
        Err(MergeFault::Missing(_))
    ));
}

#[test]
fn no_row_learned_from_reaches_into_the_test() {
    let table = Table::of(&market(600, 0.0)).unwrap();
    for depth in Depth::ALL {
        let plan = plan(&table, &Order { depth, ..logistic(1) }).unwrap();
        assert!(plan.folds().len() >= 3, "{depth:?}");
        let mut tested = Vec::new();
        for fold in plan.folds() {
            let start = fold.test.iter().map(|row| table.rows()[*row].span.from).min().unwrap();
            assert!(fold.train.iter().all(|row| table.rows()[*row].span.until + plan::GAP_S <= start));
            tested.extend_from_slice(&fold.test);
        }
        let all = tested.len();
        tested.dedup();
        assert_eq!(tested.len(), all, "each row is tested once");
        assert_eq!(tested.last(), Some(&(table.rows().len() - 1)));
    }
}

#[test]
fn a_result_that_cannot_be_is_refused() {
    let table = Table::of(&market(330, 0.1)).unwrap();
    let plan = plan(&table, &logistic(1)).unwrap();
    let unit = plan.units()[0];
    let sound = work(&table, &plan, &unit, &chance, &mut Patient).unwrap();
    assert_eq!(sound.check(&unit, &plan, &table), Ok(()));
    let refused = |change: &dyn Fn(&mut UnitResult)| {
        let mut damaged = sound.clone();
        change(&mut damaged);
        damaged.check(&unit, &plan, &table).is_err()
    };
    assert!(refused(&|result| result.dataset[0] ^= 1));
    assert!(refused(&|result| result.unit.part = Part::Final));
    assert!(refused(&|result| result.found.as_mut().unwrap().log_odds[0] = f64::NAN));
    assert!(refused(&|result| result.found.as_mut().unwrap().log_odds.truncate(1)));
    assert!(refused(&|result| result.found.as_mut().unwrap().slope.0 = f64::INFINITY));
    assert!(refused(&|result| result.found.as_mut().unwrap().slope.0 = 3.5));
    assert!(refused(&|result| result.found.as_mut().unwrap().trials = u32::MAX));
}

/// Stops whatever it watches.
struct Hasty;

impl Watch for Hasty {
    fn go_on(&mut self, _done: f64) -> bool {
        false
    }
}

#[test]
fn too_little_is_said_and_a_cancel_is_heard() {
    let few = market(100, 0.1);
    assert!(matches!(Table::of(&few), Err(PlanFault::TooFew { .. })));
    let mut twice = market(300, 0.1);
    twice[7] = twice[6];
    assert!(matches!(Table::of(&twice), Err(PlanFault::OutOfOrder(_))));
    let table = Table::of(&market(330, 0.1)).unwrap();
    let plan = plan(&table, &logistic(1)).unwrap();
    let unit = plan.units()[0];
    assert_eq!(work(&table, &plan, &unit, &chance, &mut Hasty), Err(FitError::Cancelled));
}

#[test]
fn weights_of_the_ensemble_follow_what_each_was_worth() {
    let mut chance = chance(9);
    let (mut good, mut noise, mut up) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3_000 {
        let odds = chance.normal();
        good.push(odds);
        noise.push(chance.normal());
        up.push(chance.uniform() < calibrate::sigmoid(odds));
    }
    let weights = stack::weights(&[good.clone(), noise], &up, &vec![1.0; 3_000]);
    assert!((weights[0] - 1.0).abs() < 0.15 && weights[1] < 0.1, "{weights:?}");
    let overstated: Vec<f64> = good.iter().map(|odds| 2.0 * odds).collect();
    let slope = calibrate::slope(&overstated, &up, &vec![1.0; 3_000]);
    assert!((slope.value - 0.5).abs() < 4.0 * slope.error && slope.error < 0.05, "{slope:?}");
}
