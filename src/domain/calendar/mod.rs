//! The calendar of the New York Stock Exchange from 2000 to 2030, and the trading clock that runs on it.

mod closures;
mod holidays;
mod trading_clock;

#[cfg(test)]
mod facts;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time, Weekday, time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use crate::domain::session::Session;

pub use closures::{Closure, EarlyClose};
pub use trading_clock::{Decisions, Due, Step};

/// Every regular session of the exchange from 2000-01-01 to 2030-12-31, New York dates.
///
/// Nothing is looked up: holidays, early closes and daylight saving follow from rules, and only what no rule could
/// foresee (days of mourning, storms) is listed. Late openings and trading halts are no part of it: the bell of
/// 2002-09-11, which rang at noon, stands here at 09:30, and the data simply have no bars before it.
///
/// Questions about instants or dates outside those years are answered with `None`: a calendar that guesses at closures
/// nobody has announced would settle predictions at the wrong price.
#[derive(Debug)]
pub struct ExchangeCalendar {
    zone: TimeZone,
    sessions: Vec<Session>,
    closures: Vec<(Date, Closure)>,
    early_closes: Vec<(Date, EarlyClose)>,
    /// The seconds since 1970 that the calendar speaks of.
    covered: Range<i64>,
    /// For each day since [`FIRST_DAY`], how many sessions are dated on or before it. Sessions run from 13:30 to 21:00
    /// UTC, so the day in New York and the day in UTC are the same for them, and finding one needs no search.
    sessions_until: Vec<u16>,
    /// Trading seconds before each session, and after the last one the sum of all.
    seconds_before: Vec<i64>,
}

const FIRST_YEAR: i16 = 2000;
const LAST_YEAR: i16 = 2030;
const FIRST_DAY: Date = Date::constant(FIRST_YEAR, 1, 1);
/// Midnight of [`FIRST_DAY`] in UTC, in seconds since 1970.
const FIRST_DAY_SECOND: i64 = 946_684_800;
const DAY_SECONDS: i64 = 86_400;

