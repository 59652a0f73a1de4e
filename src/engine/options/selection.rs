//! Which contract of a chain is worth buying on a call, and why each other one is not.
//!
//! Every contract passes the rules from the cheapest to compute to the dearest: all that its quote alone breaks is told together; only where
//! it breaks nothing, its volatility, delta and expectation are computed. What is left is ranked by the mean profit per dollar that can be
//! lost ([`super::valuation`] says what is in it and what is not); of equals, the tighter spread is better.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::quotes::{Carry, Unsolved, middle, quoted};
use super::scenarios::{Belief, POINTS};
use super::valuation::{Appraiser, Outlook, Priced};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::fees::FeeSchedule;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::rules::{Rules, Selection};
use crate::domain::money::Cents;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::prediction::{Direction, Forecast};

/// What is asked: a contract of this chain for that call.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The quotes to choose from.
    pub chain: &'a ChainSnapshot,
    /// BUY looks for a call, SELL for a put, HOLD for nothing.
    pub call: Direction,
    /// What is believed of the return until the call is due.
    pub forecast: &'a Forecast,
    /// The owner's rules.
    pub rules: &'a Rules,
    /// The most that one contract may cost, fees of buying counted.
    pub limit: Cents,
    /// Interest and dividends.
    pub carry: Carry<'a>,
    /// Whose fees are paid.
    pub fees: FeeSchedule,
    /// The instant of the question.
    pub now: Timestamp,
    /// Whether the best contract is wanted though it loses on average.
    pub practice: bool,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// Contracts that pass, the best first.
    pub ranked: Vec<Candidate>,
    /// All others, in the order of the chain, each with at least one reason.
    pub refused: Vec<Refused>,
}

/// A contract that is not chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which.
    pub contract: Contract,
    /// Why; never empty.
    pub reasons: Vec<Refusal>,
}

/// A contract that passes all rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its quote.
    pub quote: ContractQuote,
    /// Delta of one share's option.
    pub delta: f64,
    /// What it would make.
    pub outlook: Outlook,
    /// Price of the share at expiry at which nothing is lost, US dollars.
    pub break_even: f64,
    /// Mean profit of one contract as the forecast believes, dollars.
    pub expected_profit: f64,
    /// Share of the futures that gain, as the forecast believes.
    pub win_probability: f64,
    /// Mean profit of one contract where the forecast is worth nothing, dollars.
    pub no_skill_profit: f64,
    /// Share of the futures that gain where the forecast is worth nothing.
    pub no_skill_win: f64,
}

/// Why a contract is not chosen: what it has, and what the rules ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// It gains on the other side, or the call is HOLD.
    WrongRight,
    /// The chain is too old or of the future: seconds.
    QuoteAge {
        /// Seconds since the quote.
        is: i64,
        /// Most there may be.
        most: i64,
    },
    /// Calendar days to expiry.
    Days {
        /// Days left.
        is: i32,
        /// Fewest and most.
        within: (i32, i32),
    },
    /// Nobody bids.
    NoBid,
    /// Nobody asks.
    NoAsk,
    /// The bid is too small.
    Bid {
        /// The bid, a share.
        is: Cents,
        /// Least it may be.
        least: Cents,
    },
    /// Bid and ask lie too far apart for the middle.
    SpreadShare {
        /// Spread in parts of the middle.
        is: f64,
        /// Most it may be.
        most: f64,
    },
    /// Bid and ask lie too far apart.
    Spread {
        /// Spread, a share.
        is: Cents,
        /// Most it may be.
        most: Cents,
    },
    /// Too few contracts are open.
    OpenInterest {
        /// Contracts.
        is: u32,
        /// Fewest.
        least: u32,
    },
    /// Too few were traded on the day.
    Volume {
        /// Contracts.
        is: u32,
        /// Fewest.
        least: u32,
    },
    /// One costs more than may be staked.
    TooExpensive {
        /// One contract at the ask with fees.
        is: Cents,
        /// Most it may cost.
        most: Cents,
    },
    /// Its strike is none that contracts have, or it cannot be valued.
    NoContract,
    /// Its price implies no volatility.
    NoVolatility(Unsolved),
    /// The vendor's volatility is another one.
    VolatilityDiffers {
        /// Ours.
        ours: f64,
        /// The vendor's.
        vendors: f64,
        /// Largest difference in parts of the vendor's.
        most: f64,
    },
    /// Delta.
    Delta {
        /// Its size.
        is: f64,
        /// Smallest and largest.
        within: (f64, f64),
    },
    /// The share must move farther than is to be expected before anything is gained.
    BreakEven {
        /// Move at which nothing is lost, in σ; `None` where there is no such move within 5 σ.
        is: Option<f64>,
        /// Most it may be.
        most: f64,
    },
    /// It loses on average.
    Expectation {
        /// Mean profit of one contract, dollars.
        is: f64,
    },
    /// The stake that the rules allow does not buy one; told by [`super::offer`].
    Stake {
        /// One contract at the ask with fees.
        is: Cents,
        /// The stake.
        most: Cents,
    },
    /// It passes, but another one is better.
    RankedLower {
        /// Mean profit per dollar that can be lost.
        is: f64,
        /// That of the best.
        best: f64,
    },
}

