//! Placeholder while this signal is being written: it abstains by name.

use serde::{Deserialize, Serialize};

use super::{Moment, Signal};
use crate::domain::signal::{Abstention, Said, SignalKind};

/// Abstains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct MarketRegime {}

impl Signal for MarketRegime {
    const KIND: SignalKind = SignalKind::MarketRegime;

    fn break_off(&mut self) {}

    fn read(&self, _at: Moment) -> Said {
        Said::silent(Abstention::NotBuilt)
    }
}

impl MarketRegime {
    /// Probability of the turbulent regime, where it is known.
    pub(super) fn turbulence(&self) -> Option<f64> {
        None
    }
}
