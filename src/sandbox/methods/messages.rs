//! Sending, deleting and fetching: text, photos, documents and "typing".

use serde_json::{Value, json};

use super::super::args::Args;
use super::super::happenings::HappeningKind;
use super::super::model::{Media, MediaKind, Message, Sender};
use super::super::rules::{self, DELETE_AGE_MAX_S, DOCUMENT_BYTES_MAX, Refusal};
use super::super::wire;
use super::super::world::{PageNote, World};

pub(super) fn send_message(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let chat = args.chat_id()?;
    let words = args.styled("text", "entities")?;
    rules::check_text(&args.text("text").unwrap_or_default(), &words)?;
    let message = draft(world, chat, args, Message::new(Sender::Bot, words))?;
    Ok(world.send_as_bot(chat, message))
}

pub(super) fn send_photo(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    send_media(world, args, MediaKind::Photo, "photo")
}

pub(super) fn send_document(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    send_media(world, args, MediaKind::Document, "document")
}

fn send_media(world: &mut World, args: &Args, kind: MediaKind, name: &str) -> Result<Value, Refusal> {
    let chat = args.chat_id()?;
    let words = args.styled("caption", "caption_entities")?;
    rules::check_caption(&words)?;
    let message = draft(world, chat, args, Message::new(Sender::Bot, words))?;
    let media = media(world, args, kind, args.text(name).as_deref(), name)?;
    Ok(world.send_as_bot(chat, Message { media: Some(media), ..message }))
}

/// What every kind of message shares: an open chat, buttons, and the message it answers.
fn draft(world: &World, chat: i64, args: &Args, message: Message) -> Result<Message, Refusal> {
    let rows = args.rows()?;
    world.open_chat(chat)?;
    let reply = args.json("reply_parameters")?.unwrap_or_default();
    let reply_to = reply.get("message_id").and_then(Value::as_i64).or_else(|| args.int("reply_to_message_id"));
    let lenient = reply.get("allow_sending_without_reply").and_then(Value::as_bool).unwrap_or_default();
    let found = reply_to.and_then(|id| i32::try_from(id).ok()).filter(|id| world.message(chat, *id).is_some());
    if reply_to.is_some() && found.is_none() && !lenient {
        return Err(Refusal::bad("message to be replied not found"));
    }
    let topic = args.int("message_thread_id").and_then(|id| i32::try_from(id).ok());
    Ok(Message { rows, reply_to: found, topic, silent: args.flag("disable_notification"), ..message })
}

/// The file a parameter names: one that came along, or one that was sent before.
pub(super) fn media(
    world: &mut World,
    args: &Args,
    kind: MediaKind,
    reference: Option<&str>,
    name: &str,
) -> Result<Media, Refusal> {
    if let Some(upload) = args.upload(reference, name) {
        let file = match kind {
            MediaKind::Photo => {
                let (mime, width, height) = rules::picture(&upload.bytes)?;
                world.keep_file(kind, &upload.name, mime, (width, height), upload.bytes.clone())
            }
            MediaKind::Document => {
                if upload.bytes.is_empty() {
                    return Err(Refusal::bad("file must be non-empty"));
                }
                if upload.bytes.len() > DOCUMENT_BYTES_MAX {
                    return Err(Refusal::new(413, "Request Entity Too Large"));
                }
                world.keep_file(kind, &upload.name, &upload.mime, (0, 0), upload.bytes.clone())
            }
        };
        return Ok(Media { kind, file });
    }
    let Some(reference) = reference.filter(|text| !text.is_empty()) else {
        return Err(Refusal::bad(format!("there is no {name} in the request")));
    };
    let known = world.file(reference).cloned();
    let file = known.ok_or_else(|| Refusal::bad("wrong file identifier/HTTP URL specified"))?;
    if (file.width > 0) != (kind == MediaKind::Photo) {
        let (is, wanted) = if kind == MediaKind::Photo { ("Document", "Photo") } else { ("Photo", "Document") };
        return Err(Refusal::bad(format!("can't use file of type {is} as {wanted}")));
    }
    Ok(Media { kind, file })
}

pub(super) fn send_chat_action(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    const ACTIONS: [&str; 11] = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    let chat = args.chat_id()?;
    let action = args.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    world.open_chat(chat)?;
    world.page_note(PageNote::Action { chat, action: action.clone() });
    world.happened_with_words(HappeningKind::Action, chat, 0, action);
    Ok(Value::Bool(true))
}

pub(super) fn delete_message(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let (chat, id) = (args.chat_id()?, args.message_id()?);
    world.known_chat(chat)?;
    let message = world.message(chat, id).ok_or_else(|| Refusal::bad("message to delete not found"))?;
    if world.now - message.date > DELETE_AGE_MAX_S {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    world.happened(HappeningKind::Deleted, chat, id);
    world.remove_message(chat, id);
    Ok(Value::Bool(true))
}

/// Deletes what can be deleted; the rest is skipped, as the real method does.
pub(super) fn delete_messages(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    const IDS_MAX: usize = 100;
    let chat = args.chat_id()?;
    world.known_chat(chat)?;
    let ids = args.json("message_ids")?.unwrap_or_default();
    let ids: Vec<i32> = serde_json::from_value(ids).unwrap_or_default();
    if ids.is_empty() || ids.len() > IDS_MAX {
        return Err(Refusal::bad("message identifiers are not specified"));
    }
    for id in ids {
        let young = |message: &Message| world.now - message.date <= DELETE_AGE_MAX_S;
        if world.message(chat, id).is_some_and(young) {
            world.happened(HappeningKind::Deleted, chat, id);
            world.remove_message(chat, id);
        }
    }
    Ok(json!(true))
}

pub(super) fn get_file(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    const DOWNLOAD_BYTES_MAX: usize = 20 * 1024 * 1024;
    let id = args.text("file_id").filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| Refusal::bad("file_id not specified"))?;
    let file = world.file(&id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
    if file.size > DOWNLOAD_BYTES_MAX {
        return Err(Refusal::bad("file is too big"));
    }
    Ok(wire::file(file))
}