/// The farthest that the share may have to move until the call is due before nothing is lost, in σ of that move: beyond one it is more than is
/// to be expected of any day.
pub const BREAK_EVEN_SIGMAS_MAX: f64 = 1.0;

/// A vendor's volatility below this is a sign for none.
const VENDOR_VOLATILITY_MIN: f64 = 0.01;

/// Looks at every contract of the chain. Each is either ranked or refused with all reasons that were met.
pub fn select(question: &Question<'_>) -> Selected {
    let judge = Judge::new(question);
    let (mut ranked, mut refused) = (Vec::new(), Vec::new());
    for quote in question.chain.quotes() {
        let Some(contract) = Contract::of(question.chain.symbol(), quote) else { continue };
        let mut reasons = Vec::new();
        judge.screen(quote, &mut |refusal| reasons.push(refusal));
        if reasons.is_empty() {
            match judge.appraise(contract, quote) {
                Ok(candidate) => ranked.push(candidate),
                Err(refusal) => reasons.push(refusal),
            }
        }
        if !reasons.is_empty() {
            refused.push(Refused { contract, reasons });
        }
    }
    ranked.sort_by(Appraised::compare);
    Selected { ranked: ranked.into_iter().map(|appraised| judge.candidate(appraised)).collect(), refused }
}

/// The best contract alone, without the reasons against the others: a small part of the work of [`select`].
pub fn best(question: &Question<'_>) -> Option<Candidate> {
    let judge = Judge::new(question);
    let mut best: Option<Appraised<'_>> = None;
    for quote in question.chain.quotes() {
        let mut passes = true;
        judge.screen(quote, &mut |_| passes = false);
        let contract = if passes { Contract::of(question.chain.symbol(), quote) } else { None };
        let Some(Ok(next)) = contract.map(|contract| judge.appraise(contract, quote)) else { continue };
        if best.as_ref().is_none_or(|best| next.compare(best) == Ordering::Less) {
            best = Some(next);
        }
    }
    best.map(|appraised| judge.candidate(appraised))
}

impl Selected {
    /// Closes the answer: what comes after the best is refused too, for being ranked lower.
    #[must_use]
    pub fn refusing_the_rest(mut self) -> (Option<Candidate>, Vec<Refused>) {
        let rest = self.ranked.split_off(self.ranked.len().min(1));
        let best = self.ranked.pop();
        let top = best.as_ref().map_or(0.0, Candidate::worth);
        self.refused.extend(rest.into_iter().map(|candidate| Refused {
            contract: candidate.quote.contract,
            reasons: vec![Refusal::RankedLower { is: candidate.worth(), best: top }],
        }));
        (best, self.refused)
    }
}

