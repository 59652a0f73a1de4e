//! Calibration of log odds by a slope alone: how much they have to be stretched or shrunk to come true as often as they say.

/// The largest slope: what is learned is shrunk, or trusted a little more, but never blown up.
pub(super) const SLOPE_MAX: f64 = 3.0;

/// Newton's steps at most; it converges in a few.
const STEPS_MAX: usize = 50;

/// A slope with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slope {
    pub(super) value: f64,
    pub(super) error: f64,
}

/// The slope that makes log odds most probable, by Newton's method on the weighted log likelihood, from 0 to 3; 0 where they tell nothing, or the
/// opposite. A little prior weight around 1 keeps few observations from deciding.
pub(super) fn slope(log_odds: &[f64], up: &[bool], weights: &[f64]) -> Slope {
    // One independent observation's worth of belief that log odds are right as they are, with a deviation of 1.
    let prior = 1.0;
    let mut value = 1.0;
    let mut curvature = prior;
    for _ in 0..STEPS_MAX {
        let mut gradient = prior * (1.0 - value);
        curvature = prior;
        for ((odds, up), weight) in log_odds.iter().zip(up).zip(weights) {
            let p = sigmoid(value * odds);
            gradient += weight * odds * (if *up { 1.0 } else { 0.0 } - p);
            curvature += weight * odds * odds * p * (1.0 - p);
        }
        let step = gradient / curvature;
        value = (value + step).clamp(0.0, SLOPE_MAX);
        if step.abs() < 1e-10 {
            break;
        }
    }
    Slope { value, error: 1.0 / libm::sqrt(curvature) }
}

/// 1 / (1 + e^-x), without overflow.
pub(super) fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// Log loss of log odds on a side, nats.
pub(super) fn side_loss(log_odds: f64, up: bool) -> f64 {
    let against = if up { -log_odds } else { log_odds };
    against.max(0.0) + libm::log1p(libm::exp(-against.abs()))
}
