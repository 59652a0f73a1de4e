//! Taps at the same instant, too late, after the price moved, after a restart, and on what does not exist: one order or none.

use std::sync::{Arc, Barrier};

use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::approval::{Approval, ApprovalId, ApprovalState};
use algoslayer::domain::desk::fact::Fact;
use algoslayer::domain::desk::order::{Intent, OrderId};
use algoslayer::domain::desk::request::{Answer, Asked, Block, Choice, Request};
use algoslayer::domain::desk::trade::ExitReason;
use algoslayer::domain::notice::Notice;
use algoslayer::storage::PersonId;

use crate::world::{APPROVER, OWNER, ROOMY, World};

/// Several people ask at the same instant, each from a thread of their own; the answers in their order.
async fn at_once(world: &World, asked: Vec<(PersonId, Asked)>) -> Vec<Answer> {
    let barrier = Arc::new(Barrier::new(asked.len()));
    let runtime = tokio::runtime::Handle::current();
    let threads: Vec<_> = asked
        .into_iter()
        .map(|(by, asked)| {
            let (link, barrier, runtime) = (world.link(), barrier.clone(), runtime.clone());
            std::thread::spawn(move || {
                barrier.wait();
                runtime.block_on(link.ask(Request { by, asked }))
            })
        })
        .collect();
    let answers = tokio::task::spawn_blocking(|| threads.into_iter().map(|thread| thread.join().unwrap()).collect());
    answers.await.unwrap()
}

