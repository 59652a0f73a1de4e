//! Figures for Prometheus at `/metrics` and a yes or no for containers at `/healthz`, on this machine only.

use std::future::IntoFuture;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Pulses, is_stale};
use crate::bot::context::MachineWatch;
use crate::clock::Clock;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::book::Book;
use crate::domain::health::{Channel, FeedState, Health};
use crate::domain::symbol::Symbol;
use crate::storage::Store;

/// Where the figures come from: the readers that the screens use.
pub struct Sources {
    /// The record.
    pub store: Store,
    /// The market's time.
    pub clock: Clock,
    /// Whose price is predicted.
    pub symbol: Symbol,
    /// How the sources answer.
    pub health: watch::Receiver<Health>,
    /// The desk's book.
    pub book: watch::Receiver<Arc<Book>>,
    /// Memory and disk.
    pub machine: MachineWatch,
    /// Whether the loops go on.
    pub pulses: Pulses,
    /// When the process started, on the machine's clock.
    pub started: Timestamp,
}

type Number = Gauge<f64, AtomicU64>;

/// Opens the port and serves until `shutdown`; returns where. A port that cannot be had is an error at the start.
pub async fn serve(
    port: u16,
    sources: Sources,
    mut shutdown: watch::Receiver<bool>,
) -> anyhow::Result<(SocketAddr, tokio::task::JoinHandle<()>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.with_context(|| {
        format!("metrics.port: port {port} of 127.0.0.1 cannot be used; name another one, or 0 for any")
    })?;
    let at = listener.local_addr()?;
    let router =
        Router::new().route("/metrics", get(metrics)).route("/healthz", get(healthz)).with_state(Arc::new(sources));
    let task = tokio::spawn(async move {
        let over = async move { drop(shutdown.wait_for(|over| *over).await) };
        // A reader that keeps its connection open does not hold up the end.
        tokio::select! {
            served = axum::serve(listener, router).into_future() => {
                if let Err(error) = served {
                    tracing::error!("figures are no longer served: {error}");
                }
            }
            () = over => {}
        }
    });
    Ok((at, task))
}

async fn metrics(State(sources): State<Arc<Sources>>) -> impl IntoResponse {
    let read = tokio::task::spawn_blocking(move || text(&sources)).await;
    match read.map_err(anyhow::Error::from).and_then(|read| read) {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => {
            tracing::error!("figures could not be read: {error:#}");
            (StatusCode::SERVICE_UNAVAILABLE, "the record could not be read\n").into_response()
        }
    }
}

async fn healthz(State(sources): State<Arc<Sources>>) -> impl IntoResponse {
    let looked = tokio::task::spawn_blocking(move || {
        if let Some(name) = sources.pulses.stuck() {
            return anyhow::Ok(Some(format!("the {name}'s loop stands still\n")));
        }
        let now = sources.clock.now();
        let status = sources.store.status(sources.symbol, ExchangeCalendar::nyse().new_york(now).date())?;
        Ok(is_stale(&status, now).then(|| "cycles are missing\n".to_owned()))
    });
    match looked.await.map_err(anyhow::Error::from).and_then(|looked| looked) {
        Ok(None) => (StatusCode::OK, "well\n".to_owned()),
        Ok(Some(what)) => (StatusCode::SERVICE_UNAVAILABLE, what),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the record could not be read\n".to_owned()),
    }
}

