//! A simulated market, its ledger and the real desk, moved on chain by chain, with option prices as the test wants them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::thread::JoinHandle;
use std::time::Duration;

use algoslayer::app::desk;
use algoslayer::app::keeper::Keeper;
use algoslayer::app::market::{self, Player};
use algoslayer::bot::desk_link::DeskLink;
use algoslayer::clock::{Clock, Stopwatch};
use algoslayer::config::{Config, Overrides};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::approval::{Approval, ApprovalId, ApprovalState};
use algoslayer::domain::desk::book::{Book, OrderRecord};
use algoslayer::domain::desk::fact::{Entry, Fact};
use algoslayer::domain::desk::order::{Intent, OrderId};
use algoslayer::domain::desk::request::{Answer, Asked, Choice, Request};
use algoslayer::domain::event::Event;
use algoslayer::domain::health::Health;
use algoslayer::domain::notice::Notice;
use algoslayer::domain::option_chain::{ChainSnapshot, OptionQuote};
use algoslayer::domain::symbol::Symbol;
use algoslayer::engine::replay::Pace;
use algoslayer::learn::tone::lexicon::Lexicon;
use algoslayer::storage::{PersonId, Store};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::sync::watch;

pub(crate) const OWNER: PersonId = PersonId(1001);
pub(crate) const APPROVER: PersonId = PersonId(1002);

/// Names the account at the broker.
pub(crate) const KEY: &str = "PKTESTKEYID0001";

/// Rules under which offers come every session, of several contracts each.
pub(crate) const ROOMY: &str = "capital = 100000\ntrade_max = 4000\nday_loss_max = 90000\ndrawdown_max = 1.0\n\
     losses_in_row_max = 100\ntrades_a_month_max = 1000\noffer_minutes = 60\npositions_max = 50\nexposure_max = 1.0\n";

/// How long anything may take, whatever the machine does beside it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Changes the quote of a contract: what the market does to it from now on.
pub(crate) type Shape = Box<dyn Fn(&Contract, &mut OptionQuote) + Send>;

pub(crate) struct World {
    folder: TempDir,
    trading: String,
    broker: Option<String>,
    pub(crate) player: Option<Player>,
    desk: Option<Desk>,
    /// What becomes of the quotes of the simulated market.
    pub(crate) shape: Option<Shape>,
    pub(crate) at: Timestamp,
}

struct Desk {
    link: DeskLink,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

pub(crate) fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// The ledger after the warm-up, made once.
static TEMPLATE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut player = player(folder.path(), &config(folder.path(), "", None));
    let at = player.opened.warm_up_until;
    player.warm_up(|_, _| {}).unwrap();
    player.keeper.snapshot(at);
    player.keeper.write().unwrap();
    for person in [OWNER, APPROVER] {
        player.keeper.store().join(person, at).unwrap();
    }
    folder
});

fn config(folder: &Path, trading: &str, broker: Option<&str>) -> Config {
    let broker = broker.map(|url| format!("broker = \"alpaca\"\nbroker_url = \"{url}\"\n")).unwrap_or_default();
    let text = format!("[market.sim]\nseed = 11\nwarm_up_sessions = 4\n[trading]\n{trading}{broker}");
    std::fs::write(folder.join("algoslayer.toml"), text).unwrap();
    let overrides = Overrides {
        data_dir: Some(folder.to_owned()),
        alpaca_key: Some(KEY.into()),
        alpaca_secret: Some("s3cr3t/of+the-key".into()),
        ..Overrides::default()
    };
    Config::load(&overrides).unwrap()
}

fn ledger(folder: &Path) -> PathBuf {
    folder.join("ledger.db")
}

