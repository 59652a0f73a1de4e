//! The trained model that serves: read from its file when it comes, asked at every decision.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::horizon::Horizon;
use crate::domain::training::model::ModelFile;
use crate::domain::training::{Family, ModelId};
use crate::learn::artifact::{Artifact, ArtifactFault};
use crate::learn::online::ChampionSays;

/// A slope of calibration below this tells nothing of how well the log odds are known.
const SLOPE_MIN: f64 = 1e-3;

/// The variance of log odds is not told beyond this: with it every side is possible.
const VARIANCE_MAX: f64 = 100.0;

/// A model that serves. In snapshots it stands as its file, and is read anew from it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "ModelFile", into = "ModelFile")]
pub(super) struct Champion {
    file: ModelFile,
    artifact: Arc<Artifact>,
}

/// Why a file cannot serve.
#[derive(Debug, thiserror::Error)]
pub(super) enum ChampionFault {
    /// Its bytes are not those that its name tells.
    #[error("the file is not the one that its name tells; send it anew")]
    OtherBytes,
    /// It speaks of outcomes that no model is asked about.
    #[error("the model speaks of the horizon {0} and not of {primary}; train it anew", primary = Horizon::PRIMARY.name())]
    OtherHorizon(&'static str),
    /// It is no model for this program.
    #[error(transparent)]
    Artifact(#[from] ArtifactFault),
}

impl Champion {
    /// Reads a model and checks that it can serve.
    pub(super) fn of(file: &ModelFile) -> Result<Self, ChampionFault> {
        Self::try_from(file.clone())
    }

    /// Its name.
    pub(super) fn id(&self) -> ModelId {
        self.file.id
    }

    /// Which kind.
    pub(super) fn family(&self) -> Family {
        self.artifact.family
    }

    /// What it says of a row of features; `None` where that is no finite number.
    ///
    /// Its log odds are known as well as the slope that calibrates them: their standard deviation has the same share in them that the slope's
    /// standard error has in the slope.
    pub(super) fn says(&self, row: &[f32]) -> Option<ChampionSays> {
        let log_odds = Some(self.artifact.log_odds(row)).filter(|log_odds| log_odds.is_finite())?;
        let (sum, weights) = self.artifact.members.iter().fold((0.0, 0.0), |(sum, weights), member| {
            (sum + (member.weight * member.slope).abs(), weights + member.weight.abs())
        });
        let slope = (sum / weights.max(SLOPE_MIN)).max(SLOPE_MIN);
        let deviation = log_odds * (self.artifact.slope_error / slope);
        Some(ChampionSays { log_odds, variance: (deviation * deviation).min(VARIANCE_MAX) })
    }
}

impl TryFrom<ModelFile> for Champion {
    type Error = ChampionFault;

    fn try_from(file: ModelFile) -> Result<Self, ChampionFault> {
        if file.id != ModelId(Sha256::digest(file.bytes.as_slice()).into()) {
            return Err(ChampionFault::OtherBytes);
        }
        let artifact = Artifact::from_bytes(&file.bytes)?;
        if artifact.horizon != Horizon::PRIMARY {
            return Err(ChampionFault::OtherHorizon(artifact.horizon.name()));
        }
        Ok(Self { file, artifact: Arc::new(artifact) })
    }
}

impl From<Champion> for ModelFile {
    fn from(champion: Champion) -> Self {
        champion.file
    }
}

/// The name tells the bytes.
impl PartialEq for Champion {
    fn eq(&self, other: &Self) -> bool {
        self.file.id == other.file.id
    }
}

impl fmt::Debug for Champion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Champion({} {})", self.family().name(), self.file.id.short())
    }
}
