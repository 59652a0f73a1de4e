//! A simulated market of RTX, its peers, their fund, SPY and VIX, with headlines and option chains of RTX: the same options give the same
//! market, in whatever order it is asked for.
//!
//! Returns hang on a market factor, a sector factor and a part of each symbol's own, all with Student-t innovations,
//! log volatilities that remember the days before, regimes, an intraday U and a share of the variance overnight. Where no structure is planted
//! nothing in the past tells where a price will go, unless it is far from home: what a signal finds then is chance. What can be
//! planted for each signal stands in `structure.rs`.

mod bundle;
mod chain;
mod clockwork;
mod day;
mod listing;
mod members;
mod news;
mod noise;
mod pricing;
mod regime;
mod state;
mod strengths;
mod structure;
#[cfg(test)]
mod tests;
mod texture;
mod titles;
mod vix;

use std::collections::VecDeque;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::domain::session::Session;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::sim::bundle::{Bundle, place};
use crate::feeds::sim::day::{Day, Stage};
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT};
use crate::feeds::sim::state::State;
use crate::feeds::{Feed, FeedError};

pub use crate::feeds::sim::strengths::{SimOptions, Strengths};

/// The source that simulated bars name.
pub const SOURCE: &str = "sim";

/// How many sessions of bars are kept ready; older ones are made again when asked for.
pub const SESSIONS_KEPT_MAX: usize = 4;

/// The day's bars are known at 16:30, which is at most this long after a closing bell; retold headlines come sooner.
const EVENING: SignedDuration = SignedDuration::from_hours(4);

/// A market, made as it is asked for.
#[derive(Debug)]
pub struct SimFeed {
    options: SimOptions,
    /// All sessions from the first one on, to the end of the calendar.
    sessions: &'static [Session],
    /// The state before each session that was reached, about 300 bytes each, so that any of them can be made again.
    states: Vec<State>,
    /// What is told of sessions, by position in `sessions`, that were made last.
    kept: VecDeque<(usize, Vec<Event>)>,
    symbols: [Symbol; MEMBERS_COUNT + 1],
    source: SourceName,
}

impl SimFeed {
    /// The market `seed` without any planted structure, whose first session is the one on `first` or the next after it.
    ///
    /// A market that begins on another day is another market, even with the same seed.
    pub fn new(seed: u64, first: Date) -> Result<Self, FeedError> {
        Self::with(SimOptions { seed, first, strengths: Strengths::NONE })
    }

    /// The market of these options.
    pub fn with(options: SimOptions) -> Result<Self, FeedError> {
        let calendar = ExchangeCalendar::nyse();
        let position = calendar.sessions().partition_point(|session| session.date < options.first);
        let sessions = calendar.sessions().get(position..).unwrap_or_default();
        let midnight = calendar.at_new_york(options.first, Time::midnight()).unwrap_or(Timestamp::MAX);
        if sessions.is_empty() || !calendar.covers(midnight) {
            return Err(beyond(calendar, midnight));
        }
        if !options.strengths.are_sound() {
            return Err(FeedError::Impossible(format!("strengths beyond 0 to 1: {}", options.strengths)));
        }
        let mut symbols = [symbol(vix::SYMBOL)?; MEMBERS_COUNT + 1];
        for (room, member) in symbols.iter_mut().zip(&MEMBERS) {
            *room = symbol(member.symbol)?;
        }
        let source = SourceName::new(SOURCE).map_err(|error| FeedError::Impossible(error.to_string()))?;
        Ok(Self { options, sessions, states: vec![State::start()], kept: VecDeque::new(), symbols, source })
    }

    /// The symbols it tells, in alphabetical order.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    fn stage(&self, position: usize) -> Option<Stage<'_>> {
        Some(Stage {
            seed: self.options.seed,
            strengths: &self.options.strengths,
            session: self.sessions.get(position)?,
            since: position.checked_sub(1).and_then(|before| self.sessions.get(before)).map(|session| session.close),
        })
    }

    /// The state before a session; sessions that were never reached are lived through on the way.
    fn state(&mut self, position: usize) -> Option<State> {
        while self.states.len() <= position {
            let (_, next) = Day::live(&self.stage(self.states.len() - 1)?, self.states.last()?);
            self.states.push(next);
        }
        self.states.get(position).copied()
    }

    /// Makes sure that a session is kept, and gives what is told of it.
    fn session_events(&mut self, position: usize) -> Result<&[Event], FeedError> {
        let known = self.kept.iter().position(|(kept, _)| *kept == position);
        let place = if let Some(place) = known {
            place
        } else {
            let events = self.make(position)?;
            if self.kept.len() >= SESSIONS_KEPT_MAX {
                self.kept.pop_front();
            }
            self.kept.push_back((position, events));
            self.kept.len() - 1
        };
        Ok(self.kept.get(place).map(|(_, events)| events.as_slice()).unwrap_or_default())
    }

    fn make(&mut self, position: usize) -> Result<Vec<Event>, FeedError> {
        let Some(state) = self.state(position) else { return Ok(Vec::new()) };
        let Some(stage) = self.stage(position) else { return Ok(Vec::new()) };
        let (day, next) = Day::live(&stage, &state);
        let bundle = Bundle { stage, source: self.source, symbols: &self.symbols, state: &state, day: &day };
        let events =
            bundle.events().map_err(|fault| FeedError::Impossible(format!("on {}, {fault}", stage.session.date)))?;
        if self.states.len() == position + 1 {
            self.states.push(next);
        }
        Ok(events)
    }
}

impl Feed for SimFeed {
    fn name(&self) -> &'static str {
        "simulated market"
    }

    fn events(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Event>, FeedError> {
        let calendar = ExchangeCalendar::nyse();
        if !calendar.covers(until) {
            return Err(beyond(calendar, until));
        }
        let evening = |session: &Session| session.close.saturating_add(EVENING).unwrap_or(Timestamp::MAX);
        let from = self.sessions.partition_point(|session| evening(session) <= after);
        // A session's night begins with the closing bell before it.
        let to = (self.sessions.partition_point(|session| session.close < until) + 1).min(self.sessions.len());
        let mut told = Vec::new();
        for position in from..to {
            let events = self.session_events(position)?;
            let begin = events.partition_point(|event| event.known_at() <= after);
            let end = events.partition_point(|event| event.known_at() <= until);
            told.extend_from_slice(events.get(begin..end).unwrap_or_default());
        }
        // A night's first headlines come before the bars of the day before are known.
        told.sort_by_cached_key(place);
        Ok(told)
    }
}

fn symbol(name: &str) -> Result<Symbol, FeedError> {
    Symbol::new(name).map_err(|error| FeedError::Impossible(error.to_string()))
}

fn beyond(calendar: &ExchangeCalendar, asked: Timestamp) -> FeedError {
    let first = calendar.sessions().first().map_or(Timestamp::MIN, |session| session.open);
    let last = calendar.sessions().last().map_or(Timestamp::MAX, |session| session.close);
    FeedError::BeyondCalendar { asked, first, last }
}
