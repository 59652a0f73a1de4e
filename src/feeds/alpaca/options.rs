//! Decodes option snapshots and contracts, and puts an option chain together.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::page::{Page, given, list, root};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::option_chain::{ChainFault, ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, ChainAnswer};

/// Letters of `yymmdd`, the right and eight digits of strike after the root.
const TAIL_LEN: usize = 15;

/// The longest root of an option symbol.
const ROOT_LEN_MAX: usize = 6;

/// What distinguishes the contracts of one underlying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContractKey {
    /// Last trading day.
    pub expiry: Date,
    /// Call or put.
    pub right: OptionRight,
    /// The strike in thousandths of a US dollar.
    pub strike_thousandths: u32,
}

impl ContractKey {
    /// Reads an option symbol as the Options Clearing Corporation writes it: root, `yymmdd`, `C` or `P`, thousandths of the strike in
    /// eight digits. Gives the root and the contract, or `None` for any other text.
    pub fn parse(text: &str) -> Option<(&str, Self)> {
        let (root, tail) = text.split_at_checked(text.len().checked_sub(TAIL_LEN)?)?;
        let legal = |letter: u8| letter.is_ascii_uppercase() || letter.is_ascii_digit();
        if root.is_empty() || root.len() > ROOT_LEN_MAX || !root.bytes().all(legal) || !tail.is_ascii() {
            return None;
        }
        let digits = |from: usize, to: usize| {
            let text = tail.get(from..to)?;
            text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse::<u32>().ok())?
        };
        let part = |from: usize| digits(from, from + 2).and_then(|number| i8::try_from(number).ok());
        let expiry = Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()?;
        let right = match tail.as_bytes().get(6)? {
            b'C' => OptionRight::Call,
            b'P' => OptionRight::Put,
            _ => return None,
        };
        let strike_thousandths = digits(7, TAIL_LEN).filter(|strike| *strike > 0)?;
        Some((root, Self { expiry, right, strike_thousandths }))
    }

    /// The strike in US dollars, correctly rounded.
    pub fn strike(&self) -> f64 {
        f64::from(self.strike_thousandths) / 1000.0
    }

    /// The contract of `underlying` that a text names. Contracts under another root (`RTX1` after a spin-off) deliver something else
    /// than a hundred shares and are refused as [`Refused::WrongSymbol`], texts that are no option symbol as [`Refused::Quote`].
    fn of(underlying: Symbol, text: &str) -> Result<Self, Refused> {
        let (root, key) = Self::parse(text).ok_or(Refused::Quote)?;
        let own = underlying.as_str().bytes().filter(u8::is_ascii_alphanumeric).eq(root.bytes());
        if own { Ok(key) } else { Err(Refused::WrongSymbol) }
    }
}

/// One contract as a snapshot states it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// Which one.
    pub key: ContractKey,
    /// The latest quote: instant, bid and ask in US dollars a share, 0 for nobody.
    pub quote: Option<(Timestamp, f64, f64)>,
    /// The latest trade: instant and US dollars a share.
    pub trade: Option<(Timestamp, f64)>,
    /// The latest day with trades: its begin and the contracts traded.
    pub day: Option<(Timestamp, u32)>,
    /// Implied volatility a year, as a fraction.
    pub implied_volatility: Option<f64>,
    /// Delta.
    pub delta: Option<f64>,
}

/// Contracts that were open when the day began.
pub type OpenInterest = BTreeMap<ContractKey, u32>;

/// Decodes a page of option snapshots.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing. A contract of another root is left out as [`Refused::WrongSymbol`], one whose
/// name, number or time cannot be read as [`Refused::Quote`].
pub fn contracts(body: &Value, underlying: Symbol) -> Result<Page<Contract>, SourceFault> {
    let root = root(body)?;
    let mut page = Page::begun(&root)?;
    given(&root, "snapshots")?;
    for (name, node) in root.entries("snapshots")? {
        let read = contract(&node)?;
        page.take(ContractKey::of(underlying, name).and_then(|key| read.map(|contract| Contract { key, ..contract })));
    }
    Ok(page)
}

/// Decodes one snapshot; the key is the caller's to put in.
fn contract(node: &Node<'_>) -> Result<Result<Contract, Refused>, SourceFault> {
    let key = ContractKey { expiry: Date::default(), right: OptionRight::Call, strike_thousandths: 0 };
    let mut contract = Contract { key, quote: None, trade: None, day: None, implied_volatility: None, delta: None };
    let mut sound = true;
    let time = |node: &Node<'_>| given(node, "t").map(|at| at.as_str().and_then(|text| text.parse().ok()));
    let number = |node: &Node<'_>, key| given(node, key).map(Value::as_f64);
    if let Some(quote) = node.optional("latestQuote") {
        let (at, bid, ask) = (time(&quote)?, number(&quote, "bp")?, number(&quote, "ap")?);
        contract.quote = at.zip(bid.zip(ask)).map(|(at, (bid, ask))| (at, bid, ask));
        sound &= contract.quote.is_some();
    }
    if let Some(trade) = node.optional("latestTrade") {
        contract.trade = time(&trade)?.zip(number(&trade, "p")?);
        sound &= contract.trade.is_some();
    }
    if let Some(day) = node.optional("dailyBar") {
        let volume = given(&day, "v")?.as_u64().map(|volume| u32::try_from(volume).unwrap_or(u32::MAX));
        contract.day = time(&day)?.zip(volume);
        sound &= contract.day.is_some();
    }
    if let Some(volatility) = node.optional("impliedVolatility") {
        contract.implied_volatility = volatility.value().as_f64();
        sound &= contract.implied_volatility.is_some();
    }
    if let Some(greeks) = node.optional("greeks") {
        contract.delta = number(&greeks, "delta")?;
        sound &= contract.delta.is_some();
    }
    Ok(if sound { Ok(contract) } else { Err(Refused::Quote) })
}

