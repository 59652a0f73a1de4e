//! What the hub asks of training itself: units of data, the work on one, their merge, and what a model says of decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::training::Family;
use crate::domain::training::card::ModelCard;
use crate::domain::training::model::ModelFile;
use crate::domain::training::observation::Observation;
use crate::learn::models::{FitError, Watch};
use crate::learn::training::{Order, Unit};

/// A way of training.
pub trait Procedure: Send + Sync {
    /// Lays the work out; or says why there is none to do with these data.
    fn prepare(&self, observations: &[Observation], order: &Order) -> Result<Arc<dyn Prepared>, String>;

    /// What a model says of each of the observations, which run from the first one on: log odds of up given a move, NaN where it has no finite
    /// number. Or why the file is no model that this program can serve.
    fn score(&self, file: &[u8], observations: &[Observation]) -> Result<Vec<f64>, String>;
}

/// Work that is laid out.
pub trait Prepared: Send + Sync {
    /// All units, in the order in which they are best given out.
    fn units(&self) -> Vec<Unit>;

    /// Does one; the result as bytes.
    fn work(&self, unit: &Unit, watch: &mut dyn Watch) -> Result<Vec<u8>, FitError>;

    /// Whether bytes are a result of that unit of these data.
    fn check(&self, unit: &Unit, result: &[u8]) -> Result<(), String>;

    /// The best family so far: its gain over no skill on the folds that are done, nats.
    fn best(&self, results: &Results) -> Option<(Family, f64)>;

    /// Makes card and models of all results; `incumbent` is the file that serves now, and so many candidates were trained since it came to serve.
    fn merge(&self, results: &Results, incumbent: Option<&[u8]>, candidates_before: u32) -> Result<Merged, String>;
}

/// Results by unit.
pub type Results = BTreeMap<Unit, Arc<Vec<u8>>>;

/// What a training brings.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The card.
    pub card: ModelCard,
    /// The models that could be fitted.
    pub models: Vec<Made>,
}

/// A model that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Which kind.
    pub family: Family,
    /// Its file.
    pub file: ModelFile,
    /// Last decision that it learned from.
    pub until: Timestamp,
    /// Number of the last prediction that it learned from.
    pub last_number: i64,
    /// Gain over no skill out of sample, nats.
    pub gain: f64,
}

/// The name of a unit where results are kept.
pub fn key(unit: &Unit) -> String {
    match unit.part {
        crate::learn::training::Part::Fold(fold) => format!("{}/{fold}", unit.family.name()),
        crate::learn::training::Part::Final => format!("{}/final", unit.family.name()),
    }
}
