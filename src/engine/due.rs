//! What is due next: decisions every 15 minutes of a session, and the report at 5 PM New York time of every trading day.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Due;
use crate::domain::session::Session;
use crate::engine::State;

/// From the opening bell at 09:30 to the report at 17:00, seconds. Clocks change on Sundays, when there is no session.
const REPORT_AFTER_OPEN_S: i64 = 27_000;

impl State {
    /// The next piece of due work with its instant; `None` before the first bar and after the calendar ends.
    pub fn next_due(&self) -> Option<(Timestamp, Due)> {
        let decision = self.next_decision().map(|at| (at, Due::Decision(at)));
        let report = self.next_report().map(|(at, date)| (at, Due::Report(date)));
        match (decision, report) {
            (Some(decision), Some(report)) => Some(if decision.0 <= report.0 { decision } else { report }),
            (decision, report) => decision.or(report),
        }
    }

    /// Leaves all work undone that is due up to `at`: a fold that joins late, or comes again, makes up no prediction for the past.
    pub fn forgo_until(&mut self, at: Timestamp) {
        let calendar = ExchangeCalendar::nyse();
        if self.last_decision.is_none() || self.next_decision().is_some_and(|next| next <= at) {
            self.last_decision = Some(at);
        }
        let newest = calendar.index_at_or_before(at);
        let told = |session: &Session| session.open.as_second() + REPORT_AFTER_OPEN_S <= at.as_second();
        let last = newest.and_then(|newest| {
            let session = calendar.session(newest)?;
            if told(session) { Some(session) } else { calendar.session(newest.checked_sub(1)?) }
        });
        self.last_report = self.last_report.max(last.map(|session| session.date));
    }

    fn next_decision(&self) -> Option<Timestamp> {
        let after = self.last_decision.or(self.begun)?;
        ExchangeCalendar::nyse().next_decision_after(after)
    }

    fn next_report(&self) -> Option<(Timestamp, Date)> {
        let calendar = ExchangeCalendar::nyse();
        let begun = calendar.index_at_or_before(self.begun?)?;
        let next = match self.last_report {
            Some(date) => calendar.index_on(date)? + 1,
            None => begun,
        };
        let session = calendar.session(next)?;
        Timestamp::from_second(session.open.as_second() + REPORT_AFTER_OPEN_S).ok().map(|at| (at, session.date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_is_due_at_five_in_new_york() {
        let calendar = ExchangeCalendar::nyse();
        for session in calendar.sessions() {
            let at = calendar.at_new_york(session.date, jiff::civil::time(17, 0, 0, 0)).unwrap();
            assert_eq!(at.as_second(), session.open.as_second() + REPORT_AFTER_OPEN_S, "{}", session.date);
        }
    }
}
