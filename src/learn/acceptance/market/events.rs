//! A market in which one signal speaks seldom, on days of events, and is nearly always right then.

use super::volatility::{DAILY_DEVIATION, flat_share};
use super::{BARS_A_DAY, Market, SIGNAL_MEMORY_BARS, squashed};
use crate::domain::signal::SignalKind;
use crate::learn::chance::Chance;

/// How often an event begins, per day; its signal speaks for a day.
pub const EVENTS_A_DAY: f64 = 0.05;

/// How far an event moves the price over the day after each of its steps, in standard deviations of a day.
const EVENT_MOVE: f64 = 1.8;

/// What the signal says during an event, before it is squashed.
const EVENT_LOUDNESS: f64 = 2.5;

/// Persistence per day, and deviation of what a day adds, of the logarithm of volatility.
const LOG_VOLATILITY: (f64, f64) = (0.97, 0.12);

/// A market of events whose [`Market::edge`] is their direction: 1, -1, or 0 while there is none. The first signal tells it, the others
/// tell nothing.
pub fn market(days: usize, chance: &mut Chance) -> Market {
    let mut market = Market::with_room(days * BARS_A_DAY);
    let keep = libm::exp(-1.0 / SIGNAL_MEMORY_BARS);
    let add = libm::sqrt(1.0 - keep * keep);
    let mut signals = [0.0; SignalKind::COUNT].map(|_: f64| chance.normal());
    let (mut level, mut left, mut direction) = (0.0, 0, 0.0);
    for _ in 0..days {
        level = LOG_VOLATILITY.0 * level + LOG_VOLATILITY.1 * chance.normal();
        for slot in 0..BARS_A_DAY {
            if left == 0 && chance.uniform() < EVENTS_A_DAY / BARS_A_DAY as f64 {
                (left, direction) = (BARS_A_DAY, chance.sign());
            }
            signals = signals.map(|signal| keep * signal + add * chance.normal());
            let edge = if left > 0 { direction } else { 0.0 };
            left = left.saturating_sub(1);
            let mut scores = signals.map(squashed);
            let [event, ..] = &mut scores;
            *event = squashed(EVENT_LOUDNESS * edge);
            let deviation = DAILY_DEVIATION * libm::exp(level) * libm::sqrt(flat_share(slot));
            market.push(deviation * chance.student(5), scores, edge);
        }
    }
    add_drift(&mut market);
    market
}

/// Each step of an event draws the price its way over the day that follows.
fn add_drift(market: &mut Market) {
    let drawn: Vec<f64> = (0..market.edge.len())
        .map(|step| {
            let pull: f64 = market.edge.iter().take(step + 1).rev().take(BARS_A_DAY).sum();
            if pull == 0.0 { 0.0 } else { pull.signum() * DAILY_DEVIATION * EVENT_MOVE / BARS_A_DAY as f64 }
        })
        .collect();
    for (log_return, drawn) in market.returns.iter_mut().zip(drawn) {
        *log_return += drawn;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::prediction::Direction;
    use crate::learn::acceptance::run::outcomes;
    use crate::learn::chance::tests::chance;

    #[test]
    fn an_event_is_right_nine_times_of_ten() {
        let market = market(10_000, &mut chance(4));
        let became = outcomes(&market, 26);
        let told: Vec<bool> = market
            .edge
            .iter()
            .zip(became)
            .filter(|(edge, _)| **edge != 0.0)
            .map(|(edge, became)| became == if *edge > 0.0 { Direction::Up } else { Direction::Down })
            .collect();
        let share = told.iter().filter(|right| **right).count() as f64 / told.len() as f64;
        assert!((0.87..0.95).contains(&share), "{share}");
        let days = told.len() as f64 / 26.0;
        assert!((days / 10_000.0 - EVENTS_A_DAY).abs() < 0.01, "{days}");
        assert!(market.scores.iter().zip(&market.edge).all(|(scores, edge)| (scores[0] == 0.0) == (*edge == 0.0)));
    }
}
