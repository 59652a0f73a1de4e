//! Amounts of money in whole cents.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// Shares that one option contract is for.
pub const SHARES_A_CONTRACT: i64 = 100;

/// An amount of US dollars in whole cents, positive or negative. Sums stop at the ends of `i64`, which no account comes near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// The most dollars that are taken over from a number with a fraction.
const DOLLARS_MAX: f64 = 1e12;

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The nearest whole cent to an amount in dollars; `None` for what is not a number or beyond all accounts.
    pub fn of_dollars(dollars: f64) -> Option<Self> {
        (dollars.abs() <= DOLLARS_MAX).then(|| Self(libm::round(dollars * 100.0) as i64))
    }

    /// The amount in dollars, for the mathematics.
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// So many times the amount.
    #[must_use]
    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// The amount for so many contracts where this is the price of one share.
    #[must_use]
    pub fn of_contracts(self, contracts: u32) -> Self {
        self.times(SHARES_A_CONTRACT).times(i64::from(contracts))
    }

    /// A part of the amount, to the nearest cent; nothing where `part` is not a number.
    #[must_use]
    pub fn part(self, part: f64) -> Self {
        Self::of_dollars(self.dollars() * part).unwrap_or_default()
    }

    /// Share of `whole`; `None` where `whole` is nothing.
    pub fn share_of(self, whole: Self) -> Option<f64> {
        (whole.0 != 0).then(|| self.0 as f64 / whole.0 as f64)
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Cents {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_cents() {
        assert_eq!(Cents::of_dollars(1.86), Some(Cents(186)));
        assert_eq!(Cents::of_dollars(-0.005), Some(Cents(-1)));
        assert_eq!(Cents::of_dollars(f64::NAN), None);
        assert_eq!(Cents::of_dollars(1e300), None);
        assert_eq!(Cents(186).of_contracts(2), Cents(37_200));
        assert_eq!(Cents(301).part(0.25), Cents(75));
        assert_eq!(Cents(200).part(f64::NAN), Cents::ZERO);
        assert_eq!(Cents(100).share_of(Cents(400)), Some(0.25));
        assert_eq!(Cents(100).share_of(Cents::ZERO), None);
        assert_eq!(Cents(i64::MAX) + Cents(1), Cents(i64::MAX));
    }
}
