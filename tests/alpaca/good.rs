//! What is asked of Alpaca in tests, and answers as they should be, in numbers of our own.

use algoslayer::domain::bar::Interval;
use algoslayer::domain::health::Refused;
use algoslayer::domain::symbol::Symbol;
use algoslayer::feeds::alpaca::{Alpaca, AlpacaOptions};
use algoslayer::feeds::source_fault::SourceFault;
use algoslayer::feeds::vendor::Answer;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};

use crate::vendor_server::{Play, VendorServer, hasty};

pub(crate) const KEY: &str = "PKTESTKEYID0001";
pub(crate) const SECRET: &str = "s3cr3t/of+the-key";

/// Mon 5 Jan 2026, 9:30 in New York.
pub(crate) const OPEN: i64 = 1_767_623_400;

/// An hour later, still in time for everything in the answers below.
pub(crate) const NOW: i64 = OPEN + 3_600;

pub(crate) const BARS: &str = "/v2/stocks/bars";
/// The same address as that of [`BARS`]; its body is one of days.
pub(crate) const DAYS: &str = "/v2/stocks/bars?symbols=RTX&timeframe=1Day";
pub(crate) const ACTIONS: &str = "/v1/corporate-actions";
pub(crate) const QUOTE: &str = "/v2/stocks/RTX/quotes/latest";
pub(crate) const SNAPSHOT: &str = "/v2/stocks/RTX/snapshot";
pub(crate) const CHAIN: &str = "/v1beta1/options/snapshots/RTX";
pub(crate) const CONTRACTS: &str = "/v2/options/contracts";
pub(crate) const NEWS: &str = "/v1beta1/news";

/// Every address with a body of its own.
pub(crate) const PATHS: [&str; 8] = [DAYS, BARS, ACTIONS, QUOTE, SNAPSHOT, CHAIN, CONTRACTS, NEWS];

/// A method of the client.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Question {
    Bars,
    Days,
    Actions,
    LatestQuote,
    Quote,
    Chain,
    Headlines,
}

/// What came of a question.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) items: usize,
    pub(crate) left_out: Vec<(Refused, u64)>,
}

impl Question {
    pub(crate) const ALL: [Self; 7] =
        [Self::Bars, Self::Days, Self::Actions, Self::LatestQuote, Self::Quote, Self::Chain, Self::Headlines];

    /// The addresses that it needs, in order.
    pub(crate) fn paths(self) -> Vec<&'static str> {
        match self {
            Self::Bars => vec![BARS],
            Self::Days => vec![DAYS, ACTIONS],
            Self::Actions => vec![ACTIONS],
            Self::LatestQuote => vec![QUOTE],
            Self::Quote => vec![SNAPSHOT],
            Self::Chain => vec![SNAPSHOT, CHAIN, CONTRACTS],
            Self::Headlines => vec![NEWS],
        }
    }

    pub(crate) async fn ask(self, alpaca: &Alpaca) -> Result<Told, SourceFault> {
        self.ask_for(alpaca, symbol("RTX")).await
    }

    pub(crate) async fn ask_for(self, alpaca: &Alpaca, rtx: Symbol) -> Result<Told, SourceFault> {
        let (from, to, now) = (date(2026, 1, 5), date(2026, 1, 7), instant(NOW));
        match self {
            // From Friday at 15:00 in New York on: 105 minutes of trading.
            Self::Bars => {
                alpaca.bars(rtx, Interval::M15, instant(OPEN - 239_400), instant(OPEN + 2_700)).await.map(told)
            }
            Self::Days => alpaca.days(rtx, from, to).await.map(told),
            Self::Actions => alpaca
                .actions(rtx, from, to)
                .await
                .map(|answer| Told { items: answer.splits.len() + answer.dividends.len(), left_out: answer.left_out }),
            Self::LatestQuote => alpaca.latest_quote(rtx, now).await.map(|_| one()),
            Self::Quote => alpaca.quote(rtx, now).await.map(|_| one()),
            Self::Chain => alpaca.chain(rtx, now).await.map(told),
            Self::Headlines => alpaca.headlines(rtx, instant(OPEN), now).await.map(told),
        }
    }
}

fn one() -> Told {
    Told { items: 1, left_out: Vec::new() }
}

fn told<T>(answer: Answer<T>) -> Told {
    Told { items: answer.items.len(), left_out: answer.left_out }
}

pub(crate) fn symbol(name: &str) -> Symbol {
    Symbol::new(name).unwrap()
}

pub(crate) fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(crate) fn client(base: &str) -> Alpaca {
    let (data_url, trading_url) = (base.to_owned(), Some(base.to_owned()));
    let options = AlpacaOptions { data_url, trading_url, http: hasty(), ..AlpacaOptions::default() };
    Alpaca::new(KEY.into(), SECRET.into(), options).unwrap()
}

