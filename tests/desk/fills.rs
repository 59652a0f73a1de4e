//! From the tap to the end of the trade on paper: when orders fill, how much, and every way out.

use algoslayer::domain::desk::approval::{Approval, ApprovalId};
use algoslayer::domain::desk::fact::{Fact, Pass};
use algoslayer::domain::desk::order::{Intent, OrderId, OrderState};
use algoslayer::domain::desk::request::{Answer, Asked, Choice};
use algoslayer::domain::desk::trade::{ExitReason, Trade};
use algoslayer::domain::notice::Notice;
use jiff::SignedDuration;

use crate::world::{OWNER, ROOMY, World};

/// An offer that is approved, and quoted as it was offered from then on.
async fn approved(world: &mut World) -> Approval {
    let approval = world.offer().await;
    steady(world, &approval, 1.0);
    assert_eq!(world.tap(OWNER, approval.id, Choice::Approve).await, Answer::Done);
    approval
}

/// From now on the contract costs so many times what was asked when it was offered, with a cent between bid and ask.
fn steady(world: &mut World, approval: &Approval, factor: f64) {
    let ask = (approval.offer.quote.ask.dollars() * factor * 100.0).round() / 100.0;
    world.quote(approval.contract(), move |quote| (quote.bid, quote.ask, quote.volume) = (ask - 0.01, ask, 100_000));
}

async fn bought(world: &mut World) -> Approval {
    let approval = approved(world).await;
    world.next().await;
    assert!(world.book().position(approval.id).is_some());
    approval
}

