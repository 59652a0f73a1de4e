//! Measuring what the market did after each prediction: entry, exit, and the class of the return against the frozen band.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::bar::{Bar, Prices};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Dividend;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Direction, Prediction, PredictionNumber, Probabilities};
use crate::domain::session::{STEP_SECONDS, Session};
use crate::domain::symbol::Symbol;
use crate::domain::unit::LogPrice;

/// Nobody acts on a prediction sooner than this after it was made.
const DECISION_LATENCY: SignedDuration = SignedDuration::from_secs(60);

/// Trading time after the prediction within which an entry must be found, seconds; one bar, where the source's bars are longer.
const ENTRY_DELAY_MAX_S: i64 = STEP_SECONDS;

/// Trading time by which the last close may lie before the due instant, seconds.
const EXIT_AGE_MAX_S: i64 = STEP_SECONDS;

/// Predictions with at least one horizon still to be measured, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenPredictions(VecDeque<OpenPrediction>);

/// Later than every due instant, seconds since 1970.
const NEVER_S: i64 = i64::MAX;

/// A prediction on its way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenPrediction {
    number: PredictionNumber,
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    at: Timestamp,
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::required")]
    made_at: Timestamp,
    yesterday: Option<Direction>,
    entry: Entry,
    /// Highest and lowest price since the entry.
    range: (Price, Price),
    /// Close of the decision's session, once it is known and where the entry came before it.
    close: Option<Price>,
    claims: [Claim; Horizon::COUNT],
    /// When the next of its open claims is due, seconds since 1970; [`NEVER_S`] where all are closed.
    next_due_s: i64,
}

/// A price with its logarithm, which is taken once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Price {
    dollars: f64,
    log: f64,
}

/// The prices of a bar.
#[derive(Clone, Copy, Debug)]
struct BarPrices {
    open: Price,
    high: Price,
    low: Price,
    close: Price,
}

/// The price at which the call could first have been acted on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Entry {
    Awaited,
    Missed,
    Found {
        mark: Mark,
        /// ln of its price.
        log: f64,
    },
}

/// One horizon of a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Claim {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    due: Timestamp,
    crosses_close: bool,
    band: f64,
    call: Direction,
    probabilities: Probabilities,
    base: Option<Probabilities>,
    open: bool,
}

/// What a bar is measured against.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Whose bar it is.
    pub symbol: Symbol,
    /// The session it lies in.
    pub session: &'a Session,
    /// The bar before it.
    pub last: Option<&'a Bar>,
    /// Dividends known.
    pub dividends: &'a [Dividend],
    /// When it was received.
    pub now: Timestamp,
}

impl OpenPrediction {
    /// Opens a prediction that was just made or stored.
    pub fn new(prediction: &Prediction) -> Self {
        let claims = Horizon::ALL.map(|horizon| {
            let forecast = prediction.forecast(horizon);
            Claim {
                due: forecast.due,
                crosses_close: forecast.crosses_close,
                band: forecast.band,
                call: prediction.call_at(horizon),
                probabilities: forecast.probabilities,
                base: prediction.learned.map(|learned| learned.base(horizon)),
                open: true,
            }
        });
        Self {
            number: prediction.number,
            at: prediction.at,
            made_at: prediction.made_at,
            yesterday: prediction.learned.map(|learned| learned.yesterday),
            entry: Entry::Awaited,
            range: (Price::default(), Price::default()),
            close: None,
            claims,
            next_due_s: next_due_s(&claims),
        }
    }
}

impl OpenPredictions {
    /// Whether nothing waits for an outcome.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the newest prediction.
    pub fn push(&mut self, prediction: OpenPrediction) {
        self.0.push_back(prediction);
    }

    /// Removes the newest prediction again.
    pub fn take_back_last(&mut self) {
        self.0.pop_back();
    }

    /// Measures everything that `bar` allows to be measured and reports each outcome, in order, with the instant of its decision.
    pub fn take_bar(&mut self, bar: &Bar, around: &Surroundings<'_>, mut report: impl FnMut(Outcome, Timestamp)) {
        let prices = BarPrices::of(bar);
        let (end, end_s) = (bar.end(), bar.end().as_second());
        let ends_session = end == around.session.close;
        for prediction in &mut self.0 {
            // Due before this bar ended: the bar says nothing of them, only what came before does.
            if prediction.next_due_s < end_s {
                let exit = around.last.map(|last| (last, Price::of(last.close())));
                prediction.settle(around, exit, |due| due < end, &mut report);
            }
            if matches!(prediction.entry, Entry::Awaited) {
                prediction.find_entry(bar, &prices);
            }
            prediction.follow(&prices, ends_session.then_some(around.session));
            if prediction.next_due_s == end_s {
                prediction.settle(around, Some((bar, prices.close)), |due| due == end, &mut report);
            }
        }
        // What was predicted earlier is due earlier, or at the same time.
        while self.0.front().is_some_and(|prediction| prediction.next_due_s == NEVER_S) {
            self.0.pop_front();
        }
    }
}

impl Price {
    fn of(dollars: f64) -> Self {
        Self { dollars, log: LogPrice::of(dollars).map_or(0.0, LogPrice::get) }
    }
}

