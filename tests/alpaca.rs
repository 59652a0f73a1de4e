//! Alpaca's client against a server that answers as Alpaca does, and as it should not; against its examples and its published interface.
#![cfg(test)]

#[path = "alpaca/examples.rs"]
mod examples;
#[path = "alpaca/good.rs"]
mod good;
#[path = "alpaca/interface.rs"]
mod interface;
#[path = "support/vendor_server.rs"]
mod vendor_server;

use std::io::Write;
use std::sync::{Arc, Mutex};

use algoslayer::domain::bar::Interval;
use algoslayer::domain::health::{FeedFault, Refused};
use algoslayer::domain::option_chain::OptionRight;
use algoslayer::feeds::alpaca::{Alpaca, AlpacaOptions, OptionFeed, StockFeed};
use algoslayer::feeds::source_fault::SourceFault;
use futures::future::join_all;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};

use good::{KEY, NOW, OPEN, PATHS, Question, SECRET, body, client, instant, symbol, world};
use vendor_server::{Play, VendorServer, assert_tells_no_secret, cases, hasty};

/// Requests that a question sends before and after the one at `path`.
fn around(question: Question, path: &str) -> (u64, u64) {
    let paths = question.paths();
    let at = paths.iter().position(|known| *known == path).unwrap() as u64;
    (at, paths.len() as u64 - at - 1)
}

/// Runs every common case of one question at one of the paths that it needs.
async fn every_common_case(question: Question, path: &'static str) -> usize {
    let checked = cases(&body(path).to_string()).into_iter().map(async |case| {
        let (server, alpaca) = world(vec![(path, case.plays)]).await;
        let told = question.ask(&alpaca).await;
        // Days do without splits and dividends that the key does not cover, chains without open interest.
        let spared = match (question, path) {
            (Question::Days, good::ACTIONS) => case.fault == Some(SourceFault::Forbidden),
            (Question::Chain, good::CONTRACTS) => true,
            _ => false,
        };
        let fault = case.fault.filter(|_| !spared);
        assert_eq!(told.as_ref().err(), fault.as_ref(), "{question:?} at {path}, {}: {told:?}", case.name);
        let (before, after) = around(question, path);
        let more = before + if told.is_ok() { after } else { 0 };
        let (requests, retries) = case.counters;
        assert_eq!(alpaca.counters(), (requests + more, retries), "{question:?} at {path}, {}", case.name);
        assert_eq!(server.seen().len() as u64, requests + more, "{question:?} at {path}, {}", case.name);
        if let Err(fault) = told {
            assert_tells_no_secret(&fault.to_string(), &[KEY, SECRET, "RTX"]);
            assert_tells_no_secret(&format!("{fault:?} {alpaca:?}").replace("127.0.0.1", ""), &[KEY, SECRET, "RTX"]);
            assert!(FeedFault::ALL.contains(&fault.kind()));
        }
    });
    join_all(checked).await.len()
}

#[tokio::test]
async fn every_question_survives_every_common_case_at_every_path() {
    let mut told = Vec::new();
    for question in Question::ALL {
        for path in question.paths() {
            told.push((question, path, every_common_case(question, path).await));
        }
    }
    let runs: usize = told.iter().map(|(.., cases)| cases).sum();
    println!("{runs} runs of {} pairs of question and path", told.len());
    assert_eq!(told.len(), 10);
}

#[tokio::test]
async fn a_source_that_is_not_there_is_told_as_such() {
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let alpaca = client(&format!("http://{free}"));
    for question in Question::ALL {
        assert_eq!(question.ask(&alpaca).await, Err(SourceFault::Unreachable), "{question:?}");
    }
    let open = |data: &str, trading: Option<&str>| {
        let trading_url = trading.map(str::to_owned);
        let options = AlpacaOptions { data_url: data.to_owned(), trading_url, ..AlpacaOptions::default() };
        Alpaca::new(KEY.into(), SECRET.into(), options).map(|_| ())
    };
    assert_eq!(open("data.alpaca.markets", None), Err(SourceFault::Address));
    assert_eq!(open("https://a.example", Some("https://user:pass@b.example")), Err(SourceFault::Address));
    assert_eq!(open("https://a.example", Some("https://b.example")), Ok(()));
}

