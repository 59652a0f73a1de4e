//! The real binary: killed at random moments, told nonsense, left without its market or its chat.

#![cfg(test)]

use std::fmt::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use algoslayer::app::LEDGER_NAME;
use algoslayer::app::keeper::{Keeper, live_equals_replay};
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::Event;
use algoslayer::domain::headline::Tone;
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::prediction::PredictionNumber;
use algoslayer::domain::symbol::Symbol;
use algoslayer::engine::replay::Pace;
use algoslayer::feeds::Feed;
use algoslayer::feeds::gate::gated::Gated;
use algoslayer::feeds::sim::{SimFeed, SimOptions, Strengths};
use algoslayer::learn::tone::ToneReader;
use algoslayer::learn::tone::lexicon::Lexicon;
use algoslayer::sandbox::{self, Sandbox, SandboxOptions};
use algoslayer::storage::Store;
use jiff::civil::{Time, date};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use secrecy::SecretString;

const TOKEN: &str = "7001:sandbox-token-of-sufficient-length";
const OWNER: i64 = 1001;
const KILLS: usize = 50;

fn algoslayer(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_algoslayer"));
    command
        .env_clear()
        .env("RUST_BACKTRACE", "0")
        .env("ALGOSLAYER_PORT", "0")
        .arg("--data-dir")
        .arg(folder)
        .args(arguments);
    command
}

fn output(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = algoslayer(folder, arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), text)
}

async fn pretend_telegram() -> Sandbox {
    let options = SandboxOptions {
        token: SecretString::from(TOKEN),
        ..SandboxOptions::in_memory(Clock::manual("2025-01-02T14:30:00Z".parse().unwrap()))
    };
    sandbox::start(options).await.unwrap()
}

fn configure(folder: &Path, sandbox: &Sandbox, speed: &str) {
    let text = format!(
        "log = \"warn\"\n[telegram]\ntoken = \"{TOKEN}\"\nowner = {OWNER}\napi_url = \"{}\"\npause_ms = 0\n\
         [market]\nspeed = {speed}\n[market.sim]\nseed = 9\nwarm_up_sessions = 6\n",
        sandbox.api_url()
    );
    std::fs::write(folder.join("algoslayer.toml"), text).unwrap();
}

