//! Telegram as it fails in earnest: not there at the start, away for half an hour with a kill in between, and pinned messages that people delete.

use algoslayer::domain::notice::Notice;
use algoslayer::domain::symbol::Symbol;
use algoslayer::sandbox::Fault;
use algoslayer::storage::PersonId;
use jiff::{SignedDuration, ToSpan};

use super::world::{OWNER, World};

fn enqueue(world: &World, number: i64) {
    let from = world.clock.now() - (4_000 - number).minutes();
    let notice = Notice::Gap { symbol: Symbol::new("RTX").unwrap(), from, to: from + 1.minute(), trading_seconds: 60 };
    assert_eq!(world.store.outbox_enqueue(&notice, world.clock.now()).unwrap(), 1);
}

/// The alerts as they stand in the owner's chat.
fn alerts(world: &World) -> Vec<String> {
    let messages =
        world.sandbox.messages(OWNER).into_iter().filter(|it| it.from_bot && it.text.contains("no bars from"));
    messages.map(|it| it.text).collect()
}

fn assert_once(world: &World, count: usize) {
    let found = alerts(world);
    let mut unique = found.clone();
    unique.dedup();
    assert_eq!((found.len(), unique.len()), (count, count), "{found:?}");
}

#[tokio::test]
async fn down_at_the_start_everything_comes_later_and_once() {
    let mut world = World::with_history(0).await;
    world.sandbox.says(OWNER, "/start").unwrap();
    world.store.join(PersonId(OWNER), world.clock.now()).unwrap();
    world.set_down(true);
    world.restart();
    for number in 0..5 {
        enqueue(&world, number);
    }
    world.settle().await;
    assert_once(&world, 0);
    world.set_down(false);
    world.settle().await;
    assert_once(&world, 5);
}

#[tokio::test]
async fn half_an_hour_away_with_a_kill_and_lost_answers_loses_and_doubles_nothing() {
    let mut world = World::with_history(0).await;
    world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await;
    enqueue(&world, 0);
    // The answer is lost, then Telegram goes, then the process is killed: no goodbye, only the file stays.
    world.sandbox.fail_next_of("sendMessage", 1, &Fault::CutConnection { processed: true });
    world.round().await;
    world.set_down(true);
    for minute in 1..=30 {
        world.clock.set(world.clock.now() + SignedDuration::from_mins(1));
        if minute % 6 == 0 {
            enqueue(&world, minute);
        }
        world.round().await;
        if minute == 13 {
            world.restart();
        }
    }
    world.set_down(false);
    world.sandbox.fail_next_of("sendMessage", 1, &Fault::TooManyRequests { retry_after_s: 1 });
    world.settle().await;
    assert_once(&world, 6);
    let told = world.sandbox.messages(OWNER).iter().filter(|it| it.text.contains("was away")).count();
    assert!(told <= 1, "one line for the absence at most");
}

#[tokio::test]
async fn a_pinned_message_that_was_deleted_is_made_anew_and_pinned() {
    let mut world = World::with_history(0).await;
    world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await;
    let before = world.sandbox.pinned(OWNER);
    assert_eq!(before.len(), 1);
    let client = reqwest::Client::new();
    let token = secrecy::ExposeSecret::expose_secret(world.sandbox.token()).to_owned();
    let url = format!("{}/bot{token}/deleteMessage", world.sandbox.api_url());
    let body = serde_json::json!({ "chat_id": OWNER, "message_id": before[0] });
    assert!(client.post(&url).json(&body).send().await.unwrap().status().is_success());
    world.live_one_day();
    world.settle().await;
    let after = world.sandbox.pinned(OWNER);
    assert!(after.len() == 1 && after != before, "{before:?} {after:?}");
    assert_eq!(world.sandbox.messages(OWNER).iter().filter(|it| it.text.starts_with("Heartbeat")).count(), 1);
}