#[tokio::test]
async fn the_key_is_sent_and_never_told() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (server, alpaca) = world(vec![
        (good::ACTIONS, vec![Play::status(403)]),
        (good::CONTRACTS, vec![Play::status(500)]),
        (good::NEWS, vec![Play::status(500)]),
    ])
    .await;
    for question in Question::ALL {
        // Their faults are told of elsewhere.
        drop(question.ask(&alpaca).await);
    }
    drop(guard);
    let seen = server.seen();
    assert_eq!(seen.len(), 14);
    for request in seen {
        assert_eq!(request.headers.get("APCA-API-KEY-ID").unwrap(), KEY);
        assert_eq!(request.headers.get("APCA-API-SECRET-KEY").unwrap(), SECRET);
        assert!(!request.uri.contains(KEY) && !request.uri.contains(SECRET));
    }
    let told = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for sentence in ["asked again", "days come without splits and dividends", "no open interest of options today"] {
        assert!(told.contains(sentence), "{told}");
    }
    for secret in [KEY, SECRET, "127.0.0.1"] {
        assert!(!told.lines().filter(|line| line.contains("algoslayer")).any(|line| line.contains(secret)), "{told}");
    }
    assert!(!told.contains(KEY) && !told.contains(SECRET), "{told}");
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_renamed_field_is_named_by_its_path() {
    #[rustfmt::skip]
    let fields = [
        (Question::Bars, good::BARS, "/bars", "bars"),
        (Question::Bars, good::BARS, "/bars/RTX/1/c", "bars.RTX[1].c"),
        (Question::Bars, good::BARS, "/bars/RTX/0/t", "bars.RTX[0].t"),
        (Question::Bars, good::BARS, "/next_page_token", "next_page_token"),
        (Question::Actions, good::ACTIONS, "/corporate_actions/cash_dividends/0/rate", "corporate_actions.cash_dividends[0].rate"),
        (Question::Actions, good::ACTIONS, "/corporate_actions/forward_splits/0/ex_date", "corporate_actions.forward_splits[0].ex_date"),
        (Question::LatestQuote, good::QUOTE, "/quote/bp", "quote.bp"),
        (Question::LatestQuote, good::QUOTE, "/quote", "quote"),
        (Question::Quote, good::SNAPSHOT, "/symbol", "symbol"),
        (Question::Quote, good::SNAPSHOT, "/latestTrade/p", "latestTrade.p"),
        (Question::Chain, good::SNAPSHOT, "/latestQuote/t", "latestQuote.t"),
        (Question::Chain, good::CHAIN, "/snapshots", "snapshots"),
        (Question::Chain, good::CHAIN, "/snapshots/RTX260116C00180000/latestQuote/ap", "snapshots.RTX260116C00180000.latestQuote.ap"),
        (Question::Chain, good::CHAIN, "/snapshots/RTX260116P00182500/greeks/delta", "snapshots.RTX260116P00182500.greeks.delta"),
        (Question::Headlines, good::NEWS, "/news", "news"),
        (Question::Headlines, good::NEWS, "/news/0/headline", "news[0].headline"),
        (Question::Headlines, good::NEWS, "/news/1/symbols", "news[1].symbols"),
    ];
    for (question, path, pointer, field) in fields {
        let mut answer = body(path);
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let members = answer.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        let value = members.remove(key).unwrap();
        members.insert(format!("{key}_v2"), value);
        let (_server, alpaca) = world(vec![(path, vec![Play::good(answer.to_string())])]).await;
        assert_eq!(question.ask(&alpaca).await, Err(SourceFault::shape(field)), "{question:?} {pointer}");
    }
}

