//! How fast the chat answers: `cargo bench --bench chat`. 100 chats send commands to the bot as it runs, over HTTP, against the pretend
//! Telegram; measured from the update being there to its answer having come in, so polling and both ways over the wire count too.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use algoslayer::app::keeper::Keeper;
use algoslayer::bot::desk_link::DeskLink;
use algoslayer::bot::door::People;
use algoslayer::bot::outbox::Pace;
use algoslayer::bot::{BotContext, run, startup};
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::domain::desk::book::Book;
use algoslayer::domain::health::Health;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::view::Machine;
use algoslayer::engine::replay;
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use algoslayer::sandbox::{self, HappeningKind, Person, Sandbox, SandboxOptions};
use algoslayer::storage::Store;
use anyhow::{Context, ensure};
use clap::Parser;
use jiff::Timestamp;
use jiff::civil::date;
use teloxide::types::UserId;
use tokio::sync::watch;

/// Telegram's id of the first person.
const FIRST: i64 = 1001;

/// Commands answered by text, and by pictures.
const TEXTS: [&str; 6] = ["/status", "/help", "/report", "/risk", "/trades", "/signals"];
const PICTURES: [&str; 3] = ["/chart", "/weights", "/accuracy"];

/// How long answers may still come after the last command.
const PATIENCE: Duration = Duration::from_secs(30);

/// What 99 % of answers to text commands have to keep.
const P99_MAX: Duration = Duration::from_millis(50);

#[derive(Parser)]
struct Arguments {
    /// Seconds for which commands are sent
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Chats
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    chats: u32,
    /// Passed by cargo; nothing follows from it
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let service = Service::start(arguments.chats).await?;
        for (name, commands, per_second) in [
            ("texts, 10 a second", &TEXTS[..], 10),
            ("pictures, 10 a second", &PICTURES[..], 10),
            ("texts, 10 a second in each chat", &TEXTS[..], 10 * u64::from(arguments.chats)),
        ] {
            let measured = service.load(commands, per_second, arguments.seconds).await?;
            measured.tell(name);
        }
        service.stop().await
    })
}

struct Service {
    sandbox: Sandbox,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<anyhow::Result<()>>,
    chats: u32,
    _committed: watch::Sender<Timestamp>,
    _health: watch::Sender<Health>,
    folder: Folder,
}

/// A folder that is gone after the bench.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

impl Service {
    async fn start(chats: u32) -> anyhow::Result<Self> {
        let folder = Folder(std::env::temp_dir().join(format!("algoslayer-bench-chat-{}", std::process::id())));
        std::fs::create_dir_all(&folder.0)?;
        let symbol = Symbol::new("RTX")?;
        let now: Timestamp = "2026-01-05T21:00:00Z".parse()?;
        let store = Store::open(&folder.0.join("bench.db"))?;
        let mut keeper = Keeper::open(store.clone(), symbol, "sim".to_owned())?.0;
        let mut market = SimFeed::new(7, date(2025, 10, 1))?;
        let bars = market.events(Timestamp::UNIX_EPOCH, now)?;
        let bars: Vec<_> = bars.into_iter().filter(|event| event.symbol() == Some(symbol)).collect();
        keeper.take(&bars, now, replay::Pace::Lived, false);
        keeper.write()?;
        let clock = Clock::manual(now);
        let ids = (0..i64::from(chats)).map(|number| FIRST + number);
        let people = ids.clone().map(|id| Person::new(id, "P", "en", "viewer")).collect();
        let sandbox = sandbox::start(SandboxOptions { people, ..SandboxOptions::in_memory(clock.clone()) }).await?;
        let users: Vec<UserId> = ids.filter_map(|id| u64::try_from(id).ok()).map(UserId).collect();
        let (committed_in, committed) = watch::channel(now);
        let (health_in, health) = watch::channel(Health::default());
        let context = BotContext {
            bot: startup::connect(sandbox.token(), Some(&sandbox.api_url()))?,
            store,
            clock,
            people: People { owner: users.first().copied(), viewers: users, ..People::default() },
            owner_setting: None,
            symbol,
            simulated: true,
            feed_name: "simulated market".to_owned(),
            health,
            machine: Arc::new(Machine::default),
            committed,
            pace: Pace::default(),
            heartbeat_pause: Duration::from_secs(4),
            desk: DeskLink::unanswered(Book::default()),
            train: algoslayer::bot::train_link::TrainLink::unanswered(),
            pin: None,
            pulse: algoslayer::clock::Pulse::default(),
            seed: 1,
        };
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(run(context, stopped));
        Ok(Self { sandbox, stop, task, chats, _committed: committed_in, _health: health_in, folder })
    }

