//! 20,000 generated updates of every kind: no panic, nothing to strangers, nothing done at the desk, no memory kept.

use std::ops::ControlFlow;

use algoslayer::bot::groups::{Group, Groups};
use algoslayer::bot::surface::routes;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use teloxide::dptree::deps;
use teloxide::types::Update;

use super::strangers::every_kind;
use super::world::{OWNER, STRANGER, VIEWER, World};

const UPDATES: usize = 20_000;

/// Every so many-th update comes from someone who is answered.
const LISTED_EVERY: usize = 25;

/// More than this between the halves would be a leak; the double of Telegram keeps its chats in the same process.
const GROWTH_MAX: u64 = 32 * 1024 * 1024;

fn text(dice: &mut ChaCha8Rng) -> String {
    let commands = ["/start", "/pause", "/resume", "/mode live", "/close", "/status@algoslayer_bot", "/export", "/"];
    match dice.gen_range(0..6) {
        0 => (*commands.choose(dice).unwrap()).to_owned(),
        1 => "💥\u{202e}\0".repeat(dice.gen_range(1..4)),
        2 => "A".repeat(dice.gen_range(1..100_000)),
        3 => (0..dice.gen_range(1..64)).map(|_| dice.r#gen::<char>()).collect(),
        4 => "<b><script>&lt;{{}}%s%n'; DROP TABLE people;--".to_owned(),
        _ => "hello".to_owned(),
    }
}

fn data(dice: &mut ChaCha8Rng) -> String {
    let known = [
        "mr",
        "ml",
        "mp",
        "oa:00000000000000ab",
        "oc:00000000000000ab",
        "ps:00000000000000ab",
        "m:live",
        "bx",
        "z:now",
        "pk:1",
        "s",
    ];
    if dice.gen_bool(0.5) { (*known.choose(dice).unwrap()).to_owned() } else { text(dice) }
}

/// A value that nobody expects.
fn oddity(dice: &mut ChaCha8Rng) -> Value {
    match dice.gen_range(0..9) {
        0 => Value::Null,
        1 => json!(i64::MIN),
        2 => json!(u64::MAX),
        3 => json!(-1.5e300),
        4 => json!(text(dice)),
        5 => json!([]),
        6 => json!({}),
        7 => json!([[[[[[{ "a": [null, {}] }]]]]]]),
        _ => json!(dice.gen_bool(0.5)),
    }
}

/// Puts an oddity somewhere inside.
fn upset(value: &mut Value, dice: &mut ChaCha8Rng) {
    let deeper = dice.gen_bool(0.7);
    let child = match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let at = dice.gen_range(0..fields.len());
            fields.values_mut().nth(at)
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = dice.gen_range(0..items.len());
            items.get_mut(at)
        }
        _ => None,
    };
    match child {
        Some(child) => upset(child, dice),
        None => *value = oddity(dice),
    }
}

/// Something that messages can carry beside or in place of text.
fn carried(message: &mut Value, dice: &mut ChaCha8Rng) {
    let user = json!({ "id": 5, "is_bot": false, "first_name": "F" });
    let photo = json!([{ "file_id": "x", "file_unique_id": "y", "width": 1, "height": 1 }]);
    let (name, value) = match dice.gen_range(0..9) {
        0 => ("photo", photo),
        1 => ("contact", json!({ "phone_number": "+1", "first_name": "C" })),
        2 => ("forward_origin", json!({ "type": "user", "date": 1, "sender_user": user })),
        3 => ("sender_chat", json!({ "id": -100_500, "type": "supergroup", "title": "T" })),
        4 => ("via_bot", json!({ "id": 6, "is_bot": true, "first_name": "V" })),
        5 => ("location", json!({ "latitude": 1.0, "longitude": 2.0 })),
        6 => ("migrate_to_chat_id", json!(-100_777)),
        7 => ("new_chat_members", json!([user])),
        _ => ("dice", json!({ "emoji": "🎲", "value": 3 })),
    };
    message[name] = value;
    if dice.gen_bool(0.5)
        && let Some(fields) = message.as_object_mut()
    {
        fields.remove("text");
    }
}

