//! Training as it is: by walking forward through what is known, with everything that a model needs to be judged.

use crate::domain::horizon::Horizon;
use crate::domain::training::observation::Observation;
use crate::learn::artifact::Artifact;
use crate::learn::features::Memory;

/// What the model of a file says of each observation; see [`super::procedure::Procedure::score`].
pub fn score(file: &[u8], observations: &[Observation]) -> Result<Vec<f64>, String> {
    let artifact = Artifact::from_bytes(file).map_err(|fault| fault.to_string())?;
    if artifact.horizon != Horizon::PRIMARY {
        return Err(format!("the model speaks of the horizon {}; train it anew", artifact.horizon.name()));
    }
    let mut memory = Memory::default();
    Ok(observations.iter().map(|observation| artifact.log_odds(&memory.take(&observation.seen))).collect())
}
