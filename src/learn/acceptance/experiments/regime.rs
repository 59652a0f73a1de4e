//! Markets that change: the edge moves to other signals, or turns round; how soon the learner follows.

use super::{ONE_DAY, ONE_HOUR, steps};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::SignalKind;
use crate::learn::acceptance::market::{BARS_A_DAY, Market, PLANTED, PLANTED_ELSEWHERE, Recipe};
use crate::learn::acceptance::measures::{mean, median};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::{Life, Said, log_loss};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Length of a life, and the day on which the market changes.
const DAYS: usize = 1_512;
const CHANGE: usize = 756;

/// Strengths of the edge.
const STRENGTHS: [f64; 2] = [0.15, 0.25];

/// What is recovered to: the mean gain of the last year.
const SETTLED_DAYS: usize = 250;

/// A gain has recovered where its mean over so many days has.
const ROLLING_DAYS: usize = 10;

/// The first days after the change, whose accuracy is told.
const SHOCK_DAYS: usize = 20;

/// Limits in days for a horizon.
struct Limits {
    name: &'static str,
    bars: usize,
    /// Until the new signals outweigh the old ones, after the edge has moved.
    swapped: f64,
    /// Until half and four fifths of the gain are back.
    half: f64,
    most: f64,
    /// Until the turned signals outweigh, after the edge has turned round.
    flipped: f64,
}

const LIMITS: [Limits; 2] = [
    Limits { name: "24h", bars: ONE_DAY, swapped: 100.0, half: 110.0, most: 190.0, flipped: 70.0 },
    Limits { name: "1h", bars: ONE_HOUR, swapped: 50.0, half: 60.0, most: 110.0, flipped: 45.0 },
];

/// Days of one life, or the mean of several: by how much each beats what is known in hindsight, how the signals count, and what was right.
#[derive(Clone, Debug, Default)]
struct Days {
    gain: Vec<f64>,
    influence: Vec<[f64; SignalKind::COUNT]>,
    /// Share of right sides in the first days after the change.
    shock: f64,
    /// Days after the change until the detector alarmed; infinite where it did not.
    alarmed: f64,
}

impl Days {
    fn of(life: &Life, market: &Market) -> Self {
        let all = life.said.len() as f64;
        let count = |wanted: Direction| life.said.iter().filter(|said| said.became == wanted).count() as f64 / all;
        let frequency =
            Probabilities { down: count(Direction::Down), hold: count(Direction::Hold), up: count(Direction::Up) };
        let gain = |said: &Said| log_loss(&frequency, said.became) - said.loss();
        let shock = life.said.iter().skip(CHANGE * BARS_A_DAY).take(SHOCK_DAYS * BARS_A_DAY);
        let moved = shock.filter(|said| said.became != Direction::Hold);
        let alarm = life.days.iter().skip(CHANGE).position(|(_, alarmed)| *alarmed);
        debug_assert_eq!(market.returns.len(), DAYS * BARS_A_DAY);
        Self {
            gain: life.said.chunks(BARS_A_DAY).map(|day| mean(day.iter().map(gain))).collect(),
            influence: life.days.iter().map(|(lesson, _)| lesson.influence).collect(),
            shock: mean(moved.map(|said| if said.right() { 1.0 } else { 0.0 })),
            alarmed: alarm.map_or(f64::INFINITY, |day| day as f64),
        }
    }

    fn mean_of(lives: &[Self]) -> Self {
        let n = lives.len() as f64;
        let days = lives.iter().map(|life| life.gain.len().min(life.influence.len())).min().unwrap_or(0);
        let mut all = Self {
            gain: vec![0.0; days],
            influence: vec![[0.0; SignalKind::COUNT]; days],
            shock: mean(lives.iter().map(|life| life.shock)),
            alarmed: median(lives.iter().map(|life| life.alarmed)),
        };
        for life in lives {
            for (sum, gain) in all.gain.iter_mut().zip(&life.gain) {
                *sum += gain / n;
            }
            for (sums, influences) in all.influence.iter_mut().zip(&life.influence) {
                for (sum, influence) in sums.iter_mut().zip(influences) {
                    *sum += influence / n;
                }
            }
        }
        all
    }

