//! How much is staked: no more than the rules allow, and no more than a part of what makes money grow fastest.

use crate::domain::desk::rules::Rules;
use crate::domain::money::Cents;

/// The stake, in parts of all money, at which money grows fastest where these gains, in parts of the stake, come with these probabilities
/// (Kelly 1956): the f that maximises Σ p ln(1 + f g), found where its slope is 0.
///
/// 0 where nothing is gained on average or a number is none; may lie above 1 where little of a stake can be lost, and is at most
/// [`STAKE_MAX`], which is what comes out where nothing can be lost at all.
pub fn growth_optimal(gains: &[(f64, f64)]) -> f64 {
    let slope = |stake: f64| gains.iter().map(|(gain, weight)| weight * gain / (1.0 + stake * gain)).sum::<f64>();
    let counted = gains.iter().filter(|(_, weight)| *weight > 0.0);
    let worst = counted.map(|(gain, _)| *gain).fold(0.0, f64::min);
    // At -1 / worst everything would be lost: the slope falls to minus infinity there.
    let mut high = if worst < 0.0 { (-1.0 / worst).min(STAKE_MAX) } else { STAKE_MAX };
    let first = slope(0.0);
    // A slope that is not a number means that an input was none.
    if first.is_nan() || first <= 0.0 {
        return 0.0;
    }
    let mut low = 0.0;
    for _ in 0..ROUNDS {
        let middle = f64::midpoint(low, high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The largest stake that [`growth_optimal`] looks for, in parts of all money.
pub const STAKE_MAX: f64 = 10.0;

/// Halvings of the span in which the stake is looked for: to a millionth of a millionth.
const ROUNDS: usize = 44;

/// The most that one trade may cost whatever it promises, fees counted.
pub fn stake_limit(rules: &Rules, equity: Cents) -> Cents {
    rules.trade_max.min(equity.part(rules.trade_share_max)).max(Cents::ZERO)
}

/// The stake for a contract whose gains, in parts of the stake, come with these probabilities: the least of the limits on a trade and the
/// part of the growth-optimal stake that the rules name.
pub fn stake(rules: &Rules, equity: Cents, gains: &[(f64, f64)]) -> Cents {
    let grown = equity.part((rules.kelly_part * growth_optimal(gains)).clamp(0.0, 1.0));
    stake_limit(rules, equity).min(grown).max(Cents::ZERO)
}

/// Contracts that a stake buys where so many cost that much, fees counted: the most whose cost does not exceed it.
pub fn contracts(stake: Cents, cost_of: impl Fn(u32) -> Cents) -> u32 {
    let one = cost_of(1);
    if one <= Cents::ZERO || one > stake {
        return 0;
    }
    // Fees have a minimum, so that several cost a little less than several times one: what one suggests is too few by no more than it lacks.
    let rough = u32::try_from(stake.0 / one.0).unwrap_or(CONTRACTS_MAX).min(CONTRACTS_MAX);
    let mut count = rough;
    while count < CONTRACTS_MAX && cost_of(count + 1) <= stake {
        count += 1;
    }
    count
}

/// The most contracts of one order.
pub const CONTRACTS_MAX: u32 = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_outcomes_have_the_published_stakes() {
        // p, gain and loss in parts of the stake, and p / loss - (1 - p) / gain.
        for (p, gain, loss, stake) in [(0.85, 1.0, 0.5, 1.55), (0.60, 0.5, 0.54, 0.311_1), (0.50, 0.5, 0.54, 0.0)] {
            let found = growth_optimal(&[(gain, p), (-loss, 1.0 - p)]);
            assert!((found - stake).abs() < 1e-4, "{p}: {found} is not {stake}");
        }
    }

    #[test]
    fn no_number_is_no_stake() {
        assert_eq!(growth_optimal(&[]), 0.0);
        assert_eq!(growth_optimal(&[(f64::NAN, 1.0)]), 0.0);
        assert_eq!(growth_optimal(&[(0.5, 0.0)]), 0.0);
        assert!((growth_optimal(&[(0.5, 1.0)]) - STAKE_MAX).abs() < 1e-9);
    }

    #[test]
    fn the_stake_is_the_least_of_its_limits() {
        let rules = Rules::default();
        let sure = [(1.0, 0.85), (-0.5, 0.15)];
        // A quarter of 1.55 is more than a fifth of $1,000, which is what a trade may cost.
        assert_eq!(stake(&rules, Cents(100_000), &sure), Cents(20_000));
        assert_eq!(stake(&rules, Cents(50_000), &sure), Cents(10_000), "a fifth of the equity");
        assert_eq!(stake(&rules, Cents(1_000_000), &sure), Cents(20_000), "no trade costs more");
        // A quarter of 0.3111 of $1,000.
        assert_eq!(stake(&rules, Cents(100_000), &[(0.5, 0.6), (-0.54, 0.4)]), Cents(7_778));
        assert_eq!(stake(&rules, Cents(100_000), &[(0.5, 0.5), (-0.54, 0.5)]), Cents::ZERO);
        assert_eq!(stake(&rules, Cents(-5), &sure), Cents::ZERO);
    }

    #[test]
    fn whole_contracts_are_bought() {
        let cost = |count: u32| Cents(i64::from(count) * 6_000 + 100);
        assert_eq!(contracts(Cents(6_099), cost), 0);
        assert_eq!(contracts(Cents(6_100), cost), 1);
        assert_eq!(contracts(Cents(20_000), cost), 3);
        assert_eq!(contracts(Cents(i64::MAX), cost), CONTRACTS_MAX);
        assert_eq!(contracts(Cents(100), |_| Cents::ZERO), 0);
    }

    proptest! {
        #[test]
        fn no_other_stake_grows_faster(
            gains in proptest::collection::vec((-1.1_f64..2.0, 0.01_f64..1.0), 1..12), other in 0.0_f64..1.0
        ) {
            let best = growth_optimal(&gains);
            let worst = gains.iter().map(|(gain, _)| *gain).fold(0.0, f64::min);
            let most = if worst < 0.0 { (-1.0 / worst).min(STAKE_MAX) } else { STAKE_MAX };
            let growth = |stake: f64| gains.iter().map(|(gain, weight)| weight * (1.0 + stake * gain).ln()).sum::<f64>();
            let there = growth(best);
            prop_assert!((0.0..=most).contains(&best) && there.is_finite());
            prop_assert!(growth(other * most * 0.999) <= there + 1e-9);
        }
    }
}
