//! Logistic regression.

use serde::{Deserialize, Serialize};

use super::{Damaged, FitError, Samples, Watch};
use crate::learn::chance::Chance;
use crate::learn::features::Columns;
/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(_chance: &mut Chance) -> Self {
        Self {}
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        Ok(())
    }
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {}

impl Model {
    /// The log odds for a row.
    pub fn log_odds(&self, _row: &[f32]) -> f64 {
        0.0
    }

    /// Whether the data are a model for rows of these columns.
    pub fn check(&self, _columns: Columns) -> Result<(), Damaged> {
        Ok(())
    }
}
/// Fits.
pub fn fit(_params: &Params, _samples: &Samples<'_>, _watch: &mut dyn Watch) -> Result<Model, FitError> {
    Err(FitError::Failed("not there yet".to_owned()))
}