/// The answer to a question where the answer at `path` is changed.
async fn changed(
    question: Question,
    path: &'static str,
    change: impl Fn(&mut Value),
) -> Result<good::Told, SourceFault> {
    let mut answer = body(path);
    change(&mut answer);
    let (_server, alpaca) = world(vec![(path, vec![Play::good(answer.to_string())])]).await;
    question.ask(&alpaca).await
}

#[tokio::test]
async fn numbers_that_are_none_are_left_out_by_reason() {
    let told = |told: Result<good::Told, SourceFault>| told.map(|told| (told.items, told.left_out));
    for none in [json!("NaN"), json!(null), json!({})] {
        let price = changed(Question::Bars, good::BARS, |body| body["bars"]["RTX"][1]["h"] = none.clone()).await;
        assert_eq!(told(price), Ok((2, vec![(Refused::Price, 1)])));
        let volume = changed(Question::Days, good::DAYS, |body| body["bars"]["RTX"][0]["v"] = none.clone()).await;
        assert_eq!(told(volume), Ok((2, vec![(Refused::Volume, 1)])));
        let rate = |body: &mut Value| body["corporate_actions"]["cash_dividends"][0]["rate"] = none.clone();
        assert_eq!(told(changed(Question::Actions, good::ACTIONS, rate).await), Ok((1, vec![(Refused::Price, 1)])));
        let delta = |body: &mut Value| body["snapshots"]["RTX260116P00182500"]["greeks"]["delta"] = none.clone();
        assert_eq!(
            told(changed(Question::Chain, good::CHAIN, delta).await),
            Ok((1, vec![(Refused::WrongSymbol, 1), (Refused::Quote, 2)]))
        );
    }
    let all = |body: &mut Value| {
        for bar in body["bars"]["RTX"].as_array_mut().unwrap() {
            bar["o"] = json!("NaN");
        }
    };
    assert_eq!(told(changed(Question::Bars, good::BARS, all).await), Ok((0, vec![(Refused::Price, 3)])));
    let time = changed(Question::Bars, good::BARS, |body| body["bars"]["RTX"][0]["t"] = json!("noon")).await;
    assert_eq!(told(time), Ok((2, vec![(Refused::Start, 1)])));
    let title = changed(Question::Headlines, good::NEWS, |body| body["news"][0]["headline"] = json!(" ")).await;
    assert_eq!(told(title), Ok((1, vec![(Refused::Headline, 1)])));
    // A single quote with such a number is no quote at all.
    let bid = changed(Question::LatestQuote, good::QUOTE, |body| body["quote"]["bp"] = json!("NaN")).await;
    assert_eq!(told(bid), Err(SourceFault::shape("quote.bp")));
}

#[tokio::test]
async fn strangers_other_zones_and_other_spans_are_left_out_by_reason() {
    let told = |told: Result<good::Told, SourceFault>| told.map(|told| (told.items, told.left_out));
    let stranger = |body: &mut Value| body["bars"]["LMT"] = json!([body["bars"]["RTX"][0]]);
    assert_eq!(told(changed(Question::Bars, good::BARS, stranger).await), Ok((3, vec![(Refused::WrongSymbol, 1)])));
    let zone =
        changed(Question::Days, good::DAYS, |body| body["bars"]["RTX"][1]["t"] = json!("2026-01-06T00:00:00Z")).await;
    assert_eq!(told(zone), Ok((2, vec![(Refused::TimeZone, 1)])));
    let spans = |body: &mut Value| {
        body["bars"]["RTX"][0]["t"] = json!("2026-01-02T19:30:00Z");
        body["bars"]["RTX"][2]["t"] = json!("2026-01-05T15:15:00Z");
    };
    let spans = changed(Question::Bars, good::BARS, spans).await;
    assert_eq!(told(spans), Ok((1, vec![(Refused::OutOfOrder, 1), (Refused::Future, 1)])));
    let other = changed(Question::Headlines, good::NEWS, |body| body["news"][1]["symbols"] = json!(["LMT"])).await;
    assert_eq!(told(other), Ok((1, vec![(Refused::WrongSymbol, 1)])));
    let other = changed(Question::Quote, good::SNAPSHOT, |body| body["symbol"] = json!("LMT")).await;
    assert_eq!(told(other), Err(SourceFault::shape("symbol")));
}

