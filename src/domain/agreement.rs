//! How far the signals agree: the gates a side has to pass, and the nearest change that would make another call.

use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::{Reading, Readings, SignalKind};
use crate::domain::unit::Score;

/// A weighted mean beyond this is a side.
pub const SIDE_MIN: f64 = 0.10;

/// A signal with a score beyond this supports a side.
pub const SUPPORT_MIN: f64 = 0.05;

/// Signals that must support a side: a lonely one cannot make a call.
pub const SUPPORTERS_MIN: usize = 2;

/// Steps of a score from 0 to 1 in which a nearest change is looked for: hundredths, as people read scores.
const SCORE_STEPS: i32 = 100;

/// What the signals say together, before a side is taken or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Weighted mean of the speaking signals' scores, in `[-1, 1]`; 0 where none speaks.
    pub score: f64,
    /// Signals that support an upward side.
    pub upward: usize,
    /// Signals that support a downward side.
    pub downward: usize,
}

/// What a side has to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// The weighted mean lies beyond [`SIDE_MIN`].
    Mean,
    /// At least [`SUPPORTERS_MIN`] signals support it.
    Supporters,
    /// More signals support it than oppose it.
    Majority,
}

impl Gate {
    /// All gates.
    pub const ALL: [Self; 3] = [Self::Mean, Self::Supporters, Self::Majority];
}

impl Agreement {
    /// What readings with these weights say together.
    pub fn of(readings: &Readings, weights: &[f64; SignalKind::COUNT]) -> Self {
        let scores = || readings.iter().filter_map(|(_, reading)| reading.score()).map(Score::get);
        let weighed =
            readings.iter().zip(weights).filter_map(|((_, reading), weight)| Some(reading.score()?.get() * weight));
        Self {
            // Rounding may lead a hair beyond the scores themselves; an empty sum is the negative zero, of which storage keeps no sign.
            score: weighed.sum::<f64>().clamp(-1.0, 1.0) + 0.0,
            upward: scores().filter(|score| *score > SUPPORT_MIN).count(),
            downward: scores().filter(|score| *score < -SUPPORT_MIN).count(),
        }
    }

    /// The call: a side that passes every gate, else HOLD.
    pub fn call(&self) -> Direction {
        let passes = |side: &Direction| Gate::ALL.into_iter().all(|gate| self.passes(*side, gate));
        [Direction::Up, Direction::Down].into_iter().find(passes).unwrap_or(Direction::Hold)
    }

    /// Whether a side passes a gate; HOLD is no side and passes none.
    pub fn passes(&self, side: Direction, gate: Gate) -> bool {
        let along = match side {
            Direction::Up => self.score,
            Direction::Down => -self.score,
            Direction::Hold => return false,
        };
        let (supporters, opponents) = self.votes(side);
        match gate {
            Gate::Mean => along > SIDE_MIN,
            Gate::Supporters => supporters >= SUPPORTERS_MIN,
            Gate::Majority => supporters > opponents,
        }
    }

    /// Signals for and against a side.
    pub fn votes(&self, side: Direction) -> (usize, usize) {
        if side == Direction::Down { (self.downward, self.upward) } else { (self.upward, self.downward) }
    }

    /// The side that the weighted mean leans to, taken or not; HOLD where it leans to none.
    pub fn leaning(&self) -> Direction {
        if self.score > 0.0 {
            Direction::Up
        } else if self.score < 0.0 {
            Direction::Down
        } else {
            Direction::Hold
        }
    }
}

/// The weights a prediction was made with; the first model kept none, for it weighed all that spoke alike.
pub fn weights(prediction: &Prediction) -> [f64; SignalKind::COUNT] {
    if let Some(grounds) = &prediction.grounds {
        return grounds.map(|grounds| grounds.weight);
    }
    let voices = prediction.readings.voices();
    prediction.readings.0.map(|reading| if reading.score().is_some() { 1.0 / voices as f64 } else { 0.0 })
}

/// One signal's score changed, and the call that follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Whose score.
    pub signal: SignalKind,
    /// What it is.
    pub from: Score,
    /// What it would have to be.
    pub to: Score,
    /// What the signals would say together.
    pub agreement: Agreement,
}

/// The smallest change of one speaking signal's score, to a whole hundredth, that makes another call; `None` where no single signal could.
/// A signal that falls silent, or begins to speak, would change the weights as well and is not looked at.
pub fn nearest_change(readings: &Readings, weights: &[f64; SignalKind::COUNT]) -> Option<Change> {
    let call = Agreement::of(readings, weights).call();
    let changes = readings.iter().filter_map(|(signal, reading)| {
        let from = reading.score()?;
        let shown = libm::round(from.get() * f64::from(SCORE_STEPS));
        let other = |step: &i32| {
            let to = Score::new(f64::from(*step) / f64::from(SCORE_STEPS)).filter(|_| f64::from(*step) != shown)?;
            let agreement = Agreement::of(&with(readings, signal, to), weights);
            (agreement.call() != call).then_some(Change { signal, from, to, agreement })
        };
        (-SCORE_STEPS..=SCORE_STEPS).filter_map(|step| other(&step)).min_by(|a, b| a.size().total_cmp(&b.size()))
    });
    changes.min_by(|a, b| a.size().total_cmp(&b.size()))
}

impl Change {
    fn size(&self) -> f64 {
        (self.to.get() - self.from.get()).abs()
    }
}

