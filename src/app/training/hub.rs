//! The hub: one training at a time, asked for in the chat, kept in the ledger, told to screens as it goes.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::active::Active;
use super::procedure::Procedure;
use super::swaps::SwapOrder;
use crate::clock::{Clock, Stopwatch};
use crate::domain::figures::Figures;
use crate::domain::horizon::Horizon;
use crate::domain::person::PersonId;
use crate::domain::symbol::Symbol;
use crate::domain::training::RunId;
use crate::domain::training::request::{
    Place, RunState, RunView, TrainAnswer, TrainOrder, TrainRequest, TrainerSeen, TrainingNow,
};
use crate::storage::{Ending, NewTraining, Store, StoreError};

/// Independent observations below which nothing is trained: a year of trading days.
pub const EFFECTIVE_MIN: f64 = 250.0;

/// Trading days of predictions that no training has learned from, from which on one begins by itself: a month.
const NEW_MIN: f64 = 20.0;

/// The least time between two tellings of how training stands.
const TELL_PAUSE: Duration = Duration::from_millis(500);

/// Time without a word after which a unit is given to another trainer.
const LEASE: Duration = Duration::from_secs(90);

/// What a hub works by.
#[derive(Clone, Copy, Debug)]
pub struct HubOptions {
    /// Whose predictions are learned from.
    pub symbol: Symbol,
    /// Whether its market is simulated.
    pub simulated: bool,
    /// What the seeds of trainings are made from.
    pub seed: u64,
    /// Time without a word after which a unit is given to another trainer.
    pub lease: Duration,
    /// Independent observations that are needed.
    pub needed: f64,
}

impl HubOptions {
    /// The usual ones.
    pub const fn new(symbol: Symbol, simulated: bool, seed: u64) -> Self {
        Self { symbol, simulated, seed, lease: LEASE, needed: EFFECTIVE_MIN }
    }
}

/// Owns trainings; clones share it.
#[derive(Clone)]
pub struct Hub(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) options: HubOptions,
    pub(super) procedure: Arc<dyn Procedure>,
    /// To the market's thread.
    pub(super) swaps: SyncSender<SwapOrder>,
    /// Held by whoever judges models or changes which of them serves.
    pub(super) judging: Mutex<()>,
    state: Mutex<State>,
    changed: Condvar,
    now: watch::Sender<Arc<TrainingNow>>,
}

pub(super) struct State {
    /// The training that waits or is under way.
    pub(super) active: Option<Active>,
    /// The one that was over last.
    pub(super) over: Option<RunView>,
    /// Trainers that are connected, by the number of their connection.
    pub(super) connected: Vec<(u64, String)>,
    /// Trainers that were ever seen.
    pub(super) seen: Vec<TrainerSeen>,
    /// The next number of a connection or a lease.
    pub(super) next: u64,
    /// Whether work is to end.
    pub(super) stopped: bool,
    effective: f64,
    told: Option<Stopwatch>,
}

impl Hub {
    /// Opens the hub on a ledger; a training that an earlier process left behind goes on.
    pub fn open(
        (store, clock): (Store, Clock),
        options: HubOptions,
        procedure: Arc<dyn Procedure>,
        now: watch::Sender<Arc<TrainingNow>>,
        swaps: SyncSender<SwapOrder>,
    ) -> Result<Self, StoreError> {
        let newest = store.newest_training(options.symbol)?;
        let over = newest.as_ref().filter(|kept| kept.view.state.is_over()).map(|kept| kept.view.clone());
        let active = newest.filter(|kept| !kept.view.state.is_over()).map(Active::new);
        let unseen = |(name, last_seen)| TrainerSeen { name, last_seen, connected: false };
        let seen = store.trainers()?.into_iter().map(unseen).collect();
        let state = State {
            active,
            over,
            connected: Vec::new(),
            seen,
            next: 1,
            stopped: false,
            effective: effective(&store, options.symbol)?,
            told: None,
        };
        let judging = Mutex::new(());
        let (state, changed) = (Mutex::new(state), Condvar::new());
        let hub = Self(Arc::new(Inner { store, clock, options, procedure, swaps, judging, state, changed, now }));
        hub.tell();
        Ok(hub)
    }

    /// Does what is asked, and answers after what follows from it is written. May take a while.
    pub fn request(&self, request: TrainRequest) -> TrainAnswer {
        let answer = match request {
            TrainRequest::Start { by, order } => self.start(Some(by), order),
            TrainRequest::Cancel { run } => self.cancel(run),
            TrainRequest::Promote { model } => self.promote(model),
            TrainRequest::RollBack => self.roll_back(),
        };
        answer.unwrap_or_else(|error| {
            tracing::error!("what was asked of training failed: {error}");
            TrainAnswer::Failed
        })
    }

    /// Begins a training, or keeps it until a trainer comes; `by` is `None` where it begins by itself.
    pub fn start(&self, by: Option<PersonId>, order: TrainOrder) -> Result<TrainAnswer, StoreError> {
        let inner = &*self.0;
        let (have, need) = (effective(&inner.store, inner.options.symbol)?, inner.options.needed);
        let mut state = self.state();
        if let Some(active) = &state.active {
            return Ok(TrainAnswer::Busy(active.id()));
        }
        state.effective = have;
        if have < need {
            return Ok(TrainAnswer::TooFew { have, need });
        }
        let asked = inner.clock.now();
        // The same question at another time is another training.
        let seed = inner.options.seed ^ asked.as_microsecond().cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let run = inner.store.add_training(NewTraining { symbol: inner.options.symbol, by, asked, order, seed })?;
        let kept = inner.store.training(run)?.ok_or_else(|| lost(run))?;
        state.active = Some(Active::new(kept));
        let waits = order.place == Place::Trainers && state.connected.is_empty();
        drop(state);
        self.tell();
        Ok(if waits { TrainAnswer::Kept(run) } else { TrainAnswer::Started(run) })
    }

