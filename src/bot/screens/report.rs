//! One trading day in figures: calls, skipped cycles, what settled, the whole record until then, and which signals spoke.

use jiff::SignedDuration;
use jiff::civil::{Date, Weekday};

use super::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::{Figures, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::session::Session;
use crate::domain::view::Day;

/// The date that shows people how to write one.
const EXAMPLE: &str = "2026-01-05";

/// What stands before the lines that belong to a horizon.
const INDENT: &str = "   ";

/// How long after its instant a cycle may take before it counts as missing, seconds.
const MISSING_AFTER_SECONDS: i64 = 5 * 60;

/// The report of one day.
pub fn report(frame: &Frame<'_>, day: &Day) -> Screen {
    let words = frame.words;
    let mut html = frame.head("report-title");
    html.title(show::date(words, day.date));
    match ExchangeCalendar::nyse().session_on(day.date) {
        Some(session) => trading_day(frame, day, session, &mut html),
        None => {
            html.line(why_closed(frame, day.date));
        }
    }
    html.gap().title(words.say("report-record", &[]));
    figures(frame, &day.until_then, &mut html);
    Screen::new(html, buttons(frame, day.date))
}

/// The question for another day; `days` is the first and the last day of the record.
pub fn ask_day(frame: &Frame<'_>, days: Option<(Date, Date)>) -> Screen {
    let words = frame.words;
    let mut html = Html::new();
    html.title(words.say("report-ask-title", &[]));
    html.line(words.say("report-ask", &[("example", EXAMPLE.into())]));
    if let Some((first, last)) = days {
        let (first, last) = (show::date(words, first), show::date(words, last));
        html.line(words.say("report-ask-range", &[("first", first.into()), ("last", last.into())]));
    }
    Screen::new(html, vec![vec![Button::new(frame, "button-cancel", Tap::Report(None))]])
}

/// The answer to a text that is no date.
pub fn bad_date(frame: &Frame<'_>) -> Screen {
    let mut screen = Screen::sentence(frame.words.say("report-bad-date", &[("example", EXAMPLE.into())]));
    screen.buttons = vec![vec![Button::new(frame, "button-cancel", Tap::Report(None))]];
    screen
}

fn trading_day(frame: &Frame<'_>, day: &Day, session: &Session, html: &mut Html) {
    let words = frame.words;
    if frame.now < session.open {
        html.line(words.say("report-future", &[]));
        return;
    }
    if frame.now < session.close {
        html.line(words.say("report-so-far", &[]));
    }
    if let Some(reason) = ExchangeCalendar::nyse().early_close(day.date) {
        html.line(words.say("report-early", &[("reason", words.say(reason.key(), &[]).into())]));
    }
    if let Some((first, last)) = day.prices {
        let (first, last) = (show::dollars(words, first), show::dollars(words, last));
        html.line(words.say("report-prices", &[("first", first.into()), ("last", last.into())]));
    }
    calls(frame, day, session, html);
    html.gap().title(words.say("report-settled", &[]));
    figures(frame, &day.settled, html);
    voices(frame, day, html);
}

fn calls(frame: &Frame<'_>, day: &Day, session: &Session, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("report-calls", &[]));
    let made: u64 = day.calls.iter().sum();
    if made == 0 {
        html.line(words.say("report-no-calls", &[]));
    } else {
        let each = Direction::ALL.into_iter().zip(day.calls).rev().map(|(direction, count)| {
            let call = words.say(names::call(direction), &[]);
            words.say("report-call", &[("call", call.into()), ("count", count.into())])
        });
        html.line(each.collect::<Vec<_>>().join("  "));
    }
    let skipped: u64 = day.skipped.iter().map(|(_, count)| count).sum();
    if skipped == 0 {
        html.line(words.say("report-skipped-none", &[]));
    } else {
        html.gap().title(words.say("report-skipped", &[]));
        for (reason, count) in &day.skipped {
            let reason = words.say(names::skip(*reason), &[]);
            html.line(words.say("report-skip", &[("count", (*count).into()), ("reason", reason.into())]));
        }
    }
    let until = (frame.now - SignedDuration::from_secs(MISSING_AFTER_SECONDS)).min(session.close);
    let due = ExchangeCalendar::nyse().decisions_between(session.open, until).count() as u64;
    let missing = due.saturating_sub(made + skipped);
    if missing > 0 {
        html.line(words.say("report-missing", &[("count", missing.into()), ("all", due.into())]));
    }
}

fn figures(frame: &Frame<'_>, tallies: &[Tally; Horizon::COUNT], html: &mut Html) {
    let words = frame.words;
    for (horizon, tally) in Horizon::ALL.into_iter().zip(tallies) {
        html.bold(words.say(names::horizon(horizon), &[])).text(": ");
        match Figures::of(tally) {
            None => html.line(words.say("not-enough-data", &[])),
            Some(figures) => one_horizon(frame, &figures, html),
        };
        if tally.void > 0 {
            html.text(INDENT).line(words.say("report-void", &[("count", tally.void.into())]));
        }
    }
}

fn one_horizon<'h>(frame: &Frame<'_>, figures: &Figures, html: &'h mut Html) -> &'h mut Html {
    let words = frame.words;
    let calls = &figures.calls;
    let (share, interval) = (show::percent(words, calls.share), show::interval(words, calls.anytime));
    html.line(words.say("report-figures", &[("share", share.into()), ("interval", interval.into())]));
    html.text(INDENT).line(words.say(
        "accuracy-counted",
        &[("count", figures.settled.into()), ("independent", show::independent(words, calls.effective).into())],
    ));
    let (call, share) = (words.say(names::call(figures.majority), &[]), show::percent(words, calls.baseline));
    html.text(INDENT).line(words.say("accuracy-baseline", &[("call", call.into()), ("share", share.into())]));
    html.text(INDENT).line(words.say(names::verdict(figures.verdict()), &[]))
}

fn voices(frame: &Frame<'_>, day: &Day, html: &mut Html) {
    let words = frame.words;
    if day.calls.iter().sum::<u64>() == 0 {
        return;
    }
    html.gap().title(words.say("report-voices", &[]));
    let name = |kind| words.say(names::signal(kind), &[]);
    let mut silent = vec![];
    for (kind, count) in &day.voices {
        if *count == 0 {
            silent.push(name(*kind));
        } else {
            html.line(words.say("report-voice", &[("count", (*count).into()), ("signal", name(*kind).into())]));
        }
    }
    if silent.len() == day.voices.len() {
        html.line(words.say("report-no-voices", &[]));
    } else if !silent.is_empty() {
        html.line(words.say("report-silent", &[("signals", silent.join(", ").into())]));
    }
}

fn why_closed(frame: &Frame<'_>, date: Date) -> String {
    let words = frame.words;
    match ExchangeCalendar::nyse().closure(date) {
        Some(closure) => words.say("report-closed", &[("reason", words.say(closure.key(), &[]).into())]),
        None if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) => words.say("report-weekend", &[]),
        None => words.say("report-outside", &[]),
    }
}

