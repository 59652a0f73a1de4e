//! Writes the model as the JSON of the Bot API.

use serde_json::{Map, Value, json};

use super::model::{Chat, ChatKind, FileInfo, MediaKind, Message, Person, Rows, Sender};
use super::world::{SUPERGROUPS_BELOW, World};

/// A `Message`; null if there is none.
pub(super) fn message(world: &World, chat: i64, id: i32) -> Value {
    world.message(chat, id).map_or(Value::Null, |found| whole(world, chat, found, true))
}

fn whole(world: &World, chat: i64, message: &Message, with_reply: bool) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("message_id", json!(message.id));
    put("from", sender(world, message.from));
    put("chat", world.chats.get(&chat).map_or(Value::Null, |found| chat_of(world, found)));
    put("date", json!(message.date));
    if let Some(topic) = message.topic {
        put("message_thread_id", json!(topic));
        put("is_topic_message", json!(true));
    }
    if let Some(edited) = message.edited {
        put("edit_date", json!(edited));
    }
    if let Some(name) = &message.forwarded_from {
        put("forward_origin", json!({"type": "hidden_user", "sender_user_name": name, "date": message.date}));
    }
    if let Some(reply) = message.reply_to.filter(|_| with_reply).and_then(|id| world.message(chat, id)) {
        put("reply_to_message", whole(world, chat, reply, false));
    }
    if let Some(pinned) = message.pinned.and_then(|id| world.message(chat, id)) {
        put("pinned_message", whole(world, chat, pinned, false));
    }
    let (words, entities) = match &message.media {
        None => ("text", "entities"),
        Some(media) => {
            match media.kind {
                MediaKind::Photo => put("photo", json!([photo_size(&media.file)])),
                MediaKind::Document => put("document", document(&media.file)),
            };
            ("caption", "caption_entities")
        }
    };
    if !message.words.text.is_empty() {
        put(words, json!(message.words.text));
        if !message.words.entities.is_empty() {
            put(entities, json!(message.words.entities));
        }
    }
    if !message.rows.is_empty() {
        put("reply_markup", markup(&message.rows));
    }
    Value::Object(out)
}

/// An `InlineKeyboardMarkup`.
pub(super) fn markup(rows: &Rows) -> Value {
    let button = |it: &super::model::Button| match (&it.data, &it.url, &it.copy) {
        (Some(data), _, _) => json!({"text": it.text, "callback_data": data}),
        (_, Some(url), _) => json!({"text": it.text, "url": url}),
        (_, _, copy) => json!({"text": it.text, "copy_text": {"text": copy}}),
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(|row| row.iter().map(button).collect()).collect();
    json!({ "inline_keyboard": rows })
}

fn sender(world: &World, from: Sender) -> Value {
    match from {
        Sender::Bot => bot(world),
        Sender::Person(id) => world
            .people
            .get(&id)
            .map_or_else(|| json!({"id": id, "is_bot": false, "first_name": "Deleted Account"}), person),
    }
}

/// The bot as a `User`.
pub(super) fn bot(world: &World) -> Value {
    json!({"id": world.bot.id, "is_bot": true, "first_name": world.bot.name, "username": world.bot.username})
}

/// The answer of `getMe`.
pub(super) fn me(world: &World) -> Value {
    json!({
        "id": world.bot.id, "is_bot": true, "first_name": world.bot.name, "username": world.bot.username,
        "can_join_groups": true, "can_read_all_group_messages": false, "supports_guest_queries": false,
        "supports_inline_queries": false, "can_connect_to_business": false, "has_main_web_app": false,
        "has_topics_enabled": false, "allows_users_to_create_topics": false, "can_manage_bots": false,
    })
}

/// A person as a `User`.
pub(super) fn person(person: &Person) -> Value {
    json!({
        "id": person.id, "is_bot": false, "first_name": person.first_name,
        "username": username(person), "language_code": person.language,
    })
}

fn username(person: &Person) -> String {
    let name: String = person.first_name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}_{}", name.to_ascii_lowercase(), person.id)
}

/// A `Chat`.
pub(super) fn chat_of(world: &World, chat: &Chat) -> Value {
    match &chat.kind {
        ChatKind::Private => world.people.get(&chat.id).map_or_else(
            || json!({"id": chat.id, "type": "private", "first_name": "Deleted Account"}),
            |it| json!({"id": chat.id, "type": "private", "first_name": it.first_name, "username": username(it)}),
        ),
        ChatKind::Group { title, .. } => {
            let kind = if chat.id < SUPERGROUPS_BELOW { "supergroup" } else { "group" };
            json!({"id": chat.id, "type": kind, "title": title})
        }
    }
}

/// A `ChatFullInfo`.
pub(super) fn chat_full(world: &World, chat: &Chat) -> Value {
    let mut out = chat_of(world, chat);
    if let Some(fields) = out.as_object_mut() {
        let gifts = json!({
            "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
            "premium_subscription": true, "gifts_from_channels": true,
        });
        fields.insert("accent_color_id".to_owned(), json!(0));
        fields.insert("max_reaction_count".to_owned(), json!(11));
        fields.insert("accepted_gift_types".to_owned(), gifts);
        if let Some(pin) = chat.pins.last() {
            fields.insert("pinned_message".to_owned(), message(world, chat.id, *pin));
        }
    }
    out
}

/// The part of a file's id that is the same for every bot.
fn unique_id(file: &FileInfo) -> String {
    file.file_id.chars().skip(4).collect()
}

fn photo_size(file: &FileInfo) -> Value {
    json!({
        "file_id": file.file_id, "file_unique_id": unique_id(file),
        "file_size": file.size, "width": file.width, "height": file.height,
    })
}

fn document(file: &FileInfo) -> Value {
    json!({
        "file_id": file.file_id, "file_unique_id": unique_id(file),
        "file_name": file.name, "mime_type": file.mime, "file_size": file.size,
    })
}

/// The answer of `getFile`; the path leads to `/file/bot<token>/<path>`.
pub(super) fn file(file: &FileInfo) -> Value {
    json!({
        "file_id": file.file_id, "file_unique_id": unique_id(file),
        "file_size": file.size, "file_path": format!("files/{}", file.file_id),
    })
}
