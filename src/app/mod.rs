//! The composition root: the only room that may name every other; start-up in order, shutdown in the reverse.

pub mod bells;
mod beside;
pub mod chat;
pub mod commands;
mod depot;
pub mod desk;
pub mod doctor;
mod evening_proof;
pub mod export;
pub mod keeper;
pub mod live;
pub mod lock;
pub mod logging;
pub mod machine;
pub mod market;
pub mod pin;
pub mod prove;
pub mod replay;
pub mod server;
pub mod tables;
pub mod tone;
mod train_commands;
mod train_here;
mod trainer;
pub mod training;
mod units;
pub mod voices;

use std::io::Write;
use std::sync::mpsc::channel;
use std::time::Duration;

use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use tokio::sync::{oneshot, watch};

use crate::bot;
use crate::clock::{Clock, Pulse, Stopwatch};
use crate::config::Config;
use crate::domain::health::Health;
use crate::storage::Store;

use keeper::Keeper;
use market::Player;
use server::Pulses;

/// Name of the ledger of the running product.
pub const LEDGER_NAME: &str = "algoslayer.db";

/// The product, ready to run.
pub struct Run {
    /// What it runs with.
    pub config: Config,
    /// Stop by itself after so many seconds.
    pub stop_after_s: Option<u64>,
}

impl Run {
    /// Starts everything, waits until it is told to stop, and stops everything in the reverse order.
    pub async fn run(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let config = &self.config;
        let _alone = lock::alone(&config.data_dir)?;
        // Fetching the past waits for the network, which it must not do on a thread that others need.
        let mut player = tokio::task::block_in_place(|| {
            let mut player = open_player(config)?;
            warm_up(&mut player, out)?;
            anyhow::Ok(player)
        })?;
        let (link, desk) = desk::open(config, &player)?;
        player.book = Some(link.books());
        let (train, training) = training::service::open(&mut player, config)?;
        let mut chat = chat::open(config, &player, link, out).await?;
        chat.context.train = train;
        let pulses =
            Pulses { market: player.pulse.clone(), desk: desk.pulse.clone(), chat: chat.context.pulse.clone() };
        let (stop_watchers, watchers_stopped) = watch::channel(false);
        let watchers = server::watch(config, &chat.context, pulses, &watchers_stopped, out).await?;
        let (stop_market, market_stopped) = channel();
        let (market_ended, market_end) = oneshot::channel();
        let market = std::thread::Builder::new()
            .name("market".to_owned())
            .spawn(move || {
                let played = player.play(&market_stopped);
                // Where nobody listens any more the product is already on its way down.
                let _unheard = market_ended.send(());
                played
            })
            .context("cannot start the market's thread")?;
        let (stop_desk, desk_stopped) = watch::channel(false);
        let runtime = tokio::runtime::Handle::current();
        let (desk_ended, desk_end) = oneshot::channel();
        let desk = std::thread::Builder::new()
            .name("desk".to_owned())
            .spawn(move || {
                let worked = desk.work(&runtime, desk_stopped);
                let _unheard = desk_ended.send(());
                worked
            })
            .context("cannot start the desk's thread")?;
        let (stop_chat, chat_stopped) = watch::channel(false);
        let mut talking = tokio::spawn(bot::run(chat.context, chat_stopped));
        writeln!(out, "Ctrl-C stops.")?;
        out.flush()?;
        let early = tokio::select! {
            () = wait_for_the_end(self.stop_after_s) => None,
            _ = market_end => None,
            _ = desk_end => None,
            ended = &mut talking => Some(ended),
        };
        stop_watchers.send_replace(true);
        stop_chat.send_replace(true);
        drop(stop_market);
        // First the market: what it wrote last the desk may still read, and what the desk did last people may still be told.
        let market = tokio::task::spawn_blocking(move || market.join());
        let played = market.await?.map_err(|_| anyhow::anyhow!("the market's thread panicked"))?;
        training.stop().await;
        stop_desk.send_replace(true);
        let desk = tokio::task::spawn_blocking(move || desk.join());
        let worked = desk.await?.map_err(|_| anyhow::anyhow!("the desk's thread panicked"))?;
        let talked = if let Some(ended) = early { ended } else { talking.await };
        for watcher in watchers {
            watcher.await?;
        }
        if let Some(sandbox) = chat.sandbox {
            sandbox.stop().await;
        }
        played?;
        worked.context("the desk cannot write what it decides")?;
        talked.context("the chat panicked")?
    }
}

fn open_player(config: &Config) -> anyhow::Result<Player> {
    let store = Store::open(&config.data_dir.join(LEDGER_NAME))?;
    let now = Clock::system().now();
    let mut opened = market::open_again(&config.market, live::memory(&store, now)?)?;
    let own = |name: &String| *name == opened.name || name.starts_with(&format!("{}/", opened.name));
    let other = store.positions()?.into_iter().find(|name| !own(name));
    ensure!(
        other.is_none(),
        "the ledger in {} belongs to the market `{}`, not to `{}`; name another folder with --data-dir",
        config.data_dir.display(),
        other.unwrap_or_default(),
        opened.name
    );
    let (keeper, rebuilt) = Keeper::open(store, config.market.symbol, opened.name.clone())?;
    if rebuilt.differing > 0 {
        tracing::warn!(
            "on {} past decisions this version would have said something else; the ledger's word stands",
            rebuilt.differing
        );
    }
    opened.plan_past(keeper.store(), now)?;
    let begins = keeper.position()?.unwrap_or(opened.begins);
    let (written, _) = watch::channel(begins);
    let health = Health { refused: keeper.store().gate_refusals()?, ..Health::default() };
    Ok(Player {
        clock: if opened.live { Clock::system() } else { Clock::manual(begins) },
        keeper,
        opened,
        speed: config.market.speed,
        written,
        health: watch::channel(health).0,
        backed_up: None,
        tone: tone::reader(config.market.news_model.as_deref())?,
        refused: Vec::new(),
        book: None,
        pulse: Pulse::default(),
        swaps: None,
    })
}

fn warm_up(player: &mut Player, out: &mut dyn Write) -> anyhow::Result<()> {
    let watch = Stopwatch::start();
    let (begins, until) = (player.opened.begins, player.opened.warm_up_until);
    let days = |at: Timestamp| u64::try_from(at.duration_since(begins).as_hours() / 24).unwrap_or(0);
    let past = if player.opened.live { "fetching the past" } else { "living through the simulated past" };
    let bar = ProgressBar::new(days(until)).with_style(past_style());
    bar.set_prefix(past);
    let begun = player.keeper.position()?.unwrap_or(begins);
    bar.set_position(days(begun));
    let taken = player.warm_up(|at, taken| {
        bar.set_position(days(at));
        bar.set_message(format!("{}, {} predictions", at.strftime("%F"), taken.predictions));
    })?;
    bar.finish_and_clear();
    player.opened.past_is_done(player.keeper.store())?;
    if taken.bars > 0 {
        writeln!(
            out,
            "Lived through the {}past: {} predictions, {} outcomes in {:.1} s.",
            if player.opened.simulated { "simulated " } else { "" },
            taken.predictions,
            taken.outcomes,
            watch.elapsed().as_secs_f64()
        )?;
    }
    Ok(())
}

fn past_style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{prefix} {bar:30} {msg}, {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

async fn wait_for_the_end(stop_after_s: Option<u64>) {
    let limit = async {
        match stop_after_s {
            Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = limit => {}
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
}

/// Ends when the service manager asks the process to end.
async fn terminated() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}
