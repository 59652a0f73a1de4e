//! Confidence from counting: how calls of like strength have fared so far, shrunk toward no skill.

use serde::{Deserialize, Serialize};

use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Forecast, Probabilities};
use crate::domain::unit::Fraction;

/// Independent observations of no skill that every cell begins with: so much evidence outweighs them by half.
const PRIOR_WEIGHT: f64 = 100.0;

/// How strongly the signals agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// Not enough for a side: the call is HOLD.
    None,
    /// A side, weakly.
    Weak,
    /// A side, strongly.
    Strong,
}

/// Weighted counts of what became of calls of one strength at one horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Cell {
    /// Left the band on the called side.
    right: f64,
    /// Left it on the other side.
    wrong: f64,
    /// Stayed within it.
    hold: f64,
    /// Left it on either side after a HOLD call.
    moved: f64,
}

/// The record of all calls so far, by horizon and strength. BUY and SELL share their cells: the market, not the record, takes sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Records([[Cell; 3]; Horizon::COUNT]);

impl Records {
    /// Counts a settled outcome of a call of that strength; a void one counts nowhere.
    pub fn learn(&mut self, outcome: &Outcome, strength: Strength) {
        let Verdict::Settled(settlement) = &outcome.verdict else { return };
        let cell = self.0.get_mut(outcome.horizon.index()).and_then(|cells| cells.get_mut(strength as usize));
        let Some(cell) = cell else { return };
        let count = match (outcome.call, settlement.became) {
            (_, Direction::Hold) => &mut cell.hold,
            (Direction::Hold, _) => &mut cell.moved,
            (call, became) if call == became => &mut cell.right,
            _ => &mut cell.wrong,
        };
        *count += outcome.uniqueness;
    }

    /// What is believed of a call, given the share of returns that stay within the band in a market of that volatility.
    pub fn probabilities(
        &self,
        horizon: Horizon,
        strength: Strength,
        call: Direction,
        share_within: f64,
    ) -> Probabilities {
        let cell = self.cell(horizon, strength);
        let seen = cell.right + cell.wrong + cell.hold + cell.moved;
        let hold = (cell.hold + PRIOR_WEIGHT * share_within) / (seen + PRIOR_WEIGHT);
        let side = side_share(&cell);
        let (with, against) = ((1.0 - hold) * side, (1.0 - hold) * (1.0 - side));
        match call {
            Direction::Up => Probabilities { down: against, hold, up: with },
            Direction::Down => Probabilities { down: with, hold, up: against },
            Direction::Hold => Probabilities { down: (1.0 - hold) / 2.0, hold, up: (1.0 - hold) / 2.0 },
        }
    }

    /// The confidence of a call and the independent observations it rests on: for BUY and SELL the share that left the band on the called
    /// side among those that left it, 1/2 without evidence; for HOLD the probability of staying within it.
    pub fn confidence(&self, horizon: Horizon, strength: Strength, forecast: &Forecast) -> (Fraction, f64) {
        let cell = self.cell(horizon, strength);
        let (confidence, evidence) = match strength {
            Strength::None => (forecast.probabilities.hold, cell.hold + cell.moved),
            Strength::Weak | Strength::Strong => (side_share(&cell), cell.right + cell.wrong),
        };
        (Fraction::new(confidence).unwrap_or(Fraction::HALF), evidence)
    }

    fn cell(&self, horizon: Horizon, strength: Strength) -> Cell {
        self.0.get(horizon.index()).and_then(|cells| cells.get(strength as usize)).copied().unwrap_or_default()
    }
}

/// Share of the called side among the outcomes that left the band: the mean of a beta distribution that begins even.
fn side_share(cell: &Cell) -> f64 {
    (cell.right + PRIOR_WEIGHT / 2.0) / (cell.right + cell.wrong + PRIOR_WEIGHT)
}
