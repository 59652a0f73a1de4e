//! What the market really did after a prediction, measured once per horizon by stated rules.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, PredictionNumber, Probabilities};
use crate::domain::symbol::Symbol;

/// The result of one prediction at one horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whose price was predicted.
    pub symbol: Symbol,
    /// Which prediction.
    pub number: PredictionNumber,
    /// At which horizon.
    pub horizon: Horizon,
    /// When it was due.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub due: Timestamp,
    /// When the fold could tell.
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::required")]
    pub settled_at: Timestamp,
    /// Whether `due` lies in a later session than the decision.
    pub crosses_close: bool,
    /// Share of an independent observation that this outcome carries: 1 / bars of the horizon.
    ///
    /// Consecutive outcomes overlap; each bar inside a gapless run is shared by as many outcomes as the horizon has bars
    /// (López de Prado 2018, chapter 4). At the edges of a run the true share is larger, so counts made from this one never
    /// claim too much.
    pub uniqueness: f64,
    /// The call that is measured, as the prediction made it.
    pub call: Direction,
    /// The probabilities that are measured, as the prediction stated them.
    pub probabilities: Probabilities,
    /// What a forecast without skill stated beside them; `None` where the prediction's model stated none.
    pub base: Option<Probabilities>,
    /// The direction of the last session before the decision, HOLD where it did not move; `None` where the prediction's model kept none.
    pub yesterday: Option<Direction>,
    /// What happened.
    pub verdict: Verdict,
}

/// What happened, or why nobody can say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Both prices were honest.
    Settled(Settlement),
    /// A price was missing; the outcome counts nowhere, and never as HOLD.
    Void(VoidReason),
}

/// A measured outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settlement {
    /// The price at which the call could first have been acted on.
    pub entry: Mark,
    /// The price at the due instant.
    pub exit: Mark,
    /// Cash dividends with their ex-date between entry and due, US dollars a share.
    pub dividends: f64,
    /// ln((exit + dividends) / entry).
    pub log_return: f64,
    /// The class of the return against the band that was frozen in the prediction.
    pub became: Direction,
    /// ln(close of the decision's session / entry), where the horizon crosses that close; for information only.
    pub return_to_close: Option<f64>,
    /// ln(highest price / entry) on the way. Hindsight: never a feature or a target.
    pub hindsight_high: f64,
    /// ln(lowest price / entry) on the way. Hindsight: never a feature or a target.
    pub hindsight_low: f64,
}

/// A price with the instant it belongs to and the rule that found it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// US dollars.
    pub price: f64,
    /// When the market showed it.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// How it was found.
    pub rule: MarkRule,
}

/// How a mark was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkRule {
    /// Open of the first bar that begins at or after the decision plus its latency.
    FirstOpen,
    /// Last close at or before the due instant.
    LastClose,
}

impl MarkRule {
    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstOpen => "first-open",
            Self::LastClose => "last-close",
        }
    }

    /// The rule with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::FirstOpen, Self::LastClose].into_iter().find(|rule| rule.name() == name)
    }
}

/// Why an outcome is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VoidReason {
    /// No bar began soon enough after the decision.
    NoEntry,
    /// No close was near enough before the due instant.
    NoExit,
}

impl VoidReason {
    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoEntry => "no-entry",
            Self::NoExit => "no-exit",
        }
    }

    /// The reason with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::NoEntry, Self::NoExit].into_iter().find(|reason| reason.name() == name)
    }
}
