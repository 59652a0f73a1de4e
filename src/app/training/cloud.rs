//! The hub as trainers meet it over the link.

use std::fmt::Write as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::hub::Hub;
use super::trainers::Verdict;
use crate::app::server;
use crate::config::Config;
use crate::domain::training::observation::Observation;
use crate::domain::training::request::{Place, TrainAnswer, TrainOrder};
use crate::domain::training::{Depth, Families, RunId};
use crate::learn::features;
use crate::learn::training::Unit;
use crate::link::message::Task;
use crate::link::server::{Brought, Cloud, serve};
use crate::link::upload::Uploads;
use crate::storage::StoreError;

/// A trainer that has said nothing for so long is gone: at work it says every few seconds how far it is.
const SILENCE_MAX: Duration = Duration::from_mins(5);

/// The hub behind the socket.
pub(super) struct Gate {
    hub: Hub,
    config: Config,
}

/// What is done with each connection.
pub(super) fn session(hub: Hub, config: Config) -> super::socket::Session {
    let (gate, uploads) = (Gate { hub, config }, Uploads::default());
    Arc::new(move |mut stream: UnixStream| {
        let limited = stream.set_read_timeout(Some(SILENCE_MAX)).and(stream.set_write_timeout(Some(SILENCE_MAX)));
        let served = limited.map_err(Into::into).and_then(|()| serve(&mut stream, &gate, &uploads));
        if let Err(fault) = served {
            tracing::info!("a trainer's connection ended: {fault}");
        }
    })
}

fn words(error: &StoreError) -> String {
    format!("{error}; the server's log says more")
}

impl Cloud for Gate {
    fn ledger(&self) -> [u8; 32] {
        let inner = &self.hub.0;
        let first = inner.store.observations(inner.options.symbol, 0, 1).unwrap_or_default();
        let mut hasher = Sha256::new();
        hasher.update(inner.options.symbol.as_str());
        for feed in inner.store.positions().unwrap_or_default() {
            hasher.update(feed);
        }
        hasher.update(postcard::to_stdvec(&first).unwrap_or_default());
        hasher.finalize().into()
    }

    fn schema(&self) -> [u8; 32] {
        features::schema()
    }

    fn program(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    fn join(&self, name: &str) -> u64 {
        self.hub.join(name)
    }

    fn leave(&self, trainer: u64) {
        self.hub.leave(trainer);
    }

    fn observations(&self, after: i64, limit: usize) -> Result<Vec<Observation>, String> {
        self.hub.observations(after, limit).map_err(|error| words(&error))
    }

    fn claim(&self, trainer: u64) -> Option<Task> {
        let work = self.hub.claim(trainer)?;
        Some(Task {
            lease: work.lease,
            run: work.run,
            order: work.order,
            last_number: work.last_number,
            unit: work.unit,
        })
    }

    fn hear(&self, lease: u64, done: f64) -> bool {
        self.hub.hear(lease, done)
    }

    fn bring(&self, run: RunId, unit: Unit, result: Vec<u8>) -> Result<Brought, String> {
        Ok(match self.hub.bring(run, unit, result).map_err(|error| words(&error))? {
            Verdict::Taken => Brought::Taken,
            Verdict::Refused(why) => Brought::NotTaken(why),
            Verdict::Late => Brought::Late,
        })
    }

    fn refuse(&self, run: RunId, unit: Unit, why: String) {
        if let Err(error) = self.hub.refuse(run, unit, why) {
            tracing::error!("that a result was refused could not be written: {error}");
        }
    }

    fn give_up(&self, run: RunId, unit: Unit, why: String) -> Result<(), String> {
        self.hub.give_up(run, unit, why).map_err(|error| words(&error))
    }

    fn begin(&self) -> Result<String, String> {
        let order = TrainOrder { families: Families::ALL, depth: Depth::Usual, place: Place::Trainers };
        Ok(match self.hub.start_where_new(order).map_err(|error| words(&error))? {
            None => "there is not enough that is new yet".to_owned(),
            Some(TrainAnswer::Started(run) | TrainAnswer::Kept(run)) => format!("training {} begins", run.0),
            Some(TrainAnswer::Busy(run)) => format!("training {} is under way", run.0),
            Some(TrainAnswer::TooFew { have, need }) => {
                format!("{have:.0} independent outcomes are known, {need:.0} are needed")
            }
            Some(_) => "no training begins".to_owned(),
        })
    }

    fn stats(&self) -> Result<String, String> {
        let mut said = Vec::new();
        // What it says is of use also where it says that something is wrong.
        let _well = server::status::run(&self.config, &mut said).map_err(|error| format!("{error:#}"))?;
        let mut text = String::from_utf8_lossy(&said).into_owned();
        let inner = &self.hub.0;
        let models = inner.store.models(inner.options.symbol).map_err(|error| words(&error))?;
        // Writing into a text cannot fail.
        let _written = writeln!(text, "\nModels: {}", if models.is_empty() { "none yet" } else { "" });
        for model in models {
            let _written = writeln!(
                text,
                "  {} {} {}, trained until {}, gain {:+.4} nats, watched {} days",
                model.id.short(),
                model.family.name(),
                model.standing.name(),
                model.trained_until.strftime("%F"),
                model.gain,
                model.shadow.days
            );
        }
        Ok(text)
    }
}