/// Days of a common year before each month.
const DAYS_BEFORE_MONTH: [usize; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const OPEN: Time = time(9, 30, 0, 0);
const FULL_SECONDS: i64 = 23_400;
const EARLY_SECONDS: i64 = 12_600;

static NYSE: LazyLock<ExchangeCalendar> =
    LazyLock::new(|| ExchangeCalendar::build().unwrap_or_else(|_| ExchangeCalendar::empty()));

impl ExchangeCalendar {
    /// The calendar, computed on the first call (about two milliseconds) and shared afterwards.
    pub fn nyse() -> &'static Self {
        &NYSE
    }

    /// All sessions in order; the indices that other methods take and give count in this slice.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// The session at `index` of [`Self::sessions`].
    pub fn session(&self, index: usize) -> Option<&Session> {
        self.sessions.get(index)
    }

    /// Whether `at` lies in the years the calendar knows.
    pub fn covers(&self, at: Timestamp) -> bool {
        self.covered.contains(&at.as_second())
    }

    /// The session of a New York date; `None` on weekends, holidays and outside 2000-2030.
    pub fn session_on(&self, date: Date) -> Option<&Session> {
        self.sessions.get(self.index_on(date)?)
    }

    /// The index of the session of a New York date; `None` on weekends, holidays and outside 2000-2030.
    pub fn index_on(&self, date: Date) -> Option<usize> {
        let until = self.sessions_until.get(day_number(date)?)?;
        let index = usize::from(*until).checked_sub(1)?;
        (self.sessions.get(index)?.date == date).then_some(index)
    }

    /// The index of the last session that opened at or before `at`.
    pub fn index_at_or_before(&self, at: Timestamp) -> Option<usize> {
        if !self.covers(at) {
            return None;
        }
        let day = (at.as_second() - FIRST_DAY_SECOND) / DAY_SECONDS;
        let newest = usize::from(*self.sessions_until.get(usize::try_from(day).ok()?)?).checked_sub(1)?;
        // Bells ring at whole seconds.
        let opened = self.sessions.get(newest)?.open.as_second() <= at.as_second();
        if opened { Some(newest) } else { newest.checked_sub(1) }
    }

    /// The index of the first session that opens after `at`, an opening bell at `at` itself left out.
    pub fn index_after(&self, at: Timestamp) -> Option<usize> {
        let next = self.index_at_or_before(at).map_or(0, |index| index + 1);
        (self.covers(at) && next < self.sessions.len()).then_some(next)
    }

    /// The first session that opens after `at`, an opening bell at `at` itself left out.
    pub fn next_session_after(&self, at: Timestamp) -> Option<&Session> {
        self.sessions.get(self.index_after(at)?)
    }

    /// The session with `open < at <= close`: the one whose decisions and closed bars an instant belongs to. The
    /// closing bell counts, for the last decision falls on it; the opening bell does not, for no bar is closed then.
    pub fn session_containing(&self, at: Timestamp) -> Option<&Session> {
        let session = self.sessions.get(self.index_at_or_before(at)?)?;
        (session.open < at && at <= session.close).then_some(session)
    }

    /// The session in which a bar lies that begins and ends at these seconds since 1970; `None` where it lies in none, or not wholly.
    pub fn session_around(&self, start_s: i64, end_s: i64) -> Option<&Session> {
        if !self.covered.contains(&end_s) {
            return None;
        }
        let day = (end_s - FIRST_DAY_SECOND) / DAY_SECONDS;
        let index = usize::from(*self.sessions_until.get(usize::try_from(day).ok()?)?).checked_sub(1)?;
        let session = self.sessions.get(index)?;
        (session.open.as_second() <= start_s && end_s <= session.close.as_second()).then_some(session)
    }

    /// Whether shares can be traded in the regular session at `at`: `open <= at < close`.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.index_at_or_before(at)
            .and_then(|index| self.sessions.get(index))
            .is_some_and(|session| session.open <= at && at < session.close)
    }

    /// Why a weekday has no session; `None` for sessions, weekends and dates outside 2000-2030.
    pub fn closure(&self, date: Date) -> Option<Closure> {
        listed(&self.closures, date)
    }

    /// Why the session of a date ends at 13:00; `None` for full sessions and days without one.
    pub fn early_close(&self, date: Date) -> Option<EarlyClose> {
        listed(&self.early_closes, date)
    }

    /// What the clocks and calendars of New York show at an instant, in any year.
    pub fn new_york(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// The instant at which New York clocks show `time` on `date`. In the hour that spring skips it is the same
    /// distance after the change, in the hour that autumn repeats the first of the two. `None` only at the far ends of
    /// what a timestamp can hold.
    pub fn at_new_york(&self, date: Date, time: Time) -> Option<Timestamp> {
        self.zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().ok()
    }

    /// Computes everything; cannot fail while the zone is bundled into the program and the years are sensible.
    fn build() -> Result<Self, jiff::Error> {
        // The bundled zone, not that of the machine: two machines must agree on every opening bell.
        let zone = TimeZoneDatabase::bundled().get("America/New_York")?;
        let end = zone.to_timestamp(DateTime::from_parts(Date::new(LAST_YEAR + 1, 1, 1)?, Time::midnight()))?;
        let begin = zone.to_timestamp(DateTime::from_parts(FIRST_DAY, Time::midnight()))?;
        let mut calendar = Self { zone, covered: begin.as_second()..end.as_second(), ..Self::empty() };
        for year in FIRST_YEAR..=LAST_YEAR {
            calendar.closures.extend(holidays::of_year(year)?);
            calendar.early_closes.extend(holidays::early_closes_of_year(year)?);
        }
        calendar.closures.extend(closures::UNSCHEDULED);
        calendar.closures.sort_unstable_by_key(|(date, _)| *date);
        calendar.early_closes.sort_unstable_by_key(|(date, _)| *date);
        calendar.lay_out_sessions()?;
        Ok(calendar)
    }

    fn lay_out_sessions(&mut self) -> Result<(), jiff::Error> {
        let mut elapsed = 0;
        let mut date = FIRST_DAY;
        while date.year() <= LAST_YEAR {
            let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
            if !weekend && self.closure(date).is_none() {
                let length = if self.early_close(date).is_some() { EARLY_SECONDS } else { FULL_SECONDS };
                let open = self.zone.to_timestamp(date.to_datetime(OPEN))?;
                let close = open.checked_add(SignedDuration::from_secs(length))?;
                self.sessions.push(Session { date, open, close });
                self.seconds_before.push(elapsed);
                elapsed += length;
            }
            self.sessions_until.push(u16::try_from(self.sessions.len()).unwrap_or(u16::MAX));
            date = date.tomorrow()?;
        }
        // New York's last evening is already the next day in UTC.
        self.sessions_until.extend(self.sessions_until.last().copied());
        self.seconds_before.push(elapsed);
        Ok(())
    }

    /// A calendar that knows no session and so answers every question with `None`.
    fn empty() -> Self {
        Self {
            zone: TimeZone::UTC,
            sessions: Vec::new(),
            closures: Vec::new(),
            early_closes: Vec::new(),
            covered: 0..0,
            sessions_until: Vec::new(),
            seconds_before: Vec::new(),
        }
    }
}

/// Days from [`FIRST_DAY`] to a date of the calendar's years; `None` for other years.
fn day_number(date: Date) -> Option<usize> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        return None;
    }
    let years = usize::try_from(date.year() - FIRST_YEAR).ok()?;
    let months = usize::try_from(date.month() - 1).ok()?;
    // From 2000 to 2030 every fourth year has a day more, the first one among them.
    let leap_days = years.div_ceil(4) + usize::from(years % 4 == 0 && months >= 2);
    Some(years * 365 + leap_days + DAYS_BEFORE_MONTH.get(months)? + usize::try_from(date.day() - 1).ok()?)
}

fn listed<T: Copy>(entries: &[(Date, T)], date: Date) -> Option<T> {
    let position = entries.binary_search_by_key(&date, |(day, _)| *day).ok()?;
    entries.get(position).map(|(_, entry)| *entry)
}
