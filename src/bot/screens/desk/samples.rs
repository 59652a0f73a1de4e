//! Books that tests draw screens from: each follows from facts, as at the desk.

use jiff::{Timestamp, ToSpan};

use super::Reader;
use crate::bot::door::People;
use crate::bot::screens::samples;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Mode, Offer, Signal};
use crate::domain::desk::book::{Account, Book, EquityPoint};
use crate::domain::desk::fact::{Entry, Fact, Pass};
use crate::domain::desk::order::{Intent, Order, OrderId, OrderState, Progress};
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::desk::trade::{Attribution, ExitReason, GreekTerms};
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::person::PersonId;
use crate::domain::prediction::{Direction, PredictionNumber};
use crate::domain::symbol::{SourceName, Symbol};
use teloxide::types::UserId;

pub(crate) const OWNER: PersonId = PersonId(1001);
pub(crate) const VIEWER: PersonId = PersonId(1002);
pub(crate) const APPROVER: PersonId = PersonId(1004);

fn reader(id: PersonId) -> Reader {
    let people = People {
        owner: Some(UserId(1001)),
        approvers: vec![UserId(1004)],
        viewers: vec![UserId(1002)],
        ..People::default()
    };
    Reader::of(&people, id)
}

pub(crate) fn owner() -> Reader {
    reader(OWNER)
}

pub(crate) fn approver() -> Reader {
    reader(APPROVER)
}

pub(crate) fn viewer() -> Reader {
    reader(VIEWER)
}

pub(crate) fn id() -> ApprovalId {
    numbered(0xab)
}

pub(crate) fn numbered(number: u32) -> ApprovalId {
    ApprovalId::from_text(&format!("{number:016x}")).unwrap()
}

pub(crate) fn contract() -> Contract {
    Contract::from_occ("RTX260130C00185000").unwrap()
}

pub(crate) fn quote(at: Timestamp, bid: i64, ask: i64) -> ContractQuote {
    ContractQuote {
        contract: contract(),
        at,
        bid: Cents(bid),
        ask: Cents(ask),
        spot: 183.42,
        implied_volatility: Some(0.231),
        volume: 412,
        open_interest: 2_310,
        source: QuoteSource::Chain,
    }
}

/// Offered two minutes before the screens are drawn, for a quarter of an hour.
pub(crate) fn approval(number: u32, mode: Mode) -> Approval {
    let at = samples::now() - 2.minutes();
    Approval {
        id: numbered(number),
        signal: Signal {
            symbol: Symbol::new("RTX").unwrap(),
            number: PredictionNumber(1_234),
            at,
            call: Direction::Up,
            confidence: 0.581,
            interval: (0.49, 0.66),
            evidence: 46.2,
            sigma: 0.0143,
            due: at + 24.hours(),
        },
        offer: Offer {
            quote: quote(at, 186, 190),
            quantity: 1,
            limit: Cents(199),
            fees_in: Cents(105),
            fees_out: Cents(107),
            break_even: 187.01,
            delta: 0.41,
            expected_profit: 12.31,
            win_probability: 0.46,
            no_skill_profit: -9.8,
            refused: 41,
        },
        mode,
        practice: false,
        opened_at: at,
        expires_at: at + 15.minutes(),
        state: if mode == Mode::Predictions { ApprovalState::Unasked } else { ApprovalState::Open },
    }
}

/// What options on the calls of the sample prediction made: one hour, by the market's quotes; four hours, by a model's at the end.
pub(crate) fn results() -> Vec<OptionResult> {
    let made_at = samples::explained().prediction.at;
    let result = |horizon, hours: i64, bid, source| {
        let sold = ContractQuote { source, ..quote(made_at + hours.hours(), bid, bid + 6) };
        OptionResult {
            symbol: sold.contract.underlying,
            number: PredictionNumber(1_234),
            horizon,
            call: Direction::Up,
            bought: quote(made_at, 186, 190),
            sold,
            fees: Cents(212),
            attribution: Some(Attribution {
                price: 41.5,
                time: -3.25,
                volatility: 1.75,
                spread: -5.0,
                fees: -2.12,
                rest: -0.004,
                greeks: GreekTerms::default(),
            }),
        }
    };
    vec![
        result(Horizon::OneHour, 1, 225, QuoteSource::Chain),
        OptionResult { attribution: None, ..result(Horizon::FourHours, 4, 120, QuoteSource::Model) },
    ]
}

/// A book in that mode, with what happened, the last a minute ago and each other a minute before its next.
pub(crate) fn book(mode: Mode, facts: impl IntoIterator<Item = Fact>) -> Book {
    let opened = Fact::Opened { capital: Cents(100_000), mode };
    let facts: Vec<Fact> = std::iter::once(opened).chain(facts).collect();
    let ago = (1..=i64::try_from(facts.len()).unwrap()).rev();
    let entries: Vec<Entry> =
        facts.into_iter().zip(ago).map(|(fact, ago)| Entry { at: samples::now() - ago.minutes(), fact }).collect();
    Book::of(&entries).unwrap()
}

pub(crate) fn offered(number: u32, mode: Mode) -> Fact {
    Fact::Offered { approval: Box::new(approval(number, mode)) }
}

pub(crate) fn approved(number: u32, by: PersonId) -> [Fact; 2] {
    let at = samples::now();
    let order = Order {
        id: OrderId::opening(numbered(number)),
        approval: numbered(number),
        contract: contract(),
        intent: Intent::Open,
        quantity: 1,
        limit: Some(Cents(199)),
        placed_at: at,
        good_until: at + 15.minutes(),
    };
    [Fact::Approved { approval: numbered(number), by }, Fact::Ordered { order: Box::new(order), exit: None }]
}

