//! The owner's rules beside where the desk stands now, and the calls that became no offer.

use super::{Button, Frame, Reader, Screen, said};
use crate::bot::door::Right;
use crate::bot::screens::names;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::Book;
use crate::domain::desk::limits::Limits;
use crate::domain::desk::rules::Rules;

/// Calls without an offer that are told one by one.
const PASSED_SHOWN: usize = 5;

/// The risk screen.
pub fn risk(frame: &Frame<'_>, reader: Reader, book: &Book, rules: &Rules) -> Screen {
    let mut html = frame.head_in_mode("risk-title", book.mode());
    stopped(frame, reader, book, &mut html);
    let account = if book.mode() == Mode::Live { Mode::Live } else { Mode::Paper };
    limits(frame, &Limits::of(book, account, rules, frame.now), rules, &mut html);
    passed(frame, book, &mut html);
    let mut rows = vec![];
    if reader.may(Right::Steer) {
        let stopped = book.paused.is_some() || book.halted.is_some();
        let button = if stopped {
            Button::new(frame, "button-resume", Tap::Resume)
        } else {
            Button::new(frame, "button-pause", Tap::Pause)
        };
        rows.push(vec![button, Button::new(frame, "button-mode", Tap::Mode)]);
    }
    rows.push(vec![
        Button::new(frame, "button-positions", Tap::Positions),
        Button::new(frame, "button-scoreboard", Tap::Scoreboard),
    ]);
    rows.push(frame.foot(Tap::Risk));
    Screen::new(html, rows)
}

/// Whether anything is opened at all.
fn stopped(frame: &Frame<'_>, reader: Reader, book: &Book, html: &mut Html) {
    let words = frame.words;
    if let Some((by, at)) = book.paused {
        let who = reader.whom(words, by);
        html.line(words.say("risk-paused", &[("who", who.into()), ("when", show::when(words, at).into())]));
    }
    if let Some((reason, at)) = book.halted {
        let reason = words.say(said::halt(reason), &[]);
        html.line(words.say("risk-halted", &[("reason", reason.into()), ("when", show::when(words, at).into())]));
    }
    if book.paused.is_none() && book.halted.is_none() {
        html.line(words.say("risk-running", &[]));
    }
}

fn limits(frame: &Frame<'_>, now: &Limits, rules: &Rules, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("risk-limits", &[]));
    let money = |amount| show::money(words, amount);
    html.line(words.say("risk-equity", &[("equity", money(now.equity).into()), ("cash", money(now.cash).into())]));
    html.line(words.say("risk-trade-max", &[("limit", money(now.trade_max).into())]));
    html.line(
        words
            .say("risk-trades", &[("count", now.trades_this_month.into()), ("limit", rules.trades_a_month_max.into())]),
    );
    html.line(words.say("risk-positions", &[("count", now.positions.into()), ("limit", rules.positions_max.into())]));
    html.line(
        words.say(
            "risk-exposure",
            &[("exposure", money(now.exposure).into()), ("limit", money(now.exposure_max).into())],
        ),
    );
    html.line(
        words
            .say("risk-day-loss", &[("loss", money(now.day_loss).into()), ("limit", money(rules.day_loss_max).into())]),
    );
    html.line(
        words.say(
            "risk-losses-in-row",
            &[("count", now.losses_in_row.into()), ("limit", rules.losses_in_row_max.into())],
        ),
    );
    html.line(words.say(
        "risk-drawdown",
        &[
            ("drawdown", show::share(words, now.drawdown).into()),
            ("limit", show::share(words, rules.drawdown_max).into()),
        ],
    ));
    html.line(words.say("risk-threshold", &[("share", show::share(words, rules.threshold).into())]));
}

/// The calls that became no offer, the newest first, and why.
fn passed(frame: &Frame<'_>, book: &Book, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("risk-passed", &[]));
    if book.passed.is_empty() {
        html.line(words.say("risk-passed-none", &[]));
        return;
    }
    for (signal, reasons) in book.passed.iter().rev().take(PASSED_SHOWN) {
        let call = words.say(names::call(signal.call), &[]);
        let reasons = reasons.iter().map(|reason| words.say(said::pass(*reason), &[])).collect::<Vec<_>>().join("; ");
        html.line(words.say(
            "risk-passed-one",
            &[
                ("when", show::when_in_table(words, signal.at).into()),
                ("call", call.into()),
                ("share", show::share(words, signal.confidence).into()),
                ("reasons", reasons.into()),
            ],
        ));
    }
    html.line(words.say("risk-passed-count", &[("count", book.passed_count.into())]));
}
