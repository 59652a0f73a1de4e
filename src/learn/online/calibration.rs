//! The last step: log odds of the mixture become the log odds that came true (Platt scaling, learned online; Gupta and Ramdas 2023).
//!
//! A mixture of honest experts is too timid (Ranjan and Gneiting 2010); a slope above 1 mends that.

use serde::{Deserialize, Serialize};

use super::lanes::Lanes;

/// Standard deviations of the priors of slope and offset.
const SLOPE_PRIOR_SD: f64 = 0.3;
const OFFSET_PRIOR_SD: f64 = 0.1;

/// Half-life of what was learned, days.
const HALF_LIFE: f64 = 250.0;

/// Slope and offset on the log odds, with what is not known of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Calibration {
    slope: f64,
    offset: f64,
    /// Posterior covariance: slope with itself, with the offset, offset with itself.
    covariance: [f64; 3],
}

impl Default for Calibration {
    fn default() -> Self {
        let (slope, offset) = (SLOPE_PRIOR_SD * SLOPE_PRIOR_SD, OFFSET_PRIOR_SD * OFFSET_PRIOR_SD);
        Self { slope: 1.0, offset: 0.0, covariance: [slope, 0.0, offset] }
    }
}

impl Calibration {
    /// The slope.
    #[inline(always)]
    pub(super) fn slope(&self) -> f64 {
        self.slope
    }

    /// Slope and offset.
    pub(super) fn slope_and_offset(&self) -> (f64, f64) {
        (self.slope, self.offset)
    }

    /// Probabilities of up and down given that the price leaves the band, for log odds of the mixture: as they are, with the calibrated log odds
    /// lowered by `doubt`, and raised by it.
    #[inline(always)]
    pub(super) fn sides(&self, log_odds: f64, doubt: f64) -> [[f64; 2]; 3] {
        let [slope, both, offset] = self.covariance;
        let variance = slope * log_odds * log_odds + 2.0 * both * log_odds + offset;
        let shrink = 1.0 / (1.0 + std::f64::consts::PI / 8.0 * variance).sqrt();
        let linear = self.slope * log_odds + self.offset;
        let (middle, low, high) = (linear * shrink, (linear - doubt) * shrink, (linear + doubt) * shrink);
        let [up, down, up_low, down_high, up_high, down_low, ..] =
            Lanes([middle, -middle, low, -low, high, -high, 0.0, 0.0]).logistic().0;
        [[up, down], [up_low, down_high], [up_high, down_low]]
    }

    /// Learns on which side of the band the price came out.
    #[inline(always)]
    pub(super) fn learn(&mut self, log_odds: f64, up: bool, weight: f64) {
        let linear = self.slope * log_odds + self.offset;
        let [above, below, ..] = Lanes([linear, -linear, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).logistic().0;
        let miss = if up { below } else { -above };
        let curvature = above * below;
        let [slope, both, offset] = self.covariance;
        let (gain_slope, gain_offset) = (slope * log_odds + both, both * log_odds + offset);
        let divisor = 1.0 + weight * curvature * (gain_slope * log_odds + gain_offset);
        self.slope += gain_slope * (weight * miss / divisor);
        self.offset += gain_offset * (weight * miss / divisor);
        let shrink = weight * curvature / divisor;
        self.covariance = [
            slope - shrink * gain_slope * gain_slope,
            both - shrink * gain_slope * gain_offset,
            offset - shrink * gain_offset * gain_offset,
        ];
    }

    /// Lets slope and offset drift back toward 1 and 0.
    pub(super) fn forget(&mut self, days: f64) {
        let keep = libm::exp2(-days / HALF_LIFE);
        let kept = keep * keep;
        self.slope = 1.0 + keep * (self.slope - 1.0);
        self.offset *= keep;
        let [slope, both, offset] = self.covariance;
        self.covariance = [
            slope * kept + (1.0 - kept) * SLOPE_PRIOR_SD * SLOPE_PRIOR_SD,
            both * kept,
            offset * kept + (1.0 - kept) * OFFSET_PRIOR_SD * OFFSET_PRIOR_SD,
        ];
    }
}