    /// Begins a training by itself where there is enough to learn that no training has learned from yet; `None` where there is not.
    pub fn start_where_new(&self, order: TrainOrder) -> Result<Option<TrainAnswer>, StoreError> {
        let (store, symbol) = (&self.0.store, self.0.options.symbol);
        let known = store.newest_card(symbol)?.and_then(|kept| kept.card).map_or(0, |card| card.last_number);
        let newest = store.last_prediction(symbol)?.map_or(0, |number| number.0);
        let new = newest.saturating_sub(known) as f64 / f64::from(Horizon::PRIMARY.bars());
        if new < NEW_MIN {
            return Ok(None);
        }
        self.start(None, order).map(Some)
    }

    fn cancel(&self, run: RunId) -> Result<TrainAnswer, StoreError> {
        let state = self.state();
        if state.active.as_ref().is_none_or(|active| active.id() != run) {
            return Ok(TrainAnswer::Nothing);
        }
        let ending = self.ending(&state, RunState::Cancelled);
        self.end(state, run, ending)?;
        Ok(TrainAnswer::Cancelled)
    }

    /// An end of the present training at which nothing came of it.
    pub(super) fn ending(&self, state: &State, how: RunState) -> Ending {
        let progress = state.active.as_ref().map(|active| active.view().progress.clone()).unwrap_or_default();
        Ending { state: how, at: self.0.clock.now(), progress, card: None, challenger: None, notices: Vec::new() }
    }

    /// Writes the end of a training and tells of it; nothing where it is over already.
    pub(super) fn end(&self, mut state: MutexGuard<'_, State>, run: RunId, ending: Ending) -> Result<(), StoreError> {
        if state.active.as_ref().is_some_and(|active| active.id() == run) {
            self.0.store.end_training(run, ending)?;
            state.active = None;
            state.over = self.0.store.training(run)?.map(|kept| kept.view);
        }
        drop(state);
        self.tell();
        Ok(())
    }

    /// What is known; nobody else changes it meanwhile.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked left a state in which every unit is free, lent or done: it can be gone on with.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until something changes, for a while at most.
    pub(super) fn wait<'s>(&self, state: MutexGuard<'s, State>, longest: Duration) -> MutexGuard<'s, State> {
        let waited = self.0.changed.wait_timeout(state, longest);
        waited.map_or_else(|poisoned| poisoned.into_inner().0, |(state, _)| state)
    }

    /// Ends all work.
    pub fn stop(&self) {
        self.state().stopped = true;
        self.0.changed.notify_all();
    }

    /// Something happened that screens show and others may wait for.
    pub(super) fn tell(&self) {
        self.show(true);
        self.0.changed.notify_all();
    }

    /// Work goes on: screens are told, but not too often; whoever waits for it at once.
    pub(super) fn tell_progress(&self) {
        self.show(false);
        self.0.changed.notify_all();
    }

    /// Screens are told what was held back because it came too soon after something else.
    pub(super) fn show_rest(&self) {
        self.show(false);
    }

    fn show(&self, at_once: bool) {
        let mut state = self.state();
        if !at_once && state.told.is_some_and(|told| told.elapsed() < TELL_PAUSE) {
            return;
        }
        state.told = Some(Stopwatch::start());
        let running = state.active.as_ref().map(|active| active.view().clone());
        let now = TrainingNow {
            trainers: state.seen.clone(),
            run: running.or_else(|| state.over.clone()),
            effective: state.effective,
            needed: self.0.options.needed,
        };
        // Under the lock, so that nobody is told of an earlier state after a later one.
        self.0.now.send_if_modified(|kept| {
            let is_new = **kept != now;
            if is_new {
                *kept = Arc::new(now);
            }
            is_new
        });
    }

    /// How much there is to learn from was counted anew.
    pub(super) fn count_again(&self) -> Result<(), StoreError> {
        let effective = effective(&self.0.store, self.0.options.symbol)?;
        self.state().effective = effective;
        self.tell_progress();
        Ok(())
    }

    /// Notes that a trainer is there or was there until now.
    pub(super) fn note_seen(&self, state: &mut State, name: &str, at: Timestamp) {
        let connected = state.connected.iter().any(|(_, there)| there == name);
        state.seen.retain(|seen| seen.name != name);
        state.seen.insert(0, TrainerSeen { name: name.to_owned(), last_seen: at, connected });
        if let Err(error) = self.0.store.trainer_seen(name.to_owned(), at) {
            tracing::error!("that the trainer {name} was seen could not be kept: {error}");
        }
    }
}

/// Independent outcomes at the primary horizon.
fn effective(store: &Store, symbol: Symbol) -> Result<f64, StoreError> {
    let tallies = store.tallies(symbol)?;
    let primary = tallies.get(Horizon::PRIMARY.index()).and_then(|tallies| Figures::of(&tallies.all()));
    Ok(primary.map_or(0.0, |figures| figures.calls.effective))
}

fn lost(run: RunId) -> StoreError {
    StoreError::OutOfOrder { what: format!("training {}", run.0) }
}
