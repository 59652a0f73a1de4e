//! The experts that learn: what a linear predictor of the log odds has learned, one signal at a time or all together.
//!
//! Each is a Bayesian ordered logit, updated by one Newton step for each outcome (an extended Kalman filter), whose coefficients drift back
//! toward their prior (an Ornstein-Uhlenbeck process): what is not confirmed fades.

use serde::{Deserialize, Serialize};

use super::lanes::{Lanes, WIDTH};

/// The constant input of every expert: a quarter, so that its coefficient, a standing drift of the price, is believed small.
pub(super) const INTERCEPT: f64 = 0.25;

/// Standard deviation of the prior of an expert's coefficients where it looks at one signal only: wide, so that a rare strong event
/// is recognised.
const SINGLE_PRIOR_SD: f64 = 1.5;

/// Standard deviation of the prior of the coefficients of an expert that looks at all signals.
const JOINT_PRIOR_SD: f64 = 0.5;

/// What the outcome that settled says of linear predictors: the slope of its log likelihood, and the expected curvature.
#[derive(Clone, Copy)]
pub(super) struct Lesson {
    pub(super) slope: Lanes,
    pub(super) curvature: Lanes,
}

/// The eight experts that look at one signal each: a constant and a slope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Singles {
    constant: Lanes,
    pub(super) slope: Lanes,
    /// Posterior covariance: constant with itself, with the slope, slope with itself.
    covariance: [Lanes; 3],
}

impl Default for Singles {
    fn default() -> Self {
        let variance = Lanes::all(SINGLE_PRIOR_SD * SINGLE_PRIOR_SD);
        Self { constant: Lanes::default(), slope: Lanes::default(), covariance: [variance, Lanes::default(), variance] }
    }
}

impl Singles {
    /// Mean of the linear predictor for these scores.
    #[inline(always)]
    pub(super) fn mean(&self, scores: Lanes) -> Lanes {
        self.constant * INTERCEPT + self.slope * scores
    }

    /// Posterior variance of the linear predictor.
    #[inline(always)]
    pub(super) fn variance(&self, scores: Lanes) -> Lanes {
        let [constant, both, slope] = self.covariance;
        constant * (INTERCEPT * INTERCEPT) + both * scores * (2.0 * INTERCEPT) + slope * scores * scores
    }

    /// Learns from an outcome of that weight; a weight of 0 changes nothing.
    #[inline(always)]
    pub(super) fn learn(&mut self, scores: Lanes, lesson: Lesson, weight: Lanes) {
        let [constant, both, slope] = &mut self.covariance;
        let gain_constant = *constant * INTERCEPT + *both * scores;
        let gain_slope = *both * INTERCEPT + *slope * scores;
        let spread = gain_constant * INTERCEPT + gain_slope * scores;
        let divisor = Lanes::all(1.0) + weight * lesson.curvature * spread;
        let step = (weight * lesson.slope).over(divisor);
        self.constant += gain_constant * step;
        self.slope += gain_slope * step;
        let shrink = (weight * lesson.curvature).over(divisor);
        *constant -= shrink * gain_constant * gain_constant;
        *both -= shrink * gain_constant * gain_slope;
        *slope -= shrink * gain_slope * gain_slope;
    }

    /// Lets the coefficients drift toward their prior; `keep` is what remains of a deviation.
    pub(super) fn forget(&mut self, keep: f64) {
        let (kept, fresh) = (keep * keep, (1.0 - keep * keep) * SINGLE_PRIOR_SD * SINGLE_PRIOR_SD);
        self.constant *= keep;
        self.slope *= keep;
        let [constant, both, slope] = &mut self.covariance;
        *constant = *constant * kept + Lanes::all(fresh);
        *both *= kept;
        *slope = *slope * kept + Lanes::all(fresh);
    }
}

/// An expert that looks at all signals together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Joint {
    constant: f64,
    pub(super) slopes: Lanes,
    /// Posterior covariance of the constant with itself, of the constant with the slopes, of the slopes with each other.
    constant_variance: f64,
    cross: Lanes,
    covariance: [Lanes; WIDTH],
}

impl Default for Joint {
    fn default() -> Self {
        let variance = JOINT_PRIOR_SD * JOINT_PRIOR_SD;
        let row = |row: usize| Lanes(std::array::from_fn(|column| if row == column { variance } else { 0.0 }));
        Self {
            constant: 0.0,
            slopes: Lanes::default(),
            constant_variance: variance,
            cross: Lanes::default(),
            covariance: std::array::from_fn(row),
        }
    }
}

impl Joint {
    /// Mean of the linear predictor for these scores, 0 where a signal is silent.
    #[inline(always)]
    pub(super) fn mean(&self, scores: Lanes) -> f64 {
        self.constant * INTERCEPT + (self.slopes * scores).sum()
    }

    /// The covariance of constant and slopes with the linear predictor, and the predictor's variance.
    #[inline(always)]
    fn spread(&self, scores: Lanes) -> (f64, Lanes, f64) {
        // Two sums side by side: each addition need not wait for the one before it.
        let mut even = self.cross * INTERCEPT;
        let mut odd = Lanes::default();
        for (pair, scores) in self.covariance.chunks_exact(2).zip(scores.0.chunks_exact(2)) {
            if let ([first, second], [one, two]) = (pair, scores) {
                even = first.times_plus(*one, even);
                odd = second.times_plus(*two, odd);
            }
        }
        let slopes = even + odd;
        let constant = self.constant_variance * INTERCEPT + (self.cross * scores).sum();
        (constant, slopes, constant * INTERCEPT + (slopes * scores).sum())
    }

    /// Posterior variance of the linear predictor.
    #[inline(always)]
    pub(super) fn variance(&self, scores: Lanes) -> f64 {
        self.spread(scores).2
    }

    /// Learns from an outcome of that weight.
    #[inline(always)]
    pub(super) fn learn(&mut self, scores: Lanes, slope: f64, curvature: f64, weight: f64) {
        let (constant, slopes, spread) = self.spread(scores);
        let divisor = 1.0 + weight * curvature * spread;
        let step = weight * slope / divisor;
        self.constant += constant * step;
        self.slopes += slopes * step;
        let shrink = weight * curvature / divisor;
        self.constant_variance -= shrink * constant * constant;
        self.cross -= slopes * (shrink * constant);
        for (row, gain) in self.covariance.iter_mut().zip(slopes.0) {
            *row = slopes.times_plus(-(shrink * gain), *row);
        }
    }

    /// Lets the coefficients drift toward their prior.
    pub(super) fn forget(&mut self, keep: f64) {
        let (kept, fresh) = (keep * keep, (1.0 - keep * keep) * JOINT_PRIOR_SD * JOINT_PRIOR_SD);
        self.constant *= keep;
        self.slopes *= keep;
        self.constant_variance = self.constant_variance * kept + fresh;
        self.cross *= kept;
        for (place, row) in self.covariance.iter_mut().enumerate() {
            *row *= kept;
            if let Some(diagonal) = row.0.get_mut(place) {
                *diagonal += fresh;
            }
        }
    }
}