impl Candidate {
    /// Mean profit per dollar that can be lost.
    pub fn worth(&self) -> f64 {
        self.expected_profit / self.outlook.cost.dollars()
    }
}

/// What all contracts of a chain are judged by.
struct Judge<'a> {
    question: &'a Question<'a>,
    right: Option<OptionRight>,
    age_s: i64,
    today: jiff::civil::Date,
    appraiser: Appraiser<'a>,
    belief: Belief,
    believed: [f64; POINTS],
    no_skill: [f64; POINTS],
}

/// A contract that passes, before what only the chosen ones need is computed.
struct Appraised<'a> {
    contract: Contract,
    quote: &'a OptionQuote,
    delta: f64,
    outlook: Outlook,
    expected: f64,
}

impl<'a> Judge<'a> {
    fn new(question: &'a Question<'a>) -> Self {
        let Question { chain, call, forecast, rules, carry, fees, now, .. } = *question;
        let right = match call {
            Direction::Up => Some(OptionRight::Call),
            Direction::Down => Some(OptionRight::Put),
            Direction::Hold => None,
        };
        let appraiser = Appraiser::new(
            chain.symbol(),
            (now, forecast.due.max(now)),
            (chain.spot(), forecast.sigma),
            carry,
            (&rules.exits, fees),
        );
        let belief = Belief::of(forecast);
        Self {
            question,
            right,
            age_s: now.as_second() - chain.at().as_second(),
            today: ExchangeCalendar::nyse().new_york(now).date(),
            appraiser,
            belief,
            believed: belief.weights(),
            no_skill: Belief::NO_SKILL.weights(),
        }
    }

    /// Tells everything that the quote alone breaks; of a contract on the wrong side or a chain of the wrong time nothing more.
    fn screen(&self, quote: &OptionQuote, refuse: &mut impl FnMut(Refusal)) {
        let Question { rules, .. } = self.question;
        if self.right != Some(quote.right) {
            return refuse(Refusal::WrongRight);
        }
        if !(0..=rules.quote_age_max_s).contains(&self.age_s) {
            return refuse(Refusal::QuoteAge { is: self.age_s, most: rules.quote_age_max_s });
        }
        let Selection { days_min, days_max, open_interest_min, volume_min, .. } = rules.selection;
        let days = (quote.expiry - self.today).get_days();
        if !(days_min..=days_max).contains(&days) {
            refuse(Refusal::Days { is: days, within: (days_min, days_max) });
        }
        if quote.open_interest < open_interest_min {
            refuse(Refusal::OpenInterest { is: quote.open_interest, least: open_interest_min });
        }
        if quote.volume < volume_min {
            refuse(Refusal::Volume { is: quote.volume, least: volume_min });
        }
        match middle(quote) {
            Err(Unsolved::NoAsk) => refuse(Refusal::NoAsk),
            Err(_) => refuse(Refusal::NoBid),
            Ok(middle) => self.screen_prices(quote, middle, refuse),
        }
    }

    fn screen_prices(&self, quote: &OptionQuote, middle: f64, refuse: &mut impl FnMut(Refusal)) {
        let Selection { bid_min, spread_share_max, spread_max, .. } = self.question.rules.selection;
        let (bid, ask) = in_cents(quote);
        if bid < bid_min {
            refuse(Refusal::Bid { is: bid, least: bid_min });
        }
        let share = (quote.ask - quote.bid) / middle;
        // A hair is left to rounding: 1.88 and 2.12 are 12 % of 2.00 apart.
        if share > spread_share_max + 1e-9 {
            refuse(Refusal::SpreadShare { is: share, most: spread_share_max });
        }
        if ask - bid > spread_max {
            refuse(Refusal::Spread { is: ask - bid, most: spread_max });
        }
        let (fees_in, _) = self.appraiser.fees_of_one(bid, ask);
        let cost = ask.of_contracts(1) + fees_in;
        if cost > self.question.limit {
            refuse(Refusal::TooExpensive { is: cost, most: self.question.limit });
        }
    }

