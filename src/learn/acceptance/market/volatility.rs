//! How the size of returns moves: three laws to make it, and one forecast that knows only the past.

use super::{BARS_A_DAY, INTRADAY_SHARE};
use crate::learn::chance::Chance;

/// Standard deviation of a day at the middle of the first law, and where the forecast begins.
pub const DAILY_DEVIATION: f64 = 0.014;

/// Trading days in a year, for laws whose constants are per year.
const YEAR_DAYS: f64 = 252.0;

/// A law of volatility with where it stands.
#[derive(Clone, Copy, Debug)]
pub enum Volatility {
    /// The logarithm goes back to its middle from day to day; innovations are Student's with five degrees of freedom; bars near the bells
    /// move more.
    Lognormal {
        /// Above the middle by so much, in logarithms.
        level: f64,
    },
    /// Heston's: the variance goes back to its middle, and falling prices raise it. Innovations are normal.
    Heston {
        /// Variance per year.
        variance: f64,
    },
    /// GARCH(1,1) over days, with Student's innovations of five degrees of freedom.
    Garch {
        /// Variance of the day.
        variance: f64,
        /// Return of the day so far.
        day: f64,
    },
}

/// Persistence per day, and deviation of what a day adds, of the first law.
const LOGNORMAL: (f64, f64) = (0.97, 0.12);

/// Pull per year, middle, volatility of volatility, and correlation with the price, of Heston's law.
const HESTON: (f64, f64, f64, f64) = (5.0, 0.0625, 0.6, -0.7);

/// Middle, weight of yesterday's squared return, and weight of yesterday's variance, of the third law.
const GARCH: (f64, f64, f64) = (2.5e-4, 0.08, 0.89);

impl Volatility {
    /// The first law, at its middle.
    pub const fn lognormal() -> Self {
        Self::Lognormal { level: 0.0 }
    }

    /// Heston's law, at its middle.
    pub const fn heston() -> Self {
        Self::Heston { variance: HESTON.1 }
    }

    /// GARCH(1,1), at its middle.
    pub const fn garch() -> Self {
        Self::Garch { variance: GARCH.0, day: 0.0 }
    }

    pub(super) fn begin_day(&mut self, chance: &mut Chance) {
        match self {
            Self::Lognormal { level } => *level = LOGNORMAL.0 * *level + LOGNORMAL.1 * chance.normal(),
            Self::Heston { .. } => {}
            Self::Garch { variance, day } => {
                let (middle, shock, stay) = GARCH;
                // Before the first day there was none: the variance then stays near where it begins.
                *variance = middle * (1.0 - shock - stay) + shock * *day * *day + stay * *variance;
                *day = 0.0;
            }
        }
    }

    /// Standard deviation of the bar that begins, and what chance makes of it.
    pub(super) fn bar(&mut self, slot: usize, chance: &mut Chance) -> (f64, f64) {
        match self {
            Self::Lognormal { level } => {
                let share = u_shape(slot) + overnight(slot);
                (DAILY_DEVIATION * libm::exp(*level) * libm::sqrt(share), chance.student(5))
            }
            Self::Heston { variance } => {
                let (pull, middle, volatility, correlation) = HESTON;
                let years = flat_share(slot) / YEAR_DAYS;
                let (price, own) = (chance.normal(), chance.normal());
                let shock = correlation * price + libm::sqrt(1.0 - correlation * correlation) * own;
                let floored = variance.max(1e-4);
                let deviation = libm::sqrt(floored * years);
                *variance += pull * (middle - floored) * years + volatility * deviation * shock;
                (deviation, price)
            }
            Self::Garch { variance, .. } => (libm::sqrt(*variance * flat_share(slot)), chance.student(5)),
        }
    }

    pub(super) fn moved(&mut self, log_return: f64) {
        if let Self::Garch { day, .. } = self {
            *day += log_return;
        }
    }
}

/// Share of a day's variance in the bar of a slot: more near the bells than at noon.
fn u_shape(slot: usize) -> f64 {
    let half = (BARS_A_DAY as f64 - 1.0) / 2.0;
    let weight = |slot: usize| {
        let from_noon = (slot as f64 - half) / half;
        0.6 + 0.9 * from_noon * from_noon
    };
    let sum: f64 = (0..BARS_A_DAY).map(weight).sum();
    INTRADAY_SHARE * weight(slot) / sum
}

/// The same where all bars of the day move alike; the night is in the last one.
pub(super) fn flat_share(slot: usize) -> f64 {
    INTRADAY_SHARE / BARS_A_DAY as f64 + overnight(slot)
}

fn overnight(slot: usize) -> f64 {
    if slot + 1 == BARS_A_DAY { 1.0 - INTRADAY_SHARE } else { 0.0 }
}

