//! The real market as it happens: vendors are opened, decisions wait a moment for their bar, and the clock is the machine's own.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use tokio::runtime::Handle;

use super::keeper::Taken;
use super::market::{self, Opened, PlayError, Player};
use crate::config::{LiveMarket, VendorName};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Due, Event};
use crate::domain::symbol::Symbol;
use crate::engine::replay::Pace;
use crate::feeds::FeedError;
use crate::feeds::alpaca::{self, Alpaca, AlpacaOptions, StockFeed};
use crate::feeds::live::schedule::BAR_PATIENCE;
use crate::feeds::live::vendor::Vendor;
use crate::feeds::live::{FIRST_DAY, LiveFeed, Memory};
use crate::feeds::yahoo::{self, Yahoo, YahooOptions};
use crate::storage::{Store, StoreError};

/// Headlines of so long ago may still come again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 8);

/// How often it is looked whether another model is to serve.
const SWAP_LOOK: Duration = Duration::from_secs(1);

/// The longest time without a look at clock and feed.
const LOOK_MAX: SignedDuration = SignedDuration::from_mins(1);

/// The shortest, lest a due question that brings nothing turns the loop hot.
const LOOK_MIN: Duration = Duration::from_millis(200);

/// The interface for orders, which alone knows the open interest of options. Keys of paper accounts are known here.
const ALPACA_TRADING_URL: &str = "https://paper-api.alpaca.markets";

/// What the live feed must know of earlier runs.
pub fn memory(store: &Store, now: Timestamp) -> Result<Memory, StoreError> {
    let since = now.saturating_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
    Ok(Memory { headlines: store.headlines_since(since)?, dividends: store.dividends()? })
}

/// Opens the vendors of a live market; nothing is asked yet.
pub fn open(symbol: Symbol, settings: &LiveMarket, memory: Memory) -> Result<Opened, FeedError> {
    let handle = Handle::try_current().map_err(|_| FeedError::NoRuntime)?;
    let vendors = vendors(settings)?;
    let names: Vec<&str> = vendors.iter().map(|vendor| vendor.name()).collect();
    let label = names.join(", then ");
    Ok(of(LiveFeed::new(handle, vendors, symbol, memory), symbol, label))
}

/// A live market of vendors that are open already.
pub fn of(feed: LiveFeed, symbol: Symbol, label: String) -> Opened {
    let begins = ExchangeCalendar::nyse().at_new_york(FIRST_DAY, Time::midnight()).unwrap_or(Timestamp::UNIX_EPOCH);
    Opened {
        feed: Box::new(feed),
        name: format!("live/{symbol}"),
        label,
        begins,
        warm_up_until: begins,
        ends: None,
        watched: Vec::new(),
        simulated: false,
        live: true,
    }
}

/// The configured vendors, the preferred one first.
pub fn vendors(settings: &LiveMarket) -> Result<Vec<Box<dyn Vendor>>, FeedError> {
    let mut vendors: Vec<Box<dyn Vendor>> = Vec::new();
    for name in &settings.vendors {
        vendors.push(match name {
            VendorName::Yahoo => Box::new(open_yahoo(settings)?),
            VendorName::Alpaca => Box::new(open_alpaca(settings)?),
        });
    }
    Ok(vendors)
}

fn open_yahoo(settings: &LiveMarket) -> Result<Yahoo, FeedError> {
    let mut options = YahooOptions::default();
    if let Some(url) = &settings.yahoo_url {
        (options.base, options.cookie_base) = (url.clone(), url.clone());
    }
    Yahoo::new(options).map_err(|fault| FeedError::Source { source_name: yahoo::NAME, fault })
}

fn open_alpaca(settings: &LiveMarket) -> Result<Alpaca, FeedError> {
    let mut options = AlpacaOptions { trading_url: Some(ALPACA_TRADING_URL.to_owned()), ..AlpacaOptions::default() };
    if let Some(url) = &settings.alpaca_url {
        (options.data_url, options.trading_url) = (url.clone(), Some(url.clone()));
    }
    if settings.alpaca_sip {
        options.stock_feed = StockFeed::Sip;
    }
    let none = || (SecretString::from(""), SecretString::from(""));
    let (key, secret) = settings.alpaca_key.clone().unwrap_or_else(none);
    Alpaca::new(key, secret, options).map_err(|fault| FeedError::Source { source_name: alpaca::SOURCE, fault })
}

/// The name under which it is noted that the past has been fetched.
fn past_name(opened: &Opened) -> String {
    format!("{}/past", opened.name)
}

impl Opened {
    /// Settles up to where the past is to be lived through: once, up to the present of the first start. A start that was interrupted goes
    /// on; what is missed later was not lived, and no prediction is made up for it.
    pub fn plan_past(&mut self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        if self.live && store.position(&past_name(self))?.is_none() {
            self.warm_up_until = now;
        }
        Ok(())
    }

