//! What a run of engine steps brought, laid out flat: however many steps there are, nothing is allocated for one alone.

use jiff::Timestamp;

use super::event_record::Worked;
use super::proofs::Prove;
use crate::domain::event::{Effect, Event};
use crate::domain::outcome::Outcome;
use crate::domain::prediction::Prediction;
use crate::domain::symbol::Symbol;

/// Steps that are written together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    steps: Vec<Step>,
    predictions: Vec<Prediction>,
    outcomes: Vec<Outcome>,
    /// Every other effect that leaves something behind.
    others: Vec<Effect>,
    /// Whether notices go to the outbox; replayed history tells nobody.
    pub tell: bool,
    /// How far the feed of that name has been read with these steps.
    pub position: Option<(String, Timestamp)>,
    /// The states after the last step, of every fold that is to be kept.
    pub snapshots: Vec<Snapshot>,
    /// Replays what was stored since the snapshot that this one replaces, and compares.
    pub prove: Option<Prove>,
}

/// A fold's state as bytes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Whose.
    pub symbol: Symbol,
    /// Which version of the engine wrote it; no other can read it.
    pub engine: String,
    /// When.
    pub taken_at: Timestamp,
    /// The state.
    pub body: Vec<u8>,
}

/// One step of the fold: what came in and when; its effects end in the lists at these places.
#[derive(Clone, Debug)]
struct Step {
    symbol: Symbol,
    event: Event,
    now: Timestamp,
    worked: Worked,
    refused: bool,
    predictions_end: usize,
    outcomes_end: usize,
    others_end: usize,
}

/// One step with what followed from it.
pub(super) struct Happened<'b> {
    /// For which fold.
    pub(super) symbol: Symbol,
    pub(super) event: &'b Event,
    /// The `now` that the fold was given.
    pub(super) now: Timestamp,
    /// What due work led to.
    pub(super) worked: Worked,
    /// Whether the fold did not take the event in.
    pub(super) refused: bool,
    pub(super) predictions: &'b [Prediction],
    pub(super) outcomes: &'b [Outcome],
    pub(super) others: &'b [Effect],
}

impl Batch {
    /// Adds a step: what came in, the `now` that was given, and what followed. Due work is that of the fold of `symbol`; anything else came to
    /// every fold that it concerns, and is kept once.
    pub fn push(&mut self, symbol: Symbol, event: &Event, now: Timestamp, effects: &[Effect]) {
        let (mut worked, mut refused) = (Worked::Done, false);
        for effect in effects {
            match effect {
                Effect::Predicted(prediction) => {
                    worked = Worked::Predicted(prediction.number);
                    self.predictions.push(**prediction);
                }
                Effect::Skipped(skipped) => worked = Worked::Skipped(skipped.reason),
                Effect::Settled(outcome) => self.outcomes.push(**outcome),
                Effect::Refused(_) => {
                    refused = true;
                    self.others.push(effect.clone());
                }
                Effect::Learned(_) | Effect::Tell(_) => self.others.push(effect.clone()),
            }
        }
        self.steps.push(Step {
            symbol,
            event: event.clone(),
            now,
            worked,
            refused,
            predictions_end: self.predictions.len(),
            outcomes_end: self.outcomes.len(),
            others_end: self.others.len(),
        });
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.position.is_none() && self.snapshots.is_empty()
    }

    /// Steps in the batch.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Empties the batch; the room that it took is kept for the next one.
    pub(super) fn clear(&mut self) {
        self.steps.clear();
        self.predictions.clear();
        self.outcomes.clear();
        self.others.clear();
        self.tell = false;
        self.position = None;
        self.snapshots.clear();
        self.prove = None;
    }

    /// The steps in order.
    pub(super) fn happened(&self) -> impl Iterator<Item = Happened<'_>> {
        let mut begun = (0, 0, 0);
        self.steps.iter().map(move |step| {
            let from = std::mem::replace(&mut begun, (step.predictions_end, step.outcomes_end, step.others_end));
            Happened {
                symbol: step.symbol,
                event: &step.event,
                now: step.now,
                worked: step.worked,
                refused: step.refused,
                predictions: self.predictions.get(from.0..step.predictions_end).unwrap_or_default(),
                outcomes: self.outcomes.get(from.1..step.outcomes_end).unwrap_or_default(),
                others: self.others.get(from.2..step.others_end).unwrap_or_default(),
            }
        })
    }
}
