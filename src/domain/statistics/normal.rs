//! The normal distribution: its distribution function and the inverse of it.

/// P(X <= x) of a standard normal X.
pub fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Beyond ±38.5 the distribution function cannot be told from 0 and 1 any more.
const FAR: f64 = 38.5;

/// The x below which a standard normal lies with probability `p`; infinite at 0 and 1, NaN outside of them.
///
/// Bisection down to neighbouring numbers: slower than a fitted formula, and as exact as [`cumulative`].
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // The lower half keeps its digits: what is near 1 is told from 1 by its distance.
    if p > 0.5 { -lower_quantile(1.0 - p) } else { lower_quantile(p) }
}

fn lower_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-FAR, 0.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if cumulative(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_published_tables() {
        for (p, x) in
            [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.85, 1.036_433_389_493_79), (0.001, -3.090_232_306_167_81)]
        {
            assert!((quantile(p) - x).abs() < 1e-12, "{p}: {} is not {x}", quantile(p));
            assert!((cumulative(x) - p).abs() < 1e-14);
        }
        assert_eq!((quantile(0.0), quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(quantile(1.5).is_nan() && quantile(f64::NAN).is_nan());
    }
}
