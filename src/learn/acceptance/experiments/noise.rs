//! Markets without an edge: no false alarm, little cost, and never far behind no skill.

use super::{FIVE_YEARS, steps};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::learn::acceptance::market::{BARS_A_DAY, Recipe};
use crate::learn::acceptance::measures::{claims, extremes, mean, measured};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::{Life, Said};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// How many bars the signals take to forget: half a day, two days, ten days.
const MEMORIES: [f64; 3] = [13.0, 52.0, 260.0];

/// The cost is counted from the twenty-first day on.
const BEGIN: usize = 20 * BARS_A_DAY;

/// What the mean loss may lie above that of no skill, for each horizon, nats.
const COST_MAX: [f64; Horizon::COUNT] = [0.001, 0.003, 0.004];

/// What the losses of five years may sum up to above those of no skill, for each horizon, nats of independent outcomes: 5.95 for the mixture,
/// which is ln 12 for twelve experts and 11/12 of the 0.003 that are dealt out evenly on each of 1,260 days; and for the calibration ½ ln(1 + n
/// v) for each of its two numbers, n the outcomes that tell a side, a fifth of the independent ones after weighing by their variance of ¼, and
/// v the prior variance of the offset (0.01) or of the slope (0.09, times a mean square of the log odds of 0.01).
const REGRET_MAX: [f64; Horizon::COUNT] = [7.8, 6.9, 6.7];

/// One life without anything to learn.
#[derive(Clone, Copy, Debug)]
struct Quiet {
    count: usize,
    high: usize,
    highest: f64,
    accuracy: f64,
    gain: f64,
    regret: f64,
}

impl Quiet {
    fn of(life: &Life, bars: usize) -> Self {
        let said = &life.said;
        let gain = |said: &Said| said.base_loss() - said.loss();
        Self {
            count: said.len(),
            high: said.iter().filter(|said| said.confidence() >= 0.85).count(),
            highest: extremes(said.iter().map(Said::confidence)).1,
            accuracy: claims(said, BEGIN, |said| said.became != Direction::Hold).accuracy(),
            gain: mean(said.iter().skip(BEGIN).map(gain)),
            regret: -said.iter().map(gain).sum::<f64>() / bars as f64,
        }
    }
}

fn markets(effort: Effort) -> usize {
    MEMORIES.len() * effort.pick(60, 7, 1)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    markets(effort) as u64 * Horizon::COUNT as u64 * steps(FIVE_YEARS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let lives = lab.gather(markets(lab.effort), Horizon::COUNT as u64 * steps(FIVE_YEARS), |job| {
        let memory_bars = MEMORIES.iter().copied().cycle().nth(job).unwrap_or_default();
        let recipe = Recipe { memory_bars, ..Recipe::new(FIVE_YEARS, 0.0) };
        let market = recipe.market(&mut lab.chance(Topic::Noise, job));
        Horizon::ALL.map(|horizon| {
            let bars = horizon.bars() as usize;
            Quiet::of(&lab.life(&market, bars), bars)
        })
    });
    vec![false_alarms(lab.effort, &lives), cost(lab.effort, &lives), regret(lab.effort, &lives)]
}

fn false_alarms(effort: Effort, lives: &[[Quiet; Horizon::COUNT]]) -> Row {
    let all = || lives.iter().flatten();
    let (high, count) = all().fold((0, 0), |(high, count), life| (high + life.high, count + life.count));
    let loud =
        measured(lives, |lives| mean(lives.flatten().map(|life| if life.highest >= 0.75 { 100.0 } else { 0.0 })));
    let accuracy = measured(lives, |lives| mean(lives.flatten().map(|life| life.accuracy)));
    let highest = extremes(all().map(|life| life.highest)).1;
    Row::new(
        "A1",
        "noise raises no false alarm",
        vec![
            Check::never("confidence ≥ 0.85", high, count),
            effort.at_most("% of lives with any ≥ 0.75", loud, 1.0),
            effort.between("share of right sides", accuracy, 0.495, 0.505),
            Check::told("highest confidence", format!("{highest:.3}")),
        ],
    )
}

fn cost(effort: Effort, lives: &[[Quiet; Horizon::COUNT]]) -> Row {
    let checks = Horizon::ALL.into_iter().zip(COST_MAX).map(|(horizon, limit)| {
        let gain =
            measured(lives, |lives| mean(lives.filter_map(|life| life.get(horizon.index())).map(|life| life.gain)));
        effort.at_least(&format!("gain over no skill, {}", horizon.name()), gain, -limit)
    });
    Row::new("A2", "looking for an edge in noise costs little", checks.collect())
}

fn regret(effort: Effort, lives: &[[Quiet; Horizon::COUNT]]) -> Row {
    let checks = Horizon::ALL.into_iter().zip(REGRET_MAX).map(|(horizon, limit)| {
        let worst = extremes(lives.iter().filter_map(|life| life.get(horizon.index())).map(|life| life.regret)).1;
        effort.at_most(&format!("nats behind no skill in the worst life of 5 years, {}", horizon.name()), worst, limit)
    });
    Row::new("U1", "never far behind no skill", checks.collect())
}
