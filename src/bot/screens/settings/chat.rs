//! Pages of what everyone sets for their own chat.

use super::{Button, Facts, Frame, Page, Reader, Screen, back, choice, rows, said};
use crate::bot::door::Right;
use crate::bot::settings::{Asking, Pick, ZONES};
use crate::bot::surface::Tap;
use crate::bot::words::Language;
use crate::domain::setting::{ChatSettings, Level, Quiet, ReportAt, Theme, Topic, WATCHED_MAX};
use crate::domain::symbol::Symbol;

/// Quiet hours that have a button from the start.
const NIGHTS: [(i8, i8); 4] = [(21, 7), (22, 7), (22, 8), (23, 7)];

/// Symbols that are offered beside the main one: makers of the same things.
const PEERS: [&str; 6] = ["RTX", "LMT", "NOC", "GD", "BA", "LHX"];

/// How loud each kind of message is; a tap makes it quieter, and from off loud again.
pub(super) fn levels(frame: &Frame<'_>, chat: &ChatSettings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-levels-title");
    let mut buttons = vec![];
    for topic in Topic::ALL {
        let (name, level) = (words.say(said::topic(topic), &[]), chat.level(topic));
        html.bold(name.clone()).line(format!(" – {}", words.say(said::topic_means(topic), &[])));
        let next = match level {
            Level::On => Level::Silent,
            Level::Silent => Level::Off,
            Level::Off => Level::On,
        };
        let value = words.say(said::level(level), &[]);
        let label = words.say("settings-one", &[("name", name.into()), ("value", value.into())]);
        buttons.push(Button { label, tap: Tap::Set(Pick::Level(topic, next)) });
    }
    html.gap().line(words.say("settings-levels-tap", &[]));
    let mut rows = rows(buttons, 2);
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}

/// The quiet hours: some nights to choose from, and an hour earlier or later at each end.
pub(super) fn quiet(frame: &Frame<'_>, chat: &ChatSettings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-quiet-title");
    html.line(match chat.quiet {
        None => words.say("settings-quiet-off", &[]),
        Some(quiet) => words.say(
            "settings-quiet-on",
            &[("hours", said::hours(words, quiet).into()), ("zone", chat.zone.name().into())],
        ),
    });
    html.line(words.say("settings-quiet-means", &[]));
    let mut hours: Vec<Quiet> = NIGHTS.into_iter().filter_map(|(from, to)| Quiet::new(from, to)).collect();
    if let Some(quiet) = chat.quiet {
        let (from, to) = (quiet.from(), quiet.to());
        let moved = |hour: i8, by: i8| (hour + by).rem_euclid(24);
        let near = [(moved(from, -1), to), (moved(from, 1), to), (from, moved(to, -1)), (from, moved(to, 1))];
        hours.extend(near.into_iter().filter_map(|(from, to)| Quiet::new(from, to)));
        hours.push(quiet);
    }
    hours.sort_by_key(|quiet| ((quiet.from() + 12).rem_euclid(24), (quiet.to() + 12).rem_euclid(24)));
    hours.dedup();
    let button = |quiet| {
        let label = said::hours(words, quiet);
        choice(frame, label, Pick::Quiet(Some(quiet)), chat.quiet == Some(quiet))
    };
    let mut rows = rows(hours.into_iter().map(button), 3);
    let off = choice(frame, words.say("button-no-quiet", &[]), Pick::Quiet(None), chat.quiet.is_none());
    rows.push(vec![off, Button::new(frame, "button-zone", Tap::Settings(Page::Zone))]);
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}

/// The time zone of the quiet hours.
pub(super) fn zone(frame: &Frame<'_>, chat: &ChatSettings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-zone-title");
    let time = frame.now.to_zoned(chat.zone.get().clone()).strftime("%H:%M").to_string();
    html.line(words.say("settings-zone-now", &[("zone", chat.zone.name().into()), ("time", time.into())]));
    let button = |name: &'static str| choice(frame, name.to_owned(), Pick::Zone(name), chat.zone.name() == name);
    let mut rows = rows(ZONES.map(button).to_vec(), 2);
    rows.push(vec![Button::new(frame, "button-other-zone", Tap::Ask(Asking::Zone))]);
    rows.push(back(frame, Page::Quiet));
    Screen::new(html, rows)
}

