//! Yahoo's client against a server that answers as Yahoo does, and as it should not; and against recorded answers.
#![cfg(test)]

#[path = "support/vendor_server.rs"]
mod vendor_server;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use algoslayer::clock::Stopwatch;
use algoslayer::domain::bar::Interval;
use algoslayer::domain::health::{FeedFault, Refused};
use algoslayer::domain::option_chain::{ChainSnapshot, OptionRight};
use algoslayer::domain::symbol::Symbol;
use algoslayer::feeds::source_fault::SourceFault;
use algoslayer::feeds::vendor::{Answer, VendorBar};
use algoslayer::feeds::yahoo::{Yahoo, YahooOptions};
use futures::future::join_all;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};

use vendor_server::{Play, VendorServer, assert_tells_no_secret, cases, hasty};

/// Mon 5 Jan 2026, 9:30 in New York.
const OPEN: i64 = 1_767_623_400;

const COOKIE: &str = "A3=cookie-secret";

const CRUMB: &str = "crumb.Secret/1";

fn symbol(name: &str) -> Symbol {
    Symbol::new(name).unwrap()
}

fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A server with a session to be had, and a client of it.
async fn world(path: &'static str, plays: Vec<Play>) -> (VendorServer, Yahoo) {
    let cookie = vec![("set-cookie", format!("{COOKIE}; Path=/; Secure")), ("set-cookie", "B=2; HttpOnly".to_owned())];
    let scripts = vec![
        (path, plays),
        ("/v1/test/getcrumb", vec![Play::good(CRUMB)]),
        ("/cookie/", vec![Play::Answer(404, cookie, "not here".to_owned())]),
    ];
    let server = VendorServer::start(scripts).await;
    let yahoo = client(&server.base);
    (server, yahoo)
}

fn client(base: &str) -> Yahoo {
    let options = YahooOptions { base: base.to_owned(), cookie_base: format!("{base}/cookie"), http: hasty() };
    Yahoo::new(options).unwrap()
}

/// A chart of three bars from the open on.
fn chart(granularity: &str, step_s: i64) -> Value {
    let starts: Vec<i64> = (0..3).map(|n| OPEN + n * step_s).collect();
    json!({"chart": {"error": null, "result": [{
        "meta": {"symbol": "RTX", "exchangeTimezoneName": "America/New_York", "dataGranularity": granularity,
            "regularMarketTime": OPEN + 10_000,
            "currentTradingPeriod": {"regular": {"start": OPEN, "end": OPEN + 23_400}}},
        "timestamp": starts,
        "events": {"dividends": {"1": {"amount": 0.5, "date": OPEN}},
            "splits": {"1": {"date": OPEN, "numerator": 3, "denominator": 2, "splitRatio": "3:2"}}},
        "indicators": {"quote": [{"open": [10.0, 11.0, 12.0], "high": [10.5, 11.5, 12.5], "low": [9.5, 10.5, 11.5],
            "close": [10.25, 11.25, 12.25], "volume": [100, 200, 300]}]}}]}})
}

const EXPIRY: i64 = 1_768_521_600;

fn contract(code: &str, strike: f64) -> Value {
    json!({"contractSymbol": code, "strike": strike, "expiration": EXPIRY, "bid": 1.0, "ask": 1.2, "lastPrice": 1.1,
        "volume": 5, "openInterest": 50, "impliedVolatility": 0.25})
}

/// A chain of one call and one put that expire on Fri 16 Jan 2026.
fn options() -> Value {
    json!({"optionChain": {"error": null, "result": [{"underlyingSymbol": "RTX", "expirationDates": [EXPIRY],
        "quote": {"regularMarketTime": OPEN + 600, "regularMarketPrice": 181.5},
        "options": [{"expirationDate": EXPIRY, "calls": [contract("RTX260116C00180000", 180.0)],
            "puts": [contract("RTX260116P00185000", 185.0)]}]}]}})
}

fn search() -> Value {
    let item = |id: &str, tickers: &[&str], at: i64| {
        json!({"uuid": id, "title": format!("Title {id}"), "publisher": "Wire", "providerPublishTime": at,
            "relatedTickers": tickers})
    };
    json!({"quotes": [], "news": [item("b", &["RTX", "LMT"], OPEN + 60), item("a", &["RTX"], OPEN),
        item("c", &["BA"], OPEN), item("a", &["RTX"], OPEN)]})
}