fn orders(world: &World, approval: ApprovalId) -> usize {
    world.count(|fact| matches!(fact, Fact::Ordered { order, .. } if order.approval == approval))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_taps_at_the_same_instant_one_of_them_decides() {
    let mut world = World::open(ROOMY).await;
    let choices: [[Choice; 2]; 4] = [
        [Choice::Approve, Choice::Approve],
        [Choice::Approve, Choice::Deny],
        [Choice::Deny, Choice::Approve],
        [Choice::Confirm, Choice::Approve],
    ];
    for [one, other] in choices {
        let Approval { id, .. } = world.offer().await;
        let taps = [(OWNER, one), (APPROVER, other), (OWNER, one), (APPROVER, other)];
        let asked = taps.map(|(by, choice)| (by, Asked::Choose(id, choice))).to_vec();
        let answers = at_once(&world, asked).await;
        assert_eq!(answers.iter().filter(|answer| **answer == Answer::Done).count(), 1, "{answers:?}");
        let state = world.book().approvals[&id].state;
        let others = answers.iter().filter(|answer| **answer != Answer::Done);
        assert!(others.clone().all(|answer| *answer == Answer::Decided(state)), "{answers:?}");
        let approved = matches!(state, ApprovalState::Approved { .. });
        assert_eq!(orders(&world, id), usize::from(approved));
        world.check();
        world.next().await;
        world.check();
    }
    // Everybody wants to sell the same position at once, too.
    world.until("a position", |world| !world.book().paper.positions.is_empty()).await;
    let id = world.book().paper.positions[0].approval;
    let answers = at_once(&world, vec![(OWNER, Asked::Close(id)), (APPROVER, Asked::Close(id))]).await;
    assert_eq!(answers.iter().filter(|answer| **answer == Answer::Done).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| **answer == Answer::Already).count(), 1, "{answers:?}");
    assert_eq!(orders(&world, id), 2);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_after_the_time_buys_nothing_and_the_offer_is_followed_to_its_end() {
    let mut world = World::open(&ROOMY.replace("60", "15")).await;
    let Approval { id, expires_at, .. } = world.offer().await;
    let contract = world.book().approvals[&id].contract();
    // The clock runs on before the market is written: the tap comes first.
    world.player().clock.set(expires_at);
    let answer = world.tap(OWNER, id, Choice::Approve).await;
    assert_eq!(answer, Answer::Decided(ApprovalState::Expired { at: expires_at }));
    assert_eq!((orders(&world, id), world.book().shadows.len()), (0, 1));
    world.next().await;
    assert_eq!(world.tap(APPROVER, id, Choice::Approve).await, world.tap(OWNER, id, Choice::Deny).await);
    let Approval { id: denied, .. } = world.offer().await;
    let other = world.book().approvals[&denied].contract();
    assert_eq!(world.tap(OWNER, denied, Choice::Deny).await, Answer::Done);
    assert_eq!(world.tap(OWNER, denied, Choice::Approve).await, world.tap(APPROVER, denied, Choice::Deny).await);
    // One rises to the target, the other loses everything: both are followed, neither was bought.
    world.shape = Some(Box::new(move |of: &Contract, quote| {
        let factor = if *of == contract { 3.0 } else { 0.1 };
        if *of == contract || *of == other {
            (quote.bid, quote.ask) = (f64::max(quote.bid * factor, 0.01), quote.ask * factor + 0.01);
        }
    }));
    for _ in 0..3 {
        world.next().await;
    }
    let ended = |id| world.book().shadows.iter().find(|shadow| shadow.approval == id).unwrap().ended;
    assert_eq!(ended(id), Some(ExitReason::Target));
    if other != contract {
        assert_eq!(ended(denied), Some(ExitReason::Stop));
    }
    assert_eq!((orders(&world, id), orders(&world, denied)), (0, 0));
    assert_eq!(world.notices(|notice| matches!(notice, Notice::Offer { approval } if *approval == id)), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_moved_away_is_not_paid() {
    let mut world = World::open(ROOMY).await;
    let approval = world.offer().await;
    let id = approval.id;
    world.quote(approval.contract(), |quote| quote.ask = quote.ask * 1.5 + 0.2);
    world.next().await;
    match world.tap(OWNER, id, Choice::Approve).await {
        Answer::Blocked(blocks) => assert!(
            matches!(blocks[..], [Block::Moved { ask, limit }] if ask > limit && limit == approval.offer.limit),
            "{blocks:?}"
        ),
        answer => panic!("{answer:?}"),
    }
    assert_eq!(orders(&world, id), 0);
    // Nobody asks any price.
    world.quote(approval.contract(), |quote| (quote.bid, quote.ask) = (0.0, 0.0));
    world.next().await;
    assert_eq!(world.tap(OWNER, id, Choice::Approve).await, Answer::Blocked(vec![Block::NoQuote]));
    // It comes back before the time is over.
    let ask = approval.offer.quote.ask.dollars();
    world.quote(approval.contract(), move |quote| (quote.bid, quote.ask) = (ask - 0.02, ask));
    world.next().await;
    assert_eq!(world.tap(APPROVER, id, Choice::Approve).await, Answer::Done);
    assert_eq!(orders(&world, id), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_outlives_restarts_and_is_bought_once_at_the_first_tap() {
    let mut world = World::open(ROOMY).await;
    let approval = world.offer().await;
    let id = approval.id;
    let ask = approval.offer.quote.ask.dollars();
    world.quote(approval.contract(), move |quote| (quote.bid, quote.ask) = (ask - 0.02, ask));
    world.restart();
    // The very first thing that it hears: it knows the prices of before.
    assert_eq!(world.tap(OWNER, id, Choice::Approve).await, Answer::Done);
    for _ in 0..3 {
        world.restart();
        let answer = world.tap(APPROVER, id, Choice::Approve).await;
        assert!(matches!(answer, Answer::Decided(ApprovalState::Approved { by: OWNER, .. })), "{answer:?}");
        assert_eq!(orders(&world, id), 1);
        world.check();
    }
    world.next().await;
    world.restart();
    world.settle().await;
    let record = world.book().orders[&OrderId::opening(id)].clone();
    assert!(record.progress.filled > 0 && record.order.intent == Intent::Open);
    assert_eq!(world.book().paper.positions.len(), 1);
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_cannot_be_approved() {
    let mut world = World::open(ROOMY).await;
    let Approval { id, .. } = world.offer().await;
    let before = world.entries();
    for text in ["0000000000000000", "ffffffffffffffff", "00000000000000cd"] {
        let unknown = ApprovalId::from_text(text).unwrap();
        for choice in [Choice::Approve, Choice::Confirm, Choice::Deny] {
            assert_eq!(world.tap(OWNER, unknown, choice).await, Answer::Unknown);
        }
        assert_eq!(world.ask(OWNER, Asked::Close(unknown)).await, Answer::Unknown);
    }
    assert_eq!(world.ask(OWNER, Asked::Close(id)).await, Answer::Unknown, "what is on offer is not held");
    assert_eq!(world.entries(), before);
    world.check();
}
