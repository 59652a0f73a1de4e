//! The desk ended between any two of its writes, again and again: what it goes on to is what its facts say, and the same as undisturbed.

use std::collections::BTreeMap;

use algoslayer::domain::desk::approval::{ApprovalId, ApprovalState};
use algoslayer::domain::desk::book::Book;
use algoslayer::domain::desk::fact::{Entry, Fact};
use algoslayer::domain::desk::order::{Intent, OrderId, OrderState};
use algoslayer::domain::desk::request::{Answer, Asked, Choice};
use algoslayer::storage::Store;
use tempfile::TempDir;

use crate::world::{APPROVER, OWNER, ROOMY, World};

/// Chains that pass: seven sessions, with offers, trades, lapses, stops and what nobody took.
const CHAINS: usize = 7 * 26;

/// Chains that pass after a crash before all is compared.
const CHAINS_AFTER: usize = 5;

/// What happens to option prices, by the chain: deterministic, so that every run lives through the same market.
fn shape(world: &mut World, number: usize) {
    let factor = [1.0, 1.0, 1.0, 0.97, 0.4, 0.4, 2.2, 2.2][number / 3 % 8];
    let volume = if number % 2 == 0 { 12 } else { 25 };
    world.shape = Some(Box::new(move |_, quote| {
        quote.ask = (quote.ask * factor * 100.0).round() / 100.0;
        quote.bid = (quote.ask - 0.02).max(0.0);
        quote.volume = volume;
    }));
}

/// Makes the write of the next fact after so many fail for good, as if the power went at that moment.
fn fail_after(store: &Store, facts: usize) {
    let sql = format!(
        "DROP TRIGGER IF EXISTS power; CREATE TRIGGER power BEFORE INSERT ON desk_facts WHEN NEW.number > {facts} \
         BEGIN SELECT RAISE(ABORT, 'the power is gone'); END"
    );
    store.write(move |transaction| Ok(transaction.execute_batch(&sql)?)).unwrap();
}

/// The same for how far the ledger is read: with it goes the whole transaction.
fn fail_at(store: &Store, second: i64) {
    let sql = format!(
        "DROP TRIGGER IF EXISTS power; CREATE TRIGGER power BEFORE INSERT ON desk_progress WHEN NEW.at_s >= {second} \
         BEGIN SELECT RAISE(ABORT, 'the power is gone'); END"
    );
    store.write(move |transaction| Ok(transaction.execute_batch(&sql)?)).unwrap();
}

fn power_is_back(store: &Store) {
    store.write(|transaction| Ok(transaction.execute_batch("DROP TRIGGER IF EXISTS power")?)).unwrap();
}

/// What people do, by the number of the offer: approve, approve twice, deny, or nothing.
async fn people(world: &mut World) -> bool {
    let offers = world.book().offered.clone();
    let mut sound = true;
    for (number, id) in offers.iter().enumerate() {
        let open = world.book().approvals[id].state.is_open();
        match number % 4 {
            0 | 1 if open => sound &= told(world.tap(OWNER, *id, Choice::Approve).await),
            2 if open => sound &= told(world.tap(APPROVER, *id, Choice::Deny).await),
            _ => {}
        }
        if number % 4 == 1 && sound {
            let again = world.tap(APPROVER, *id, Choice::Approve).await;
            sound &= told(again.clone());
            assert_ne!(again, Answer::Done, "the same offer cannot be approved again");
        }
    }
    sound
}

fn told(answer: Answer) -> bool {
    answer != Answer::Failed
}

/// Sees to it that the desk is at work and has done everything up to now, power cuts or none; tells whether there was one.
async fn through(world: &mut World) -> bool {
    let mut cut = false;
    loop {
        if world.settle().await && people(world).await && world.answers().await {
            return cut;
        }
        assert!(!cut, "the power goes only once");
        cut = true;
        power_is_back(world.store());
        world.restart();
    }
}

/// One chain more, with everything that people do on it.
async fn step(world: &mut World, number: usize) -> usize {
    shape(world, number);
    world.market();
    usize::from(through(world).await)
}

/// What was decided on and what came of it, without the instants at which brokers were heard.
type Ends = BTreeMap<ApprovalId, (String, Option<u32>, Option<i64>)>;

fn ends(book: &Book) -> Ends {
    let end = |id: &ApprovalId| {
        let state = match book.approvals[id].state {
            ApprovalState::Approved { by, .. } => format!("approved by {by:?}"),
            ApprovalState::Denied { by, .. } => format!("denied by {by:?}"),
            other => format!("{:?}", std::mem::discriminant(&other)),
        };
        let filled = book.orders.get(&OrderId::opening(*id)).map(|record| record.progress.filled);
        let profit = book.paper.trades.iter().find(|trade| trade.approval == *id).map(|trade| trade.profit().0);
        (*id, (state, filled, profit))
    };
    book.approvals.keys().map(end).collect()
}

