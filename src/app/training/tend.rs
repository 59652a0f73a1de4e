//! What the hub does between requests: lays work out, takes units back from trainers that fell silent, and makes card and challenger of results.

use std::sync::Arc;
use std::time::Duration;

use super::hub::Hub;
use super::procedure::{Made, Merged, Prepared, Results, key};
use crate::clock::Stopwatch;
use crate::domain::notice::Notice;
use crate::domain::training::RunId;
use crate::domain::training::card::ModelCard;
use crate::domain::training::model::Standing;
use crate::domain::training::observation::Observation;
use crate::domain::training::request::{Place, RunState};
use crate::learn::training::Order;
use crate::storage::{Ending, NewModel, StoreError};

/// How long is waited for something to do.
const LOOK: Duration = Duration::from_millis(500);

/// Pause after the ledger refused something.
const RETRY_PAUSE: Duration = Duration::from_secs(5);

/// What is to be done now.
enum Todo {
    LayOut { run: RunId, order: Order, last_number: Option<i64> },
    Merge { run: RunId, prepared: Arc<dyn Prepared>, results: Results },
    Nothing,
}

impl Hub {
    /// Does all this until [`Hub::stop`].
    pub fn tend(&self) {
        loop {
            let tended = self.tend_once();
            let pause = match &tended {
                Ok(_) => LOOK,
                Err(error) => {
                    tracing::error!("training could not go on, trying again: {error}");
                    RETRY_PAUSE
                }
            };
            let watch = Stopwatch::start();
            loop {
                let state = self.state();
                if state.stopped {
                    return;
                }
                if matches!(tended, Ok(true)) {
                    break;
                }
                drop(self.wait(state, pause.saturating_sub(watch.elapsed())));
                // After an error the pause is kept, whatever changes.
                if tended.is_ok() || watch.elapsed() >= pause {
                    break;
                }
            }
            self.show_rest();
        }
    }

    /// Does what is to be done now; `false` where there was nothing.
    pub fn tend_once(&self) -> Result<bool, StoreError> {
        match self.todo() {
            Todo::Nothing => Ok(false),
            Todo::LayOut { run, order, last_number } => self.lay_out(run, &order, last_number).map(|()| true),
            Todo::Merge { run, prepared, results } => {
                let merged = self.merge(run, &*prepared, &results);
                if merged.is_err()
                    && let Some(active) = self.state().active.as_mut().filter(|active| active.id() == run)
                {
                    active.merging = false;
                }
                merged.map(|()| true)
            }
        }
    }

    fn todo(&self) -> Todo {
        let mut state = self.state();
        let there = !state.connected.is_empty();
        let Some(active) = &mut state.active else { return Todo::Nothing };
        if active.expire(self.0.options.lease) {
            tracing::warn!("a trainer fell silent; what it worked on is given to another");
        }
        let (run, order) = (active.id(), active.order());
        match active.prepared.clone() {
            None => {
                let waits = active.view().state == RunState::Waiting && active.view().order.place == Place::Trainers;
                if waits && !there {
                    return Todo::Nothing;
                }
                Todo::LayOut { run, order, last_number: active.training.last_number }
            }
            Some(prepared) if active.is_complete() && !active.merging => {
                active.merging = true;
                Todo::Merge { run, prepared, results: active.results.clone() }
            }
            Some(_) => Todo::Nothing,
        }
    }

