//! The real protocol: every request of the bot, every answer and every update of the sandbox, held to the description of the Bot API.

use std::collections::BTreeSet;
use std::time::Duration;

use algoslayer::bot::surface::Tap;
use algoslayer::bot::{startup, tap};
use algoslayer::sandbox::Recorded;
use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::bot_api::BotApi;
use super::played_desk::offer_id;
use super::surface_map::inputs;
use super::world::{APPROVER, OWNER, VIEWER, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_bot_sends_and_the_sandbox_says_is_as_described() {
    let Some(api) = BotApi::load() else { return };
    let mut world = World::with_history(8).await;
    world.sandbox.record_requests();
    let mut updates = vec![];
    let mut say = |update: Value| {
        updates.push(update.clone());
        update
    };
    for person in [OWNER, VIEWER, APPROVER] {
        world.dispatch(&say(world.sandbox.says(person, "/start").unwrap())).await;
    }
    let old = world.sandbox.messages(OWNER).iter().find(|message| message.from_bot).unwrap().message_id;
    world.settle().await;
    world.at_the_desk("offers live");
    world.settle().await;
    for (_, update) in inputs(&world, old) {
        world.dispatch(&say(update())).await;
    }
    // Pictures change in place.
    world.dispatch(&say(world.sandbox.says(OWNER, "/chart").unwrap())).await;
    let picture = world
        .sandbox
        .messages(OWNER)
        .iter()
        .rfind(|it| it.file.as_ref().is_some_and(|it| it.width > 0))
        .unwrap()
        .message_id;
    for days in algoslayer::bot::answers::ChartDays::ALL {
        let data = tap::encode(&Tap::Chart(days));
        world.dispatch(&say(world.sandbox.taps_stale(OWNER, picture, &data).unwrap())).await;
    }
    // An offer lives and ends.
    let offer = world.sandbox.messages(APPROVER).last().unwrap().message_id;
    for choice in [Tap::Approve(offer_id()), Tap::Confirm(offer_id())] {
        world.dispatch(&say(world.sandbox.taps_stale(APPROVER, offer, &tap::encode(&choice)).unwrap())).await;
    }
    world.at_the_desk("fills 193");
    world.at_the_desk("sells 290");
    world.live_one_day();
    world.settle().await;
    world.dispatch(&say(world.sandbox.says(OWNER, "/export").unwrap())).await;
    for update in
        [world.sandbox.blocks(VIEWER), world.sandbox.unblocks(VIEWER), world.sandbox.forwards(OWNER, "A", "/pause")]
    {
        world.dispatch(&say(update.unwrap())).await;
    }
    updates.extend(world.sandbox.take_unasked_updates());
    runs_for_a_moment(&world).await;

    let requests = world.sandbox.take_requests();
    let methods: BTreeSet<&str> = requests.iter().map(|request| request.method.as_str()).collect();
    for wanted in [
        "GetMe",
        "GetUpdates",
        "SendMessage",
        "SendPhoto",
        "SendDocument",
        "EditMessageText",
        "EditMessageMedia",
        "PinChatMessage",
        "AnswerCallbackQuery",
        "SetMyCommands",
    ] {
        assert!(methods.contains(wanted), "{wanted} was never sent: {methods:?}");
    }
    let mut problems: BTreeSet<String> = requests.iter().flat_map(|request| api.problems_of(request)).collect();
    // Kinds that only others than the sandbox make are taken from the description's own names, and are not held to it here.
    let of_the_sandbox =
        updates.iter().filter(|update| update["update_id"] != 1 && update["callback_query"]["message"]["date"] != 0);
    problems.extend(of_the_sandbox.flat_map(|update| api.problems("Update", update)));
    println!("{} requests by {} methods and {} updates are as described", requests.len(), methods.len(), updates.len());
    assert!(requests.len() > 100 && updates.len() > 80);
    assert_eq!(problems, BTreeSet::new());
}

/// The bot as it runs asks who it is, publishes its menu and polls.
async fn runs_for_a_moment(world: &World) {
    world.sandbox.hold_updates(false);
    let (stop, mut stopped) = watch::channel(false);
    assert!(startup::reach(&world.ctx, &mut stopped).await.unwrap());
    let running = tokio::spawn(algoslayer::bot::run(world.context(), stopped));
    world.sandbox.says(OWNER, "/help").unwrap();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    stop.send_replace(true);
    running.await.unwrap().unwrap();
}

/// A checker that finds nothing would pass everything.
#[test]
fn the_checker_finds_what_is_wrong() {
    let Some(api) = BotApi::load() else { return };
    let request = |method: &str, values: Value| Recorded {
        method: method.to_owned(),
        values: values.as_object().cloned().unwrap_or_else(Map::new),
        files: vec![],
        form: false,
        answer: None,
    };
    for (method, values, expected) in [
        ("sendMessage", json!({ "chat_id": 1, "text": "x" }), ""),
        ("SENDMESSAGE", json!({ "chat_id": 1, "text": "x", "message_thread_id": 17 }), ""),
        ("sendMassage", json!({}), "there is no sendMassage"),
        ("sendMessage", json!({ "chat_id": 1 }), "sendMessage lacks text"),
        ("sendMessage", json!({ "chat_id": 1, "text": "x", "txt": "y" }), "sendMessage has no parameter txt"),
        ("sendMessage", json!({ "chat_id": 1, "text": 5 }), "sendMessage.text is no String: 5"),
        (
            "sendMessage",
            json!({ "chat_id": 1, "text": "x".repeat(4097) }),
            "sendMessage.text has 4097 units, more than 4096",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1, "text": "x", "reply_markup": { "inline_keyboard": [[{ "text": "b", "callback_data": "y".repeat(65) }]] } }),
            "sendMessage: a button carries 65 bytes",
        ),
        (
            "editMessageText",
            json!({ "chat_id": 1, "message_id": "5", "text": "x" }),
            "editMessageText.message_id is no Integer: \"5\"",
        ),
    ] {
        assert_eq!(api.problems_of(&request(method, values)).join("; "), expected, "{method}");
    }
    let user = json!({ "id": 1, "is_bot": false, "first_name": "A" });
    let message = json!({ "message_id": 5, "date": 0, "chat": { "id": 1, "type": "private" }, "from": user });
    assert_eq!(api.problems("Message", &message), Vec::<String>::new());
    let mut odd = message.clone();
    odd["from"]["nick"] = json!("A");
    assert_eq!(api.problems("Message", &odd), ["Message.from.nick is no field of User"]);
    odd["from"] = json!({ "id": "1", "is_bot": false, "first_name": "A" });
    assert_eq!(api.problems("Message", &odd), ["Message.from.id is no Integer: \"1\""]);
    assert_eq!(api.problems("Update", &json!({ "message": message })), ["Update lacks update_id of Update"]);
}
