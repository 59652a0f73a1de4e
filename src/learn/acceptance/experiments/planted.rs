//! Markets with an edge of known size: how much of it is found, and whether stated probabilities come true.

use super::{FIRST_YEAR, FIVE_YEARS, ONE_DAY, steps};
use crate::domain::prediction::{Direction, Probabilities};
use crate::learn::acceptance::market::volatility::Volatility;
use crate::learn::acceptance::market::{Market, Recipe};
use crate::learn::acceptance::measures::{
    BINS, Claims, bins, calibration_error, calibration_slope, claims, mean, measured,
};
use crate::learn::acceptance::oracle::Oracle;
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::run::{Life, Said, log_loss};
use crate::learn::acceptance::{Effort, Lab, Topic};

/// A strength of the edge with the share of what can be known that has to be found, under a law of volatility.
struct Plant {
    name: &'static str,
    strength: f64,
    found_min: f64,
    volatility: Volatility,
}

#[rustfmt::skip]
const PLANTS: [Plant; 5] = [
    Plant { name: "0.10", strength: 0.10, found_min: 0.55, volatility: Volatility::lognormal() },
    Plant { name: "0.15", strength: 0.15, found_min: 0.70, volatility: Volatility::lognormal() },
    Plant { name: "0.25", strength: 0.25, found_min: 0.80, volatility: Volatility::lognormal() },
    Plant { name: "0.15 under Heston", strength: 0.15, found_min: 0.70, volatility: Volatility::heston() },
    Plant { name: "0.15 under GARCH",  strength: 0.15, found_min: 0.70, volatility: Volatility::garch() },
];

/// The accuracy may lie below the oracle's by so much.
const ACCURACY_LAG_MAX: f64 = 0.03;

/// Limits of the calibration: mean error over bins, distance in one bin, slope.
const ERROR_MAX: f64 = 0.025;
const BIN_DISTANCE_MAX: f64 = 0.04;
const SLOPE: (f64, f64) = (0.90, 1.20);

/// A bin is judged where it was claimed on as many days.
const BIN_DAYS_MIN: f64 = 100.0;

/// What one life brought after its first year.
#[derive(Clone, Debug)]
struct Found {
    loss: f64,
    /// Loss of stating how often each outcome came, known in hindsight.
    hindsight: f64,
    oracle: f64,
    accuracy: f64,
    oracle_accuracy: f64,
    bins: [Claims; BINS],
    error: f64,
    slope: f64,
}

impl Found {
    fn of(life: &Life, market: &Market, oracle: &Oracle) -> Self {
        let said = life.said.iter().skip(FIRST_YEAR);
        let truth: Vec<(Probabilities, Direction)> = said
            .clone()
            .zip(market.edge.iter().skip(FIRST_YEAR))
            .map(|(said, edge)| (oracle.of(*edge), said.became))
            .collect();
        let count = |wanted: Direction| truth.iter().filter(|(_, became)| *became == wanted).count() as f64;
        let all = truth.len() as f64;
        let frequency = Probabilities {
            down: count(Direction::Down) / all,
            hold: count(Direction::Hold) / all,
            up: count(Direction::Up) / all,
        };
        let moved = truth.iter().filter(|(_, became)| *became != Direction::Hold);
        let oracle_right = |(stated, became): &(Probabilities, Direction)| {
            let side = if stated.up > stated.down { Direction::Up } else { Direction::Down };
            if side == *became { 1.0 } else { 0.0 }
        };
        let bins = bins(&life.said, FIRST_YEAR);
        Self {
            loss: mean(said.map(Said::loss)),
            hindsight: mean(truth.iter().map(|(_, became)| log_loss(&frequency, *became))),
            oracle: mean(truth.iter().map(|(stated, became)| log_loss(stated, *became))),
            accuracy: claims(&life.said, FIRST_YEAR, |said| said.became != Direction::Hold).accuracy(),
            oracle_accuracy: mean(moved.map(oracle_right)),
            error: calibration_error(&bins),
            bins,
            slope: calibration_slope(&life.said, FIRST_YEAR),
        }
    }
}

