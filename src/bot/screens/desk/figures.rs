//! What all trades together say: each figure of money with its count, its interval and what is aimed at.

use super::Frame;
use crate::bot::show;
use crate::bot::text::Html;
use crate::bot::words::Words;
use crate::domain::desk::figures::{Figure, MoneyFigures, Standing};

/// How a figure is written.
type Written = fn(&Words, f64) -> String;

/// All figures, a line each.
pub(super) fn figures(frame: &Frame<'_>, figures: &MoneyFigures, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("figures-title", &[]));
    html.line(words.say(
        "figures-profit",
        &[("profit", show::profit(words, figures.profit).into()), ("fees", show::money(words, figures.fees).into())],
    ));
    for (name, figure, written) in [
        (words.say("figures-win-rate", &[]), &figures.win_rate.figure, show::share as Written),
        (words.say("figures-profit-factor", &[]), &figures.profit_factor, ratio as Written),
        (words.say("figures-winner", &[]), &figures.winner, gain as Written),
        (words.say("figures-loser", &[]), &figures.loser, gain as Written),
        (words.say("figures-expectancy", &[]), &figures.expectancy, gain as Written),
        (words.say("figures-dollars", &[]), &figures.expectancy_dollars, show::signed_dollars as Written),
        (words.say("figures-high-conviction", &[]), &figures.high_conviction.figure, show::share as Written),
    ] {
        html.line(line(frame, &name, figure, written));
    }
    if let Some(unskilled) = figures.no_skill_dollars {
        html.line(words.say("figures-no-skill", &[("amount", show::signed_dollars(words, unskilled).into())]));
    }
    html.line(words.say(
        "figures-drawdown",
        &[
            ("amount", show::money(words, figures.drawdown.amount).into()),
            ("share", show::share(words, figures.drawdown.share).into()),
            ("now", show::money(words, figures.drawdown.now).into()),
        ],
    ));
}

/// A figure never stands alone.
fn line(frame: &Frame<'_>, name: &str, figure: &Figure, written: Written) -> String {
    let words = frame.words;
    let target = figure.target.map(|target| written(words, target)).unwrap_or_default();
    let (Some(value), Some((low, high))) = (figure.value, figure.interval) else {
        return words.say("figures-none", &[("name", name.into()), ("target", target.into())]);
    };
    let standing = match figure.standing {
        // An interval over so few is wider than anything that could be said.
        Standing::NotEnoughData => {
            let count = figure.count.into();
            return words.say("figures-few", &[("name", name.into()), ("count", count), ("target", target.into())]);
        }
        Standing::Below => words.say("figures-below", &[]),
        Standing::Reached => words.say("figures-reached", &[]),
        Standing::Proven => words.say("figures-proven", &[]),
    };
    words.say(
        "figures-line",
        &[
            ("name", name.into()),
            ("value", written(words, value).into()),
            ("count", figure.count.into()),
            ("low", written(words, low).into()),
            ("high", written(words, high).into()),
            ("target", target.into()),
            ("standing", standing.into()),
        ],
    )
}

/// A gain in parts of what was paid, with its sign; none has none.
pub(super) fn gain(words: &Words, value: f64) -> String {
    if value.abs() < 0.005 { show::share(words, 0.0) } else { show::signed_share(words, value) }
}

/// A ratio; one without an end is written as such.
pub(super) fn ratio(words: &Words, value: f64) -> String {
    if value.is_finite() { show::plain(words, value) } else { "∞".to_owned() }
}
