//! Settings as text: a name for each key, and values that come back as they were written.

use super::{Level, Quiet, ReportAt, Rule, Theme, Topic, WATCHED_MAX, Zone};
use crate::domain::symbol::Symbol;

/// Which setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// How loud messages of a topic are.
    Level(Topic),
    /// The quiet hours.
    Quiet,
    /// The time zone.
    Zone,
    /// When reports come.
    ReportAt,
    /// How pictures are coloured.
    Theme,
    /// Whose figures are shown.
    Symbol,
    /// One of the owner's rules.
    Rule(Rule),
    /// The symbols that are watched beside the main one.
    Watched,
}

/// A setting with its value, which was checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// How loud messages of a topic are.
    Level(Topic, Level),
    /// The quiet hours; `None` where there are none.
    Quiet(Option<Quiet>),
    /// The time zone.
    Zone(Zone),
    /// When reports come.
    ReportAt(ReportAt),
    /// How pictures are coloured.
    Theme(Theme),
    /// Whose figures are shown.
    Symbol(Symbol),
    /// One of the owner's rules, in its unit.
    Rule(Rule, f64),
    /// The symbols that are watched beside the main one.
    Watched(Vec<Symbol>),
}

/// What stands before the name of a topic.
const LEVEL: &str = "level.";

/// What stands before the name of a rule.
const RULE: &str = "rule.";

/// The text of quiet hours that there are none of.
const OFF: &str = "off";

impl Key {
    /// The name in storage; a name once given keeps its meaning.
    pub fn name(self) -> String {
        match self {
            Self::Level(topic) => format!("{LEVEL}{}", topic.name()),
            Self::Quiet => "quiet".to_owned(),
            Self::Zone => "zone".to_owned(),
            Self::ReportAt => "report_at".to_owned(),
            Self::Theme => "theme".to_owned(),
            Self::Symbol => "symbol".to_owned(),
            Self::Rule(rule) => format!("{RULE}{}", rule.name()),
            Self::Watched => "watched".to_owned(),
        }
    }

    /// The key of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "quiet" => Some(Self::Quiet),
            "zone" => Some(Self::Zone),
            "report_at" => Some(Self::ReportAt),
            "theme" => Some(Self::Theme),
            "symbol" => Some(Self::Symbol),
            "watched" => Some(Self::Watched),
            _ => {
                let topic = name.strip_prefix(LEVEL).and_then(Topic::from_name).map(Self::Level);
                topic.or_else(|| name.strip_prefix(RULE).and_then(Rule::from_name).map(Self::Rule))
            }
        }
    }

    /// Whether it concerns the whole service, and not one chat.
    pub const fn is_of_the_service(self) -> bool {
        matches!(self, Self::Rule(_) | Self::Watched)
    }
}

impl Setting {
    /// Which setting it is.
    pub fn key(&self) -> Key {
        match self {
            Self::Level(topic, _) => Key::Level(*topic),
            Self::Quiet(_) => Key::Quiet,
            Self::Zone(_) => Key::Zone,
            Self::ReportAt(_) => Key::ReportAt,
            Self::Theme(_) => Key::Theme,
            Self::Symbol(_) => Key::Symbol,
            Self::Rule(rule, _) => Key::Rule(*rule),
            Self::Watched(_) => Key::Watched,
        }
    }

    /// The value as it is stored.
    pub fn text(&self) -> String {
        match self {
            Self::Level(_, level) => level.name().to_owned(),
            Self::Quiet(quiet) => quiet.map_or_else(|| OFF.to_owned(), Quiet::text),
            Self::Zone(zone) => zone.name().to_owned(),
            Self::ReportAt(at) => at.name().to_owned(),
            Self::Theme(theme) => theme.name().to_owned(),
            Self::Symbol(symbol) => symbol.as_str().to_owned(),
            Self::Rule(_, value) => value.to_string(),
            Self::Watched(symbols) => symbols.iter().map(Symbol::as_str).collect::<Vec<_>>().join(","),
        }
    }