    /// Sends commands at a steady pace, each from the next chat, and waits for every answer.
    async fn load(&self, commands: &[&str], per_second: u64, seconds: u64) -> anyhow::Result<Measured> {
        let watch = Stopwatch::start();
        let asked: Arc<Mutex<HashMap<i64, VecDeque<Duration>>>> = Arc::default();
        let total = per_second * seconds;
        let answers = tokio::spawn(collect(self.sandbox.clone(), Arc::clone(&asked), watch, total));
        for number in 0..total {
            let due = Duration::from_secs(1).mul_f64(number as f64 / per_second as f64);
            tokio::time::sleep(due.saturating_sub(watch.elapsed())).await;
            let chat = FIRST + i64::try_from(number % u64::from(self.chats))?;
            let command = usize::try_from(number)? % commands.len();
            let command = commands.get(command).context("no such command")?;
            asked.lock().unwrap_or_else(PoisonError::into_inner).entry(chat).or_default().push_back(watch.elapsed());
            self.sandbox.says(chat, command)?;
        }
        let mut took = answers.await??;
        took.sort_unstable();
        ensure!(!took.is_empty(), "nothing was answered");
        Ok(Measured { took, asked: total, span: watch.elapsed() })
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        let ended = self.task.await?;
        drop(self.folder);
        ended
    }
}

/// Stamps every answer as it comes in; the answers of a chat come in the order of its commands.
async fn collect(
    sandbox: Sandbox,
    asked: Arc<Mutex<HashMap<i64, VecDeque<Duration>>>>,
    watch: Stopwatch,
    total: u64,
) -> anyhow::Result<Vec<Duration>> {
    let (mut cursor, mut took) = (sandbox.cursor(), vec![]);
    while (took.len() as u64) < total {
        if sandbox.wait_for_happening(cursor, PATIENCE).await.is_none() {
            break;
        }
        let now = watch.elapsed();
        for happening in sandbox.happenings_since(cursor) {
            cursor = happening.cursor;
            // Pinned messages come by themselves.
            let is_answer = matches!(happening.kind, HappeningKind::Sent | HappeningKind::Photo)
                && !happening.text.starts_with("Heartbeat");
            let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
            let since = asked.get_mut(&happening.chat_id).filter(|_| is_answer).and_then(VecDeque::pop_front);
            took.extend(since.map(|since| now.saturating_sub(since)));
        }
    }
    Ok(took)
}

struct Measured {
    /// In rising order.
    took: Vec<Duration>,
    asked: u64,
    span: Duration,
}

impl Measured {
    fn at(&self, share: f64) -> Duration {
        let place = ((self.took.len() as f64 * share).ceil() as usize).clamp(1, self.took.len()) - 1;
        self.took.get(place).copied().unwrap_or_default()
    }

    fn tell(&self, name: &str) {
        let ms = |span: Duration| span.as_secs_f64() * 1e3;
        let (p50, p99, most) = (self.at(0.5), self.at(0.99), self.at(1.0));
        println!(
            "{name}: {} of {} answered in {:.1} s; p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms{}",
            self.took.len(),
            self.asked,
            self.span.as_secs_f64(),
            ms(p50),
            ms(p99),
            ms(most),
            if p99 > P99_MAX { " (over 50 ms)" } else { "" }
        );
    }
}
