//! How much the price is expected to move: variance per day, its share per slot of the day, and the HOLD band.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::session::Session;
use crate::domain::unit::LogPrice;
use crate::engine::window::ClosedBar;

/// Slots of a full day; the last one holds the night and the first 15 minutes after it.
const SLOTS: usize = 26;

/// Share of the daily variance that falls into the night, before any was measured.
const NIGHT_SHARE_PRIOR: f64 = 0.3;

/// Half-life of the exponentially weighted daily variance, days.
const DAILY_HALF_LIFE: f64 = 10.0;

/// Half-life of each slot's share of the daily variance, days.
#[cfg(test)]
const PROFILE_HALF_LIFE: f64 = 60.0;

/// What remains of a slot's share after a day: 2^(-1/60).
const PROFILE_KEEP: f64 = 0.988_514_020_352_896_2;

/// Sessions that a return may touch: four hours from an early close over another one.
const SESSIONS_MAX: usize = 3;

/// A slot's squared return counts at most as this many times what is usual in that slot.
const WINSOR: f64 = 25.0;

/// Complete days before a volatility is stated at all.
const DAYS_MIN: u32 = 5;

/// A day counts when at least this share of its slots was seen.
const DAY_COVERAGE_MIN: f64 = 0.75;

/// Half-width of the HOLD band in standard deviations of the horizon's return.
const BAND_SIGMAS: f64 = 0.25;

/// What trading costs, in standard deviations of the 24-hour return, where no option chain says better.
const BAND_COST_DAY_SIGMAS: f64 = 0.30;

/// Expected volatility of one symbol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Volatility {
    /// Exponentially weighted variance of a day's log return.
    daily: f64,
    days: u32,
    /// What is expected of the next day: it changes when a day ends.
    ahead: Ahead,
    /// Share of the daily variance from each decision to the next, not normalised.
    profile: [f64; SLOTS],
    /// Their sum.
    whole: f64,
    har: Har,
    last: Option<(Step, LogPrice)>,
    today: Today,
}

/// Expected variance of the next day's log return, and its root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Ahead {
    variance: f64,
    sigma: f64,
}

/// What the day so far adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Today {
    /// Σ r².
    squares: f64,
    /// Returns seen.
    seen: u32,
    /// Σ of the profile over the slots seen.
    share: f64,
}

impl Default for Volatility {
    fn default() -> Self {
        let mut profile = [(1.0 - NIGHT_SHARE_PRIOR) / SLOTS as f64; SLOTS];
        if let Some(night) = profile.last_mut() {
            *night += NIGHT_SHARE_PRIOR;
        }
        Self::of(profile)
    }
}

impl Volatility {
    /// That of a symbol of which nothing but the shape of the day is known.
    fn of(profile: [f64; SLOTS]) -> Self {
        let whole = profile.iter().sum();
        let (ahead, har, today) = (Ahead::default(), Har::default(), Today::default());
        Self { daily: 0.0, days: 0, ahead, profile, whole, har, last: None, today }
    }

    /// Whether enough days have been seen to state a volatility.
    pub fn is_ready(&self) -> bool {
        self.days >= DAYS_MIN
    }

    /// Whether the price has moved at all; where it has not, no standard deviation can be stated.
    pub fn moves(&self) -> bool {
        self.ahead.variance.is_finite() && self.ahead.variance > 0.0
    }

    /// Expected standard deviation of the next day's log return; `None` before [`Volatility::is_ready`].
    pub fn daily_sigma(&self) -> Option<f64> {
        (self.is_ready() && self.moves()).then_some(self.ahead.sigma)
    }

    /// Takes a closed bar in.
    pub fn observe(&mut self, bar: &ClosedBar) {
        let previous = self.last.replace((bar.step, bar.close));
        let Some((step, close)) = previous else { return };
        // Only a return that the bar itself spans is known to be of the slots between; after a gap it is not.
        if ExchangeCalendar::nyse().steps_from(step, bar.step) == Some(bar.covers) {
            self.learn(step, bar, bar.close.since(close) * bar.close.since(close));
        }
        if bar.step.session != step.session {
            self.end_day(step.session);
        }
    }

