//! The end of a day: what was learned fades a little, drift is told once, and the lesson is kept.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::State;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Effect;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Lesson;
use crate::domain::notice::Notice;
use crate::domain::prediction::Direction;

/// Ends a day of learning: what was learned fades a little, drift is told once, and the lesson is kept.
pub(super) fn end_day(state: &mut State, date: Date, effects: &mut Vec<Effect>) {
    let alarms = state.learner.end_day();
    let mut horizons = state.learner.lessons();
    for ((horizon, lesson), alarms) in Horizon::ALL.into_iter().zip(&mut horizons).zip(alarms) {
        lesson.hasty_until = sessions_later(date, state.learner.head(horizon).hasty_days());
        let Some(until) = lesson.hasty_until.filter(|_| alarms.any()) else { continue };
        let whole = alarms.whole.then_some(None);
        for signal in whole.into_iter().chain(alarms.signals.into_iter().map(Some)) {
            effects.push(Effect::Tell(Notice::Drift { symbol: state.symbol, horizon, signal, date, until }));
        }
    }
    let backing = state.learner.backing();
    effects.push(Effect::Learned(Box::new(Lesson { symbol: state.symbol, date, horizons, backing })));
}

/// The trading day so many sessions after `date`; `None` for 0, and where the calendar ends.
fn sessions_later(date: Date, sessions: u32) -> Option<Date> {
    let calendar = ExchangeCalendar::nyse();
    let close = calendar.session_on(date)?.close;
    let index = calendar.index_at_or_before(close)? + usize::try_from(sessions).ok()?;
    calendar.session(index).filter(|_| sessions > 0).map(|session| session.date)
}

/// The closes of the last two sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Closes {
    last: Option<f64>,
    before: Option<f64>,
}

impl Closes {
    /// A session has ended at that price, dollars.
    pub(super) fn end_session(&mut self, close: f64) {
        self.before = self.last.replace(close);
    }

    /// The side of the last complete session; HOLD where it is not known or did not move.
    pub(super) fn side(&self) -> Direction {
        match (self.before, self.last) {
            (Some(before), Some(last)) if last > before => Direction::Up,
            (Some(before), Some(last)) if last < before => Direction::Down,
            _ => Direction::Hold,
        }
    }
}
