//! Several symbols at once: each does as if it were alone, joins and leaves while the market goes on, and loses nothing where the program is killed.

#![cfg(test)]

use std::path::Path;

use algoslayer::app::keeper::{Keeper, live_equals_replay};
use algoslayer::app::market::{self, Player};
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::config::{Config, Overrides};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::health::Health;
use algoslayer::domain::prediction::PredictionNumber;
use algoslayer::domain::session::Session;
use algoslayer::domain::setting::{Key, Setting};
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::universe::can_watch;
use algoslayer::engine::replay::Pace;
use algoslayer::feeds::Feed;
use algoslayer::feeds::gate::gated::Gated;
use algoslayer::feeds::sim::SimFeed;
use algoslayer::learn::tone::lexicon::Lexicon;
use algoslayer::storage::{PersonId, Store, Whose};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::watch;

fn named(name: &str) -> Symbol {
    Symbol::new(name).unwrap()
}

fn rtx() -> Symbol {
    named("RTX")
}

fn session(place: usize) -> &'static Session {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2025, 1, 2)).unwrap();
    calendar.session(calendar.index_at_or_before(first.open).unwrap() + place).unwrap()
}

/// An hour before the opening bell of a session, counted from 0.
fn morning(place: usize) -> Timestamp {
    session(place).open - SignedDuration::from_hours(1)
}

fn feed() -> Gated {
    Gated::new(Box::new(SimFeed::new(7, date(2025, 1, 2)).unwrap()), rtx())
}

fn keeper(folder: &Path, main: Symbol) -> Keeper {
    Keeper::open(Store::open(&folder.join("ledger.db")).unwrap(), main, "test".to_owned()).unwrap().0
}

/// The market goes on from where the ledger ends, in parts of so many minutes.
fn play(keeper: &mut Keeper, feed: &mut Gated, until: Timestamp, minutes: i64) {
    let mut after = keeper.position().unwrap().unwrap_or_else(|| morning(0));
    while after < until {
        let to = (after + SignedDuration::from_mins(minutes)).min(until);
        keeper.take(&feed.events(after, to).unwrap(), to, Pace::Lived, true);
        keeper.write().unwrap();
        after = to;
    }
}

fn check(keeper: &Keeper, symbols: &[Symbol]) {
    let findings = keeper.store().verify(|_| {}).unwrap();
    assert!(findings.clean(), "{:?}", findings.problems);
    for symbol in symbols {
        assert_eq!(live_equals_replay(keeper.store(), *symbol, |_| {}).unwrap().differing, 0, "{symbol}");
    }
}

/// The chain of predictions of one alone, with its state as bytes.
fn alone(main: Symbol, until: Timestamp) -> (String, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = keeper(folder.path(), main);
    play(&mut keeper, &mut feed(), until, 24 * 60);
    assert!(keeper.state().made() > 50, "{main} predicts");
    (keeper.state().head().to_string(), keeper.state().to_bytes())
}

const SESSIONS: usize = 8;

#[test]
fn each_of_three_says_what_it_would_say_alone_wherever_the_program_is_killed() {
    let until = morning(SESSIONS);
    let others = [named("LMT"), named("NOC")];
    let all = [rtx(), others[0], others[1]];
    let folder = tempfile::tempdir().unwrap();
    let mut dice = ChaCha8Rng::seed_from_u64(3);
    let mut kills = 0;
    loop {
        let mut keeper = keeper(folder.path(), rtx());
        keeper.watch(&others).unwrap();
        assert_eq!(keeper.predicted(), all);
        let after = keeper.position().unwrap().unwrap_or_else(|| morning(0));
        if after >= until {
            break;
        }
        let mut feed = feed();
        let to = (after + SignedDuration::from_mins(dice.gen_range(1..2_400))).min(until);
        play(&mut keeper, &mut feed, to, dice.gen_range(1..600));
        // What was taken in and not written is gone with the process.
        let lost = to + SignedDuration::from_mins(dice.gen_range(1..300));
        keeper.take(&feed.events(to, lost).unwrap(), lost, Pace::Lived, true);
        kills += 1;
    }
    assert!(kills > 5, "{kills} kills");
    let mut keeper = keeper(folder.path(), rtx());
    keeper.watch(&others).unwrap();
    for symbol in all {
        let (head, bytes) = alone(symbol, until);
        let state = keeper.state_of(symbol).unwrap();
        assert_eq!(state.head().to_string(), head, "{symbol}");
        assert!(state.to_bytes() == bytes, "{symbol} knows the same");
    }
    check(&keeper, &all);
    let reports = keeper.store().outbox_waiting(PersonId(1), jiff::Timestamp::MAX).unwrap().reports;
    assert_eq!(reports, 0, "nobody has joined");
}

