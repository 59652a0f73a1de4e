//! Yahoo's option chain: one page an expiry, put together into one snapshot.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{NAME, fault_told};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::option_chain::{ChainFault, ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, ChainAnswer};

/// Expiries further away are not asked for, days.
const EXPIRY_DAYS_MAX: i64 = 60;

/// Expiries of one snapshot, the nearest ones; each costs a request.
const EXPIRIES_MAX: usize = 8;

/// Yahoo writes 0.00001 or so where it could compute no volatility.
const VOLATILITY_MIN: f64 = 0.001;

const DAY_S: i64 = 86_400;

/// One page: the contracts of one expiry and what all pages repeat.
#[derive(Debug)]
pub(super) struct Page {
    at: Timestamp,
    spot: f64,
    /// Every expiry that Yahoo lists, seconds since 1970 at midnight UTC.
    expiries: Vec<i64>,
    /// The expiry of this page.
    expiry: Option<i64>,
    quotes: Vec<OptionQuote>,
    left_out: Vec<Refused>,
}

/// Why a contract is left out, and the field at fault where its form is wrong.
struct Unusable(Refused, Option<SourceFault>);

impl Page {
    /// Reads the page of the expiry `asked`, or of the nearest one.
    pub(super) fn decode(body: &Value, name: &str, asked: Option<i64>) -> Result<Self, SourceFault> {
        let chain = Node::root(body).field("optionChain")?;
        if let Some(fault) = fault_told(&chain) {
            return Err(fault);
        }
        let result = chain.first("result")?;
        let quote = result.field("quote")?;
        let expiry = |(at, value): (usize, &Value)| {
            value.as_i64().ok_or_else(|| result.fault(&format!("expirationDates[{at}]")))
        };
        let expiries: Result<Vec<i64>, _> = result.values("expirationDates")?.iter().enumerate().map(expiry).collect();
        let options = result.first("options")?;
        let mut page = Self {
            at: quote.epoch("regularMarketTime")?,
            spot: quote.number("regularMarketPrice")?,
            expiries: expiries?,
            expiry: Some(options.whole("expirationDate")?),
            quotes: Vec::new(),
            left_out: Vec::new(),
        };
        let mut contracts = options.list("calls")?;
        let calls = contracts.len();
        contracts.extend(options.list("puts")?);
        if !result.text("underlyingSymbol")?.eq_ignore_ascii_case(name) {
            page.left_out = vec![Refused::WrongSymbol; contracts.len().max(1)];
            return Ok(page);
        }
        // Yahoo answers with the nearest expiry where it does not have the one asked for; its quotes were had already.
        if asked.is_some() && asked != page.expiry {
            page.left_out = vec![Refused::Duplicate; contracts.len()];
            return Ok(page);
        }
        page.take(&contracts, calls, name)?;
        Ok(page)
    }

