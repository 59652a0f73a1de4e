//! Prices with the calls beside them, the newest bar of each symbol, and what was kept out.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::Columns;
use super::views::{latest_prediction, proven};
use super::{Store, StoreError};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::symbol::Symbol;
use crate::domain::view::{CallFate, ChartedCall, ChartedPrice, PriceChart};

/// Seconds of trading in a full day.
const DAY_S: i64 = 23_400;

impl Store {
    /// The prices of the last `days` full days of trading with the calls made in them.
    pub fn price_chart(&self, symbol: Symbol, days: u32) -> Result<PriceChart, StoreError> {
        self.read(|connection| {
            let mut chart = PriceChart { days, ..PriceChart::default() };
            let Some(last) = newest_bar_end(connection, symbol)? else { return Ok(chart) };
            let begins = ExchangeCalendar::nyse().trading_seconds_before(last, i64::from(days) * DAY_S);
            let Some(begins) = begins else { return Ok(chart) };
            chart.prices = prices(connection, symbol, begins)?;
            chart.calls = calls(connection, symbol, begins)?;
            chart.latest = latest_prediction(connection, symbol)?;
            chart.skill = proven(connection, symbol)?;
            Ok(chart)
        })
    }

    /// End of the newest bar of each symbol that has one.
    pub fn newest_bars(&self, symbols: &[Symbol]) -> Result<BTreeMap<Symbol, Timestamp>, StoreError> {
        self.read(|connection| {
            let mut newest = BTreeMap::new();
            for symbol in symbols {
                if let Some(end) = newest_bar_end(connection, *symbol)? {
                    newest.insert(*symbol, end);
                }
            }
            Ok(newest)
        })
    }

    /// What the fold ever refused, by symbol and reason; the gate before it counts its own, see [`Store::gate_refusals`].
    pub fn fold_refusals(&self) -> Result<BTreeMap<(Symbol, Refused), u64>, StoreError> {
        self.read(|connection| {
            let mut select =
                connection.prepare_cached("SELECT symbol, reason, count(*) FROM refusals GROUP BY symbol, reason")?;
            let mut rows = select.query([])?;
            let mut counts = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let mut columns = Columns { row, next: 0, table: "refusals" };
                let key = (columns.symbol()?, columns.named(Refused::from_name)?);
                let count: i64 = columns.take()?;
                counts.insert(key, u64::try_from(count).unwrap_or(0));
            }
            Ok(counts)
        })
    }
}

/// End of the newest bar of a symbol.
pub(super) fn newest_bar_end(connection: &Connection, symbol: Symbol) -> Result<Option<Timestamp>, StoreError> {
    let end: Option<i64> = connection
        .prepare_cached("SELECT start_s + interval_s FROM bars WHERE symbol = ? ORDER BY start_s DESC LIMIT 1")?
        .query_row([symbol.as_str()], |row| row.get(0))
        .optional()?;
    Ok(end.and_then(|seconds| Timestamp::from_second(seconds).ok()))
}

fn prices(connection: &Connection, symbol: Symbol, begins: Timestamp) -> Result<Vec<ChartedPrice>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT start_s, start_s + interval_s, open, close FROM bars WHERE symbol = ? AND start_s >= ? ORDER BY start_s",
    )?;
    let mut rows = select.query(params![symbol.as_str(), begins.as_second()])?;
    let mut prices = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "bars" };
        let (start, end) = (columns.seconds()?, columns.seconds()?);
        prices.push(ChartedPrice { start, end, open: columns.take()?, close: columns.take()? });
    }
    Ok(prices)
}

fn calls(connection: &Connection, symbol: Symbol, begins: Timestamp) -> Result<Vec<ChartedCall>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT p.at_s, p.price, p.call, o.became, o.void FROM predictions p LEFT JOIN outcomes o \
         ON o.symbol = p.symbol AND o.number = p.number AND o.horizon = ?1 \
         WHERE p.symbol = ?2 AND p.at_s >= ?3 ORDER BY p.at_s",
    )?;
    let mut rows = select.query(params![Horizon::PRIMARY.name(), symbol.as_str(), begins.as_second()])?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "predictions" };
        let (at, price, call) = (columns.seconds()?, columns.take()?, columns.named(Direction::from_call)?);
        let (became, void): (Option<String>, Option<String>) = (columns.take()?, columns.take()?);
        let fate = match became.as_deref().and_then(Direction::from_call) {
            Some(became) if became == call => CallFate::Right,
            Some(_) => CallFate::Wrong,
            None if void.is_some() => CallFate::Void,
            None => CallFate::Open,
        };
        calls.push(ChartedCall { at, price, call, fate });
    }
    Ok(calls)
}
