//! A planted token must not appear in any log line, error or message, whatever the network does.

#![cfg(test)]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use algoslayer::bot::door::People;
use algoslayer::bot::outbox::Pace;
use algoslayer::bot::{BotContext, run, startup};
use algoslayer::clock::Clock;
use algoslayer::domain::notice::Notice;
use algoslayer::domain::symbol::Symbol;
use algoslayer::sandbox::{self, Fault, SandboxOptions};
use algoslayer::storage::{PersonId, Store};
use secrecy::SecretString;
use teloxide::types::UserId;
use tokio::sync::watch;
use tracing_subscriber::fmt::MakeWriter;

/// Unlike real ones, so that no library takes it for one and hides it for us.
const TOKEN: &str = "7001:planted-SECRET_part";
const PARTS: [&str; 3] = [TOKEN, "planted", "SECRET_part"];

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn context(api_url: &str, store: &Store) -> BotContext {
    let (_, committed) = watch::channel("2026-01-05T14:00:00Z".parse().unwrap());
    let quick = Duration::from_millis(20);
    BotContext {
        bot: startup::connect(&SecretString::from(TOKEN), Some(api_url)).unwrap(),
        store: store.clone(),
        clock: Clock::manual("2026-01-05T14:00:00Z".parse().unwrap()),
        people: People { owner: Some(UserId(1001)), ..People::default() },
        owner_setting: None,
        symbol: Symbol::new("RTX").unwrap(),
        simulated: true,
        feed_name: "simulated market".to_owned(),
        health: tokio::sync::watch::channel(algoslayer::domain::health::Health::default()).1,
        machine: std::sync::Arc::new(algoslayer::domain::view::Machine::default),
        committed,
        pace: Pace { first_pause: quick, longest_pause: quick, idle: quick, ..Pace::default() },
        heartbeat_pause: quick,
        desk: algoslayer::bot::desk_link::DeskLink::unanswered(algoslayer::domain::desk::book::Book::default()),
        train: algoslayer::bot::train_link::TrainLink::unanswered(),
        pin: None,
        pulse: algoslayer::clock::Pulse::default(),
        seed: 1,
    }
}

/// Runs the chat for a while; returns the error it ended with, if it did.
async fn run_for(millis: u64, context: BotContext) -> String {
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(run(context, stopped));
    tokio::time::sleep(Duration::from_millis(millis)).await;
    stop.send_replace(true);
    let ended = task.await.unwrap();
    ended.map_or_else(|error| format!("{error:#} {error:?}"), |()| String::new())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_token_appears_nowhere() {
    let lines = Lines::default();
    // Everything, that of libraries included: TRACE for all that speaks to Telegram.
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(lines.clone()).with_ansi(false).init();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("test.db")).unwrap();
    store.join(PersonId(1001), "2026-01-05T14:00:00Z".parse().unwrap()).unwrap();
    let symbol = Symbol::new("RTX").unwrap();
    for day in 1..9 {
        let report = Notice::Report { symbol, date: jiff::civil::date(2026, 1, day) };
        store.outbox_enqueue(&report, "2026-01-05T14:00:00Z".parse().unwrap()).unwrap();
    }

    // Nobody listens; the name leads nowhere; the address is none.
    let mut said = run_for(600, context("http://127.0.0.1:9", &store)).await;
    said += &run_for(600, context("http://name.invalid", &store)).await;
    for address in ["", "nonsense", "data:text/plain,x", "http://"] {
        let refused = startup::connect(&SecretString::from(TOKEN), Some(address)).err();
        said += &[format!("{refused:?}"), refused.as_ref().map(ToString::to_string).unwrap_or_default()].join(" ");
    }

    // A server that misbehaves in every way, at every method.
    let clock = Clock::manual("2026-01-05T14:00:00Z".parse().unwrap());
    let options = SandboxOptions { token: SecretString::from(TOKEN), ..SandboxOptions::in_memory(clock) };
    let sandbox = sandbox::start(options).await.unwrap();
    let methods = [
        "getMe",
        "getUpdates",
        "sendMessage",
        "editMessageText",
        "answerCallbackQuery",
        "setMyCommands",
        "pinChatMessage",
    ];
    let cuts = [true, false].map(|processed| Fault::CutConnection { processed });
    let faults = [cuts[0].clone(), cuts[1].clone(), Fault::TooManyRequests { retry_after_s: 0 }, Fault::Unauthorized];
    for fault in faults.iter().chain([&Fault::ServerError(500)]) {
        for method in methods {
            if !(method == "getMe" && matches!(fault, Fault::ServerError(_))) {
                // A refusal of the token is asked for twice before it is believed.
                let times = if matches!(fault, Fault::Unauthorized) { 2 } else { 1 };
                sandbox.fail_next_of(method, times, fault);
            }
        }
        sandbox.says(1001, "/start").unwrap();
        sandbox.says(1001, "/status").unwrap();
        said += &run_for(1_000, context(&sandbox.api_url(), &store)).await;
        sandbox.clear_faults();
    }

    let messages: String = sandbox.messages(1001).into_iter().map(|message| message.text).collect();
    assert!(messages.contains("AlgoSlayer"), "the chat worked in between");
    assert!(said.contains("refuses the token"), "the refused token was told");
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("cannot be reached"), "the faults were logged");
    assert!(log.contains("hyper") || log.contains("reqwest"), "and what libraries log was heard");
    for part in PARTS {
        for (place, text) in [("errors", &said), ("messages", &messages), ("the log", &log)] {
            let found = text.lines().find(|line| line.contains(part));
            assert!(found.is_none(), "{part} in {place}: {found:?}");
        }
    }
}
