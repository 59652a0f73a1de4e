//! The real market as one feed: several vendors in order of preference, each channel asked in its time, everything through the gate.
//!
//! Where the preferred vendor fails, the next one gives; the owner is told once when a vendor goes and once when it is back. The feed is
//! synchronous and waits for answers: it lives on a thread of its own.

mod line;
mod past;
mod rounds;
pub mod schedule;
pub mod vendor;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::runtime::Handle;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::domain::health::{Channel, FeedHealth};
use crate::domain::notice::Notice;
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::universe::Universe;
use crate::feeds::gate::{Counts, Gate};
use crate::feeds::{Feed, FeedError, Told};
use line::Line;
pub use past::FIRST_DAY;
use past::PastPlan;
use schedule::Schedule;
use vendor::Vendor;

/// What a feed must know of earlier runs, lest it tells something twice.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Headlines of the last week: whose, the source's identity, when they came.
    pub headlines: Vec<(Symbol, String, Timestamp)>,
    /// Dividends that the fold knows.
    pub dividends: BTreeSet<(Symbol, Date)>,
}

/// The real market.
pub struct LiveFeed {
    handle: Handle,
    vendors: Vec<Source>,
    predicted: Symbol,
    /// All that are predicted, that one first.
    traded: Vec<Symbol>,
    /// Those and everyone around them, each once.
    symbols: Vec<Symbol>,
    gate: Gate,
    schedule: Schedule,
    past: Option<PastPlan>,
    dividends: BTreeSet<(Symbol, Date)>,
    /// Up to where the fold knew the market when this run began to ask for the present.
    resumed: Option<Timestamp>,
    /// Symbols whose series the gate knows from before that.
    remembered: BTreeSet<Symbol>,
    notices: Vec<Notice>,
}

/// A vendor and what is known of its channels, in the order of [`Channel::ALL`].
struct Source {
    vendor: Box<dyn Vendor>,
    name: SourceName,
    lines: [Line; Channel::ALL.len()],
}

impl Source {
    fn line(&mut self, channel: Channel) -> &mut Line {
        let [bars, days, news, chains] = &mut self.lines;
        match channel {
            Channel::Bars => bars,
            Channel::Days => days,
            Channel::News => news,
            Channel::Chains => chains,
        }
    }
}

impl LiveFeed {
    /// A feed of `vendors`, the preferred one first, that waits on `handle`'s runtime.
    pub fn new(handle: Handle, vendors: Vec<Box<dyn Vendor>>, predicted: Symbol, memory: Memory) -> Self {
        let mut gate = Gate::new(predicted);
        for (symbol, id, received) in &memory.headlines {
            gate.remember_headline(*symbol, id, *received);
        }
        let vendors = vendors.into_iter().map(|vendor| Source {
            name: SourceName::new(vendor.name()).unwrap_or(SourceName::UNNAMED),
            lines: Channel::ALL.map(|channel| Line::new(vendor.name(), channel)),
            vendor,
        });
        Self {
            handle,
            vendors: vendors.collect(),
            predicted,
            traded: vec![predicted],
            symbols: surroundings(&[predicted]),
            gate,
            schedule: Schedule::default(),
            past: None,
            dividends: memory.dividends,
            resumed: None,
            remembered: BTreeSet::new(),
            notices: Vec::new(),
        }
    }

    /// The gate's account.
    pub fn counts(&self) -> &Counts {
        self.gate.counts()
    }

    fn newest_end(&self, symbol: Symbol) -> Option<Timestamp> {
        self.gate.newest_bar(symbol).map(crate::domain::bar::Bar::end)
    }

    fn health(&self) -> Vec<FeedHealth> {
        let mut feeds = Vec::new();
        for channel in Channel::ALL {
            let mut in_use = None;
            for source in self.vendors.iter().filter(|source| self.gives_any(source, channel)) {
                let Some(line) = source.lines.iter().find(|line| line.health.channel == Some(channel)) else {
                    continue;
                };
                let up = line.health.state == crate::domain::health::FeedState::Up;
                let used = up && in_use.is_none();
                if used {
                    in_use = Some(source.name);
                }
                feeds.push(FeedHealth { in_use: used, ..line.health.clone() });
            }
        }
        feeds
    }

    fn gives_any(&self, source: &Source, channel: Channel) -> bool {
        self.asked_for(channel).iter().any(|symbol| source.vendor.gives(channel, *symbol))
    }

    /// About whom a channel is asked: headlines and chains speak of the predicted symbol alone.
    fn asked_for(&self, channel: Channel) -> &[Symbol] {
        match channel {
            Channel::Bars | Channel::Days => &self.symbols,
            Channel::News | Channel::Chains => self.symbols.get(..1).unwrap_or_default(),
        }
    }
}

impl Feed for LiveFeed {
    fn name(&self) -> &'static str {
        "live"
    }

    /// Asks what is due at `until`, which is the present. `after` counts at the first question only: from then on the feed knows itself
    /// what it has given. Failures are no error here: they are told, and the next vendor or the next round makes up for them.
    fn events(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Event>, FeedError> {
        self.resumed.get_or_insert(after);
        // The ledger keeps whole seconds; what is told has to be what will be read back.
        let until = Timestamp::from_second(until.as_second()).unwrap_or(until);
        let mut told = Vec::new();
        for channel in [Channel::Days, Channel::Bars, Channel::Chains, Channel::News] {
            if self.schedule.next(channel, until, self.newest_end(self.predicted)).is_some_and(|due| due <= until) {
                self.schedule.asked(channel, until);
                self.round(channel, until, &mut told);
            }
        }
        told.sort_by_key(|event| (event.known_at(), event.symbol()));
        Ok(told)
    }

    fn past(&mut self, after: Timestamp, until: Timestamp) -> Result<(Vec<Event>, Timestamp), FeedError> {
        self.past_part(after, until)
    }

    fn watch(&mut self, symbols: &[Symbol]) {
        let others = symbols.iter().copied().filter(|symbol| *symbol != self.predicted);
        self.traded = std::iter::once(self.predicted).chain(others).collect();
        self.symbols = surroundings(&self.traded);
    }

    fn wants(&self, now: Timestamp) -> Option<Timestamp> {
        let newest = self.newest_end(self.predicted);
        Channel::ALL.into_iter().filter_map(|channel| self.schedule.next(channel, now, newest)).min()
    }

    fn told(&mut self) -> Told {
        Told {
            notices: std::mem::take(&mut self.notices),
            refused: self.gate.take_refusals(),
            feeds: Some(self.health()),
        }
    }
}

/// The predicted symbols, then all those watched around them, each once.
fn surroundings(predicted: &[Symbol]) -> Vec<Symbol> {
    let mut symbols = predicted.to_vec();
    for symbol in predicted {
        for (_, around) in Universe::of(*symbol).iter() {
            if !symbols.contains(&around) {
                symbols.push(around);
            }
        }
    }
    symbols
}

fn date_of(at: Timestamp) -> Date {
    ExchangeCalendar::nyse().new_york(at).date()
}
