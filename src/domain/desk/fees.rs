//! What buying and selling contracts costs beside their price: a dated table for each kind of broker.
//!
//! Where the numbers come from, and how far they were checked:
//!
//! - Commission with its minimum, options regulatory fee, clearing fee and trading activity fee: the price page of Interactive Brokers for
//!   options of the United States, tiered, up to 10,000 contracts a month. The same regulatory rates stand on Alpaca's page of regulatory
//!   fees, which asks no commission. Both were read as copies of 2025 and 2026, not as of today.
//! - The fee of the Securities and Exchange Commission on sales: $27.80 a million dollars from 2024-05-22 and nothing from 2025-05-14 were
//!   announced by it. That it asks $20.60 since 2026-04-04 is known at second hand only.
//! - Not verified, and therefore left out: fees and rebates of single exchanges (they are asked for orders that wait, or only of some
//!   classes), the audit trail's fee (below half a cent a contract), lower commissions on premiums below ten cents (the full one is counted).
//! - Before the first date of the table the rates of that date are used.
//!
//! A broker's own statement decides with real money. Here every doubt costs more, never less.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::domain::desk::order::Intent;
use crate::domain::money::Cents;

/// Whose price list is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeSchedule {
    /// A commission for each contract with a minimum for each order, and what authorities and exchanges ask.
    #[default]
    PerContract,
    /// Only what authorities and exchanges ask.
    CommissionFree,
}

/// Fees of one order or of what is filled of it, in whole cents rounded up.
///
/// `quantity` contracts that were bought or sold for `value` in all, without fees, on the New York day `date`. Fees of an order that is
/// filled in parts are those of all parts together, because the minimum is asked once: take the fees of what is filled now less those
/// of what was filled before. They never fall while quantity and value grow. Nothing for no contracts.
pub fn fees(schedule: FeeSchedule, intent: Intent, quantity: u32, value: Cents, date: Date) -> Cents {
    if quantity == 0 {
        return Cents::ZERO;
    }
    let contracts = i64::from(quantity);
    let commission = match schedule {
        FeeSchedule::PerContract => contracts.saturating_mul(COMMISSION).max(COMMISSION_MIN),
        FeeSchedule::CommissionFree => 0,
    };
    let clearing = contracts.saturating_mul(CLEARING).min(CLEARING_MAX);
    let exchanges = contracts.saturating_mul(REGULATORY);
    let on_sale = match intent {
        Intent::Open => 0,
        Intent::Close => contracts
            .saturating_mul(TRADING_ACTIVITY)
            .saturating_add(value.0.max(0).saturating_mul(rate_of_sales(date))),
    };
    let nanos = commission.saturating_add(clearing).saturating_add(exchanges).saturating_add(on_sale);
    Cents(nanos.saturating_add(NANOS_A_CENT - 1) / NANOS_A_CENT)
}

/// Billionths of a dollar in a cent: rates have up to eight decimals, and sums of them have to be exact.
const NANOS_A_CENT: i64 = 10_000_000;

/// Commission for each contract: $0.65, in billionths of a dollar as all rates here.
const COMMISSION: i64 = 650_000_000;

/// Least commission for an order: $1.00.
const COMMISSION_MIN: i64 = 1_000_000_000;

/// Options regulatory fee for each contract, all exchanges together: $0.02685.
const REGULATORY: i64 = 26_850_000;

/// Fee of the clearing house for each contract: $0.02.
const CLEARING: i64 = 20_000_000;

/// Most that the clearing house asks for one trade: $55.
const CLEARING_MAX: i64 = 55_000_000_000;

/// Trading activity fee for each contract sold: $0.00279.
const TRADING_ACTIVITY: i64 = 2_790_000;

/// What the Securities and Exchange Commission asks of sales, billionths of a dollar for each cent sold, from a day on; the newest first.
const OF_SALES: [(Date, i64); 3] = [(date(2026, 4, 4), 206), (date(2025, 5, 14), 0), (date(2024, 5, 22), 278)];

fn rate_of_sales(on: Date) -> i64 {
    let [.., oldest] = OF_SALES;
    OF_SALES.iter().find(|(from, _)| *from <= on).map_or(oldest.1, |(_, rate)| *rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 20);

    fn of(schedule: FeeSchedule, intent: Intent, quantity: u32, dollars: i64) -> Cents {
        fees(schedule, intent, quantity, Cents(dollars * 100), TODAY)
    }

    #[test]
    fn one_contract_pays_the_minimum_and_the_pennies() {
        // 1.00 + 0.02685 + 0.02 = 1.04685.
        assert_eq!(of(FeeSchedule::PerContract, Intent::Open, 1, 186), Cents(105));
        // ... + 0.00279 + 186 * 0.0000206 = 1.0534716.
        assert_eq!(of(FeeSchedule::PerContract, Intent::Close, 1, 186), Cents(106));
        assert_eq!(of(FeeSchedule::CommissionFree, Intent::Open, 1, 186), Cents(5));
        assert_eq!(of(FeeSchedule::CommissionFree, Intent::Close, 1, 186), Cents(6));
        // 3 * 0.65 + 3 * 0.04685 = 2.09055.
        assert_eq!(of(FeeSchedule::PerContract, Intent::Open, 3, 300), Cents(210));
        assert_eq!(of(FeeSchedule::PerContract, Intent::Open, 0, 0), Cents::ZERO);
    }

    #[test]
    fn rates_change_on_their_day() {
        let on = |day| fees(FeeSchedule::CommissionFree, Intent::Close, 1, Cents(10_000_000), day);
        // $100,000 sold: 0.04964 of pennies, and 2.78, 0 or 2.06.
        assert_eq!(on(date(2025, 5, 13)), Cents(283));
        assert_eq!(on(date(2025, 5, 14)), Cents(5));
        assert_eq!(on(date(2026, 4, 3)), Cents(5));
        assert_eq!(on(date(2026, 4, 4)), Cents(211));
        assert_eq!(on(date(2001, 1, 1)), Cents(283));
    }

    #[test]
    fn the_clearing_house_has_a_most_that_it_asks() {
        // 2,750 * 0.02 = 55, beyond which only the other pennies grow.
        let more = of(FeeSchedule::CommissionFree, Intent::Open, 4_000, 1)
            - of(FeeSchedule::CommissionFree, Intent::Open, 3_000, 1);
        assert_eq!(more, Cents(2_685));
    }

    proptest! {
        #[test]
        fn fees_never_fall_as_an_order_fills(
            quantity in 0_u32..5_000, more in 0_u32..50, value in 0_i64..1_000_000_000, gained in 0_i64..10_000_000, sells: bool
        ) {
            let intent = if sells { Intent::Close } else { Intent::Open };
            for schedule in [FeeSchedule::PerContract, FeeSchedule::CommissionFree] {
                let before = fees(schedule, intent, quantity, Cents(value), TODAY);
                let after = fees(schedule, intent, quantity + more, Cents(value + gained), TODAY);
                prop_assert!(Cents::ZERO <= before && before <= after);
            }
        }

        #[test]
        fn no_amount_overflows(quantity: u32, value: i64, sells: bool) {
            let intent = if sells { Intent::Close } else { Intent::Open };
            prop_assert!(fees(FeeSchedule::PerContract, intent, quantity, Cents(value), TODAY) >= Cents::ZERO);
        }
    }
}
