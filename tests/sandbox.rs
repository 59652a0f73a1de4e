//! Drives the sandbox with the real Telegram library over HTTP, as the product does.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use std::time::Duration;

use algoslayer::clock::Clock;
use algoslayer::sandbox::{self, Fault, HappeningKind, Person, Sandbox, SandboxError, SandboxOptions};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use teloxide::net::Download;
use teloxide::prelude::*;
use teloxide::types::{
    AllowedUpdate, BotCommand, BotCommandScope, CallbackQueryId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile,
    InputMedia, InputMediaPhoto, MessageId, ParseMode, UpdateKind,
};
use teloxide::{ApiError, RequestError};

const OLIVIA: i64 = 1001;
const VICTOR: i64 = 1002;
const CHAT: ChatId = ChatId(OLIVIA);

fn options() -> SandboxOptions {
    SandboxOptions::in_memory(Clock::manual("2026-01-05T14:30:00Z".parse().unwrap()))
}

fn bot(sandbox: &Sandbox) -> Bot {
    Bot::new(sandbox.token().expose_secret()).set_api_url(sandbox.api_url().parse().unwrap())
}

/// A sandbox in which Olivia has pressed Start, and the bot for it.
async fn open() -> (Sandbox, Bot) {
    let sandbox = sandbox::start(options()).await.unwrap();
    sandbox.says(OLIVIA, "/start").unwrap();
    let bot = bot(&sandbox);
    (sandbox, bot)
}

fn yes_no() -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Yes", "y"), InlineKeyboardButton::callback("No", "n")]])
}

fn api_text(error: &RequestError) -> String {
    match error {
        RequestError::Api(ApiError::Unknown(text)) => text.clone(),
        RequestError::Api(known) => known.to_string(),
        other => panic!("not an answer of the Bot API: {other}"),
    }
}

/// The head of a PNG of this size, which is all that is ever read of it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\0\0\0\0");
    bytes
}

fn photo(width: u32, height: u32) -> InputFile {
    InputFile::memory(png(width, height)).file_name("chart.png")
}

/// Posts to the Bot API without the library, which would not send what is wrong.
async fn raw(sandbox: &Sandbox, method: &str, body: Value) -> Value {
    let url = format!("{}/bot{}/{method}", sandbox.api_url(), sandbox.token().expose_secret());
    reqwest::Client::new().post(url).json(&body).send().await.unwrap().json().await.unwrap()
}

fn as_update(json: &Value) -> Update {
    // From text: reading it from a value turns every update into an error without a word.
    serde_json::from_str(&json.to_string()).unwrap()
}

#[tokio::test]
async fn a_message_is_sent_with_entities_and_buttons_and_edited() {
    let (sandbox, bot) = open().await;
    let me = bot.get_me().await.unwrap();
    assert_eq!((me.id.0, me.username()), (7001, "algoslayer_bot"));
    let sent = bot
        .send_message(CHAT, "<b>RTX</b> is <i>up</i> &lt;1%")
        .parse_mode(ParseMode::Html)
        .reply_markup(yes_no())
        .await
        .unwrap();
    assert_eq!(sent.id, MessageId(2), "Olivia's /start took the first id");
    assert_eq!(sent.text(), Some("RTX is up <1%"));
    assert_eq!(sent.entities().unwrap().len(), 2);
    let edited = bot.edit_message_text(CHAT, sent.id, "Bought.").await.unwrap();
    assert!(edited.reply_markup().is_none(), "an edit without buttons takes them away");
    assert!(edited.edit_date().is_some());
    let again = bot.edit_message_text(CHAT, sent.id, "Bought.").await.unwrap_err();
    assert!(matches!(again, RequestError::Api(ApiError::MessageNotModified)), "{again}");
    let kinds: Vec<HappeningKind> = sandbox.happenings_since(0).iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [HappeningKind::Sent, HappeningKind::Edited]);
    assert_eq!(sandbox.happenings_since(0)[0].rows[0][1].data.as_deref(), Some("n"));
    assert_eq!(sandbox.violations().len(), 1);
}

