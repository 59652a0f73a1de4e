//! The owner's rules: each with the value that holds and the one of the configuration, a step down and up, and any other value by text.

use super::{Button, Facts, Frame, Page, Reader, Screen, back, rows as in_rows, said};
use crate::bot::door::Right;
use crate::bot::settings::{Amount, Asking, Pick};
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::setting::Rule;

/// All rules.
pub(super) fn rules(frame: &Frame<'_>, reader: Reader, facts: &Facts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-rules-title");
    for rule in Rule::ALL {
        one(frame, rule, facts, &mut html);
    }
    html.gap().line(words.say("settings-rules-means", &[]));
    let mut rows = vec![];
    if reader.may(Right::Steer) {
        let button = |rule| Button { label: words.say(said::rule(rule), &[]), tap: Tap::Settings(Page::Rule(rule)) };
        rows = in_rows(Rule::ALL.map(button).to_vec(), 2);
    }
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}

/// One rule.
pub(super) fn rule(frame: &Frame<'_>, reader: Reader, rule: Rule, facts: &Facts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-rules-title");
    one(frame, rule, facts, &mut html);
    let (low, high) = rule.range_beside(&facts.configured);
    let (low, high) = (said::value(words, rule, low), said::value(words, rule, high));
    html.line(words.say("settings-rule-range", &[("low", low.into()), ("high", high.into())]));
    let mut rows = vec![];
    if reader.may(Right::Steer) {
        let (down, up) = rule.steps(rule.of(&facts.rules), &facts.configured);
        let set = |label, value| Button { label, tap: Tap::Set(Pick::Rule(rule, Amount::new(value))) };
        let down = down.map(|value| {
            set(words.say("button-step-down", &[("value", said::value(words, rule, value).into())]), value)
        });
        let up = up
            .map(|value| set(words.say("button-step-up", &[("value", said::value(words, rule, value).into())]), value));
        rows.push(down.into_iter().chain(up).collect());
        rows.push(vec![Button::new(frame, "button-other-value", Tap::Ask(Asking::Rule(rule)))]);
        if facts.service.rule(rule).is_some() {
            rows.push(vec![Button::new(frame, "button-as-configured", Tap::Set(Pick::AsConfigured(rule)))]);
        }
    }
    rows.push(back(frame, Page::Rules));
    Screen::new(html, rows)
}

/// The line of a rule: what holds, and what the configuration has where that is another value.
fn one(frame: &Frame<'_>, rule: Rule, facts: &Facts, html: &mut Html) {
    let words = frame.words;
    let (name, value) = (words.say(said::rule(rule), &[]), said::value(words, rule, rule.of(&facts.rules)));
    html.line(match facts.service.rule(rule) {
        None => words.say("settings-one", &[("name", name.into()), ("value", value.into())]),
        Some(_) => words.say(
            "settings-rule-set",
            &[
                ("name", name.into()),
                ("value", value.into()),
                ("configured", said::value(words, rule, rule.of(&facts.configured)).into()),
            ],
        ),
    });
}