fn quote() -> Value {
    json!({"quoteResponse": {"error": null, "result": [{"symbol": "RTX", "regularMarketPrice": 181.5,
        "regularMarketTime": OPEN + 600, "bid": 181.4, "ask": 0}]}})
}

async fn bars(yahoo: &Yahoo) -> Result<Answer<VendorBar>, SourceFault> {
    yahoo.bars(symbol("RTX"), Interval::M15, instant(OPEN), instant(OPEN + 2_700)).await
}

/// What is asked of the client, by the path that answers it.
async fn asked(yahoo: &Yahoo, path: &str) -> Result<usize, SourceFault> {
    let rtx = symbol("RTX");
    match path {
        BARS => bars(yahoo).await.map(|answer| answer.items.len()),
        CHAINS => yahoo.chain(rtx).await.map(|answer| answer.items.len()),
        NEWS => yahoo.headlines(rtx).await.map(|answer| answer.items.len()),
        _ => yahoo.quote(rtx).await.map(|_| 1),
    }
}

const BARS: &str = "/v8/finance/chart/RTX";
const CHAINS: &str = "/v7/finance/options/RTX";
const NEWS: &str = "/v1/finance/search";
const QUOTES: &str = "/v7/finance/quote";

/// Runs every common case at one path; `before` requests get the session.
async fn every_common_case(path: &'static str, good: &Value, before: u64) {
    let checked = cases(&good.to_string()).into_iter().map(async |case| {
        let (server, yahoo) = world(path, case.plays).await;
        let told = asked(&yahoo, path).await;
        assert_eq!(told.as_ref().err(), case.fault.as_ref(), "{path}, {}: {told:?}", case.name);
        // A closed address of quotes makes the client try the summary.
        let is_closed =
            matches!(told, Err(SourceFault::Forbidden | SourceFault::NotFound | SourceFault::Rejected { .. }));
        let more = before + u64::from(is_closed && path == QUOTES);
        let (requests, retries) = case.counters;
        assert_eq!(yahoo.counters(), (requests + more, retries), "{path}, {}", case.name);
        assert_eq!(server.seen().len() as u64, requests + more, "{path}, {}", case.name);
        if let Err(fault) = told {
            assert_tells_no_secret(&format!("{fault}"), &[COOKIE, CRUMB, "RTX"]);
            assert_tells_no_secret(&format!("{fault:?} {yahoo:?}").replace("127.0.0.1", ""), &[COOKIE, CRUMB, "RTX"]);
        }
    });
    join_all(checked).await;
}

#[tokio::test]
async fn bars_survive_every_common_case() {
    every_common_case(BARS, &chart("15m", 900), 0).await;
}

#[tokio::test]
async fn chains_survive_every_common_case() {
    every_common_case(CHAINS, &options(), 2).await;
}

#[tokio::test]
async fn headlines_survive_every_common_case() {
    every_common_case(NEWS, &search(), 0).await;
}

#[tokio::test]
async fn quotes_survive_every_common_case() {
    every_common_case(QUOTES, &quote(), 2).await;
}

#[tokio::test]
async fn days_survive_every_common_case() {
    let checked = cases(&chart("1d", 86_400).to_string()).into_iter().map(async |case| {
        let (_server, yahoo) = world(BARS, case.plays).await;
        let told = yahoo.days(symbol("RTX"), date(2026, 1, 5), date(2026, 1, 7)).await.map(|answer| answer.items.len());
        assert_eq!(told.err(), case.fault, "{}", case.name);
        assert_eq!(yahoo.counters(), case.counters, "{}", case.name);
    });
    join_all(checked).await;
}

