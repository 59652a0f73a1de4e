//! A fold and its ledger as one: what the fold takes in is written, and after a restart the fold is what the ledger says.

use jiff::Timestamp;

use super::evening_proof;
use super::voices::Voices;
use crate::domain::event::{Dividend, Due, Effect, Event};
use crate::domain::learned::Lesson;
use crate::domain::prediction::ModelName;
use crate::domain::symbol::Symbol;
use crate::engine::replay::{Pace, advance};
use crate::engine::{STATE_VERSION, State, recall, step};
use crate::storage::{Batch, Entry, Snapshot, Store, StoreError};

/// A fold with the store that remembers for it.
pub struct Keeper {
    store: Store,
    state: State,
    /// Name of the feed in the table of positions.
    feed: String,
    /// Taken in by the fold and not yet written.
    unwritten: Batch,
    /// How often each signal spoke in what was taken in.
    voices: Voices,
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

/// What a run of events brought.
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
    fn count(&mut self, symbol: Symbol, event: &Event, effects: &[Effect]) {
        if matches!(event, Event::Bar(bar) if bar.symbol() == symbol) {
            self.bars += 1;
        }
        self.days += u64::from(matches!(event, Event::Due(Due::Report(_))));
        for effect in effects {
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
        Ok((Self { store, state, feed, unwritten: Batch::default(), voices: Voices::default() }, rebuilt))
    }

    /// The fold's state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The ledger.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How far the feed has been read.
    pub fn position(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store.position(&self.feed)
    }

    /// Hands events and due work up to `until` to the fold; [`Keeper::write`] must follow. With `tell`, notices go to the outbox.
    pub fn take(&mut self, events: &[Event], until: Timestamp, pace: Pace, tell: bool) -> Taken {
        let symbol = self.state.symbol();
        let known: Vec<Event>;
        let events = if events.iter().all(|event| self.state.concerns(event)) {
            events
        } else {
            known = events.iter().filter(|event| self.state.concerns(event)).cloned().collect();
            &known
        };
        let mut taken = Taken::default();
        let (batch, voices) = (&mut self.unwritten, &mut self.voices);
        advance(&mut self.state, events, until, pace, |_, event, now, effects| {
            taken.count(symbol, event, effects);
            voices.count(effects);
            batch.push(event.symbol().unwrap_or(symbol), event, now, effects);
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

    /// How often each signal spoke in what was taken in since this was asked last.
    pub fn take_voices(&mut self) -> Voices {
        std::mem::take(&mut self.voices)
    }

    /// Adds the present state to what is written next, so that the next start is quick.
    pub fn snapshot(&mut self, now: Timestamp) {
        self.unwritten.snapshot = Some(Snapshot {
            symbol: self.state.symbol(),
            engine: STATE_VERSION.to_owned(),
            taken_at: now,
            body: self.state.to_bytes(),
        });
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
        if predicted.is_some_and(|prediction| prediction.model != ModelName::CURRENT) {
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
