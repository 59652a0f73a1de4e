//! The chat: teloxide, screens, the outbox and the pinned message. Start reading at `surface`, where the whole conversation stands.
//!
//! **Invariant:** everything that reaches an endpoint has passed [`door::admit`]; every sentence comes from `locales/`; every message that
//! nobody asked for comes out of the outbox.

pub mod answers;
pub mod charts;
pub mod context;
pub mod courier;
pub mod desk_csv;
pub mod desk_link;
pub mod desk_talk;
pub mod door;
pub mod fault;
pub mod group_talk;
pub mod groups;
pub mod guard;
pub mod heartbeat;
pub mod living;
pub mod menu;
pub mod numbers;
pub mod outbox;
pub mod parcel;
pub mod pin;
pub mod pin_talk;
pub mod polling;
pub mod reply;
mod reports;
pub mod screens;
pub mod settings;
pub mod settings_talk;
pub mod show;
pub mod startup;
pub mod surface;
pub mod talks;
pub mod tap;
pub mod text;
pub mod train_link;
pub mod training;
mod training_answers;
pub mod training_living;
mod training_talk;
mod typed;
mod wishes;
pub mod words;

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use teloxide::Bot;
use teloxide::dispatching::Dispatcher;
use teloxide::dptree::deps;
use teloxide::error_handlers::ErrorHandler;
use tokio::sync::watch;

use crate::clock::{Clock, Pulse};
use crate::domain::symbol::Symbol;
use crate::storage::Store;
use context::Ctx;
use courier::Courier;
use desk_link::DeskLink;
use door::People;
use fault::Fault;
use outbox::Pace;
use polling::{Listener, Watch};
use train_link::TrainLink;

/// How long the chat may take to end before it is cut off.
const SHUTDOWN_MAX: Duration = Duration::from_secs(5);

/// What the chat runs on.
pub struct BotContext {
    /// The connection, made by [`startup::connect`].
    pub bot: Bot,
    /// The record.
    pub store: Store,
    /// The time of the market that is shown.
    pub clock: Clock,
    /// Who may come in.
    pub people: People,
    /// The name of the setting that holds the owner's id. Where it is given and there is no owner, `/start` shows people their own id.
    pub owner_setting: Option<String>,
    /// Whose price is predicted.
    pub symbol: Symbol,
    /// Whether the market is simulated; then every screen says so.
    pub simulated: bool,
    /// The name of the source of bars.
    pub feed_name: String,
    /// How the outside answers.
    pub health: watch::Receiver<crate::domain::health::Health>,
    /// Looks how the machine is doing.
    pub machine: context::MachineWatch,
    /// The market's time up to which everything is written: each change wakes the outbox and the pinned messages.
    pub committed: watch::Receiver<Timestamp>,
    /// How fast the outbox is drained.
    pub pace: Pace,
    /// The least time between two edits of the pinned messages.
    pub heartbeat_pause: Duration,
    /// The desk: offers, positions and trades.
    pub desk: DeskLink,
    /// The PIN before dangerous taps, where the owner has set one.
    pub pin: Option<pin::Pin>,
    /// Seed of the jitter in pauses.
    pub seed: u64,
    /// Beats while messages are brought.
    pub pulse: Pulse,
    /// Training: how it stands, and who is asked.
    pub train: TrainLink,
}

impl BotContext {
    /// What endpoints are handed.
    pub fn ctx(&self) -> Ctx {
        let market = context::Market {
            symbol: self.symbol,
            simulated: self.simulated,
            feed: self.feed_name.clone(),
            health: self.health.clone(),
            machine: Arc::clone(&self.machine),
            desk: self.desk.clone(),
            train: self.train.clone(),
        };
        let setting = self.owner_setting.clone().filter(|_| self.people.owner.is_none());
        Ctx::new(
            (self.store.clone(), self.clock.clone()),
            Courier::new(self.bot.clone(), self.store.clone()).in_groups(self.people.groups.clone()),
            self.people.clone(),
            market,
            (setting, self.pin.clone()),
        )
    }
}

