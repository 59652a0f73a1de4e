//! The outside market: where bars, headlines and option chains come from. What a source calls things stays inside its own file.

pub mod alpaca;
pub mod broker;
pub mod csv;
pub mod days;
pub mod dividends;
mod etag;
pub mod gate;
pub mod http;
pub mod json;
pub mod live;
mod pace;
pub mod sim;
pub mod source_fault;
pub mod vendor;
pub mod yahoo;

use jiff::{SignedDuration, Timestamp};

use crate::domain::bar::Bar;
use crate::domain::event::Event;
use crate::domain::health::FeedHealth;
use crate::domain::notice::Notice;
use crate::domain::symbol::Symbol;
use crate::feeds::csv::fault::FileFault;
use crate::feeds::gate::GateCount;
use crate::feeds::source_fault::SourceFault;

/// A source of events, asked again and again as time goes on.
pub trait Feed: Send {
    /// The name that screens show.
    fn name(&self) -> &'static str;

    /// Every event with `after < known_at <= until` ([`Event::known_at`]), earliest first, symbols in alphabetical order where instants are
    /// equal.
    ///
    /// Asking for a span again gives the same events again: what has been taken is the caller's to remember.
    fn events(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Event>, FeedError>;

    /// Only the bars among [`Feed::events`].
    fn bars(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Bar>, FeedError> {
        let events = self.events(after, until)?;
        let bars = events.iter().filter_map(|event| if let Event::Bar(bar) = event { Some(*bar) } else { None });
        Ok(bars.collect())
    }

    /// The next part of the past after `after`, and up to where it goes, at most to `until`: what a fold lives through before it meets the
    /// present. The longer the parts, the fewer the questions.
    fn past(&mut self, after: Timestamp, until: Timestamp) -> Result<(Vec<Event>, Timestamp), FeedError> {
        let to = after.saturating_add(PAST_PART).unwrap_or(Timestamp::MAX).min(until);
        Ok((self.events(after, to)?, to))
    }

    /// Whose prices are predicted from now on, the main symbol first: a feed that asks for what is needed asks for them and their surroundings.
    fn watch(&mut self, _symbols: &[Symbol]) {}

    /// When it wants to be asked again after `now`; `None` where it can be asked at any time, as a played market can.
    fn wants(&self, _now: Timestamp) -> Option<Timestamp> {
        None
    }

    /// What there is to tell beside events, since this was asked last.
    fn told(&mut self) -> Told {
        Told::default()
    }
}

/// The part of the past that a feed gives at once where it does not care.
const PAST_PART: SignedDuration = SignedDuration::from_hours(24);

/// What a feed has to tell beside events.
#[derive(Debug, Default)]
pub struct Told {
    /// Changes of state that the owner is told of, each once.
    pub notices: Vec<Notice>,
    /// What the gate kept out.
    pub refused: Vec<GateCount>,
    /// How every source and channel answers; `None` where a feed has no sources.
    pub feeds: Option<Vec<FeedHealth>>,
}

/// Why a feed gave no events.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// A file or folder of bars cannot be used.
    #[error("cannot use {path}: {fault}")]
    File {
        /// The file or folder.
        path: String,
        /// What is wrong with it, and what to do.
        fault: FileFault,
    },
    /// Two files speak of the same symbol at the same time, so neither can be believed over the other.
    #[error("{first} and {second} both hold bars of {symbol} from {from}: give only one of them, or cut their spans")]
    Overlap {
        /// Whose bars they are.
        symbol: Symbol,
        /// The file that begins first.
        first: String,
        /// The file that begins before the first one ends.
        second: String,
        /// Where the common span begins.
        from: Timestamp,
    },
    /// The simulated market was asked for a time that the exchange calendar does not cover.
    #[error("the exchange calendar covers {first} to {last}, not {asked}: ask for a time inside it")]
    BeyondCalendar {
        /// The time asked for.
        asked: Timestamp,
        /// The first open in the calendar.
        first: Timestamp,
        /// The last close in the calendar.
        last: Timestamp,
    },
    /// No source gave a part of the past.
    #[error("the past of {symbol} from {from} on did not come: {fault}; start again, it goes on where it ended")]
    Past {
        /// Whose.
        symbol: Symbol,
        /// Where the part begins.
        from: Timestamp,
        /// What the last source that was asked said.
        fault: SourceFault,
    },
    /// A source cannot even be asked.
    #[error("{source_name}: {fault}")]
    Source {
        /// The source.
        source_name: &'static str,
        /// Why.
        fault: SourceFault,
    },
    /// A live market was opened where nothing waits for the network: a fault of the program.
    #[error("a live market needs the runtime of the program; please report how it was started")]
    NoRuntime,
    /// The simulated market broke one of its own rules: a fault of the program.
    #[error("the simulated market made something impossible ({0}); please report it with the seed")]
    Impossible(String),
}