    /// Days after the change until `share` of the settled gain is back, over ten days; infinite where it never is.
    fn until_gain(&self, share: f64) -> f64 {
        let settled = mean(self.gain.iter().rev().take(SETTLED_DAYS).copied());
        let rolling = self.gain.windows(ROLLING_DAYS).map(|days| mean(days.iter().copied()));
        first(rolling.skip(CHANGE), |gain| *gain > share * settled)
    }

    /// Days after the change until the influences that `new` picks are more than half of all.
    fn until_influence(&self, new: impl Fn(usize, f64) -> f64) -> f64 {
        let shares = self.influence.iter().skip(CHANGE).map(|influences| {
            let all: f64 = influences.iter().map(|influence| influence.abs()).sum();
            influences.iter().enumerate().map(|(signal, influence)| new(signal, *influence)).sum::<f64>() / all
        });
        first(shares, |share| *share > 0.5)
    }
}

fn first(mut days: impl Iterator<Item = f64>, holds: impl Fn(&f64) -> bool) -> f64 {
    days.position(|day| holds(&day)).map_or(f64::INFINITY, |day| day as f64)
}

fn lives(effort: Effort) -> usize {
    effort.pick(24, 6, 4)
}

/// The weaker edge takes too many lives to be seen in a sketch.
fn strengths(effort: Effort) -> &'static [f64] {
    STRENGTHS.split_at(effort.pick(0, 0, 1)).1
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    (strengths(effort).len() * lives(effort) * LIMITS.len()) as u64 * steps(DAYS)
}

/// Lives of both horizons in markets that change.
fn changed(lab: &Lab<'_>, topic: Topic, strength: f64, weights: [f64; SignalKind::COUNT]) -> [Days; LIMITS.len()] {
    let recipe = Recipe { change: Some((CHANGE, weights)), ..Recipe::new(DAYS, strength) };
    let number = (strength * 1_000.0) as usize * 1_000;
    let lives = lab.gather(lives(lab.effort), LIMITS.len() as u64 * steps(DAYS), |job| {
        let market = recipe.market(&mut lab.chance(topic, number + job));
        LIMITS.each_ref().map(|limits| Days::of(&lab.life(&market, limits.bars), &market))
    });
    std::array::from_fn(|horizon| {
        let of: Vec<Days> = lives.iter().filter_map(|lives| lives.get(horizon)).cloned().collect();
        Days::mean_of(&of)
    })
}

pub(super) fn conduct_swap(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let mut checks = Vec::new();
    let first_new = PLANTED_ELSEWHERE.iter().position(|weight| *weight != 0.0).unwrap_or_default();
    for strength in strengths(effort) {
        let horizons = changed(lab, Topic::Swap, *strength, PLANTED_ELSEWHERE);
        for (limits, days) in LIMITS.iter().zip(horizons) {
            let name = format!("{}, edge {strength:.2}", limits.name);
            let new = |signal: usize, influence: f64| if signal >= first_new { influence.abs() } else { 0.0 };
            checks.extend([
                effort.days_at_most(&format!("new signals lead, {name},"), days.until_influence(new), limits.swapped),
                effort.days_at_most(&format!("half of the gain is back, {name},"), days.until_gain(0.5), limits.half),
                effort.days_at_most(&format!("80 % of the gain is back, {name},"), days.until_gain(0.8), limits.most),
            ]);
        }
    }
    vec![Row::new("A6", "an edge that moves to other signals is followed", checks)]
}

pub(super) fn conduct_flip(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let mut checks = Vec::new();
    for strength in strengths(effort) {
        let horizons = changed(lab, Topic::Flip, *strength, PLANTED.map(|weight| -weight));
        for (limits, days) in LIMITS.iter().zip(horizons) {
            let name = format!("{}, edge {strength:.2}", limits.name);
            let informed = |signal: usize| PLANTED.get(signal).is_some_and(|weight| *weight != 0.0);
            let new = |signal: usize, influence: f64| if informed(signal) { (-influence).max(0.0) } else { 0.0 };
            let turned = days.until_influence(new);
            let alarmed = if days.alarmed.is_finite() { format!("{:.0}", days.alarmed) } else { "never".to_owned() };
            checks.extend([
                effort.days_at_most(&format!("turned signals lead, {name},"), turned, limits.flipped),
                Check::told(&format!("right in the first 20 days, {name}"), format!("{:.2}", days.shock)),
                Check::told(&format!("median days to the alarm of a learner that adapts, {name}"), alarmed),
            ]);
        }
    }
    vec![Row::new("A7", "an edge that turns round is followed", checks)]
}