#[tokio::test]
async fn message_ids_run_through_all_private_chats_and_groups_count_their_own() {
    let (sandbox, bot) = open().await;
    sandbox.says(VICTOR, "/start").unwrap();
    let to_olivia = bot.send_message(CHAT, "a").await.unwrap();
    let to_victor = bot.send_message(ChatId(VICTOR), "b").await.unwrap();
    assert_eq!((to_olivia.id.0, to_victor.id.0), (3, 4));
    let group = sandbox.opens_group("Traders", &[OLIVIA, VICTOR]);
    assert_eq!(sandbox.says_in(group, VICTOR, "hello").unwrap()["message"]["message_id"], 1);
    let error = bot.edit_message_text(CHAT, to_victor.id, "x").await.unwrap_err();
    assert!(matches!(error, RequestError::Api(ApiError::MessageToEditNotFound)), "{error}");
    let error = bot.edit_message_text(CHAT, MessageId(1), "x").await.unwrap_err();
    assert!(matches!(error, RequestError::Api(ApiError::MessageCantBeEdited)), "{error}");
}

#[tokio::test]
async fn taps_are_answered_once_and_in_time() {
    let clock = Clock::manual("2026-01-05T14:30:00Z".parse().unwrap());
    let sandbox = sandbox::start(SandboxOptions { clock: clock.clone(), ..options() }).await.unwrap();
    sandbox.says(OLIVIA, "/start").unwrap();
    let bot = bot(&sandbox);
    bot.send_message(CHAT, "Buy?").reply_markup(yes_no()).await.unwrap();
    let update = as_update(&sandbox.taps_label(OLIVIA, "Yes").unwrap());
    let UpdateKind::CallbackQuery(tap) = update.kind else { panic!("{update:?}") };
    assert_eq!(tap.data.as_deref(), Some("y"));
    assert_eq!(sandbox.unanswered_taps(), [tap.id.0.as_str()]);
    bot.answer_callback_query(tap.id.clone()).text("Done").show_alert(true).await.unwrap();
    assert!(sandbox.unanswered_taps().is_empty());
    let toast = sandbox.happenings_since(0).pop().unwrap();
    assert_eq!((toast.kind, toast.text.as_str()), (HappeningKind::Toast { alert: true }, "Done"));
    for id in [tap.id, CallbackQueryId("12".to_owned())] {
        let error = bot.answer_callback_query(id).await.unwrap_err();
        let expected = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        assert_eq!(api_text(&error), expected);
    }
    let late = sandbox.taps_label(OLIVIA, "No").unwrap()["callback_query"]["id"].as_str().unwrap().to_owned();
    clock.set("2026-01-05T15:30:00Z".parse().unwrap());
    assert!(bot.answer_callback_query(CallbackQueryId(late)).await.is_err());
    assert!(sandbox.taps_label(OLIVIA, "Perhaps").is_err());
}