#[tokio::test]
async fn a_vendor_that_wants_a_pause_gets_it() {
    let too_often = |seconds: &str| Play::Answer(429, vec![("retry-after", seconds.to_owned())], String::new());
    let (_server, yahoo) = world(BARS, vec![too_often("1"), Play::good(chart("15m", 900).to_string())]).await;
    let watch = Stopwatch::start();
    bars(&yahoo).await.unwrap();
    assert!(watch.elapsed().as_millis() >= 1_000, "{:?}", watch.elapsed());
    // A pause beyond the budget is not waited for, and until it is over the vendor is not even asked.
    let (server, yahoo) = world(BARS, vec![too_often("600")]).await;
    assert_eq!(bars(&yahoo).await.unwrap_err(), SourceFault::RateLimited { retry_after_s: Some(600) });
    let Err(SourceFault::RateLimited { retry_after_s: Some(left) }) = yahoo.headlines(symbol("RTX")).await else {
        panic!("the vendor was asked again")
    };
    assert!((590..=600).contains(&left), "{left}");
    assert_eq!((server.seen().len(), yahoo.counters()), (1, (1, 0)));
}

#[tokio::test]
async fn a_source_that_is_not_there_is_told_as_such() {
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let yahoo = client(&format!("http://{free}"));
    for path in [BARS, CHAINS, NEWS, QUOTES] {
        let fault = asked(&yahoo, path).await.unwrap_err();
        assert_eq!((fault.clone(), fault.kind()), (SourceFault::Unreachable, FeedFault::Unreachable));
    }
    assert_eq!(yahoo.counters(), (12, 8), "each is tried three times");
    for base in ["", "query1.finance.yahoo.com", "ftp://x", "https://user:pass@x", "https://x?key=1"] {
        let options = YahooOptions { base: base.to_owned(), ..YahooOptions::default() };
        assert_eq!(Yahoo::new(options).unwrap_err(), SourceFault::Address, "{base}");
    }
}

#[tokio::test]
async fn complete_bars_are_read_with_their_splits_and_dividends() {
    let (server, yahoo) = world(BARS, vec![Play::good(chart("15m", 900).to_string())]).await;
    let answer = bars(&yahoo).await.unwrap();
    let starts: Vec<i64> = answer.items.iter().map(|bar| bar.start.as_second() - OPEN).collect();
    assert_eq!(starts, [0, 900, 1_800]);
    assert_eq!(answer.items[1].close, Some(11.25));
    assert_eq!(answer.items[1].volume, Some(200.0));
    assert_eq!(answer.splits, [(date(2026, 1, 5), 1.5)]);
    assert_eq!(answer.dividends, [(date(2026, 1, 5), 0.5)]);
    assert_eq!(answer.newest(), Some(instant(OPEN + 1_800)));
    let uri = server.seen()[0].uri.clone();
    for part in [
        "interval=15m",
        &format!("period1={}", OPEN - 900),
        &format!("period2={}", OPEN + 2_700),
        "includePrePost=false",
    ] {
        assert!(uri.contains(part), "{uri}");
    }
    // The last bar ends at 10:15: until a second before, it still grows.
    let answer = yahoo.bars(symbol("RTX"), Interval::M15, instant(OPEN + 900), instant(OPEN + 2_699)).await.unwrap();
    assert_eq!(answer.items.iter().map(|bar| bar.start.as_second() - OPEN).collect::<Vec<_>>(), [900]);
}

#[tokio::test]
async fn the_growing_bar_dated_by_its_last_trade_is_left_away() {
    let mut body = chart("1h", 1_800);
    body["chart"]["result"][0]["timestamp"][2] = json!(OPEN + 3_623);
    let (server, yahoo) = world(BARS, vec![Play::good(body.to_string())]).await;
    let answer = yahoo.bars(symbol("RTX"), Interval::H1, instant(0), instant(OPEN + 100_000)).await.unwrap();
    assert_eq!((answer.items.len(), answer.left_out.len()), (2, 0));
    assert!(server.seen()[0].uri.contains("interval=60m"));
    // In the middle of an answer it is no growing bar but a fault.
    body["chart"]["result"][0]["timestamp"][1] = json!(OPEN + 1_801);
    let (_server, yahoo) = world(BARS, vec![Play::good(body.to_string())]).await;
    let answer = yahoo.bars(symbol("RTX"), Interval::H1, instant(0), instant(OPEN + 100_000)).await.unwrap();
    assert_eq!((answer.items.len(), answer.left_out), (1, vec![(Refused::Start, 1)]));
}

