//! What features remember of earlier decisions, and the row of a decision that follows from it.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::columns;
use super::schema::{CHANGES, DAY, RETURNS, SQUARES, STEPS};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::horizon::Horizon;
use crate::domain::session::STEP_SECONDS;
use crate::domain::signal::SignalKind;
use crate::domain::training::observation::Seen;
use crate::domain::unit::LogPrice;

/// Decisions that are remembered: those of the longest return, and a quarter more where some are missing.
const DECISIONS_KEPT: i64 = 130 + 130 / 4 + 1;

/// Sessions over which the mean volatility is taken.
const SESSIONS_KEPT: usize = 60;

/// Sessions below which there is no mean volatility.
const SESSIONS_MIN: usize = 20;

/// No number is told beyond this.
const VALUE_MAX: f64 = 1_000.0;

/// No ratio to an expected move is told beyond this: a price that jumps farther tells no more.
const DEVIATIONS_MAX: f64 = 50.0;

/// An earlier decision.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    /// Its running number on the trading clock.
    number: i64,
    /// Index of its session.
    session: usize,
    price: LogPrice,
    /// Scores, 0 where silent.
    scores: [f32; SignalKind::COUNT],
    /// A bit for each signal that spoke, the first lowest.
    spoke: u8,
    /// ln of the expected standard deviation at the primary horizon.
    sigma_log: f64,
}

impl Entry {
    fn of(seen: &Seen) -> Option<(Step, Self)> {
        let calendar = ExchangeCalendar::nyse();
        let step = calendar.decision_at(seen.at)?;
        let (number, price) = (calendar.number(step)?, LogPrice::of(seen.price)?);
        let [.., sigma] = seen.sigmas;
        let sigma_log = Some(libm::log(sigma)).filter(|log| log.is_finite())?;
        let (mut scores, mut spoke) = ([0.0; SignalKind::COUNT], 0);
        for (place, (score, (_, reading))) in scores.iter_mut().zip(seen.readings.iter()).enumerate() {
            if let Some(said) = reading.score() {
                *score = said.get() as f32;
                spoke |= 1 << place;
            }
        }
        Some((step, Self { number, session: step.session, price, scores, spoke, sigma_log }))
    }

    /// What each signal said, in order; `None` where it was silent.
    fn said(&self) -> impl Iterator<Item = Option<f64>> {
        let spoke = self.spoke;
        self.scores
            .into_iter()
            .enumerate()
            .map(move |(place, score)| (spoke >> place & 1 == 1).then_some(f64::from(score)))
    }
}

/// What is remembered of earlier decisions. It never grows beyond the windows that features look back on, and whatever came before them leaves no trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Earlier decisions with a prediction, the oldest first; the last is the newest.
    entries: VecDeque<Entry>,
    /// The logarithm of sigma at the last decision of each complete session, the oldest first.
    sessions: VecDeque<(usize, f64)>,
}

impl Memory {
    /// The row of a decision, [`columns`] numbers; the decision is remembered. Missing numbers are NaN, none is infinite.
    pub fn take(&mut self, seen: &Seen) -> Vec<f32> {
        self.remember(seen);
        self.row(seen)
    }

    /// Remembers a decision without making its row. Decisions come in order; one that is not on the trading clock is left out.
    pub fn remember(&mut self, seen: &Seen) {
        let Some((_, entry)) = Entry::of(seen) else { return };
        while self.entries.back().is_some_and(|last| last.number >= entry.number) {
            self.entries.pop_back();
        }
        if let Some(last) = self.entries.back().filter(|last| last.session < entry.session)
            && self.sessions.back().is_none_or(|(session, _)| *session < last.session)
        {
            self.sessions.push_back((last.session, last.sigma_log));
        }
        self.entries.push_back(entry);
        while self.entries.front().is_some_and(|first| first.number < entry.number - DECISIONS_KEPT) {
            self.entries.pop_front();
        }
        while self.sessions.front().is_some_and(|(session, _)| session + SESSIONS_KEPT < entry.session) {
            self.sessions.pop_front();
        }
    }

