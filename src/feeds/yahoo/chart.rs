//! Yahoo's chart: columns of numbers beside a column of instants, with splits and dividends of the span.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::fault_told;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, VendorBar};

/// What was asked for, to which the answer is held.
pub(super) struct Asked<'a> {
    /// Yahoo's name of the symbol.
    pub(super) name: &'a str,
    /// Yahoo's name of the interval.
    pub(super) granularity: &'a str,
    /// Complete bars begin on multiples of so many seconds.
    pub(super) grid_s: i64,
}

/// A decoded chart.
#[derive(Debug)]
pub(super) struct Chart {
    /// Its bars.
    pub(super) answer: Answer<VendorBar>,
    /// The day whose session was still running when the answer was made.
    pub(super) growing: Option<Date>,
}

impl Chart {
    /// Reads the bars whose start is `wanted`.
    pub(super) fn decode(
        body: &Value,
        asked: &Asked<'_>,
        wanted: impl Fn(Timestamp) -> bool,
    ) -> Result<Self, SourceFault> {
        let chart = Node::root(body).field("chart")?;
        if let Some(fault) = fault_told(&chart) {
            return Err(fault);
        }
        let result = chart.first("result")?;
        let meta = result.field("meta")?;
        let starts = starts(&result)?;
        let mut answer = Answer::of(Vec::new());
        if let Some(reason) = strangeness(&meta, asked)? {
            answer.leave_out(reason, u64::try_from(starts.len().max(1)).unwrap_or(u64::MAX));
            return Ok(Self { answer, growing: None });
        }
        if !starts.is_empty() {
            rows(&result, &starts, asked.grid_s, &wanted, &mut answer)?;
        }
        events(&result, &mut answer)?;
        Ok(Self { answer, growing: growing(&meta) })
    }
}

/// The instants of the rows; none at all where there was no trade in the span.
fn starts(result: &Node<'_>) -> Result<Vec<Timestamp>, SourceFault> {
    if result.optional("timestamp").is_none() {
        let quotes = result.field("indicators")?.list("quote")?;
        let is_bare = quotes.iter().all(|quote| quote.value().as_object().is_some_and(serde_json::Map::is_empty));
        return if is_bare { Ok(Vec::new()) } else { Err(result.fault("timestamp")) };
    }
    let instant = |(at, value): (usize, &Value)| {
        let second = value.as_i64().and_then(|second| Timestamp::from_second(second).ok());
        second.ok_or_else(|| result.fault(&format!("timestamp[{at}]")))
    };
    result.values("timestamp")?.iter().enumerate().map(instant).collect()
}

/// Why the answer is about something else than was asked for, if it is.
fn strangeness(meta: &Node<'_>, asked: &Asked<'_>) -> Result<Option<Refused>, SourceFault> {
    if !meta.text("symbol")?.eq_ignore_ascii_case(asked.name) {
        return Ok(Some(Refused::WrongSymbol));
    }
    let zone = meta.text("exchangeTimezoneName")?;
    // Indices of volatility are made in Chicago, in the same minutes.
    let is_known = zone == "America/New_York" || (zone == "America/Chicago" && asked.name.starts_with('^'));
    if !is_known {
        return Ok(Some(Refused::TimeZone));
    }
    let given = meta.text("dataGranularity")?;
    let is_same = given == asked.granularity || (given, asked.granularity) == ("1h", "60m");
    if is_same { Ok(None) } else { Err(meta.fault("dataGranularity")) }
}

/// Reads the columns. Rows without a price are left out: Yahoo writes them for minutes without a trade.
fn rows(
    result: &Node<'_>,
    starts: &[Timestamp],
    grid_s: i64,
    wanted: impl Fn(Timestamp) -> bool,
    answer: &mut Answer<VendorBar>,
) -> Result<(), SourceFault> {
    let indicators = result.field("indicators")?;
    let quote = indicators.list("quote")?.into_iter().next().ok_or_else(|| indicators.fault("quote[0]"))?;
    let column = |key: &str| {
        let values = quote.values(key)?;
        if values.len() == starts.len() { Ok(values) } else { Err(quote.fault(key)) }
    };
    let prices = [column("open")?, column("high")?, column("low")?, column("close")?];
    let volumes = column("volume")?;
    let mut odd = None;
    for (at, &start) in starts.iter().enumerate().filter(|(_, start)| wanted(**start)) {
        if start.as_second().rem_euclid(grid_s) != 0 {
            // The newest row is the bar that still grows, dated by its last trade.
            if at + 1 < starts.len() {
                answer.leave_out(Refused::Start, 1);
            }
            continue;
        }
        let number = |column: &[Value]| column.get(at).and_then(Value::as_f64).filter(|value| value.is_finite());
        let [open, high, low, close] = prices.map(number);
        let volume = number(volumes);
        if [open, high, low, close, volume].iter().all(Option::is_some) {
            answer.items.push(VendorBar { start, open, high, low, close, volume });
            continue;
        }
        let is_odd = |column: &&[Value]| column.get(at).is_some_and(|value| !value.is_null() && !value.is_number());
        if let Some(place) = prices.iter().chain([&volumes]).position(is_odd) {
            let key = ["open", "high", "low", "close", "volume"].get(place).copied().unwrap_or_default();
            odd = odd.or_else(|| Some(quote.fault(&format!("{key}[{at}]"))));
        }
        let has_prices = [open, high, low, close].iter().all(Option::is_some);
        answer.leave_out(if has_prices { Refused::Volume } else { Refused::Price }, 1);
    }
    answer.items.sort_by_key(|bar| bar.start);
    // One odd value is a slip; an answer without one sound row has another form.
    match odd {
        Some(fault) if answer.items.is_empty() => Err(fault),
        _ => Ok(()),
    }
}

/// Splits and dividends of the span.
fn events(result: &Node<'_>, answer: &mut Answer<VendorBar>) -> Result<(), SourceFault> {
    let Some(events) = result.optional("events") else { return Ok(()) };
    let date = |event: &Node<'_>| Ok(ExchangeCalendar::nyse().new_york(event.epoch("date")?).date());
    let above_zero = |event: &Node<'_>, key: &str| {
        event.number(key).and_then(|value| if value > 0.0 { Ok(value) } else { Err(event.fault(key)) })
    };
    for (_, dividend) in events.entries("dividends")? {
        answer.dividends.push((date(&dividend)?, above_zero(&dividend, "amount")?));
    }
    for (_, split) in events.entries("splits")? {
        answer.splits.push((date(&split)?, above_zero(&split, "numerator")? / above_zero(&split, "denominator")?));
    }
    answer.dividends.sort_by_key(|(date, _)| *date);
    answer.splits.sort_by_key(|(date, _)| *date);
    Ok(())
}

/// The day of the present session, while the last price is older than its close.
fn growing(meta: &Node<'_>) -> Option<Date> {
    let regular = meta.optional("currentTradingPeriod")?.optional("regular")?;
    let (open, close) = (regular.epoch("start").ok()?, regular.epoch("end").ok()?);
    let last = meta.epoch("regularMarketTime").ok()?;
    (open <= last && last < close).then(|| ExchangeCalendar::nyse().new_york(open).date())
}
