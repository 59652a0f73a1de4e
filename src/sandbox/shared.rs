//! What the requests share: the world behind one lock, the store under it, and the bell that wakes those who wait.

use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use tokio::sync::watch;

use super::faults::Faults;
use super::rules::Refusal;
use super::store::{Store, StoreError};
use super::world::World;
use crate::clock::Clock;

/// A request of the bot and its answer, kept for those who hold it to the description of the Bot API.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The method, as the bot writes it.
    pub method: String,
    /// The parameters; from a form each of them is a text.
    pub values: Map<String, Value>,
    /// The names of the parts that carried files.
    pub files: Vec<String>,
    /// Whether the parameters came as a form and not as JSON.
    pub form: bool,
    /// The result; `None` where the request was refused.
    pub answer: Option<Value>,
}

/// Requests kept at most; beyond it none is added, which the reader sees by the count.
const RECORDED_LEN_MAX: usize = 100_000;

pub(super) struct Shared {
    recorded: Mutex<Option<Vec<Recorded>>>,
    kept: Mutex<Kept>,
    pub(super) faults: Mutex<Faults>,
    pub(super) clock: Clock,
    token: SecretString,
    /// Shown on the page, such as SIMULATED.
    pub(super) banner: Option<String>,
    /// Rings after every change.
    bell: watch::Sender<()>,
    /// The number of the newest `getUpdates`; older ones that still wait end with a conflict.
    pub(super) poll: watch::Sender<u64>,
    /// True once the sandbox is to stop.
    pub(super) stopped: watch::Sender<bool>,
}

struct Kept {
    world: World,
    store: Store,
}

impl Shared {
    pub(super) fn new(
        mut world: World,
        store: Store,
        clock: Clock,
        token: SecretString,
        banner: Option<String>,
    ) -> Self {
        // Numbers of changes begin with the time, so that a page notices that the sandbox was started anew.
        world.last_note = clock.now().as_millisecond().unsigned_abs();
        Self {
            recorded: Mutex::default(),
            kept: Mutex::new(Kept { world, store }),
            faults: Mutex::new(Faults::default()),
            clock,
            token,
            banner,
            bell: watch::Sender::new(()),
            poll: watch::Sender::new(0),
            stopped: watch::Sender::new(false),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins or ends keeping requests.
    pub(super) fn record(&self, on: bool) {
        *self.recorded.lock().unwrap_or_else(PoisonError::into_inner) = on.then(Vec::new);
    }

    /// Keeps a request, where requests are kept.
    pub(super) fn recorded(&self, request: impl FnOnce() -> Recorded) {
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = recorded.as_mut().filter(|kept| kept.len() < RECORDED_LEN_MAX) {
            kept.push(request());
        }
    }

    pub(super) fn take_recorded(&self) -> Vec<Recorded> {
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Looks without changing anything.
    pub(super) fn read<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.lock().world)
    }

    /// Changes the world and writes the change before anyone is told of it.
    pub(super) fn change<T>(&self, work: impl FnOnce(&mut World) -> T) -> Result<T, StoreError> {
        let mut kept = self.lock();
        let Kept { world, store } = &mut *kept;
        world.now = self.clock.now().as_second();
        let out = work(world);
        store.commit(world)?;
        drop(kept);
        self.bell.send_replace(());
        Ok(out)
    }

    /// Like [`Shared::change`] for a request of the bot.
    pub(super) fn serve<T>(&self, work: impl FnOnce(&mut World) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.change(work).unwrap_or_else(|error| {
            tracing::error!(%error, "the sandbox could not keep a change");
            Err(Refusal::new(500, "Internal Server Error: the change could not be kept"))
        })
    }

    pub(super) fn file_bytes(&self, file_id: &str) -> Option<Vec<u8>> {
        self.lock().store.bytes(file_id).unwrap_or_else(|error| {
            tracing::error!(%error, "the sandbox could not read a file");
            None
        })
    }

    /// A listener for the bell; what rang before does not count.
    pub(super) fn listen(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    pub(super) fn is_token(&self, given: &str) -> bool {
        self.token.expose_secret() == given
    }
}
