//! Trend over weeks and months on daily closes, and the first half hour's echo in the last one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, DAYS_STALE_S, Moment, Signal};
use crate::domain::bar::DayBar;
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::{LogPrice, Score};
use crate::domain::universe::Role;
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

/// Sessions from one close to the next beyond which the series begins anew: its windows would span the gap.
const GAP_SESSIONS_MAX: usize = 5;

/// Mean of three parts: crossovers of moving averages (Baz et al. 2015), time-series momentum (Moskowitz, Ooi and Pedersen 2012), and from
/// 15:30 on the return of the first half hour (Gao, Han, Li and Zhou 2018).
///
/// A session's close is its last intraday price, or that of its day's bar where no intraday bar was seen: years of days are enough for it
/// to speak. No session counts twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Momentum {
    /// End of the newest bar or session it has a price of.
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    daily: Daily,
    /// The session under way and its last price, until that session's close is taken.
    today: Option<(usize, f64)>,
    /// Return from the close before to 10:00, with the session it belongs to.
    first_half_hour: Option<(usize, f64)>,
}

/// All that is counted in days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Daily {
    /// The session of the newest close.
    newest: Option<usize>,
    closes: Ring,
    averages: [(Ema, Ema); CROSSOVERS.len()],
    crossovers: [Ring; CROSSOVERS.len()],
    returns: Spread,
    first_half_hours: Spread,
    trend: Option<Trend>,
}

/// What the daily closes say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Trend {
    /// Mean response to the crossovers.
    crossover: f64,
    /// Mean of the squashed returns over the look-backs.
    time_series: f64,
}

impl Default for Daily {
    fn default() -> Self {
        Self {
            newest: None,
            closes: Ring::new(CROSSOVER_SPREAD_DAYS + 1),
            averages: CROSSOVERS.map(|(fast, slow)| (Ema::of_wilder(fast), Ema::of_wilder(slow))),
            crossovers: CROSSOVERS.map(|_| Ring::new(CROSSOVER_SPREAD_DAYS)),
            returns: Spread::of_half_life(VOLATILITY_HALF_LIFE),
            first_half_hours: Spread::of_half_life(VOLATILITY_HALF_LIFE),
            trend: None,
        }
    }
}

impl Signal for Momentum {
    const KIND: SignalKind = SignalKind::Momentum;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let Some(bar) = bars.target else { return };
        let (session, close) = (bar.step.session, bar.close.get());
        self.seen_at = self.seen_at.max(Some(bar.at));
        self.end_sessions_before(session);
        if self.daily.newest >= Some(session) {
            // Its close is known already, from its day's bar.
            return;
        }
        if bar.step.slot == FIRST_HALF_HOUR
            && self.daily.newest == session.checked_sub(1)
            && let Some(last) = self.daily.closes.back(0)
        {
            self.daily.first_half_hours.push(close - last);
            self.first_half_hour = Some((session, close - last));
        }
        if bar.ends_session {
            self.today = None;
            self.daily.end_day(session, close);
        } else {
            self.today = Some((session, close));
        }
    }

    fn take_day(&mut self, who: Option<Role>, day: &DayBar) {
        let calendar = ExchangeCalendar::nyse();
        let of_target = who.is_none().then(|| calendar.session_on(day.date())).flatten();
        let Some(closes_at) = of_target.map(|session| session.close) else { return };
        let (Some(session), Some(close)) = (calendar.index_at_or_before(closes_at), LogPrice::of(day.prices().close))
        else {
            return;
        };
        let seen_intraday = self.today.is_some_and(|(under_way, _)| under_way >= session);
        if seen_intraday || self.daily.newest >= Some(session) {
            return;
        }
        self.seen_at = self.seen_at.max(Some(closes_at));
        self.end_sessions_before(session);
        self.daily.end_day(session, close.get());
    }

    /// A gap in the bars is none where days have bridged it; [`Momentum::end_sessions_before`] sees to those that are.
    fn break_off(&mut self) {}

    fn read(&self, at: Moment) -> Said {
        let Some(seen_at) = self.seen_at else { return Said::silent(Abstention::WarmingUp) };
        let Trend { crossover, time_series } = self.daily.trend.unwrap_or(Trend { crossover: 0.0, time_series: 0.0 });
        let echo = self.echo(at.step);
        let reading = if at.is_stale(seen_at, DAYS_STALE_S) {
            Reading::Abstains(Abstention::Stale)
        } else if self.daily.trend.is_none() {
            Reading::Abstains(Abstention::WarmingUp)
        } else {
            let trend = crossover + time_series;
            Reading::from_number(Some(echo.map_or(trend / 2.0, |echo| (trend + echo) / 3.0)))
        };
        let components = [crossover, time_series, echo.unwrap_or(0.0)];
        Said { reading, grounds: Grounds::of(Some(at.age_s(seen_at)), components) }
    }
}

impl Momentum {
    /// Takes the close of the session under way if `session` is a later one, and begins anew where too many have passed since.
    fn end_sessions_before(&mut self, session: usize) {
        if let Some((ended, close)) = self.today.take_if(|(under_way, _)| *under_way < session) {
            // The bar at the close never came: the last price of that session is its close.
            self.daily.end_day(ended, close);
        }
        if self.daily.newest.is_some_and(|newest| session.saturating_sub(newest) > GAP_SESSIONS_MAX) {
            self.daily = Daily::default();
        }
    }

    /// The first half hour's return in standard deviations, squashed, from 15:30 of a full day on. What is usual is not taken off: it is
    /// the return's own sign that comes back.
    fn echo(&self, step: Step) -> Option<f64> {
        let (session, return_) = self.first_half_hour?;
        let full_day = ExchangeCalendar::nyse().session(step.session).is_some_and(|session| !session.is_early_close());
        let deviation = self.daily.first_half_hours.deviation();
        let speaks = session == step.session && full_day && step.slot >= LAST_HALF_HOUR && deviation > 0.0;
        if speaks { Score::squash(return_ / deviation).map(Score::get) } else { None }
    }
}

impl Daily {
    fn end_day(&mut self, session: usize, close: f64) {
        if let Some(last) = self.closes.back(0) {
            self.returns.push(close - last);
        }
        self.newest = Some(session);
        self.closes.push(close);
        let price_spread = self.closes.newest_deviation(PRICE_SPREAD_DAYS);
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
        let crossover = responses / CROSSOVERS.len() as f64;
        self.trend = ready.then(|| Trend { crossover, time_series: self.time_series() });
    }

    /// Mean over the look-backs of ψ(return / its expected standard deviation).
    fn time_series(&self) -> f64 {
        let (Some(now), deviation) = (self.closes.back(0), self.returns.deviation()) else { return 0.0 };
        let scores = LOOK_BACKS.into_iter().filter_map(|days| {
            let then = self.closes.back(days)?;
            let expected = deviation * libm::sqrt(days as f64);
            if expected > 0.0 { Score::squash((now - then) / expected) } else { Score::squash(0.0) }
        });
        let (sum, count) = scores.fold((0.0, 0_u32), |(sum, count), score| (sum + score.get(), count + 1));
        if count > 0 { sum / f64::from(count) } else { 0.0 }
    }
}

/// y e^(-y²/4) / 0.89: a trend that has run too far counts less.
fn response(y: f64) -> f64 {
    y * libm::exp(-y * y / 4.0) / RESPONSE_SCALE
}
