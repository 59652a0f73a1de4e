//! A way of training that takes no time and whose models say what the test wants: right, wrong, or no number at all.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use algoslayer::app::training::procedure::{Made, Merged, Prepared, Procedure, Results};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::prediction::Direction;
use algoslayer::domain::training::card::{FamilyRecord, ModelCard, Ranged};
use algoslayer::domain::training::model::ModelFile;
use algoslayer::domain::training::observation::Observation;
use algoslayer::domain::training::{Family, ModelId};
use algoslayer::learn::artifact::{Artifact, FORMAT, Member};
use algoslayer::learn::features;
use algoslayer::learn::models::trees::{Grown, Trees};
use algoslayer::learn::models::{FitError, Fitted, Watch};
use algoslayer::learn::training::{Order, Part, Unit};
use sha2::{Digest, Sha256};

/// What the models of a training say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// What the market then did.
    Right = 1,
    /// The opposite.
    Wrong = 2,
    /// No finite number.
    Nothing = 3,
}

/// The way of training.
pub(crate) struct Quick {
    says: AtomicU8,
    turned: AtomicBool,
    failing: Arc<Mutex<Option<Family>>>,
}

struct Laid {
    order: Order,
    last: Observation,
    first: Observation,
    count: u64,
    says: u8,
    failing: Arc<Mutex<Option<Family>>>,
}

impl Quick {
    pub(crate) fn new() -> Self {
        Self { says: AtomicU8::new(Says::Right as u8), turned: AtomicBool::new(false), failing: Arc::default() }
    }

    pub(crate) fn set_says(&self, says: Says) {
        self.says.store(says as u8, Ordering::SeqCst);
    }

    /// From now on whoever was right says the opposite.
    pub(crate) fn turn(&self) {
        self.turned.store(true, Ordering::SeqCst);
    }

    pub(crate) fn set_failing(&self, family: Option<Family>) {
        *self.failing.lock().unwrap() = family;
    }
}

/// The result of a unit: a hash of everything that it follows from.
pub(crate) fn result(order: &Order, last_number: i64, unit: &Unit) -> Vec<u8> {
    Sha256::digest(format!("{order:?} {last_number} {unit:?}")).to_vec()
}

impl Procedure for Quick {
    fn prepare(&self, observations: &[Observation], order: &Order) -> Result<Arc<dyn Prepared>, String> {
        let (Some(first), Some(last)) = (observations.first(), observations.last()) else {
            return Err("there is nothing to learn from".to_owned());
        };
        Ok(Arc::new(Laid {
            order: order.clone(),
            first: *first,
            last: *last,
            count: observations.len() as u64,
            says: self.says.load(Ordering::SeqCst),
            failing: Arc::clone(&self.failing),
        }))
    }

    fn score(&self, file: &[u8], observations: &[Observation]) -> Result<Vec<f64>, String> {
        let artifact = Artifact::from_bytes(file).map_err(|fault| fault.to_string())?;
        let turned = self.turned.load(Ordering::SeqCst);
        let says = |observation: &Observation| {
            let right = match observation.became_at(Horizon::PRIMARY).side {
                Some(Direction::Up) => 1.0,
                Some(Direction::Down) => -1.0,
                _ => 0.1,
            };
            match artifact.trials {
                1 if turned => -right,
                1 => right,
                2 => -right,
                _ => f64::NAN,
            }
        };
        Ok(observations.iter().map(says).collect())
    }
}

impl Prepared for Laid {
    fn units(&self) -> Vec<Unit> {
        let parts = [Part::Fold(0), Part::Fold(1), Part::Final];
        parts.into_iter().flat_map(|part| self.order.families.iter().map(move |family| Unit { family, part })).collect()
    }

    fn work(&self, unit: &Unit, watch: &mut dyn Watch) -> Result<Vec<u8>, FitError> {
        if *self.failing.lock().unwrap() == Some(unit.family) {
            return Err(FitError::Failed("the numbers ran away".to_owned()));
        }
        for done in [0.0, 0.5, 1.0] {
            if !watch.go_on(done) {
                return Err(FitError::Cancelled);
            }
        }
        Ok(result(&self.order, self.last.number, unit))
    }

