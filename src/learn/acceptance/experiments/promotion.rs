//! Promotion of a challenger: no luck is promoted, real skill is, and soon.

use super::{FIVE_YEARS, ONE_DAY, steps};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::promotion::{FLOOR, Promotion, Stakeout, evidence_needed};
use crate::learn::acceptance::market::{BARS_A_DAY, DAYS_A_YEAR, Recipe};
use crate::learn::acceptance::measures::{mean, measured, median};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::{Said, outcomes};
use crate::learn::acceptance::{Effort, Lab, Topic};
use crate::learn::chance::Chance;

/// Lengths of lives in days: of forecasters that know equally little, and of a learner against no skill.
const EQUAL_DAYS: usize = 10 * DAYS_A_YEAR;
const SKILL_DAYS: usize = 3 * DAYS_A_YEAR;

/// How boldly forecasters without knowledge state, one after the other.
const BOLDNESS: [f64; 3] = [0.3, 1.0, 2.0];

/// Half a HOLD share of about a fifth as the threshold of an ordered logit.
const THRESHOLD: f64 = 0.45;

/// How many challengers try, one after the other, and how far each is thrown off: by so many log odds, changing over so many bars.
const CHALLENGERS: usize = 12;
const THROWN_OFF: f64 = 0.25;
const THROWN_OFF_BARS: f64 = 130.0;

/// Strengths of the edge where challengers are worse, and where a learner challenges no skill.
const WEAK: f64 = 0.06;
const STRONG: f64 = 0.15;

/// Limits: % of runs with a false promotion among equals, and among worse ones; days until real skill is promoted.
const EQUALS_MAX: f64 = 5.0;
const WORSE_MAX: f64 = 3.0;
const SKILL_DAYS_MAX: f64 = 300.0;

fn runs(effort: Effort) -> [usize; 3] {
    [effort.pick(300, 60, 12), effort.pick(60, 10, 2), effort.pick(24, 8, 4)]
}

/// An equal pair costs a third of a learner, twelve challengers as much as four.
const fn weights() -> [u64; 3] {
    [steps(EQUAL_DAYS) / 3, 5 * steps(FIVE_YEARS), steps(SKILL_DAYS)]
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    runs(effort).into_iter().zip(weights()).map(|(runs, weight)| runs as u64 * weight).sum()
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let ([equal_runs, worse_runs, skill_runs], [equal, worse, skill]) = (runs(lab.effort), weights());
    let effort = lab.effort;
    let equals = lab.gather(equal_runs, equal, |job| equals_promoted(lab, job));
    let losers = lab.gather(worse_runs, worse, |job| worse_promoted(lab, 10_000 + job));
    let skilled = lab.gather(skill_runs, skill, |job| {
        let market = Recipe::new(SKILL_DAYS, STRONG).market(&mut lab.chance(Topic::Promotion, 20_000 + job));
        let said = lab.life(&market, ONE_DAY).said;
        let pairs = said.iter().map(|said| (said.base, said.stated, said.became));
        days_until(pairs, evidence_needed(1)).unwrap_or(f64::INFINITY)
    });
    let percent = |promoted: &[bool]| {
        measured(promoted, |promoted| mean(promoted.map(|promoted| if *promoted { 100.0 } else { 0.0 })))
    };
    let kept = skilled.iter().filter(|days| days.is_finite()).count();
    let checks = vec![
        effort.at_most("% of equals promoted in 10 years", percent(&equals), EQUALS_MAX),
        effort.at_most("% of runs that promote one of 12 worse ones in 4 years", percent(&losers), WORSE_MAX),
        effort.days_at_most("median until an edge of 0.15 beats no skill", median(skilled), SKILL_DAYS_MAX),
        Check::told("learners promoted within 3 years", format!("{kept} of {skill_runs}")),
    ];
    vec![Row::new("A10", "skill is promoted, luck is not", checks)]
}

/// Whether one of two that know equally little, in a market without an edge, is promoted over the other in ten years.
fn equals_promoted(lab: &Lab<'_>, job: usize) -> bool {
    let market = Recipe::new(EQUAL_DAYS, 0.0).market(&mut lab.chance(Topic::Promotion, job));
    let bold = BOLDNESS.iter().copied().cycle().nth(job).unwrap_or_default();
    let pairs = market
        .scores
        .iter()
        .zip(outcomes(&market, ONE_DAY))
        .map(|([first, second, ..], became)| (logit(bold * first), logit(bold * second), became));
    days_until(pairs, evidence_needed(1)).is_some()
}

/// Whether one of twelve that state what a learner does, but thrown off, is promoted over it in four years.
fn worse_promoted(lab: &Lab<'_>, job: usize) -> bool {
    let mut chance = lab.chance(Topic::Promotion, job);
    let market = Recipe::new(FIVE_YEARS, WEAK).market(&mut chance);
    let said = lab.life(&market, ONE_DAY).said;
    (1..=CHALLENGERS).any(|number| {
        let thrown_off = thrown_off(&said, &mut chance);
        let pairs = said.iter().zip(thrown_off).map(|(said, thrown_off)| (said.stated, thrown_off, said.became));
        let needed = evidence_needed(u32::try_from(number).unwrap_or(u32::MAX));
        days_until(pairs.skip(DAYS_A_YEAR * BARS_A_DAY), needed).is_some()
    })
}

/// What was stated, with noise that goes back slowly added to the log odds.
fn thrown_off(said: &[Said], chance: &mut Chance) -> Vec<Probabilities> {
    let keep = libm::exp(-1.0 / THROWN_OFF_BARS);
    let add = libm::sqrt(1.0 - keep * keep);
    let mut noise = 0.0;
    said.iter()
        .map(|said| {
            noise = keep * noise + add * chance.normal();
            let Probabilities { down, hold, up } = said.stated;
            let up_of_moved = 1.0 / (1.0 + down / up * libm::exp(-THROWN_OFF * noise));
            Probabilities { down: (1.0 - hold) * (1.0 - up_of_moved), hold, up: (1.0 - hold) * up_of_moved }
        })
        .collect()
}

/// Days until the evidence for the second of each pair reaches what is needed, looked at every day.
fn days_until(pairs: impl Iterator<Item = (Probabilities, Probabilities, Direction)>, needed: f64) -> Option<f64> {
    let mut promotion = Promotion::default();
    // What a slot brought is known a day later, just before its next bet.
    let mut waiting = [None; BARS_A_DAY];
    for (step, (champion, challenger, became)) in pairs.enumerate() {
        let slot = step % BARS_A_DAY;
        let better = |became: Direction| loss(&champion, became) - loss(&challenger, became);
        let brought = waiting.get_mut(slot).and_then(|waiting| waiting.replace(better(became)));
        if let Some(difference) = brought {
            promotion.settle(slot, difference);
        }
        if slot == 0 && promotion.evidence() >= needed {
            return Some((step / BARS_A_DAY) as f64);
        }
        let all = Direction::ALL.map(better);
        let stakeout = Stakeout {
            worst: all.into_iter().fold(f64::INFINITY, f64::min),
            best: all.into_iter().fold(f64::NEG_INFINITY, f64::max),
        };
        promotion.bet(slot, stakeout);
    }
    None
}

fn loss(stated: &Probabilities, became: Direction) -> f64 {
    -libm::log(stated.of(became).max(FLOOR))
}

fn logit(eta: f64) -> Probabilities {
    let below = |at: f64| 1.0 / (1.0 + libm::exp(-(at - eta)));
    let (down, until_up) = (below(-THRESHOLD), below(THRESHOLD));
    Probabilities { down, hold: until_up - down, up: 1.0 - until_up }
}
