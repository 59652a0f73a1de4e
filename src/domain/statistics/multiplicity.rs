//! What the best of many trials is worth: the deflated Sharpe ratio, and the probability that choosing it was overfitting.

use super::normal;
use super::split::{blocks, chosen};

/// The Euler–Mascheroni constant.
const EULER: f64 = 0.577_215_664_901_532_9;

/// Mean, deviation, skewness and raw kurtosis of values.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moments {
    mean: f64,
    deviation: f64,
    skewness: f64,
    kurtosis: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Option<Self> {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let power = |exponent: i32| values.iter().map(|value| powi(value - mean, exponent)).sum::<f64>() / n;
        let deviation = libm::sqrt(power(2));
        // NaN for no values and 0 for constant ones are both refused.
        (deviation > 0.0).then(|| Self {
            mean,
            deviation,
            skewness: power(3) / powi(deviation, 3),
            kurtosis: power(4) / powi(deviation, 4),
        })
    }
}

/// Products, whose rounding is the same on every machine.
fn powi(base: f64, exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// Mean over deviation of daily returns, days without a trade included; `None` without any spread.
pub fn sharpe_ratio(returns: &[f64]) -> Option<f64> {
    Moments::of(returns).map(|moments| moments.mean / moments.deviation)
}

/// The probability that the true Sharpe ratio of the daily `returns` is above 0, given that they are the best of `trials` independent attempts
/// whose Sharpe ratios (daily, not annualised) vary by `variance` (Bailey and López de Prado 2014). `None` for fewer than 3 days, returns
/// without spread, or fewer than one trial.
pub fn deflated_sharpe(returns: &[f64], variance: f64, trials: f64) -> Option<f64> {
    if returns.len() < 3 || trials.is_nan() || trials < 1.0 || variance.is_nan() || variance < 0.0 {
        return None;
    }
    let Moments { mean, deviation, skewness, kurtosis } = Moments::of(returns)?;
    let sharpe = mean / deviation;
    // What the best of as many attempts without any worth shows on average.
    let luck = if trials > 1.0 {
        let of_best = normal::quantile(1.0 - 1.0 / trials);
        let of_better = normal::quantile(1.0 - 1.0 / (trials * std::f64::consts::E));
        libm::sqrt(variance) * ((1.0 - EULER) * of_best + EULER * of_better)
    } else {
        0.0
    };
    let error = 1.0 - skewness * sharpe + (kurtosis - 1.0) / 4.0 * sharpe * sharpe;
    let days = returns.len() as f64;
    (error > 0.0).then(|| normal::cumulative((sharpe - luck) * libm::sqrt(days - 1.0) / libm::sqrt(error)))
}

/// Probability of backtest overfitting (Bailey, Borwein, López de Prado and Zhu 2017): how often the best strategy on one half of the blocks
/// is no better than the median on the other half, over all ways to halve them. `strategies` hold the returns of the same days each.
///
/// `None` unless there are 2 strategies, an even number of 2 to 16 blocks, and 2 days a block.
pub fn overfitting(strategies: &[Vec<f64>], groups: usize) -> Option<f64> {
    let days = strategies.first()?.len();
    let even = groups.is_multiple_of(2) && (2..=16).contains(&groups) && days >= 2 * groups;
    if strategies.len() < 2 || !even || strategies.iter().any(|returns| returns.len() != days) {
        return None;
    }
    let sums: Vec<Vec<Sums>> = strategies.iter().map(|returns| block_sums(returns, groups)).collect();
    let halves: Vec<u32> = chosen(groups, groups / 2).collect();
    let overfitted = halves.iter().filter(|half| logit_of_rank(&sums, **half) <= 0.0).count();
    Some(overfitted as f64 / halves.len() as f64)
}

/// Days, sum and sum of squares of one block.
type Sums = (f64, f64, f64);

fn block_sums(returns: &[f64], groups: usize) -> Vec<Sums> {
    let of = |block: &[f64]| {
        block.iter().fold((0.0, 0.0, 0.0), |(n, sum, squares), value| (n + 1.0, sum + value, squares + value * value))
    };
    blocks(returns.len(), groups).into_iter().filter_map(|block| returns.get(block)).map(of).collect()
}

/// ln(w / (1 - w)) of the relative rank w, on the other half, of the strategy that is the best on the chosen one.
fn logit_of_rank(strategies: &[Vec<Sums>], half: u32) -> f64 {
    let ratios = |side: u32| -> Vec<f64> { strategies.iter().map(|sums| ratio(sums, half, side)).collect() };
    let (chosen, other) = (ratios(1), ratios(0));
    let best = chosen.iter().zip(&other).max_by(|one, two| one.0.total_cmp(two.0)).map_or(0.0, |(_, other)| *other);
    let below = other.iter().filter(|ratio| **ratio < best).count() as f64 + 0.5;
    let count = strategies.len() as f64;
    let rank = (below / count).clamp(1.0 / (count + 1.0), count / (count + 1.0));
    libm::log(rank / (1.0 - rank))
}

/// The Sharpe ratio over the blocks whose bit in `half` is `side`.
fn ratio(blocks: &[Sums], half: u32, side: u32) -> f64 {
    let on_side = blocks.iter().zip(0..).filter(|(_, bit)| half >> bit & 1 == side).map(|(sums, _)| sums);
    let (n, sum, squares) = on_side.fold((0.0, 0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1, all.2 + one.2));
    let variance = squares / n - (sum / n) * (sum / n);
    // A strategy that never traded has neither mean nor spread: it counts as nothing won, nothing lost.
    if variance > 0.0 { sum / n / libm::sqrt(variance) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const STRATEGIES: usize = 50;
    const DAYS: usize = 504;

    /// Daily returns of strategies with fat tails; the last has a Sharpe ratio of `planted` a day.
    fn strategies(rng: &mut ChaCha8Rng, planted: f64) -> Vec<Vec<f64>> {
        let uniform = |rng: &mut ChaCha8Rng| rng.gen_range(f64::MIN_POSITIVE..1.0);
        // Box and Muller 1958.
        let normal =
            |rng: &mut ChaCha8Rng| (-2.0 * uniform(rng).ln()).sqrt() * (std::f64::consts::TAU * uniform(rng)).cos();
        let fat = |rng: &mut ChaCha8Rng| normal(rng) * if rng.gen_bool(0.1) { 2.5 } else { 1.0 };
        let of = |rng: &mut ChaCha8Rng, edge: f64| (0..DAYS).map(|_| 0.01 * (fat(rng) + edge)).collect();
        (0..STRATEGIES).map(|place| of(rng, if place == STRATEGIES - 1 { planted * 1.27 } else { 0.0 })).collect()
    }

    /// The best strategy's position, its deflated Sharpe ratio, and whether it looks significant on its own.
    fn best(strategies: &[Vec<f64>]) -> (usize, f64, bool) {
        let ratios: Vec<f64> = strategies.iter().map(|returns| sharpe_ratio(returns).unwrap()).collect();
        let best = (0..ratios.len()).max_by(|a, b| ratios[*a].total_cmp(&ratios[*b])).unwrap();
        let variance = Moments::of(&ratios).unwrap().deviation.powi(2);
        let deflated = deflated_sharpe(&strategies[best], variance, STRATEGIES as f64).unwrap();
        (best, deflated, ratios[best] * (DAYS as f64).sqrt() > 1.645)
    }

    #[test]
    fn the_best_of_fifty_worthless_strategies_is_worth_nothing() {
        let mut rng = ChaCha8Rng::seed_from_u64(14);
        let (sets, mut naive, mut deflated, mut overfitted) = (40, 0, 0, 0.0);
        for _ in 0..sets {
            let strategies = strategies(&mut rng, 0.0);
            let (_, ratio, significant) = best(&strategies);
            naive += i32::from(significant);
            deflated += i32::from(ratio > 0.95);
            overfitted += overfitting(&strategies, 10).unwrap() / f64::from(sets);
        }
        assert!(naive > 30, "the best of many looks significant: {naive} of {sets}");
        assert!(deflated <= 2, "{deflated} of {sets}");
        assert!((overfitted - 0.5).abs() < 0.1, "{overfitted}");
    }

    #[test]
    fn a_planted_strategy_is_found() {
        let mut rng = ChaCha8Rng::seed_from_u64(15);
        let (sets, mut found, mut overfitted) = (10, 0, 0.0);
        for _ in 0..sets {
            let strategies = strategies(&mut rng, 0.2);
            let (place, ratio, _) = best(&strategies);
            found += i32::from(place == STRATEGIES - 1 && ratio > 0.9);
            overfitted += overfitting(&strategies, 10).unwrap() / f64::from(sets);
        }
        assert!(found >= 4 && overfitted <= 0.2, "{found} of {sets}, {overfitted}");
    }

    #[test]
    fn one_trial_is_the_probabilistic_sharpe_ratio() {
        // Alternating returns: skewness 0, kurtosis 1, so that the error's factor is 1.
        let returns: Vec<f64> = (0..101).map(|day| if day % 2 == 0 { 1.1 } else { -0.9 }).collect();
        let sharpe = sharpe_ratio(&returns).unwrap();
        let expected = normal::cumulative(sharpe * 10.0);
        assert!((deflated_sharpe(&returns, 0.5, 1.0).unwrap() - expected).abs() < 2e-3);
        assert_eq!(deflated_sharpe(&[0.0; 20], 0.1, 5.0), None);
        assert_eq!(overfitting(&[vec![0.0; 40]], 10), None);
    }
}
