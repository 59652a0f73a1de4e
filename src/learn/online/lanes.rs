//! Eight numbers at once, with exponential and logarithm of our own: the same bits on every machine, whatever its vectors are wide.
//!
//! A product and a sum are fused only where this file says so, by `mul_add`, which rounds once on every machine: where the hardware cannot, it is
//! computed in software, slower and to the same bit.

#![expect(clippy::indexing_slicing, reason = "arrays of fixed size, and every index lies within")]
#![expect(clippy::needless_range_loop, reason = "plain loops over lanes become vectors, iterators do not always")]

use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// How many numbers there are.
pub(super) const WIDTH: usize = 8;

/// Eight numbers on which the same is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Lanes(pub(super) [f64; WIDTH]);

impl Lanes {
    /// The same number eight times.
    #[inline(always)]
    pub(super) fn all(value: f64) -> Self {
        Self([value; WIDTH])
    }

    #[inline(always)]
    pub(super) fn each(self, one: impl Fn(f64) -> f64) -> Self {
        let mut made = [0.0; WIDTH];
        for lane in 0..WIDTH {
            made[lane] = one(self.0[lane]);
        }
        Self(made)
    }

    #[inline(always)]
    pub(super) fn both(self, other: Self, one: impl Fn(f64, f64) -> f64) -> Self {
        let mut made = [0.0; WIDTH];
        for lane in 0..WIDTH {
            made[lane] = one(self.0[lane], other.0[lane]);
        }
        Self(made)
    }

    /// Each times `factor`, plus `more`, rounded once.
    #[inline(always)]
    pub(super) fn times_plus(self, factor: f64, more: Self) -> Self {
        self.both(more, |value, more| value.mul_add(factor, more))
    }

    /// The sum, always added up in the same order.
    #[inline(always)]
    pub(super) fn sum(self) -> f64 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }

    #[inline(always)]
    pub(super) fn over(self, divisor: Self) -> Self {
        self.both(divisor, |one, other| one / other)
    }

    #[inline(always)]
    pub(super) fn sqrt(self) -> Self {
        self.each(f64::sqrt)
    }

    #[inline(always)]
    pub(super) fn at_least(self, floor: f64) -> Self {
        self.each(|value| if value > floor { value } else { floor })
    }

    #[inline(always)]
    pub(super) fn abs(self) -> Self {
        self.each(f64::abs)
    }

    #[inline(always)]
    pub(super) fn larger(self, other: Self) -> Self {
        self.both(other, |one, other| if one > other { one } else { other })
    }

    /// These where `mask` is not 0, the others elsewhere.
    #[inline(always)]
    pub(super) fn where_set(self, mask: Self, others: Self) -> Self {
        let mut made = [0.0; WIDTH];
        for lane in 0..WIDTH {
            made[lane] = if mask.0[lane] == 0.0 { others.0[lane] } else { self.0[lane] };
        }
        Self(made)
    }

    #[inline(always)]
    pub(super) fn exp(self) -> Self {
        self.each(exp)
    }

    #[inline(always)]
    pub(super) fn ln(self) -> Self {
        self.each(ln)
    }

    /// 1 / (1 + e^-z).
    #[inline(always)]
    pub(super) fn logistic(self) -> Self {
        self.each(|z| 1.0 / (1.0 + exp(-z)))
    }
}

impl Add for Lanes {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.both(other, |one, other| one + other)
    }
}

impl Sub for Lanes {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.both(other, |one, other| one - other)
    }
}

impl Mul for Lanes {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.both(other, |one, other| one * other)
    }
}

impl Mul<f64> for Lanes {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: f64) -> Self {
        self.each(|value| value * factor)
    }
}

impl Neg for Lanes {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.each(|value| -value)
    }
}

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Lanes {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl MulAssign<f64> for Lanes {
    #[inline(always)]
    fn mul_assign(&mut self, factor: f64) {
        *self = *self * factor;
    }
}

/// Does the work with the widest vectors of this machine. The operations stay the same, and so does every bit of what they give: nothing
/// is reordered. Whatever the work calls has to be inlined into it, or it is done with narrow ones.
#[inline(always)]
pub(super) fn widest<W: Work>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    if let Some(vectors) = pulp::x86::V3::try_new() {
        return vectors.vectorize(work);
    }
    work.call()
}

/// Work on many numbers at once.
pub(super) use pulp::NullaryFnOnce as Work;

