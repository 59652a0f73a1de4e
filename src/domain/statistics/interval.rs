//! Intervals of 95 % on shares and means: for a single look, and for looking every day.

use crate::domain::unit::Fraction;

/// What an interval may miss.
const ALPHA: f64 = 0.05;

/// Two-sided 95 % quantile of the normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share out of `n` observations at one look (Wilson 1927); `n` may be fractional.
///
/// Looked at again and again it misses far more often than one time in twenty: what is watched needs [`anytime`].
pub fn wilson(share: Fraction, n: f64) -> (Fraction, Fraction) {
    if n <= 0.0 {
        return (Fraction::ZERO, clamped(1.0));
    }
    let (p, z2) = (share.get(), Z_95 * Z_95);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 * libm::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n)) / (1.0 + z2 / n);
    (clamped(centre - half), clamped(centre + half))
}

/// The 95 % interval of a share, `right` out of `n` observations, that stays valid however often it is looked at: the shares that a mixture
/// of bets (beta, 1/2 and 1/2) has not gained 20-fold against (Robbins 1970; Howard et al. 2021).
///
/// Both numbers may be fractional, as sums of uniqueness are; the guarantee is exact where observations follow one another without overlap.
/// `right` beyond `n` counts as `n`.
pub fn anytime(right: f64, n: f64) -> (Fraction, Fraction) {
    if n.is_nan() || n <= 0.0 {
        return (Fraction::ZERO, clamped(1.0));
    }
    let right = right.clamp(0.0, n);
    let wrong = n - right;
    // ln of the mixture's capital before it is divided by the likelihood, less what it has to gain.
    let surplus = log_beta(0.5 + right, 0.5 + wrong) - log_beta(0.5, 0.5) + libm::log(ALPHA);
    let excluded = |p: f64| surplus - right * libm::log(p) - wrong * libm::log1p(-p) >= 0.0;
    let share = right / n;
    // At the edges the likelihood is a plain power, which can be solved.
    let beyond = libm::exp(surplus / n);
    let low = match right {
        0.0 => 0.0,
        _ if wrong == 0.0 => beyond,
        _ => edge(0.0, share, excluded),
    };
    let high = match wrong {
        0.0 => 1.0,
        _ if right == 0.0 => 1.0 - beyond,
        _ => edge(1.0, share, excluded),
    };
    (clamped(low), clamped(high))
}

/// ln of the beta function.
fn log_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// Nearer to each other than this, two shares are the same.
const SAME_SHARE: f64 = 1e-16;

/// The border between what is excluded at `outside` and what is not at `inside`, by bisection.
fn edge(mut outside: f64, mut inside: f64, excluded: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = f64::midpoint(outside, inside);
        if middle == outside || middle == inside || (outside - inside).abs() < SAME_SHARE {
            return inside;
        }
        if excluded(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
}

/// A mean with an interval of 95 % that stays valid however often it is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// The interval.
    pub interval: (f64, f64),
}

/// Observations for which [`anytime_mean`] is sharpest.
const SHARPEST_AT: f64 = 250.0;

/// The interval of a mean, valid at every look once observations are many: `n` of them with that mean and variance (Waudby-Smith, Arbour,
/// Sinha, Kennedy and Ramdas 2021, "time-uniform central limit theory", theorem 2.2). Needs sums only, which can be kept.
///
/// `None` where `n` is not positive or the variance is no number that a variance can be.
pub fn anytime_mean(mean: f64, variance: f64, n: f64) -> Option<Mean> {
    if n.is_nan() || n <= 0.0 || variance.is_nan() || variance < 0.0 {
        return None;
    }
    let log = -2.0 * libm::log(ALPHA);
    let rho2 = (log + libm::log(log) + 1.0) / SHARPEST_AT;
    let spread = n * rho2 + 1.0;
    let half = libm::sqrt(variance * 2.0 * spread / (n * n * rho2) * libm::log(libm::sqrt(spread) / ALPHA));
    Some(Mean { mean, interval: (mean - half, mean + half) })
}

/// The largest part of what may be staked that a bet of [`betting`] puts in.
const STAKE_MAX: f64 = 0.5;

