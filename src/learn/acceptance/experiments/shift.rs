//! Scores shifted against the returns by months: each keeps its own memory, but nothing tells of anything any more.

use super::{FIRST_YEAR, FIVE_YEARS, ONE_DAY, steps};
use crate::learn::acceptance::market::Recipe;
use crate::learn::acceptance::measures::{area_under_curve, extremes, mean, measured};
use crate::learn::acceptance::report::Row;
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Strength of the edge before the shift.
const STRENGTH: f64 = 0.15;

/// Shifts in days, both ends included.
const SHIFTS: (usize, usize) = (60, 1_199);

/// No single life may gain more, nats.
const GAIN_MAX: f64 = 0.006;

/// The mean area under the curve lies within so much of one half, and that of each life within so much.
const AREA_MEAN_WITHIN: f64 = 0.006;
const AREA_EACH_WITHIN: f64 = 0.07;

fn lives(effort: Effort) -> usize {
    effort.pick(120, 14, 3)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    lives(effort) as u64 * steps(FIVE_YEARS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let found = lab.gather(lives(effort), steps(FIVE_YEARS), |job| {
        let mut chance = lab.chance(Topic::Shift, job);
        let (from, to) = SHIFTS;
        let days = from + chance.below(to - from + 1);
        let market = Recipe::new(FIVE_YEARS, STRENGTH).market(&mut chance).shifted(days);
        let said = lab.life(&market, ONE_DAY).said;
        let gain = mean(said.iter().skip(FIRST_YEAR).map(|said| said.base_loss() - said.loss()));
        (gain, area_under_curve(&said, FIRST_YEAR))
    });
    let gain = measured(&found, |found| mean(found.map(|life| life.0)));
    let area = measured(&found, |found| mean(found.map(|life| life.1)));
    let farthest = extremes(found.iter().map(|life| (life.1 - 0.5).abs())).1;
    let checks = vec![
        effort.at_most("mean gain over no skill", gain, 0.0),
        effort.at_most("largest gain of a life", extremes(found.iter().map(|life| life.0)).1, GAIN_MAX),
        effort.between("mean area under the curve", area, 0.5 - AREA_MEAN_WITHIN, 0.5 + AREA_MEAN_WITHIN),
        effort.at_most("its farthest distance from one half in a life", farthest, AREA_EACH_WITHIN),
    ];
    vec![Row::new("A9", "scores shifted against returns tell nothing", checks)]
}
