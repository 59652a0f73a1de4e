//! Boosted trees of first order.

use serde::{Deserialize, Serialize};

use super::trees::Trees;
use super::{FitError, Samples, Watch};
use crate::learn::chance::Chance;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(_small: bool, _chance: &mut Chance) -> Self {
        Self {}
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        Ok(())
    }
}

/// Fits.
pub fn fit(
    _params: &Params,
    _samples: &Samples<'_>,
    _held_out: Option<&Samples<'_>>,
    _chance: &mut Chance,
    _watch: &mut dyn Watch,
) -> Result<Trees, FitError> {
    Err(FitError::Failed("not there yet".to_owned()))
}
