//! Orders of the real desk at a broker that loses answers, cuts lines and asks for patience: one order there, and the book true in the end.

use std::collections::VecDeque;

use algoslayer::domain::desk::approval::Approval;
use algoslayer::domain::desk::book::OrderRecord;
use algoslayer::domain::desk::fact::Fact;
use algoslayer::domain::desk::order::{OrderId, OrderState};
use algoslayer::domain::desk::request::{Answer, Asked, Choice};
use algoslayer::domain::desk::trade::ExitReason;
use algoslayer::domain::notice::Notice;
use axum::http::Method;
use jiff::SignedDuration;
use serde_json::json;

use crate::exchange::{Exchange, Fault, position};
use crate::world::{APPROVER, KEY, OWNER, ROOMY, World};

/// A desk whose paper orders go to an exchange on this machine, with an offer that waits.
async fn offered() -> (World, Exchange, Approval) {
    let exchange = Exchange::open().await;
    let mut world = World::with_broker(ROOMY, Some(&exchange.base)).await;
    let approval = world.offer().await;
    let ask = approval.offer.quote.ask.dollars();
    world.quote(approval.contract(), move |quote| (quote.bid, quote.ask) = (ask - 0.02, ask));
    (world, exchange, approval)
}

fn name(approval: &Approval) -> String {
    OrderId::opening(approval.id).to_string()
}

fn record(world: &World, approval: &Approval) -> OrderRecord {
    world.book().orders[&OrderId::opening(approval.id)].clone()
}

async fn approve(world: &World, approval: &Approval) {
    assert_eq!(world.tap(OWNER, approval.id, Choice::Approve).await, Answer::Done);
}

/// What the exchange does with the next orders; questions in between are answered.
fn orders_fail(exchange: &Exchange, faults: &[Fault]) {
    exchange.rooms().order_faults = faults.iter().cloned().collect::<VecDeque<_>>();
}

