//! Numbers as a broker writes them, in texts of decimal digits, read exactly.

use crate::domain::money::Cents;

/// A number with a decimal point: `digits / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    /// Digits behind the point, without zeros at the end.
    places: u32,
}

/// Digits that a sound number has at most, before and behind the point together: far below what `i128` holds.
const DIGITS_MAX: usize = 24;

/// Digits behind the point up to which a price is what it says. Longer ones are averages that do not end, cut somewhere.
const EXACT_PLACES: u32 = 3;

/// Cents in a dollar.
const CENTS: i128 = 100;

/// Fills are made at whole cents a share, which for the hundred shares of a contract is so many cents.
const CENTS_A_TICK: i128 = 100;

impl Decimal {
    /// Reads digits with at most one point and at most one minus; `None` for everything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sign, bare) = text.strip_prefix('-').map_or((1, text), |bare| (-1, bare));
        let (whole, behind) = bare.split_once('.').unwrap_or((bare, ""));
        let behind = behind.trim_end_matches('0');
        let sound = !whole.is_empty()
            && whole.len() + behind.len() <= DIGITS_MAX
            && whole.bytes().chain(behind.bytes()).all(|digit| digit.is_ascii_digit());
        let digits: i128 = if sound { format!("{whole}{behind}").parse().ok()? } else { return None };
        Some(Self { digits: sign * digits, places: u32::try_from(behind.len()).ok()? })
    }

    /// The whole number that it is.
    pub(super) fn whole(self) -> Option<i64> {
        if self.places == 0 { i64::try_from(self.digits).ok() } else { None }
    }

    /// The amount of dollars in cents, parts of a cent left away downwards.
    pub(super) fn cents(self) -> Option<Cents> {
        i64::try_from((self.digits * CENTS).div_euclid(10_i128.pow(self.places))).ok().map(Cents)
    }

    /// What so many contracts cost at this average price of a share in dollars, in whole cents; `None` where it cannot be told or is not
    /// positive.
    ///
    /// An average of several fills may not end, such as 1.28333333. The fills themselves were made at whole cents, so their sum is the one
    /// whose average this is to its last digit.
    pub(super) fn value_of(self, contracts: u32) -> Option<Cents> {
        let per_unit = i128::from(contracts) * CENTS_A_TICK * CENTS;
        let unit = 10_i128.pow(self.places);
        let value = self.digits.checked_mul(per_unit)?;
        // The value itself is `value / unit`; the last digit may be off by one, which is `per_unit / unit`.
        let nearest = |step: i128| (2 * value + step * unit).div_euclid(2 * step * unit) * step;
        let is_within = |cents: i128| (cents * unit - value).abs() <= per_unit;
        let cents = if self.places <= EXACT_PLACES {
            (value % unit == 0).then(|| value / unit)
        } else if 2 * per_unit < CENTS_A_TICK * unit && is_within(nearest(CENTS_A_TICK)) {
            Some(nearest(CENTS_A_TICK))
        } else if value % unit == 0 {
            Some(value / unit)
        } else {
            (2 * per_unit < unit && is_within(nearest(1))).then(|| nearest(1))
        };
        cents.filter(|cents| *cents > 0).and_then(|cents| i64::try_from(cents).ok()).map(Cents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::SHARES_A_CONTRACT;
    use proptest::prelude::*;

    fn value(price: &str, contracts: u32) -> Option<i64> {
        Decimal::parse(price)?.value_of(contracts).map(|cents| cents.0)
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", ".5", "NaN", "inf", "1e3", "+1", "1,5", "1.2.3", " 1", "--1", "0x1", "1_000", "½"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(25)), None);
    }

    #[test]
    fn whole_numbers_and_cents_are_exact() {
        let whole = |text| Decimal::parse(text).and_then(Decimal::whole);
        assert_eq!([whole("2"), whole("2.000"), whole("-3"), whole("2.5")], [Some(2), Some(2), Some(-3), None]);
        let cents = |text| Decimal::parse(text).and_then(Decimal::cents).map(|cents| cents.0);
        assert_eq!(cents("122011.09751111286868"), Some(12_201_109));
        assert_eq!(cents("-23140.2"), Some(-2_314_020));
        assert_eq!(cents("-0.001"), Some(-1), "never more than there is");
        assert_eq!(cents(&"9".repeat(24)), None);
    }

    #[test]
    fn values_are_those_of_fills_at_whole_cents() {
        assert_eq!(value("1.86", 2), Some(37_200));
        assert_eq!(value("1.2833333333", 3), Some(38_500), "1.28, 1.28 and 1.29");
        assert_eq!(value("1.2833", 3), Some(38_500));
        assert_eq!(value("1.28666667", 3), Some(38_600), "rounded up");
        assert_eq!(value("1.2825", 4), Some(51_300));
        assert_eq!(value("1.285", 1), Some(12_850), "half a cent a share is whole for a contract");
        assert_eq!(value("1.28503", 1), None, "no fill was made at parts of a cent");
        assert_eq!([value("0", 1), value("-1.5", 1), value("1.5", 0)], [None, None, None]);
    }

    proptest! {
        #[test]
        fn an_average_gives_back_the_sum_of_its_fills(
            fills in proptest::collection::vec((1_u32..200, 1_i64..5_000), 1..6), places in 8_usize..13, cut: bool
        ) {
            let contracts: u32 = fills.iter().map(|(contracts, _)| contracts).sum();
            let sum: i64 = fills.iter().map(|(contracts, price)| i64::from(*contracts) * price * SHARES_A_CONTRACT).sum();
            // The average in dollars to so many places, cut off or rounded.
            let unit = 10_i128.pow(u32::try_from(places).unwrap());
            let below = i128::from(contracts) * 10_000;
            let average = (i128::from(sum) * unit + if cut { 0 } else { below / 2 }) / below;
            let text = format!("{}.{:0places$}", average / unit, average % unit);
            prop_assert_eq!(value(&text, contracts), Some(sum), "{}", text);
        }
    }
}
