//! What must be equal bit for bit: lives on any number of threads, lives in the mirrored market, and the past under another future.

use sha2::{Digest, Sha256};

use super::steps;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Probabilities;
use crate::learn::acceptance::market::{BARS_A_DAY, Market, PLANTED, Recipe};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::{Life, Said};
use crate::learn::acceptance::{Effort, Lab, Topic};

const STRENGTH: f64 = 0.15;

/// Length of lives that are lived twice; the edge turns round in the middle, so that detectors alarm.
const TWICE_DAYS: usize = 600;

/// Length of lives whose future is changed.
const FUTURE_DAYS: usize = 150;

fn changing(lab: &Lab<'_>, job: usize) -> Market {
    let change = Some((TWICE_DAYS / 2, PLANTED.map(|weight| -weight)));
    Recipe { change, ..Recipe::new(TWICE_DAYS, STRENGTH) }.market(&mut lab.chance(Topic::Twice, job))
}

fn twice(effort: Effort) -> usize {
    effort.pick(12, 4, 2)
}

const HORIZONS: u64 = Horizon::COUNT as u64;

pub(super) fn steps_twice(effort: Effort) -> u64 {
    2 * twice(effort) as u64 * HORIZONS * steps(TWICE_DAYS)
}

/// The hash of everything said and learned.
fn fingerprint(life: &Life) -> [u8; 32] {
    let mut hash = Sha256::new();
    for said in &life.said {
        numbers(said).iter().for_each(|number| hash.update(number.to_bits().to_le_bytes()));
    }
    for (lesson, alarmed) in &life.days {
        let learned = lesson.mixture.iter().chain(&lesson.influence).chain(&lesson.drift_of);
        let rest = [lesson.drift, lesson.gain, lesson.evidence, lesson.calibration.0, lesson.calibration.1];
        learned.chain(&rest).for_each(|number| hash.update(number.to_bits().to_le_bytes()));
        hash.update([u8::from(*alarmed)]);
    }
    hash.finalize().into()
}

fn numbers(said: &Said) -> [f64; 8] {
    let Said { stated, base, lower, became } = said;
    [stated.down, stated.hold, stated.up, base.down, base.hold, base.up, *lower, became.index() as f64]
}

pub(super) fn conduct_twice(lab: &Lab<'_>) -> Vec<Row> {
    let count = twice(lab.effort);
    let lives = |job: usize| {
        let market = changing(lab, job);
        Horizon::ALL.map(|horizon| fingerprint(&lab.life(&market, horizon.bars() as usize)))
    };
    let each = HORIZONS * steps(TWICE_DAYS);
    let many = lab.gather(count, each, lives);
    // Again, one after the other, the last one first, on one thread.
    let alone = lab.gather(1, each * count as u64, |_| {
        let mut alone: Vec<_> = (0..count).rev().map(lives).collect();
        alone.reverse();
        alone
    });
    let alone: Vec<_> = alone.into_iter().flatten().collect();
    let differ = many.iter().flatten().zip(alone.iter().flatten()).filter(|(a, b)| a != b).count();
    let whole = many.len() == count && alone.len() == count;
    let shared: Vec<u8> = many.iter().flatten().flatten().copied().collect();
    let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(shared));
    let checks = vec![
        Check::never(
            "life that differs between one thread and many",
            differ,
            if whole { count * Horizon::COUNT } else { 0 },
        ),
        Check::told("hash of all, the same on every machine for this seed", format!("{a:02x}{b:02x}{c:02x}{d:02x}")),
    ];
    vec![Row::new("A17", "the same seed gives the same bits", checks)]
}

pub(super) fn conduct_mirrored(lab: &Lab<'_>) -> Vec<Row> {
    let found = lab.gather(twice(lab.effort), 2 * HORIZONS * steps(TWICE_DAYS), |job| {
        let market = changing(lab, job);
        let mirrored = market.mirrored();
        Horizon::ALL.map(|horizon| {
            let bars = horizon.bars() as usize;
            let (life, other) = (lab.life(&market, bars), lab.life(&mirrored, bars));
            let differ = life.said.iter().zip(&other.said).filter(|(a, b)| !is_mirror(a, b)).count();
            (differ, life.said.len())
        })
    });
    let (differ, all) = found.iter().flatten().fold((0, 0), |sum, life| (sum.0 + life.0, sum.1 + life.1));
    let checks = vec![Check::never("prediction that is not mirrored exactly", differ, all)];
    vec![Row::new("M1", "the market upside down gives predictions upside down", checks)]
}

/// Whether up and down have changed places, and nothing else.
fn is_mirror(a: &Said, b: &Said) -> bool {
    let swapped = |p: &Probabilities, q: &Probabilities| (p.down, p.hold, p.up) == (q.up, q.hold, q.down);
    swapped(&a.stated, &b.stated) && swapped(&a.base, &b.base) && a.lower == b.lower && a.became == b.became.mirrored()
}

fn futures(effort: Effort) -> usize {
    effort.pick(102, 30, 6)
}

pub(super) fn steps_future(effort: Effort) -> u64 {
    2 * futures(effort) as u64 * HORIZONS * steps(FUTURE_DAYS)
}

pub(super) fn conduct_future(lab: &Lab<'_>) -> Vec<Row> {
    let found = lab.gather(futures(lab.effort), 2 * HORIZONS * steps(FUTURE_DAYS), |job| {
        let mut chance = lab.chance(Topic::Future, job);
        let market = Recipe::new(FUTURE_DAYS, STRENGTH).market(&mut chance);
        // From the first steps to the last ones.
        let known = 1 + chance.below(FUTURE_DAYS * BARS_A_DAY - 1);
        let other = match job % 3 {
            0 => Recipe::new(FUTURE_DAYS, STRENGTH).market(&mut chance),
            1 => magnified(&market),
            _ => backward(&market),
        };
        let changed = market.with_future(known, &other);
        Horizon::ALL.map(|horizon| {
            let bars = horizon.bars() as usize;
            (known, differing(&lab.life(&market, bars), &lab.life(&changed, bars), known, bars))
        })
    });
    let all = found.iter().flatten().map(|(known, _)| known).sum();
    let differ = found.iter().flatten().map(|(_, differ)| differ).sum();
    let checks = vec![Check::never("prediction or outcome that knew what came later", differ, all)];
    vec![Row::new("F1", "another future leaves the past as it was", checks)]
}

fn magnified(market: &Market) -> Market {
    let mut other = market.mirrored();
    other.returns.iter_mut().for_each(|log_return| *log_return *= 3.0);
    other
}

fn backward(market: &Market) -> Market {
    let mut other = market.clone();
    other.returns.reverse();
    other.scores.reverse();
    other
}

/// Steps before `known` at which two lives differ: in what was said, or in an outcome that was known by then.
fn differing(life: &Life, other: &Life, known: usize, bars: usize) -> usize {
    let pairs = life.said.iter().zip(&other.said).take(known).enumerate();
    let same_bits = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits());
    let differs = |step: usize, a: &Said, b: &Said| {
        let (a, b) = (numbers(a), numbers(b));
        let ([a @ .., a_became], [b @ .., b_became]) = (&a, &b);
        !same_bits(a, b) || (step + bars < known && a_became != b_became)
    };
    let said = pairs.filter(|(step, (a, b))| differs(*step, a, b)).count();
    let days = life.days.iter().zip(&other.days).take(known.div_ceil(BARS_A_DAY));
    said + days.filter(|(a, b)| a != b).count()
}