    /// Forgets all but the shape of the day, because what follows lies long after what was seen.
    pub fn break_off(&mut self) {
        *self = Self::of(self.profile);
    }

    /// Expected standard deviation of the log return from a decision until `due`; `None` before [`Volatility::is_ready`] or where `due` is no
    /// decision.
    pub fn sigma(&self, from: Step, due: Timestamp) -> Option<f64> {
        let [sigma] = self.sigmas(from, [due])?;
        Some(sigma)
    }

    /// As [`Self::sigma`], for several due instants at once: where they come in order, what lies before one is added up for the next as well.
    pub fn sigmas<const N: usize>(&self, from: Step, dues: [Timestamp; N]) -> Option<[f64; N]> {
        let mut sigmas = [0.0; N];
        let (mut until, mut share) = (from, 0.0);
        for (sigma, due) in sigmas.iter_mut().zip(dues) {
            let due = ExchangeCalendar::nyse().decision_at(due)?;
            if due < until {
                (until, share) = (from, 0.0);
            }
            share = self.add_share(share, until, due);
            until = due;
            *sigma = (self.ahead.variance * share / self.whole).sqrt();
        }
        let sound = self.is_ready() && sigmas.iter().all(|sigma| sigma.is_finite() && *sigma > 0.0);
        sound.then_some(sigmas)
    }

    /// Adds the share of the daily variance from one decision to another, not normalised, to `share`.
    fn add_share(&self, mut share: f64, from: Step, to: Step) -> f64 {
        let [day @ .., night] = &self.profile;
        each_stretch(from, to, |slots, ends| {
            share = day.get(slots).unwrap_or_default().iter().fold(share, |share, part| share + part);
            share += if ends { *night } else { 0.0 };
        });
        share
    }

    /// Spreads the squared return of a bar over the slots it spans, in the proportion of what was known of them.
    fn learn(&mut self, from: Step, bar: &ClosedBar, squared: f64) {
        let (share, daily) = (self.add_share(0.0, from, bar.step), self.daily);
        self.today.squares += squared;
        self.today.seen += u32::try_from(bar.covers).unwrap_or(0);
        self.today.share += share;
        if daily <= 0.0 || share <= 0.0 {
            return;
        }
        let [day @ .., night] = &mut self.profile;
        let learn = |part: &mut f64| {
            let seen = (squared * *part / share / daily).min(WINSOR * *part);
            *part = PROFILE_KEEP * *part + (1.0 - PROFILE_KEEP) * seen;
        };
        each_stretch(from, bar.step, |slots, ends| {
            day.get_mut(slots).unwrap_or_default().iter_mut().for_each(learn);
            if ends {
                learn(night);
            }
        });
        self.whole = self.profile.iter().sum();
    }

    fn end_day(&mut self, session: usize) {
        let today = std::mem::take(&mut self.today);
        let decisions =
            ExchangeCalendar::nyse().session(session).map_or(SLOTS as f64, |session| session.decisions() as f64);
        if f64::from(today.seen) < DAY_COVERAGE_MIN * decisions || today.share <= 0.0 {
            return;
        }
        // Early closes and missing bars: the slots that were seen speak for the whole day.
        let variance = today.squares * self.profile.iter().sum::<f64>() / today.share;
        self.days += 1;
        let weight = (1.0 - half_life_factor(DAILY_HALF_LIFE)).max(1.0 / f64::from(self.days));
        self.daily += weight * (variance - self.daily);
        self.har.observe(variance);
        let variance = self.har.forecast().unwrap_or(self.daily);
        self.ahead = Ahead { variance, sigma: variance.sqrt() };
    }
}

