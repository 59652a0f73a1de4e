//! Signals that fall silent for sixty days: their experts sleep, and are as good as before when they wake.

use super::{ONE_DAY, steps};
use crate::learn::acceptance::market::{BARS_A_DAY, Market, Recipe};
use crate::learn::acceptance::measures::{Measured, mean, measured};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::Life;
use crate::learn::acceptance::{Effort, Lab, Topic};

const STRENGTH: f64 = 0.15;

/// Length of a life, and the days in which signals are missing.
const DAYS: usize = 925;
const MISSING: (usize, usize) = (800, 860);

/// Days after the return until the gain has to be the old one, and how much may then be missing of it, nats.
const BACK_DAYS: usize = 5;
const LOST_MAX: f64 = 0.005;

/// How many of the signals that tell something are missing, the first ones, with the least gain meanwhile, nats.
const VARIANTS: [(usize, &str, f64); 2] = [(1, "the best signal", 0.015), (3, "all three that tell something", -0.012)];

/// Gain of one life in the days of the gap and after it, and that of the same life without a gap.
struct Gap {
    sound: bool,
    whole: (f64, f64),
    missing: [(f64, f64); VARIANTS.len()],
}

fn lives(effort: Effort) -> usize {
    effort.pick(160, 12, 4)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    ((VARIANTS.len() + 1) * lives(effort)) as u64 * steps(DAYS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let lives = lab.gather(lives(effort), (VARIANTS.len() + 1) as u64 * steps(DAYS), |job| {
        let market = Recipe::new(DAYS, STRENGTH).market(&mut lab.chance(Topic::Missing, job));
        let whole = lab.life(&market, ONE_DAY);
        let missing = VARIANTS.map(|(signals, _, _)| lab.life(&without(&market, signals), ONE_DAY));
        Gap {
            sound: missing.iter().all(|life| life.sound),
            whole: gains(&whole),
            missing: missing.each_ref().map(gains),
        }
    });
    let unsound = lives.iter().filter(|life| !life.sound).count();
    let mut checks = vec![Check::never("forecast that is not a number", unsound, lives.len())];
    for (number, (_, name, least)) in VARIANTS.into_iter().enumerate() {
        let of = |life: &Gap| life.missing.get(number).copied().unwrap_or((f64::NAN, f64::NAN));
        let meanwhile = measured(&lives, |lives| mean(lives.map(|life| of(life).0)));
        let lost: Measured = measured(&lives, |lives| mean(lives.map(|life| life.whole.1 - of(life).1)));
        checks.push(effort.at_least(&format!("gain without {name}"), meanwhile, least));
        checks.push(effort.at_most(&format!("gain lost from 5 days after the return of {name}"), lost, LOST_MAX));
    }
    let usual = mean(lives.iter().map(|life| life.whole.0));
    checks.push(Check::told("gain in these days where nothing is missing", format!("{usual:.4}")));
    vec![Row::new("A18", "missing signals sleep and wake", checks)]
}

/// The market in which the first `signals` are silent for some time. What they would have said is no number.
fn without(market: &Market, signals: usize) -> Market {
    let mut market = market.clone();
    let (from, to) = MISSING;
    let gap = market.scores.iter_mut().zip(&mut market.awake).take(to * BARS_A_DAY).skip(from * BARS_A_DAY);
    for (scores, awake) in gap {
        scores.iter_mut().take(signals).for_each(|score| *score = f64::NAN);
        awake.iter_mut().take(signals).for_each(|awake| *awake = false);
    }
    market
}

/// Mean gain over no skill in the gap, and in as many days from some days after it.
fn gains(life: &Life) -> (f64, f64) {
    let (from, to) = MISSING;
    let of = |begin: usize, end: usize| {
        let days = life.said.iter().take(end * BARS_A_DAY).skip(begin * BARS_A_DAY);
        mean(days.map(|said| said.base_loss() - said.loss()))
    };
    (of(from, to), of(to + BACK_DAYS, to + BACK_DAYS + to - from))
}