#[tokio::test]
async fn a_day_whose_session_runs_is_left_away() {
    let mut body = chart("1d", 86_400);
    let days = async |body: &Value| {
        let (_server, yahoo) = world(BARS, vec![Play::good(body.to_string())]).await;
        let answer = yahoo.days(symbol("RTX"), date(2026, 1, 5), date(2026, 1, 6)).await.unwrap();
        answer.items.iter().map(|day| day.date).collect::<Vec<_>>()
    };
    assert_eq!(days(&body).await, [date(2026, 1, 6)], "the session of the 5th runs");
    body["chart"]["result"][0]["meta"]["regularMarketTime"] = json!(OPEN + 23_400);
    assert_eq!(days(&body).await, [date(2026, 1, 5), date(2026, 1, 6)]);
}

#[tokio::test]
async fn rows_without_numbers_are_left_out_and_counted() {
    let result = "/chart/result/0/indicators/quote/0";
    let changed = async |change: &dyn Fn(&mut Value)| {
        let mut body = chart("15m", 900);
        change(body.pointer_mut(result).unwrap());
        let (_server, yahoo) = world(BARS, vec![Play::good(body.to_string())]).await;
        bars(&yahoo).await.map(|answer| (answer.items.len(), answer.left_out))
    };
    assert_eq!(changed(&|quote| quote["close"][1] = Value::Null).await, Ok((2, vec![(Refused::Price, 1)])));
    assert_eq!(changed(&|quote| quote["high"][0] = json!("NaN")).await, Ok((2, vec![(Refused::Price, 1)])));
    assert_eq!(changed(&|quote| quote["volume"][2] = Value::Null).await, Ok((2, vec![(Refused::Volume, 1)])));
    let nulls = json!([null, null, null]);
    assert_eq!(changed(&|quote| quote["open"] = nulls.clone()).await, Ok((0, vec![(Refused::Price, 3)])));
    // Where not one row is sound and the values are no numbers, the form has changed.
    let texts = json!(["1", "2", "3"]);
    let path = |key: &str| Err(SourceFault::shape(format!("chart.result[0].indicators.quote[0].{key}")));
    assert_eq!(changed(&|quote| quote["low"] = texts.clone()).await, path("low[0]"));
    assert_eq!(changed(&|quote| quote["close"] = json!([1.0])).await, path("close"));
}

/// The chart after `from` was renamed to `to` everywhere.
async fn renamed(path: &'static str, body: &Value, from: &str) -> Result<usize, SourceFault> {
    let body = body.to_string().replace(&format!("\"{from}\":"), &format!("\"{from}New\":"));
    let (_server, yahoo) = world(path, vec![Play::good(body)]).await;
    asked(&yahoo, path).await
}

#[tokio::test]
async fn a_renamed_field_is_named_by_its_path() {
    let in_chart = [
        ("chart", "chart"),
        ("result", "chart.result"),
        ("meta", "chart.result[0].meta"),
        ("symbol", "chart.result[0].meta.symbol"),
        ("exchangeTimezoneName", "chart.result[0].meta.exchangeTimezoneName"),
        ("timestamp", "chart.result[0].timestamp"),
        ("indicators", "chart.result[0].indicators"),
        ("quote", "chart.result[0].indicators.quote"),
        ("close", "chart.result[0].indicators.quote[0].close"),
        ("volume", "chart.result[0].indicators.quote[0].volume"),
        ("amount", "chart.result[0].events.dividends.1.amount"),
        ("numerator", "chart.result[0].events.splits.1.numerator"),
    ];
    let page = "optionChain.result[0]";
    let in_options = [
        ("optionChain", "optionChain".to_owned()),
        ("expirationDates", format!("{page}.expirationDates")),
        ("regularMarketPrice", format!("{page}.quote.regularMarketPrice")),
        ("regularMarketTime", format!("{page}.quote.regularMarketTime")),
        ("calls", format!("{page}.options[0].calls")),
        ("strike", format!("{page}.options[0].calls[0].strike")),
        ("expiration", format!("{page}.options[0].calls[0].expiration")),
        ("openInterest", format!("{page}.options[0].calls[0].openInterest")),
        ("bid", format!("{page}.options[0].calls[0].bid")),
        ("underlyingSymbol", format!("{page}.underlyingSymbol")),
    ];
    let in_search =
        [("news", "news"), ("title", "news[0].title"), ("providerPublishTime", "news[0].providerPublishTime")];
    let in_quote = [
        ("quoteResponse", "quoteResponse"),
        ("symbol", "quoteResponse.result[0].symbol"),
        ("regularMarketPrice", "quoteResponse.result[0].regularMarketPrice"),
    ];
    let check = async |path: &'static str, body: Value, from: &str, at: &str| {
        let told = renamed(path, &body, from).await;
        assert_eq!(told, Err(SourceFault::shape(at)), "{path}, {from}");
        let fault = told.unwrap_err();
        assert!(fault.to_string().contains(&format!("`{at}`")), "{fault}");
        assert_eq!(fault.kind(), FeedFault::ChangedShape);
    };
    for (from, at) in in_chart {
        check(BARS, chart("15m", 900), from, at).await;
    }
    for (from, at) in &in_options {
        check(CHAINS, options(), from, at).await;
    }
    for (from, at) in in_search {
        check(NEWS, search(), from, at).await;
    }
    for (from, at) in in_quote {
        check(QUOTES, quote(), from, at).await;
    }
}

