//! The live market from the vendors' addresses to the owner's outbox: every way in which a vendor can fail, failover, backfill, restarts.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use algoslayer::app::keeper::{Keeper, live_equals_replay};
use algoslayer::app::live;
use algoslayer::app::market::Player;
use algoslayer::clock::Clock;
use algoslayer::config::Speed;
use algoslayer::domain::bar::Bar;
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Event, SkipReason};
use algoslayer::domain::health::{Channel, FeedFault, FeedState, Health};
use algoslayer::domain::notice::Notice;
use algoslayer::domain::prediction::PredictionNumber;
use algoslayer::domain::signal::{Reading, SignalKind};
use algoslayer::domain::symbol::Symbol;
use algoslayer::feeds::http::HttpOptions;
use algoslayer::feeds::live::LiveFeed;
use algoslayer::feeds::live::vendor::Vendor;
use algoslayer::feeds::yahoo::{Yahoo, YahooOptions};
use algoslayer::learn::tone::lexicon::Lexicon;
use algoslayer::storage::{PersonId, Store};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use futures::future::BoxFuture;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::watch;

const OWNER: PersonId = PersonId(1001);

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// How a vendor answers for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    Status(u16),
    Slow,
    Cut,
    NotJson,
    Renamed,
    Nan,
    Empty,
    Stale,
}

/// A vendor on this machine with a market of its own, in Yahoo's shape.
#[derive(Clone)]
struct World {
    base: String,
    stage: Arc<Mutex<Stage>>,
}

struct Stage {
    mood: Mood,
    /// Which channels are in that mood; the others are well.
    touched: BTreeSet<Channel>,
    now: Timestamp,
    asked: u64,
    /// After so many questions it fails for good.
    fails_after: Option<u64>,
}

impl World {
    async fn start(now: &str) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stage = Arc::new(Mutex::new(Stage {
            mood: Mood::Well,
            touched: BTreeSet::new(),
            now: at(now),
            asked: 0,
            fails_after: None,
        }));
        let router = Router::new().fallback(answer).with_state(stage.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, stage }
    }

    fn set<T>(&self, change: impl FnOnce(&mut Stage) -> T) -> T {
        change(&mut self.stage.lock().unwrap())
    }

    fn yahoo(&self) -> Yahoo {
        let http = HttpOptions {
            timeout: Duration::from_millis(100),
            attempts_max: 2,
            pause_min: Duration::from_millis(1),
            pause_max: Duration::from_millis(2),
            retry_budget: Duration::from_millis(300),
            per_minute: 600_000,
            per_hour: None,
            seed: 7,
            ..HttpOptions::default()
        };
        Yahoo::new(YahooOptions { base: self.base.clone(), cookie_base: self.base.clone(), http }).unwrap()
    }
}

/// A price that wanders without dice: the same instant always has the same price.
fn price(symbol: &str, second: i64) -> f64 {
    let seed = symbol.bytes().map(i64::from).sum::<i64>();
    let wave = |period: f64, size: f64| size * libm::sin((second + seed * 977) as f64 / period);
    let hash = (second / 300).wrapping_mul(0x9E37_79B9).wrapping_add(seed).rem_euclid(1_000) as f64 / 1_000.0;
    100.0 + wave(40_000.0, 2.0) + wave(9_000.0, 0.7) + 0.3 * (hash - 0.5)
}

fn channel_of(path: &str, query: &BTreeMap<String, String>) -> Option<Channel> {
    match path {
        _ if path.starts_with("/v8/finance/chart/") && query.get("interval").is_some_and(|name| name == "1d") => {
            Some(Channel::Days)
        }
        _ if path.starts_with("/v8/finance/chart/") => Some(Channel::Bars),
        _ if path.starts_with("/v1/finance/search") => Some(Channel::News),
        _ if path.starts_with("/v7/finance/options/") => Some(Channel::Chains),
        _ => None,
    }
}

