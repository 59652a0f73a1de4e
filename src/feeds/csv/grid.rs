//! The places a file's bars can stand in: which interval its rows have, and where in a session each of them belongs.

use jiff::{SignedDuration, Timestamp};

use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::session::Session;
use crate::feeds::csv::fault::{FileFault, RowFault};
use crate::feeds::csv::report::Gap;

/// Which instant of a bar the rows name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BarLabel {
    /// The bar's first instant.
    #[default]
    Start,
    /// The instant at which the bar is complete.
    End,
}

/// Bars of `interval`, the first of each session `phase` seconds after the opening bell.
///
/// The phase is 0 for bars counted from the bell, and 1,800 for hourly bars counted from the full hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    pub interval: Interval,
    pub phase: i64,
    pub label: BarLabel,
}

/// Where a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// Bar `slot` (from 0) of session `session` of the calendar, beginning at `start`.
    Inside(Place),
    /// A trading day, before the open or after the close.
    Outside,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub session: usize,
    pub slot: i64,
    pub start: Timestamp,
}

impl Grid {
    /// Infers the grid from the times (seconds since 1970) of a file's first rows: the most common spacing, and the most
    /// common distance from the bell. What was asked for must agree.
    pub(super) fn infer(
        times: &[i64],
        label: BarLabel,
        asked: Option<Interval>,
        calendar: &ExchangeCalendar,
    ) -> Result<Self, FileFault> {
        let spacings = times.iter().zip(times.iter().skip(1)).map(|(earlier, later)| (later - earlier).abs());
        let spacing = most_common(spacings.filter(|spacing| *spacing > 0));
        let found = spacing.and_then(Interval::from_seconds);
        let interval = match (asked, found, spacing) {
            (Some(asked), Some(found), _) if asked != found => {
                return Err(FileFault::IntervalDiffers { asked: asked.name(), found: found.name() });
            }
            (Some(asked), _, _) => asked,
            (None, Some(found), _) => found,
            (None, None, Some(spacing)) => return Err(FileFault::UnknownInterval(spacing)),
            (None, None, None) => return Err(FileFault::IntervalUnclear),
        };
        let phases = times.iter().filter_map(|seconds| {
            let at = Timestamp::from_second(*seconds).ok()?;
            let session = calendar.session(calendar.index_at_or_before(at)?)?;
            (at < session.close).then(|| (seconds - session.open.as_second()).rem_euclid(interval.seconds()))
        });
        Ok(Self { interval, phase: most_common(phases).unwrap_or(0), label })
    }

    /// How many bars a session has; the last may be cut short by the close.
    pub(super) fn slots(&self, session: &Session) -> i64 {
        let (room, step) = (session.seconds() - self.phase, self.interval.seconds());
        (room + step - 1).max(0) / step
    }

    /// Where the row labelled with `seconds` since 1970 belongs. `last` is the session of the row before, tried first.
    pub(super) fn place(&self, seconds: i64, last: usize, calendar: &ExchangeCalendar) -> Result<Spot, RowFault> {
        let at = Timestamp::from_second(seconds).map_err(|_| RowFault::UnreadableTime)?;
        if let Some(session) = calendar.session(last)
            && let Some(spot) = self.within(at, last, session)
        {
            return spot;
        }
        if !calendar.covers(at) {
            return Err(RowFault::BeyondCalendar);
        }
        let newest = calendar.index_at_or_before(at);
        if let Some(index) = newest
            && let Some(session) = calendar.session(index)
            && let Some(spot) = self.within(at, index, session)
        {
            return spot;
        }
        match calendar.session_on(calendar.new_york(at).date()) {
            Some(_) => Ok(Spot::Outside),
            None => Err(RowFault::ClosedDay),
        }
    }

    /// `None` where the bar does not begin inside the session.
    fn within(&self, at: Timestamp, index: usize, session: &Session) -> Option<Result<Spot, RowFault>> {
        let step = self.interval.seconds();
        let start = match self.label {
            BarLabel::Start => at.as_second(),
            // The last bar of a session may be shorter: it ends at the close, but begins on the grid.
            BarLabel::End if at == session.close => {
                session.open.as_second() + self.phase + (self.slots(session) - 1) * step
            }
            BarLabel::End => at.as_second() - step,
        };
        if start < session.open.as_second() || start >= session.close.as_second() {
            return None;
        }
        let since = start - session.open.as_second() - self.phase;
        if since.rem_euclid(step) != 0 {
            return Some(Err(RowFault::OffGrid));
        }
        let start = session.open.saturating_add(SignedDuration::from_secs(since + self.phase)).ok()?;
        Some(Ok(Spot::Inside(Place { session: index, slot: since / step, start })))
    }

    /// How long the bar at a place is: the last one of a session ends with it, so an hourly bar from 15:30 is half an hour long.
    pub(super) fn span(&self, place: Place, calendar: &ExchangeCalendar) -> Interval {
        let left = calendar.session(place.session).map(|session| session.close.as_second() - place.start.as_second());
        left.filter(|left| *left < self.interval.seconds()).and_then(Interval::from_seconds).unwrap_or(self.interval)
    }

    /// The bars missing between two neighbours, if any.
    pub(super) fn gap(&self, earlier: Place, later: Place, calendar: &ExchangeCalendar) -> Option<Gap> {
        let before = calendar.session(earlier.session)?;
        if earlier.session == later.session {
            let missing = u64::try_from(later.slot - earlier.slot - 1).ok()?;
            return (missing > 0).then_some(Gap {
                from: self.start(before, earlier.slot + 1)?,
                to: later.start,
                sessions_missing: 0,
                bars_missing: missing,
            });
        }
        let tail = self.slots(before) - earlier.slot - 1;
        let whole = calendar.sessions().get(earlier.session + 1..later.session)?;
        let missing =
            u64::try_from(tail + whole.iter().map(|session| self.slots(session)).sum::<i64>() + later.slot).ok()?;
        let from = if tail > 0 {
            self.start(before, earlier.slot + 1)?
        } else {
            self.start(calendar.session(earlier.session + 1)?, 0)?
        };
        let sessions_missing = u64::try_from(whole.len()).ok()?;
        (missing > 0).then_some(Gap { from, to: later.start, sessions_missing, bars_missing: missing })
    }

    fn start(&self, session: &Session, slot: i64) -> Option<Timestamp> {
        session.open.saturating_add(SignedDuration::from_secs(self.phase + slot * self.interval.seconds())).ok()
    }
}

/// The most common value; the smallest of those where several are equally common.
fn most_common(values: impl Iterator<Item = i64>) -> Option<i64> {
    let mut sorted: Vec<i64> = values.collect();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b);
    runs.rev().max_by_key(|run| run.len()).and_then(|run| run.first().copied())
}