/// Half-width of the HOLD band on a log return: a quarter of its standard deviation, and never less than the cost of trading.
pub fn hold_band(sigma: f64, sigma_one_day: f64) -> f64 {
    (BAND_SIGMAS * sigma).max(BAND_COST_DAY_SIGMAS * sigma_one_day)
}

/// Probability that a normal return of that standard deviation stays within the band.
pub fn share_within(band: f64, sigma: f64) -> f64 {
    libm::erf(band / (sigma * std::f64::consts::SQRT_2))
}

/// Goes through the slots from one decision to another, in order, session by session: first those of the day, then whether the night
/// follows. A decision's slot is its place in the day; the last decision of a session, early closes included, opens the night. Ends after
/// [`SESSIONS_MAX`] sessions.
fn each_stretch(from: Step, to: Step, mut visit: impl FnMut(Range<usize>, bool)) {
    let calendar = ExchangeCalendar::nyse();
    let index = |slot: i64| usize::try_from(slot - 1).unwrap_or(0);
    let mut at = from;
    while at < to && at.session < from.session + SESSIONS_MAX {
        let decisions = calendar.session(at.session).map_or(0, Session::decisions);
        let end = if at.session == to.session { to.slot } else { decisions + 1 };
        visit(index(at.slot)..index(end.min(decisions)), end > decisions);
        at = Step { session: at.session + 1, slot: 1 };
    }
}

/// What remains of a weight after one step.
pub(super) fn half_life_factor(half_life: f64) -> f64 {
    libm::exp2(-1.0 / half_life)
}

/// Days a regression must have learned from before it replaces the weighted mean: 250 less the month that its first inputs take.
const HAR_DAYS_MIN: u32 = 250 - 22;

/// Days before misses are counted as noise.
const HAR_SETTLING_DAYS: u32 = 60;

/// Half-life of the regression's memory, days.
const HAR_HALF_LIFE: f64 = 500.0;

/// Variance of the coefficients before any day was seen.
const HAR_PRIOR_VARIANCE: f64 = 10.0;

/// A day's variance below this is counted as this much, so that its logarithm exists: a tenth of a basis point of volatility.
const VARIANCE_FLOOR: f64 = 1e-10;

/// Heterogeneous autoregression of log variance on its last day, week and month (Corsi 2009), by recursive least squares with forgetting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Har {
    /// Log variances of the last 22 days, newest last.
    month: Vec<f64>,
    days: u32,
    coefficients: [f64; 4],
    /// Inverse of the weighted moment matrix; empty before the first day.
    covariance: Vec<[f64; 4]>,
    /// Weighted mean squared error.
    error: f64,
}

impl Har {
    fn observe(&mut self, variance: f64) {
        let log = libm::log(variance.max(VARIANCE_FLOOR));
        if let Some(inputs) = self.inputs() {
            self.learn(inputs, log);
        }
        if self.month.len() == 22 {
            self.month.remove(0);
        }
        self.month.push(log);
    }

    /// Constant, last day, mean of the week, mean of the month.
    fn inputs(&self) -> Option<[f64; 4]> {
        if self.month.len() < 22 {
            return None;
        }
        let mean = |days: usize| self.month.iter().rev().take(days).sum::<f64>() / days as f64;
        Some([1.0, mean(1), mean(5), mean(22)])
    }

    fn learn(&mut self, inputs: [f64; 4], log: f64) {
        if self.covariance.is_empty() {
            self.covariance = (0..4)
                .map(|row| std::array::from_fn(|column| if row == column { HAR_PRIOR_VARIANCE } else { 0.0 }))
                .collect();
        }
        let keep = half_life_factor(HAR_HALF_LIFE);
        let gain: [f64; 4] =
            std::array::from_fn(|row| self.covariance.get(row).map_or(0.0, |cells| dot(cells, &inputs)));
        let scale = keep + dot(&gain, &inputs);
        let miss = log - dot(&self.coefficients, &inputs);
        for (coefficient, gain) in self.coefficients.iter_mut().zip(gain) {
            *coefficient += gain / scale * miss;
        }
        for (cells, row_gain) in self.covariance.iter_mut().zip(gain) {
            for (cell, column_gain) in cells.iter_mut().zip(gain) {
                *cell = (*cell - row_gain * column_gain / scale) / keep;
            }
        }
        self.days += 1;
        // The first misses come from coefficients that know nothing yet and say nothing of the noise.
        let Some(counted) = self.days.checked_sub(HAR_SETTLING_DAYS).filter(|days| *days > 0) else { return };
        let weight = (1.0 - keep).max(1.0 / f64::from(counted));
        self.error += weight * (miss * miss - self.error);
    }

