//! From a signal to what is offered to be bought, or why nothing is.

use jiff::Timestamp;

use super::quotes::Carry;
use super::scenarios::Belief;
use super::selection::{Candidate, Question, Refusal, Refused, select};
use super::sizing::{contracts, stake, stake_limit};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::{Offer, Signal};
use crate::domain::desk::fact::Pass;
use crate::domain::desk::fees::{FeeSchedule, fees};
use crate::domain::desk::order::Intent;
use crate::domain::desk::rules::Rules;
use crate::domain::money::Cents;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::prediction::Forecast;

/// What an offer is made of.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The newest chain.
    pub chain: &'a ChainSnapshot,
    /// The signal.
    pub signal: &'a Signal,
    /// The claim behind it, that of [`Signal::due`].
    pub forecast: &'a Forecast,
    /// The owner's rules.
    pub rules: &'a Rules,
    /// All that the account is worth.
    pub equity: Cents,
    /// Interest and dividends.
    pub carry: Carry<'a>,
    /// Whose fees are paid.
    pub fees: FeeSchedule,
    /// The instant.
    pub now: Timestamp,
    /// Whether it is for practice: then neither the growth-optimal stake nor a negative expectation stops the offer, which still states both as they
    /// are. No more than a trade may cost is spent in practice either.
    pub practice: bool,
}

/// What became of a signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The offer, or why there is none.
    pub offer: Result<Offer, Pass>,
    /// Every contract of the chain but the one on offer, each with its reasons.
    pub refused: Vec<Refused>,
}

/// Makes an offer of the best contract that the stake buys.
///
/// The stake is [`stake`] with gains as the lower end of the signal's interval makes them probable, so that a confidence that is not
/// sure of itself stakes less. The limit is the ask and the slack of the rules, rounded down to a price that every class of options can be ordered
/// at, and lowered to where the whole costs no more than a trade may; but never below the ask.
pub fn propose(situation: &Situation<'_>) -> Proposal {
    let Situation { chain, signal, forecast, rules, equity, carry, fees, now, practice } = *situation;
    let limit = stake_limit(rules, equity);
    let question = Question { chain, call: signal.call, forecast, rules, limit, carry, fees, now, practice };
    let mut selected = select(&question);
    let mut too_dear = Vec::new();
    let offer = loop {
        if selected.ranked.is_empty() {
            break None;
        }
        match sized(situation, &selected.ranked) {
            Sized::Buys(quantity) => break Some(quantity),
            Sized::TooDear(refused) => {
                too_dear.push(refused);
                selected.ranked.remove(0);
            }
        }
    };
    let passed_some = !too_dear.is_empty();
    selected.refused.extend(too_dear);
    let (best, refused) = selected.refusing_the_rest();
    let offer = match (best, offer) {
        (Some(best), Some(quantity)) => Ok(made(situation, &best, quantity, refused.len())),
        _ if passed_some => Err(Pass::TooSmall),
        _ => Err(why_none(&refused)),
    };
    Proposal { offer, refused }
}

enum Sized {
    Buys(u32),
    TooDear(Refused),
}

/// How many of the best candidate the stake buys.
fn sized(situation: &Situation<'_>, ranked: &[Candidate]) -> Sized {
    let Situation { signal, forecast, rules, equity, practice, .. } = *situation;
    let Some(best) = ranked.first() else { return Sized::Buys(0) };
    let most = if practice {
        stake_limit(rules, equity)
    } else {
        let cautious = Belief::at_confidence(forecast, signal.call, signal.interval.0);
        stake(rules, equity, &best.outlook.gains(&cautious.weights()))
    };
    match contracts(most, |count| cost(situation, best.quote.ask, count)) {
        0 => Sized::TooDear(Refused {
            contract: best.quote.contract,
            reasons: vec![Refusal::Stake { is: best.outlook.cost, most }],
        }),
        quantity => Sized::Buys(quantity),
    }
}

/// So many contracts at a price a share, fees of buying counted.
fn cost(situation: &Situation<'_>, price: Cents, count: u32) -> Cents {
    let value = price.of_contracts(count);
    value + of_order(situation, Intent::Open, count, value)
}

fn of_order(situation: &Situation<'_>, intent: Intent, count: u32, value: Cents) -> Cents {
    let today = ExchangeCalendar::nyse().new_york(situation.now).date();
    fees(situation.fees, intent, count, value, today)
}

fn made(situation: &Situation<'_>, best: &Candidate, quantity: u32, refused: usize) -> Offer {
    let Situation { rules, equity, .. } = *situation;
    let Candidate { quote, outlook, .. } = best;
    let value = quote.ask.of_contracts(quantity);
    let fees_in = of_order(situation, Intent::Open, quantity, value);
    let fees_out = of_order(situation, Intent::Close, quantity, quote.bid.of_contracts(quantity));
    // One minimum is paid for several contracts, where the means count one for each.
    let count = f64::from(quantity);
    let saved = (outlook.fees_in + outlook.fees_out).dollars() * count - (fees_in + fees_out).dollars();
    Offer {
        quote: *quote,
        quantity,
        limit: limit(rules, stake_limit(rules, equity), quote.ask, quantity, fees_in),
        fees_in,
        fees_out,
        break_even: best.break_even,
        delta: best.delta,
        expected_profit: best.expected_profit * count + saved,
        win_probability: best.win_probability,
        no_skill_profit: best.no_skill_profit * count + saved,
        refused: u32::try_from(refused).unwrap_or(u32::MAX),
    }
}

/// The most to be paid, a share.
fn limit(rules: &Rules, most: Cents, ask: Cents, quantity: u32, fees_in: Cents) -> Cents {
    let with_slack = ask.part(1.0 + rules.slack.max(0.0));
    let affordable = Cents((most - fees_in).0 / Cents(1).of_contracts(quantity.max(1)).0);
    on_tick(with_slack.min(affordable)).max(ask)
}

/// Below $3.00 every class of options can be ordered in steps of $0.05, from there on in steps of $0.10; classes with finer steps allow these too.
fn on_tick(price: Cents) -> Cents {
    let step = if price < Cents(300) { 5 } else { 10 };
    Cents(price.0 / step * step)
}

/// Why nothing is offered: the farthest that any contract came.
fn why_none(refused: &[Refused]) -> Pass {
    let any = |is: fn(&Refusal) -> bool| refused.iter().any(|refused| refused.reasons.iter().any(is));
    let right_side = refused.iter().filter(|refused| !refused.reasons.contains(&Refusal::WrongRight));
    let stale = |refusal: &Refusal| matches!(refusal, Refusal::QuoteAge { .. });
    let mut right_side = right_side.peekable();
    if right_side.peek().is_some() && right_side.all(|refused| refused.reasons.iter().any(stale)) {
        Pass::NoChain
    } else if any(|refusal| matches!(refusal, Refusal::Expectation { .. } | Refusal::BreakEven { .. })) {
        Pass::NoProfit
    } else {
        Pass::NoContract
    }
}
