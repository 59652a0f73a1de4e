//! What can be tapped in the settings, and how it is written into a button: a page, a choice, a question.

use crate::bot::door::Right;
use crate::bot::surface::Tap;
use crate::domain::setting::{Key, Level, Quiet, ReportAt, Rule, Setting, Theme, Topic, Zone};
use crate::domain::symbol::Symbol;

/// Time zones that have a button; any other is typed.
pub const ZONES: [&str; 12] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Berlin",
    "Europe/Warsaw",
    "Europe/Kyiv",
    "UTC",
];

/// A screen of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The way to all others.
    Menu,
    /// How loud each kind of message is.
    Levels,
    /// The quiet hours.
    Quiet,
    /// The time zone.
    Zone,
    /// When reports come.
    ReportAt,
    /// The owner's rules.
    Rules,
    /// One of them.
    Rule(Rule),
    /// Whose figures are shown, and which symbols are watched.
    Symbols,
    /// How pictures are coloured.
    Pictures,
    /// The language.
    Language,
    /// The last changes.
    History,
}

/// A value that a button stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// How loud messages of a topic are.
    Level(Topic, Level),
    /// The quiet hours.
    Quiet(Option<Quiet>),
    /// One of the time zones that have a button.
    Zone(&'static str),
    /// When reports come.
    ReportAt(ReportAt),
    /// How pictures are coloured.
    Theme(Theme),
    /// Whose figures are shown.
    Symbol(Symbol),
    /// A value of a rule.
    Rule(Rule, Amount),
    /// A rule as the configuration has it.
    AsConfigured(Rule),
    /// Another symbol is watched.
    Watch(Symbol),
    /// It no longer is.
    Unwatch(Symbol),
}

/// A value of a rule, which was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(u64);

/// What can be asked for by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// A value of a rule.
    Rule(Rule),
    /// A time zone.
    Zone,
    /// A symbol to watch.
    Symbol,
}

impl Amount {
    /// A value that is a number.
    pub fn new(value: f64) -> Self {
        Self(value.to_bits())
    }

