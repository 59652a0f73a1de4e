//! What people do in the chat, and the updates Telegram would make of it.

use serde_json::{Value, json};

use super::entities::{Styled, utf16_len};
use super::model::{Chat, ChatKind, Media, MediaKind, Message, Sender};
use super::rules::{CAPTION_UNITS_MAX, TEXT_UNITS_MAX, picture};
use super::wire;
use super::world::{Dirty, PageNote, World};

/// Why a person could not do what was asked of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// No such person, or not in that chat.
    #[error("there is no person {0} in this chat")]
    UnknownPerson(i64),
    /// No such message in the chat.
    #[error("there is no message {0} in this chat")]
    UnknownMessage(i32),
    /// The message is not the person's own text.
    #[error("message {0} cannot be edited by this person")]
    NotYours(i32),
    /// No open keyboard has such a button.
    #[error("no message has a button {0:?} to press")]
    UnknownButton(String),
    /// An application of Telegram sends no empty message.
    #[error("a message needs some text")]
    Empty,
    /// An application of Telegram would split it.
    #[error("a message holds {TEXT_UNITS_MAX} characters, a caption {CAPTION_UNITS_MAX}")]
    TooLong,
    /// The person blocked the bot; first unblock it.
    #[error("the bot is blocked; unblock it first")]
    Blocked,
    /// The picture cannot be read as PNG or JPEG of at most 10 MB.
    #[error("the picture cannot be sent: {0}")]
    Picture(String),
    /// The store could not be written.
    #[error("not kept: {0}")]
    NotKept(String),
}

/// What a message of a person carries beside its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    pub(super) reply_to: Option<i32>,
    pub(super) forwarded_from: Option<String>,
    pub(super) photo: Option<(String, Vec<u8>)>,
    pub(super) topic: Option<i32>,
}

/// A person writes in a chat: their own private one, or a group they are in.
pub(super) fn says(
    world: &mut World,
    person: i64,
    chat_id: i64,
    text: &str,
    extras: Extras,
) -> Result<Value, PersonError> {
    let chat = chat_of(world, person, chat_id)?;
    if chat.blocked {
        return Err(PersonError::Blocked);
    }
    if let Some(id) = extras.reply_to.filter(|id| !chat.messages.contains_key(id)) {
        return Err(PersonError::UnknownMessage(id));
    }
    let words = Styled::plain(text);
    check_words(&words, extras.photo.is_some())?;
    let mut message = Message::new(Sender::Person(person), words);
    message.reply_to = extras.reply_to;
    message.forwarded_from = extras.forwarded_from;
    message.topic = extras.topic;
    if let Some((name, bytes)) = extras.photo {
        let (mime, width, height) = picture(&bytes).map_err(|it| PersonError::Picture(it.description))?;
        let file = world.keep_file(MediaKind::Photo, &name, mime, (width, height), bytes);
        message.media = Some(Media { kind: MediaKind::Photo, file });
    }
    if let Some(chat) = world.chat_mut(chat_id)
        && !chat.opened
    {
        chat.opened = true;
        world.page_note(PageNote::Chat { chat: chat_id });
    }
    let id = world.append(chat_id, message);
    let body = wire::message(world, chat_id, id);
    Ok(world.push_update("message", body, true))
}

/// A person edits a text or caption of their own.
pub(super) fn edits(world: &mut World, person: i64, id: i32, text: &str) -> Result<Value, PersonError> {
    let chat = chat_of(world, person, person)?;
    if chat.blocked {
        return Err(PersonError::Blocked);
    }
    let message = chat.messages.get(&id).ok_or(PersonError::UnknownMessage(id))?;
    if message.from != Sender::Person(person) || message.forwarded_from.is_some() {
        return Err(PersonError::NotYours(id));
    }
    let words = Styled::plain(text);
    check_words(&words, message.media.is_some())?;
    let now = world.now;
    world.change_message(person, id, |message| {
        message.words = words;
        message.edited = Some(now);
    });
    let body = wire::message(world, person, id);
    Ok(world.push_update("edited_message", body, true))
}

