//! A strict model of the Telegram Bot API over HTTP on this machine, with a chat page for the browser.
//!
//! It is the chat of a fresh installation and the double of every chat test: the very code that talks to Telegram
//! talks to it, and only the base address differs. What the real service refuses it refuses in the same words.
//!
//! ```text
//!   bot (teloxide) --/bot<token>/Method--> api -> methods -> world -> store      page (browser)
//!                  <----- getUpdates ----- polling <- people <------ page <----- /page/...
//! ```
//!
//! **Invariant:** nothing here names another room of the product but the clock, and every accepted change is
//! written before its request is answered.

mod api;
mod args;
mod entities;
mod faults;
mod handle;
mod happenings;
mod methods;
mod model;
mod page;
mod people;
mod polling;
mod rules;
mod shared;
mod store;
mod wire;
mod world;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

pub use faults::Fault;
pub use happenings::{HAPPENINGS_LEN_MAX, Happening, HappeningKind, MessageView, VIOLATIONS_LEN_MAX, Violation};
pub use model::{Button, FileInfo, MediaKind, Person, Rows};
pub use people::PersonError;
pub use shared::Recorded;
pub use store::StoreError;

use crate::clock::Clock;
use faults::{Cut, CuttableListener};
use shared::Shared;
use store::Store;
use world::Bot;

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// The address to listen at; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The SQLite file that keeps everything, or nothing to keep it in memory.
    pub store: Option<PathBuf>,
    /// The source of message dates.
    pub clock: Clock,
    /// The token the bot must show, `<number>:<letters>`; the number becomes the bot's id.
    pub token: SecretString,
    /// The name people see.
    pub bot_name: String,
    /// Who can write to the bot.
    pub people: Vec<Person>,
    /// A word shown at the top of the page, such as SIMULATED.
    pub banner: Option<String>,
}

impl SandboxOptions {
    /// A sandbox in memory on a free port of 127.0.0.1, with the usual people.
    pub fn in_memory(clock: Clock) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            store: None,
            clock,
            token: SecretString::from("7001:sandbox-token"),
            bot_name: "AlgoSlayer".to_owned(),
            people: Person::defaults(),
            banner: None,
        }
    }
}

/// Why a sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The address is taken.
    #[error("{0} is already in use: stop the other program or choose another port for the chat page")]
    AddressInUse(SocketAddr),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file that keeps the chats cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A running sandbox; the last clone that is dropped stops it.
#[derive(Clone)]
pub struct Sandbox(Arc<Running>);

struct Running {
    shared: Arc<Shared>,
    address: SocketAddr,
    token: SecretString,
    server: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.stopped.send_replace(true);
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sandbox").field("address", &self.0.address).finish_non_exhaustive()
    }
}

/// Starts a sandbox in a task of its own on the present tokio runtime.
pub async fn start(options: SandboxOptions) -> Result<Sandbox, SandboxError> {
    let SandboxOptions { listen, store, clock, token, bot_name, people, banner } = options;
    let listener = TcpListener::bind(listen).await.map_err(|source| refused(listen, source))?;
    let address = listener.local_addr().map_err(|source| refused(listen, source))?;
    let store = Store::open(store.as_deref())?;
    let world = store.load(bot(bot_name, &token), people)?;
    let shared = Arc::new(Shared::new(world, store, clock, token.clone(), banner));
    let mut stopped = shared.stopped.subscribe();
    let app = router(Arc::clone(&shared));
    let server = tokio::spawn(async move {
        let over = async move {
            // An error means that the sandbox is gone, which is the same.
            drop(stopped.wait_for(|stopped| *stopped).await);
        };
        let served = axum::serve(CuttableListener(listener), app.into_make_service_with_connect_info::<Cut>());
        if let Err(error) = served.with_graceful_shutdown(over).await {
            tracing::error!(%error, "the sandbox stopped serving");
        }
    });
    tracing::info!(%address, "the sandbox chat is open");
    Ok(Sandbox(Arc::new(Running { shared, address, token, server: Mutex::new(Some(server)) })))
}

fn router(shared: Arc<Shared>) -> Router {
    page::routes()
        .fallback(api::entry)
        .layer(axum::middleware::from_fn(page::guard))
        .layer(DefaultBodyLimit::max(api::REQUEST_BYTES_MAX))
        .with_state(shared)
}

fn refused(address: SocketAddr, source: std::io::Error) -> SandboxError {
    match source.kind() {
        std::io::ErrorKind::AddrInUse => SandboxError::AddressInUse(address),
        _ => SandboxError::Listen { address, source },
    }
}

/// The bot's id is the number in front of its token, as on the real service.
fn bot(name: String, token: &SecretString) -> Bot {
    const ID_OF_ODD_TOKENS: i64 = 7_000_000_001;
    let number = token.expose_secret().split(':').next().unwrap_or_default();
    let id = number.parse().ok().filter(|id| *id > 0).unwrap_or(ID_OF_ODD_TOKENS);
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    Bot { id, username: format!("{}_bot", plain.to_ascii_lowercase()), name }
}
