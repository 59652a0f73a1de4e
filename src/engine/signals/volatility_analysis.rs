//! Placeholder while this signal is being written: it abstains by name.

use serde::{Deserialize, Serialize};

use super::{Moment, Signal};
use crate::domain::signal::{Abstention, Said, SignalKind};

/// Abstains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct VolatilityAnalysis {}

impl Signal for VolatilityAnalysis {
    const KIND: SignalKind = SignalKind::VolatilityAnalysis;

    fn break_off(&mut self) {}

    fn read(&self, _at: Moment) -> Said {
        Said::silent(Abstention::NotBuilt)
    }
}
