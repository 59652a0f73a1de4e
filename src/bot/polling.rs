//! Long polling: takes in only the kinds of updates that are served, and steps back where another program reads the same bot.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use futures::{Stream, StreamExt};
use teloxide::RequestError;
use teloxide::error_handlers::ErrorHandler;
use teloxide::prelude::Bot;
use teloxide::stop::StopToken;
use teloxide::types::{AllowedUpdate, Update, UpdateKind};
use teloxide::update_listeners::{AsUpdateStream, Polling, UpdateListener};
use tokio::sync::Mutex;

use crate::bot::context::Ctx;
use crate::bot::fault::Fault;
use crate::clock::Stopwatch;
use crate::domain::notice::Notice;

/// How long Telegram holds a request open; below the HTTP client's own limit.
pub const POLL_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest pause after faults of the network.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// The longest pause while another program reads the messages of this bot.
const STAND_DOWN_MAX: Duration = Duration::from_mins(5);

/// After so long without a conflict, the next one is a new one and is told again. The market's clock does not count: it can stand still
/// or run fast.
const CONFLICT_OVER_AFTER: Duration = Duration::from_mins(20);

/// The kinds of updates that are asked for; Telegram sends no others.
pub const ASKED_FOR: [AllowedUpdate; 4] =
    [AllowedUpdate::Message, AllowedUpdate::EditedMessage, AllowedUpdate::CallbackQuery, AllowedUpdate::MyChatMember];

/// Long polling that drops what it cannot read, and counts on [`Watch`] for its faults.
pub struct Listener {
    polling: Polling<Bot>,
    unread: Unread,
}

/// Kinds of updates that could not be read and were told of.
type Unread = Arc<std::sync::Mutex<HashSet<String>>>;

/// Kinds told of at most: their names come from outside.
const UNREAD_MAX: usize = 64;

impl Listener {
    /// Listens for a bot; `watch` hears of its faults.
    pub fn new(bot: Bot, watch: &Watch) -> Self {
        let conflict = Arc::clone(&watch.conflict);
        let pauses = move |faults: u32| pause(faults, conflict.load(Ordering::Relaxed));
        let polling = Polling::builder(bot).timeout(POLL_TIMEOUT).backoff_strategy(pauses).build();
        Self { polling, unread: Arc::clone(&watch.unread) }
    }
}

fn pause(faults: u32, conflict: bool) -> Duration {
    let (doublings, longest) = if conflict { (faults + 2, STAND_DOWN_MAX) } else { (faults, PAUSE_MAX) };
    Duration::from_secs(1 << doublings.min(10)).min(longest)
}

impl UpdateListener for Listener {
    type Err = RequestError;

    fn stop_token(&mut self) -> StopToken {
        self.polling.stop_token()
    }

    fn hint_allowed_updates(&mut self, _: &mut dyn Iterator<Item = AllowedUpdate>) {
        self.polling.hint_allowed_updates(&mut ASKED_FOR.into_iter());
    }
}

impl<'a> AsUpdateStream<'a> for Listener {
    type StreamErr = RequestError;
    type Stream = Pin<Box<dyn Stream<Item = Result<Update, RequestError>> + Send + 'a>>;

    fn as_stream(&'a mut self) -> Self::Stream {
        let unread = Arc::clone(&self.unread);
        Box::pin(self.polling.as_stream().filter_map(move |update| {
            let unread = Arc::clone(&unread);
            async move {
                match update {
                    // The dispatcher would write the whole update into the log.
                    Ok(Update { id, kind: UpdateKind::Error(content) }) => {
                        if let Some(kind) = newly_unread(&unread, &content) {
                            tracing::warn!(
                                update_id = id.0,
                                kind,
                                "an update could not be read and is left out, as all further ones of its kind"
                            );
                        }
                        None
                    }
                    other => Some(other),
                }
            }
        }))
    }
}

/// The kind of an update that could not be read, where it was not told of before. Only what looks like the name of a kind is repeated.
fn newly_unread(unread: &Unread, content: &serde_json::Value) -> Option<String> {
    let names = content.as_object().into_iter().flat_map(serde_json::Map::keys);
    let is_name =
        |name: &&String| name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let kind = names.filter(is_name).find(|name| *name != "update_id").cloned().unwrap_or_else(|| "unnamed".to_owned());
    let mut unread = unread.lock().unwrap_or_else(PoisonError::into_inner);
    (unread.len() < UNREAD_MAX && unread.insert(kind.clone())).then_some(kind)
}

/// Hears of the faults of polling, and tells people once where another program reads the messages of this bot.
pub struct Watch {
    ctx: Ctx,
    conflict: Arc<AtomicBool>,
    /// The last conflict.
    last: Mutex<Option<Stopwatch>>,
    over_after: Duration,
    unread: Unread,
}

