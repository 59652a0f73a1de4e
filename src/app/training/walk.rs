//! Training as it is: by walking forward through what is known, with everything that a model needs to be judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::train_here::chances;
use super::procedure::{Made, Merged, Prepared, Procedure, Results};
use crate::domain::horizon::Horizon;
use crate::domain::training::Family;
use crate::domain::training::model::ModelFile;
use crate::domain::training::observation::Observation;
use crate::learn::artifact::Artifact;
use crate::learn::features::Memory;
use crate::learn::models::{FitError, Watch};
use crate::learn::training::{Incumbent, Order, Plan, Table, Unit, UnitResult, merge, plan, side_gain, work};

/// Walking forward.
pub struct WalkForward {
    /// Whether the data are simulated.
    pub simulated: bool,
}

/// A walk that is laid out.
struct Walk {
    simulated: bool,
    observations: Vec<Observation>,
    table: Table,
    plan: Plan,
}

impl Procedure for WalkForward {
    fn prepare(&self, observations: &[Observation], order: &Order) -> Result<Arc<dyn Prepared>, String> {
        let table = Table::of(observations).map_err(|fault| fault.to_string())?;
        let plan = plan(&table, order).map_err(|fault| fault.to_string())?;
        Ok(Arc::new(Walk { simulated: self.simulated, observations: observations.to_vec(), table, plan }))
    }

    fn score(&self, file: &[u8], observations: &[Observation]) -> Result<Vec<f64>, String> {
        score(file, observations)
    }
}

impl Prepared for Walk {
    fn units(&self) -> Vec<Unit> {
        self.plan.units().to_vec()
    }

    fn work(&self, unit: &Unit, watch: &mut dyn Watch) -> Result<Vec<u8>, FitError> {
        let result = work(&self.table, &self.plan, unit, &chances, watch)?;
        postcard::to_stdvec(&result).map_err(|error| FitError::Failed(error.to_string()))
    }

    fn check(&self, unit: &Unit, result: &[u8]) -> Result<(), String> {
        read(result)?.check(unit, &self.plan, &self.table)
    }

    fn best(&self, results: &Results) -> Option<(Family, f64)> {
        let mut sums: BTreeMap<Family, (f64, f64)> = BTreeMap::new();
        for result in results.values().filter_map(|bytes| read(bytes).ok()) {
            if let Some((gain, weight)) = side_gain(&self.table, &self.plan, &result) {
                let sum = sums.entry(result.unit.family).or_default();
                *sum = (sum.0 + gain, sum.1 + weight);
            }
        }
        let means = sums.into_iter().map(|(family, (gain, weight))| (family, gain / weight));
        means.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn merge(&self, results: &Results, incumbent: Option<&[u8]>, candidates_before: u32) -> Result<Merged, String> {
        let read: Vec<UnitResult> = results.values().map(|bytes| read(bytes)).collect::<Result<_, _>>()?;
        let incumbent = match incumbent {
            Some(file) => Incumbent::Champion(self.of_rows(&score(file, &self.observations)?)),
            None => Incumbent::NoSkill,
        };
        let context = (candidates_before, self.simulated);
        let merged =
            merge(&self.table, &self.plan, &read, &incumbent, context, &chances).map_err(|fault| fault.to_string())?;
        let made = |(family, artifact): (Family, Artifact)| Made {
            family,
            until: artifact.until,
            last_number: artifact.last_number,
            gain: artifact.gain,
            file: ModelFile { id: artifact.id(), bytes: Arc::new(artifact.to_bytes()) },
        };
        Ok(Merged { card: merged.card, models: merged.artifacts.into_iter().map(made).collect() })
    }
}

impl Walk {
    /// What is said of each row of the table, out of what is said of each observation; nothing is said where that is no finite number.
    fn of_rows(&self, said: &[f64]) -> Vec<f64> {
        let by_number: BTreeMap<i64, f64> =
            self.observations.iter().zip(said).map(|(observed, said)| (observed.number, *said)).collect();
        let of = |number: &i64| by_number.get(number).copied().filter(|said| said.is_finite()).unwrap_or(0.0);
        self.table.rows().iter().map(|row| of(&row.number)).collect()
    }
}

fn read(result: &[u8]) -> Result<UnitResult, String> {
    postcard::from_bytes(result).map_err(|error| format!("the result cannot be read: {error}"))
}

/// What the model of a file says of each observation; see [`Procedure::score`].
fn score(file: &[u8], observations: &[Observation]) -> Result<Vec<f64>, String> {
    let artifact = Artifact::from_bytes(file).map_err(|fault| fault.to_string())?;
    if artifact.horizon != Horizon::PRIMARY {
        return Err(format!("the model speaks of the horizon {}; train it anew", artifact.horizon.name()));
    }
    let mut memory = Memory::default();
    Ok(observations.iter().map(|observation| artifact.log_odds(&memory.take(&observation.seen))).collect())
}
