//! When each channel is asked: bars on their grid, chains just before decisions, headlines all day, days after the close.

use jiff::{SignedDuration, Timestamp};

use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Channel;
use crate::domain::session::Session;

/// The interval of live bars.
pub(super) const INTERVAL: Interval = Interval::M5;

/// A bar is asked for so long after its end: sources need a moment.
const BAR_DELAY: SignedDuration = SignedDuration::from_secs(5);

/// A bar that has not come is asked for again after so long.
const BAR_AGAIN: SignedDuration = SignedDuration::from_secs(10);

/// For so long after its end a bar that has not come is asked for again and again.
pub const BAR_PATIENCE: SignedDuration = SignedDuration::from_secs(90);

/// Between two questions for headlines.
const NEWS_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// Between two chains, seconds; asked for so long before a decision that it can use them.
const CHAIN_EVERY_S: i64 = 900;
const CHAIN_AHEAD_S: i64 = 120;

/// A day's bar is asked for so long after the close: half an hour until it is known, a minute for the source.
const DAY_DELAY: SignedDuration = SignedDuration::from_mins(31);

/// After a failure, days are asked for again so much later.
const DAY_AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// When what was asked last.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    bars: Option<Timestamp>,
    news: Option<Timestamp>,
    chains: Option<Timestamp>,
    days: Option<Timestamp>,
    /// Close of the newest session whose days came.
    days_done: Option<Timestamp>,
}

impl Schedule {
    /// Notes that a channel is being asked.
    pub(super) fn asked(&mut self, channel: Channel, now: Timestamp) {
        match channel {
            Channel::Bars => self.bars = Some(now),
            Channel::News => self.news = Some(now),
            Channel::Chains => self.chains = Some(now),
            Channel::Days => self.days = Some(now),
        }
    }

    /// Notes that the days up to the close before `now` came.
    pub(super) fn days_came(&mut self, now: Timestamp) {
        self.days_done = last_close(after(now, -DAY_DELAY));
    }

    /// When a channel is to be asked next, `now` at the earliest. `newest` is the end of the predicted symbol's newest bar.
    pub(super) fn next(&self, channel: Channel, now: Timestamp, newest: Option<Timestamp>) -> Option<Timestamp> {
        let due = match channel {
            Channel::Bars => self.next_bars(now, newest),
            Channel::News => Some(self.news.map_or(now, |last| after(last, NEWS_EVERY))),
            Channel::Chains => self.next_chain(now),
            Channel::Days => self.next_days(now),
        };
        due.map(|due| due.max(now))
    }

    fn next_bars(&self, now: Timestamp, newest: Option<Timestamp>) -> Option<Timestamp> {
        let Some(last) = self.bars else { return Some(now) };
        let end = last_end(after(now, -BAR_DELAY));
        if let Some(end) = end {
            if last < after(end, BAR_DELAY) {
                return Some(now);
            }
            // The bar of the predicted symbol has not come yet, and a decision may wait for it.
            if newest.is_none_or(|newest| newest < end) && now < after(end, BAR_PATIENCE) {
                return Some(after(last, BAR_AGAIN));
            }
        }
        next_end(after(now, -BAR_DELAY)).map(|end| after(end, BAR_DELAY))
    }

    fn next_chain(&self, now: Timestamp) -> Option<Timestamp> {
        let calendar = ExchangeCalendar::nyse();
        // Two minutes before each decision of the session, the opening quarter included.
        let shifted = |at: Timestamp| after(at, SignedDuration::from_secs(CHAIN_AHEAD_S));
        let session = calendar.index_at_or_before(now).and_then(|index| calendar.session(index));
        let place = session.filter(|session| now < session.close).and_then(|session| {
            let since = shifted(now).as_second() - session.open.as_second();
            let slot = since.div_euclid(CHAIN_EVERY_S);
            (slot >= 1).then(|| after(session.open, SignedDuration::from_secs(slot * CHAIN_EVERY_S - CHAIN_AHEAD_S)))
        });
        if let Some(place) = place
            && self.chains.is_none_or(|last| last < place)
        {
            return Some(now);
        }
        let next = calendar.next_decision_after(shifted(now))?;
        Some(after(next, SignedDuration::from_secs(-CHAIN_AHEAD_S)))
    }