#[tokio::test]
async fn photos_and_documents_come_back_as_they_were_sent() {
    let (sandbox, bot) = open().await;
    bot.send_chat_action(CHAT, teloxide::types::ChatAction::UploadPhoto).await.unwrap();
    let sent = bot.send_photo(CHAT, photo(640, 480)).caption("<b>Chart</b>").parse_mode(ParseMode::Html).await.unwrap();
    let size = &sent.photo().unwrap()[0];
    assert_eq!((size.width, size.height, sent.caption()), (640, 480, Some("Chart")));
    let file = bot.get_file(size.file.id.clone()).await.unwrap();
    let mut bytes = Vec::new();
    bot.download_file(&file.path, &mut bytes).await.unwrap();
    assert_eq!(bytes, png(640, 480));

    let again = bot.send_photo(CHAT, InputFile::file_id(size.file.id.clone())).await.unwrap();
    assert_eq!(again.photo().unwrap()[0].file.id, size.file.id);
    let next = InputMedia::Photo(InputMediaPhoto::new(photo(800, 600)).caption("Newer"));
    let edited = bot.edit_message_media(CHAT, sent.id, next).await.unwrap();
    assert_eq!((edited.photo().unwrap()[0].width, edited.caption()), (800, Some("Newer")));
    let error = bot.edit_message_text(CHAT, sent.id, "x").await.unwrap_err();
    assert!(api_text(&error).contains("there is no text in the message to edit"), "{error}");

    let document = InputFile::memory("a,b\n1,2\n").file_name("trades.csv");
    let sent = bot.send_document(CHAT, document).caption("Trades").await.unwrap();
    assert_eq!(sent.document().unwrap().file_name.as_deref(), Some("trades.csv"));
    let file = sandbox.messages(OLIVIA).last().unwrap().file.clone().unwrap();
    assert_eq!(sandbox.file_bytes(&file.file_id).unwrap(), b"a,b\n1,2\n");

    let error = bot.send_photo(CHAT, InputFile::memory("no picture")).await.unwrap_err();
    assert_eq!(api_text(&error), "Bad Request: IMAGE_PROCESS_FAILED");
    let error = bot.send_photo(CHAT, photo(9_000, 9_000)).await.unwrap_err();
    assert_eq!(api_text(&error), "Bad Request: PHOTO_INVALID_DIMENSIONS");
    let error = bot.send_photo(CHAT, photo(10, 10)).caption("x".repeat(1025)).await.unwrap_err();
    assert_eq!(api_text(&error), "Bad Request: message caption is too long");
    assert_eq!(bot.get_updates().await.unwrap().len(), 1, "only Olivia's /start");
    sandbox.sends_photo(OLIVIA, "look").unwrap();
    let updates = bot.get_updates().await.unwrap();
    assert!(matches!(&updates[1].kind, UpdateKind::Message(it) if it.caption() == Some("look")), "{updates:?}");
}