/// When reports come.
pub(super) fn report_at(frame: &Frame<'_>, chat: &ChatSettings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-report-title");
    html.line(words.say("settings-report-now", &[("when", said::report_at(words, chat.report_at).into())]));
    html.line(words.say("settings-report-means", &[]));
    let button = |at: ReportAt| {
        let label = match at.hour() {
            (hour, false) => said::clock(hour),
            (hour, true) => words.say("button-next-morning", &[("time", said::clock(hour).into())]),
        };
        choice(frame, label, Pick::ReportAt(at), chat.report_at == at)
    };
    let mut rows = rows(ReportAt::ALL.map(button).to_vec(), 3);
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}

/// How pictures are coloured.
pub(super) fn pictures(frame: &Frame<'_>, chat: &ChatSettings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-pictures-title");
    html.line(words.say("settings-pictures-means", &[]));
    let button =
        |theme: Theme| choice(frame, words.say(said::theme(theme), &[]), Pick::Theme(theme), chat.theme == theme);
    Screen::new(html, vec![Theme::ALL.map(button).to_vec(), back(frame, Page::Menu)])
}

/// The languages, each by its own name.
pub(super) fn language(frame: &Frame<'_>, spoken: Language) -> Screen {
    let words = frame.words;
    let mut html = frame.head("settings-language-title");
    html.line(words.say("settings-language-means", &[]));
    let button = |language: Language| {
        let name = language.own_name().to_owned();
        let label = if language == spoken { words.say("settings-chosen", &[("choice", name.into())]) } else { name };
        Button { label, tap: Tap::Speak(language) }
    };
    let mut rows = rows(Language::all().map(button), 2);
    rows.push(back(frame, Page::Menu));
    Screen::new(html, rows)
}

/// Whose figures are shown; and for the owner, which symbols are watched.
pub(super) fn symbols(frame: &Frame<'_>, reader: Reader, facts: &Facts) -> Screen {
    let words = frame.words;
    let (main, watched) = (facts.main, &facts.service.watched);
    let mut html = frame.head("settings-symbols-title");
    html.line(words.say("settings-symbols-main", &[("symbol", main.as_str().into())]));
    let list = watched.iter().map(Symbol::as_str).collect::<Vec<_>>().join(", ");
    html.line(if watched.is_empty() {
        words.say("settings-symbols-alone", &[])
    } else {
        words.say("settings-symbols-watched", &[("symbols", list.into())])
    });
    html.line(words.say("settings-symbols-shown", &[("symbol", facts.chat.symbol.unwrap_or(main).as_str().into())]));
    let shown = |symbol: &Symbol| {
        let label = words.say("button-show-symbol", &[("symbol", symbol.as_str().into())]);
        choice(frame, label, Pick::Symbol(*symbol), facts.chat.symbol.unwrap_or(main) == *symbol)
    };
    let mut all = if watched.is_empty() { vec![] } else { rows([main].iter().chain(watched).map(shown), 3) };
    if reader.may(Right::Steer) {
        let button = |key, symbol: Symbol, choice| {
            let symbol = symbol.as_str().to_owned();
            let label = match key {
                Change::Watch => words.say("button-watch", &[("symbol", symbol.into())]),
                Change::Unwatch => words.say("button-unwatch", &[("symbol", symbol.into())]),
            };
            Button { label, tap: Tap::Set(choice) }
        };
        let unwatch = |symbol: &Symbol| button(Change::Unwatch, *symbol, Pick::Unwatch(*symbol));
        all.extend(rows(watched.iter().map(unwatch), 3));
        if watched.len() < WATCHED_MAX {
            let peers = PEERS.into_iter().filter_map(|name| Symbol::new(name).ok());
            let peers = peers.filter(|symbol| *symbol != main && !watched.contains(symbol));
            all.extend(rows(peers.map(|symbol| button(Change::Watch, symbol, Pick::Watch(symbol))), 3));
            all.push(vec![Button::new(frame, "button-other-symbol", Tap::Ask(Asking::Symbol))]);
        }
    }
    all.push(back(frame, Page::Menu));
    Screen::new(html, all)
}

enum Change {
    Watch,
    Unwatch,
}
