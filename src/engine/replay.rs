//! Driving the fold through time: events in their order, due work in between, each at its own instant.

use jiff::Timestamp;

use crate::domain::event::{Due, Effect, Event};
use crate::domain::symbol::Symbol;
use crate::engine::{State, step};

/// Which `now` the fold is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// History as it would have been lived: every bar arrives at its end, every decision is made on time.
    Lived,
    /// The present: whatever arrives, arrives now.
    Received(Timestamp),
}

impl Pace {
    fn now(self, at: Timestamp) -> Timestamp {
        match self {
            Self::Lived => at,
            Self::Received(now) => now.max(at),
        }
    }
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
        let now = pace.now(at);
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

/// A fold that is driven beside others.
pub struct Lane<'s> {
    /// What it knows.
    pub state: &'s mut State,
    /// Whether it does its due work; one that only waits for outcomes does not.
    pub works: bool,
}

/// What one event led to in all folds that it came to.
pub struct Turn<'t> {
    /// Whose due work it is; of anything else, the first fold that it came to.
    pub symbol: Symbol,
    /// What came in.
    pub event: &'t Event,
    /// The `now` that the folds were given.
    pub now: Timestamp,
    /// What followed, fold after fold.
    pub effects: &'t [Effect],
    /// Those of the first lane, which stand first.
    pub first: &'t [Effect],
}

/// Drives several folds through the same time as [`advance`] drives one, and hands each event over once. A fold does and learns the same as if
/// it were alone; only the first lane's notices are handed on. What the first fold refuses that it concerns comes to no other.
pub fn advance_together(
    lanes: &mut [Lane<'_>],
    events: &[Event],
    until: Timestamp,
    pace: Pace,
    mut sink: impl FnMut(&Turn<'_>),
) {
    let mut together = Together { effects: Vec::new(), due: Vec::new(), pace };
    together.due.extend(lanes.iter().map(Lane::next_due));
    for event in events {
        let known_at = event.known_at();
        together.work(lanes, |lane, due| lane.state.concerns(event) && due < known_at, &mut sink);
        together.take(lanes, event, &mut sink);
    }
    together.work(lanes, |_, due| due <= until, &mut sink);
}

impl Lane<'_> {
    fn next_due(&self) -> Option<(Timestamp, Due)> {
        self.state.next_due().filter(|_| self.works)
    }
}

/// Folds on their way.
struct Together {
    effects: Vec<Effect>,
    /// The next due work of each lane.
    due: Vec<Option<(Timestamp, Due)>>,
    pace: Pace,
}

impl Together {
    /// Does the work that is ripe, in the order in which it is due; of one instant, the first lane's first.
    fn work(
        &mut self,
        lanes: &mut [Lane<'_>],
        ripe: impl Fn(&Lane<'_>, Timestamp) -> bool,
        sink: &mut impl FnMut(&Turn<'_>),
    ) {
        let pace = self.pace;
        loop {
            let all = lanes.iter_mut().zip(&mut self.due).enumerate();
            let waiting = all.filter_map(|(place, (lane, due))| {
                let (at, work) = (*due)?;
                ripe(lane, at).then_some((at, place, work, lane, due))
            });
            let Some((at, place, work, lane, due)) = waiting.min_by_key(|(at, place, ..)| (*at, *place)) else {
                return;
            };
            let (event, now) = (Event::Due(work), pace.now(at));
            self.effects.clear();
            step(lane.state, &event, now, &mut self.effects);
            *due = lane.next_due();
            let first = if place == 0 { self.effects.len() } else { 0 };
            if place > 0 {
                self.effects.retain(|effect| !matches!(effect, Effect::Tell(_)));
            }
            let symbol = lane.state.symbol();
            let (effects, first) = (self.effects.as_slice(), self.effects.get(..first).unwrap_or_default());
            sink(&Turn { symbol, event: &event, now, effects, first });
        }
    }

    /// Hands an event to every fold that it concerns.
    fn take(&mut self, lanes: &mut [Lane<'_>], event: &Event, sink: &mut impl FnMut(&Turn<'_>)) {
        let now = self.pace.now(event.known_at());
        self.effects.clear();
        let (mut whose, mut first) = (None, 0);
        for (place, (lane, due)) in lanes.iter_mut().zip(&mut self.due).enumerate() {
            if !lane.state.concerns(event) {
                continue;
            }
            let before = self.effects.len();
            step(lane.state, event, now, &mut self.effects);
            // Once work is due, only the work itself changes what is due next.
            *due = due.or_else(|| lane.next_due());
            if place == 0 {
                first = self.effects.len();
            } else {
                let mut seen = 0;
                let leads = whose.is_none();
                self.effects.retain(|effect| {
                    seen += 1;
                    seen <= before
                        || !matches!(effect, Effect::Tell(_)) && (leads || !matches!(effect, Effect::Refused(_)))
                });
            }
            whose.get_or_insert(lane.state.symbol());
            if before == 0 && self.effects.iter().any(|effect| matches!(effect, Effect::Refused(_))) {
                break;
            }
        }
        let Some(symbol) = whose else { return };
        let (effects, first) = (self.effects.as_slice(), self.effects.get(..first).unwrap_or_default());
        sink(&Turn { symbol, event, now, effects, first });
    }
}
