//! Trend over weeks and months on daily closes, and the first half hour's echo in the last one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, Moment, Signal};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::indicators::{Ema, Ring, Spread};

/// Fast and slow time scales of the crossovers, days.
const CROSSOVERS: [(f64, f64); 3] = [(8.0, 24.0), (16.0, 48.0), (32.0, 96.0)];

/// Days over which the price's standard deviation scales a crossover.
const PRICE_SPREAD_DAYS: usize = 63;

/// Days over which a scaled crossover is scaled once more.
const CROSSOVER_SPREAD_DAYS: usize = 252;

/// Scaled crossovers needed before the signal speaks.
const CROSSOVERS_MIN: usize = 63;

/// Look-backs of time-series momentum, days.
const LOOK_BACKS: [usize; 3] = [21, 63, 252];

/// Half-life of the daily volatility, days.
const VOLATILITY_HALF_LIFE: f64 = 60.0;

/// Height of y e^(-y²/4) at its maximum is 0.8578; dividing by 0.89 keeps the response below 1.
const RESPONSE_SCALE: f64 = 0.89;

/// Decision at 10:00, which completes the first half hour.
const FIRST_HALF_HOUR: i64 = 2;

/// Decision at 15:30, from which on the first half hour speaks.
const LAST_HALF_HOUR: i64 = 24;

/// Mean of three parts: crossovers of moving averages (Baz et al. 2015), time-series momentum (Moskowitz, Ooi and Pedersen 2012), and from
/// 15:30 on the return of the first half hour (Gao, Han, Li and Zhou 2018).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Momentum {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    closes: Ring,
    averages: [(Ema, Ema); CROSSOVERS.len()],
    crossovers: [Ring; CROSSOVERS.len()],
    daily_returns: Spread,
    first_half_hours: Spread,
    /// The day under way: its session, its last close, and whether its close was taken as the day's.
    today: Option<(usize, f64, bool)>,
    /// Return from the last daily close to 10:00, with the session it belongs to.
    first_half_hour: Option<(usize, f64)>,
    daily_score: Option<f64>,
}

impl Default for Momentum {
    fn default() -> Self {
        Self {
            seen_at: None,
            closes: Ring::new(CROSSOVER_SPREAD_DAYS + 1),
            averages: CROSSOVERS.map(|(fast, slow)| (Ema::of_wilder(fast), Ema::of_wilder(slow))),
            crossovers: CROSSOVERS.map(|_| Ring::new(CROSSOVER_SPREAD_DAYS)),
            daily_returns: Spread::of_half_life(VOLATILITY_HALF_LIFE),
            first_half_hours: Spread::of_half_life(VOLATILITY_HALF_LIFE),
            today: None,
            first_half_hour: None,
            daily_score: None,
        }
    }
}

impl Signal for Momentum {
    const KIND: SignalKind = SignalKind::Momentum;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let Some(bar) = bars.target else { return };
        self.seen_at = Some(bar.at);
        let close = bar.close.get();
        if let Some((session, last_close, false)) = self.today.filter(|(session, ..)| *session != bar.step.session) {
            // The bar at the close never came: the last price of that day is its close.
            self.end_day(last_close);
            self.today = Some((session, last_close, true));
        }
        if let Some(last) = self.closes.back(0).filter(|_| bar.step.slot == FIRST_HALF_HOUR) {
            self.first_half_hours.push(close - last);
            self.first_half_hour = Some((bar.step.session, close - last));
        }
        self.today = Some((bar.step.session, close, bar.ends_session));
        if bar.ends_session {
            self.end_day(close);
        }
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let age_s = self.seen_at.map(|seen| at.age_s(seen));
        Said { reading: self.reading(at), grounds: Grounds { age_s, ..Grounds::default() } }
    }
}

impl Momentum {
    fn reading(&self, at: Moment) -> Reading {
        let Some(daily) = self.daily_score else { return Reading::Abstains(Abstention::WarmingUp) };
        let score = match self.echo(at.step) {
            Some(echo) => (2.0 * daily + echo) / 3.0,
            None => daily,
        };
        Reading::from_number(Some(score))
    }

    fn end_day(&mut self, close: f64) {
        if let Some(last) = self.closes.back(0) {
            self.daily_returns.push(close - last);
        }
        self.closes.push(close);
        let price_spread = recent_deviation(&self.closes, PRICE_SPREAD_DAYS);
        let mut responses = 0.0;
        let mut ready = true;
        for ((fast, slow), history) in self.averages.iter_mut().zip(&mut self.crossovers) {
            let distance = fast.push(close) - slow.push(close);
            if let Some(spread) = price_spread {
                let scaled = if spread > 0.0 { distance / spread } else { 0.0 };
                history.push(scaled);
                let deviation = history.deviation();
                responses += response(if deviation > 0.0 { scaled / deviation } else { 0.0 });
            }
            ready &= history.len() >= CROSSOVERS_MIN;
        }
        self.daily_score = ready.then(|| f64::midpoint(responses / CROSSOVERS.len() as f64, self.time_series()));
    }

    /// Mean over the look-backs of ψ(return / its expected standard deviation).
    fn time_series(&self) -> f64 {
        let (Some(now), deviation) = (self.closes.back(0), self.daily_returns.deviation()) else { return 0.0 };
        let scores = LOOK_BACKS.into_iter().filter_map(|days| {
            let then = self.closes.back(days)?;
            let expected = deviation * libm::sqrt(days as f64);
            if expected > 0.0 { Score::squash((now - then) / expected) } else { Score::squash(0.0) }
        });
        let (sum, count) = scores.fold((0.0, 0_u32), |(sum, count), score| (sum + score.get(), count + 1));
        if count > 0 { sum / f64::from(count) } else { 0.0 }
    }

    /// The first half hour's return in standard deviations, squashed, from 15:30 of a full day on.
    fn echo(&self, step: Step) -> Option<f64> {
        let (session, return_) = self.first_half_hour?;
        let full_day = ExchangeCalendar::nyse().session(step.session).is_some_and(|session| !session.is_early_close());
        let deviation = self.first_half_hours.deviation();
        let speaks = session == step.session && full_day && step.slot >= LAST_HALF_HOUR && deviation > 0.0;
        if speaks { Score::squash(return_ / deviation).map(Score::get) } else { None }
    }
}

/// y e^(-y²/4) / 0.89: a trend that has run too far counts less.
fn response(y: f64) -> f64 {
    y * libm::exp(-y * y / 4.0) / RESPONSE_SCALE
}

/// Standard deviation of the newest `len` values; `None` while there are fewer.
fn recent_deviation(values: &Ring, len: usize) -> Option<f64> {
    let skip = values.len().checked_sub(len)?;
    let mean = values.iter().skip(skip).sum::<f64>() / len as f64;
    let squares: f64 = values.iter().skip(skip).map(|value| (value - mean) * (value - mean)).sum();
    Some(libm::sqrt(squares / len as f64))
}
