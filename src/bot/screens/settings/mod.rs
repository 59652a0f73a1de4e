//! Screens of the settings: what is set, what it can be, and the questions before a change.

mod chat;
mod history;
mod menu;
mod rules;
mod said;
#[cfg(test)]
mod tests;

use super::desk::Reader;
use super::{Button, Frame, Screen};
use crate::bot::settings::{Asking, Page, Pick};
use crate::bot::settings_talk::Wrong;
use crate::bot::surface::Tap;
use crate::bot::words::Language;
use crate::domain::desk::rules::Rules;
use crate::domain::setting::{ChatSettings, OutOfRange, Rule, ServiceSettings};
use crate::domain::symbol::Symbol;
use crate::storage::SettingChange;

/// What the screens are drawn from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What is set for the chat.
    pub chat: ChatSettings,
    /// What is set for the service.
    pub service: ServiceSettings,
    /// The rules of the configuration.
    pub configured: Rules,
    /// The rules that hold.
    pub rules: Rules,
    /// The symbol that is traded.
    pub main: Symbol,
    /// The language of the chat.
    pub language: Language,
    /// The last changes, the newest first.
    pub history: Vec<SettingChange>,
    /// The change that can be taken back next.
    pub undo: Option<i64>,
}

/// A change that is asked for once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// A choice.
    Pick(Pick),
    /// The newest change is taken back.
    Undo(i64),
}

/// A page.
pub fn page(frame: &Frame<'_>, reader: Reader, page: Page, facts: &Facts) -> Screen {
    match page {
        Page::Menu => menu::menu(frame, reader, facts),
        Page::Levels => chat::levels(frame, &facts.chat),
        Page::Quiet => chat::quiet(frame, &facts.chat),
        Page::Zone => chat::zone(frame, &facts.chat),
        Page::ReportAt => chat::report_at(frame, &facts.chat),
        Page::Pictures => chat::pictures(frame, &facts.chat),
        Page::Language => chat::language(frame, facts.language),
        Page::Symbols => chat::symbols(frame, reader, facts),
        Page::Rules => rules::rules(frame, reader, facts),
        Page::Rule(rule) => rules::rule(frame, reader, rule, facts),
        Page::History => history::history(frame, reader, facts),
    }
}

/// Asks for a value by text.
pub fn ask(frame: &Frame<'_>, asking: Asking, configured: &Rules) -> Screen {
    let words = frame.words;
    let sentence = match asking {
        Asking::Rule(rule) => {
            let (low, high) = rule.range_beside(configured);
            let (low, high) = (said::value(words, rule, low), said::value(words, rule, high));
            let rule = words.say(said::rule(rule), &[]);
            words.say("settings-ask-rule", &[("rule", rule.into()), ("low", low.into()), ("high", high.into())])
        }
        Asking::Zone => words.say("settings-ask-zone", &[]),
        Asking::Symbol => words.say("settings-ask-symbol", &[]),
    };
    with_cancel(frame, sentence, asking)
}

/// Says why a typed value cannot be taken, and what to send instead.
pub fn wrong(frame: &Frame<'_>, asking: Asking, wrong: Wrong) -> Screen {
    let words = frame.words;
    let sentence = match (wrong, asking) {
        (Wrong::Range(OutOfRange { low, high }), Asking::Rule(rule)) => {
            let (low, high) = (said::value(words, rule, low), said::value(words, rule, high));
            words.say("settings-wrong-range", &[("low", low.into()), ("high", high.into())])
        }
        (Wrong::Symbol, _) => words.say("settings-wrong-symbol", &[]),
        (Wrong::Zone | Wrong::Range(_), _) => words.say("settings-wrong-zone", &[]),
    };
    with_cancel(frame, sentence, asking)
}

/// Asks once more before more of real money can be lost.
pub fn sure(frame: &Frame<'_>, rule: Rule, (before, after): (f64, f64), sure: Sure) -> Screen {
    let words = frame.words;
    let (yes, page) = match sure {
        Sure::Pick(choice) => (Tap::SetForSure(choice), Page::Rule(rule)),
        Sure::Undo(seq) => (Tap::UndoForSure(seq), Page::History),
    };
    let name = words.say(said::rule(rule), &[]);
    let (before, after) = (said::value(words, rule, before), said::value(words, rule, after));
    let mut screen = Screen::sentence(
        words.say("settings-sure", &[("rule", name.into()), ("before", before.into()), ("after", after.into())]),
    );
    screen.buttons = vec![vec![
        Button::new(frame, "button-change-for-sure", yes),
        Button::new(frame, "button-cancel", Tap::Settings(page)),
    ]];
    screen
}

fn with_cancel(frame: &Frame<'_>, sentence: String, asking: Asking) -> Screen {
    let mut screen = Screen::sentence(sentence);
    screen.buttons = vec![vec![Button::new(frame, "button-cancel", Tap::Settings(asking.page()))]];
    screen
}

/// The last row of a page: back to the page above.
fn back(frame: &Frame<'_>, to: Page) -> Vec<Button> {
    vec![Button::new(frame, "button-home", Tap::Settings(to))]
}

/// A button that sets something; what is set already is marked.
fn choice(frame: &Frame<'_>, label: String, choice: Pick, on: bool) -> Button {
    let label = if on { frame.words.say("settings-chosen", &[("choice", label.into())]) } else { label };
    Button { label, tap: Tap::Set(choice) }
}

/// Buttons in rows of so many.
fn rows(buttons: impl IntoIterator<Item = Button>, in_a_row: usize) -> Vec<Vec<Button>> {
    let all: Vec<Button> = buttons.into_iter().collect();
    all.chunks(in_a_row.max(1)).map(<[Button]>::to_vec).collect()
}
