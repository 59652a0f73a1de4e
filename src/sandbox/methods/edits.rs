//! Changing what was sent; an edit that changes nothing is refused, as it is on the real service.

use serde_json::Value;

use super::super::args::Args;
use super::super::happenings::HappeningKind;
use super::super::model::{Media, MediaKind, Message, Sender};
use super::super::rules::{self, Refusal};
use super::super::wire;
use super::super::world::World;
use super::messages::media;

pub(super) fn edit_message_text(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let words = args.styled("text", "entities")?;
    rules::check_text(&args.text("text").unwrap_or_default(), &words)?;
    let rows = args.rows()?;
    let (chat, message) = own_message(world, args)?;
    if message.media.is_some() {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    let changed = Message { words, rows, ..message.clone() };
    replace(world, chat, &message, changed)
}

pub(super) fn edit_message_caption(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let words = args.styled("caption", "caption_entities")?;
    rules::check_caption(&words)?;
    let rows = args.rows()?;
    let (chat, message) = own_message(world, args)?;
    if message.media.is_none() {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    let changed = Message { words, rows, ..message.clone() };
    replace(world, chat, &message, changed)
}

pub(super) fn edit_message_reply_markup(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let rows = args.rows()?;
    let (chat, message) = own_message(world, args)?;
    let changed = Message { rows, ..message.clone() };
    replace(world, chat, &message, changed)
}

pub(super) fn edit_message_media(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let input = args.json("media")?.ok_or_else(|| Refusal::bad("input media must be specified"))?;
    let field = |name: &str| input.get(name).and_then(Value::as_str);
    let kind = match field("type") {
        Some("photo") => MediaKind::Photo,
        Some("document") => MediaKind::Document,
        _ => return Err(Refusal::bad("can't parse InputMedia: the sandbox knows photo and document")),
    };
    // The caption and its markup travel inside the media here, and nowhere else.
    let inner =
        Args { values: input.as_object().cloned().unwrap_or_default(), files: std::collections::HashMap::new() };
    let words = inner.styled("caption", "caption_entities")?;
    rules::check_caption(&words)?;
    let rows = args.rows()?;
    let (chat, message) = own_message(world, args)?;
    let Media { kind, file } = media(world, args, kind, field("media"), "media")?;
    let changed = Message { words, rows, media: Some(Media { kind, file }), ..message.clone() };
    replace(world, chat, &message, changed)
}

/// The message to edit, which must be the bot's and in this chat.
fn own_message(world: &World, args: &Args) -> Result<(i64, Message), Refusal> {
    if args.text("inline_message_id").is_some_and(|id| !id.is_empty()) {
        return Err(Refusal::bad("MESSAGE_ID_INVALID"));
    }
    let (chat, id) = (args.chat_id()?, args.message_id()?);
    world.open_chat(chat)?;
    let message = world.message(chat, id).ok_or_else(|| Refusal::bad("message to edit not found"))?;
    if message.from != Sender::Bot || message.pinned.is_some() {
        return Err(Refusal::bad("message can't be edited"));
    }
    Ok((chat, message.clone()))
}

fn replace(world: &mut World, chat: i64, before: &Message, after: Message) -> Result<Value, Refusal> {
    if *before == after {
        return Err(Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message",
        ));
    }
    let now = world.now;
    // Telegram marks a message as edited for its words and picture only, not for its buttons.
    let spoken = before.words != after.words || before.media != after.media;
    world.change_message(chat, before.id, |message| {
        *message = after;
        if spoken {
            message.edited = Some(now);
        }
    });
    world.happened(HappeningKind::Edited, chat, before.id);
    Ok(wire::message(world, chat, before.id))
}
