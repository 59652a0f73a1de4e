//! The exchange's bells: when it opens, when it closes, and the mornings on which it stays shut.

use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::market::Player;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::notice::{Bell, Notice};

/// When trading would begin on a day without it, New York.
const MORNING: Time = time(9, 30, 0, 0);

/// A bell that rang so long ago is news to nobody.
const OLD: SignedDuration = SignedDuration::from_mins(15);

/// The last bar of a day may come this much after the bell; its price is told, and so it is waited for.
const LAST_BAR: SignedDuration = SignedDuration::from_mins(10);

/// Days that are looked through for a morning without trading: from one session to the next there are never more.
const DAYS_MAX: usize = 14;

/// Bells that rang up to `now` and are not old, the earlier first.
pub fn rung(now: Timestamp) -> Vec<(Timestamp, Notice)> {
    let calendar = ExchangeCalendar::nyse();
    let date = calendar.new_york(now).date();
    let bells = match calendar.session_on(date) {
        Some(session) => vec![(session.open, Bell::Opens), (session.close, Bell::Closes)],
        None if calendar.closure(date).is_some() => {
            calendar.at_new_york(date, MORNING).map(|at| (at, Bell::Shut)).into_iter().collect()
        }
        None => Vec::new(),
    };
    let fresh = |at: &Timestamp| *at <= now && now.duration_since(*at) <= OLD;
    bells.into_iter().filter(|(at, _)| fresh(at)).map(|(at, bell)| (at, Notice::Hours { date, bell })).collect()
}

/// The next morning after `now` on which the exchange stays shut though it is a weekday, before its next session.
pub fn next_shut(now: Timestamp) -> Option<Timestamp> {
    let calendar = ExchangeCalendar::nyse();
    let next = calendar.next_session_after(now)?;
    let mut date = calendar.new_york(now).date();
    for _ in 0..DAYS_MAX {
        if date >= next.date {
            break;
        }
        let morning = calendar.closure(date).and_then(|_| calendar.at_new_york(date, MORNING));
        if let Some(morning) = morning.filter(|morning| *morning > now) {
            return Some(morning);
        }
        date = date.checked_add(1.day()).ok()?;
    }
    None
}

impl Player {
    /// Tells of bells that rang up to `now`; of each once, since the outbox refuses what it has taken in before.
    pub(super) fn ring(&self, now: Timestamp) {
        for (at, notice) in rung(now) {
            let closes = matches!(notice, Notice::Hours { bell: Bell::Closes, .. });
            let complete = self.keeper.state().last_bar_end().is_some_and(|end| end >= at);
            if closes && !complete && now.duration_since(at) < LAST_BAR {
                continue;
            }
            if let Err(error) = self.keeper.store().outbox_enqueue(&notice, now) {
                tracing::error!("a bell could not be kept: {error}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn bells(now: &str) -> Vec<(Date, Bell)> {
        let rung = rung(at(now)).into_iter();
        rung.filter_map(|(_, notice)| match notice {
            Notice::Hours { date, bell } => Some((date, bell)),
            _ => None,
        })
        .collect()
    }

    #[test]
    fn a_bell_is_heard_for_a_quarter_of_an_hour() {
        let monday = date(2026, 1, 5);
        for (now, heard) in [
            ("2026-01-05T14:29:59Z", vec![]),
            ("2026-01-05T14:30:00Z", vec![(monday, Bell::Opens)]),
            ("2026-01-05T14:45:00Z", vec![(monday, Bell::Opens)]),
            ("2026-01-05T14:45:01Z", vec![]),
            ("2026-01-05T21:00:00Z", vec![(monday, Bell::Closes)]),
            ("2026-01-05T21:15:01Z", vec![]),
            // Summer time, and a short day.
            ("2026-07-06T13:30:00Z", vec![(date(2026, 7, 6), Bell::Opens)]),
            ("2026-11-27T18:05:00Z", vec![(date(2026, 11, 27), Bell::Closes)]),
            ("2026-11-27T21:00:00Z", vec![]),
            // A holiday, and a Saturday.
            ("2026-04-03T13:30:00Z", vec![(date(2026, 4, 3), Bell::Shut)]),
            ("2026-04-03T20:00:00Z", vec![]),
            ("2026-01-10T14:30:00Z", vec![]),
        ] {
            assert_eq!(bells(now), heard, "{now}");
        }
    }

    #[test]
    fn a_morning_without_trading_is_waited_for() {
        assert_eq!(next_shut(at("2026-04-02T21:00:00Z")), Some(at("2026-04-03T13:30:00Z")));
        assert_eq!(next_shut(at("2026-04-03T13:30:00Z")), None, "it is over");
        assert_eq!(next_shut(at("2026-01-09T21:00:00Z")), None, "an ordinary weekend");
        assert_eq!(next_shut(at("2001-09-10T21:00:00Z")), Some(at("2001-09-11T13:30:00Z")));
        assert_eq!(next_shut(at("2001-09-13T21:00:00Z")), Some(at("2001-09-14T13:30:00Z")));
    }
}
