//! When what is held is sold: the rules in their order, for positions and for offers that are followed though nobody took them.

use jiff::Timestamp;

use super::quotes::years_between;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::rules::Rules;
use crate::domain::desk::trade::{ExitReason, Position, Shadow};
use crate::domain::event::Dividend;
use crate::domain::money::Cents;
use crate::domain::option_chain::OptionRight;

/// What is held, as far as its end is decided on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The contract.
    pub contract: Contract,
    /// Paid for one share, dollars.
    pub entry_price: f64,
    /// When it was bought.
    pub opened_at: Timestamp,
    /// Its newest quote.
    pub mark: ContractQuote,
}

impl From<&Position> for Held {
    fn from(position: &Position) -> Self {
        let Position { contract, opened_at, mark, .. } = *position;
        Self { contract, entry_price: position.entry_price(), opened_at, mark }
    }
}

impl From<&Shadow> for Held {
    fn from(shadow: &Shadow) -> Self {
        let Shadow { contract, entry, mark, .. } = *shadow;
        Self { contract, entry_price: entry.ask.dollars(), opened_at: entry.at, mark }
    }
}

/// Why it is sold now; `None` where it is kept. The first that holds, in this order:
///
/// 1. Expiry: its last bell has rung.
/// 2. Stop: the bid is at most [`stop`](crate::domain::desk::rules::Exits::stop) times the entry. Where a contract is quoted but nobody bids, the stop is hit;
///    where it is not quoted at all, as before the opening bell, price says nothing.
/// 3. Target: the bid is at least `target` times the entry.
/// 4. Time stop: `sessions_max` sessions of the exchange after the one in which it was bought.
/// 5. Near expiry: at most `days_left_min` calendar days are left.
/// 6. Reversal: `p_other`, the probability of the opposite side in the newest prediction, is at least `reversal`.
/// 7. Ex-dividend: it is a call in the money, the next session is the ex-date of `next_ex_dividend`, and the dividend is more than the interest
///    on the strike until expiry, so that its holder would have to use it today (Merton 1973).
///
/// Leaving before earnings is left out: no source says when they are.
pub fn exit(
    held: &Held,
    rules: &Rules,
    now: Timestamp,
    p_other: Option<f64>,
    next_ex_dividend: Option<&Dividend>,
) -> Option<ExitReason> {
    let exits = &rules.exits;
    let Held { contract, entry_price, opened_at, mark } = held;
    let quoted = mark.bid > Cents::ZERO || mark.ask > Cents::ZERO;
    let bid = mark.bid.dollars();
    let sessions = sessions_between(*opened_at, now);
    let first = [
        (now >= contract.expires_at(), ExitReason::Expiry),
        (quoted && *entry_price > 0.0 && bid <= exits.stop * entry_price + HAIR, ExitReason::Stop),
        (quoted && *entry_price > 0.0 && bid >= exits.target * entry_price - HAIR, ExitReason::Target),
        (sessions.is_some_and(|sessions| sessions >= exits.sessions_max), ExitReason::TimeStop),
        (contract.days_left(now) <= exits.days_left_min, ExitReason::NearExpiry),
        (p_other.is_some_and(|p| p >= exits.reversal), ExitReason::Reversal),
        (next_ex_dividend.is_some_and(|dividend| used_before(held, dividend, rules.rate, now)), ExitReason::ExDividend),
    ];
    first.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
}

/// What rounding may take from a product of cents, dollars.
const HAIR: f64 = 1e-9;

/// Sessions from the one at or before `from` to the one at or before `to`; `None` where the calendar does not reach or time runs backward.
fn sessions_between(from: Timestamp, to: Timestamp) -> Option<u32> {
    let calendar = ExchangeCalendar::nyse();
    let index = |at| calendar.index_at_or_before(at);
    index(to)?.checked_sub(index(from)?).and_then(|sessions| u32::try_from(sessions).ok())
}

