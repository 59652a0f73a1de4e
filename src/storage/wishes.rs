//! How someone wants to be told: how loud each kind of message is, when all is quiet, and when reports come.

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};

use super::StoreError;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::notice::Notice;
use crate::domain::person::PersonId;
use crate::domain::setting::{Level, Topic};

/// The zone of people who chose none: that of the exchange.
const ZONE: &str = "America/New_York";

/// The hour at which the morning ends.
const NOON: i8 = 12;

/// How someone wants to be told. What they set and what cannot be read counts as not set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wishes {
    levels: Vec<(Topic, Level)>,
    /// When nothing but what is urgent is told: from the first time of day until before the second, which may be on the next day.
    quiet: Option<(Time, Time)>,
    zone: TimeZone,
    /// When reports come, New York time, and whether on the day after; `None` as soon as they are made.
    report: Option<(Time, bool)>,
}

/// What someone in this chat has set.
pub(super) fn wishes(connection: &Connection, chat: PersonId) -> Result<Wishes, StoreError> {
    let mut wishes =
        Wishes { levels: Vec::new(), quiet: None, zone: zone(ZONE).unwrap_or(TimeZone::UTC), report: None };
    let mut select = connection.prepare_cached(
        "SELECT key, value FROM settings s WHERE whose = ?1 AND value IS NOT NULL \
         AND seq = (SELECT max(seq) FROM settings t WHERE t.whose = s.whose AND t.key = s.key)",
    )?;
    let mut rows = select.query(params![chat.0])?;
    while let Some(row) = rows.next()? {
        let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
        wishes.set(&key, &value);
    }
    Ok(wishes)
}

impl Wishes {
    fn set(&mut self, key: &str, value: &str) {
        match key {
            "quiet" => self.quiet = value.split_once('-').and_then(|(from, to)| Some((time(from)?, time(to)?))),
            "zone" => self.zone = zone(value).unwrap_or_else(|| self.zone.clone()),
            // Hours of the morning are those of the next one.
            "report_at" => self.report = time(value).map(|time| (time, time.hour() < NOON)),
            key => {
                let topic = key.strip_prefix("level.").and_then(Topic::from_name);
                self.levels.extend(topic.zip(level(value)));
            }
        }
    }

    /// How loud messages of a topic are; the exchange's hours make no sound unless they are wanted to.
    pub(super) fn level(&self, topic: Topic) -> Level {
        let chosen = self.levels.iter().find(|(known, _)| *known == topic).map(|(_, level)| *level);
        chosen.unwrap_or(if topic == Topic::Hours { Level::Silent } else { Level::On })
    }

    /// When the quiet hours end in which an instant lies; `None` where it lies in none.
    pub(super) fn quiet_until(&self, at: Timestamp) -> Option<Timestamp> {
        let (from, to) = self.quiet.filter(|(from, to)| from != to)?;
        let local = self.zone.to_datetime(at);
        let now = local.time();
        let day = if from < to {
            (from <= now && now < to).then_some(local.date())
        } else if now >= from {
            local.date().checked_add(1.day()).ok()
        } else {
            (now < to).then_some(local.date())
        }?;
        // Where the clocks change in between, quiet ends when they show that time.
        let end = self.zone.to_ambiguous_timestamp(day.to_datetime(to)).compatible().ok()?;
        (end > at).then_some(end)
    }

    /// Until when a notice that is taken in at `now` is held; `None` where it goes at once.
    pub(super) fn not_before(&self, notice: &Notice, now: Timestamp) -> Option<Timestamp> {
        if notice.topic().is_urgent() {
            return None;
        }
        let wanted = match notice {
            Notice::Report { date, .. } | Notice::Period { date, .. } => self.report_at(*date).filter(|at| *at > now),
            _ => None,
        };
        self.quiet_until(wanted.unwrap_or(now)).or(wanted)
    }

    fn report_at(&self, date: Date) -> Option<Timestamp> {
        let (time, tomorrow) = self.report?;
        let day = if tomorrow { date.tomorrow().ok()? } else { date };
        ExchangeCalendar::nyse().at_new_york(day, time)
    }
}