/// Half-life of the forecast's daily variance, days.
const VARIANCE_HALF_LIFE_DAYS: f64 = 10.0;

/// Half-life of the forecast's profile of the day, days.
const PROFILE_HALF_LIFE_DAYS: f64 = 60.0;

/// A squared return counts in the profile up to so many times its even share.
const PROFILE_SHARE_MAX: f64 = 25.0;

/// Standard deviation of the sum of the next `bars` returns (at most a day's) at each step, forecast from the returns before it alone: an
/// exponentially weighted daily variance, spread by an exponentially weighted profile of the day.
pub fn forecast(returns: &[f64], bars: usize) -> Vec<f64> {
    let stay = |half_life: f64| libm::exp2(-1.0 / half_life);
    let (variance_stay, profile_stay) = (stay(VARIANCE_HALF_LIFE_DAYS), stay(PROFILE_HALF_LIFE_DAYS));
    let even = 1.0 / BARS_A_DAY as f64;
    let mut profile: [f64; BARS_A_DAY] = std::array::from_fn(flat_share);
    let mut variance = DAILY_DEVIATION * DAILY_DEVIATION;
    let mut forecasts = Vec::with_capacity(returns.len());
    for day in returns.chunks(BARS_A_DAY) {
        let sum: f64 = profile.iter().sum();
        // Shares of two days running, summed up: what lies ahead of a slot is a difference.
        let until = profile.iter().chain(&profile).scan(0.0, |until, share| {
            *until += share / sum;
            Some(*until)
        });
        let until: Vec<f64> = std::iter::once(0.0).chain(until).collect();
        let ahead: Vec<f64> = until.iter().skip(bars).zip(&until).map(|(end, begin)| end - begin).collect();
        let mut realised = 0.0;
        for ((log_return, share), ahead) in day.iter().zip(&mut profile).zip(ahead) {
            forecasts.push(libm::sqrt(variance * ahead));
            let square = log_return * log_return;
            realised += square;
            let seen = (square / variance).min(PROFILE_SHARE_MAX * even);
            *share = profile_stay * *share + (1.0 - profile_stay) * seen;
        }
        variance = variance_stay * variance + (1.0 - variance_stay) * realised;
    }
    forecasts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::acceptance::market::Recipe;
    use crate::learn::chance::tests::chance;

    fn daily(volatility: Volatility, seed: u64) -> Vec<f64> {
        let recipe = Recipe { volatility, ..Recipe::new(4_000, 0.0) };
        let market = recipe.market(&mut chance(seed));
        market.returns.chunks(BARS_A_DAY).map(|day| day.iter().sum()).collect()
    }

    fn deviation(returns: &[f64]) -> f64 {
        (returns.iter().map(|r| r * r).sum::<f64>() / returns.len() as f64).sqrt()
    }

    #[test]
    fn a_day_moves_as_much_as_its_law_says_and_shares_sum_to_one() {
        let shares: f64 = (0..BARS_A_DAY).map(|slot| u_shape(slot) + overnight(slot)).sum();
        assert!((shares - 1.0).abs() < 1e-12);
        assert!(((0..BARS_A_DAY).map(flat_share).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(u_shape(0) > 2.0 * u_shape(13) && (u_shape(0) - u_shape(25)).abs() < 1e-12);
        // The middle of the first law, and one standard deviation of its slow wave: 0.014 exp(0.49^2).
        let first = deviation(&daily(Volatility::lognormal(), 1));
        assert!((0.0155..0.021).contains(&first), "{first}");
        let second = deviation(&daily(Volatility::heston(), 1));
        assert!((second / (0.0625_f64 / 252.0).sqrt() - 1.0).abs() < 0.12, "{second}");
        let third = deviation(&daily(Volatility::garch(), 1));
        assert!((third / 2.5e-4_f64.sqrt() - 1.0).abs() < 0.15, "{third}");
    }

    #[test]
    fn the_forecast_knows_only_the_past_and_is_right_on_average() {
        let market = Recipe::new(2_000, 0.0).market(&mut chance(3));
        for bars in [4, 16, 26] {
            let forecasts = forecast(&market.returns, bars);
            assert_eq!(forecasts.len(), market.returns.len());
            let squares = market.returns.windows(bars).zip(&forecasts).map(|(ahead, forecast)| {
                let z = ahead.iter().sum::<f64>() / forecast;
                z * z
            });
            let mean = squares.clone().sum::<f64>() / squares.count() as f64;
            assert!((0.85..1.3).contains(&mean), "{bars} bars: {mean}");
            let mut changed = market.returns.clone();
            changed[30_000..].iter_mut().for_each(|log_return| *log_return *= 7.0);
            let again = forecast(&changed, bars);
            assert_eq!(again[..=30_000], forecasts[..=30_000]);
            assert_ne!(again[30_030..], forecasts[30_030..]);
        }
    }
}
