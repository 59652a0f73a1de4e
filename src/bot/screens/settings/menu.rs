//! The first page of the settings: everything as it is, and the ways to change it.

use super::{Button, Facts, Frame, Page, Reader, Screen, said};
use crate::bot::door::Right;
use crate::bot::surface::Tap;
use crate::domain::setting::{Level, Rule, Setting, Topic};

/// The menu.
pub(super) fn menu(frame: &Frame<'_>, reader: Reader, facts: &Facts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-title");
    let count = |level| Topic::ALL.into_iter().filter(|topic| facts.chat.level(*topic) == level).count();
    html.line(words.say(
        "settings-levels-now",
        &[
            ("loud", count(Level::On).into()),
            ("silent", count(Level::Silent).into()),
            ("off", count(Level::Off).into()),
        ],
    ));
    let chat = &facts.chat;
    let symbol = chat.symbol.unwrap_or(facts.main);
    for setting in [
        Setting::Quiet(chat.quiet),
        Setting::Zone(chat.zone.clone()),
        Setting::ReportAt(chat.report_at),
        Setting::Theme(chat.theme),
        Setting::Symbol(symbol),
        Setting::Watched(facts.service.watched.clone()),
    ] {
        let (name, value) = (said::name(words, setting.key()), said::shown(words, Some(&setting)));
        html.line(words.say("settings-one", &[("name", name.into()), ("value", value.into())]));
    }
    let set = Rule::ALL.into_iter().filter(|rule| facts.service.rule(*rule).is_some()).count();
    html.line(words.say("settings-rules-now", &[("count", set.into())]));
    let button = |key, page| Button::new(frame, key, Tap::Settings(page));
    let mut rows = vec![
        vec![button("button-notifications", Page::Levels), button("button-quiet", Page::Quiet)],
        vec![button("button-report-time", Page::ReportAt), button("button-pictures", Page::Pictures)],
        vec![button("button-symbols", Page::Symbols), button("button-language", Page::Language)],
        vec![button("button-rules", Page::Rules), button("button-history", Page::History)],
    ];
    if reader.may(Right::Steer) {
        rows.push(vec![Button::new(frame, "button-mode", Tap::Mode)]);
    }
    rows.push(frame.foot(Tap::Settings(Page::Menu)));
    Screen::new(html, rows)
}