    /// Puts something else in the place of the decision that was remembered last, or nothing.
    pub fn replace_last(&mut self, seen: Option<&Seen>) {
        self.entries.pop_back();
        if let Some(seen) = seen {
            self.remember(seen);
        }
    }

    /// The row of the decision that was remembered last.
    pub fn row(&self, seen: &Seen) -> Vec<f32> {
        let all = columns();
        let mut row = Row(Vec::with_capacity(all.count()));
        row.signals(seen);
        match Entry::of(seen) {
            Some((step, now)) => {
                self.histories(&now, &mut row);
                self.prices(&now, seen, &mut row);
                times(step, &mut row);
                row.0.resize(all.tabular, f32::NAN);
                self.sequence(&now, &mut row);
            }
            None => row.0.resize(all.tabular, f32::NAN),
        }
        row.0.resize(all.count(), 0.0);
        row.0
    }

    /// The decision that many before number `now`; where that one is missing, one up to a quarter of the distance before it.
    fn back(&self, now: i64, decisions: i64) -> Option<&Entry> {
        let until = self.entries.partition_point(|entry| entry.number <= now - decisions);
        self.entries.get(until.checked_sub(1)?).filter(|entry| entry.number >= now - decisions - decisions / 4)
    }

    /// The decisions of the last so many up to number `now`, the newest first.
    fn last(&self, now: i64, decisions: i64) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .rev()
            .skip_while(move |entry| entry.number > now)
            .take_while(move |entry| entry.number > now - decisions)
    }

    /// Returns of one decision among the last so many: number and log return, the newest first.
    fn returns(&self, now: i64, decisions: i64) -> impl Iterator<Item = (i64, f64)> {
        let pairs = self.last(now, decisions + 1).zip(self.last(now, decisions + 1).skip(1));
        pairs
            .filter(|(later, earlier)| later.number == earlier.number + 1)
            .map(|(later, earlier)| (later.number, later.price.since(earlier.price)))
    }

    fn histories(&self, now: &Entry, row: &mut Row) {
        for decisions in CHANGES {
            let before = self.back(now.number, decisions);
            for (place, said) in now.said().enumerate() {
                row.put(said.zip(before.and_then(|entry| entry.said().nth(place)?)).map(|(now, then)| now - then));
            }
        }
        let (mut sums, mut spoken, mut all) = ([0.0; SignalKind::COUNT], [0_u32; SignalKind::COUNT], 0_u32);
        for entry in self.last(now.number, DAY) {
            all += 1;
            for ((sum, spoken), said) in sums.iter_mut().zip(&mut spoken).zip(entry.said()) {
                *sum += said.unwrap_or(0.0);
                *spoken += u32::from(said.is_some());
            }
        }
        for (sum, spoken) in sums.into_iter().zip(spoken) {
            row.put((spoken > 0).then(|| sum / f64::from(spoken)));
        }
        for spoken in spoken {
            row.put((all > 0).then(|| f64::from(all - spoken) / f64::from(all)));
        }
    }

    fn prices(&self, now: &Entry, seen: &Seen, row: &mut Row) {
        let [one_hour, four_hours, one_day] = seen.sigmas;
        for decisions in RETURNS {
            row.put(self.back(now.number, decisions).map(|entry| {
                let expected = one_day * share_of_day(now.number - entry.number).sqrt();
                deviations(now.price.since(entry.price), expected)
            }));
        }
        for decisions in SQUARES {
            let (mut sum, mut count) = (0.0, 0_u32);
            for (_, by) in self.returns(now.number, decisions) {
                let size = deviations(by, one_day * share_of_day(1).sqrt());
                sum += size * size;
                count += 1;
            }
            row.put((2 * i64::from(count) >= decisions).then(|| libm::log1p(sum / f64::from(count))));
        }
        for (sigma, horizon) in [(one_hour, Horizon::OneHour), (four_hours, Horizon::FourHours)] {
            row.put(Some(libm::log(sigma / (one_day * share_of_day(i64::from(horizon.bars())).sqrt()))));
        }
        row.put(self.sigma_level(now));
        let [.., band] = seen.bands;
        row.put(Some(band / one_day));
    }

    /// How much larger the volatility is than on average over the last sessions, in logarithms.
    fn sigma_level(&self, now: &Entry) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0_u32);
        for (_, log) in self.sessions.iter().filter(|(session, _)| *session < now.session) {
            sum += log;
            count += 1;
        }
        (count as usize >= SESSIONS_MIN).then(|| now.sigma_log - sum / f64::from(count))
    }

    fn sequence(&self, now: &Entry, row: &mut Row) {
        let expected = libm::exp(now.sigma_log) * share_of_day(1).sqrt();
        for back in (0..STEPS).rev() {
            let number = now.number - back;
            let place = self.entries.binary_search_by_key(&number, |entry| entry.number).ok();
            let entry = place.and_then(|place| self.entries.get(place));
            let before = place.and_then(|place| self.entries.get(place.checked_sub(1)?));
            let moved = entry.zip(before.filter(|before| before.number + 1 == number));
            row.put(Some(moved.map_or(0.0, |(entry, before)| deviations(entry.price.since(before.price), expected))));
            for score in entry.map_or([0.0; SignalKind::COUNT], |entry| entry.scores) {
                row.put(Some(f64::from(score)));
            }
        }
    }
}

