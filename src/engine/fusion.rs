//! From eight readings to one call: the weighted mean of those that speak, and agreement before a side is taken.

use crate::domain::agreement::Agreement;
use crate::domain::prediction::Direction;
use crate::domain::signal::{Readings, SignalKind};
use crate::learn::record::Strength;

/// A weighted mean beyond this is a strong side.
const STRONG_MIN: f64 = 0.30;

/// What the signals say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fused {
    /// Weighted mean of the speaking signals' scores, in `[-1, 1]`; 0 where none speaks.
    pub score: f64,
    /// The call.
    pub call: Direction,
    /// How strong it is.
    pub strength: Strength,
}

/// The weight of each signal in the call: alike for all that speak, and shaped by how turbulent the market is (a probability, where the
/// market regime is known). The weights of the speaking signals sum to 1, the silent ones weigh nothing.
pub fn weights(readings: &Readings, turbulence: Option<f64>) -> [f64; SignalKind::COUNT] {
    let mut weights = [0.0; SignalKind::COUNT];
    for (weight, (kind, reading)) in weights.iter_mut().zip(readings.iter()) {
        *weight = if reading.score().is_some() { shape(kind, turbulence.unwrap_or(0.0)) } else { 0.0 };
    }
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| if sum > 0.0 { weight / sum } else { 0.0 })
}

/// How much a signal counts, against 1 in a market that is surely not turbulent. Following trends fails when markets turn after a panic
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

/// Fuses the readings: a side is called where it passes every [`crate::domain::agreement::Gate`].
pub fn fuse(readings: &Readings, weights: &[f64; SignalKind::COUNT]) -> Fused {
    let agreement = Agreement::of(readings, weights);
    let (score, call) = (agreement.score, agreement.call());
    Fused { score, call, strength: strength_of(call, score) }
}

/// How strong a call of that weighted mean is.
pub fn strength_of(call: Direction, score: f64) -> Strength {
    match call {
        Direction::Hold => Strength::None,
        _ if score.abs() > STRONG_MIN => Strength::Strong,
        _ => Strength::Weak,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signal::{Abstention, Reading};
    use crate::domain::unit::Score;

    fn fuse(readings: &Readings) -> Fused {
        super::fuse(readings, &weights(readings, None))
    }

    fn readings(scores: &[f64]) -> Readings {
        let mut readings = [Reading::Abstains(Abstention::NoFeed); 8];
        for (reading, score) in readings.iter_mut().zip(scores) {
            *reading = Reading::Speaks(Score::new(*score).unwrap());
        }
        Readings(readings)
    }

    #[test]
    fn a_lonely_signal_makes_no_call() {
        assert_eq!(fuse(&readings(&[])).call, Direction::Hold);
        assert_eq!(fuse(&readings(&[0.9])).call, Direction::Hold);
        assert_eq!(fuse(&readings(&[0.9, 0.0, 0.0])).call, Direction::Hold);
    }

    #[test]
    fn turbulence_moves_weight_from_trends_to_returns() {
        let all = readings(&[0.1; 8]);
        let weight = |turbulence, kind: SignalKind| weights(&all, turbulence)[kind.index()];
        assert_eq!(weights(&all, None), [0.125; 8]);
        assert_eq!(weights(&all, Some(0.0)), weights(&all, None));
        for kind in [SignalKind::TechnicalAnalysis, SignalKind::Momentum] {
            assert!((weight(Some(1.0), kind) - 0.5 / 7.5).abs() < 1e-15);
            assert!(weight(Some(0.3), kind) < weight(Some(0.2), kind));
        }
        assert!((weight(Some(1.0), SignalKind::MeanReversion) - 1.5 / 7.5).abs() < 1e-15);
        assert!((weight(Some(1.0), SignalKind::MarketRegime) - 1.0 / 7.5).abs() < 1e-15);
    }

    #[test]
    fn weights_sum_to_one_over_those_that_speak() {
        for speaking in 1..=8 {
            for turbulence in [None, Some(0.0), Some(0.37), Some(1.0)] {
                let weights = weights(&readings(&vec![0.2; speaking]), turbulence);
                assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-15);
                assert!(weights[..speaking].iter().all(|weight| *weight > 0.0));
                assert!(weights[speaking..].iter().all(|weight| *weight == 0.0));
            }
        }
        assert_eq!(weights(&readings(&[]), Some(0.5)), [0.0; 8]);
    }

    #[test]
    fn agreement_makes_a_call_and_opposition_unmakes_it() {
        let agreed = fuse(&readings(&[0.5, 0.2, 0.0]));
        assert_eq!((agreed.call, agreed.strength), (Direction::Up, Strength::Weak));
        assert_eq!(fuse(&readings(&[-0.5, -0.4])).strength, Strength::Strong);
        assert_eq!(fuse(&readings(&[0.9, 0.9, -0.2, -0.2])).call, Direction::Hold);
    }

    #[test]
    fn the_mirrored_readings_give_the_mirrored_call() {
        for scores in [[0.3, 0.2, -0.1], [0.9, -0.8, 0.4], [0.11, 0.1, 0.12], [0.0, 0.06, 0.31]] {
            let there = fuse(&readings(&scores));
            let mirrored = fuse(&readings(&scores.map(|score| -score)));
            assert_eq!((mirrored.score, mirrored.call), (-there.score, there.call.mirrored()));
            let one = weights(&readings(&scores), Some(0.6));
            assert_eq!(weights(&readings(&scores.map(|score| -score)), Some(0.6)), one);
        }
    }
}
