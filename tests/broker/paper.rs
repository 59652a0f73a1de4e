//! Orders on paper: the rules one by one, then random quotes, restarts and replays.

use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::order::{Intent, Order, OrderReport, OrderState, Progress};
use algoslayer::domain::desk::quote::{ContractQuote, QuoteSource};
use algoslayer::domain::money::Cents;
use algoslayer::feeds::broker::paper::{Paper, RHO};
use algoslayer::feeds::broker::{Broker, BrokerFault};
use proptest::prelude::*;

use crate::given::{PLACED, fee, fees, instant, order, quote, sealed};

const BUY: Intent = Intent::Open;
const SELL: Intent = Intent::Close;

/// A broker with one order that nothing is filled of.
fn with(order: &Order, rho: f64) -> Paper {
    let mut paper = Paper::new(fees(), rho);
    let report = paper.place(&sealed(order, Progress::default())).unwrap();
    assert_eq!((report.state, report.progress), (OrderState::Working, Progress::default()));
    paper
}

/// Filled contracts and cents after quotes that are shown as they come.
fn shown(order: &Order, rho: f64, quotes: &[ContractQuote]) -> (u32, i64) {
    let mut paper = with(order, rho);
    for quote in quotes {
        paper.quoted(&[*quote], quote.at);
    }
    let progress = paper.look(&order.id).unwrap().unwrap().progress;
    (progress.filled, progress.value.0)
}

#[test]
fn a_buyer_pays_the_ask_and_a_seller_takes_the_bid() {
    let buy = order(1, BUY, 0, 2, Some(190));
    assert_eq!(shown(&buy, RHO, &[quote(1, 180, 186, 500)]), (2, 37_200), "the ask, not the limit");
    assert_eq!(shown(&buy, RHO, &[quote(1, 184, 190, 500)]), (2, 38_000));
    assert_eq!(shown(&buy, RHO, &[quote(1, 185, 191, 500)]), (0, 0), "above the limit");
    assert_eq!(shown(&buy, RHO, &[quote(0, 180, 186, 500)]), (0, 0), "less than a second later");
    assert_eq!(shown(&buy, RHO, &[quote(601, 180, 186, 500)]), (0, 0), "too late");
    assert_eq!(shown(&buy, RHO, &[quote(600, 180, 186, 500)]), (2, 37_200), "in the last second");
    assert_eq!(shown(&buy, RHO, &[quote(1, 180, 0, 500)]), (0, 0), "nobody asks");
    assert_eq!(shown(&buy, RHO, &[quote(1, 0, 186, 500)]), (2, 37_200), "nobody bids");
    assert_eq!(shown(&buy, RHO, &[quote(1, 187, 186, 500)]), (0, 0), "crossed");
    let sell = order(1, SELL, 1, 2, None);
    assert_eq!(shown(&sell, RHO, &[quote(1, 3, 186, 500)]), (2, 600), "at whatever is bid");
    assert_eq!(shown(&sell, RHO, &[quote(1, 0, 186, 500)]), (0, 0), "nobody bids");
    assert_eq!(shown(&sell, RHO, &[quote(1, 180, 0, 500)]), (2, 36_000), "nobody asks");
    let sell = order(1, SELL, 1, 2, Some(150));
    assert_eq!(shown(&sell, RHO, &[quote(1, 149, 186, 500)]), (0, 0));
    assert_eq!(shown(&sell, RHO, &[quote(1, 150, 186, 500)]), (2, 30_000));
    assert_eq!(shown(&sell, RHO, &[quote(1, 170, 186, 500)]), (2, 34_000));
    let model = ContractQuote { source: QuoteSource::Model, ..quote(1, 180, 186, 500) };
    assert_eq!(shown(&buy, RHO, &[model]), (0, 0), "nobody offered that price");
    let other = Contract::from_occ("RTX260116P00180000").unwrap();
    assert_eq!(shown(&buy, RHO, &[ContractQuote { contract: other, ..quote(1, 180, 186, 500) }]), (0, 0));
}

#[test]
fn other_fills_lie_between_the_middle_and_beyond_the_quote() {
    let (buy, sell) = (order(1, BUY, 0, 1, Some(190)), order(1, SELL, 1, 1, None));
    let at = [quote(1, 180, 186, 500)];
    for (rho, bought, sold) in [(0.0, 183, 183), (0.5, 185, 181), (1.0, 186, 180), (1.25, 187, 179)] {
        assert_eq!(shown(&buy, rho, &at), (1, bought * 100), "{rho}: rounded against the order");
        assert_eq!(shown(&sell, rho, &at), (1, sold * 100), "{rho}: rounded against the order");
    }
    let tight = order(1, BUY, 0, 1, Some(186));
    assert_eq!(shown(&tight, 1.25, &at), (0, 0), "the worse price is above the limit");
    assert_eq!(shown(&sell, 1.25, &[quote(1, 1, 30, 500)]), (1, 100), "a contract is never given away");
    assert_eq!(shown(&buy, f64::NAN, &at), (1, 18_600));
}

