//! Intervals that are looked at after every outcome: how often they ever miss the truth.

use crate::domain::statistics::interval::{anytime, wilson};
use crate::domain::unit::Fraction;
use crate::learn::acceptance::measures::{mean, measured};
use crate::learn::acceptance::report::Row;
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Shares that are true.
const TRUTHS: [f64; 3] = [0.5, 0.7, 0.85];

/// Looks at an interval: after each outcome from one number to another.
const LOOKS: (usize, usize) = (5, 200);

/// In how many percent of series the interval for every look may ever miss, and an interval for one look has to, which shows that the
/// experiment can see it.
const ANYTIME_MISSES_MAX: f64 = 5.0;
const ONE_LOOK_MISSES_MIN: f64 = 25.0;

/// Lower and upper end.
type Interval = (Fraction, Fraction);

fn series(effort: Effort) -> usize {
    effort.pick(4_000, 2_000, 500)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    // Computing the intervals of a number of outcomes costs some hundred predictions, looking at a series of them ten.
    (LOOKS.1 * 300 + TRUTHS.len() * series(effort) * 10) as u64
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    // For each number of outcomes and of those that are right, both intervals.
    let intervals: Vec<Vec<[Interval; 2]>> = lab.gather(LOOKS.1, 300, |before| {
        let n = before + 1;
        let of = |right: usize| {
            let share = Fraction::new(right as f64 / n as f64).unwrap_or(Fraction::ZERO);
            [anytime(right as f64, n as f64), wilson(share, n as f64)]
        };
        (0..=n).map(of).collect()
    });
    let mut checks = Vec::new();
    for (number, truth) in TRUTHS.into_iter().enumerate() {
        let missed = lab.gather(series(effort), 10, |job| {
            let mut chance = lab.chance(Topic::Coverage, number * 100_000 + job);
            let mut right = 0;
            let mut missed = [false; 2];
            for (before, of) in intervals.iter().enumerate() {
                right += usize::from(chance.uniform() < truth);
                let Some(both) = of.get(right).filter(|_| before + 1 >= LOOKS.0) else { continue };
                for (missed, (low, high)) in missed.iter_mut().zip(both) {
                    *missed |= truth < low.get() || truth > high.get();
                }
            }
            missed
        });
        let percent = |kind: usize| {
            measured(&missed, |missed| {
                mean(missed.filter_map(|missed| missed.get(kind)).map(|missed| if *missed { 100.0 } else { 0.0 }))
            })
        };
        checks.push(effort.at_most(
            &format!("% that ever miss {truth:.2}, interval for every look"),
            percent(0),
            ANYTIME_MISSES_MAX,
        ));
        checks.push(effort.at_least(
            &format!("the same of Wilson's, for one look, {truth:.2}"),
            percent(1),
            ONE_LOOK_MISSES_MIN,
        ));
    }
    vec![Row::new("A12", "intervals hold though they are looked at every time", checks)]
}
