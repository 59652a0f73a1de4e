//! The last changes: when, by whom, what; and a button that takes the newest back.

use super::{Button, Facts, Frame, Page, Reader, Screen, back, said};
use crate::bot::show;
use crate::bot::surface::Tap;

/// The history.
pub(super) fn history(frame: &Frame<'_>, reader: Reader, facts: &Facts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-history-title");
    if facts.history.is_empty() {
        html.line(words.say("settings-history-none", &[]));
    }
    for change in &facts.history {
        let when = show::when_in_table(words, change.at);
        let whom = reader.whom(words, change.by);
        let (name, value) = (said::name(words, change.key), said::shown(words, change.value.as_ref()));
        html.line(if change.undoes.is_some() {
            words.say(
                "settings-history-undo",
                &[("when", when.into()), ("whom", whom.into()), ("name", name.into()), ("value", value.into())],
            )
        } else {
            words.say(
                "settings-history-one",
                &[("when", when.into()), ("whom", whom.into()), ("name", name.into()), ("value", value.into())],
            )
        });
    }
    let mut rows = vec![];
    if let Some(seq) = facts.undo {
        html.gap().line(words.say("settings-history-means", &[]));
        rows.push(vec![Button::new(frame, "button-undo", Tap::Undo(seq))]);
    }
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}
