//! Decodes bars, quotes and snapshots of stocks.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::Value;

use super::page::{Page, given, list, root};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::symbol::Symbol;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{VendorBar, VendorDay, VendorQuote};

/// Bid and ask further apart than this fraction of their middle say nothing of the price: after hours a single exchange may show orders
/// at half and at twice the price.
const SPREAD_MAX: f64 = 0.02;

/// The best offers for a stock at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StockQuote {
    /// When they came into force.
    pub at: Timestamp,
    /// Highest price offered, US dollars; `None` where nobody offers any.
    pub bid: Option<f64>,
    /// Lowest price asked, US dollars; `None` where nobody asks any.
    pub ask: Option<f64>,
}

/// What a snapshot says of a stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StockSnapshot {
    /// The latest quote.
    pub quote: Option<StockQuote>,
    /// The latest trade: instant and US dollars a share.
    pub trade: Option<(Timestamp, f64)>,
}

impl StockSnapshot {
    /// The price of the stock with its instant: halfway between bid and ask where there are both, in order, and close together; the price
    /// of the latest trade otherwise.
    pub fn spot(&self) -> Option<(Timestamp, f64)> {
        let mid = self.quote.and_then(|StockQuote { at, bid, ask }| {
            let (bid, ask) = (bid?, ask?);
            let mid = f64::midpoint(bid, ask);
            (bid <= ask && ask - bid <= SPREAD_MAX * mid).then_some((at, mid))
        });
        mid.or(self.trade)
    }

    /// The latest trade with the latest offers; `None` where there was no trade.
    pub fn vendor_quote(&self) -> Option<VendorQuote> {
        let (at, last) = self.trade?;
        Some(VendorQuote {
            at,
            last,
            bid: self.quote.and_then(|quote| quote.bid),
            ask: self.quote.and_then(|quote| quote.ask),
        })
    }
}

/// Decodes a page of bars of one symbol, keyed by symbol or, where the address named the symbol, as a plain list.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing. A bar whose number is no number is left out as [`Refused::Price`] or
/// [`Refused::Volume`], one whose time is none as [`Refused::Start`], one of somebody else as [`Refused::WrongSymbol`].
pub fn bars(body: &Value, symbol: Symbol) -> Result<Page<VendorBar>, SourceFault> {
    let root = root(body)?;
    let mut page = Page::begun(&root)?;
    match given(&root, "bars")? {
        Value::Null => {}
        Value::Array(_) => take_bars(&mut page, &root, "bars", root.text("symbol")? == symbol.as_str())?,
        _ => {
            let by_symbol = root.field("bars")?;
            for (name, _) in root.entries("bars")? {
                take_bars(&mut page, &by_symbol, name, name == symbol.as_str())?;
            }
        }
    }
    Ok(page)
}

fn take_bars(page: &mut Page<VendorBar>, parent: &Node<'_>, key: &str, own: bool) -> Result<(), SourceFault> {
    for node in list(parent, key)? {
        let bar = bar(&node)?;
        page.take(if own { bar } else { Err(Refused::WrongSymbol) });
    }
    Ok(())
}

fn bar(node: &Node<'_>) -> Result<Result<VendorBar, Refused>, SourceFault> {
    let start = given(node, "t")?.as_str().and_then(|text| text.parse().ok());
    let number = |key| given(node, key).map(Value::as_f64);
    let (open, high, low, close, volume) = (number("o")?, number("h")?, number("l")?, number("c")?, number("v")?);
    let Some(start) = start else { return Ok(Err(Refused::Start)) };
    if [open, high, low, close].contains(&None) {
        return Ok(Err(Refused::Price));
    }
    Ok(if volume.is_some() { Ok(VendorBar { start, open, high, low, close, volume }) } else { Err(Refused::Volume) })
}

/// The day of a daily bar. The vendor begins days at midnight in New York; any other hour is another zone's midnight and is refused as
/// [`Refused::TimeZone`].
pub fn day(bar: VendorBar) -> Result<VendorDay, Refused> {
    let local = ExchangeCalendar::nyse().new_york(bar.start);
    if local.time() == Time::midnight() { Ok(VendorDay { date: local.date(), bar }) } else { Err(Refused::TimeZone) }
}

/// Midnight in New York, at which the vendor's daily bar of `date` begins.
pub(super) fn midnight(date: Date) -> Option<Timestamp> {
    ExchangeCalendar::nyse().at_new_york(date, Time::midnight())
}

/// Decodes the latest quote of one symbol.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing, no number, or about another symbol.
pub fn latest_quote(body: &Value, symbol: Symbol) -> Result<StockQuote, SourceFault> {
    let root = root(body)?;
    of_symbol(&root, symbol)?;
    quote(&root.field("quote")?)
}

/// Decodes the snapshot of one symbol; any part of it may be missing, but not all.
///
/// # Errors
/// [`SourceFault::Shape`] names a field that is missing, no number, or about another symbol.
pub fn snapshot(body: &Value, symbol: Symbol) -> Result<StockSnapshot, SourceFault> {
    let root = root(body)?;
    of_symbol(&root, symbol)?;
    if ["latestTrade", "latestQuote", "minuteBar", "dailyBar", "prevDailyBar"]
        .iter()
        .all(|key| root.value().get(key).is_none())
    {
        return Err(root.fault("latestTrade"));
    }
    let quote = root.optional("latestQuote").map(|node| quote(&node)).transpose()?;
    let trade = root.optional("latestTrade").map(|node| Ok((node.instant("t")?, node.number("p")?))).transpose()?;
    Ok(StockSnapshot { quote, trade })
}

fn of_symbol(root: &Node<'_>, symbol: Symbol) -> Result<(), SourceFault> {
    if root.text("symbol")? == symbol.as_str() { Ok(()) } else { Err(root.fault("symbol")) }
}

/// An offer of zero dollars is none.
fn quote(node: &Node<'_>) -> Result<StockQuote, SourceFault> {
    let offer = |key| node.number(key).map(|price| (price > 0.0).then_some(price));
    Ok(StockQuote { at: node.instant("t")?, bid: offer("bp")?, ask: offer("ap")? })
}
