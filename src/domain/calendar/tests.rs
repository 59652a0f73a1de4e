//! The trading clock on ordinary days, across early closes, clock changes and year ends, and its laws at any instant.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{Due, ExchangeCalendar, Step};
use crate::domain::horizon::Horizon;
use crate::domain::session::STEP_SECONDS;

const CALENDAR: fn() -> &'static ExchangeCalendar = ExchangeCalendar::nyse;

/// The instant at which New York clocks show this, such as `2026-03-09 10:15`.
fn at(text: &str) -> Timestamp {
    let (date, time) = text.split_once(' ').unwrap();
    CALENDAR().at_new_york(date.parse().unwrap(), time.parse().unwrap()).unwrap()
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Checks `due` against a table of decision, horizon, instant due and whether it crosses the close.
fn check_due(table: &str) {
    for line in table.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [date, time, horizon, due_date, due_time, crosses] = words[..] else { panic!("{line}") };
        let decision = at(&format!("{date} {time}"));
        let expected = Due {
            at: at(&format!("{due_date} {due_time}")),
            crosses_close: crosses == "crosses",
            close: CALENDAR().session_on(date.parse().unwrap()).unwrap().close,
        };
        assert_eq!(CALENDAR().due(decision, Horizon::from_name(horizon).unwrap()), Some(expected), "{line}");
    }
}

#[test]
fn ordinary_days_run_on_over_nights_weekends_and_years() {
    check_due(
        "
        2025-06-03 09:45 1h  2025-06-03 10:45 stays
        2025-06-03 15:00 1h  2025-06-03 16:00 stays
        2025-06-03 15:15 1h  2025-06-04 09:45 crosses
        2025-06-03 16:00 1h  2025-06-04 10:30 crosses
        2025-06-03 12:00 4h  2025-06-03 16:00 stays
        2025-06-03 12:15 4h  2025-06-04 09:45 crosses
        2025-06-06 16:00 4h  2025-06-09 13:30 crosses
        2025-06-03 11:15 24h 2025-06-04 11:15 crosses
        2025-06-06 16:00 24h 2025-06-09 16:00 crosses
        2025-12-31 16:00 1h  2026-01-02 10:30 crosses
        2025-12-31 11:00 24h 2026-01-02 11:00 crosses
        2001-09-10 15:30 4h  2001-09-17 13:00 crosses
        2012-10-26 16:00 24h 2012-10-31 16:00 crosses
        ",
    );
}

#[test]
fn early_closes_shorten_the_clock() {
    check_due(
        "
        2024-07-02 13:00 24h 2024-07-03 13:00 crosses
        2024-07-02 13:15 24h 2024-07-03 13:00 crosses
        2024-07-02 16:00 24h 2024-07-03 13:00 crosses
        2024-07-03 12:00 1h  2024-07-03 13:00 stays
        2024-07-03 12:15 1h  2024-07-05 09:45 crosses
        2024-07-03 13:00 24h 2024-07-05 13:00 crosses
        2025-11-26 16:00 4h  2025-12-01 10:00 crosses
        2025-11-26 15:30 4h  2025-11-28 13:00 crosses
        2025-11-26 15:45 4h  2025-12-01 09:45 crosses
        2025-11-26 16:00 24h 2025-11-28 13:00 crosses
        2025-11-28 13:00 24h 2025-12-01 13:00 crosses
        2025-11-28 13:00 1h  2025-12-01 10:30 crosses
        2025-12-23 14:00 24h 2025-12-24 13:00 crosses
        2025-12-24 10:00 4h  2025-12-26 10:30 crosses
        2025-12-24 13:00 24h 2025-12-26 13:00 crosses
        2003-12-24 13:00 24h 2003-12-26 13:00 crosses
        2003-12-24 13:00 4h  2003-12-29 10:00 crosses
        ",
    );
    for (date, reason) in
        [("2025-11-28", "early-close-after-thanksgiving"), ("2024-07-03", "early-close-independence-eve")]
    {
        let session = CALENDAR().session_on(date.parse().unwrap()).unwrap();
        assert_eq!((session.decisions(), session.seconds()), (14, 12_600));
        assert_eq!(CALENDAR().early_close(session.date).unwrap().key(), reason);
    }
}

