//! Everything that is told of one session and the night before it, in the order in which it can be known.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::bar::{Bar, BarFault, DayBar, Interval, Prices};
use crate::domain::event::{Event, Polled};
use crate::domain::headline::{Headline, HeadlineFault};
use crate::domain::health::Channel;
use crate::domain::option_chain::ChainFault;
use crate::domain::session::STEP_SECONDS;
use crate::domain::symbol::{NameError, SourceName, Symbol};
use crate::domain::unit::{Fraction, NotAFraction};
use crate::feeds::sim::chain::{Desk, Glance};
use crate::feeds::sim::day::{Day, Stage};
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT, RTX};
use crate::feeds::sim::noise::{Noise, Purpose};
use crate::feeds::sim::state::State;
use crate::feeds::sim::texture::{Painter, cents};
use crate::feeds::sim::titles;

/// Who publishes, and who tells again.
const PUBLISHERS: [&str; 3] = ["sim-wire", "sim-journal", "sim-desk"];
const RETELLER: &str = "sim-digest";

/// Bars of five minutes between two chains.
const BARS_A_STEP: usize = (STEP_SECONDS / Interval::M5.seconds()) as usize;

/// Why something could not be told: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum TellingFault {
    #[error("a bar: {0}")]
    Bar(#[from] BarFault),
    #[error("a headline: {0}")]
    Headline(#[from] HeadlineFault),
    #[error("a chain: {0}")]
    Chain(#[from] ChainFault),
    #[error("a name: {0}")]
    Name(#[from] NameError),
    #[error("a relevance: {0}")]
    Relevance(#[from] NotAFraction),
}

/// One session, ready to be told.
pub(super) struct Bundle<'a> {
    pub stage: Stage<'a>,
    pub source: SourceName,
    /// The members in their order, the volatility index last.
    pub symbols: &'a [Symbol; MEMBERS_COUNT + 1],
    /// The state before the session.
    pub state: &'a State,
    pub day: &'a Day,
}

/// Where an event stands among others: by instant, then symbol, then kind.
pub(super) type Place = (Timestamp, Option<Symbol>, u8);

/// Bars come before days, headlines, chains and answers where instant and symbol are the same.
pub(super) fn place(event: &Event) -> Place {
    let kind = match event {
        Event::Bar(_) => 0,
        Event::Day(_) => 1,
        Event::News(_) => 2,
        Event::Chain(_) => 3,
        Event::Polled(_) => 4,
        Event::Dividend(_) => 5,
        Event::Due(_) => 6,
        Event::Model(_) => 7,
    };
    (event.known_at(), event.symbol(), kind)
}

impl Bundle<'_> {
    /// All events, in order.
    pub(super) fn events(&self) -> Result<Vec<Event>, TellingFault> {
        let painter =
            Painter { seed: self.stage.seed, session: self.stage.session, source: self.source, symbols: self.symbols };
        let bars = painter.bars(self.state, self.day)?;
        let mut events = self.days(&bars)?;
        events.extend(self.news()?);
        events.extend(self.chains()?);
        events.extend(bars.into_iter().map(Event::Bar));
        events.sort_by_cached_key(place);
        Ok(events)
    }

    fn rtx(&self) -> Symbol {
        self.symbols[RTX]
    }

    /// The day's bar of every symbol; `bars` has one of each symbol for each five minutes, in the order of the symbols.
    fn days(&self, bars: &[Bar]) -> Result<Vec<Event>, TellingFault> {
        let mut days = Vec::new();
        for (number, symbol) in self.symbols.iter().enumerate() {
            let mut own = bars.iter().skip(number).step_by(self.symbols.len());
            let Some(first) = own.next() else { continue };
            let (prices, volume) = own.fold((first.prices(), first.volume()), |(day, volume), bar| {
                let Prices { high, low, close, .. } = bar.prices();
                (
                    Prices { open: day.open, high: day.high.max(high), low: day.low.min(low), close },
                    volume + bar.volume(),
                )
            });
            days.push(Event::Day(DayBar::new(*symbol, self.source, self.stage.session.date, prices, volume)?));
        }
        Ok(days)
    }

    fn news(&self) -> Result<Vec<Event>, TellingFault> {
        let mut noise = Noise::new(self.stage.seed, self.stage.session, Purpose::Titles);
        let mut firsts: Vec<_> = self.day.stories.iter().filter(|story| !story.retold).collect();
        firsts.sort_by_key(|story| story.number);
        let titles: Vec<String> = firsts.iter().map(|story| titles::title(story.tone, &mut noise)).collect();
        let mut told = Vec::new();
        for (place, story) in self.day.stories.iter().enumerate() {
            let title = titles.get(story.number).map(String::as_str).unwrap_or_default();
            let again = titles::told_again(title, story.number);
            let (title, publisher) = if story.retold {
                (again.as_str(), RETELLER)
            } else {
                (title, PUBLISHERS.get(story.number % PUBLISHERS.len()).copied().unwrap_or(RETELLER))
            };
            let headline = Headline::new(
                self.rtx(),
                &format!("sim-{}-{place}", self.stage.session.date),
                SourceName::new(publisher)?,
                (story.published, story.received),
                title,
                Fraction::new(story.relevance)?,
            )?;
            told.push(Event::News(Arc::new(headline)));
        }
        Ok(told)
    }

    /// The option chain at each decision, and the answer of a news source that is asked then.
    fn chains(&self) -> Result<Vec<Event>, TellingFault> {
        let Stage { seed, session, .. } = self.stage;
        let (start, moves, sigma) = (self.state.log_price[RTX], &self.day.moves[RTX], self.day.sigma[RTX]);
        let mut desk = Desk::open((seed, session), (self.rtx(), self.source), &MEMBERS[RTX], libm::exp(start), sigma);
        let mut log_price = start + moves.first().copied().unwrap_or(0.0);
        let mut told = Vec::new();
        let steps = moves.iter().skip(1).zip(self.day.latents.iter().skip(1)).zip(&self.day.clockwork.volume);
        let mut volume_share = 0.0;
        for (number, ((step, latents), share)) in (1..).zip(steps) {
            log_price += step;
            volume_share += share;
            if number % BARS_A_STEP != 0 {
                continue;
            }
            let Some(at) = session.decision((number / BARS_A_STEP) as i64) else { continue };
            let spot = cents(libm::exp(log_price));
            let chain = desk.quote(&Glance { at, spot, flow: latents.flow, volume_share })?;
            volume_share = 0.0;
            told.push(Event::Chain(Arc::new(chain)));
            told.push(Event::Polled(Polled { symbol: self.rtx(), channel: Channel::News, at }));
        }
        Ok(told)
    }
}
