//! Stacking: how much each family's calibrated log odds count in the ensemble, never less than nothing.

use super::calibrate::sigmoid;

/// Penalty on the squares of the weights around an even share, in independent observations.
const PENALTY: f64 = 10.0;

/// Rounds of coordinate descent.
const ROUNDS: usize = 200;

/// Weights of the most probable mixture of log odds, each at least 0 (projected coordinate Newton steps; the problem is convex).
/// `said` holds a list for each family; an even share each where there is nothing to learn from.
pub(super) fn weights(said: &[Vec<f64>], up: &[bool], weight: &[f64]) -> Vec<f64> {
    let even = 1.0 / said.len().max(1) as f64;
    let mut weights = vec![even; said.len()];
    let mut sum: Vec<f64> =
        (0..up.len()).map(|row| said.iter().filter_map(|of| of.get(row)).map(|odds| even * odds).sum()).collect();
    for _ in 0..ROUNDS {
        let mut moved: f64 = 0.0;
        for (own, of) in weights.iter_mut().zip(said) {
            let (mut gradient, mut curvature) = (PENALTY * (even - *own), PENALTY);
            for ((odds, total), (up, weight)) in of.iter().zip(&sum).zip(up.iter().zip(weight)) {
                let p = sigmoid(*total);
                gradient += weight * odds * (if *up { 1.0 } else { 0.0 } - p);
                // A quarter is the largest curvature there can be: the step never leads too far.
                curvature += weight * odds * odds * 0.25;
            }
            let step = (*own + gradient / curvature).max(0.0) - *own;
            *own += step;
            moved = moved.max(step.abs());
            for (total, odds) in sum.iter_mut().zip(of) {
                *total += step * odds;
            }
        }
        if moved < 1e-9 {
            break;
        }
    }
    weights
}