/// Serves the chat until `shutdown` turns true; what was begun is finished first. An error means that the chat cannot go on: the token is
/// refused, or the dispatcher ended by itself.
pub async fn run(context: BotContext, mut shutdown: watch::Receiver<bool>) -> anyhow::Result<()> {
    let ctx = context.ctx();
    let ids = ctx.people().ids();
    ctx.store(move |store| store.admit_only(ids)).await?;
    let (groups, now) = (context.people.groups.clone(), ctx.now());
    ctx.store(move |store| group_talk::settle_in(store, &groups, now)).await?;
    let (pace, committed) = (context.pace, context.committed);
    let outbox = tokio::spawn(outbox::drain(
        ctx.clone(),
        (committed.clone(), context.pulse.clone()),
        shutdown.clone(),
        pace,
        context.seed,
    ));
    let served = async {
        if !startup::reach(&ctx, &mut shutdown).await? {
            return Ok(());
        }
        let menu = tokio::spawn(menu::publish(ctx.clone(), shutdown.clone()));
        let heartbeat = heartbeat::keep(ctx.clone(), committed, shutdown.clone(), context.heartbeat_pause);
        let heartbeat = tokio::spawn(heartbeat);
        let living = tokio::spawn(living::keep(ctx.clone(), shutdown.clone(), context.heartbeat_pause));
        let training = tokio::spawn(training_living::keep(ctx.clone(), shutdown.clone()));
        let served = serve(context.bot.clone(), ctx, shutdown.clone()).await;
        menu.abort();
        end(heartbeat).await;
        end(living).await;
        end(training).await;
        served
    };
    let served = served.await;
    if served.is_err() {
        outbox.abort();
    }
    end(outbox).await;
    served
}

/// Reads and answers messages until `shutdown`.
async fn serve(bot: Bot, ctx: Ctx, mut shutdown: watch::Receiver<bool>) -> anyhow::Result<()> {
    let watch = Watch::new(ctx.clone());
    loop {
        let mut dispatcher = Dispatcher::builder(bot.clone(), surface::routes())
            .dependencies(deps![ctx.clone()])
            .default_handler(
                |update| async move { tracing::warn!(update_id = update.id.0, "an update went unhandled") },
            )
            .error_handler(Arc::new(AlreadyLogged))
            .build();
        let token = dispatcher.shutdown_token();
        let mut dispatching = std::pin::pin!(
            dispatcher.try_dispatch_with_listener(Listener::new(bot.clone(), &watch), Arc::clone(&watch))
        );
        let ended = tokio::select! {
            ended = &mut dispatching => ended,
            () = told_to_stop(&mut shutdown) => {
                // An idle dispatcher has nothing to finish.
                let stopping = token.shutdown();
                if stopping.is_ok() && tokio::time::timeout(SHUTDOWN_MAX, &mut dispatching).await.is_err() {
                    tracing::warn!("the chat was cut off: it did not end in time");
                }
                return Ok(());
            }
        };
        match ended.map_err(Fault::from) {
            Ok(()) => anyhow::bail!("the dispatcher ended by itself"),
            // Telegram went away between the first question and this one, or knows the bot no more, which is asked again.
            Err(_) => {
                if !startup::reach(&ctx, &mut shutdown).await? {
                    return Ok(());
                }
            }
        }
    }
}

/// Waits until the service is told to stop, or nobody is left to tell it.
async fn told_to_stop(shutdown: &mut watch::Receiver<bool>) {
    drop(shutdown.wait_for(|over| *over).await);
}

async fn end(task: tokio::task::JoinHandle<()>) {
    let abort = task.abort_handle();
    if tokio::time::timeout(SHUTDOWN_MAX, task).await.is_err() {
        abort.abort();
    }
}

/// The guard has logged every error where it arose.
struct AlreadyLogged;

impl ErrorHandler<anyhow::Error> for AlreadyLogged {
    fn handle_error(self: Arc<Self>, _: anyhow::Error) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}