#[tokio::test]
async fn long_polls_wait_confirm_and_filter() {
    let (sandbox, bot) = open().await;
    let first = bot.get_updates().await.unwrap();
    assert_eq!(first.len(), 1);
    let offset = i32::try_from(first[0].id.0).unwrap() + 1;
    assert!(bot.get_updates().offset(offset).await.unwrap().is_empty());
    assert_eq!(sandbox.pending_updates(), 0);
    let poll = {
        let bot = bot.clone();
        tokio::spawn(async move { bot.get_updates().timeout(10).await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!poll.is_finished());
    sandbox.says(OLIVIA, "hello").unwrap();
    let found = poll.await.unwrap().unwrap();
    assert!(matches!(&found[0].kind, UpdateKind::Message(it) if it.text() == Some("hello")));
    let offset = i32::try_from(found[0].id.0).unwrap() + 1;
    bot.get_updates().offset(offset).allowed_updates([AllowedUpdate::CallbackQuery]).await.unwrap();
    sandbox.says(OLIVIA, "not wanted").unwrap();
    assert!(bot.get_updates().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_poll_ends_the_first_with_a_conflict() {
    let sandbox = sandbox::start(options()).await.unwrap();
    let bot = bot(&sandbox);
    let first = {
        let bot = bot.clone();
        tokio::spawn(async move { bot.get_updates().timeout(10).await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = tokio::spawn(async move { bot.get_updates().timeout(10).await });
    let error = first.await.unwrap().unwrap_err();
    assert!(matches!(error, RequestError::Api(ApiError::TerminatedByOtherGetUpdates)), "{error}");
    sandbox.says(OLIVIA, "hi").unwrap();
    assert_eq!(second.await.unwrap().unwrap().len(), 1);
}

#[rustfmt::skip]
fn refused_requests() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("sendMessage", json!({"chat_id": OLIVIA}), "Bad Request: message text is empty"),
        ("sendMessage", json!({"chat_id": OLIVIA, "text": "x".repeat(4097)}), "Bad Request: message is too long"),
        ("SENDMESSAGE", json!({"text": "x"}), "Bad Request: chat_id is empty"),
        ("sendMessage", json!({"chat_id": 5, "text": "x"}), "Bad Request: chat not found"),
        ("sendMessage", json!({"chat_id": VICTOR, "text": "x"}), "Bad Request: chat not found"),
        ("sendMessage", json!({"chat_id": OLIVIA, "text": "1 < 2", "parse_mode": "HTML"}),
            "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 2"),
        ("sendMessage", json!({"chat_id": OLIVIA, "text": "x", "reply_parameters": {"message_id": 99}}),
            "Bad Request: message to be replied not found"),
        ("sendMessage", json!({"chat_id": OLIVIA, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "x".repeat(65)}]]}}),
            "Bad Request: BUTTON_DATA_INVALID"),
        ("editMessageText", json!({"chat_id": OLIVIA, "text": "x"}), "Bad Request: message identifier is not specified"),
        ("deleteMessage", json!({"chat_id": OLIVIA, "message_id": 9}), "Bad Request: message to delete not found"),
        ("pinChatMessage", json!({"chat_id": OLIVIA, "message_id": 9}), "Bad Request: message to pin not found"),
        ("setMyCommands", json!({"commands": [{"command": "Go", "description": "x"}]}), "Bad Request: BOT_COMMAND_INVALID"),
        ("answerCallbackQuery", json!({"callback_query_id": "1", "text": "x".repeat(201)}), "Bad Request: MESSAGE_TOO_LONG"),
        ("sendPhoto", json!({"chat_id": OLIVIA}), "Bad Request: there is no photo in the request"),
        ("sendDice", json!({"chat_id": OLIVIA}), "Not Found"),
    ]
}

#[tokio::test]
async fn what_telegram_refuses_is_refused_in_its_words() {
    let (sandbox, bot) = open().await;
    for (method, body, expected) in refused_requests() {
        sandbox.clear_violations();
        let answer = raw(&sandbox, method, body).await;
        assert_eq!((&answer["ok"], answer["description"].as_str()), (&json!(false), Some(expected)), "{method}");
        assert_eq!(sandbox.violations()[0].description, expected);
    }
    let wrong = Bot::new("1:no").set_api_url(sandbox.api_url().parse().unwrap());
    assert!(matches!(wrong.get_me().await.unwrap_err(), RequestError::Api(ApiError::InvalidToken)));
    sandbox.blocks(OLIVIA).unwrap();
    let error = bot.send_message(CHAT, "x").await.unwrap_err();
    assert!(matches!(error, RequestError::Api(ApiError::BotBlocked)), "{error}");
    sandbox.unblocks(OLIVIA).unwrap();
    bot.send_message(CHAT, "x").await.unwrap();
    let kinds = bot.get_updates().await.unwrap();
    assert!(matches!(kinds[1].kind, UpdateKind::MyChatMember(_)), "{kinds:?}");
}

#[tokio::test]
async fn faults_strike_as_often_as_asked() {
    let (sandbox, bot) = open().await;
    sandbox.fail_next(1, &Fault::TooManyRequests { retry_after_s: 7 });
    let error = bot.send_message(CHAT, "a").await.unwrap_err();
    assert!(matches!(&error, RequestError::RetryAfter(wait) if wait.seconds() == 7), "{error}");
    sandbox.fail_next_of("sendMessage", 1, &Fault::Unauthorized);
    bot.get_me().await.unwrap();
    assert!(bot.send_message(CHAT, "b").await.is_err());
    sandbox.fail_next(1, &Fault::CutConnection { processed: false });
    assert!(matches!(bot.send_message(CHAT, "c").await.unwrap_err(), RequestError::Network(_)));
    assert_eq!(sandbox.messages(OLIVIA).len(), 1);
    sandbox.fail_next(1, &Fault::CutConnection { processed: true });
    assert!(matches!(bot.send_message(CHAT, "d").await.unwrap_err(), RequestError::Network(_)));
    assert_eq!(sandbox.messages(OLIVIA).len(), 2, "it arrived, only the answer did not");
    sandbox.set_down(true);
    assert!(matches!(bot.get_me().await.unwrap_err(), RequestError::Network(_)));
    sandbox.set_down(false);
    sandbox.fail_next(1, &Fault::Slow(30));
    bot.send_message(CHAT, "e").await.unwrap();
    sandbox.fail_next(1, &Fault::ServerError(502));
    let answer = raw(&sandbox, "getMe", json!({})).await;
    assert_eq!(answer["error_code"], 502);
    assert!(sandbox.violations().is_empty(), "faults are not the bot's");
}

#[tokio::test]
async fn pins_commands_and_chats_are_kept_by_scope() {
    let (sandbox, bot) = open().await;
    let sent = bot.send_message(CHAT, "Status").await.unwrap();
    bot.pin_chat_message(CHAT, sent.id).disable_notification(true).await.unwrap();
    assert_eq!(sandbox.pinned(OLIVIA), [sent.id.0]);
    let chat = bot.get_chat(CHAT).await.unwrap();
    assert_eq!(chat.pinned_message.unwrap().id, sent.id);
    assert!(bot.get_chat_member(CHAT, UserId(1001)).await.unwrap().is_present());
    let updates = bot.get_updates().await.unwrap();
    assert!(matches!(&updates[1].kind, UpdateKind::Message(it) if it.pinned_message().is_some()), "{updates:?}");
    bot.unpin_chat_message(CHAT).message_id(sent.id).await.unwrap();
    assert!(sandbox.pinned(OLIVIA).is_empty());
    bot.unpin_all_chat_messages(CHAT).await.unwrap();

    bot.set_my_commands([BotCommand::new("start", "Begin")]).await.unwrap();
    bot.set_my_commands([BotCommand::new("start", "Empezar")]).language_code("es").await.unwrap();
    let scope = BotCommandScope::Chat { chat_id: CHAT.into() };
    bot.set_my_commands([BotCommand::new("train", "Train")]).scope(scope.clone()).await.unwrap();
    assert_eq!(sandbox.commands(OLIVIA, "en")[0].0, "train");
    assert_eq!(sandbox.commands(VICTOR, "es")[0].1, "Empezar");
    assert_eq!(sandbox.commands(VICTOR, "de")[0].1, "Begin");
    bot.delete_my_commands().scope(scope).await.unwrap();
    assert_eq!(sandbox.commands(OLIVIA, "en")[0].1, "Begin");
    assert_eq!(bot.get_my_commands().await.unwrap().len(), 1);
    bot.set_my_description().description("It tells the truth.").await.unwrap();
    bot.delete_webhook().await.unwrap();
    bot.delete_message(CHAT, sent.id).await.unwrap();
    assert!(sandbox.violations().is_empty(), "{:?}", sandbox.violations());
}

#[tokio::test]
async fn everything_accepted_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || SandboxOptions { store: Some(folder.path().join("chat.db")), ..options() };
    let sandbox = sandbox::start(options()).await.unwrap();
    sandbox.says(OLIVIA, "/start").unwrap();
    let first = bot(&sandbox);
    let sent = first.send_photo(CHAT, photo(64, 48)).caption("kept").reply_markup(yes_no()).await.unwrap();
    first.pin_chat_message(CHAT, sent.id).await.unwrap();
    first.set_my_commands([BotCommand::new("start", "Begin")]).await.unwrap();
    let tap = sandbox.taps_label(OLIVIA, "Yes").unwrap()["callback_query"]["id"].as_str().unwrap().to_owned();
    // No stop: the next one must find everything although this one never said goodbye.
    let before = sandbox.messages(OLIVIA);
    let revived = sandbox::start(options()).await.unwrap();
    drop(sandbox);
    let bot = bot(&revived);
    assert_eq!(revived.messages(OLIVIA), before);
    assert_eq!(revived.pinned(OLIVIA), [sent.id.0]);
    assert_eq!(revived.commands(OLIVIA, "en").len(), 1);
    let file = revived.messages(OLIVIA)[1].file.clone().unwrap();
    assert_eq!(revived.file_bytes(&file.file_id).unwrap(), png(64, 48));
    assert_eq!(bot.get_updates().await.unwrap().len(), 3, "start, the note of the pin, the tap");
    bot.answer_callback_query(CallbackQueryId(tap)).await.unwrap();
    let next = bot.send_message(CHAT, "again").await.unwrap();
    assert_eq!(next.id.0, sent.id.0 + 2, "the note of the pin took one");
}

