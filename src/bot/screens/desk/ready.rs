//! The checklist for live trading: real figures on paper beside what is required of them.

use super::figures::{gain, ratio};
use super::{Button, Frame, Screen};
use crate::bot::desk_link::DeskFacts;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::words::Words;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::Book;
use crate::domain::desk::readiness::{Point, Readiness, Required};

/// The checklist screen.
pub fn ready(frame: &Frame<'_>, book: &Book, readiness: &Readiness, facts: &DeskFacts) -> Screen {
    let words = frame.words;
    let mut html = frame.head_in_mode("ready-title", book.mode());
    html.line(words.say("ready-about", &[])).gap();
    for point in &readiness.points {
        html.line(line(frame, point));
    }
    let configured = if facts.live_broker.is_some() { "yes" } else { "no" };
    html.line(words.say(
        "ready-configured",
        &[("met", configured.into()), ("broker", facts.live_broker.unwrap_or_default().into())],
    ));
    let open = readiness.points.iter().filter(|point| !point.met).count() + usize::from(facts.live_broker.is_none());
    html.gap().bold(match open {
        0 if book.mode() == Mode::Live => words.say("ready-live", &[]),
        0 => words.say("ready-all", &[]),
        _ => words.say("ready-open", &[("count", open.into())]),
    });
    html.gap();
    let rows = vec![
        vec![
            Button::new(frame, "button-trades", Tap::Trades(0)),
            Button::new(frame, "button-thresholds", Tap::Thresholds),
        ],
        frame.foot(Tap::Ready),
    ];
    Screen::new(html, rows)
}

fn line(frame: &Frame<'_>, point: &Point) -> String {
    let words = frame.words;
    let met = if point.met { "yes" } else { "no" };
    let is = |written: fn(&Words, f64) -> String| match point.is {
        Some(value) => written(words, value),
        None => words.say("not-enough-data", &[]),
    };
    let required = point.required;
    match point.what {
        Required::Trades => words.say(
            "ready-trades",
            &[("met", met.into()), ("is", is(show::whole).into()), ("required", show::whole(words, required).into())],
        ),
        Required::Expectancy => words.say(
            "ready-expectancy",
            &[("met", met.into()), ("is", is(gain).into()), ("required", gain(words, required).into())],
        ),
        Required::ProfitFactor => words.say(
            "ready-profit-factor",
            &[("met", met.into()), ("is", is(ratio).into()), ("required", show::plain(words, required).into())],
        ),
        Required::Drawdown => words.say(
            "ready-drawdown",
            &[("met", met.into()), ("is", is(show::share).into()), ("required", show::share(words, required).into())],
        ),
        Required::Calibration => words.say("ready-calibration", &[("met", met.into())]),
        Required::Weeks => words.say(
            "ready-weeks",
            &[("met", met.into()), ("is", is(show::tenths).into()), ("required", show::whole(words, required).into())],
        ),
    }
}