async fn answer(State(stage): State<Arc<Mutex<Stage>>>, request: Request) -> Response {
    let uri = request.uri().clone();
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let query: BTreeMap<String, String> = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let path = uri.path();
    let text = |body: String| Response::new(Body::from(body));
    if path.starts_with("/v1/test/getcrumb") {
        return text("crumb".to_owned());
    }
    let Some(channel) = channel_of(path, &query) else {
        // The page that gives the cookie.
        let builder = Response::builder().status(404).header(header::SET_COOKIE, "A3=cookie; Path=/");
        return builder.body(Body::empty()).unwrap();
    };
    let (mood, now) = {
        let mut stage = stage.lock().unwrap();
        stage.asked += 1;
        let broken = stage.fails_after.is_some_and(|most| stage.asked > most);
        let mood = if stage.touched.contains(&channel) { stage.mood } else { Mood::Well };
        (if broken { Mood::Status(500) } else { mood }, stage.now)
    };
    let body = match channel {
        Channel::Bars | Channel::Days => {
            let name = path.rsplit('/').next().unwrap().replace("%5E", "").replace('^', "");
            chart(&name, &query, now, mood)
        }
        Channel::News => news(now, mood),
        Channel::Chains => options(now, mood),
    };
    match mood {
        Mood::Status(status) => Response::builder().status(status).body(Body::empty()).unwrap(),
        Mood::Slow => {
            tokio::time::sleep(Duration::from_millis(400)).await;
            text(body.to_string())
        }
        Mood::Cut => {
            let body = body.to_string();
            let half = Bytes::copy_from_slice(&body.as_bytes()[..body.len() / 2]);
            let pieces = [Ok(half), Err(std::io::Error::other("cut"))];
            let builder = Response::builder().header(header::CONTENT_LENGTH, body.len());
            builder.body(Body::from_stream(futures::stream::iter(pieces))).unwrap()
        }
        Mood::NotJson => text("<html>please log in</html>".to_owned()),
        Mood::Well | Mood::Renamed | Mood::Nan | Mood::Empty | Mood::Stale => text(body.to_string()),
    }
}

fn chart(name: &str, query: &BTreeMap<String, String>, now: Timestamp, mood: Mood) -> Value {
    let second = |key: &str| query[key].parse::<i64>().unwrap();
    let (first, end) = (second("period1"), second("period2"));
    let granularity = query["interval"].as_str();
    let step = match granularity {
        "5m" => 300,
        "60m" | "1h" => 3_600,
        "1d" => 86_400,
        other => panic!("{other}"),
    };
    // A market whose sessions are few keeps a backfill of decades short.
    let begun = at("2025-11-10T00:00:00Z").as_second();
    let stale = if mood == Mood::Stale { 3_600 } else { 0 };
    let mut starts: Vec<i64> = Vec::new();
    for session in ExchangeCalendar::nyse().sessions() {
        let (open, close) = (session.open.as_second(), session.close.as_second());
        if close < begun.max(first) || open >= end {
            continue;
        }
        if step == 86_400 {
            starts.push(open);
        } else {
            starts.extend((0..(close - open + step - 1) / step).map(|slot| open + slot * step));
        }
    }
    starts.retain(|start| *start >= first && *start < end && *start < now.as_second() - stale);
    if mood == Mood::Empty {
        starts.clear();
    }
    let column = |shift: f64| -> Vec<Value> {
        let value = |start: &i64| price(name, *start) + shift;
        starts.iter().map(|start| if mood == Mood::Nan { json!("NaN") } else { json!(value(start)) }).collect()
    };
    let volumes: Vec<Value> = starts.iter().map(|start| json!(1_000 + start.rem_euclid(7_919))).collect();
    let close_name = if mood == Mood::Renamed { "settlement" } else { "close" };
    let session = ExchangeCalendar::nyse();
    let current = session.session(session.index_at_or_before(now).unwrap()).unwrap();
    let symbol = if name == "VIX" { "^VIX".to_owned() } else { name.to_owned() };
    json!({"chart": {"error": null, "result": [{
        "meta": {"symbol": symbol, "exchangeTimezoneName": "America/New_York", "dataGranularity": granularity,
            "regularMarketTime": now.as_second() - stale,
            "currentTradingPeriod": {"regular": {"start": current.open.as_second(), "end": current.close.as_second()}}},
        "timestamp": starts,
        "indicators": {"quote": [{"open": column(0.0), "high": column(0.2), "low": column(-0.2),
            close_name: column(0.05), "volume": volumes}]}}]}})
}

