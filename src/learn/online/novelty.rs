//! How unlike the past the signals are together.

use serde::{Deserialize, Serialize};

use super::drift::SLOTS_COUNT;
use super::lanes::{Lanes, WIDTH, Work, widest};

/// Half-life of what counts as known, days.
const HALF_LIFE: f64 = 250.0;

/// Mean square that each score is taken to have before any was seen: that of scores spread evenly would be a third.
const SQUARE_PRIOR: f64 = 0.1;

/// Distance of a combination of scores from those seen so far: x' S⁻¹ x over the number of signals, S the weighted mean of x x'. It is 1 on
/// average. Where a signal speaks for the first time after a long silence it is large, as it should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Novelty([Lanes; WIDTH]);

impl Default for Novelty {
    fn default() -> Self {
        Self(std::array::from_fn(|row| {
            Lanes(std::array::from_fn(|column| if row == column { 1.0 / SQUARE_PRIOR } else { 0.0 }))
        }))
    }
}

impl Novelty {
    /// The distance of these scores; then they count as seen.
    pub(super) fn take(&mut self, scores: Lanes) -> f64 {
        widest(Take { inverse: &mut self.0, scores })
    }
}

struct Take<'a> {
    inverse: &'a mut [Lanes; WIDTH],
    scores: Lanes,
}

impl Work for Take<'_> {
    type Output = f64;

    #[inline(always)]
    fn call(self) -> f64 {
        let Self { inverse, scores } = self;
        let mut along = Lanes::default();
        for (row, score) in inverse.iter().zip(scores.0) {
            along = row.times_plus(score, along);
        }
        let square = (along * scores).sum();
        // The inverse of a sum of S and one more square, without inverting (Sherman and Morrison 1950).
        let fresh = std::f64::consts::LN_2 / (HALF_LIFE * SLOTS_COUNT as f64);
        let (grow, shrink) = (1.0 / (1.0 - fresh), fresh / (1.0 - fresh + fresh * square) / (1.0 - fresh));
        for (row, gain) in inverse.iter_mut().zip(along.0) {
            *row = along.times_plus(-(shrink * gain), *row * grow);
        }
        (square / WIDTH as f64).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_often_seen_is_near_and_the_new_is_far() {
        let mut novelty = Novelty::default();
        for step in 0..60_000 {
            let side = if step % 2 == 0 { 1.0 } else { -1.0 };
            let mut scores = [0.0; WIDTH];
            scores[step % 7] = 0.5 * side;
            novelty.take(Lanes(scores));
        }
        let mut known = [0.0; WIDTH];
        known[3] = 0.5;
        let mut unknown = [0.0; WIDTH];
        unknown[7] = 0.5;
        let (known, unknown) = (novelty.clone().take(Lanes(known)), novelty.take(Lanes(unknown)));
        assert!(known < 1.5, "{known}");
        assert!(unknown > 10.0 * known, "{unknown}");
    }

    #[test]
    fn the_mirrored_scores_are_as_far() {
        let mut novelty = Novelty::default();
        let mut mirrored = Novelty::default();
        for step in 0..500 {
            let scores: [f64; WIDTH] = std::array::from_fn(|lane| libm::sin((step * (lane + 2)) as f64));
            let there = novelty.take(Lanes(scores));
            assert_eq!(there, mirrored.take(-Lanes(scores)));
        }
    }
}
