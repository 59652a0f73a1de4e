//! The drift detector on forecasts that do not learn: quiet while they hold, loud soon after the edge has turned round.

use super::steps;
use crate::domain::learned::DRIFT_ALARM;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::SignalKind;
use crate::learn::acceptance::market::{BARS_A_DAY, Market, PLANTED, Recipe};
use crate::learn::acceptance::measures::{mean, measured, median};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::outcomes;
use crate::learn::acceptance::{Effort, Lab, Topic};
use crate::learn::online::drift::{PROBABILITY_FLOOR, SlotECusum};

/// Length of a life, and the day on which the market changes: two years after its beginning.
const DAYS: usize = 1_260;
const CHANGE: usize = 504;

/// Strengths of the edge with the slope of a forecast that fits it.
const FORECASTS: [(f64, f64); 2] = [(0.10, 1.2), (0.15, 1.8)];

/// Threshold of the ordered logit that fits a HOLD share of about a fifth.
const THRESHOLD: f64 = 0.47;

/// Days with an alarm in two stable years, on average, and median days from a turn to the alarm.
const FALSE_ALARMS_MAX: f64 = 0.1;
const DELAY_DAYS_MAX: f64 = 75.0;

/// One life of a forecast that does not learn.
struct Watched {
    false_alarms: f64,
    delay: f64,
}

impl Watched {
    fn of(market: &Market, slope: f64) -> Self {
        let mut detector = SlotECusum::new();
        let mut alarms = Vec::new();
        let became = outcomes(market, BARS_A_DAY);
        for (scores, became) in market.scores.chunks(BARS_A_DAY).zip(became.chunks(BARS_A_DAY)) {
            alarms.push(detector.level() >= DRIFT_ALARM);
            for (slot, (scores, became)) in scores.iter().zip(became).enumerate() {
                let (stated, base) = (logit(slope * seen(scores)), logit(0.0));
                let worse = |became: Direction| loss(&stated, became) - loss(&base, became);
                let largest = Direction::ALL.into_iter().map(|became| worse(became).abs()).fold(0.0, f64::max);
                detector.take(slot, worse(*became), largest);
            }
        }
        let delay = alarms.iter().skip(CHANGE).position(|alarm| *alarm);
        Self {
            false_alarms: alarms.iter().take(CHANGE).filter(|alarm| **alarm).count() as f64,
            delay: delay.map_or(f64::INFINITY, |days| days as f64),
        }
    }
}

/// The edge as it was planted at first, squashed: what the forecast looks at, whatever became of the market.
fn seen(scores: &[f64; SignalKind::COUNT]) -> f64 {
    let signal = |score: f64| score / libm::sqrt(1.0 - score * score);
    let length = libm::sqrt(PLANTED.iter().map(|weight| weight * weight).sum());
    let edge: f64 = scores.iter().zip(PLANTED).map(|(score, weight)| weight * signal(*score)).sum::<f64>() / length;
    crate::learn::acceptance::market::squashed(edge)
}

fn logit(eta: f64) -> Probabilities {
    let below = |at: f64| 1.0 / (1.0 + libm::exp(-(at - eta)));
    let (down, until_up) = (below(-THRESHOLD), below(THRESHOLD));
    Probabilities { down, hold: until_up - down, up: 1.0 - until_up }
}

fn loss(stated: &Probabilities, became: Direction) -> f64 {
    -libm::log(stated.of(became).max(PROBABILITY_FLOOR))
}

fn lives(effort: Effort) -> usize {
    effort.pick(40, 16, 6)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    // Forecasts that do not learn cost about a third of those that do.
    (FORECASTS.len() * lives(effort) * 2) as u64 * steps(DAYS) / 3
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let turned = PLANTED.map(|weight| -weight);
    let mut checks = Vec::new();
    for (number, (strength, slope)) in FORECASTS.into_iter().enumerate() {
        let watch = |kind: usize, change: Option<(usize, [f64; SignalKind::COUNT])>| {
            lab.gather(lives(effort), steps(DAYS) / 3, |job| {
                let mut chance = lab.chance(Topic::Drift, (number * 2 + kind) * 1_000 + job);
                Watched::of(&Recipe { change, ..Recipe::new(DAYS, strength) }.market(&mut chance), slope)
            })
        };
        let (stable, flipped) = (watch(0, None), watch(1, Some((CHANGE, turned))));
        let alarms = measured(&stable, |lives| mean(lives.map(|life| life.false_alarms)));
        let delay = median(flipped.iter().map(|life| life.delay));
        checks.push(effort.at_most(
            &format!("days of alarm in 2 stable years, edge {strength:.2}"),
            alarms,
            FALSE_ALARMS_MAX,
        ));
        checks.push(effort.days_at_most(
            &format!("median delay after a turn, edge {strength:.2},"),
            delay,
            DELAY_DAYS_MAX,
        ));
        let kept = flipped.iter().filter(|life| life.delay.is_finite()).count();
        checks.push(Check::told("turns that are noticed", format!("{kept} of {}", flipped.len())));
    }
    vec![Row::new("A11", "drift alarms only where there is drift", checks)]
}
