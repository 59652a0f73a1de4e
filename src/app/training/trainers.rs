//! Trainers at the hub: they come and go, take units of work, and bring results.

use std::sync::Arc;

use super::active::Work;
use super::hub::{Hub, State};
use super::procedure::{Prepared, key};
use crate::domain::notice::Notice;
use crate::domain::training::RunId;
use crate::domain::training::observation::Observation;
use crate::domain::training::request::{Place, RunState};
use crate::learn::training::Unit;
use crate::storage::StoreError;

/// The number under which the service's own trainer takes work.
const OWN: u64 = 0;

/// What became of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was taken, or had come already.
    Taken,
    /// It is damaged; the unit is done anew.
    Refused(String),
    /// Nobody waits for it any more.
    Late,
}

impl Hub {
    /// A trainer is connected; the number stands for its connection. A training that waited for one begins.
    pub fn join(&self, name: &str) -> u64 {
        let mut state = self.state();
        state.next += 1;
        let trainer = state.next;
        state.connected.push((trainer, name.to_owned()));
        self.note_seen(&mut state, name, self.0.clock.now());
        drop(state);
        self.tell();
        trainer
    }

    /// A trainer is gone; what it worked on is given to others.
    pub fn leave(&self, trainer: u64) {
        let mut state = self.state();
        let Some(place) = state.connected.iter().position(|(number, _)| *number == trainer) else { return };
        let (_, name) = state.connected.remove(place);
        self.note_seen(&mut state, &name, self.0.clock.now());
        if let Some(active) = &mut state.active {
            active.take_back_from(trainer);
        }
        drop(state);
        self.tell();
    }

    /// What is there to be learned from after the prediction `after`, `limit` at most; see [`crate::storage::Store::observations`].
    pub fn observations(&self, after: i64, limit: usize) -> Result<Vec<Observation>, StoreError> {
        self.0.store.observations(self.0.options.symbol, after, limit)
    }

    /// Lends a trainer the next unit; `None` where there is nothing to do for it now.
    pub fn claim(&self, trainer: u64) -> Option<Work> {
        self.lend(trainer, Place::Trainers).map(|(work, _)| work)
    }

    /// The same for the service's own trainer, with what it works on.
    pub(super) fn claim_here(&self) -> Option<(Work, Arc<dyn Prepared>)> {
        self.lend(OWN, Place::Server)
    }

    fn lend(&self, trainer: u64, place: Place) -> Option<(Work, Arc<dyn Prepared>)> {
        let mut state = self.state();
        let State { active, next, stopped, .. } = &mut *state;
        let active = active.as_mut().filter(|active| !*stopped && active.view().order.place == place)?;
        let prepared = active.prepared.clone()?;
        *next += 1;
        let work = active.lend(*next, trainer)?;
        drop(state);
        self.tell_progress();
        Some((work, prepared))
    }

    /// A trainer works on; `false` tells it to stop, because the unit is no longer its own.
    pub fn hear(&self, lease: u64, done: f64) -> bool {
        let mut state = self.state();
        let stopped = state.stopped;
        let goes_on = state.active.as_mut().is_some_and(|active| active.hear(lease, done)) && !stopped;
        drop(state);
        self.tell_progress();
        goes_on
    }

    /// A unit is done. Results follow from data, order and unit alone, so that it does not matter who brings them, and when.
    pub fn bring(&self, run: RunId, unit: Unit, result: Vec<u8>) -> Result<Verdict, StoreError> {
        let prepared = {
            let state = self.state();
            let active = state.active.as_ref().filter(|active| active.id() == run);
            match active {
                Some(active) if active.results.contains_key(&unit) => return Ok(Verdict::Taken),
                Some(active) if active.lacks(&unit) => active.prepared.clone(),
                _ => None,
            }
        };
        let Some(prepared) = prepared else { return Ok(Verdict::Late) };
        // Checking may take a while, and others go on meanwhile.
        if let Err(why) = prepared.check(&unit, &result) {
            let why = format!("the result of {} was damaged ({why}); it is done anew", key(&unit));
            self.refuse(run, unit, why.clone())?;
            return Ok(Verdict::Refused(why));
        }
        if let Err(error) = self.0.store.add_training_unit(run, key(&unit), result.clone()) {
            // It is at hand as long as this process lives, and the end of the training is written whole or not at all.
            tracing::error!("the result of {} could not be kept, and is kept in memory: {error}", key(&unit));
        }
        let mut state = self.state();
        let active = state.active.as_mut().filter(|active| active.id() == run);
        let Some(active) = active else { return Ok(Verdict::Late) };
        active.take(unit, Arc::new(result));
        let progress = active.view().progress.clone();
        drop(state);
        if let Err(error) = self.0.store.set_training_progress(run, &progress) {
            tracing::error!("how far training {} is could not be kept: {error}", run.0);
        }
        self.tell_progress();
        Ok(Verdict::Taken)
    }

    /// Something that came up is of no use: people are told, and the unit is done anew.
    pub fn refuse(&self, run: RunId, unit: Unit, why: String) -> Result<(), StoreError> {
        tracing::warn!("training {}: {why}", run.0);
        let at = self.0.clock.now();
        if let Err(error) = self.0.store.tell_of_training(Notice::ModelRefused { run, why: why.clone(), at }, at) {
            tracing::error!("that something was refused could not be told: {error}");
        }
        self.give_up(run, unit, why)
    }

    /// A trainer could not do a unit: another try, or the end of the training after too many.
    pub fn give_up(&self, run: RunId, unit: Unit, why: String) -> Result<(), StoreError> {
        let mut state = self.state();
        let active = state.active.as_mut().filter(|active| active.id() == run);
        let Some(active) = active else { return Ok(()) };
        if active.fail(unit, why.clone()) {
            drop(state);
            self.tell();
            return Ok(());
        }
        let mut ending = self.ending(&state, RunState::Failed);
        ending.notices.push(Notice::TrainingFailed { run, why });
        self.end(state, run, ending)
    }
}
