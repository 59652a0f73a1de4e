//! The report of a week or a month.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{INDENT, desk, figures, neighbours, options, parts, picture_button, proof, spans};
use crate::bot::screens::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::skill;
use crate::domain::horizon::Horizon;
use crate::domain::notice::Period;
use crate::domain::prediction::Direction;
use crate::domain::report::{PeriodReport, Voice, bounds};
use crate::domain::signal::SignalKind;

/// Weights that moved less than this are not told, in parts of 1.
const SHARE_TOLD_MIN: f64 = 0.05;

/// The report of one week or month.
pub fn period(frame: &Frame<'_>, report: &PeriodReport) -> Screen {
    let (words, (first, last)) = (frame.words, report.own.days);
    let mut html = frame.head(match report.period {
        Period::Week => "report-week-title",
        Period::Month => "report-month-title",
    });
    let (from, to) = (show::date(words, first), show::date(words, last));
    html.title(words.say("report-span", &[("from", from.into()), ("to", to.into())]));
    let each = Direction::ALL.into_iter().zip(report.own.calls).rev().map(|(direction, count)| {
        let call = words.say(names::call(direction), &[]);
        words.say("report-call", &[("call", call.into()), ("count", count.into())])
    });
    html.line(each.collect::<Vec<_>>().join("  "));
    html.line(words.say("report-span-skipped", &[("count", report.own.skipped.into())]));
    html.line(words.say("report-span-claims", &[("count", report.own.claims.into())]));
    html.gap().title(words.say("report-settled-span", &[]));
    figures(frame, &report.own.settled, &mut html);
    for (key, tallies) in [("report-state-begin", &report.records.0), ("report-state-end", &report.records.1)] {
        let verdict = tallies.get(Horizon::PRIMARY.index()).map(skill).unwrap_or_default();
        html.line(words.say(key, &[("verdict", words.say(names::verdict(verdict), &[]).into())]));
    }
    html.gap().title(words.say("report-options-title", &[]));
    options(frame, &report.own.options, &mut html);
    desk(frame, &report.desk, &mut html);
    if let Some((begin, end)) = report.desk.equity {
        let (begin, end) = (show::money(words, begin), show::money(words, end));
        html.line(words.say("report-equity", &[("from", begin.into()), ("to", end.into())]));
    }
    html.gap().title(words.say("report-part-signals", &[]));
    signals(frame, report, &mut html);
    weights(frame, report, &mut html);
    html.gap();
    proof(frame, report.proof, &mut html);
    next_week(frame, last, &mut html);
    Screen::new(html, buttons(frame, report))
}

/// The signals whose side was right most and least often.
fn signals(frame: &Frame<'_>, report: &PeriodReport, html: &mut Html) {
    let words = frame.words;
    let all = SignalKind::ALL.into_iter().zip(&report.own.voices);
    let mut tested: Vec<(SignalKind, &Voice, f64)> =
        all.filter_map(|(kind, voice)| Some((kind, voice, voice.record.sides()?.accuracy.share.get()))).collect();
    tested.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (Some(best), Some(worst)) = (tested.first(), tested.last().filter(|_| tested.len() > 1)) else {
        html.line(words.say("report-side-none", &[]));
        return;
    };
    for (key, (kind, voice, _)) in [("report-best", best), ("report-worst", worst)] {
        html.line(words.say(key, &[("signal", words.say(names::signal(*kind), &[]).into())]));
        html.text(INDENT).line(parts::side(frame, voice));
    }
}

/// Whose share of what moves the forecast changed.
fn weights(frame: &Frame<'_>, report: &PeriodReport, html: &mut Html) {
    let words = frame.words;
    let (Some(before), Some(now)) = &report.lessons else { return };
    let (before, now) = (before.of(Horizon::PRIMARY).shares(), now.of(Horizon::PRIMARY).shares());
    for ((kind, from), to) in SignalKind::ALL.into_iter().zip(before).zip(now) {
        if (to - from).abs() >= SHARE_TOLD_MIN {
            let signal = words.say(names::signal(kind), &[]);
            let (from, to) = (show::share(words, from), show::share(words, to));
            html.line(
                words.say("report-weight", &[("signal", signal.into()), ("from", from.into()), ("to", to.into())]),
            );
        }
    }
}

/// Days of the week after a span on which the exchange stays shut or closes early.
fn next_week(frame: &Frame<'_>, last: Date, html: &mut Html) {
    let (words, calendar) = (frame.words, ExchangeCalendar::nyse());
    let (monday, _) = bounds(Period::Week, last.saturating_add(7.days()));
    for date in monday.series(1.day()).take(5) {
        let day = show::short_date(words, date);
        let (key, reason) = match (calendar.closure(date), calendar.early_close(date)) {
            (Some(closure), _) => ("report-next-shut", words.say(closure.key(), &[])),
            (None, Some(early)) => ("report-next-early", words.say(early.key(), &[])),
            (None, None) => continue,
        };
        html.line(words.say(key, &[("date", day.into()), ("reason", reason.into())]));
    }
}

fn buttons(frame: &Frame<'_>, report: &PeriodReport) -> Vec<Vec<Button>> {
    let (first, last) = report.own.days;
    let (before, after) = (neighbours(frame, first).0, neighbours(frame, last).1);
    let turn = |key, date| Button::new(frame, key, Tap::ReportPeriod(report.period, date));
    let mut turns = vec![];
    turns.extend(before.map(|session| turn("button-span-before", session.date)));
    turns.extend(after.map(|session| turn("button-span-after", session.date)));
    let day = neighbours(frame, last.saturating_add(1.day())).0.map_or(first, |session| session.date);
    let mut rows = vec![
        turns,
        spans(frame, day),
        vec![picture_button(frame)],
        frame.foot(Tap::ReportPeriod(report.period, first)),
    ];
    rows.retain(|row| !row.is_empty());
    rows
}