    /// The value, in the unit of its rule.
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl Page {
    const PLAIN: [(Self, &'static str); 10] = [
        (Self::Menu, "menu"),
        (Self::Levels, "levels"),
        (Self::Quiet, "quiet"),
        (Self::Zone, "zone"),
        (Self::ReportAt, "report"),
        (Self::Rules, "rules"),
        (Self::Symbols, "symbols"),
        (Self::Pictures, "pictures"),
        (Self::Language, "language"),
        (Self::History, "history"),
    ];

    fn text(self) -> String {
        match self {
            Self::Rule(rule) => rule.name().to_owned(),
            _ => Self::PLAIN.iter().find(|(page, _)| *page == self).map_or("menu", |(_, name)| name).to_owned(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let plain = Self::PLAIN.iter().find(|(_, name)| *name == text).map(|(page, _)| *page);
        plain.or_else(|| Rule::from_name(text).map(Self::Rule))
    }
}

impl Pick {
    /// Which setting is changed.
    pub fn key(self) -> Key {
        match self {
            Self::Level(topic, _) => Key::Level(topic),
            Self::Quiet(_) => Key::Quiet,
            Self::Zone(_) => Key::Zone,
            Self::ReportAt(_) => Key::ReportAt,
            Self::Theme(_) => Key::Theme,
            Self::Symbol(_) => Key::Symbol,
            Self::Rule(rule, _) | Self::AsConfigured(rule) => Key::Rule(rule),
            Self::Watch(_) | Self::Unwatch(_) => Key::Watched,
        }
    }

    /// The value that is set; `None` for its default. What is watched depends on what was watched before.
    pub fn setting(self) -> Option<Setting> {
        match self {
            Self::Level(topic, level) => Some(Setting::Level(topic, level)),
            Self::Quiet(quiet) => Some(Setting::Quiet(quiet)),
            Self::Zone(name) => Zone::new(name).map(Setting::Zone),
            Self::ReportAt(at) => Some(Setting::ReportAt(at)),
            Self::Theme(theme) => Some(Setting::Theme(theme)),
            Self::Symbol(symbol) => Some(Setting::Symbol(symbol)),
            Self::Rule(rule, amount) => Some(Setting::Rule(rule, amount.get())),
            Self::AsConfigured(_) | Self::Watch(_) | Self::Unwatch(_) => None,
        }
    }

    /// The page on which the choice is seen.
    pub fn page(self) -> Page {
        match self {
            Self::Level(..) => Page::Levels,
            Self::Quiet(_) => Page::Quiet,
            Self::Zone(_) => Page::Zone,
            Self::ReportAt(_) => Page::ReportAt,
            Self::Theme(_) => Page::Pictures,
            Self::Symbol(_) | Self::Watch(_) | Self::Unwatch(_) => Page::Symbols,
            Self::Rule(rule, _) | Self::AsConfigured(rule) => Page::Rule(rule),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Watch(symbol) => format!("+{}", symbol.as_str()),
            Self::Unwatch(symbol) => format!("-{}", symbol.as_str()),
            Self::Zone(name) => format!("{}={name}", self.key().name()),
            _ => {
                let value = self.setting().map(|setting| setting.text()).unwrap_or_default();
                format!("{}={value}", self.key().name())
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(symbol) = text.strip_prefix('+') {
            return Symbol::new(symbol).ok().map(Self::Watch);
        }
        if let Some(symbol) = text.strip_prefix('-') {
            return Symbol::new(symbol).ok().map(Self::Unwatch);
        }
        let (name, value) = text.split_once('=')?;
        let key = Key::from_name(name)?;
        match (key, value) {
            (Key::Rule(rule), "") => return Some(Self::AsConfigured(rule)),
            (Key::Zone, _) => return ZONES.into_iter().find(|zone| *zone == value).map(Self::Zone),
            _ => {}
        }
        match Setting::parse(key, value)? {
            Setting::Level(topic, level) => Some(Self::Level(topic, level)),
            Setting::Quiet(quiet) => Some(Self::Quiet(quiet)),
            Setting::ReportAt(at) => Some(Self::ReportAt(at)),
            Setting::Theme(theme) => Some(Self::Theme(theme)),
            Setting::Symbol(symbol) => Some(Self::Symbol(symbol)),
            Setting::Rule(rule, value) => Some(Self::Rule(rule, Amount::new(value))),
            Setting::Zone(_) | Setting::Watched(_) => None,
        }
    }
}

impl Asking {
    /// What it takes.
    pub fn right(self) -> Right {
        match self {
            Self::Rule(_) | Self::Symbol => Right::Steer,
            Self::Zone => Right::Look,
        }
    }

    /// The page that asks.
    pub fn page(self) -> Page {
        match self {
            Self::Rule(rule) => Page::Rule(rule),
            Self::Zone => Page::Zone,
            Self::Symbol => Page::Symbols,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name(),
            Self::Zone => "zone",
            Self::Symbol => "symbol",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "zone" => Some(Self::Zone),
            "symbol" => Some(Self::Symbol),
            _ => Rule::from_name(text).map(Self::Rule),
        }
    }
}

/// How a tap of the settings is written; `None` for all others.
pub fn encode(tap: &Tap) -> Option<String> {
    Some(match tap {
        Tap::Settings(page) => format!("x:{}", page.text()),
        Tap::Set(choice) => format!("xs:{}", choice.text()),
        Tap::SetForSure(choice) => format!("xc:{}", choice.text()),
        Tap::Ask(asking) => format!("xa:{}", asking.text()),
        Tap::Undo(seq) => format!("xu:{seq}"),
        Tap::UndoForSure(seq) => format!("xy:{seq}"),
        _ => return None,
    })
}

/// Reads a tap of the settings. What would be written otherwise is refused.
pub fn decode(code: &str, rest: &str) -> Option<Tap> {
    let seq = || rest.parse().ok().filter(|seq: &i64| *seq > 0);
    let tap = match code {
        "x" => Page::parse(rest).map(Tap::Settings),
        "xs" => Pick::parse(rest).map(Tap::Set),
        "xc" => Pick::parse(rest).map(Tap::SetForSure),
        "xa" => Asking::parse(rest).map(Tap::Ask),
        "xu" => seq().map(Tap::Undo),
        "xy" => seq().map(Tap::UndoForSure),
        _ => None,
    };
    tap.filter(|tap| encode(tap) == Some(format!("{code}:{rest}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tap::{TAP_BYTES_MAX, decode, encode};

    fn every_choice() -> Vec<Pick> {
        let mut all = vec![];
        for topic in Topic::ALL {
            all.extend(Level::ALL.map(|level| Pick::Level(topic, level)));
        }
        all.push(Pick::Quiet(None));
        all.extend(
            (0..24).flat_map(|from| (0..24).filter_map(move |to| Quiet::new(from, to))).map(|it| Pick::Quiet(Some(it))),
        );
        all.extend(ZONES.map(Pick::Zone));
        all.extend(ReportAt::ALL.map(Pick::ReportAt));
        all.extend(Theme::ALL.map(Pick::Theme));
        for rule in Rule::ALL {
            let (low, high) = rule.range();
            all.extend([low, high].map(|value| Pick::Rule(rule, Amount::new(value))));
            all.push(Pick::AsConfigured(rule));
        }
        let symbol = Symbol::new("BRK-B.X^").unwrap();
        all.extend([Pick::Symbol(symbol), Pick::Watch(symbol), Pick::Unwatch(symbol)]);
        all
    }

    #[test]
    fn every_tap_of_the_settings_comes_back_and_fits() {
        let mut taps: Vec<Tap> = Page::PLAIN.iter().map(|(page, _)| Tap::Settings(*page)).collect();
        taps.extend(Rule::ALL.map(|rule| Tap::Settings(Page::Rule(rule))));
        taps.extend(every_choice().into_iter().flat_map(|choice| [Tap::Set(choice), Tap::SetForSure(choice)]));
        taps.extend(Rule::ALL.map(|rule| Tap::Ask(Asking::Rule(rule))));
        taps.extend([Tap::Ask(Asking::Zone), Tap::Ask(Asking::Symbol), Tap::Undo(1), Tap::UndoForSure(i64::MAX)]);
        for tap in taps {
            let data = encode(&tap);
            assert!(data.len() <= TAP_BYTES_MAX, "{data}");
            assert_eq!(decode(&data), Some(tap), "{data}");
        }
    }

    #[test]
    fn zones_with_a_button_exist() {
        for name in ZONES {
            assert_eq!(Zone::new(name).unwrap().name(), name);
        }
    }

    #[test]
    fn what_no_button_says_is_refused() {
        for data in [
            "x",
            "x:",
            "x:nowhere",
            "xs:",
            "xs:theme",
            "xs:theme=blue",
            "xs:zone=Mars/Base",
            "xs:zone=Asia/Tokyo",
            "xs:rule.threshold=85",
            "xs:rule.threshold=0.50",
            "xs:quiet=22-22",
            "xs:quiet=022-7",
            "xs:watched=LMT",
            "xs:+",
            "xs:+lmt",
            "xu:0",
            "xu:01",
            "xu:x",
            "xa:theme",
            "z:",
            "z:x",
        ] {
            assert_eq!(decode(data), None, "{data}");
        }
    }
}