/// Decodes a page of contracts of the trading interface to the interest that is open in each. The vendor leaves the field away where it
/// knows none; those contracts are not among the items.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing. Names and numbers that cannot be read are left out as [`Refused::Quote`],
/// contracts of another root as [`Refused::WrongSymbol`].
pub fn open_interest(body: &Value, underlying: Symbol) -> Result<Page<(ContractKey, u32)>, SourceFault> {
    let root = root(body)?;
    let mut page = Page::begun_leniently(&root)?;
    for node in list(&root, "option_contracts")? {
        let key = ContractKey::of(underlying, node.text("symbol")?);
        let Some(open) = node.optional("open_interest") else { continue };
        let open = open.value().as_str().and_then(|text| text.parse::<u32>().ok()).ok_or(Refused::Quote);
        page.take(key.and_then(|key| open.map(|open| (key, open))));
    }
    Ok(page)
}

/// Puts a chain together. Its instant is that of the newest quote, or trade where nothing is quoted, at a full second. Volume counts only
/// where it was traded on that day in New York: a contract that did not trade yet still shows an earlier day's.
///
/// # Errors
/// [`SourceFault::Empty`] where no contract was quoted or traded, none is sound, or the spot is no price; [`SourceFault::Shape`] beyond
/// what a chain holds.
pub fn assemble(
    underlying: Symbol,
    source: SourceName,
    spot: f64,
    page: Page<Contract>,
    open: &OpenInterest,
) -> Result<ChainAnswer, SourceFault> {
    let quoted = page.items.iter().filter_map(|contract| contract.quote.map(|(at, ..)| at)).max();
    let traded = || page.items.iter().filter_map(|contract| contract.trade.map(|(at, _)| at)).max();
    let at =
        quoted.or_else(traded).and_then(|at| Timestamp::from_second(at.as_second()).ok()).ok_or(SourceFault::Empty)?;
    let calendar = ExchangeCalendar::nyse();
    let today = calendar.new_york(at).date();
    let quotes = page.items.iter().map(|contract| {
        let (bid, ask) = contract.quote.map_or((0.0, 0.0), |(_, bid, ask)| (bid, ask));
        let volume =
            contract.day.filter(|(begin, _)| calendar.new_york(*begin).date() == today).map_or(0, |(_, volume)| volume);
        OptionQuote {
            expiry: contract.key.expiry,
            right: contract.key.right,
            strike: contract.key.strike(),
            bid,
            ask,
            last: contract.trade.map(|(_, price)| price),
            volume,
            open_interest: open.get(&contract.key).copied().unwrap_or(0),
            implied_volatility: contract.implied_volatility,
            delta: contract.delta,
        }
    });
    let (chain, faults) =
        ChainSnapshot::new(underlying, source, at, spot, quotes.collect()).map_err(|fault| match fault {
            ChainFault::TooMany => SourceFault::shape("next_page_token"),
            _ => SourceFault::Empty,
        })?;
    let mut left_out = page.left_out;
    if !faults.is_empty() {
        *left_out.entry(Refused::Quote).or_insert(0) += u64::try_from(faults.len()).unwrap_or(u64::MAX);
    }
    Ok(Answer { left_out: left_out.into_iter().collect(), ..Answer::of(vec![chain]) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_option_symbol_is_none() {
        let (root, key) = ContractKey::parse("BRKB261218P00497505").unwrap();
        assert_eq!((root, key.expiry, key.right), ("BRKB", Date::constant(2026, 12, 18), OptionRight::Put));
        assert_eq!(key.strike(), 497.505);
        for text in [
            "",
            "260116C00180000",
            "RTX261316C00180000",
            "RTX260230C00180000",
            "RTX260116X00180000",
            "RTX260116c00180000",
            "rtx260116C00180000",
            "RTX260116C00000000",
            "RTX260116C0018000",
            "RTX260116C001800000",
            "RTX260116C+0180000",
            "RTX26011\u{e9}C0180000",
            "TOOLONG260116C00180000",
            "R.TX260116C00180000",
        ] {
            assert_eq!(ContractKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contracts_of_other_roots_are_strangers() {
        let of = |underlying, text| ContractKey::of(Symbol::new(underlying).unwrap(), text).map(|key| key.strike());
        assert_eq!(of("RTX", "RTX260116C00180000"), Ok(180.0));
        assert_eq!(of("BRK.B", "BRKB260116C00480500"), Ok(480.5));
        assert_eq!(of("RTX", "RTX1260116C00180000"), Err(Refused::WrongSymbol));
        assert_eq!(of("RTX", "LMT260116C00180000"), Err(Refused::WrongSymbol));
        assert_eq!(of("RTX", "RTX"), Err(Refused::Quote));
    }

    proptest! {
        #[test]
        fn every_contract_is_read_as_it_is_written(
            root in "[A-Z]{1,5}[0-9]?",
            (year, month, day) in (0_i16..100, 1_i8..=12, 1_i8..=28),
            is_call in any::<bool>(),
            strike_thousandths in 1_u32..100_000_000,
        ) {
            let (letter, right) = if is_call { ('C', OptionRight::Call) } else { ('P', OptionRight::Put) };
            let text = format!("{root}{year:02}{month:02}{day:02}{letter}{strike_thousandths:08}");
            let expiry = Date::new(2000 + year, month, day).unwrap();
            prop_assert_eq!(ContractKey::parse(&text), Some((root.as_str(), ContractKey { expiry, right, strike_thousandths })));
        }
    }
}
