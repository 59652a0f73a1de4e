//! What someone has set for their own chat.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Level, Setting, Theme, Topic};
use crate::domain::symbol::Symbol;

/// The time zone where nothing else is set: that of the exchange.
const ZONE_DEFAULT: &str = "America/New_York";

/// Hours of a day.
const HOURS: i8 = 24;

/// Everything that is set for a chat; what is not set has its default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatSettings {
    levels: [Option<Level>; Topic::ALL.len()],
    /// When messages that can wait are held back.
    pub quiet: Option<Quiet>,
    /// Which clock the quiet hours are read from.
    pub zone: Zone,
    /// When the report of a day comes.
    pub report_at: ReportAt,
    /// How pictures are coloured.
    pub theme: Theme,
    /// Whose figures are shown; `None` for those of the symbol that is traded.
    pub symbol: Option<Symbol>,
}

/// Hours of the local clock in which messages that can wait are held back: from the first to the second, over midnight where that is smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    from: i8,
    to: i8,
}

/// A time zone with an IANA name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// When the report of a trading day comes, New York.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportAt {
    /// At five in the afternoon.
    #[default]
    At17,
    /// At six.
    At18,
    /// At seven.
    At19,
    /// At eight.
    At20,
    /// At nine.
    At21,
    /// At ten.
    At22,
    /// At seven in the next morning.
    Next7,
    /// At eight in the next morning.
    Next8,
    /// At nine in the next morning.
    Next9,
}

impl ChatSettings {
    /// How loud messages of a topic are.
    pub fn level(&self, topic: Topic) -> Level {
        self.levels.get(topic as usize).copied().flatten().unwrap_or(topic.default_level())
    }

    /// Takes a setting over; what belongs to the service changes nothing.
    pub fn take(&mut self, setting: &Setting) {
        match setting {
            Setting::Level(topic, level) => {
                if let Some(kept) = self.levels.get_mut(*topic as usize) {
                    *kept = Some(*level);
                }
            }
            Setting::Quiet(quiet) => self.quiet = *quiet,
            Setting::Zone(zone) => self.zone = zone.clone(),
            Setting::ReportAt(at) => self.report_at = *at,
            Setting::Theme(theme) => self.theme = *theme,
            Setting::Symbol(symbol) => self.symbol = Some(*symbol),
            Setting::Rule(..) | Setting::Watched(_) => {}
        }
    }

    /// Where it is quiet at an instant: when the quiet hours end.
    pub fn quiet_until(&self, now: Timestamp) -> Option<Timestamp> {
        let quiet = self.quiet?;
        let local = now.to_zoned(self.zone.0.clone());
        if !quiet.has(local.hour()) {
            return None;
        }
        let day = if quiet.to <= local.hour() { local.date().checked_add(1.day()).ok()? } else { local.date() };
        let end = day.at(quiet.to, 0, 0, 0).to_zoned(self.zone.0.clone()).ok()?;
        Some(end.timestamp()).filter(|end| *end > now)
    }
}

impl Quiet {
    /// From an hour to another, both 0 to 23 and not the same.
    pub fn new(from: i8, to: i8) -> Option<Self> {
        let is_hour = |hour| (0..HOURS).contains(&hour);
        (is_hour(from) && is_hour(to) && from != to).then_some(Self { from, to })
    }

    /// The hour in which it begins.
    pub fn from(self) -> i8 {
        self.from
    }

    /// The hour in which it ends.
    pub fn to(self) -> i8 {
        self.to
    }

    fn has(self, hour: i8) -> bool {
        if self.from < self.to { (self.from..self.to).contains(&hour) } else { hour >= self.from || hour < self.to }
    }

    pub(super) fn text(self) -> String {
        format!("{}-{}", self.from, self.to)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Self::new(from.trim().parse().ok()?, to.trim().parse().ok()?)
    }
}