#[tokio::test]
async fn another_symbol_zone_or_interval_is_never_taken() {
    let with = async |name: &str, key: &str, value: &str| {
        let mut body = chart("15m", 900);
        body["chart"]["result"][0]["meta"]["symbol"] = json!(if name == "VIX" { "^VIX" } else { name });
        body["chart"]["result"][0]["meta"][key] = json!(value);
        let (server, yahoo) = world("/v8/finance/chart/", vec![Play::good(body.to_string())]).await;
        let answer = yahoo.bars(symbol(name), Interval::M15, instant(OPEN), instant(OPEN + 2_700)).await;
        (answer.map(|answer| (answer.items.len(), answer.left_out)), server.seen()[0].uri.clone())
    };
    assert_eq!(with("RTX", "symbol", "RTXX").await.0, Ok((0, vec![(Refused::WrongSymbol, 3)])));
    let zone = "exchangeTimezoneName";
    assert_eq!(with("RTX", zone, "Europe/London").await.0, Ok((0, vec![(Refused::TimeZone, 3)])));
    assert_eq!(with("RTX", zone, "America/Chicago").await.0, Ok((0, vec![(Refused::TimeZone, 3)])));
    let (taken, uri) = with("VIX", zone, "America/Chicago").await;
    assert_eq!(taken, Ok((3, vec![])));
    assert!(uri.starts_with("/v8/finance/chart/%5EVIX?"), "{uri}");
    let granularity = SourceFault::shape("chart.result[0].meta.dataGranularity");
    assert_eq!(with("RTX", "dataGranularity", "1d").await.0, Err(granularity));
    let (_server, yahoo) = world("/v8/finance/chart/BRK-B", vec![Play::good(chart("15m", 900).to_string())]).await;
    let answer = yahoo.bars(symbol("BRK.B"), Interval::M15, instant(OPEN), instant(OPEN + 2_700)).await.unwrap();
    assert_eq!(answer.left_out, [(Refused::WrongSymbol, 3)], "asked as BRK-B, answered as RTX");
}

#[tokio::test]
async fn faults_told_inside_a_good_status_are_faults() {
    for (code, fault) in [
        ("Not Found", SourceFault::NotFound),
        ("Unauthorized", SourceFault::Unauthorized),
        ("Unprocessable Entity", SourceFault::Rejected { status: 422 }),
        ("Bad Request", SourceFault::Rejected { status: 400 }),
    ] {
        let body = json!({"chart": {"result": null, "error": {"code": code, "description": "no such thing"}}});
        let (_server, yahoo) = world(BARS, vec![Play::good(body.to_string())]).await;
        assert_eq!(bars(&yahoo).await.unwrap_err(), fault, "{code}");
    }
    for result in [Value::Null, json!([])] {
        for (path, key) in [(BARS, "chart"), (CHAINS, "optionChain"), (QUOTES, "quoteResponse")] {
            let mut body = json!({});
            body[key] = json!({"result": result, "error": null});
            let (_server, yahoo) = world(path, vec![Play::good(body.to_string())]).await;
            assert_eq!(asked(&yahoo, path).await, Err(SourceFault::Empty), "{key}");
        }
    }
    let (_server, yahoo) = world(NEWS, vec![Play::good("{\"news\": []}")]).await;
    assert_eq!(asked(&yahoo, NEWS).await, Ok(0), "a quiet day is no fault");
}