#[test]
fn the_bell_follows_daylight_saving() {
    for (date, open, close) in [
        ("2026-03-06", "2026-03-06T14:30:00Z", "2026-03-06T21:00:00Z"),
        ("2026-03-09", "2026-03-09T13:30:00Z", "2026-03-09T20:00:00Z"),
        ("2026-10-30", "2026-10-30T13:30:00Z", "2026-10-30T20:00:00Z"),
        ("2026-11-02", "2026-11-02T14:30:00Z", "2026-11-02T21:00:00Z"),
        // Until 2006 clocks changed on the first Sunday of April and the last of October.
        ("2006-03-31", "2006-03-31T14:30:00Z", "2006-03-31T21:00:00Z"),
        ("2006-04-03", "2006-04-03T13:30:00Z", "2006-04-03T20:00:00Z"),
        ("2006-10-30", "2006-10-30T14:30:00Z", "2006-10-30T21:00:00Z"),
    ] {
        let session = CALENDAR().session_on(date.parse().unwrap()).unwrap();
        assert_eq!((session.open, session.close), (utc(open), utc(close)));
    }
    let spring = CALENDAR().due(utc("2026-03-06T15:30:00Z"), Horizon::OneDay).unwrap();
    assert_eq!(spring.at, utc("2026-03-09T14:30:00Z"), "10:30 in New York on both days");
    let autumn = CALENDAR().due(utc("2026-10-30T19:15:00Z"), Horizon::OneHour).unwrap();
    assert_eq!((autumn.at, autumn.crosses_close), (utc("2026-11-02T14:45:00Z"), true));
}

#[test]
fn clocks_of_new_york_are_read_and_set() {
    assert_eq!(at("2026-07-01 17:00"), utc("2026-07-01T21:00:00Z"));
    assert_eq!(at("2026-12-01 17:00"), utc("2026-12-01T22:00:00Z"));
    assert_eq!(at("2026-03-08 02:30"), utc("2026-03-08T07:30:00Z"), "skipped: as late after the change");
    assert_eq!(at("2026-11-01 01:30"), utc("2026-11-01T05:30:00Z"), "repeated: the first");
    assert_eq!(CALENDAR().new_york(utc("2026-07-02T01:00:00Z")).to_string(), "2026-07-01T21:00:00");
}

#[test]
fn edges_of_a_session_belong_where_they_are_documented() {
    let calendar = CALENDAR();
    let session = *calendar.session_on("2025-06-03".parse().unwrap()).unwrap();
    let index = calendar.index_at_or_before(session.open).unwrap();
    assert_eq!(calendar.session(index), Some(&session));
    let before = session.open.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap();
    assert_eq!(calendar.index_at_or_before(before), Some(index - 1));
    assert_eq!(calendar.next_session_after(before), Some(&session));
    assert_eq!(calendar.index_after(session.open), Some(index + 1));
    assert!(calendar.is_open(session.open) && !calendar.is_open(session.close) && !calendar.is_open(before));
    assert_eq!(calendar.session_containing(session.open), None);
    assert_eq!(calendar.session_containing(session.close), Some(&session));
    assert_eq!(calendar.decision_at(session.open), None);
    assert_eq!(calendar.decision_at(session.close), Some(Step { session: index, slot: 26 }));
    assert_eq!(calendar.decision_at(at("2025-06-03 09:50")), None);
    assert_eq!(calendar.next_decision_after(session.open), Some(at("2025-06-03 09:45")));
    assert_eq!(calendar.next_decision_after(at("2025-06-03 09:45")), Some(at("2025-06-03 10:00")));
    assert_eq!(calendar.next_decision_after(session.close), Some(at("2025-06-04 09:45")));
    assert_eq!(calendar.next_decision_after(at("2025-06-07 12:00")), Some(at("2025-06-09 09:45")));
}

