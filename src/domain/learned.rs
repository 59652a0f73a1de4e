//! What the learner knew: beside a prediction when it was made, and as a lesson at the end of each day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;

/// Experts whose forecasts are mixed at each horizon: one without skill, one for each signal alone, and three that weigh all signals
/// together and remember for a short, a middle and a long time.
pub const EXPERTS_COUNT: usize = 1 + SignalKind::COUNT + 3;

/// Position of the expert without skill among [`EXPERTS_COUNT`].
pub const NO_SKILL: usize = 0;

/// What a prediction of a learning model stands on, frozen when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// What the expert without skill said at each horizon, in the order of [`Horizon::ALL`]: how often the price leaves the band, and
    /// hardly a side.
    pub bases: [Probabilities; Horizon::COUNT],
    /// Where the confidence lies for all that is known of the learned coefficients: an interval of 80 %, lower and upper end.
    pub interval: (f64, f64),
    /// How unlike the past the signals are together: 1 on average, more is stranger; never negative.
    pub novelty: f64,
    /// The side of the last complete session before the decision, close to close; HOLD where it is not known or did not move. What a
    /// baseline calls that says today what was yesterday.
    pub yesterday: Direction,
    /// How far claims of high confidence have been tested so far.
    pub backing: Backing,
}

/// The record of claims: predictions at the primary horizon with at least [`CLAIM_MIN`] of confidence, one for each day of trading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backing {
    /// Claims that are settled.
    pub claims: u32,
    /// Those that came true.
    pub right: u32,
    /// Sum of their stated confidences.
    pub stated: f64,
    /// Evidence that they were overstated, the highest it ever was: a test martingale that stays near or below 1 while they are not, and above 20 with a probability of
    /// at most 5 % ever (Arnold, Henzi and Ziegel 2023).
    pub overstated: f64,
}

/// Confidence from which a prediction is a claim that goes on record.
pub const CLAIM_MIN: f64 = 0.80;

/// Where the learner stood at the end of a trading day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Whose signals.
    pub symbol: Symbol,
    /// The trading day in New York.
    pub date: Date,
    /// One for each horizon, in the order of [`Horizon::ALL`].
    pub horizons: [HorizonLesson; Horizon::COUNT],
    /// The record of claims.
    pub backing: Backing,
}

/// Where the learner of one horizon stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HorizonLesson {
    /// Weights of the experts, summing to 1 with [`HorizonLesson::champion`]: [`NO_SKILL`], the signals in the order of [`SignalKind::ALL`], then the three that weigh them
    /// together, the most forgetful first.
    pub mixture: [f64; EXPERTS_COUNT],
    /// Weight of the trained model that serves; 0 where none does.
    pub champion: f64,
    /// What one root mean square of each signal's score moves the log odds of up against down by, averaged over the experts; its sign
    /// tells whether the signal is followed or taken the other way round. 0 where nothing was learned.
    pub influence: [f64; SignalKind::COUNT],
    /// Slope and offset that the last step of calibration puts on the log odds; 1 and 0 change nothing.
    pub calibration: (f64, f64),
    /// Independent outcomes learned from.
    pub evidence: f64,
    /// By how much the forecasts beat the expert without skill so far: sum over outcomes of uniqueness times difference in log loss, nats.
    pub gain: f64,
    /// How strongly the losses of the whole speak of a change for the worse: a drift detector that alarms at
    /// [`DRIFT_ALARM`].
    pub drift: f64,
    /// The same for each signal on its own.
    pub drift_of: [f64; SignalKind::COUNT],
    /// Until when the learner forgets faster, after an alarm.
    pub hasty_until: Option<Date>,
}

/// Level at which a drift detector alarms: without a change that happens once in 1,000 days at most, on average.
pub const DRIFT_ALARM: f64 = 1_000.0;

impl HorizonLesson {
    /// How much of what moves the forecast comes from each signal; sums to 1, or is 0 where nothing was learned.
    pub fn shares(&self) -> [f64; SignalKind::COUNT] {
        let sum: f64 = self.influence.iter().map(|influence| influence.abs()).sum();
        self.influence.map(|influence| if sum > 0.0 { influence.abs() / sum } else { 0.0 })
    }
}

impl Lesson {
    /// Where the learner of a horizon stood.
    pub fn of(&self, horizon: Horizon) -> &HorizonLesson {
        let [one_hour, four_hours, one_day] = &self.horizons;
        match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        }
    }
}

impl Learned {
    /// What the expert without skill said at a horizon.
    pub fn base(&self, horizon: Horizon) -> Probabilities {
        let [one_hour, four_hours, one_day] = self.bases;
        match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        }
    }
}