fn news(now: Timestamp, mood: Mood) -> Value {
    if mood == Mood::Renamed {
        return json!({"stories": []});
    }
    let second = now.as_second() - 60;
    json!({"news": [{"uuid": format!("n{}", second / 7_200), "title": "RTX wins contract, raises outlook",
        "publisher": "Wire", "link": "https://example.com/n", "providerPublishTime": second, "type": "STORY",
        "relatedTickers": ["RTX"]}]})
}

fn options(now: Timestamp, mood: Mood) -> Value {
    let expiry = at("2026-02-20T00:00:00Z").as_second();
    let contract = |code: &str, strike: f64| {
        json!({"contractSymbol": code, "strike": strike, "expiration": expiry, "bid": 1.0, "ask": 1.2,
            "lastPrice": 1.1, "volume": now.as_second().rem_euclid(500), "openInterest": 50, "impliedVolatility": 0.25})
    };
    let name = if mood == Mood::Renamed { "underlying" } else { "underlyingSymbol" };
    json!({"optionChain": {"error": null, "result": [{name: "RTX", "expirationDates": [expiry],
        "quote": {"symbol": "RTX", "regularMarketPrice": price("RTX", now.as_second()),
            "regularMarketTime": now.as_second()},
        "options": [{"expirationDate": expiry, "calls": [contract("RTX260220C00100000", 100.0)],
            "puts": [contract("RTX260220P00100000", 100.0)]}]}]}})
}

/// The same vendor under another name, as a second one to fall over to.
struct Named(Yahoo, &'static str);

impl Vendor for Named {
    fn name(&self) -> &'static str {
        self.1
    }

    fn gives(&self, channel: Channel, symbol: Symbol) -> bool {
        Vendor::gives(&self.0, channel, symbol)
    }

    fn reach_days(&self, interval: algoslayer::domain::bar::Interval) -> i64 {
        Yahoo::reach_days(interval)
    }

    fn counters(&self) -> (u64, u64) {
        Yahoo::counters(&self.0)
    }

    fn bars(
        &self,
        symbol: Symbol,
        interval: algoslayer::domain::bar::Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> BoxFuture<'_, algoslayer::feeds::live::vendor::Answered<algoslayer::feeds::vendor::VendorBar>> {
        Vendor::bars(&self.0, symbol, interval, after, until)
    }

    fn days(
        &self,
        symbol: Symbol,
        from: Date,
        to: Date,
    ) -> BoxFuture<'_, algoslayer::feeds::live::vendor::Answered<algoslayer::feeds::vendor::VendorDay>> {
        Vendor::days(&self.0, symbol, from, to)
    }

    fn headlines(
        &self,
        symbol: Symbol,
        after: Timestamp,
        until: Timestamp,
    ) -> BoxFuture<'_, algoslayer::feeds::live::vendor::Answered<algoslayer::feeds::vendor::VendorHeadline>> {
        Vendor::headlines(&self.0, symbol, after, until)
    }

    fn chain(
        &self,
        symbol: Symbol,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<algoslayer::feeds::vendor::ChainAnswer, algoslayer::feeds::source_fault::SourceFault>>
    {
        Vendor::chain(&self.0, symbol, now)
    }
}

/// A product on a live market whose time the test sets.
struct Desk {
    player: Player,
    worlds: Vec<World>,
    waiting: Vec<Event>,
    stop: Receiver<()>,
    _hold: Sender<()>,
    next: Timestamp,
}

