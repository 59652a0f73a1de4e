//! Prices with the calls beside them, the newest bar of each symbol, and what was kept out.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Connection;

use super::event_record::What;
use super::rows::Columns;
use super::views::{latest_prediction, proven};
use super::{Store, StoreError, library, newest_bars, pages};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Verdict;
use crate::domain::prediction::PredictionNumber;
use crate::domain::symbol::Symbol;
use crate::domain::view::{CallFate, ChartedCall, ChartedPrice, PriceChart};

/// Seconds of trading in a full day.
const DAY_S: i64 = 23_400;

impl Store {
    /// The prices of the last `days` full days of trading with the calls made in them.
    pub fn price_chart(&self, symbol: Symbol, days: u32) -> Result<PriceChart, StoreError> {
        self.read(|connection| {
            let mut chart = PriceChart { days, ..PriceChart::default() };
            let Some(last) = newest_bars::of(connection, symbol)? else { return Ok(chart) };
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
                if let Some(end) = newest_bars::of(connection, *symbol)? {
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

fn prices(connection: &Connection, symbol: Symbol, begins: Timestamp) -> Result<Vec<ChartedPrice>, StoreError> {
    let mut prices = Vec::new();
    pages::happenings(connection, (begins.as_second(), i64::MAX), |happening| {
        if let What::Bar(bar) = &happening.what
            && bar.symbol() == symbol
        {
            let (start, end) = (bar.start(), bar.end());
            prices.push(ChartedPrice { start, end, open: bar.open(), close: bar.close() });
        }
        Ok(())
    })?;
    Ok(prices)
}

fn calls(connection: &Connection, symbol: Symbol, begins: Timestamp) -> Result<Vec<ChartedCall>, StoreError> {
    let (mut calls, mut first) = (Vec::new(), None);
    library::predictions(connection, symbol, (begins.as_second(), i64::MAX), |prediction| {
        first.get_or_insert(prediction.number);
        let fate = CallFate::Open;
        calls.push(ChartedCall { at: prediction.at, price: prediction.price, call: prediction.call, fate });
    })?;
    let Some(first) = first else { return Ok(calls) };
    library::outcomes_of(connection, symbol, (first, PredictionNumber(i64::MAX)), |measured| {
        let place = usize::try_from(measured.number.0 - first.0).ok();
        if let Some(call) =
            place.and_then(|place| calls.get_mut(place)).filter(|_| measured.horizon == Horizon::PRIMARY)
        {
            call.fate = match &measured.verdict {
                Verdict::Settled(settled) if settled.became == call.call => CallFate::Right,
                Verdict::Settled(_) => CallFate::Wrong,
                Verdict::Void(_) => CallFate::Void,
            };
        }
    })?;
    Ok(calls)
}