fn lives(effort: Effort) -> usize {
    effort.pick(16, 6, 3)
}

fn plants(effort: Effort) -> &'static [Plant] {
    PLANTS.split_at(effort.pick(5, 5, 3)).0
}

/// Days that the oracle counts.
fn oracle_days(effort: Effort) -> usize {
    effort.pick(20_000, 8_000, 4_000)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    // To count costs a third of what it costs to learn.
    plants(effort).len() as u64 * (lives(effort) as u64 * steps(FIVE_YEARS) + steps(oracle_days(effort)) / 3)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let plants = plants(effort);
    let recipe =
        |plant: &Plant, days: usize| Recipe { volatility: plant.volatility, ..Recipe::new(days, plant.strength) };
    let days = oracle_days(effort);
    let oracles = lab.gather(plants.len(), steps(days) / 3, |number| {
        plants
            .get(number)
            .map(|plant| Oracle::counted(&recipe(plant, days), ONE_DAY, &mut lab.chance(Topic::Oracle, number)))
    });
    let (mut edge, mut calibration) = (Vec::new(), Vec::new());
    for ((number, plant), oracle) in plants.iter().enumerate().zip(oracles.into_iter().flatten()) {
        let found = lab.gather(lives(effort), steps(FIVE_YEARS), |job| {
            let market = recipe(plant, FIVE_YEARS).market(&mut lab.chance(Topic::Planted, number * 1_000 + job));
            Found::of(&lab.life(&market, ONE_DAY), &market, &oracle)
        });
        edge.extend(edge_checks(effort, plant, &found));
        calibration.extend(calibration_checks(effort, plant, &found));
    }
    vec![Row::new("A3", "a planted edge is found", edge), Row::new("A4", "stated probabilities come true", calibration)]
}

fn edge_checks(effort: Effort, plant: &Plant, found: &[Found]) -> Vec<Check> {
    let share = measured(found, |found| {
        let (mut got, mut there) = (0.0, 0.0);
        for life in found {
            got += life.hindsight - life.loss;
            there += life.hindsight - life.oracle;
        }
        got / there
    });
    let lag = measured(found, |found| mean(found.map(|life| life.oracle_accuracy - life.accuracy)));
    let accuracy = mean(found.iter().map(|life| life.accuracy));
    vec![
        effort.at_least(&format!("share of the information found, edge {}", plant.name), share, plant.found_min),
        effort.at_most(&format!("accuracy below the oracle's, edge {}", plant.name), lag, ACCURACY_LAG_MAX),
        Check::told(&format!("share of right sides, edge {}", plant.name), format!("{accuracy:.3}")),
    ]
}

fn calibration_checks(effort: Effort, plant: &Plant, found: &[Found]) -> Vec<Check> {
    let error = measured(found, |found| mean(found.map(|life| life.error)));
    let slope = measured(found, |found| mean(found.map(|life| life.slope)));
    let worst = (0..BINS)
        .filter_map(|bin| {
            let pooled = |found: &mut dyn Iterator<Item = &Found>| {
                found.filter_map(|life| life.bins.get(bin)).fold(Claims::default(), Claims::and)
            };
            let all = pooled(&mut found.iter());
            let distance = measured(found, |found| {
                let claims = pooled(found);
                claims.accuracy() - claims.claimed()
            });
            // Claims of one day share an outcome; where few lives made them all, leaving one out tells too little.
            let by_days = libm::sqrt(all.claimed() * (1.0 - all.claimed()) / all.days);
            (all.days >= BIN_DAYS_MIN).then_some((distance.value.abs(), distance.error.max(by_days)))
        })
        // A bin of some hundred days is not known to 0.04: what chance may do is taken off.
        .map(|(distance, error)| (distance - 3.0 * error).max(0.0))
        .fold(0.0, f64::max);
    vec![
        effort.at_most(&format!("calibration error, edge {}", plant.name), error, ERROR_MAX),
        effort.at_most(&format!("worst bin beyond 3 standard errors, edge {}", plant.name), worst, BIN_DISTANCE_MAX),
        effort.between(&format!("slope, edge {}", plant.name), slope, SLOPE.0, SLOPE.1),
    ]
}
