//! Quotes of contracts: from an option chain with the volatility that they imply, or from a model where no chain has any.

use jiff::Timestamp;
use jiff::civil::Time;

use super::pricing::{CashDividend, ImpliedFault, PricingFault, Solver, Terms, fast_price, implied_volatility};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::event::Dividend;
use crate::domain::money::Cents;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote};
use crate::domain::symbol::Symbol;

/// A quote, and why no volatility follows from it where none does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quoted {
    /// The quote.
    pub quote: ContractQuote,
    /// Why it implies no volatility; `None` where it implies one.
    pub unsolved: Option<Unsolved>,
}

/// Why a quote implies no volatility.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Unsolved {
    /// Nobody offers a price.
    #[error("nobody bids")]
    NoBid,
    /// Nobody asks a price.
    #[error("nobody asks")]
    NoAsk,
    /// No volatility gives the middle of bid and ask.
    #[error(transparent)]
    Implied(#[from] ImpliedFault),
}

/// What holding a share earns and costs: interest, and the dividends that are known to come.
#[derive(Clone, Copy, Debug)]
pub struct Carry<'d> {
    /// Interest a year, continuous.
    pub rate: f64,
    /// Dividends in the order of their ex-dates; those of other shares and of the past do not matter.
    pub dividends: &'d [Dividend],
}

impl Carry<'_> {
    /// The dividends of a share that lie ahead of an instant: a share goes ex at the opening bell of its ex-date.
    pub fn ahead(&self, underlying: Symbol, at: Timestamp) -> Vec<CashDividend> {
        let of_share = self.dividends.iter().filter(|dividend| dividend.symbol == underlying);
        let mut ahead: Vec<CashDividend> = of_share
            .filter_map(|dividend| {
                let years = years_between(at, ex_instant(dividend)?);
                (years > 0.0).then_some(CashDividend { years, amount: dividend.amount })
            })
            .collect();
        ahead.sort_by(|a, b| a.years.total_cmp(&b.years));
        ahead.dedup_by(|later, earlier| {
            let same = later.years == earlier.years;
            if same {
                earlier.amount += later.amount;
            }
            same
        });
        ahead
    }

    /// Dividends that a share goes without from `from` until `to`, US dollars together.
    pub fn paid_between(&self, underlying: Symbol, from: Timestamp, to: Timestamp) -> f64 {
        let of_share = self.dividends.iter().filter(|dividend| dividend.symbol == underlying);
        let between = of_share.filter(|dividend| ex_instant(dividend).is_some_and(|at| from < at && at <= to));
        between.map(|dividend| dividend.amount).sum()
    }
}

/// The opening bell of the ex-date; midnight where the calendar does not know the day.
fn ex_instant(dividend: &Dividend) -> Option<Timestamp> {
    let calendar = ExchangeCalendar::nyse();
    match calendar.session_on(dividend.ex_date) {
        Some(session) => Some(session.open),
        None => calendar.at_new_york(dividend.ex_date, Time::midnight()),
    }
}

/// Years of 365 days from one instant to another, negative where it lies before.
pub(super) fn years_between(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64 / (365.0 * 86_400.0)
}

/// What a contract is priced by, its share standing at `spot` at an instant. `ahead` are the dividends ahead of that instant.
pub(super) fn terms<'a>(
    contract: &Contract,
    spot: f64,
    at: Timestamp,
    rate: f64,
    ahead: &'a [CashDividend],
) -> Terms<'a> {
    Terms {
        right: contract.right,
        spot,
        strike: contract.strike(),
        years: contract.years_left(at),
        rate,
        dividends: ahead,
    }
}

/// All quotes of a chain in whole cents, each with the volatility that its middle implies by the fast American solver.
///
/// Strikes that no contract has are left out. Solving takes most of the time, some 40 µs a quote.
pub fn quotes(chain: &ChainSnapshot, carry: Carry<'_>) -> Vec<Quoted> {
    let ahead = carry.ahead(chain.symbol(), chain.at());
    let of = |quote: &OptionQuote| Some(quoted(Contract::of(chain.symbol(), quote)?, quote, chain, carry.rate, &ahead));
    chain.quotes().iter().filter_map(of).collect()
}

