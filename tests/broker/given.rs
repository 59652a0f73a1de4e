//! What brokers are given in tests: approved orders, quotes and fees.

use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Approved, Mode, Offer, Placed, Signal};
use algoslayer::domain::desk::order::{Intent, Order, OrderId, Progress};
use algoslayer::domain::desk::quote::{ContractQuote, QuoteSource};
use algoslayer::domain::money::Cents;
use algoslayer::domain::person::PersonId;
use algoslayer::domain::prediction::{Direction, Hash, PredictionNumber};
use algoslayer::feeds::broker::Fees;
use jiff::{SignedDuration, Timestamp};

/// Mon 5 Jan 2026, 10:00 in New York.
pub(crate) const PLACED: i64 = 1_767_625_200;

pub(crate) fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(crate) fn contract() -> Contract {
    Contract::from_occ("RTX260116C00180000").unwrap()
}

/// A quote so many seconds after the order.
pub(crate) fn quote(after: i64, bid: i64, ask: i64, volume: u32) -> ContractQuote {
    ContractQuote {
        contract: contract(),
        at: instant(PLACED + after),
        bid: Cents(bid),
        ask: Cents(ask),
        spot: 181.0,
        implied_volatility: None,
        volume,
        open_interest: 900,
        source: QuoteSource::Chain,
    }
}

/// The approval of the `number`-th prediction.
pub(crate) fn approval(number: u64, quantity: u32, limit: i64) -> Approval {
    let mut hash = Hash([0; 32]);
    hash.0[..8].copy_from_slice(&number.to_be_bytes());
    let signal = Signal {
        symbol: contract().underlying,
        number: PredictionNumber(number.try_into().unwrap()),
        at: instant(PLACED - 60),
        call: Direction::Up,
        confidence: 0.86,
        interval: (0.8, 0.9),
        evidence: 40.0,
        sigma: 0.01,
        due: instant(PLACED + 86_400),
    };
    let offer = Offer {
        quote: quote(-30, limit - 10, limit - 4, 500),
        quantity,
        limit: Cents(limit),
        fees_in: Cents(105),
        fees_out: Cents(105),
        break_even: 182.0,
        delta: 0.4,
        expected_profit: 3.0,
        win_probability: 0.5,
        no_skill_profit: -2.0,
        refused: 7,
    };
    Approval {
        id: ApprovalId::of(&hash),
        signal,
        offer,
        mode: Mode::Paper,
        practice: false,
        opened_at: instant(PLACED - 30),
        expires_at: instant(PLACED + 900),
        state: ApprovalState::Approved { by: PersonId(1001), at: instant(PLACED) },
    }
}

/// An order on an approval of its own: one that buys up to `limit`, or the `attempt`-th that sells from `limit` on.
pub(crate) fn order(number: u64, intent: Intent, attempt: u32, quantity: u32, limit: Option<i64>) -> Order {
    let approval = approval(number, quantity, limit.unwrap_or(200));
    let id = match intent {
        Intent::Open => OrderId::opening(approval.id),
        Intent::Close => OrderId::closing(approval.id, attempt),
    };
    Order {
        id,
        approval: approval.id,
        contract: contract(),
        intent,
        quantity,
        limit: limit.map(Cents),
        placed_at: instant(PLACED),
        good_until: instant(PLACED) + SignedDuration::from_mins(10),
    }
}

/// The same, sealed, with what is known to be filled.
pub(crate) fn sealed(order: &Order, known: Progress) -> Approved<Placed> {
    let limit = order.limit.map_or(200, |limit| limit.0);
    let number = u64::from_str_radix(&order.approval.to_string(), 16).unwrap();
    approval(number, order.quantity, limit).seal(order, known).unwrap()
}

/// So many cents.
pub(crate) const FEE: i64 = 68;
pub(crate) const FEE_MIN: i64 = 100;

/// 68 cents a contract, at least a dollar an order, and a cent more for each 1,000 dollars sold.
pub(crate) fn fee(intent: Intent, quantity: u32, value: Cents) -> Cents {
    let sold = if intent == Intent::Close { value.0 / 100_000 } else { 0 };
    Cents((FEE * i64::from(quantity)).max(FEE_MIN) + sold)
}

pub(crate) fn fees() -> Fees {
    Box::new(|intent, quantity, value, day| {
        assert_eq!(day.to_string(), "2026-01-05", "the day in New York on which the order was given");
        fee(intent, quantity, value)
    })
}
