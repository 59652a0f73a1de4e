//! When a call is better used than kept.

use super::terms::{PricingFault, Terms};
use super::{Solver, implied};
use crate::domain::option_chain::OptionRight;

/// Whether a call is worth less the moment after its next ex-date than what using it the moment before brings; `None` for puts, for calls
/// without a dividend to come.
///
/// A call is never better used at another time while interest is not negative (Merton 1973), and before the last dividend only if that is
/// more than the interest on the strike: D > K (1 - e^(-r (T - t))).
pub fn early_exercise_pays(terms: &Terms<'_>, volatility: f64) -> Result<Option<bool>, PricingFault> {
    terms.check(volatility)?;
    let Some(next) = terms.due().next().filter(|_| terms.right == OptionRight::Call) else {
        return Ok(None);
    };
    let later: Vec<_> = terms
        .due()
        .skip(1)
        .map(|dividend| super::CashDividend { years: dividend.years - next.years, ..*dividend })
        .collect();
    let spot = terms.spot - next.amount;
    let after = Terms { spot, years: terms.years - next.years, dividends: &later, ..*terms };
    Ok(Some(terms.payoff(terms.spot) > implied::price(&after, volatility, Solver::Standard)?))
}
