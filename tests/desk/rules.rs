//! Rules that are changed in the chat: the next offer keeps to them, after a restart too, and they can be taken back.

use algoslayer::domain::desk::approval::Approval;
use algoslayer::domain::desk::request::{Answer, Choice};
use algoslayer::domain::money::Cents;
use algoslayer::domain::setting::{Rule, Setting};
use algoslayer::storage::{StoreError, Whose};

use crate::world::{OWNER, ROOMY, World};

/// What buying the offer costs at the ask, fees counted.
fn cost(approval: &Approval) -> Cents {
    approval.offer.quote.ask.of_contracts(approval.offer.quantity) + approval.offer.fees_in
}

/// Sets a rule as the chat does.
fn set(world: &World, rule: Rule, value: f64) {
    let (store, now) = (world.store().clone(), world.at);
    let setting = Setting::Rule(rule, value);
    store.set_setting(Whose::Service, (setting.key(), Some(setting)), OWNER, now).unwrap();
    renew(world);
}

fn renew(world: &World) {
    let store = world.store().clone();
    world.link().renew_rules(|configured| Ok::<_, StoreError>(store.service_settings()?.over(configured))).unwrap();
}

/// The offer after this one.
async fn another(world: &mut World, Approval { id, .. }: Approval) -> Approval {
    assert_eq!(world.tap(OWNER, id, Choice::Deny).await, Answer::Done);
    world.offer().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_offer_keeps_to_a_rule_that_was_changed_in_the_chat() {
    let mut world = World::open(ROOMY).await;
    let first = world.offer().await;
    let limit = cost(&first).part(0.5);
    set(&world, Rule::TradeMax, limit.dollars());
    let second = another(&mut world, first).await;
    assert!(cost(&second) <= limit, "{:?} > {limit:?}", cost(&second));
    world.restart();
    world.settle().await;
    assert_eq!(world.link().rules().trade_max, limit);
    let third = another(&mut world, second).await;
    assert!(cost(&third) <= limit, "{:?} > {limit:?}", cost(&third));
    let undone = world.store().undo_setting(vec![Whose::Service], 1, OWNER, world.at).unwrap();
    assert_eq!(undone.map(|change| change.seq), Some(1));
    renew(&world);
    let fourth = another(&mut world, third).await;
    assert!(cost(&fourth) > limit, "{:?} <= {limit:?}", cost(&fourth));
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_threshold_that_was_raised_in_the_chat_ends_practice_and_offers_nothing_unproven() {
    let mut world = World::open(ROOMY).await;
    world.offer().await;
    assert!(world.link().facts().practice);
    set(&world, Rule::Threshold, 0.85);
    assert!(!world.link().facts().practice);
    let offered = world.book().approvals.len();
    for _ in 0..10 {
        assert!(world.next().await);
    }
    assert_eq!(world.book().approvals.len(), offered);
}