/// No order without the word of a person before it, each once.
fn assert_ordered_by_people(entries: &[Entry]) {
    for (place, entry) in entries.iter().enumerate() {
        let Fact::Ordered { order, .. } = &entry.fact else { continue };
        let word = |fact: &Fact| matches!(fact, Fact::Approved { approval, .. } if *approval == order.approval);
        let given = entries.iter().take(place).filter(|entry| word(&entry.fact)).count();
        assert_eq!(given, 1, "{} stands on {given} approvals", order.id);
        let same = |fact: &Fact| matches!(fact, Fact::Ordered { order: other, .. } if other.id == order.id);
        assert_eq!(entries.iter().filter(|entry| same(&entry.fact)).count(), 1);
    }
}

/// The ledger before a chain, and the book after it.
struct Moment {
    number: usize,
    ledger: TempDir,
    facts: std::ops::Range<usize>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_any_two_facts_changes_nothing_in_the_end() {
    let mut world = World::open(ROOMY).await;
    let (mut moments, mut books) = (Vec::new(), Vec::new());
    for number in 0..CHAINS {
        let (ledger, before) = (world.copied(), world.entries().len());
        assert_eq!(step(&mut world, number).await, 0);
        let entries = world.entries();
        let facts = before..entries.len();
        // Most chains only mark what is held; a crash around a few of those is enough.
        let marks = entries[facts.clone()].iter().all(|entry| matches!(entry.fact, Fact::Marked { .. }));
        if !marks || number % 16 == 0 {
            moments.push(Moment { number, ledger, facts });
        }
        books.push(world.book());
    }
    world.check();
    let book = world.book();
    let orders = |intent| book.orders.values().filter(|record| record.order.intent == intent).count();
    let counts = (book.paper.trades.len(), orders(Intent::Open), orders(Intent::Close), book.shadows.len());
    assert!(counts.0 >= 2 && counts.1 >= 3 && counts.2 >= 2 && counts.3 >= 2, "{counts:?} prove little");
    drop(world);
    let mut crashes = 0;
    for Moment { number, ledger, facts } in &moments {
        for moment in facts.clone() {
            let mut world = World::on_a_copy(ledger.path(), ROOMY, None);
            assert!(world.settle().await);
            fail_after(world.store(), moment);
            let mut cuts = 0;
            let end = (number + CHAINS_AFTER).min(CHAINS - 1);
            for number in *number..=end {
                cuts += step(&mut world, number).await;
            }
            assert_eq!(cuts, 1, "before fact {}", moment + 1);
            world.check();
            assert_ordered_by_people(&world.entries());
            assert_eq!(ends(&world.book()), ends(&books[end]), "after a crash before fact {}", moment + 1);
            assert_eq!(world.book().paper.cash, books[end].paper.cash, "before fact {}", moment + 1);
            crashes += 1;
        }
    }
    eprintln!("{crashes} crashes; trades, orders to buy and to sell, offers nobody took: {counts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_the_chain_and_the_prediction_of_an_instant_loses_no_offer() {
    let mut world = World::open(ROOMY).await;
    let mut before = Vec::new();
    while world.book().open_offers().next().is_none() {
        before.push(world.copied());
        assert!(world.next().await);
    }
    let offer = world.offer().await;
    let second = offer.opened_at.as_second();
    let mut world = World::on_a_copy(before.last().unwrap().path(), ROOMY, None);
    assert!(world.settle().await);
    // The chain is written, the prediction of the same instant is not.
    let sql = format!(
        "CREATE TRIGGER power BEFORE INSERT ON desk_progress WHEN NEW.at_s = {second} AND NEW.number = \
         {} BEGIN SELECT RAISE(ABORT, 'the power is gone'); END",
        offer.signal.number.0
    );
    world.store().write(move |transaction| Ok(transaction.execute_batch(&sql)?)).unwrap();
    assert!(!world.next().await);
    power_is_back(world.store());
    world.restart();
    assert!(world.settle().await);
    assert_eq!(world.book().approvals.get(&offer.id), Some(&offer));
    world.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tap_that_could_not_be_written_was_none() {
    let mut world = World::open(ROOMY).await;
    let offer = world.offer().await;
    let facts = world.entries().len();
    let ask = offer.offer.quote.ask.dollars();
    world.quote(offer.contract(), move |quote| (quote.bid, quote.ask, quote.volume) = (ask - 0.01, ask, 100_000));
    // The word would fit, the order that belongs to it would not: neither is kept.
    fail_after(world.store(), facts + 1);
    assert_eq!(world.tap(OWNER, offer.id, Choice::Approve).await, Answer::Failed);
    assert_eq!(world.entries().len(), facts);
    world.check();
    power_is_back(world.store());
    assert_eq!(world.tap(APPROVER, offer.id, Choice::Approve).await, Answer::Done);
    world.next().await;
    world.check();
    let record = world.book().orders[&OrderId::opening(offer.id)].clone();
    assert_eq!(record.state, OrderState::Filled);
    assert_eq!(world.ask(OWNER, Asked::Close(offer.id)).await, Answer::Done);
    let position = world.book().position(offer.id).cloned().unwrap();
    assert_eq!(position.bought, world.book().orders[&OrderId::opening(offer.id)].progress);
    fail_at(world.store(), world.at.as_second() + 1);
    assert!(!world.next().await, "what cannot be written ends the desk");
    power_is_back(world.store());
    world.restart();
    assert!(world.settle().await);
    assert_eq!(world.book().paper.trades.len(), 1, "the sale is read again");
    world.check();
}