#[test]
fn the_main_symbol_alone_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = keeper(folder.path(), rtx());
    keeper.store().join(PersonId(1), morning(0)).unwrap();
    keeper.watch(&[named("LMT")]).unwrap();
    play(&mut keeper, &mut feed(), morning(3), 24 * 60);
    assert_eq!(
        keeper.store().outbox_waiting(PersonId(1), jiff::Timestamp::MAX).unwrap().reports,
        4,
        "a report a day and one of the week, of the main symbol"
    );
}

#[test]
fn one_joins_and_leaves_and_comes_again_while_the_market_goes_on() {
    let (lmt, folder, mut feed) = (named("LMT"), tempfile::tempdir().unwrap(), feed());
    let last = |keeper: &Keeper| keeper.store().last_prediction(lmt).unwrap().map_or(0, |number| number.0);
    let joins = session(6).open + SignedDuration::from_mins(50);
    let mut keeper = keeper(folder.path(), rtx());
    play(&mut keeper, &mut feed, joins, 5 * 60);
    assert!(keeper.watch(&[lmt]).unwrap() && !keeper.watch(&[lmt]).unwrap(), "it joins once");
    play(&mut keeper, &mut feed, morning(8), 5 * 60);
    let first = keeper.store().prediction(lmt, PredictionNumber(1)).unwrap().unwrap();
    assert_eq!(first.at, session(6).open + SignedDuration::from_mins(60), "the past is known and not predicted");
    let made = last(&keeper);
    assert!(made > 40, "{made}");
    // It leaves; what it said is answered, also across a restart.
    assert!(keeper.watch(&[]).unwrap());
    assert_eq!((keeper.predicted(), keeper.needed()), (vec![rtx()], vec![rtx(), lmt]));
    drop(keeper);
    let mut keeper = self::keeper(folder.path(), rtx());
    keeper.watch(&[]).unwrap();
    assert_eq!((keeper.predicted(), keeper.needed()), (vec![rtx()], vec![rtx(), lmt]));
    play(&mut keeper, &mut feed, morning(10), 5 * 60);
    keeper.watch(&[]).unwrap();
    assert_eq!((last(&keeper), keeper.needed()), (made, vec![rtx()]), "everything has settled");
    let status = keeper.store().status(lmt, date(2025, 1, 16)).unwrap();
    assert_eq!((status.waiting, status.predictions), ([0; 3], u64::try_from(made).unwrap()));
    // It comes again: numbers and chain go on, and nothing is made up for the time between.
    assert!(keeper.watch(&[lmt]).unwrap());
    play(&mut keeper, &mut feed, morning(11), 5 * 60);
    let again = keeper.store().prediction(lmt, PredictionNumber(made + 1)).unwrap().unwrap();
    assert_eq!(again.at, session(10).open + SignedDuration::from_mins(15));
    check(&keeper, &[rtx(), lmt]);
    let (head, _) = alone(rtx(), morning(11));
    assert_eq!(keeper.state().head().to_string(), head, "the main symbol goes its own way");
    // Without its snapshot the fold is the same again.
    let known = keeper.state_of(lmt).unwrap().to_bytes();
    keeper.snapshot(morning(11));
    keeper.write().unwrap();
    drop(keeper);
    let connection = rusqlite::Connection::open(folder.path().join("ledger.db")).unwrap();
    connection.execute("DELETE FROM snapshots", []).unwrap();
    let mut keeper = self::keeper(folder.path(), rtx());
    keeper.watch(&[lmt]).unwrap();
    assert!(keeper.state_of(lmt).unwrap().to_bytes() == known);
}