#[test]
fn a_quote_fills_a_tenth_of_the_volume_once() {
    let buy = order(1, BUY, 0, 5, Some(190));
    let mut paper = with(&buy, RHO);
    let first = quote(1, 180, 186, 29);
    let reports = paper.quoted(&[first], first.at);
    let progress = Progress { filled: 2, value: Cents(37_200), fees: Cents(136) };
    let report = OrderReport { id: buy.id.clone(), broker_id: None, state: OrderState::Working, progress };
    assert_eq!(reports, std::slice::from_ref(&report));
    assert_eq!(paper.quoted(&[first], first.at), [], "a quote is used up");
    assert_eq!(paper.place(&sealed(&buy, Progress::default())).unwrap(), report, "it is there already");
    // Without any volume one contract can still be had; two quotes in one go are two.
    let reports = paper.quoted(&[quote(3, 182, 188, 0), quote(2, 181, 187, 0)], instant(PLACED + 3));
    let progress = Progress { filled: 4, value: Cents(37_200 + 18_700 + 18_800), fees: Cents(272) };
    assert_eq!(reports, [OrderReport { progress, ..report.clone() }]);
    let reports = paper.quoted(&[quote(5, 180, 186, 500)], instant(PLACED + 4));
    assert_eq!(reports, [], "that quote is of the future");
    let reports = paper.quoted(&[quote(5, 180, 186, 500)], instant(PLACED + 5));
    let progress = Progress { filled: 5, value: progress.value + Cents(18_600), fees: Cents(340) };
    assert_eq!(reports, [OrderReport { progress, state: OrderState::Filled, ..report.clone() }]);
    assert_eq!(paper.cancel(&buy.id).unwrap().state, OrderState::Filled);
    assert_eq!(paper.quoted(&[quote(6, 180, 186, 500)], instant(PLACED + 900)), []);
}

#[test]
fn a_minimum_fee_is_charged_once_for_all_fills_together() {
    let buy = order(1, BUY, 0, 2, Some(190));
    let mut paper = with(&buy, RHO);
    let mut charged = |after| paper.quoted(&[quote(after, 180, 186, 0)], instant(PLACED + after))[0].progress.fees;
    assert_eq!(charged(1), Cents(100), "the minimum");
    assert_eq!(charged(2), Cents(136), "and not twice");
}

#[test]
fn orders_end_when_taken_back_and_when_their_time_is_up() {
    let buy = order(1, BUY, 0, 2, Some(190));
    let mut paper = with(&buy, RHO);
    assert_eq!(paper.quoted(&[], instant(PLACED + 599)), []);
    let reports = paper.quoted(&[quote(600, 180, 186, 0)], instant(PLACED + 600));
    assert_eq!(
        (reports[0].state.clone(), reports[0].progress.filled),
        (OrderState::Lapsed, 1),
        "its last quote counts"
    );
    let mut paper = with(&buy, RHO);
    assert_eq!(paper.cancel(&buy.id).unwrap().state, OrderState::Cancelled);
    assert_eq!(paper.quoted(&[quote(1, 180, 186, 500)], instant(PLACED + 1)), []);
    assert_eq!(paper.look(&buy.id).unwrap().unwrap().progress, Progress::default());
    let other = order(2, BUY, 0, 2, Some(190));
    assert_eq!(paper.look(&other.id), Ok(None));
    assert!(paper.cancel(&other.id).unwrap_err().is_certain());
    assert_eq!((paper.holdings(), paper.account()), (Err(BrokerFault::NoAccount), Err(BrokerFault::NoAccount)));
    let too_much = Progress { filled: 3, value: Cents(1), fees: Cents(1) };
    assert!(paper.place(&sealed(&other, too_much)).unwrap_err().is_certain());
}

/// Quotes in order of time, some without a side, some crossed.
fn quotes() -> impl Strategy<Value = Vec<ContractQuote>> {
    let one = (0_i64..40, 0_i64..230, -4_i64..20, 0_u32..60, 0_u8..12);
    proptest::collection::vec(one, 0..40).prop_map(|steps| {
        let mut at = -60;
        let made = steps.into_iter().map(|(step, bid, spread, volume, missing)| {
            at += step;
            let ask = if missing == 0 { 0 } else { (bid + spread).max(0) };
            quote(at, if missing == 1 { 0 } else { bid }, ask, volume)
        });
        made.collect()
    })
}

fn orders() -> impl Strategy<Value = Order> {
    (any::<bool>(), 1_u32..9, proptest::option::of(20_i64..220)).prop_map(|(opens, quantity, limit)| {
        let limit = if opens { Some(limit.unwrap_or(150)) } else { limit };
        order(1, if opens { BUY } else { SELL }, 1, quantity, limit)
    })
}