/// An update of any kind from a stranger, or from anyone in a place that is not served.
fn hostile(dice: &mut ChaCha8Rng, group: i64) -> Value {
    let places = [
        (STRANGER, STRANGER, "private"),
        (STRANGER, group, "supergroup"),
        (OWNER, -100_999, "supergroup"),
        (OWNER, -77, "group"),
        (STRANGER, OWNER, "private"),
        (dice.gen_range(1..900), -100_998, "channel"),
    ];
    let (from, chat, kind) = *places.choose(dice).unwrap();
    let mut kinds = every_kind(from, chat, kind);
    let (name, mut body) = kinds.swap_remove(dice.gen_range(0..kinds.len()));
    if body.get("text").is_some() {
        body["text"] = text(dice).into();
        if dice.gen_bool(0.3) {
            carried(&mut body, dice);
        }
    }
    if name == "callback_query" {
        body["data"] = data(dice).into();
    }
    if dice.gen_bool(0.4) {
        upset(&mut body, dice);
    }
    let name = if dice.gen_bool(0.02) { "a_kind_of_tomorrow" } else { name };
    json!({ "update_id": dice.gen_range(0..u32::MAX), name: body })
}

/// Something that a listed person may send without meaning anything by it.
fn harmless(dice: &mut ChaCha8Rng) -> Value {
    let mut kinds = every_kind(OWNER, OWNER, "private");
    kinds.retain(|(name, _)| *name != "callback_query");
    let (name, mut body) = kinds.swap_remove(dice.gen_range(0..kinds.len()));
    if body.get("text").is_some() {
        body["text"] = format!("x{}", text(dice)).into();
        if dice.gen_bool(0.5) {
            carried(&mut body, dice);
        }
    }
    json!({ "update_id": 7, name: body })
}

fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) * 1024
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_updates_do_nothing() {
    let mut world = World::with_history(0).await;
    let group = world.sandbox.opens_group("Desk", &[OWNER, VIEWER, STRANGER]);
    world.people.groups = Groups::new(vec![Group::new(group, None)]);
    world.restart();
    world.dispatch(&world.sandbox.says(OWNER, "/help").unwrap()).await;
    let (routes, mut dice) = (routes(), ChaCha8Rng::seed_from_u64(20_000));
    let (mut unreadable, mut first_half, mut cursor) = (0, 0, world.sandbox.cursor());
    for number in 0..UPDATES {
        let listed = number % LISTED_EVERY == 0;
        let update = if listed { harmless(&mut dice) } else { hostile(&mut dice, group) };
        // What cannot be read at all never leaves the listener.
        // The library that reads it panics at one kind (`poll_answer` without a voter), which Telegram is never asked for.
        let read = std::panic::catch_unwind(|| serde_json::from_str::<Update>(&update.to_string()));
        match read {
            Ok(Err(_)) | Err(_) => unreadable += 1,
            Ok(Ok(read)) => {
                let done = routes.dispatch(deps![read, world.ctx.clone()]).await;
                assert!(matches!(done, ControlFlow::Break(Ok(()))), "{done:?}: {update}");
            }
        }
        let now = world.sandbox.cursor();
        if now != cursor {
            assert!(listed, "{update} was answered: {:?}", world.happenings_since(cursor));
            assert!(world.happenings_since(cursor).iter().all(|it| it.chat_id == OWNER), "{update}");
            cursor = now;
        }
        if number + 1 == UPDATES / 2 {
            first_half = resident_bytes();
        }
    }
    let grown = resident_bytes().saturating_sub(first_half);
    println!("{UPDATES} updates, {unreadable} beyond reading; the second half took {} kB of memory", grown / 1024);
    assert!(grown < GROWTH_MAX, "{grown} bytes");
    assert_eq!(world.desk.asked(), [], "nothing was done");
    assert_eq!(world.sandbox.violations(), [], "nothing was tried that Telegram refuses");
    assert!(world.sandbox.messages(STRANGER).is_empty());
}
