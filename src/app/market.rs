//! The market as it plays: bars are asked for, the fold takes them in, the ledger keeps them, and the clock moves on.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::bells;
use super::keeper::{Keeper, Taken};
use super::live;
use super::training::SwapOrder;
use crate::clock::{Clock, Pulse, Stopwatch};
use crate::config::{Market, MarketSource, Speed};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::book::Book;
use crate::domain::event::Event;
use crate::domain::headline::Tone;
use crate::domain::health::{Channel, FeedHealth, FeedState, Health};
use crate::domain::symbol::Symbol;
use crate::domain::training::model::ModelSwap;
use crate::engine::replay::Pace;
use crate::feeds::csv::CsvFeed;
use crate::feeds::csv::read::CsvOptions;
use crate::feeds::gate::GateCount;
use crate::feeds::gate::gated::Gated;
use crate::feeds::live::Memory;
use crate::feeds::sim::{SimFeed, SimOptions, Strengths};
use crate::feeds::{Feed, FeedError, Told};
use crate::learn::tone::ToneReader;

/// Trading time between two looks at the feed, seconds.
const TICK_S: i64 = 300;

/// Trading time between two looks while an offer waits for an answer: then the time that is left is seen to run, seconds.
const TICK_OFFER_S: i64 = 60;

/// The most seconds of trading in one second while an offer waits for an answer: nobody reads and answers faster than that.
const OFFER_SPEED_MAX: f64 = 6.0;

/// The longest part of a pause after which it is seen whether an offer still waits.
const PAUSE_PART: Duration = Duration::from_millis(200);

/// The longest sleep without a sign that the market's loop goes on.
const BEAT_PART: Duration = Duration::from_secs(10);

/// Pause before a refused write or an unanswered question is tried again.
const RETRY_PAUSE: Duration = Duration::from_secs(5);

/// The least time between two backups.
const BACKUP_PAUSE_MIN: Duration = Duration::from_hours(1);

/// A feed that is ready to be read, and from where.
pub struct Opened {
    /// The feed.
    pub feed: Box<dyn Feed>,
    /// Its name in the table of positions: another market has another name.
    pub name: String,
    /// What screens call it.
    pub label: String,
    /// The instant before its first bar.
    pub begins: Timestamp,
    /// Until when it is lived through before the chat opens.
    pub warm_up_until: Timestamp,
    /// The instant of its last bar, where it has one.
    pub ends: Option<Timestamp>,
    /// Symbols that the configuration wants predicted beside the main one.
    pub watched: Vec<Symbol>,
    /// Whether its prices are made up.
    pub simulated: bool,
    /// Whether it happens as it is told: the clock is then the machine's own.
    pub live: bool,
}

/// Opens the configured feed, as if for the first time.
pub fn open(market: &Market) -> Result<Opened, FeedError> {
    open_again(market, Memory::default())
}

/// Opens the configured feed with what must be known of earlier runs. A live one needs the runtime that it is called in.
pub fn open_again(market: &Market, memory: Memory) -> Result<Opened, FeedError> {
    match &market.source {
        MarketSource::Live(settings) => {
            Ok(Opened { watched: market.watched.clone(), ..live::open(market.symbol, settings, memory)? })
        }
        MarketSource::Sim { seed, first_session, warm_up_sessions, strengths } => {
            let strengths = Strengths::by_kind(*strengths);
            let feed = SimFeed::with(SimOptions { seed: *seed, first: *first_session, strengths })?;
            let begins = midnight(*first_session);
            Ok(Opened {
                feed: Box::new(Gated::new(Box::new(feed), market.symbol)),
                name: format!("sim/{seed}/{first_session}/{strengths}"),
                label: format!("simulated market, seed {seed}"),
                begins,
                warm_up_until: after_sessions(begins, *warm_up_sessions),
                ends: None,
                watched: market.watched.clone(),
                simulated: true,
                live: false,
            })
        }
        MarketSource::Csv { paths, timezone } => {
            let options = CsvOptions { timezone: timezone.clone(), ..CsvOptions::default() };
            let feed = CsvFeed::open(paths, &options, ExchangeCalendar::nyse())?;
            let (first, last) = feed.span().unwrap_or((Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH));
            let begins = midnight(ExchangeCalendar::nyse().new_york(first).date());
            let name = format!("csv/{}/{}", market.symbol, begins.as_second());
            Ok(Opened {
                feed: Box::new(Gated::new(Box::new(feed), market.symbol)),
                name,
                label: "files".to_owned(),
                begins,
                warm_up_until: begins,
                ends: Some(after_the_report(last)),
                watched: market.watched.clone(),
                simulated: false,
                live: false,
            })
        }
    }
}