    /// Notes that the past has been lived through.
    pub fn past_is_done(&self, store: &Store) -> Result<(), StoreError> {
        if self.live && self.warm_up_until > self.begins {
            store.set_position(past_name(self), self.warm_up_until)?;
        }
        Ok(())
    }
}

impl Player {
    /// Follows the real market until `stop` speaks or hangs up.
    pub(super) fn live_through(mut self, stop: &Receiver<()>) -> Result<(), PlayError> {
        let mut waiting = Vec::new();
        let mut next = self.clock.now();
        loop {
            let pause = Duration::try_from(next.duration_since(self.clock.now())).unwrap_or_default().max(LOOK_MIN);
            if !self.rest_between_looks(pause, stop)? {
                break;
            }
            match self.look(self.clock.now(), &mut waiting, stop)? {
                Some(wanted) => next = wanted,
                None => break,
            }
        }
        // No snapshot here: the proof of the evening replays the whole day from the one of the evening before.
        self.keeper.write()?;
        Ok(())
    }

    /// Rests, and changes models meanwhile where that is ordered; `false` where it was told to stop.
    fn rest_between_looks(&mut self, pause: Duration, stop: &Receiver<()>) -> Result<bool, PlayError> {
        let mut left = pause;
        while !left.is_zero() {
            let part = left.min(SWAP_LOOK);
            if !market::rest(part, stop, &self.pulse) {
                return Ok(false);
            }
            left = left.saturating_sub(part);
            let position = self.keeper.position()?.unwrap_or(self.opened.begins);
            if !self.swap_models(position, Pace::Received(self.clock.now()), stop)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// One look at the market at `now`: asks what is due and lets the fold take what may be known, while `waiting` keeps what has to wait
    /// for a decision. Returns when to look again; `None` where it was told to stop while it had to wait for the ledger.
    pub fn look(
        &mut self,
        now: Timestamp,
        waiting: &mut Vec<Event>,
        stop: &Receiver<()>,
    ) -> Result<Option<Timestamp>, PlayError> {
        self.keep_watched();
        let position = self.keeper.position()?.unwrap_or(self.opened.begins);
        // What the market did while nobody looked is asked for from the last bar on that the fold knows.
        let known = self.keeper.state().last_bar_end().map_or(position, |end| end.min(position));
        let asked = self.clock.now();
        let mut events = self.opened.feed.events(known, now)?;
        // Answers may take minutes to come; whatever is decided on them is decided after that, and dated so.
        let waited = SignedDuration::from_secs(self.clock.now().duration_since(asked).as_secs().max(0));
        let now = now.saturating_add(waited).unwrap_or(now);
        self.read_tone(&mut events);
        self.hear(&events, now);
        waiting.extend(events);
        waiting.sort_by_key(|event| (event.known_at(), event.symbol()));
        let held = self.held_decision(now, waiting);
        let (until, ready) = match held {
            Some(decision) => {
                let later = waiting.partition_point(|event| event.known_at() <= decision);
                let rest = waiting.split_off(later);
                let just_before = decision.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(decision);
                (just_before.max(position), std::mem::replace(waiting, rest))
            }
            None => (now.max(position), std::mem::take(waiting)),
        };
        let taken: Taken = self.keeper.take(&ready, until, Pace::Received(now), true);
        if !self.write(until, taken, stop)? {
            return Ok(None);
        }
        let longest = now.saturating_add(LOOK_MAX).unwrap_or(Timestamp::MAX);
        let patience = held.and_then(|decision| decision.checked_add(BAR_PATIENCE).ok());
        let due = self.keeper.next_due().map(|(due, _)| due).filter(|due| *due > now);
        let wanted = self.opened.feed.wants(now);
        Ok([Some(longest), patience, due, wanted].into_iter().flatten().min())
    }

    /// The decision that is due and still waits for its bar.
    fn held_decision(&self, now: Timestamp, waiting: &[Event]) -> Option<Timestamp> {
        let state = self.keeper.state();
        let calendar = ExchangeCalendar::nyse();
        let patient = now.saturating_sub(BAR_PATIENCE).ok()?;
        let decision = calendar.next_decision_after(patient).filter(|decision| *decision <= now)?;
        let (next, due) = state.next_due()?;
        if !matches!(due, Due::Decision(_)) || next > decision {
            return None;
        }
        let arrived = waiting.iter().filter_map(|event| match event {
            Event::Bar(bar) if bar.symbol() == state.symbol() => Some(bar.end()),
            _ => None,
        });
        let newest = arrived.chain(state.last_bar_end()).max();
        newest.is_none_or(|newest| newest < decision).then_some(decision)
    }
}