    /// Takes the usable ones among contracts, of which the first `calls` are calls.
    fn take(&mut self, contracts: &[Node<'_>], calls: usize, name: &str) -> Result<(), SourceFault> {
        // A contract may lack an open interest or a side; a whole page that lacks one has another form.
        for key in ["bid", "ask", "openInterest"] {
            if let Some(first) = contracts.first().filter(|_| contracts.iter().all(|c| c.value().get(key).is_none())) {
                return Err(first.fault(key));
            }
        }
        let mut odd = None;
        for (place, contract) in contracts.iter().enumerate() {
            let right = if place < calls { OptionRight::Call } else { OptionRight::Put };
            match quote_of(contract, right, name) {
                Ok(mut quote) => {
                    // Until a contract trades, its volume is that of the last day on which it did.
                    let new_york = |at: Timestamp| ExchangeCalendar::nyse().new_york(at).date();
                    if contract.epoch("lastTradeDate").is_ok_and(|traded| new_york(traded) != new_york(self.at)) {
                        quote.volume = 0;
                    }
                    self.quotes.push(quote);
                }
                Err(Unusable(reason, fault)) => {
                    self.left_out.push(reason);
                    odd = odd.or(fault);
                }
            }
        }
        match odd {
            Some(fault) if self.quotes.is_empty() => Err(fault),
            _ => Ok(()),
        }
    }
}

/// The further expiries that belong to the snapshot whose first page is given.
pub(super) fn expiries_wanted(pages: &[Page]) -> Vec<i64> {
    let Some(first) = pages.first() else { return Vec::new() };
    let today = first.at.as_second().div_euclid(DAY_S) * DAY_S;
    let is_near = |expiry: &i64| (today..=today + EXPIRY_DAYS_MAX * DAY_S).contains(expiry);
    let mut near: Vec<i64> = first.expiries.iter().copied().filter(is_near).collect();
    near.sort_unstable();
    near.dedup();
    near.retain(|expiry| Some(*expiry) != first.expiry);
    near.truncate(EXPIRIES_MAX - 1);
    near
}

/// One snapshot of all pages, at the instant of the first.
pub(super) fn assembled(symbol: Symbol, pages: Vec<Page>) -> Result<ChainAnswer, SourceFault> {
    let (at, spot) = pages.first().map(|page| (page.at, page.spot)).ok_or(SourceFault::Empty)?;
    let mut answer = Answer::of(Vec::new());
    let mut quotes = Vec::new();
    for page in pages {
        quotes.extend(page.quotes);
        for reason in page.left_out {
            answer.leave_out(reason, 1);
        }
    }
    if quotes.is_empty() {
        // An answer about another symbol is told by its count, not by a fault.
        return if answer.left_out.is_empty() { Err(SourceFault::Empty) } else { Ok(answer) };
    }
    let source = SourceName::new(NAME).unwrap_or(SourceName::UNNAMED);
    match ChainSnapshot::new(symbol, source, at, spot, quotes) {
        Ok((chain, faults)) => {
            answer.leave_out(Refused::Quote, u64::try_from(faults.len()).unwrap_or(u64::MAX));
            answer.items.push(chain);
            Ok(answer)
        }
        Err(ChainFault::Spot) => Err(SourceFault::shape("optionChain.result[0].quote.regularMarketPrice")),
        Err(ChainFault::Empty) => Err(SourceFault::Empty),
        Err(_) => Err(SourceFault::shape("optionChain.result[0].options")),
    }
}

/// Reads one contract.
fn quote_of(contract: &Node<'_>, right: OptionRight, name: &str) -> Result<OptionQuote, Unusable> {
    let missing = |fault: SourceFault| Unusable(Refused::MissingField, Some(fault));
    let code = contract.text("contractSymbol").map_err(missing)?;
    let strike = contract.number("strike").map_err(missing)?;
    let expires = contract.whole("expiration").map_err(missing)?;
    if !is_standard(code, name) {
        return Err(Unusable(Refused::WrongSymbol, None));
    }
    // Expiries are days: midnight UTC. Any other hour is another time zone, and the day would be a guess.
    if expires.rem_euclid(DAY_S) != 0 {
        return Err(Unusable(Refused::TimeZone, Some(contract.fault("expiration"))));
    }
    let price = |key: &str| amount(contract, key);
    let whole = |key: &str| count(contract, key);
    Ok(OptionQuote {
        expiry: utc_date(expires).ok_or_else(|| missing(contract.fault("expiration")))?,
        right,
        strike,
        bid: price("bid")?.unwrap_or(0.0) + 0.0,
        ask: price("ask")?.unwrap_or(0.0) + 0.0,
        last: price("lastPrice")?.filter(|last| *last > 0.0),
        volume: whole("volume")?,
        open_interest: whole("openInterest")?,
        implied_volatility: price("impliedVolatility")?.filter(|volatility| *volatility >= VOLATILITY_MIN),
        delta: None,
    })
}

/// Whether a contract is an ordinary one on `name`: contracts changed by a split or merger have a number in their code, and deliver
/// something else.
fn is_standard(code: &str, name: &str) -> bool {
    let root = name.replace(['-', '^'], "");
    code.strip_prefix(&root).is_some_and(|rest| {
        rest.len() == 15
            && rest
                .bytes()
                .enumerate()
                .all(|(at, c)| if at == 6 { matches!(c, b'C' | b'P') } else { c.is_ascii_digit() })
    })
}

/// The number `key`, or none where Yahoo gives none.
fn amount(contract: &Node<'_>, key: &str) -> Result<Option<f64>, Unusable> {
    if contract.optional(key).is_none() {
        return Ok(None);
    }
    contract.number(key).map(Some).map_err(|fault| Unusable(Refused::Quote, Some(fault)))
}

/// The number of contracts `key`; Yahoo leaves it out where it is zero.
fn count(contract: &Node<'_>, key: &str) -> Result<u32, Unusable> {
    if contract.optional(key).is_none() {
        return Ok(0);
    }
    let whole = contract.whole(key).ok().and_then(|count| u32::try_from(count).ok());
    whole.ok_or_else(|| Unusable(Refused::Quote, Some(contract.fault(key))))
}

fn utc_date(second: i64) -> Option<Date> {
    Timestamp::from_second(second).ok().map(|instant| instant.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinary_contracts_count() {
        assert!(is_standard("RTX260116C00180000", "RTX"));
        assert!(is_standard("BRKB260116P00480000", "BRK-B"));
        assert!(!is_standard("RTX1260116C00180000", "RTX"));
        assert!(!is_standard("LMT260116C00180000", "RTX"));
        assert!(!is_standard("RTX260116X00180000", "RTX"));
    }

    #[test]
    fn the_nearest_expiries_within_two_months_are_asked_for() {
        let day = |n: i64| (20_000 + n) * DAY_S;
        let expiries: Vec<i64> = [-7, 0, 7, 14, 21, 28, 35, 42, 49, 56, 63].map(day).to_vec();
        let at = Timestamp::from_second(day(0) + 57_600).unwrap();
        let page =
            |expiry| Page { at, spot: 1.0, expiries: expiries.clone(), expiry, quotes: vec![], left_out: vec![] };
        assert_eq!(expiries_wanted(&[page(Some(day(0)))]), [7, 14, 21, 28, 35, 42, 49].map(day));
        assert_eq!(expiries_wanted(&[page(Some(day(7)))]).first(), Some(&day(0)));
        assert_eq!(utc_date(day(0)).unwrap().to_string(), "2024-10-04");
    }
}