fn player(folder: &Path, lines: &str) -> Player {
    std::fs::write(folder.join("algoslayer.toml"), format!("{lines}\n[market.sim]\nseed = 7\nwarm_up_sessions = 7\n"))
        .unwrap();
    let overrides = Overrides { data_dir: Some(folder.to_owned()), ..Overrides::default() };
    let config = Config::load(&overrides).unwrap();
    let opened = market::open(&config.market).unwrap();
    let store = Store::open(&folder.join("ledger.db")).unwrap();
    let (keeper, _) = Keeper::open(store, config.market.symbol, opened.name.clone()).unwrap();
    let now = keeper.position().unwrap().unwrap_or(opened.begins);
    Player {
        keeper,
        opened,
        speed: config.market.speed,
        clock: Clock::manual(now),
        written: watch::channel(now).0,
        health: watch::channel(Health::default()).0,
        backed_up: Some(Stopwatch::start()),
        tone: Box::new(Lexicon),
        refused: Vec::new(),
        book: None,
        pulse: algoslayer::clock::Pulse::default(),
        swaps: None,
    }
}

#[test]
fn what_is_set_lies_over_the_configuration_and_is_seen_by_screens() {
    let folder = tempfile::tempdir().unwrap();
    let mut player = player(folder.path(), "[market]\nwatched = [\"NOC\"]");
    player.warm_up(|_, _| {}).unwrap();
    assert_eq!(player.health.borrow().predicted, [rtx(), named("NOC")]);
    let past = player.keeper.state_of(named("NOC")).unwrap().made();
    assert!(past > 0, "whoever is there from the beginning lives through the past as the main symbol does");
    let store = player.keeper.store().clone();
    let set = |value: Option<Setting>| {
        store.set_setting(Whose::Service, (Key::Watched, value), PersonId(1), morning(2)).unwrap();
    };
    // Nobody can predict AAPL or an index on this market, and the main symbol is no symbol beside itself.
    set(Some(Setting::Watched(["GD", "AAPL", "VIX", "RTX"].map(named).to_vec())));
    player.look_at_watched().unwrap();
    assert_eq!(player.health.borrow().predicted, [rtx(), named("GD")]);
    set(None);
    player.look_at_watched().unwrap();
    assert_eq!(player.health.borrow().predicted, [rtx(), named("NOC")]);
    set(Some(Setting::Watched(vec![])));
    player.look_at_watched().unwrap();
    assert_eq!(player.health.borrow().predicted, [rtx()]);
}

#[test]
fn an_impossible_symbol_is_refused_in_the_configuration() {
    for (watched, word) in [("[\"AAPL\"]", "AAPL"), ("[\"not one\"]", "market.watched")] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("algoslayer.toml"), format!("[market]\nwatched = {watched}")).unwrap();
        let overrides = Overrides { data_dir: Some(folder.path().to_owned()), ..Overrides::default() };
        let refusal = Config::load(&overrides).unwrap_err().to_string();
        assert!(refusal.contains(word), "{refusal}");
    }
    assert!(can_watch(named("AAPL"), false) && !can_watch(named("AAPL"), true) && !can_watch(named("VIX"), false));
}

/// `cargo test --release --test symbols -- --ignored --nocapture` says how long five minutes of the market take.
#[test]
#[ignore = "measures time"]
fn how_long_a_tick_takes() {
    for count in [0, 2, 5] {
        let others: Vec<Symbol> = ["LMT", "NOC", "GD", "BA", "LHX"].map(named).into_iter().take(count).collect();
        let folder = tempfile::tempdir().unwrap();
        let (mut keeper, mut feed) = (keeper(folder.path(), rtx()), feed());
        keeper.watch(&others).unwrap();
        play(&mut keeper, &mut feed, morning(8), 24 * 60);
        let from = session(8).open;
        play(&mut keeper, &mut feed, from, 24 * 60);
        let events: Vec<_> = (0..78)
            .map(|tick| from + SignedDuration::from_mins(5 * tick))
            .map(|at| (feed.events(at, at + SignedDuration::from_mins(5)).unwrap(), at + SignedDuration::from_mins(5)))
            .collect();
        let (mut taken, mut written) = (0.0, 0.0);
        for (events, to) in &events {
            let watch = Stopwatch::start();
            keeper.take(events, *to, Pace::Lived, true);
            taken += watch.elapsed().as_secs_f64();
            let watch = Stopwatch::start();
            keeper.write().unwrap();
            written += watch.elapsed().as_secs_f64();
        }
        let each = |seconds: f64| seconds * 1e3 / 78.0;
        println!("{} symbols: {:.3} ms a tick for the folds, {:.3} to write", count + 1, each(taken), each(written));
    }
}