    /// Variance of the next day: the mean of a log-normal with the regression's residual variance.
    fn forecast(&self) -> Option<f64> {
        let inputs = self.inputs().filter(|_| self.days >= HAR_DAYS_MIN)?;
        let variance = libm::exp(dot(&self.coefficients, &inputs) + 0.5 * self.error);
        (variance.is_finite() && variance > 0.0).then_some(variance)
    }
}

fn dot(left: &[f64; 4], right: &[f64; 4]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars of a market whose every 15-minute log return is `size`, alternating in sign, from the first session of 2025.
    fn steady(sessions: usize, size: f64) -> Volatility {
        let calendar = ExchangeCalendar::nyse();
        let first = calendar.index_at_or_before("2025-01-03T18:00:00Z".parse().unwrap()).unwrap();
        let mut volatility = Volatility::default();
        let mut up = false;
        for session in first..first + sessions {
            for slot in 1..=calendar.session(session).unwrap().decisions() {
                up = !up;
                let price = LogPrice::of(if up { 100.0 } else { 100.0 * libm::exp(size) }).unwrap();
                let bar = ClosedBar {
                    step: Step { session, slot },
                    at: Timestamp::UNIX_EPOCH,
                    covers: 1,
                    ends_session: false,
                    open: price,
                    high: price,
                    low: price,
                    close: price,
                    volume: 1.0,
                };
                volatility.observe(&bar);
            }
        }
        volatility
    }

    #[test]
    fn an_even_market_has_the_square_root_law() {
        let volatility = steady(600, 0.002);
        let calendar = ExchangeCalendar::nyse();
        let from = calendar.decision_at("2025-06-10T14:00:00Z".parse().unwrap()).unwrap();
        let sigma = |at: &str| volatility.sigma(from, at.parse().unwrap()).unwrap();
        let day = sigma("2025-06-11T14:00:00Z");
        assert!((day - 0.002 * 26.0_f64.sqrt()).abs() < 0.0002, "24 h: {day}");
        let hour = sigma("2025-06-10T15:00:00Z");
        assert!((hour - 0.002 * 2.0).abs() < 0.0002, "1 h: {hour}");
        let dues = ["2025-06-10T15:00:00Z", "2025-06-11T14:00:00Z", "2025-06-10T15:00:00Z"];
        assert_eq!(volatility.sigmas(from, dues.map(|due| due.parse().unwrap())), Some([hour, day, hour]));
    }

    #[test]
    fn what_remains_is_what_the_half_life_says() {
        assert_eq!(PROFILE_KEEP, half_life_factor(PROFILE_HALF_LIFE));
    }

    #[test]
    fn nothing_is_stated_before_five_days() {
        let from = Step { session: 6_300, slot: 3 };
        let due = ExchangeCalendar::nyse().due_of(from, crate::domain::horizon::Horizon::OneHour).unwrap();
        assert!(!steady(5, 0.002).is_ready() && steady(5, 0.002).sigma(from, due.at).is_none());
        assert!(steady(6, 0.002).is_ready());
    }

    #[test]
    fn the_band_is_never_narrower_than_the_cost() {
        assert_eq!(hold_band(0.01, 0.02), 0.006);
        assert_eq!(hold_band(0.04, 0.02), 0.01);
        assert!((share_within(0.3, 1.0) - 0.2358).abs() < 1e-4);
    }
}
