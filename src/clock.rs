//! The one place in the tree that asks what time it is; everything else is handed a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// A source of the present instant: the machine's clock, or one that is set by hand.
///
/// The simulated market and the tests set the time; the real market reads it. Clones share one time.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since 1970 UTC.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start` until [`Clock::set`] moves it.
    pub fn manual(start: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(start.as_microsecond()))))
    }

    /// The present instant, UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock of the tree")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::now(),
            Source::Manual(micros) => {
                Timestamp::from_microsecond(micros.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
        }
    }

    /// Moves a manual clock to `to`, never backwards; a system clock is left alone.
    pub fn set(&self, to: Timestamp) {
        if let Source::Manual(micros) = &self.0 {
            micros.fetch_max(to.as_microsecond(), Ordering::SeqCst);
        }
    }
}

/// Measures how long work takes, for people; nothing that is stored depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock of the tree")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Time since the start.
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}

/// Tells that a loop goes on: the loop beats, and whoever watches asks how long ago that was. Clones share one pulse.
#[derive(Clone, Debug)]
pub struct Pulse(std::sync::Arc<(Stopwatch, std::sync::atomic::AtomicU64)>);

impl Default for Pulse {
    fn default() -> Self {
        Self(std::sync::Arc::new((Stopwatch::start(), std::sync::atomic::AtomicU64::new(0))))
    }
}

impl Pulse {
    /// The loop goes on.
    pub fn beat(&self) {
        let now = u64::try_from(self.0.0.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.1.store(now, Ordering::SeqCst);
    }

    /// Time since the last beat; where there was none, since the pulse was made.
    pub fn age(&self) -> std::time::Duration {
        self.0.0.elapsed().saturating_sub(std::time::Duration::from_millis(self.0.1.load(Ordering::SeqCst)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    #[test]
    fn a_manual_clock_is_shared_and_never_goes_back() {
        let start: Timestamp = "2026-01-05T14:30:00Z".parse().unwrap();
        let clock = Clock::manual(start);
        let twin = clock.clone();
        clock.set(start + 1.hour());
        clock.set(start);
        assert_eq!(twin.now(), start + 1.hour());
    }
}
