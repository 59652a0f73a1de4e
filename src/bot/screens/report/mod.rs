//! Reports: of a day with its parts, of a week and of a month.

mod day;
mod parts;
mod period;
#[cfg(test)]
mod tests;

pub use day::report;
pub use parts::part;
pub use period::period;

use jiff::SignedDuration;
use jiff::civil::{Date, Weekday};

use super::desk::followed;
use super::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::figures::{Figures, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::notice::Period;
use crate::domain::prediction::Direction;
use crate::domain::report::{DeskSpan, Proof};
use crate::domain::session::Session;
use crate::domain::view::Day;

/// The date that shows people how to write one.
const EXAMPLE: &str = "2026-01-05";

/// The week and the month in which it lies, as people write them.
const EXAMPLE_WEEK: &str = "2026-W02";
const EXAMPLE_MONTH: &str = "2026-01";

/// What stands before the lines that belong to a horizon.
const INDENT: &str = "   ";

/// How long after its instant a cycle may take before it counts as missing, seconds.
const MISSING_AFTER_SECONDS: i64 = 5 * 60;

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

/// The answer to a text that is no day, week or month.
pub fn bad_date(frame: &Frame<'_>) -> Screen {
    let mut screen = Screen::sentence(frame.words.say(
        "report-bad-asked",
        &[("day", EXAMPLE.into()), ("week", EXAMPLE_WEEK.into()), ("month", EXAMPLE_MONTH.into())],
    ));
    screen.buttons = vec![vec![Button::new(frame, "button-cancel", Tap::Report(None))]];
    screen
}

/// The picture that goes ahead of a report, with the day it is of.
pub fn picture(frame: &Frame<'_>, date: Date, picture: Vec<u8>) -> Screen {
    let mut html = Html::new();
    html.line(frame.words.say("report-picture", &[("date", show::date(frame.words, date).into())]));
    Screen { picture: Some(picture), ..Screen::bare(html) }
}

/// That the replay of a day came out otherwise than live.
pub(super) fn differs(frame: &Frame<'_>, date: Date) -> String {
    frame.words.say("report-warn-differs", &[("date", show::date(frame.words, date).into())])
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
    let due = ExchangeCalendar::nyse().decisions_between(session.open, until).fold(0_u64, |count, _| count + 1);
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

fn why_closed(frame: &Frame<'_>, date: Date) -> String {
    let words = frame.words;
    match ExchangeCalendar::nyse().closure(date) {
        Some(closure) => words.say("report-closed", &[("reason", words.say(closure.key(), &[]).into())]),
        None if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) => words.say("report-weekend", &[]),
        None => words.say("report-outside", &[]),
    }
}

/// What options on calls made, by horizon: with intervals, and calls beside puts, where there are enough of them.
fn options(frame: &Frame<'_>, sums: &[OptionSums; Horizon::COUNT], html: &mut Html) {
    let words = frame.words;
    if sums.iter().all(|sums| sums.count() == 0) {
        html.line(words.say("report-options-none", &[]));
    }
    for (horizon, sums) in Horizon::ALL.into_iter().zip(sums) {
        let Some(mean) = sums.gain() else { continue };
        if let Some(record) = sums.record(horizon).filter(|record| record.told.is_some()) {
            html.bold(words.say(names::horizon(horizon), &[])).gap();
            followed::of_horizon(frame, &record, html);
            continue;
        }
        html.line(words.say(
            "report-options",
            &[
                ("horizon", words.say(names::horizon(horizon), &[]).into()),
                ("count", sums.count().into()),
                ("won", show::count(words, sums.won()).into()),
                ("mean", show::signed_share(words, mean).into()),
            ],
        ));
    }
}

/// What the desk did.
fn desk(frame: &Frame<'_>, desk: &DeskSpan, html: &mut Html) {
    let words = frame.words;
    html.line(words.say(
        "report-desk",
        &[
            ("offered", desk.offered.to_string().into()),
            ("approved", desk.approved.to_string().into()),
            ("denied", desk.denied.to_string().into()),
            ("open", desk.open.to_string().into()),
        ],
    ));
    html.line(words.say(
        "report-desk-trades",
        &[
            ("count", desk.trades.into()),
            ("won", desk.won.to_string().into()),
            ("profit", show::profit(words, desk.profit).into()),
        ],
    ));
}

/// Whether the day, or the days, came out the same when they were replayed.
fn proof(frame: &Frame<'_>, proof: Option<Proof>, html: &mut Html) {
    let words = frame.words;
    html.line(match proof {
        None => words.say("report-proof-none", &[]),
        Some(Proof { compared, differing: 0 }) => {
            words.say("report-proof", &[("all", show::count(words, compared).into())])
        }
        Some(Proof { compared, differing }) => words
            .say("report-proof-differs", &[("count", differing.into()), ("all", show::count(words, compared).into())]),
    });
}

/// The trading days before and after, as far as they have begun.
fn neighbours(frame: &Frame<'_>, date: Date) -> (Option<&'static Session>, Option<&'static Session>) {
    let sessions = ExchangeCalendar::nyse().sessions();
    let at = sessions.partition_point(|session| session.date < date);
    let before = at.checked_sub(1).and_then(|index| sessions.get(index));
    let after = sessions.get(at..).unwrap_or_default().iter().find(|session| session.date > date);
    (before, after.filter(|session| session.open <= frame.now))
}

/// The way to the picture.
fn picture_button(frame: &Frame<'_>) -> Button {
    Button::new(frame, "button-picture", Tap::OverTime(Horizon::PRIMARY))
}

/// Day, week and month of a date.
fn spans(frame: &Frame<'_>, date: Date) -> Vec<Button> {
    vec![
        Button::new(frame, "button-report-day", Tap::Report(Some(date))),
        Button::new(frame, "button-report-week", Tap::ReportPeriod(Period::Week, date)),
        Button::new(frame, "button-report-month", Tap::ReportPeriod(Period::Month, date)),
    ]
}
