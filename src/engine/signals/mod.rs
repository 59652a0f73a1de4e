//! The eight signals behind one interface; each sees closed bars and either takes a side or abstains and says why.

mod mean_reversion;
mod momentum;
mod technical_analysis;

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Step;
use crate::domain::signal::{Abstention, Reading, Readings, SignalKind};
use crate::engine::window::ClosedBar;

use mean_reversion::MeanReversion;
use momentum::Momentum;
use technical_analysis::TechnicalAnalysis;

/// What every signal does. Scores are odd: where all log returns are negated, the score is negated and nothing else changes.
pub trait Signal {
    /// Which of the eight it is.
    const KIND: SignalKind;

    /// Takes in a closed bar of the predicted symbol.
    fn observe(&mut self, bar: &ClosedBar);

    /// What it says at a decision, from what it has observed.
    fn read(&self, step: Step) -> Reading;
}

/// All signals of one symbol. Those that nothing feeds have no state: they abstain by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    technical_analysis: TechnicalAnalysis,
    momentum: Momentum,
    mean_reversion: MeanReversion,
}

impl Signals {
    /// Hands a closed bar to every signal.
    pub fn observe(&mut self, bar: &ClosedBar) {
        self.technical_analysis.observe(bar);
        self.momentum.observe(bar);
        self.mean_reversion.observe(bar);
    }

    /// What each says.
    pub fn read(&self, step: Step) -> Readings {
        let mut readings = SignalKind::ALL.map(|kind| Reading::Abstains(silence(kind)));
        put(&mut readings, &self.technical_analysis, step);
        put(&mut readings, &self.momentum, step);
        put(&mut readings, &self.mean_reversion, step);
        Readings(readings)
    }
}

/// Why a signal without a state says nothing.
fn silence(kind: SignalKind) -> Abstention {
    match kind {
        SignalKind::NewsSentiment | SignalKind::OptionsFlow => Abstention::NoFeed,
        _ => Abstention::NotBuilt,
    }
}

fn put<S: Signal>(readings: &mut [Reading; SignalKind::COUNT], signal: &S, step: Step) {
    if let Some(reading) = readings.get_mut(S::KIND.index()) {
        *reading = signal.read(step);
    }
}