impl Desk {
    /// Opens the ledger in `folder` with these vendors, at `now`.
    fn open(folder: &std::path::Path, worlds: &[World], now: Timestamp) -> Self {
        let store = Store::open(&folder.join("live.db")).unwrap();
        store.join(OWNER, now).unwrap();
        store.admit_only(vec![OWNER]).unwrap();
        let names = ["first", "second"];
        let vendors =
            worlds.iter().zip(names).map(|(world, name)| Box::new(Named(world.yahoo(), name)) as Box<dyn Vendor>);
        let memory = live::memory(&store, now).unwrap();
        let feed = LiveFeed::new(tokio::runtime::Handle::current(), vendors.collect(), rtx(), memory);
        let mut opened = live::of(feed, rtx(), "test".to_owned());
        opened.plan_past(&store, now).unwrap();
        let (keeper, rebuilt) = Keeper::open(store, rtx(), opened.name.clone()).unwrap();
        assert_eq!(rebuilt.differing, 0);
        for world in worlds {
            world.set(|stage| stage.now = now);
        }
        let player = Player {
            keeper,
            opened,
            speed: Speed::Times(1.0),
            clock: Clock::manual(now),
            written: watch::channel(now).0,
            health: watch::channel(Health::default()).0,
            backed_up: Some(algoslayer::clock::Stopwatch::start()),
            tone: Box::new(Lexicon),
            refused: Vec::new(),
            book: None,
            pulse: algoslayer::clock::Pulse::default(),
            swaps: None,
        };
        let (hold, stop) = channel();
        Self { player, worlds: worlds.to_vec(), waiting: Vec::new(), stop, _hold: hold, next: now }
    }

    fn warm_up(&mut self) -> Result<(), String> {
        self.player.warm_up(|_, _| {}).map_err(|error| error.to_string())?;
        self.player.opened.past_is_done(self.player.keeper.store()).unwrap();
        Ok(())
    }

    /// Lives until then, look by look.
    fn live_until(&mut self, until: Timestamp) {
        while self.next <= until {
            let now = self.next;
            for world in &self.worlds {
                world.set(|stage| stage.now = now);
            }
            let wanted = self.player.look(now, &mut self.waiting, &self.stop).unwrap().unwrap();
            self.next = wanted.max(now + SignedDuration::from_secs(1));
        }
    }

    fn mood(&self, mood: Mood, channels: &[Channel]) {
        self.worlds[0].set(|stage| (stage.mood, stage.touched) = (mood, channels.iter().copied().collect()));
    }

    fn notices(&self) -> Vec<Notice> {
        self.player
            .keeper
            .store()
            .read(|connection| {
                let mut select =
                    connection.prepare("SELECT notice FROM outbox WHERE notice ->> 'kind' LIKE 'feed%' ORDER BY id")?;
                let rows = select.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
                Ok(rows)
            })
            .unwrap()
            .iter()
            .map(|text| serde_json::from_str(text).unwrap())
            .collect()
    }

    fn state_of(&self, source: &str, channel: Channel) -> FeedState {
        let health = self.player.health.borrow();
        let feed = health.feeds.iter().find(|feed| feed.source == source && feed.channel == Some(channel));
        feed.unwrap().state.clone()
    }

    fn in_use(&self, channel: Channel) -> Option<String> {
        let health = self.player.health.borrow();
        let used = health.feeds.iter().find(|feed| feed.in_use && feed.channel == Some(channel));
        used.map(|feed| feed.source.clone())
    }

    /// Predictions so far, and whether the last one hears a signal.
    fn made(&self) -> i64 {
        self.player.keeper.state().made()
    }

    fn reading(&self, kind: SignalKind) -> Reading {
        let store = self.player.keeper.store();
        let prediction = store.prediction(rtx(), PredictionNumber(self.made())).unwrap().unwrap();
        prediction.readings.of(kind)
    }
}

/// What a ledger holds, without when it was written.
fn contents(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    store
        .recall(rtx(), 0, |entry| {
            lines.push(match entry.event {
                Event::Bar(bar) => format!("{} {bar:?}", entry.seq),
                other => format!("{} {other:?}", entry.seq),
            });
            Ok(())
        })
        .unwrap();
    store.each_prediction(rtx(), |prediction| lines.push(format!("{prediction:?}"))).unwrap();
    store.each_outcome(rtx(), |_, outcome| lines.push(format!("{outcome:?}"))).unwrap();
    lines
}

/// How many bars of RTX the ledger holds that begin in a span.
fn bars_between(store: &Store, from: Timestamp, to: Timestamp) -> usize {
    let mut bars = 0;
    store
        .recall(rtx(), 0, |entry| {
            let counts = |bar: &Bar| bar.symbol() == rtx() && (from..to).contains(&bar.start());
            bars += usize::from(matches!(&entry.event, Event::Bar(bar) if counts(bar)));
            Ok(())
        })
        .unwrap();
    bars
}

