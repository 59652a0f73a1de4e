//! How a signal's own side has fared: kept sums over the outcomes at which it spoke.

use serde::{Deserialize, Serialize};

use crate::domain::figures::Accuracy;
use crate::domain::prediction::Direction;
use crate::domain::unit::{Fraction, Score};

/// Sums over the settled outcomes of predictions at which the signal spoke, whatever the call was; kept incrementally and recounted by
/// `algoslayer verify`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SignalRecord {
    /// Independent observations by the sign of the score (row) and what became of the price (column), both in the order of
    /// [`Direction::ALL`].
    pub weight: [[f64; 3]; 3],
}

/// A signal's record at one horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SideRecord {
    /// Where the signal took a side and the price left the band: how often it left it on that side. The baseline is to say
    /// [`SideRecord::majority`] every time.
    pub accuracy: Accuracy,
    /// The side on which the price left the band more often.
    pub majority: Direction,
}

impl SignalRecord {
    /// Takes in what became of the price after a score.
    pub fn add(&mut self, score: Score, became: Direction, uniqueness: f64) {
        let cell = self.weight.get_mut(side(score).index()).and_then(|row| row.get_mut(became.index()));
        if let Some(cell) = cell {
            *cell += uniqueness;
        }
    }

    /// The figures; `None` before the first outcome that left the band after the signal took a side.
    pub fn sides(&self) -> Option<SideRecord> {
        let [[fell_down, _, fell_up], _, [rose_down, _, rose_up]] = self.weight;
        let (down, up) = (fell_down + rose_down, fell_up + rose_up);
        let (majority, share) = if down > up { (Direction::Down, down) } else { (Direction::Up, up) };
        let baseline = Fraction::ratio(share, down + up)?;
        let accuracy = Accuracy::of(fell_down + rose_up, down + up, baseline)?;
        Some(SideRecord { accuracy, majority })
    }
}

/// The side of a score; zero takes none.
fn side(score: Score) -> Direction {
    if score.get() > 0.0 {
        Direction::Up
    } else if score.get() < 0.0 {
        Direction::Down
    } else {
        Direction::Hold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sides_that_were_tested_count() {
        let mut record = SignalRecord::default();
        let score = |value| Score::new(value).unwrap();
        record.add(score(0.0), Direction::Up, 5.0);
        record.add(score(0.4), Direction::Hold, 5.0);
        assert_eq!(record.sides(), None);
        record.add(score(0.4), Direction::Up, 30.0);
        record.add(score(-0.1), Direction::Up, 10.0);
        record.add(score(-0.9), Direction::Down, 10.0);
        let sides = record.sides().unwrap();
        assert_eq!((sides.accuracy.effective, sides.majority), (50.0, Direction::Up));
        assert_eq!((sides.accuracy.share.get(), sides.accuracy.baseline.get()), (0.8, 0.8));
    }
}
