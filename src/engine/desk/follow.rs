//! Follows every directional call to its end with an option: what one contract, bought when the call was made, brought when it was due.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::desk::fees::FeeSchedule;
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::rules::Rules;
use crate::domain::horizon::Horizon;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::prediction::{Direction, Prediction};
use crate::engine::options::potential::{Followed, at_due, frozen, modelled, result, yearly};
use crate::engine::options::quotes::Carry;
use crate::engine::options::selection::Question;

/// How long after it is due a call's option may still be sold, seconds: two steps of the grid. What is measured later than that would measure
/// something else.
const LATE_MAX_S: i64 = 30 * 60;

/// Calls that are followed and not yet due.
#[derive(Clone, Debug)]
pub struct Follower {
    rules: Arc<Rules>,
    fees: FeeSchedule,
    /// What was due until then has been kept already.
    kept_until: Timestamp,
    open: Vec<Open>,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    followed: Followed,
    due: Timestamp,
    bought: ContractQuote,
    /// Expected volatility of a day when it was bought.
    sigma: f64,
}

impl Follower {
    /// Follows nothing yet; what was due up to `kept_until` has been kept already. Fees are those of `fees`.
    pub fn new(rules: Arc<Rules>, fees: FeeSchedule, kept_until: Timestamp) -> Self {
        Self { rules, fees, kept_until, open: Vec::new() }
    }

    /// Goes by other rules from now on.
    pub fn set_rules(&mut self, rules: Arc<Rules>) {
        self.rules = rules;
    }

    /// Buys, for each horizon at which a prediction calls a side, the contract that the rules would choose: by the chain where it is fresh, else
    /// by a model. What was due in the meantime is sold first.
    pub fn predicted(
        &mut self,
        prediction: &Prediction,
        chain: Option<&ChainSnapshot>,
        carry: Carry<'_>,
    ) -> Vec<OptionResult> {
        let results = self.sell(prediction.at, chain, prediction.price, carry);
        let age_s = |chain: &ChainSnapshot| prediction.at.as_second() - chain.at().as_second();
        let chain = chain.filter(|chain| age_s(chain) <= self.rules.quote_age_max_s);
        let mut bought = [None; Direction::ALL.len()];
        for horizon in Horizon::ALL {
            let (call, due) = (prediction.call_at(horizon), prediction.forecast(horizon).due);
            if call == Direction::Hold || due <= self.kept_until {
                continue;
            }
            let Some(known) = bought.get_mut(call.index()) else { continue };
            let quote = *known.get_or_insert_with(|| self.buy(prediction, call, chain, carry));
            if let Some(bought) = quote {
                let followed = Followed { symbol: prediction.symbol, number: prediction.number, horizon, call };
                self.open.push(Open { followed, due, bought, sigma: daily_sigma(prediction) });
            }
        }
        results
    }

    /// Sells what is due by the quotes of a chain.
    pub fn quoted(&mut self, chain: &ChainSnapshot, carry: Carry<'_>) -> Vec<OptionResult> {
        self.sell(chain.at(), Some(chain), chain.spot(), carry)
    }

    fn buy(
        &self,
        prediction: &Prediction,
        call: Direction,
        chain: Option<&ChainSnapshot>,
        carry: Carry<'_>,
    ) -> Option<ContractQuote> {
        let forecast = prediction.forecast(Horizon::PRIMARY);
        let now = prediction.at;
        let (rules, fees) = (&*self.rules, self.fees);
        let limit = rules.trade_max;
        let chosen = chain.and_then(|chain| {
            frozen(&Question { chain, call, forecast, rules, limit, carry, fees, now, practice: false })
        });
        let model =
            || modelled(prediction.symbol, call, (prediction.price, daily_sigma(prediction)), prediction.at, carry);
        chosen.or_else(model).filter(|quote| quote.ask.0 > 0)
    }

    fn sell(
        &mut self,
        now: Timestamp,
        chain: Option<&ChainSnapshot>,
        spot: f64,
        carry: Carry<'_>,
    ) -> Vec<OptionResult> {
        let mut results = Vec::new();
        let (rules, fees) = (&self.rules, self.fees);
        self.open.retain(|open| {
            if open.due > now {
                return true;
            }
            if now.as_second() - open.due.as_second() <= LATE_MAX_S {
                let price = (spot, yearly(open.sigma));
                let sold = at_due(&open.bought, chain, price, (now, rules.quote_age_max_s), carry);
                results.extend(sold.map(|sold| result(open.followed, open.bought, sold, fees, carry)));
            }
            false
        });
        results
    }
}

/// Expected standard deviation of the log return of a day.
fn daily_sigma(prediction: &Prediction) -> f64 {
    prediction.forecast(Horizon::PRIMARY).sigma
}
