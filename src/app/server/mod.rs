//! What watches the product on a machine nobody sits at: heartbeat address, figures over HTTP, and the service manager's watchdog.

pub mod heartbeat;
pub mod init;
mod init_file;
pub mod metrics;
pub mod status;
pub mod watchdog;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::bot::BotContext;
use crate::clock::{Clock, Pulse};
use crate::config::Config;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::view::Status;

/// While the exchange is open, a last decision older than this is a fault, minutes: two cycles of 15 minutes and some patience.
pub const DECISION_AGE_MAX_MIN: i64 = 40;

/// The market's loop may wait this long for its vendors before it counts as stuck.
const MARKET_STUCK: Duration = Duration::from_mins(10);

/// The desk looks every second; brokers are asked on threads of their own.
const DESK_STUCK: Duration = Duration::from_mins(2);

/// The outbox comes round every two minutes at the latest, and a request takes half a minute.
const CHAT_STUCK: Duration = Duration::from_mins(5);

/// The pulses of the three loops.
#[derive(Clone, Debug, Default)]
pub struct Pulses {
    /// The market's loop.
    pub market: Pulse,
    /// The desk's.
    pub desk: Pulse,
    /// The chat's.
    pub chat: Pulse,
}

impl Pulses {
    /// The loop that stands still, where one does.
    pub fn stuck(&self) -> Option<&'static str> {
        let loops = [
            ("market", &self.market, MARKET_STUCK),
            ("desk", &self.desk, DESK_STUCK),
            ("chat", &self.chat, CHAT_STUCK),
        ];
        loops.into_iter().find(|(_, pulse, most)| pulse.age() > *most).map(|(name, ..)| name)
    }
}

/// Whether cycles are missing: the exchange has been open for long enough, and the last decision is older than it may be.
pub fn is_stale(status: &Status, now: Timestamp) -> bool {
    let most = SignedDuration::from_mins(DECISION_AGE_MAX_MIN);
    let open_for = ExchangeCalendar::nyse().session_containing(now).map(|session| now.duration_since(session.open));
    let old = status.last_decision.is_none_or(|decision| now.duration_since(decision.at) > most);
    open_for.is_some_and(|open| open > most) && old
}

/// Starts whatever watches the product, and the watchdog always.
pub async fn watch(
    config: &Config,
    chat: &BotContext,
    pulses: Pulses,
    over: &watch::Receiver<bool>,
    out: &mut dyn Write,
) -> anyhow::Result<Vec<JoinHandle<()>>> {
    let mut watchers = Vec::new();
    if let Some(port) = config.server.metrics_port {
        let sources = metrics::Sources {
            store: chat.store.clone(),
            clock: chat.clock.clone(),
            symbol: chat.symbol,
            health: chat.health.clone(),
            book: chat.desk.books(),
            machine: Arc::clone(&chat.machine),
            pulses: pulses.clone(),
            started: Clock::system().now(),
        };
        let (at, task) = metrics::serve(port, sources, over.clone()).await?;
        writeln!(out, "Figures: http://{at}/metrics")?;
        watchers.push(task);
    }
    if let Some(url) = config.server.heartbeat_url.clone() {
        let alive = pulses.clone();
        let calls = heartbeat::keep(url, chat.committed.clone(), over.clone(), move || alive.stuck().is_none());
        watchers.push(tokio::spawn(calls));
    }
    watchers.push(tokio::spawn(watchdog::keep(config.data_dir.clone(), pulses, chat.clock.clone(), over.clone())));
    Ok(watchers)
}
