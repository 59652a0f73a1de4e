//! What an option is worth in the simulated market: Black and Scholes without dividends, never below what exercise brings.

use crate::domain::option_chain::OptionRight;

/// Interest a year, continuously compounded.
pub(super) const RATE: f64 = 0.04;

/// One contract in one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    pub right: OptionRight,
    /// US dollars.
    pub spot: f64,
    /// US dollars.
    pub strike: f64,
    /// Years to expiry, above 0.
    pub years: f64,
    /// Implied volatility a year, above 0.
    pub volatility: f64,
}

/// US dollars a share, and by how many dollars it changes where the spot changes by one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Worth {
    pub price: f64,
    pub delta: f64,
}

impl Terms {
    /// Black and Scholes (1973); the right to exercise early is worth at least the intrinsic value and is not counted beyond it.
    pub(super) fn worth(&self) -> Worth {
        let deviation = self.volatility * libm::sqrt(self.years);
        let d1 = (libm::log(self.spot / self.strike) + RATE * self.years) / deviation + 0.5 * deviation;
        let d2 = d1 - deviation;
        let discounted = self.strike * libm::exp(-RATE * self.years);
        match self.right {
            OptionRight::Call => {
                let delta = cumulative_normal(d1);
                let price = self.spot * delta - discounted * cumulative_normal(d2);
                Worth { price: price.max(self.spot - self.strike).max(0.0), delta }
            }
            OptionRight::Put => {
                let below = cumulative_normal(-d1);
                let price = discounted * cumulative_normal(-d2) - self.spot * below;
                Worth { price: price.max(self.strike - self.spot).max(0.0), delta: -below }
            }
        }
    }
}

/// Chance that a standard normal variable is below `x`.
fn cumulative_normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worths_are_those_of_the_formula() {
        // S 150, K 150, 30 days, 25 %, 4 %: d1 = .08162 by hand, call 4.531, put 4.039.
        let at = |right| Terms { right, spot: 150.0, strike: 150.0, years: 30.0 / 365.0, volatility: 0.25 }.worth();
        let (call, put) = (at(OptionRight::Call), at(OptionRight::Put));
        assert!((call.price - 4.531).abs() < 2e-3 && (put.price - 4.039).abs() < 2e-3, "{call:?} {put:?}");
        assert!((call.delta - put.delta - 1.0).abs() < 1e-12);
        let parity = call.price - put.price - (150.0 - 150.0 * libm::exp(-RATE * 30.0 / 365.0));
        assert!(parity.abs() < 1e-9);
        let deep = Terms { right: OptionRight::Put, spot: 50.0, strike: 150.0, years: 0.1, volatility: 0.3 }.worth();
        assert_eq!(deep.price, 100.0);
    }
}
