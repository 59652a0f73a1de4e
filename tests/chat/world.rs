//! One bot, one sandbox, one simulated market, and a clock that moves when it is told to.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use algoslayer::app::keeper::Keeper;
use algoslayer::bot::context::Ctx;
use algoslayer::bot::desk_link::DeskLink;
use algoslayer::bot::door::People;
use algoslayer::bot::outbox::{Pace, Sender};
use algoslayer::bot::pin::Pin;
use algoslayer::bot::surface::routes;
use algoslayer::bot::train_link::TrainLink;
use algoslayer::bot::{BotContext, heartbeat, living, startup, training_living};
use algoslayer::clock::Clock;
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::desk::approval::Mode;
use algoslayer::domain::desk::fact::Fact;
use algoslayer::domain::desk::request::Block;
use algoslayer::domain::desk::trade::ExitReason;
use algoslayer::domain::health::{Channel, FeedFault, FeedHealth, FeedState, Health};
use algoslayer::domain::money::Cents;
use algoslayer::domain::notice::Notice;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::view::Machine;
use algoslayer::engine::replay;
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use algoslayer::sandbox::{self, Happening, Person, Sandbox, SandboxOptions};
use algoslayer::storage::{Store, enqueue};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use teloxide::dptree::deps;
use teloxide::types::{Update, UserId};
use tokio::sync::watch;

use super::played_desk::{PlayedDesk, offer_id};
use super::played_training::PlayedTraining;

pub(crate) const OWNER: i64 = 1001;
pub(crate) const VIEWER: i64 = 1002;
pub(crate) const STRANGER: i64 = 1003;
pub(crate) const APPROVER: i64 = 1004;

/// The seed of the market in all stories.
const SEED: u64 = 7;

/// Quick enough for tests, with an absence that is noticed at once.
pub(crate) const PACE: Pace = Pace {
    per_chat: Duration::ZERO,
    overall: Duration::ZERO,
    first_pause: Duration::from_millis(5),
    longest_pause: Duration::from_millis(40),
    away_after: Duration::ZERO,
    idle: Duration::from_millis(50),
};

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Clock,
    pub(crate) ctx: Ctx,
    pub(crate) store: Store,
    pub(crate) people: People,
    pub(crate) health: watch::Sender<Health>,
    pub(crate) setup: bool,
    pub(crate) pin: Option<Pin>,
    pub(crate) desk: PlayedDesk,
    pub(crate) training: PlayedTraining,
    link: DeskLink,
    train: TrainLink,
    market: Box<SimFeed>,
    keeper: Box<Keeper>,
    sender: Sender,
    down: bool,
    folder: tempfile::TempDir,
}

fn symbol() -> Symbol {
    Symbol::new("RTX").unwrap()
}

pub(crate) fn people() -> People {
    People {
        owner: Some(UserId(1001)),
        approvers: vec![UserId(1004)],
        viewers: vec![UserId(1002)],
        ..People::default()
    }
}

impl World {
    /// Monday 5 January 2026, half an hour before the opening bell, with so many sessions of history.
    pub(crate) async fn with_history(sessions: usize) -> Self {
        let calendar = ExchangeCalendar::nyse();
        let start: Timestamp = "2026-01-05T14:00:00Z".parse().unwrap();
        let first = calendar.session(calendar.index_at_or_before(start).unwrap() + 1 - sessions).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::manual(start);
        let sandbox =
            sandbox::start(SandboxOptions { people: in_english(), ..SandboxOptions::in_memory(clock.clone()) })
                .await
                .unwrap();
        sandbox.hold_updates(true);
        let store = Store::open(&folder.path().join("algoslayer.db")).unwrap();
        let market = SimFeed::new(SEED, first.date.max(date(2000, 1, 3))).unwrap();
        let (keeper, _) = Keeper::open(store.clone(), symbol(), "sim".to_owned()).unwrap();
        let people = people();
        let health = watch::Sender::new(Health::default());
        let (link, desk) = PlayedDesk::open(&clock);
        let context = context(&sandbox, (&store, &clock), &people, &health, false);
        let (train, training) = PlayedTraining::open(&store, &clock, symbol());
        let ctx = BotContext { desk: link.clone(), train: train.clone(), ..context }.ctx();
        let sender = Sender::new(ctx.clone(), PACE, 1);
        let mut world = Self {
            sandbox,
            clock,
            ctx,
            store,
            people,
            health,
            setup: false,
            pin: None,
            desk,
            training,
            link,
            train,
            market: Box::new(market),
            keeper: Box::new(keeper),
            sender,
            down: false,
            folder,
        };
        world.live_until(start, false, true);
        world
    }

