//! The test of claimed confidence: quiet while claims are true, loud soon where they are not.

use crate::domain::call::OVERSTATED_MAX;
use crate::learn::acceptance::measures::{mean, measured, median};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};
use crate::learn::online::overstatement::Overstatement;

/// What is claimed each time, and how often.
const CLAIMED: f64 = 0.87;
const CLAIMS: usize = 400;

/// How often claims come true that are not what they say.
const TRUTHS: [f64; 3] = [0.60, 0.70, 0.75];

/// True claims may be doubted in so many percent of series, and those of 0.60 have to be after so many, in the middle of series.
const DOUBTED_MAX: f64 = 5.0;
const CLAIMS_UNTIL_DOUBT: f64 = 25.0;

fn series(effort: Effort) -> usize {
    effort.pick(4_000, 2_000, 1_000)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    // A claim costs a tenth of a prediction.
    ((TRUTHS.len() + 1) * series(effort) * CLAIMS / 10) as u64
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let until_doubt = |number: usize, truth: f64| {
        lab.gather(series(effort), (CLAIMS / 10) as u64, |job| {
            let mut chance = lab.chance(Topic::Claims, number * 100_000 + job);
            let mut test = Overstatement::new();
            let doubted = (1..=CLAIMS).find(|_| {
                test.take(CLAIMED, chance.uniform() < truth);
                test.level() >= OVERSTATED_MAX
            });
            doubted.map_or(f64::INFINITY, |claims| claims as f64)
        })
    };
    let honest = until_doubt(0, CLAIMED);
    let doubted = measured(&honest, |found| mean(found.map(|claims| if claims.is_finite() { 100.0 } else { 0.0 })));
    let mut checks = vec![effort.at_most("% of true series doubted in 400 claims", doubted, DOUBTED_MAX)];
    for (number, truth) in TRUTHS.into_iter().enumerate() {
        let claims = median(until_doubt(number + 1, truth));
        let what = format!("claims of 0.87 until doubt where {truth:.2} come true, median");
        checks.push(if number == 0 {
            Check::holds(
                &format!("{what}, ≤ {CLAIMS_UNTIL_DOUBT:.0}"),
                format!("{claims:.0}"),
                claims <= CLAIMS_UNTIL_DOUBT,
            )
        } else {
            Check::told(&what, format!("{claims:.0}"))
        });
    }
    vec![Row::new("A13", "overstated confidence is found out", checks)]
}
