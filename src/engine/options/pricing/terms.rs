//! What is priced: a contract, its share, the rate and the dividends, and within which limits.

use thiserror::Error;

use crate::domain::option_chain::OptionRight;

/// Highest price of a share or strike, US dollars.
const PRICE_MAX: f64 = 1e6;

/// Lowest price of a share or strike, US dollars.
const PRICE_MIN: f64 = 1e-4;

/// Longest time to expiry, years.
const YEARS_MAX: f64 = 10.0;

/// Largest continuous rate a year, and its opposite is the smallest.
const RATE_MAX: f64 = 1.0;

/// Smallest volatility of a year that is priced.
pub const VOLATILITY_MIN: f64 = 1e-3;

/// Largest volatility of a year that is priced.
pub const VOLATILITY_MAX: f64 = 5.0;

/// Most dividends in the life of a contract.
const DIVIDENDS_MAX: usize = 64;

/// The present value of the dividends is at most this part of the share.
const DIVIDENDS_PART_MAX: f64 = 0.9;

/// A dividend in cash.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CashDividend {
    /// From the valuation to the ex-date, Act/365F; above 0.
    pub years: f64,
    /// US dollars a share, 0 or more.
    pub amount: f64,
}

/// A contract and the market it is priced in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms<'d> {
    /// Call or put.
    pub right: OptionRight,
    /// Price of the share, US dollars.
    pub spot: f64,
    /// Price at which the right can be used, US dollars.
    pub strike: f64,
    /// To expiry, Act/365F.
    pub years: f64,
    /// Interest a year, continuous.
    pub rate: f64,
    /// In order of their ex-dates; those after expiry do not matter, one on the day of expiry does.
    pub dividends: &'d [CashDividend],
}

/// Why a contract has no price.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum PricingFault {
    /// Spot or strike.
    #[error("{what} is {value}; give a price of {PRICE_MIN} to {PRICE_MAX} dollars")]
    Price {
        /// Which one.
        what: &'static str,
        /// As it was given.
        value: f64,
    },
    /// Time to expiry.
    #[error("{0} years to expiry; give 0 to {YEARS_MAX}")]
    Years(f64),
    /// The rate.
    #[error("a rate of {0} a year; give -{RATE_MAX} to {RATE_MAX}")]
    Rate(f64),
    /// The volatility.
    #[error("a volatility of {0} a year; give {VOLATILITY_MIN} to {VOLATILITY_MAX}")]
    Volatility(f64),
    /// A dividend that makes no sense.
    #[error(
        "a dividend of {amount} dollars in {years} years; give 0 dollars or more, later than now and in order of time"
    )]
    Dividend {
        /// As it was given.
        years: f64,
        /// As it was given.
        amount: f64,
    },
    /// More dividends than a contract of that length can have.
    #[error("{0} dividends before expiry; give at most {DIVIDENDS_MAX}")]
    DividendCount(usize),
    /// Dividends that eat up the share.
    #[error(
        "dividends worth {value} dollars on a share of {spot}; they may be worth at most {DIVIDENDS_PART_MAX} of it"
    )]
    DividendSum {
        /// Their present value.
        value: f64,
        /// The share.
        spot: f64,
    },
    /// The computation brought no number, which no terms within the limits are known to do.
    #[error("the price could not be computed; keep these terms and report them")]
    Failed,
}

impl<'d> Terms<'d> {
    /// What using the right now is worth.
    pub fn intrinsic(&self) -> f64 {
        self.payoff(self.spot).max(0.0)
    }

    /// What using the right is worth at that price of the share; negative where it is a loss.
    pub(super) fn payoff(&self, spot: f64) -> f64 {
        match self.right {
            OptionRight::Call => spot - self.strike,
            OptionRight::Put => self.strike - spot,
        }
    }

    /// Dividends that the share pays until expiry.
    pub(super) fn due(&self) -> impl DoubleEndedIterator<Item = &'d CashDividend> + Clone {
        let years = self.years;
        self.dividends.iter().filter(move |dividend| dividend.years <= years && dividend.amount > 0.0)
    }

    /// Whether using the right before expiry never pays, so that it is worth a European one: calls while interest is not negative, puts while it
    /// is not positive, both without dividends (Merton 1973).
    pub(super) fn never_early(&self) -> bool {
        let carry_suits = match self.right {
            OptionRight::Call => self.rate >= 0.0,
            OptionRight::Put => self.rate <= 0.0,
        };
        carry_suits && self.due().next().is_none()
    }

    /// Present value of an amount paid after so many years.
    pub(super) fn discounted(&self, amount: f64, years: f64) -> f64 {
        amount * libm::exp(-self.rate * years)
    }

    /// Tells what is outside of the limits.
    pub(super) fn check(&self, volatility: f64) -> Result<(), PricingFault> {
        for (what, value) in [("the price of the share", self.spot), ("the strike", self.strike)] {
            if !(PRICE_MIN..=PRICE_MAX).contains(&value) {
                return Err(PricingFault::Price { what, value });
            }
        }
        if !(0.0..=YEARS_MAX).contains(&self.years) {
            return Err(PricingFault::Years(self.years));
        }
        if !(-RATE_MAX..=RATE_MAX).contains(&self.rate) {
            return Err(PricingFault::Rate(self.rate));
        }
        if !(VOLATILITY_MIN..=VOLATILITY_MAX).contains(&volatility) {
            return Err(PricingFault::Volatility(volatility));
        }
        self.check_dividends()
    }

    fn check_dividends(&self) -> Result<(), PricingFault> {
        let mut last = 0.0;
        for &CashDividend { years, amount } in self.dividends {
            let sound = years > last && years.is_finite() && (0.0..=PRICE_MAX).contains(&amount);
            if !sound {
                return Err(PricingFault::Dividend { years, amount });
            }
            last = years;
        }
        let count = self.due().count();
        if count > DIVIDENDS_MAX {
            return Err(PricingFault::DividendCount(count));
        }
        let value: f64 = self.due().map(|dividend| self.discounted(dividend.amount, dividend.years)).sum();
        if value > DIVIDENDS_PART_MAX * self.spot {
            return Err(PricingFault::DividendSum { value, spot: self.spot });
        }
        Ok(())
    }
}
