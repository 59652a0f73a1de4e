//! The share without the present value of its dividends, and how much more it moves for it.

use super::terms::Terms;

/// A share that pays its dividends out of money set aside today.
///
/// What is left of the share, `spot`, follows the geometric Brownian motion, so until an ex-date the whole share would move less than it does.
/// The variance until then is enlarged by (S / (S - PV))², with the present value of the dividends yet to come in each stretch of time:
/// for one dividend at t, σ² T becomes σ² (S / (S - PV))² t + σ² (T - t).
#[derive(Clone, Copy, Debug)]
pub(super) struct Escrow {
    /// The share less what is set aside, US dollars.
    pub spot: f64,
    /// What the volatility is multiplied by.
    pub stretch: f64,
}

impl Escrow {
    /// What is left of the share of a contract with time to run.
    pub(super) fn of(terms: &Terms<'_>) -> Self {
        let mut ahead: f64 = terms.due().map(|dividend| terms.discounted(dividend.amount, dividend.years)).sum();
        let spot = terms.spot - ahead;
        let mut variance = 0.0;
        let mut from = 0.0;
        for dividend in terms.due() {
            let enlarged = terms.spot / (terms.spot - ahead);
            variance += enlarged * enlarged * (dividend.years - from);
            from = dividend.years;
            ahead -= terms.discounted(dividend.amount, dividend.years);
        }
        variance += terms.years - from;
        Self { spot, stretch: libm::sqrt(variance / terms.years) }
    }
}
