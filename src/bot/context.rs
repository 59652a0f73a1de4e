//! What every endpoint is handed: storage, clock, courier, and whose figures are shown.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::bot::courier::Courier;
use crate::bot::desk_link::DeskLink;
use crate::bot::door::People;
use crate::bot::heartbeat::Shown;
use crate::bot::living::Kept;
use crate::bot::pin::{Keypads, Pin};
use crate::bot::screens::Frame;
use crate::bot::train_link::TrainLink;
use crate::bot::training_living;
use crate::bot::words::Language;
use crate::clock::Clock;
use crate::domain::health::Health;
use crate::domain::setting::Theme;
use crate::domain::symbol::Symbol;
use crate::domain::universe::can_watch;
use crate::domain::view::Machine;
use crate::storage::{PersonId, Store, StoreError};

/// Strangers who are shown their own id while the service is being set up; after so many it is silent until it starts again.
const SETUP_ANSWERS_MAX: u32 = 20;

/// Shared by all endpoints; clones are cheap.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

/// Whose figures are shown, and where they come from.
pub struct Market {
    /// Whose price is predicted.
    pub symbol: Symbol,
    /// Whether the market is simulated.
    pub simulated: bool,
    /// The name of the source of bars.
    pub feed: String,
    /// How the outside answers, kept up to date by whoever reads the market.
    pub health: watch::Receiver<Health>,
    /// Looks how the machine is doing.
    pub machine: MachineWatch,
    /// The desk: offers, positions and trades.
    pub desk: DeskLink,
    /// Training.
    pub train: TrainLink,
}

/// Looks how the machine is doing; it may wait for a disk.
pub type MachineWatch = Arc<dyn Fn() -> Machine + Send + Sync>;

/// How someone sees screens: what they chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// In which language.
    pub language: Language,
    /// How pictures are coloured.
    pub theme: Theme,
    /// Whose figures are shown.
    pub symbol: Symbol,
}

struct Inner {
    store: Store,
    clock: Clock,
    courier: Courier,
    people: People,
    market: Market,
    setup_setting: Option<String>,
    setup_answers: AtomicU32,
    heartbeats: tokio::sync::Mutex<Shown>,
    living: tokio::sync::Mutex<Kept>,
    training: tokio::sync::Mutex<training_living::Kept>,
    name: OnceLock<String>,
    pin: Option<Pin>,
    keypads: Keypads,
}

impl Ctx {
    /// `pin` is the owner's, where one is set. `setup_setting` names the setting that holds the owner's id, where people are to be told theirs.
    pub fn new(
        (store, clock): (Store, Clock),
        courier: Courier,
        people: People,
        market: Market,
        (setup_setting, pin): (Option<String>, Option<Pin>),
    ) -> Self {
        Self(Arc::new(Inner {
            store,
            clock,
            courier,
            people,
            market,
            setup_setting,
            setup_answers: AtomicU32::new(0),
            heartbeats: tokio::sync::Mutex::default(),
            living: tokio::sync::Mutex::default(),
            training: tokio::sync::Mutex::default(),
            name: OnceLock::new(),
            pin,
            keypads: Keypads::default(),
        }))
    }

    /// Who may come in.
    pub fn people(&self) -> &People {
        &self.0.people
    }

    /// Who carries messages.
    pub fn courier(&self) -> &Courier {
        &self.0.courier
    }

    /// What the pinned messages show.
    pub fn heartbeats(&self) -> &tokio::sync::Mutex<Shown> {
        &self.0.heartbeats
    }

    /// What is known of the messages of offers.
    pub fn living(&self) -> &tokio::sync::Mutex<Kept> {
        &self.0.living
    }

    /// Whose price the desk trades on, and whose figures are shown to those who chose no other.
    pub fn symbol(&self) -> Symbol {
        self.0.market.symbol
    }

    /// The symbols that are predicted now, the main one first; empty until that is known.
    pub fn predicted(&self) -> Vec<Symbol> {
        self.0.market.health.borrow().predicted.clone()
    }