/// What the rules say, written down once more and plainly: contracts and price of every fill.
fn fills(order: &Order, quotes: &[ContractQuote], mut filled: u32) -> Vec<(u32, Cents)> {
    let (mut made, mut last) = (Vec::new(), None);
    for quote in quotes {
        let age = quote.at.as_second() - PLACED;
        let price = if order.intent == BUY { quote.ask } else { quote.bid };
        let good = match (order.intent, order.limit) {
            (Intent::Open, Some(most)) => price <= most,
            (Intent::Close, Some(least)) => price >= least,
            (_, None) => order.intent == SELL,
        };
        let crossed = quote.ask.0 > 0 && quote.bid > quote.ask;
        if (1..=600).contains(&age) && last != Some(age) && price.0 > 0 && good && !crossed && filled < order.quantity {
            let contracts = (order.quantity - filled).min(1.max(quote.volume / 10));
            made.push((contracts, price));
            filled += contracts;
            last = Some(age);
        }
    }
    made
}

proptest! {
    #[test]
    fn fills_follow_the_rules_and_only_grow(order in orders(), quotes in quotes(), parts in 1_usize..5) {
        let mut paper = with(&order, RHO);
        let mut known = Progress::default();
        let mut is_over = false;
        for some in quotes.chunks(parts) {
            let now = some.last().unwrap().at;
            for report in paper.quoted(some, now) {
                prop_assert!(!is_over, "nothing comes of an order that is over");
                let new = report.progress;
                prop_assert!(new.filled >= known.filled && new.value >= known.value && new.fees >= known.fees);
                prop_assert!(new.filled <= order.quantity);
                prop_assert!(new != known || report.state.is_final(), "a report tells something new");
                prop_assert_eq!(report.state == OrderState::Filled, new.filled == order.quantity);
                is_over = report.state.is_final();
                known = new;
            }
        }
        let mut until: Vec<ContractQuote> = Vec::new();
        for some in quotes.chunks(parts) {
            until.extend(some);
            // An order that lapsed within a part takes no later one.
            if some.last().unwrap().at >= order.good_until { break; }
        }
        let made = fills(&order, &until, 0);
        prop_assert_eq!(known.filled, made.iter().map(|(contracts, _)| contracts).sum::<u32>());
        prop_assert_eq!(known.value, made.iter().map(|(contracts, price)| price.of_contracts(*contracts)).sum::<Cents>());
        let charged = if known.filled == 0 { Cents::ZERO } else { fee(order.intent, known.filled, known.value) };
        prop_assert_eq!(known.fees, charged, "the fees of all fills together");
        prop_assert_eq!(paper.look(&order.id).unwrap().unwrap().progress, known);
    }

    #[test]
    fn a_restart_changes_nothing(order in orders(), quotes in quotes(), restarts in proptest::collection::vec(0_usize..40, 0..4)) {
        let mut whole = with(&order, RHO);
        let mut torn = with(&order, RHO);
        let mut record: Option<OrderReport> = None;
        for (place, quote) in quotes.iter().enumerate() {
            // Quotes of one instant come together, so that none is shown on both sides of a restart.
            let is_new = place == 0 || quotes[place - 1].at != quote.at;
            let is_over = record.as_ref().is_some_and(|report| report.state.is_final());
            if is_new && restarts.contains(&place) && !is_over {
                torn = Paper::new(fees(), RHO);
                prop_assert_eq!(torn.look(&order.id), Ok(None));
                let known = record.as_ref().map(|report| report.progress).unwrap_or_default();
                for _ in 0..2 {
                    let report = torn.place(&sealed(&order, known)).unwrap();
                    prop_assert_eq!((report.state, report.progress), (OrderState::Working, known));
                }
            }
            let told = torn.quoted(&[*quote], quote.at);
            prop_assert_eq!(&told, &whole.quoted(&[*quote], quote.at));
            record = told.into_iter().next_back().or(record);
        }
    }

    #[test]
    fn a_replay_never_fills_more_than_the_order(order in orders(), quotes in quotes(), times in 1_usize..4) {
        let mut known = Progress::default();
        for _ in 0..times {
            let mut paper = Paper::new(fees(), RHO);
            let placed = paper.place(&sealed(&order, known)).unwrap();
            prop_assert_eq!(placed.progress, known);
            prop_assert_eq!(placed.state.is_final(), known.filled == order.quantity);
            for report in paper.quoted(&quotes, instant(PLACED + 10_000)) {
                prop_assert!(report.progress.filled >= known.filled && report.progress.filled <= order.quantity);
                let new = fills(&order, &quotes, known.filled);
                prop_assert_eq!(report.progress.filled - known.filled, new.iter().map(|(contracts, _)| contracts).sum::<u32>());
                known = report.progress;
            }
        }
    }
}
