//! Scores shifted against the returns by months: each keeps its own memory, but nothing tells of anything any more.

use super::{FIRST_YEAR, FIVE_YEARS, ONE_DAY, steps};
use crate::learn::acceptance::market::{Market, Recipe};
use crate::learn::acceptance::measures::{area_under_curve, extremes, mean, measured};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Strength of the edge before the shift.
const STRENGTH: f64 = 0.15;

/// Shifts in days, both ends included.
const SHIFTS: (usize, usize) = (60, 1_199);

/// The mean area under the curve may differ by so much from that of scores of another market.
const AREA_WITHIN: f64 = 0.006;

/// Gain over no skill and area under the curve, with shifted scores and with those of another market.
struct Twins {
    shifted: (f64, f64),
    unrelated: (f64, f64),
}

fn lives(effort: Effort) -> usize {
    effort.pick(100, 10, 3)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    2 * lives(effort) as u64 * steps(FIVE_YEARS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let found = lab.gather(lives(effort), 2 * steps(FIVE_YEARS), |job| {
        let mut chance = lab.chance(Topic::Shift, job);
        let (from, to) = SHIFTS;
        let days = from + chance.below(to - from + 1);
        let market = Recipe::new(FIVE_YEARS, STRENGTH).market(&mut chance);
        // Returns with an edge remember a little of themselves, which whoever follows recent outcomes profits from, whatever the scores.
        let other = Recipe::new(FIVE_YEARS, STRENGTH).market(&mut chance);
        let unrelated = Market { scores: other.scores, ..market.clone() };
        Twins { shifted: brought(lab, &market.shifted(days)), unrelated: brought(lab, &unrelated) }
    });
    let mean_of = |of: fn(&Twins) -> f64| measured(&found, |found| mean(found.map(of)));
    let (low, high) = extremes(found.iter().map(|life| life.shifted.1));
    // The memory of returns alone brings about what losing nothing costs.
    let judged = effort.widened();
    let checks = vec![
        judged.at_most("mean gain over no skill", mean_of(|life| life.shifted.0), 0.0),
        judged.between(
            "area under the curve less that with another market's scores",
            mean_of(|life| life.shifted.1 - life.unrelated.1),
            -AREA_WITHIN,
            AREA_WITHIN,
        ),
        Check::told(
            "mean area under the curve",
            format!("{:.3}, {low:.3} to {high:.3}", mean_of(|life| life.shifted.1).value),
        ),
    ];
    vec![Row::new("A9", "scores shifted against returns tell nothing", checks)]
}

fn brought(lab: &Lab<'_>, market: &Market) -> (f64, f64) {
    let said = lab.life(market, ONE_DAY).said;
    let gain = mean(said.iter().skip(FIRST_YEAR).map(|said| said.base_loss() - said.loss()));
    (gain, area_under_curve(&said, FIRST_YEAR))
}