    /// The symbols that are to be predicted beside the main one: those that were set, else those of the configuration, once the market has
    /// looked at them.
    pub async fn watched(&self) -> anyhow::Result<Vec<Symbol>> {
        let set = self.store(Store::watched_setting).await?;
        let main = self.symbol();
        Ok(set.unwrap_or_else(|| self.predicted().into_iter().filter(|symbol| *symbol != main).collect()))
    }

    /// Whether a symbol's price can be predicted on this market.
    pub fn can_watch(&self, symbol: Symbol) -> bool {
        can_watch(symbol, self.0.market.simulated)
    }

    /// How someone sees what the desk does: it trades on the main symbol, whichever is shown otherwise.
    pub fn of_the_desk(&self, view: View) -> View {
        View { symbol: self.symbol(), ..view }
    }

    /// How the outside answers.
    pub fn health(&self) -> Health {
        self.0.market.health.borrow().clone()
    }

    /// How the machine is doing.
    pub async fn machine(&self) -> anyhow::Result<Machine> {
        let look = Arc::clone(&self.0.market.machine);
        Ok(tokio::task::spawn_blocking(move || look()).await?)
    }

    /// Keeps the name by which Telegram calls the bot; the first one counts.
    pub fn is_called(&self, name: &str) {
        self.0.name.get_or_init(|| name.to_ascii_lowercase());
    }

    /// Whether a command that names a bot names this one; never before Telegram has said how it is called.
    pub fn answers_to(&self, name: &str) -> bool {
        self.0.name.get().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    /// The PIN, where there is one.
    pub fn pin(&self) -> Option<&Pin> {
        self.0.pin.as_ref()
    }

    /// Keypads that wait for its digits.
    pub fn keypads(&self) -> &Keypads {
        &self.0.keypads
    }

    /// The desk.
    pub fn desk(&self) -> &DeskLink {
        &self.0.market.desk
    }

    /// Training.
    pub fn train(&self) -> &TrainLink {
        &self.0.market.train
    }

    /// What is known of the messages of trainings.
    pub fn training(&self) -> &tokio::sync::Mutex<training_living::Kept> {
        &self.0.training
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// What a screen knows now that someone sees in this way.
    pub fn frame(&self, view: View) -> Frame<'_> {
        Frame {
            words: view.language.words(),
            theme: view.theme,
            symbol: view.symbol,
            simulated: self.0.market.simulated,
            feed: &self.0.market.feed,
            now: self.0.clock.now(),
        }
    }

    /// The setting that a stranger is to be told of, where the service is being set up.
    pub fn setup_setting(&self) -> Option<&str> {
        let setting = self.0.setup_setting.as_deref()?;
        (self.0.setup_answers.fetch_add(1, Ordering::Relaxed) < SETUP_ANSWERS_MAX).then_some(setting)
    }

    /// Asks or changes storage on a thread that may wait.
    pub async fn store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> anyhow::Result<T> {
        let store = self.0.store.clone();
        Ok(tokio::task::spawn_blocking(move || work(&store)).await??)
    }

    /// How someone sees screens; where they chose no language, in English.
    pub async fn view(&self, person: PersonId) -> View {
        self.view_of(person, None).await
    }

    /// How someone sees screens; where they chose no language, in that of their Telegram, as far as it is spoken.
    pub async fn view_of(&self, person: PersonId, telegram: Option<&str>) -> View {
        let found = self.store(move |store| Ok((store.person(person)?, store.settings_of(person)?))).await;
        let (person, settings) = found.unwrap_or_else(|error| {
            tracing::error!(%error, "what a person chose could not be read");
            Default::default()
        });
        let chosen = person.and_then(|person| person.language);
        let spoken = |code: &str| Language::from_code(code);
        let language = chosen.as_deref().and_then(spoken).or_else(|| telegram.and_then(spoken)).unwrap_or_default();
        View { language, theme: settings.theme, symbol: settings.symbol.unwrap_or(self.symbol()) }
    }

    /// How screens are seen by someone of whom nothing but the language is known.
    pub fn seen_in(&self, language: Language) -> View {
        View { language, theme: Theme::default(), symbol: self.symbol() }
    }
}
