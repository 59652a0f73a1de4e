//! The report of a day: what reads well alone on a phone; the rest stands behind its buttons.

use jiff::civil::time;

use super::parts::{self, title};
use super::{INDENT, calls, desk, differs, neighbours, options, picture_button, proof, spans, why_closed};
use crate::bot::screens::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::{Figures, SkillVerdict};
use crate::domain::horizon::Horizon;
use crate::domain::lesson_changes::review;
use crate::domain::report::{DayReport, Part, SpanRecord};
use crate::domain::session::Session;

/// How long after 17:00 a report counts as late, seconds.
const LATE_AFTER_SECONDS: i64 = 5 * 60;

/// The report of one day.
pub fn report(frame: &Frame<'_>, report: &DayReport) -> Screen {
    let (words, date) = (frame.words, report.day.date);
    let mut html = frame.head("report-title");
    html.title(show::date(words, date));
    let session = ExchangeCalendar::nyse().session_on(date);
    match session {
        Some(session) if frame.now < session.open => {
            html.line(words.say("report-future", &[]));
        }
        Some(session) => trading_day(frame, report, session, &mut html),
        None => {
            html.line(why_closed(frame, date));
        }
    }
    Screen::new(html, buttons(frame, report, session.is_some()))
}

fn trading_day(frame: &Frame<'_>, report: &DayReport, session: &Session, html: &mut Html) {
    let (words, day) = (frame.words, &report.day);
    late(frame, report, html);
    let newest = report.newest_proof.filter(|(date, proof)| proof.differing > 0 && *date != day.date);
    if let Some((date, _)) = newest {
        html.line(differs(frame, date));
    }
    if frame.now < session.close {
        html.line(words.say("report-so-far", &[]));
    }
    if let Some(reason) = ExchangeCalendar::nyse().early_close(day.date) {
        html.line(words.say("report-early", &[("reason", words.say(reason.key(), &[]).into())]));
    }
    verdict(frame, report, html);
    if let Some((first, last)) = day.prices {
        let (first, last) = (show::dollars(words, first), show::dollars(words, last));
        html.line(words.say("report-prices", &[("first", first.into()), ("last", last.into())]));
    }
    calls(frame, day, session, html);
    html.gap().title(words.say("report-settled", &[]));
    accuracy(frame, &report.own, html);
    if let Some(before) = &report.before {
        html.title(words.say("report-settled-before", &[("date", show::short_date(words, before.days.0).into())]));
        accuracy(frame, before, html);
    }
    html.gap().title(words.say("report-options-title", &[]));
    options(frame, &report.own.options, html);
    desk(frame, &report.desk, html);
    html.gap();
    silent(frame, report, html);
    let changes = review(&report.lessons)
        .map_or(0, |review| review.horizons.iter().map(|horizon| horizon.changes.len()).sum::<usize>());
    html.line(words.say("report-changes", &[("count", changes.into())]));
    proof(frame, report.proof, html);
    if let Some(advice) = report.advice().first() {
        html.gap().line(words.say("report-advice", &[("advice", parts::advice(frame, advice).into())]));
    }
}

/// Says how late the report was made, and why.
fn late(frame: &Frame<'_>, report: &DayReport, html: &mut Html) {
    let due = ExchangeCalendar::nyse().at_new_york(report.day.date, time(17, 0, 0, 0));
    let Some((told_at, due)) = report.told_at.zip(due) else { return };
    let late = told_at.duration_since(due);
    if late.as_secs() > LATE_AFTER_SECONDS {
        html.line(frame.words.say("report-late", &[("span", show::span(frame.words, late).into())]));
    }
}

/// The day in one sentence, and the state of trading.
fn verdict(frame: &Frame<'_>, report: &DayReport, html: &mut Html) {
    let words = frame.words;
    let figures = report.own.settled.get(Horizon::PRIMARY.index()).and_then(Figures::of);
    html.title(match figures {
        None => words.say("report-verdict-none", &[]),
        Some(figures) => words.say(
            "report-verdict",
            &[
                ("share", show::percent(words, figures.calls.share).into()),
                ("baseline", show::percent(words, figures.calls.baseline).into()),
                ("judged", if figures.verdict() == SkillVerdict::TooFew { "few" } else { "enough" }.into()),
            ],
        ),
    });
    if let Some(grounds) = report.state {
        html.line(words.say(parts::state(grounds.state()), &[]));
    }
}

/// Each horizon in two lines: the share with its interval, and what it counts on and has to beat.
fn accuracy(frame: &Frame<'_>, span: &SpanRecord, html: &mut Html) {
    let words = frame.words;
    for (horizon, tally) in Horizon::ALL.into_iter().zip(&span.settled) {
        html.text(words.say(names::horizon(horizon), &[])).text(": ");
        let Some(figures) = Figures::of(tally) else {
            html.line(words.say("not-enough-data", &[]));
            continue;
        };
        let calls = &figures.calls;
        let (share, interval) = (show::percent(words, calls.share), show::interval(words, calls.anytime));
        html.line(words.say("report-figures", &[("share", share.into()), ("interval", interval.into())]));
        html.text(INDENT).line(words.say(
            "report-counted",
            &[
                ("count", figures.settled.into()),
                ("independent", show::independent(words, calls.effective).into()),
                ("call", words.say(names::call(figures.majority), &[]).into()),
                ("baseline", show::percent(words, calls.baseline).into()),
            ],
        ));
    }
}

/// How many signals spoke, and which did not.
fn silent(frame: &Frame<'_>, report: &DayReport, html: &mut Html) {
    let (words, day) = (frame.words, &report.day);
    if day.calls.iter().sum::<u64>() == 0 {
        return;
    }
    let spoke = day.voices.iter().filter(|(_, count)| *count > 0).count();
    html.line(words.say("report-spoke", &[("count", spoke.into()), ("all", day.voices.len().to_string().into())]));
    let silent = day.voices.iter().filter(|(_, count)| *count == 0);
    let silent: Vec<_> = silent.map(|(kind, _)| words.say(names::signal(*kind), &[])).collect();
    if !silent.is_empty() {
        html.line(words.say("report-silent", &[("signals", silent.join(", ").into())]));
    }
}

fn buttons(frame: &Frame<'_>, report: &DayReport, trading: bool) -> Vec<Vec<Button>> {
    let date = report.day.date;
    let (before, after) = neighbours(frame, date);
    let day = |label: String, session: &Session| Button { label, tap: Tap::Report(Some(session.date)) };
    let short = |session: &Session| show::short_date(frame.words, session.date);
    let mut days = vec![];
    days.extend(before.map(|at| day(frame.words.say("button-day-before", &[("day", short(at).into())]), at)));
    days.extend(after.map(|at| day(frame.words.say("button-day-after", &[("day", short(at).into())]), at)));
    let part = |part: Part| Button::new(frame, title(part), Tap::ReportPart(date, part));
    let mut rows = vec![];
    if trading {
        rows.extend(Part::ALL.chunks(3).map(|three| three.iter().copied().map(part).collect()));
    }
    rows.extend([
        days,
        spans(frame, date),
        vec![picture_button(frame), Button::new(frame, "button-other-day", Tap::AskReportDay)],
    ]);
    rows.push(frame.foot(Tap::Report(Some(date))));
    rows.retain(|row: &Vec<Button>| !row.is_empty());
    rows
}
