//! A signal that speaks a dozen days a year and is nearly always right then: whether it is recognised before it is too late.

use super::{ONE_DAY, steps};
use crate::domain::call::HIGH_CONFIDENCE;
use crate::learn::acceptance::market::events;
use crate::learn::acceptance::measures::{Claims, claims, mean, measured, median};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::Said;
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Ten years.
const DAYS: usize = 2_520;

/// Share of lives in which the events have to be called highly probable one day, in percent.
const RECOGNISED_MIN: f64 = 80.0;

/// After how many of them, in the middle of lives.
const EVENTS_MAX: f64 = 70.0;

struct Recognised {
    /// Events before the first call of high confidence; infinite where there was none.
    after: f64,
    high: Claims,
}

fn lives(effort: Effort) -> usize {
    effort.pick(48, 10, 4)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    lives(effort) as u64 * steps(DAYS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let found = lab.gather(lives(effort), steps(DAYS), |job| {
        let market = events::market(DAYS, &mut lab.chance(Topic::Events, job));
        let said = lab.life(&market, ONE_DAY).said;
        let high = |said: &Said| said.confidence() >= HIGH_CONFIDENCE;
        let begins = |pair: &[f64]| matches!(pair, [before, now] if *before == 0.0 && *now != 0.0);
        let first = said.iter().position(high);
        let after = first.map(|step| market.edge.windows(2).take(step).filter(|pair| begins(pair)).count() as f64);
        Recognised { after: after.unwrap_or(f64::INFINITY), high: claims(&said, 0, high) }
    });
    let recognised = measured(&found, |found| mean(found.map(|life| if life.after.is_finite() { 100.0 } else { 0.0 })));
    let pooled = measured(&found, |found| found.fold(Claims::default(), |sum, life| sum.and(&life.high)).accuracy());
    let after = median(found.iter().map(|life| life.after));
    let checks = vec![
        effort.at_least("% of lives that recognise them", recognised, RECOGNISED_MIN),
        Check::holds(
            &format!("events until then, median, ≤ {:.0}", EVENTS_MAX * effort.days_factor()),
            format!("{after:.0}"),
            after <= EVENTS_MAX * effort.days_factor(),
        ),
        effort.at_least("right of what is called ≥ 0.85", pooled, HIGH_CONFIDENCE),
    ];
    vec![Row::new("A8", "rare events are recognised", checks)]
}
