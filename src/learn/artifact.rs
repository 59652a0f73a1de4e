//! The model file: what was fitted, with everything that is needed to serve it and to check it. It is data and never code.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::horizon::Horizon;
use crate::domain::training::Family;
use crate::learn::features::Columns;
use crate::learn::models::Fitted;

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
