//! From probabilities to a call, and what a call still lacks before it may be called highly probable.

use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, Learned};
use crate::domain::prediction::{Direction, Prediction, Probabilities};

/// A side must be more probable than the other by at least this much.
pub const SIDE_LEAD_MIN: f64 = 0.05;

/// Confidence from which a call may be shown as highly probable.
pub const HIGH_CONFIDENCE: f64 = 0.85;

/// What the lower end of the confidence's interval must reach for that.
pub const LOWER_END_MIN: f64 = 0.75;

/// Independent outcomes that must have been learned from.
pub const EVIDENCE_MIN: f64 = 120.0;

/// Claims that must be settled before the calibration at that level is backed.
pub const CLAIMS_MIN: u32 = 20;

/// Evidence of overstatement at which claims are no longer believed.
pub const OVERSTATED_MAX: f64 = 20.0;

/// Novelty beyond which a decision lies outside of what was learned from.
pub const NOVELTY_MAX: f64 = 4.0;

/// Signals that must speak.
pub const VOICES_MIN: usize = 5;

/// The call that follows from probabilities: the more probable side, where it is no less probable than HOLD and leads the other by
/// [`SIDE_LEAD_MIN`]; else HOLD.
pub fn call(probabilities: &Probabilities) -> Direction {
    let Probabilities { down, hold, up } = *probabilities;
    let (side, along, against) = if up >= down { (Direction::Up, up, down) } else { (Direction::Down, down, up) };
    if along >= hold && along - against >= SIDE_LEAD_MIN { side } else { Direction::Hold }
}

/// The call that is measured at a horizon, of a prediction that called `primary` and stated these probabilities there; a model that does not
/// learn made one call for all horizons.
pub fn call_at(horizon: Horizon, primary: Direction, stated: &Probabilities, learns: bool) -> Direction {
    if learns && horizon != Horizon::PRIMARY { call(stated) } else { primary }
}

/// Something that keeps a call from being highly probable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Barrier {
    /// The confidence lies below [`HIGH_CONFIDENCE`].
    Confidence,
    /// The lower end of its interval lies below [`LOWER_END_MIN`].
    LowerEnd,
    /// Fewer than [`EVIDENCE_MIN`] independent outcomes were learned from.
    Evidence,
    /// Fewer than [`CLAIMS_MIN`] claims of that level are settled.
    Unproven,
    /// Claims of that level came true too seldom.
    Overstated,
    /// The signals are unlike anything learned from.
    Unfamiliar,
    /// Fewer than [`VOICES_MIN`] signals speak.
    FewVoices,
    /// No side is called.
    NoSide,
    /// It was made by a model whose confidence is no calibrated probability.
    Uncalibrated,
}

/// Everything that keeps a prediction from being shown as highly probable; empty where nothing does.
pub fn barriers(prediction: &Prediction) -> Vec<Barrier> {
    let Some(Learned { interval, novelty, backing, .. }) = prediction.learned else {
        return vec![Barrier::Uncalibrated];
    };
    let Backing { claims, overstated, .. } = backing;
    let checks = [
        (Barrier::NoSide, prediction.call != Direction::Hold),
        (Barrier::Confidence, prediction.confidence.get() >= HIGH_CONFIDENCE),
        (Barrier::LowerEnd, interval.0 >= LOWER_END_MIN),
        (Barrier::Evidence, prediction.evidence >= EVIDENCE_MIN),
        (Barrier::Unproven, claims >= CLAIMS_MIN),
        (Barrier::Overstated, overstated < OVERSTATED_MAX),
        (Barrier::Unfamiliar, novelty <= NOVELTY_MAX),
        (Barrier::FewVoices, prediction.readings.voices() >= VOICES_MIN),
    ];
    checks.into_iter().filter(|(_, passed)| !passed).map(|(barrier, _)| barrier).collect()
}
