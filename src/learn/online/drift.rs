//! Noticing that forecasts have become worse than no skill: e-CUSUM detectors on losses, one for each time of the day.
//!
//! Losses of neighbouring decisions overlap; a detector that is fed all of them alarms again and again for nothing. Losses of the same time
//! of the day follow one another without overlap, so each of the 26 times has a detector of its own, and their mean counts (Shin, Ramdas and
//! Rinaldo 2022). Without a change the mean reaches a level of c once in c days at most, on average.

use serde::{Deserialize, Serialize};

use super::lanes::{Lanes, WIDTH};

/// Decisions of a full day.
pub const SLOTS_COUNT: usize = 26;

/// Bets of each detector: shares of what may be lost, from cautious to bold.
pub(super) const BETS: [f64; 6] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

/// Probabilities are counted as at least this much: one surprise must not decide.
pub const PROBABILITY_FLOOR: f64 = 0.05;

/// No loss is scaled by less than this: a tenth of the largest there can be.
pub const SCALE_MIN: f64 = 0.1 * 2.995_732_273_553_991;

/// Detectors of eight series of losses at once, for each time of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Detectors(Vec<[Lanes; BETS.len()]>);

impl Default for Detectors {
    fn default() -> Self {
        Self(vec![[Lanes::all(1.0); BETS.len()]; SLOTS_COUNT])
    }
}

impl Detectors {
    /// Takes in how much larger each loss was than that of no skill, over the largest difference that could have been.
    #[inline(always)]
    pub(super) fn take(&mut self, slot: usize, scaled: Lanes) {
        if let Some(levels) = self.0.get_mut(slot) {
            for (level, bet) in levels.iter_mut().zip(BETS) {
                *level = level.at_least(1.0) * (Lanes::all(1.0) + scaled * bet);
            }
        }
    }

    /// The mean level of each series.
    pub(super) fn levels(&self) -> Lanes {
        let mut sum = Lanes::default();
        for level in self.0.iter().flatten() {
            sum += *level;
        }
        sum * (1.0 / (SLOTS_COUNT * BETS.len()) as f64)
    }

    /// Begins anew for one of the series.
    pub(super) fn reset(&mut self, series: usize) {
        for level in self.0.iter_mut().flatten() {
            if let Some(level) = level.0.get_mut(series) {
                *level = 1.0;
            }
        }
    }
}

/// A detector of one series of losses, for each time of the day: one lane for each bet, the last two idle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Detector(Vec<Lanes>);

/// The bets in lanes; an idle lane bets nothing and stays at 1.
const LANES_OF_BETS: Lanes = Lanes([BETS[0], BETS[1], BETS[2], BETS[3], BETS[4], BETS[5], 0.0, 0.0]);

impl Default for Detector {
    fn default() -> Self {
        Self(vec![Lanes::all(1.0); SLOTS_COUNT])
    }
}

impl Detector {
    /// Takes in how much larger the loss was than that of no skill, over the largest difference that could have been.
    #[inline(always)]
    pub(super) fn take(&mut self, slot: usize, scaled: f64) {
        if let Some(level) = self.0.get_mut(slot) {
            *level = level.at_least(1.0) * (Lanes::all(1.0) + LANES_OF_BETS * scaled);
        }
    }

    /// The mean level.
    pub(super) fn level(&self) -> f64 {
        let sum: f64 = self.0.iter().flat_map(|levels| levels.0.iter().take(BETS.len())).sum();
        sum / (SLOTS_COUNT * BETS.len()) as f64
    }
}

/// A detector of one series of losses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SlotECusum(Detector);

impl SlotECusum {
    /// A detector that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the loss of a forecast less that of no skill, in nats, at the time of day `slot` (0 to 25); `largest` is the largest absolute
    /// difference that any outcome would have brought.
    pub fn take(&mut self, slot: usize, difference: f64, largest: f64) {
        self.0.take(slot, difference / largest.max(SCALE_MIN));
    }

    /// The level; an alarm is due at [`crate::domain::learned::DRIFT_ALARM`].
    pub fn level(&self) -> f64 {
        self.0.level()
    }
}

const _: () = assert!(WIDTH == crate::domain::signal::SignalKind::COUNT, "one lane for each signal");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_losses_keep_quiet_and_worse_ones_alarm() {
        let mut same = SlotECusum::new();
        let mut worse = SlotECusum::new();
        for day in 0..400 {
            for slot in 0..SLOTS_COUNT {
                let luck = if (day + slot) % 2 == 0 { 0.3 } else { -0.3 };
                same.take(slot, luck, 0.5);
                worse.take(slot, luck + 0.15, 0.5);
            }
        }
        assert!(same.level() < 100.0, "{}", same.level());
        assert!(worse.level() > 1_000.0, "{}", worse.level());
    }

    #[test]
    fn a_reset_concerns_one_series() {
        let mut detectors = Detectors::default();
        for _ in 0..20 {
            detectors.take(3, Lanes::all(0.5));
        }
        let before = detectors.levels();
        detectors.reset(2);
        let after = detectors.levels();
        assert_eq!(after.0[2], 1.0);
        assert_eq!((after.0[1], after.0[7]), (before.0[1], before.0[7]));
    }
}
