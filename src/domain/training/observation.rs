//! One decision as training sees it: what was seen at it, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Prediction, Probabilities};
use crate::domain::signal::{COMPONENTS_COUNT, Grounds, Readings, SignalKind};

/// What was seen at a decision, before anything was learned from it: all that features may follow from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The decision instant.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// Last price seen, US dollars.
    pub price: f64,
    /// What each signal said.
    pub readings: Readings,
    /// Seconds from the newest input of each signal to the decision; `None` where there was none.
    pub ages_s: [Option<u32>; SignalKind::COUNT],
    /// The parts of each signal, as [`SignalKind::components`] names them.
    pub components: [[f32; COMPONENTS_COUNT]; SignalKind::COUNT],
    /// Expected standard deviation of the log return at each horizon.
    pub sigmas: [f64; Horizon::COUNT],
    /// Half-width of the HOLD band at each horizon.
    pub bands: [f64; Horizon::COUNT],
}

impl Seen {
    /// What a prediction saw; `None` of one that kept no grounds.
    pub fn of(prediction: &Prediction) -> Option<Self> {
        let grounds = prediction.grounds.as_ref()?;
        Some(Self {
            at: prediction.at,
            price: prediction.price,
            readings: prediction.readings,
            ages_s: grounds.map(|grounds: Grounds| grounds.age_s),
            components: grounds.map(|grounds| grounds.components),
            sigmas: prediction.forecasts.map(|forecast| forecast.sigma),
            bands: prediction.forecasts.map(|forecast| forecast.band),
        })
    }
}

/// What became of a decision at one horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Became {
    /// When its outcome was known; never before the decision.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub until: Timestamp,
    /// The class of the return; `None` where nobody can say.
    pub side: Option<Direction>,
    /// The log return; 0 where nobody can say.
    pub log_return: f64,
}

/// A decision whose outcomes are all known. It never changes again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Number of the prediction, counted from 1.
    pub number: i64,
    /// What was seen.
    pub seen: Seen,
    /// What the forecast without skill said at each horizon.
    pub bases: [Probabilities; Horizon::COUNT],
    /// What was stated at each horizon.
    pub stated: [Probabilities; Horizon::COUNT],
    /// What became of it at each horizon.
    pub became: [Became; Horizon::COUNT],
    /// What the option on the called side made at the primary horizon, as a share of the premium; `None` where there was none.
    pub option_return: Option<f64>,
}

impl Observation {
    /// A prediction with its outcomes; `None` where one of them is missing, or where the prediction kept no grounds.
    pub fn of(prediction: &Prediction, outcomes: &[Outcome], option_return: Option<f64>) -> Option<Self> {
        let seen = Seen::of(prediction)?;
        let learned = prediction.learned.as_ref()?;
        let of = |horizon: Horizon| {
            let outcome = outcomes.iter().find(|outcome| outcome.horizon == horizon)?;
            let until = outcome.settled_at.max(outcome.due).max(prediction.at);
            Some(match &outcome.verdict {
                Verdict::Settled(settled) => {
                    Became { until, side: Some(settled.became), log_return: settled.log_return }
                }
                Verdict::Void(_) => Became { until, side: None, log_return: 0.0 },
            })
        };
        let [one_hour, four_hours, one_day] = Horizon::ALL.map(of);
        Some(Self {
            number: prediction.number.0,
            seen,
            bases: learned.bases,
            stated: prediction.forecasts.map(|forecast| forecast.probabilities),
            became: [one_hour?, four_hours?, one_day?],
            option_return,
        })
    }

    /// What became of it at a horizon.
    pub fn became_at(&self, horizon: Horizon) -> &Became {
        let [one_hour, four_hours, one_day] = &self.became;
        match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        }
    }
}
