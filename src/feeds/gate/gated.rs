//! The gate before a market of files or of the simulation: the same rules as on live feeds, as far as they make sense there.

use jiff::{SignedDuration, Timestamp};

use super::{Counts, Gate, Verdict};
use crate::domain::event::Event;
use crate::domain::symbol::Symbol;
use crate::feeds::{Feed, FeedError, Told};

/// Before the first question the gate sees so much of what came before, to know each series as if it had never been away.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(10 * 24);

/// A feed behind a gate.
pub struct Gated {
    inner: Box<dyn Feed>,
    predicted: Symbol,
    gate: Gate,
    /// Up to where the gate has seen the feed.
    until: Option<Timestamp>,
}

impl Gated {
    /// Puts a gate before a feed.
    pub fn new(inner: Box<dyn Feed>, predicted: Symbol) -> Self {
        Self { inner, predicted, gate: Gate::new(predicted), until: None }
    }

    /// The gate's account since it was put here.
    pub fn counts(&self) -> &Counts {
        self.gate.counts()
    }

    /// A gate that remembers the time before `after`.
    fn remember(&mut self, after: Timestamp) -> Result<(), FeedError> {
        self.gate = Gate::new(self.predicted);
        let from = after.saturating_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
        if from > Timestamp::MIN && after < Timestamp::MAX {
            pass(&mut self.gate, self.inner.events(from, after)?);
        }
        self.gate.forget_counts();
        Ok(())
    }
}

impl Feed for Gated {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn events(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Event>, FeedError> {
        if self.until != Some(after) {
            self.remember(after)?;
        }
        let events = self.inner.events(after, until)?;
        self.until = Some(until);
        Ok(pass(&mut self.gate, events))
    }

    fn told(&mut self) -> Told {
        let mut told = self.inner.told();
        told.refused.extend(self.gate.take_refusals());
        told
    }
}

/// What of these events goes on, in the order in which it became sure.
fn pass(gate: &mut Gate, events: Vec<Event>) -> Vec<Event> {
    let mut passed = Vec::with_capacity(events.len());
    let (mut bars, mut days) = (Vec::new(), Vec::new());
    for event in events {
        match &event {
            Event::Bar(bar) => {
                gate.admit_made_bar(bar, &mut bars);
                passed.extend(bars.drain(..).map(Event::Bar));
            }
            Event::Day(day) => {
                gate.admit_made_day(day, &mut days);
                passed.extend(days.drain(..).map(Event::Day));
            }
            Event::News(headline) => {
                if gate.admit_made_headline(headline) == Verdict::Admitted {
                    passed.push(event);
                }
            }
            Event::Chain(chain) => {
                if gate.admit_chain(chain.symbol(), chain.source(), chain, chain.at()) == Verdict::Admitted {
                    passed.push(event);
                }
            }
            Event::Polled(_) | Event::Dividend(_) | Event::Due(_) | Event::Model(_) => passed.push(event),
        }
    }
    passed
}