/// Good answers everywhere but where other plays are given.
pub(crate) fn scripts(plays: Vec<(&'static str, Vec<Play>)>) -> Vec<(&'static str, Vec<Play>)> {
    let good = PATHS.into_iter().map(|path| (path, vec![Play::good(body(path).to_string())]));
    // The first that fits is played: what is given goes before, and days before bars.
    plays.into_iter().chain(good).collect()
}

/// A server with these plays and good answers elsewhere, and a client of it.
pub(crate) async fn world(plays: Vec<(&'static str, Vec<Play>)>) -> (VendorServer, Alpaca) {
    let server = VendorServer::start(scripts(plays)).await;
    let alpaca = client(&server.base);
    (server, alpaca)
}

/// The good answer of an address.
pub(crate) fn body(path: &str) -> Value {
    match path {
        BARS => {
            let bars = [0, 1, 2].map(|n| bar(&instant(OPEN + n * 900).to_string(), 100.0 + n as f64, 1_000 + 200 * n));
            json!({"bars": {"RTX": bars}, "next_page_token": null})
        }
        DAYS => {
            let bars = [5, 6, 7].map(|n| bar(&format!("2026-01-0{n}T05:00:00Z"), 100.0 + n as f64, 1_000_000 * n));
            json!({"bars": {"RTX": bars}, "next_page_token": null})
        }
        ACTIONS => actions(),
        QUOTE => json!({"quote": stock_quote(), "symbol": "RTX"}),
        SNAPSHOT => json!({
            "symbol": "RTX",
            "latestQuote": stock_quote(),
            "latestTrade": {"t": "2026-01-05T14:50:00.5Z", "p": 181.25, "s": 10, "x": "V", "c": ["@"], "i": 1, "z": "A"},
            "dailyBar": bar("2026-01-05T05:00:00Z", 181.0, 1_000),
        }),
        CHAIN => chain(),
        CONTRACTS => json!({"option_contracts": [
            contract("RTX260116C00180000", "2026-01-16", "call", "180", Some("237")),
            contract("RTX260116P00182500", "2026-01-16", "put", "182.5", None),
        ], "next_page_token": null}),
        NEWS => json!({"news": [
            article(4712, "RTX and LMT up", "2026-01-05T14:32:00Z", &["RTX", "LMT"]),
            article(4711, "R&amp;D at RTX isn&#39;t cheap", "2026-01-05T14:31:00Z", &["RTX"]),
        ], "next_page_token": null}),
        other => panic!("no good answer for {other}"),
    }
}

fn bar(start: &str, open: f64, volume: i64) -> Value {
    json!({"t": start, "o": open, "h": open + 1.0, "l": open - 1.0, "c": open + 0.5, "v": volume, "n": 7, "vw": open + 0.25})
}

fn stock_quote() -> Value {
    json!({"t": "2026-01-05T14:50:01Z", "bx": "V", "bp": 181.4, "bs": 1, "ax": "V", "ap": 181.6, "as": 2, "c": ["R"], "z": "A"})
}

fn actions() -> Value {
    let id = "11cfd108-292e-4cc6-bfbf-000000000001";
    json!({"corporate_actions": {
        "cash_dividends": [{"id": id, "symbol": "RTX", "cusip": "000000000", "rate": 0.75, "special": false,
            "foreign": false, "process_date": "2026-02-20", "ex_date": "2026-01-06"}],
        "forward_splits": [{"id": id, "symbol": "RTX", "cusip": "000000000", "new_rate": 2, "old_rate": 1,
            "process_date": "2026-01-07", "ex_date": "2026-01-07"}],
    }, "next_page_token": null})
}

fn chain() -> Value {
    let option = |(bid, ask): (f64, f64), delta: f64, day: &str| {
        json!({
            "latestQuote": {"t": "2026-01-05T14:45:00.75Z", "bx": "A", "bp": bid, "bs": 5, "ax": "B", "ap": ask, "as": 6, "c": "A"},
            "latestTrade": {"t": "2026-01-05T14:44:00Z", "x": "A", "p": 4.2, "s": 1, "c": "I"},
            "dailyBar": bar(day, 4.0, 12),
            "impliedVolatility": 0.25,
            "greeks": {"delta": delta, "gamma": 0.05, "theta": -0.1, "vega": 0.2, "rho": 0.01},
        })
    };
    json!({"snapshots": {
        "RTX260116C00180000": option((4.1, 4.3), 0.6, "2026-01-05T05:00:00Z"),
        "RTX260116P00182500": option((4.0, 4.4), -0.5, "2026-01-02T05:00:00Z"),
        // After a spin-off: it delivers something else than shares of RTX alone.
        "RTX1260116C00180000": option((4.1, 4.3), 0.6, "2026-01-05T05:00:00Z"),
        // Bid above ask.
        "RTX260116C00182500": option((4.4, 4.0), 0.5, "2026-01-05T05:00:00Z"),
    }, "next_page_token": null})
}

fn contract(name: &str, expiry: &str, right: &str, strike: &str, open_interest: Option<&str>) -> Value {
    let mut contract = json!({"id": "11cfd108-292e-4cc6-bfbf-000000000002", "symbol": name, "name": name, "status": "active",
        "tradable": true, "expiration_date": expiry, "underlying_symbol": "RTX",
        "underlying_asset_id": "11cfd108-292e-4cc6-bfbf-000000000003", "type": right, "style": "american",
        "strike_price": strike, "multiplier": "100", "size": "100"});
    if let Some(open_interest) = open_interest {
        contract["open_interest"] = json!(open_interest);
    }
    contract
}

fn article(id: i64, headline: &str, at: &str, symbols: &[&str]) -> Value {
    json!({"id": id, "headline": headline, "author": "A. Writer", "created_at": at, "updated_at": at, "summary": "", "content": "",
        "images": [], "symbols": symbols, "source": "benzinga", "url": "https://news.example.com/1"})
}