/// The same readings with one score changed.
fn with(readings: &Readings, signal: SignalKind, score: Score) -> Readings {
    let mut changed = *readings;
    if let Some(reading) = changed.0.get_mut(signal.index()) {
        *reading = Reading::Speaks(score);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signal::Abstention;
    use proptest::prelude::*;

    fn readings(scores: &[Option<f64>]) -> Readings {
        let mut readings = Readings([Reading::Abstains(Abstention::NoFeed); SignalKind::COUNT]);
        for (reading, score) in readings.0.iter_mut().zip(scores) {
            if let Some(score) = score.and_then(Score::new) {
                *reading = Reading::Speaks(score);
            }
        }
        readings
    }

    /// Weights of the speaking signals, in the given proportions.
    fn weighed(readings: &Readings, parts: &[f64]) -> [f64; SignalKind::COUNT] {
        let mut weights = [0.0; SignalKind::COUNT];
        for ((weight, (_, reading)), part) in weights.iter_mut().zip(readings.iter()).zip(parts) {
            *weight = if reading.score().is_some() { *part } else { 0.0 };
        }
        let sum: f64 = weights.iter().sum();
        weights.map(|weight| if sum > 0.0 { weight / sum } else { 0.0 })
    }

    #[test]
    fn each_gate_can_stop_a_side_alone() {
        let gates = |scores: &[Option<f64>]| {
            let readings = readings(scores);
            let agreement = Agreement::of(&readings, &weighed(&readings, &[1.0; 8]));
            (Gate::ALL.map(|gate| agreement.passes(agreement.leaning(), gate)), agreement.call())
        };
        assert_eq!(gates(&[Some(0.5), Some(0.2)]), ([true; 3], Direction::Up));
        assert_eq!(gates(&[Some(-0.5), Some(-0.2)]), ([true; 3], Direction::Down));
        assert_eq!(gates(&[Some(0.1), Some(0.1)]), ([false, true, true], Direction::Hold));
        assert_eq!(gates(&[Some(0.9), Some(0.0)]), ([true, false, true], Direction::Hold));
        assert_eq!(gates(&[Some(0.9), Some(0.9), Some(-0.2), Some(-0.2)]), ([true, true, false], Direction::Hold));
        assert_eq!(gates(&[]), ([false; 3], Direction::Hold));
    }

    #[test]
    fn the_nearest_change_is_the_one_a_person_would_name() {
        let hold = readings(&[Some(0.31), Some(-0.2), Some(0.1)]);
        let change = nearest_change(&hold, &weighed(&hold, &[1.0; 8])).unwrap();
        // The mean is 0.07 and two support it: 0.10 x 3 lacks 0.09, and the gate wants more than that.
        assert_eq!((change.signal, change.from.get(), change.agreement.call()), {
            (SignalKind::NewsSentiment, 0.31, Direction::Up)
        });
        assert!((change.to.get() - 0.41).abs() < 1e-12 || (change.to.get() - 0.40).abs() < 1e-12, "{change:?}");
        assert_eq!(nearest_change(&readings(&[]), &[0.0; 8]), None);
        let lonely = readings(&[Some(0.9)]);
        assert_eq!(nearest_change(&lonely, &weighed(&lonely, &[1.0; 8])), None);
    }

    fn any_readings() -> impl Strategy<Value = (Readings, [f64; SignalKind::COUNT])> {
        let scores = prop::collection::vec(prop::option::weighted(0.7, -1.0_f64..=1.0), 8);
        let parts = prop::collection::vec(0.1_f64..3.0, 8);
        (scores, parts).prop_map(|(scores, parts)| {
            let readings = readings(&scores);
            (readings, weighed(&readings, &parts))
        })
    }

    proptest! {
        #[test]
        fn the_change_flips_the_call_and_no_smaller_one_of_any_signal_does((readings, weights) in any_readings()) {
            let call = Agreement::of(&readings, &weights).call();
            let change = nearest_change(&readings, &weights);
            if let Some(change) = change {
                let changed = Agreement::of(&with(&readings, change.signal, change.to), &weights);
                prop_assert_ne!(changed.call(), call);
                prop_assert_eq!(changed, change.agreement);
            }
            // Finer than people read: a smaller one lies at most one hundredth nearer.
            let size = change.map_or(2.0, |change| change.size());
            for (signal, reading) in readings.iter() {
                let Some(from) = reading.score() else { continue };
                for step in -1_000..=1_000 {
                    let Some(to) = Score::new(f64::from(step) / 1_000.0) else { continue };
                    let nearer = (to.get() - from.get()).abs() < size - 0.015;
                    let flips = Agreement::of(&with(&readings, signal, to), &weights).call() != call;
                    prop_assert!(!(nearer && flips), "{signal:?} at {to:?}");
                }
            }
        }

        #[test]
        fn the_mirrored_readings_agree_on_the_mirrored_call((readings, weights) in any_readings()) {
            let mirrored = Readings(readings.0.map(|reading| match reading {
                Reading::Speaks(score) => Reading::from_number(Some(-score.get())),
                silent @ Reading::Abstains(_) => silent,
            }));
            let (there, back) = (Agreement::of(&readings, &weights), Agreement::of(&mirrored, &weights));
            prop_assert_eq!(back.call(), there.call().mirrored());
            prop_assert_eq!((back.upward, back.downward), (there.downward, there.upward));
        }
    }
}
