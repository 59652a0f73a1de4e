//! Measuring what the market did after each prediction: entry, exit, and the class of the return against the frozen band.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::bar::Bar;
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

/// A prediction on its way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenPrediction {
    number: PredictionNumber,
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    at: Timestamp,
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::required")]
    made_at: Timestamp,
    call: Direction,
    yesterday: Option<Direction>,
    entry: Entry,
    /// Highest and lowest price since the entry, dollars.
    range: (f64, f64),
    /// Close of the decision's session, once it is known and where the entry came before it.
    close: Option<f64>,
    claims: [Claim; Horizon::COUNT],
}

/// The price at which the call could first have been acted on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Entry {
    Awaited,
    Missed,
    Found(Mark),
}

/// One horizon of a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Claim {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    due: Timestamp,
    crosses_close: bool,
    band: f64,
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
                probabilities: forecast.probabilities,
                base: prediction.learned.map(|learned| learned.base(horizon)),
                open: true,
            }
        });
        Self {
            number: prediction.number,
            at: prediction.at,
            made_at: prediction.made_at,
            call: prediction.call,
            yesterday: prediction.learned.map(|learned| learned.yesterday),
            entry: Entry::Awaited,
            range: (0.0, 0.0),
            close: None,
            claims,
        }
    }
}

impl OpenPredictions {
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
        for prediction in &mut self.0 {
            // Due before this bar ended: the bar says nothing of them, only what came before does.
            prediction.settle(around, around.last, |due| due < bar.end(), &mut report);
            prediction.find_entry(bar);
            prediction.follow(bar, around);
            prediction.settle(around, Some(bar), |due| due == bar.end(), &mut report);
        }
        self.0.retain(|prediction| prediction.claims.iter().any(|claim| claim.open));
    }
}

impl OpenPrediction {
    fn find_entry(&mut self, bar: &Bar) {
        let ready = self.made_at.saturating_add(DECISION_LATENCY).unwrap_or(Timestamp::MAX);
        if self.entry != Entry::Awaited || bar.start() < ready {
            return;
        }
        let delay = ExchangeCalendar::nyse().trading_seconds(self.made_at, bar.start());
        self.entry = if delay <= ENTRY_DELAY_MAX_S.max(bar.interval().seconds()) {
            self.range = (bar.open(), bar.open());
            Entry::Found(Mark { price: bar.open(), at: bar.start(), rule: MarkRule::FirstOpen })
        } else {
            Entry::Missed
        };
    }

    /// Keeps the range and the close of the decision's day.
    fn follow(&mut self, bar: &Bar, around: &Surroundings<'_>) {
        if !matches!(self.entry, Entry::Found(_)) {
            return;
        }
        self.range = (self.range.0.max(bar.prices().high), self.range.1.min(bar.prices().low));
        let decided_today = around.session.open < self.at && self.at < around.session.close;
        if decided_today && bar.end() == around.session.close {
            self.close = Some(bar.close());
        }
    }

    /// Settles the open claims whose due instant `is_due`, with `exit` as the last bar before it.
    fn settle(
        &mut self,
        around: &Surroundings<'_>,
        exit: Option<&Bar>,
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
                call: self.call,
                probabilities: claim.probabilities,
                base: claim.base,
                yesterday: self.yesterday,
                verdict,
            };
            report(outcome, self.at);
        }
    }

    fn verdict(&self, claim: &Claim, exit: Option<&Bar>, around: &Surroundings<'_>) -> Verdict {
        let Entry::Found(entry) = self.entry else { return Verdict::Void(VoidReason::NoEntry) };
        let honest = |bar: &&Bar| {
            let calendar = ExchangeCalendar::nyse();
            let session = calendar.session_containing(claim.due).map(|session| session.date);
            bar.end() <= claim.due
                && bar.end() > entry.at
                && session == calendar.session_containing(bar.end()).map(|session| session.date)
                && calendar.trading_seconds(bar.end(), claim.due) <= EXIT_AGE_MAX_S
        };
        let Some(exit) = exit.filter(honest) else { return Verdict::Void(VoidReason::NoExit) };
        let dividends = dividends_between(around.dividends, entry.at, claim.due);
        let log = |price| LogPrice::of(price).map_or(0.0, LogPrice::get);
        let log_return = log(exit.close() + dividends) - log(entry.price);
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
            return_to_close: close.map(|close| log(close) - log(entry.price)),
            hindsight_high: log(self.range.0) - log(entry.price),
            hindsight_low: log(self.range.1) - log(entry.price),
        })
    }
}

/// Dividends whose ex-date begins after the entry and not after the due instant: who bought at the entry received them.
fn dividends_between(dividends: &[Dividend], entry: Timestamp, due: Timestamp) -> f64 {
    let goes_ex = |dividend: &&Dividend| {
        let opens = ExchangeCalendar::nyse().session_on(dividend.ex_date).map(|session| session.open);
        opens.is_some_and(|open| entry < open && open <= due)
    };
    dividends.iter().filter(goes_ex).map(|dividend| dividend.amount).sum()
}
