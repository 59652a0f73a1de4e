//! A simulated market of RTX, its peers, their fund, SPY and VIX: the same seed gives the same bars, in whatever order
//! they are asked for.
//!
//! Returns hang on a market factor, a sector factor and a part of each symbol's own, all with Student-t innovations,
//! log volatilities that remember the days before, an intraday U and a share of the variance overnight. Nothing in the
//! past of a price tells where it will go, unless it is far from home: what a signal finds in here is chance.

mod clockwork;
mod day;
mod members;
mod noise;
mod state;
#[cfg(test)]
mod tests;
mod texture;
mod vix;

use std::collections::VecDeque;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::domain::bar::Bar;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::domain::session::Session;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::sim::day::Day;
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT};
use crate::feeds::sim::state::State;
use crate::feeds::sim::texture::Painter;
use crate::feeds::{Feed, FeedError};

/// The source that simulated bars name.
pub const SOURCE: &str = "sim";

/// How many sessions of bars are kept ready; older ones are made again when asked for.
pub const SESSIONS_KEPT_MAX: usize = 4;

/// A market of five-minute bars, made as it is asked for.
#[derive(Debug)]
pub struct SimFeed {
    seed: u64,
    /// All sessions from the first one on, to the end of the calendar.
    sessions: &'static [Session],
    /// The state before each session that was reached, about 200 bytes each, so that any of them can be made again.
    states: Vec<State>,
    /// Sessions, by position in `sessions`, that were made last.
    kept: VecDeque<(usize, Vec<Bar>)>,
    symbols: [Symbol; MEMBERS_COUNT + 1],
    source: SourceName,
}

impl SimFeed {
    /// The market `seed`, whose first session is the one on `first` or the next after it.
    ///
    /// A market that begins on another day is another market, even with the same seed.
    pub fn new(seed: u64, first: Date) -> Result<Self, FeedError> {
        let calendar = ExchangeCalendar::nyse();
        let position = calendar.sessions().partition_point(|session| session.date < first);
        let sessions = calendar.sessions().get(position..).unwrap_or_default();
        let midnight = calendar.at_new_york(first, Time::midnight()).unwrap_or(Timestamp::MAX);
        if sessions.is_empty() || !calendar.covers(midnight) {
            return Err(beyond(calendar, midnight));
        }
        let mut symbols = [symbol(vix::SYMBOL)?; MEMBERS_COUNT + 1];
        for (room, member) in symbols.iter_mut().zip(&MEMBERS) {
            *room = symbol(member.symbol)?;
        }
        let source = SourceName::new(SOURCE).map_err(|error| FeedError::Impossible(error.to_string()))?;
        Ok(Self { seed, sessions, states: vec![State::start()], kept: VecDeque::new(), symbols, source })
    }

    /// The symbols it tells, in alphabetical order.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// The state before a session; sessions that were never reached are lived through on the way.
    fn state(&mut self, position: usize) -> Option<State> {
        while self.states.len() <= position {
            let session = self.sessions.get(self.states.len() - 1)?;
            let (_, next) = Day::live(self.seed, session, self.states.last()?);
            self.states.push(next);
        }
        self.states.get(position).copied()
    }

    /// Makes sure that a session is kept, and gives its bars.
    fn session_bars(&mut self, position: usize) -> Result<&[Bar], FeedError> {
        let known = self.kept.iter().position(|(kept, _)| *kept == position);
        let place = if let Some(place) = known {
            place
        } else {
            let bars = self.make(position)?;
            if self.kept.len() >= SESSIONS_KEPT_MAX {
                self.kept.pop_front();
            }
            self.kept.push_back((position, bars));
            self.kept.len() - 1
        };
        Ok(self.kept.get(place).map(|(_, bars)| bars.as_slice()).unwrap_or_default())
    }

    fn make(&mut self, position: usize) -> Result<Vec<Bar>, FeedError> {
        let (Some(state), Some(session)) = (self.state(position), self.sessions.get(position)) else {
            return Ok(Vec::new());
        };
        let (day, next) = Day::live(self.seed, session, &state);
        if self.states.len() == position + 1 {
            self.states.push(next);
        }
        let painter = Painter { seed: self.seed, session, source: self.source, symbols: &self.symbols };
        painter.bars(&state, &day).map_err(|fault| FeedError::Impossible(format!("a bar of {}: {fault}", session.date)))
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
        let from = self.sessions.partition_point(|session| session.close <= after);
        let to = self.sessions.partition_point(|session| session.open < until);
        let mut told = Vec::new();
        for position in from..to {
            let bars = self.session_bars(position)?;
            let begin = bars.partition_point(|bar| bar.end() <= after);
            let end = bars.partition_point(|bar| bar.end() <= until);
            told.extend(bars.get(begin..end).unwrap_or_default().iter().copied().map(Event::Bar));
        }
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
