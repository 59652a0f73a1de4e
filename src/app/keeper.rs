//! Folds and their ledger as one: what they take in is written together, and after a restart each fold is what the ledger says.

use std::sync::Arc;

use jiff::Timestamp;

use super::evening_proof;
use super::voices::Voices;
use crate::domain::event::{Dividend, Due, Effect, Event};
use crate::domain::learned::Lesson;
use crate::domain::symbol::Symbol;
use crate::domain::training::model::ModelSwap;
use crate::engine::replay::{Lane, Pace, Turn, advance_together};
use crate::engine::{STATE_VERSION, State, recall, step};
use crate::storage::{Batch, Entry, Snapshot, Store, StoreError};

/// Folds with the store that remembers for them: that of the main symbol, and those of the symbols watched beside it.
pub struct Keeper {
    store: Store,
    state: State,
    beside: Vec<Beside>,
    /// Whether it was looked for folds of earlier runs whose outcomes are still to settle.
    looked_back: bool,
    /// Name of the feed in the table of positions.
    feed: String,
    /// Taken in by the fold and not yet written.
    unwritten: Batch,
    /// How often each signal spoke in what was taken in.
    voices: Voices,
}

/// The fold of a symbol beside the main one.
pub(super) struct Beside {
    pub(super) state: State,
    /// Whether it predicts; where it no longer does, it stays until its last outcome has settled.
    pub(super) predicts: bool,
}

/// How a restart went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Events taken from the ledger after the last snapshot.
    pub events: u64,
    /// Decisions of the present model that came out otherwise this time; there should be none, and the ledger's word stands.
    pub differing: u64,
    /// Decisions of earlier models that the present one would have made otherwise, as it may.
    pub older: u64,
}

/// What a run of events brought to the fold of the main symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Bars of the predicted symbol.
    pub bars: u64,
    /// Bars refused by the fold.
    pub refused: u64,
    /// Predictions made.
    pub predictions: u64,
    /// Decisions skipped.
    pub skipped: u64,
    /// Outcomes settled or found void.
    pub outcomes: u64,
    /// Trading days whose report fell due.
    pub days: u64,
}

impl Taken {
    fn count(&mut self, symbol: Symbol, turn: &Turn<'_>) {
        if matches!(turn.event, Event::Bar(bar) if bar.symbol() == symbol) {
            self.bars += 1;
        }
        self.days += u64::from(turn.symbol == symbol && matches!(turn.event, Event::Due(Due::Report(_))));
        for effect in turn.first {
            match effect {
                Effect::Predicted(_) => self.predictions += 1,
                Effect::Skipped(_) => self.skipped += 1,
                Effect::Settled(_) => self.outcomes += 1,
                Effect::Refused(_) => self.refused += 1,
                Effect::Tell(_) | Effect::Learned(_) => {}
            }
        }
    }

    /// Adds another run.
    pub fn add(&mut self, more: Self) {
        self.bars += more.bars;
        self.refused += more.refused;
        self.predictions += more.predictions;
        self.skipped += more.skipped;
        self.outcomes += more.outcomes;
        self.days += more.days;
    }
}

impl Keeper {
    /// Rebuilds the fold from the last snapshot and everything that came after it.
    pub fn open(store: Store, symbol: Symbol, feed: String) -> Result<(Self, Rebuilt), StoreError> {
        let (state, rebuilt) = rebuild(&store, symbol)?;
        let keeper = Self {
            store,
            state,
            beside: Vec::new(),
            looked_back: false,
            feed,
            unwritten: Batch::default(),
            voices: Voices::default(),
        };
        Ok((keeper, rebuilt))
    }

    /// The state of the main symbol's fold.
    pub fn state(&self) -> &State {
        &self.state
    }

    pub(super) fn beside(&self) -> &[Beside] {
        &self.beside
    }

    pub(super) fn beside_mut(&mut self) -> &mut Vec<Beside> {
        &mut self.beside
    }

    /// Whether it is known which folds earlier runs left behind.
    pub(super) fn has_looked_back(&self) -> bool {
        self.looked_back
    }

    pub(super) fn note_look_back(&mut self) {
        self.looked_back = true;
    }

    /// Whether something was taken in that is not written.
    pub(super) fn is_unwritten(&self) -> bool {
        !self.unwritten.is_empty()
    }

    /// The ledger.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How far the feed has been read.
    pub fn position(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store.position(&self.feed)
    }

    /// Hands events and due work up to `until` to all folds; [`Keeper::write`] must follow. With `tell`, notices of the main symbol's fold go to
    /// the outbox.
    pub fn take(&mut self, events: &[Event], until: Timestamp, pace: Pace, tell: bool) -> Taken {
        let symbol = self.state.symbol();
        let mut taken = Taken::default();
        let (batch, voices) = (&mut self.unwritten, &mut self.voices);
        let mut lanes = vec![Lane { state: &mut self.state, works: true }];
        let beside = self.beside.iter_mut();
        lanes.extend(beside.map(|fold| Lane { state: &mut fold.state, works: fold.predicts }));
        advance_together(&mut lanes, events, until, pace, |turn| {
            taken.count(symbol, turn);
            voices.count(turn.first);
            batch.push(turn.event.symbol().unwrap_or(turn.symbol), turn.event, turn.now, turn.effects);
        });
        batch.tell = tell;
        batch.position = Some((self.feed.clone(), until));
        if taken.days > 0 {
            self.snapshot(until);
            self.unwritten.prove = tell.then_some(evening_proof::prove);
        }
        taken
    }

