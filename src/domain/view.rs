//! What screens are made of: facts read from storage, without words.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::event::SkipReason;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Prediction;
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