/// The interval of the mean of values that lie within `bounds`, valid at every look: the means against which betting on what came and went
/// has not gained 40-fold on either side (Waudby-Smith and Ramdas 2024, hedged capital with predictable plug-in bets; what was excluded once
/// stays so). Values beyond the bounds count as the bound, in the mean too. `None` without values or with bounds that hold nothing.
pub fn betting(values: &[f64], bounds: (f64, f64)) -> Option<Mean> {
    let width = bounds.1 - bounds.0;
    if values.is_empty() || width.is_nan() || width <= 0.0 {
        return None;
    }
    let parts: Vec<f64> = values.iter().map(|value| ((value - bounds.0) / width).clamp(0.0, 1.0)).collect();
    let stakes = stakes(&parts);
    let mirrored: Vec<f64> = parts.iter().map(|part| 1.0 - part).collect();
    let mean = parts.iter().sum::<f64>() / parts.len() as f64;
    let low = edge(0.0, 1.0, |m| broken(&parts, &stakes, m));
    let high = 1.0 - edge(0.0, 1.0, |m| broken(&mirrored, &stakes, m));
    let value = |part: f64| bounds.0 + width * part;
    Some(Mean { mean: value(mean), interval: (value(low.min(high)), value(high.max(low))) })
}

/// What to bet before each value, from those before it: √(2 ln(2/α) / (s² t ln(1 + t))), s² the variance so far.
fn stakes(parts: &[f64]) -> Vec<f64> {
    let (mut sum, mut squares) = (0.5, 0.25);
    let mut stakes = Vec::with_capacity(parts.len());
    for (part, before) in parts.iter().zip(1_u32..) {
        let t = f64::from(before);
        // Each square was taken around the mean as it stood then, the first ones as if a value of 1/2 had come before.
        let variance = squares / t;
        stakes.push(libm::sqrt(2.0 * libm::log(2.0 / ALPHA) / (variance * t * libm::log(1.0 + t))));
        sum += part;
        let mean = sum / (t + 1.0);
        squares += (part - mean) * (part - mean);
    }
    stakes
}

/// Whether bets that the mean lies above `m` have ever gained 2/α-fold.
fn broken(parts: &[f64], stakes: &[f64], m: f64) -> bool {
    let (mut capital, needed) = (0.0, libm::log(2.0 / ALPHA));
    parts.iter().zip(stakes).any(|(part, stake)| {
        capital += libm::log1p(stake.min(STAKE_MAX / m) * (part - m));
        capital >= needed
    })
}

