//! Acceptance: experiments on synthetic markets whose truth is known; each tells what theory demands of a learner and what was measured.
//!
//! Nothing in here reads a clock, makes chance or starts a thread: dice and hands are handed in with the [`Lab`], and so is who is examined.
//! An experiment is a list of numbered jobs, each with a stream of chance of its own, so that its outcome follows from the seed alone,
//! whoever does which job when.

pub mod experiments;
pub mod market;
pub mod measures;
pub mod observed;
pub mod oracle;
pub mod report;
pub mod run;

use std::sync::Mutex;

use crate::learn::chance::{Chance, Dice};
use market::Market;
use run::{Life, Subject, live};

/// How much is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// All of it; every limit holds as it stands.
    Full,
    /// About an eighth of the lives, in under a minute; limits are widened by three standard errors of what is measured, and limits in days
    /// by one half.
    Quick,
    /// Just enough to tell a learner from a damaged one; limits are widened like [`Effort::Quick`]'s.
    Sketch,
}

impl Effort {
    /// One of three sizes.
    pub const fn pick(self, full: usize, quick: usize, sketch: usize) -> usize {
        match self {
            Self::Full => full,
            Self::Quick => quick,
            Self::Sketch => sketch,
        }
    }

    /// How many standard errors a limit is widened by.
    pub const fn errors_allowed(self) -> f64 {
        match self {
            Self::Full => 0.0,
            Self::Quick | Self::Sketch => 3.0,
        }
    }

    /// The rule for limits that lie within a few standard errors of the truth even with all lives: they are widened at every size, or chance
    /// would decide the verdict.
    #[must_use]
    pub const fn widened(self) -> Self {
        match self {
            Self::Full => Self::Quick,
            other => other,
        }
    }

    /// What a limit in days is multiplied by: where few lives are averaged, the day on which a curve crosses a line is found less sharply.
    pub const fn days_factor(self) -> f64 {
        match self {
            Self::Full => 1.0,
            Self::Quick | Self::Sketch => 1.5,
        }
    }
}

/// Whoever does the work of an experiment, on as many threads as there are.
pub trait Hands: Sync {
    /// Does the jobs 0 to `count` - 1, each once and in any order, and returns when all are done. Each is about `steps` predictions long,
    /// which is what progress is told in.
    fn each(&self, count: usize, steps: u64, job: &(dyn Fn(usize) + Sync));
}

/// Where experiments are made.
pub struct Lab<'a> {
    /// Who does the work.
    pub hands: &'a dyn Hands,
    /// How much is computed.
    pub effort: Effort,
    /// The stream of chance of that number: independent of every other, and always the same.
    pub dice: &'a (dyn Fn(u64) -> Box<dyn Dice> + Sync),
    /// A newborn learner that looks so many bars ahead.
    pub subject: &'a (dyn Fn(usize) -> Box<dyn Subject> + Sync),
}

impl Lab<'_> {
    /// The stream of chance of a job. Topics keep the experiments apart.
    pub fn chance(&self, topic: Topic, job: usize) -> Chance {
        Chance::new((self.dice)(((topic as u64) << 32) | job as u64))
    }

    /// What each of `count` jobs brings, in their order.
    pub fn gather<T: Send>(&self, count: usize, steps: u64, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let slots: Vec<Mutex<Option<T>>> = (0..count).map(|_| Mutex::new(None)).collect();
        self.hands.each(count, steps, &|number| {
            let brought = job(number);
            if let Some(Ok(mut slot)) = slots.get(number).map(Mutex::lock) {
                *slot = Some(brought);
            }
        });
        slots.into_iter().filter_map(|slot| slot.into_inner().ok().flatten()).collect()
    }

    /// The life of a newborn learner in a market.
    pub fn life(&self, market: &Market, bars: usize) -> Life {
        let mut subject = (self.subject)(bars);
        live(subject.as_mut(), market, bars)
    }
}

/// What a stream of chance is for. Numbers are part of what a seed means: they may be added to, never changed.
#[derive(Clone, Copy, Debug)]
pub enum Topic {
    /// Markets without an edge.
    Noise = 1,
    /// What an oracle counts.
    Oracle = 2,
    /// Markets with an edge.
    Planted = 3,
    /// Markets on which high confidence is examined.
    Honesty = 4,
    /// Markets whose edge moves to other signals.
    Swap = 5,
    /// Markets whose edge turns round.
    Flip = 6,
    /// Markets with rare events.
    Events = 7,
    /// Markets whose scores are shifted against their returns.
    Shift = 8,
    /// Forecasters that compete for promotion.
    Promotion = 9,
    /// Markets that a learner without learning meets.
    Drift = 10,
    /// Hits and misses that an interval is told about.
    Coverage = 11,
    /// Claims that are true or overstated.
    Claims = 12,
    /// Strategies of which the best is chosen.
    Strategies = 13,
    /// Markets that are lived through twice.
    Twice = 14,
    /// Markets with a changed future.
    Future = 15,
    /// Markets in which signals are missing.
    Missing = 16,
    /// Markets with signals that tell nothing new.
    Useless = 17,
    /// Contracts that are priced.
    Options = 18,
}
