//! The experiments, in the order of the table: a file for each question.

mod coverage;
mod determinism;
mod drift;
mod events;
mod honesty;
mod missing;
mod multiplicity;
mod noise;
mod overstated;
mod planted;
mod promotion;
mod regime;
mod shift;
mod useless;

use super::market::BARS_A_DAY;
use super::report::Row;
use super::{Effort, Lab};

/// Trading days in five years, the length of most lives.
pub(super) const FIVE_YEARS: usize = 1_260;

/// The first year of a life is not judged where an edge has to be learned first.
pub(super) const FIRST_YEAR: usize = 252 * BARS_A_DAY;

/// Bars of the horizon that decides.
pub(super) const ONE_DAY: usize = 26;

/// Bars of the shortest horizon.
pub(super) const ONE_HOUR: usize = 4;

/// Predictions in a life of so many days.
pub(super) const fn steps(days: usize) -> u64 {
    (days * BARS_A_DAY) as u64
}

/// One experiment: which rows of the table it fills, how much work it is, and how it is made.
pub struct Experiment {
    /// Rows, by their names.
    pub ids: &'static [&'static str],
    /// Predictions that it takes, about.
    pub steps: fn(Effort) -> u64,
    /// Makes it.
    pub conduct: fn(&Lab<'_>) -> Vec<Row>,
}

/// Every experiment on a learner. Rows that are missing here are about what the engine does beside learning.
#[rustfmt::skip]
pub const EXPERIMENTS: &[Experiment] = &[
    Experiment { ids: &["A1", "A2", "U1"],  steps: noise::steps_taken,       conduct: noise::conduct },
    Experiment { ids: &["A3", "A4"],        steps: planted::steps_taken,     conduct: planted::conduct },
    Experiment { ids: &["A5"],              steps: honesty::steps_taken,     conduct: honesty::conduct },
    Experiment { ids: &["A6"],              steps: regime::steps_taken,      conduct: regime::conduct_swap },
    Experiment { ids: &["A7"],              steps: regime::steps_taken,      conduct: regime::conduct_flip },
    Experiment { ids: &["A8"],              steps: events::steps_taken,      conduct: events::conduct },
    Experiment { ids: &["A9"],              steps: shift::steps_taken,       conduct: shift::conduct },
    Experiment { ids: &["A10"],             steps: promotion::steps_taken,   conduct: promotion::conduct },
    Experiment { ids: &["A11"],             steps: drift::steps_taken,       conduct: drift::conduct },
    Experiment { ids: &["A12"],             steps: coverage::steps_taken,    conduct: coverage::conduct },
    Experiment { ids: &["A13"],             steps: overstated::steps_taken,  conduct: overstated::conduct },
    Experiment { ids: &["A14"],             steps: multiplicity::steps_taken, conduct: multiplicity::conduct },
    Experiment { ids: &["A17"],             steps: determinism::steps_twice, conduct: determinism::conduct_twice },
    Experiment { ids: &["A18"],             steps: missing::steps_taken,     conduct: missing::conduct },
    Experiment { ids: &["A19"],             steps: useless::steps_taken,     conduct: useless::conduct },
    Experiment { ids: &["M1"],              steps: determinism::steps_twice, conduct: determinism::conduct_mirrored },
    Experiment { ids: &["F1"],              steps: determinism::steps_future, conduct: determinism::conduct_future },
];