fn trade(world: &World, id: ApprovalId) -> Trade {
    let book = world.book();
    let found: Vec<_> = book.paper.trades.iter().filter(|trade| trade.approval == id).collect();
    assert_eq!(found.len(), 1, "{:#?}", book.orders);
    found[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_fills_at_the_next_chain_and_never_at_the_one_of_the_tap() {
    let mut world = World::open(ROOMY).await;
    let Approval { id, offer, .. } = approved(&mut world).await;
    let placed = world.at;
    world.settle().await;
    // A restart shows the same chain to a broker that has forgotten everything.
    world.restart();
    world.settle().await;
    let record = world.book().orders[&OrderId::opening(id)].clone();
    assert_eq!((record.state, record.progress.filled, record.order.placed_at), (OrderState::Working, 0, placed));
    world.next().await;
    let book = world.book();
    let record = &book.orders[&OrderId::opening(id)];
    assert_eq!((&record.state, record.progress.filled), (&OrderState::Filled, offer.quantity));
    assert_eq!(record.progress.value, offer.quote.ask.of_contracts(offer.quantity));
    assert_eq!(book.position(id).unwrap().opened_at, world.at);
    assert_eq!(world.notices(|notice| *notice == Notice::Bought { approval: id }), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn thin_volume_fills_in_parts_and_the_rest_lapses() {
    let mut world = World::open(ROOMY).await;
    let approval = approved(&mut world).await;
    let (id, offer) = (approval.id, approval.offer.clone());
    assert!(offer.quantity > 2, "{} contracts are too few to be filled in parts", offer.quantity);
    let ask = offer.quote.ask.dollars();
    world.quote(approval.contract(), move |quote| (quote.bid, quote.ask, quote.volume) = (ask - 0.01, ask, 10));
    world.next().await;
    assert_eq!(world.book().orders[&OrderId::opening(id)].progress.filled, 1);
    // What is known of it survives, and the chain that filled one does not fill another.
    world.restart();
    world.settle().await;
    assert_eq!(world.book().orders[&OrderId::opening(id)].progress.filled, 1);
    while !world.book().orders[&OrderId::opening(id)].state.is_final() {
        world.next().await;
    }
    let book = world.book();
    let record = &book.orders[&OrderId::opening(id)];
    assert_eq!((&record.state, record.progress.filled), (&OrderState::Lapsed, 2), "half an hour has two chains");
    assert_eq!(book.position(id).unwrap().held(), 2);
    let unfilled = |notice: &Notice| matches!(notice, Notice::Unfilled { approval, .. } if *approval == id);
    assert_eq!((world.notices(unfilled), world.notices(|notice| *notice == Notice::Bought { approval: id })), (1, 1));
    assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Done);
    world.next().await;
    world.next().await;
    assert_eq!(trade(&world, id).sold.filled, 2);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ask_above_the_limit_is_never_paid() {
    let mut world = World::open(ROOMY).await;
    let approval = approved(&mut world).await;
    steady(&mut world, &approval, 1.2);
    for _ in 0..3 {
        world.next().await;
    }
    let book = world.book();
    let record = &book.orders[&OrderId::opening(approval.id)];
    assert_eq!((&record.state, record.progress.filled), (&OrderState::Lapsed, 0));
    assert!(book.positions().next().is_none() && book.paper.trades.is_empty());
    assert_eq!(book.paper.cash, book.paper.capital);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_target_and_a_wish_end_a_trade_at_the_chain_after() {
    for (factor, reason) in [(0.4, ExitReason::Stop), (2.0, ExitReason::Target), (1.0, ExitReason::Asked)] {
        let mut world = World::open(ROOMY).await;
        let approval = bought(&mut world).await;
        let id = approval.id;
        if reason == ExitReason::Asked {
            assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Done);
            assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Already);
        } else {
            steady(&mut world, &approval, factor);
            world.next().await;
        }
        assert!(world.book().position(id).is_some(), "ordered at one chain, sold at the next");
        world.next().await;
        let trade = trade(&world, id);
        assert_eq!(trade.reason, reason);
        assert!(trade.closed_at > trade.opened_at && trade.closed_at == world.at);
        let parts = trade.attribution.unwrap();
        let sum = parts.price + parts.time + parts.volatility + parts.spread + parts.fees + parts.rest;
        assert!((sum - trade.profit().dollars()).abs() < 1e-6, "{parts:?} of {:?}", trade.profit());
        let book = world.book();
        assert_eq!(book.paper.cash, book.paper.capital + trade.profit());
        assert_eq!(world.notices(|notice| *notice == Notice::Sold { approval: id }), 1);
        assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Unknown);
        world.check();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trade_ends_after_its_sessions() {
    let mut world = World::open(&format!("{ROOMY}sessions_max = 1\n")).await;
    let approval = bought(&mut world).await;
    for _ in 0..30 {
        world.next().await;
    }
    assert_eq!(trade(&world, approval.id).reason, ExitReason::TimeStop);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_bids_for_is_held_to_its_expiry_and_settled() {
    let mut world = World::open(&format!("{ROOMY}days_max = 12\n")).await;
    let approval = bought(&mut world).await;
    let id = approval.id;
    world.quote(approval.contract(), |quote| (quote.bid, quote.ask) = (0.0, 0.05));
    // It is to be sold from now on, and nobody takes it: each session's order lapses with the session.
    for _ in 0..3 {
        world.next().await;
    }
    let expiry = approval.contract().expires_at();
    let mut sessions = 0;
    while world.at <= expiry {
        let close = algoslayer::domain::calendar::ExchangeCalendar::nyse().next_session_after(world.at).unwrap().close;
        world.market_until(close);
        assert!(world.settle().await);
        sessions += 1;
    }
    let trade = trade(&world, id);
    assert_eq!((trade.reason, trade.sold.filled), (ExitReason::Expiry, trade.bought.filled));
    let attempts = world.count(
        |fact| matches!(fact, Fact::Ordered { order, .. } if order.approval == id && order.intent == Intent::Close),
    );
    assert!((1..=sessions + 1).contains(&attempts), "{attempts} orders in {sessions} sessions");
    let unfilled = |notice: &Notice| matches!(notice, Notice::Unfilled { approval, .. } if *approval == id);
    assert_eq!(world.notices(unfilled), 1, "told once, however often it is tried");
    let entries = world.entries();
    let settled = entries.iter().find(|entry| matches!(entry.fact, Fact::Settled { .. })).unwrap();
    assert!(settled.at > expiry);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_outage_of_the_desk_the_past_is_caught_up_with() {
    let mut world = World::open(ROOMY).await;
    let approval = bought(&mut world).await;
    let id = approval.id;
    world.stop_desk();
    steady(&mut world, &approval, 0.4);
    let begun = world.at;
    for _ in 0..40 {
        world.market();
    }
    let open = world.book_of_file().open_offers().count();
    world.restart();
    assert!(world.settle().await);
    // What the quotes of the time would have sold is sold, at once and by one order.
    let trade = trade(&world, id);
    assert_eq!(trade.reason, ExitReason::Stop);
    assert!(trade.closed_at.duration_since(begun) <= SignedDuration::from_hours(1), "{}", trade.closed_at);
    let closing = |fact: &Fact| matches!(fact, Fact::Ordered { order, .. } if order.intent == Intent::Close);
    assert_eq!(world.count(closing), 1);
    assert_eq!(world.notices(|notice| matches!(notice, Notice::Unfilled { .. })), 0);
    // Nobody could have answered an offer of the time.
    let book = world.book();
    assert_eq!((book.approvals.len(), open), (1, 0));
    assert!(book.passed.iter().any(|(_, reasons)| reasons.contains(&Pass::TooLate)), "{:?}", book.passed);
    world.check();
}