fn start(folder: &Path) -> Child {
    algoslayer(folder, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let watch = Stopwatch::start();
    while !holds() {
        assert!(watch.elapsed() < Duration::from_mins(1), "waited a minute for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// Opens the ledger of a killed process and finds nothing wrong in it.
fn inspect(folder: &Path, when: &str) -> i64 {
    let store = Store::open(&folder.join(LEDGER_NAME)).unwrap();
    let findings = store.verify(|_| {}).unwrap();
    assert!(findings.clean(), "{when}: {:?}", findings.problems);
    i64::try_from(findings.predictions).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_fifty_random_moments_nothing_is_lost_or_doubled() {
    let telegram = pretend_telegram().await;
    let folder = tempfile::tempdir().unwrap();
    configure(folder.path(), &telegram, "\"max\"");
    let mut dice = ChaCha8Rng::seed_from_u64(50);
    let mut child = start(folder.path());
    telegram.says(OWNER, "/start").unwrap();
    until("the pinned message", || !telegram.pinned(OWNER).is_empty()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (mut progress, mut sent, mut in_flight) = (Vec::new(), Vec::new(), 0);
    for kill in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(dice.gen_range(1..400))).await;
        child.kill().unwrap();
        child.wait().unwrap();
        progress.push(inspect(folder.path(), &format!("after kill {kill}")));
        let store = Store::open(&folder.path().join(LEDGER_NAME)).unwrap();
        in_flight += outbox(&store, "status = 'sending'");
        sent.push(outbox(&store, "status = 'sent'"));
        child = start(folder.path());
    }
    assert!(progress.first() < progress.last(), "the market went on between the kills: {progress:?}");
    eprintln!("{in_flight} of {KILLS} kills came while a message was on its way; sent by then: {sent:?}");
    // The market is stopped for good; what waits in the outbox is still sent.
    configure(folder.path(), &telegram, "0.01");
    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = start(folder.path());
    let store = Store::open(&folder.path().join(LEDGER_NAME)).unwrap();
    until("an empty outbox", || outbox(&store, "status IN ('waiting', 'sending')") == 0).await;
    child.kill().unwrap();
    child.wait().unwrap();
    inspect(folder.path(), "at the end");
    assert_same_as_undisturbed(&store);
    assert_every_message_once(&telegram, &store);
}

fn outbox(store: &Store, condition: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM outbox WHERE {condition}");
    store.read(|connection| Ok(connection.query_row(&sql, [], |row| row.get(0))?)).unwrap()
}

/// The same market lived through without any interruption ends in the same chain.
fn assert_same_as_undisturbed(store: &Store) {
    let first = date(2025, 1, 2);
    let strengths = Strengths::all(0.5);
    let sim = SimFeed::with(SimOptions { seed: 9, first, strengths }).unwrap();
    let mut feed = Gated::new(Box::new(sim), rtx());
    let until = store.position("sim/9/2025-01-02/0.5").unwrap().unwrap();
    let begins = ExchangeCalendar::nyse().at_new_york(first, Time::midnight()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut keeper, _) =
        Keeper::open(Store::open(&folder.path().join("x.db")).unwrap(), rtx(), "x".to_owned()).unwrap();
    let mut events = feed.events(begins, until).unwrap();
    for event in &mut events {
        if let Event::News(headline) = event {
            let tone = Lexicon.read(&headline.title).map(|score| Tone { score, reader: Lexicon.name() });
            Arc::make_mut(headline).tone = tone;
        }
    }
    keeper.take(&events, until, Pace::Lived, false);
    let made = keeper.state().made();
    assert_eq!(store.prediction(rtx(), PredictionNumber(made)).unwrap().unwrap().hash, keeper.state().head());
    assert_eq!(store.prediction(rtx(), PredictionNumber(made + 1)).unwrap(), None);
    keeper.write().unwrap();
    assert_eq!(store.tallies(rtx()).unwrap(), keeper.store().tallies(rtx()).unwrap());
    for horizon in Horizon::ALL {
        let records = |store: &Store| store.signal_records(rtx(), horizon).unwrap();
        assert_eq!(records(store), records(keeper.store()));
    }
    assert_eq!(live_equals_replay(store, rtx(), |_| {}).unwrap().differing, 0);
}

fn assert_every_message_once(telegram: &Sandbox, store: &Store) {
    let messages = telegram.messages(OWNER);
    let reports: Vec<&str> = messages
        .iter()
        .filter(|message| message.from_bot && message.text.starts_with("Report"))
        .map(|message| message.text.as_str())
        .collect();
    let distinct: std::collections::BTreeSet<&str> = reports.iter().copied().collect();
    assert_eq!(distinct.len(), reports.len(), "a report came twice");
    let due = outbox(store, "notice LIKE '%\"report\"%'");
    assert!(due > 10, "{due} reports are too few to prove anything");
    assert_eq!(i64::try_from(reports.len()).unwrap(), due);
    let heartbeats = messages.iter().filter(|message| message.text.starts_with("Heartbeat")).count();
    assert_eq!(heartbeats, 1);
}

#[test]
fn the_command_line_is_explained_and_its_mistakes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let told = |arguments: &[&str]| output(folder.path(), arguments);
    let (code, help) = told(&["--help"]);
    assert_eq!(code, 0);
    for word in ["replay", "verify", "doctor", "restore", "export", "prove", "--data-dir"] {
        assert!(help.contains(word), "`--help` does not name {word}");
    }
    for (arguments, expected, words) in [
        (&["--speed", "fast"][..], 2, "--speed or ALGOSLAYER_SPEED: is no speed"),
        (&["--port", "x"], 2, "is not a port"),
        (&["--config", "/nowhere.toml", "verify"], 2, "/nowhere.toml"),
        (&["verify"], 1, "there is no ledger"),
        (&["export", "x"], 1, "there is no ledger"),
        (&["replay", "--bars", "/nowhere.csv"], 1, "/nowhere.csv"),
        (&["replay", "--bars", "x.csv", "--symbol", "not one"], 2, "--symbol"),
        (&["restore", "/nowhere.db"], 1, "/nowhere.db"),
        (&["nonsense"], 2, "unrecognized subcommand"),
        (&["prove", "--only", "A99"], 2, "there is no experiment `A99`"),
    ] {
        let (code, text) = told(arguments);
        assert_eq!(code, expected, "{arguments:?}: {text}");
        assert!(text.contains(words), "{arguments:?}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_do_not_share_a_folder_and_another_market_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut first =
        algoslayer(folder.path(), &["--speed", "1"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the ledger", || folder.path().join("sandbox.db").exists()).await;
    let (code, text) = output(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(text.contains("another algoslayer is at work"), "{text}");
    first.kill().unwrap();
    first.wait().unwrap();
    let (code, text) = output(folder.path(), &["--seed", "2"]);
    assert_eq!(code, 1);
    assert!(text.contains("belongs to the market `sim/1/2025-01-02/0.5`"), "{text}");
    let (code, text) = output(folder.path(), &["verify"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("0 decisions differ") && text.contains("clean"), "{text}");
    let (code, text) = output(folder.path(), &["doctor"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("Everything is well"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_logs_from_every_thread_and_ends_when_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = algoslayer(folder.path(), &["--speed", "max"]);
    let mut child = command.env("ALGOSLAYER_LOG", "debug").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the chat", || folder.path().join("sandbox.db").exists()).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let mut ended = None;
    until("the end", || {
        ended = child.try_wait().unwrap();
        ended.is_some()
    })
    .await;
    assert_eq!(ended.and_then(|status| status.code()), Some(0));
    inspect(folder.path(), "after an orderly end");
}

#[test]
fn a_price_that_never_moves_is_no_reason_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let bars = folder.path().join("FLAT_15m.csv");
    let mut text = String::from("time,open,high,low,close,volume\n");
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.index_at_or_before("2025-01-02T15:00:00Z".parse().unwrap()).unwrap();
    for session in &calendar.sessions()[first..first + 12] {
        for slot in 0..session.decisions() {
            let start = session.open + jiff::SignedDuration::from_mins(15 * slot);
            // The volume tells the bars apart: a source that repeats itself in everything would be refused.
            writeln!(text, "{start},100,100,100,100,{}", 10 + slot).unwrap();
        }
    }
    std::fs::write(&bars, text).unwrap();
    let (code, told) = output(folder.path(), &["replay", "--bars", bars.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("FLAT: ") && told.contains("the price had not moved"), "{told}");
}

#[test]
fn replay_gives_the_same_hash_twice_and_accounts_for_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let bars = folder.path().join("RTX_15m.csv");
    let mut text = String::from("time,open,high,low,close,volume\n");
    let mut price = 100.0_f64;
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.index_at_or_before("2025-01-02T15:00:00Z".parse().unwrap()).unwrap();
    for session in &calendar.sessions()[first..first + 40] {
        for slot in 0..session.decisions() {
            let start = session.open + jiff::SignedDuration::from_mins(15 * slot);
            let next = price * (1.0 + dice.gen_range(-0.002..0.002));
            let (high, low) = (price.max(next) * 1.0005, price.min(next) * 0.9995);
            writeln!(text, "{start},{price:.4},{high:.4},{low:.4},{next:.4},1000").unwrap();
            price = next;
        }
    }
    text += "2025-03-10T13:30:00Z,nan,1,1,1,5\nnonsense,1,1,1,1,1\n";
    std::fs::write(&bars, text).unwrap();
    let path = bars.to_str().unwrap();
    let (code, once) = output(folder.path(), &["replay", "--bars", path]);
    assert_eq!(code, 0, "{once}");
    let (_, twice) = output(folder.path(), &["replay", "--bars", path]);
    let hash = |text: &str| text.lines().find(|line| line.contains("hash")).map(str::to_owned);
    assert!(hash(&once).is_some());
    assert_eq!(hash(&once), hash(&twice));
    assert!(once.contains("1026 rows = 1024 taken + 2 refused + 0 outside") || once.contains("+ 2 refused"), "{once}");
    assert!(once.contains("line"), "{once}");
    let (code, verified) = output(folder.path(), &["verify"]);
    assert_eq!(code, 0, "{verified}");
    let to = folder.path().join("figures");
    let arguments = ["export", to.to_str().unwrap(), "--from-replay", "--symbol", "rtx"];
    let (code, exported) = output(folder.path(), &arguments);
    assert_eq!(code, 0, "{exported}");
    let lines = |name: &str| std::fs::read_to_string(to.join(name)).unwrap().lines().count();
    assert!(lines("RTX-predictions.csv") > 600 && lines("RTX-outcomes.csv") > 1_800, "{exported}");
    let (code, refused) = output(folder.path(), &arguments);
    assert_eq!(code, 1, "{refused}");
    assert!(refused.contains("is there already"), "{refused}");
}
