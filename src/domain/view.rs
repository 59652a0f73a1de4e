//! What screens are made of: facts read from storage, without words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::desk::potential::OptionResult;
use crate::domain::event::SkipReason;
use crate::domain::figures::{SkillVerdict, Tally};
use crate::domain::health::{Health, Refused};
use crate::domain::horizon::Horizon;
use crate::domain::learned::HorizonLesson;
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
    /// What the calls at the primary horizon have proven so far.
    pub skill: SkillVerdict,
    /// The newest day that was replayed, where it came out otherwise than live.
    pub differs: Option<Date>,
    /// Every symbol that is predicted now, the main one first; empty where that is not known.
    pub watched: Vec<Watched>,
}

/// A predicted symbol among others.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// Whose price.
    pub symbol: Symbol,
    /// The newest prediction.
    pub latest: Option<Prediction>,
}

impl Status {
    /// The other symbols that are predicted now.
    pub fn others(&self) -> impl Iterator<Item = &Watched> {
        self.watched.iter().filter(|watched| watched.symbol != self.symbol)
    }

    /// Whether nothing more is predicted for the symbol: what is shown is its record.
    pub fn is_left(&self) -> bool {
        !self.watched.is_empty() && self.watched.iter().all(|watched| watched.symbol != self.symbol)
    }
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
    /// Where the learner of the primary horizon stood on the evening before; `None` where it had learned nothing yet.
    pub lesson: Option<HorizonLesson>,
    /// What the calls at the primary horizon have proven so far.
    pub skill: SkillVerdict,
    /// What options on its calls made, as far as they are due.
    pub options: Vec<OptionResult>,
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
    /// What the calls at the primary horizon have proven so far.
    pub skill: SkillVerdict,
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

/// How often the calls at a horizon had come true by the end of a day, over the whole record until then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AccuracyPoint {
    /// The trading day in New York.
    pub date: Date,
    /// Share that came true, with its interval, which holds at every day at once.
    pub right: Measured,
    /// What always giving the most frequent answer would have scored.
    pub baseline: f64,
    /// Independent outcomes behind it.
    pub independent: f64,
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

/// How the predictions have fared, from every prediction with what became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standings {
    /// Each horizon, in the order of [`Horizon::ALL`].
    pub horizons: [Standing; Horizon::COUNT],
    /// The calls at the primary horizon from each threshold on, the lowest first.
    pub thresholds: Vec<ThresholdRow>,
    /// The newest prediction: it tells what keeps a call from being highly probable.
    pub latest: Option<Prediction>,
}

/// How the predictions of one horizon have fared, with what it takes to judge that. Shares lie in `[0, 1]`, outcomes count by their
/// uniqueness, intervals hold 95 %.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Outcomes counted, overlapping ones each as one.
    pub settled: u64,
    /// Outcomes without an honest price.
    pub void: u64,
    /// Independent observations among them.
    pub independent: f64,
    /// Share of calls that came true, HOLD included.
    pub right: Measured,
    /// Mean over the directions that occurred of the share of it that was called so; no skill scores one third where all three did.
    pub balanced: f64,
    /// Mean distance of stated confidence and share that came true; 0 is best.
    pub calibration_error: Measured,
    /// What always calling the most frequent direction scores, and which that is.
    pub majority: Option<(Direction, f64)>,
    /// What always calling up scores.
    pub always_up: f64,
    /// What calling the side of the last session scores, and of how many independent observations; `None` where no prediction tells it.
    pub yesterday: Option<(f64, f64)>,
    /// The stated probabilities beside those without skill.
    pub scores: Scores,
    /// Stated confidence against how often it came true, the least confident first; only bins that hold something.
    pub bins: Vec<Bin>,
    /// What the calls have proven.
    pub skill: SkillVerdict,
}

/// How good stated probabilities were, beside those of forecasts without skill at the same outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Independent observations that both are compared on.
    pub independent: f64,
    /// Mean Brier score, and that without skill.
    pub brier: (f64, f64),
    /// Mean log loss in nats, and that without skill.
    pub log_loss: (f64, f64),
    /// By how much the log loss is lower than without skill, nats, with an interval that holds though it is looked at every day; `None`
    /// where no forecast without skill was stated beside the predictions, so that the observed frequencies stand for it.
    pub gain: Option<Measured>,
}

/// A figure with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// The figure.
    pub value: f64,
    /// Lower and upper end of its interval of 95 %.
    pub interval: (f64, f64),
}

/// Calls of like confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Mean stated confidence.
    pub stated: f64,
    /// Share that came true.
    pub came_true: Measured,
    /// Independent observations.
    pub independent: f64,
}

/// What became of BUY and SELL calls with at least so much confidence. What follows one before its outcome is due belongs to it: no two of them
/// overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThresholdRow {
    /// From which confidence on.
    pub threshold: f64,
    /// How many there were in a month of the calendar; `None` before there is any time between two predictions.
    pub a_month: Option<f64>,
    /// How many are settled.
    pub settled: u64,
    /// How many of them came true.
    pub right: u64,
    /// Where the share that comes true may lie, valid however often it is looked at; `None` before the first.
    pub interval: Option<(f64, f64)>,
    /// What options on them would have made; `None` where none could be priced.
    pub option: Option<ModelOption>,
}

/// What options bought on calls would have made by a pricing model, not in a market.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ModelOption {
    /// How many were priced.
    pub count: u64,
    /// Mean gain in parts of what was paid, with its interval; negative for a loss.
    pub mean: Measured,
}
