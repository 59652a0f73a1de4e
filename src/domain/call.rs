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

/// The smallest shift of probability that makes another call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OtherCall {
    /// The other call.
    pub call: Direction,
    /// Which probability has to grow: mostly that of the other call, but where both sides are nearly alike, more of the one that is not called
    /// ends the lead of the other, and that makes a HOLD.
    pub grows: Direction,
    /// By how much, in `(0, 1]`; the other two give it up in proportion to what they have.
    pub lacks: f64,
}

/// Steps of a probability from 0 to 1 in which another call is looked for: tenths of a point, as people read them.
const STEPS: u32 = 1_000;

/// The other call that lacks least, more of HOLD before more of a side where both do it; `None` where no shift makes another call.
pub fn nearest_call(probabilities: &Probabilities) -> Option<OtherCall> {
    let now = call(probabilities);
    (1..=STEPS).find_map(|step| {
        let lacks = f64::from(step) / f64::from(STEPS);
        let made = |grows| Some((grows, call(&shifted(probabilities, grows, lacks)?)));
        let mut all = [Direction::Hold, Direction::Up, Direction::Down].into_iter().filter_map(made);
        all.find(|(_, call)| *call != now).map(|(grows, call)| OtherCall { call, grows, lacks })
    })
}

/// The probabilities after one of them has grown by `more`; `None` where the others have not that much to give.
pub fn shifted(probabilities: &Probabilities, toward: Direction, more: f64) -> Option<Probabilities> {
    let rest: f64 =
        Direction::ALL.into_iter().filter(|direction| *direction != toward).map(|other| probabilities.of(other)).sum();
    let keep = 1.0 - more / rest;
    // Not a number where there is no rest.
    if !(0.0..=1.0).contains(&keep) {
        return None;
    }
    let of = |direction| {
        let was = probabilities.of(direction);
        if direction == toward { was + more } else { was * keep }
    };
    Some(Probabilities { down: of(Direction::Down), hold: of(Direction::Hold), up: of(Direction::Up) })
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

/// Whether claims of high confidence have been tested so far that one more would be believed, whatever this prediction itself says.
pub fn is_backed(prediction: &Prediction) -> bool {
    let own = [Barrier::Confidence, Barrier::LowerEnd, Barrier::NoSide, Barrier::Unfamiliar, Barrier::FewVoices];
    barriers(prediction).iter().all(|barrier| own.contains(barrier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(down: f64, hold: f64, up: f64) -> Probabilities {
        Probabilities { down, hold, up }
    }

    #[test]
    fn a_side_needs_to_be_no_less_probable_than_hold_and_to_lead() {
        assert_eq!(call(&of(0.22, 0.35, 0.43)), Direction::Up);
        assert_eq!(call(&of(0.43, 0.35, 0.22)), Direction::Down);
        assert_eq!(call(&of(0.20, 0.42, 0.38)), Direction::Hold);
        assert_eq!(call(&of(0.39, 0.20, 0.41)), Direction::Hold);
    }

    #[test]
    fn the_nearest_call_is_named_in_tenths_of_a_point() {
        // 0.38 has to reach 0.42 less what HOLD gives up: 0.04 / (1 + 0.42 / 0.62) = 0.0238.
        let nearest = nearest_call(&of(0.20, 0.42, 0.38)).unwrap();
        assert_eq!((nearest.call, nearest.grows, nearest.lacks), (Direction::Up, Direction::Up, 0.024));
        // A lead of 0.08 ends sooner by more of the other side than by more of a HOLD that is hardly there.
        let nearest = nearest_call(&of(0.538, 0.001, 0.461)).unwrap();
        assert_eq!((nearest.call, nearest.grows, nearest.lacks), (Direction::Hold, Direction::Up, 0.014));
        assert_eq!(nearest_call(&of(0.0, 1.0, 0.0)).map(|other| other.call), Some(Direction::Up));
    }

    fn any_probabilities() -> impl Strategy<Value = Probabilities> {
        (0.001_f64..1.0, 0.001_f64..1.0, 0.001_f64..1.0).prop_map(|(down, hold, up)| {
            let sum = down + hold + up;
            of(down / sum, hold / sum, up / sum)
        })
    }

    proptest! {
        #[test]
        fn the_named_shift_makes_the_named_call_and_no_smaller_one_does(said in any_probabilities()) {
            let nearest = nearest_call(&said).unwrap();
            prop_assert_ne!(nearest.call, call(&said));
            let there = shifted(&said, nearest.grows, nearest.lacks).unwrap();
            prop_assert_eq!(call(&there), nearest.call);
            prop_assert!((there.down + there.hold + there.up - 1.0).abs() < 1e-9);
            prop_assert!((there.of(nearest.grows) - said.of(nearest.grows) - nearest.lacks).abs() < 1e-9);
            for toward in Direction::ALL {
                for part in 1..20 {
                    let nearer = (nearest.lacks - 1.0 / f64::from(STEPS)) * f64::from(part) / 20.0;
                    let still = shifted(&said, toward, nearer).is_none_or(|shifted| call(&shifted) == call(&said));
                    prop_assert!(still, "{toward:?} by {nearer}");
                }
            }
        }

        #[test]
        fn the_mirrored_probabilities_make_the_mirrored_call(said in any_probabilities()) {
            let mirrored = of(said.up, said.hold, said.down);
            prop_assert_eq!(call(&mirrored), call(&said).mirrored());
        }
    }
}