/// Adding and taking away 1.5 · 2^52 rounds to the nearest integer.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts; the first has so few digits that small multiples of it are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 1/11!, 1/10!, down to 1/0!.
const EXP_SERIES: [f64; 12] = [
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// 1/17, 1/15, down to 1.
const LN_SERIES: [f64; 9] = [1.0 / 17.0, 1.0 / 15.0, 1.0 / 13.0, 1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 0.2, 1.0 / 3.0, 1.0];

/// Beyond this the argument of the exponential is cut: e^700 is 1e304.
const EXP_LIMIT: f64 = 700.0;

/// e^x of a number, to a relative error of 1e-14; x is cut at ±700.
#[inline(always)]
pub(super) fn exp(x: f64) -> f64 {
    let x = if x > EXP_LIMIT { EXP_LIMIT } else { x };
    let x = if x < -EXP_LIMIT { -EXP_LIMIT } else { x };
    let shifted = x.mul_add(std::f64::consts::LOG2_E, ROUNDER);
    let powers = shifted - ROUNDER;
    let rest = powers.mul_add(-LN_2_LOW, powers.mul_add(-LN_2_HIGH, x));
    // Taylor's series of the rest, which lies within ±0.347: the first term left out is 6e-15.
    let mut sum = EXP_SERIES[0];
    for factor in &EXP_SERIES[1..] {
        sum = sum.mul_add(rest, *factor);
    }
    // The low bits of the shifted number are the power of two; 1,023 is the bias of the exponent.
    f64::from_bits(shifted.to_bits().wrapping_add(1_023) << 52) * sum
}

/// ln x of a positive, normal number, to an absolute error of 1e-15 near 1 and a relative one elsewhere.
#[inline(always)]
pub(super) fn ln(x: f64) -> f64 {
    const FRACTION: u64 = 0x000f_ffff_ffff_ffff;
    // The fraction of √2: above it the next power of two is nearer.
    const SQRT_2: u64 = 0x0006_a09e_667f_3bcd;
    let bits = x.to_bits();
    let above = (bits & FRACTION) > SQRT_2;
    let one_to_two = f64::from_bits((bits & FRACTION) | 0x3ff0_0000_0000_0000);
    let mantissa = if above { one_to_two * 0.5 } else { one_to_two };
    let biased = (bits >> 52) + u64::from(above);
    // The exponent becomes a float by way of its bits, which vectors can do; 4,503,599,627,370,496 is 2^52.
    let exponent = f64::from_bits(biased | 0x4330_0000_0000_0000) - 4_503_599_627_370_496.0 - 1_023.0;
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    // 2 artanh(ratio): ratio lies within ±0.172, and the first term left out is 3e-16.
    let mut sum = LN_SERIES[0];
    for factor in &LN_SERIES[1..] {
        sum = sum.mul_add(square, *factor);
    }
    exponent.mul_add(LN_2_LOW, exponent.mul_add(LN_2_HIGH, 2.0 * ratio * sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Everything(Lanes);

    impl Work for Everything {
        type Output = (Lanes, Lanes, f64, Lanes);

        #[inline(always)]
        fn call(self) -> Self::Output {
            let positive = self.0.abs().at_least(1e-9);
            (self.0.exp(), positive.ln(), self.0.logistic().sum(), positive.sqrt())
        }
    }

    proptest! {
        #[test]
        fn exponential_and_logarithm_are_those_of_the_library(x in -600.0_f64..600.0, y in 1e-12_f64..1e12) {
            let (ours, theirs) = (exp(x), libm::exp(x));
            prop_assert!((ours / theirs - 1.0).abs() < 1e-14, "{x}: {ours} {theirs}");
            prop_assert!((ln(y) - libm::log(y)).abs() < 2e-15 * libm::log(y).abs().max(1.0), "{y}");
        }

        #[test]
        fn wide_vectors_give_the_same_bits(values in prop::array::uniform8(-30.0_f64..30.0)) {
            let lanes = Lanes(values);
            prop_assert_eq!(Everything(lanes).call(), widest(Everything(lanes)));
        }
    }

    #[test]
    fn far_arguments_stay_finite() {
        assert!(exp(1e9).is_finite() && exp(-1e9) > 0.0);
        assert_eq!((exp(0.0), ln(1.0), Lanes::default().logistic()), (1.0, 0.0, Lanes::all(0.5)));
        assert_eq!(Lanes([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).sum(), 36.0);
    }
}
