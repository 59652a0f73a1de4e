//! How settings and their values are called.

use crate::bot::show;
use crate::bot::words::Words;
use crate::domain::setting::{Key, Level, Quiet, ReportAt, Rule, RuleUnit, Setting, Theme, Topic};
use crate::domain::symbol::Symbol;

/// The key of a topic's name.
pub(super) const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Offers => "topic-offers",
        Topic::Trades => "topic-trades",
        Topic::Stops => "topic-stops",
        Topic::Reports => "topic-reports",
        Topic::Learning => "topic-learning",
        Topic::Sources => "topic-sources",
        Topic::Hours => "topic-hours",
        Topic::Service => "topic-service",
    }
}

/// The key of what messages of a topic tell.
pub(super) const fn topic_means(topic: Topic) -> &'static str {
    match topic {
        Topic::Offers => "topic-offers-means",
        Topic::Trades => "topic-trades-means",
        Topic::Stops => "topic-stops-means",
        Topic::Reports => "topic-reports-means",
        Topic::Learning => "topic-learning-means",
        Topic::Sources => "topic-sources-means",
        Topic::Hours => "topic-hours-means",
        Topic::Service => "topic-service-means",
    }
}

/// The key of a level's name.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::On => "level-on",
        Level::Silent => "level-silent",
        Level::Off => "level-off",
    }
}

/// The key of a theme's name.
pub(super) const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => "theme-dark",
        Theme::Light => "theme-light",
    }
}

/// The key of a rule's name.
pub(super) const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Threshold => "rule-threshold",
        Rule::TradeMax => "rule-trade-max",
        Rule::TradeShareMax => "rule-trade-share-max",
        Rule::ExposureMax => "rule-exposure-max",
        Rule::PositionsMax => "rule-positions-max",
        Rule::TradesAMonthMax => "rule-trades-a-month-max",
        Rule::DayLossMax => "rule-day-loss-max",
        Rule::LossesInRowMax => "rule-losses-in-row-max",
        Rule::DrawdownMax => "rule-drawdown-max",
        Rule::OfferMinutes => "rule-offer-minutes",
        Rule::Stop => "rule-stop",
        Rule::Target => "rule-target",
        Rule::SessionsMax => "rule-sessions-max",
    }
}

/// A value of a rule: `58 %`, `$200.00`, `2`, `15 min`.
pub(super) fn value(words: &Words, rule: Rule, value: f64) -> String {
    match rule.unit() {
        RuleUnit::Share => {
            let tenths = libm::round(value * 1_000.0);
            let is_whole = tenths % 10.0 == 0.0;
            let plain = if is_whole { format!("{:.0}", tenths / 10.0) } else { format!("{:.1}", tenths / 10.0) };
            words.numbers().percent(&plain)
        }
        RuleUnit::Dollars => show::dollars(words, value),
        RuleUnit::Count => show::whole(words, value),
        RuleUnit::Minutes => words.say("unit-minutes", &[("count", value.into())]),
    }
}

/// Quiet hours: `22:00–07:00`.
pub(super) fn hours(words: &Words, quiet: Quiet) -> String {
    let (from, to) = (clock(quiet.from()), clock(quiet.to()));
    words.say("settings-hours", &[("from", from.into()), ("to", to.into())])
}

/// When reports come.
pub(super) fn report_at(words: &Words, at: ReportAt) -> String {
    match at.hour() {
        (hour, false) => words.say("settings-report-evening", &[("time", clock(hour).into())]),
        (hour, true) => words.say("settings-report-morning", &[("time", clock(hour).into())]),
    }
}

/// An hour of the clock: `07:00`.
pub(super) fn clock(hour: i8) -> String {
    format!("{hour:02}:00")
}

/// What a setting is called.
pub(super) fn name(words: &Words, key: Key) -> String {
    match key {
        Key::Level(of) => words.say(topic(of), &[]),
        Key::Quiet => words.say("settings-quiet", &[]),
        Key::Zone => words.say("settings-zone", &[]),
        Key::ReportAt => words.say("settings-report-at", &[]),
        Key::Theme => words.say("settings-pictures", &[]),
        Key::Symbol => words.say("settings-shown", &[]),
        Key::Rule(of) => words.say(rule(of), &[]),
        Key::Watched => words.say("settings-watched", &[]),
    }
}

/// What a setting is set to; `None` for its default.
pub(super) fn shown(words: &Words, setting: Option<&Setting>) -> String {
    match setting {
        None => words.say("settings-default", &[]),
        Some(Setting::Level(_, of)) => words.say(level(*of), &[]),
        Some(Setting::Quiet(None)) => words.say("settings-none", &[]),
        Some(Setting::Quiet(Some(quiet))) => hours(words, *quiet),
        Some(Setting::Zone(zone)) => zone.name().to_owned(),
        Some(Setting::ReportAt(at)) => report_at(words, *at),
        Some(Setting::Theme(of)) => words.say(theme(*of), &[]),
        Some(Setting::Symbol(symbol)) => symbol.as_str().to_owned(),
        Some(Setting::Rule(of, amount)) => value(words, *of, *amount),
        Some(Setting::Watched(symbols)) if symbols.is_empty() => words.say("settings-none", &[]),
        Some(Setting::Watched(symbols)) => symbols.iter().map(Symbol::as_str).collect::<Vec<_>>().join(", "),
    }
}