    /// Hands events to the fold without the due work after the last of them, as [`Keeper::take`] does; more of that instant may follow.
    pub fn take_events(&mut self, events: &[Event], pace: Pace) -> Taken {
        self.take(events, Timestamp::MIN, pace, false)
    }

    /// Tells the fold of a dividend ahead of its ex-date.
    pub fn tell_dividend(&mut self, dividend: &Dividend) {
        let event = Event::Dividend(*dividend);
        let now = self.state.last_bar_end().unwrap_or(Timestamp::UNIX_EPOCH);
        let mut effects = Vec::new();
        step(&mut self.state, &event, now, &mut effects);
        self.unwritten.push(self.state.symbol(), &event, now, &effects);
    }

    /// Lets another trained model serve from the next decision on, or none, without doing any due work before: bars that it waits for may still be on
    /// their way. [`Keeper::write`] must follow; the model must have been kept before.
    pub fn swap_model(&mut self, swap: ModelSwap, now: Timestamp) {
        let symbol = swap.symbol;
        let event = Event::Model(Arc::new(swap));
        let folds = std::iter::once(&mut self.state).chain(self.beside.iter_mut().map(|fold| &mut fold.state));
        let mut effects = Vec::new();
        for state in folds.filter(|state| state.symbol() == symbol) {
            step(state, &event, now, &mut effects);
        }
        self.unwritten.push(symbol, &event, now, &effects);
    }

    /// How often each signal spoke in what was taken in since this was asked last.
    pub fn take_voices(&mut self) -> Voices {
        std::mem::take(&mut self.voices)
    }

    /// Adds the present states to what is written next, so that the next start is quick.
    pub fn snapshot(&mut self, now: Timestamp) {
        let states = std::iter::once(&self.state).chain(self.beside.iter().map(|fold| &fold.state));
        self.unwritten.snapshots = states.map(|state| snapshot_of(state, now)).collect();
    }

    /// The same for the folds beside the main one, which is left to its evening: the proof of the day begins at the evening before.
    pub(super) fn snapshot_beside(&mut self, now: Timestamp) {
        self.unwritten.snapshots = self.beside.iter().map(|fold| snapshot_of(&fold.state, now)).collect();
    }

    /// Writes what was taken in, in one transaction. After an error it can be tried again: nothing is lost and nothing is written twice.
    pub fn write(&mut self) -> Result<(), StoreError> {
        if self.unwritten.is_empty() {
            return Ok(());
        }
        match self.store.commit(std::mem::take(&mut self.unwritten)) {
            Ok(room) => {
                self.unwritten = room;
                Ok(())
            }
            Err(returned) => {
                let (error, unwritten) = *returned;
                self.unwritten = unwritten;
                Err(error)
            }
        }
    }
}

fn snapshot_of(state: &State, now: Timestamp) -> Snapshot {
    let (symbol, engine) = (state.symbol(), STATE_VERSION.to_owned());
    Snapshot { symbol, engine, taken_at: now, body: state.to_bytes() }
}

/// The state that the ledger gives: snapshot, then every later event with what was stored at it.
pub fn rebuild(store: &Store, symbol: Symbol) -> Result<(State, Rebuilt), StoreError> {
    let kept = store.snapshot(symbol)?.filter(|recall| recall.snapshot.engine == STATE_VERSION);
    let from = kept.and_then(|recall| Some((State::from_bytes(&recall.snapshot.body)?, recall.seq)));
    let (mut state, seq) = from.unwrap_or_else(|| (State::new(symbol), 0));
    let mut lessons = Vec::new();
    let rebuilt = replay_ledger(store, &mut state, seq, |_| {}, |lesson| lessons.push(lesson.clone()))?;
    store.keep_lessons(lessons)?;
    Ok((state, rebuilt))
}

/// Replays the ledger from the very beginning and counts the decisions on which the fold would say something else today.
pub fn live_equals_replay(store: &Store, symbol: Symbol, progress: impl FnMut(u64)) -> Result<Rebuilt, StoreError> {
    replay_ledger(store, &mut State::new(symbol), 0, progress, |_| {})
}

fn replay_ledger(
    store: &Store,
    state: &mut State,
    after_seq: i64,
    mut progress: impl FnMut(u64),
    mut learned: impl FnMut(&Lesson),
) -> Result<Rebuilt, StoreError> {
    let mut rebuilt = Rebuilt::default();
    let mut effects = Vec::new();
    let symbol = state.symbol();
    store.recall(symbol, after_seq, |Entry { now, event, predicted, .. }| {
        effects.clear();
        let same = recall(state, &event, now, predicted.as_deref(), &mut effects);
        for effect in &effects {
            if let Effect::Learned(lesson) = effect {
                learned(lesson);
            }
        }
        rebuilt.events += 1;
        if predicted.is_some_and(|prediction| !prediction.model.is_current()) {
            rebuilt.older += u64::from(!same);
        } else {
            rebuilt.differing += u64::from(!same);
        }
        if rebuilt.events.is_multiple_of(4_096) {
            progress(rebuilt.events);
        }
        Ok(())
    })?;
    Ok(rebuilt)
}
