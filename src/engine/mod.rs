//! Verbs: the fold over events. [`step`] is synchronous, cannot fail, cannot wait, and looks at no clock, file or dice.

mod champion;
pub mod chart;
mod decision;
pub mod desk;
pub mod due;
mod evening;
pub mod fusion;
pub mod indicators;
pub mod options;
pub mod outcomes;
pub mod replay;
pub mod signals;
pub mod volatility;
pub mod window;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::bar::{Bar, DayBar};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Dividend, Due, Effect, Event, Refusal, RefusalReason, Skipped};
use crate::domain::horizon::Horizon;
use crate::domain::notice::{Notice, Period};
use crate::domain::outcome::Verdict;
use crate::domain::prediction::{Hash, Prediction};
use crate::domain::report::ends;
use crate::domain::session::Session;
use crate::domain::symbol::Symbol;
use crate::domain::training::model::ModelSwap;
use crate::domain::training::observation::Seen;
use crate::domain::training::{Family, ModelId};
use crate::domain::universe::{Role, Universe};
use crate::learn::features::Memory;
use crate::learn::online::Learner;

use champion::Champion;
use decision::{key_of, predict};
use evening::{Closes, end_day};
use outcomes::{OpenPrediction, OpenPredictions, Surroundings};
use signals::{ClosedBars, Moment, Signals};
use volatility::Volatility;
use window::Window;

/// Names the shape and meaning of [`State`]; a stored state of another version is rebuilt from the ledger instead of being read.
pub const STATE_VERSION: &str = "engine/4";

/// Trading time without a bar from which the owner is told: one hour.
const GAP_TOLD_MIN_S: i64 = 3_600;

/// Whole sessions without a bar after which indicators begin anew: their windows would span the gap.
const GAP_RESET_SESSIONS: usize = 5;

/// Dividends remembered; only those between an entry and its exit matter, a few days back.
const DIVIDENDS_KEPT_MAX: usize = 8;

/// Everything the fold knows of one symbol. It grows with nothing: memory stays flat as history grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    symbol: Symbol,
    universe: Universe,
    /// Predictions made so far.
    made: i64,
    /// Hash of the last prediction.
    head: Hash,
    /// Start of the first bar ever taken: decisions are due from there on.
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    begun: Option<Timestamp>,
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    last_decision: Option<Timestamp>,
    last_report: Option<Date>,
    last_bar: Option<Bar>,
    window: Window,
    /// The windows of the watched symbols, by [`Role::index`].
    watched: [Window; Role::COUNT],
    /// End of the newest bar of each watched symbol.
    watched_until: [Option<Timestamp>; Role::COUNT],
    /// The newest day of the predicted symbol, then of each watched one.
    newest_days: [Option<Date>; Role::COUNT + 1],
    volatility: Volatility,
    signals: Signals,
    learner: Learner,
    /// What the features of trained models remember.
    memory: Memory,
    /// The trained model that serves.
    champion: Option<Champion>,
    closes: Closes,
    open: OpenPredictions,
    dividends: Vec<Dividend>,
}

impl State {
    /// A fold that has seen nothing.
    pub fn new(symbol: Symbol) -> Self {
        Self {
            symbol,
            universe: Universe::of(symbol),
            made: 0,
            head: Hash::GENESIS,
            begun: None,
            last_decision: None,
            last_report: None,
            last_bar: None,
            window: Window::default(),
            watched: std::array::from_fn(|_| Window::default()),
            watched_until: [None; Role::COUNT],
            newest_days: [None; Role::COUNT + 1],
            volatility: Volatility::default(),
            signals: Signals::default(),
            learner: Learner::default(),
            memory: Memory::default(),
            champion: None,
            closes: Closes::default(),
            open: OpenPredictions::default(),
            dividends: Vec::new(),
        }
    }

    /// Whose fold it is.
    pub fn symbol(&self) -> Symbol {
        self.symbol
    }

    /// Who is watched beside it.
    pub fn universe(&self) -> &Universe {
        &self.universe
    }

    /// Whether an event is about the predicted symbol or one of those watched.
    pub fn concerns(&self, event: &Event) -> bool {
        event.symbol().is_none_or(|symbol| symbol == self.symbol || self.universe.role(symbol).is_some())
    }

    /// Predictions made so far.
    pub fn made(&self) -> i64 {
        self.made
    }

    /// Hash of the last prediction.
    pub fn head(&self) -> Hash {
        self.head
    }

    /// Whether predictions wait for an outcome.
    pub fn waits_for_outcomes(&self) -> bool {
        !self.open.is_empty()
    }

    /// End of the last bar taken in.
    pub fn last_bar_end(&self) -> Option<Timestamp> {
        self.last_bar.map(|bar| bar.end())
    }

    /// The trained model that serves; `None` where only the online experts speak.
    pub fn champion(&self) -> Option<(Family, ModelId)> {
        self.champion.as_ref().map(|champion| (champion.family(), champion.id()))
    }

