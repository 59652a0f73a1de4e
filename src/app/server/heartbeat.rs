//! Calls an address of the owner's after every committed cycle, so that somebody outside notices when the calls end.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Attempts of one call.
const ATTEMPTS: u32 = 3;

/// Pause before the second attempt; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// Without a cycle it is called as often as with one, so that the outside needs one limit only.
const QUIET: Duration = Duration::from_mins(15);

/// Where a cycle ends: every 15 minutes of the market's time.
const CYCLE_S: i64 = 900;

/// Calls until `shutdown`; `alive` says whether the product's loops go on: a stuck product must not call.
pub async fn keep(
    url: SecretString,
    mut committed: watch::Receiver<Timestamp>,
    mut shutdown: watch::Receiver<bool>,
    alive: impl Fn() -> bool + Send,
) {
    let Ok(client) = reqwest::Client::builder().timeout(PATIENCE).build() else {
        tracing::error!("the heartbeat cannot be called: no HTTP client can be made");
        return;
    };
    let mut last = cycle(*committed.borrow_and_update());
    let mut well = true;
    // Its first tick comes at once.
    let mut quiet = tokio::time::interval(QUIET);
    loop {
        tokio::select! {
            biased;
            _ = shutdown.wait_for(|over| *over) => return,
            changed = committed.changed() => {
                if changed.is_err() {
                    return;
                }
                let newest = cycle(*committed.borrow_and_update());
                if newest == last {
                    continue;
                }
                last = newest;
            }
            _ = quiet.tick() => {}
        }
        quiet.reset();
        if !alive() {
            continue;
        }
        let reached = tokio::select! {
            _ = shutdown.wait_for(|over| *over) => return,
            reached = call(&client, &url) => reached,
        };
        match (well, reached) {
            (true, false) => {
                tracing::warn!("the heartbeat address does not answer; it is called on, and this is not told again");
            }
            (false, true) => tracing::info!("the heartbeat address answers again"),
            _ => {}
        }
        well = reached;
    }
}

fn cycle(at: Timestamp) -> i64 {
    at.as_second().div_euclid(CYCLE_S)
}

/// Whether one of the attempts was answered well. The error's own text would name the address, and is dropped.
async fn call(client: &reqwest::Client, url: &SecretString) -> bool {
    let mut pause = FIRST_PAUSE;
    for attempt in 1..=ATTEMPTS {
        let answer = client.get(url.expose_secret()).send().await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return true;
        }
        if attempt < ATTEMPTS {
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn it_is_called_after_each_cycle_and_not_while_something_is_stuck() {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&calls);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = SecretString::from(format!("http://{}/secret", listener.local_addr().unwrap()));
        let answer = axum::routing::get(move || async move {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        tokio::spawn(async { axum::serve(listener, axum::Router::new().route("/secret", answer)).await });
        let begins: Timestamp = "2025-01-02T15:00:00Z".parse().unwrap();
        let (written, committed) = watch::channel(begins);
        let (stop, shutdown) = watch::channel(false);
        let alive = Arc::new(std::sync::atomic::AtomicBool::new(true));
        let lives = Arc::clone(&alive);
        let task = tokio::spawn(keep(url, committed, shutdown, move || lives.load(Ordering::SeqCst)));
        let until = async |count: u32| {
            while calls.load(Ordering::SeqCst) < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let long = Duration::from_secs(20);
        tokio::time::timeout(long, until(1)).await.unwrap();
        written.send_replace(begins + SignedDuration::from_mins(5));
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(calls.load(Ordering::SeqCst), 1, "five minutes are no cycle");
        written.send_replace(begins + SignedDuration::from_mins(15));
        tokio::time::timeout(long, until(2)).await.unwrap();
        alive.store(false, Ordering::SeqCst);
        written.send_replace(begins + SignedDuration::from_mins(30));
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(calls.load(Ordering::SeqCst), 2, "a stuck product calls nobody");
        stop.send_replace(true);
        tokio::time::timeout(long, task).await.unwrap().unwrap();
    }
}