/// A time of day in the form `22` or `22:30`.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The bundled zone of that name, so that every machine holds a message equally long.
fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "on" => Level::On,
        "silent" => Level::Silent,
        "off" => Level::Off,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::symbol::Symbol;

    fn with(settings: &[(&str, &str)]) -> Wishes {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::storage::Store::open(&folder.path().join("test.db")).unwrap();
        let settings: Vec<(String, String)> =
            settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        store
            .write(move |transaction| {
                for (key, value) in &settings {
                    transaction.execute(
                        "INSERT INTO settings (at_us, by_user, whose, key, value) VALUES (0, 7, 7, ?1, nullif(?2, ''))",
                        [key, value],
                    )?;
                }
                Ok(())
            })
            .unwrap();
        store.read(|connection| wishes(connection, PersonId(7))).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_newest_setting_counts_and_nonsense_does_not() {
        let none = with(&[]);
        assert_eq!((none.level(Topic::Trades), none.level(Topic::Hours)), (Level::On, Level::Silent));
        let set = with(&[
            ("level.trades", "off"),
            ("level.trades", "silent"),
            ("level.hours", "on"),
            ("level.stops", "off"),
            ("level.stops", ""),
            ("level.sources", "shouting"),
            ("level.nothing", "off"),
            ("quiet", "ten to seven"),
            ("zone", "Mars/Olympus"),
            ("theme", "light"),
        ]);
        assert_eq!((set.level(Topic::Trades), set.level(Topic::Hours)), (Level::Silent, Level::On));
        assert_eq!((set.level(Topic::Stops), set.level(Topic::Sources)), (Level::On, Level::On));
        assert_eq!(set.quiet_until(at("2026-01-05T08:00:00Z")), None);
    }

    #[test]
    fn quiet_hours_end_at_the_readers_own_clock() {
        let berlin = with(&[("quiet", "22-7"), ("zone", "Europe/Berlin")]);
        for (now, end) in [
            ("2026-01-05T20:59:59Z", None),
            ("2026-01-05T21:00:00Z", Some("2026-01-06T06:00:00Z")),
            ("2026-01-06T05:59:59Z", Some("2026-01-06T06:00:00Z")),
            ("2026-01-06T06:00:00Z", None),
            // The night in which the clocks go forward.
            ("2026-03-28T22:00:00Z", Some("2026-03-29T05:00:00Z")),
            ("2026-10-24T22:00:00Z", Some("2026-10-25T06:00:00Z")),
        ] {
            assert_eq!(berlin.quiet_until(at(now)), end.map(at), "{now}");
        }
        let noon = with(&[("quiet", "12-13:30")]);
        assert_eq!(noon.quiet_until(at("2026-01-05T17:00:00Z")), Some(at("2026-01-05T18:30:00Z")));
        assert_eq!(noon.quiet_until(at("2026-01-05T18:30:00Z")), None);
        assert_eq!(with(&[("quiet", "7-7")]).quiet_until(at("2026-01-05T12:00:00Z")), None);
    }

    #[test]
    fn reports_come_when_they_are_wanted() {
        let report = Notice::Report { symbol: Symbol::new("RTX").unwrap(), date: jiff::civil::date(2026, 1, 5) };
        let made = at("2026-01-05T22:00:00Z");
        let held = |settings: &[(&str, &str)]| with(settings).not_before(&report, made);
        assert_eq!(held(&[]), None);
        assert_eq!(held(&[("report_at", "17")]), None);
        assert_eq!(held(&[("report_at", "20")]), Some(at("2026-01-06T01:00:00Z")));
        assert_eq!(held(&[("report_at", "7")]), Some(at("2026-01-06T12:00:00Z")));
        let night = [("report_at", "20"), ("quiet", "22-7"), ("zone", "Europe/Berlin")];
        assert_eq!(held(&night), Some(at("2026-01-06T06:00:00Z")), "the time that was wanted is a quiet one");
        let halted =
            Notice::Halted { reason: crate::domain::desk::fact::Halt::LossesInRow, at: at("2026-01-06T03:00:00Z") };
        let asleep = with(&night[1..]);
        assert_eq!(asleep.not_before(&halted, at("2026-01-06T03:00:00Z")), None, "it is of no use later");
    }
}