    /// The state as bytes, for a snapshot.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising plain data into memory has no way to fail; an empty snapshot would only be rebuilt from the ledger.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// A state from a snapshot of this [`STATE_VERSION`]; `None` where the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// Puts what was stored at a decision in the place of what was just made there, so that the ledger, and not a newer engine's opinion
    /// of the past, is what the fold goes on from. `None` is a decision without a prediction.
    fn adopt(&mut self, made: Option<&Prediction>, stored: Option<&Prediction>) {
        if let Some(prediction) = made {
            self.made = prediction.number.0 - 1;
            self.head = prediction.previous;
            self.open.take_back_last();
            self.memory.replace_last(None);
            // The record of claims tells what was said, and not what would be said today.
            self.learner.withdraw(key_of(prediction.at));
            if stored.is_none() {
                for horizon in Horizon::ALL {
                    self.learner.void(horizon, key_of(prediction.at));
                }
            }
        }
        if let Some(prediction) = stored {
            self.made = prediction.number.0;
            self.head = prediction.hash;
            self.open.push(OpenPrediction::new(prediction));
            if prediction.learned.is_some() {
                // Those that learned nothing are no observations either.
                if let Some(seen) = Seen::of(prediction) {
                    self.memory.remember(&seen);
                }
                self.learner.claim(key_of(prediction.at), prediction.call, prediction.confidence.get());
            }
        }
    }
}

/// Takes one event into the state and appends what must follow to `effects`. `now` is when the event was received.
pub fn step(state: &mut State, event: &Event, now: Timestamp, effects: &mut Vec<Effect>) {
    match event {
        Event::Bar(bar) if bar.symbol() == state.symbol => take_bar(state, bar, now, effects),
        Event::Bar(bar) => take_watched_bar(state, bar, effects),
        Event::Day(day) => take_day(state, day, effects),
        Event::News(headline) if headline.symbol == state.symbol => state.signals.take_headline(headline, now),
        Event::Chain(chain) if chain.symbol() == state.symbol => state.signals.take_chain(chain, now),
        Event::Polled(polled) if polled.symbol == state.symbol => state.signals.take_poll(polled),
        Event::Dividend(dividend) if dividend.symbol == state.symbol => {
            if state.dividends.len() >= DIVIDENDS_KEPT_MAX {
                state.dividends.remove(0);
            }
            state.dividends.push(*dividend);
        }
        Event::Model(swap) if swap.symbol == state.symbol => swap_champion(state, swap),
        Event::News(_) | Event::Chain(_) | Event::Polled(_) | Event::Dividend(_) | Event::Model(_) => {}
        Event::Due(Due::Decision(at)) => decide(state, *at, now, effects),
        Event::Due(Due::Report(date)) => {
            if state.last_report.is_none_or(|last| last < *date) {
                state.last_report = Some(*date);
                end_day(state, *date, effects);
                effects.push(Effect::Tell(Notice::Report { symbol: state.symbol, date: *date }));
                for period in [Period::Week, Period::Month].into_iter().filter(|period| ends(*period, *date)) {
                    effects.push(Effect::Tell(Notice::Period { symbol: state.symbol, period, date: *date }));
                }
            }
        }
    }
}

/// Lets another trained model serve from the next decision on, or none. A file that is no model for this program leaves everything as it was.
fn swap_champion(state: &mut State, swap: &ModelSwap) {
    let next = match &swap.model {
        Some(file) => match Champion::of(file) {
            Ok(champion) => Some(champion),
            Err(_) => return,
        },
        None => None,
    };
    if state.champion != next {
        state.learner.swap_champion(next.is_some());
        state.champion = next;
    }
}

/// Rebuilding: takes a stored event in and goes on from what was stored with it. Returns whether the fold would say the same today.
pub fn recall(
    state: &mut State,
    event: &Event,
    now: Timestamp,
    stored: Option<&Prediction>,
    effects: &mut Vec<Effect>,
) -> bool {
    let before = effects.len();
    step(state, event, now, effects);
    let made = effects.iter().skip(before).find_map(|effect| match effect {
        Effect::Predicted(prediction) => Some(**prediction),
        _ => None,
    });
    let same = made.as_ref() == stored;
    if !same {
        state.adopt(made.as_ref(), stored);
    }
    same
}

fn take_bar(state: &mut State, bar: &Bar, now: Timestamp, effects: &mut Vec<Effect>) {
    let refuse = |reason| Effect::Refused(Refusal { symbol: bar.symbol(), start: bar.start(), reason });
    let Some(session) = session_of(bar) else {
        effects.push(refuse(RefusalReason::OutsideSession));
        return;
    };
    if state.last_bar.is_some_and(|last| last.end() > bar.start()) {
        effects.push(refuse(RefusalReason::OutOfOrder));
        return;
    }
    state.begun.get_or_insert(bar.start());
    if let Some(last) = state.last_bar {
        note_gap(state, &last, bar, effects);
        if last.end() <= session.open {
            state.closes.end_session(last.close());
        }
    }
    let learner = &mut state.learner;
    let around =
        Surroundings { symbol: state.symbol, session, last: state.last_bar.as_ref(), dividends: &state.dividends, now };
    state.open.take_bar(bar, &around, |outcome, at| {
        match &outcome.verdict {
            Verdict::Settled(settlement) => learner.settle(outcome.horizon, key_of(at), settlement.became),
            Verdict::Void(_) => learner.void(outcome.horizon, key_of(at)),
        }
        effects.push(Effect::Settled(Box::new(outcome)));
    });
    if state.window.ends_before(bar) {
        close_windows(state, bar.start());
    }
    state.window.add_within(bar, session);
    state.last_bar = Some(*bar);
}