fn midnight(date: Date) -> Timestamp {
    ExchangeCalendar::nyse().at_new_york(date, Time::midnight()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The instant of a day's report, where the bars reach to the end of that day.
fn after_the_report(last: Timestamp) -> Timestamp {
    let calendar = ExchangeCalendar::nyse();
    let session = calendar.session_containing(last).filter(|session| session.close == last);
    session.and_then(|session| calendar.at_new_york(session.date, time(17, 0, 0, 0))).unwrap_or(last)
}

/// Half an hour before the opening bell that follows so many sessions.
fn after_sessions(begins: Timestamp, sessions: u32) -> Timestamp {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.index_after(begins).unwrap_or(0);
    let opens = calendar.session(first + usize::try_from(sessions).unwrap_or(0)).map(|session| session.open);
    opens.and_then(|open| open.checked_sub(SignedDuration::from_mins(30)).ok()).unwrap_or(begins)
}

/// Plays a market into a keeper.
pub struct Player {
    /// Takes everything in.
    pub keeper: Keeper,
    /// Where bars come from.
    pub opened: Opened,
    /// How fast.
    pub speed: Speed,
    /// Is set to the market's time.
    pub clock: Clock,
    /// Is told the market's time after everything up to it is written.
    pub written: watch::Sender<Timestamp>,
    /// Is told how the outside answers.
    pub health: watch::Sender<Health>,
    /// Runs since the last backup.
    pub backed_up: Option<Stopwatch>,
    /// Reads the tone of headlines as they come in.
    pub tone: Box<dyn ToneReader>,
    /// Refusals of the gate that are not written yet.
    pub refused: Vec<GateCount>,
    /// The desk's book, where there is a desk: while an offer waits, a market that is played faster than life slows down.
    pub book: Option<watch::Receiver<Arc<Book>>>,
    /// Beats while the market's loop goes on.
    pub pulse: Pulse,
    /// Which model is to serve from the next instant on, where there is a hub that says so.
    pub swaps: Option<Receiver<SwapOrder>>,
}

/// Sleeps, and beats meanwhile; `false` where it was told to stop.
pub(super) fn rest(pause: Duration, stop: &Receiver<()>, pulse: &Pulse) -> bool {
    let mut left = pause;
    loop {
        pulse.beat();
        let part = left.min(BEAT_PART);
        if !matches!(stop.recv_timeout(part), Err(RecvTimeoutError::Timeout)) {
            return false;
        }
        left = left.saturating_sub(part);
        if left.is_zero() {
            return true;
        }
    }
}

/// A played market answers always and at once.
fn played(name: &str, before: &Health, now: Timestamp) -> FeedHealth {
    let asked = before.feeds.first().map_or(0, |feed| feed.requests);
    FeedHealth {
        source: name.to_owned(),
        channel: Some(Channel::Bars),
        state: FeedState::Up,
        in_use: true,
        last_answer: Some(now),
        newest: before.newest_bars.values().max().copied(),
        delay_s: Some(0),
        requests: asked + 1,
        retries: 0,
    }
}

/// Why playing ended before it was told to stop.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The feed failed.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// The ledger failed.
    #[error(transparent)]
    Store(#[from] crate::storage::StoreError),
}

impl Player {
    /// Lives through the past up to the end of the warm-up, session by session; nobody is told anything of it.
    pub fn warm_up(&mut self, mut progress: impl FnMut(Timestamp, Taken)) -> Result<Taken, PlayError> {
        self.look_at_watched()?;
        let mut at = self.keeper.position()?.unwrap_or(self.opened.begins);
        let mut total = Taken::default();
        while at < self.opened.warm_up_until {
            let (mut events, until) = self.opened.feed.past(at, self.opened.warm_up_until)?;
            self.read_tone(&mut events);
            total.add(self.keeper.take(&events, until, Pace::Lived, false));
            if until == self.opened.warm_up_until {
                self.keeper.snapshot(until);
            }
            self.keeper.write()?;
            self.hear(&events, until);
            at = until;
            progress(at, total);
        }
        self.clock.set(at);
        Ok(total)
    }

    /// Fills in the tone of headlines nobody has read: once, as they come in.
    pub(super) fn read_tone(&self, events: &mut [Event]) {
        for event in events {
            if let Event::News(headline) = event
                && headline.tone.is_none()
                && let Some(score) = self.tone.read(&headline.title)
            {
                let tone = Tone { score, reader: self.tone.name() };
                std::sync::Arc::make_mut(headline).tone = Some(tone);
            }
        }
    }

    /// Passes on what the feed has to tell beside events: refusals to the ledger, changes of state to the outbox, the rest to screens.
    pub(super) fn hear(&mut self, events: &[Event], now: Timestamp) {
        let Told { notices, refused, feeds } = self.opened.feed.told();
        let store = self.keeper.store();
        for notice in &notices {
            // The owner's telephone is one thing and the market another: it goes on.
            if let Err(error) = store.outbox_enqueue(notice, now) {
                tracing::error!("a notice could not be kept: {error}");
            }
        }
        self.refused.extend(refused.iter().copied());
        if !self.refused.is_empty() {
            match store.count_gate_refusals(self.refused.clone()) {
                Ok(()) => self.refused.clear(),
                Err(error) => tracing::error!("refusals of the gate could not be kept, trying again: {error}"),
            }
        }
        let newest = events.iter().filter_map(|event| match event {
            Event::Bar(bar) => Some((bar.symbol(), bar.end())),
            _ => None,
        });
        let name = self.opened.feed.name();
        self.health.send_modify(|health| {
            for ((_, symbol, _, reason), count) in refused {
                *health.refused.entry((symbol, reason)).or_insert(0) += count;
            }
            for (symbol, end) in newest {
                let known = health.newest_bars.entry(symbol).or_insert(end);
                *known = (*known).max(end);
            }
            match feeds {
                Some(feeds) => health.feeds = feeds,
                None => health.feeds = vec![played(name, health, now)],
            }
        });
    }

    /// Plays on from where the ledger ends until `stop` speaks or hangs up, or the feed ends.
    pub fn play(mut self, stop: &Receiver<()>) -> Result<(), PlayError> {
        if self.opened.live {
            return self.live_through(stop);
        }
        let mut at = self.keeper.position()?.unwrap_or(self.opened.begins);
        self.clock.set(at);
        // A bell that a killed process had no time to tell of.
        self.ring(at);
        self.written.send_replace(at);
        loop {
            let next = self.next_instant(at).filter(|_| self.opened.ends.is_none_or(|ends| at < ends));
            let Some(until) = next else {
                tracing::info!("the market ends at {at}; nothing more is predicted until there is more of it");
                // Told to stop, or nobody is left to tell: the end either way.
                self.linger(at, stop)?;
                break;
            };
            if !self.wait(at, until, stop)? {
                break;
            }
            if !self.tick(at, until, stop)? {
                break;
            }
            at = until;
        }
        // No snapshot here: the proof of the evening replays the whole day from the one of the evening before.
        self.keeper.write()?;
        Ok(())
    }

    /// The market has ended; models may be changed all the same, until it is told to stop.
    fn linger(&mut self, at: Timestamp, stop: &Receiver<()>) -> Result<(), PlayError> {
        while rest(PAUSE_PART, stop, &self.pulse) && self.swap_models(at, Pace::Lived, stop)? {}
        Ok(())
    }

    /// Lets other models serve, as it was ordered, from the instant `at` on, up to which everything is taken in; `false` where it was told to stop
    /// while it had to wait for the ledger.
    pub fn swap_models(&mut self, at: Timestamp, pace: Pace, stop: &Receiver<()>) -> Result<bool, PlayError> {
        while let Some(order) = self.swaps.as_ref().and_then(|swaps| swaps.try_recv().ok()) {
            let SwapOrder { symbol, model, reason, written } = order;
            let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
            let swap = ModelSwap { symbol, at, model, reason };
            let taken = self.keeper.take(&[Event::Model(Arc::new(swap))], at, pace, true);
            if !self.write(at, taken, stop)? {
                return Ok(false);
            }
            // Whoever ordered it may have given up waiting; it is done all the same.
            let _unheard = written.send(at);
        }
        Ok(true)
    }

    /// Takes in what happened in between; `false` where it was told to stop while it had to wait for the feed or the ledger.
    fn tick(&mut self, after: Timestamp, until: Timestamp, stop: &Receiver<()>) -> Result<bool, PlayError> {
        self.keep_watched();
        let mut events = loop {
            match self.opened.feed.events(after, until) {
                Ok(events) => break events,
                Err(error) => tracing::error!("the feed gave no bars, trying again: {error}"),
            }
            if !matches!(stop.recv_timeout(RETRY_PAUSE), Err(RecvTimeoutError::Timeout)) {
                return Ok(false);
            }
        };
        self.read_tone(&mut events);
        // Whoever asks for the time while this is being written is told the new time: no screen then shows a message from the future.
        self.clock.set(until);
        let taken = self.keeper.take(&events, until, Pace::Lived, true);
        self.hear(&events, until);
        self.write(until, taken, stop)
    }

    /// Writes what was taken in and tells the new time; `false` where it was told to stop while it had to wait for the ledger.
    pub(super) fn write(&mut self, until: Timestamp, taken: Taken, stop: &Receiver<()>) -> Result<bool, PlayError> {
        self.pulse.beat();
        while let Err(error) = self.keeper.write() {
            if !error.is_temporary() {
                return Err(error.into());
            }
            tracing::error!("the ledger could not be written, trying again: {error}");
            if !matches!(stop.recv_timeout(RETRY_PAUSE), Err(RecvTimeoutError::Timeout)) {
                return Ok(false);
            }
        }
        self.ring(until);
        self.written.send_replace(until);
        if taken.days > 0 {
            self.back_up(until);
        }
        Ok(true)
    }

    /// Copies the ledger after the last work of a day; where days pass quickly, once an hour is enough.
    fn back_up(&mut self, now: Timestamp) {
        if self.backed_up.is_some_and(|watch| watch.elapsed() < BACKUP_PAUSE_MIN) {
            return;
        }
        self.backed_up = Some(Stopwatch::start());
        if let Err(error) = self.keeper.store().backup_daily(now) {
            tracing::error!("the ledger could not be backed up: {error}");
        }
    }

    /// Where time goes next: five minutes on while the exchange is open, else to the next due work, opening bell or morning without one;
    /// `None` where the calendar ends.
    fn next_instant(&self, at: Timestamp) -> Option<Timestamp> {
        let calendar = ExchangeCalendar::nyse();
        if calendar.is_open(at) {
            let tick = if self.offer_waits() && self.speed != Speed::Max { TICK_OFFER_S } else { TICK_S };
            let grid = at.as_second().div_euclid(tick) * tick + tick;
            return Timestamp::from_second(grid).ok();
        }
        let bell = calendar.next_session_after(at).map(|session| session.open);
        let due = self.keeper.next_due().map(|(due, _)| due).filter(|due| *due > at);
        bell.into_iter().chain(due).chain(bells::next_shut(at)).min()
    }

    /// Lets the time pass that lies between two instants at the present speed; `false` where it was told to stop.
    fn wait(&mut self, at: Timestamp, until: Timestamp, stop: &Receiver<()>) -> Result<bool, PlayError> {
        let mut passed = 0.0;
        loop {
            if !self.swap_models(at, Pace::Lived, stop)? {
                return Ok(false);
            }
            // How much of the pause is left depends on the speed, which changes as soon as an offer is answered.
            let left = self.pause(at, until).mul_f64(1.0 - passed);
            if left < Duration::from_micros(1) {
                return Ok(matches!(stop.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty)));
            }
            self.pulse.beat();
            let part = left.min(PAUSE_PART);
            if !matches!(stop.recv_timeout(part), Err(RecvTimeoutError::Timeout)) {
                return Ok(false);
            }
            passed += (1.0 - passed) * part.div_duration_f64(left);
            if part == left {
                return Ok(true);
            }
        }
    }

    fn offer_waits(&self) -> bool {
        self.book.as_ref().is_some_and(|book| book.borrow().open_offers().next().is_some())
    }

    fn pause(&self, at: Timestamp, until: Timestamp) -> Duration {
        let open = ExchangeCalendar::nyse().is_open(at);
        match self.speed {
            Speed::Max => Duration::ZERO,
            // Real time leaves no night out.
            Speed::Times(speed) if open || speed <= 1.0 => {
                let speed = if self.offer_waits() { speed.min(OFFER_SPEED_MAX) } else { speed };
                let seconds = until.duration_since(at).as_secs_f64() / speed;
                Duration::try_from_secs_f64(seconds).unwrap_or(RETRY_PAUSE)
            }
            Speed::Times(speed) => Duration::try_from_secs_f64(TICK_S as f64 / speed).unwrap_or(RETRY_PAUSE),
        }
    }
}