    /// What app hands to the bot.
    pub(crate) fn context(&self) -> BotContext {
        let context = context(&self.sandbox, (&self.store, &self.clock), &self.people, &self.health, self.setup);
        BotContext { desk: self.link.clone(), train: self.train.clone(), pin: self.pin.clone(), ..context }
    }

    /// Everything that lives in memory is lost, the file stays.
    pub(crate) fn restart(&mut self) {
        self.store = Store::open(&self.folder.path().join("algoslayer.db")).unwrap();
        *self.keeper = Keeper::open(self.store.clone(), symbol(), "sim".to_owned()).unwrap().0;
        self.ctx = self.context().ctx();
        self.sender = Sender::new(self.ctx.clone(), PACE, 2);
    }

    /// These symbols are predicted beside the main one from now on.
    pub(crate) fn watch(&mut self, names: &str) {
        let symbols: Vec<_> = names.split(',').filter_map(|name| Symbol::new(name).ok()).collect();
        self.keeper.watch(&symbols).unwrap();
        let predicted = self.keeper.predicted();
        self.health.send_modify(|health| health.predicted = predicted);
    }

    /// The market goes on; without bars where its feed is down.
    pub(crate) fn live_until(&mut self, until: Timestamp, tell: bool, feed_is_up: bool) {
        let after = self.keeper.position().unwrap().unwrap_or(Timestamp::UNIX_EPOCH);
        let bars = if feed_is_up { self.market.events(after, until).unwrap() } else { vec![] };
        let predicted = self.keeper.predicted();
        let ours = |symbol: Symbol| predicted.contains(&symbol);
        let bars: Vec<_> = bars.into_iter().filter(|event| event.symbol().is_some_and(ours)).collect();
        self.keeper.take(&bars, until, replay::Pace::Lived, tell);
        self.keeper.write().unwrap();
        self.clock.set(until);
    }

    /// The rest of this trading day, or the whole of the next, and its report.
    pub(crate) fn live_one_day(&mut self) {
        let calendar = ExchangeCalendar::nyse();
        let now = self.clock.now();
        let index = calendar.index_at_or_before(now).unwrap();
        let reported = |close: Timestamp| close + SignedDuration::from_mins(65);
        let today = calendar.session(index).filter(|session| now < session.close);
        let session = today.or_else(|| calendar.session(index + 1)).unwrap();
        self.live_until(reported(session.close), true, true);
    }

    /// Hands an update to the routes as the dispatcher does; what went wrong comes back in words.
    pub(crate) async fn dispatch(&self, update: &Value) -> Option<String> {
        let update: Update = serde_json::from_str(&update.to_string()).unwrap();
        // What a route holds while it waits is large; each story would hold it again.
        match Box::pin(routes().dispatch(deps![update, self.ctx.clone()])).await {
            ControlFlow::Break(Ok(())) => None,
            ControlFlow::Break(Err(error)) => Some(format!("ERROR {error:#}")),
            ControlFlow::Continue(_) => Some("UNHANDLED".to_owned()),
        }
    }

    /// A source answers for the first time, stands by, fails or recovers; the owner is told as the feeds tell it.
    pub(crate) fn source(&self, name: &str, channel: Channel, fares: &str) {
        let now = self.clock.now();
        let mut health = self.health.borrow().clone();
        let known = health.feeds.iter().position(|feed| feed.source == name && feed.channel == Some(channel));
        let place = known.unwrap_or_else(|| {
            let source = name.to_owned();
            health.feeds.push(FeedHealth { source, channel: Some(channel), ..FeedHealth::default() });
            health.feeds.len() - 1
        });
        let feed = &mut health.feeds[place];
        let before = feed.state.clone();
        feed.requests += 1;
        feed.in_use = fares == "in use";
        let source = name.to_owned();
        let told = match (fares.strip_prefix("failing "), before) {
            (Some(fault), _) => {
                let fault = FeedFault::ALL.into_iter().find(|known| known.name() == fault).unwrap();
                feed.state = FeedState::Down { since: now, fault };
                Some(Notice::FeedDown { source, channel, fault, since: now, instead: None })
            }
            (None, before) => {
                feed.state = FeedState::Up;
                feed.last_answer = Some(now);
                match before {
                    FeedState::Down { since, .. } => Some(Notice::FeedUp { source, channel, since, at: now }),
                    _ => None,
                }
            }
        };
        self.health.send_replace(health);
        if let Some(notice) = told {
            self.store.write(move |transaction| enqueue(transaction, &notice, now)).unwrap();
        }
    }