#[tokio::test]
async fn nothing_where_something_was_due_is_empty() {
    let empty = async |question, path, answer: Value| {
        changed(question, path, |body| *body = answer.clone()).await.map(|told| told.items)
    };
    let no_bars = json!({"bars": {}, "next_page_token": null});
    assert_eq!(empty(Question::Bars, good::BARS, no_bars.clone()).await, Err(SourceFault::Empty));
    assert_eq!(empty(Question::Days, good::BARS, no_bars.clone()).await, Err(SourceFault::Empty));
    assert_eq!(
        empty(Question::Bars, good::BARS, json!({"bars": null, "next_page_token": null})).await,
        Err(SourceFault::Empty)
    );
    let no_chain = json!({"snapshots": {}, "next_page_token": null});
    assert_eq!(empty(Question::Chain, good::CHAIN, no_chain).await, Err(SourceFault::Empty));
    let unquoted = json!({"snapshots": {"RTX260116C00180000": {}}, "next_page_token": null});
    assert_eq!(empty(Question::Chain, good::CHAIN, unquoted).await, Err(SourceFault::Empty));
    let day = body(good::DAYS)["bars"]["RTX"][0].clone();
    let untraded = json!({"symbol": "RTX", "prevDailyBar": day});
    assert_eq!(empty(Question::Quote, good::SNAPSHOT, untraded.clone()).await, Err(SourceFault::Empty));
    assert_eq!(empty(Question::Chain, good::SNAPSHOT, untraded).await, Err(SourceFault::Empty));
    // A day without headlines, dividends or splits is a day like others, and so is a night without bars.
    assert_eq!(empty(Question::Headlines, good::NEWS, json!({"news": [], "next_page_token": null})).await, Ok(0));
    let no_actions = json!({"corporate_actions": {}, "next_page_token": null});
    assert_eq!(empty(Question::Actions, good::ACTIONS, no_actions).await, Ok(0));
    let (server, alpaca) = world(vec![(good::BARS, vec![Play::good(no_bars.to_string())])]).await;
    let (close, morning) = (instant(OPEN + 23_400), instant(OPEN + 86_400));
    assert_eq!(alpaca.bars(symbol("RTX"), Interval::M15, close, morning).await.unwrap().items, []);
    assert_eq!(alpaca.bars(symbol("RTX"), Interval::M15, close, close).await.unwrap().items, []);
    assert_eq!(server.seen().len(), 1, "no bar can end in an empty span");
}

