//! The fast price: a binomial tree whose nodes are placed around the strike (Leisen and Reimer 1996), with early exercise at every node.

use super::escrow::Escrow;
use super::terms::Terms;
use crate::domain::option_chain::OptionRight;

/// Steps of the tree; odd, so that the strike lies between two last nodes.
const STEPS: usize = 101;

/// Beyond so many deviations between the share and the strike, chances round to 0 or 1 and a tree cannot be built; up to there, nothing but the
/// intrinsic value has been left for long.
const DEVIATIONS_MAX: f64 = 30.0;

/// The price of an American option on the share without its dividends; what is set aside for them comes back when the right is used.
pub(super) fn price(terms: &Terms<'_>, escrow: &Escrow, volatility: f64) -> f64 {
    let carry = terms.rate * terms.years;
    let moneyness = libm::log(escrow.spot / terms.strike) + carry;
    let deviation = (volatility * escrow.stretch * libm::sqrt(terms.years)).max(moneyness.abs() / DEVIATIONS_MAX);
    let d2 = moneyness / deviation - deviation / 2.0;
    let chance = peizer_pratt(d2);
    let of_share = peizer_pratt(d2 + deviation);
    let growth = libm::exp(carry / STEPS as f64);
    let down = growth * (1.0 - of_share) / (1.0 - chance);
    let ratio = of_share / chance * ((1.0 - chance) / (1.0 - of_share));
    let sign = if terms.right == OptionRight::Call { 1.0 } else { -1.0 };

    let mut shares = [0.0; STEPS + 1];
    let mut share = sign * escrow.spot * libm::pow(down, STEPS as f64);
    for slot in &mut shares {
        *slot = share;
        share *= ratio;
    }
    let last = shares.map(|share| (share - sign * terms.strike).max(0.0));
    let mut levels = Levels { values: last, earlier: last, shares };
    let mut set_aside = SetAside::new(terms, libm::exp(carry));
    for step in (0..STEPS).rev() {
        let back = set_aside.at(terms, step, growth);
        levels.step_back(
            step + 1,
            [chance / growth, (1.0 - chance) / growth, 1.0 / down],
            sign * (terms.strike - back),
        );
    }
    levels.values.first().copied().unwrap_or(f64::NAN)
}

/// The nodes of one instant, lowest share first. Shares and strikes of puts are negative, so that one payoff does for both rights.
struct Levels {
    values: [f64; STEPS + 1],
    earlier: [f64; STEPS + 1],
    shares: [f64; STEPS + 1],
}

impl Levels {
    /// Goes one step towards now, where there are `nodes` nodes.
    fn step_back(&mut self, nodes: usize, [up, down, undo]: [f64; 3], strike: f64) {
        let higher = self.values.iter().skip(1);
        let pairs = self.values.iter().zip(higher);
        for ((share, earlier), (low, high)) in self.shares.iter_mut().zip(&mut self.earlier).zip(pairs).take(nodes) {
            *share *= undo;
            *earlier = (up * high + down * low).max(*share - strike);
        }
        std::mem::swap(&mut self.values, &mut self.earlier);
    }
}

/// Value of the dividends still to come, walked from expiry to now.
struct SetAside {
    /// Dividends already reached, at today's value.
    reached: f64,
    /// How many of the due ones have not been reached.
    left: usize,
    /// What a dollar of today is at this instant.
    grown: f64,
}

impl SetAside {
    fn new(terms: &Terms<'_>, grown: f64) -> Self {
        Self { reached: 0.0, left: terms.due().count(), grown }
    }

    /// The value at the step's own time.
    fn at(&mut self, terms: &Terms<'_>, step: usize, growth: f64) -> f64 {
        self.grown /= growth;
        let years = terms.years * (step as f64 / STEPS as f64);
        while let Some(dividend) = self.left.checked_sub(1).and_then(|place| terms.due().nth(place)) {
            if dividend.years < years {
                break;
            }
            self.reached += terms.discounted(dividend.amount, dividend.years);
            self.left -= 1;
        }
        self.reached * self.grown
    }
}

/// The chance of a step upwards that makes a binomial of [`STEPS`] agree with the normal distribution at `deviations`: the second inversion of
/// Peizer and Pratt (1968).
fn peizer_pratt(deviations: f64) -> f64 {
    let steps = STEPS as f64;
    let scaled = deviations / (steps + 1.0 / 3.0 + 0.1 / (steps + 1.0));
    let half_width = 0.5 * libm::sqrt(-libm::expm1(-scaled * scaled * (steps + 1.0 / 6.0)));
    0.5 + half_width.copysign(deviations)
}
