//! A training that waits or is under way: which units are free, lent out or done, and how far all of it is.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::procedure::{Prepared, Results};
use crate::clock::Stopwatch;
use crate::domain::training::RunId;
use crate::domain::training::request::{Progress, RunView};
use crate::learn::training::{Order, Part, Unit};
use crate::storage::Training;

/// How often a unit may fail before the training is given up.
const ATTEMPTS_MAX: u32 = 3;

/// From this share of the work on it can be said how long the rest will take.
const SHARE_KNOWN: f64 = 0.02;

/// A unit that is lent out.
#[derive(Clone, Debug)]
pub(super) struct Lent {
    /// Which.
    pub(super) unit: Unit,
    /// To whom.
    pub(super) trainer: u64,
    /// Share that is done, 0..1.
    pub(super) done: f64,
    /// Since it was heard of last.
    heard: Stopwatch,
}

/// A unit with everything that working on it takes.
#[derive(Clone, Debug)]
pub struct Work {
    /// Under which number it is lent.
    pub lease: u64,
    /// Of which training.
    pub run: RunId,
    /// What the training is made of.
    pub order: Order,
    /// The last prediction that it learns from.
    pub last_number: i64,
    /// What is to be done.
    pub unit: Unit,
}

/// A training that is not over.
pub(super) struct Active {
    /// As it is kept.
    pub(super) training: Training,
    /// The work, once it is laid out.
    pub(super) prepared: Option<Arc<dyn Prepared>>,
    /// Results that came in.
    pub(super) results: Results,
    /// Whether somebody makes card and models of them.
    pub(super) merging: bool,
    all: Vec<Unit>,
    free: VecDeque<Unit>,
    lent: BTreeMap<u64, Lent>,
    attempts: BTreeMap<Unit, u32>,
    watch: Stopwatch,
    /// Units that were done before this process began.
    done_before: usize,
}

impl Active {
    /// A training of which nothing is laid out yet.
    pub(super) fn new(training: Training) -> Self {
        Self {
            training,
            prepared: None,
            results: Results::new(),
            merging: false,
            all: Vec::new(),
            free: VecDeque::new(),
            lent: BTreeMap::new(),
            attempts: BTreeMap::new(),
            watch: Stopwatch::start(),
            done_before: 0,
        }
    }

    /// Which.
    pub(super) fn id(&self) -> RunId {
        self.training.view.id
    }

    /// What screens show of it.
    pub(super) fn view(&self) -> &RunView {
        &self.training.view
    }

    /// What it is made of.
    pub(super) fn order(&self) -> Order {
        let order = self.training.view.order;
        Order { families: order.families, depth: order.depth, seed: self.training.seed }
    }

    /// The work is laid out, and some of it was done by an earlier process.
    pub(super) fn lay_out(&mut self, prepared: Arc<dyn Prepared>, results: Results) {
        self.all = prepared.units();
        self.free = self.all.iter().filter(|unit| !results.contains_key(unit)).copied().collect();
        self.done_before = results.len();
        self.results = results;
        self.prepared = Some(prepared);
        self.watch = Stopwatch::start();
        self.count();
    }

    /// Lends the next free unit.
    pub(super) fn lend(&mut self, lease: u64, trainer: u64) -> Option<Work> {
        let last_number = self.training.last_number?;
        let unit = self.free.pop_front()?;
        self.lent.insert(lease, Lent { unit, trainer, done: 0.0, heard: Stopwatch::start() });
        self.count();
        Some(Work { lease, run: self.id(), order: self.order(), last_number, unit })
    }

    /// Work on a unit goes on; `false` where it is no longer wanted.
    pub(super) fn hear(&mut self, lease: u64, done: f64) -> bool {
        let Some(lent) = self.lent.get_mut(&lease) else { return false };
        lent.done = if done.is_finite() { done.clamp(0.0, 1.0) } else { lent.done };
        lent.heard = Stopwatch::start();
        let fold = match lent.unit.part {
            Part::Fold(fold) => Some(fold + 1),
            Part::Final => None,
        };
        self.training.view.progress.at = Some((fold, lent.unit.family));
        self.count();
        true
    }

    /// Whether a unit is still to be done.
    pub(super) fn lacks(&self, unit: &Unit) -> bool {
        self.all.contains(unit) && !self.results.contains_key(unit)
    }

    /// Takes a checked result in.
    pub(super) fn take(&mut self, unit: Unit, result: Arc<Vec<u8>>) {
        self.results.insert(unit, result);
        self.lent.retain(|_, lent| lent.unit != unit);
        self.free.retain(|free| *free != unit);
        if let Some(prepared) = &self.prepared {
            self.training.view.progress.best = prepared.best(&self.results);
        }
        self.count();
    }

    /// A unit came to nothing, and is tried again after the others; `false` where it was tried too often.
    pub(super) fn fail(&mut self, unit: Unit, why: String) -> bool {
        self.lent.retain(|_, lent| lent.unit != unit);
        if self.lacks(&unit) && !self.free.contains(&unit) {
            self.free.push_back(unit);
        }
        self.training.view.progress.fault = Some(why);
        self.count();
        let attempts = self.attempts.entry(unit).or_insert(0);
        *attempts += 1;
        *attempts < ATTEMPTS_MAX
    }

    /// Takes units back from a trainer that is gone.
    pub(super) fn take_back_from(&mut self, trainer: u64) {
        self.take_back(|lent| lent.trainer == trainer);
    }

    /// Takes units back from which nothing was heard for so long.
    pub(super) fn expire(&mut self, after: Duration) -> bool {
        self.take_back(|lent| lent.heard.elapsed() >= after)
    }

    fn take_back(&mut self, which: impl Fn(&Lent) -> bool) -> bool {
        let back: Vec<Unit> = self.lent.values().filter(|lent| which(lent)).map(|lent| lent.unit).collect();
        self.lent.retain(|_, lent| !which(lent));
        for unit in back.iter().rev() {
            self.free.push_front(*unit);
        }
        self.count();
        !back.is_empty()
    }

    /// Whether every unit is done.
    pub(super) fn is_complete(&self) -> bool {
        self.prepared.is_some() && self.results.len() == self.all.len()
    }

    /// How far it is now.
    fn count(&mut self) {
        let (all, done) = (self.all.len(), self.results.len());
        let halves: f64 = self.lent.values().map(|lent| lent.done).sum();
        let mut trainers: Vec<u64> = self.lent.values().map(|lent| lent.trainer).collect();
        trainers.sort_unstable();
        trainers.dedup();
        let share = if all == 0 { 0.0 } else { (done as f64 + halves) / all as f64 };
        let before = if all == 0 { 0.0 } else { self.done_before as f64 / all as f64 };
        let made = share - before;
        let left = self.watch.elapsed().as_secs_f64() * (1.0 - share) / made;
        let progress = &mut self.training.view.progress;
        *progress = Progress {
            done: share.min(1.0),
            units: (count_of(done), count_of(all)),
            seconds_left: (made >= SHARE_KNOWN).then(|| Duration::from_secs_f64(left.clamp(0.0, 1e9)).as_secs()),
            trainers: count_of(trainers.len()),
            at: progress.at,
            best: progress.best,
            fault: progress.fault.take(),
        };
    }
}

fn count_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
