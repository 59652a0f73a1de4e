//! From eight readings to one call: the weighted mean of those that speak, and agreement before a side is taken.

use crate::domain::prediction::Direction;
use crate::domain::signal::Readings;
use crate::learn::record::Strength;

/// A weighted mean beyond this is a side.
const SIDE_MIN: f64 = 0.10;

/// A weighted mean beyond this is a strong side.
const STRONG_MIN: f64 = 0.30;

/// A signal with a score beyond this supports a side.
const SUPPORT_MIN: f64 = 0.05;

/// Signals that must support a side: a lonely one cannot make a call.
const SUPPORTERS_MIN: usize = 2;

/// What the signals say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fused {
    /// Weighted mean of the speaking signals' scores, in `[-1, 1]`; 0 where none speaks.
    pub score: f64,
    /// The call.
    pub call: Direction,
    /// How strong it is.
    pub strength: Strength,
}

/// Fuses the readings with equal weights. A side needs a mean beyond 0.10, at least two supporters, and more supporters than opponents.
pub fn fuse(readings: &Readings) -> Fused {
    let scores = || readings.iter().filter_map(|(_, reading)| reading.score()).map(crate::domain::unit::Score::get);
    let voices = scores().count();
    let score = if voices == 0 { 0.0 } else { scores().sum::<f64>() / voices as f64 };
    let upward = scores().filter(|score| *score > SUPPORT_MIN).count();
    let downward = scores().filter(|score| *score < -SUPPORT_MIN).count();
    let call = if score > SIDE_MIN && upward >= SUPPORTERS_MIN && upward > downward {
        Direction::Up
    } else if score < -SIDE_MIN && downward >= SUPPORTERS_MIN && downward > upward {
        Direction::Down
    } else {
        Direction::Hold
    };
    Fused { score, call, strength: strength_of(call, score) }
}

/// How strong a call of that weighted mean is.
pub fn strength_of(call: Direction, score: f64) -> Strength {
    match call {
        Direction::Hold => Strength::None,
        _ if score.abs() > STRONG_MIN => Strength::Strong,
        _ => Strength::Weak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signal::{Abstention, Reading};
    use crate::domain::unit::Score;

    fn readings(scores: &[f64]) -> Readings {
        let mut readings = [Reading::Abstains(Abstention::NoFeed); 8];
        for (reading, score) in readings.iter_mut().zip(scores) {
            *reading = Reading::Speaks(Score::new(*score).unwrap());
        }
        Readings(readings)
    }

    #[test]
    fn a_lonely_signal_makes_no_call() {
        assert_eq!(fuse(&readings(&[])).call, Direction::Hold);
        assert_eq!(fuse(&readings(&[0.9])).call, Direction::Hold);
        assert_eq!(fuse(&readings(&[0.9, 0.0, 0.0])).call, Direction::Hold);
    }

    #[test]
    fn agreement_makes_a_call_and_opposition_unmakes_it() {
        let agreed = fuse(&readings(&[0.5, 0.2, 0.0]));
        assert_eq!((agreed.call, agreed.strength), (Direction::Up, Strength::Weak));
        assert_eq!(fuse(&readings(&[-0.5, -0.4])).strength, Strength::Strong);
        assert_eq!(fuse(&readings(&[0.9, 0.9, -0.2, -0.2])).call, Direction::Hold);
    }

    #[test]
    fn the_mirrored_readings_give_the_mirrored_call() {
        for scores in [[0.3, 0.2, -0.1], [0.9, -0.8, 0.4], [0.11, 0.1, 0.12], [0.0, 0.06, 0.31]] {
            let there = fuse(&readings(&scores));
            let mirrored = fuse(&readings(&scores.map(|score| -score)));
            assert_eq!((mirrored.score, mirrored.call), (-there.score, there.call.mirrored()));
        }
    }
}