#[test]
fn outside_its_years_the_calendar_says_nothing() {
    let calendar = CALENDAR();
    for outside in ["1999-12-31 12:00", "1999-12-31 23:59", "2031-01-01 00:00", "2031-01-02 12:00"].map(at) {
        assert!(!calendar.covers(outside) && !calendar.is_open(outside));
        assert_eq!(calendar.index_at_or_before(outside), None);
        assert_eq!(calendar.next_session_after(outside), None);
        assert_eq!(calendar.next_decision_after(outside), None);
    }
    for outside in [Timestamp::MIN, Timestamp::MAX] {
        assert_eq!((calendar.session_containing(outside), calendar.decision_at(outside)), (None, None));
    }
    for date in ["1999-12-31", "2031-01-02", "-009999-01-01", "9999-12-31"] {
        assert_eq!(calendar.session_on(date.parse().unwrap()), None);
    }
    assert_eq!(calendar.closure("1999-12-24".parse().unwrap()), None);
    assert_eq!(calendar.index_at_or_before(at("2000-01-01 00:00")), None);
    assert_eq!(calendar.next_decision_after(at("2000-01-01 00:00")), Some(at("2000-01-03 09:45")));
    let last = at("2030-12-31 16:00");
    assert_eq!(calendar.index_at_or_before(at("2030-12-31 23:59")), Some(7_793));
    assert_eq!((calendar.next_decision_after(last), calendar.index_after(last)), (None, None));
    assert!(Horizon::ALL.iter().all(|horizon| calendar.due(last, *horizon).is_none()));
    assert_eq!(calendar.due_of(Step { session: 7_000, slot: 0 }, Horizon::OneHour), None);
    assert_eq!(calendar.due_of(Step { session: usize::MAX - 1, slot: 1 }, Horizon::OneDay), None);
    let all = calendar.trading_seconds(Timestamp::MIN, Timestamp::MAX);
    assert_eq!(all, (7_794 - 69) * 23_400 + 69 * 12_600);
}

#[test]
fn every_decision_comes_once_and_in_order() {
    let calendar = CALENDAR();
    let mut count = 0;
    let mut previous = Timestamp::MIN;
    for decision in calendar.decisions_between(Timestamp::MIN, Timestamp::MAX) {
        count += 1;
        assert!(previous < decision);
        assert_eq!(calendar.number(calendar.decision_at(decision).unwrap()), Some(count));
        previous = decision;
    }
    assert_eq!(count, (7_794 - 69) * 26 + 69 * 14);
    let friday: Vec<Timestamp> = calendar.decisions_between(at("2025-11-28 12:30"), at("2025-12-01 09:45")).collect();
    assert_eq!(friday, [at("2025-11-28 12:45"), at("2025-11-28 13:00"), at("2025-12-01 09:45")]);
    assert_eq!(calendar.decisions_between(at("2025-11-28 13:00"), at("2025-12-01 09:44")).count(), 0);
    assert_eq!(calendar.decisions_between(at("2025-12-02 13:00"), at("2025-12-01 10:00")).count(), 0);
}

/// The laws of `due`, at every decision of 31 years instead of a sample.
#[test]
fn due_keeps_its_laws_at_every_decision() {
    let calendar = CALENDAR();
    let mut latest = [Timestamp::MIN; Horizon::COUNT];
    for decision in calendar.decisions_between(Timestamp::MIN, at("2030-12-27 16:00")) {
        let session = calendar.session_containing(decision).unwrap();
        for horizon in Horizon::ALL {
            let due = calendar.due(decision, horizon).unwrap();
            let steps = calendar.steps_between(decision, due.at).unwrap();
            assert_eq!(steps * STEP_SECONDS, calendar.trading_seconds(decision, due.at), "{decision}");
            assert_eq!(due.crosses_close, calendar.session_containing(due.at).unwrap() != session, "{decision}");
            assert_eq!(due.crosses_close, due.at > due.close, "{decision}");
            assert_eq!(due.close, session.close);
            assert!(due.at >= latest[horizon.index()], "{decision}: due came sooner than for an earlier decision");
            latest[horizon.index()] = due.at;
            match horizon {
                Horizon::OneHour => assert_eq!(steps, 4, "{decision}"),
                Horizon::FourHours => assert_eq!(steps, 16, "{decision}"),
                Horizon::OneDay => {
                    let times = [decision, due.at].map(|instant| calendar.new_york(instant).time());
                    let close = calendar.session_containing(due.at).unwrap().close;
                    assert!(times[0] == times[1] || (times[1] < times[0] && due.at == close), "{decision}");
                }
            }
        }
    }
}

