//! What is due next: decisions every 15 minutes of a session, and the report at 5 PM New York time of every trading day.

use jiff::Timestamp;
use jiff::civil::{Date, time};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Due;
use crate::engine::State;

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

    fn next_decision(&self) -> Option<Timestamp> {
        let after = self.last_decision.or(self.begun)?;
        ExchangeCalendar::nyse().next_decision_after(after)
    }

    fn next_report(&self) -> Option<(Timestamp, Date)> {
        let calendar = ExchangeCalendar::nyse();
        let begun = calendar.index_at_or_before(self.begun?)?;
        let next = match self.last_report {
            Some(date) => calendar.index_at_or_before(calendar.session_on(date)?.open)? + 1,
            None => begun,
        };
        let date = calendar.session(next)?.date;
        calendar.at_new_york(date, time(17, 0, 0, 0)).map(|at| (at, date))
    }
}
