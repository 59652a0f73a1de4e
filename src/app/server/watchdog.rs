//! Tells the service manager that the product is up, that its loops go on, and that it ends.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use sd_notify::NotifyState;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::Pulses;
use crate::clock::Clock;

/// Name of the file in the data folder that tells `algoslayer status` of the running process.
const FILE_NAME: &str = ".pulse";

/// Between two signs of life; the unit's limit is many times as long.
const PERIOD: Duration = Duration::from_secs(5);

/// What the running process tells of itself; renewed while all of its loops go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOfLife {
    /// The process.
    pub pid: u32,
    /// When it was up, on the machine's clock.
    pub started: Timestamp,
    /// When it gave this sign, on the machine's clock.
    pub at: Timestamp,
    /// The market's time, which in a played market is another.
    pub market_at: Timestamp,
}

impl SignOfLife {
    /// The newest sign in a data folder.
    pub fn read(data_dir: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(data_dir.join(FILE_NAME)).ok()?).ok()
    }

    /// Written aside and put in its place, so that a reader never finds half of it.
    fn write(&self, path: &Path) -> std::io::Result<()> {
        let aside = path.with_extension("new");
        std::fs::write(&aside, serde_json::to_vec(self)?)?;
        std::fs::rename(aside, path)
    }
}

/// Gives signs of life until `shutdown`, and none while a loop stands still.
pub async fn keep(data_dir: PathBuf, pulses: Pulses, market: Clock, mut shutdown: watch::Receiver<bool>) {
    let (machine, path) = (Clock::system(), data_dir.join(FILE_NAME));
    let started = machine.now();
    notify(&[NotifyState::Ready, NotifyState::Status("the chat is open")]);
    let mut well = true;
    loop {
        let stuck = pulses.stuck();
        if let Some(name) = stuck {
            if well {
                tracing::error!(
                    "the {name}'s loop stands still; the service manager is no longer told that all is well"
                );
                notify(&[NotifyState::Status(&format!("the {name}'s loop stands still"))]);
            }
        } else {
            let at = market.now();
            notify(&[NotifyState::Watchdog, NotifyState::Status(&format!("at work; market time {at}"))]);
            let sign = SignOfLife { pid: std::process::id(), started, at: machine.now(), market_at: at };
            if let Err(error) = sign.write(&path)
                && well
            {
                tracing::warn!("the sign of life cannot be written: {error}");
            }
        }
        well = stuck.is_none();
        tokio::select! {
            _ = shutdown.wait_for(|over| *over) => break,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
    notify(&[NotifyState::Stopping]);
    // Where it stays, its age and the lock tell that nobody is at work.
    let _stays = std::fs::remove_file(path);
}

/// Where nobody listens nothing is sent.
fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::debug!("the service manager could not be told: {error}");
    }
}
