//! What the taps have saved or cost: offers that were approved beside those that were denied, those that expired, and those that nobody
//! was asked about; and what an option on every call made.

use super::trades::account_mode;
use super::{Button, Frame, Screen, followed};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::desk::book::Book;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::desk::scoreboard::{Scoreboard, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;

/// The scoreboard screen; `options` are what options on every call made, by horizon.
pub fn scoreboard(frame: &Frame<'_>, book: &Book, options: &[OptionSums; Horizon::COUNT]) -> Screen {
    let words = frame.words;
    let mode = account_mode(book);
    let mut html = frame.head_in_mode("scoreboard-title", mode);
    let score = Scoreboard::of(book, mode);
    let kinds = [
        (words.say("scoreboard-approved", &[]), score.approved),
        (words.say("scoreboard-denied", &[]), score.denied),
        (words.say("scoreboard-expired", &[]), score.expired),
        (words.say("scoreboard-unasked", &[]), score.unasked),
    ];
    if kinds.iter().all(|(_, tally)| *tally == Tally::default()) {
        html.line(words.say("scoreboard-none", &[]));
    } else {
        for (name, tally) in &kinds {
            one(frame, name, tally, &mut html);
        }
        html.gap().line(verdict(frame, score.saved()));
        html.italic(words.say("scoreboard-about", &[])).gap();
    }
    followed::record(frame, options, &mut html);
    let rows = vec![
        vec![Button::new(frame, "button-trades", Tap::Trades(0)), Button::new(frame, "button-risk", Tap::Risk)],
        frame.foot(Tap::Scoreboard),
    ];
    Screen::new(html, rows)
}

fn one(frame: &Frame<'_>, name: &str, tally: &Tally, html: &mut Html) {
    let words = frame.words;
    html.bold(name).gap();
    if *tally == Tally::default() {
        html.line(words.say("scoreboard-empty", &[]));
        return;
    }
    html.line(words.say(
        "scoreboard-ended",
        &[
            ("count", tally.ended.into()),
            ("won", tally.won.into()),
            ("profit", show::profit(words, tally.profit).into()),
        ],
    ));
    if tally.open > 0 {
        let profit = show::profit(words, tally.open_profit);
        html.line(words.say("scoreboard-open", &[("count", tally.open.into()), ("profit", profit.into())]));
    }
}

/// What denying and not answering came to.
fn verdict(frame: &Frame<'_>, saved: Cents) -> String {
    let words = frame.words;
    if saved < Cents::ZERO {
        words.say("scoreboard-cost", &[("amount", show::money(words, -saved).into())])
    } else {
        words.say("scoreboard-saved", &[("amount", show::money(words, saved).into())])
    }
}
