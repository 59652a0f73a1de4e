//! Quantities that know their range: fractions, scores and logarithmic prices.

use serde::{Deserialize, Serialize};

/// A share or probability in `[0, 1]`; only screens turn it into per cent.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Fraction(f64);

/// A value that is not a number in `[0, 1]`.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{0} is not a fraction between 0 and 1")]
pub struct NotAFraction(pub f64);

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);
    /// The coin flip.
    pub const HALF: Self = Self(0.5);

    /// Takes a number in `[0, 1]`; NaN is refused.
    pub fn new(value: f64) -> Result<Self, NotAFraction> {
        if (0.0..=1.0).contains(&value) { Ok(Self(value)) } else { Err(NotAFraction(value)) }
    }

    /// `part / whole`, `None` where `whole` is not positive or the ratio leaves `[0, 1]`.
    pub fn ratio(part: f64, whole: f64) -> Option<Self> {
        if whole > 0.0 { Self::new(part / whole).ok() } else { None }
    }

    /// The number itself.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Fraction {
    type Error = NotAFraction;

    fn try_from(value: f64) -> Result<Self, NotAFraction> {
        Self::new(value)
    }
}

impl From<Fraction> for f64 {
    fn from(fraction: Fraction) -> Self {
        fraction.0
    }
}

/// What a signal says of direction, in `[-1, 1]`: +1 is up, 0 is neither.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Score(f64);

impl Score {
    /// Takes a number in `[-1, 1]`; `None` for anything else, NaN included.
    pub fn new(value: f64) -> Option<Self> {
        // Adding zero makes the negative zero positive: SQLite keeps no sign of it, and a hash would notice.
        (-1.0..=1.0).contains(&value).then_some(Self(value + 0.0))
    }

    /// Squashes any finite number into (-1, 1) by z / √(1 + z²); odd, so mirrored input gives the mirrored score.
    pub fn squash(z: f64) -> Option<Self> {
        Self::new(z / (1.0 + z * z).sqrt())
    }

    /// The number itself.
    pub fn get(self) -> f64 {
        self.0
    }
}

/// The natural logarithm of a price in US dollars, rounded to a grid of 2⁻⁴⁴ (6e-14).
///
/// On the grid the reflection of a price, `exp(-ln p)`, has exactly the negated value, although `exp` and `ln` round:
/// that is what lets the mirrored market give the mirrored prediction bit for bit. Sums and differences of such values
/// are exact in `f64`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct LogPrice(f64);

/// The nearest whole number, halves away from zero, of a number below 2^62 in size.
fn rounded(value: f64) -> f64 {
    // The largest number below one half: with one half itself, the number just below it would be rounded up.
    let whole = (value + 0.499_999_999_999_999_94_f64.copysign(value)) as i64;
    // A number that is rounded to nothing keeps its sign.
    (whole as f64).copysign(value)
}

const LOG_PRICE_GRID: f64 = 17_592_186_044_416.0; // 2^44

impl LogPrice {
    /// The logarithm of a positive, finite price in dollars; `None` for anything else.
    pub fn of(price: f64) -> Option<Self> {
        let log = libm::log(price);
        (price > 0.0 && log.is_finite()).then(|| Self(rounded(log * LOG_PRICE_GRID) / LOG_PRICE_GRID))
    }

    /// The logarithm as a number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// The log return from `earlier` to `self`, exact.
    pub fn since(self, earlier: Self) -> f64 {
        self.0 - earlier.0
    }

    /// The log return from `earlier` to `self` in steps of the grid, exact: what is added up in them never rounds.
    pub fn steps_since(self, earlier: Self) -> i64 {
        // Logarithms of finite numbers lie within ±750, so that fewer than 2^55 steps lie between two of them.
        (self.since(earlier) * LOG_PRICE_GRID) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_and_scores_refuse_what_lies_outside() {
        assert!(Fraction::new(85.0).is_err() && Fraction::new(f64::NAN).is_err() && Fraction::new(-0.1).is_err());
        assert_eq!(Fraction::ratio(1.0, 0.0), None);
        assert!(Score::new(1.000_001).is_none() && Score::squash(f64::INFINITY).is_none());
        assert!(LogPrice::of(0.0).is_none() && LogPrice::of(-1.0).is_none() && LogPrice::of(f64::INFINITY).is_none());
    }

    proptest! {
        #[test]
        fn rounding_is_that_of_the_library(value in proptest::num::f64::NORMAL) {
            let value = if value.abs() < 4e18 { value } else { value % 4e18 };
            for value in [value, libm::trunc(value) + 0.5, libm::trunc(value) - 0.5, value % 1e6] {
                prop_assert_eq!(rounded(value).to_bits(), libm::round(value).to_bits());
            }
        }

        #[test]
        fn the_reflection_of_a_price_is_its_exact_negation(price in 0.01_f64..100_000.0) {
            let log = LogPrice::of(price).unwrap();
            let reflected = LogPrice::of(libm::exp(-log.get())).unwrap();
            prop_assert_eq!(reflected.get(), -log.get());
            let twice = LogPrice::of(2.0 * price).unwrap();
            prop_assert_eq!(twice.steps_since(log) as f64 / LOG_PRICE_GRID, twice.since(log));
        }
    }
}