    fn check(&self, unit: &Unit, bytes: &[u8]) -> Result<(), String> {
        if bytes == result(&self.order, self.last.number, unit) { Ok(()) } else { Err("its hash differs".to_owned()) }
    }

    fn best(&self, results: &Results) -> Option<(Family, f64)> {
        results.keys().map(|unit| (unit.family, 0.01)).next()
    }

    fn merge(&self, results: &Results, _incumbent: Option<&[u8]>, before: u32) -> Result<Merged, String> {
        assert_eq!(results.len(), self.units().len());
        let made = |family: Family| {
            let bytes = self.artifact(family).to_bytes();
            Made {
                family,
                file: ModelFile { id: ModelId(Sha256::digest(&bytes).into()), bytes: Arc::new(bytes) },
                until: self.last.seen.at,
                last_number: self.last.number,
                gain: 0.01,
            }
        };
        let models: Vec<Made> = self.order.families.iter().map(made).collect();
        // The forest is the best one.
        let mut families: Vec<FamilyRecord> = models.iter().map(|made| record(made.family, made.file.id)).collect();
        families.sort_by_key(|record| record.family != Family::Forest);
        let card = ModelCard {
            horizon: Horizon::PRIMARY,
            from: self.first.seen.at,
            until: self.last.seen.at,
            last_number: self.last.number,
            observations: self.count,
            effective: self.count as f64 / 26.0,
            tested: self.count / 2,
            tested_effective: self.count as f64 / 52.0,
            folds: 2,
            depth: self.order.depth,
            seed: self.order.seed,
            dataset: "00".repeat(32),
            schema: "11".repeat(32),
            candidates: before + families.len() as u32,
            families,
            baselines: Vec::new(),
            importance: [0.0; 8],
            importance_of_rest: 0.0,
            overfitting: None,
            hurdles: Vec::new(),
            simulated: true,
        };
        Ok(Merged { card, models })
    }
}

impl Laid {
    /// A file that can serve: one split on the first column.
    fn artifact(&self, family: Family) -> Artifact {
        let mut trees = Trees::new(0.0, 1.0);
        let (left, right) = (Box::new(Grown::Leaf(-0.2)), Box::new(Grown::Leaf(0.2)));
        trees.push(&Grown::Split { column: 0, threshold: 0.0, missing_left: true, left, right });
        Artifact {
            format: FORMAT,
            family,
            horizon: Horizon::PRIMARY,
            schema: features::schema(),
            columns: features::columns(),
            dataset: [0; 32],
            from: self.first.seen.at,
            until: self.last.seen.at,
            last_number: self.last.number,
            seed: self.order.seed,
            trials: u32::from(self.says),
            slope_error: 0.1,
            gain: 0.01,
            members: vec![Member { family, fitted: Fitted::Trees(trees), slope: 1.0, weight: 1.0 }],
            parity: Vec::new(),
        }
    }
}

fn record(family: Family, model: ModelId) -> FamilyRecord {
    FamilyRecord {
        family,
        model: Some(model),
        log_loss: Ranged { value: 1.0, low: 0.9, high: 1.1 },
        gain: Ranged { value: 0.01, low: 0.0, high: 0.02 },
        brier: Ranged::default(),
        auc: Ranged { value: 0.6, low: 0.5, high: 0.7 },
        calibration_error: 0.01,
        calibration_slope: Some(1.0),
        bins: Vec::new(),
        accuracy: Ranged { value: 0.6, low: 0.5, high: 0.7 },
        conviction: Vec::new(),
        option_return: None,
        option_calls: 0,
        evidence: 100.0,
        deflated_sharpe: None,
        recent_gain: 0.01,
        trials: 3,
        seconds: 1.0,
        fault: None,
    }
}