/// The session in which a bar lies wholly.
fn session_of(bar: &Bar) -> Option<&'static Session> {
    ExchangeCalendar::nyse().session_around(bar.start().as_second(), bar.end().as_second())
}

/// Takes a bar of a watched symbol in.
fn take_watched_bar(state: &mut State, bar: &Bar, effects: &mut Vec<Effect>) {
    let Some(role) = state.universe.role(bar.symbol()) else { return };
    let session = session_of(bar);
    let in_order = state.watched_until.get(role.index()).copied().flatten().is_none_or(|until| until <= bar.start());
    let Some(session) = session.filter(|_| in_order) else {
        let reason = if session.is_none() { RefusalReason::OutsideSession } else { RefusalReason::OutOfOrder };
        effects.push(Effect::Refused(Refusal { symbol: bar.symbol(), start: bar.start(), reason }));
        return;
    };
    if state.watched.get(role.index()).is_some_and(|window| window.ends_before(bar)) {
        close_windows(state, bar.start());
    }
    if let (Some(window), Some(until)) =
        (state.watched.get_mut(role.index()), state.watched_until.get_mut(role.index()))
    {
        window.add_within(bar, session);
        *until = Some(bar.end());
    }
}

/// Takes a day's bar in; days come in order, each once.
fn take_day(state: &mut State, day: &DayBar, effects: &mut Vec<Effect>) {
    let who = if day.symbol() == state.symbol { None } else { state.universe.role(day.symbol()) };
    if who.is_none() && day.symbol() != state.symbol {
        return;
    }
    let Some(newest) = state.newest_days.get_mut(who.map_or(0, |role| role.index() + 1)) else { return };
    if newest.is_some_and(|newest| newest >= day.date()) {
        let start = Event::Day(*day).known_at();
        effects.push(Effect::Refused(Refusal { symbol: day.symbol(), start, reason: RefusalReason::OutOfOrder }));
        return;
    }
    *newest = Some(day.date());
    state.signals.take_day(who, day);
}

fn note_gap(state: &mut State, last: &Bar, bar: &Bar, effects: &mut Vec<Effect>) {
    if last.end() == bar.start() {
        return;
    }
    let calendar = ExchangeCalendar::nyse();
    let trading_seconds = calendar.trading_seconds(last.end(), bar.start());
    if trading_seconds >= GAP_TOLD_MIN_S {
        effects.push(Effect::Tell(Notice::Gap {
            symbol: state.symbol,
            from: last.end(),
            to: bar.start(),
            trading_seconds,
        }));
    }
    let session = |at| calendar.index_at_or_before(at).unwrap_or(0);
    if session(bar.start()).saturating_sub(session(last.start())) > GAP_RESET_SESSIONS {
        close_windows(state, last.end());
        state.signals.break_off();
        state.volatility.break_off();
    }
}

/// Closes every window that is complete at `at` and hands the bars, oldest first, to everything that looks at 15-minute bars. Bars of one
/// instant are handed over together, so that it does not matter in which order the symbols came in.
fn close_windows(state: &mut State, at: Timestamp) {
    loop {
        let ends = state.watched.iter().chain([&state.window]).filter_map(Window::end_s);
        let Some(end_s) = ends.min().filter(|end_s| *end_s <= at.as_second()) else { return };
        let Ok(end) = Timestamp::from_second(end_s) else { return };
        let is_complete = |window: &&mut Window| window.end_s() == Some(end_s);
        let target = Some(&mut state.window).filter(is_complete).and_then(Window::close);
        let watched = state.watched.each_mut().map(|window| Some(window).filter(is_complete)?.close_price());
        if let Some(closed) = &target {
            state.volatility.observe(closed);
        }
        if let Some(step) = ExchangeCalendar::nyse().decision_at(end) {
            let sigma = state.volatility.daily_sigma();
            let target = target.as_ref();
            state.signals.observe(&ClosedBars { at: Moment { step, at: end }, target, watched: &watched, sigma });
        }
    }
}

fn decide(state: &mut State, at: Timestamp, now: Timestamp, effects: &mut Vec<Effect>) {
    let calendar = ExchangeCalendar::nyse();
    let Some(step) = calendar.decision_at(at).filter(|_| state.last_decision.is_none_or(|last| last < at)) else {
        return;
    };
    state.last_decision = Some(at);
    close_windows(state, at);
    let effect = match predict(state, step, at, now) {
        Ok(prediction) => {
            state.made = prediction.number.0;
            state.head = prediction.hash;
            state.open.push(OpenPrediction::new(&prediction));
            Effect::Predicted(Box::new(prediction))
        }
        Err(reason) => Effect::Skipped(Skipped { symbol: state.symbol, at, reason }),
    };
    effects.push(effect);
}
