//! Option contracts and the names that the clearing house gives them.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::symbol::Symbol;

/// One option contract: for 100 shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Contract {
    /// Whose shares.
    pub underlying: Symbol,
    /// Last trading day.
    pub expiry: Date,
    /// Call or put.
    pub right: OptionRight,
    /// Price at which the right can be used, in thousandths of a dollar a share; 1 to 99,999,999.
    pub strike_mills: u32,
}

/// Strikes have eight digits, in thousandths of a dollar.
const STRIKE_MILLS_MAX: u32 = 99_999_999;

/// A text that is no contract's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the name of an option contract, which looks like RTX261218C00150000")]
pub struct NotAContract(pub String);

impl Contract {
    /// The contract that a quote is for; `None` where its strike is none that contracts have.
    pub fn of(underlying: Symbol, quote: &OptionQuote) -> Option<Self> {
        Self::new(underlying, quote.expiry, quote.right, quote.strike)
    }

    /// The contract with this strike in dollars; `None` where it is none that contracts have.
    pub fn new(underlying: Symbol, expiry: Date, right: OptionRight, strike: f64) -> Option<Self> {
        let mills = libm::round(strike * 1_000.0);
        let whole =
            (libm::fabs(strike * 1_000.0 - mills) < 1e-6) && (1.0..=f64::from(STRIKE_MILLS_MAX)).contains(&mills);
        whole.then_some(Self { underlying, expiry, right, strike_mills: mills as u32 })
    }

    /// The strike in dollars.
    pub fn strike(&self) -> f64 {
        f64::from(self.strike_mills) / 1_000.0
    }

    /// The closing bell of its last day; midnight after that day where the calendar does not know the day.
    pub fn expires_at(&self) -> Timestamp {
        let calendar = ExchangeCalendar::nyse();
        let midnight = || {
            let next = self.expiry.tomorrow().unwrap_or(self.expiry);
            calendar.at_new_york(next, jiff::civil::Time::midnight()).unwrap_or(Timestamp::MAX)
        };
        calendar.session_on(self.expiry).map_or_else(midnight, |session| session.close)
    }

    /// Calendar time left until it expires, in years of 365 days; never negative.
    pub fn years_left(&self, at: Timestamp) -> f64 {
        let seconds = self.expires_at().as_second() - at.as_second();
        seconds.max(0) as f64 / (365.0 * 86_400.0)
    }

    /// Calendar days from the New York day of `at` to the last trading day; negative once that is past.
    pub fn days_left(&self, at: Timestamp) -> i32 {
        let today = ExchangeCalendar::nyse().new_york(at).date();
        (self.expiry - today).get_days()
    }

    /// What it is worth used at once, dollars a share.
    pub fn intrinsic(&self, spot: f64) -> f64 {
        let gain = match self.right {
            OptionRight::Call => spot - self.strike(),
            OptionRight::Put => self.strike() - spot,
        };
        gain.max(0.0)
    }

    /// Its quote in a chain.
    pub fn quote_in<'c>(&self, chain: &'c ChainSnapshot) -> Option<&'c OptionQuote> {
        if chain.symbol() != self.underlying {
            return None;
        }
        chain.quotes().iter().find(|quote| {
            quote.expiry == self.expiry && quote.right == self.right && Self::of(self.underlying, quote) == Some(*self)
        })
    }

    /// Reads a name of the clearing house, with or without the spaces that fill it up: `RTX261218C00150000`.
    pub fn from_occ(text: &str) -> Result<Self, NotAContract> {
        let fault = || NotAContract(text.chars().take(32).collect());
        let compact: String = text.chars().filter(|c| *c != ' ').collect();
        let tail_at = compact.len().checked_sub(15).ok_or_else(fault)?;
        let (root, tail) = compact.split_at_checked(tail_at).ok_or_else(fault)?;
        let part = |from: usize, to: usize| tail.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let number = |from, to| part(from, to).and_then(|digits| digits.parse::<u32>().ok());
        let right = match tail.get(6..7) {
            Some("C") => OptionRight::Call,
            Some("P") => OptionRight::Put,
            _ => return Err(fault()),
        };
        let expiry = (|| {
            let year = i16::try_from(2_000 + number(0, 2)?).ok()?;
            Date::new(year, i8::try_from(number(2, 4)?).ok()?, i8::try_from(number(4, 6)?).ok()?).ok()
        })();
        let underlying = Symbol::new(root).map_err(|_| fault())?;
        let strike_mills = number(7, 15).filter(|mills| *mills > 0).ok_or_else(fault)?;
        Ok(Self { underlying, expiry: expiry.ok_or_else(fault)?, right, strike_mills })
    }
}

impl fmt::Display for Contract {
    /// The clearing house's name without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let right = if self.right == OptionRight::Call { 'C' } else { 'P' };
        let (year, month, day) = (self.expiry.year().rem_euclid(100), self.expiry.month(), self.expiry.day());
        write!(f, "{}{year:02}{month:02}{day:02}{right}{:08}", self.underlying.as_str(), self.strike_mills)
    }
}

impl TryFrom<String> for Contract {
    type Error = NotAContract;

    fn try_from(text: String) -> Result<Self, NotAContract> {
        Self::from_occ(&text)
    }
}

impl From<Contract> for String {
    fn from(contract: Contract) -> Self {
        contract.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn names_are_those_of_the_clearing_house() {
        let contract = Contract::from_occ("RTX   261218C00150000").unwrap();
        assert_eq!(contract.to_string(), "RTX261218C00150000");
        assert_eq!((contract.strike(), contract.expiry), (150.0, date(2026, 12, 18)));
        assert_eq!(contract.intrinsic(153.5), 3.5);
        assert_eq!(Contract::from_occ("RTX261218P00152500").unwrap().intrinsic(150.0), 2.5);
        for bad in [
            "",
            "RTX",
            "RTX261318C00150000",
            "RTX261218X00150000",
            "RTX261218C00000000",
            "261218C00150000",
            "RTX2612é8C0150000",
        ] {
            assert!(Contract::from_occ(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn time_runs_out_at_the_closing_bell() {
        let contract = Contract::from_occ("RTX261218C00150000").unwrap();
        assert_eq!(contract.expires_at().to_string(), "2026-12-18T21:00:00Z");
        let begins = "2026-11-18T21:00:00Z".parse().unwrap();
        assert!((contract.years_left(begins) - 30.0 / 365.0).abs() < 1e-12);
        assert_eq!(contract.days_left(begins), 30);
        assert_eq!(contract.years_left("2026-12-19T21:00:00Z".parse().unwrap()), 0.0);
    }

    proptest! {
        #[test]
        fn every_contract_comes_back_from_its_name(
            days in 0_i64..20_000, mills in 1_u32..=STRIKE_MILLS_MAX, call: bool, name in "[A-Z]{1,6}"
        ) {
            let expiry = date(2001, 1, 1).saturating_add(jiff::Span::new().days(days));
            let right = if call { OptionRight::Call } else { OptionRight::Put };
            let contract = Contract { underlying: Symbol::new(&name).unwrap(), expiry, right, strike_mills: mills };
            prop_assert_eq!(Contract::from_occ(&contract.to_string()).unwrap(), contract);
            prop_assert_eq!(Contract::new(contract.underlying, expiry, right, contract.strike()), Some(contract));
        }
    }
}