#[tokio::test]
async fn what_stands_still_is_stale() {
    let stale = |newest: &str| Err(SourceFault::Stale { newest: newest.parse::<Timestamp>().unwrap() });
    let friday = |body: &mut Value, pointer: &str| *body.pointer_mut(pointer).unwrap() = json!("2026-01-02T20:59:00Z");
    let bars = changed(Question::Bars, good::BARS, |body| {
        body["bars"]["RTX"] = json!([body["bars"]["RTX"][0]]);
        body["bars"]["RTX"][0]["t"] = json!("2026-01-02T19:30:00Z");
    });
    assert_eq!(bars.await, stale("2026-01-02T19:30:00Z"));
    let days = changed(Question::Days, good::DAYS, |body| {
        body["bars"]["RTX"] = json!([body["bars"]["RTX"][0]]);
        body["bars"]["RTX"][0]["t"] = json!("2026-01-02T05:00:00Z");
    });
    assert_eq!(days.await, stale("2026-01-02T05:00:00Z"));
    let quote = changed(Question::LatestQuote, good::QUOTE, |body| friday(body, "/quote/t")).await;
    assert_eq!(quote, stale("2026-01-02T20:59:00Z"));
    let trade = changed(Question::Quote, good::SNAPSHOT, |body| friday(body, "/latestTrade/t")).await;
    assert_eq!(trade, stale("2026-01-02T20:59:00Z"));
    let spot = changed(Question::Chain, good::SNAPSHOT, |body| friday(body, "/latestQuote/t")).await;
    assert_eq!(spot, stale("2026-01-02T20:59:00Z"));
    let chain = changed(Question::Chain, good::CHAIN, |body| {
        for (_, contract) in body["snapshots"].as_object_mut().unwrap() {
            contract["latestQuote"]["t"] = json!("2026-01-02T20:59:00.123456789Z");
        }
    });
    assert_eq!(chain.await, stale("2026-01-02T20:59:00Z"));
    let news = changed(Question::Headlines, good::NEWS, |body| {
        friday(body, "/news/0/updated_at");
        friday(body, "/news/1/updated_at");
    });
    assert_eq!(news.await, stale("2026-01-02T20:59:00Z"));
}

#[tokio::test]
async fn an_error_body_is_a_fault_whatever_its_status() {
    for path in PATHS {
        let question = Question::ALL.into_iter().find(|question| question.paths().contains(&path)).unwrap();
        for (answer, fault) in [
            (json!({"code": 40_410_000, "message": "not found"}), SourceFault::NotFound),
            (json!({"code": 42_210_000, "message": "invalid symbol"}), SourceFault::Rejected { status: 422 }),
            (json!({"code": 50_010_000, "message": "internal"}), SourceFault::Server { status: 500 }),
            (json!({"message": "forbidden."}), SourceFault::Rejected { status: 400 }),
        ] {
            let told = changed(question, path, |body| *body = answer.clone()).await;
            let expected = if path == good::CONTRACTS { None } else { Some(fault) };
            assert_eq!(told.err(), expected, "{question:?} at {path}");
        }
    }
}

#[tokio::test]
async fn pages_are_followed_and_never_for_ever() {
    let mut first = body(good::BARS);
    let last = first["bars"]["RTX"].as_array_mut().unwrap().pop().unwrap();
    first["next_page_token"] = json!("cGFnZTI=");
    let second = json!({"bars": {"RTX": [last]}, "next_page_token": null});
    let plays = vec![Play::good(first.to_string()), Play::good(second.to_string())];
    let (server, alpaca) = world(vec![(good::BARS, plays)]).await;
    assert_eq!(Question::Bars.ask(&alpaca).await.unwrap().items, 3);
    assert!(server.seen()[1].uri.contains("page_token=cGFnZTI%3D"), "{}", server.seen()[1].uri);
    // A token that leads to itself.
    let (server, alpaca) = world(vec![(good::BARS, vec![Play::good(first.to_string())])]).await;
    assert_eq!(Question::Bars.ask(&alpaca).await, Err(SourceFault::shape("next_page_token")));
    assert_eq!(server.seen().len(), 2);
    // Pages without an end: bars are given as far as they go, a chain that is not whole is refused.
    let endless = |path: &'static str| {
        let page = |n: i32| {
            let mut page = body(path);
            page["next_page_token"] = json!(format!("page{n}"));
            Play::good(page.to_string())
        };
        vec![(path, (0..25).map(page).collect())]
    };
    let (server, alpaca) = world(endless(good::BARS)).await;
    assert_eq!(Question::Bars.ask(&alpaca).await.unwrap().items, 60);
    assert_eq!(server.seen().len(), 20);
    let (_server, alpaca) = world(endless(good::CHAIN)).await;
    assert_eq!(Question::Chain.ask(&alpaca).await, Err(SourceFault::shape("next_page_token")));
}

