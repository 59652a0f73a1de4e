//! The trading clock: it runs while the exchange is open and ticks a decision every fifteen minutes.

use jiff::Timestamp;

use super::ExchangeCalendar;
use crate::domain::horizon::Horizon;
use crate::domain::session::STEP_SECONDS;

/// One decision: which session, and which of its decisions. Steps compare as their instants do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// Index in [`ExchangeCalendar::sessions`].
    pub session: usize,
    /// Counted from 1 (15 minutes after the open) to 26 on full days or 14 on early closes (the closing bell).
    pub slot: i64,
}

/// When a prediction is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instant whose price settles it; always a decision instant itself.
    pub at: Timestamp,
    /// Whether `at` lies in a later session than the decision, so that the night between them counts.
    pub crosses_close: bool,
    /// The closing bell of the decision's own session: the end of the truncated return.
    pub close: Timestamp,
}

impl ExchangeCalendar {
    /// The decision that falls exactly on `at`; `None` at every other instant.
    pub fn decision_at(&self, at: Timestamp) -> Option<Step> {
        let session = self.index_at_or_before(at)?;
        let slot = self.session(session)?.slot_of(at)?;
        Some(Step { session, slot })
    }

    /// The instant of a decision; `None` where there is no such session or slot.
    pub fn instant(&self, step: Step) -> Option<Timestamp> {
        self.session(step.session)?.decision(step.slot)
    }

    /// The first decision after `at`, one at `at` itself left out.
    pub fn next_step_after(&self, at: Timestamp) -> Option<Step> {
        if let Some(index) = self.index_at_or_before(at)
            && let Some(session) = self.session(index)
            && at < session.close
        {
            let slot = (at.as_second() - session.open.as_second()) / STEP_SECONDS + 1;
            return Some(Step { session: index, slot });
        }
        Some(Step { session: self.index_after(at)?, slot: 1 })
    }

    /// The instant of the first decision after `at`, one at `at` itself left out.
    pub fn next_decision_after(&self, at: Timestamp) -> Option<Timestamp> {
        self.instant(self.next_step_after(at)?)
    }

    /// The decision instants with `after < at <= until`, in order, as far as the calendar knows them.
    pub fn decisions_between(&self, after: Timestamp, until: Timestamp) -> Decisions<'_> {
        let next = if after.as_second() < self.covered.start { self.first_step() } else { self.next_step_after(after) };
        Decisions { calendar: self, next, until }
    }

    /// How many decisions come after `a` up to and including `b`; negative where `b` is earlier, `None` where one of
    /// them is no decision instant.
    pub fn steps_between(&self, a: Timestamp, b: Timestamp) -> Option<i64> {
        self.steps_from(self.decision_at(a)?, self.decision_at(b)?)
    }

    /// As [`Self::steps_between`], for callers that know the steps already.
    pub fn steps_from(&self, a: Step, b: Step) -> Option<i64> {
        Some(self.number(b)? - self.number(a)?)
    }

    /// The running number of a decision: 1 for the first of 2000, one more for each after it, nights not counted.
    pub fn number(&self, step: Step) -> Option<i64> {
        let valid = (1..=self.session(step.session)?.decisions()).contains(&step.slot);
        let before = self.seconds_before.get(step.session)?;
        valid.then_some(before / STEP_SECONDS + step.slot)
    }

    /// When a prediction made at the decision instant `decision` is settled; `None` where no decision falls on that
    /// instant or the calendar ends before it is due.
    pub fn due(&self, decision: Timestamp, horizon: Horizon) -> Option<Due> {
        self.due_of(self.decision_at(decision)?, horizon)
    }

    /// As [`Self::due`], for callers that know the step already.
    ///
    /// One and four hours are 4 and 16 steps of the trading clock, continued in the next session (in two of them, where
    /// the first closes early). A day is the same slot of the next session, which is the same clock time in New York on
    /// either side of a clock change, or that session's close where it ends before.
    pub fn due_of(&self, step: Step, horizon: Horizon) -> Option<Due> {
        let session = self.session(step.session)?;
        if !(1..=session.decisions()).contains(&step.slot) {
            return None;
        }
        let target = match horizon {
            Horizon::OneHour | Horizon::FourHours => self.advanced(step, i64::from(horizon.bars()))?,
            Horizon::OneDay => {
                let next = step.session + 1;
                Step { session: next, slot: step.slot.min(self.session(next)?.decisions()) }
            }
        };
        Some(Due { at: self.instant(target)?, crosses_close: target.session != step.session, close: session.close })
    }

    /// Seconds of regular session between two instants, negative where `to` is earlier. Whole seconds: fractions of an
    /// instant are dropped. All time outside 2000-2030 counts as closed.
    pub fn trading_seconds(&self, from: Timestamp, to: Timestamp) -> i64 {
        self.elapsed(to) - self.elapsed(from)
    }

    /// The instant so many seconds of regular session before `at`, at the opening bell rather than at the close of the session before;
    /// `None` before the calendar begins.
    pub fn trading_seconds_before(&self, at: Timestamp, seconds: i64) -> Option<Timestamp> {
        let target = self.elapsed(at) - seconds;
        let session = self.seconds_before.partition_point(|before| *before <= target).checked_sub(1)?;
        let into = target - self.seconds_before.get(session)?;
        Timestamp::from_second(self.session(session)?.open.as_second() + into).ok()
    }

    /// The step `count` decisions after `step`.
    fn advanced(&self, step: Step, count: i64) -> Option<Step> {
        let Step { mut session, slot } = step;
        let mut slot = slot + count;
        loop {
            let decisions = self.session(session)?.decisions();
            if slot <= decisions {
                return Some(Step { session, slot });
            }
            slot -= decisions;
            session += 1;
        }
    }

    fn first_step(&self) -> Option<Step> {
        (!self.sessions.is_empty()).then_some(Step { session: 0, slot: 1 })
    }

    /// Seconds of regular session since 2000 began.
    fn elapsed(&self, at: Timestamp) -> i64 {
        if at.as_second() >= self.covered.end {
            return self.seconds_before.last().copied().unwrap_or(0);
        }
        let known = self.index_at_or_before(at).and_then(|index| {
            let session = self.session(index)?;
            Some(self.seconds_before.get(index)? + (at.as_second() - session.open.as_second()).min(session.seconds()))
        });
        known.unwrap_or(0)
    }
}

/// The decision instants of a span, made by [`ExchangeCalendar::decisions_between`].
#[derive(Clone, Debug)]
pub struct Decisions<'a> {
    calendar: &'a ExchangeCalendar,
    next: Option<Step>,
    until: Timestamp,
}

impl Iterator for Decisions<'_> {
    type Item = Timestamp;

    fn next(&mut self) -> Option<Timestamp> {
        let step = self.next.take()?;
        let at = self.calendar.instant(step).filter(|at| *at <= self.until)?;
        self.next = self.calendar.advanced(step, 1);
        Some(at)
    }
}