/// A person presses a button that sends `data`; old keyboards can be pressed for ever.
pub(super) fn taps(world: &mut World, person: i64, chat_id: i64, id: i32, data: &str) -> Result<Value, PersonError> {
    let chat = chat_of(world, person, chat_id)?;
    let message = chat.messages.get(&id).ok_or(PersonError::UnknownMessage(id))?;
    if !message.rows.iter().flatten().any(|button| button.data.as_deref() == Some(data)) {
        return Err(PersonError::UnknownButton(data.to_owned()));
    }
    Ok(tap(world, person, chat_id, id, data))
}

/// A person presses the button with that label, in the newest message that has one.
pub(super) fn taps_label(world: &mut World, person: i64, label: &str) -> Result<Value, PersonError> {
    let chat = chat_of(world, person, person)?;
    let found = chat.messages.values().rev().find_map(|message| {
        let button = message.rows.iter().flatten().find(|button| button.text == label)?;
        Some((message.id, button.data.clone()?))
    });
    let (id, data) = found.ok_or_else(|| PersonError::UnknownButton(label.to_owned()))?;
    Ok(tap(world, person, person, id, &data))
}

/// A group becomes a supergroup; the update that the bot gets in the old chat, and the new id.
pub(super) fn moves_group(world: &mut World, person: i64, group: i64) -> Result<(Value, i64), PersonError> {
    chat_of(world, person, group)?;
    let new = world.move_group(group);
    let id = world.append(group, Message::new(Sender::Person(person), Styled::plain("")));
    let mut body = wire::message(world, group, id);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("migrate_to_chat_id".to_owned(), json!(new));
    }
    Ok((world.push_update("message", body, true), new))
}

/// A press of a button that is no longer on the message, as from a phone that was offline.
pub(super) fn tap(world: &mut World, person: i64, chat_id: i64, id: i32, data: &str) -> Value {
    let tap = world.add_tap(person, chat_id, id, data);
    let body = json!({
        "id": tap,
        "from": world.people.get(&person).map(wire::person),
        "message": wire::message(world, chat_id, id),
        "chat_instance": format!("-{}", chat_id.unsigned_abs()),
        "data": data,
    });
    world.push_update("callback_query", body, true)
}

/// A person blocks the bot or lets it write again; the private chat itself stays.
pub(super) fn sets_blocked(world: &mut World, person: i64, blocked: bool) -> Result<Value, PersonError> {
    chat_of(world, person, person)?;
    let was_blocked = world.chats.get(&person).is_some_and(|chat| chat.blocked);
    if let Some(chat) = world.chat_mut(person) {
        chat.blocked = blocked;
        chat.opened = true;
    }
    world.dirty.insert(Dirty::Chat(person));
    world.page_note(PageNote::Chat { chat: person });
    let member = |blocked: bool| {
        let user = wire::bot(world);
        if blocked {
            json!({"status": "kicked", "user": user, "until_date": 0})
        } else {
            json!({"status": "member", "user": user})
        }
    };
    let body = json!({
        "chat": world.chats.get(&person).map(|chat| wire::chat_of(world, chat)),
        "from": world.people.get(&person).map(wire::person),
        "date": world.now,
        "old_chat_member": member(was_blocked),
        "new_chat_member": member(blocked),
    });
    Ok(world.push_update("my_chat_member", body, true))
}

fn check_words(words: &Styled, is_caption: bool) -> Result<(), PersonError> {
    if words.text.is_empty() && !is_caption {
        return Err(PersonError::Empty);
    }
    let units_max = if is_caption { CAPTION_UNITS_MAX } else { TEXT_UNITS_MAX };
    if utf16_len(&words.text) > units_max { Err(PersonError::TooLong) } else { Ok(()) }
}

fn chat_of(world: &World, person: i64, chat: i64) -> Result<&Chat, PersonError> {
    let found = world.chats.get(&chat).filter(|found| match &found.kind {
        ChatKind::Private => found.id == person,
        ChatKind::Group { members, .. } => members.contains(&person),
    });
    found.filter(|_| world.people.contains_key(&person)).ok_or(PersonError::UnknownPerson(person))
}
