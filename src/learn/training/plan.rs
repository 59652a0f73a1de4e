//! The plan of a training: folds in the order of time, and the units of work that follow from them.

use super::{NEEDED, Order, Part, Table, Unit};
use crate::domain::statistics::split::{Fold, Span};
use crate::domain::training::{Depth, Family};

/// What must lie between the last outcome learned from and the first decision tested: one bar, seconds.
pub(super) const GAP_S: i64 = 900;

/// Trading days in a year.
const YEAR: usize = 252;

/// The most folds of one plan.
const FOLDS_MAX: usize = 240;

/// Why nothing can be trained.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanFault {
    /// There is too little to learn from.
    #[error("{have:.0} independent observations are too few: {need:.0} are needed; wait until more outcomes are known")]
    TooFew {
        /// Independent observations there are.
        have: f64,
        /// How many are needed.
        need: f64,
    },
    /// Observations are not in the order of time.
    #[error("observation {0} does not come after the one before it; fetch the data anew")]
    OutOfOrder(i64),
    /// An observation cannot be written down.
    #[error("an observation cannot be laid out: {0}")]
    Unreadable(String),
}

/// How much is done at a depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Effort {
    /// Sessions learned from at least.
    pub(super) learn_min: usize,
    /// Sessions of a test block.
    pub(super) block: usize,
    /// Settings of hyper-parameters tried.
    pub(super) trials: u32,
    /// Folds within a fold.
    pub(super) inner: usize,
    /// Whether only models are tried that are quick to fit.
    pub(super) small: bool,
}

impl Effort {
    fn of(depth: Depth, sessions: usize) -> Self {
        let half = sessions / 2;
        match depth {
            Depth::Light => Self {
                learn_min: half.min(YEAR),
                block: (sessions.saturating_sub(half.min(YEAR)) / 3).clamp(20, YEAR / 2),
                trials: 2,
                inner: 2,
                small: true,
            },
            Depth::Usual => Self { learn_min: half.min(2 * YEAR), block: YEAR / 4, trials: 5, inner: 3, small: false },
            Depth::Thorough => {
                Self { learn_min: half.min(2 * YEAR), block: YEAR / 12, trials: 15, inner: 4, small: false }
            }
        }
    }
}

/// What is done, and in which pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub(super) order: Order,
    pub(super) dataset: [u8; 32],
    pub(super) effort: Effort,
    pub(super) folds: Vec<Fold>,
    units: Vec<Unit>,
}

impl Plan {
    /// The units of work, those that fit on all data last.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// What was asked for.
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// The folds: positions of rows learned from and tested on.
    pub fn folds(&self) -> &[Fold] {
        &self.folds
    }

    /// Families that are fitted.
    pub(super) fn families(&self) -> impl Iterator<Item = Family> {
        self.order.families.iter()
    }
}

/// The plan of an order on a table; it follows from these two alone.
pub fn plan(table: &Table, order: &Order) -> Result<Plan, PlanFault> {
    let have = table.effective();
    let too_few = PlanFault::TooFew { have, need: NEEDED };
    if have < NEEDED {
        return Err(too_few);
    }
    let effort = Effort::of(order.depth, table.days() as usize);
    let all: Vec<usize> = (0..table.rows().len()).collect();
    let folds = walk(table, &all, effort.learn_min, effort.block);
    if folds.is_empty() {
        return Err(too_few);
    }
    let count = u32::try_from(folds.len()).unwrap_or(u32::MAX);
    let parts = (0..count).map(Part::Fold).chain([Part::Final]);
    let units = parts.flat_map(|part| order.families.iter().map(move |family| Unit { family, part })).collect();
    Ok(Plan { order: order.clone(), dataset: table.dataset(), effort, folds, units })
}

/// Folds over the given rows: blocks of so many sessions, each tested with what was known a gap before it. Whole sessions are tested, so that no
/// day stands on both sides.
pub(super) fn walk(table: &Table, rows: &[usize], learn_min: usize, block: usize) -> Vec<Fold> {
    let session = |row: &usize| table.rows().get(*row).map_or(0, |row| row.session);
    let mut days: Vec<&[usize]> = rows.chunk_by(|a, b| session(a) == session(b)).collect();
    let later = days.split_off(learn_min.min(days.len()));
    let before: Vec<usize> = days.concat();
    let mut folds: Vec<Fold> = Vec::new();
    let mut known: Vec<usize> = before;
    for test in later.chunks(block.max(1)).take(FOLDS_MAX) {
        let test: Vec<usize> = test.concat();
        let start = table.spans(&test).iter().map(|span| span.from).min().unwrap_or(i64::MIN);
        let clear = |row: &&usize| {
            let span = table.rows().get(**row).map(|row| row.span);
            span.is_some_and(|Span { until, .. }| until.saturating_add(GAP_S) <= start)
        };
        let train: Vec<usize> = known.iter().filter(clear).copied().collect();
        known.extend_from_slice(&test);
        if !train.is_empty() {
            folds.push(Fold { train, test });
        }
    }
    folds
}
