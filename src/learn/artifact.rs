//! The model file: what was fitted, with everything that is needed to serve it and to check it. It is data and never code.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::horizon::Horizon;
use crate::domain::training::{Family, ModelId};
use crate::learn::features::{self, Columns};
use crate::learn::models::{Damaged, Fitted};

/// Which layout this program writes and reads.
pub const FORMAT: u32 = 1;

/// The largest file that is read, bytes.
pub const BYTES_MAX: usize = 16 * 1024 * 1024;

/// One fitted model within an artifact, with what calibrates it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Which kind.
    pub family: Family,
    /// What was fitted.
    pub fitted: Fitted,
    /// What its log odds are multiplied by, from what it said out of sample.
    pub slope: f64,
    /// What the calibrated log odds are multiplied by where several members speak; they are added up.
    pub weight: f64,
}

/// A model that can serve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// Layout.
    pub format: u32,
    /// Which kind.
    pub family: Family,
    /// Which outcomes it speaks of.
    pub horizon: Horizon,
    /// SHA-256 of the feature schema.
    pub schema: [u8; 32],
    /// The columns of that schema.
    pub columns: Columns,
    /// SHA-256 of the data it was fitted on.
    pub dataset: [u8; 32],
    /// Decision of the first observation learned from.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub from: Timestamp,
    /// Decision of the last observation learned from.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub until: Timestamp,
    /// Number of the last prediction learned from.
    pub last_number: i64,
    /// Master seed of its training.
    pub seed: u64,
    /// Hyper-parameter settings tried.
    pub trials: u32,
    /// Standard error of the calibration slope: how well its log odds are known.
    pub slope_error: f64,
    /// Gain over no skill out of sample, nats.
    pub gain: f64,
    /// The fitted models: one, or those of an ensemble.
    pub members: Vec<Member>,
    /// Rows, each with the log odds said for it where it was fitted: whoever loads the model recomputes them.
    pub parity: Vec<(Vec<f32>, f64)>,
}

/// Why a file is no model that can serve here.
#[derive(Debug, thiserror::Error)]
pub enum ArtifactFault {
    /// It is larger than [`BYTES_MAX`].
    #[error("the file is larger than a model may be: {0} bytes; train it anew with fewer or smaller trees")]
    TooLarge(usize),
    /// It is of another layout, or no model file at all.
    #[error("the file cannot be read as a model: {0}; train it anew with this version of the program")]
    Unreadable(String),
    /// It looks at other features.
    #[error("the model was fitted on other features than this program makes; train it anew with this version")]
    Schema,
    /// What was fitted is no model.
    #[error("{0}; train it anew")]
    Damaged(#[from] Damaged),
    /// It does not say what it said where it was fitted.
    #[error("the model does not say here what it said where it was fitted; train it anew with this version")]
    Parity,
}

impl Artifact {
    /// The file of the model.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising plain data into memory has no way to fail; an empty file would be refused by whoever reads it.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// Its name: the SHA-256 of its file.
    pub fn id(&self) -> ModelId {
        ModelId(Sha256::digest(self.to_bytes()).into())
    }

    /// Reads a model and checks that it can serve.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ArtifactFault> {
        if bytes.len() > BYTES_MAX {
            return Err(ArtifactFault::TooLarge(bytes.len()));
        }
        let unreadable = |error: postcard::Error| ArtifactFault::Unreadable(error.to_string());
        let artifact: Self = postcard::from_bytes(bytes).map_err(unreadable)?;
        if artifact.format != FORMAT {
            return Err(ArtifactFault::Unreadable(format!("layout {}", artifact.format)));
        }
        if artifact.schema != features::schema() || artifact.columns != features::columns() {
            return Err(ArtifactFault::Schema);
        }
        let finite = |member: &Member| member.slope.is_finite() && member.weight.is_finite();
        if artifact.members.is_empty() || !artifact.members.iter().all(finite) || !artifact.slope_error.is_finite() {
            return Err(Damaged("no members, or a slope that is no finite number".to_owned()).into());
        }
        for member in &artifact.members {
            member.fitted.check(artifact.columns)?;
        }
        if artifact.parity.iter().any(|(row, said)| artifact.log_odds(row).to_bits() != said.to_bits()) {
            return Err(ArtifactFault::Parity);
        }
        Ok(artifact)
    }

    /// ln(P(up) / P(down)), given that the price leaves the band, for a row of features. The mirrored row gives exactly the negated number:
    /// what the members say of both is halved and subtracted.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        let mut mirrored = row.to_vec();
        features::mirror(&mut mirrored);
        let said = |member: &Member| {
            let odd = (member.fitted.log_odds(row) - member.fitted.log_odds(&mirrored)) / 2.0;
            member.weight * (member.slope * odd)
        };
        self.members.iter().map(said).sum()
    }
}