#[tokio::test]
async fn held_updates_are_handed_over_and_not_polled() {
    let sandbox = sandbox::start(options()).await.unwrap();
    sandbox.hold_updates(true);
    let update = as_update(&sandbox.says(OLIVIA, "/why RTX").unwrap());
    let UpdateKind::Message(message) = update.kind else { panic!("{update:?}") };
    assert_eq!(message.parse_entities().unwrap()[0].text(), "/why");
    let edited = as_update(&sandbox.edits(OLIVIA, message.id.0, "/why SPY").unwrap());
    assert!(matches!(edited.kind, UpdateKind::EditedMessage(_)));
    for update in [sandbox.replies(OLIVIA, 1, "so"), sandbox.forwards(OLIVIA, "Ann", "tip"), sandbox.blocks(OLIVIA)] {
        let update = as_update(&update.unwrap());
        assert!(!matches!(update.kind, UpdateKind::Error(_)), "{update:?}");
    }
    assert!(sandbox.says(OLIVIA, "blocked").is_err());
    assert_eq!(sandbox.pending_updates(), 0);
    sandbox.unblocks(OLIVIA).unwrap();
    bot(&sandbox).pin_chat_message(CHAT, message.id).await.unwrap();
    assert_eq!(sandbox.take_unasked_updates().len(), 1);
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let sandbox = sandbox::start(options()).await.unwrap();
    let address = sandbox.api_url().trim_start_matches("http://").parse().unwrap();
    let error = sandbox::start(SandboxOptions { listen: address, ..options() }).await.unwrap_err();
    assert!(matches!(error, SandboxError::AddressInUse(taken) if taken == address));
    sandbox.stop().await;
    sandbox::start(SandboxOptions { listen: address, ..options() }).await.unwrap();
}

