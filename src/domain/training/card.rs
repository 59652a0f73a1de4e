//! The model card: what a training was made of, what each family was worth on days it had not seen, and the verdict.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Depth, Family, ModelId};
use crate::domain::horizon::Horizon;
use crate::domain::signal::SignalKind;

/// A figure with its interval of 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranged {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A bin of a reliability diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardBin {
    /// Mean stated probability of the likelier side.
    pub stated: f64,
    /// Share that came true.
    pub came_true: f64,
    /// Independent observations in it.
    pub effective: f64,
}

/// How calls of high confidence did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conviction {
    /// Stated probability from which a call counts, 0..1.
    pub from: f64,
    /// Calls a trading day or more apart.
    pub episodes: u32,
    /// Those that came true.
    pub right: u32,
    /// Anytime-valid interval of 95 % on the share that comes true; 0 to 1 where there was none.
    pub interval: (f64, f64),
}

/// What one family was worth out of sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyRecord {
    /// Which.
    pub family: Family,
    /// The model that was fitted on all data; `None` where it could not be fitted.
    pub model: Option<ModelId>,
    /// Log loss over the three classes, nats.
    pub log_loss: Ranged,
    /// Log loss of no skill on the same observations less that, nats: above 0 is better than no skill.
    pub gain: Ranged,
    /// Brier score over the three classes.
    pub brier: Ranged,
    /// Area under the curve, up against down.
    pub auc: Ranged,
    /// Expected calibration error of the probability of up given a move.
    pub calibration_error: f64,
    /// Slope of the outcome on the stated log odds: 1 is calibrated, below 1 overstated. `None` where it cannot be said.
    pub calibration_slope: Option<f64>,
    /// The reliability diagram.
    pub bins: Vec<CardBin>,
    /// Share of the moves whose side was called right.
    pub accuracy: Ranged,
    /// Calls of 70 % and of 85 % and more.
    pub conviction: Vec<Conviction>,
    /// Mean result of the option on the called side, as a share of the premium; `None` where no call had one.
    pub option_return: Option<Ranged>,
    /// Calls that the result of options rests on.
    pub option_calls: u32,
    /// Evidence against being no better than what serves now: the slot e-process over all out-of-sample decisions.
    pub evidence: f64,
    /// Probability that the Sharpe ratio is above what the number of tries would bring by chance; `None` where it cannot be said.
    pub deflated_sharpe: Option<f64>,
    /// Difference in gain over the last 60 days against what serves now, nats.
    pub recent_gain: f64,
    /// Hyper-parameter settings tried.
    pub trials: u32,
    /// Seconds of work, over all trainers.
    pub seconds: f64,
    /// Why it has no figures; `None` where it has.
    pub fault: Option<String>,
}

/// Which baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// How often the price leaves the band, and no side.
    NoSkill,
    /// The learner that learns online from the signals alone.
    Online,
    /// Always the side that the price took more often so far.
    Majority,
    /// The model that serves now, where there is one.
    Champion,
}

impl Baseline {
    /// The name in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoSkill => "no_skill",
            Self::Online => "online",
            Self::Majority => "majority",
            Self::Champion => "champion",
        }
    }
}

/// A baseline on the same observations.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaselineRecord {
    /// Which.
    pub baseline: Baseline,
    /// Log loss over the three classes, nats; `None` of one that states no probabilities.
    pub log_loss: Option<f64>,
    /// Share of the moves whose side was called right; `None` of one that calls none.
    pub accuracy: Option<f64>,
}

/// What speaks against promoting.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "hurdle", rename_all = "snake_case")]
pub enum Hurdle {
    /// The evidence is below what is needed for this many candidates.
    Evidence {
        /// What there is.
        have: f64,
        /// What is needed.
        need: f64,
    },
    /// The gain over what serves now is too small, nats.
    Gain {
        /// What there is.
        have: f64,
        /// What is needed.
        need: f64,
    },
    /// It is calibrated worse than what serves now by more than allowed.
    Calibration {
        /// Its calibration error.
        have: f64,
        /// The largest allowed.
        most: f64,
    },
    /// The calibration slope is out of range.
    Slope {
        /// What it is; NaN is not stored, an unknown slope is 0.
        have: f64,
    },
    /// It was worse than what serves now in the last 60 days, nats.
    Recent {
        /// By how much.
        have: f64,
    },
    /// It has not been watched for enough days after its training.
    Shadow {
        /// Days so far.
        have: u32,
        /// Days needed.
        need: u32,
    },
    /// Since its training it did worse than what serves now: evidence of harm.
    Harm {
        /// The evidence.
        have: f64,
    },
}

/// What a training was made of and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Horizon that the models speak of.
    pub horizon: Horizon,
    /// First decision in the data.
    pub from: Timestamp,
    /// Last decision in the data: nothing later was learned from.
    pub until: Timestamp,
    /// Number of the last prediction in the data.
    pub last_number: i64,
    /// Decisions in the data.
    pub observations: u64,
    /// Independent observations among them.
    pub effective: f64,
    /// Decisions that were tested on out of sample.
    pub tested: u64,
    /// Independent observations among those.
    pub tested_effective: f64,
    /// Folds of the walk-forward.
    pub folds: u32,
    /// How thoroughly was searched.
    pub depth: Depth,
    /// Master seed: the same data, choice and seed give the same card and models, bit for bit.
    pub seed: u64,
    /// SHA-256 of the data, hexadecimal.
    pub dataset: String,
    /// SHA-256 of the feature schema, hexadecimal.
    pub schema: String,
    /// What each family was worth, the best by log loss first.
    pub families: Vec<FamilyRecord>,
    /// The baselines on the same observations.
    pub baselines: Vec<BaselineRecord>,
    /// Importance of each signal in the best model: how much log loss rises where it is shuffled, nats, in the order of
    /// [`SignalKind::ALL`].
    pub importance: [f64; SignalKind::COUNT],
    /// The same for what is no signal: returns, volatility and the time of the session.
    pub importance_of_rest: f64,
    /// Probability of backtest overfitting among the families; `None` where it cannot be said.
    pub overfitting: Option<f64>,
    /// Candidates trained since the present champion came to serve, these included.
    pub candidates: u32,
    /// What speaks against promoting the best one, at the time of training; empty where nothing but the days of watching is missing.
    pub hurdles: Vec<Hurdle>,
    /// Whether the data are simulated.
    pub simulated: bool,
}

impl ModelCard {
    /// The family with the lowest log loss.
    pub fn best(&self) -> Option<&FamilyRecord> {
        self.families.iter().find(|record| record.fault.is_none())
    }
}
