//! The service's own trainer: one unit at a time, at the lowest priority, beside everything else.

use std::time::Duration;

use super::hub::Hub;
use super::procedure::key;
use crate::learn::models::{FitError, Watch};

/// How long is waited for work.
const LOOK: Duration = Duration::from_secs(1);

/// What `nice` is told: everything else on the machine comes first.
const NICENESS: i32 = 19;

/// Passes on how far a unit is, and stops it where it is no longer wanted.
struct Told<'h> {
    hub: &'h Hub,
    lease: u64,
}

impl Watch for Told<'_> {
    fn go_on(&mut self, done: f64) -> bool {
        self.hub.hear(self.lease, done)
    }
}

impl Hub {
    /// Works on trainings that are to be done here until [`Hub::stop`]. The thread that calls it keeps the lowest priority.
    pub fn work_here(&self) {
        if let Err(error) = rustix::process::nice(NICENESS) {
            tracing::warn!("training here has no lower priority than everything else: {error}");
        }
        loop {
            let worked = self.work_here_once();
            let state = self.state();
            if state.stopped {
                return;
            }
            if !worked {
                drop(self.wait(state, LOOK));
            }
        }
    }

    /// Does one unit; `false` where there is none.
    pub fn work_here_once(&self) -> bool {
        let Some((work, prepared)) = self.claim_here() else { return false };
        let mut told = Told { hub: self, lease: work.lease };
        let ended = match prepared.work(&work.unit, &mut told) {
            Ok(result) => self.bring(work.run, work.unit, result).map(|_| ()),
            Err(FitError::Cancelled) => Ok(()),
            Err(error) => self.give_up(work.run, work.unit, format!("{}: {error}", key(&work.unit))),
        };
        if let Err(error) = ended {
            tracing::error!("the end of {} could not be written: {error}", key(&work.unit));
        }
        true
    }
}