fn put(registry: &mut Registry, name: &str, help: &str, value: f64) {
    let gauge = Number::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

/// All figures as Prometheus reads them.
fn text(sources: &Sources) -> anyhow::Result<String> {
    let mut registry = Registry::with_prefix("algoslayer");
    let version = Info::new(vec![("version".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]);
    registry.register("build", "The version that runs", version);
    record(&mut registry, sources)?;
    feeds(&mut registry, &sources.health.borrow());
    let book = Arc::clone(&sources.book.borrow());
    let account = book.account(book.mode());
    put(&mut registry, "equity_dollars", "Money and positions at the bid", account.equity().0 as f64 / 100.0);
    put(&mut registry, "positions", "Positions that are open", account.positions.len() as f64);
    let machine = (sources.machine)();
    if let Some(bytes) = machine.resident_bytes {
        put(&mut registry, "resident_memory_bytes", "Memory that the process holds", bytes as f64);
    }
    if let Some(bytes) = machine.free_bytes {
        put(&mut registry, "disk_free_bytes", "Free space beside the record", bytes as f64);
    }
    let started = sources.started.as_second() as f64;
    put(&mut registry, "process_start_time_seconds", "When the process started", started);
    let well = if sources.pulses.stuck().is_none() { 1.0 } else { 0.0 };
    put(&mut registry, "loops_alive", "1 while the loops of market, desk and chat go on", well);
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

fn record(registry: &mut Registry, sources: &Sources) -> anyhow::Result<()> {
    let now = sources.clock.now();
    let status = sources.store.status(sources.symbol, ExchangeCalendar::nyse().new_york(now).date())?;
    let age = |at: Timestamp| now.duration_since(at).as_secs_f64().max(0.0);
    if let Some(decision) = status.last_decision {
        put(registry, "last_cycle_age_seconds", "Market time since the last decision", age(decision.at));
    }
    if let Some(bar) = status.last_bar {
        put(registry, "last_bar_age_seconds", "Market time since the end of the newest bar", age(bar));
    }
    put(registry, "predictions", "Predictions ever", status.predictions as f64);
    put(registry, "outcomes", "Outcomes ever, all horizons", status.settled.iter().sum::<u64>() as f64);
    put(registry, "outcomes_waiting", "Outcomes not yet measured", status.waiting.iter().sum::<u64>() as f64);
    let skips = sources.store.skips(sources.symbol)?.iter().map(|(_, count)| count).sum::<u64>();
    put(registry, "skips", "Decisions without a prediction ever", skips as f64);
    let stale = if is_stale(&status, now) { 1.0 } else { 0.0 };
    put(registry, "stale", "1 where the exchange is open and cycles are missing", stale);
    let count = |condition: &str| {
        let sql = format!("SELECT count(*) FROM outbox WHERE {condition}");
        sources.store.read(|connection| Ok(connection.query_row(&sql, [], |row| row.get::<_, i64>(0))?))
    };
    put(registry, "outbox_waiting", "Messages on their way", count("status IN ('waiting', 'sending')")? as f64);
    put(registry, "outbox_failed", "Messages given up ever", count("status = 'failed'")? as f64);
    Ok(())
}

fn feeds(registry: &mut Registry, health: &Health) {
    let family = Family::<Vec<(String, String)>, Number>::default();
    for feed in &health.feeds {
        let channel = feed.channel.map_or("all", Channel::name).to_owned();
        let labels = vec![("source".to_owned(), feed.source.clone()), ("channel".to_owned(), channel)];
        family.get_or_create(&labels).set(if feed.state == FeedState::Up { 1.0 } else { 0.0 });
    }
    registry.register("feed_up", "1 where the source answers", family);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(folder: &tempfile::TempDir) -> Sources {
        let now: Timestamp = "2025-01-02T20:00:00Z".parse().unwrap();
        Sources {
            store: Store::open(&folder.path().join("x.db")).unwrap(),
            clock: Clock::manual(now),
            symbol: Symbol::new("RTX").unwrap(),
            health: watch::channel(Health::default()).1,
            book: watch::channel(Arc::new(Book::default())).1,
            machine: Arc::new(crate::domain::view::Machine::default),
            pulses: Pulses::default(),
            started: now,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn figures_and_health_are_told_and_a_taken_port_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (stop, over) = watch::channel(false);
        let (at, task) = serve(0, sources(&folder), over.clone()).await.unwrap();
        let text = reqwest::get(format!("http://{at}/metrics")).await.unwrap().text().await.unwrap();
        for line in ["algoslayer_predictions 0", "algoslayer_stale 1", "algoslayer_outbox_waiting 0", "# EOF"] {
            assert!(text.contains(line), "{line} is missing in {text}");
        }
        let health = reqwest::get(format!("http://{at}/healthz")).await.unwrap();
        assert_eq!(health.status().as_u16(), 503, "an open exchange without a decision");
        let refused = serve(at.port(), sources(&folder), over).await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("metrics.port"), "{refused}");
        stop.send_replace(true);
        task.await.unwrap();
    }
}
