//! Whether claimed confidences are too high: a test martingale that can be looked at every day.

use serde::{Deserialize, Serialize};

/// Bets on each claim being false, from cautious to bold.
const BETS: [f64; 4] = [0.25, 0.5, 1.0, 2.0];

/// Mean over bets b of Π (1 + b (claimed - came true)). As long as every claim is at least as probable as stated, it exceeds 20 with a
/// probability of at most 5 %, however often it is looked at (Arnold, Henzi and Ziegel 2023).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overstatement([f64; BETS.len()]);

impl Default for Overstatement {
    fn default() -> Self {
        Self([1.0; BETS.len()])
    }
}

impl Overstatement {
    /// A test that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a claim of confidence `claimed`, in [0, 1], and whether it came true.
    pub fn take(&mut self, claimed: f64, right: bool) {
        let surprise = claimed - if right { 1.0 } else { 0.0 };
        for (level, bet) in self.0.iter_mut().zip(BETS) {
            *level *= 1.0 + bet * surprise;
        }
    }

    /// The evidence that claims are overstated: 1 before the first.
    pub fn level(&self) -> f64 {
        self.0.iter().sum::<f64>() / BETS.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_that_fail_are_found_out_and_true_ones_are_not() {
        let level = |wrong_every: usize| {
            let mut test = Overstatement::new();
            for claim in 0..40 {
                test.take(0.87, claim % wrong_every != 0);
            }
            test.level()
        };
        assert!(level(2) > 20.0, "half of them wrong: {}", level(2));
        assert!(level(8) < 20.0, "one in eight wrong: {}", level(8));
    }
}