/// Rounding can carry a share a hair outside `[0, 1]`.
pub(crate) fn clamped(value: f64) -> Fraction {
    Fraction::new(value.clamp(0.0, 1.0)).unwrap_or(Fraction::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// n, right, then the Wilson and the anytime-valid interval, found by another root finder.
    #[rustfmt::skip]
    const PUBLISHED: [(f64, f64, [f64; 4]); 5] = [
        ( 10.0,   9.0, [0.60, 0.98, 0.46, 1.00]),
        ( 24.0,  20.0, [0.64, 0.93, 0.53, 0.98]),
        ( 48.0,  41.0, [0.73, 0.93, 0.65, 0.97]),
        (100.0,  85.0, [0.77, 0.91, 0.71, 0.94]),
        (400.0, 340.0, [0.81, 0.88, 0.78, 0.91]),
    ];

    #[test]
    fn intervals_of_the_published_table() {
        for (n, right, expected) in PUBLISHED {
            let (one_look, always) = (wilson(Fraction::new(right / n).unwrap(), n), anytime(right, n));
            let found = [one_look.0, one_look.1, always.0, always.1].map(|end| (end.get() * 100.0).round() / 100.0);
            assert_eq!(found, expected, "{right} of {n}");
        }
        let (low, high) = wilson(Fraction::new(0.9).unwrap(), 10.0);
        assert!((low.get() - 0.595_849_9).abs() < 1e-6 && (high.get() - 0.982_123_8).abs() < 1e-6);
    }

    #[test]
    fn edges_need_no_special_case() {
        assert_eq!(anytime(0.0, 0.0), (Fraction::ZERO, Fraction::new(1.0).unwrap()));
        let (none, all) = (anytime(0.0, 12.0), anytime(12.0, 12.0));
        assert_eq!((none.0.get(), all.1.get()), (0.0, 1.0));
        assert!((none.1.get() - (1.0 - all.0.get())).abs() < 1e-15);
        // The solved edge is the one that the search finds a hair beside it.
        let beside = anytime(12.0 - 1e-9, 12.0);
        assert!((beside.0.get() - all.0.get()).abs() < 1e-7, "{beside:?} {all:?}");
        assert_eq!(anytime(12.0 + 1e-12, 12.0), all);
    }

    proptest! {
        #[test]
        fn an_anytime_interval_holds_the_share_and_the_interval_of_one_look(n in 0.01_f64..5_000.0, part in 0.0_f64..=1.0) {
            let (low, high) = anytime(part * n, n);
            let one = wilson(Fraction::new(part).unwrap(), n);
            prop_assert!(low.get() <= part + 1e-12 && part <= high.get() + 1e-12);
            if n >= 5.0 {
                prop_assert!(low <= one.0 && one.1 <= high, "{low:?} {high:?} {one:?}");
            }
        }

        #[test]
        fn betting_is_mirrored_with_its_values(values in proptest::collection::vec(-1.0_f64..2.0, 1..60)) {
            let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
            let (plain, mirrored) = (betting(&values, (-1.1, 3.0)).unwrap(), betting(&mirrored, (-3.0, 1.1)).unwrap());
            prop_assert!((plain.interval.0 + mirrored.interval.1).abs() < 1e-9);
            prop_assert!(plain.interval.0 <= plain.interval.1);
        }
    }

    /// Share of runs in which an interval misses the truth at any look from the 5th to the 200th.
    fn misses(p: f64, runs: u32, interval: impl Fn(f64, f64) -> (f64, f64)) -> f64 {
        let mut rng = ChaCha8Rng::seed_from_u64(12);
        // Every (right, n) is asked for many times over: a table answers.
        let table: Vec<Vec<(f64, f64)>> =
            (0..=200_u32).map(|n| (0..=n).map(|right| interval(f64::from(right), f64::from(n))).collect()).collect();
        let missed = |rng: &mut ChaCha8Rng| {
            let mut right = 0;
            (1..=200).any(|n: usize| {
                right += usize::from(rng.gen_bool(p));
                let (low, high) = table[n][right];
                n >= 5 && (p < low || p > high)
            })
        };
        f64::from((0..runs).map(|_| u32::from(missed(&mut rng))).sum::<u32>()) / f64::from(runs)
    }

    #[test]
    fn looking_often_breaks_the_interval_of_one_look_and_not_the_anytime_one() {
        let ends = |(low, high): (Fraction, Fraction)| (low.get(), high.get());
        for p in [0.5, 0.7, 0.85] {
            let always = misses(p, 4_000, |right, n| ends(anytime(right, n)));
            assert!(always <= 0.05, "{p}: {always}");
            let one = misses(p, 4_000, |right, n| ends(wilson(Fraction::ratio(right, n).unwrap_or(Fraction::ZERO), n)));
            assert!(one > 0.25, "{p}: {one}");
        }
    }

    #[test]
    fn betting_misses_the_mean_seldom_and_narrows() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let (runs, mut missed, mut width) = (400, 0, 0.0);
        for _ in 0..runs {
            // An option that is lost or doubled, of mean -0.1.
            let values: Vec<f64> = (0..300).map(|_| if rng.gen_bool(0.45) { 1.0 } else { -1.0 }).collect();
            let Mean { interval, .. } = betting(&values, (-1.1, 3.0)).unwrap();
            missed += i32::from(interval.0 > -0.1 || interval.1 < -0.1);
            width += (interval.1 - interval.0) / 400.0;
        }
        assert!(missed <= 20 && width < 0.55, "{missed} of {runs} missed, {width} wide");
        assert_eq!(betting(&[], (-1.1, 3.0)), None);
        let clipped = betting(&[9.0], (-1.1, 3.0)).unwrap();
        assert!((clipped.mean - 3.0).abs() < 1e-12);
    }

    #[test]
    fn an_anytime_mean_misses_seldom_however_often_it_is_looked_at() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let (runs, mut missed) = (400, 0);
        for _ in 0..runs {
            let (mut sum, mut squares) = (0.0, 0.0);
            missed += i32::from((1..=1_000).any(|n| {
                let value = rng.gen_range(-1.0..1.0);
                (sum, squares) = (sum + value, squares + value * value);
                let n = f64::from(n);
                let variance = squares / n - (sum / n) * (sum / n);
                let (low, high) = anytime_mean(sum / n, variance, n).unwrap().interval;
                n >= 20.0 && (low > 0.0 || high < 0.0)
            }));
        }
        assert!(missed <= 20, "{missed} of {runs}");
        assert_eq!(anytime_mean(0.0, 1.0, 0.0), None);
    }
}
