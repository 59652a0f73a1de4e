//! Live = replay: what was stored since the evening before is replayed through the same step and compared with what was stored.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Due, Effect, Event, SkipReason};
use crate::domain::outcome::Outcome;
use crate::domain::report::Proof;
use crate::domain::symbol::Symbol;
use crate::engine::{STATE_VERSION, State, recall};
use crate::storage::{Kept, StoreError};

/// Replays from the stored snapshot on. Where that is of another version nothing is compared: what it led to cannot be repeated.
pub(super) fn prove(kept: &Kept<'_>, symbol: Symbol) -> Result<Vec<(Date, Proof)>, StoreError> {
    let (mut state, seq) = match kept.snapshot(symbol)? {
        None => (State::new(symbol), 0),
        Some(found) => match State::from_bytes(&found.snapshot.body) {
            Some(state) if found.snapshot.engine == STATE_VERSION => (state, found.seq),
            _ => return Ok(Vec::new()),
        },
    };
    let entries = kept.events(symbol, seq)?;
    let Some((first, last)) = entries.first().map(|entry| entry.now).zip(entries.iter().map(|entry| entry.now).max())
    else {
        return Ok(Vec::new());
    };
    let mut stored = Stored::new(kept.outcomes(symbol, first)?);
    let first_due = entries.iter().find_map(|entry| decision(&entry.event)).unwrap_or(first);
    stored.skips = kept.skips(symbol, (first_due, last))?.into_iter().collect();
    let mut effects = Vec::new();
    for entry in &entries {
        effects.clear();
        let same = recall(&mut state, &entry.event, entry.now, entry.predicted.as_deref(), &mut effects);
        // What an earlier model said cannot be repeated by this one.
        let ours = entry.predicted.as_ref().is_none_or(|prediction| prediction.model.is_current());
        if let Some(at) = decision(&entry.event).filter(|_| ours) {
            let skipped = effects.iter().find_map(|effect| match effect {
                Effect::Skipped(skipped) => Some(skipped.reason),
                _ => None,
            });
            stored.note(at, same && skipped == stored.skips.get(&at).copied());
        }
        for effect in &effects {
            if let Effect::Settled(outcome) = effect {
                stored.compare(outcome);
            }
        }
    }
    Ok(stored.proofs())
}

fn decision(event: &Event) -> Option<Timestamp> {
    match event {
        Event::Due(Due::Decision(at)) => Some(*at),
        _ => None,
    }
}

/// What was stored and is not compared yet, and what came of the rest.
struct Stored {
    outcomes: BTreeMap<(i64, usize), Outcome>,
    skips: BTreeMap<Timestamp, SkipReason>,
    proofs: BTreeMap<Date, Proof>,
}

impl Stored {
    fn new(outcomes: Vec<Outcome>) -> Self {
        let keyed = outcomes.into_iter().map(|outcome| ((outcome.number.0, outcome.horizon.index()), outcome));
        Self { outcomes: keyed.collect(), skips: BTreeMap::new(), proofs: BTreeMap::new() }
    }

    fn compare(&mut self, outcome: &Outcome) {
        let stored = self.outcomes.remove(&(outcome.number.0, outcome.horizon.index()));
        self.note(outcome.settled_at, stored.as_ref() == Some(outcome));
    }

    fn note(&mut self, at: Timestamp, same: bool) {
        let proof = self.proofs.entry(ExchangeCalendar::nyse().new_york(at).date()).or_default();
        proof.compared += 1;
        proof.differing += u64::from(!same);
    }

    /// Outcomes that were stored and did not come about again differ, too.
    fn proofs(mut self) -> Vec<(Date, Proof)> {
        for outcome in std::mem::take(&mut self.outcomes).into_values() {
            self.note(outcome.settled_at, false);
        }
        self.proofs.into_iter().collect()
    }
}
