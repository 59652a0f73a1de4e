//! How variance and volume are spread over a session: much at the bells, little at noon, a part overnight.

use crate::domain::bar::Interval;
use crate::domain::session::Session;

/// Share of a full session's variance that falls into the night before it.
pub(super) const OVERNIGHT_SHARE: f64 = 0.30;

/// Bars in a full session.
const FULL_SLOTS: f64 = 78.0;

/// The moves of one session: index 0 is the night before it, then one for each bar.
#[derive(Debug)]
pub(super) struct Clockwork {
    /// Standard deviation of each move, where that of a full session with its night is 1.
    pub sigma: Vec<f64>,
    /// Share of an average full session's volume in each bar.
    pub volume: Vec<f64>,
}

impl Clockwork {
    pub(super) fn of(session: &Session) -> Self {
        let slots = session.seconds() / Interval::M5.seconds();
        let places: Vec<f64> = (0..slots).map(|slot| 2.0 * (slot as f64 + 0.5) / slots as f64 - 1.0).collect();
        // A session that closes early moves and trades less, in proportion to its length.
        let length = slots as f64 / FULL_SLOTS;
        let variance = spread(&places, |u| 0.6 + 0.9 * u * u, (1.0 - OVERNIGHT_SHARE) * length);
        let mut sigma = vec![libm::sqrt(OVERNIGHT_SHARE)];
        sigma.extend(variance.into_iter().map(libm::sqrt));
        Self { sigma, volume: spread(&places, |u| 0.6 + 1.3 * u * u * u * u, length) }
    }

    /// Bars in the session.
    pub(super) fn slots(&self) -> usize {
        self.volume.len()
    }
}

/// `total`, divided in proportion to `weight` at each place of `[-1, 1]`.
fn spread(places: &[f64], weight: impl Fn(f64) -> f64, total: f64) -> Vec<f64> {
    let sum: f64 = places.iter().map(|u| weight(*u)).sum();
    places.iter().map(|u| total * weight(*u) / sum).collect()
}