    /// Settles what is learned from and lays the work out; what an earlier process did of it is taken over.
    fn lay_out(&self, run: RunId, order: &Order, last_number: Option<i64>) -> Result<(), StoreError> {
        let store = &self.0.store;
        let mut observations = store.observations(self.0.options.symbol, 0, usize::MAX)?;
        observations.retain(|observation| last_number.is_none_or(|last| observation.number <= last));
        let last = observations.last().map_or(0, |observation| observation.number);
        let prepared = self.0.procedure.prepare(&observations, order);
        drop::<Vec<Observation>>(observations);
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(why) => {
                let state = self.state();
                let mut ending = self.ending(&state, RunState::Failed);
                ending.notices.push(Notice::TrainingFailed { run, why });
                return self.end(state, run, ending);
            }
        };
        let results = self.kept_results(run, &*prepared)?;
        let at = self.0.clock.now();
        let mut state = self.state();
        let Some(active) = state.active.as_mut().filter(|active| active.id() == run) else { return Ok(()) };
        if last_number.is_none() {
            store.begin_training(run, at, last)?;
            let kept = store.training(run)?;
            active.training = kept.unwrap_or_else(|| active.training.clone());
        }
        active.lay_out(prepared, results);
        drop(state);
        self.tell();
        Ok(())
    }

    /// The results that an earlier process kept; damaged ones are thrown away and done anew.
    fn kept_results(&self, run: RunId, prepared: &dyn Prepared) -> Result<Results, StoreError> {
        let units = prepared.units();
        let (mut results, mut useless) = (Results::new(), Vec::new());
        for (name, result) in self.0.store.training_units(run)? {
            match units.iter().find(|unit| key(unit) == name) {
                Some(unit) if prepared.check(unit, &result).is_ok() => {
                    results.insert(*unit, Arc::new(result));
                }
                _ => useless.push(name),
            }
        }
        if !useless.is_empty() {
            tracing::warn!("kept results of training {} are damaged and are made anew: {}", run.0, useless.join(", "));
            self.0.store.drop_training_units(run, useless)?;
        }
        Ok(results)
    }

    /// Ends a training with card and challenger.
    fn merge(&self, run: RunId, prepared: &dyn Prepared, results: &Results) -> Result<(), StoreError> {
        let store = &self.0.store;
        let champion = self.0.store.models(self.0.options.symbol)?.into_iter().next();
        let champion = champion.filter(|model| model.standing == Standing::Champion);
        let incumbent = champion.map(|model| store.model_file(model.id)).transpose()?.flatten();
        let bytes = incumbent.as_ref().map(|file| file.bytes.as_slice());
        let merged = prepared.merge(results, bytes, self.candidates_before()?);
        let at = self.0.clock.now();
        let state = self.state();
        let mut ending = self.ending(&state, RunState::Done);
        match merged {
            Ok(Merged { card, models }) => {
                let best = best_of(&card, models);
                ending.progress.done = 1.0;
                ending.challenger = best.map(|made| self.challenger(run, &card, made, at));
                ending.notices.push(Notice::Trained { run });
                ending.card = Some(card);
            }
            Err(why) => {
                ending.state = RunState::Failed;
                ending.notices.push(Notice::TrainingFailed { run, why });
            }
        }
        let refused = Ending { state: RunState::Failed, card: None, challenger: None, ..ending.clone() };
        match self.end(state, run, ending) {
            // The card holds a number that cannot be written: nothing else will ever come of these results.
            Err(StoreError::Row { reason, .. }) => {
                let why = format!("its card cannot be kept: {reason}");
                let notices = vec![Notice::TrainingFailed { run, why }];
                self.end(self.state(), run, Ending { notices, ..refused })
            }
            ended => ended,
        }
    }

    fn challenger(&self, run: RunId, card: &ModelCard, made: Made, installed: jiff::Timestamp) -> NewModel {
        NewModel {
            symbol: self.0.options.symbol,
            run,
            family: made.family,
            installed,
            trained_until: made.until,
            last_number: made.last_number,
            gain: made.gain,
            hurdles: crate::learn::promotion::hurdles(
                &card.hurdles,
                &crate::domain::training::model::ShadowRecord::default(),
            ),
            file: made.file,
        }
    }

    /// Candidates trained since what serves now came to serve.
    fn candidates_before(&self) -> Result<u32, StoreError> {
        let symbol = self.0.options.symbol;
        let swapped = self.0.store.model_swaps(symbol)?.first().map(|swap| swap.at);
        let newest = self.0.store.newest_card(symbol)?;
        let newest = newest.filter(|kept| swapped.is_none_or(|at| kept.view.ended.is_some_and(|ended| ended > at)));
        Ok(newest.and_then(|kept| kept.card).map_or(0, |card| card.candidates))
    }
}

/// The model of the family that did best out of sample, among those that could be fitted.
fn best_of(card: &ModelCard, mut models: Vec<Made>) -> Option<Made> {
    let fit = card.families.iter().filter(|record| record.fault.is_none()).filter_map(|record| record.model);
    let place = fit.into_iter().find_map(|id| models.iter().position(|made| made.file.id == id))?;
    Some(models.swap_remove(place))
}
