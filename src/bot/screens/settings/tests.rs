//! The pages of the settings as they are read.

use expect_test::expect;
use jiff::Timestamp;

use super::super::samples::{self, check};
use super::*;
use crate::bot::door::People;
use crate::domain::person::PersonId;
use crate::domain::setting::{Key, Level, Quiet, Setting, Theme, Topic, Zone};
use crate::storage::Whose;
use teloxide::types::UserId;

fn reader(id: i64) -> Reader {
    let people = People { owner: Some(UserId(1001)), approvers: vec![], viewers: vec![UserId(1002)] };
    Reader::of(&people, PersonId(id))
}

fn change(seq: i64, by: i64, setting: &Setting, undoes: Option<i64>) -> SettingChange {
    SettingChange {
        seq,
        at: "2026-01-05T15:20:00Z".parse::<Timestamp>().unwrap(),
        by: PersonId(by),
        whose: Whose::Service,
        key: setting.key(),
        value: Some(setting.clone()),
        undoes,
    }
}

fn facts() -> Facts {
    let symbol = |text| Symbol::new(text).unwrap();
    let (mut chat, mut service) = (ChatSettings::default(), ServiceSettings::default());
    let cheaper = Setting::Rule(Rule::TradeMax, 150.0);
    for setting in [
        Setting::Level(Topic::Sources, Level::Off),
        Setting::Quiet(Quiet::new(22, 7)),
        Setting::Zone(Zone::new("Europe/Warsaw").unwrap()),
        Setting::Theme(Theme::Light),
    ] {
        chat.take(&setting);
    }
    service.take(&cheaper);
    service.take(&Setting::Watched(vec![symbol("LMT"), symbol("NOC")]));
    let configured = Rules::default();
    Facts {
        chat,
        rules: service.over(&configured),
        service,
        configured,
        main: symbol("RTX"),
        language: Language::ENGLISH,
        history: vec![
            change(3, 1001, &cheaper, Some(2)),
            change(2, 1001, &Setting::Rule(Rule::Threshold, 0.855), None),
            SettingChange { value: None, key: Key::Quiet, ..change(1, 1002, &cheaper, None) },
        ],
        undo: Some(1),
    }
}

fn nothing_set() -> Facts {
    let configured = Rules::default();
    Facts {
        chat: ChatSettings::default(),
        service: ServiceSettings::default(),
        rules: configured.clone(),
        configured,
        main: Symbol::new("RTX").unwrap(),
        language: Language::ENGLISH,
        history: vec![],
        undo: None,
    }
}

fn shown(by: i64, which: Page, facts: &Facts) -> Screen {
    page(&samples::frame(), reader(by), which, facts)
}

#[test]
fn the_menu() {
    check(&shown(1001, Page::Menu, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Menu, &nothing_set()), &expect![[""]]);
}

#[test]
fn notifications() {
    check(&shown(1002, Page::Levels, &facts()), &expect![[""]]);
}

#[test]
fn quiet_hours_and_their_zone() {
    check(&shown(1002, Page::Quiet, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Quiet, &nothing_set()), &expect![[""]]);
    check(&shown(1002, Page::Zone, &facts()), &expect![[""]]);
}

#[test]
fn report_pictures_and_language() {
    check(&shown(1002, Page::ReportAt, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Pictures, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Language, &facts()), &expect![[""]]);
}

#[test]
fn symbols() {
    check(&shown(1001, Page::Symbols, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Symbols, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Symbols, &nothing_set()), &expect![[""]]);
}

#[test]
fn rules_and_one_of_them() {
    check(&shown(1001, Page::Rules, &facts()), &expect![[""]]);
    check(&shown(1002, Page::Rules, &nothing_set()), &expect![[""]]);
    check(&shown(1001, Page::Rule(Rule::TradeMax), &facts()), &expect![[""]]);
    check(&shown(1001, Page::Rule(Rule::Threshold), &nothing_set()), &expect![[""]]);
}

#[test]
fn the_history() {
    check(&shown(1001, Page::History, &facts()), &expect![[""]]);
    check(&shown(1002, Page::History, &nothing_set()), &expect![[""]]);
}

#[test]
fn questions_and_what_is_wrong() {
    let (frame, rules) = (samples::frame(), Rules::default());
    check(&ask(&frame, Asking::Rule(Rule::Stop), &rules), &expect![[""]]);
    check(&ask(&frame, Asking::Zone, &rules), &expect![[""]]);
    let range = Wrong::Range(OutOfRange { low: 1.0, high: 1_000.0 });
    check(&wrong(&frame, Asking::Rule(Rule::TradeMax), range), &expect![[""]]);
    check(&wrong(&frame, Asking::Symbol, Wrong::Symbol), &expect![[""]]);
    let undone = sure(&frame, Rule::TradeMax, (150.0, 200.0), Sure::Undo(7));
    check(&undone, &expect![[""]]);
}