    /// Reads a value of a key; `None` where it cannot have that value.
    pub fn parse(key: Key, text: &str) -> Option<Self> {
        match key {
            Key::Level(topic) => Level::from_name(text).map(|level| Self::Level(topic, level)),
            Key::Quiet if text == OFF => Some(Self::Quiet(None)),
            Key::Quiet => Quiet::parse(text).map(|quiet| Self::Quiet(Some(quiet))),
            Key::Zone => Zone::new(text).map(Self::Zone),
            Key::ReportAt => ReportAt::from_name(text).map(Self::ReportAt),
            Key::Theme => Theme::from_name(text).map(Self::Theme),
            Key::Symbol => Symbol::new(text).ok().map(Self::Symbol),
            Key::Rule(rule) => rule.check(text.parse().ok()?).ok().map(|value| Self::Rule(rule, value)),
            Key::Watched => watched(text).map(Self::Watched),
        }
    }
}

/// A list of symbols, each once.
fn watched(text: &str) -> Option<Vec<Symbol>> {
    let mut symbols = Vec::new();
    for part in text.split(',').filter(|part| !part.trim().is_empty()) {
        let symbol = Symbol::new(part).ok()?;
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }
    (symbols.len() <= WATCHED_MAX).then_some(symbols)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_setting() -> impl Strategy<Value = Setting> {
        let zones = ["America/New_York", "Europe/Warsaw", "Asia/Kolkata", "UTC", "America/Sao_Paulo"];
        let symbol = || "[A-Z]{1,5}".prop_map(|text| Symbol::new(&text).unwrap());
        prop_oneof![
            (0..Topic::ALL.len(), 0..3_usize).prop_map(|(at, level)| Setting::Level(Topic::ALL[at], Level::ALL[level])),
            (0_i8..24, 0_i8..24).prop_map(|(from, to)| Setting::Quiet(Quiet::new(from, to))),
            (0..zones.len()).prop_map(move |at| Setting::Zone(Zone::new(zones[at]).unwrap())),
            (0..ReportAt::ALL.len()).prop_map(|at| Setting::ReportAt(ReportAt::ALL[at])),
            (0..2_usize).prop_map(|at| Setting::Theme(Theme::ALL[at])),
            symbol().prop_map(Setting::Symbol),
            (0..Rule::ALL.len(), 0.0_f64..=1.0).prop_map(|(at, part)| {
                let rule = Rule::ALL[at];
                let (low, high) = rule.range();
                let value = low + part * (high - low);
                let whole = rule.check(value).or_else(|_| rule.check(value.floor()));
                Setting::Rule(rule, whole.unwrap())
            }),
            prop::collection::hash_set(symbol(), 0..=WATCHED_MAX)
                .prop_map(|symbols| Setting::Watched(symbols.into_iter().collect())),
        ]
    }

    proptest! {
        #[test]
        fn every_setting_comes_back_from_its_text(setting in any_setting()) {
            let key = Key::from_name(&setting.key().name()).unwrap();
            prop_assert_eq!(key, setting.key());
            prop_assert_eq!(Setting::parse(key, &setting.text()), Some(setting));
        }

        #[test]
        fn no_text_breaks_the_reader(name in "[a-z._]{0,20}", text in "\\PC{0,30}") {
            if let Some(setting) = Key::from_name(&name).and_then(|key| Setting::parse(key, &text)) {
                prop_assert_eq!(Setting::parse(setting.key(), &setting.text()), Some(setting));
            }
        }
    }

    #[test]
    fn values_that_make_no_sense_are_refused() {
        for (key, text) in [
            (Key::Quiet, "22-22"),
            (Key::Quiet, "22-24"),
            (Key::Level(Topic::Offers), "loud"),
            (Key::Rule(Rule::Threshold), "85"),
            (Key::Rule(Rule::Threshold), "NaN"),
            (Key::Watched, "A,B,C,D,E,F,G,H,I"),
            (Key::Zone, "Nowhere"),
        ] {
            assert_eq!(Setting::parse(key, text), None, "{key:?} {text}");
        }
        assert_eq!(Key::from_name("level.loud"), None);
        assert!(Key::Watched.is_of_the_service() && !Key::Theme.is_of_the_service());
    }
}