#[tokio::test]
async fn the_page_is_served_to_this_machine_only() {
    let sandbox = sandbox::start(SandboxOptions { banner: Some("SIMULATED".to_owned()), ..options() }).await.unwrap();
    let http = reqwest::Client::new();
    let page = http.get(sandbox.page_url()).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let base = sandbox.page_url();
    let state = http.get(format!("{base}page/state")).send().await.unwrap().json::<Value>().await.unwrap();
    assert_eq!((&state["banner"], &state["people"][0]["role"]), (&json!("SIMULATED"), &json!("owner")));
    let say = |header: Option<(&str, &str)>| {
        let request = http.post(format!("{base}page/say")).json(&json!({"person": OLIVIA, "text": "hi"}));
        let request = match header {
            Some((name, value)) => request.header(name, value),
            None => request,
        };
        async { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(say(None).await, 200);
    assert_eq!(say(Some(("origin", base.trim_end_matches('/')))).await, 200);
    assert_eq!(say(Some(("origin", "http://evil.example"))).await, 403);
    assert_eq!(say(Some(("sec-fetch-site", "cross-site"))).await, 403);
    assert_eq!(say(Some(("host", "evil.example"))).await, 403);
    assert_eq!(sandbox.messages(OLIVIA).len(), 2);
    let note = state["note"].as_u64().unwrap();
    let mut events = http.get(format!("{base}page/events?since={note}")).send().await.unwrap();
    let chunk = events.chunk().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&chunk).contains("\"kind\":\"chat\""));
    sandbox.stop().await;
    while events.chunk().await.unwrap().is_some() {}
}

#[tokio::test]
async fn a_person_who_has_started_can_be_written_to_first() {
    let people = vec![Person::new(1, "Ann", "en", "owner").started()];
    let sandbox = sandbox::start(SandboxOptions { people, ..options() }).await.unwrap();
    bot(&sandbox).send_message(ChatId(1), "Good morning").await.unwrap();
    let found = sandbox.wait_for_happening(0, Duration::from_secs(1)).await.unwrap();
    assert_eq!(found.text, "Good morning");
}

/// Looking at the page by hand: `cargo test --test sandbox page_by_hand -- --ignored`, then open the printed address.
#[tokio::test]
#[ignore = "serves the page until it is interrupted"]
async fn page_by_hand() {
    let listen = "127.0.0.1:8788".parse().unwrap();
    let options = SandboxOptions { listen, banner: Some("SIMULATED".to_owned()), ..options() };
    let sandbox = sandbox::start(SandboxOptions { clock: Clock::system(), ..options }).await.unwrap();
    println!("{}", sandbox.page_url());
    std::future::pending::<()>().await;
}