impl Watch {
    /// A watch over polling.
    pub fn new(ctx: Ctx) -> Arc<Self> {
        Arc::new(Self {
            ctx,
            conflict: Arc::default(),
            last: Mutex::default(),
            over_after: CONFLICT_OVER_AFTER,
            unread: Unread::default(),
        })
    }

    async fn heard(&self, fault: Fault) {
        self.conflict.store(fault == Fault::OtherReader, Ordering::Relaxed);
        if fault != Fault::OtherReader {
            tracing::warn!(%fault, "the chat cannot be read; it is tried again");
            return;
        }
        let last = self.last.lock().await.replace(Stopwatch::start());
        if last.is_some_and(|last| last.elapsed() < self.over_after) {
            return;
        }
        tracing::error!(
            "another program reads the messages of this bot (409 Conflict): this one steps back and asks ever more rarely. \
             Stop the other program, or give it a token of its own"
        );
        let now = self.ctx.now();
        let told = self.ctx.store(move |store| {
            let notice = Notice::OtherReader { since: now, after: store.outbox_newest()? };
            store.outbox_enqueue(&notice, now)
        });
        let told = told.await;
        if let Err(error) = told {
            tracing::error!(error = format!("{error:#}"), "people could not be told of it");
        }
    }
}

impl ErrorHandler<RequestError> for Watch {
    fn handle_error(self: Arc<Self>, error: RequestError) -> BoxFuture<'static, ()> {
        Box::pin(async move { self.heard(error.into()).await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::context::Market;
    use crate::bot::courier::Courier;
    use crate::bot::desk_link::DeskLink;
    use crate::bot::door::People;
    use crate::clock::Clock;
    use crate::domain::desk::book::Book;
    use crate::domain::health::Health;
    use crate::domain::symbol::Symbol;
    use crate::storage::{PersonId, Store};

    /// A watch whose conflicts are over after `over_after`, on a clock that the test moves, and someone to be told.
    fn watch(over_after: Duration) -> (tempfile::TempDir, Store, Clock, Watch) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        let clock = Clock::manual("2026-01-05T15:00:00Z".parse().unwrap());
        store.join(PersonId(1001), clock.now()).unwrap();
        let people = People::default();
        let market = Market {
            symbol: Symbol::new("RTX").unwrap(),
            simulated: true,
            feed: "simulated market".to_owned(),
            health: tokio::sync::watch::channel(Health::default()).1,
            machine: Arc::new(crate::domain::view::Machine::default),
            desk: DeskLink::unanswered(Book::default()),
            train: crate::bot::train_link::TrainLink::unanswered(),
        };
        let courier = Courier::new(Bot::new("1:no-token"), store.clone());
        let ctx = Ctx::new((store.clone(), clock.clone()), courier, people, market, (None, None));
        let watch =
            Watch { ctx, conflict: Arc::default(), last: Mutex::default(), over_after, unread: Unread::default() };
        (folder, store, clock, watch)
    }

    fn told(store: &Store) -> u32 {
        store.outbox_waiting(PersonId(1001), jiff::Timestamp::MAX).unwrap().alerts
    }

    #[tokio::test]
    async fn a_market_that_runs_fast_makes_no_new_conflict() {
        let (_folder, store, clock, watch) = watch(CONFLICT_OVER_AFTER);
        watch.heard(Fault::OtherReader).await;
        clock.set(clock.now() + jiff::SignedDuration::from_hours(3));
        watch.heard(Fault::OtherReader).await;
        assert_eq!(told(&store), 1);
    }

    #[tokio::test]
    async fn a_market_that_stands_still_hides_no_new_conflict() {
        let (_folder, store, _clock, watch) = watch(Duration::ZERO);
        watch.heard(Fault::OtherReader).await;
        watch.heard(Fault::OtherReader).await;
        assert_eq!(told(&store), 2);
    }

    #[test]
    fn a_kind_that_cannot_be_read_is_told_of_once() {
        let unread = Unread::default();
        let newly = |content: serde_json::Value| newly_unread(&unread, &content);
        assert_eq!(newly(serde_json::json!({ "update_id": 1, "guest_message": {} })).as_deref(), Some("guest_message"));
        assert_eq!(newly(serde_json::json!({ "update_id": 2, "guest_message": {} })), None);
        assert_eq!(newly(serde_json::json!({ "update_id": 3, "A secret text\n": {} })).as_deref(), Some("unnamed"));
        assert_eq!(newly(serde_json::json!(null)), None);
        for number in 0..200 {
            newly(serde_json::json!({ format!("kind_{}", "x".repeat(number % 30)): number }));
        }
        assert!(unread.lock().unwrap().len() <= UNREAD_MAX);
    }

    #[test]
    fn pauses_grow_and_are_longer_in_a_conflict() {
        let seconds = |conflict| (0..9).map(|faults| pause(faults, conflict).as_secs()).collect::<Vec<_>>();
        assert_eq!(seconds(false), [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(seconds(true), [4, 8, 16, 32, 64, 128, 256, 300, 300]);
    }
}