#[tokio::test]
async fn a_vendor_may_say_that_nothing_has_changed() {
    let (_server, alpaca) = world(vec![(good::BARS, vec![Play::Tagged(body(good::BARS).to_string())])]).await;
    for unchanged in [false, true] {
        let bars = alpaca.bars(symbol("RTX"), Interval::M15, instant(OPEN), instant(OPEN + 2_700)).await.unwrap();
        assert_eq!((bars.items.len(), bars.unchanged), (3, unchanged));
    }
}

#[tokio::test]
async fn no_index_is_asked_for() {
    let (server, alpaca) = world(Vec::new()).await;
    for name in ["VIX", "^VIX"] {
        for question in Question::ALL {
            assert_eq!(question.ask_for(&alpaca, symbol(name)).await, Err(SourceFault::NotFound), "{question:?}");
        }
    }
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn bars_and_days_are_read_with_what_belongs_to_them() {
    let (server, alpaca) = world(Vec::new()).await;
    let bars = alpaca.bars(symbol("RTX"), Interval::M15, instant(OPEN), instant(OPEN + 2_700)).await.unwrap();
    assert_eq!(bars.items.iter().map(|bar| bar.start.as_second() - OPEN).collect::<Vec<_>>(), [0, 900, 1_800]);
    assert_eq!((bars.items[1].close, bars.items[1].volume), (Some(101.5), Some(1_200.0)));
    let uri = server.seen()[0].uri.clone();
    for part in ["start=2026-01-05T14%3A15%3A01Z", "end=2026-01-05T15%3A00%3A00Z", "timeframe=15Min", "feed=iex"] {
        assert!(uri.contains(part), "{part} in {uri}");
    }
    // Bars that end a moment after `after` or before `until` are within, with fractions of seconds too.
    let half = |second| Timestamp::from_millisecond(second * 1_000 + 500).unwrap();
    let bars = alpaca.bars(symbol("RTX"), Interval::M15, half(OPEN + 899), half(OPEN + 1_799)).await.unwrap();
    assert_eq!((bars.items.len(), bars.items[0].start), (1, instant(OPEN)));
    let (_server, alpaca) = world(vec![(good::BARS, vec![Play::good(body(good::DAYS).to_string())])]).await;
    let days = alpaca.days(symbol("RTX"), date(2026, 1, 5), date(2026, 1, 7)).await.unwrap();
    assert_eq!(days.items.iter().map(|day| day.date.day()).collect::<Vec<_>>(), [5, 6, 7]);
    assert_eq!(days.splits, [(date(2026, 1, 7), 2.0)]);
    assert_eq!(days.dividends, [(date(2026, 1, 6), 0.75)]);
    let days = alpaca.days(symbol("RTX"), date(2026, 1, 7), date(2026, 1, 7)).await.unwrap();
    assert_eq!((days.items.len(), days.dividends.len(), days.left_out), (1, 0, vec![(Refused::OutOfOrder, 2)]));
}

#[tokio::test]
async fn a_chain_joins_quotes_greeks_volume_and_open_interest() {
    let (server, alpaca) = world(Vec::new()).await;
    let answer = alpaca.chain(symbol("RTX"), instant(NOW)).await.unwrap();
    assert_eq!(answer.left_out, [(Refused::WrongSymbol, 1), (Refused::Quote, 1)]);
    let chain = &answer.items[0];
    assert_eq!((chain.spot(), chain.source().as_str()), (181.5, "alpaca"));
    assert_eq!(chain.at(), instant(OPEN + 900));
    let [call, put] = chain.quotes() else { panic!("{chain:?}") };
    assert_eq!((call.expiry, call.right, call.strike), (date(2026, 1, 16), OptionRight::Call, 180.0));
    assert_eq!((call.bid, call.ask, call.last), (4.1, 4.3, Some(4.2)));
    assert_eq!((call.volume, call.open_interest), (12, 237));
    assert_eq!((call.implied_volatility, call.delta), (Some(0.25), Some(0.6)));
    assert_eq!((put.strike, put.delta), (182.5, Some(-0.5)));
    // Its volume is of the trading day before.
    assert_eq!((put.volume, put.open_interest), (0, 0));
    // The open interest of the day is not asked for again.
    alpaca.chain(symbol("RTX"), instant(NOW)).await.unwrap();
    let asked = |path: &str| server.seen().iter().filter(|seen| seen.uri.starts_with(path)).count();
    assert_eq!((asked(good::CHAIN), asked(good::CONTRACTS)), (2, 1));
    // Without the trading interface it is 0; without its answer it is the last one known.
    let options = AlpacaOptions { data_url: server.base.clone(), http: hasty(), ..AlpacaOptions::default() };
    let alone = Alpaca::new(KEY.into(), SECRET.into(), options).unwrap();
    assert_eq!(alone.chain(symbol("RTX"), instant(NOW)).await.unwrap().items[0].quotes()[0].open_interest, 0);
    let plays = vec![Play::good(body(good::CONTRACTS).to_string()), Play::status(500)];
    let (_server, alpaca) = world(vec![(good::CONTRACTS, plays)]).await;
    for now in [NOW - 86_400, NOW] {
        let answer = alpaca.chain(symbol("RTX"), instant(now)).await.unwrap();
        assert_eq!(answer.items[0].quotes()[0].open_interest, 237);
    }
}

#[tokio::test]
async fn the_spot_of_a_chain_is_the_last_trade_where_the_quote_says_nothing() {
    for offer in [json!(0.0), json!(100.0), json!(182.0)] {
        let mut snapshot = body(good::SNAPSHOT);
        snapshot["latestQuote"]["bp"] = offer;
        let (_server, alpaca) = world(vec![(good::SNAPSHOT, vec![Play::good(snapshot.to_string())])]).await;
        assert_eq!(alpaca.chain(symbol("RTX"), instant(NOW)).await.unwrap().items[0].spot(), 181.25);
    }
}

#[tokio::test]
async fn headlines_come_oldest_first_and_as_plain_text() {
    let (_server, alpaca) = world(Vec::new()).await;
    let answer = alpaca.headlines(symbol("RTX"), instant(OPEN), instant(NOW)).await.unwrap();
    let told: Vec<_> =
        answer.items.iter().map(|item| (item.id.as_str(), item.title.as_str(), item.symbols_named)).collect();
    assert_eq!(told, [("4711", "R&D at RTX isn't cheap", 1), ("4712", "RTX and LMT up", 2)]);
    assert_eq!(answer.items[0].publisher, "benzinga");
    assert_eq!(answer.newest(), Some(instant(OPEN + 120)));
}

#[tokio::test]
async fn both_feeds_are_asked_for_by_name() {
    assert_eq!(["iex", "sip", "x"].map(StockFeed::from_name), [Some(StockFeed::Iex), Some(StockFeed::Sip), None]);
    let names = ["indicative", "opra", "x"].map(OptionFeed::from_name);
    assert_eq!(names, [Some(OptionFeed::Indicative), Some(OptionFeed::Opra), None]);
    let server = VendorServer::start(good::scripts(Vec::new())).await;
    let (stock_feed, option_feed) = (StockFeed::Sip, OptionFeed::Opra);
    let options =
        AlpacaOptions { data_url: server.base.clone(), stock_feed, option_feed, http: hasty(), trading_url: None };
    let alpaca = Alpaca::new(KEY.into(), SECRET.into(), options).unwrap();
    Question::Chain.ask(&alpaca).await.unwrap();
    let uris: Vec<String> = server.seen().into_iter().map(|seen| seen.uri).collect();
    assert!(uris[0].contains("feed=sip") && uris[1].contains("feed=opra"), "{uris:?}");
}
