//! Training as pure units of work: a plan, units that can be done anywhere in any order, and one merge that gives the same card bit for bit.

mod calibrate;
mod judge;
mod merge;
mod plan;
mod scores;
mod stack;
mod table;
mod work;

pub use merge::{Incumbent, MergeFault, Merged, merge, side_gain};
pub use plan::{Plan, PlanFault, plan};
pub use table::{Row, Table};
pub use work::{UnitResult, work};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::training::{Depth, Families, Family};
use crate::learn::chance::Chance;

/// Independent observations below which nothing is trained.
pub const NEEDED: f64 = 250.0;

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

/// Gives the stream of chance of a seed: the same for the same seed, everywhere.
pub type Chances<'c> = &'c dyn Fn(u64) -> Chance;

/// The seed of one piece of work: hashed from the master seed and the names of the piece, so that pieces are independent of each other.
fn seed_of(master: u64, names: &[u64]) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(master.to_le_bytes());
    for name in names {
        hasher.update(name.to_le_bytes());
    }
    let hash: [u8; 32] = hasher.finalize().into();
    hash.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

#[cfg(test)]
mod tests;
