//! A simulated market with a hub on its ledger.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use algoslayer::app::keeper::Keeper;
use algoslayer::app::market::{self, Player};
use algoslayer::app::training::{Hub, HubOptions, SwapOrder, Work};
use algoslayer::bot::train_link::{TrainEnd, TrainLink};
use algoslayer::clock::{Clock, Pulse, Stopwatch};
use algoslayer::config::{Config, Overrides};
use algoslayer::domain::health::Health;
use algoslayer::domain::notice::Notice;
use algoslayer::domain::person::PersonId;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::training::request::{Place, TrainAnswer, TrainOrder, TrainRequest, TrainingNow};
use algoslayer::domain::training::{Depth, Families, Family};
use algoslayer::engine::replay::Pace;
use algoslayer::learn::tone::lexicon::Lexicon;
use algoslayer::storage::Store;
use tokio::sync::{mpsc, oneshot, watch};

use crate::procedure::{Quick, result};

/// What is asked over a link.
type Requests = mpsc::Receiver<(TrainRequest, oneshot::Sender<TrainAnswer>)>;

pub(crate) const ANNA: PersonId = PersonId(1001);

/// Sessions that were lived through before a test begins.
const SESSIONS: u32 = 40;

pub(crate) struct World {
    folder: tempfile::TempDir,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) procedure: Arc<Quick>,
    now: Mutex<Option<watch::Receiver<Arc<TrainingNow>>>>,
    telling: Mutex<Option<watch::Sender<Arc<TrainingNow>>>>,
    pub(crate) swaps: Mutex<Option<Receiver<SwapOrder>>>,
}

pub(crate) fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

pub(crate) fn order(place: Place) -> TrainOrder {
    let families = Families::of([Family::Logistic, Family::Forest]).unwrap();
    TrainOrder { families, depth: Depth::Light, place }
}

/// A player on the ledger of a folder.
pub(crate) fn player(folder: &Path, store: Store, sessions: u32) -> Player {
    let lines = format!("[market.sim]\nseed = 7\nwarm_up_sessions = {sessions}\n");
    std::fs::write(folder.join("algoslayer.toml"), lines).unwrap();
    let overrides = Overrides { data_dir: Some(folder.to_owned()), ..Overrides::default() };
    let config = Config::load(&overrides).unwrap();
    let opened = market::open(&config.market).unwrap();
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
        pulse: Pulse::default(),
        swaps: None,
    }
}

/// A ledger that was lived through once, for every test to begin with.
fn lived() -> &'static PathBuf {
    static LIVED: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = LIVED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut player = player(folder.path(), Store::open(&folder.path().join("ledger.db")).unwrap(), SESSIONS);
        player.warm_up(|_, _| {}).unwrap();
        drop(player);
        let path = folder.path().join("ledger.db");
        (folder, path)
    });
    path
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        std::fs::copy(lived(), &path).unwrap();
        let store = Store::open(&path).unwrap();
        let newest = store.last_prediction(rtx()).unwrap().unwrap();
        let clock = Clock::manual(store.prediction(rtx(), newest).unwrap().unwrap().at);
        store.join(ANNA, clock.now()).unwrap();
        let procedure = Arc::new(Quick::new());
        Self {
            folder,
            store,
            clock,
            procedure,
            now: Mutex::default(),
            telling: Mutex::default(),
            swaps: Mutex::default(),
        }
    }

    /// The market of the ledger, lived through up to so many sessions, with the hub's orders in its hands.
    pub(crate) fn lived_on(&self, sessions: u32) -> Player {
        let mut player = player(self.folder(), self.store.clone(), sessions);
        player.warm_up(|_, _| {}).unwrap();
        player.swaps = self.swaps.lock().unwrap().take();
        self.clock.set(player.clock.now());
        player
    }

    /// Runs `ask` while the market goes on taking orders.
    pub(crate) fn beside<T: Send>(player: &mut Player, ask: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| {
            let asked = scope.spawn(ask);
            let (_hold, stop) = std::sync::mpsc::channel();
            while !asked.is_finished() {
                let at = player.keeper.position().unwrap().unwrap();
                assert!(player.swap_models(at, Pace::Lived, &stop).unwrap());
                std::thread::sleep(Duration::from_millis(5));
            }
            asked.join().unwrap()
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn hub(&self) -> Hub {
        self.hub_with(HubOptions { needed: 1.0, ..HubOptions::new(rtx(), true, 7) })
    }

    pub(crate) fn hub_that_needs(&self, needed: f64) -> Hub {
        self.hub_with(HubOptions { needed, ..HubOptions::new(rtx(), true, 7) })
    }

    pub(crate) fn hub_with_lease(&self, lease: Duration) -> Hub {
        self.hub_with(HubOptions { lease, needed: 1.0, ..HubOptions::new(rtx(), true, 7) })
    }

    /// The chat's link, with what is asked over it.
    pub(crate) fn link(&self) -> (TrainLink, Requests) {
        let (link, TrainEnd { now, requests }) = TrainLink::new();
        *self.telling.lock().unwrap() = Some(now);
        (link, requests)
    }

    /// A hub that tells over the link.
    pub(crate) fn hub_of_link(&self, link: &TrainLink) -> Hub {
        let hub = self.hub();
        assert_eq!(link.now().needed, 1.0);
        hub
    }

    fn hub_with(&self, options: HubOptions) -> Hub {
        let (now, watched) = watch::channel(Arc::default());
        let now = self.telling.lock().unwrap().take().unwrap_or(now);
        let (swaps, ordered) = sync_channel(1);
        *self.now.lock().unwrap() = Some(watched);
        *self.swaps.lock().unwrap() = Some(ordered);
        let procedure = Arc::clone(&self.procedure);
        Hub::open((self.store.clone(), self.clock.clone()), options, procedure, now, swaps).unwrap()
    }

    /// What screens show now.
    pub(crate) fn now(&self) -> TrainingNow {
        let now = self.now.lock().unwrap();
        let shown = now.as_ref().unwrap().borrow();
        (**shown).clone()
    }

    pub(crate) fn start(&self, place: Place) -> TrainRequest {
        TrainRequest::Start { by: ANNA, order: order(place) }
    }

    /// What a trainer that works rightly brings.
    pub(crate) fn result(&self, work: &Work) -> Vec<u8> {
        result(&work.order, work.last_number, &work.unit)
    }

    /// Has a training that is to be done here done.
    pub(crate) fn work_through(&self, hub: &Hub) {
        hub.tend_once().unwrap();
        while hub.work_here_once() {}
        hub.tend_once().unwrap();
    }

    /// What Anna is told, in order, as far as it is about training.
    pub(crate) fn told(&self) -> Vec<Notice> {
        let connection = rusqlite::Connection::open(self.folder().join("ledger.db")).unwrap();
        let mut select = connection
            .prepare("SELECT notice FROM outbox WHERE user_id = ? AND topic = 'learning' ORDER BY id")
            .unwrap();
        let rows = select.query_map([ANNA.0], |row| row.get::<_, String>(0)).unwrap();
        rows.map(|notice| serde_json::from_str(&notice.unwrap()).unwrap()).collect()
    }
}
