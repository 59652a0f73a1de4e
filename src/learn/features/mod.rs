//! Features: the numbers that models look at, made by one code for training and for live decisions.

mod memory;
mod schema;
#[cfg(test)]
mod tests;

pub use memory::Memory;
pub use schema::{columns, is_odd, mirror, name, schema, signal_of};

use serde::{Deserialize, Serialize};

/// How many columns there are, and what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Columns for every family.
    pub tabular: usize,
    /// Recent bars that stand after them, the oldest first, for the family that looks at a sequence.
    pub steps: usize,
    /// Numbers of each of those bars.
    pub channels: usize,
}

impl Columns {
    /// Columns without a sequence.
    pub const fn tabular(count: usize) -> Self {
        Self { tabular: count, steps: 0, channels: 0 }
    }

    /// All together.
    pub const fn count(self) -> usize {
        self.tabular + self.steps * self.channels
    }
}
