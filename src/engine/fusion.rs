//! From eight readings to what the learner is shown: silent signals stay silent, and the market's regime shapes how much the others say.

use crate::domain::signal::{Readings, SignalKind};
use crate::learn::online::Inputs;

/// The readings as the learner sees them; `turbulence` is the probability that the market is turbulent, where that is known.
pub fn inputs(readings: &Readings, turbulence: Option<f64>) -> Inputs {
    let mut inputs = Inputs::default();
    let places = inputs.scores.iter_mut().zip(&mut inputs.awake);
    for ((score, awake), (kind, reading)) in places.zip(readings.iter()) {
        if let Some(said) = reading.score() {
            *score = said.get() * shape(kind, turbulence.unwrap_or(0.0));
            *awake = true;
        }
    }
    inputs
}

/// How much a signal's score counts, against 1 in a market that is surely not turbulent. Following trends fails when markets turn after a panic
/// (Daniel and Moskowitz 2016); what is paid for a return to the mean rises with the volatility index (Nagel 2012). Neither has a side.
fn shape(kind: SignalKind, turbulence: f64) -> f64 {
    match kind {
        SignalKind::TechnicalAnalysis | SignalKind::Momentum => 1.0 - turbulence / 2.0,
        SignalKind::MeanReversion => 1.0 + turbulence / 2.0,
        SignalKind::NewsSentiment
        | SignalKind::OptionsFlow
        | SignalKind::VolatilityAnalysis
        | SignalKind::SectorCorrelation
        | SignalKind::MarketRegime => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signal::{Abstention, Reading};
    use crate::domain::unit::Score;

    fn readings(scores: &[f64]) -> Readings {
        let mut readings = [Reading::Abstains(Abstention::NoFeed); 8];
        for (reading, score) in readings.iter_mut().zip(scores) {
            *reading = Reading::Speaks(Score::new(*score).unwrap());
        }
        Readings(readings)
    }

    #[test]
    fn silence_is_not_zero() {
        let inputs = inputs(&readings(&[0.0, 0.3]), None);
        assert_eq!(inputs.awake, [true, true, false, false, false, false, false, false]);
        assert_eq!(inputs.scores, [0.0, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn turbulence_moves_weight_from_trends_to_returns() {
        let shown = |turbulence, kind: SignalKind| inputs(&readings(&[0.1; 8]), turbulence).scores[kind.index()];
        for kind in [SignalKind::TechnicalAnalysis, SignalKind::Momentum] {
            assert_eq!((shown(None, kind), shown(Some(1.0), kind)), (0.1, 0.05));
            assert!(shown(Some(0.3), kind) < shown(Some(0.2), kind));
        }
        assert!((shown(Some(1.0), SignalKind::MeanReversion) - 0.15).abs() < 1e-15);
        assert_eq!(shown(Some(1.0), SignalKind::MarketRegime), 0.1);
    }
}