pub(crate) fn reported(number: u32, state: OrderState, filled: u32) -> Fact {
    let value = Cents(193).of_contracts(filled);
    let fees = Cents(105).times(i64::from(filled));
    Fact::Reported {
        order: OrderId::opening(numbered(number)),
        broker_id: None,
        state,
        progress: Progress { filled, value, fees },
    }
}

/// It is sold at that price a share.
pub(crate) fn sold(number: u32, price: i64, reason: ExitReason) -> [Fact; 2] {
    let at = samples::now();
    let id = OrderId::closing(numbered(number), 1);
    let order = Order {
        id: id.clone(),
        approval: numbered(number),
        contract: contract(),
        intent: Intent::Close,
        quantity: 1,
        limit: None,
        placed_at: at,
        good_until: at + 15.minutes(),
    };
    let progress = Progress { filled: 1, value: Cents(price).of_contracts(1), fees: Cents(107) };
    [
        Fact::Ordered { order: Box::new(order), exit: Some(reason) },
        Fact::Reported { order: id, broker_id: None, state: OrderState::Filled, progress },
    ]
}

pub(crate) fn marked(bid: i64) -> Fact {
    Fact::Marked { quotes: vec![quote(samples::now(), bid, bid + 6)] }
}

pub(crate) fn attributed(number: u32) -> Fact {
    let attribution = Attribution {
        price: 121.5,
        time: -14.2,
        volatility: -6.1,
        spread: -5.0,
        fees: -2.12,
        rest: 0.8,
        greeks: GreekTerms::default(),
    };
    Fact::Attributed { approval: numbered(number), attribution }
}

/// A position that gains.
pub(crate) fn held() -> Vec<Fact> {
    let bought = approved(0xab, OWNER).into_iter().chain([reported(0xab, OrderState::Filled, 1), marked(224)]);
    std::iter::once(offered(0xab, Mode::Paper)).chain(bought).collect()
}

/// One trade that gained, one that lost, one offer denied, one expired, one position held, one offer open, two calls without an offer.
pub(crate) fn full_book() -> Book {
    let mut facts = vec![];
    for (number, price, reason) in [(1, 290, ExitReason::Target), (2, 96, ExitReason::Stop)] {
        facts.push(offered(number, Mode::Paper));
        facts.extend(approved(number, if number == 1 { OWNER } else { APPROVER }));
        facts.push(reported(number, OrderState::Filled, 1));
        facts.extend(sold(number, price, reason));
        facts.push(attributed(number));
    }
    facts.extend([
        offered(3, Mode::Paper),
        Fact::Denied { approval: numbered(3), by: OWNER },
        offered(4, Mode::Paper),
        Fact::Expired { approval: numbered(4) },
        Fact::ShadowEnded { approval: numbered(4), reason: ExitReason::TimeStop, worth: None },
    ]);
    let signal = approval(9, Mode::Paper).signal;
    facts.push(Fact::Passed { signal, reasons: vec![Pass::NoContract] });
    facts.push(Fact::Passed { signal, reasons: vec![Pass::TradesThisMonth, Pass::Exposure] });
    facts.extend(held());
    facts.push(offered(0xcd, Mode::Paper));
    book(Mode::Paper, facts)
}

/// Sixty trades over as many days, with all kinds of gains.
pub(crate) fn long_account() -> Account {
    let mut account = full_book().paper;
    let one = account.trades[0].clone();
    (account.trades, account.equity) = (vec![], vec![]);
    let mut equity = account.capital;
    for number in 0..60_i64 {
        let at = samples::now() - (60 - number).saturating_mul(24).hours();
        let price = [290, 96, 150, 60, 310, 96, 190, 0, 520, 96][usize::try_from(number % 10).unwrap()];
        let mut trade = one.clone();
        trade.sold.value = Cents(price).of_contracts(1);
        equity += trade.profit();
        account.equity.push(EquityPoint { at, equity });
        account.trades.push(trade);
    }
    account
}

/// Calls and puts around the price, of which the rules refuse most.
pub(crate) fn chain() -> ChainSnapshot {
    let mut quotes = vec![];
    for expiry in [jiff::civil::date(2026, 1, 9), contract().expiry, jiff::civil::date(2026, 2, 20)] {
        for right in [OptionRight::Call, OptionRight::Put] {
            for step in -6..=6_i32 {
                let strike = 182.5 + f64::from(step) * 2.5;
                let away = if right == OptionRight::Call { -f64::from(step) } else { f64::from(step) };
                let delta = (0.5 + away * 0.07).clamp(0.02, 0.98);
                let bid = (2.4 + away * 0.45).max(0.05);
                quotes.push(OptionQuote {
                    expiry,
                    right,
                    strike,
                    bid,
                    ask: bid + if step == 3 { 0.4 } else { 0.06 },
                    last: None,
                    volume: u32::try_from(400 - step.abs() * 70).unwrap_or(0),
                    open_interest: 2_310,
                    implied_volatility: Some(0.231),
                    delta: (step != -2).then_some(if right == OptionRight::Call { delta } else { -delta }),
                });
            }
        }
    }
    let source = SourceName::new("simulated").unwrap();
    ChainSnapshot::new(Symbol::new("RTX").unwrap(), source, samples::now() - 2.minutes(), 183.42, quotes).unwrap().0
}