/// The trading days before and after, as far as they have begun.
fn buttons(frame: &Frame<'_>, date: Date) -> Vec<Vec<Button>> {
    let calendar = ExchangeCalendar::nyse();
    let sessions = calendar.sessions();
    let at = sessions.partition_point(|session| session.date < date);
    let before = at.checked_sub(1).and_then(|index| sessions.get(index));
    let after = sessions.get(at..).unwrap_or_default().iter().find(|session| session.date > date);
    let day = |key, session: &Session| {
        let day = show::short_date(frame.words, session.date);
        let label = match key {
            Side::Before => frame.words.say("button-day-before", &[("day", day.into())]),
            Side::After => frame.words.say("button-day-after", &[("day", day.into())]),
        };
        Button { label, tap: Tap::Report(Some(session.date)) }
    };
    let mut days = vec![];
    days.extend(before.map(|session| day(Side::Before, session)));
    days.extend(after.filter(|session| session.open <= frame.now).map(|session| day(Side::After, session)));
    let mut rows = vec![days, vec![Button::new(frame, "button-other-day", Tap::AskReportDay)]];
    rows.push(frame.foot(Tap::Report(Some(date))));
    rows.retain(|row| !row.is_empty());
    rows
}

enum Side {
    Before,
    After,
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use expect_test::expect;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn typical() {
        let mut frame = samples::frame();
        frame.now += 8.hours();
        samples::check(
            &report(&frame, &samples::day()),
            &expect![[r#"
                <b>Report · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>Mon 5 Jan 2026</b>
                From $183.42 to $184.96

                <b>Calls</b>
                🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5

                <b>Skipped</b>
                2 × no bar had arrived
                ⚠️ 1 cycle of 26 left no trace.

                <b>Settled this day</b>
                <b>1 hour</b>: 52 % right (7 to 94 %)
                   23 outcomes = 5.7 independent
                   Always 🔴 SELL: 35 %
                   Too few observations to say anything.
                   no honest price: 1
                <b>4 hours</b>: 67 % right (0 to 100 %)
                   9 outcomes = 0.6 independent
                   Always ⚪ HOLD: 50 %
                   Too few observations to say anything.
                <b>24 hours</b>: not enough data yet

                <b>Signals that spoke</b>
                23 × Technical analysis
                12 × Volatility
                20 × Momentum
                18 × Mean reversion
                Silent all day: News sentiment, Options flow, Sector correlation, Market regime

                <b>Whole record until then</b>
                <b>1 hour</b>: 41 % right (31 to 51 %)
                   1,230 outcomes = 307 independent
                   Always 🟢 BUY: 39 %
                   No evidence of skill yet.
                   no honest price: 2
                <b>4 hours</b>: 60 % right (1 to 100 %)
                   40 outcomes = 1.5 independent
                   Always ⚪ HOLD: 60 %
                   Too few observations to say anything.
                   no honest price: 1
                <b>24 hours</b>: not enough data yet
                   no honest price: 3
                [‹ Fri 2 Jan]
                [Another day]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn a_day_without_anything_before_it_is_over() {
        let day = samples::empty_day(samples::day().date);
        samples::check(
            &report(&samples::frame(), &day),
            &expect![[r#"
                <b>Report · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>Mon 5 Jan 2026</b>
                The day is not over.

                <b>Calls</b>
                No prediction was made.
                No cycle was skipped.
                ⚠️ 2 cycles of 2 left no trace.

                <b>Settled this day</b>
                <b>1 hour</b>: not enough data yet
                <b>4 hours</b>: not enough data yet
                <b>24 hours</b>: not enough data yet

                <b>Whole record until then</b>
                <b>1 hour</b>: not enough data yet
                <b>4 hours</b>: not enough data yet
                <b>24 hours</b>: not enough data yet
                [‹ Fri 2 Jan]
                [Another day]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn extreme() {
        let mut frame = samples::frame();
        frame.now += 8.hours();
        samples::check(
            &report(&frame, &samples::extreme_day()),
            &expect![[r#"
                <b>Report · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>Mon 5 Jan 2026</b>
                From $0.01 to $745,000.00

                <b>Calls</b>
                🟢 BUY 999,999,999  ⚪ HOLD 999,999,999  🔴 SELL 999,999,999

                <b>Skipped</b>
                999,999,999 × no bar had arrived
                999,999,999 × too little history seen so far
                999,999,999 × it was too late to be honest
                999,999,999 × the calendar ends here
                999,999,999 × the price has not moved

                <b>Settled this day</b>
                <b>1 hour</b>: 51 % right (51 to 51 %)
                   1,999,999,998 outcomes = 390,000,001 independent
                   Always 🟢 BUY: 51 %
                   No evidence of skill yet.
                   no honest price: 1,999,999,998
                <b>4 hours</b>: 100 % right (100 to 100 %)
                   999,999,999 outcomes = 200,000,001 independent
                   Always 🔴 SELL: 50 %
                   ✅ Better than the baseline, beyond chance.
                   no honest price: 999,999,999
                <b>24 hours</b>: 0 % right (0 to 0 %)
                   999,999,999 outcomes = 190,000,000 independent
                   Always 🟢 BUY: 53 %
                   ⚠️ Worse than the baseline, beyond chance.
                   no honest price: 999,999,999

                <b>Signals that spoke</b>
                999,999,999 × News sentiment
                999,999,999 × Technical analysis
                999,999,999 × Options flow
                999,999,999 × Volatility
                999,999,999 × Momentum
                999,999,999 × Sector correlation
                999,999,999 × Mean reversion
                999,999,999 × Market regime

                <b>Whole record until then</b>
                <b>1 hour</b>: 51 % right (51 to 51 %)
                   1,999,999,998 outcomes = 390,000,001 independent
                   Always 🟢 BUY: 51 %
                   No evidence of skill yet.
                   no honest price: 1,999,999,998
                <b>4 hours</b>: 100 % right (100 to 100 %)
                   999,999,999 outcomes = 200,000,001 independent
                   Always 🔴 SELL: 50 %
                   ✅ Better than the baseline, beyond chance.
                   no honest price: 999,999,999
                <b>24 hours</b>: 0 % right (0 to 0 %)
                   999,999,999 outcomes = 190,000,000 independent
                   Always 🟢 BUY: 53 %
                   ⚠️ Worse than the baseline, beyond chance.
                   no honest price: 999,999,999
                [‹ Fri 2 Jan]
                [Another day]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn closed_days() {
        for (day, sentence) in [
            (date(2025, 12, 25), "The exchange was closed: Christmas Day."),
            (date(2026, 1, 4), "The exchange is closed on weekends."),
            (date(2019, 1, 1), "The exchange was closed: New Year’s Day."),
            (date(1999, 1, 5), "The calendar does not know this day."),
            (date(2026, 1, 6), "This day has not come yet."),
        ] {
            let screen = report(&samples::frame(), &samples::empty_day(day));
            assert!(screen.text.visible().contains(sentence), "{day}: {}", screen.text.visible());
        }
    }

    #[test]
    fn asking_for_a_day() {
        let days = Some((date(2025, 12, 1), date(2026, 1, 5)));
        samples::check(
            &ask_day(&samples::frame(), days),
            &expect![[r#"
            <b>Which day?</b>
            Send a date such as 2026-01-05.
            The record runs from Mon 1 Dec 2025 to Mon 5 Jan 2026.
            [Cancel]
        "#]],
        );
        samples::check(
            &bad_date(&samples::frame()),
            &expect![[r#"
            That is no date I can read. Send one such as 2026-01-05, or press Cancel.
            [Cancel]
        "#]],
        );
    }
}