/// A ledger whose past has been fetched up to Tue 20 Jan 2026, 9:20 in New York.
async fn fetched(folder: &std::path::Path) -> World {
    let now = at("2026-01-20T14:20:00Z");
    let world = World::start("2026-01-20T14:20:00Z").await;
    tokio::task::block_in_place(|| {
        let mut desk = Desk::open(folder, std::slice::from_ref(&world), now);
        desk.warm_up().unwrap();
    });
    world
}

fn copied(from: &std::path::Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&from.join("live.db")).unwrap();
    let backup = store.backup(at("2026-01-20T14:20:00Z")).unwrap();
    std::fs::rename(backup, folder.path().join("live.db")).unwrap();
    folder
}

fn downs(notices: &[Notice], channel: Channel) -> Vec<(FeedFault, Option<String>)> {
    let down = |notice: &Notice| match notice {
        Notice::FeedDown { channel: of, fault, instead, .. } if *of == channel => Some((*fault, instead.clone())),
        _ => None,
    };
    notices.iter().filter_map(down).collect()
}

fn ups(notices: &[Notice], channel: Channel) -> usize {
    notices.iter().filter(|notice| matches!(notice, Notice::FeedUp { channel: of, .. } if *of == channel)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn however_bars_fail_the_fold_goes_on_and_the_owner_is_told_once() {
    let origin = tempfile::tempdir().unwrap();
    let world = fetched(origin.path()).await;
    let cases = [
        (Mood::Status(401), vec![FeedFault::Unauthorized]),
        (Mood::Status(403), vec![FeedFault::Forbidden]),
        (Mood::Status(404), vec![FeedFault::NotFound]),
        (Mood::Status(429), vec![FeedFault::RateLimited]),
        (Mood::Status(500), vec![FeedFault::ServerError]),
        (Mood::Slow, vec![FeedFault::Timeout]),
        // A connection that ended early is found gone when it is used again.
        (Mood::Cut, vec![FeedFault::Timeout, FeedFault::Unreachable]),
        (Mood::NotJson, vec![FeedFault::ChangedShape]),
        (Mood::Renamed, vec![FeedFault::ChangedShape]),
        (Mood::Nan, vec![FeedFault::ChangedShape, FeedFault::Unsound]),
        (Mood::Empty, vec![FeedFault::Stale]),
        (Mood::Stale, vec![FeedFault::Stale]),
    ];
    tokio::task::block_in_place(|| {
        for (mood, faults) in cases {
            let folder = copied(origin.path());
            let mut desk = Desk::open(folder.path(), std::slice::from_ref(&world), at("2026-01-20T14:20:00Z"));
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T15:01:00Z"));
            let well = desk.made();
            desk.mood(mood, &[Channel::Bars]);
            desk.live_until(at("2026-01-20T15:50:00Z"));
            let told = desk.notices();
            assert!(
                matches!(downs(&told, Channel::Bars).as_slice(), [(fault, None)] if faults.contains(fault)),
                "{mood:?}: {told:?}"
            );
            assert_eq!((told.len(), desk.made()), (1, well), "{mood:?}: without a bar nothing is predicted");
            let state = desk.state_of("first", Channel::Bars);
            assert!(matches!(state, FeedState::Down { fault, .. } if faults.contains(&fault)), "{mood:?}: {state:?}");
            assert_eq!(desk.state_of("first", Channel::News), FeedState::Up, "each channel stands by itself");
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T16:31:00Z"));
            let told = desk.notices();
            assert_eq!((told.len(), ups(&told, Channel::Bars)), (2, 1), "{mood:?}: {told:?}");
            assert_eq!(desk.state_of("first", Channel::Bars), FeedState::Up);
            assert!(desk.made() >= well + 2, "{mood:?}: {} after {well}", desk.made());
            let store = desk.player.keeper.store();
            let bars = bars_between(store, at("2026-01-20T14:30:00Z"), at("2026-01-20T16:30:00Z"));
            assert_eq!(bars, 24, "{mood:?}: what was missed comes in when the source is back");
            assert_eq!(live_equals_replay(store, rtx(), |_| {}).unwrap().differing, 0);
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_without_their_source_abstain_by_name_and_the_others_go_on() {
    let origin = tempfile::tempdir().unwrap();
    let world = fetched(origin.path()).await;
    tokio::task::block_in_place(|| {
        for mood in [Mood::Status(401), Mood::Status(500), Mood::NotJson, Mood::Renamed, Mood::Slow] {
            let folder = copied(origin.path());
            let mut desk = Desk::open(folder.path(), std::slice::from_ref(&world), at("2026-01-20T14:20:00Z"));
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T15:01:00Z"));
            let (well, tone) = (desk.made(), desk.reading(SignalKind::NewsSentiment));
            assert!(matches!(tone, Reading::Speaks(score) if score.get() > 0.0), "{tone:?}");
            desk.mood(mood, &[Channel::News, Channel::Chains]);
            desk.live_until(at("2026-01-20T19:01:00Z"));
            assert_eq!(desk.made(), well + 16, "{mood:?}: bars come, and predictions with them");
            for silent in [SignalKind::NewsSentiment, SignalKind::OptionsFlow] {
                assert!(matches!(desk.reading(silent), Reading::Abstains(_)), "{mood:?}: {silent:?}");
            }
            let told = desk.notices();
            assert_eq!(
                (downs(&told, Channel::News).len(), downs(&told, Channel::Chains).len()),
                (1, 1),
                "{mood:?}: {told:?}"
            );
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T20:01:00Z"));
            let told = desk.notices();
            assert_eq!((ups(&told, Channel::News), ups(&told, Channel::Chains), told.len()), (1, 1, 4), "{mood:?}");
            assert!(matches!(desk.reading(SignalKind::NewsSentiment), Reading::Speaks(_)), "{mood:?}");
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn one_source_falls_over_to_the_next_and_comes_back() {
    let origin = tempfile::tempdir().unwrap();
    let first = fetched(origin.path()).await;
    let second = World::start("2026-01-20T14:20:00Z").await;
    tokio::task::block_in_place(|| {
        for mood in [Mood::Status(500), Mood::Stale] {
            let folder = copied(origin.path());
            let worlds = [first.clone(), second.clone()];
            let mut desk = Desk::open(folder.path(), &worlds, at("2026-01-20T14:20:00Z"));
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T15:01:00Z"));
            assert_eq!(desk.in_use(Channel::Bars).as_deref(), Some("first"));
            let well = desk.made();
            desk.mood(mood, &[Channel::Bars]);
            desk.live_until(at("2026-01-20T17:01:00Z"));
            let missed = i64::from(mood == Mood::Stale);
            assert!(desk.made() >= well + 8 - missed, "{mood:?}: {} after {well}", desk.made());
            assert_eq!(desk.in_use(Channel::Bars).as_deref(), Some("second"));
            let told = desk.notices();
            let [(_, instead)] = &downs(&told, Channel::Bars)[..] else { panic!("{mood:?}: {told:?}") };
            assert_eq!((instead.as_deref(), told.len()), (Some("second"), 1));
            desk.mood(Mood::Well, &[]);
            desk.live_until(at("2026-01-20T18:01:00Z"));
            assert_eq!(desk.in_use(Channel::Bars).as_deref(), Some("first"), "the preferred one is asked again");
            let told = desk.notices();
            assert_eq!((ups(&told, Channel::Bars), told.len()), (1, 2), "{mood:?}: {told:?}");
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backfill_that_was_interrupted_gives_the_same_ledger() {
    let whole = tempfile::tempdir().unwrap();
    let world = fetched(whole.path()).await;
    let questions = world.set(|stage| std::mem::take(&mut stage.asked));
    let broken = tempfile::tempdir().unwrap();
    tokio::task::block_in_place(|| {
        let now = at("2026-01-20T14:20:00Z");
        for share in [questions * 3 / 4, questions / 8, questions / 10] {
            world.set(|stage| (stage.asked, stage.fails_after) = (0, Some(share)));
            let mut desk = Desk::open(broken.path(), std::slice::from_ref(&world), now);
            let error = desk.warm_up().unwrap_err();
            assert!(error.contains("start again, it goes on where it ended"), "{error}");
        }
        world.set(|stage| stage.fails_after = None);
        let mut desk = Desk::open(broken.path(), std::slice::from_ref(&world), now);
        desk.warm_up().unwrap();
        let expected = contents(&Store::open(&whole.path().join("live.db")).unwrap());
        let found = contents(desk.player.keeper.store());
        assert!(expected.len() > 10_000);
        let differs = expected.iter().zip(&found).find(|(a, b)| a != b);
        assert_eq!((differs, expected.len()), (None, found.len()));
        println!("{questions} questions, {} rows; interrupted three times: the same", found.len());
        // The past is fetched once: a later start asks only for the present.
        let again = Desk::open(broken.path(), std::slice::from_ref(&world), now + SignedDuration::from_hours(30));
        assert_eq!(again.player.opened.warm_up_until, again.player.opened.begins);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_while_nobody_looked_is_fetched_but_not_predicted() {
    let origin = tempfile::tempdir().unwrap();
    let world = fetched(origin.path()).await;
    tokio::task::block_in_place(|| {
        let open = |now| Desk::open(origin.path(), std::slice::from_ref(&world), now);
        let mut desk = open(at("2026-01-20T14:20:00Z"));
        desk.live_until(at("2026-01-20T15:31:00Z"));
        let before = desk.made();
        drop(desk);
        let mut desk = open(at("2026-01-20T17:07:00Z"));
        desk.live_until(at("2026-01-20T17:31:00Z"));
        assert_eq!(desk.made(), before + 2, "17:15 and 17:30");
        let store = desk.player.keeper.store();
        let day = at("2026-01-20T14:30:00Z");
        let bars = bars_between(store, day, Timestamp::MAX);
        let late = store.day(rtx(), jiff::civil::date(2026, 1, 20)).unwrap().skipped;
        let late: u64 = late.iter().filter(|(why, _)| *why == SkipReason::TooLate).map(|(_, count)| count).sum();
        assert_eq!((bars, late), (36, 6));
        let headlines: (i64, i64) = store
            .read(|connection| {
                let sql = "SELECT count(*), count(DISTINCT id) FROM headlines";
                Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
            })
            .unwrap();
        assert_eq!(headlines.0, headlines.1, "no headline comes twice, restart or not");
        assert!(headlines.0 >= 2);
        assert!(desk.notices().is_empty());
        assert_eq!(live_equals_replay(store, rtx(), |_| {}).unwrap().differing, 0);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_symbol_that_joins_is_asked_for_and_predicts_as_soon_as_enough_is_known() {
    let origin = tempfile::tempdir().unwrap();
    let world = fetched(origin.path()).await;
    tokio::task::block_in_place(|| {
        let (lmt, aapl) = (Symbol::new("LMT").unwrap(), Symbol::new("AAPL").unwrap());
        let last = |desk: &Desk| desk.player.keeper.store().last_prediction(lmt).unwrap();
        let mut desk = Desk::open(origin.path(), std::slice::from_ref(&world), at("2026-01-20T14:20:00Z"));
        desk.live_until(at("2026-01-20T15:01:00Z"));
        desk.player.opened.watched = vec![lmt, aapl];
        desk.live_until(at("2026-01-20T16:01:00Z"));
        let store = desk.player.keeper.store();
        // The record holds the past of a peer; of a stranger nothing.
        let first = store.prediction(lmt, PredictionNumber(1)).unwrap().unwrap();
        assert_eq!((first.at, last(&desk)), (at("2026-01-20T15:15:00Z"), Some(PredictionNumber(4))));
        let stranger = store.status(aapl, jiff::civil::date(2026, 1, 20)).unwrap();
        assert_eq!(stranger.last_bar, Some(at("2026-01-20T16:00:00Z")));
        assert_eq!((stranger.predictions, stranger.skipped_today), (0, 4));
        drop(desk);
        let mut desk = Desk::open(origin.path(), std::slice::from_ref(&world), at("2026-01-20T16:10:00Z"));
        desk.player.opened.watched = vec![lmt, aapl];
        desk.live_until(at("2026-01-20T16:31:00Z"));
        assert_eq!(last(&desk), Some(PredictionNumber(6)), "16:15 and 16:30");
        let store = desk.player.keeper.store();
        let findings = store.verify(|_| {}).unwrap();
        assert!(findings.clean(), "{:?}", findings.problems);
        for symbol in [rtx(), lmt] {
            assert_eq!(live_equals_replay(store, symbol, |_| {}).unwrap().differing, 0, "{symbol}");
        }
    });
}