fn player(folder: &Path, config: &Config) -> Player {
    let opened = market::open(&config.market).unwrap();
    let store = Store::open(&ledger(folder)).unwrap();
    let (keeper, rebuilt) = Keeper::open(store, config.market.symbol, opened.name.clone()).unwrap();
    assert_eq!(rebuilt.differing, 0);
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

/// Makes a copy of a ledger that nobody writes.
fn copy(from: &Path, to: &Path) {
    for ending in ["", "-wal"] {
        let name = format!("{}{ending}", ledger(from).display());
        if Path::new(&name).exists() {
            std::fs::copy(name, format!("{}{ending}", ledger(to).display())).unwrap();
        }
    }
}

impl World {
    /// The desk at work before the opening bell, with these lines of configuration.
    pub(crate) async fn open(trading: &str) -> Self {
        Self::with_broker(trading, None).await
    }

    /// The same with paper orders at the broker at that address.
    pub(crate) async fn with_broker(trading: &str, broker: Option<&str>) -> Self {
        let template = tokio::task::spawn_blocking(|| TEMPLATE.path().to_owned()).await.unwrap();
        let world = Self::on_a_copy(&template, trading, broker);
        world.settle().await;
        world
    }

    /// The desk at work on a copy of the ledger in a folder; it is not waited for.
    pub(crate) fn on_a_copy(of: &Path, trading: &str, broker: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(of, folder.path());
        let mut world = Self {
            folder,
            trading: trading.to_owned(),
            broker: broker.map(str::to_owned),
            player: None,
            desk: None,
            shape: None,
            at: Timestamp::UNIX_EPOCH,
        };
        world.start();
        world
    }

    /// A copy of the ledger as it is, while nobody writes it.
    pub(crate) fn copied(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        folder
    }

    fn config(&self) -> Config {
        config(self.folder.path(), &self.trading, self.broker.as_deref())
    }

    /// Starts market and desk on the ledger as it is.
    pub(crate) fn start(&mut self) {
        let player = player(self.folder.path(), &self.config());
        self.at = player.clock.now();
        self.player = Some(player);
        self.start_desk();
    }

    pub(crate) fn start_desk(&mut self) {
        let (link, desk) = desk::open(&self.config(), self.player()).unwrap();
        let (stop, stopped) = watch::channel(false);
        let runtime = Handle::current();
        let thread = std::thread::spawn(move || {
            // Some tests take its ledger away: then it ends, as it should.
            let _ended = desk.work(&runtime, stopped);
        });
        self.desk = Some(Desk { link, stop, thread });
    }

    /// Ends the desk alone: the market goes on.
    pub(crate) fn stop_desk(&mut self) {
        if let Some(Desk { link, stop, thread }) = self.desk.take() {
            stop.send_replace(true);
            drop(link);
            thread.join().unwrap();
        }
    }

    /// The product ends and starts again on the same file; the desk has not yet looked at anything.
    pub(crate) fn restart(&mut self) {
        self.stop_desk();
        self.player = None;
        self.start();
    }

    pub(crate) fn player(&self) -> &Player {
        self.player.as_ref().unwrap()
    }

    pub(crate) fn store(&self) -> &Store {
        self.player().keeper.store()
    }

    pub(crate) fn link(&self) -> DeskLink {
        self.desk.as_ref().unwrap().link.clone()
    }

    pub(crate) fn book(&self) -> Arc<Book> {
        self.link().book()
    }

    /// The book that the file gives, whoever is at work.
    pub(crate) fn book_of_file(&self) -> Book {
        Book::of(&self.entries()).unwrap()
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.store().desk_entries().unwrap()
    }

    /// Facts that `wanted` wants.
    pub(crate) fn count(&self, wanted: impl Fn(&Fact) -> bool) -> usize {
        self.entries().iter().filter(|entry| wanted(&entry.fact)).count()
    }

    pub(crate) async fn ask(&self, by: PersonId, asked: Asked) -> Answer {
        self.link().ask(Request { by, asked }).await
    }

    pub(crate) async fn tap(&self, by: PersonId, id: ApprovalId, choice: Choice) -> Answer {
        self.ask(by, Asked::Choose(id, choice)).await
    }

    /// Whether the desk is at work: asked for something that does not exist.
    pub(crate) async fn answers(&self) -> bool {
        let nothing = ApprovalId::from_text("0000000000000000").unwrap();
        self.ask(OWNER, Asked::Close(nothing)).await == Answer::Unknown
    }

    /// Waits until the desk has read everything that is written and done what follows; `false` where it has stopped itself.
    pub(crate) async fn settle(&self) -> bool {
        let watch = Stopwatch::start();
        loop {
            if !self.answers().await {
                return false;
            }
            let read = self.store().desk_progress(rtx()).unwrap();
            let waits = match read {
                Some(progress) => self.store().first_after(rtx(), progress.at, progress.seq).unwrap(),
                None => None,
            };
            if waits.is_none() {
                // The first answer can be from before the last work; the second one is from after it.
                return self.answers().await;
            }
            assert!(watch.elapsed() < PATIENCE, "the desk does not read on");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits for something that a thread brings about.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let watch = Stopwatch::start();
        while !holds(self) {
            assert!(watch.elapsed() < PATIENCE, "waited a minute for {what}: {:#?}", self.book().orders);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The market goes on to the next decision and its chain; the desk is not waited for.
    pub(crate) fn market(&mut self) {
        let calendar = ExchangeCalendar::nyse();
        let mut until = self.at.as_second().div_euclid(900) * 900 + 900;
        let instant = |second| Timestamp::from_second(second).unwrap();
        if calendar.session_containing(instant(until)).is_none_or(|session| instant(until) > session.close) {
            until = calendar.next_session_after(self.at).unwrap().open.as_second() + 900;
        }
        self.market_until(instant(until));
    }

    pub(crate) fn market_until(&mut self, until: Timestamp) {
        let at = self.at;
        let shape = self.shape.take();
        let player = self.player.as_mut().unwrap();
        let mut events = player.opened.feed.events(at, until).unwrap();
        for event in &mut events {
            if let (Event::Chain(chain), Some(shape)) = (&mut *event, &shape) {
                *chain = Arc::new(shaped(chain, shape));
            }
        }
        player.clock.set(until);
        player.keeper.take(&events, until, Pace::Lived, true);
        player.keeper.write().unwrap();
        player.written.send_replace(until);
        (self.at, self.shape) = (until, shape);
    }

    /// The market goes on to the next chain, and the desk with it; `false` where it stopped itself.
    pub(crate) async fn next(&mut self) -> bool {
        self.market();
        self.settle().await
    }

    /// Goes on until there is an offer that waits.
    pub(crate) async fn offer(&mut self) -> Approval {
        for _ in 0..80 {
            if let Some(approval) = self.book().open_offers().next() {
                return approval.clone();
            }
            assert!(self.next().await);
        }
        panic!("no offer in three sessions: {:?}", self.book().passed);
    }

    /// Every quote of that contract from now on.
    pub(crate) fn quote(&mut self, wanted: Contract, change: impl Fn(&mut OptionQuote) + Send + 'static) {
        self.shape = Some(Box::new(move |contract, quote| {
            if *contract == wanted {
                change(quote);
            }
        }));
    }

    pub(crate) fn notices(&self, wanted: impl Fn(&Notice) -> bool) -> usize {
        let told = self.store().read(|connection| {
            let mut select = connection.prepare("SELECT notice FROM outbox WHERE user_id = ?").unwrap();
            let rows = select.query_map([OWNER.0], |row| row.get::<_, String>(0)).unwrap();
            Ok(rows.map(|row| serde_json::from_str(&row.unwrap()).unwrap()).collect::<Vec<Notice>>())
        });
        told.unwrap().iter().filter(|notice| wanted(notice)).count()
    }

    /// What must hold at every moment: the published book is what is written, an approved offer was ordered once and no other was, and
    /// nothing in the ledger contradicts itself.
    pub(crate) fn check(&self) {
        let watch = Stopwatch::start();
        // A fact is written first and published right after: what lies between the two is waited for.
        let book = loop {
            let book = Book::of(&self.entries()).unwrap();
            if book == *self.book() {
                break book;
            }
            assert!(watch.elapsed() < PATIENCE, "the published book is not the one that is written");
            std::thread::sleep(Duration::from_millis(2));
        };
        sound(&book);
        let findings = self.store().verify(|_| {}).unwrap();
        assert!(findings.clean(), "{:?}", findings.problems);
    }
}

/// One opening order for each approved offer and none for any other; sold is what was bought.
pub(crate) fn sound(book: &Book) {
    for approval in book.approvals.values() {
        let opening =
            |record: &&OrderRecord| record.order.approval == approval.id && record.order.intent == Intent::Open;
        let count = book.orders.values().filter(opening).count();
        let approved = matches!(approval.state, ApprovalState::Approved { .. });
        assert_eq!(count, usize::from(approved), "{:?}", approval.state);
        if approved {
            let record = &book.orders[&OrderId::opening(approval.id)];
            assert!(record.progress.filled <= approval.offer.quantity);
            assert!(record.progress.value <= approval.offer.limit.of_contracts(record.progress.filled));
        }
    }
    for trade in book.paper.trades.iter().chain(&book.live.trades) {
        assert_eq!(trade.bought.filled, trade.sold.filled);
    }
    assert!(book.live.trades.is_empty() && book.live.positions.is_empty());
}

fn shaped(chain: &ChainSnapshot, shape: &Shape) -> ChainSnapshot {
    let mut quotes = chain.quotes().to_vec();
    for quote in &mut quotes {
        if let Some(contract) = Contract::of(chain.symbol(), quote) {
            shape(&contract, quote);
        }
    }
    ChainSnapshot::new(chain.symbol(), chain.source(), chain.at(), chain.spot(), quotes).unwrap().0
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop_desk();
    }
}
