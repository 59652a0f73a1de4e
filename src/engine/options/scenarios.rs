//! Where the share may stand when a call is due, and how probable a prediction makes each place.
//!
//! The log return until then is taken as σ (m + t), with t after Student's distribution of 5 degrees of freedom, scaled to a variance of 1, and
//! m found so that P(up) - P(down) beyond the HOLD band is what the prediction says. The spread σ is left as it was predicted: P(hold)
//! follows from it and is not matched. Places are 41, a quarter of σ apart from -5 σ to 5 σ; each stands for the probability of its cell, the
//! outermost for all that lies beyond. The places are the same for every belief, so a contract is valued at them once.

use crate::domain::prediction::{Direction, Forecast, Probabilities};

/// Places at which a contract is valued.
pub const POINTS: usize = 41;

/// Distance of neighbouring places, in σ.
const STEP: f64 = 0.25;

/// How a return is believed to lie, in σ of the prediction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// Its location, in σ.
    pub shift: f64,
}

/// The farthest location that is looked for, in σ: beyond it every probability is 1.
const SHIFT_MAX: f64 = 8.0;

impl Belief {
    /// That of a prediction worth nothing: both sides are alike.
    pub const NO_SKILL: Self = Self { shift: 0.0 };

    /// What a forecast believes.
    pub fn of(forecast: &Forecast) -> Self {
        Self::matching(forecast, &forecast.probabilities)
    }

    /// What a forecast would believe whose called side had another probability, the others keeping their proportion; HOLD has no side.
    pub fn at_confidence(forecast: &Forecast, call: Direction, confidence: f64) -> Self {
        let Probabilities { down, hold, up } = forecast.probabilities;
        let confidence = confidence.clamp(0.0, 1.0);
        let rest = |stated: f64, beside: f64| {
            let both = stated + beside;
            (1.0 - confidence) * if both > 0.0 { stated / both } else { 0.5 }
        };
        let probabilities = match call {
            Direction::Up => Probabilities { down: rest(down, hold), hold: rest(hold, down), up: confidence },
            Direction::Down => Probabilities { down: confidence, hold: rest(hold, up), up: rest(up, hold) },
            Direction::Hold => Probabilities { down: rest(down, up), hold: confidence, up: rest(up, down) },
        };
        Self::matching(forecast, &probabilities)
    }

    fn matching(forecast: &Forecast, probabilities: &Probabilities) -> Self {
        let band = forecast.band / forecast.sigma;
        let wanted = probabilities.up - probabilities.down;
        if !(band.is_finite() && wanted.is_finite()) || wanted == 0.0 {
            return Self::NO_SKILL;
        }
        let lead = |shift: f64| cumulative(shift - band) - cumulative(-band - shift);
        let (mut low, mut high) = (-SHIFT_MAX, SHIFT_MAX);
        for _ in 0..48 {
            let middle = f64::midpoint(low, high);
            if lead(middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        Self { shift: f64::midpoint(low, high) }
    }

    /// The probability of each place; they sum to 1.
    pub fn weights(self) -> [f64; POINTS] {
        let mut below = 0.0;
        std::array::from_fn(|index| {
            let until = if index + 1 == POINTS { 1.0 } else { cumulative(point(index) + STEP / 2.0 - self.shift) };
            let weight = until - below;
            below = until;
            weight
        })
    }

    /// The probability of a return above `z` σ.
    pub fn above(self, z: f64) -> f64 {
        cumulative(self.shift - z)
    }
}

/// A place, in σ of the log return.
pub fn point(index: usize) -> f64 {
    (index as f64 - (POINTS / 2) as f64) * STEP
}

/// The distribution function of Student's t of 5 degrees of freedom scaled to variance 1, which is elementary: with tan θ = x / √3 it is
/// 1/2 + (θ + sin θ cos θ (1 + 2/3 cos² θ)) / π (Abramowitz and Stegun 26.7.3).
fn cumulative(x: f64) -> f64 {
    // The scaled variable is x √(5/3); divided by √5 that is x / √3.
    let tangent = x / 3.0_f64.sqrt();
    let cosine2 = 1.0 / (1.0 + tangent * tangent);
    let sine_cosine = tangent * cosine2;
    0.5 + (libm::atan(tangent) + sine_cosine * (1.0 + 2.0 / 3.0 * cosine2)) / std::f64::consts::PI
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn forecast(down: f64, hold: f64, up: f64) -> Forecast {
        let probabilities = Probabilities { down, hold, up };
        Forecast { due: Timestamp::UNIX_EPOCH, crosses_close: true, sigma: 0.015, band: 0.0045, probabilities }
    }

    #[test]
    fn the_distribution_is_that_of_published_tables() {
        // t of 5 degrees of freedom: 95 % lie below 2.015048, 97.5 % below 2.570582, 99.5 % below 4.032143.
        for (t, p) in [(0.0, 0.5), (2.015_048, 0.95), (2.570_582, 0.975), (-4.032_143, 0.005)] {
            assert!((cumulative(t * 0.6_f64.sqrt()) - p).abs() < 1e-7, "{t}");
        }
    }

    #[test]
    fn a_belief_has_the_sides_of_its_forecast() {
        let said = forecast(0.05, 0.10, 0.85);
        let belief = Belief::of(&said);
        assert!((belief.above(0.3) - (1.0 - belief.above(-0.3)) - 0.80).abs() < 1e-9);
        assert!((belief.above(0.3) - 0.85).abs() < 0.02, "up comes out near what was said: {}", belief.above(0.3));
        let mirrored = Belief::of(&forecast(0.85, 0.10, 0.05));
        assert!((belief.shift + mirrored.shift).abs() < 1e-9);
        assert_eq!(Belief::of(&forecast(0.3, 0.4, 0.3)), Belief::NO_SKILL);
        let same = Belief::at_confidence(&said, Direction::Up, 0.85);
        assert!((same.shift - belief.shift).abs() < 1e-9);
        assert!(Belief::at_confidence(&said, Direction::Up, 0.70).shift < belief.shift);
    }

    #[test]
    fn weights_are_a_distribution_of_unit_variance_around_the_shift() {
        for shift in [0.0, 0.7, -1.3] {
            let weights = Belief { shift }.weights();
            let moment = |power: i32| -> f64 {
                weights.iter().enumerate().map(|(i, weight)| weight * (point(i) - shift).powi(power)).sum()
            };
            assert!((moment(0) - 1.0).abs() < 1e-12 && weights.iter().all(|weight| *weight > 0.0));
            assert!(moment(1).abs() < 0.01, "{}", moment(1));
            // What lies beyond 5 σ is counted there.
            assert!((moment(2) - 1.0).abs() < 0.06, "{}", moment(2));
        }
    }
}
