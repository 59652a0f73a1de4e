//! The expert without skill: how often prices leave the band, and hardly a word on which side.

use serde::{Deserialize, Serialize};

use super::drift::SLOTS_COUNT;
use crate::domain::prediction::{Direction, Probabilities};

/// Half-life of what is counted, days.
const HALF_LIFE: f64 = 250.0;

/// Days that the beginning counts as: so much has to be seen before it is outweighed.
const PRIOR_DAYS: f64 = 60.0;

/// The share within the band is never stated beyond these.
const HOLD_RANGE: (f64, f64) = (0.01, 0.98);

/// How much of the difference between up and down is believed.
const SIDES_BELIEVED: f64 = 0.5;

/// Counted shares, older ones fading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Climate {
    seen: f64,
    /// Shares of outcomes that stayed within the band: seen, and expected of normal returns.
    held: f64,
    expected: f64,
    /// Shares that left it upward and downward.
    up: f64,
    down: f64,
}

impl Default for Climate {
    fn default() -> Self {
        Self { seen: PRIOR_DAYS * SLOTS_COUNT as f64, held: 0.3, expected: 0.3, up: 0.35, down: 0.35 }
    }
}

impl Climate {
    /// What to expect where a normal return would stay within the band with probability `share_within`.
    #[inline(always)]
    pub(super) fn expects(&self, share_within: f64) -> Probabilities {
        let hold = (share_within * (self.held / self.expected)).clamp(HOLD_RANGE.0, HOLD_RANGE.1);
        let half = (1.0 - hold) / 2.0;
        let lean = half * SIDES_BELIEVED * ((self.up - self.down) / (self.up + self.down));
        Probabilities { down: half - lean, hold, up: half + lean }
    }

    /// Counts an outcome.
    #[inline(always)]
    pub(super) fn see(&mut self, share_within: f64, became: Direction) {
        self.seen += 1.0;
        let share = FRESH.max(1.0 / self.seen);
        let toward = |value: &mut f64, seen: f64| *value += share * (seen - *value);
        toward(&mut self.held, if became == Direction::Hold { 1.0 } else { 0.0 });
        toward(&mut self.expected, share_within);
        toward(&mut self.up, if became == Direction::Up { 1.0 } else { 0.0 });
        toward(&mut self.down, if became == Direction::Down { 1.0 } else { 0.0 });
    }
}

/// Weight of the newest outcome once the half-life rules: 1 - 2^(-1 / (250 days of 26)).
const FRESH: f64 = std::f64::consts::LN_2 / (HALF_LIFE * SLOTS_COUNT as f64);