/// Whether a call has to be used or sold before that ex-date, and the ex-date is the next session.
fn used_before(held: &Held, dividend: &Dividend, rate: f64, now: Timestamp) -> bool {
    let Held { contract, mark, .. } = held;
    let calendar = ExchangeCalendar::nyse();
    let next = calendar.next_session_after(now).filter(|session| session.date == dividend.ex_date);
    let Some(session) = next else { return false };
    let years = years_between(session.open, contract.expires_at());
    let in_the_money = contract.right == OptionRight::Call && mark.spot > contract.strike();
    let ours = dividend.symbol == contract.underlying && years > 0.0;
    ours && in_the_money && dividend.amount > -contract.strike() * libm::expm1(-rate * years)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::desk::quote::QuoteSource;
    use jiff::civil::date;

    /// Bought at 1.86 on Monday 2026-11-02 at 11:00; the mark is given in cents.
    fn held(name: &str, bid: i64, ask: i64, spot: f64) -> Held {
        let contract = Contract::from_occ(name).unwrap();
        let opened_at = "2026-11-02T16:00:00Z".parse().unwrap();
        let mark = ContractQuote {
            contract,
            at: opened_at,
            bid: Cents(bid),
            ask: Cents(ask),
            spot,
            implied_volatility: Some(0.25),
            volume: 0,
            open_interest: 0,
            source: QuoteSource::Chain,
        };
        Held { contract, entry_price: 1.86, opened_at, mark }
    }

    const CALL: &str = "RTX261127C00155000";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn asked(held: &Held, now: &str, p_other: Option<f64>) -> Option<ExitReason> {
        exit(held, &Rules::default(), at(now), p_other, None)
    }

    #[test]
    fn prices_stop_and_reach_the_target_on_the_bid() {
        let on = |bid, ask| asked(&held(CALL, bid, ask, 150.0), "2026-11-03T16:00:00Z", None);
        assert_eq!(on(180, 190), None);
        assert_eq!(on(93, 99), Some(ExitReason::Stop), "half of 1.86");
        assert_eq!(on(94, 99), None);
        assert_eq!(on(279, 290), Some(ExitReason::Target), "one and a half of 1.86");
        assert_eq!(on(278, 300), None);
        assert_eq!(on(0, 10), Some(ExitReason::Stop), "nobody bids");
        assert_eq!(on(0, 0), None, "nobody quotes it before the bell");
    }

    #[test]
    fn time_runs_on_the_exchanges_calendar() {
        let mark = held(CALL, 180, 190, 150.0);
        assert_eq!(asked(&mark, "2026-11-06T20:45:00Z", None), None, "the fourth session after");
        assert_eq!(asked(&mark, "2026-11-09T14:29:00Z", None), None, "before the bell of the fifth");
        assert_eq!(asked(&mark, "2026-11-09T14:45:00Z", None), Some(ExitReason::TimeStop), "a weekend counts nothing");
        let near = held("RTX261106C00155000", 180, 190, 150.0);
        assert_eq!(asked(&near, "2026-11-02T16:15:00Z", None), Some(ExitReason::NearExpiry));
        assert_eq!(asked(&near, "2026-11-06T21:00:00Z", None), Some(ExitReason::Expiry));
    }

    #[test]
    fn the_first_rule_that_holds_is_told() {
        let now = "2026-11-03T16:00:00Z";
        assert_eq!(asked(&held(CALL, 180, 190, 150.0), now, Some(0.60)), Some(ExitReason::Reversal));
        assert_eq!(asked(&held(CALL, 180, 190, 150.0), now, Some(0.59)), None);
        assert_eq!(asked(&held(CALL, 90, 95, 150.0), now, Some(0.9)), Some(ExitReason::Stop));
        assert_eq!(asked(&held(CALL, 90, 95, 150.0), "2026-11-27T21:00:00Z", Some(0.9)), Some(ExitReason::Expiry));
    }

    #[test]
    fn a_call_is_sold_the_day_before_a_large_dividend() {
        let dividend =
            |amount| Dividend { symbol: held(CALL, 1, 1, 1.0).contract.underlying, ex_date: date(2026, 11, 5), amount };
        let on = |held: &Held, now: &str, amount| exit(held, &Rules::default(), at(now), None, Some(&dividend(amount)));
        let inside = held("RTX261127C00140000", 180, 190, 150.0);
        // 140 (1 - e^(-0.043 * 22 / 365)) is 0.36.
        assert_eq!(on(&inside, "2026-11-04T16:00:00Z", 0.68), Some(ExitReason::ExDividend));
        assert_eq!(on(&inside, "2026-11-04T16:00:00Z", 0.30), None);
        assert_eq!(on(&inside, "2026-11-03T16:00:00Z", 0.68), None, "two days before");
        assert_eq!(on(&held(CALL, 180, 190, 150.0), "2026-11-04T16:00:00Z", 0.68), None, "out of the money");
        assert_eq!(on(&held("RTX261127P00160000", 180, 190, 150.0), "2026-11-04T16:00:00Z", 0.68), None, "a put");
    }
}