#[tokio::test]
async fn what_stands_still_is_told_as_unchanged_and_by_its_newest_instant() {
    let (server, yahoo) = world(BARS, vec![Play::Tagged(chart("15m", 900).to_string())]).await;
    let first = bars(&yahoo).await.unwrap();
    let second = bars(&yahoo).await.unwrap();
    assert_eq!((first.unchanged, second.unchanged), (false, true));
    assert_eq!(first.items, second.items, "the remembered answer");
    assert_eq!(server.seen()[1].headers.get("if-none-match").unwrap(), "\"v1\"");
    let newest = second.newest().unwrap();
    assert_eq!(newest, instant(OPEN + 1_800));
    let told = SourceFault::Stale { newest };
    assert!(told.to_string().contains("2026-01-05T15:00:00Z"), "{told}");
}

#[tokio::test]
async fn a_chain_is_put_together_from_its_expiries() {
    let later = EXPIRY + 7 * 86_400;
    let mut first = options();
    first["optionChain"]["result"][0]["expirationDates"] = json!([EXPIRY, later, EXPIRY + 90 * 86_400]);
    let mut second = options();
    let page = &mut second["optionChain"]["result"][0]["options"][0];
    page["expirationDate"] = json!(later);
    page["calls"] = json!([
        contract("RTX260123C00180000", 180.0),
        contract("RTX1260123C00180000", 180.0),
        contract("RTX260123C00190000", -1.0)
    ]);
    page["puts"] = json!([contract("RTX260123P00180000", 180.0), contract("RTX260123P00170000", 170.0)]);
    for list in ["calls", "puts"] {
        for quote in page[list].as_array_mut().unwrap() {
            quote["expiration"] = json!(later);
        }
    }
    page["puts"][0]["bid"] = json!("NaN");
    page["puts"][1]["expiration"] = json!(later + 5 * 3_600);
    let plays = vec![Play::good(first.to_string()), Play::good(second.to_string())];
    let (server, yahoo) = world(CHAINS, plays).await;
    let answer = yahoo.chain(symbol("RTX")).await.unwrap();
    let chain = &answer.items[0];
    assert_eq!((chain.spot(), chain.at(), chain.source().as_str()), (181.5, instant(OPEN + 600), "yahoo"));
    let told: Vec<_> = chain.quotes().iter().map(|quote| (quote.expiry, quote.right, quote.strike)).collect();
    assert_eq!(
        told,
        [
            (date(2026, 1, 16), OptionRight::Call, 180.0),
            (date(2026, 1, 16), OptionRight::Put, 185.0),
            (date(2026, 1, 23), OptionRight::Call, 180.0),
        ]
    );
    let quote = chain.quotes()[0];
    assert_eq!((quote.volume, quote.open_interest, quote.implied_volatility, quote.delta), (5, 50, Some(0.25), None));
    let mut left_out = answer.left_out.clone();
    left_out.sort_unstable();
    assert_eq!(left_out, [(Refused::TimeZone, 1), (Refused::WrongSymbol, 1), (Refused::Quote, 2)]);
    // Cookie, crumb, two pages; the expiry beyond 60 days is not asked for.
    let seen = server.seen();
    assert_eq!(
        seen.iter().map(|s| s.uri.split('?').next().unwrap()).collect::<Vec<_>>(),
        ["/cookie/", "/v1/test/getcrumb", CHAINS, CHAINS]
    );
    assert!(seen[3].uri.contains(&format!("date={later}")) && seen[3].uri.contains("crumb=crumb.Secret%2F1"));
    assert_eq!(seen[3].headers.get("cookie").unwrap(), "A3=cookie-secret; B=2");
    assert!(seen[0].headers.get("user-agent").unwrap().to_str().unwrap().contains("algoslayer"));
}

#[tokio::test]
async fn a_session_that_expired_is_begun_anew_once() {
    let good = || Play::good(options().to_string());
    let (server, yahoo) = world(CHAINS, vec![good(), Play::status(401), good(), Play::status(401)]).await;
    let chain = async || yahoo.chain(symbol("RTX")).await.map(|answer| answer.items.len());
    assert_eq!((chain().await, server.seen().len()), (Ok(1), 3));
    assert_eq!((chain().await, server.seen().len()), (Ok(1), 7), "refused, cookie, crumb, served");
    assert_eq!((chain().await, server.seen().len()), (Err(SourceFault::Unauthorized), 11));
    let cookieless = VendorServer::start(vec![("/cookie/", vec![Play::good("hello")])]).await;
    assert_eq!(client(&cookieless.base).chain(symbol("RTX")).await.unwrap_err(), SourceFault::Unauthorized);
}

