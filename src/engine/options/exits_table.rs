//! What exits alone make of a contract, with and without skill: the table that shows why a win rate says nothing without the profit beside it.
//!
//! A call struck at 155 on a share at 150, 21 days from expiry, at a volatility of 25 % that the share has too; bought at the ask, a spread of 6 % of
//! the middle but at least $0.05, $1.05 of fees each way. The share moves in 26 steps of 15 minutes a session, which have 70 % of a day's
//! variance, and a night with 30 %; skill is a drift of the first session, in standard deviations of a day. The bid is looked at after every step
//! and not at night; the stop is half of the ask, and after five sessions the contract is sold. Prices are European; dividends are left out.

use std::cmp::Ordering;

use super::pricing::{PricingFault, Terms, european_price};
use crate::domain::option_chain::OptionRight;
use crate::learn::acceptance::experiments::Experiment;
use crate::learn::acceptance::measures::Measured;
use crate::learn::acceptance::report::Row;
use crate::learn::acceptance::{Effort, Lab, Topic};

/// A row: how much skill, which target, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExitsRow {
    /// Drift of the first session, in standard deviations of a day.
    pub edge: f64,
    /// Gain at which it is sold, in parts of the ask.
    pub target: f64,
    /// Share of trades with a profit.
    pub win_rate: f64,
    /// Mean profit in parts of what was paid.
    pub mean: f64,
    /// All profits by all losses.
    pub profit_factor: f64,
}

/// What the table has to come to: skill, target, win rate, mean profit, profit factor.
pub const EXPECTED: [ExitsRow; 7] = [
    row(0.0, 0.25, 0.558, -0.071, 0.70),
    row(0.0, 1.00, 0.304, -0.078, 0.78),
    row(0.16, 0.50, 0.472, -0.017, 0.94),
    row(0.50, 0.50, 0.579, 0.105, 1.47),
    row(1.04, 0.25, 0.850, 0.18, 3.3),
    row(1.04, 0.50, 0.739, 0.29, 3.1),
    row(1.04, 1.00, 0.580, 0.38, 2.8),
];

/// How far the win rate may be from [`EXPECTED`] with 40,000 paths.
pub const WIN_RATE_TOLERANCE: f64 = 0.01;

/// How far the mean may be from [`EXPECTED`] with 40,000 paths: one point.
pub const MEAN_TOLERANCE: f64 = 0.01;

const fn row(edge: f64, target: f64, win_rate: f64, mean: f64, profit_factor: f64) -> ExitsRow {
    ExitsRow { edge, target, win_rate, mean, profit_factor }
}

const SPOT: f64 = 150.0;
const STRIKE: f64 = 155.0;
const RATE: f64 = 0.043;
const VOLATILITY: f64 = 0.25;
const DAYS_TO_EXPIRY: f64 = 21.0;
const SPREAD: f64 = 0.06;
const SPREAD_MIN: f64 = 0.05;
const FEE: f64 = 1.05;
const STOP: f64 = 0.50;
const SHARES: f64 = 100.0;

/// Days of trading in a year.
const TRADING_DAYS: f64 = 252.0;

/// Sessions that it is held at most.
const SESSIONS: usize = 5;

/// Steps of a session, and the night.
const STEPS: usize = 26;
const MOVES: usize = STEPS + 1;
const DAY_SHARE: f64 = 0.7;
const NIGHT_SHARE: f64 = 0.3;

/// Exits with and without skill, in the table of acceptance.
pub const EXPERIMENT: Experiment = Experiment { ids: &["A16"], steps: steps_taken, conduct };

/// Paths of one job, and what one costs, in predictions.
const PATHS: usize = 1_000;
const STEPS_A_JOB: u64 = 2_000;

/// Streams of chance that the other experiments on options have.
const STREAMS_BEFORE: usize = 200_000;

fn jobs(effort: Effort) -> usize {
    effort.pick(40, 10, 4)
}

fn steps_taken(effort: Effort) -> u64 {
    jobs(effort) as u64 * STEPS_A_JOB
}

fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let brought = lab.gather(jobs(lab.effort), STEPS_A_JOB, |job| {
        let mut chance = lab.chance(Topic::Options, STREAMS_BEFORE + job);
        simulate(PATHS, &mut || chance.normal()).ok()
    });
    // A job that brought nothing counts as paths without any trade, which no row agrees with.
    let nothing = [Tally::default(); EXPECTED.len()];
    let sum = brought.into_iter().fold(nothing, |sum, job| {
        let job = job.unwrap_or([Tally { paths: PATHS, ..Tally::default() }; EXPECTED.len()]);
        let mut both = sum;
        both.iter_mut().zip(job).for_each(|(sum, job)| sum.add(&job));
        both
    });
    let checks = EXPECTED.iter().zip(&sum).flat_map(|(expected, tally)| {
        let name = format!("{:.2} σ of skill, target +{:.0} %", expected.edge, expected.target * 100.0);
        let near = |what: &str, found: (f64, f64), middle: f64, by: f64| {
            let found = Measured { value: found.0, error: found.1 };
            lab.effort.between(&format!("{name}: {what}"), found, middle - by, middle + by)
        };
        [
            near("win rate", tally.win_rate(), expected.win_rate, WIN_RATE_TOLERANCE),
            near("mean gain", tally.mean(), expected.mean, MEAN_TOLERANCE),
        ]
    });
    vec![Row::new("A16", "win rates and profits of exits agree with simulation", checks.collect())]
}

/// Simulates so many paths, the same for every row, and tells what each row of [`EXPECTED`] came to. `normal` gives standard normal numbers,
/// 135 for each path. An error only where a price of these fixed terms could not be computed.
pub fn exits_table(paths: usize, normal: &mut dyn FnMut() -> f64) -> Result<[ExitsRow; EXPECTED.len()], PricingFault> {
    let tallies = simulate(paths, normal)?;
    let mut rows = EXPECTED;
    for (row, tally) in rows.iter_mut().zip(&tallies) {
        let (win_rate, mean) = (tally.win_rate().0, tally.mean().0);
        *row = ExitsRow { win_rate, mean, profit_factor: tally.profits / tally.losses, ..*row };
    }
    Ok(rows)
}

fn simulate(paths: usize, normal: &mut dyn FnMut() -> f64) -> Result<[Tally; EXPECTED.len()], PricingFault> {
    let trade = Trade::new()?;
    let mut rungs = Vec::with_capacity(EXPECTED.len());
    for wanted in &EXPECTED {
        rungs.push(Rungs::new(&trade, wanted)?);
    }
    let mut tallies = [Tally::default(); EXPECTED.len()];
    let mut moves = [0.0; SESSIONS * MOVES];
    for _ in 0..paths {
        for number in &mut moves {
            *number = normal();
        }
        for (rungs, tally) in rungs.iter().zip(&mut tallies) {
            let (log, left) = rungs.end(&moves);
            tally.take(trade.gain(SPOT * libm::exp(log), left)?);
        }
    }
    Ok(tallies)
}

/// The contract as it was bought.
struct Trade {
    ask: f64,
    half_spread: f64,
    cost: f64,
}

impl Trade {
    fn new() -> Result<Self, PricingFault> {
        let middle = value(SPOT, DAYS_TO_EXPIRY)?;
        let half_spread = (SPREAD * middle).max(SPREAD_MIN) / 2.0;
        let ask = middle + half_spread;
        Ok(Self { ask, half_spread, cost: ask * SHARES + FEE })
    }

    fn bid(&self, spot: f64, days: f64) -> Result<f64, PricingFault> {
        Ok((value(spot, days)? - self.half_spread).max(0.0))
    }

    /// Profit in parts of what was paid.
    fn gain(&self, spot: f64, days: f64) -> Result<f64, PricingFault> {
        Ok((self.bid(spot, days)? * SHARES - FEE - self.cost) / self.cost)
    }
}

fn value(spot: f64, days: f64) -> Result<f64, PricingFault> {
    let years = days / 365.0;
    european_price(
        &Terms { right: OptionRight::Call, spot, strike: STRIKE, years, rate: RATE, dividends: &[] },
        VOLATILITY,
    )
}

/// Days to expiry after so many whole sessions and steps.
fn days_left(session: usize, step: usize) -> f64 {
    DAYS_TO_EXPIRY - session as f64 * 365.0 / TRADING_DAYS - step as f64 / STEPS as f64
}

