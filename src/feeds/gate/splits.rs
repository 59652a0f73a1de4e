//! Whether a jump has the size of a share split.

/// The most shares that one becomes, or that become one, in a split that is looked for.
const SHARES_MAX: u32 = 50;

/// How far beside its ratio a split may lie, natural logarithm: the market moves overnight too.
const BESIDE_MAX: f64 = 0.06;

/// Whether the ratio of two prices is near n:1, 1:n, 3:2 or 2:3. `jump` is its natural logarithm.
pub(super) fn is_split(jump: f64) -> bool {
    let near = |ratio: f64| (jump.abs() - libm::log(ratio)).abs() <= BESIDE_MAX;
    near(1.5) || (2..=SHARES_MAX).any(|shares| near(f64::from(shares)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_have_their_ratios_and_crashes_do_not() {
        for ratio in [0.5, 0.49, 0.1, 1.0 / 3.0, 2.0 / 3.0, 2.0, 8.3, 1.52] {
            assert!(is_split(libm::log(ratio)), "{ratio}");
        }
        for ratio in [0.9, 0.74, 0.6, 1.3, 1.7, 1.1] {
            assert!(!is_split(libm::log(ratio)), "{ratio}");
        }
    }
}