async fn filled_and_sold(world: &mut World, exchange: &Exchange, approval: &Approval) {
    let (id, cents) = (approval.id, approval.offer.quote.ask.0);
    exchange.with(&name(approval), |kept| kept.fill(kept.quantity(), cents));
    world.until("the fill", |world| record(world, approval).state == OrderState::Filled).await;
    let progress = record(world, approval).progress;
    assert_eq!(progress.value.0, cents * 100 * i64::from(approval.offer.quantity));
    assert_eq!(world.book().position(id).unwrap().held(), approval.offer.quantity);
    assert_eq!(world.ask(APPROVER, Asked::Close(id)).await, Answer::Done);
    let closing = OrderId::closing(id, 1).to_string();
    world.until("the order to sell", |_| exchange.count(&closing) == 1).await;
    exchange.with(&closing, |kept| kept.fill(kept.quantity(), cents + 7));
    world.until("the sale", |world| world.book().paper.trades.len() == 1).await;
    let book = world.book();
    let trade = &book.paper.trades[0];
    assert_eq!(
        (trade.reason, trade.sold.value.0 - trade.bought.value.0),
        (ExitReason::Asked, 700 * i64::from(approval.offer.quantity))
    );
    assert_eq!(book.paper.cash, book.paper.capital + trade.profit());
    assert_eq!((exchange.count(&name(approval)), exchange.count(&closing)), (1, 1));
    assert_eq!(exchange.rooms().orders.len(), 2, "nothing else was ordered");
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_answer_is_lost_is_at_the_broker_once() {
    let lost: [&[Fault]; 6] = [
        &[Fault::Silence { done: true }],
        &[Fault::HangUp { done: true }],
        &[Fault::Cut],
        &[Fault::Status { status: 500, done: true }, Fault::Status { status: 500, done: false }],
        &[Fault::Refused(429, None, json!({ "message": "too many requests." }))],
        &[Fault::HangUp { done: false }, Fault::Status { status: 503, done: false }, Fault::Body("<html>")],
    ];
    let each = lost.map(|faults| Box::pin(one_lost(faults)));
    futures::future::join_all(each).await;
}

async fn one_lost(faults: &[Fault]) {
    let (mut world, exchange, approval) = offered().await;
    orders_fail(&exchange, faults);
    approve(&world, &approval).await;
    world.until("the order", |world| record(world, &approval).state == OrderState::Working).await;
    assert_eq!(exchange.count(&name(&approval)), 1, "{faults:?}");
    assert!(record(&world, &approval).broker_id.is_some());
    filled_and_sold(&mut world, &exchange, &approval).await;
    let rooms = exchange.rooms();
    assert!(rooms.asked.iter().all(|asked| asked.headers["apca-api-key-id"] == KEY), "each of them with the key");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_while_the_answer_is_out_finds_the_order_by_its_name() {
    let (mut world, exchange, approval) = offered().await;
    orders_fail(&exchange, &[Fault::Silence { done: true }]);
    approve(&world, &approval).await;
    world.until("the request", |_| exchange.count(&name(&approval)) == 1).await;
    assert_eq!(record(&world, &approval).state, OrderState::Intended);
    world.restart();
    world.until("the order", |world| record(world, &approval).state == OrderState::Working).await;
    assert_eq!(exchange.asked(&Method::POST), 1, "it is not sent again");
    // It is filled while the desk is away.
    world.stop_desk();
    let quantity = approval.offer.quantity;
    exchange.with(&name(&approval), |kept| kept.fill(1, approval.offer.limit.0));
    world.start_desk();
    world.until("the first fill", |world| record(world, &approval).progress.filled == 1).await;
    exchange.with(&name(&approval), |kept| kept.fill(quantity - 1, approval.offer.limit.0));
    world.restart();
    world.until("all fills", |world| record(world, &approval).state == OrderState::Filled).await;
    assert_eq!(record(&world, &approval).progress.value, approval.offer.limit.of_contracts(quantity));
    assert_eq!(world.notices(|notice| *notice == Notice::Bought { approval: approval.id }), 1);
    assert_eq!(exchange.asked(&Method::POST), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_filled_in_time_is_taken_back() {
    let (mut world, exchange, approval) = offered().await;
    exchange.rooms().lingers = 1;
    approve(&world, &approval).await;
    world.until("the order", |world| record(world, &approval).state == OrderState::Working).await;
    exchange.with(&name(&approval), |kept| kept.fill(2, approval.offer.limit.0 - 1));
    for _ in 0..3 {
        world.next().await;
    }
    assert!(record(&world, &approval).order.good_until < world.at);
    world.until("the end", |world| record(world, &approval).state.is_final()).await;
    let ended = record(&world, &approval);
    assert_eq!((&ended.state, ended.progress.filled), (&OrderState::Cancelled, 2));
    assert_eq!(world.book().position(approval.id).unwrap().held(), 2);
    let unfilled = |notice: &Notice| matches!(notice, Notice::Unfilled { approval: of, .. } if *of == approval.id);
    assert_eq!(world.notices(unfilled), 1);
    exchange.with(&name(&approval), |kept| assert_eq!(kept.status, "canceled"));
    // It can be sold again, all that there is of it and no more.
    exchange.rooms().lingers = 0;
    assert_eq!(world.ask(OWNER, Asked::Close(approval.id)).await, Answer::Done);
    let closing = OrderId::closing(approval.id, 1).to_string();
    world.until("the order to sell", |_| exchange.count(&closing) == 1).await;
    exchange.with(&closing, |kept| {
        assert_eq!(kept.quantity(), 2);
        kept.fill(2, 11);
    });
    world.until("the sale", |world| world.book().paper.trades.len() == 1).await;
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_ends_the_order_and_a_broker_that_forgets_does_not() {
    let (mut world, exchange, approval) = offered().await;
    let complaint = json!({ "code": 40_310_000, "message": "insufficient options buying power" });
    orders_fail(&exchange, &[Fault::Refused(403, None, complaint)]);
    approve(&world, &approval).await;
    world.until("the refusal", |world| record(world, &approval).state.is_final()).await;
    let OrderState::Rejected { reason } = record(&world, &approval).state else { panic!("it was not rejected") };
    assert!(reason.contains("buying power"), "{reason}");
    assert_eq!((exchange.count(&name(&approval)), world.book().positions().count()), (0, 0));
    world.check();

    let (other, exchange, approval) = offered().await;
    approve(&other, &approval).await;
    other.until("the order", |world| record(world, &approval).state == OrderState::Working).await;
    // It is not found for a while, and it is there all the time.
    exchange.rooms().forgets = 1;
    other.until("a look that does not find it", |_| exchange.rooms().forgets == 0).await;
    exchange.with(&name(&approval), |kept| kept.fill(kept.quantity(), 30));
    other.until("the fill", |world| record(world, &approval).state == OrderState::Filled).await;
    assert_eq!((exchange.count(&name(&approval)), exchange.asked(&Method::POST)), (1, 1));
    other.check();
    drop(world.offer().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_of_the_last_minutes_is_heard_before_the_contract_is_settled() {
    let exchange = Exchange::open().await;
    let mut world = World::with_broker(
        &format!(
            "{ROOMY}days_max = 12
"
        ),
        Some(&exchange.base),
    )
    .await;
    let approval = world.offer().await;
    let (id, contract) = (approval.id, approval.contract());
    approve(&world, &approval).await;
    world.until("the order", |_| exchange.count(&name(&approval)) == 1).await;
    exchange.with(&name(&approval), |kept| kept.fill(kept.quantity(), approval.offer.limit.0));
    world.until("the position", |world| world.book().position(id).is_some()).await;
    world.quote(contract, |quote| (quote.bid, quote.ask) = (0.0, 0.0));
    let last = contract.expires_at() - SignedDuration::from_mins(30);
    world.market_until(last);
    assert!(world.settle().await);
    let attempt = world.book().position(id).unwrap().close_attempts;
    if world.book().closing(world.book().position(id).unwrap()).is_none() {
        assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Done);
    }
    let attempt = world.book().position(id).unwrap().close_attempts.max(attempt);
    let closing = OrderId::closing(id, attempt).to_string();
    world.until("the order to sell", |_| exchange.count(&closing) == 1).await;
    // The desk is away when it is sold, and comes back after the contract is gone.
    world.stop_desk();
    exchange.with(&closing, |kept| kept.fill(kept.quantity(), 9));
    world.market_until(contract.expires_at() + SignedDuration::from_hours(1));
    world.start_desk();
    world.until("the end of the trade", |world| world.book().paper.trades.len() == 1).await;
    let book = world.book();
    let sold = book.paper.trades[0].sold;
    assert_eq!(sold.value.0, 900 * i64::from(approval.offer.quantity), "what the broker got, not what was reckoned");
    assert_eq!(world.count(|fact| matches!(fact, Fact::Settled { .. })), 0);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_that_differ_from_the_book_are_told_once() {
    let exchange = Exchange::open().await;
    exchange.rooms().positions = vec![position("RTX250221C00150000", "us_option", "3", "long")];
    let mut world = World::with_broker(ROOMY, Some(&exchange.base)).await;
    let mismatch = |notice: &Notice| matches!(notice, Notice::Mismatch { differences, .. } if differences.len() == 1);
    world.until("the notice", |world| world.notices(mismatch) == 1).await;
    for _ in 0..4 {
        world.next().await;
    }
    assert_eq!(world.notices(mismatch), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_catches_up_sends_no_sale_of_the_past() {
    let (mut world, exchange, approval) = offered().await;
    let id = approval.id;
    approve(&world, &approval).await;
    world.until("the order", |_| exchange.count(&name(&approval)) == 1).await;
    exchange.with(&name(&approval), |kept| kept.fill(kept.quantity(), approval.offer.limit.0));
    world.until("the position", |world| world.book().position(id).is_some()).await;
    world.stop_desk();
    world.quote(approval.contract(), |quote| (quote.bid, quote.ask) = (0.05, 0.06));
    for _ in 0..30 {
        world.market();
    }
    world.restart();
    assert!(world.settle().await);
    assert!(world.count(|fact| matches!(fact, Fact::Ordered { .. })) <= 2, "one sale at the newest quotes at most");
    assert_eq!(world.notices(|notice| matches!(notice, Notice::Unfilled { .. })), 0);
    world.next().await;
    let closing = OrderId::closing(id, 1).to_string();
    world.until("the order to sell", |_| exchange.count(&closing) == 1).await;
    exchange.with(&closing, |kept| kept.fill(kept.quantity(), 5));
    world.until("the sale", |world| world.book().paper.trades.len() == 1).await;
    world.check();
}