/// The quote of one contract in a chain; `None` where the chain does not hold it or nobody quotes it there.
pub fn quote_in(contract: &Contract, chain: &ChainSnapshot, carry: Carry<'_>) -> Option<Quoted> {
    let quote = contract.quote_in(chain).filter(|quote| quote.bid > 0.0 || quote.ask > 0.0)?;
    Some(quoted(*contract, quote, chain, carry.rate, &carry.ahead(chain.symbol(), chain.at())))
}

pub(super) fn quoted(
    contract: Contract,
    quote: &OptionQuote,
    chain: &ChainSnapshot,
    rate: f64,
    ahead: &[CashDividend],
) -> Quoted {
    let terms = terms(&contract, chain.spot(), chain.at(), rate, ahead);
    let solved = middle(quote).and_then(|middle| Ok(implied_volatility(&terms, middle, Solver::Fast)?));
    let cents = |dollars| Cents::of_dollars(dollars).unwrap_or_default();
    let quote = ContractQuote {
        contract,
        at: chain.at(),
        bid: cents(quote.bid),
        ask: cents(quote.ask),
        spot: chain.spot(),
        implied_volatility: solved.as_ref().ok().copied(),
        volume: quote.volume,
        open_interest: quote.open_interest,
        source: QuoteSource::Chain,
    };
    Quoted { quote, unsolved: solved.err() }
}

/// Halfway between bid and ask, or why there is none.
pub(super) fn middle(quote: &OptionQuote) -> Result<f64, Unsolved> {
    match (quote.bid > 0.0, quote.ask > 0.0) {
        (false, _) => Err(Unsolved::NoBid),
        (true, false) => Err(Unsolved::NoAsk),
        (true, true) => Ok(f64::midpoint(quote.bid, quote.ask)),
    }
}

/// Bid and ask of a model lie this far apart, in parts of their middle, but never less than [`MODEL_SPREAD_MIN`] dollars.
pub const MODEL_SPREAD: f64 = 0.06;

/// Least distance of bid and ask in a model, US dollars a share.
pub const MODEL_SPREAD_MIN: f64 = 0.05;

/// A quote that nobody gave: the fast American price at a volatility a year, with half a spread of [`MODEL_SPREAD`] to either side, the bid
/// rounded down to a cent and the ask up. Volume and open interest are nothing, and the source says that it is a model.
pub fn model_quote(
    contract: Contract,
    spot: f64,
    volatility: f64,
    at: Timestamp,
    carry: Carry<'_>,
) -> Result<ContractQuote, PricingFault> {
    let ahead = carry.ahead(contract.underlying, at);
    let middle = fast_price(&terms(&contract, spot, at, carry.rate, &ahead), volatility)?;
    let half = (MODEL_SPREAD * middle).max(MODEL_SPREAD_MIN) / 2.0;
    // A hair is left to rounding, so that a middle of 1.00 is bid 0.97 for.
    let bid = libm::floor((middle - half).max(0.0) * 100.0 + 1e-6) as i64;
    let ask = libm::ceil((middle + half) * 100.0 - 1e-6) as i64;
    Ok(ContractQuote {
        contract,
        at,
        bid: Cents(bid),
        ask: Cents(ask),
        spot,
        implied_volatility: Some(volatility),
        volume: 0,
        open_interest: 0,
        source: QuoteSource::Model,
    })
}

/// What a contract is quoted at now that was quoted before: by the chain if it is no older than `age_max_s` seconds, else by the model at
/// the share's price now and the volatility that the contract had (it sticks to its strike). `None` where neither says anything.
pub fn requote(
    before: &ContractQuote,
    chain: Option<&ChainSnapshot>,
    spot: f64,
    now: Timestamp,
    age_max_s: i64,
    carry: Carry<'_>,
) -> Option<ContractQuote> {
    let age = |chain: &ChainSnapshot| now.as_second() - chain.at().as_second();
    let fresh = chain.filter(|chain| (0..=age_max_s).contains(&age(chain)));
    let from_chain = fresh.and_then(|chain| quote_in(&before.contract, chain, carry)).map(|quoted| quoted.quote);
    from_chain.or_else(|| model_quote(before.contract, spot, before.implied_volatility?, now, carry).ok())
}
