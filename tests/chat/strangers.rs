//! Nobody who is not named gets anything, by whatever kind of update they try; and a panic harms nobody.

use std::ops::ControlFlow;

use algoslayer::bot::guard::guard;
use algoslayer::bot::surface::{COMMANDS, routes};
use algoslayer::bot::tap;
use serde_json::{Value, json};
use teloxide::dispatching::UpdateHandler;
use teloxide::dptree::{self, deps};
use teloxide::types::Update;

use super::world::{OWNER, STRANGER, World};

/// One update of every kind that Telegram has, from someone, in a chat.
pub(crate) fn every_kind(from: i64, chat: i64, chat_kind: &str) -> Vec<(&'static str, Value)> {
    let user = json!({ "id": from, "is_bot": false, "first_name": "S", "language_code": "en" });
    let place = json!({ "id": chat, "type": chat_kind, "title": "T", "first_name": "S" });
    let message = json!({ "message_id": 9, "date": 1_767_623_400, "chat": place, "from": user, "text": "/status" });
    let post = json!({ "message_id": 9, "date": 1_767_623_400, "chat": place, "text": "/status" });
    let member = |status: &str| json!({ "status": status, "user": { "id": 7001, "is_bot": true, "first_name": "B" } });
    let member = json!({
        "chat": place, "from": user, "date": 1_767_623_400,
        "old_chat_member": member("left"), "new_chat_member": member("member"),
    });
    let tap = json!({ "id": "77", "from": user, "message": message, "chat_instance": "1", "data": "s" });
    let reaction = json!({
        "chat": place, "message_id": 9, "user": user, "date": 1_767_623_400,
        "old_reaction": [], "new_reaction": [{ "type": "emoji", "emoji": "👍" }],
    });
    let poll = json!({
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": true, "is_anonymous": true,
        "type": "regular", "allows_multiple_answers": false,
    });
    let address = json!({ "country_code": "US", "state": "", "city": "", "street_line1": "", "street_line2": "", "post_code": "" });
    vec![
        ("message", message.clone()),
        ("edited_message", message.clone()),
        ("channel_post", post.clone()),
        ("edited_channel_post", post),
        ("business_message", message.clone()),
        ("edited_business_message", message),
        ("callback_query", tap),
        ("my_chat_member", member.clone()),
        ("chat_member", member),
        ("message_reaction", reaction),
        ("inline_query", json!({ "id": "1", "from": user, "query": "status", "offset": "" })),
        ("chosen_inline_result", json!({ "result_id": "1", "from": user, "query": "status" })),
        ("shipping_query", json!({ "id": "1", "from": user, "invoice_payload": "x", "shipping_address": address })),
        (
            "pre_checkout_query",
            json!({ "id": "1", "from": user, "currency": "USD", "total_amount": 1, "invoice_payload": "x" }),
        ),
        ("poll", poll),
        ("poll_answer", json!({ "poll_id": "1", "user": user, "option_ids": [0] })),
        ("chat_join_request", json!({ "chat": place, "from": user, "user_chat_id": from, "date": 1_767_623_400 })),
        ("something_new", json!({ "from": user })),
    ]
}

#[tokio::test]
async fn a_stranger_gets_nothing_whatever_they_try() {
    let world = World::with_history(0).await;
    let mut updates = vec![];
    for (kind, body) in every_kind(STRANGER, STRANGER, "private") {
        updates.push(json!({ "update_id": 1, kind: body }));
    }
    // The owner, in a group, and a stranger who says that the owner's chat is theirs.
    for (chat, chat_kind, from) in [(-5, "group", OWNER), (-1005, "supergroup", OWNER), (OWNER, "private", STRANGER)] {
        for (kind, body) in every_kind(from, chat, chat_kind) {
            updates.push(json!({ "update_id": 1, kind: body }));
        }
    }
    for (_, name, _) in COMMANDS {
        updates.push(world.sandbox.says(STRANGER, &format!("/{name}")).unwrap());
    }
    for update in &updates {
        let parsed: Update = serde_json::from_str(&update.to_string()).unwrap();
        // A tap under a message of a group is the owner's, but it is not in the private chat.
        assert_eq!(world.dispatch(update).await, None, "{parsed:?}");
    }
    assert_eq!(world.happenings_since(0), [], "nothing was sent, edited, answered or pinned");
    assert_eq!(world.sandbox.violations(), [], "and nothing was tried");
    assert!(world.store.audience().unwrap().is_empty());
}

#[tokio::test]
async fn the_owner_is_answered_or_left_alone_by_every_kind() {
    let world = World::with_history(0).await;
    world.dispatch(&world.sandbox.says(OWNER, "/help").unwrap()).await;
    for (kind, body) in every_kind(OWNER, OWNER, "private") {
        let answered = world.dispatch(&json!({ "update_id": 1, kind: body })).await;
        // The tap is made up, so that the sandbox knows no such tap; the bot takes it for one that is too old.
        assert!(answered.is_none_or(|fault| kind == "callback_query" && fault.starts_with("ERROR")), "{kind}");
    }
}

#[tokio::test]
async fn a_panic_becomes_an_apology_and_the_next_update_is_served() {
    let world = World::with_history(0).await;
    let broken: UpdateHandler<anyhow::Error> = guard(dptree::endpoint(|| async {
        assert!(std::hint::black_box(false), "on purpose");
        Ok(())
    }));
    for _ in 0..2 {
        let update = world.sandbox.says(OWNER, "/status").unwrap();
        let update: Update = serde_json::from_str(&update.to_string()).unwrap();
        let done = broken.dispatch(deps![update, world.ctx.clone()]).await;
        assert!(matches!(done, ControlFlow::Break(Err(_))));
    }
    let apologies = world.sandbox.messages(OWNER).into_iter().filter(|it| it.text.starts_with("Something went wrong"));
    assert_eq!(apologies.count(), 2);
}

#[tokio::test]
async fn a_panic_at_a_tap_still_stops_its_button_from_turning() {
    let world = World::with_history(0).await;
    world.dispatch(&world.sandbox.says(OWNER, "/help").unwrap()).await;
    let message = world.sandbox.messages(OWNER).last().unwrap().message_id;
    let broken: UpdateHandler<anyhow::Error> = guard(dptree::endpoint(|| async {
        assert!(std::hint::black_box(false), "on purpose");
        Ok(())
    }));
    let update = world.sandbox.taps_stale(OWNER, message, &tap::encode(&algoslayer::bot::surface::Tap::Home)).unwrap();
    let update: Update = serde_json::from_str(&update.to_string()).unwrap();
    assert!(broken.dispatch(deps![update, world.ctx.clone()]).await.is_break());
    assert_eq!(world.sandbox.unanswered_taps(), Vec::<String>::new());
}

/// What the dispatcher provides is all that the routes need.
#[tokio::test]
async fn the_routes_find_everything_they_ask_for() {
    let world = World::with_history(0).await;
    dptree::type_check(routes().sig(), &deps![world.ctx.clone()], &[dptree::Type::of::<Update>()]);
}
