//! Training as pure units of work: a plan, units that can be done anywhere in any order, and one merge that gives the same card bit for bit.

use serde::{Deserialize, Serialize};

use crate::domain::training::observation::Observation;
use crate::domain::training::{Depth, Families, Family};

/// What a unit fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// On what was known before the fold of that number, tested on the fold.
    Fold(u32),
    /// On all data: the model that may serve.
    Final,
}

/// A unit of work. Its result follows from the data, the plan and itself alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unit {
    /// Which family.
    pub family: Family,
    /// What is fitted.
    pub part: Part,
}

/// What a training is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Which families.
    pub families: Families,
    /// How thoroughly.
    pub depth: Depth,
    /// Master seed.
    pub seed: u64,
}

/// Observations in the order of their decisions.
pub type Observations = Vec<Observation>;