#[tokio::test]
async fn headlines_that_name_others_or_come_twice_are_left_out() {
    let (_server, yahoo) = world(NEWS, vec![Play::good(search().to_string())]).await;
    let answer = yahoo.headlines(symbol("RTX")).await.unwrap();
    let told: Vec<_> = answer.items.iter().map(|item| (item.id.as_str(), item.symbols_named)).collect();
    assert_eq!(told, [("a", 1), ("b", 2)]);
    assert_eq!(answer.left_out, [(Refused::WrongSymbol, 1), (Refused::Duplicate, 1)]);
    assert_eq!(answer.newest(), Some(instant(OPEN + 60)));
    let mut body = search();
    body["news"][0]["title"] = json!(7);
    let (_server, yahoo) = world(NEWS, vec![Play::good(body.to_string())]).await;
    let answer = yahoo.headlines(symbol("RTX")).await.unwrap();
    assert!(answer.left_out.contains(&(Refused::MissingField, 1)), "{:?}", answer.left_out);
}

#[tokio::test]
async fn quotes_know_which_side_is_missing() {
    let (_server, yahoo) = world(QUOTES, vec![Play::good(quote().to_string())]).await;
    let quote = yahoo.quote(symbol("RTX")).await.unwrap();
    assert_eq!((quote.last, quote.bid, quote.ask, quote.at), (181.5, Some(181.4), None, instant(OPEN + 600)));
}

/// Everything that is logged, at the finest level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_tells_of_retries_and_of_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("algoslayer=trace")
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (_server, yahoo) = world(CHAINS, vec![Play::status(500)]).await;
    yahoo.chain(symbol("RTX")).await.unwrap_err();
    drop(guard);
    let told = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(told.lines().filter(|line| line.contains("asked again")).count(), 2, "{told}");
    for secret in [COOKIE, CRUMB, "crumb", "RTX", "127.0.0.1"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn the_reach_of_each_interval_is_known() {
    assert_eq!(Interval::ALL.map(Yahoo::reach_days), [7, 60, 60, 60, 730]);
}

/// The folder of recorded answers, or `None`, said aloud.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where data lie"
)]
fn recorded() -> Option<std::path::PathBuf> {
    let folder = std::env::var("ALGOSLAYER_DATA").ok().map(|root| Path::new(&root).join("fixtures/yahoo"));
    if folder.is_none() {
        println!("skipped: ALGOSLAYER_DATA names no folder of market data");
    }
    folder
}

#[tokio::test]
async fn every_recorded_answer_decodes() {
    let Some(folder) = recorded() else { return };
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut told = Vec::new();
    for path in &names {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let wrapper: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(wrapper["status"], 200, "{name}");
        told.push(format!("{name}: {}", decoded(name, &wrapper["body"]).await));
    }
    println!("{}", told.join("\n"));
    assert_eq!(
        told,
        [
            "chart-AAPL-2020-01-01-to-2020-01-03: 1 days, 0 splits, 0 dividends, 0 left out",
            "chart-AAPL-2020-08-31-to-2020-11-07: 49 days, 1 splits, 1 dividends, 0 left out",
            "chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m: 0 bars, 0 left out",
            "chart-AAPL: 1 days, 0 splits, 0 dividends, 0 left out",
            "chart-QQQ-2020-01-01-to-2020-01-03: 1 days, 0 splits, 0 dividends, 0 left out",
            "options-AAPL-expire-2022-03-01: Empty",
            "options-AAPL: 54 calls, 48 puts of 2025-02-28, left out [(Duplicate, 612)]",
            "options-ADH: Empty",
            "quote-AAPL-BABA: bid and ask, bid and ask",
            "quote-AAPL: bid and ask",
            "quoteSummary-price-AAPL: last price only",
            "search-AAPL: 3 headlines, left out [(WrongSymbol, 1)]",
            "search-BABA: 4 headlines, left out []",
        ]
    );
}

