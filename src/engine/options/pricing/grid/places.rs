//! Where the nodes of a grid lie, what using the right is worth there, and what an ex-date does to the prices on them.

use super::super::terms::Terms;
use crate::domain::option_chain::OptionRight;

/// A price that is never zero anywhere, dollars: numbers would shrink with distance from the strike until the processor slows down on them.
const NEXT_TO_NOTHING: f64 = 1e-30;

/// The nodes, evenly spaced in the logarithm of the share. They are ordered so that early exercise lies at their end: calls by rising shares,
/// puts by falling ones.
pub(super) struct Places<'a> {
    pub terms: &'a Terms<'a>,
    /// 1 for calls, -1 for puts: where the share goes along the nodes.
    pub sign: f64,
    /// Nodes on each side of the share.
    pub half: usize,
    /// Between two nodes, in the logarithm of the share.
    pub width: f64,
    /// Distance from the node before the first one to it, in parts of the next distance, in dollars.
    pub ratio_down: f64,
    /// Distance from the last node to the one after it, in parts of the distance before.
    pub ratio_up: f64,
    shares: Vec<f64>,
    /// What using the right brings.
    pub payoffs: Vec<f64>,
}

impl<'a> Places<'a> {
    pub(super) fn new(terms: &'a Terms<'a>, reach: f64, half: usize) -> Self {
        let sign = if terms.right == OptionRight::Call { 1.0 } else { -1.0 };
        let width = reach / half as f64;
        let factor = libm::exp(sign * width);
        let mut share = terms.spot * libm::exp(-sign * reach);
        let shares: Vec<f64> = (0..=2 * half)
            .map(|_| {
                let here = share;
                share *= factor;
                here
            })
            .collect();
        let payoffs = shares.iter().map(|share| terms.payoff(*share)).collect();
        Self { terms, sign, half, width, ratio_down: 1.0 / factor, ratio_up: factor, shares, payoffs }
    }

    /// Prices at expiry.
    pub(super) fn expired(&self) -> Vec<f64> {
        let cells = self.payoffs.iter().zip(&self.shares);
        cells.map(|(payoff, share)| average_gain(*payoff, share * self.width / 2.0).max(NEXT_TO_NOTHING)).collect()
    }

    /// Crosses an ex-date backwards: from the prices just `after` it to those just before. `gains` is room to work in.
    pub(super) fn pay(&self, amount: f64, after: &[f64], before: &mut [f64], gains: &mut [f64]) {
        for (price, share) in before.iter_mut().zip(&self.shares) {
            *price = self.price_at(after, (share - amount).max(0.0));
        }
        // Whoever uses a call just before the ex-date gains this.
        let differences = self.payoffs.iter().zip(before.iter());
        for (gain, difference) in gains.iter_mut().zip(differences.map(|(payoff, price)| payoff - price)) {
            *gain = difference;
        }
        let inner = before.iter_mut().skip(1);
        for (price, gain) in inner.zip(gains.windows(3)) {
            if let &[lower, here, higher] = gain {
                *price += average_gain(here, (higher - lower) / 4.0);
            }
        }
        for (price, payoff) in before.iter_mut().zip(&self.payoffs) {
            *price = price.max(*payoff);
        }
    }

    /// The price at any share: a cubic through the four nodes around it; beyond the nodes, a line in the share.
    fn price_at(&self, prices: &[f64], share: f64) -> f64 {
        let last = prices.len() - 1;
        let place = self.half as f64 + self.sign * libm::log(share / self.terms.spot) / self.width;
        if place >= 0.0 && place <= last as f64 {
            let base = (place as usize).clamp(1, last - 2);
            let Some(&[p, q, r, s]) = prices.get(base - 1..base + 3) else { return f64::NAN };
            let t = place - base as f64;
            let (below, above, beyond) = (t + 1.0, t - 1.0, t - 2.0);
            return -t * above * beyond / 6.0 * p + below * above * beyond / 2.0 * q - below * t * beyond / 2.0 * r
                + below * t * above / 6.0 * s;
        }
        let ends = match (self.sign > 0.0, self.shares.as_slice(), prices) {
            (true, &[near, far, ..], &[low, high, ..]) | (false, &[.., far, near], &[.., high, low]) => {
                Some((near, far, low, high))
            }
            _ => None,
        };
        ends.map_or(f64::NAN, |(near, far, low, high)| low + (share - near) * (high - low) / (far - near))
    }
}

/// What of a gain is positive, on average over a cell in the middle of which it is `middle` and at whose ends it is `reach` more and less.
fn average_gain(middle: f64, reach: f64) -> f64 {
    let reach = reach.abs();
    if middle.abs() >= reach { middle.max(0.0) } else { (middle + reach) * (middle + reach) / (4.0 * reach) }
}
