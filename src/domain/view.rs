//! What screens are made of: facts read from storage, without words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::event::SkipReason;
use crate::domain::figures::Tally;
use crate::domain::health::{Health, Refused};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::{Direction, Prediction, PredictionNumber};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;

/// The state of the service for one symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// Whose.
    pub symbol: Symbol,
    /// The newest decision, whether it became a prediction or not.
    pub last_decision: Option<Decision>,
    /// The newest prediction.
    pub latest: Option<Prediction>,
    /// End of the newest bar of the symbol.
    pub last_bar: Option<Timestamp>,
    /// Predictions ever.
    pub predictions: u64,
    /// Predictions of the asked day.
    pub predictions_today: u64,
    /// Decisions of the asked day that passed without a prediction.
    pub skipped_today: u64,
    /// Outcomes that are not yet due or not yet measurable, by horizon.
    pub waiting: [u64; Horizon::COUNT],
    /// Outcomes settled, by horizon.
    pub settled: [u64; Horizon::COUNT],
    /// Independent observations among the settled outcomes, by horizon.
    pub effective: [f64; Horizon::COUNT],
    /// Bars refused ever.
    pub refused_bars: u64,
}

/// A decision instant that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The instant on the 15-minute grid.
    pub at: Timestamp,
    /// When it was worked on.
    pub worked_at: Timestamp,
    /// Why it brought no prediction; `None` where it did.
    pub skipped: Option<SkipReason>,
}

/// The tallies of one horizon, apart by whether the horizon ran across a close.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HorizonTallies {
    /// Outcomes due in the session of the decision.
    pub within: Tally,
    /// Outcomes due in a later session.
    pub crossing: Tally,
}

impl HorizonTallies {
    /// Both together.
    pub fn all(&self) -> Tally {
        self.within.merged(&self.crossing)
    }
}

/// One trading day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Whose.
    pub symbol: Symbol,
    /// The trading day in New York.
    pub date: Date,
    /// Predictions made that day by call, in the order of [`crate::domain::prediction::Direction::ALL`].
    pub calls: [u64; 3],
    /// Decisions without a prediction, by reason.
    pub skipped: Vec<(SkipReason, u64)>,
    /// How often each signal spoke in the predictions of that day.
    pub voices: Vec<(SignalKind, u64)>,
    /// Outcomes that settled that day (New York date of settlement), by horizon.
    pub settled: [Tally; Horizon::COUNT],
    /// Outcomes settled up to the end of that day, by horizon.
    pub until_then: [Tally; Horizon::COUNT],
    /// First and last price used in predictions of that day, US dollars.
    pub prices: Option<(f64, f64)>,
}

/// A prediction with what became of it so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The prediction.
    pub prediction: Prediction,
    /// Its outcomes that are measured, in the order in which they fell due.
    pub outcomes: Vec<Outcome>,
    /// The number of the newest prediction.
    pub last: PredictionNumber,
}

/// The newest decision that took no side.
#[derive(Clone, Debug, PartialEq)]
pub enum NoCall {
    /// The call was HOLD.
    Held(Box<Explained>),
    /// No prediction was made.
    Skipped(Decision),
}

/// Prices of the newest days of trading, with the calls made in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceChart {
    /// How many full days of trading were asked for.
    pub days: u32,
    /// The bars, in order.
    pub prices: Vec<ChartedPrice>,
    /// The calls, in order.
    pub calls: Vec<ChartedCall>,
    /// The newest prediction, whose HOLD band is shown.
    pub latest: Option<Prediction>,
}

/// The price over one bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartedPrice {
    /// Begin of the bar.
    pub start: Timestamp,
    /// End of the bar.
    pub end: Timestamp,
    /// Price at the begin, US dollars.
    pub open: f64,
    /// Price at the end, US dollars.
    pub close: f64,
}

/// A call and what became of it at the primary horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartedCall {
    /// When it was made.
    pub at: Timestamp,
    /// The price it was made at, US dollars.
    pub price: f64,
    /// The call.
    pub call: Direction,
    /// What became of it.
    pub fate: CallFate,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallFate {
    /// It came true.
    Right,
    /// It did not.
    Wrong,
    /// It is not measured yet.
    Open,
    /// It had no honest price.
    Void,
}

/// How the outside and the machine are doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// How the sources answer.
    pub health: Health,
    /// The predicted symbol, then those watched beside it, each with the end of its newest bar.
    pub newest_bars: Vec<(Symbol, Option<Timestamp>)>,
    /// Everything that was kept out, by the gate or the fold, by reason.
    pub refused: BTreeMap<Refused, u64>,
    /// The newest prediction: it tells which signals are silent.
    pub latest: Option<Prediction>,
    /// The machine.
    pub machine: Machine,
}

/// What the machine gives and what the process takes of it; `None` where the system does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// Memory that the process holds, bytes.
    pub resident_bytes: Option<u64>,
    /// Size of the ledger on disk, bytes.
    pub ledger_bytes: Option<u64>,
    /// Free space of the data folder's disk, bytes.
    pub free_bytes: Option<u64>,
}
