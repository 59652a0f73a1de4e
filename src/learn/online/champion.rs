//! A trained model among the experts: what it says, its place in the lanes, and whose word a memory holds.

use serde::{Deserialize, Serialize};

use super::lanes::Lanes;
use crate::domain::learned::EXPERTS_COUNT;

/// What a trained model says at a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChampionSays {
    /// ln(P(up) / P(down)), given that the price leaves the band.
    pub log_odds: f64,
    /// How well that is known: its variance.
    pub variance: f64,
}

/// One 1 for each expert that stands in the second lanes: no skill and the three that look at all signals.
pub(super) const REST: Lanes = Lanes([1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);

/// The same with the champion among them, in the lane after theirs.
const REST_WITH_CHAMPION: Lanes = Lanes([1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);

/// Lane of the champion among the rest.
pub(super) const CHAMPION: usize = 4;

/// Whether a trained model serves, and which one in a row it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tenure {
    pub(super) serves: bool,
    /// Counted from 1; 0 before the first.
    pub(super) number: u32,
}

impl Tenure {
    /// What the champion says, where one serves and it is a number.
    #[inline(always)]
    pub(super) fn of(self, said: Option<ChampionSays>) -> Option<ChampionSays> {
        said.filter(|said| self.serves && said.log_odds.is_finite() && said.variance.is_finite())
    }

    /// A 1 for each expert in the second lanes, and how many experts there are in all.
    #[inline(always)]
    pub(super) fn experts(self) -> (Lanes, f64) {
        if self.serves { (REST_WITH_CHAMPION, EXPERTS_COUNT as f64 + 1.0) } else { (REST, EXPERTS_COUNT as f64) }
    }
}