/// For every look at the bid, between which prices of the share the contract is kept: the bid only rises with the share, so that prices of
/// the share can be compared in its place. All as logarithms of the share's change since the entry.
struct Rungs {
    /// Drift of a whole first session and night, and the drift that keeps the mean of the share.
    drift: f64,
    looks: Vec<(f64, f64)>,
}

impl Rungs {
    fn new(trade: &Trade, wanted: &ExitsRow) -> Result<Self, PricingFault> {
        let mut looks = Vec::with_capacity(SESSIONS * STEPS);
        for session in 0..SESSIONS {
            for step in 0..STEPS {
                let days = days_left(session, step);
                let stop = level(trade, STOP * trade.ask, days)?;
                looks.push((stop, level(trade, (1.0 + wanted.target) * trade.ask, days)?));
            }
        }
        Ok(Self { drift: wanted.edge * daily_sigma(), looks })
    }

    /// Where the share stands and how many days are left when the contract is sold.
    fn end(&self, moves: &[f64; SESSIONS * MOVES]) -> (f64, f64) {
        let sigma = daily_sigma();
        let mut log = 0.0;
        let mut looks = self.looks.iter();
        for (number, chance) in moves.iter().enumerate() {
            let (session, step) = (number / MOVES, number % MOVES);
            let share = if step == STEPS { NIGHT_SHARE } else { DAY_SHARE / STEPS as f64 };
            let drift = if session == 0 { self.drift } else { 0.0 };
            log += drift * share - 0.5 * sigma * sigma * share + sigma * share.sqrt() * chance;
            if step == STEPS {
                continue;
            }
            let kept = looks.next().is_some_and(|(stop, target)| *stop < log && log < *target);
            if !kept {
                return (log, days_left(session, step));
            }
        }
        (log, days_left(SESSIONS, 0))
    }
}

fn daily_sigma() -> f64 {
    VOLATILITY / TRADING_DAYS.sqrt()
}

/// The logarithm of the share's change since the entry at which the bid is that high.
fn level(trade: &Trade, bid: f64, days: f64) -> Result<f64, PricingFault> {
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        match trade.bid(SPOT * libm::exp(middle), days)?.total_cmp(&bid) {
            Ordering::Less => low = middle,
            _ => high = middle,
        }
    }
    Ok(f64::midpoint(low, high))
}

/// What trades came to, in parts of what was paid.
#[derive(Clone, Copy, Default)]
struct Tally {
    paths: usize,
    won: usize,
    profits: f64,
    losses: f64,
    squares: f64,
}

impl Tally {
    fn take(&mut self, gain: f64) {
        self.paths += 1;
        self.squares += gain * gain;
        if gain > 0.0 {
            self.won += 1;
            self.profits += gain;
        } else {
            self.losses -= gain;
        }
    }

    fn add(&mut self, other: &Self) {
        self.paths += other.paths;
        self.won += other.won;
        self.profits += other.profits;
        self.losses += other.losses;
        self.squares += other.squares;
    }

    /// With its standard error.
    fn win_rate(&self) -> (f64, f64) {
        let count = self.paths.max(1) as f64;
        let share = self.won as f64 / count;
        (share, (share * (1.0 - share) / count).sqrt())
    }

    /// With its standard error.
    fn mean(&self) -> (f64, f64) {
        let count = self.paths.max(1) as f64;
        let mean = (self.profits - self.losses) / count;
        (mean, ((self.squares / count - mean * mean).max(0.0) / count).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn the_table_comes_out_as_published() {
        let mut rng = ChaCha8Rng::seed_from_u64(16);
        // Box and Muller 1958.
        let mut normal = || {
            let (radius, angle) = (1.0 - rng.gen_range(0.0..1.0_f64), rng.gen_range(0.0..std::f64::consts::TAU));
            libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(angle)
        };
        let table = exits_table(40_000, &mut normal).unwrap();
        for (found, expected) in table.iter().zip(&EXPECTED) {
            assert!((found.win_rate - expected.win_rate).abs() <= WIN_RATE_TOLERANCE, "{found:?} is not {expected:?}");
            assert!((found.mean - expected.mean).abs() <= MEAN_TOLERANCE, "{found:?} is not {expected:?}");
            let factor = found.profit_factor / expected.profit_factor;
            assert!((0.94..1.06).contains(&factor), "{found:?} is not {expected:?}");
        }
    }
}