/// Asks the client what the recorded answer is an answer to, and tells what came of it.
async fn decoded(name: &str, body: &Value) -> String {
    let play = Play::good(body.to_string());
    let numbers =
        |pointer: &str| body.pointer(pointer).unwrap().as_array().unwrap().iter().map(Value::as_f64).collect();
    let of = symbol(name.split('-').find(|part| part.chars().all(|c| c.is_ascii_uppercase())).unwrap());
    match name.split('-').next().unwrap() {
        "chart" if name.ends_with("1m") => {
            let (_server, yahoo) = world("/v8/", vec![play]).await;
            let answer = yahoo.bars(of, Interval::M1, instant(1_738_368_000), instant(1_738_454_400)).await.unwrap();
            format!("{} bars, {} left out", answer.items.len(), answer.left_out.len())
        }
        "chart" => {
            let (_server, yahoo) = world("/v8/", vec![play]).await;
            let answer = yahoo.days(of, date(2020, 1, 1), date(2025, 1, 1)).await.unwrap();
            let (splits, dividends, left_out) = (&answer.splits, &answer.dividends, answer.left_out.len());
            assert!(splits.iter().all(|split| *split == (date(2020, 8, 31), 4.0)), "{splits:?}");
            assert!(dividends.iter().all(|(ex_date, _)| *ex_date == date(2020, 11, 6)), "{dividends:?}");
            let closes: Vec<Option<f64>> = numbers("/chart/result/0/indicators/quote/0/close");
            assert_eq!(answer.items.iter().map(|day| day.bar.close).collect::<Vec<_>>(), closes, "{name}");
            assert!(answer.items.iter().all(|day| day.bar.high >= day.bar.low && day.bar.low > Some(0.0)));
            let (days, splits, dividends) = (answer.items.len(), splits.len(), dividends.len());
            format!("{days} days, {splits} splits, {dividends} dividends, {left_out} left out")
        }
        "options" => {
            let (_server, yahoo) = world("/v7/finance/options/", vec![play]).await;
            match yahoo.chain(of).await {
                Ok(answer) => {
                    let chain: &ChainSnapshot = &answer.items[0];
                    let calls = chain.quotes().iter().filter(|quote| quote.right == OptionRight::Call).count();
                    let (puts, expiry) = (chain.quotes().len() - calls, chain.quotes()[0].expiry);
                    assert!(chain.quotes().iter().all(|quote| quote.expiry == expiry));
                    let bids = |lists: [&str; 2]| -> f64 {
                        let contracts = lists.iter().flat_map(|at| body.pointer(at).unwrap().as_array().unwrap());
                        contracts.map(|contract| contract["bid"].as_f64().unwrap()).sum()
                    };
                    let stated =
                        bids(["/optionChain/result/0/options/0/calls", "/optionChain/result/0/options/0/puts"]);
                    assert!((chain.quotes().iter().map(|quote| quote.bid).sum::<f64>() - stated).abs() < 1e-9);
                    format!("{calls} calls, {puts} puts of {expiry}, left out {:?}", answer.left_out)
                }
                Err(fault) => format!("{fault:?}"),
            }
        }
        "quote" => {
            let (_server, yahoo) = world(QUOTES, vec![play]).await;
            let symbols = name.split('-').skip(1);
            let quotes = join_all(symbols.map(async |name| yahoo.quote(symbol(name)).await.unwrap())).await;
            let sides = quotes.iter().map(|quote| match (quote.bid, quote.ask) {
                (Some(bid), Some(ask)) if bid < ask && quote.last > 0.0 => "bid and ask",
                _ => "no sides",
            });
            sides.collect::<Vec<_>>().join(", ")
        }
        "quoteSummary" => {
            let (_server, yahoo) = world("/v10/finance/quoteSummary/", vec![play]).await;
            let quote = yahoo.quote(of).await.unwrap();
            (if quote.bid.is_none() && quote.last > 0.0 { "last price only" } else { "more" }).to_owned()
        }
        _ => {
            let (_server, yahoo) = world(NEWS, vec![play]).await;
            let answer = yahoo.headlines(of).await.unwrap();
            format!("{} headlines, left out {:?}", answer.items.len(), answer.left_out)
        }
    }
}
