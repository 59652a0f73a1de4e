//! The bot as it runs: real long polling, shutdown, restarts, a rival, and a Telegram that is not there.

use std::time::Duration;

use algoslayer::bot::door::People;
use algoslayer::bot::surface::COMMANDS;
use algoslayer::bot::{BotContext, run};
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::sandbox::{self, Person, Sandbox, SandboxOptions};
use algoslayer::storage::Store;
use secrecy::ExposeSecret;
use teloxide::types::UserId;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::world::{OWNER, VIEWER, context};

/// Someone whom nobody names.
const NOBODY: i64 = 4_711;

struct Service {
    sandbox: Sandbox,
    store: Store,
    clock: Clock,
    people: People,
    _folder: tempfile::TempDir,
}

struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Service {
    async fn new(chats: u64) -> Self {
        let clock = Clock::manual("2026-01-05T14:00:00Z".parse().unwrap());
        let ids = 1001..1001 + i64::try_from(chats).unwrap();
        let people = ids.map(|id| Person::new(id, "P", "en", "viewer")).collect();
        let sandbox =
            sandbox::start(SandboxOptions { people, ..SandboxOptions::in_memory(clock.clone()) }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("algoslayer.db")).unwrap();
        let people = People {
            owner: Some(UserId(1001)),
            approvers: vec![],
            viewers: (1002..1001 + chats).map(UserId).collect(),
            ..People::default()
        };
        Self { sandbox, store, clock, people, _folder: folder }
    }

    fn context(&self) -> BotContext {
        context(&self.sandbox, (&self.store, &self.clock), &self.people, &watch::Sender::default(), false)
    }

    fn run(&self) -> Running {
        let (stop, stopped) = watch::channel(false);
        Running { stop, task: tokio::spawn(run(self.context(), stopped)) }
    }

    fn answers(&self, start: &str) -> usize {
        let happenings = self.sandbox.happenings_since(0);
        happenings.iter().filter(|it| it.text.starts_with(start)).count()
    }

    async fn wait_for(&self, what: &str, met: impl Fn(&Self) -> bool) {
        let begun = Stopwatch::start();
        while !met(self) {
            assert!(begun.elapsed() < Duration::from_secs(30), "waited in vain for {what}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Running {
    async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_messages_in_five_chats_are_answered_in_order() {
    let service = Service::new(5).await;
    let running = service.run();
    for round in 0..10 {
        for chat in 0..5 {
            service.sandbox.says(OWNER + chat, if round % 2 == 0 { "/status" } else { "/accuracy" }).unwrap();
        }
    }
    service.wait_for("50 answers", |it| it.answers("Status") + it.answers("Accuracy") == 50).await;
    for chat in 0..5 {
        let texts: Vec<String> = service
            .sandbox
            .messages(OWNER + chat)
            .into_iter()
            .filter(|it| it.from_bot && !it.text.starts_with("Heartbeat"))
            .map(|it| it.text.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(texts, ["Status", "Accuracy"].repeat(5), "in the order of the questions");
    }
    service.wait_for("the menu", |it| it.sandbox.commands(OWNER, "en").len() == COMMANDS.len()).await;
    service.wait_for("a viewer's menu", |it| it.sandbox.commands(VIEWER, "en").len() > 2).await;
    let of_a_viewer = service.sandbox.commands(VIEWER, "en");
    assert!(of_a_viewer.iter().all(|(name, _)| !["mode", "pause", "resume", "close"].contains(&name.as_str())));
    let of_a_stranger: Vec<_> = service.sandbox.commands(NOBODY, "en").into_iter().map(|(name, _)| name).collect();
    assert_eq!(of_a_stranger, ["start", "help"]);
    running.stop().await;
    assert_eq!(service.sandbox.violations(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_in_is_answered_before_the_end() {
    let service = Service::new(1).await;
    let running = service.run();
    service.sandbox.says(OWNER, "/help").unwrap();
    service.wait_for("the first answer", |it| it.answers("Help") == 1).await;
    for _ in 0..20 {
        service.sandbox.says(OWNER, "/status").unwrap();
    }
    running.stop().await;
    assert_eq!(
        service.answers("Status") + service.sandbox.pending_updates(),
        20,
        "answered, or left for the next start"
    );
    let running = service.run();
    service.wait_for("the rest", |it| it.answers("Status") == 20).await;
    running.stop().await;
    assert_eq!(service.answers("Status"), 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_talk_goes_on_after_a_restart() {
    let service = Service::new(1).await;
    let running = service.run();
    service.sandbox.says(OWNER, "/report").unwrap();
    service.wait_for("the report", |it| it.answers("Report") == 1).await;
    service.sandbox.taps_label(OWNER, "Another day").unwrap();
    service.wait_for("the question", |it| it.answers("Which day?") == 1).await;
    running.stop().await;
    let running = service.run();
    service.sandbox.says(OWNER, "2026-01-02").unwrap();
    service.wait_for("the other report", |it| it.answers("Report") == 2).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rival_is_told_of_once_and_given_way() {
    let service = Service::new(1).await;
    let running = service.run();
    service.sandbox.says(OWNER, "/start").unwrap();
    // The pinned message comes once it is known that the owner wants to be told.
    service.wait_for("the pinned message", |it| it.answers("Heartbeat") > 0).await;
    let url = format!("{}/bot{}/getUpdates", service.sandbox.api_url(), service.sandbox.token().expose_secret());
    let client = reqwest::Client::new();
    // The rival asks until it has met a question of the bot's own.
    for _ in 0..20 {
        if service.answers("⚠️ Another program") > 0 {
            break;
        }
        let asked = client.post(&url).json(&serde_json::json!({ "timeout": 1 })).send();
        drop(tokio::time::timeout(Duration::from_secs(3), asked).await);
    }
    service.wait_for("a warning", |it| it.answers("⚠️ Another program") == 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(service.answers("⚠️ Another program"), 1);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn telegram_is_down_at_the_start_and_comes() {
    let service = Service::new(1).await;
    service.sandbox.set_down(true);
    let running = service.run();
    service.sandbox.says(OWNER, "/status").unwrap();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert!(!running.task.is_finished());
    service.sandbox.set_down(false);
    service.wait_for("an answer", |it| it.answers("Status") == 1).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_is_said_and_ends_the_chat() {
    let service = Service::new(1).await;
    service.sandbox.fail_next_of("getMe", 2, &sandbox::Fault::Unauthorized);
    let (_stop, stopped) = watch::channel(false);
    let error = Box::pin(run(service.context(), stopped)).await.unwrap_err();
    assert!(error.to_string().contains("@BotFather"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_other_answer_at_the_start_ends_the_chat() {
    for code in [404, 409, 500] {
        let service = Service::new(1).await;
        // What is asked twice meets the fault twice.
        let times = if code == 404 { 2 } else { 1 };
        service.sandbox.fail_next_of("getMe", times, &sandbox::Fault::ServerError(code));
        let running = service.run();
        service.sandbox.says(OWNER, "/status").unwrap();
        service.wait_for("an answer", |it| it.answers("Status") == 1).await;
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kind_of_tomorrow_is_passed_over_and_polling_goes_on() {
    let service = Service::new(1).await;
    let running = service.run();
    for body in [serde_json::json!({}), serde_json::json!({ "id": 5 }), serde_json::json!([])] {
        // The sandbox holds back kinds that nobody asked for; a message that cannot be read stands for them.
        service.sandbox.push_raw_update("message", body.clone());
        service.sandbox.push_raw_update("callback_query", body);
    }
    service.sandbox.says(OWNER, "/status").unwrap();
    service.wait_for("an answer", |it| it.answers("Status") == 1).await;
    assert_eq!(service.sandbox.pending_updates(), 0, "the offset went past them");
    running.stop().await;
}