impl Zone {
    /// The zone of an IANA name such as `Europe/Warsaw`, however its letters are written.
    pub fn new(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name.trim()).ok()?;
        zone.iana_name().is_some().then_some(Self(zone))
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The zone, for the calendar.
    pub fn get(&self) -> &TimeZone {
        &self.0
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::new(ZONE_DEFAULT).unwrap_or(Self(TimeZone::UTC))
    }
}

impl ReportAt {
    /// All choices, the earliest first.
    pub const ALL: [Self; 9] =
        [Self::At17, Self::At18, Self::At19, Self::At20, Self::At21, Self::At22, Self::Next7, Self::Next8, Self::Next9];

    /// The hour of New York, and whether it is the next morning's.
    pub const fn hour(self) -> (i8, bool) {
        match self {
            Self::At17 => (17, false),
            Self::At18 => (18, false),
            Self::At19 => (19, false),
            Self::At20 => (20, false),
            Self::At21 => (21, false),
            Self::At22 => (22, false),
            Self::Next7 => (7, true),
            Self::Next8 => (8, true),
            Self::Next9 => (9, true),
        }
    }

    /// The name in storage and buttons: its hour.
    pub const fn name(self) -> &'static str {
        match self {
            Self::At17 => "17",
            Self::At18 => "18",
            Self::At19 => "19",
            Self::At20 => "20",
            Self::At21 => "21",
            Self::At22 => "22",
            Self::Next7 => "7",
            Self::Next8 => "8",
            Self::Next9 => "9",
        }
    }

    /// The choice of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|at| at.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet_until(quiet: (i8, i8), zone: &str, now: &str) -> Option<String> {
        let quiet = Quiet::new(quiet.0, quiet.1);
        let settings = ChatSettings { quiet, zone: Zone::new(zone).unwrap(), ..ChatSettings::default() };
        settings.quiet_until(now.parse().unwrap()).map(|end| end.to_string())
    }

    #[test]
    fn quiet_hours_end_at_their_hour_of_the_local_clock() {
        let warsaw = "Europe/Warsaw";
        assert_eq!(quiet_until((22, 7), warsaw, "2026-01-05T21:30:00Z").unwrap(), "2026-01-06T06:00:00Z");
        assert_eq!(quiet_until((22, 7), warsaw, "2026-01-06T05:59:59Z").unwrap(), "2026-01-06T06:00:00Z");
        assert_eq!(quiet_until((22, 7), warsaw, "2026-01-06T06:00:00Z"), None);
        assert_eq!(quiet_until((12, 14), warsaw, "2026-01-06T12:59:00Z").unwrap(), "2026-01-06T13:00:00Z");
        assert_eq!(quiet_until((12, 14), warsaw, "2026-01-06T13:00:00Z"), None);
    }

    #[test]
    fn quiet_hours_end_right_where_the_clocks_change() {
        // In the night to 29 March the hour from 2 to 3 is left out.
        assert_eq!(quiet_until((22, 7), "Europe/Warsaw", "2026-03-28T22:00:00Z").unwrap(), "2026-03-29T05:00:00Z");
        assert_eq!(quiet_until((22, 2), "Europe/Warsaw", "2026-03-28T22:00:00Z").unwrap(), "2026-03-29T01:00:00Z");
        assert_eq!(quiet_until((22, 7), "Europe/Warsaw", "2026-10-24T22:00:00Z").unwrap(), "2026-10-25T06:00:00Z");
    }

    #[test]
    fn what_is_not_set_has_its_default() {
        let mut settings = ChatSettings::default();
        assert_eq!(settings.level(Topic::Offers), Level::On);
        assert_eq!(settings.level(Topic::Hours), Level::Silent);
        assert_eq!(settings.zone.name(), "America/New_York");
        settings.take(&Setting::Level(Topic::Offers, Level::Off));
        assert_eq!(settings.level(Topic::Offers), Level::Off);
        assert_eq!(Zone::new("Mars/Base"), None);
        assert_eq!(Zone::new("europe/warsaw").unwrap().name(), "Europe/Warsaw");
    }
}