impl BarPrices {
    fn of(bar: &Bar) -> Self {
        let Prices { open, high, low, close } = bar.prices();
        Self { open: Price::of(open), high: Price::of(high), low: Price::of(low), close: Price::of(close) }
    }
}

impl OpenPrediction {
    fn find_entry(&mut self, bar: &Bar, prices: &BarPrices) {
        if bar.start().as_nanosecond() - self.made_at.as_nanosecond() < DECISION_LATENCY.as_nanos() {
            return;
        }
        let delay = ExchangeCalendar::nyse().trading_seconds(self.made_at, bar.start());
        self.entry = if delay <= ENTRY_DELAY_MAX_S.max(bar.interval().seconds()) {
            self.range = (prices.open, prices.open);
            let mark = Mark { price: bar.open(), at: bar.start(), rule: MarkRule::FirstOpen };
            Entry::Found { mark, log: prices.open.log }
        } else {
            Entry::Missed
        };
    }

    /// Keeps the range and, where the bar ends a session, the close of the decision's day.
    fn follow(&mut self, prices: &BarPrices, ended: Option<&Session>) {
        if !matches!(self.entry, Entry::Found { .. }) {
            return;
        }
        let (high, low) = &mut self.range;
        if prices.high.dollars > high.dollars {
            *high = prices.high;
        }
        if prices.low.dollars < low.dollars {
            *low = prices.low;
        }
        if ended.is_some_and(|session| session.open < self.at && self.at < session.close) {
            self.close = Some(prices.close);
        }
    }

    /// Settles the open claims whose due instant `is_due`, with `exit` as the last bar before it and its close.
    fn settle(
        &mut self,
        around: &Surroundings<'_>,
        exit: Option<(&Bar, Price)>,
        is_due: impl Fn(Timestamp) -> bool,
        report: &mut impl FnMut(Outcome, Timestamp),
    ) {
        for (horizon, position) in Horizon::ALL.into_iter().zip(0..) {
            let Some(claim) = self.claims.get(position).copied().filter(|claim| claim.open && is_due(claim.due)) else {
                continue;
            };
            let verdict = self.verdict(&claim, exit, around);
            if let Some(claim) = self.claims.get_mut(position) {
                claim.open = false;
            }
            let outcome = Outcome {
                symbol: around.symbol,
                number: self.number,
                horizon,
                due: claim.due,
                settled_at: around.now,
                crosses_close: claim.crosses_close,
                uniqueness: 1.0 / f64::from(horizon.bars()),
                call: claim.call,
                probabilities: claim.probabilities,
                base: claim.base,
                yesterday: self.yesterday,
                verdict,
            };
            report(outcome, self.at);
        }
        self.next_due_s = next_due_s(&self.claims);
    }

    fn verdict(&self, claim: &Claim, exit: Option<(&Bar, Price)>, around: &Surroundings<'_>) -> Verdict {
        let Entry::Found { mark: entry, log: entry_log } = self.entry else {
            return Verdict::Void(VoidReason::NoEntry);
        };
        let honest = |(bar, _): &(&Bar, Price)| {
            let calendar = ExchangeCalendar::nyse();
            let near = || {
                let session = calendar.session_containing(claim.due).map(|session| session.date);
                session == calendar.session_containing(bar.end()).map(|session| session.date)
                    && calendar.trading_seconds(bar.end(), claim.due) <= EXIT_AGE_MAX_S
            };
            bar.end() > entry.at && (bar.end() == claim.due || (bar.end() < claim.due && near()))
        };
        let Some((exit, last)) = exit.filter(honest) else { return Verdict::Void(VoidReason::NoExit) };
        let dividends = dividends_between(around.dividends, entry.at, claim.due);
        let worth = if dividends == 0.0 { last } else { Price::of(last.dollars + dividends) };
        let log_return = worth.log - entry_log;
        let became = if log_return > claim.band {
            Direction::Up
        } else if log_return < -claim.band {
            Direction::Down
        } else {
            Direction::Hold
        };
        let close = self.close.filter(|_| claim.crosses_close);
        Verdict::Settled(Settlement {
            entry,
            exit: Mark { price: exit.close(), at: exit.end(), rule: MarkRule::LastClose },
            dividends,
            log_return,
            became,
            return_to_close: close.map(|close| close.log - entry_log),
            hindsight_high: self.range.0.log - entry_log,
            hindsight_low: self.range.1.log - entry_log,
        })
    }
}

/// When the next open claim is due, seconds since 1970.
fn next_due_s(claims: &[Claim; Horizon::COUNT]) -> i64 {
    let open = claims.iter().filter(|claim| claim.open);
    open.map(|claim| claim.due.as_second()).min().unwrap_or(NEVER_S)
}

/// Dividends whose ex-date begins after the entry and not after the due instant: who bought at the entry received them.
fn dividends_between(dividends: &[Dividend], entry: Timestamp, due: Timestamp) -> f64 {
    let goes_ex = |dividend: &&Dividend| {
        let opens = ExchangeCalendar::nyse().session_on(dividend.ex_date).map(|session| session.open);
        opens.is_some_and(|open| entry < open && open <= due)
    };
    // The sum of nothing is the negative zero; adding zero makes it the positive one.
    dividends.iter().filter(goes_ex).map(|dividend| dividend.amount).sum::<f64>() + 0.0
}