/// The share of a full day's variance that so many decisions have on average.
fn share_of_day(decisions: i64) -> f64 {
    decisions as f64 / DAY as f64
}

/// A log return in units of what was expected.
fn deviations(by: f64, expected: f64) -> f64 {
    (by / expected).clamp(-DEVIATIONS_MAX, DEVIATIONS_MAX)
}

/// When it is: the time of day, the day of the week, and what lies between the decision and its horizons.
fn times(step: Step, row: &mut Row) {
    let calendar = ExchangeCalendar::nyse();
    let angle = std::f64::consts::TAU * share_of_day(step.slot);
    row.put(Some(libm::sin(angle)));
    row.put(Some(libm::cos(angle)));
    let session = calendar.session(step.session);
    let left = session.map(|session| (session.decisions() - step.slot) * STEP_SECONDS / 60);
    row.put(left.map(|minutes| minutes as f64));
    let weekday = session.map(|session| session.date.weekday().to_monday_one_offset());
    for day in 1..=5 {
        row.put(weekday.map(|weekday| f64::from(u8::from(weekday == day))));
    }
    for horizon in [Horizon::OneHour, Horizon::FourHours] {
        row.put(calendar.due_of(step, horizon).map(|due| f64::from(u8::from(due.crosses_close))));
    }
    let next = session.zip(calendar.session(step.session + 1));
    let nights = next.and_then(|(this, next)| this.date.until(next.date).ok());
    row.put(nights.map(|span| f64::from(span.get_days())));
}

/// A row that is being written.
struct Row(Vec<f32>);

impl Row {
    /// Appends a number; what is missing or no finite number becomes NaN.
    fn put(&mut self, value: Option<f64>) {
        // Adding zero makes the negative zero positive: the mirrored row must be the same to the bit.
        let finite = value.filter(|value| value.is_finite());
        self.0.push(finite.map_or(f32::NAN, |value| value.clamp(-VALUE_MAX, VALUE_MAX) as f32 + 0.0));
    }

    fn signals(&mut self, seen: &Seen) {
        let scores = || seen.readings.iter().map(|(_, reading)| reading.score());
        for score in scores() {
            self.put(score.map(|score| f64::from(score.get() as f32)));
        }
        for score in scores() {
            self.put(Some(f64::from(u8::from(score.is_some()))));
        }
        for age_s in seen.ages_s {
            self.put(age_s.map(|age_s| libm::log1p(f64::from(age_s))));
        }
        for (components, age_s) in seen.components.iter().zip(seen.ages_s) {
            for component in components {
                self.put(age_s.map(|_| f64::from(*component)));
            }
        }
    }
}