    /// Something happens at the desk; the owner is told as the desk tells it.
    pub(crate) fn at_the_desk(&self, what: &str) {
        let (now, approval) = (self.clock.now(), offer_id());
        let told = |notice: Notice| assert!(self.store.outbox_enqueue(&notice, now).unwrap() > 0, "nobody is told");
        match what.split_once(' ').unwrap_or((what, "")) {
            ("offers", mode) => {
                self.desk.offers(approval, Mode::from_name(mode).unwrap());
                told(Notice::Offer { approval });
            }
            ("fills", price) => {
                self.desk.fills(price.parse().unwrap());
                told(Notice::Bought { approval });
            }
            ("marks", bid) => self.desk.marks(bid.parse().unwrap()),
            ("sells", price) => {
                self.desk.sells(price.parse().unwrap(), ExitReason::Target);
                told(Notice::Sold { approval });
            }
            ("goes", "live") => self.desk.happens(Fact::ModeSet { mode: Mode::Live, by: None }),
            ("expires", _) => self.desk.happens(Fact::Expired { approval }),
            ("refuses:", "the price moved") => {
                self.desk.refuses(Block::Moved { ask: Cents(210), limit: Cents(199) });
            }
            _ => panic!("no desk knows how to: {what}"),
        }
    }

    /// Telegram goes away or comes back.
    pub(crate) fn set_down(&mut self, down: bool) {
        self.sandbox.set_down(down);
        self.down = down;
    }

    /// What the service does by itself after each step: pinned messages, and the outbox until it is empty or hopeless.
    pub(crate) async fn settle(&mut self) {
        heartbeat::refresh(&self.ctx).await.unwrap();
        living::refresh(&self.ctx).await.unwrap();
        training_living::refresh(&self.ctx).await.unwrap();
        let patience = Duration::from_millis(if self.down { 3_000 } else { 60_000 });
        let emptied = async {
            while !self.store.outbox_next(self.clock.now()).unwrap().is_empty() {
                let pause = self.sender.round().await.unwrap();
                tokio::time::sleep(pause).await;
            }
        };
        // Running out of patience is what a test of an absence expects.
        drop(tokio::time::timeout(patience, emptied).await);
    }

    /// One round of the outbox.
    pub(crate) async fn round(&mut self) {
        let pause = self.sender.round().await.unwrap();
        tokio::time::sleep(pause.min(PACE.longest_pause * 2)).await;
    }

    pub(crate) fn happenings_since(&self, cursor: u64) -> Vec<Happening> {
        self.sandbox.happenings_since(cursor)
    }
}

pub(crate) fn context(
    sandbox: &Sandbox,
    (store, clock): (&Store, &Clock),
    people: &People,
    health: &watch::Sender<Health>,
    setup: bool,
) -> BotContext {
    let (_, committed) = watch::channel(clock.now());
    BotContext {
        bot: startup::connect(sandbox.token(), Some(&sandbox.api_url())).unwrap(),
        store: store.clone(),
        clock: clock.clone(),
        people: people.clone(),
        owner_setting: setup.then(|| "ALGOSLAYER_OWNER".to_owned()),
        symbol: symbol(),
        simulated: true,
        feed_name: "simulated market".to_owned(),
        health: health.subscribe(),
        machine: Arc::new(|| Machine {
            resident_bytes: Some(34_000_000),
            ledger_bytes: Some(12_000_000),
            free_bytes: Some(50_000_000_000),
        }),
        committed,
        pace: PACE,
        heartbeat_pause: Duration::from_millis(10),
        desk: algoslayer::bot::desk_link::DeskLink::unanswered(algoslayer::domain::desk::book::Book::default()),
        pin: None,
        seed: 1,
        pulse: algoslayer::clock::Pulse::default(),
        train: TrainLink::unanswered(),
    }
}

/// The pretend persons, all of whom have Telegram in English: stories that are about languages choose one.
fn in_english() -> Vec<Person> {
    Person::defaults().into_iter().map(|person| Person { language: "en".to_owned(), ..person }).collect()
}
