//! Whether 85 % means 85 %: claims of high confidence, pooled over many lives.

use super::{FIRST_YEAR, FIVE_YEARS, ONE_DAY, steps};
use crate::domain::call::{HIGH_CONFIDENCE, LOWER_END_MIN};
use crate::learn::acceptance::market::Recipe;
use crate::learn::acceptance::measures::{Claims, Measured, claims, episodes, measured};
use crate::learn::acceptance::oracle::Oracle;
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// Strengths of the edge.
const STRENGTHS: [f64; 2] = [0.20, 0.25];

/// At the larger strength at least as large a share of the steps that the oracle knows to be worth 85 % has to be called so.
const RECALL_MIN: f64 = 0.35;

/// Months that a life is judged for: its last four years.
const MONTHS: f64 = 48.0;

/// Claims of one life.
#[derive(Clone, Copy, Debug)]
struct High {
    steps: Claims,
    episodes: Claims,
    /// Episodes whose interval also lies high enough.
    gated: Claims,
    /// Steps that the oracle would call so.
    knowable: f64,
}

fn lives(effort: Effort) -> usize {
    effort.pick(80, 14, 4)
}

/// Days that the oracle counts.
fn oracle_days(effort: Effort) -> usize {
    effort.pick(20_000, 8_000, 4_000)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    // To count costs a third of what it costs to learn.
    STRENGTHS.len() as u64 * (lives(effort) as u64 * steps(FIVE_YEARS) + steps(oracle_days(effort)) / 3)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let days = oracle_days(effort);
    let oracles = lab.gather(STRENGTHS.len(), steps(days) / 3, |number| {
        let strength = STRENGTHS.get(number).copied().unwrap_or_default();
        Oracle::counted(&Recipe::new(days, strength), ONE_DAY, &mut lab.chance(Topic::Oracle, 100 + number))
    });
    let mut checks = Vec::new();
    for ((number, strength), oracle) in STRENGTHS.into_iter().enumerate().zip(oracles) {
        let found = lab.gather(lives(effort), steps(FIVE_YEARS), |job| {
            let mut chance = lab.chance(Topic::Honesty, number * 1_000 + job);
            let market = Recipe::new(FIVE_YEARS, strength).market(&mut chance);
            let said = lab.life(&market, ONE_DAY).said;
            let edges = market.edge.iter().take(said.len()).skip(FIRST_YEAR);
            let knowable =
                edges.map(|edge| oracle.of(*edge)).filter(|truth| truth.up.max(truth.down) >= HIGH_CONFIDENCE);
            High {
                steps: claims(&said, FIRST_YEAR, |said| said.confidence() >= HIGH_CONFIDENCE),
                episodes: episodes(&said, FIRST_YEAR, |said| said.confidence() >= HIGH_CONFIDENCE),
                gated: episodes(&said, FIRST_YEAR, |said| {
                    said.confidence() >= HIGH_CONFIDENCE && said.lower >= LOWER_END_MIN
                }),
                knowable: knowable.count() as f64,
            }
        });
        for (kind, of) in KINDS {
            checks.extend(honest(effort, &format!("{kind}, edge {strength:.2}"), &found, of));
        }
        if number + 1 == STRENGTHS.len() {
            let recall = measured(&found, |found| {
                let (called, knowable) = found
                    .fold((0.0, 0.0), |(called, knowable), life| (called + life.steps.count, knowable + life.knowable));
                called / knowable
            });
            checks.push(effort.at_least(
                &format!("called of what can be known, edge {strength:.2}"),
                recall,
                RECALL_MIN,
            ));
        }
    }
    vec![Row::new("A5", "85 % means 85 %", checks)]
}

const KINDS: [(&str, fn(&High) -> &Claims); 3] = [
    ("steps", |life| &life.steps),
    ("episodes", |life| &life.episodes),
    ("episodes with a high lower end", |life| &life.gated),
];

fn honest(effort: Effort, name: &str, found: &[High], of: fn(&High) -> &Claims) -> [Check; 3] {
    let pooled = |found: &mut dyn Iterator<Item = &High>| found.fold(Claims::default(), |sum, life| sum.and(of(life)));
    let all = pooled(&mut found.iter());
    let accuracy: Measured = measured(found, |found| pooled(found).accuracy());
    let excess = measured(found, |found| {
        let claims = pooled(found);
        claims.accuracy() - claims.claimed()
    });
    let a_month = all.count / (found.len() as f64 * MONTHS);
    [
        effort.at_least(&format!("right of {name}"), accuracy, HIGH_CONFIDENCE),
        effort.at_least(&format!("right less claimed of {name}"), excess, -0.01),
        Check::told(&format!("{name} a month"), format!("{a_month:.2}, {:.0} in all", all.count)),
    ]
}