/// An instant from a few weeks before the calendar begins to a few weeks after it ends, with nanoseconds.
fn instants() -> impl Strategy<Value = Timestamp> {
    (944_000_000_i64..1_927_000_000, 0..1_000_000_000_i32)
        .prop_map(|(second, nanosecond)| Timestamp::new(second, nanosecond).unwrap())
}

proptest! {
    #[test]
    fn finding_a_session_agrees_with_looking_at_all(instant in instants()) {
        let calendar = CALENDAR();
        let opened = calendar.sessions().partition_point(|session| session.open <= instant);
        if calendar.covers(instant) {
            prop_assert_eq!(calendar.index_at_or_before(instant), opened.checked_sub(1));
            prop_assert_eq!(calendar.next_session_after(instant), calendar.sessions().get(opened));
        } else {
            prop_assert_eq!(calendar.index_at_or_before(instant), None);
        }
        let containing = calendar.sessions().iter().find(|session| session.open < instant && instant <= session.close);
        prop_assert_eq!(calendar.session_containing(instant), containing);
    }

    #[test]
    fn the_next_decision_is_the_first_one_later(instant in instants()) {
        let calendar = CALENDAR();
        let next = calendar.sessions().iter().filter(|session| session.close > instant)
            .flat_map(|session| (1..=session.decisions()).filter_map(|slot| session.decision(slot)))
            .find(|decision| *decision > instant);
        prop_assert_eq!(calendar.next_decision_after(instant), next.filter(|_| calendar.covers(instant)));
    }

    #[test]
    fn trading_seconds_add_up(a in instants(), b in instants(), c in instants()) {
        let seconds = |from, to| CALENDAR().trading_seconds(from, to);
        prop_assert_eq!(seconds(a, b) + seconds(b, c), seconds(a, c));
        prop_assert_eq!(seconds(a, b), -seconds(b, a));
        prop_assert_eq!(seconds(a, b) >= 0, a <= b || seconds(a, b) == 0);
    }

    #[test]
    fn trading_seconds_agree_with_the_sum_over_sessions(a in instants(), b in instants()) {
        let (from, to) = (a.min(b).as_second(), a.max(b).as_second());
        let overlap = |open: i64, close: i64| (close.min(to) - open.max(from)).max(0);
        let sum: i64 =
            CALENDAR().sessions().iter().map(|session| overlap(session.open.as_second(), session.close.as_second())).sum();
        prop_assert_eq!(CALENDAR().trading_seconds(a.min(b), a.max(b)), sum);
    }
}

#[test]
fn every_date_leads_to_its_own_session_or_none() {
    let calendar = CALENDAR();
    let mut date = jiff::civil::date(1999, 12, 1);
    while date < jiff::civil::date(2031, 2, 1) {
        let found = calendar.sessions().iter().position(|session| session.date == date);
        assert_eq!(calendar.index_on(date), found, "{date}");
        date = date.tomorrow().unwrap();
    }
}

#[test]
fn a_bar_is_taken_up_at_the_first_decision_that_knows_it() {
    let calendar = CALENDAR();
    let session = calendar.session_on("2025-07-03".parse().unwrap()).unwrap();
    let (open, close) = (session.open.as_second(), session.close.as_second());
    assert_eq!([1, 300, 900, 901].map(|past| session.decision_at_or_after(open + past) - open), [900, 900, 900, 1_800]);
    assert_eq!(session.decision_at_or_after(close), close);
    assert_eq!(calendar.session_around(open, close), Some(session));
    for (start, end) in [(open - 60, open), (open - 1, open + 900), (close - 60, close + 1), (close, close + 900)] {
        assert_eq!(calendar.session_around(start, end), None);
    }
}