    fn next_days(&self, now: Timestamp) -> Option<Timestamp> {
        let known = last_close(after(now, -DAY_DELAY));
        if known.is_some() && known != self.days_done {
            return Some(self.days.map_or(now, |last| after(last, DAY_AGAIN)));
        }
        let calendar = ExchangeCalendar::nyse();
        let index = calendar.index_at_or_before(after(now, -DAY_DELAY)).map_or(0, |index| {
            let closed = calendar.session(index).is_some_and(|session| session.close <= after(now, -DAY_DELAY));
            if closed { index + 1 } else { index }
        });
        calendar.session(index).map(|session| after(session.close, DAY_DELAY))
    }
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.saturating_add(span).unwrap_or(Timestamp::MAX)
}

/// The session that began last at `at`.
fn session_at(at: Timestamp) -> Option<&'static Session> {
    let calendar = ExchangeCalendar::nyse();
    calendar.session(calendar.index_at_or_before(at)?)
}

/// The last close at or before `at`.
fn last_close(at: Timestamp) -> Option<Timestamp> {
    let calendar = ExchangeCalendar::nyse();
    let index = calendar.index_at_or_before(at)?;
    let session = calendar.session(index)?;
    if session.close <= at { Some(session.close) } else { calendar.session(index.checked_sub(1)?).map(|s| s.close) }
}

/// The end of the last bar that is complete at `at`.
pub(super) fn last_end(at: Timestamp) -> Option<Timestamp> {
    let session = session_at(at)?;
    let bars = (at.min(session.close).as_second() - session.open.as_second()).div_euclid(INTERVAL.seconds());
    if bars == 0 {
        return last_close(at);
    }
    Some(after(session.open, SignedDuration::from_secs(bars * INTERVAL.seconds())))
}

/// The end of the first bar that is complete after `at`.
fn next_end(at: Timestamp) -> Option<Timestamp> {
    let first = |session: &Session| after(session.open, SignedDuration::from_secs(INTERVAL.seconds()));
    match session_at(at).filter(|session| at < session.close) {
        Some(session) => {
            let bars = (at.as_second() - session.open.as_second()).div_euclid(INTERVAL.seconds()) + 1;
            Some(after(session.open, SignedDuration::from_secs(bars * INTERVAL.seconds())))
        }
        None => ExchangeCalendar::nyse().next_session_after(at).map(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// What is asked when, of a day on which everything comes at once.
    fn day(channel: Channel, from: &str, until: &str) -> Vec<String> {
        let (mut schedule, mut now, mut asked) = (Schedule::default(), at(from), Vec::new());
        while let Some(due) = schedule.next(channel, now, last_end(now)).filter(|due| *due <= at(until)) {
            now = due;
            schedule.asked(channel, now);
            if channel == Channel::Days {
                schedule.days_came(now);
            }
            asked.push(now.strftime("%H:%M:%S").to_string());
        }
        asked
    }

    #[test]
    fn bars_are_asked_for_just_after_their_ends() {
        let asked = day(Channel::Bars, "2026-01-05T14:00:00Z", "2026-01-06T14:00:00Z");
        assert_eq!((asked.len(), &asked[..3]), (79, &["14:00:00", "14:35:05", "14:40:05"].map(String::from)[..]));
        assert_eq!(asked.last().unwrap(), "21:00:05");
    }

    #[test]
    fn a_bar_that_does_not_come_is_asked_for_again_until_patience_ends() {
        let mut schedule = Schedule::default();
        let end = at("2026-01-05T14:35:00Z");
        let (mut now, mut asked) = (at("2026-01-05T14:35:05Z"), 0);
        while now < at("2026-01-05T14:40:00Z") {
            schedule.asked(Channel::Bars, now);
            asked += 1;
            now = schedule.next(Channel::Bars, now, Some(end - BAR_AGAIN)).unwrap();
        }
        assert_eq!((asked, now), (10, at("2026-01-05T14:40:05Z")));
    }

    #[test]
    fn chains_come_two_minutes_before_each_decision() {
        let asked = day(Channel::Chains, "2026-01-05T14:00:00Z", "2026-01-06T14:00:00Z");
        assert_eq!((asked.len(), &asked[..2]), (26, &["14:43:00", "14:58:00"].map(String::from)[..]));
        assert_eq!(asked.last().unwrap(), "20:58:00");
    }

    #[test]
    fn days_are_asked_for_once_after_the_close_and_headlines_at_all_hours() {
        let asked = day(Channel::Days, "2026-01-05T14:00:00Z", "2026-01-06T22:00:00Z");
        assert_eq!(asked, ["14:00:00", "21:31:00", "21:31:00"]);
        assert_eq!(day(Channel::News, "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z").len(), 145);
    }
}
