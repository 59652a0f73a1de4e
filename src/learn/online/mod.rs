//! The online core: from eight scores to calibrated probabilities, learning from every outcome as it settles.
//!
//! For each horizon a [`Head`] holds twelve experts: one without skill, one for each signal alone, and three that weigh all signals together
//! and forget at different paces. Their forecasts are mixed; the weight of each follows how probable it held what happened, which for
//! the log loss is at most ln 12 nats worse in all than the best of them, plus what sharing a little of the weight costs (Vovk 1998; Herbster
//! and Warmuth 1998), as long as outcomes do not overlap. A silent signal's expert sleeps (Freund and others 1997). The mixture is calibrated last.
//!
//! Where a trained model serves, it is a thirteenth expert of the primary horizon. Where none does, its weight is 0 and nothing else changes by a bit.
//!
//! Everything is odd: all scores and returns negated swap up and down exactly, bit for bit.

#![expect(clippy::inline_always, reason = "what is not inlined into the work of wide vectors is done with narrow ones")]

mod calibration;
mod champion;
mod climate;
pub mod drift;
mod expert;
mod head;
mod lanes;
mod learner;
mod memory;
mod novelty;
pub mod overstatement;

pub use champion::ChampionSays;
pub use head::Head;
pub use learner::{Asked, Known, Learner};

use crate::domain::prediction::Probabilities;
use crate::domain::signal::SignalKind;
use lanes::Lanes;

/// What the signals say at a decision, in the order of [`SignalKind::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Inputs {
    /// Scores in `[-1, 1]`; of a silent signal it does not matter.
    pub scores: [f64; SignalKind::COUNT],
    /// Whether the signal speaks.
    pub awake: [bool; SignalKind::COUNT],
}

impl Inputs {
    /// Scores with 0 for what is silent or no number, and 1 for each signal that speaks.
    #[inline(always)]
    fn lanes(&self) -> (Lanes, Lanes) {
        let mut scores = Lanes(self.scores);
        let mut awake = Lanes::default();
        for ((score, awake), speaks) in scores.0.iter_mut().zip(&mut awake.0).zip(self.awake) {
            if speaks && score.is_finite() {
                *awake = 1.0;
            } else {
                *score = 0.0;
            }
        }
        (scores, awake)
    }
}

/// What is to be expected at one horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// Calibrated probabilities.
    pub probabilities: Probabilities,
    /// What the expert without skill says.
    pub base: Probabilities,
    /// Interval of 80 % on the probability of up, for what is not known of the coefficients.
    pub interval_up: (f64, f64),
    /// The same for down.
    pub interval_down: (f64, f64),
}

/// What an outcome brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settled {
    /// Share of an independent observation.
    pub uniqueness: f64,
    /// Log loss of what was stated, nats.
    pub log_loss: f64,
    /// Log loss of the expert without skill, nats.
    pub log_loss_base: f64,
}

/// Which drift detectors alarmed at the end of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarms {
    /// That of the whole forecast.
    pub whole: bool,
    /// Those of single signals.
    pub signals: Vec<SignalKind>,
}

impl Alarms {
    /// Whether any did.
    pub fn any(&self) -> bool {
        self.whole || !self.signals.is_empty()
    }
}

#[cfg(test)]
mod tests;
