//! The hub at work: threads that tend, train and judge, and the passing on of what people ask.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::{Date, time};
use tokio::sync::{mpsc, oneshot, watch};

use super::hub::{Hub, HubOptions};
use super::walk::WalkForward;
use super::{cloud, socket};
use crate::app::market::Player;
use crate::bot::train_link::TrainLink;
use crate::clock::Stopwatch;
use crate::config::Config;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::training::request::{TrainAnswer, TrainRequest};

/// How often it is looked whether an evening has come.
const LOOK: Duration = Duration::from_secs(1);

/// The least time between two judgements of models, where evenings come faster than in life.
const JUDGE_PAUSE: Duration = Duration::from_mins(1);

/// What `nice` is told: the most it takes.
const NICENESS: i32 = 19;

/// When the report of a day is due in New York.
const EVENING: jiff::civil::Time = time(17, 0, 0, 0);

/// What the seeds of trainings are made from, with the instant at which each is asked for.
const SEED: u64 = 0x414C_474F;

/// The running hub.
pub struct Service {
    hub: Hub,
    threads: Vec<(&'static str, JoinHandle<()>)>,
    asked: tokio::task::JoinHandle<()>,
    /// Trainers' connections, and how they are told to end.
    link: Option<(watch::Sender<bool>, tokio::task::JoinHandle<()>)>,
}

/// What people ask, and where the answers go.
type Requests = mpsc::Receiver<(TrainRequest, oneshot::Sender<TrainAnswer>)>;

/// Opens the hub on a player's ledger and starts it; the player takes its orders from then on. Call it within the runtime.
pub fn open(player: &mut Player, config: &Config) -> anyhow::Result<(TrainLink, Service)> {
    let (link, end) = TrainLink::new();
    // One order at a time: whoever gives it waits for the answer.
    let (swaps, ordered) = sync_channel(1);
    let options = HubOptions::new(config.market.symbol, player.opened.simulated, SEED);
    let ledger = (player.keeper.store().clone(), player.clock.clone());
    let walk = WalkForward { simulated: player.opened.simulated };
    let hub = Hub::open(ledger, options, Arc::new(walk), end.now, swaps)?;
    player.swaps = Some(ordered);
    let (stop_link, link_stopped) = watch::channel(false);
    let session = cloud::session(hub.clone(), config.clone());
    let serving = tokio::spawn(socket::open(&config.data_dir)?.serve(link_stopped, session));
    let mut service = start(hub, end.requests, player.written.subscribe())?;
    service.link = Some((stop_link, serving));
    Ok((link, service))
}

/// Starts the hub's threads; `written` tells the market's time after everything up to it is written. Call it within the runtime.
pub fn start(hub: Hub, requests: Requests, written: watch::Receiver<Timestamp>) -> anyhow::Result<Service> {
    let mut threads = Vec::new();
    let mut spawn = |name: &'static str, work: Box<dyn FnOnce(&Hub) + Send>| {
        let hub = hub.clone();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            come_last();
            work(&hub);
        });
        threads.push((name, thread.with_context(|| format!("cannot start the thread `{name}`"))?));
        anyhow::Ok(())
    };
    spawn("training", Box::new(Hub::tend))?;
    spawn("own-trainer", Box::new(Hub::work_here))?;
    spawn("judge", Box::new(move |hub| hub.judge_each_evening(&written)))?;
    let asked = tokio::spawn(answer(hub.clone(), requests));
    Ok(Service { hub, threads, asked, link: None })
}

/// Gives the thread that calls it the lowest priority: predictions, the desk and the chat come first.
fn come_last() {
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!("training has no lower priority than everything else: {error}");
    }
}

impl Service {
    /// Ends all work and waits until it has ended; units that are not done are done anew after the next start.
    pub async fn stop(self) {
        self.hub.stop();
        self.asked.abort();
        if let Some((stop, serving)) = self.link {
            stop.send_replace(true);
            if serving.await.is_err() {
                tracing::error!("the link to trainers panicked");
            }
        }
        let joined = tokio::task::spawn_blocking(move || {
            for (name, thread) in self.threads {
                if thread.join().is_err() {
                    tracing::error!("the thread `{name}` panicked");
                }
            }
        });
        if joined.await.is_err() {
            tracing::error!("the end of training could not be waited for");
        }
    }
}

/// Each request on a thread of its own: judging models for one must not keep another from cancelling.
async fn answer(hub: Hub, mut requests: Requests) {
    while let Some((request, reply)) = requests.recv().await {
        let hub = hub.clone();
        tokio::task::spawn_blocking(move || {
            // The asker may have gone; then nobody needs the answer.
            drop(reply.send(hub.request(request)));
        });
    }
}

impl Hub {
    fn judge_each_evening(&self, written: &watch::Receiver<Timestamp>) {
        let mut judged = evening(*written.borrow());
        let mut paused: Option<Stopwatch> = None;
        loop {
            let state = self.state();
            if state.stopped {
                return;
            }
            drop(self.wait(state, LOOK));
            let newest = evening(*written.borrow());
            if newest == judged || paused.is_some_and(|paused| paused.elapsed() < JUDGE_PAUSE) {
                continue;
            }
            judged = newest;
            if let Err(error) = self.count_again().and_then(|()| self.judge()) {
                tracing::error!("models could not be judged this evening: {error}");
            }
            paused = Some(Stopwatch::start());
        }
    }
}

/// The last trading day whose report is due.
fn evening(now: Timestamp) -> Option<Date> {
    let calendar = ExchangeCalendar::nyse();
    let newest = calendar.index_at_or_before(now)?;
    let over = |index: usize| {
        let date = calendar.session(index)?.date;
        calendar.at_new_york(date, EVENING).filter(|evening| *evening <= now).map(|_| date)
    };
    over(newest).or_else(|| over(newest.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_evening_comes_once_a_trading_day() {
        let at = |text: &str| evening(text.parse().unwrap());
        assert_eq!(at("2026-01-05T21:59:59Z"), Some(date(2026, 1, 2)));
        assert_eq!(at("2026-01-05T22:00:00Z"), Some(date(2026, 1, 5)));
        assert_eq!(at("2026-01-06T15:00:00Z"), Some(date(2026, 1, 5)));
        assert_eq!(at("2026-01-10T15:00:00Z"), Some(date(2026, 1, 9)));
    }
}
