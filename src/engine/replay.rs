//! Driving the fold through time: events in their order, due work in between, each at its own instant.

use jiff::Timestamp;

use crate::domain::event::{Effect, Event};
use crate::engine::{State, step};

/// Which `now` the fold is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// History as it would have been lived: every bar arrives at its end, every decision is made on time.
    Lived,
    /// The present: whatever arrives, arrives now.
    Received(Timestamp),
}

/// Hands `events` (earliest known first) and all due work before them to the fold, then the due work up to `until`. `sink` sees each event with
/// its `now` and its effects.
pub fn advance(
    state: &mut State,
    events: &[Event],
    until: Timestamp,
    pace: Pace,
    mut sink: impl FnMut(&State, &Event, Timestamp, &[Effect]),
) {
    let mut effects = Vec::new();
    let mut due = state.next_due();
    let mut take = |state: &mut State, event: &Event, at: Timestamp| {
        let now = match pace {
            Pace::Lived => at,
            Pace::Received(now) => now.max(at),
        };
        effects.clear();
        step(state, event, now, &mut effects);
        sink(state, event, now, &effects);
    };
    for event in events {
        // A decision at the very end of a bar waits for it; one before its end does not know it yet.
        let known_at = event.known_at();
        while let Some((at, work)) = due.filter(|(at, _)| *at < known_at) {
            take(state, &Event::Due(work), at);
            due = state.next_due();
        }
        take(state, event, known_at);
        // Once work is due, only the work itself changes what is due next.
        due = due.or_else(|| state.next_due());
    }
    while let Some((at, work)) = due.filter(|(at, _)| *at <= until) {
        take(state, &Event::Due(work), at);
        due = state.next_due();
    }
}