    /// Computes what takes time, and tells the first thing that stands against the contract.
    fn appraise<'q>(&self, contract: Contract, quote: &'q OptionQuote) -> Result<Appraised<'q>, Refusal> {
        let Selection { delta_min, delta_max, volatility_difference_max: most, .. } = self.question.rules.selection;
        let middle = middle(quote).map_err(Refusal::NoVolatility)?;
        let solved = self.appraiser.volatility(&contract, middle);
        let volatility = solved.map_err(|fault| Refusal::NoVolatility(fault.into()))?;
        let vendors = quote.implied_volatility.filter(|vendors| *vendors >= VENDOR_VOLATILITY_MIN);
        if let Some(vendors) = vendors.filter(|vendors| libm::fabs(volatility - vendors) > most * vendors) {
            return Err(Refusal::VolatilityDiffers { ours: volatility, vendors, most });
        }
        let delta = self.appraiser.delta(&contract, volatility).ok_or(Refusal::NoContract)?;
        if !(delta_min..=delta_max).contains(&libm::fabs(delta)) {
            return Err(Refusal::Delta { is: libm::fabs(delta), within: (delta_min, delta_max) });
        }
        let (bid, ask) = in_cents(quote);
        let priced = Priced { contract, bid: bid.dollars(), ask: ask.dollars(), volatility };
        let outlook =
            self.appraiser.outlook(&priced, self.appraiser.fees_of_one(bid, ask)).ok_or(Refusal::NoContract)?;
        let side = if contract.right == OptionRight::Call { 1.0 } else { -1.0 };
        let move_needed = outlook.break_even().map(|z| z * side);
        if move_needed.is_none_or(|needed| needed > BREAK_EVEN_SIGMAS_MAX) {
            return Err(Refusal::BreakEven { is: move_needed, most: BREAK_EVEN_SIGMAS_MAX });
        }
        let expected = outlook.mean(&self.believed);
        if expected <= 0.0 && !self.question.practice {
            return Err(Refusal::Expectation { is: expected });
        }
        Ok(Appraised { contract, quote, delta, outlook, expected })
    }

    fn candidate(&self, appraised: Appraised<'_>) -> Candidate {
        let Appraised { contract, quote, delta, outlook, expected } = appraised;
        let Question { chain, carry, .. } = self.question;
        let all_fees = (outlook.fees_in + outlook.fees_out).dollars() / 100.0;
        let away = quote.ask + all_fees;
        let break_even = match contract.right {
            OptionRight::Call => contract.strike() + away,
            OptionRight::Put => contract.strike() - away,
        };
        Candidate {
            quote: quoted(contract, quote, chain, carry.rate, &carry.ahead(chain.symbol(), chain.at())).quote,
            delta,
            break_even,
            expected_profit: expected,
            win_probability: outlook.win_probability(self.belief),
            no_skill_profit: outlook.mean(&self.no_skill),
            no_skill_win: outlook.win_probability(Belief::NO_SKILL),
            outlook,
        }
    }
}

impl Appraised<'_> {
    /// The better one first.
    fn compare(&self, other: &Self) -> Ordering {
        let worth = |of: &Self| of.expected / of.outlook.cost.dollars();
        let spread = |of: &Self| (of.quote.ask - of.quote.bid) / of.quote.ask;
        let better = worth(other).total_cmp(&worth(self));
        better.then(spread(self).total_cmp(&spread(other))).then(self.contract.cmp(&other.contract))
    }
}

fn in_cents(quote: &OptionQuote) -> (Cents, Cents) {
    let cents = |dollars| Cents::of_dollars(dollars).unwrap_or_default();
    (cents(quote.bid), cents(quote.ask))
}
